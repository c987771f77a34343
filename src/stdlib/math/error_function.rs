//! `math.erf` and `math.erfc`.
//!
//! Invariant: within one unit of the C library's values, mostly equal: both descend from Sun's
//! fdlibm, here by way of the `libm` crate.
//! Next file to read: `hyperbolic.rs`.

/// The error function.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// The complementary error function.
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}
