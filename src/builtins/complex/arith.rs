//! Complex arithmetic as CPython 3.14 does it, to the last bit and the last infinity.
//!
//! Invariant: an operation with one real operand does not make it complex first, so no spurious
//! zero imaginary part takes part in it (C's Annex G, which CPython follows since 3.14); products
//! and quotients that come out as NaN in both parts are mended when an operand was infinite.
//! Deliberately absent: the functions of `cmath`.
//! Next file to read: `text.rs`.

use std::ops::{Add, Neg, Sub};

use crate::{builtins::fault::Fault, objects::hash};

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

const BY_ZERO: Fault = Fault::zero_division("division by zero");
const ZERO_POWER: Fault = Fault::zero_division("zero to a negative or complex power");

impl Complex {
    /// `complex(re, im)`.
    pub const fn new(re: f64, im: f64) -> Complex {
        Complex { re, im }
    }

    /// `self + real`.
    pub fn add_real(self, real: f64) -> Complex {
        Complex::new(self.re + real, self.im)
    }

    /// `self - real`.
    pub fn sub_real(self, real: f64) -> Complex {
        Complex::new(self.re - real, self.im)
    }

    /// `real - self`.
    pub fn real_sub(real: f64, this: Complex) -> Complex {
        Complex::new(real - this.re, -this.im)
    }

    /// `self * real`.
    pub fn mul_real(self, real: f64) -> Complex {
        Complex::new(self.re * real, self.im * real)
    }

    /// `self * other`.
    #[allow(clippy::should_implement_trait)]
    pub fn mul(self, other: Complex) -> Complex {
        let (mut a, mut b) = (self, other);
        let (ac, bd, ad, bc) = (a.re * b.re, a.im * b.im, a.re * b.im, a.im * b.re);
        let product = Complex::new(ac - bd, ad + bc);
        if !(product.re.is_nan() && product.im.is_nan()) {
            return product;
        }
        let mut recalculate = false;
        if a.has_infinity() {
            a = a.boxed();
            b = b.nan_to_zero();
            recalculate = true;
        }
        if b.has_infinity() {
            b = b.boxed();
            a = a.nan_to_zero();
            recalculate = true;
        }
        let overflowed = [ac, bd, ad, bc].iter().any(|part| part.is_infinite());
        if !recalculate && overflowed {
            a = a.nan_to_zero();
            b = b.nan_to_zero();
            recalculate = true;
        }
        if !recalculate {
            return product;
        }
        Complex::new(
            f64::INFINITY * (a.re * b.re - a.im * b.im),
            f64::INFINITY * (a.re * b.im + a.im * b.re),
        )
    }

    /// `self / other`, by Smith's method.
    #[allow(clippy::should_implement_trait)]
    pub fn div(self, other: Complex) -> Result<Complex, Fault> {
        let (a, b) = (self, other);
        if b.re == 0.0 && b.im == 0.0 {
            return Err(BY_ZERO);
        }
        let quotient = if b.re.abs() >= b.im.abs() {
            let ratio = b.im / b.re;
            let denominator = b.re + b.im * ratio;
            Complex::new(
                (a.re + a.im * ratio) / denominator,
                (a.im - a.re * ratio) / denominator,
            )
        } else if b.im.abs() >= b.re.abs() {
            let ratio = b.re / b.im;
            let denominator = b.re * ratio + b.im;
            Complex::new(
                (a.re * ratio + a.im) / denominator,
                (a.im * ratio - a.re) / denominator,
            )
        } else {
            Complex::new(f64::NAN, f64::NAN)
        };
        if !(quotient.re.is_nan() && quotient.im.is_nan()) {
            return Ok(quotient);
        }
        Ok(if a.has_infinity() && b.is_finite() {
            let a = a.boxed();
            Complex::new(
                f64::INFINITY * (a.re * b.re + a.im * b.im),
                f64::INFINITY * (a.im * b.re - a.re * b.im),
            )
        } else if b.has_infinity() && a.is_finite() {
            let b = b.boxed();
            Complex::new(
                0.0 * (a.re * b.re + a.im * b.im),
                0.0 * (a.im * b.re - a.re * b.im),
            )
        } else {
            quotient
        })
    }

    /// `self / real`.
    pub fn div_real(self, real: f64) -> Result<Complex, Fault> {
        if real == 0.0 {
            return Err(BY_ZERO);
        }
        Ok(Complex::new(self.re / real, self.im / real))
    }

