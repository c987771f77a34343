//! Text to tokens, line by line: literals, f-string modes, brackets.
//!
//! `Token`'s patterns say where a token begins; numbers, strings and the text of f-strings
//! end by rules too irregular for patterns, so they are scanned by hand from there.
//! Invariant: `modes` holds one `Text` for every open f-string and format spec and one
//! `Field` for every open replacement field, innermost last; while a `Text` is on top the
//! patterns are not consulted. A line break within brackets never leaves this file.
//! Deliberately absent: indentation and soft keywords.
//! Next file to read: `syntax/layout.rs`.

use super::{
    errors::{Result, SyntaxError, Warning},
    numbers, strings,
    token::{Lexeme, Token},
};
use crate::source::{SourceText, Span};
use logos::Logos;

/// Deepest nesting of brackets.
const MAX_BRACKETS: usize = 200;
/// Deepest nesting of f-strings.
const MAX_FSTRINGS: usize = 150;
/// Deepest nesting of replacement fields through format specs.
const MAX_FIELDS: usize = 3;

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    /// `(`, `[` or `{`.
    pub open: char,
    /// Its offset.
    pub at: u32,
}

/// How an open f-string or t-string is delimited.
#[derive(Clone, Copy, Debug)]
struct Quotes {
    /// Offset of the prefix.
    start: u32,
    /// `f` or `t`, for messages.
    letter: char,
    quote: u8,
    triple: bool,
    raw: bool,
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    /// Literal text, of the string itself or of a format spec.
    Text { quotes: Quotes, spec: bool },
    /// A replacement field's expression; `depth` counts the brackets open with its brace.
    Field { quotes: Quotes, depth: usize },
}

/// The lexer's state.
pub struct Lexer<'s> {
    source: &'s SourceText,
    logos: logos::Lexer<'s, Token>,
    modes: Vec<Mode>,
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

    fn lexeme(&self, token: Token, start: u32) -> Lexeme {
        Lexeme {
            token,
            span: Span::new(start, self.position()),
        }
    }

    fn bytes(&self) -> &'s [u8] {
        self.source.text.as_bytes()
    }

    fn error(&self, message: impl Into<String>) -> Box<SyntaxError> {
        SyntaxError::at_cursor(self.source, self.position(), message)
    }

    fn line_of(&self, offset: u32) -> u32 {
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
        let message = if !strings::is_printable(found) {
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
                || if i == 0 {
                    unicode_ident::is_xid_start(c)
                } else {
                    unicode_ident::is_xid_continue(c)
                };
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

    fn open(&mut self, open: char, at: u32) -> Result<()> {
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

    fn at_field_level(&self) -> Option<Quotes> {
        match self.modes.last() {
            Some(&Mode::Field { quotes, depth }) if depth == self.brackets.len() => Some(quotes),
            _ => None,
        }
    }

    /// A colon outside all inner brackets of a replacement field begins its format spec.
    fn begin_spec(&mut self) {
        if let Some(quotes) = self.at_field_level() {
            self.modes.push(Mode::Text { quotes, spec: true });
        }
    }

    /// In a replacement field, `:=` is a colon and a format spec that begins with `=`.
    fn split_walrus(&mut self, start: usize) -> Token {
        if self.at_field_level().is_none() {
            return Token::ColonEqual;
        }
        self.logos = Token::lexer(&self.source.text);
        self.advance(start + 1);
        self.begin_spec();
        Token::Colon
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

    fn last_line(&self) -> u32 {
        self.line_of(self.source.text.trim_end_matches('\n').len() as u32)
    }

    fn open_fstring(&mut self, start: u32, letter: char) -> Result<()> {
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
    fn text(&mut self, quotes: Quotes, spec: bool) -> Result<Option<Lexeme>> {
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
