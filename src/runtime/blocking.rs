//! The one door through which every call that may block goes.
//!
//! Invariant: a thread in a blocking call does not hold the GIL, and holds it again when the
//! call returns, whichever way it returns. Waits of the main thread end early with
//! [`Wake::Interrupted`] when a signal has arrived: the caller runs the signal handlers, and if
//! none of them raised, waits again for the time that is left (PEP 475).
//! Deliberately absent: running the handlers, which are Python code.
//! Next file to read: `sync/mod.rs`.

use super::event::{Event, Reason};
use super::gil::Gil;
use super::sync_shim::{now, park, park_until};
use super::thread::{ThreadShared, breaker};
use std::time::{Duration, Instant};

/// Until when a wait may last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// As long as it takes.
    Never,
    /// Until this moment.
    At(Instant),
}

impl Deadline {
    /// The moment `timeout` from now; beyond the clock's range that is never.
    pub fn after(timeout: Duration) -> Deadline {
        match now().checked_add(timeout) {
            Some(moment) => Deadline::At(moment),
            None => Deadline::Never,
        }
    }

    /// Whether the moment has come.
    pub fn passed(self) -> bool {
        match self {
            Deadline::Never => false,
            Deadline::At(moment) => now() >= moment,
        }
    }

    /// The time left, `None` for ever.
    pub fn remaining(self) -> Option<Duration> {
        match self {
            Deadline::Never => None,
            Deadline::At(moment) => Some(moment.saturating_duration_since(now())),
        }
    }
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// What was waited for has come true.
    Done,
    /// The deadline has passed.
    TimedOut,
    /// A signal has arrived; only in the main thread.
    Interrupted,
}

/// A wait ended because a signal has arrived. Run the handlers and, if none raised, wait again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// A thread together with the lock it has to let go of while it blocks.
#[derive(Clone, Copy, Debug)]
pub struct Door<'a> {
    /// The lock.
    pub gil: &'a Gil,
    /// The calling thread, attached.
    pub thread: &'a ThreadShared,
}

/// Runs `work` with the GIL released, and returns what it returned with the GIL held again.
/// `work` must not touch an object.
pub fn blocking<R>(
    gil: &Gil,
    thread: &ThreadShared,
    reason: Reason,
    work: impl FnOnce() -> R,
) -> R {
    Door::new(gil, thread).blocking(reason, work)
}

impl<'a> Door<'a> {
    /// The door of `thread`.
    pub fn new(gil: &'a Gil, thread: &'a ThreadShared) -> Door<'a> {
        Door { gil, thread }
    }

    /// Runs `work` with the GIL released; see [`blocking`].
    pub fn blocking<R>(self, reason: Reason, work: impl FnOnce() -> R) -> R {
        self.blocking_on(reason, 0, work)
    }

    /// Like [`Door::blocking`], naming the object waited for in the record of events.
    pub fn blocking_on<R>(self, reason: Reason, object: u64, work: impl FnOnce() -> R) -> R {
        let recorder = self.gil.recorder();
        recorder.record(self.thread, Event::Block { reason, object });
        self.gil.release(self.thread, reason);
        // Reacquires even when `work` panics: the unwinding code up the stack counts on it.
        let _reacquire = Reacquire { door: self, reason };
        work()
    }

    /// Whether a signal waits to be served by this thread.
    #[inline]
    pub fn interrupted(self) -> bool {
        self.thread.is_main() && self.thread.breaker_has(breaker::SIGNALS_PENDING)
    }

    /// Parks, with the GIL released, until `done` answers true, the deadline passes or a signal
    /// arrives. Whoever makes `done` true must unpark the thread afterwards.
    pub fn wait(
        self,
        reason: Reason,
        object: u64,
        deadline: Deadline,
        done: impl FnMut() -> bool,
    ) -> Wake {
        self.blocking_on(reason, object, || self.wait_detached(deadline, done))
    }

    /// The loop of [`Door::wait`] for a thread that has released the GIL already.
    pub(super) fn wait_detached(self, deadline: Deadline, mut done: impl FnMut() -> bool) -> Wake {
        loop {
            if done() {
                return Wake::Done;
            }
            if self.interrupted() {
                return Wake::Interrupted;
            }
            match deadline {
                Deadline::Never => park(),
                Deadline::At(moment) if now() >= moment => return Wake::TimedOut,
                Deadline::At(moment) => park_until(moment),
            }
        }
    }

    /// Sleeps until `deadline`, with the GIL released.
    pub fn sleep(self, deadline: Deadline) -> Result<(), Interrupted> {
        match self.wait(Reason::Sleep, 0, deadline, || false) {
            Wake::Interrupted => Err(Interrupted),
            Wake::Done | Wake::TimedOut => Ok(()),
        }
    }

    /// Gives other threads a turn, without waiting for anything (`time.sleep(0)`).
    pub fn yield_now(self) {
        self.blocking(Reason::Yield, std::thread::yield_now);
    }
}

struct Reacquire<'a> {
    door: Door<'a>,
    reason: Reason,
}

impl Drop for Reacquire<'_> {
    fn drop(&mut self) {
        let Door { gil, thread } = self.door;
        let reason = self.reason;
        gil.recorder().record(thread, Event::Unblock { reason });
        gil.acquire(thread);
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
