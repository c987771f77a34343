//! A queue of parked threads: the heart of every other primitive, and all of a `Condition`.
//!
//! Invariant: a ticket leaves the queue exactly once: taken out by a notifier, which marks it
//! woken and unparks its thread, or by its own thread giving up. So a wake-up is never lost: a
//! thread that gives up learns whether it was woken first.
//! Deliberately absent: what is waited for.
//! Next file to read: `lock.rs`.

use crate::runtime::blocking::{Deadline, Door, Wake};
use crate::runtime::event::Reason;
use crate::runtime::sync_shim::{AtomicU32, Mutex, Ordering};
use crate::runtime::thread::ThreadShared;
use std::collections::VecDeque;
use std::sync::Arc;

/// Threads waiting in the order they came.
#[derive(Debug)]
pub struct Waiters {
    queue: Mutex<VecDeque<Ticket>>,
}

/// A thread's place in a [`Waiters`] queue.
#[derive(Clone, Debug)]
pub struct Ticket(Arc<Place>);

#[derive(Debug)]
struct Place {
    /// [`QUEUED`], [`WOKEN`] or [`GIVEN`].
    state: AtomicU32,
    thread: Option<Arc<ThreadShared>>,
}

/// Waiting.
const QUEUED: u32 = 0;
/// Taken out of the queue: what was waited for may be there, look again.
const WOKEN: u32 = 1;
/// Taken out of the queue, and what was waited for now belongs to the ticket's thread.
const GIVEN: u32 = 2;

impl Ticket {
    /// A place for `thread`, in no queue yet.
    pub fn new(thread: &ThreadShared) -> Ticket {
        Ticket(Arc::new(Place {
            state: AtomicU32::new(QUEUED),
            thread: thread.to_arc(),
        }))
    }

    /// Whether a notifier has taken this ticket out of its queue.
    pub fn is_woken(&self) -> bool {
        self.0.state.load(Ordering::Acquire) != QUEUED
    }

    /// Whether the notifier has left what was waited for to this ticket's thread.
    pub fn is_given(&self) -> bool {
        self.0.state.load(Ordering::Acquire) == GIVEN
    }

    /// Marks the ticket and wakes its thread, which then looks again.
    pub fn wake(&self) {
        self.finish(WOKEN);
    }

    /// Marks the ticket and wakes its thread, which owns from now on what it waited for.
    pub fn give(&self) {
        self.finish(GIVEN);
    }

    fn finish(&self, state: u32) {
        self.0.state.store(state, Ordering::Release);
        if let Some(thread) = &self.0.thread {
            thread.unpark();
        }
    }

    /// Whether both are the same place.
    pub(super) fn is(&self, other: &Ticket) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Waiters {
    /// An empty queue.
    pub fn new() -> Waiters {
        Waiters {
            queue: Mutex::new(VecDeque::new()),
        }
    }

    /// Queues `thread`. From this moment a notification counts for it, so a `Condition` enters
    /// first and releases its lock afterwards.
    pub fn enter(&self, thread: &ThreadShared) -> Ticket {
        let ticket = Ticket::new(thread);
        self.queue.lock().push_back(ticket.clone());
        ticket
    }

    /// Queues `thread` unless `ready` answers true; `ready` runs under the queue's mutex, so a
    /// notifier that makes it true before notifying cannot be missed.
    pub fn enter_unless(
        &self,
        thread: &ThreadShared,
        ready: impl FnOnce() -> bool,
    ) -> Option<Ticket> {
        let mut queue = self.queue.lock();
        if ready() {
            return None;
        }
        let ticket = Ticket::new(thread);
        queue.push_back(ticket.clone());
        Some(ticket)
    }

    /// Waits, with the GIL released, until `ticket` is notified. After [`Wake::TimedOut`] the
    /// ticket has left the queue; after [`Wake::Interrupted`] it is still queued: wait again, or
    /// [`Waiters::leave`].
    pub fn wait(
        &self,
        door: Door<'_>,
        ticket: &Ticket,
        reason: Reason,
        deadline: Deadline,
    ) -> Wake {
        match door.wait(reason, self.object(), deadline, || ticket.is_woken()) {
            Wake::TimedOut if !self.leave(ticket) => Wake::Done,
            wake => wake,
        }
    }

    /// Takes `ticket` out of the queue; false when a notifier was faster.
    pub fn leave(&self, ticket: &Ticket) -> bool {
        let mut queue = self.queue.lock();
        match queue.iter().position(|queued| queued.is(ticket)) {
            Some(index) => queue.remove(index).is_some(),
            None => false,
        }
    }

    /// Wakes the `count` threads that have waited longest; answers how many there were.
    pub fn notify(&self, count: usize) -> usize {
        let mut queue = self.queue.lock();
        let count = count.min(queue.len());
        for ticket in queue.drain(..count) {
            ticket.wake();
        }
        count
    }

    /// Wakes every waiting thread.
    pub fn notify_all(&self) -> usize {
        self.notify(usize::MAX)
    }

    /// How many threads wait.
    pub fn len(&self) -> usize {
        self.queue.lock().len()
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number that names this queue in records of events.
    pub(super) fn object(&self) -> u64 {
        std::ptr::from_ref(self).addr() as u64
    }
}

impl Default for Waiters {
    fn default() -> Waiters {
        Waiters::new()
    }
}
