//! F-strings and t-strings in the lexer: literal text, replacement fields, format specs.
//!
//! Invariant: as in `lexer`: `modes` mirrors what is open, innermost last.
//! Deliberately absent: escapes and values (see `strings`).
//! Next file to read: `syntax/layout.rs`.

use super::{
    errors::{Result, SyntaxError},
    lexer::Lexer,
    token::{Lexeme, Token},
};
use crate::source::Span;
use logos::Logos;

/// Deepest nesting of f-strings.
const MAX_FSTRINGS: usize = 150;
/// Deepest nesting of replacement fields through format specs.
const MAX_FIELDS: usize = 3;

/// How an open f-string or t-string is delimited.
#[derive(Clone, Copy, Debug)]
pub struct Quotes {
    /// Offset of the prefix.
    pub start: u32,
    /// `f` or `t`, for messages.
    pub letter: char,
    pub quote: u8,
    pub triple: bool,
    pub raw: bool,
}

/// What the lexer is in the middle of.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Literal text, of the string itself or of a format spec.
    Text { quotes: Quotes, spec: bool },
    /// A replacement field's expression; `depth` counts the brackets open with its brace.
    Field { quotes: Quotes, depth: usize },
}

impl Lexer<'_> {
    fn at_field_level(&self) -> Option<Quotes> {
        match self.modes.last() {
            Some(&Mode::Field { quotes, depth }) if depth == self.brackets.len() => Some(quotes),
            _ => None,
        }
    }

    /// A colon outside all inner brackets of a replacement field begins its format spec.
    pub fn begin_spec(&mut self) {
        if let Some(quotes) = self.at_field_level() {
            self.modes.push(Mode::Text { quotes, spec: true });
        }
    }

    /// In a replacement field, `:=` is a colon and a format spec that begins with `=`.
    pub fn split_walrus(&mut self, start: usize) -> Token {
        if self.at_field_level().is_none() {
            return Token::ColonEqual;
        }
        self.logos = Token::lexer(&self.source.text);
        self.advance(start + 1);
        self.begin_spec();
        Token::Colon
    }

    /// Reads the opening quotes of an f-string (`f`) or t-string (`t`).
    pub fn open_fstring(&mut self, start: u32, letter: char) -> Result<()> {
        let at = self.position() as usize;
        let bytes = self.bytes();
        let quote = bytes[at - 1];
        let triple = bytes[at..].starts_with(&[quote, quote]);
        if triple {
            self.advance(2);
        }
        let strings = self.modes.iter();
        let depth = strings.filter(|m| matches!(m, Mode::Text { spec: false, .. }));
        if depth.count() >= MAX_FSTRINGS - 1 {
            return Err(self.error("too many nested f-strings or t-strings"));
        }
        let prefix = &bytes[start as usize..at - 1];
        let quotes = Quotes {
            start,
            letter,
            quote,
            triple,
            raw: prefix.iter().any(|b| b.eq_ignore_ascii_case(&b'r')),
        };
        self.modes.push(Mode::Text {
            quotes,
            spec: false,
        });
        Ok(())
    }

    /// One token in an f-string's text: literal text, a brace or the closing quotes;
    /// `None` when only the mode changed.
    pub fn text(&mut self, quotes: Quotes, spec: bool) -> Result<Option<Lexeme>> {
        let bytes = self.bytes();
        let start = self.position() as usize;
        let closing: &[u8] = &[quotes.quote; 3][..if quotes.triple { 3 } else { 1 }];
        let mut at = start;
        loop {
            let Some(&byte) = bytes.get(at) else {
                return Err(self.unterminated_fstring(quotes, at));
            };
            match byte {
                b'\n' if !quotes.triple && spec => {
                    self.advance(at - start);
                    let letter = quotes.letter;
                    return Err(self.newline_in_spec(letter, at as u32));
                }
                b'\n' if !quotes.triple => return Err(self.unterminated_fstring(quotes, at)),
                b'{' if !spec && bytes.get(at + 1) == Some(&b'{') => {
                    return Ok(self.middle(start, at + 2));
                }
                b'}' if !spec && bytes.get(at + 1) == Some(&b'}') => {
                    return Ok(self.middle(start, at + 2));
                }
                b'{' if at == start => return self.open_field(quotes).map(Some),
                b'}' if at == start => return self.close_field(quotes, spec).map(Some),
                b'{' | b'}' => return Ok(self.middle(start, at)),
                b'\\' => at += self.escape_length(at, quotes.raw),
                q if q == quotes.quote && bytes[at..].starts_with(closing) => {
                    if at > start {
                        return Ok(self.middle(start, at));
                    }
                    self.advance(closing.len());
                    self.close_fstring(spec);
                    return Ok(Some(self.lexeme(Token::FStringEnd, start as u32)));
                }
                _ => at += 1,
            }
        }
    }

    /// How many bytes a backslash in f-string text takes with it: braces keep their meaning,
    /// but for those of `\N{...}`.
    fn escape_length(&self, at: usize, raw: bool) -> usize {
        let bytes = self.bytes();
        match bytes.get(at + 1) {
            Some(b'{' | b'}') | None => 1,
            Some(b'N') if !raw && bytes.get(at + 2) == Some(&b'{') => {
                let name = &bytes[at + 3..];
                let end = memchr::memchr3(b'}', b'\n', b'"', name);
                match end {
                    Some(end) if name[end] == b'}' => end + 4,
                    _ => 3,
                }
            }
            Some(_) => 2,
        }
    }

    fn middle(&mut self, start: usize, end: usize) -> Option<Lexeme> {
        self.advance(end - start);
        (end > start).then(|| self.lexeme(Token::FStringMiddle, start as u32))
    }

    fn open_field(&mut self, quotes: Quotes) -> Result<Lexeme> {
        let at = self.position();
        let nested = self.modes.iter().rev();
        let nested = nested.take_while(|m| !matches!(m, Mode::Text { spec: false, .. }));
        let fields = nested.filter(|m| matches!(m, Mode::Field { .. })).count();
        if fields >= MAX_FIELDS {
            let letter = quotes.letter;
            return Err(self.error(format!("{letter}-string: expressions nested too deeply")));
        }
        self.advance(1);
        self.open('{', at)?;
        let depth = self.brackets.len();
        self.modes.push(Mode::Field { quotes, depth });
        Ok(self.lexeme(Token::Lbrace, at))
    }

    fn close_field(&mut self, quotes: Quotes, spec: bool) -> Result<Lexeme> {
        let at = self.position();
        self.advance(1);
        if !spec {
            let letter = quotes.letter;
            return Err(self.error(format!("{letter}-string: single '}}' is not allowed")));
        }
        self.modes.pop();
        self.modes.pop();
        self.brackets.pop();
        Ok(self.lexeme(Token::Rbrace, at))
    }

    /// Whether an f-string or t-string is open.
    pub fn in_fstring(&self) -> bool {
        !self.modes.is_empty()
    }

    /// Leaves the f-string; quotes within a format spec leave its field as well, but not the
    /// field's brace: the next closing bracket will find it.
    fn close_fstring(&mut self, spec: bool) {
        self.modes.pop();
        if spec {
            while let Some(mode) = self.modes.pop() {
                if matches!(mode, Mode::Text { spec: false, .. }) {
                    break;
                }
            }
        }
    }

    fn unterminated_fstring(&self, quotes: Quotes, at: usize) -> Box<SyntaxError> {
        let letter = quotes.letter;
        let (kind, line) = if quotes.triple {
            ("triple-quoted ", self.last_line())
        } else {
            ("", self.line_of(at as u32))
        };
        let mut error = SyntaxError::at_cursor(
            self.source,
            quotes.start + 1,
            format!("unterminated {kind}{letter}-string literal (detected at line {line})"),
        );
        error.incomplete = quotes.triple;
        error
    }

    fn newline_in_spec(&self, letter: char, at: u32) -> Box<SyntaxError> {
        SyntaxError::at(
            self.source,
            Span::new(at, at),
            format!(
                "{letter}-string: newlines are not allowed in format specifiers \
                 for single quoted {letter}-strings"
            ),
        )
    }
}
