//! `_io`: files and streams.
//!
//! Next file to read: `mode.rs`.

pub mod mode;
pub mod newline;
