//! Reading the templates of `str.format`: `{0.name[key]!r:>{width}}`.
//!
//! Invariant: only places are reported, as index ranges into the template. Values, attribute look-ups and the
//! nested templates inside a format spec (two levels) are the caller's business.
//! All errors are ValueErrors with fixed texts.
//! Deliberately absent: the format mini-language itself, which each type reads for itself.

use std::ops::Range;

use super::storage::StrView;
use crate::builtins::fault::Fault;
use crate::unicode::properties::record;

/// The text of a ValueError about a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatError(pub &'static str);

impl From<FormatError> for Fault {
    fn from(error: FormatError) -> Fault {
        Fault::value(error.0)
    }
}

/// Raised by the caller when templates nest deeper than two levels.
pub const TOO_DEEP: FormatError = FormatError("Max string recursion exceeded");

/// Literal text, and the replacement field behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Text to copy; a doubled brace ends it, with one of the two included.
    pub literal: Range<usize>,
    /// The field that follows, if one does.
    pub field: Option<Field>,
}

/// A replacement field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What stands before `!` and `:`.
    pub name: Range<usize>,
    /// The character behind `!`.
    pub conversion: Option<u32>,
    /// What stands behind `:`, empty when there is none.
    pub spec: Range<usize>,
    /// Whether the spec holds replacement fields itself.
    pub spec_is_template: bool,
}

/// Iterator over the chunks of a template. It ends after the first error.
#[derive(Clone)]
pub struct Chunks<'a> {
    text: StrView<'a>,
    at: usize,
}

impl<'a> Chunks<'a> {
    /// Starts at the beginning of `text`.
    pub fn new(text: StrView<'a>) -> Chunks<'a> {
        Chunks::starting_at(text, 0)
    }

    /// Goes on where an earlier iterator over the same text stopped.
    pub fn starting_at(text: StrView<'a>, at: usize) -> Chunks<'a> {
        Chunks { text, at }
    }

    /// Where the next chunk starts.
    pub fn position(&self) -> usize {
        self.at
    }

    fn take_char(&mut self) -> Option<char> {
        let code = (self.at < self.text.len()).then(|| self.text.get(self.at))?;
        self.at += 1;
        // A lone surrogate is never part of the syntax: any other character will do.
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn peek(&self) -> Option<char> {
        self.clone().take_char()
    }

    fn read_chunk(&mut self) -> Result<Chunk, FormatError> {
        let start = self.at;
        let brace = loop {
            match self.take_char() {
                Some(c @ ('{' | '}')) => break c,
                Some(_) => {}
                None => {
                    return Ok(Chunk {
                        literal: start..self.at,
                        field: None,
                    });
                }
            }
        };
        let next = self.peek();
        if next == Some(brace) {
            let literal = start..self.at;
            self.at += 1;
            return Ok(Chunk {
                literal,
                field: None,
            });
        }
        if brace == '}' {
            return Err(FormatError("Single '}' encountered in format string"));
        }
        if next.is_none() {
            return Err(FormatError("Single '{' encountered in format string"));
        }
        let literal = start..self.at - 1;
        let field = self.read_field()?;
        Ok(Chunk {
            literal,
            field: Some(field),
        })
    }

    fn read_field(&mut self) -> Result<Field, FormatError> {
        let start = self.at;
        let end = loop {
            match self.take_char() {
                Some('{') => return Err(FormatError("unexpected '{' in field name")),
                Some('[') => {
                    // Anything goes inside brackets, braces and colons included.
                    while self.peek().is_some_and(|c| c != ']') {
                        self.at += 1;
                    }
                }
                Some(c @ ('}' | ':' | '!')) => break c,
                Some(_) => {}
                None => return Err(FormatError("expected '}' before end of string")),
            }
        };
        let name = start..self.at - 1;
        let mut field = Field {
            name,
            conversion: None,
            spec: self.at..self.at,
            spec_is_template: false,
        };
        if end == '}' {
            return Ok(field);
        }
        if end == '!' {
            if self.at == self.text.len() {
                return Err(FormatError(
                    "end of string while looking for conversion specifier",
                ));
            }
            field.conversion = Some(self.text.get(self.at));
            self.at += 1;
            match self.take_char() {
                Some('}') => {
                    field.spec = self.at..self.at;
                    return Ok(field);
                }
                Some(':') | None => {}
                Some(_) => return Err(FormatError("expected ':' after conversion specifier")),
            }
        }
        self.read_spec(&mut field)?;
        Ok(field)
    }

    fn read_spec(&mut self, field: &mut Field) -> Result<(), FormatError> {
        let start = self.at;
        let mut depth = 1;
        while let Some(c) = self.take_char() {
            match c {
                '{' => {
                    field.spec_is_template = true;
                    depth += 1;
                }
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = start..self.at - 1;
                return Ok(());
            }
        }
        Err(FormatError("unmatched '{' in format spec"))
    }
}

impl Iterator for Chunks<'_> {
    type Item = Result<Chunk, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let chunk = self.read_chunk();
        if chunk.is_err() {
            self.at = self.text.len();
        }
        Some(chunk)
    }
}

/// Whether the fields of one template are numbered by hand or automatically; shared with nested templates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// No numeric field seen yet.
    #[default]
    Unknown,
    /// `{}`: the number of the next field.
    Automatic(usize),
    /// `{0}`.
    Manual,
}