    /// `real / self`.
    pub fn real_div(real: f64, this: Complex) -> Result<Complex, Fault> {
        let (a, b) = (real, this);
        if b.re == 0.0 && b.im == 0.0 {
            return Err(BY_ZERO);
        }
        let quotient = if b.re.abs() >= b.im.abs() {
            let ratio = b.im / b.re;
            let denominator = b.re + b.im * ratio;
            Complex::new(a / denominator, (-a * ratio) / denominator)
        } else if b.im.abs() >= b.re.abs() {
            let ratio = b.re / b.im;
            let denominator = b.re * ratio + b.im;
            Complex::new((a * ratio) / denominator, -a / denominator)
        } else {
            Complex::new(f64::NAN, f64::NAN)
        };
        if quotient.re.is_nan() && quotient.im.is_nan() && a.is_finite() && b.has_infinity() {
            let b = b.boxed();
            return Ok(Complex::new(0.0 * (a * b.re), 0.0 * (-a * b.im)));
        }
        Ok(quotient)
    }

    /// `self ** exponent`. Small whole exponents multiply; the rest goes through polar form.
    pub fn pow(self, exponent: Complex) -> Result<Complex, Fault> {
        let n = exponent.re;
        let whole = exponent.im == 0.0 && n == n.floor() && n.abs() <= 100.0;
        let power = if whole {
            self.pow_whole(n as i32)?
        } else {
            self.pow_polar(exponent)?
        };
        if power.re.is_infinite() || power.im.is_infinite() {
            return Err(Fault::overflow("complex exponentiation"));
        }
        Ok(power)
    }

    fn pow_whole(self, n: i32) -> Result<Complex, Fault> {
        let mut result = Complex::new(1.0, 0.0);
        let mut square = self;
        let mut rest = n.unsigned_abs();
        while rest > 0 {
            if rest & 1 == 1 {
                result = result.mul(square);
            }
            rest >>= 1;
            square = square.mul(square);
        }
        if n > 0 {
            return Ok(result);
        }
        Complex::new(1.0, 0.0).div(result).map_err(|_| ZERO_POWER)
    }

    fn pow_polar(self, exponent: Complex) -> Result<Complex, Fault> {
        if exponent.re == 0.0 && exponent.im == 0.0 {
            return Ok(Complex::new(1.0, 0.0));
        }
        if self.re == 0.0 && self.im == 0.0 {
            if exponent.im != 0.0 || exponent.re < 0.0 {
                return Err(ZERO_POWER);
            }
            return Ok(Complex::default());
        }
        let size = self.re.hypot(self.im);
        let mut length = size.powf(exponent.re);
        let angle = self.im.atan2(self.re);
        let mut phase = angle * exponent.re;
        if exponent.im != 0.0 {
            length *= (-angle * exponent.im).exp();
            phase += exponent.im * size.ln();
        }
        // C's cosine of an infinity is a domain error, which CPython reports in these words.
        if phase.is_infinite() {
            return Err(ZERO_POWER);
        }
        Ok(Complex::new(length * phase.cos(), length * phase.sin()))
    }

    /// `abs(self)`.
    pub fn abs(self) -> Result<f64, Fault> {
        if !self.is_finite() {
            return Ok(if self.has_infinity() {
                f64::INFINITY
            } else {
                f64::NAN
            });
        }
        let size = self.re.hypot(self.im);
        if size.is_infinite() {
            return Err(Fault::overflow("absolute value too large"));
        }
        Ok(size)
    }

    /// CPython's hash, but for a NaN part, which hashes by identity: `nan_hash` stands in for it.
    pub fn hash(self, nan_hash: i64) -> i64 {
        let part = |value| hash::hash_f64(value).unwrap_or(nan_hash);
        hash::hash_complex(part(self.re), part(self.im))
    }

    /// Whether both parts are finite.
    pub fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    fn has_infinity(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    /// An infinite number as a direction: infinite parts become 1, others 0, signs are kept.
    fn boxed(self) -> Complex {
        let part = |value: f64| f64::from(u8::from(value.is_infinite())).copysign(value);
        Complex::new(part(self.re), part(self.im))
    }

    fn nan_to_zero(self) -> Complex {
        let part = |value: f64| {
            if value.is_nan() {
                0.0f64.copysign(value)
            } else {
                value
            }
        };
        Complex::new(part(self.re), part(self.im))
    }
}

impl Add for Complex {
    type Output = Complex;

    fn add(self, other: Complex) -> Complex {
        Complex::new(self.re + other.re, self.im + other.im)
    }
}

impl Sub for Complex {
    type Output = Complex;

    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.re - other.re, self.im - other.im)
    }
}

impl Neg for Complex {
    type Output = Complex;

    fn neg(self) -> Complex {
        Complex::new(-self.re, -self.im)
    }
}
