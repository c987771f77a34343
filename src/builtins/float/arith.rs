//! Float arithmetic where Python differs from the machine: floor division, modulo, powers,
//! rounding to digits, ratios.
//!
//! Invariant: results and errors are CPython 3.14's to the bit.
//! Deliberately absent: `+ - *` and comparisons, which are the machine's.
//! Next file to read: `hex.rs`.

use crate::builtins::{
    fault::Fault,
    int::{Int, round::decompose},
};

const BY_ZERO: Fault = Fault::zero_division("division by zero");

/// What `float ** float` gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A float.
    Real(f64),
    /// A negative number to a fraction: the caller computes it with complex numbers.
    Complex,
}

/// `a / b`.
pub fn truediv(a: f64, b: f64) -> Result<f64, Fault> {
    if b == 0.0 {
        return Err(BY_ZERO);
    }
    Ok(a / b)
}

/// `a // b`.
pub fn floordiv(a: f64, b: f64) -> Result<f64, Fault> {
    divmod(a, b).map(|(quotient, _)| quotient)
}

/// `a % b`.
pub fn modulo(a: f64, b: f64) -> Result<f64, Fault> {
    if b == 0.0 {
        return Err(BY_ZERO);
    }
    let rest = a % b;
    Ok(if rest == 0.0 {
        0.0f64.copysign(b)
    } else if (b < 0.0) != (rest < 0.0) {
        rest + b
    } else {
        rest
    })
}

/// `divmod(a, b)`.
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64), Fault> {
    if b == 0.0 {
        return Err(BY_ZERO);
    }
    let mut rest = a % b;
    // Nearly the quotient: a - rest is close to a multiple of b.
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0.0f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Ok((0.0f64.copysign(a / b), rest));
    }
    let floor = quotient.floor();
    let snapped = if quotient - floor > 0.5 {
        floor + 1.0
    } else {
        floor
    };
    Ok((snapped, rest))
}

/// `a ** b`.
pub fn pow(a: f64, b: f64) -> Result<Power, Fault> {
    let odd = || (b.abs() % 2.0) == 1.0;
    let real = if b == 0.0 {
        1.0
    } else if a.is_nan() {
        a
    } else if b.is_nan() {
        if a == 1.0 { 1.0 } else { b }
    } else if b.is_infinite() {
        let size = a.abs();
        if size == 1.0 {
            1.0
        } else if (b > 0.0) == (size > 1.0) {
            f64::INFINITY
        } else {
            0.0
        }
    } else if a.is_infinite() {
        match (b > 0.0, odd()) {
            (true, true) => a,
            (true, false) => a.abs(),
            (false, true) => 0.0f64.copysign(a),
            (false, false) => 0.0,
        }
    } else if a == 0.0 {
        if b < 0.0 {
            return Err(Fault::zero_division("zero to a negative power"));
        }
        if odd() { a } else { 0.0 }
    } else if a < 0.0 && b != b.floor() {
        return Ok(Power::Complex);
    } else {
        let size = a.abs();
        let power = if size == 1.0 { 1.0 } else { size.powf(b) };
        if power.is_infinite() {
            return Err(Fault::out_of_range());
        }
        if a < 0.0 && odd() { -power } else { power }
    };
    Ok(Power::Real(real))
}

/// `round(value)`: the nearest int, ties to even.
pub fn round_to_int(value: f64) -> Result<Int, Fault> {
    Int::from_f64(value.round_ties_even())
}

/// `round(value, digits)`; a count too large for an i64 may be clamped by the caller.
pub fn round_to_digits(value: f64, digits: i64) -> Result<f64, Fault> {
    // Past these bounds every digit is kept, or none.
    if !value.is_finite() || value == 0.0 || digits > 323 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(0.0 * value);
    }
    let rounded = if digits >= 0 {
        let places = digits as usize;
        parsed(&format!("{value:.places$}"), value)
    } else {
        round_left_of_point(value, digits.unsigned_abs() as i32)
    };
    if rounded.is_infinite() {
        return Err(Fault::overflow("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// Rounds to a multiple of 10^places.
fn round_left_of_point(value: f64, places: i32) -> f64 {
    let exact = format!("{:.770e}", value.abs());
    let (mantissa, exponent) = exact.split_once('e').unwrap_or((&exact, "0"));
    let keep = exponent.parse::<i32>().unwrap_or(0) + 1 - places;
    let size = if keep < 0 {
        0.0
    } else if keep == 0 {
        // Between zero and one unit: only more than half of it rounds up.
        let mut digits = mantissa.bytes().filter(|b| *b != b'.');
        let first = digits.next().unwrap_or(b'0');
        if first > b'5' || first == b'5' && digits.any(|b| b != b'0') {
            parsed(&format!("1e{places}"), 0.0)
        } else {
            0.0
        }
    } else {
        let precision = keep as usize - 1;
        parsed(&format!("{:.precision$e}", value.abs()), value)
    };
    size.copysign(value)
}

fn parsed(text: &str, otherwise: f64) -> f64 {
    text.parse().unwrap_or(otherwise)
}

/// `value.as_integer_ratio()`: numerator and denominator in lowest terms.
pub fn as_integer_ratio(value: f64) -> Result<(Int, Int), Fault> {
    if value.is_nan() {
        return Err(Fault::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Fault::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mantissa, exponent) = decompose(value);
    if mantissa == 0 {
        return Ok((Int::ZERO, Int::ONE));
    }
    let zeros = mantissa.trailing_zeros();
    let exponent = exponent + i64::from(zeros);
    let odd = (mantissa >> zeros) as i64;
    let odd = Int::Small(if value < 0.0 { -odd } else { odd });
    if exponent >= 0 {
        Ok((odd.lshift(&Int::Small(exponent))?, Int::ONE))
    } else {
        Ok((odd, Int::ONE.lshift(&Int::Small(-exponent))?))
    }
}

/// `value.is_integer()`.
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value == value.trunc()
}
