//! `text % values`: parsing of conversions and their application to numbers and strings.
//!
//! [`format_percent`] walks the format and asks a [`PercentArguments`] for everything that involves
//! objects. Invariant: things happen in CPython's order (key, `*` width, `*` precision, value,
//! conversion), so that the first of several errors is the same one. Bytes are formatted by the same
//! code, over a Latin-1 view.
//! Deliberately absent: the objects: fetching values, `str()`, `repr()`, the final check that all
//! arguments were used.
//! Next file to read: `percent/values.rs`.

use crate::builtins::{
    fault::{Fault, FaultKind, Stop},
    float::format::{self, Layout, Style},
    format_spec::layout::room_for,
    int::Int,
    str::storage::{StrBuf, StrView},
};

pub mod values;

#[cfg(test)]
mod tests;

/// One conversion, with stars already replaced by their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// `-`: pad on the right.
    pub left: bool,
    /// `+`: show the sign of positive numbers.
    pub plus: bool,
    /// A blank in place of the sign of positive numbers.
    pub blank: bool,
    /// `#`.
    pub alternate: bool,
    /// `0`: pad numbers with zeros.
    pub zero: bool,
    /// The least width.
    pub width: usize,
    /// The precision.
    pub precision: Option<usize>,
    /// The conversion character, such as `d`.
    pub kind: u32,
    /// Where the conversion character stands in the format.
    pub index: usize,
}

/// What the object layer supplies.
pub trait PercentArguments {
    /// An exception, or a fault on its way to become one.
    type Error: From<Fault>;

    /// `%(key)`: makes the value under the key the only argument from here on.
    fn select(&mut self, key: StrView) -> Result<(), Self::Error>;

    /// The next argument, for a `*`: an int, or `TypeError: * wants int`.
    fn star(&mut self) -> Result<i64, Self::Error>;

    /// Takes the next argument and appends it as the conversion wants it.
    fn convert(&mut self, conversion: &Conversion, out: &mut StrBuf) -> Result<(), Self::Error>;
}

/// Walks a format and appends the result; the caller then checks that no argument is left over.
pub fn format_percent<A: PercentArguments>(
    format: StrView,
    arguments: &mut A,
    out: &mut StrBuf,
) -> Result<(), A::Error> {
    let mut at = 0;
    while at < format.len() {
        let percent = (at..format.len()).find(|&i| format.get(i) == u32::from(b'%'));
        let end = percent.unwrap_or(format.len());
        out.push_view(format.slice(at, end));
        if percent.is_none() {
            break;
        }
        at = end + 1;
        if at < format.len() && format.get(at) == u32::from(b'%') {
            out.push_ascii(b"%");
            at += 1;
            continue;
        }
        let mut reader = Reader { format, at };
        let conversion = reader.conversion(arguments)?;
        at = reader.at;
        arguments.convert(&conversion, out)?;
    }
    Ok(())
}

struct Reader<'a> {
    format: StrView<'a>,
    at: usize,
}

