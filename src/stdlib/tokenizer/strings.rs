//! Words, numbers and string literals of a [`Scanner`].
//!
//! Invariant: an f-string is open from its start to its end; inside one, the scanner is either in
//! literal text (its own or a format's) or in a field's expression.
//! Next file to read: `mod.rs`.

use super::scanner::{Class, Mistake, Open, Scanner, kind};

type Step = Result<(), Box<Mistake>>;

fn continues_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || c as u32 >= 0x80
}

impl Scanner {
    /// Whether the scanner is in the literal text of an f-string.
    pub(super) fn in_literal(&self) -> bool {
        match self.open.last() {
            Some(open) => open.fields.last().is_none_or(|field| field.1),
            None => false,
        }
    }

    /// Whether the field of the f-string that is open has no more brackets open.
    pub(super) fn at_field_level(&self) -> bool {
        let field = self.open.last().and_then(|o| o.fields.last());
        field.is_some_and(|&(brackets, _)| brackets == self.brackets)
    }

    pub(super) fn word(&mut self) -> Step {
        let from = self.at;
        while self.at < self.text.len() && continues_word(self.peek(0)) {
            self.at += 1;
        }
        let word: String = self.text[from..self.at].iter().collect();
        if matches!(self.peek(0), '"' | '\'') && word.len() <= 2 {
            let lower = word.to_ascii_lowercase();
            match lower.as_str() {
                "r" | "b" | "u" | "br" | "rb" => return self.string(from),
                "f" | "fr" | "rf" | "t" | "tr" | "rt" => {
                    self.begin_literal(from, &lower);
                    return Ok(());
                }
                _ => {}
            }
        }
        let wrong = word.chars().position(|c| {
            c as u32 >= 0x80
                && !crate::unicode::properties::has(
                    c as u32,
                    crate::unicode::properties::flag::XID_CONTINUE,
                )
        });
        if let Some(wrong) = wrong {
            let c = self.text[from + wrong];
            let message = if c.is_control() || c.is_whitespace() {
                format!("invalid non-printable character U+{:04X}", c as u32)
            } else {
                format!("invalid character '{c}' (U+{:04X})", c as u32)
            };
            return Err(self.mistake(Class::Syntax, &message, from + wrong));
        }
        self.push(kind::NAME, from);
        Ok(())
    }

    fn digits(&mut self, wanted: fn(char) -> bool, what: &str) -> Step {
        loop {
            while wanted(self.peek(0)) {
                self.at += 1;
            }
            if self.peek(0) != '_' {
                return Ok(());
            }
            self.at += 1;
            if !wanted(self.peek(0)) {
                let message = format!("invalid {what} literal");
                return Err(self.mistake(Class::Syntax, &message, self.at - 1));
            }
        }
    }

    pub(super) fn number(&mut self) -> Step {
        let from = self.at;
        let radix = match (self.peek(0), self.peek(1).to_ascii_lowercase()) {
            ('0', 'x') => Some((
                "hexadecimal",
                (|c| c.is_ascii_hexdigit()) as fn(char) -> bool,
            )),
            ('0', 'o') => Some(("octal", (|c| matches!(c, '0'..='7')) as fn(char) -> bool)),
            ('0', 'b') => Some(("binary", (|c| matches!(c, '0' | '1')) as fn(char) -> bool)),
            _ => None,
        };
        if let Some((what, wanted)) = radix {
            self.at += 2;
            if self.peek(0) == '_' {
                self.at += 1;
            }
            if !wanted(self.peek(0)) {
                let message = format!("invalid {what} literal");
                return Err(self.mistake(Class::Syntax, &message, self.at - 1));
            }
            self.digits(wanted, what)?;
            self.push(kind::NUMBER, from);
            return Ok(());
        }
        let decimal: fn(char) -> bool = |c| c.is_ascii_digit();
        self.digits(decimal, "decimal")?;
        if self.peek(0) == '.' {
            self.at += 1;
            if self.peek(0).is_ascii_digit() {
                self.digits(decimal, "decimal")?;
            }
        }
        if matches!(self.peek(0), 'e' | 'E') {
            let sign = usize::from(matches!(self.peek(1), '+' | '-'));
            if self.peek(1 + sign).is_ascii_digit() {
                self.at += 1 + sign;
                self.digits(decimal, "decimal")?;
            }
        }
        if matches!(self.peek(0), 'j' | 'J') {
            self.at += 1;
        }
        self.push(kind::NUMBER, from);
        Ok(())
    }

