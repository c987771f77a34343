//! Format specifications applied to ints, floats and complex numbers.
//!
//! Invariant: an int with a float's type character is formatted as the nearest float.
//! Deliberately absent: `bool` without a type character, which `format` sends to `str()` when the
//! specification is empty and here, as an int, otherwise.
//! Next file to read: `text.rs`.

use crate::builtins::{
    complex::Complex,
    fault::{Fault, Stop},
    float::format::{self, Layout, Style},
    format_spec::{
        layout::{Pieces, padding, room_for, write_number},
        spec::FormatSpec,
    },
    int::Int,
    str::storage::{StrBuf, StrView},
};

/// The precision of floats when none is asked for.
const DEFAULT_PRECISION: usize = 6;

/// Appends `format(value, spec)`; `max_digits` is the limit on decimal text.
pub fn format_int(
    value: &Int,
    spec: StrView,
    type_name: &str,
    max_digits: usize,
    stop: Stop,
    out: &mut StrBuf,
) -> Result<(), Fault> {
    let spec = FormatSpec::parse(spec, type_name, b'd', b'>')?;
    let (radix, prefix) = match spec.kind_byte() {
        b'd' | b'n' => (10, ""),
        b'b' => (2, "0b"),
        b'o' => (8, "0o"),
        b'x' => (16, "0x"),
        b'X' => (16, "0X"),
        b'c' => (0, ""),
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
            return write_float(value.to_f64()?, &spec, out);
        }
        _ => return Err(spec.unknown_kind(type_name)),
    };
    if spec.precision.is_some() {
        return Err(Fault::value(
            "Precision not allowed in integer format specifier",
        ));
    }
    if spec.no_negative_zero {
        return Err(Fault::value(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    if radix == 0 {
        return write_character(value, &spec, out);
    }
    let text = match radix {
        10 => value.to_decimal(max_digits, stop)?,
        _ => value.radix_digits(radix),
    };
    let mut digits = text.strip_prefix('-').unwrap_or(&text);
    let capitals;
    if spec.kind_byte() == b'X' {
        capitals = digits.to_ascii_uppercase();
        digits = &capitals;
    }
    let pieces = Pieces {
        negative: value.is_negative(),
        prefix: if spec.alternate { prefix } else { "" },
        digits,
        ..Pieces::default()
    };
    write_number(&spec, pieces, out)
}

/// The `c` type: the number is a code point.
fn write_character(value: &Int, spec: &FormatSpec, out: &mut StrBuf) -> Result<(), Fault> {
    if spec.sign != 0 {
        return Err(Fault::value(
            "Sign not allowed with integer format specifier 'c'",
        ));
    }
    if spec.alternate {
        return Err(Fault::value(
            "Alternate form (#) not allowed with integer format specifier 'c'",
        ));
    }
    let Some(code_point) = value.to_i64() else {
        return Err(Fault::overflow("Python int too large to convert to C long"));
    };
    let code_point = u32::try_from(code_point)
        .ok()
        .filter(|&value| value <= 0x10ffff)
        .ok_or(Fault::overflow("%c arg not in range(0x110000)"))?;
    let padding = padding(spec, 1);
    room_for(spec.width.unwrap_or(0))?;
    out.push_fill(spec.fill, padding.left + padding.inner);
    out.push_code(code_point);
    out.push_fill(spec.fill, padding.right);
    Ok(())
}

/// Appends `format(value, spec)`.
pub fn format_float(
    value: f64,
    spec: StrView,
    type_name: &str,
    out: &mut StrBuf,
) -> Result<(), Fault> {
    let spec = FormatSpec::parse(spec, type_name, 0, b'>')?;
    match spec.kind_byte() {
        0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%' => write_float(value, &spec, out),
        _ => Err(spec.unknown_kind(type_name)),
    }
}

/// The layout a specification asks for; `fallback` is the precision where none is given.
fn float_layout(spec: &FormatSpec, fallback: usize) -> Result<Layout, Fault> {
    if spec
        .precision
        .is_some_and(|precision| precision > i32::MAX as usize)
    {
        return Err(Fault::value("precision too big"));
    }
    let precision = spec.precision.unwrap_or(fallback);
    room_for(precision)?;
    let kind = spec.kind_byte();
    let style = match kind {
        0 if spec.precision.is_none() => Style::Repr,
        b'e' | b'E' => Style::Exponent,
        b'f' | b'F' | b'%' => Style::Fixed,
        _ => Style::General,
    };
    Ok(Layout {
        alternate: spec.alternate,
        upper: kind.is_ascii_uppercase(),
        dot_zero: kind == 0,
        ..Layout::new(style, precision)
    })
}

fn write_float(value: f64, spec: &FormatSpec, out: &mut StrBuf) -> Result<(), Fault> {
    let layout = float_layout(spec, DEFAULT_PRECISION)?;
    let percent = spec.kind_byte() == b'%';
    let value = if percent { value * 100.0 } else { value };
    let mut text = format::format_float(value, layout);
    if percent {
        text.push('%');
    }
    write_number(spec, split_float(&text, spec.no_negative_zero), out)
}

/// Cuts a float's text into sign, whole part, fraction and remainder.
fn split_float(text: &str, no_negative_zero: bool) -> Pieces<'_> {
    let (mut negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text),
    };
    let digits_end = |text: &str| {
        text.bytes()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(text.len())
    };
    let (digits, rest) = body.split_at(digits_end(body));
    let (fraction, remainder) = match rest.strip_prefix('.') {
        Some(rest) => {
            let (fraction, remainder) = rest.split_at(digits_end(rest));
            (Some(fraction), remainder)
        }
        None => (None, rest),
    };
    let zero = |digits: &str| digits.bytes().all(|byte| byte == b'0');
    if no_negative_zero && !digits.is_empty() && zero(digits) && fraction.is_none_or(zero) {
        negative = false;
    }
    Pieces {
        negative,
        prefix: "",
        digits,
        fraction,
        remainder,
    }
}

