//! `list`.
//!
//! Next file to read: `sort.rs`.

mod gallop;
pub mod sort;
