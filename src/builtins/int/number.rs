//! The value of an int: small, wide or big, with addition, subtraction, multiplication,
//! comparison, hashing and conversion to and from float.
//!
//! Invariant: a value always has its smallest form: `Small` if it fits in 64 bits, else `Wide` if
//! it fits in 128, else `Big`. Equality of values is therefore equality of forms. The i128 paths
//! are written out by hand because sums and products just past 64 bits are common in loops.
//! Deliberately absent: objects, reference counts and argument checks.
//! Next file to read: `divide.rs`.

use std::{borrow::Cow, cmp::Ordering};

use dashu_int::{IBig, Sign, UBig, ops::BitTest};

use crate::{
    builtins::{
        fault::{Fault, Stop},
        int::{huge, round::compose},
    },
    objects::hash,
};

/// The largest result, in bits, that is attempted; anything larger is a `MemoryError` at once.
pub const MAX_BITS: u64 = 1 << 33;

/// A Python int.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// Fits in 64 bits.
    Small(i64),
    /// Fits in 128 bits but not in 64.
    Wide(i128),
    /// Needs more than 128 bits.
    Big(IBig),
}

impl Int {
    /// Zero.
    pub const ZERO: Int = Int::Small(0);
    /// One.
    pub const ONE: Int = Int::Small(1);

    /// The smallest form of an i128.
    #[inline]
    pub const fn from_i128(value: i128) -> Int {
        let small = value as i64;
        if small as i128 == value {
            Int::Small(small)
        } else {
            Int::Wide(value)
        }
    }

    /// The smallest form of an unsigned 64-bit number.
    pub const fn from_u64(value: u64) -> Int {
        Int::from_i128(value as i128)
    }

    /// The smallest form of an unsigned 128-bit number.
    pub fn from_u128(value: u128) -> Int {
        match i128::try_from(value) {
            Ok(value) => Int::from_i128(value),
            Err(_) => Int::Big(IBig::from(value)),
        }
    }

    /// The smallest form of a big value.
    pub fn from_big(value: IBig) -> Int {
        let words = value.as_sign_words().1;
        if words.len() <= 2
            && let Ok(value) = i128::try_from(&value)
        {
            return Int::from_i128(value);
        }
        Int::Big(value)
    }

    /// The smallest form of an unsigned big value.
    pub fn from_ubig(value: UBig) -> Int {
        Int::from_big(IBig::from(value))
    }

