//! The primitives under `_thread` and `threading`: locks, events, semaphores, barriers.
//!
//! Invariant: taking a free primitive is a few atomic operations with the GIL held; only a thread
//! that must wait goes through the blocking door. Each primitive guards its queue with a mutex of
//! its own, held for some instructions and never while the GIL is acquired, so no lock order can
//! be wrong. Every wait takes a deadline and, in the main thread, ends early for a signal.
//! Deliberately absent: Python objects; the native `threading` module wraps these.
//! Modules in reading order:

pub mod waiters;

pub mod lock;

pub mod rlock;

pub mod event;

pub mod semaphore;

pub mod barrier;

pub use barrier::{Arrival, Barrier, BarrierError};
pub use event::Event;
pub use lock::{Lock, NotLocked};
pub use rlock::{NotOwned, RLock};
pub use semaphore::{Semaphore, TooManyReleases};
pub use waiters::{Ticket, Waiters};

use std::time::Duration;

/// `threading.TIMEOUT_MAX`: the longest timeout a script may ask for.
pub const TIMEOUT_MAX: Duration = Duration::from_secs(9_223_372_036);

#[cfg(all(test, not(loom)))]
mod tests;

#[cfg(all(test, loom))]
mod loom_tests;
