//! The random number generator behind the `_random` module.
//!
//! Next file to read: `mt.rs`.

pub mod mt;
