//! Inverse hyperbolic functions, correctly rounded as in current C libraries.
//!
//! Invariant: computed with twice the precision and rounded once, so all but the rarest results
//! are the nearest float.
//! Deliberately absent: errors (see `real.rs`).
//! Next file to read: `../cmath/mod.rs`.

use crate::stdlib::math::double_double::{Double, LN_2};

/// Below this, the functions are the identity.
const TINY: f64 = 1.0 / (1u64 << 28) as f64;
/// Above this, squares come near overflow, and one added to them is lost.
const HUGE: f64 = 1e150;

/// The inverse hyperbolic sine.
pub fn asinh(x: f64) -> f64 {
    let size = x.abs();
    if !x.is_finite() || size < TINY {
        return x;
    }
    let value = if size > HUGE {
        Double::new(size).ln() + LN_2
    } else {
        // ln(x + sqrt(x^2 + 1)), written so that nothing cancels for a small x.
        let square = Double::square_of(size);
        let root = (square + Double::ONE).sqrt();
        (Double::new(size) + square / (Double::ONE + root)).ln_1p()
    };
    value.hi.copysign(x)
}

/// The inverse hyperbolic cosine; NaN below 1.
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        return f64::NAN;
    }
    if !x.is_finite() {
        return x;
    }
    if x > HUGE {
        return (Double::new(x).ln() + LN_2).hi;
    }
    let (below, above) = (Double::new(x) - Double::ONE, Double::new(x) + Double::ONE);
    if below.hi == 0.0 {
        return 0.0;
    }
    (below + (below * above).sqrt()).ln_1p().hi
}

/// The inverse hyperbolic tangent; NaN beyond 1, infinite at 1.
pub fn atanh(x: f64) -> f64 {
    let size = x.abs();
    if size < TINY || x.is_nan() {
        return x;
    }
    if size >= 1.0 {
        return if size > 1.0 {
            f64::NAN
        } else {
            f64::INFINITY.copysign(x)
        };
    }
    let exact = Double::new(size);
    let value = if size < 0.17 {
        exact.atanh_small()
    } else {
        ((Double::ONE + exact) / (Double::ONE - exact))
            .ln()
            .scaled(-1)
    };
    value.hi.copysign(x)
}
