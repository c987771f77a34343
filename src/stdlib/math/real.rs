//! The one-argument functions of `math`, and `pow`, `fmod`, `remainder`: values with their errors.
//!
//! Invariant: a result that is NaN for a number, or infinite for a finite number, is an error.
//! Deliberately absent: `ceil`, `floor` and `trunc`, which make ints (see `numbers.rs`).
//! Next file to read: `numbers.rs`.

use crate::{
    builtins::{
        fault::{Fault, FaultKind},
        float::repr::repr,
    },
    stdlib::math::{error_function, hyperbolic},
};

/// `ValueError: math domain error`.
pub const DOMAIN: Fault = Fault::value("math domain error");
/// `OverflowError: math range error`.
pub const RANGE: Fault = Fault::overflow("math range error");

/// A domain error that shows the argument.
pub fn unexpected(expected: &str, got: f64) -> Fault {
    Fault::made(FaultKind::Value, format!("{expected}, got {}", repr(got)))
}

/// Checks the result of a function that can't overflow: an infinity is a pole.
fn bounded(x: f64, result: f64, expected: &'static str) -> Result<f64, Fault> {
    if result.is_nan() && !x.is_nan() || result.is_infinite() && x.is_finite() {
        return Err(unexpected(expected, x));
    }
    Ok(result)
}

/// Checks the result of a function that can overflow.
fn growing(x: f64, result: f64) -> Result<f64, Fault> {
    if result.is_nan() && !x.is_nan() {
        return Err(DOMAIN);
    }
    if result.is_infinite() && x.is_finite() {
        return Err(RANGE);
    }
    Ok(result)
}

const UNIT: &str = "expected a number in range from -1 up to 1";
const FINITE: &str = "expected a finite input";

/// `math.acos`.
pub fn acos(x: f64) -> Result<f64, Fault> {
    bounded(x, x.acos(), UNIT)
}

/// `math.acosh`.
pub fn acosh(x: f64) -> Result<f64, Fault> {
    let result = hyperbolic::acosh(x);
    bounded(x, result, "expected argument value not less than 1")
}

/// `math.asin`.
pub fn asin(x: f64) -> Result<f64, Fault> {
    bounded(x, x.asin(), UNIT)
}

/// `math.asinh`.
pub fn asinh(x: f64) -> f64 {
    hyperbolic::asinh(x)
}

/// `math.atan`.
pub fn atan(x: f64) -> f64 {
    x.atan()
}

/// `math.atan2`.
pub fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// `math.atanh`.
pub fn atanh(x: f64) -> Result<f64, Fault> {
    bounded(
        x,
        hyperbolic::atanh(x),
        "expected a number between -1 and 1",
    )
}

/// `math.cbrt`, correctly rounded on every system, while some C libraries are off by a bit.
pub fn cbrt(x: f64) -> f64 {
    x.cbrt()
}

/// `math.cos`.
pub fn cos(x: f64) -> Result<f64, Fault> {
    bounded(x, x.cos(), FINITE)
}

/// `math.cosh`.
pub fn cosh(x: f64) -> Result<f64, Fault> {
    growing(x, x.cosh())
}

/// `math.degrees`.
pub fn degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

/// `math.erf`.
pub fn erf(x: f64) -> f64 {
    error_function::erf(x)
}

/// `math.erfc`.
pub fn erfc(x: f64) -> f64 {
    error_function::erfc(x)
}

/// `math.exp`.
pub fn exp(x: f64) -> Result<f64, Fault> {
    growing(x, x.exp())
}

/// `math.exp2`.
pub fn exp2(x: f64) -> Result<f64, Fault> {
    growing(x, x.exp2())
}

/// `math.expm1`.
pub fn expm1(x: f64) -> Result<f64, Fault> {
    growing(x, x.exp_m1())
}

/// `math.fmod`.
pub fn fmod(x: f64, y: f64) -> Result<f64, Fault> {
    if y.is_infinite() && x.is_finite() {
        return Ok(x);
    }
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(DOMAIN);
    }
    Ok(result)
}

/// `math.log1p`.
pub fn log1p(x: f64) -> Result<f64, Fault> {
    bounded(x, x.ln_1p(), "expected argument value > -1")
}

/// `math.pow`.
pub fn pow(x: f64, y: f64) -> Result<f64, Fault> {
    if x.is_finite() && y.is_finite() {
        let result = x.powf(y);
        return if result.is_nan() {
            Err(DOMAIN)
        } else if result.is_infinite() {
            Err(if x == 0.0 { DOMAIN } else { RANGE })
        } else {
            Ok(result)
        };
    }
    let odd = y.is_finite() && y.abs() % 2.0 == 1.0;
    Ok(if x.is_nan() {
        if y == 0.0 { 1.0 } else { x }
    } else if y.is_nan() {
        if x == 1.0 { 1.0 } else { y }
    } else if x.is_infinite() {
        match (y > 0.0, odd) {
            _ if y == 0.0 => 1.0,
            (true, true) => x,
            (true, false) => x.abs(),
            (false, true) => 0.0f64.copysign(x),
            (false, false) => 0.0,
        }
    } else if x.abs() == 1.0 {
        1.0
    } else if (y > 0.0) == (x.abs() > 1.0) {
        f64::INFINITY
    } else {
        0.0
    })
}

/// `math.radians`.
pub fn radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

/// `math.remainder`: what is left of `x` after its nearest multiple of `y`.
pub fn remainder(x: f64, y: f64) -> Result<f64, Fault> {
    if x.is_nan() {
        return Ok(x);
    }
    if y.is_nan() {
        return Ok(y);
    }
    if x.is_infinite() || y == 0.0 {
        return Err(DOMAIN);
    }
    if y.is_infinite() {
        return Ok(x);
    }
    let (ax, ay) = (x.abs(), y.abs());
    let rest = ax % ay;
    let other = ay - rest;
    let nearest = if rest < other {
        rest
    } else if rest > other {
        -other
    } else {
        // A tie goes to the even multiple.
        rest - 2.0 * ((0.5 * (ax - rest)) % ay)
    };
    Ok(1.0f64.copysign(x) * nearest)
}

/// `math.sin`.
pub fn sin(x: f64) -> Result<f64, Fault> {
    bounded(x, x.sin(), FINITE)
}

/// `math.sinh`.
pub fn sinh(x: f64) -> Result<f64, Fault> {
    growing(x, x.sinh())
}

/// `math.sqrt`.
pub fn sqrt(x: f64) -> Result<f64, Fault> {
    bounded(x, x.sqrt(), "expected a nonnegative input")
}

/// `math.tan`.
pub fn tan(x: f64) -> Result<f64, Fault> {
    bounded(x, x.tan(), FINITE)
}

/// `math.tanh`.
pub fn tanh(x: f64) -> f64 {
    x.tanh()
}
