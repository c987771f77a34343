//! The type `complex`.
//!
//! Invariant: `arith.rs` and `text.rs` are pure functions on [`Complex`](arith::Complex) whose
//! errors are [`Fault`](crate::builtins::fault::Fault)s; the other files meet objects.
//! Next file to read: `arith.rs`.

pub mod arith;
pub mod construct;
pub mod methods;
pub mod object;
pub mod text;

pub use object::{COMPLEX, PyComplex};

#[cfg(test)]
mod tests;

pub use arith::Complex;
