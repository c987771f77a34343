//! Text to tokens, line by line: literals, f-string modes, brackets.
//!
//! `Token`'s patterns say where a token begins; numbers, strings and the text of f-strings
//! end by rules too irregular for patterns, so they are scanned by hand from there.
//! Invariant: `modes` holds one `Text` for every open f-string and format spec and one
//! `Field` for every open replacement field, innermost last; while a `Text` is on top the
//! patterns are not consulted. A line break within brackets never leaves this file.
//! Deliberately absent: the text of f-strings (see `fstring`), indentation, soft keywords.
//! Next file to read: `syntax/fstring.rs`.

use super::{
    errors::{Result, SyntaxError, Warning},
    fstring::{Mode, Quotes},
    numbers,
    token::{Lexeme, Token},
};
use crate::{
    source::{SourceText, Span},
    unicode::properties::{flag, has},
};
use logos::Logos;

/// Deepest nesting of brackets.
const MAX_BRACKETS: usize = 200;

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    /// `(`, `[` or `{`.
    pub open: char,
    /// Its offset.
    pub at: u32,
}

/// The lexer's state.
pub struct Lexer<'s> {
    pub(super) source: &'s SourceText,
    pub(super) logos: logos::Lexer<'s, Token>,
    pub(super) modes: Vec<Mode>,
    /// The brackets open now.
    pub brackets: Vec<Bracket>,
    /// Literals that run into a keyword.
    pub warnings: Vec<Warning>,
}

