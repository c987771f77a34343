//! `bytes`: the algorithms behind the methods of bytes and bytearray, on plain slices; and the objects.
//!
//! `object`, `byteslike`, `construct`, `slots`, `iterator`, `methods*` and `percent` know objects, the
//! other files don't. Invariant: only ASCII letters, digits and spaces count as such.
//! Next file to read: `search.rs`, then `object.rs`.

pub mod byteslike;
pub mod case;
pub mod construct;
pub mod hex;
pub mod iterator;
pub mod layout;
pub mod methods;
pub mod methods_find;
pub mod methods_split;
pub mod object;
pub mod percent;
pub mod predicates;
pub mod repr;
pub mod search;
pub mod slots;
pub mod split;
pub mod translate;

pub use object::{BYTES, PyBytes};
