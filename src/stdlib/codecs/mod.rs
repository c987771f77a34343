//! Character encodings: text to bytes and back, with Python's error handlers.
//!
//! `object`, `lookup` and the modules are the object layer. Invariant: nothing else here raises. An error is
//! data ([`error::DecodeError`], [`error::EncodeError`]) handed to a
//! handler, which either says how to go on or gives up with an error type of its own: the object layer's.
//! Decoders report how much input they used, so incremental decoding is the same function with `last: false`.
//! Deliberately absent: the charmap tables of single-byte encodings, which Python's `encodings` package has.
//! Next file to read: `registry.rs`, then `error.rs`, `handlers.rs`, `utf8.rs`.

pub mod charmap;
mod charmap_module;
pub mod error;
pub mod escape;
pub mod handlers;
pub mod incremental;
pub mod lookup;
pub mod module;
pub mod object;
pub mod registry;
pub mod single_byte;
pub mod utf16;
pub mod utf32;
pub mod utf7;
pub mod utf8;

#[cfg(test)]
mod tests;
