//! Bit operations on ints, as if in endless two's complement.
//!
//! Invariant: `x ^ -1 == ~x == -x - 1`; a right shift floors.
//! Deliberately absent: byte strings (see `text.rs`).
//! Next file to read: `power.rs`.

use dashu_int::{IBig, Sign};

use crate::builtins::{
    fault::Fault,
    int::{huge, number::Int},
};

const NEGATIVE_COUNT: Fault = Fault::value("negative shift count");

impl Int {
    /// `self << count`.
    pub fn lshift(&self, count: &Int) -> Result<Int, Fault> {
        if count.is_negative() {
            return Err(NEGATIVE_COUNT);
        }
        if self.is_zero() {
            return Ok(Int::ZERO);
        }
        if let (Some(value), Int::Small(count @ 0..=126)) = (self.to_i128(), count) {
            let shifted = value << count;
            if shifted >> count == value {
                return Ok(Int::from_i128(shifted));
            }
        }
        let Some(count) = count.to_u64().filter(|&n| n <= i64::MAX as u64) else {
            return Err(Fault::overflow("too many digits in integer"));
        };
        huge::room_for(self.bit_length().saturating_add(count))?;
        Ok(Int::from_big(match self {
            Int::Big(value) => value << count as usize,
            _ => self.as_big().into_owned() << count as usize,
        }))
    }

    /// `self >> count`.
    pub fn rshift(&self, count: &Int) -> Result<Int, Fault> {
        if count.is_negative() {
            return Err(NEGATIVE_COUNT);
        }
        let beyond = if self.is_negative() { -1 } else { 0 };
        let Some(count) = count.to_u64() else {
            return Ok(Int::Small(beyond));
        };
        Ok(match self {
            Int::Small(value) => Int::Small(value >> count.min(63)),
            Int::Wide(value) => Int::from_i128(value >> count.min(127)),
            Int::Big(_) if count >= self.bit_length() => Int::Small(beyond),
            Int::Big(value) => Int::from_big(value >> count as usize),
        })
    }

    /// `self & other`.
    pub fn and(&self, other: &Int) -> Int {
        self.bitwise(other, |a, b| a & b, |a, b| a & b)
    }

    /// `self | other`.
    pub fn or(&self, other: &Int) -> Int {
        self.bitwise(other, |a, b| a | b, |a, b| a | b)
    }

    /// `self ^ other`.
    pub fn xor(&self, other: &Int) -> Int {
        self.bitwise(other, |a, b| a ^ b, |a, b| a ^ b)
    }

    #[inline]
    fn bitwise(
        &self,
        other: &Int,
        narrow: fn(i128, i128) -> i128,
        big: fn(&IBig, &IBig) -> IBig,
    ) -> Int {
        if let (Some(a), Some(b)) = (self.to_i128(), other.to_i128()) {
            return Int::from_i128(narrow(a, b));
        }
        Int::from_big(big(&self.as_big(), &other.as_big()))
    }

    /// `~self`.
    pub fn invert(&self) -> Int {
        match self {
            Int::Small(value) => Int::Small(!value),
            Int::Wide(value) => Int::Wide(!value),
            Int::Big(value) => Int::from_big(-value.clone() - IBig::ONE),
        }
    }

    /// `self.bit_count()`: the ones in the absolute value.
    pub fn bit_count(&self) -> u64 {
        match self {
            Int::Small(value) => u64::from(value.unsigned_abs().count_ones()),
            Int::Wide(value) => u64::from(value.unsigned_abs().count_ones()),
            Int::Big(value) => {
                let words = value.as_sign_words().1;
                words.iter().map(|w| u64::from(w.count_ones())).sum()
            }
        }
    }

    /// The number of zero bits at the low end; 0 for 0.
    pub fn trailing_zeros(&self) -> u64 {
        match self {
            Int::Small(0) => 0,
            Int::Small(value) => u64::from(value.trailing_zeros()),
            Int::Wide(value) => u64::from(value.trailing_zeros()),
            Int::Big(value) => value.trailing_zeros().unwrap_or(0) as u64,
        }
    }

    /// Sign and magnitude words, little endian, as `int.to_bytes` and the hash want them.
    pub fn to_words(&self) -> (Sign, Vec<u64>) {
        let magnitude = match self {
            Int::Small(value) => u128::from(value.unsigned_abs()),
            Int::Wide(value) => value.unsigned_abs(),
            Int::Big(value) => {
                let (sign, words) = value.as_sign_words();
                return (sign, words.to_vec());
            }
        };
        let mut words = vec![magnitude as u64, (magnitude >> 64) as u64];
        while words.last() == Some(&0) {
            words.pop();
        }
        (self.sign(), words)
    }
}