impl Reader<'_> {
    /// The code point here; an error at the end of the format.
    fn peek(&self) -> Result<u32, Fault> {
        if self.at < self.format.len() {
            Ok(self.format.get(self.at))
        } else {
            Err(Fault::value("incomplete format"))
        }
    }

    fn take(&mut self, wanted: u8) -> Result<bool, Fault> {
        let found = self.peek()? == u32::from(wanted);
        self.at += usize::from(found);
        Ok(found)
    }

    fn number(&mut self, limit: usize, too_big: Fault) -> Result<usize, Fault> {
        let mut value = 0usize;
        while let digit @ 0x30..=0x39 = self.peek()? {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit as usize - 0x30))
                .filter(|&value| value <= limit)
                .ok_or(too_big.clone())?;
            self.at += 1;
        }
        Ok(value)
    }

    fn conversion<A: PercentArguments>(
        &mut self,
        arguments: &mut A,
    ) -> Result<Conversion, A::Error> {
        if self.at < self.format.len() && self.take(b'(')? {
            let key = self.key()?;
            arguments.select(self.format.slice(key.0, key.1))?;
        }
        let mut conversion = Conversion::default();
        loop {
            match u8::try_from(self.peek()?) {
                Ok(b'-') => conversion.left = true,
                Ok(b'+') => conversion.plus = true,
                Ok(b' ') => conversion.blank = true,
                Ok(b'#') => conversion.alternate = true,
                Ok(b'0') => conversion.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        if self.take(b'*')? {
            let width = arguments.star()?;
            conversion.left |= width < 0;
            conversion.width = width.unsigned_abs() as usize;
        } else {
            const TOO_BIG: Fault = Fault::value("width too big");
            conversion.width = self.number(isize::MAX as usize, TOO_BIG)?;
        }
        if self.take(b'.')? {
            const TOO_BIG: Fault = Fault::value("precision too big");
            conversion.precision = Some(if self.take(b'*')? {
                usize::try_from(arguments.star()?).unwrap_or(0)
            } else {
                self.number(i32::MAX as usize, TOO_BIG)?
            });
        }
        if matches!(u8::try_from(self.peek()?), Ok(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        conversion.kind = self.peek()?;
        conversion.index = self.at;
        self.at += 1;
        Ok(conversion)
    }

    /// The bounds of a key, whose parentheses may nest.
    fn key(&mut self) -> Result<(usize, usize), Fault> {
        let start = self.at;
        let mut depth = 1;
        while self.at < self.format.len() {
            match self.format.get(self.at) {
                0x28 => depth += 1,
                0x29 => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok((start, self.at - 1));
            }
        }
        Err(Fault::value("incomplete format key"))
    }
}

impl Conversion {
    /// The conversion character as ASCII; 0 for any other.
    pub fn kind_byte(&self) -> u8 {
        u8::try_from(self.kind)
            .ok()
            .filter(u8::is_ascii)
            .unwrap_or(0)
    }

    /// The error for a conversion character that means nothing.
    pub fn unsupported(&self) -> Fault {
        let shown = match self.kind {
            0x20..0x7f => char::from(self.kind as u8),
            _ => '?',
        };
        let text = format!(
            "unsupported format character '{shown}' (0x{:x}) at index {}",
            self.kind, self.index
        );
        Fault::made(FaultKind::Value, text)
    }

    /// The error for a value that is not a number, whose type is called `type_name`: `d`, `i` and
    /// `u` take any real number, `o`, `x` and `X` only whole ones.
    pub fn wrong_type(&self, type_name: &str) -> Fault {
        let wanted = match self.kind_byte() {
            b'd' | b'i' | b'u' => "a real number",
            _ => "an integer",
        };
        let kind = char::from(self.kind_byte());
        let text = format!("%{kind} format: {wanted} is required, not {type_name}");
        Fault::made(FaultKind::Type, text)
    }

    /// Appends a text: the conversions `s`, `r` and `a`.
    pub fn push_text(&self, text: StrView, out: &mut StrBuf) -> Result<(), Fault> {
        let length = text.len().min(self.precision.unwrap_or(usize::MAX));
        self.push_padded(text.slice(0, length), out)
    }

    /// Appends one code point: the conversion `c`, given a number.
    pub fn push_character(&self, value: &Int, out: &mut StrBuf) -> Result<(), Fault> {
        let code_point = value
            .to_u64()
            .filter(|&value| value <= 0x10ffff)
            .ok_or(Fault::overflow("%c arg not in range(0x110000)"))?;
        self.push_padded(StrBuf::from_code(code_point as u32).view(), out)
    }

    /// Appends a one-character text, or any other text that no precision cuts.
    pub fn push_padded(&self, text: StrView, out: &mut StrBuf) -> Result<(), Fault> {
        let room = self.width.saturating_sub(text.len());
        room_for(room)?;
        if !self.left {
            out.push_fill(u32::from(b' '), room);
        }
        out.push_view(text);
        if self.left {
            out.push_fill(u32::from(b' '), room);
        }
        Ok(())
    }

    /// Appends an int: the conversions `d`, `i`, `u`, `o`, `x` and `X`.
    pub fn push_int(
        &self,
        value: &Int,
        max_digits: usize,
        stop: Stop,
        out: &mut StrBuf,
    ) -> Result<(), Fault> {
        let (radix, prefix) = match self.kind_byte() {
            b'o' => (8, "0o"),
            b'x' => (16, "0x"),
            b'X' => (16, "0X"),
            _ => (10, ""),
        };
        let text = match radix {
            10 => value.to_decimal(max_digits, stop)?,
            _ => value.radix_digits(radix),
        };
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let missing = self.precision.unwrap_or(0).saturating_sub(digits.len());
        room_for(missing)?;
        let mut body = "0".repeat(missing);
        body.push_str(digits);
        if self.kind_byte() == b'X' {
            body.make_ascii_uppercase();
        }
        let prefix = if self.alternate { prefix } else { "" };
        self.push_number(value.is_negative(), prefix, &body, out)
    }

    /// Appends a float: the conversions `e`, `E`, `f`, `F`, `g` and `G`.
    pub fn push_float(&self, value: f64, out: &mut StrBuf) -> Result<(), Fault> {
        let kind = self.kind_byte();
        let style = match kind.to_ascii_lowercase() {
            b'e' => Style::Exponent,
            b'f' => Style::Fixed,
            _ => Style::General,
        };
        let precision = self.precision.unwrap_or(6);
        room_for(precision)?;
        let layout = Layout {
            alternate: self.alternate,
            upper: kind.is_ascii_uppercase(),
            ..Layout::new(style, precision)
        };
        let text = format::format_float(value, layout);
        match text.strip_prefix('-') {
            Some(body) => self.push_number(true, "", body, out),
            None => self.push_number(false, "", &text, out),
        }
    }

    fn push_number(
        &self,
        negative: bool,
        prefix: &str,
        body: &str,
        out: &mut StrBuf,
    ) -> Result<(), Fault> {
        let sign = match (negative, self.plus, self.blank) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let length = sign.len() + prefix.len() + body.len();
        let room = self.width.saturating_sub(length);
        room_for(room)?;
        let (left, inner, right) = match (self.left, self.zero) {
            (true, _) => (0, 0, room),
            (_, true) => (0, room, 0),
            _ => (room, 0, 0),
        };
        out.push_fill(u32::from(b' '), left);
        out.push_ascii(sign.as_bytes());
        out.push_ascii(prefix.as_bytes());
        out.push_fill(u32::from(b'0'), inner);
        out.push_ascii(body.as_bytes());
        out.push_fill(u32::from(b' '), right);
        Ok(())
    }
}
