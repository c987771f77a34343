//! Ints as text and as bytes: decimal, hexadecimal, octal, binary, `to_bytes`, `from_bytes`.
//!
//! Invariant: the digit functions write no sign and no prefix where their name says `digits`;
//! the decimal limit concerns decimal text only, as in CPython.
//! Deliberately absent: padding and grouping (see `format_spec.rs`).
//! Next file to read: `../float/repr.rs`.

use dashu_int::{IBig, Sign, UBig};

use crate::builtins::{
    fault::{Fault, FaultKind, Stop},
    int::{
        huge,
        number::{Int, MAX_BITS},
    },
};

/// `sys.int_info.default_max_str_digits`.
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

impl Int {
    /// `str(self)`; `max_digits` is `sys.get_int_max_str_digits()`, 0 for no limit.
    pub fn to_decimal(&self, max_digits: usize, stop: Stop) -> Result<String, Fault> {
        match self {
            Int::Small(value) => Ok(value.to_string()),
            Int::Wide(value) => Ok(value.to_string()),
            Int::Big(_) => self.big_decimal(max_digits, stop),
        }
    }

    fn big_decimal(&self, max_digits: usize, stop: Stop) -> Result<String, Fault> {
        let too_long = || {
            let text = format!(
                "Exceeds the limit ({max_digits} digits) for integer string conversion; \
                 use sys.set_int_max_str_digits() to increase the limit"
            );
            Fault::made(FaultKind::Value, text)
        };
        // A digit is less than 3.33 bits: a cheap refusal before the work.
        if max_digits > 0 && self.bit_length() as f64 > max_digits as f64 * 3.33 + 64.0 {
            return Err(too_long());
        }
        let (sign, magnitude) = self.to_parts();
        let digits = huge::to_decimal(&magnitude, stop)?;
        if max_digits > 0 && digits.len() > max_digits {
            return Err(too_long());
        }
        Ok(match sign {
            Sign::Negative => format!("-{digits}"),
            Sign::Positive => digits,
        })
    }

    /// The digits of the absolute value in base 2, 8 or 16 (lower case).
    pub fn radix_digits(&self, radix: u8) -> String {
        let magnitude = match self {
            Int::Small(value) => u128::from(value.unsigned_abs()),
            Int::Wide(value) => value.unsigned_abs(),
            Int::Big(value) => {
                let text = value.in_radix(radix).to_string();
                return match text.strip_prefix('-') {
                    Some(digits) => digits.to_owned(),
                    None => text,
                };
            }
        };
        match radix {
            2 => format!("{magnitude:b}"),
            8 => format!("{magnitude:o}"),
            _ => format!("{magnitude:x}"),
        }
    }

    /// `bin(self)`, `oct(self)` or `hex(self)`.
    pub fn to_prefixed(&self, radix: u8) -> String {
        let sign = if self.is_negative() { "-" } else { "" };
        let prefix = match radix {
            2 => "0b",
            8 => "0o",
            _ => "0x",
        };
        format!("{sign}{prefix}{}", self.radix_digits(radix))
    }

    /// `self.to_bytes(length, byteorder, signed=signed)`.
    pub fn to_bytes(&self, length: i64, little: bool, signed: bool) -> Result<Vec<u8>, Fault> {
        const TOO_BIG: Fault = Fault::overflow("int too big to convert");
        let Ok(length) = usize::try_from(length) else {
            return Err(Fault::value("length argument must be non-negative"));
        };
        let negative = self.is_negative();
        if negative && !signed {
            return Err(Fault::overflow("can't convert negative int to unsigned"));
        }
        // Of a negative number, -2^n needs as many bits as 2^n - 1.
        let bits = if negative {
            self.invert()
        } else {
            self.clone()
        }
        .bit_length();
        let room = (length as u64).saturating_mul(8);
        if bits + u64::from(signed) > room && !(self.is_zero() && length == 0) {
            return Err(TOO_BIG);
        }
        if length as u64 > MAX_BITS {
            return Err(Fault::memory());
        }
        let fill = if negative { 0xff } else { 0 };
        let source = if negative {
            self.invert()
        } else {
            self.clone()
        };
        let mut bytes = vec![fill; length];
        let words = source.to_words().1;
        let digits = words.iter().flat_map(|word| word.to_le_bytes());
        for (slot, byte) in bytes.iter_mut().zip(digits) {
            *slot = byte ^ fill;
        }
        if !little {
            bytes.reverse();
        }
        Ok(bytes)
    }

    /// `int.from_bytes(bytes, byteorder, signed=signed)`.
    pub fn from_bytes(bytes: &[u8], little: bool, signed: bool) -> Int {
        let top = if little { bytes.last() } else { bytes.first() };
        let negative = signed && top.is_some_and(|byte| byte & 0x80 != 0);
        if bytes.len() <= 15 || bytes.len() == 16 && signed {
            let mut value: i128 = if negative { -1 } else { 0 };
            let mut push = |byte: &u8| value = value << 8 | i128::from(*byte);
            if little {
                bytes.iter().rev().for_each(&mut push);
            } else {
                bytes.iter().for_each(&mut push);
            }
            return Int::from_i128(value);
        }
        let magnitude = if little {
            UBig::from_le_bytes(bytes)
        } else {
            UBig::from_be_bytes(bytes)
        };
        let value = IBig::from(magnitude);
        Int::from_big(if negative {
            value - (IBig::ONE << (bytes.len() * 8))
        } else {
            value
        })
    }
}
