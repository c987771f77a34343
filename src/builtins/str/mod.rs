//! `str`: how text is stored, and the algorithms behind its methods.
//!
//! The algorithms take [`storage::StrView`] and give indices or a [`storage::StrBuf`]; they know no objects.
//! Next file to read: `storage.rs`.

pub mod case;
pub mod escape;
pub mod format_fields;
pub mod layout;
pub mod predicates;
pub mod search;
pub mod split;
pub mod storage;