    fn quotes(&self) -> (char, usize) {
        let quote = self.peek(0);
        let triple = self.peek(1) == quote && self.peek(2) == quote;
        (quote, if triple { 3 } else { 1 })
    }

    fn closes(&self, quote: char, size: usize) -> bool {
        (0..size).all(|i| self.peek(i) == quote)
    }

    /// Reads a plain string from its quotes on; `from` is where its prefix starts.
    pub(super) fn string(&mut self, from: usize) -> Step {
        let (quote, size) = self.quotes();
        self.at += size;
        loop {
            if self.at >= self.text.len() || size == 1 && self.peek(0) == '\n' {
                return Err(self.unterminated(from, size, "string"));
            }
            if self.closes(quote, size) {
                self.at += size;
                self.push(kind::STRING, from);
                return Ok(());
            }
            self.skip_character();
        }
    }

    /// Passes one character, or two if the first is a backslash.
    fn skip_character(&mut self) {
        if self.peek(0) == '\\' {
            self.at += 1;
            if self.peek(0) == '\r' && self.peek(1) == '\n' {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    fn unterminated(&self, from: usize, size: usize, what: &str) -> Box<Mistake> {
        let end = self.at.min(self.text.len());
        let lines = self.text[..end].iter().filter(|c| **c == '\n').count() + 1;
        let last = self.text.last() == Some(&'\n') && end == self.text.len();
        let line = lines - usize::from(last && size == 3);
        let triple = if size == 3 { "triple-quoted " } else { "" };
        let message = format!("unterminated {triple}{what} literal (detected at line {line})");
        self.mistake(Class::Syntax, &message, from)
    }

    fn begin_literal(&mut self, from: usize, prefix: &str) {
        let (quote, size) = self.quotes();
        self.at += size;
        let start = if prefix.contains('f') {
            kind::FSTRING_START
        } else {
            kind::TSTRING_START
        };
        self.push(start, from);
        self.open.push(Open {
            quote,
            size,
            raw: prefix.contains('r'),
            kind: start,
            fields: Vec::new(),
        });
    }

    /// Reads literal text of an f-string up to its end, or to where a field begins or ends.
    pub(super) fn middle(&mut self) -> Step {
        let Some(open) = self.open.last() else {
            return Ok(());
        };
        let (quote, size, raw, start) = (open.quote, open.size, open.raw, open.kind);
        let in_format = !open.fields.is_empty();
        let from = self.at;
        let after_field = self.tokens.last().is_some_and(|t| t.text == "}");
        loop {
            if self.at >= self.text.len() || size == 1 && self.peek(0) == '\n' && !in_format {
                let what = if start == kind::FSTRING_START {
                    "f-string"
                } else {
                    "t-string"
                };
                return Err(self.unterminated(from, size, what));
            }
            if self.closes(quote, size) && !in_format {
                if self.at > from {
                    self.push(start + 1, from);
                }
                let end = self.at;
                self.at += size;
                self.open.pop();
                self.push(start + 2, end);
                return Ok(());
            }
            let (c, next) = (self.peek(0), self.peek(1));
            match c {
                '{' if next == '{' && !in_format => return self.doubled(start, from),
                '}' if next == '}' && !in_format => return self.doubled(start, from),
                '{' => {
                    if self.at > from {
                        self.push(start + 1, from);
                    }
                    self.begin_field();
                    return Ok(());
                }
                '}' => {
                    if self.at > from || in_format && after_field {
                        self.push(start + 1, from);
                    }
                    self.end_format();
                    return Ok(());
                }
                '\\' if matches!(next, '{' | '}') => self.at += 1,
                '\\' if !raw && next == 'N' && self.peek(2) == '{' => {
                    while self.at < self.text.len() && self.peek(0) != '}' {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                _ => self.skip_character(),
            }
        }
    }

    /// Ends the literal text with the first of two equal braces, and passes the second.
    fn doubled(&mut self, start: i64, from: usize) -> Step {
        self.at += 1;
        self.push(start + 1, from);
        self.at += 1;
        Ok(())
    }

    fn begin_field(&mut self) {
        let from = self.at;
        self.at += 1;
        self.push(kind::OP, from);
        self.brackets += 1;
        let brackets = self.brackets;
        if let Some(open) = self.open.last_mut() {
            open.fields.push((brackets, false));
        }
    }

    fn end_format(&mut self) {
        let from = self.at;
        self.at += 1;
        if let Some(open) = self.open.last_mut() {
            open.fields.pop();
        }
        self.brackets = self.brackets.saturating_sub(1);
        self.push(kind::OP, from);
    }
}
