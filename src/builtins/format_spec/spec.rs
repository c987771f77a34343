//! Parsing of a format specification:
//! `[[fill]align][sign][z][#][0][width][grouping][.[precision][grouping]][type]`.
//!
//! Invariant: a parsed spec is well formed for some type; whether the type of the value accepts it
//! is decided where it is applied.
//! Deliberately absent: replacement fields inside braces, which `str.format` resolves beforehand.
//! Next file to read: `layout.rs`.

use crate::builtins::{
    fault::{Fault, FaultKind},
    int::digits::decimal_value,
    str::storage::StrView,
};

/// A mark between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// No grouping.
    None,
    /// `,`
    Comma,
    /// `_`
    Underscore,
}

impl Grouping {
    /// The mark itself.
    pub const fn mark(self) -> Option<u8> {
        match self {
            Grouping::None => None,
            Grouping::Comma => Some(b','),
            Grouping::Underscore => Some(b'_'),
        }
    }
}

/// A parsed specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatSpec {
    /// The code point that pads.
    pub fill: u32,
    /// `<`, `>`, `^` or `=`.
    pub align: u8,
    /// `+`, `-`, a blank, or 0 when none is given.
    pub sign: u8,
    /// `z`: a negative zero loses its sign.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    /// The least width.
    pub width: Option<usize>,
    /// The mark in the whole part.
    pub grouping: Grouping,
    /// The precision.
    pub precision: Option<usize>,
    /// The mark in the fraction.
    pub fraction_grouping: Grouping,
    /// The type character, or the default of the value's type (0 for floats).
    pub kind: u32,
}

const BOTH_MARKS: Fault = Fault::value("Cannot specify both ',' and '_'.");

/// Reads code points one after another.
struct Cursor<'a> {
    text: StrView<'a>,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self, ahead: usize) -> Option<u32> {
        let index = self.at + ahead;
        (index < self.text.len()).then(|| self.text.get(index))
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek(0) == Some(u32::from(wanted));
        self.at += usize::from(found);
        found
    }

    fn integer(&mut self) -> Result<Option<usize>, Fault> {
        let start = self.at;
        let mut value = 0usize;
        while let Some(digit) = self.peek(0).and_then(decimal_value) {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit as usize))
                .filter(|&value| value <= isize::MAX as usize)
                .ok_or(Fault::value("Too many decimal digits in format string"))?;
            self.at += 1;
        }
        Ok((self.at > start).then_some(value))
    }

    fn grouping(&mut self) -> Result<Grouping, Fault> {
        let comma = self.take(b',');
        if self.take(b'_') {
            if comma || self.peek(0) == Some(u32::from(b',')) {
                return Err(BOTH_MARKS);
            }
            return Ok(Grouping::Underscore);
        }
        Ok(if comma {
            Grouping::Comma
        } else {
            Grouping::None
        })
    }
}

fn align_mark(code_point: Option<u32>) -> Option<u8> {
    let byte = u8::try_from(code_point?).ok()?;
    matches!(byte, b'<' | b'>' | b'=' | b'^').then_some(byte)
}

impl FormatSpec {
    /// Parses `text` for a value whose type is called `type_name`, and whose defaults are given.
    pub fn parse(
        text: StrView,
        type_name: &str,
        default_kind: u8,
        default_align: u8,
    ) -> Result<FormatSpec, Fault> {
        let mut cursor = Cursor { text, at: 0 };
        let mut fill = None;
        let mut align = None;
        if let Some(mark) = align_mark(cursor.peek(1)) {
            (fill, align) = (cursor.peek(0), Some(mark));
            cursor.at += 2;
        } else if let Some(mark) = align_mark(cursor.peek(0)) {
            align = Some(mark);
            cursor.at += 1;
        }
        let sign = match cursor.peek(0) {
            Some(0x2b) => b'+',
            Some(0x2d) => b'-',
            Some(0x20) => b' ',
            _ => 0,
        };
        cursor.at += usize::from(sign != 0);
        let no_negative_zero = cursor.take(b'z');
        let alternate = cursor.take(b'#');
        if fill.is_none() && cursor.take(b'0') {
            fill = Some(u32::from(b'0'));
            if align.is_none() && default_align == b'>' {
                align = Some(b'=');
            }
        }
        let width = cursor.integer()?;
        let grouping = cursor.grouping()?;
        let mut precision = None;
        let mut fraction_grouping = Grouping::None;
        if cursor.take(b'.') {
            precision = cursor.integer()?;
            fraction_grouping = cursor.grouping()?;
            if precision.is_none() && fraction_grouping == Grouping::None {
                return Err(Fault::value("Format specifier missing precision"));
            }
        }
        let kind = match cursor.text.len() - cursor.at {
            0 => u32::from(default_kind),
            1 => cursor.text.get(cursor.at),
            _ => return Err(invalid(text, type_name)),
        };
        let spec = FormatSpec {
            fill: fill.unwrap_or(u32::from(b' ')),
            align: align.unwrap_or(default_align),
            sign,
            no_negative_zero,
            alternate,
            width,
            grouping,
            precision,
            fraction_grouping,
            kind,
        };
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&self) -> Result<(), Fault> {
        let kind = u8::try_from(self.kind).unwrap_or(u8::MAX);
        let fits = match kind {
            b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'%' | b'F' | 0 => true,
            b'b' | b'o' | b'x' | b'X' => self.grouping != Grouping::Comma,
            _ => self.grouping == Grouping::None,
        };
        let bad = match (fits, self.grouping.mark(), self.fraction_grouping.mark()) {
            (false, Some(mark), _) => mark,
            (_, _, Some(mark)) if kind == b'n' => mark,
            _ => return Ok(()),
        };
        let text = format!(
            "Cannot specify '{}' with {}.",
            char::from(bad),
            shown(self.kind)
        );
        Err(Fault::made(FaultKind::Value, text))
    }

    /// The type character as ASCII; 0xff, which no type uses, for any other.
    pub(super) fn kind_byte(&self) -> u8 {
        u8::try_from(self.kind).unwrap_or(u8::MAX)
    }

    /// The error for a type character that the value's type doesn't have.
    pub(super) fn unknown_kind(&self, type_name: &str) -> Fault {
        let text = format!(
            "Unknown format code {} for object of type '{type_name}'",
            shown(self.kind)
        );
        Fault::made(FaultKind::Value, text)
    }
}

fn invalid(text: StrView, type_name: &str) -> Fault {
    let text = format!(
        "Invalid format specifier '{}' for object of type '{type_name}'",
        text.to_utf8_lossy()
    );
    Fault::made(FaultKind::Value, text)
}

/// A type character in quotes, as errors show it.
fn shown(code_point: u32) -> String {
    match char::from_u32(code_point) {
        Some(c @ '!'..='\u{7f}') => format!("'{c}'"),
        _ => format!("'\\x{code_point:x}'"),
    }
}
