//! The algorithms behind the methods of bytes and bytearray, on plain byte slices.
//!
//! Invariant: only ASCII letters, digits and spaces count as such.
//! Deliberately absent: objects, and `%` formatting.
//! Next file to read: `search.rs`.

pub mod case;
pub mod hex;
pub mod layout;
pub mod object;
pub mod predicates;
pub mod repr;
pub mod search;
pub mod split;
pub mod translate;

pub use object::{BYTES, PyBytes};
