//! `RLock`: a lock its owner may take again.
//!
//! Invariant: `owner` is the ident of the thread inside, or 0; it becomes a thread's own ident
//! and stops being it only by that thread's doing, so a thread that reads its own ident there
//! reads the truth. `count` is touched by the owner alone.
//! Deliberately absent: a queue; the lock inside has one.
//! Next file to read: `event.rs`.

use super::lock::Lock;
use crate::runtime::blocking::{Deadline, Door, Wake};
use crate::runtime::event::Reason;
use crate::runtime::sync_shim::{AtomicU64, Ordering};
use crate::runtime::thread::ThreadShared;

/// A lock its owner may take again.
#[derive(Debug)]
pub struct RLock {
    lock: Lock,
    owner: AtomicU64,
    count: AtomicU64,
}

/// A thread released a lock that it does not own: "cannot release un-acquired lock".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOwned;

impl RLock {
    /// A free lock.
    pub fn new() -> RLock {
        RLock {
            lock: Lock::new(),
            owner: AtomicU64::new(0),
            count: AtomicU64::new(0),
        }
    }

    /// Whether any thread is inside.
    pub fn is_locked(&self) -> bool {
        self.lock.is_locked()
    }

    /// Whether `thread` is inside.
    #[inline]
    pub fn is_owned(&self, thread: &ThreadShared) -> bool {
        self.owner.load(Ordering::Relaxed) == thread.ident()
    }

    /// The ident of the thread inside, or 0.
    pub fn owner(&self) -> u64 {
        self.owner.load(Ordering::Relaxed)
    }

    /// How many times the owner has taken the lock.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// How many times `thread` has taken the lock.
    pub fn recursion_count(&self, thread: &ThreadShared) -> u64 {
        if self.is_owned(thread) {
            self.count()
        } else {
            0
        }
    }

    /// Takes the lock, waiting until `deadline` if another thread is inside.
    pub fn acquire(&self, door: Door<'_>, deadline: Deadline) -> Wake {
        if self.enter_again(door.thread) {
            return Wake::Done;
        }
        let wake = self.lock.acquire_for(door, Reason::Lock, deadline);
        if wake == Wake::Done {
            self.become_owner(door.thread, 1);
        }
        wake
    }

    /// Takes the lock if no other thread is inside.
    pub fn try_acquire(&self, thread: &ThreadShared) -> bool {
        if self.enter_again(thread) {
            return true;
        }
        let taken = self.lock.try_acquire();
        if taken {
            self.become_owner(thread, 1);
        }
        taken
    }

    fn enter_again(&self, thread: &ThreadShared) -> bool {
        let owned = self.is_owned(thread);
        if owned {
            self.count.store(self.count() + 1, Ordering::Relaxed);
        }
        owned
    }

    fn become_owner(&self, thread: &ThreadShared, count: u64) {
        self.owner.store(thread.ident(), Ordering::Relaxed);
        self.count.store(count, Ordering::Relaxed);
    }

    /// Leaves once; the last time lets other threads in.
    pub fn release(&self, thread: &ThreadShared) -> Result<(), NotOwned> {
        if !self.is_owned(thread) {
            return Err(NotOwned);
        }
        match self.count() {
            0 | 1 => self.release_save(thread).map(|_| ()),
            count => {
                self.count.store(count - 1, Ordering::Relaxed);
                Ok(())
            }
        }
    }

    /// Leaves altogether, answering how often the lock had been taken: what a `Condition` does
    /// before it waits.
    pub fn release_save(&self, thread: &ThreadShared) -> Result<u64, NotOwned> {
        if !self.is_owned(thread) {
            return Err(NotOwned);
        }
        let count = self.count();
        self.count.store(0, Ordering::Relaxed);
        self.owner.store(0, Ordering::Relaxed);
        self.lock.release().map_err(|_| NotOwned)?;
        Ok(count)
    }

    /// Undoes [`RLock::release_save`]; [`Wake::Interrupted`] means: serve signals, call again.
    pub fn acquire_restore(&self, door: Door<'_>, count: u64) -> Wake {
        let wake = self.lock.acquire_for(door, Reason::Lock, Deadline::Never);
        if wake == Wake::Done {
            self.become_owner(door.thread, count);
        }
        wake
    }
}

impl Default for RLock {
    fn default() -> RLock {
        RLock::new()
    }
}