impl<'s> Lexer<'s> {
    /// A lexer at the start of `source`.
    pub fn new(source: &'s SourceText) -> Lexer<'s> {
        Lexer {
            source,
            logos: Token::lexer(&source.text),
            modes: Vec::new(),
            brackets: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Offset of the next byte to read.
    pub fn position(&self) -> u32 {
        self.logos.span().end as u32
    }

    /// Skips `count` bytes.
    pub fn advance(&mut self, count: usize) {
        self.logos.bump(count);
    }

    /// The next token, or `EndMarker` at the end of the text.
    /// The end of a line begins where its comment does.
    pub fn next(&mut self) -> Result<Lexeme> {
        let mut comment = None;
        loop {
            if let Some(&Mode::Text { quotes, spec }) = self.modes.last() {
                if let Some(lexeme) = self.text(quotes, spec)? {
                    return Ok(lexeme);
                }
                continue;
            }
            let Some(found) = self.logos.next() else {
                let end = self.position();
                return Ok(self.lexeme(Token::EndMarker, comment.unwrap_or(end)));
            };
            let span = self.logos.span();
            let start = span.start as u32;
            let Ok(mut token) = found else {
                return Err(self.invalid_character(start));
            };
            match token {
                Token::Comment => {
                    comment = Some(start);
                    continue;
                }
                Token::Newline if !self.brackets.is_empty() => {
                    comment = None;
                    continue;
                }
                Token::Newline => return Ok(self.lexeme(token, comment.unwrap_or(start))),
                Token::Backslash => {
                    self.line_join()?;
                    continue;
                }
                Token::Name => self.name(span)?,
                Token::Number => self.number(span.start)?,
                Token::String => self.string(start)?,
                Token::FStringStart => self.open_fstring(start, 'f')?,
                Token::TStringStart => self.open_fstring(start, 't')?,
                Token::Lpar => self.open('(', start)?,
                Token::Lsqb => self.open('[', start)?,
                Token::Lbrace => self.open('{', start)?,
                Token::Rpar => self.close(')', '(')?,
                Token::Rsqb => self.close(']', '[')?,
                Token::Rbrace => self.close('}', '{')?,
                Token::Colon => self.begin_spec(),
                Token::ColonEqual => token = self.split_walrus(span.start),
                _ => {}
            }
            return Ok(self.lexeme(token, start));
        }
    }

    pub(super) fn lexeme(&self, token: Token, start: u32) -> Lexeme {
        Lexeme {
            token,
            span: Span::new(start, self.position()),
        }
    }

    pub(super) fn bytes(&self) -> &'s [u8] {
        self.source.text.as_bytes()
    }

    pub(super) fn error(&self, message: impl Into<String>) -> Box<SyntaxError> {
        SyntaxError::at_cursor(self.source, self.position(), message)
    }

    pub(super) fn line_of(&self, offset: u32) -> u32 {
        self.source.line_col(offset).0
    }

    /// A backslash joins lines only right before a line break.
    fn line_join(&mut self) -> Result<()> {
        match self.logos.remainder().as_bytes() {
            [b'\n'] => {
                self.advance(1);
                Err(self.unexpected_end())
            }
            [b'\n', ..] => {
                self.advance(1);
                Ok(())
            }
            [] => Err(self.unexpected_end()),
            _ => {
                let at = self.position();
                let mut error = SyntaxError::at(
                    self.source,
                    Span::new(at, at),
                    "unexpected character after line continuation character",
                );
                error.end_offset = 0;
                Err(error)
            }
        }
    }

    fn unexpected_end(&self) -> Box<SyntaxError> {
        self.never_closed().unwrap_or_else(|| {
            let mut error = SyntaxError::at_end(self.source, "unexpected EOF while parsing");
            error.incomplete = true;
            error
        })
    }

    /// The error of the innermost bracket that is open, if one is.
    pub fn never_closed(&self) -> Option<Box<SyntaxError>> {
        let bracket = self.brackets.last()?;
        let mut error = SyntaxError::at(
            self.source,
            Span::new(bracket.at, bracket.at),
            format!("'{}' was never closed", bracket.open),
        )
        .without_end();
        error.incomplete = true;
        Some(error)
    }

    fn invalid_character(&self, start: u32) -> Box<SyntaxError> {
        let found = self.source.text[start as usize..].chars().next();
        let found = found.unwrap_or('\0');
        let end = start + found.len_utf8() as u32;
        let message = if !has(found.into(), flag::PRINTABLE) {
            format!("invalid non-printable character U+{:04X}", found as u32)
        } else {
            format!("invalid character '{found}' (U+{:04X})", found as u32)
        };
        SyntaxError::at_cursor(self.source, end, message)
    }

    /// The pattern lets any non-ASCII character into a name; this is the closer look.
    fn name(&mut self, span: std::ops::Range<usize>) -> Result<()> {
        let text = &self.source.text[span.clone()];
        if text.len() < 4 {
            self.incompatible_prefixes(&span)?;
        }
        if text.is_ascii() {
            return Ok(());
        }
        let mut at = span.start as u32;
        for (i, c) in text.chars().enumerate() {
            let fits = c == '_'
                || has(
                    c.into(),
                    if i == 0 {
                        flag::XID_START
                    } else {
                        flag::XID_CONTINUE
                    },
                );
            if !fits {
                return Err(self.invalid_character(at));
            }
            at += c.len_utf8() as u32;
        }
        Ok(())
    }

    /// A name right before a quote may be two string prefixes that do not go together.
    fn incompatible_prefixes(&self, span: &std::ops::Range<usize>) -> Result<()> {
        const PAIRS: [(char, char); 7] = [
            ('u', 'b'),
            ('u', 'r'),
            ('u', 'f'),
            ('u', 't'),
            ('b', 'f'),
            ('b', 't'),
            ('f', 't'),
        ];
        if !matches!(self.bytes().get(span.end), Some(b'\'' | b'"')) {
            return Ok(());
        }
        let prefix = self.source.text[span.clone()].to_ascii_lowercase();
        let distinct = |(i, c): (usize, char)| "burft".contains(c) && !prefix[..i].contains(c);
        if !prefix.char_indices().all(distinct) {
            return Ok(());
        }
        let both = |(a, b): &&(char, char)| prefix.contains(*a) && prefix.contains(*b);
        match PAIRS.iter().find(both) {
            None => Ok(()),
            Some((a, b)) => Err(SyntaxError::at(
                self.source,
                Span::new(span.start as u32, span.end as u32),
                format!("'{a}' and '{b}' prefixes are incompatible"),
            )),
        }
    }

    fn number(&mut self, start: usize) -> Result<()> {
        let scanned = numbers::scan(self.source, start)?;
        let length = scanned.end - self.logos.span().end;
        self.advance(length);
        self.warnings.extend(scanned.warning);
        Ok(())
    }

    pub(super) fn open(&mut self, open: char, at: u32) -> Result<()> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(self.error("too many nested parentheses"));
        }
        self.brackets.push(Bracket { open, at });
        Ok(())
    }

