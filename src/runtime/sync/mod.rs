//! The primitives under `_thread` and `threading`: locks, events, semaphores, barriers.
//!
//! Invariant: taking a free primitive is a few atomic operations with the GIL held; only a thread
//! that must wait goes through the blocking door. Each primitive guards its queue with a mutex of
//! its own, held for some instructions and never while the GIL is acquired, so no lock order can
//! be wrong. Every wait takes a deadline and, in the main thread, ends early for a signal.
//! Deliberately absent: Python objects; the native `threading` module wraps these.
//! Modules in reading order:

pub mod waiters;

pub mod event;

pub use event::Event;
pub use waiters::{Ticket, Waiters};
