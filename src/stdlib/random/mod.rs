//! The random number generator behind the `random` module.
//!
//! Next file to read: `mt.rs`, then `module.rs`.

pub mod module;
pub mod mt;
