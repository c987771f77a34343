//! The format mini-language: what `format(value, spec)` and f-strings do for numbers and strings.
//!
//! `spec` parses a specification, `layout` pads and groups, `numbers` and `text` apply both to a
//! value. Invariant: texts and errors are CPython 3.14's to the letter, in the C locale.
//! Deliberately absent: an empty specification, for which `format` calls `str()`; and `__format__`.
//! Next file to read: `spec.rs`.

pub mod layout;
pub mod numbers;
pub mod spec;
pub mod text;

#[cfg(test)]
mod tests;

pub use numbers::{format_complex, format_float, format_int};
pub use spec::FormatSpec;
pub use text::format_str;
