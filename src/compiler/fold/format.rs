//! `'...%s...' % (a, b)`: compiled as if it were an f-string, when only `%s`, `%r`, `%a` and `%%`
//! occur.
//!
//! Invariant: pieces come in source order, so the values are evaluated in the order of the tuple.
//! Next file to read: `compiler/emit.rs`.

use crate::syntax::ast::{self, Conversion, Expr, ExprKind, Text};
use std::iter::Peekable;

/// A part of the string that a format operation makes.
#[derive(Debug)]
pub enum FormatPiece<'a> {
    /// Text to keep.
    Text(String),
    /// A value to convert, then to format with `spec` unless that is empty.
    Value {
        value: &'a Expr,
        conversion: Conversion,
        spec: String,
    },
}

/// The pieces of `left % right`; `None` if it must be computed by the `%` of strings.
pub fn percent_format<'a>(left: &Expr, right: &'a Expr) -> Option<Vec<FormatPiece<'a>>> {
    let ExprKind::Constant(ast::Constant::Str {
        value: Text::Utf8(format),
        ..
    }) = &left.kind
    else {
        return None;
    };
    let ExprKind::Tuple { elts, .. } = &right.kind else {
        return None;
    };
    if elts.iter().any(|e| matches!(e.kind, ExprKind::Starred(_))) {
        return None;
    }
    let mut values = elts.iter();
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            text.push(c);
        } else if chars.next_if_eq(&'%').is_some() {
            text.push('%');
        } else {
            let (conversion, spec) = conversion(&mut chars)?;
            if !text.is_empty() {
                pieces.push(FormatPiece::Text(std::mem::take(&mut text)));
            }
            pieces.push(FormatPiece::Value {
                value: values.next()?,
                conversion,
                spec,
            });
        }
    }
    if values.next().is_some() {
        return None;
    }
    if !text.is_empty() {
        pieces.push(FormatPiece::Text(text));
    }
    Some(pieces)
}

/// Reads a conversion after its `%`: flags, width, precision and `s`, `r` or `a`.
fn conversion(chars: &mut Peekable<impl Iterator<Item = char>>) -> Option<(Conversion, String)> {
    let mut left = false;
    while let Some(flag) = chars.next_if(|c| "-+ #0".contains(*c)) {
        left |= flag == '-';
    }
    let width = digits(chars)?;
    let precision = match chars.next_if_eq(&'.') {
        Some(_) => Some(digits(chars)?),
        None => None,
    };
    let conversion = match chars.next()? {
        's' => Conversion::Str,
        'r' => Conversion::Repr,
        'a' => Conversion::Ascii,
        _ => return None,
    };
    let mut spec = String::new();
    if let Some(width) = width {
        if !left {
            spec.push('>');
        }
        spec.push_str(&width.to_string());
    }
    if let Some(precision) = precision {
        spec.push('.');
        spec.push_str(&precision.unwrap_or(0).to_string());
    }
    Some((conversion, spec))
}

/// Up to two digits; `Some(None)` for none at all, `None` for more.
fn digits(chars: &mut Peekable<impl Iterator<Item = char>>) -> Option<Option<u32>> {
    let mut number = None;
    for _ in 0..2 {
        match chars.next_if(char::is_ascii_digit) {
            Some(c) => number = Some(number.unwrap_or(0) * 10 + c.to_digit(10)?),
            None => return Some(number),
        }
    }
    if chars.peek().is_some_and(char::is_ascii_digit) {
        return None;
    }
    Some(number)
}
