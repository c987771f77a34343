//! Powers of ints, with and without a modulus.
//!
//! Invariant: a result's size is bounded before work starts, so `10 ** 10 ** 10` is a
//! `MemoryError` at once; long computations ask `stop` between pieces.
//! Deliberately absent: float powers (see `float/arith.rs`).
//! Next file to read: `combinatorics.rs`.

use dashu_int::{
    IBig, Sign, UBig,
    fast_div::ConstDivisor,
    ops::{BitTest, DivRem},
};

use crate::builtins::{
    fault::{Fault, Stop, check},
    float::arith,
    int::{
        huge,
        number::{Int, magnitude_bit},
    },
};

/// What `int ** int` gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Power {
    /// The exponent was not negative.
    Int(Int),
    /// The exponent was negative.
    Float(f64),
}

/// How many bits of the exponent are raised to in one go, for a modulus of so many bits: the longer
/// the modulus, the longer each squaring takes.
fn exponent_piece(modulus_bits: usize) -> usize {
    ((1 << 22) / modulus_bits.max(1)).clamp(8, 1024)
}

impl Int {
    /// `self ** exponent`; a negative exponent makes both operands floats.
    pub fn pow(&self, exponent: &Int, stop: Stop) -> Result<Power, Fault> {
        if exponent.is_negative() {
            let (base, exponent) = (self.to_f64()?, exponent.to_f64()?);
            return match arith::pow(base, exponent)? {
                arith::Power::Real(value) => Ok(Power::Float(value)),
                arith::Power::Complex => Ok(Power::Float(f64::NAN)),
            };
        }
        self.pow_unsigned(exponent, stop).map(Power::Int)
    }

    /// `self ** exponent` for an exponent that is not negative.
    pub fn pow_unsigned(&self, exponent: &Int, stop: Stop) -> Result<Int, Fault> {
        match self {
            _ if exponent.is_zero() => return Ok(Int::ONE),
            Int::Small(0 | 1) => return Ok(self.clone()),
            Int::Small(-1) => {
                return Ok(if exponent.is_odd() {
                    self.clone()
                } else {
                    Int::ONE
                });
            }
            _ => {}
        }
        let Some(count) = exponent.to_u64() else {
            return Err(Fault::memory());
        };
        if let (Some(base), Ok(small)) = (self.to_i128(), u32::try_from(count))
            && let Some(power) = base.checked_pow(small)
        {
            return Ok(Int::from_i128(power));
        }
        let bits = (self.bit_length() - 1).saturating_mul(count);
        if bits < huge::UNINTERRUPTED_BITS / 2 {
            return Ok(Int::from_big(self.as_big().pow(count as usize)));
        }
        huge::room_for(bits)?;
        let (sign, base) = self.to_parts();
        let magnitude = pow_huge(base, count, stop)?;
        let sign = if exponent.is_odd() {
            sign
        } else {
            Sign::Positive
        };
        Ok(Int::from_big(IBig::from_parts(sign, magnitude)))
    }

    /// `pow(self, exponent, modulus)`.
    pub fn modpow(&self, exponent: &Int, modulus: &Int, stop: Stop) -> Result<Int, Fault> {
        if modulus.is_zero() {
            return Err(Fault::value("pow() 3rd argument cannot be 0"));
        }
        let positive = modulus.abs();
        let base = self.modulo(&positive, stop)?;
        let (base, exponent) = if exponent.is_negative() {
            let inverse = base
                .inverse(&positive, stop)?
                .ok_or(Fault::value("base is not invertible for the given modulus"))?;
            (inverse, exponent.neg())
        } else {
            (base, exponent.clone())
        };
        let result = match (base.to_u64(), positive.to_u64(), exponent.to_u64()) {
            (Some(base), Some(modulus), Some(exponent)) => {
                Int::from_u64(modpow_u64(base, exponent, modulus))
            }
            _ => modpow_big(&base, &exponent, &positive, stop)?,
        };
        Ok(if modulus.is_negative() && !result.is_zero() {
            result.add(modulus)
        } else {
            result
        })
    }

    /// The inverse modulo a positive `modulus`, if there is one.
    fn inverse(&self, modulus: &Int, stop: Stop) -> Result<Option<Int>, Fault> {
        if *modulus == Int::ONE {
            return Ok(Some(Int::ZERO));
        }
        let (mut a, mut b) = (self.modulo(modulus, stop)?, modulus.clone());
        let (mut x, mut y) = (Int::ONE, Int::ZERO);
        while !b.is_zero() {
            check(stop)?;
            let (quotient, rest) = a.divmod(&b, stop)?;
            let next = x.sub(&quotient.mul(&y, stop)?);
            (a, b) = (b, rest);
            (x, y) = (y, next);
        }
        if a != Int::ONE {
            return Ok(None);
        }
        x.modulo(modulus, stop).map(Some)
    }
}

fn pow_huge(mut base: UBig, count: u64, stop: Stop) -> Result<UBig, Fault> {
    // Powers of two are shifts; what remains has an odd base.
    let zeros = base.trailing_zeros().unwrap_or(0);
    base >>= zeros;
    let mut result = UBig::ONE;
    if !base.is_one() {
        for bit in (0..64 - count.leading_zeros()).rev() {
            result = huge::square(&result, stop)?;
            if count >> bit & 1 == 1 {
                result = huge::mul(&result, &base, stop)?;
            }
        }
    }
    Ok(result << (zeros * count as usize))
}

fn modpow_u64(base: u64, mut exponent: u64, modulus: u64) -> u64 {
    if modulus <= 1 {
        return 0;
    }
    if modulus <= u64::from(u32::MAX) {
        let (mut base, mut result) = (base, 1u64);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result * base % modulus;
            }
            base = base * base % modulus;
            exponent >>= 1;
        }
        return result;
    }
    let modulus = u128::from(modulus);
    let (mut base, mut result) = (u128::from(base), 1u128);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result as u64
}

/// All three are positive or zero and `base < modulus`.
fn modpow_big(base: &Int, exponent: &Int, modulus: &Int, stop: Stop) -> Result<Int, Fault> {
    if *modulus == Int::ONE {
        return Ok(Int::ZERO);
    }
    let exponent = exponent.to_parts().1;
    let modulus = modulus.to_parts().1;
    if modulus.bit_len() > 1 << 17 {
        return modpow_huge(&base.to_parts().1, &exponent, &modulus, stop);
    }
    let piece = exponent_piece(modulus.bit_len());
    let ring = ConstDivisor::new(modulus);
    let base = ring.reduce(base.to_parts().1);
    if exponent.bit_len() <= piece {
        return Ok(Int::from_ubig(base.pow(&exponent).residue()));
    }
    // The exponent in large digits, most significant first.
    let step = UBig::ONE << piece;
    let mut result = ring.reduce(UBig::ONE);
    for digit in exponent.to_chunks(piece).iter().rev() {
        check(stop)?;
        result = result.pow(&step) * base.pow(digit);
    }
    Ok(Int::from_ubig(result.residue()))
}

/// Moduli so long that a single step is worth a check.
fn modpow_huge(base: &UBig, exponent: &UBig, modulus: &UBig, stop: Stop) -> Result<Int, Fault> {
    let mut result = UBig::ONE;
    for bit in (0..exponent.bit_len()).rev() {
        check(stop)?;
        result = huge::div_rem(&huge::square(&result, stop)?, modulus, stop)?.1;
        if magnitude_bit(exponent, bit) {
            result = huge::div_rem(&huge::mul(&result, base, stop)?, modulus, stop)?.1;
        }
    }
    Ok(Int::from_ubig(result.div_rem(modulus).1))
}
