//! Literals as Python's `repr` writes them.
//!
//! Invariant: the text reads back as the same value, infinite floats aside.
//! Deliberately absent: objects; the runtime has its own `repr`.
//! Next file to read: `tests/golden_syntax.rs`.

use crate::{
    syntax::ast::Conversion,
    unicode::properties::{flag, has},
};
use std::fmt::Write;

/// `ast.FormattedValue.conversion`.
pub fn conversion_code(conversion: Conversion) -> i64 {
    match conversion {
        Conversion::None => -1,
        Conversion::Str => b's'.into(),
        Conversion::Repr => b'r'.into(),
        Conversion::Ascii => b'a'.into(),
    }
}

/// As Python's `repr` of a float.
pub fn float_repr(value: f64) -> String {
    if value.is_infinite() {
        return "inf".to_string();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return format!("{value:?}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// As Python's `repr` of bytes.
pub fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = format!("b{quote}");
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            _ if byte as char == quote => out.extend(['\\', quote]),
            0x20..=0x7E => out.push(byte as char),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}

fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

/// As Python's `repr` of a string.
pub fn text_repr(points: impl Iterator<Item = u32> + Clone) -> String {
    let contains = |wanted: char| points.clone().any(|p| p == u32::from(wanted));
    let quote = quote_for(contains('\''), contains('"'));
    let mut out = String::from(quote);
    for point in points {
        match char::from_u32(point) {
            Some('\\') => out.push_str("\\\\"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some(c) if c == quote => out.extend(['\\', quote]),
            Some(c) if has(point, flag::PRINTABLE) => out.push(c),
            _ => {
                let _ = match point {
                    0..=0xFF => write!(out, "\\x{point:02x}"),
                    0x100..=0xFFFF => write!(out, "\\u{point:04x}"),
                    _ => write!(out, "\\U{point:08x}"),
                };
            }
        }
    }
    out.push(quote);
    out
}