    fn close(&mut self, found: char, wanted: char) -> Result<()> {
        let field = match self.modes.last() {
            Some(&Mode::Field { quotes, depth }) => Some((quotes.letter, depth)),
            _ => None,
        };
        let Some(bracket) = self.brackets.pop() else {
            return Err(self.error(format!("unmatched '{found}'")));
        };
        let at_field = field.is_some_and(|(_, depth)| depth == self.brackets.len() + 1);
        if bracket.open != wanted {
            if let (true, Some((letter, _))) = (at_field, field) {
                return Err(self.error(format!("{letter}-string: unmatched '{found}'")));
            }
            let open = bracket.open;
            let mut message = format!(
                "closing parenthesis '{found}' does not match opening parenthesis '{open}'"
            );
            let line = self.line_of(bracket.at);
            if line != self.line_of(self.position()) {
                message += &format!(" on line {line}");
            }
            return Err(self.error(message));
        }
        if at_field {
            self.modes.pop();
        }
        Ok(())
    }

    /// Finds the end of a string whose prefix and first quote were just read.
    fn string(&mut self, start: u32) -> Result<()> {
        let bytes = self.bytes();
        let mut at = self.position() as usize;
        let quote = bytes[at - 1];
        let opening = at - 1;
        let triple = bytes[at..].starts_with(&[quote, quote]);
        if triple {
            at += 2;
        } else if bytes.get(at) == Some(&quote) {
            self.advance(1);
            return Ok(());
        }
        let mut escaped_quote = false;
        while let Some(found) = memchr::memchr3(quote, b'\\', b'\n', &bytes[at..]) {
            at += found;
            match bytes[at] {
                b'\\' => {
                    escaped_quote |= bytes.get(at + 1) == Some(&quote);
                    at += 2;
                    if at > bytes.len() {
                        break;
                    }
                }
                b'\n' if !triple => break,
                b'\n' => at += 1,
                _ if !triple => {
                    self.advance(at + 1 - self.position() as usize);
                    return Ok(());
                }
                _ if bytes[at..].starts_with(&[quote; 3]) => {
                    self.advance(at + 3 - self.position() as usize);
                    return Ok(());
                }
                _ => at += 1,
            }
        }
        Err(self.unterminated_string(start, opening as u32, triple, at, escaped_quote))
    }

    fn unterminated_string(
        &self,
        start: u32,
        opening: u32,
        triple: bool,
        stopped: usize,
        escaped_quote: bool,
    ) -> Box<SyntaxError> {
        if let Some(quotes) = self.closes_enclosing_fstring(opening) {
            let letter = quotes.letter;
            return SyntaxError::at_cursor(
                self.source,
                start + 1,
                format!("{letter}-string: expecting '}}'"),
            );
        }
        let (kind, line) = if triple {
            ("triple-quoted string", self.last_line())
        } else {
            let ended = stopped >= self.source.text.len();
            let line = if ended {
                self.last_line()
            } else {
                self.line_of(stopped as u32)
            };
            ("string", line)
        };
        let mut message = format!("unterminated {kind} literal (detected at line {line})");
        if escaped_quote && !triple {
            message += "; perhaps you escaped the end quote?";
        }
        let mut error = SyntaxError::at_cursor(self.source, start + 1, message);
        error.incomplete = triple;
        error
    }

    /// Within a field, a quote that fits the f-string's own was meant to close it.
    fn closes_enclosing_fstring(&self, opening: u32) -> Option<Quotes> {
        let Some(&Mode::Field { quotes, .. }) = self.modes.last() else {
            return None;
        };
        let length = if quotes.triple { 3 } else { 1 };
        let closing = [quotes.quote; 3];
        self.bytes()[opening as usize..]
            .starts_with(&closing[..length])
            .then_some(quotes)
    }

    pub(super) fn last_line(&self) -> u32 {
        self.line_of(self.source.text.trim_end_matches('\n').len() as u32)
    }
}
