//! The int type: its values (`number`) and the algorithms on them.
//!
//! Invariant: everything here but the object layer's own file is pure: values in, values out,
//! errors as [`Fault`](crate::builtins::fault::Fault).
//! Next file to read: `number.rs`.

pub mod bits;
pub mod combinatorics;
pub mod digits;
pub mod divide;
pub mod huge;
pub mod number;
pub mod parse;
pub mod power;
pub mod round;
pub mod text;

#[cfg(test)]
mod tests;

pub mod methods;
pub mod object;

pub use number::Int;
pub use object::{BOOL, INT, PyInt, small_text};
