//! `Semaphore` and `BoundedSemaphore`: a number of units that threads take and give back.
//!
//! Invariant: units are added before waiters are notified and tested under the queue's mutex
//! before a thread is queued, so no unit lies unused while a thread sleeps. A woken thread
//! competes for the unit; if it loses it queues again.
//! Deliberately absent: owners; any thread may release.
//! Next file to read: `barrier.rs`.

use super::waiters::Waiters;
use crate::runtime::blocking::{Deadline, Door, Wake};
use crate::runtime::event::Reason;
use crate::runtime::sync_shim::{AtomicU64, Ordering};

/// A number of units that threads take and give back.
#[derive(Debug)]
pub struct Semaphore {
    value: AtomicU64,
    /// More units than this are refused.
    bound: u64,
    waiters: Waiters,
}

/// More was released than had been acquired: "Semaphore released too many times".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyReleases;

impl Semaphore {
    /// A semaphore with `value` units and no upper bound.
    pub fn new(value: u64) -> Semaphore {
        Semaphore {
            value: AtomicU64::new(value),
            bound: u64::MAX,
            waiters: Waiters::new(),
        }
    }

    /// A semaphore that never holds more than its first `value` units.
    pub fn bounded(value: u64) -> Semaphore {
        Semaphore {
            bound: value,
            ..Semaphore::new(value)
        }
    }

    /// The units left.
    pub fn value(&self) -> u64 {
        self.value.load(Ordering::Acquire)
    }

    /// Takes a unit if there is one.
    #[inline]
    pub fn try_acquire(&self) -> bool {
        let mut value = self.value.load(Ordering::Relaxed);
        while value > 0 {
            match self.value.compare_exchange_weak(
                value,
                value - 1,
                Ordering::Acquire,
                Ordering::Relaxed,
            ) {
                Ok(_) => return true,
                Err(found) => value = found,
            }
        }
        false
    }

    /// Takes a unit, waiting for one until `deadline`. [`Wake::Done`] means it was taken.
    pub fn acquire(&self, door: Door<'_>, deadline: Deadline) -> Wake {
        loop {
            if self.try_acquire() {
                return Wake::Done;
            }
            let Some(ticket) = self.waiters.enter_unless(door.thread, || self.value() > 0) else {
                continue;
            };
            match self
                .waiters
                .wait(door, &ticket, Reason::Semaphore, deadline)
            {
                Wake::Done => {}
                Wake::TimedOut => return Wake::TimedOut,
                Wake::Interrupted if self.waiters.leave(&ticket) => return Wake::Interrupted,
                // A unit was announced to this thread: not to take it could leave it unused.
                Wake::Interrupted if self.try_acquire() => return Wake::Done,
                Wake::Interrupted => return Wake::Interrupted,
            }
        }
    }

    /// Gives back `units`, waking as many waiters.
    pub fn release(&self, units: u64) -> Result<(), TooManyReleases> {
        let mut value = self.value.load(Ordering::Relaxed);
        loop {
            let sum = match value.checked_add(units) {
                Some(sum) if sum <= self.bound => sum,
                _ => return Err(TooManyReleases),
            };
            match self
                .value
                .compare_exchange_weak(value, sum, Ordering::Release, Ordering::Relaxed)
            {
                Ok(_) => break,
                Err(found) => value = found,
            }
        }
        self.waiters
            .notify(usize::try_from(units).unwrap_or(usize::MAX));
        Ok(())
    }
}