    /// The value in its big form, borrowed where it is big already.
    pub fn as_big(&self) -> Cow<'_, IBig> {
        match self {
            Int::Small(v) => Cow::Owned(IBig::from(*v)),
            Int::Wide(v) => Cow::Owned(IBig::from(*v)),
            Int::Big(v) => Cow::Borrowed(v),
        }
    }

    /// Sign and absolute value in big form.
    pub fn to_parts(&self) -> (Sign, UBig) {
        match self {
            Int::Big(v) => v.clone().into_parts(),
            _ => self.as_big().into_owned().into_parts(),
        }
    }

    /// The value as an i128, if it fits.
    #[inline]
    pub const fn to_i128(&self) -> Option<i128> {
        match self {
            Int::Small(v) => Some(*v as i128),
            Int::Wide(v) => Some(*v),
            Int::Big(_) => None,
        }
    }

    /// The value as an i64, if it fits.
    #[inline]
    pub const fn to_i64(&self) -> Option<i64> {
        match self {
            Int::Small(v) => Some(*v),
            _ => None,
        }
    }

    /// The value as a u64, if it fits.
    pub fn to_u64(&self) -> Option<u64> {
        match self {
            Int::Small(v) => u64::try_from(*v).ok(),
            Int::Wide(v) => u64::try_from(*v).ok(),
            Int::Big(_) => None,
        }
    }

    /// The value as a usize, if it fits.
    pub fn to_usize(&self) -> Option<usize> {
        self.to_u64().and_then(|v| usize::try_from(v).ok())
    }

    /// Whether the value is zero.
    #[inline]
    pub const fn is_zero(&self) -> bool {
        matches!(self, Int::Small(0))
    }

    /// Whether the value is below zero.
    pub fn is_negative(&self) -> bool {
        match self {
            Int::Small(v) => *v < 0,
            Int::Wide(v) => *v < 0,
            Int::Big(v) => v.sign() == Sign::Negative,
        }
    }

    /// Whether the lowest bit is set.
    pub fn is_odd(&self) -> bool {
        match self {
            Int::Small(v) => v & 1 == 1,
            Int::Wide(v) => v & 1 == 1,
            Int::Big(v) => v.as_sign_words().1.first().is_some_and(|w| w & 1 == 1),
        }
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i32 {
        match (self.is_zero(), self.is_negative()) {
            (true, _) => 0,
            (_, true) => -1,
            _ => 1,
        }
    }

    /// `self + other`.
    #[inline]
    pub fn add(&self, other: &Int) -> Int {
        if let (Int::Small(a), Int::Small(b)) = (self, other) {
            return Int::from_i128(*a as i128 + *b as i128);
        }
        if let (Some(a), Some(b)) = (self.to_i128(), other.to_i128())
            && let Some(sum) = a.checked_add(b)
        {
            return Int::from_i128(sum);
        }
        Int::from_big(match (self, other) {
            (Int::Big(a), Int::Big(b)) => a + b,
            (Int::Big(a), b) => a + b.as_big().into_owned(),
            (a, Int::Big(b)) => a.as_big().into_owned() + b,
            (a, b) => a.as_big().into_owned() + b.as_big().into_owned(),
        })
    }

    /// `self - other`.
    #[inline]
    pub fn sub(&self, other: &Int) -> Int {
        if let (Int::Small(a), Int::Small(b)) = (self, other) {
            return Int::from_i128(*a as i128 - *b as i128);
        }
        if let (Some(a), Some(b)) = (self.to_i128(), other.to_i128())
            && let Some(difference) = a.checked_sub(b)
        {
            return Int::from_i128(difference);
        }
        Int::from_big(match (self, other) {
            (Int::Big(a), Int::Big(b)) => a - b,
            (Int::Big(a), b) => a - b.as_big().into_owned(),
            (a, Int::Big(b)) => a.as_big().into_owned() - b,
            (a, b) => a.as_big().into_owned() - b.as_big().into_owned(),
        })
    }

    /// `self * other`. Only products of numbers of millions of digits ask `stop`.
    #[inline]
    pub fn mul(&self, other: &Int, stop: Stop) -> Result<Int, Fault> {
        if let (Int::Small(a), Int::Small(b)) = (self, other) {
            return Ok(Int::from_i128(*a as i128 * *b as i128));
        }
        if let (Some(a), Some(b)) = (self.to_i128(), other.to_i128())
            && let Some(product) = mul_i128(a, b)
        {
            return Ok(Int::from_i128(product));
        }
        self.mul_big(other, stop)
    }

    #[cold]
    fn mul_big(&self, other: &Int, stop: Stop) -> Result<Int, Fault> {
        if self.is_zero() || other.is_zero() {
            return Ok(Int::ZERO);
        }
        let bits = self.bit_length() + other.bit_length();
        if bits < huge::UNINTERRUPTED_BITS {
            return Ok(Int::from_big(match (self, other) {
                (Int::Big(a), Int::Big(b)) => a * b,
                (Int::Big(a), b) => a * b.as_big().into_owned(),
                (a, Int::Big(b)) => a.as_big().into_owned() * b,
                (a, b) => a.as_big().into_owned() * b.as_big().into_owned(),
            }));
        }
        huge::room_for(bits)?;
        let ((sign_a, a), (sign_b, b)) = (self.to_parts(), other.to_parts());
        let product = huge::mul(&a, &b, stop)?;
        Ok(Int::from_big(IBig::from_parts(sign_a * sign_b, product)))
    }

    /// `-self`.
    pub fn neg(&self) -> Int {
        match self {
            Int::Small(v) => Int::from_i128(-(*v as i128)),
            Int::Wide(v) => match v.checked_neg() {
                Some(v) => Int::from_i128(v),
                None => Int::Big(-IBig::from(*v)),
            },
            Int::Big(v) => Int::from_big(-v.clone()),
        }
    }

    /// `abs(self)`.
    pub fn abs(&self) -> Int {
        if self.is_negative() {
            self.neg()
        } else {
            self.clone()
        }
    }

    /// The number of bits of the absolute value; 0 for 0.
    pub fn bit_length(&self) -> u64 {
        match self {
            Int::Small(v) => u64::from(64 - v.unsigned_abs().leading_zeros()),
            Int::Wide(v) => u64::from(128 - v.unsigned_abs().leading_zeros()),
            Int::Big(v) => magnitude_bits(v),
        }
    }

    /// CPython's hash.
    pub fn hash(&self) -> i64 {
        match self {
            Int::Small(v) => hash::hash_i64(*v),
            Int::Wide(v) => hash::hash_i128(*v),
            Int::Big(v) => {
                let (sign, words) = v.as_sign_words();
                hash::hash_magnitude(sign == Sign::Negative, words)
            }
        }
    }

    /// The nearest float, ties to even. `OverflowError` when it would be infinite.
    pub fn to_f64(&self) -> Result<f64, Fault> {
        match self {
            Int::Small(v) => Ok(*v as f64),
            Int::Wide(v) => Ok(*v as f64),
            Int::Big(v) => {
                let (sign, words) = v.as_sign_words();
                let (top, exponent, sticky) = top_bits(words);
                let value = compose(top, exponent, sticky)
                    .ok_or(Fault::overflow("int too large to convert to float"))?;
                Ok(if sign == Sign::Negative {
                    -value
                } else {
                    value
                })
            }
        }
    }

    /// The float cut towards zero.
    pub fn from_f64(value: f64) -> Result<Int, Fault> {
        if value.abs() < 9.0e18 {
            return Ok(Int::Small(value as i64));
        }
        if value.is_nan() {
            return Err(Fault::value("cannot convert float NaN to integer"));
        }
        if value.is_infinite() {
            return Err(Fault::overflow("cannot convert float infinity to integer"));
        }
        let bits = value.to_bits();
        let mantissa = i128::from(bits & ((1 << 52) - 1) | 1 << 52);
        let shift = ((bits >> 52) & 0x7ff) as usize - 1075;
        let mantissa = if value < 0.0 { -mantissa } else { mantissa };
        if shift < 74 {
            return Ok(Int::from_i128(mantissa << shift));
        }
        Ok(Int::from_big(IBig::from(mantissa) << shift))
    }

    /// Compares with a float by exact value; `None` for a NaN.
    pub fn partial_cmp_f64(&self, other: f64) -> Option<Ordering> {
        if let Int::Small(v) = self
            && v.unsigned_abs() <= 1 << 53
        {
            return (*v as f64).partial_cmp(&other);
        }
        if other.is_nan() {
            return None;
        }
        if other.is_infinite() {
            return 0.0.partial_cmp(&other);
        }
        let whole = Int::from_f64(other).ok()?;
        Some(
            self.cmp(&whole)
                .then_with(|| 0.0f64.total_cmp(&(other - other.trunc() + 0.0))),
        )
    }
}

