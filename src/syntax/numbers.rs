//! Number literals: where one ends, and its value.
//!
//! Invariant: what [`scan`] accepts, [`value`] can read.
//! Deliberately absent: signs, which are operators.
//! Next file to read: `syntax/strings.rs`.

use super::{
    ast::Constant,
    errors::{Result, SyntaxError, Warning},
};
use crate::source::{SourceText, Span};
use dashu_int::IBig;
use std::rc::Rc;

/// Longest decimal literal, in digits, that may become an int.
const MAX_DIGITS: usize = 4300;

/// Where a number literal ends, and what is doubtful about it.
#[derive(Debug)]
pub struct Scanned {
    /// Offset just past it.
    pub end: usize,
    /// It runs into a keyword, as in `1if x else y`.
    pub warning: Option<Warning>,
}

/// Finds the end of the number that begins at `start`.
pub fn scan(source: &SourceText, start: usize) -> Result<Scanned> {
    let mut scanner = Scanner {
        source,
        bytes: source.text.as_bytes(),
        start,
        at: start,
        warning: None,
    };
    scanner.number()?;
    Ok(Scanned {
        end: scanner.at,
        warning: scanner.warning,
    })
}

struct Scanner<'s> {
    source: &'s SourceText,
    bytes: &'s [u8],
    start: usize,
    at: usize,
    warning: Option<Warning>,
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn error(&self, at: usize, message: impl Into<String>) -> Box<SyntaxError> {
        SyntaxError::at_cursor(self.source, at as u32, message)
    }

    fn number(&mut self) -> Result<()> {
        if self.peek() == b'0' {
            match self.bytes.get(self.at + 1) {
                Some(b'x' | b'X') => return self.radix(16, "hexadecimal"),
                Some(b'o' | b'O') => return self.radix(8, "octal"),
                Some(b'b' | b'B') => return self.radix(2, "binary"),
                _ => return self.leading_zero(),
            }
        }
        if self.peek() != b'.' {
            self.digits()?;
        }
        self.fraction()
    }

    fn radix(&mut self, radix: u32, kind: &str) -> Result<()> {
        self.at += 2;
        loop {
            if self.peek() == b'_' {
                self.at += 1;
            }
            if !(self.peek() as char).is_digit(radix) {
                return Err(self.bad_digit(kind));
            }
            while (self.peek() as char).is_digit(radix) {
                self.at += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        if self.peek().is_ascii_digit() {
            return Err(self.bad_digit(kind));
        }
        self.verify_end(kind)
    }

    fn bad_digit(&self, kind: &str) -> Box<SyntaxError> {
        let found = self.peek();
        if found.is_ascii_digit() {
            let message = format!("invalid digit '{}' in {kind} literal", found as char);
            self.error(self.at + 1, message)
        } else {
            self.error(self.at, format!("invalid {kind} literal"))
        }
    }

    fn leading_zero(&mut self) -> Result<()> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
                if !self.peek().is_ascii_digit() {
                    return Err(self.error(self.at, "invalid decimal literal"));
                }
            }
            if self.peek() != b'0' {
                break;
            }
            self.at += 1;
        }
        let zeros_end = self.at;
        let nonzero = self.peek().is_ascii_digit();
        if nonzero {
            self.digits()?;
        }
        if nonzero && !matches!(self.peek(), b'.' | b'e' | b'E' | b'j' | b'J') {
            return Err(SyntaxError::at(
                self.source,
                Span::new(self.start as u32, zeros_end as u32),
                "leading zeros in decimal integer literals are not permitted; \
                 use an 0o prefix for octal integers",
            ));
        }
        self.fraction()
    }

    /// Digits with single underscores between them.
    fn digits(&mut self) -> Result<()> {
        loop {
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return Err(self.error(self.at, "invalid decimal literal"));
            }
        }
    }

    /// What may follow the integer part.
    fn fraction(&mut self) -> Result<()> {
        if self.peek() == b'.' {
            self.at += 1;
            if self.peek().is_ascii_digit() {
                self.digits()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') && !self.exponent()? {
            return Ok(());
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.at += 1;
            return self.verify_end("imaginary");
        }
        self.verify_end("decimal")
    }

    /// Reads an exponent; false when the `e` belongs to a word that follows the number.
    fn exponent(&mut self) -> Result<bool> {
        let letter = self.at;
        self.at += 1;
        if matches!(self.peek(), b'+' | b'-') {
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return Err(self.error(self.at, "invalid decimal literal"));
            }
        } else if !self.peek().is_ascii_digit() {
            self.at = letter;
            self.verify_end("decimal")?;
            return Ok(false);
        }
        self.digits()?;
        Ok(true)
    }

    /// A number may run into a keyword, with a warning, but not into a name.
    fn verify_end(&mut self, kind: &str) -> Result<()> {
        const WHOLE: [&[u8]; 5] = [b"and", b"else", b"for", b"or", b"not"];
        let rest = &self.bytes[self.at..];
        let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b >= 0x80;
        let begins = |keyword: &&[u8]| {
            rest.starts_with(keyword) && !rest.get(keyword.len()).is_some_and(word)
        };
        let short = matches!(rest, [b'i', b'f' | b'n' | b's', ..]);
        if short || WHOLE.iter().any(begins) {
            let at = self.at as u32;
            self.warning = Some(Warning {
                message: format!("invalid {kind} literal"),
                line: self.source.line_col(at).0,
                span: Span::new(at.saturating_sub(1), at),
            });
            return Ok(());
        }
        if rest
            .first()
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
        {
            return Err(self.error(self.at, format!("invalid {kind} literal")));
        }
        Ok(())
    }
}

/// The value of a number literal.
pub fn value(source: &SourceText, span: Span) -> Result<Constant> {
    let text = source.slice(span);
    let plain;
    let digits = if text.contains('_') {
        plain = text.replace('_', "");
        plain.as_str()
    } else {
        text
    };
    let bytes = digits.as_bytes();
    if let [b'0', radix @ (b'x' | b'X' | b'o' | b'O' | b'b' | b'B'), ..] = bytes {
        let radix = match radix.to_ascii_lowercase() {
            b'x' => 16,
            b'o' => 8,
            _ => 2,
        };
        return integer(source, span, &digits[2..], radix);
    }
    if let [number @ .., b'j' | b'J'] = bytes {
        return Ok(Constant::Imaginary(float(&digits[..number.len()])));
    }
    if memchr::memchr3(b'.', b'e', b'E', bytes).is_some() {
        return Ok(Constant::Float(float(digits)));
    }
    integer(source, span, digits, 10)
}

fn float(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::INFINITY)
}

fn integer(source: &SourceText, span: Span, digits: &str, radix: u32) -> Result<Constant> {
    if let Ok(small) = i64::from_str_radix(digits, radix) {
        return Ok(Constant::Int(small));
    }
    if radix == 10 && digits.len() > MAX_DIGITS {
        let count = digits.len();
        return Err(SyntaxError::at(
            source,
            span,
            format!(
                "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: \
                 value has {count} digits; use sys.set_int_max_str_digits() to increase the limit \
                 - Consider hexadecimal for huge integer literals to avoid decimal conversion limits."
            ),
        ));
    }
    let big = IBig::from_str_radix(digits, radix).unwrap_or_default();
    Ok(Constant::BigInt(Rc::new(big)))
}
