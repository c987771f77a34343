//! Numbers of twice a float's precision, as the sum of two floats that don't overlap.
//!
//! Newer C libraries round some functions correctly, where std has other formulas or none; computing
//! them with about 30 digits and rounding once gives the same bits.
//! Invariant: `hi` is the float nearest to `hi + lo`.
//! Deliberately absent: infinities, NaN, overflow and subnormals; callers treat them first.
//! Next file to read: `hyperbolic.rs`.

use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::{
    builtins::int::round::scale,
    stdlib::math::{
        numbers::frexp,
        sums::{fast_two_sum, two_product, two_sum},
    },
};

/// An unevaluated sum of two floats.
#[derive(Clone, Copy, Debug)]
pub struct Double {
    /// The leading part.
    pub hi: f64,
    /// The rest.
    pub lo: f64,
}

/// The natural logarithm of 2.
pub const LN_2: Double = Double {
    hi: std::f64::consts::LN_2,
    lo: 2.3190468138462996e-17,
};

impl Double {
    /// Zero.
    pub const ZERO: Double = Double::new(0.0);
    /// One.
    pub const ONE: Double = Double::new(1.0);

    /// A float, exactly.
    pub const fn new(value: f64) -> Double {
        Double { hi: value, lo: 0.0 }
    }

    fn from_pair((hi, lo): (f64, f64)) -> Double {
        Double { hi, lo }
    }

    /// The exact square of a float.
    pub fn square_of(value: f64) -> Double {
        Double::from_pair(two_product(value, value))
    }

    /// Multiplies by a power of two.
    pub fn scaled(self, exponent: i64) -> Double {
        Double {
            hi: scale(self.hi, exponent),
            lo: scale(self.lo, exponent),
        }
    }

    /// The square root of a positive number.
    pub fn sqrt(self) -> Double {
        let root = self.hi.sqrt();
        let rest = self - Double::square_of(root);
        Double::from_pair(fast_two_sum(root, rest.hi / (2.0 * root)))
    }

    /// The inverse hyperbolic tangent of a number of at most 0.18.
    pub fn atanh_small(self) -> Double {
        const TERMS: u32 = 23;
        let square = self * self;
        let mut sum = Double::ZERO;
        for n in (0..TERMS).rev() {
            sum = sum * square + Double::ONE / Double::new(f64::from(2 * n + 1));
        }
        sum * self
    }

    /// The natural logarithm of a positive number.
    pub fn ln(self) -> Double {
        let (mantissa, mut exponent) = frexp(self.hi);
        if mantissa < std::f64::consts::FRAC_1_SQRT_2 {
            exponent -= 1;
        }
        let reduced = self.scaled(i64::from(-exponent));
        let ratio = (reduced - Double::ONE) / (reduced + Double::ONE);
        let log = ratio.atanh_small();
        LN_2 * Double::new(exponent.into()) + log + log
    }

    /// The natural logarithm of 1 + self, for self above -1.
    pub fn ln_1p(self) -> Double {
        if self.hi.abs() < 0.4 {
            let log = (self / (self + Double::new(2.0))).atanh_small();
            return log + log;
        }
        (self + Double::ONE).ln()
    }

    /// e to the power of self.
    pub fn exp(self) -> Double {
        const HALVINGS: i64 = 8;
        let whole = (self.hi / LN_2.hi).round();
        let reduced = (self - LN_2 * Double::new(whole)).scaled(-HALVINGS);
        // exp(r) - 1, which is then doubled in argument as often as it was halved.
        let mut power = Double::ZERO;
        for n in (1..12).rev() {
            power = (power + Double::ONE) * reduced / Double::new(n.into());
        }
        for _ in 0..HALVINGS {
            power = power * power + power + power;
        }
        (power + Double::ONE).scaled(whole as i64)
    }
}

impl Add for Double {
    type Output = Double;

    fn add(self, other: Double) -> Double {
        let (hi, error) = two_sum(self.hi, other.hi);
        let (lo, rest) = two_sum(self.lo, other.lo);
        let (hi, error) = fast_two_sum(hi, error + lo);
        Double::from_pair(fast_two_sum(hi, error + rest))
    }
}

impl Neg for Double {
    type Output = Double;

    fn neg(self) -> Double {
        Double {
            hi: -self.hi,
            lo: -self.lo,
        }
    }
}

impl Sub for Double {
    type Output = Double;

    fn sub(self, other: Double) -> Double {
        self + -other
    }
}

impl Mul for Double {
    type Output = Double;

    fn mul(self, other: Double) -> Double {
        let (hi, error) = two_product(self.hi, other.hi);
        let cross = self.hi * other.lo + self.lo * other.hi;
        Double::from_pair(fast_two_sum(hi, error + cross))
    }
}

impl Div for Double {
    type Output = Double;

    fn div(self, other: Double) -> Double {
        let first = self.hi / other.hi;
        let rest = self - other * Double::new(first);
        let second = rest.hi / other.hi;
        let rest = rest - other * Double::new(second);
        let third = rest.hi / other.hi;
        Double::from_pair(fast_two_sum(first, second)) + Double::new(third)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_thirty_digits() {
        let third = Double::ONE / Double::new(3.0);
        let back = third + third + third - Double::ONE;
        assert!(back.hi.abs() < 1e-31);
        let two = Double::new(2.0).sqrt() * Double::new(2.0).sqrt();
        assert!((two - Double::new(2.0)).hi.abs() < 1e-30);
        for value in [0.1, 0.9, 3.0, 1e10, 700.0] {
            let value = Double::new(value);
            let back = value.ln().exp() / value - Double::ONE;
            assert!(back.hi.abs() < 1e-28, "{value:?} {back:?}");
        }
        let log = Double::new(1e-10).ln_1p();
        assert_eq!(log.hi, 1e-10f64.ln_1p());
    }
}