impl From<i64> for Int {
    fn from(value: i64) -> Int {
        Int::Small(value)
    }
}

impl Ord for Int {
    #[inline]
    fn cmp(&self, other: &Int) -> Ordering {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => a.cmp(b),
            (Int::Big(a), Int::Big(b)) => a.cmp(b),
            (Int::Big(a), _) => match a.sign() {
                Sign::Negative => Ordering::Less,
                Sign::Positive => Ordering::Greater,
            },
            (_, Int::Big(b)) => match b.sign() {
                Sign::Negative => Ordering::Greater,
                Sign::Positive => Ordering::Less,
            },
            (a, b) => a.to_i128().cmp(&b.to_i128()),
        }
    }
}

impl PartialOrd for Int {
    #[inline]
    fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The product if it fits. Three machine multiplications at most, where the compiler's own
/// overflow check calls a library routine.
#[inline]
pub fn mul_i128(a: i128, b: i128) -> Option<i128> {
    let negative = (a < 0) != (b < 0);
    let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
    let (a_high, a_low) = ((a >> 64) as u64, a as u64);
    let (b_high, b_low) = ((b >> 64) as u64, b as u64);
    let low = u128::from(a_low) * u128::from(b_low);
    let magnitude = match (a_high, b_high) {
        (0, 0) => low,
        (0, high) | (high, 0) => {
            let other = if a_high == 0 { a_low } else { b_low };
            let cross = u128::from(high) * u128::from(other);
            if cross >> 64 != 0 {
                return None;
            }
            low.checked_add(cross << 64)?
        }
        _ => return None,
    };
    if negative {
        0i128.checked_sub_unsigned(magnitude)
    } else {
        i128::try_from(magnitude).ok()
    }
}

/// The bit length of the absolute value of a big number.
pub(super) fn magnitude_bits(value: &IBig) -> u64 {
    let words = value.as_sign_words().1;
    match words.last() {
        Some(top) => words.len() as u64 * 64 - u64::from(top.leading_zeros()),
        None => 0,
    }
}

/// The top 64 bits of a magnitude, the power of two they count, and whether any bit below is set.
pub(super) fn top_bits(words: &[u64]) -> (u64, i64, bool) {
    let (Some((&top, rest)), len) = (words.split_last(), words.len()) else {
        return (0, 0, false);
    };
    let Some((&next, rest)) = rest.split_last() else {
        return (top, 0, false);
    };
    let lead = top.leading_zeros();
    let (merged, left) = match lead {
        0 => (top, next),
        _ => (top << lead | next >> (64 - lead), next << lead),
    };
    let sticky = left != 0 || rest.iter().any(|&w| w != 0);
    (merged, (len as i64 - 1) * 64 - i64::from(lead), sticky)
}

/// Whether bit `n` of the absolute value is set.
pub(super) fn magnitude_bit(value: &UBig, n: usize) -> bool {
    value.bit(n)
}
