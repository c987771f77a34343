//! The global interpreter lock: one flag, held by the thread that runs Python.
//!
//! Invariant: with [`Policy::Enabled`] at most one attached thread exists per `Gil`, and between
//! its `acquire` and its `release` everything it did is visible to the next holder.
//! Deliberately absent: what a check point is (the VM decides, see `vm/eval.rs`) and which calls
//! may block (see `blocking.rs`). Next file to read: `blocking.rs`.
//!
//! # How it works
//!
//! The lock is not the mutex you see below. The mutex guards a few words for some nanoseconds;
//! the lock is the word `locked`, and a thread keeps it for milliseconds. Threads that find it
//! set sleep on the condition variable `freed`.
//!
//! *Asking.* A thread that computes would never give the lock up by itself. So a waiter sleeps
//! for at most the *switch interval* (5 ms unless `sys.setswitchinterval` says otherwise). If it
//! wakes because that time is over, and the lock has not changed hands meanwhile, it makes a
//! *drop request*: it sets a bit in the holder's *eval breaker*, a word the holder reads at
//! every check point (loop back edges, function entries, calls of native code). The
//! holder then releases the lock. If the lock did change hands while the waiter slept, the new
//! holder has not had its interval yet, and the waiter simply sleeps again. The interval is thus
//! a lower bound of a turn, not its length: a holder inside a long native call sees the request
//! only when that call returns.
//!
//! *Forced switching.* After releasing on request, the old holder wants the lock again at
//! once, and it is awake while the waiter is not: on a machine with several cores it would win
//! nearly always, and waiters would starve. So a thread that was asked sleeps on a second
//! condition variable, `switched`, until another thread has really taken the lock.
//!
//! *Blocking calls.* A thread about to sleep or to read a file releases the lock of its own
//! accord. With nobody waiting that costs two uncontended mutex operations; a condition variable
//! is notified only when a waiter is counted.
//!
//! *Finalization.* Once the main thread has begun to tear the interpreter down, any other
//! (daemon) thread that comes for the lock is parked for ever: it may neither run Python nor
//! unwind, for its frames refer to objects that are going away.
//!
//! *Without the lock* ([`Policy::Disabled`]), acquire and release only mark the thread attached
//! or detached. The cycle collector still needs a moment in which nobody runs;
//! [`Gil::stop_the_world`] asks every attached thread to detach at its next check point, and
//! threads in blocking calls cannot come back until [`Gil::start_the_world`].

use super::event::{Event, Reason, Recorder};
use super::sync_shim::{
    AtomicBool, AtomicU64, Condvar, Mutex, MutexGuard, Ordering, fence, now, park, wait_for,
};
use super::thread::{ThreadId, ThreadRegistry, ThreadShared, ThreadState, breaker};
use std::sync::Arc;
use std::time::Duration;

/// The switch interval at start: how long a waiter waits before it asks.
pub const DEFAULT_SWITCH_INTERVAL: Duration = Duration::from_millis(5);

/// Whether there is a lock at all; fixed when the interpreter starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// One thread at a time runs Python.
    Enabled,
    /// All threads run at once (`-X gil=0`).
    Disabled,
}

/// The lock of one interpreter. See the head of this file for how it works.
#[derive(Debug)]
pub struct Gil {
    state: Mutex<State>,
    /// Waiters sleep here until the lock is released.
    freed: Condvar,
    /// A thread that dropped the lock on request sleeps here until another has taken it.
    switched: Condvar,
    switch_interval: AtomicU64,
    /// The [`ThreadId`] that tears the interpreter down, 0 before that.
    finalizer: AtomicU64,
    policy: Policy,
    world: World,
    recorder: Recorder,
}

#[derive(Debug)]
struct State {
    locked: bool,
    /// The holder while `locked`, and afterwards the last one: whose breaker gets the request.
    last_holder: Option<Arc<ThreadShared>>,
    /// Counts how often the lock went from one thread to another.
    switch_number: u64,
    /// Threads inside [`Gil::wait_until_free`].
    waiters: u32,
}

/// What stop-the-world needs when there is no lock.
#[derive(Debug)]
struct World {
    /// Read on every attach, hence outside the mutex.
    stop_requested: AtomicBool,
    stopper: Mutex<Option<ThreadId>>,
    /// Signalled when a thread detaches during a stop, and when the stop is over.
    changed: Condvar,
}

impl Gil {
    /// A free lock.
    pub fn new(policy: Policy) -> Gil {
        Gil {
            state: Mutex::new(State {
                locked: false,
                last_holder: None,
                switch_number: 0,
                waiters: 0,
            }),
            freed: Condvar::new(),
            switched: Condvar::new(),
            switch_interval: AtomicU64::new(DEFAULT_SWITCH_INTERVAL.as_nanos() as u64),
            finalizer: AtomicU64::new(0),
            policy,
            world: World {
                stop_requested: AtomicBool::new(false),
                stopper: Mutex::new(None),
                changed: Condvar::new(),
            },
            recorder: Recorder::new(),
        }
    }

