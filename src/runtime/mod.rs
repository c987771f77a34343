//! The runtime: what a Python thread needs from the machine, and nothing about Python objects.
//!
//! Invariant: this layer knows thread ids, object ids and source lines, but no Python type; it
//! can be tested with plain closures.
//! Deliberately absent: values, frames, exceptions; errors here are small enums which the
//! native modules translate.
//! Modules in reading order:

pub mod thread;

pub mod gil;

pub mod blocking;

pub mod sync;

pub mod event;

pub mod signal;

pub mod clock;

pub mod errno;

pub mod fd;

pub mod socket;

pub mod resolve;

pub mod spawn;

pub mod process;

pub mod memory;

pub mod path;

pub mod terminal;

pub mod sync_shim;

#[cfg(all(test, not(loom)))]
mod fixture;
