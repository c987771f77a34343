//! Arithmetic on constant numbers, with the rounding rules of the run time.
//!
//! Invariant: `None` whenever the exact result or its type is in doubt; the run time then decides.
//! Deliberately absent: complex powers and quotients, and divisions of ints beyond 2**53, which
//! are rare in source and hard to get right twice.
//! Next file to read: `compiler/fold/sequence.rs`.

use super::bool_value;
use crate::{
    bytecode::code::Constant,
    syntax::ast::{BinaryOp, UnaryOp},
};
use dashu_int::{IBig, ops::BitTest};
use std::{cmp::Ordering, sync::Arc};

/// The most bits of a product, power or shifted int.
const MAX_INT_BITS: usize = 128;

/// A constant as the operand of arithmetic.
enum Number {
    Bool(bool),
    Int(IBig),
    Float(f64),
    Complex(f64, f64),
}

impl Number {
    fn new(value: &Constant) -> Option<Number> {
        Some(match value {
            Constant::True => Number::Bool(true),
            Constant::False => Number::Bool(false),
            Constant::Int(n) => Number::Int(IBig::from(*n)),
            Constant::BigInt(n) => Number::Int((**n).clone()),
            Constant::Float(x) => Number::Float(*x),
            Constant::Complex(re, im) => Number::Complex(*re, *im),
            _ => return None,
        })
    }

    fn into_int(self) -> Result<IBig, Number> {
        match self {
            Number::Bool(b) => Ok(IBig::from(u8::from(b))),
            Number::Int(n) => Ok(n),
            other => Err(other),
        }
    }

    /// The value as a float, if it has no imaginary part and is exact.
    fn real(&self) -> Option<f64> {
        match self {
            Number::Bool(b) => Some(f64::from(u8::from(*b))),
            Number::Int(n) => i64::try_from(n).ok().map(|n| n as f64),
            Number::Float(x) => Some(*x),
            Number::Complex(..) => None,
        }
    }
}

/// Whether a dict takes two constants for the same key: `1`, `1.0` and `True` all are.
pub(super) fn same_key(a: &Constant, b: &Constant) -> bool {
    let (Some(x), Some(y)) = (Number::new(a), Number::new(b)) else {
        return a == b;
    };
    let parts = |n: &Number| match n {
        Number::Complex(re, im) => Some((*re, *im)),
        n => n.real().map(|re| (re, 0.0)),
    };
    match (x.into_int(), y.into_int()) {
        (Ok(x), Ok(y)) => x == y,
        (Err(x), Err(y)) => parts(&x) == parts(&y),
        (Ok(int), Err(other)) | (Err(other), Ok(int)) => {
            parts(&other).is_some_and(|(re, im)| im == 0.0 && IBig::try_from(re) == Ok(int))
        }
    }
}

/// A constant of the int `n`.
pub(super) fn int_value(n: IBig) -> Constant {
    match i64::try_from(&n) {
        Ok(small) => Constant::Int(small),
        Err(_) => Constant::BigInt(Arc::new(n)),
    }
}

/// `-value`, `+value` or `~value`.
pub(super) fn unary(op: UnaryOp, value: &Constant) -> Option<Constant> {
    let number = Number::new(value)?;
    Some(match (op, number) {
        // Inverting a bool warns, so it must happen at run time.
        (UnaryOp::Invert, Number::Int(n)) => int_value(-n - IBig::ONE),
        (UnaryOp::USub, Number::Float(x)) => Constant::Float(-x),
        (UnaryOp::USub, Number::Complex(re, im)) => Constant::Complex(-re, -im),
        (UnaryOp::USub, number) => int_value(-number.into_int().ok()?),
        (UnaryOp::UAdd, Number::Float(_) | Number::Complex(..)) => value.clone(),
        (UnaryOp::UAdd, number) => int_value(number.into_int().ok()?),
        (UnaryOp::Invert | UnaryOp::Not, _) => return None,
    })
}

/// `left op right`, if both are numbers.
pub(super) fn binary(left: &Constant, op: BinaryOp, right: &Constant) -> Option<Constant> {
    let (left, right) = (Number::new(left)?, Number::new(right)?);
    if let (Number::Bool(a), Number::Bool(b)) = (&left, &right) {
        match op {
            BinaryOp::BitAnd => return Some(bool_value(a & b)),
            BinaryOp::BitOr => return Some(bool_value(a | b)),
            BinaryOp::BitXor => return Some(bool_value(a ^ b)),
            _ => {}
        }
    }
    if let (Number::Complex(..), _) | (_, Number::Complex(..)) = (&left, &right) {
        return complex(&left, op, &right);
    }
    match (left.into_int(), right.into_int()) {
        (Ok(a), Ok(b)) => int(a, op, b),
        (a, b) => {
            let a = a.map_or_else(|float| float.real(), |int| Number::Int(int).real())?;
            let b = b.map_or_else(|float| float.real(), |int| Number::Int(int).real())?;
            float(a, op, b).map(Constant::Float)
        }
    }
}

