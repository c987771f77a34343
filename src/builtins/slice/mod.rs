//! `slice`.
//!
//! Next file to read: `indices.rs`.

pub mod indices;
