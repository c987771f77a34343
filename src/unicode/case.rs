//! Case mapping of one code point, with Unicode's full (one to many) mappings.
//!
//! Invariant: no context is looked at here; the final sigma is the business of `builtins/str/case.rs`.
//! Next file to read: `normalize.rs`.

use super::properties::{Mapping, map_case};

/// Calls `push` with the upper case form of `code`.
#[inline]
pub fn upper(code: u32, push: impl FnMut(u32)) {
    map_case(code, Mapping::Upper, push);
}

/// Calls `push` with the lower case form of `code`.
#[inline]
pub fn lower(code: u32, push: impl FnMut(u32)) {
    map_case(code, Mapping::Lower, push);
}

/// Calls `push` with the title case form of `code`.
#[inline]
pub fn title(code: u32, push: impl FnMut(u32)) {
    map_case(code, Mapping::Title, push);
}

/// Calls `push` with the case-folded form of `code`.
#[inline]
pub fn fold(code: u32, push: impl FnMut(u32)) {
    map_case(code, Mapping::Fold, push);
}
