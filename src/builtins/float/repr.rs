//! `repr(float)`: the shortest digits that read back as the same float, laid out as CPython does.
//!
//! Invariant: the text reads back to the same bits, and always shows that it is a float.
//! The crate `ryu` finds the digits (of two equally near texts the even one, as CPython; std takes
//! the larger); only their layout is decided here.
//! Deliberately absent: precision (see `format.rs`).
//! Next file to read: `format.rs`.

use std::fmt::Write;

/// The significant digits of a finite number and the position of the decimal point before them:
/// the value is `0.DIGITS * 10^point`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    /// ASCII digits, without a point.
    pub text: String,
    /// Where the decimal point stands, counted from the start of the digits.
    pub point: i32,
}

/// The shortest digits that identify the absolute value of a finite number.
pub fn shortest(value: f64) -> Digits {
    let mut buffer = ryu::Buffer::new();
    let text = buffer.format_finite(value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut point = whole.len() as i32 + exponent.parse::<i32>().unwrap_or(0);
    digits.truncate(digits.trim_end_matches('0').len().max(1));
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    if zeros == digits.len() {
        point = 1;
    } else {
        digits.drain(..zeros);
        point -= zeros as i32;
    }
    Digits {
        text: digits,
        point,
    }
}

/// The `count` leading digits of the absolute value, correctly rounded.
pub fn rounded(value: f64, count: usize) -> Digits {
    split_scientific(&format!("{:.*e}", count.saturating_sub(1), value.abs()))
}

fn split_scientific(text: &str) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    Digits {
        text: mantissa.chars().filter(|&c| c != '.').collect(),
        point: exponent.parse::<i32>().unwrap_or(0) + 1,
    }
}

/// `repr(value)`.
pub fn repr(value: f64) -> String {
    let mut out = String::with_capacity(24);
    push_repr(&mut out, value, true);
    out
}

/// Appends `repr(value)`; `dot_zero` asks for `1.0` rather than `1`, which complex numbers use.
pub fn push_repr(out: &mut String, value: f64, dot_zero: bool) {
    if !value.is_finite() {
        out.push_str(nonfinite(value));
        return;
    }
    let mut buffer = ryu::Buffer::new();
    let text = buffer.format_finite(value);
    // ryu's layout differs in the exponent and just below 1e-4.
    if let Some((mantissa, exponent)) = text.split_once('e') {
        let (sign, size) = match exponent.strip_prefix('-') {
            Some(size) => ('-', size),
            None => ('+', exponent),
        };
        let pad = if size.len() < 2 { "0" } else { "" };
        let mantissa = mantissa.strip_suffix(".0").unwrap_or(mantissa);
        let _ = write!(out, "{mantissa}e{sign}{pad}{size}");
    } else if value.abs() < 1e-4 && value != 0.0 {
        if value < 0.0 {
            out.push('-');
        }
        push_scientific(out, &shortest(value), false);
    } else if dot_zero {
        out.push_str(text);
    } else {
        out.push_str(text.strip_suffix(".0").unwrap_or(text));
    }
}

/// The name of an infinity or NaN, with the sign of the infinity.
pub fn nonfinite(value: f64) -> &'static str {
    match value {
        f64::INFINITY => "inf",
        f64::NEG_INFINITY => "-inf",
        _ => "nan",
    }
}

/// Appends `DIGITS` as `d.ddde+XX`; `dot` keeps the point when one digit stands alone.
pub fn push_scientific(out: &mut String, digits: &Digits, dot: bool) {
    let (first, rest) = digits.text.split_at(1.min(digits.text.len()));
    out.push_str(first);
    if !rest.is_empty() || dot {
        out.push('.');
    }
    out.push_str(rest);
    let exponent = digits.point - 1;
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(out, "e{sign}{:02}", exponent.abs());
}

/// Appends the digits without exponent.
pub fn push_plain(out: &mut String, digits: &Digits, dot_zero: bool) {
    let text = &digits.text;
    if digits.point <= 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n(
            '0',
            digits.point.unsigned_abs() as usize,
        ));
        out.push_str(text);
        return;
    }
    let point = digits.point as usize;
    if text.len() > point {
        out.push_str(&text[..point]);
        out.push('.');
        out.push_str(&text[point..]);
        return;
    }
    out.push_str(text);
    out.extend(std::iter::repeat_n('0', point - text.len()));
    if dot_zero {
        out.push_str(".0");
    }
}
