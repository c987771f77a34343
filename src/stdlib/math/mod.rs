//! The functions of the `math` module, on plain numbers.
//!
//! `real` holds the one-argument functions and their errors, `numbers` those that take floats apart
//! or step between them, `logarithm` logarithms of ints of any size, `sums` the accurate sums,
//! `gamma`, `error_function` and `hyperbolic` what std does not offer with libm's bits, the last two
//! by way of `double_double`.
//! Invariant: results are CPython's on Linux to the last bit, or within one unit of it where the C
//! library decides; error texts are CPython 3.14's.
//! Deliberately absent: whole-number functions (see `builtins/int/combinatorics.rs`), `prod`, which
//! is ordinary multiplication, and argument conversion.
//! Next file to read: `real.rs`.

pub mod double_double;
pub mod error_function;
pub mod gamma;
pub mod hyperbolic;
pub mod logarithm;
pub mod module;
pub mod numbers;
pub mod real;
pub mod sums;

#[cfg(test)]
mod tests;
