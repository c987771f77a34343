//! The object core: words, counts, memory, types, tables.
//!
//! Next file to read: `value.rs`.

pub mod args;
pub mod audit;
pub mod buffer;
pub mod context;
pub mod cycles;
pub mod dict;
pub mod getset;
pub mod hash;
pub mod header;
pub mod heap;
pub mod instance;
pub mod intern;
pub mod payload;
pub mod refcount;
pub mod singletons;
pub mod slots;
pub mod types;
pub mod value;
pub mod weakref;
pub mod word;