/// The first part of a field name: which argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Name(Range<usize>),
}

/// One further step of a field name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name`.
    Attribute(Range<usize>),
    /// `[123]`.
    Index(usize),
    /// `[key]`.
    Key(Range<usize>),
}

/// A number made of decimal digits of any script, or `None` when it is not one.
fn integer(text: StrView) -> Result<Option<usize>, FormatError> {
    let mut value: i64 = 0;
    for code in text.iter() {
        let Some(digit) = record(code).decimal() else {
            return Ok(None);
        };
        let next = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(digit)));
        value = next.ok_or(FormatError("Too many decimal digits in format string"))?;
    }
    Ok((!text.is_empty()).then_some(value as usize))
}

/// Splits a field name as `_string.formatter_field_name_split` does: the first part, and where the steps begin.
pub fn split_field_name(name: StrView) -> Result<(Argument, usize), FormatError> {
    let is_step = |code: u32| code == u32::from(b'.') || code == u32::from(b'[');
    let end = name.iter().position(is_step).unwrap_or(name.len());
    let argument = match integer(name.slice(0, end))? {
        Some(index) => Argument::Index(index),
        None => Argument::Name(0..end),
    };
    Ok((argument, end))
}

/// Splits a field name as `str.format` does: an empty first part takes the next automatic number.
pub fn resolve_field_name(
    name: StrView,
    numbering: &mut Numbering,
) -> Result<(Argument, usize), FormatError> {
    let (argument, end) = split_field_name(name)?;
    let automatic = end == 0;
    match (&argument, *numbering) {
        (Argument::Name(_), _) if !automatic => {}
        (_, Numbering::Unknown) => {
            *numbering = if automatic {
                Numbering::Automatic(0)
            } else {
                Numbering::Manual
            };
        }
        (_, Numbering::Manual) if automatic => {
            return Err(FormatError(
                "cannot switch from manual field specification to automatic field numbering",
            ));
        }
        (_, Numbering::Automatic(_)) if !automatic => {
            return Err(FormatError(
                "cannot switch from automatic field numbering to manual field specification",
            ));
        }
        _ => {}
    }
    match numbering {
        Numbering::Automatic(next) if automatic => {
            *next += 1;
            Ok((Argument::Index(*next - 1), end))
        }
        _ => Ok((argument, end)),
    }
}

/// Iterator over the steps of a field name.
#[derive(Clone)]
pub struct Steps<'a> {
    name: StrView<'a>,
    at: usize,
}

impl<'a> Steps<'a> {
    /// Starts at `at`, where [`split_field_name`] saw the first part end.
    pub fn new(name: StrView<'a>, at: usize) -> Steps<'a> {
        Steps { name, at }
    }

    /// Where the next step starts.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The index of the first code point from `at` on that `stop` accepts, or the end.
    fn end_before(&self, stop: impl Fn(u32) -> bool) -> usize {
        let rest = self.name.slice(self.at, self.name.len());
        rest.iter()
            .position(stop)
            .map_or(self.name.len(), |i| self.at + i)
    }

    fn read_step(&mut self) -> Result<Step, FormatError> {
        let opener = self.name.get(self.at);
        self.at += 1;
        let start = self.at;
        let step = if opener == u32::from(b'.') {
            self.at = self.end_before(|c| c == u32::from(b'.') || c == u32::from(b'['));
            Step::Attribute(start..self.at)
        } else if opener == u32::from(b'[') {
            let end = self.end_before(|c| c == u32::from(b']'));
            if end == self.name.len() {
                return Err(FormatError("Missing ']' in format string"));
            }
            self.at = end + 1;
            match integer(self.name.slice(start, end))? {
                Some(index) => Step::Index(index),
                None => Step::Key(start..end),
            }
        } else {
            return Err(FormatError(
                "Only '.' or '[' may follow ']' in format field specifier",
            ));
        };
        match &step {
            Step::Attribute(range) | Step::Key(range) if range.is_empty() => {
                Err(FormatError("Empty attribute in format string"))
            }
            _ => Ok(step),
        }
    }
}

impl Iterator for Steps<'_> {
    type Item = Result<Step, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.name.len() {
            return None;
        }
        let step = self.read_step();
        if step.is_err() {
            self.at = self.name.len();
        }
        Some(step)
    }
}