fn int(a: IBig, op: BinaryOp, b: IBig) -> Option<Constant> {
    let zero = IBig::ZERO;
    Some(int_value(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mult if bits(&a) + bits(&b) <= MAX_INT_BITS => a * b,
        BinaryOp::FloorDiv if b != zero => floor_div_mod(a, b).0,
        BinaryOp::Mod if b != zero => floor_div_mod(a, b).1,
        BinaryOp::BitAnd => a & b,
        BinaryOp::BitOr => a | b,
        BinaryOp::BitXor => a ^ b,
        BinaryOp::LShift => {
            let by = usize::try_from(&b).ok()?;
            if a == zero {
                a
            } else if by + bits(&a) <= MAX_INT_BITS {
                a << by
            } else {
                return None;
            }
        }
        BinaryOp::RShift => {
            let by = u32::try_from(&b).ok()?;
            let n = i64::try_from(&a).ok()?;
            IBig::from(n >> by.min(63))
        }
        BinaryOp::Pow => return power(&a, &b),
        BinaryOp::Div if b != zero => {
            let exact = |n: &IBig| i64::try_from(n).ok().filter(|n| n.abs() <= 1 << 53);
            return Some(Constant::Float(exact(&a)? as f64 / exact(&b)? as f64));
        }
        _ => return None,
    }))
}

fn bits(n: &IBig) -> usize {
    let magnitude = if *n < IBig::ZERO { -n } else { n.clone() };
    magnitude.bit_len()
}

/// Quotient rounded down, and the remainder with the sign of the divisor.
fn floor_div_mod(a: IBig, b: IBig) -> (IBig, IBig) {
    let quotient = &a / &b;
    let remainder = a - &quotient * &b;
    if remainder != IBig::ZERO && (remainder < IBig::ZERO) != (b < IBig::ZERO) {
        (quotient - IBig::ONE, remainder + b)
    } else {
        (quotient, remainder)
    }
}

fn power(a: &IBig, b: &IBig) -> Option<Constant> {
    match b.cmp(&IBig::ZERO) {
        Ordering::Less => {
            let (base, exponent) = (i64::try_from(a).ok()?, i64::try_from(b).ok()?);
            float(base as f64, BinaryOp::Pow, exponent as f64).map(Constant::Float)
        }
        Ordering::Equal => Some(Constant::Int(1)),
        Ordering::Greater => {
            let exponent = usize::try_from(b).ok()?;
            if bits(a) > MAX_INT_BITS / exponent {
                return None;
            }
            Some(int_value(a.pow(exponent)))
        }
    }
}

/// Float arithmetic; `None` where Python raises or leaves the floats.
fn float(a: f64, op: BinaryOp, b: f64) -> Option<f64> {
    Some(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mult => a * b,
        BinaryOp::Div if b != 0.0 => a / b,
        BinaryOp::FloorDiv if b != 0.0 => {
            let remainder = float_mod(a, b);
            let quotient = (a - remainder) / b;
            if quotient == 0.0 {
                (a / b).signum() * 0.0
            } else if quotient - quotient.floor() > 0.5 {
                quotient.floor() + 1.0
            } else {
                quotient.floor()
            }
        }
        BinaryOp::Mod if b != 0.0 => float_mod(a, b),
        BinaryOp::Pow => {
            let raises = a == 0.0 && b < 0.0;
            let complex = a < 0.0 && b.is_finite() && b.fract() != 0.0;
            let result = a.powf(b);
            let overflow = result.is_infinite() && a.is_finite() && b.is_finite();
            if raises || complex || overflow {
                return None;
            }
            result
        }
        _ => return None,
    })
}

fn float_mod(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder == 0.0 {
        0.0_f64.copysign(b)
    } else if (remainder < 0.0) != (b < 0.0) {
        remainder + b
    } else {
        remainder
    }
}

/// Arithmetic where at least one operand is complex. A real operand has no imaginary part at all,
/// not one of zero: that keeps signs of zeros.
fn complex(left: &Number, op: BinaryOp, right: &Number) -> Option<Constant> {
    let (re, im) = match (left, right) {
        (Number::Complex(a, b), Number::Complex(c, d)) => match op {
            BinaryOp::Add => (a + c, b + d),
            BinaryOp::Sub => (a - c, b - d),
            BinaryOp::Mult => (a * c - b * d, a * d + b * c),
            _ => return None,
        },
        (Number::Complex(a, b), real) => {
            let r = real.real()?;
            match op {
                BinaryOp::Add => (a + r, *b),
                BinaryOp::Sub => (a - r, *b),
                BinaryOp::Mult => (a * r, b * r),
                BinaryOp::Div if r != 0.0 => (a / r, b / r),
                _ => return None,
            }
        }
        (real, Number::Complex(c, d)) => {
            let r = real.real()?;
            match op {
                BinaryOp::Add => (r + c, *d),
                BinaryOp::Sub => (r - c, -d),
                BinaryOp::Mult => (r * c, r * d),
                _ => return None,
            }
        }
        _ => return None,
    };
    // A product of infinities needs the run time's care.
    if re.is_nan() || im.is_nan() {
        return None;
    }
    Some(Constant::Complex(re, im))
}
