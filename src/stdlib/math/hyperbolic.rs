//! Inverse hyperbolic functions with the C library's bits; std's use other formulas.
//!
//! Invariant: the classic formulas by size of the argument, each exact to about one unit.
//! Deliberately absent: errors (see `real.rs`).
//! Next file to read: `../cmath/mod.rs`.

use std::f64::consts::LN_2;

/// Above this, `sqrt(x * x + 1)` is `x`.
const HUGE: f64 = (1u64 << 28) as f64;
/// Below this, the functions are the identity.
const TINY: f64 = 1.0 / HUGE;

/// The inverse hyperbolic sine.
pub fn asinh(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() || size < TINY {
        return x;
    }
    let value = if size > HUGE {
        size.ln() + LN_2
    } else if size > 2.0 {
        (2.0 * size + 1.0 / ((x * x + 1.0).sqrt() + size)).ln()
    } else {
        let square = x * x;
        (size + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    value.copysign(x)
}

/// The inverse hyperbolic cosine; NaN below 1.
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        f64::NAN
    } else if x > HUGE || x.is_nan() {
        x.ln() + LN_2
    } else if x == 1.0 {
        0.0
    } else if x > 2.0 {
        (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln()
    } else {
        let t = x - 1.0;
        (t + (2.0 * t + t * t).sqrt()).ln_1p()
    }
}

/// The inverse hyperbolic tangent; NaN beyond 1, infinite at 1.
pub fn atanh(x: f64) -> f64 {
    let size = x.abs();
    if size < TINY {
        return x;
    }
    let value = if size < 0.5 {
        let twice = 2.0 * size;
        0.5 * (twice + twice * size / (1.0 - size)).ln_1p()
    } else {
        0.5 * (2.0 * size / (1.0 - size)).ln_1p()
    };
    value.copysign(x)
}
