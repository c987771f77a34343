//! `int(text, base)`: signs, prefixes, underscores and the limit on decimal digits.
//!
//! Invariant: accepts exactly what CPython 3.14 accepts; the digit limit is checked before any
//! conversion work.
//! Deliberately absent: Unicode (see `digits.rs`) and the `repr` in the error's text, which the
//! object layer has.
//! Next file to read: `text.rs`.

use dashu_int::{IBig, Sign};

use crate::builtins::{
    fault::{Fault, FaultKind, Stop},
    int::{digits::strip, huge, number::Int},
};

/// Why a text is not an int.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseIntError {
    /// `ValueError: invalid literal for int() with base {base}: {text!r}`.
    Invalid,
    /// Anything else.
    Fault(Fault),
}

impl From<Fault> for ParseIntError {
    fn from(fault: Fault) -> ParseIntError {
        ParseIntError::Fault(fault)
    }
}

/// Checks a `base` argument: 0 or 2 to 36.
pub fn check_base(base: i64) -> Result<u32, Fault> {
    match base {
        0 | 2..=36 => Ok(base as u32),
        _ => Err(Fault::value("int() base must be >= 2 and <= 36, or 0")),
    }
}

/// Reads an int from ASCII text (see [`super::digits::to_ascii`]); surrounding blanks are
/// allowed. `base` is 0 or 2 to 36; `max_digits` is `sys.get_int_max_str_digits()`, 0 for none.
pub fn parse_int(
    text: &[u8],
    base: u32,
    max_digits: usize,
    stop: Stop,
) -> Result<Int, ParseIntError> {
    let text = strip(text);
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let prefixed = match text {
        [b'0', letter, rest @ ..] => match letter.to_ascii_lowercase() {
            b'x' => Some((16, rest)),
            b'o' => Some((8, rest)),
            b'b' => Some((2, rest)),
            _ => None,
        },
        _ => None,
    };
    let (radix, digits, only_zeros) = match (base, prefixed) {
        (0, Some((radix, rest))) => (radix, skip_underscore(rest), false),
        (0, None) => (10, text, text.first() == Some(&b'0')),
        (base, Some((radix, rest))) if base == radix => (radix, skip_underscore(rest), false),
        _ => (base, text, false),
    };
    if only_zeros && text.iter().any(|&b| b != b'0' && b != b'_') {
        return Err(ParseIntError::Invalid);
    }
    // The common short literal needs no buffer.
    if digits.len() <= 11 {
        return short(digits, radix, negative).ok_or(ParseIntError::Invalid);
    }
    let digits = without_underscores(digits, radix).ok_or(ParseIntError::Invalid)?;
    if max_digits > 0 && digits.len() > max_digits && !radix.is_power_of_two() {
        let text = format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {} \
             digits; use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        );
        return Err(Fault::made(FaultKind::Value, text).into());
    }
    if let Ok(value) = i128::from_str_radix(&digits, radix) {
        return Ok(Int::from_i128(if negative { -value } else { value }));
    }
    let magnitude = huge::from_digits(&digits, radix, stop)?;
    let sign = if negative {
        Sign::Negative
    } else {
        Sign::Positive
    };
    Ok(Int::from_big(IBig::from_parts(sign, magnitude)))
}

fn skip_underscore(text: &[u8]) -> &[u8] {
    match text {
        [b'_', rest @ ..] => rest,
        _ => text,
    }
}

/// At most eleven digits fit in an i64 in any base.
fn short(text: &[u8], radix: u32, negative: bool) -> Option<Int> {
    let mut value = 0i64;
    let mut after_digit = false;
    for &byte in text {
        if byte == b'_' && after_digit {
            after_digit = false;
            continue;
        }
        value = value * i64::from(radix) + i64::from(char::from(byte).to_digit(radix)?);
        after_digit = true;
    }
    after_digit.then_some(Int::Small(if negative { -value } else { value }))
}

/// The digits alone, if underscores stand only between digits.
fn without_underscores(text: &[u8], radix: u32) -> Option<String> {
    let mut digits = String::with_capacity(text.len());
    let mut after_digit = false;
    for &byte in text {
        if byte == b'_' && after_digit {
            after_digit = false;
            continue;
        }
        let digit = char::from(byte);
        digit.to_digit(radix)?;
        digits.push(digit);
        after_digit = true;
    }
    after_digit.then_some(digits)
}