    /// Whether there is a lock.
    #[inline]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// The recorder of this interpreter's events.
    #[inline]
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// How long a waiter waits before it asks.
    pub fn switch_interval(&self) -> Duration {
        Duration::from_nanos(self.switch_interval.load(Ordering::Relaxed))
    }

    /// `sys.setswitchinterval`; at least one microsecond.
    pub fn set_switch_interval(&self, interval: Duration) {
        let nanos = u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX);
        self.switch_interval
            .store(nanos.max(1000), Ordering::Relaxed);
    }

    /// How often the lock has gone from one thread to another.
    pub fn switch_count(&self) -> u64 {
        self.state.lock().switch_number
    }

    /// Attaches the calling thread: from here on it may touch objects. Waits for the lock; never
    /// returns in a daemon thread once finalization has begun.
    pub fn acquire(&self, thread: &ThreadShared) {
        match self.policy {
            Policy::Enabled => self.take(thread),
            Policy::Disabled => self.attach(thread),
        }
    }

    /// Detaches the calling thread, which must be attached, saying why.
    pub fn release(&self, thread: &ThreadShared, reason: Reason) {
        match self.policy {
            Policy::Enabled => self.drop_lock(thread, reason),
            Policy::Disabled => self.detach(thread, reason),
        }
    }

    /// Serves [`breaker::GIL_DROP_REQUEST`] and [`breaker::STOP_THE_WORLD`] at a check point:
    /// lets the other threads have what they asked for, and returns when this one may go on.
    #[cold]
    pub fn check_point(&self, thread: &ThreadShared) {
        if thread.breaker_has(breaker::STOP_THE_WORLD) {
            self.release(thread, Reason::StopTheWorld);
            self.acquire(thread);
        }
        if thread.breaker_has(breaker::GIL_DROP_REQUEST) {
            self.release(thread, Reason::DropRequest);
            self.acquire(thread);
        }
    }

    /// From now on only `thread`, which must be attached, may acquire; all others hang when they
    /// try. Without the lock others may be running: stop the world first and start it
    /// afterwards, and they hang on their way back.
    pub fn begin_finalization(&self, thread: &ThreadShared) {
        self.finalizer.store(thread.id().0, Ordering::Release);
        let _state = self.state.lock();
        self.freed.notify_all();
    }

    /// Whether finalization has begun.
    pub fn is_finalizing(&self) -> bool {
        self.finalizer.load(Ordering::Acquire) != 0
    }

    fn must_hang(&self, thread: &ThreadShared) -> bool {
        let finalizer = self.finalizer.load(Ordering::Acquire);
        finalizer != 0 && finalizer != thread.id().0
    }

    fn take(&self, thread: &ThreadShared) {
        let mut state = self.state.lock();
        if state.locked {
            let begin = now();
            self.wait_until_free(&mut state, thread);
            let waited = now().saturating_duration_since(begin);
            self.recorder.record(thread, Event::GilAcquire { waited });
        } else {
            let waited = Duration::ZERO;
            self.recorder.record(thread, Event::GilAcquire { waited });
        }
        if self.must_hang(thread) {
            // The release that woke this thread was meant for somebody who can use it.
            self.freed.notify_one();
            self.switched.notify_all();
            drop(state);
            self.hang(thread);
        }
        state.locked = true;
        let same = state
            .last_holder
            .as_ref()
            .is_some_and(|last| std::ptr::eq(&raw const **last, thread));
        if !same {
            state.last_holder = thread.to_arc();
            state.switch_number += 1;
            self.switched.notify_all();
        }
        thread.set_state(ThreadState::Attached);
    }

    #[cold]
    fn wait_until_free(&self, state: &mut MutexGuard<'_, State>, thread: &ThreadShared) {
        state.waiters += 1;
        if self.recorder.is_on()
            && let Some(holder) = &state.last_holder
        {
            let holder = holder.id();
            self.recorder.record(thread, Event::GilRequest { holder });
        }
        while state.locked && !self.must_hang(thread) {
            let seen = state.switch_number;
            let timed_out = wait_for(&self.freed, state, self.switch_interval());
            if timed_out
                && state.locked
                && state.switch_number == seen
                && let Some(holder) = &state.last_holder
            {
                holder.set_breaker(breaker::GIL_DROP_REQUEST);
                let holder = holder.id();
                self.recorder.record(thread, Event::DropRequest { holder });
            }
        }
        state.waiters -= 1;
    }

    fn drop_lock(&self, thread: &ThreadShared, reason: Reason) {
        let mut state = self.state.lock();
        debug_assert!(state.locked, "released a GIL that nobody holds");
        debug_assert!(
            state
                .last_holder
                .as_ref()
                .is_some_and(|last| last.id() == thread.id()),
            "released a GIL that another thread holds"
        );
        thread.set_state(ThreadState::Detached);
        state.locked = false;
        self.recorder.record(thread, Event::GilRelease { reason });
        // Requests are made under this mutex and only while the lock is held, so none can
        // arrive once the bit is cleared here.
        let was_asked = thread.breaker_has(breaker::GIL_DROP_REQUEST);
        if was_asked {
            thread.clear_breaker(breaker::GIL_DROP_REQUEST);
        }
        if state.waiters > 0 {
            self.freed.notify_one();
            if was_asked && reason != Reason::ThreadEnd {
                self.wait_for_switch(&mut state);
            }
        }
    }

    /// Forced switching: sleeps until another thread has taken the lock, or none wants it.
    #[cold]
    fn wait_for_switch(&self, state: &mut MutexGuard<'_, State>) {
        let seen = state.switch_number;
        while state.switch_number == seen && state.waiters > 0 {
            self.switched.wait(state);
        }
    }

    /// Parks a thread that came for the lock after finalization began.
    #[cold]
    fn hang(&self, thread: &ThreadShared) -> ! {
        self.recorder.record(thread, Event::Hang);
        thread.set_state(ThreadState::Hung);
        loop {
            park();
        }
    }

    fn attach(&self, thread: &ThreadShared) {
        loop {
            if self.must_hang(thread) {
                self.hang(thread);
            }
            thread.set_state(ThreadState::Attached);
            // Pairs with the fence in `stop_the_world`: either this thread sees the stop
            // requested, or the stopper sees this thread attached.
            fence(Ordering::SeqCst);
            if !self.world.stop_requested.load(Ordering::Acquire) {
                break;
            }
            let mut stopper = self.world.stopper.lock();
            thread.set_state(ThreadState::Detached);
            self.world.changed.notify_all();
            while stopper.is_some() {
                self.world.changed.wait(&mut stopper);
            }
        }
        let waited = Duration::ZERO;
        self.recorder.record(thread, Event::GilAcquire { waited });
    }

    fn detach(&self, thread: &ThreadShared, reason: Reason) {
        self.recorder.record(thread, Event::GilRelease { reason });
        thread.clear_breaker(breaker::STOP_THE_WORLD);
        thread.set_state(ThreadState::Detached);
        fence(Ordering::SeqCst);
        if self.world.stop_requested.load(Ordering::Acquire) {
            let _stopper = self.world.stopper.lock();
            self.world.changed.notify_all();
        }
    }

    /// Returns when `thread`, which must be attached, is the only one that runs Python, and
    /// keeps it so until [`Gil::start_the_world`]. In between the caller must not release.
    /// With the lock enabled holding it is enough, and both calls only leave a record.
    pub fn stop_the_world(&self, registry: &ThreadRegistry, thread: &ThreadShared) {
        if self.policy == Policy::Disabled {
            self.claim_the_world(thread);
            // Threads that attach from here on see the request, so those in the registry now
            // are all that can be attached.
            let others = registry.enumerate();
            for other in others.iter().filter(|other| other.id() != thread.id()) {
                other.set_breaker(breaker::STOP_THE_WORLD);
            }
            let running = |other: &Arc<ThreadShared>| {
                other.id() != thread.id() && other.state() == ThreadState::Attached
            };
            let mut stopper = self.world.stopper.lock();
            while others.iter().any(running) {
                self.world.changed.wait(&mut stopper);
            }
        }
        self.recorder.record(thread, Event::StopTheWorld);
    }

    /// Becomes the stopper, letting others that want the same go first.
    fn claim_the_world(&self, thread: &ThreadShared) {
        loop {
            let mut stopper = self.world.stopper.lock();
            if stopper.is_none() {
                *stopper = Some(thread.id());
                self.world.stop_requested.store(true, Ordering::Release);
                fence(Ordering::SeqCst);
                return;
            }
            drop(stopper);
            self.detach(thread, Reason::StopTheWorld);
            self.attach(thread);
        }
    }

    /// Lets the threads stopped by [`Gil::stop_the_world`] run again.
    pub fn start_the_world(&self, registry: &ThreadRegistry, thread: &ThreadShared) {
        self.recorder.record(thread, Event::StartTheWorld);
        if self.policy == Policy::Disabled {
            let mut stopper = self.world.stopper.lock();
            debug_assert_eq!(
                *stopper,
                Some(thread.id()),
                "another thread stopped the world"
            );
            *stopper = None;
            self.world.stop_requested.store(false, Ordering::Release);
            for other in registry.enumerate() {
                other.clear_breaker(breaker::STOP_THE_WORLD);
            }
            self.world.changed.notify_all();
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests;

#[cfg(all(test, loom))]
mod loom_tests;
