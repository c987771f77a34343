//! String and bytes literals: prefixes, escapes, values.
//!
//! Invariant: a value is UTF-8 until an escape names a surrogate; only then code points.
//! Deliberately absent: f-string structure (see `actions`), and where a literal ends
//! (see `lexer`).
//! Next file to read: `syntax/layout.rs`.

use super::{
    ast::Text,
    errors::{Result, SyntaxError, Warning},
};
use crate::{
    source::{SourceText, Span},
    unicode::names,
};
use std::rc::Rc;

/// A plain string literal taken apart.
#[derive(Clone, Copy, Debug)]
pub struct Literal {
    /// Without prefix and quotes.
    pub body: Span,
    pub raw: bool,
    pub bytes: bool,
    pub unicode: bool,
}

/// Takes the literal under `span` apart.
pub fn literal(source: &SourceText, span: Span) -> Literal {
    let text = source.slice(span).as_bytes();
    let prefix = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let has = |letter: u8| {
        text[..prefix]
            .iter()
            .any(|b| b.to_ascii_lowercase() == letter)
    };
    let rest = &text[prefix..];
    let triple = rest.len() >= 6 && rest[0] == rest[1] && rest[1] == rest[2];
    let quotes = if triple { 3 } else { 1 };
    Literal {
        body: Span::new(
            span.start + (prefix + quotes) as u32,
            span.end - quotes as u32,
        ),
        raw: has(b'r'),
        bytes: has(b'b'),
        unicode: has(b'u'),
    }
}

/// The part of an f-string's literal text that counts: a doubled brace, which can only end
/// such a token, stands for one.
pub fn middle_body(source: &SourceText, token: Span) -> Span {
    let text = source.slice(token);
    let doubled = text.ends_with("{{") || text.ends_with("}}");
    Span::new(token.start, token.end - u32::from(doubled))
}

/// Gathers a string's value.
#[derive(Debug, Default)]
pub struct TextBuilder {
    utf8: String,
    /// All code points so far, once there is a surrogate.
    points: Option<Vec<u32>>,
}

impl TextBuilder {
    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.utf8.is_empty() && self.points.as_ref().is_none_or(Vec::is_empty)
    }

    /// Adds text without surrogates.
    pub fn push_str(&mut self, text: &str) {
        match &mut self.points {
            None => self.utf8.push_str(text),
            Some(points) => points.extend(text.chars().map(u32::from)),
        }
    }

    fn push_point(&mut self, point: u32) {
        match (&mut self.points, char::from_u32(point)) {
            (None, Some(c)) => self.utf8.push(c),
            (None, None) => {
                let mut points: Vec<u32> = self.utf8.chars().map(u32::from).collect();
                points.push(point);
                self.points = Some(points);
            }
            (Some(points), _) => points.push(point),
        }
    }

    /// The value.
    pub fn finish(self) -> Text {
        match self.points {
            None => Text::Utf8(self.utf8.into()),
            Some(points) => Text::CodePoints(points.into()),
        }
    }
}

/// Decodes the pieces of one literal.
pub struct Decoder<'a> {
    /// Where the pieces are.
    pub source: &'a SourceText,
    /// The literal's tokens: errors point at them.
    pub token: Span,
    /// Receives the first invalid escape of the literal.
    pub warnings: &'a mut Vec<Warning>,
}

