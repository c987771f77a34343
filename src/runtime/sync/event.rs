//! `Event`: a flag that threads can wait for.
//!
//! Invariant: the flag is set before waiters are notified and tested under the queue's mutex
//! before a thread is queued, so nobody sleeps through a `set`. A thread that was notified
//! reports success even if the flag has been cleared again meanwhile, as `threading.Event` does.
//! Deliberately absent: a queue of its own; see `waiters.rs`.
//! Next file to read: `semaphore.rs`.

use super::waiters::Waiters;
use crate::runtime::blocking::{Deadline, Door, Interrupted, Wake};
use crate::runtime::event::Reason;
use crate::runtime::sync_shim::{AtomicBool, Ordering};

/// A flag that threads can wait for.
#[derive(Debug)]
pub struct Event {
    flag: AtomicBool,
    waiters: Waiters,
}

impl Event {
    /// An event that is not set.
    pub fn new() -> Event {
        Event {
            flag: AtomicBool::new(false),
            waiters: Waiters::new(),
        }
    }

    /// Whether the flag is set.
    pub fn is_set(&self) -> bool {
        self.flag.load(Ordering::Acquire)
    }

    /// Sets the flag and wakes all who wait for it.
    pub fn set(&self) {
        self.flag.store(true, Ordering::Release);
        self.waiters.notify_all();
    }

    /// Clears the flag.
    pub fn clear(&self) {
        self.flag.store(false, Ordering::Release);
    }

    /// Waits until the flag is set; false when the deadline passed first.
    pub fn wait(&self, door: Door<'_>, deadline: Deadline) -> Result<bool, Interrupted> {
        self.wait_for(door, Reason::Event, deadline)
    }

    /// [`Event::wait`] with another reason in the record.
    pub fn wait_for(
        &self,
        door: Door<'_>,
        reason: Reason,
        deadline: Deadline,
    ) -> Result<bool, Interrupted> {
        let Some(ticket) = self.waiters.enter_unless(door.thread, || self.is_set()) else {
            return Ok(true);
        };
        match self.waiters.wait(door, &ticket, reason, deadline) {
            Wake::Done => Ok(true),
            Wake::TimedOut => Ok(false),
            // Giving up the place in the queue is harmless: the next wait tests the flag first.
            Wake::Interrupted if self.waiters.leave(&ticket) => Err(Interrupted),
            Wake::Interrupted => Ok(true),
        }
    }
}

impl Default for Event {
    fn default() -> Event {
        Event::new()
    }
}
