//! The types and functions every script sees without an import.

pub mod str;
pub mod stringlib;