impl Decoder<'_> {
    /// The value of a body without surrogates or escapes comes out in one allocation.
    pub fn plain_text(&mut self, body: Span, raw: bool) -> Result<Text> {
        let text = self.source.slice(body);
        if raw || !text.contains('\\') {
            return Ok(Text::Utf8(Rc::from(text)));
        }
        let mut builder = TextBuilder::default();
        self.text(body, false, &mut builder)?;
        Ok(builder.finish())
    }

    /// Adds the value of `body` to `out`.
    pub fn text(&mut self, body: Span, raw: bool, out: &mut TextBuilder) -> Result<()> {
        let text = self.source.slice(body);
        if raw {
            out.push_str(text);
            return Ok(());
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut warned = false;
        while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
            out.push_str(&text[at..at + found]);
            at += found;
            let escape = at;
            let Some(&letter) = bytes.get(at + 1) else {
                self.backslash_before_brace(body, escape, warned);
                break;
            };
            at += 2;
            match letter {
                b'\n' => {}
                b'x' => at = self.hex_escape(bytes, escape, 2, "truncated \\xXX escape", out)?,
                b'u' => at = self.hex_escape(bytes, escape, 4, "truncated \\uXXXX escape", out)?,
                b'U' => {
                    at = self.hex_escape(bytes, escape, 8, "truncated \\UXXXXXXXX escape", out)?;
                }
                b'N' => at = self.named_escape(text, escape, out)?,
                b'0'..=b'7' => {
                    let (value, length) = octal(&bytes[escape + 1..]);
                    if value > 0o377 && !warned {
                        warned = true;
                        self.warn_octal(body, escape, &text[escape..escape + 1 + length]);
                    }
                    out.push_point(value);
                    at = escape + 1 + length;
                }
                _ => match simple_escape(letter) {
                    Some(value) => out.push_point(value.into()),
                    None => {
                        let letter = text[escape + 1..].chars().next().unwrap_or('\\');
                        if !warned && letter.is_ascii() {
                            warned = true;
                            self.warn_escape(body, escape, letter);
                        }
                        out.push_str("\\");
                        at = escape + 1;
                        if letter.is_ascii() {
                            out.push_point(letter.into());
                            at += 1;
                        }
                    }
                },
            }
        }
        out.push_str(&text[at..]);
        Ok(())
    }

    /// Adds the value of the bytes literal `body` to `out`.
    pub fn bytes(&mut self, body: Span, raw: bool, out: &mut Vec<u8>) -> Result<()> {
        let text = self.source.slice(body);
        if !text.is_ascii() {
            return Err(self.error("bytes can only contain ASCII literal characters"));
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut warned = false;
        while !raw && let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
            out.extend_from_slice(&bytes[at..at + found]);
            at += found;
            let escape = at;
            let Some(&letter) = bytes.get(at + 1) else {
                return Err(self.error("(value error) Trailing \\ in string"));
            };
            at += 2;
            match letter {
                b'\n' => {}
                b'x' => {
                    let digits = bytes.get(at..at + 2).map(hex_value);
                    let Some(Some(value)) = digits else {
                        let message =
                            format!("(value error) invalid \\x escape at position {escape}");
                        return Err(self.error(message));
                    };
                    out.push(value as u8);
                    at += 2;
                }
                b'0'..=b'7' => {
                    let (value, length) = octal(&bytes[escape + 1..]);
                    if value > 0o377 && !warned {
                        warned = true;
                        self.warn_octal(body, escape, &text[escape..escape + 1 + length]);
                    }
                    out.push(value as u8);
                    at = escape + 1 + length;
                }
                _ => match simple_escape(letter) {
                    Some(value) => out.push(value),
                    None => {
                        if !warned {
                            warned = true;
                            self.warn_escape(body, escape, letter.into());
                        }
                        out.extend_from_slice(&[b'\\', letter]);
                    }
                },
            }
        }
        out.extend_from_slice(&bytes[at..]);
        Ok(())
    }

    fn hex_escape(
        &self,
        bytes: &[u8],
        escape: usize,
        width: usize,
        reason: &str,
        out: &mut TextBuilder,
    ) -> Result<usize> {
        let digits = &bytes[escape + 2..];
        let length = digits.iter().take(width);
        let length = length.take_while(|b| b.is_ascii_hexdigit()).count();
        let value = hex_value(&digits[..length]).unwrap_or(0);
        if length < width {
            return Err(self.unicode_error_in(bytes, escape, escape + 1 + length, reason));
        }
        if value > 0x10_FFFF {
            let end = escape + 1 + width;
            return Err(self.unicode_error_in(bytes, escape, end, "illegal Unicode character"));
        }
        out.push_point(value);
        Ok(escape + 2 + width)
    }

    fn named_escape(&self, text: &str, escape: usize, out: &mut TextBuilder) -> Result<usize> {
        let bytes = text.as_bytes();
        let malformed = "malformed \\N character escape";
        let rest = &text[escape + 2..];
        let Some(inner) = rest.strip_prefix('{') else {
            return Err(self.unicode_error_in(bytes, escape, escape + 1, malformed));
        };
        let Some(length) = inner.find('}') else {
            return Err(self.unicode_error_in(bytes, escape, text.len() - 1, malformed));
        };
        if length == 0 {
            return Err(self.unicode_error_in(bytes, escape, escape + 2, malformed));
        }
        let end = escape + 3 + length;
        let Some(found) = names::lookup(&inner[..length]) else {
            let reason = "unknown Unicode character name";
            return Err(self.unicode_error_in(bytes, escape, end, reason));
        };
        out.push_point(found);
        Ok(end + 1)
    }

    fn error(&self, message: impl Into<String>) -> Box<SyntaxError> {
        SyntaxError::at(self.source, self.token, message)
    }

    /// Positions count in the text as CPython's decoder sees it: each non-ASCII character is
    /// ten bytes, the escape `\UXXXXXXXX`.
    fn unicode_error_in(
        &self,
        bytes: &[u8],
        start: usize,
        end: usize,
        reason: &str,
    ) -> Box<SyntaxError> {
        let width = |b: &u8| match b {
            0..=0x7F => 1,
            0x80..=0xBF => 0,
            _ => 10,
        };
        let before: usize = bytes[..start].iter().map(width).sum();
        let inside: usize = bytes[start..=end.min(bytes.len() - 1)]
            .iter()
            .map(width)
            .sum();
        self.unicode_error(before, before + inside - 1, reason)
    }

    fn unicode_error(&self, start: usize, end: usize, reason: &str) -> Box<SyntaxError> {
        let place = if start == end {
            format!("byte 0x5c in position {start}")
        } else {
            format!("bytes in position {start}-{end}")
        };
        self.error(format!(
            "(unicode error) 'unicodeescape' codec can't decode {place}: {reason}"
        ))
    }

    /// Literal text of an f-string may end with a backslash: a replacement field follows.
    fn backslash_before_brace(&mut self, body: Span, escape: usize, warned: bool) {
        let next = self.source.text[body.end as usize..].chars().next();
        if let (Some(brace), false) = (next, warned) {
            self.warn_escape(body, escape, brace);
        }
    }

    fn warn_escape(&mut self, body: Span, escape: usize, letter: char) {
        let message = format!(
            "\"\\{letter}\" is an invalid escape sequence. \
             Such sequences will not work in the future. Did you mean \"\\\\{letter}\"? A raw string is also an option."
        );
        self.warn(body, escape, 1 + letter.len_utf8(), message);
    }

    fn warn_octal(&mut self, body: Span, escape: usize, text: &str) {
        let message = format!(
            "\"{text}\" is an invalid octal escape sequence. \
             Such sequences will not work in the future. Did you mean \"\\{text}\"? A raw string is also an option."
        );
        self.warn(body, escape, text.len(), message);
    }

    fn warn(&mut self, body: Span, escape: usize, length: usize, message: String) {
        let start = body.start + escape as u32;
        self.warnings.push(Warning {
            message,
            line: self.source.line_col(start).0,
            span: Span::new(start, start + length as u32),
        });
    }
}

fn simple_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 7,
        b'b' => 8,
        b't' => 9,
        b'n' => 10,
        b'v' => 11,
        b'f' => 12,
        b'r' => 13,
        _ => return None,
    })
}

/// Value and length of up to three octal digits.
fn octal(digits: &[u8]) -> (u32, usize) {
    let digits = digits.iter().take(3);
    let digits = digits.take_while(|b| matches!(b, b'0'..=b'7'));
    digits.fold((0, 0), |(value, length), digit| {
        (value * 8 + u32::from(digit - b'0'), length + 1)
    })
}

fn hex_value(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |value, &digit| {
        let digit = (digit as char).to_digit(16)?;
        Some(value.wrapping_mul(16) + digit)
    })
}
