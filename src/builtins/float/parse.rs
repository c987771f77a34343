//! `float(text)`: the grammar of float literals; std turns the digits into the nearest float.
//!
//! Invariant: accepts exactly what CPython 3.14 accepts.
//! Deliberately absent: Unicode (see `int/digits.rs`) and the `repr` in the error's text.
//! Next file to read: `arith.rs`.

use std::borrow::Cow;

use crate::builtins::int::digits::strip;

/// Reads a float from ASCII text (see [`crate::builtins::int::digits::to_ascii`]); surrounding
/// blanks are allowed. `None` means `could not convert string to float: {text!r}`.
pub fn parse_float(text: &[u8]) -> Option<f64> {
    let text = without_underscores(strip(text))?;
    let (value, length) = scan_float(&text)?;
    (length == text.len()).then_some(value)
}

/// Drops underscores if each stands between two digits; `None` if one does not.
pub fn without_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(Cow::Borrowed(text));
    }
    let mut kept = Vec::with_capacity(text.len());
    let mut previous = 0u8;
    for &byte in text {
        if byte == b'_' {
            if !previous.is_ascii_digit() {
                return None;
            }
        } else {
            if previous == b'_' && !byte.is_ascii_digit() {
                return None;
            }
            kept.push(byte);
        }
        previous = byte;
    }
    (previous != b'_').then_some(Cow::Owned(kept))
}

/// The longest float literal at the start of the text: its value and length.
pub fn scan_float(text: &[u8]) -> Option<(f64, usize)> {
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let negative = text.first() == Some(&b'-');
    let body = &text[sign..];
    let word = |name: &[u8]| {
        body.get(..name.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(name))
    };
    let named = if word(b"infinity") {
        Some((f64::INFINITY, 8))
    } else if word(b"inf") {
        Some((f64::INFINITY, 3))
    } else if word(b"nan") {
        Some((f64::NAN, 3))
    } else {
        None
    };
    if let Some((value, length)) = named {
        return Some((if negative { -value } else { value }, sign + length));
    }
    let digits = |from: usize| {
        body[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let whole = digits(0);
    let mut end = whole;
    let mut fraction = 0;
    if body.get(whole) == Some(&b'.') {
        fraction = digits(whole + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if let Some(b'e' | b'E') = body.get(end) {
        let signed = usize::from(matches!(body.get(end + 1), Some(b'+' | b'-')));
        let start = end + 1 + signed;
        let exponent = if start <= body.len() {
            digits(start)
        } else {
            0
        };
        if exponent > 0 {
            end = start + exponent;
        }
    }
    let literal = std::str::from_utf8(&text[..sign + end]).ok()?;
    Some((literal.parse().ok()?, sign + end))
}
