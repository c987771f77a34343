//! `slice`.
//!
//! Next file to read: `indices.rs`.

pub mod indices;
pub mod object;

pub use object::{PySlice, SLICE};
