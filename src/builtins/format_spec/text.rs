//! Format specifications applied to strings: cut to the precision, pad to the width.
//!
//! Invariant: never looks at the text itself, only at its length.
//! Deliberately absent: conversions such as `!r`.
//! Next file to read: `../percent/mod.rs`.

use crate::builtins::{
    fault::Fault,
    format_spec::{
        layout::{Padding, padding, room_for},
        spec::FormatSpec,
    },
    str::storage::{StrBuf, StrView},
};

/// Appends `format(text, spec)` for a string whose type is called `type_name`.
pub fn format_str(
    text: StrView,
    spec: StrView,
    type_name: &str,
    out: &mut StrBuf,
) -> Result<(), Fault> {
    let spec = FormatSpec::parse(spec, type_name, b's', b'<')?;
    if spec.kind_byte() != b's' {
        return Err(spec.unknown_kind(type_name));
    }
    if spec.sign == b' ' {
        return Err(Fault::value("Space not allowed in string format specifier"));
    }
    if spec.sign != 0 {
        return Err(Fault::value("Sign not allowed in string format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Fault::value(
            "Negative zero coercion (z) not allowed in string format specifier",
        ));
    }
    if spec.alternate {
        return Err(Fault::value(
            "Alternate form (#) not allowed in string format specifier",
        ));
    }
    if spec.align == b'=' {
        return Err(Fault::value(
            "'=' alignment not allowed in string format specifier",
        ));
    }
    let length = text.len().min(spec.precision.unwrap_or(usize::MAX));
    let Padding { left, right, .. } = padding(&spec, length);
    room_for(left + right)?;
    out.push_fill(spec.fill, left);
    out.push_view(text.slice(0, length));
    out.push_fill(spec.fill, right);
    Ok(())
}
