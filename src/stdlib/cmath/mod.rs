//! The functions of the `cmath` module, on plain complex numbers.
//!
//! Each avoids overflow and cancellation by the scaling tricks of the C99 literature (Kahan's
//! branch cuts); special values come from tables. Invariant: results, signed zeros and errors are
//! CPython 3.14's.
//! Deliberately absent: argument conversion, constants, `isfinite` and its like (they are methods
//! of the parts).
//! Next file to read: `tables.rs`.

pub mod module;
mod tables;

#[cfg(test)]
mod tests;

use std::f64::consts::{E, FRAC_PI_2, LN_2, LN_10};

use crate::{
    builtins::{complex::Complex, fault::Fault, int::round::scale},
    stdlib::math::hyperbolic::asinh as real_asinh,
};
use tables::Table;

const DOMAIN: Fault = Fault::value("math domain error");
const RANGE: Fault = Fault::overflow("math range error");

/// Beyond this, squares and sums of four could overflow.
const LARGE: f64 = f64::MAX / 4.0;
/// log(LARGE).
const LOG_LARGE: f64 = 708.3964185322641;
/// sqrt(LARGE).
const SQRT_LARGE: f64 = 6.703903964971298e153;
/// sqrt of the smallest normal float.
const SQRT_MIN: f64 = 1.4916681462400413e-154;
/// A power of two that makes any subnormal normal.
const SCALE_UP: i64 = 53;

const fn complex(re: f64, im: f64) -> Complex {
    Complex::new(re, im)
}

fn class(part: f64) -> usize {
    if part.is_nan() {
        6
    } else if part.is_infinite() {
        if part > 0.0 { 5 } else { 0 }
    } else if part == 0.0 {
        if part.is_sign_positive() { 3 } else { 2 }
    } else if part > 0.0 {
        4
    } else {
        1
    }
}

fn look_up(table: &Table, re: f64, im: f64) -> Complex {
    let (re, im) = table[class(re)][class(im)];
    complex(re, im)
}

fn special(table: &Table, z: Complex) -> Option<Complex> {
    (!z.is_finite()).then(|| look_up(table, z.re, z.im))
}

fn in_range(z: Complex) -> Result<Complex, Fault> {
    if z.re.is_infinite() || z.im.is_infinite() {
        return Err(RANGE);
    }
    Ok(z)
}

/// `cmath.sqrt`.
pub fn sqrt(z: Complex) -> Complex {
    if let Some(value) = special(&tables::SQRT, z) {
        return value;
    }
    if z.re == 0.0 && z.im == 0.0 {
        return complex(0.0, z.im);
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let s = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        let ax = scale(ax, SCALE_UP);
        scale(
            (ax + ax.hypot(scale(ay, SCALE_UP))).sqrt(),
            -(SCALE_UP + 1) / 2,
        )
    } else {
        let ax = ax / 8.0;
        2.0 * (ax + ax.hypot(ay / 8.0)).sqrt()
    };
    let d = ay / (2.0 * s);
    if z.re >= 0.0 {
        complex(s, d.copysign(z.im))
    } else {
        complex(d, s.copysign(z.im))
    }
}

fn log_of_large(z: Complex) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + 2.0 * LN_2
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// `cmath.acos`.
pub fn acos(z: Complex) -> Complex {
    if let Some(value) = special(&tables::ACOS, z) {
        return value;
    }
    if is_large(z) {
        let size = log_of_large(z);
        let im = if z.re < 0.0 {
            -size.copysign(z.im)
        } else {
            size.copysign(-z.im)
        };
        return complex(z.im.abs().atan2(z.re), im);
    }
    let s1 = sqrt(complex(1.0 - z.re, -z.im));
    let s2 = sqrt(complex(1.0 + z.re, z.im));
    complex(
        2.0 * s1.re.atan2(s2.re),
        real_asinh(s2.re * s1.im - s2.im * s1.re),
    )
}

/// `cmath.acosh`.
pub fn acosh(z: Complex) -> Complex {
    if let Some(value) = special(&tables::ACOSH, z) {
        return value;
    }
    if is_large(z) {
        return complex(log_of_large(z), z.im.atan2(z.re));
    }
    let s1 = sqrt(complex(z.re - 1.0, z.im));
    let s2 = sqrt(complex(z.re + 1.0, z.im));
    complex(
        real_asinh(s1.re * s2.re + s1.im * s2.im),
        2.0 * s1.im.atan2(s2.re),
    )
}

/// `cmath.asin`: -i asinh(iz).
pub fn asin(z: Complex) -> Complex {
    let w = asinh(complex(-z.im, z.re));
    complex(w.im, -w.re)
}

