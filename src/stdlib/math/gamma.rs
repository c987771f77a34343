//! `math.gamma` and `math.lgamma` by Lanczos' approximation.
//!
//! Invariant: the same terms in the same order as CPython's own implementation, so that the bits
//! agree; the C library's functions are not used there either.
//! Deliberately absent: complex arguments.
//! Next file to read: `error_function.rs`.

use std::f64::consts::PI;

use crate::{
    builtins::fault::Fault,
    stdlib::math::real::{RANGE, unexpected},
};

#[allow(clippy::excessive_precision)]
const G: f64 = 6.024680040776729583740234375;
#[allow(clippy::excessive_precision)]
const G_MINUS_HALF: f64 = 5.524680040776729583740234375;
#[allow(clippy::excessive_precision)]
const LOG_PI: f64 = 1.144729885849400174143427351353058711647;

/// Numerators of the rational function, constant term first.
#[allow(clippy::excessive_precision)]
const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];

/// Denominators: the coefficients of x(x+1)...(x+11).
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// Whole arguments up to here have exact results.
const LAST_EXACT: u32 = 23;

const EXPECTED: &str = "expected a noninteger or positive integer";

fn lanczos_sum(x: f64) -> f64 {
    let (mut top, mut bottom) = (0.0, 0.0);
    // Evaluated in powers of x or of 1/x, whichever keeps the terms small.
    if x < 5.0 {
        for (a, b) in NUMERATOR.iter().zip(DENOMINATOR).rev() {
            top = top * x + a;
            bottom = bottom * x + b;
        }
    } else {
        for (a, b) in NUMERATOR.iter().zip(DENOMINATOR) {
            top = top / x + a;
            bottom = bottom / x + b;
        }
    }
    top / bottom
}

/// sin(pi x), without the error of pi times a large x.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let size = match (2.0 * y).round() as u8 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1.0f64.copysign(x) * size
}

/// `math.gamma`.
pub fn gamma(x: f64) -> Result<f64, Fault> {
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    let whole = x == x.floor();
    if x == 0.0 || whole && x < 0.0 {
        return Err(unexpected(EXPECTED, x));
    }
    if whole && x <= f64::from(LAST_EXACT) {
        return Ok((1..x as u32).map(f64::from).product());
    }
    let size = x.abs();
    let result = if size < 1e-20 {
        1.0 / x
    } else if size > 200.0 {
        if x > 0.0 {
            return Err(RANGE);
        }
        0.0 / sin_pi(x)
    } else {
        gamma_between(x, size)
    };
    if result.is_infinite() {
        return Err(RANGE);
    }
    Ok(result)
}

fn gamma_between(x: f64, size: f64) -> f64 {
    let y = size + G_MINUS_HALF;
    // The rounding error of y, which the power below would magnify.
    let z = if size > G_MINUS_HALF {
        (y - size) - G_MINUS_HALF
    } else {
        (y - G_MINUS_HALF) - size
    };
    let z = z * G / y;
    if x < 0.0 {
        let mut result = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        result -= z * result;
        if size < 140.0 {
            result / y.powf(size - 0.5)
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            result / root / root
        }
    } else {
        let mut result = lanczos_sum(size) / y.exp();
        result += z * result;
        if size < 140.0 {
            result * y.powf(size - 0.5)
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            result * root * root
        }
    }
}

/// `math.lgamma`: the logarithm of the absolute value of gamma.
pub fn lgamma(x: f64) -> Result<f64, Fault> {
    if x.is_nan() {
        return Ok(x);
    }
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x == x.floor() && x <= 2.0 {
        if x <= 0.0 {
            return Err(unexpected(EXPECTED, x));
        }
        return Ok(0.0);
    }
    let size = x.abs();
    if size < 1e-20 {
        return Ok(-size.ln());
    }
    let mut result = lanczos_sum(size).ln() - G;
    result += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = LOG_PI - sin_pi(size).abs().ln() - size.ln() - result;
    }
    if result.is_infinite() {
        return Err(RANGE);
    }
    Ok(result)
}
