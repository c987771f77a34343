//! `float.hex` and `float.fromhex`.
//!
//! Invariant: `fromhex(hex(x))` has the bits of `x`; texts with more digits round half to even.
//! Deliberately absent: decimal text (see `parse.rs`).
//! Next file to read: `../complex/arith.rs`.

use crate::builtins::{
    fault::Fault,
    float::repr,
    int::{
        digits::strip,
        round::{compose, decompose},
    },
};

const INVALID: Fault = Fault::value("invalid hexadecimal floating-point string");
const TOO_LARGE: Fault = Fault::overflow("hexadecimal value too large to represent as a float");

/// `value.hex()`.
pub fn hex(value: f64) -> String {
    if !value.is_finite() {
        return repr::nonfinite(value).to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = decompose(value);
    let (lead, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    format!("{sign}0x{lead}.{fraction:013x}p{:+}", exponent + 52)
}

/// `float.fromhex(text)`.
pub fn from_hex(text: &[u8]) -> Result<f64, Fault> {
    let text = strip(text);
    let (negative, body) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let lower = body.to_ascii_lowercase();
    let magnitude = match lower.as_slice() {
        b"inf" | b"infinity" => f64::INFINITY,
        b"nan" => f64::NAN,
        body => hex_magnitude(body.strip_prefix(b"0x").unwrap_or(body))?,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn hex_magnitude(text: &[u8]) -> Result<f64, Fault> {
    let (digits, exponent) = match text.iter().position(|&b| b == b'p') {
        Some(at) => (&text[..at], read_exponent(&text[at + 1..])?),
        None => (text, 0),
    };
    let mut mantissa = 0u64;
    let mut sticky = false;
    let mut power = 0i64;
    let mut seen_point = false;
    let mut any = false;
    for &byte in digits {
        if byte == b'.' && !seen_point {
            seen_point = true;
            continue;
        }
        let digit = char::from(byte).to_digit(16).ok_or(INVALID)?;
        any = true;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            power -= if seen_point { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            power += if seen_point { 0 } else { 4 };
        }
    }
    if !any {
        return Err(INVALID);
    }
    if mantissa == 0 {
        return Ok(0.0);
    }
    compose(
        mantissa,
        power.saturating_add(exponent).clamp(-1 << 40, 1 << 40),
        sticky,
    )
    .ok_or(TOO_LARGE)
}

/// The decimal exponent after `p`, clamped: far beyond the range of floats its size is all the same.
fn read_exponent(text: &[u8]) -> Result<i64, Fault> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(INVALID);
    }
    let size = digits.iter().fold(0i64, |sum, digit| {
        sum.saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    });
    Ok(if negative { -size } else { size })
}
