//! Division of ints: floor division, modulo and exact-rounded true division.
//!
//! Invariant: `a == (a // b) * b + a % b`, and a remainder has the sign of its divisor.
//! Deliberately absent: powers (see `power.rs`).
//! Next file to read: `bits.rs`.

use dashu_int::{
    IBig, Sign,
    ops::{BitTest, DivRem},
};

use crate::builtins::{
    fault::{Fault, Stop},
    int::{huge, number::Int, round::compose},
};

const BY_ZERO: Fault = Fault::zero_division("division by zero");

impl Int {
    /// `self // other`.
    #[inline]
    pub fn floordiv(&self, other: &Int, stop: Stop) -> Result<Int, Fault> {
        if let (Int::Small(a), Int::Small(b)) = (self, other)
            && let Some(quotient) = a.checked_div(*b)
        {
            let inexact = quotient * b != *a;
            return Ok(Int::Small(quotient - i64::from(inexact && (a ^ b) < 0)));
        }
        Ok(self.divide(other, stop)?.0)
    }

    /// `self % other`.
    #[inline]
    pub fn modulo(&self, other: &Int, stop: Stop) -> Result<Int, Fault> {
        if let (Int::Small(a), Int::Small(b)) = (self, other)
            && let Some(rest) = a.checked_rem(*b)
        {
            let adjust = rest != 0 && (rest ^ b) < 0;
            return Ok(Int::Small(if adjust { rest + b } else { rest }));
        }
        Ok(self.divide(other, stop)?.1)
    }

    /// `divmod(self, other)`.
    pub fn divmod(&self, other: &Int, stop: Stop) -> Result<(Int, Int), Fault> {
        self.divide(other, stop)
    }

    fn divide(&self, other: &Int, stop: Stop) -> Result<(Int, Int), Fault> {
        if other.is_zero() {
            return Err(BY_ZERO);
        }
        if let (Some(a), Some(b)) = (self.to_i128(), other.to_i128())
            && let (Some(quotient), Some(rest)) = (a.checked_div(b), a.checked_rem(b))
        {
            return Ok(if rest != 0 && (rest ^ b) < 0 {
                (Int::from_i128(quotient - 1), Int::from_i128(rest + b))
            } else {
                (Int::from_i128(quotient), Int::from_i128(rest))
            });
        }
        let (a, b) = (self.as_big(), other.as_big());
        let (quotient, rest) = if self.bit_length() < huge::UNINTERRUPTED_BITS {
            (&*a).div_rem(&*b)
        } else {
            let ((sign_a, a), (sign_b, b)) = (
                a.into_owned().into_parts(),
                b.clone().into_owned().into_parts(),
            );
            let (quotient, rest) = huge::div_rem(&a, &b, stop)?;
            (
                IBig::from_parts(sign_a * sign_b, quotient),
                IBig::from_parts(sign_a, rest),
            )
        };
        if !rest.is_zero() && rest.sign() != other.as_big().sign() {
            let rest = rest + &*other.as_big();
            return Ok((Int::from_big(quotient - IBig::ONE), Int::from_big(rest)));
        }
        Ok((Int::from_big(quotient), Int::from_big(rest)))
    }

    /// `round(self, digits)`: the nearest multiple of a power of ten, ties to even.
    pub fn round_to_digits(&self, digits: &Int, stop: Stop) -> Result<Int, Fault> {
        if !digits.is_negative() {
            return Ok(self.clone());
        }
        // A number has fewer than a third as many decimal digits as bits, and one over.
        let places = digits.neg();
        if places > Int::from_u64(self.bit_length() / 3 + 1) {
            return Ok(Int::ZERO);
        }
        let unit = Int::Small(10).pow_unsigned(&places, stop)?;
        let (quotient, rest) = self.divmod(&unit, stop)?;
        let twice = rest.add(&rest);
        let up = twice > unit || twice == unit && quotient.is_odd();
        let down = self.sub(&rest);
        Ok(if up { down.add(&unit) } else { down })
    }

    /// `self / other`: the float nearest to the exact quotient.
    pub fn truediv(&self, other: &Int) -> Result<f64, Fault> {
        if let (Int::Small(a), Int::Small(b)) = (self, other) {
            if *b == 0 {
                return Err(BY_ZERO);
            }
            const EXACT: u64 = 1 << 53;
            if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
                return Ok(*a as f64 / *b as f64);
            }
        }
        self.truediv_exact(other)
    }

    /// The integer quotient is taken to 55 bits or more (fewer when the result is subnormal), so
    /// that a single rounding of it with a sticky bit is right.
    fn truediv_exact(&self, other: &Int) -> Result<f64, Fault> {
        const TOO_LARGE: Fault = Fault::overflow("integer division result too large for a float");
        if other.is_zero() {
            return Err(BY_ZERO);
        }
        if self.is_zero() {
            return Ok(if other.is_negative() { -0.0 } else { 0.0 });
        }
        let difference = self.bit_length() as i64 - other.bit_length() as i64;
        let ((sign_a, a), (sign_b, b)) = (self.to_parts(), other.to_parts());
        let negative = sign_a != sign_b;
        if difference > 1024 {
            return Err(TOO_LARGE);
        }
        let magnitude = if difference < -1080 {
            0.0
        } else {
            let shift = difference.max(-1021) - 56;
            let (scaled, lost) = if shift > 0 {
                let (low, high) = a.split_bits(shift as usize);
                (high, !low.is_zero())
            } else {
                (a << shift.unsigned_abs() as usize, false)
            };
            let (quotient, rest) = scaled.div_rem(b);
            debug_assert!(quotient.bit_len() <= 64);
            let sticky = lost || !rest.is_zero();
            match u64::try_from(&quotient) {
                Ok(0) => 0.0,
                Ok(quotient) => compose(quotient, shift, sticky).ok_or(TOO_LARGE)?,
                Err(_) => return Err(TOO_LARGE),
            }
        };
        Ok(if negative { -magnitude } else { magnitude })
    }

    /// The sign as dashu has it.
    pub fn sign(&self) -> Sign {
        if self.is_negative() {
            Sign::Negative
        } else {
            Sign::Positive
        }
    }
}