/// The ValueError text for a conversion other than `s`, `r` and `a`.
pub fn unknown_conversion(code: u32) -> String {
    match char::from_u32(code) {
        Some(c @ '!'..='~') => format!("Unknown conversion specifier {c}"),
        _ => format!("Unknown conversion specifier \\x{code:x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtins::str::storage::StrBuf;

    /// The template as `_string.formatter_parser` lists it, in CPython's notation; errors as their text.
    fn parse(template: &str) -> String {
        let text = StrBuf::from_utf8(template);
        let part = |range: &Range<usize>| text.view().slice(range.start, range.end).to_utf8_lossy();
        let mut out = Vec::new();
        for chunk in Chunks::new(text.view()) {
            out.push(match chunk {
                Err(error) => error.0.to_owned(),
                Ok(Chunk {
                    literal,
                    field: None,
                }) => part(&literal),
                Ok(Chunk {
                    literal,
                    field: Some(f),
                }) => {
                    let conversion = f.conversion.and_then(char::from_u32).unwrap_or('-');
                    format!(
                        "{}<{}|{}|{}>",
                        part(&literal),
                        part(&f.name),
                        conversion,
                        part(&f.spec)
                    )
                }
            });
        }
        out.join(";")
    }

    #[test]
    fn templates() {
        assert_eq!(parse("a{0.b[c}]!r:>{w}}{{z}}"), "a<0.b[c}]|r|>{w}>;{;z}");
        assert_eq!(parse("{}{:x}{!s}"), "<|-|>;<|-|x>;<|s|>");
        assert_eq!(parse("a}"), "Single '}' encountered in format string");
        assert_eq!(parse("a{"), "Single '{' encountered in format string");
        assert_eq!(parse("{a"), "expected '}' before end of string");
        assert_eq!(parse("{a{"), "unexpected '{' in field name");
        assert_eq!(
            parse("{a!"),
            "end of string while looking for conversion specifier"
        );
        assert_eq!(parse("{a!r"), "unmatched '{' in format spec");
        assert_eq!(parse("{a!rx}"), "expected ':' after conversion specifier");
        assert_eq!(parse("{a:{}"), "unmatched '{' in format spec");
    }

    #[test]
    fn numbering_is_of_one_kind() {
        let mut numbering = Numbering::default();
        let mut resolve = |name: &'static [u8]| {
            resolve_field_name(StrView::Ascii(name), &mut numbering).map(|(argument, _)| argument)
        };
        assert_eq!(resolve(b"x"), Ok(Argument::Name(0..1)));
        assert_eq!(resolve(b""), Ok(Argument::Index(0)));
        assert_eq!(resolve(b".y"), Ok(Argument::Index(1)));
        let error = "cannot switch from automatic field numbering to manual field specification";
        assert_eq!(resolve(b"0"), Err(FormatError(error)));
        let error = "Too many decimal digits in format string";
        assert_eq!(resolve(b"99999999999999999999"), Err(FormatError(error)));
    }

    #[test]
    fn steps() {
        let steps = |name: &'static [u8], at| {
            Steps::new(StrView::Ascii(name), at).collect::<Result<Vec<_>, _>>()
        };
        let expected = vec![Step::Attribute(2..3), Step::Index(3), Step::Key(7..8)];
        assert_eq!(steps(b"a.b[3][k]", 1), Ok(expected));
        assert_eq!(
            steps(b"a.", 1),
            Err(FormatError("Empty attribute in format string"))
        );
        assert_eq!(
            steps(b"a[]", 1),
            Err(FormatError("Empty attribute in format string"))
        );
        assert_eq!(
            steps(b"a[1", 1),
            Err(FormatError("Missing ']' in format string"))
        );
        let error = "Only '.' or '[' may follow ']' in format field specifier";
        assert_eq!(steps(b"a[1]b", 1), Err(FormatError(error)));
    }
}
