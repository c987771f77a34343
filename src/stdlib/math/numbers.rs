//! Floats taken apart, put together and stepped through: `frexp`, `ldexp`, `nextafter`, `ulp`, ...
//!
//! Invariant: exact, but for the single rounding of `ldexp` and `fma`.
//! Deliberately absent: `fabs`, `copysign`, `isnan` and its like, which are methods of `f64`.
//! Next file to read: `logarithm.rs`.

use crate::{
    builtins::{
        fault::Fault,
        int::{Int, round::scale},
    },
    stdlib::math::real::RANGE,
};

/// `math.ceil` of a float.
pub fn ceil(x: f64) -> Result<Int, Fault> {
    Int::from_f64(x.ceil())
}

/// `math.floor` of a float.
pub fn floor(x: f64) -> Result<Int, Fault> {
    Int::from_f64(x.floor())
}

/// `math.frexp`: mantissa in [0.5, 1) and exponent.
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let normal = if x.abs() < f64::MIN_POSITIVE {
        x * (1u64 << 54) as f64
    } else {
        x
    };
    let bits = normal.to_bits();
    let field = (bits >> 52 & 0x7ff) as i32;
    let exponent = field - 1022 - if normal == x { 0 } else { 54 };
    let mantissa = f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52);
    (mantissa, exponent)
}

/// `math.ldexp`.
pub fn ldexp(x: f64, exponent: &Int) -> Result<f64, Fault> {
    let exponent = match exponent.to_i64() {
        Some(exponent) => exponent,
        None if exponent.is_negative() => i64::MIN,
        None => i64::MAX,
    };
    let result = scale(x, exponent);
    if result.is_infinite() && x.is_finite() {
        return Err(RANGE);
    }
    Ok(result)
}

/// `math.modf`: fraction and whole part, both with the sign of the argument.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0.0f64.copysign(x), x);
    }
    ((x - x.trunc()).copysign(x), x.trunc())
}

/// `math.nextafter(x, y, steps=steps)`; `None` is one step.
pub fn nextafter(x: f64, y: f64, steps: Option<&Int>) -> Result<f64, Fault> {
    let steps = match steps {
        None => 1,
        Some(steps) if steps.is_negative() => {
            return Err(Fault::value("steps must be a non-negative integer"));
        }
        Some(steps) => steps.to_u64().unwrap_or(u64::MAX),
    };
    if x.is_nan() {
        return Ok(x);
    }
    if y.is_nan() {
        return Ok(y);
    }
    if steps == 0 {
        return Ok(x);
    }
    if x == y {
        return Ok(y);
    }
    // On the scale of ordered bits neighbouring floats differ by one.
    let ordered = |value: f64| {
        let bits = value.to_bits() as i64;
        i128::from(if bits < 0 {
            i64::MIN.wrapping_sub(bits)
        } else {
            bits
        })
    };
    let (from, to) = (ordered(x), ordered(y));
    if u128::from(steps) >= from.abs_diff(to) {
        return Ok(y);
    }
    let steps = i128::from(steps);
    let reached = if from < to {
        from + steps
    } else {
        from - steps
    };
    let size = f64::from_bits(reached.unsigned_abs() as u64);
    Ok(if reached < 0 || reached == 0 && from < to {
        -size
    } else {
        size
    })
}

/// `math.ulp`: the value of the lowest bit.
pub fn ulp(x: f64) -> f64 {
    if !x.is_finite() {
        return x.abs();
    }
    let x = x.abs();
    if x == f64::MAX {
        return x - x.next_down();
    }
    x.next_up() - x
}

/// `math.isclose`.
pub fn isclose(a: f64, b: f64, rel_tol: f64, abs_tol: f64) -> Result<bool, Fault> {
    if rel_tol < 0.0 || abs_tol < 0.0 {
        return Err(Fault::value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (rel_tol * b).abs()
        || difference <= (rel_tol * a).abs()
        || difference <= abs_tol)
}

/// `math.fma`.
pub fn fma(x: f64, y: f64, z: f64) -> Result<f64, Fault> {
    let result = x.mul_add(y, z);
    if result.is_finite() {
        return Ok(result);
    }
    if result.is_nan() {
        if !x.is_nan() && !y.is_nan() && !z.is_nan() {
            return Err(Fault::value("invalid operation in fma"));
        }
    } else if x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(Fault::overflow("overflow in fma"));
    }
    Ok(result)
}
