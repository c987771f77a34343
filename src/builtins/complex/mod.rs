//! The complex type's algorithms: arithmetic and text.
//!
//! Invariant: pure functions on [`Complex`](arith::Complex); errors as
//! [`Fault`](crate::builtins::fault::Fault).
//! Next file to read: `arith.rs`.

pub mod arith;
pub mod object;
pub mod text;

pub use object::{COMPLEX, PyComplex};

#[cfg(test)]
mod tests;

pub use arith::Complex;
