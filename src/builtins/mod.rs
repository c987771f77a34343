//! The types and functions every script sees without an import.

pub mod bytes;
pub mod complex;
pub mod fault;
pub mod float;
pub mod format_spec;
pub mod int;
pub mod list;
pub mod memoryview;
pub mod percent;
pub mod slice;
pub mod str;
pub mod stringlib;
