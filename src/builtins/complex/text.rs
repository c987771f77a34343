//! Complex numbers as text: `repr` and `complex(text)`.
//!
//! Invariant: `parse(repr(z))` has the bits of `z`.
//! Deliberately absent: format specs (see `../format_spec/`).
//! Next file to read: `../format_spec/mod.rs`.

use crate::builtins::{
    complex::Complex,
    float::{
        parse::{scan_float, without_underscores},
        repr::push_repr,
    },
    int::digits::strip,
};

/// `repr(value)`.
pub fn repr(value: Complex) -> String {
    let mut out = String::new();
    if value.re == 0.0 && value.re.is_sign_positive() {
        push_repr(&mut out, value.im, false);
        out.push('j');
        return out;
    }
    out.push('(');
    push_repr(&mut out, value.re, false);
    if value.im.is_nan() || value.im.is_sign_positive() {
        out.push('+');
    }
    push_repr(&mut out, value.im, false);
    out.push_str("j)");
    out
}

/// Reads a complex number from ASCII text (see [`crate::builtins::int::digits::to_ascii`]).
/// `None` means `complex() arg is a malformed string`.
pub fn parse_complex(text: &[u8]) -> Option<Complex> {
    let text = without_underscores(strip(text))?;
    let body = match text.as_ref() {
        [b'(', inner @ .., b')'] => strip(inner),
        [b'(', ..] => return None,
        other => other,
    };
    let is_j = |rest: &[u8]| matches!(rest, [b'j' | b'J']);
    if let Some((first, length)) = scan_float(body) {
        let rest = &body[length..];
        if rest.is_empty() {
            return Some(Complex::new(first, 0.0));
        }
        if is_j(rest) {
            return Some(Complex::new(0.0, first));
        }
        let (imag, tail) = signed_or_unit(rest)?;
        return is_j(tail).then_some(Complex::new(first, imag));
    }
    // No number: "j", "+j" or "-j".
    let (imag, tail) = unit(body);
    is_j(tail).then_some(Complex::new(0.0, imag))
}

/// A signed number, or a sign alone that stands for 1.
fn signed_or_unit(text: &[u8]) -> Option<(f64, &[u8])> {
    if !matches!(text.first(), Some(b'+' | b'-')) {
        return None;
    }
    Some(match scan_float(text) {
        Some((value, length)) => (value, &text[length..]),
        None => unit(text),
    })
}

fn unit(text: &[u8]) -> (f64, &[u8]) {
    match text {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        _ => (1.0, text),
    }
}
