//! The float type's algorithms: text (`repr`, `format`, `parse`, `hex`) and arithmetic (`arith`).
//!
//! Invariant: pure functions on `f64`; errors as [`Fault`](crate::builtins::fault::Fault).
//! Next file to read: `repr.rs`.

pub mod arith;
pub mod compensated;
pub mod format;
pub mod hex;
pub mod methods;
pub mod object;
pub mod parse;
pub mod repr;

pub use object::{FLOAT, PyFloat};

#[cfg(test)]
mod tests;
