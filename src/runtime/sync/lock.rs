//! `Lock`: a flag without an owner; any thread may release it.
//!
//! Invariant: `WAITERS` is set exactly when the queue is not empty, and is changed only under the
//! queue's mutex. So a release that finds only `LOCKED` has nobody to wake and is one atomic
//! operation, like an acquire that finds the lock free.
//! Deliberately absent: an owner, hence any check that the right thread releases.
//! Next file to read: `rlock.rs`.
//!
//! Fairness: a woken thread competes for the lock with those that run, for handing every release
//! to a sleeper would cost two thread switches each time. But a waiter that has been in the queue
//! for [`FAIR_AFTER`] is given the lock: the flag stays set and the lock changes hands.

use super::waiters::Ticket;
use crate::runtime::blocking::{Deadline, Door, Wake};
use crate::runtime::event::Reason;
use crate::runtime::sync_shim::{AtomicU32, Mutex, Ordering, now};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How long a waiter competes before the lock is given to it.
const FAIR_AFTER: Duration = Duration::from_millis(1);

const LOCKED: u32 = 1;
const WAITERS: u32 = 2;

/// A lock without an owner.
#[derive(Debug)]
pub struct Lock {
    state: AtomicU32,
    queue: Mutex<VecDeque<Waiter>>,
}

#[derive(Debug)]
struct Waiter {
    ticket: Ticket,
    since: Instant,
}

/// A lock was released that nobody holds: "release unlocked lock".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLocked;

impl Lock {
    /// A free lock.
    pub fn new() -> Lock {
        Lock {
            state: AtomicU32::new(0),
            queue: Mutex::new(VecDeque::new()),
        }
    }

    /// Whether somebody holds the lock.
    pub fn is_locked(&self) -> bool {
        self.state.load(Ordering::Acquire) & LOCKED != 0
    }

    /// Takes the lock if it is free.
    #[inline]
    pub fn try_acquire(&self) -> bool {
        let mut state = self.state.load(Ordering::Relaxed);
        while state & LOCKED == 0 {
            match self.state.compare_exchange_weak(
                state,
                state | LOCKED,
                Ordering::Acquire,
                Ordering::Relaxed,
            ) {
                Ok(_) => return true,
                Err(found) => state = found,
            }
        }
        false
    }

    /// Takes the lock, waiting for it until `deadline`. [`Wake::Done`] means it was taken.
    #[inline]
    pub fn acquire(&self, door: Door<'_>, deadline: Deadline) -> Wake {
        self.acquire_for(door, Reason::Lock, deadline)
    }

    /// [`Lock::acquire`] with another reason in the record.
    #[inline]
    pub fn acquire_for(&self, door: Door<'_>, reason: Reason, deadline: Deadline) -> Wake {
        if self.try_acquire() {
            return Wake::Done;
        }
        self.acquire_slow(door, reason, deadline)
    }

    #[cold]
    fn acquire_slow(&self, door: Door<'_>, reason: Reason, deadline: Deadline) -> Wake {
        let since = now();
        let mut first_time = true;
        loop {
            let Some(ticket) = self.enter(door, since, first_time) else {
                return Wake::Done;
            };
            first_time = false;
            // The GIL is held again when this returns, and only then does the thread compete
            // for the lock: one that has the lock but not the GIL would stop all others.
            let wake = door.wait(reason, self.object(), deadline, || ticket.is_woken());
            if wake != Wake::Done && self.leave(&ticket) {
                return wake;
            }
            if ticket.is_given() || self.try_acquire() {
                return Wake::Done;
            }
            if wake != Wake::Done {
                return wake;
            }
        }
    }

    /// Queues the calling thread, or takes the lock if it has become free. One that had been
    /// woken and lost goes back to the front.
    fn enter(&self, door: Door<'_>, since: Instant, first_time: bool) -> Option<Ticket> {
        let mut queue = self.queue.lock();
        loop {
            if self.try_acquire() {
                return None;
            }
            let marked = self.state.compare_exchange(
                LOCKED,
                LOCKED | WAITERS,
                Ordering::Relaxed,
                Ordering::Relaxed,
            );
            match marked {
                Ok(_) => break,
                Err(found) if found == LOCKED | WAITERS => break,
                Err(_) => {}
            }
        }
        let ticket = Ticket::new(door.thread);
        let waiter = Waiter {
            ticket: ticket.clone(),
            since,
        };
        if first_time {
            queue.push_back(waiter);
        } else {
            queue.push_front(waiter);
        }
        Some(ticket)
    }

    /// Takes `ticket` out of the queue; false when a release was faster.
    fn leave(&self, ticket: &Ticket) -> bool {
        let mut queue = self.queue.lock();
        let Some(index) = queue.iter().position(|waiter| waiter.ticket.is(ticket)) else {
            return false;
        };
        queue.remove(index);
        if queue.is_empty() {
            self.state.fetch_and(!WAITERS, Ordering::Relaxed);
        }
        true
    }

    /// Releases the lock, whoever holds it.
    #[inline]
    pub fn release(&self) -> Result<(), NotLocked> {
        match self
            .state
            .compare_exchange(LOCKED, 0, Ordering::Release, Ordering::Relaxed)
        {
            Ok(_) => Ok(()),
            Err(_) => self.release_slow(),
        }
    }

    #[cold]
    fn release_slow(&self) -> Result<(), NotLocked> {
        let mut queue = self.queue.lock();
        if !self.is_locked() {
            return Err(NotLocked);
        }
        let next = queue.pop_front();
        if queue.is_empty() {
            self.state.fetch_and(!WAITERS, Ordering::Relaxed);
        }
        match next {
            Some(waiter) if now().saturating_duration_since(waiter.since) >= FAIR_AFTER => {
                waiter.ticket.give();
            }
            next => {
                self.state.fetch_and(!LOCKED, Ordering::Release);
                if let Some(waiter) = next {
                    waiter.ticket.wake();
                }
            }
        }
        Ok(())
    }

    /// The number that names this lock in records of events.
    pub fn object(&self) -> u64 {
        std::ptr::from_ref(self).addr() as u64
    }
}

impl Default for Lock {
    fn default() -> Lock {
        Lock::new()
    }
}