/// Appends `format(value, spec)`.
pub fn format_complex(
    value: Complex,
    spec: StrView,
    type_name: &str,
    out: &mut StrBuf,
) -> Result<(), Fault> {
    let spec = FormatSpec::parse(spec, type_name, 0, b'>')?;
    let kind = spec.kind_byte();
    if !matches!(kind, 0 | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n') {
        return Err(spec.unknown_kind(type_name));
    }
    let layout = Layout {
        dot_zero: false,
        ..float_layout(&spec, DEFAULT_PRECISION)?
    };
    if spec.fill == u32::from(b'0') {
        return Err(Fault::value(
            "Zero padding is not allowed in complex format specifier",
        ));
    }
    if spec.align == b'=' {
        return Err(Fault::value(
            "'=' alignment flag is not allowed in complex format specifier",
        ));
    }
    // Without a type character the layout is repr's: parentheses, or no real part at all.
    let imaginary_only = kind == 0 && value.re == 0.0 && value.re.is_sign_positive();
    let parentheses = kind == 0 && !imaginary_only;
    let mut part_spec = FormatSpec {
        width: None,
        fill: u32::from(b' '),
        align: b'<',
        ..spec.clone()
    };
    let mut body = StrBuf::with_capacity(32);
    if parentheses {
        body.push_ascii(b"(");
    }
    if !imaginary_only {
        let text = format::format_float(value.re, layout);
        write_number(
            &part_spec,
            split_float(&text, spec.no_negative_zero),
            &mut body,
        )?;
        part_spec.sign = b'+';
    }
    let text = format::format_float(value.im, layout);
    write_number(
        &part_spec,
        split_float(&text, spec.no_negative_zero),
        &mut body,
    )?;
    body.push_ascii(if parentheses { b"j)" } else { b"j" });
    let padding = padding(&spec, body.len());
    room_for(spec.width.unwrap_or(0))?;
    out.push_fill(spec.fill, padding.left);
    out.push_view(body.view());
    out.push_fill(spec.fill, padding.right);
    Ok(())
}