/// `cmath.asinh`.
pub fn asinh(z: Complex) -> Complex {
    if let Some(value) = special(&tables::ASINH, z) {
        return value;
    }
    if is_large(z) {
        let size = log_of_large(z);
        let re = if z.im >= 0.0 {
            size.copysign(z.re)
        } else {
            -size.copysign(-z.re)
        };
        return complex(re, z.im.atan2(z.re.abs()));
    }
    let s1 = sqrt(complex(1.0 + z.im, -z.re));
    let s2 = sqrt(complex(1.0 - z.im, z.re));
    complex(
        real_asinh(s1.re * s2.im - s2.re * s1.im),
        z.im.atan2(s1.re * s2.re - s1.im * s2.im),
    )
}

/// `cmath.atan`: -i atanh(iz).
pub fn atan(z: Complex) -> Result<Complex, Fault> {
    let w = atanh(complex(-z.im, z.re))?;
    Ok(complex(w.im, -w.re))
}

/// `cmath.atanh`.
pub fn atanh(z: Complex) -> Result<Complex, Fault> {
    if let Some(value) = special(&tables::ATANH, z) {
        return Ok(value);
    }
    if z.re < 0.0 || z.re == 0.0 && z.re.is_sign_negative() {
        return atanh(-z).map(|w| -w);
    }
    let ay = z.im.abs();
    Ok(if z.re > SQRT_LARGE || ay > SQRT_LARGE {
        let h = (z.re / 2.0).hypot(z.im / 2.0);
        complex(z.re / 4.0 / h / h, -FRAC_PI_2.copysign(-z.im))
    } else if z.re == 1.0 && ay < SQRT_MIN {
        if ay == 0.0 {
            return Err(DOMAIN);
        }
        complex(
            -(ay.sqrt() / ay.hypot(2.0).sqrt()).ln(),
            (2.0f64.atan2(-ay) / 2.0).copysign(z.im),
        )
    } else {
        let gap = 1.0 - z.re;
        complex(
            (4.0 * z.re / (gap * gap + ay * ay)).ln_1p() / 4.0,
            -(-2.0 * z.im).atan2(gap * (1.0 + z.re) - ay * ay) / 2.0,
        )
    })
}

/// `cmath.cos`: cosh(iz).
pub fn cos(z: Complex) -> Result<Complex, Fault> {
    cosh(complex(-z.im, z.re))
}

/// An infinite real part with a finite imaginary one that is not zero: a direction.
fn is_directed(re: f64, im: f64) -> bool {
    re.is_infinite() && im.is_finite() && im != 0.0
}

/// `cmath.cosh`.
pub fn cosh(z: Complex) -> Result<Complex, Fault> {
    if !z.is_finite() {
        if is_directed(z.re, z.im) {
            let im = f64::INFINITY.copysign(z.im.sin());
            let re = f64::INFINITY.copysign(z.im.cos());
            return Ok(complex(re, if z.re > 0.0 { im } else { -im }));
        }
        if z.im.is_infinite() && !z.re.is_nan() {
            return Err(DOMAIN);
        }
        return Ok(look_up(&tables::COSH, z.re, z.im));
    }
    in_range(if z.re.abs() > LOG_LARGE {
        let less = z.re - 1.0f64.copysign(z.re);
        complex(z.im.cos() * less.cosh() * E, z.im.sin() * less.sinh() * E)
    } else {
        complex(z.im.cos() * z.re.cosh(), z.im.sin() * z.re.sinh())
    })
}

/// `cmath.exp`.
pub fn exp(z: Complex) -> Result<Complex, Fault> {
    if !z.is_finite() {
        if is_directed(z.re, z.im) {
            let size = if z.re > 0.0 { f64::INFINITY } else { 0.0 };
            return Ok(complex(
                size.copysign(z.im.cos()),
                size.copysign(z.im.sin()),
            ));
        }
        if z.im.is_infinite() && (z.re.is_finite() || z.re == f64::INFINITY) {
            return Err(DOMAIN);
        }
        return Ok(look_up(&tables::EXP, z.re, z.im));
    }
    in_range(if z.re > LOG_LARGE {
        let size = (z.re - 1.0).exp();
        complex(size * z.im.cos() * E, size * z.im.sin() * E)
    } else {
        let size = z.re.exp();
        complex(size * z.im.cos(), size * z.im.sin())
    })
}

/// `cmath.log` with one argument.
pub fn log(z: Complex) -> Result<Complex, Fault> {
    if let Some(value) = special(&tables::LOG, z) {
        return Ok(value);
    }
    let (ax, ay) = (z.re.abs(), z.im.abs());
    let re = if ax > LARGE || ay > LARGE {
        (ax / 2.0).hypot(ay / 2.0).ln() + LN_2
    } else if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE {
        if ax == 0.0 && ay == 0.0 {
            return Err(DOMAIN);
        }
        scale(ax, SCALE_UP).hypot(scale(ay, SCALE_UP)).ln() - SCALE_UP as f64 * LN_2
    } else {
        let h = ax.hypot(ay);
        if (0.71..=1.73).contains(&h) {
            // Near the unit circle the logarithm of the rounded size would lose digits.
            let (more, less) = (ax.max(ay), ax.min(ay));
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            h.ln()
        }
    };
    Ok(complex(re, z.im.atan2(z.re)))
}

