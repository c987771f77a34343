//! Floats as text with a given style and precision: the heart of `format`, `%` and f-strings.
//!
//! Invariant: digits are those of the exact value, rounded once, half to even. std's formatting is
//! exact; beyond [`EXACT`] digits every float is all zeros, so they are appended instead of asked for.
//! Deliberately absent: width, grouping and the `+` flag (see `format_spec.rs`).
//! Next file to read: `parse.rs`.

use crate::builtins::float::repr::{self, Digits};

/// No finite float has more than this many digits after the point, or significant ones.
const EXACT: usize = 1100;

/// How to lay a float out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Shortest digits that round-trip; the precision is ignored.
    Repr,
    /// `e`: one digit before the point, `precision` after it.
    Exponent,
    /// `f`: `precision` digits after the point.
    Fixed,
    /// `g`: `precision` significant digits, plain or with exponent.
    General,
}

/// A float's layout.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The style.
    pub style: Style,
    /// The precision the style asks for.
    pub precision: usize,
    /// `#`: keep the point and the trailing zeros.
    pub alternate: bool,
    /// `E`, `F` and `G`: everything in capitals.
    pub upper: bool,
    /// Append `.0` where neither point nor exponent would show.
    pub dot_zero: bool,
}

impl Layout {
    /// A layout with no flags.
    pub const fn new(style: Style, precision: usize) -> Layout {
        Layout {
            style,
            precision,
            alternate: false,
            upper: false,
            dot_zero: false,
        }
    }
}

/// The text of `value`, with `-` where it is negative (a NaN never is).
pub fn format_float(value: f64, layout: Layout) -> String {
    let mut out = String::new();
    if !value.is_finite() {
        out.push_str(repr::nonfinite(value));
    } else {
        if value.is_sign_negative() {
            out.push('-');
        }
        push_magnitude(&mut out, value.abs(), layout);
    }
    if layout.upper {
        out.make_ascii_uppercase();
    }
    out
}

fn push_magnitude(out: &mut String, value: f64, layout: Layout) {
    let Layout {
        style,
        precision,
        alternate,
        ..
    } = layout;
    match style {
        Style::Repr => {
            let digits = repr::shortest(value);
            if digits.point <= -4 || digits.point > 16 {
                repr::push_scientific(out, &digits, alternate);
            } else {
                push_general(out, &digits, layout);
            }
        }
        Style::Fixed => {
            let exact = precision.min(EXACT);
            out.push_str(&format!("{value:.exact$}"));
            if precision == 0 && (alternate || layout.dot_zero) {
                out.push_str(if layout.dot_zero { ".0" } else { "." });
            }
            out.extend(std::iter::repeat_n('0', precision - exact));
        }
        Style::Exponent => {
            let digits = padded(value, precision + 1);
            repr::push_scientific(out, &digits, alternate);
        }
        Style::General => {
            let precision = precision.max(1);
            let mut digits = if alternate {
                padded(value, precision)
            } else {
                repr::rounded(value, precision.min(EXACT))
            };
            if !alternate {
                let kept = digits.text.trim_end_matches('0').len().max(1);
                digits.text.truncate(kept);
            }
            let limit = precision as i64 - i64::from(layout.dot_zero);
            if digits.point <= -4 || i64::from(digits.point) > limit {
                repr::push_scientific(out, &digits, alternate);
            } else {
                push_general(out, &digits, layout);
            }
        }
    }
}

fn push_general(out: &mut String, digits: &Digits, layout: Layout) {
    repr::push_plain(out, digits, layout.dot_zero);
    let whole = digits.point > 0 && digits.text.len() <= digits.point as usize;
    if layout.alternate && !layout.dot_zero && whole {
        out.push('.');
    }
}

/// Exactly `count` digits.
fn padded(value: f64, count: usize) -> Digits {
    let mut digits = repr::rounded(value, count.min(EXACT));
    let missing = count.saturating_sub(digits.text.len());
    digits.text.extend(std::iter::repeat_n('0', missing));
    digits
}
