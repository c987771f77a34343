//! `memoryview`.
//!
//! Next file to read: `format.rs`.

pub mod format;