/// `cmath.log(z, base)`.
pub fn log_base(z: Complex, base: Complex) -> Result<Complex, Fault> {
    let (z, base) = (log(z), log(base));
    z?.div(base?).map_err(|_| DOMAIN)
}

/// `cmath.log10`.
pub fn log10(z: Complex) -> Result<Complex, Fault> {
    let w = log(z)?;
    Ok(complex(w.re / LN_10, w.im / LN_10))
}

/// `cmath.sin`: -i sinh(iz).
pub fn sin(z: Complex) -> Result<Complex, Fault> {
    let w = sinh(complex(-z.im, z.re))?;
    Ok(complex(w.im, -w.re))
}

/// `cmath.sinh`.
pub fn sinh(z: Complex) -> Result<Complex, Fault> {
    if !z.is_finite() {
        if is_directed(z.re, z.im) {
            let re = f64::INFINITY.copysign(z.im.cos());
            let im = f64::INFINITY.copysign(z.im.sin());
            return Ok(complex(if z.re > 0.0 { re } else { -re }, im));
        }
        if z.im.is_infinite() && !z.re.is_nan() {
            return Err(DOMAIN);
        }
        return Ok(look_up(&tables::SINH, z.re, z.im));
    }
    in_range(if z.re.abs() > LOG_LARGE {
        let less = z.re - 1.0f64.copysign(z.re);
        complex(z.im.cos() * less.sinh() * E, z.im.sin() * less.cosh() * E)
    } else {
        complex(z.im.cos() * z.re.sinh(), z.im.sin() * z.re.cosh())
    })
}

/// `cmath.tan`: -i tanh(iz).
pub fn tan(z: Complex) -> Result<Complex, Fault> {
    let w = tanh(complex(-z.im, z.re))?;
    Ok(complex(w.im, -w.re))
}

/// `cmath.tanh`.
pub fn tanh(z: Complex) -> Result<Complex, Fault> {
    if !z.is_finite() {
        if is_directed(z.re, z.im) {
            let im = 0.0f64.copysign(2.0 * z.im.sin() * z.im.cos());
            return Ok(complex(1.0f64.copysign(z.re), im));
        }
        if z.im.is_infinite() && z.re.is_finite() {
            return Err(DOMAIN);
        }
        return Ok(look_up(&tables::TANH, z.re, z.im));
    }
    if z.re.abs() > LOG_LARGE {
        let im = 4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp();
        return Ok(complex(1.0f64.copysign(z.re), im));
    }
    let (tx, ty, cx) = (z.re.tanh(), z.im.tan(), 1.0 / z.re.cosh());
    let both = tx * ty;
    let denominator = 1.0 + both * both;
    Ok(complex(
        tx * (1.0 + ty * ty) / denominator,
        ((ty / denominator) * cx) * cx,
    ))
}

/// `cmath.phase`.
pub fn phase(z: Complex) -> f64 {
    z.im.atan2(z.re)
}

/// `cmath.polar`.
pub fn polar(z: Complex) -> Result<(f64, f64), Fault> {
    Ok((z.abs().map_err(|_| RANGE)?, phase(z)))
}

/// `cmath.rect`.
pub fn rect(r: f64, phi: f64) -> Result<Complex, Fault> {
    if !r.is_finite() || !phi.is_finite() {
        if is_directed(r, phi) {
            let re = f64::INFINITY.copysign(phi.cos());
            let im = f64::INFINITY.copysign(phi.sin());
            return Ok(if r > 0.0 {
                complex(re, im)
            } else {
                complex(-re, -im)
            });
        }
        if r != 0.0 && !r.is_nan() && phi.is_infinite() {
            return Err(DOMAIN);
        }
        return Ok(look_up(&tables::RECT, r, phi));
    }
    if phi == 0.0 {
        return Ok(complex(r, r * phi));
    }
    Ok(complex(r * phi.cos(), r * phi.sin()))
}

/// `cmath.isclose`; the tolerances are checked.
pub fn isclose(a: Complex, b: Complex, rel_tol: f64, abs_tol: f64) -> Result<bool, Fault> {
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(Fault::value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if [a.re, a.im, b.re, b.im]
        .iter()
        .any(|part| part.is_infinite())
    {
        return Ok(false);
    }
    let size = |z: Complex| z.re.hypot(z.im);
    let difference = size(a - b);
    Ok(difference <= rel_tol * size(b) || difference <= rel_tol * size(a) || difference <= abs_tol)
}
