//! The codecs that write backslash escapes: unicode_escape, raw_unicode_escape, and escape for bytes.
//!
//! Invariant: input bytes that are no escape stand for themselves, as Latin-1.
//! An escape nobody knows stays as it is and is reported, because CPython warns about the first one.
//! Next file to read: `utf7.rs`.

use super::error::{DecodeError, DecodeErrors};
use crate::builtins::str::escape::push_escape;
use crate::builtins::str::storage::{StrBuf, StrView};
use crate::unicode::names;

/// The first escape that will be an error one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEscape {
    /// Index of the character behind the backslash.
    pub at: usize,
    /// That character, or the value of a too large octal escape.
    pub kind: InvalidKind,
}

/// In what way an escape is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidKind {
    /// Nobody knows this letter.
    Letter(u8),
    /// An octal value above 0o377.
    Octal(u32),
}

impl InvalidEscape {
    /// The text of the DeprecationWarning; `prefix` is `b` for bytes.
    pub fn warning(self, prefix: &str) -> String {
        let (text, kind) = match self.kind {
            InvalidKind::Letter(letter) => (char::from(letter).to_string(), ""),
            InvalidKind::Octal(value) => (format!("{value:o}"), "octal "),
        };
        format!(
            "{prefix}\"\\{text}\" is an invalid {kind}escape sequence. Such sequences will not work in the future. "
        )
    }
}

/// What a decoder of escapes returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unescaped {
    /// The text.
    pub text: StrBuf,
    /// How many bytes were used.
    pub consumed: usize,
    /// What to warn about.
    pub invalid: Option<InvalidEscape>,
}

/// How reading one escape ended, other than well.
enum Stop {
    /// The input ends inside the escape.
    CutOff(&'static str),
    /// It is wrong whatever follows.
    Wrong(&'static str),
}

/// Input with a reading position.
struct Scanner<'a> {
    input: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = *self.input.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// Exactly `count` hexadecimal digits.
    fn hex(&mut self, count: usize, message: &'static str) -> Result<u32, Stop> {
        let mut value = 0;
        for _ in 0..count {
            let Some(&byte) = self.input.get(self.at) else {
                return Err(Stop::CutOff(message));
            };
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(Stop::Wrong(message));
            };
            value = value << 4 | digit;
            self.at += 1;
        }
        Ok(value)
    }

    /// The rest of an octal escape whose first digit is `first`.
    fn octal(&mut self, first: u8) -> u32 {
        let mut value = u32::from(first - b'0');
        for _ in 0..2 {
            let Some(&digit @ b'0'..=b'7') = self.input.get(self.at) else {
                break;
            };
            value = value << 3 | u32::from(digit - b'0');
            self.at += 1;
        }
        value
    }

    /// `{NAME}` behind `\N`.
    fn name(&mut self) -> Result<u32, Stop> {
        let malformed = "malformed \\N character escape";
        match self.input.get(self.at) {
            None => return Err(Stop::CutOff(malformed)),
            Some(b'{') => self.at += 1,
            Some(_) => return Err(Stop::Wrong(malformed)),
        }
        let rest = &self.input[self.at..];
        let Some(length) = memchr::memchr(b'}', rest) else {
            self.at = self.input.len();
            return Err(Stop::CutOff(malformed));
        };
        self.at += length;
        if length == 0 {
            return Err(Stop::Wrong(malformed));
        }
        self.at += 1;
        let name = std::str::from_utf8(&rest[..length]).ok();
        let found = name.and_then(names::lookup);
        found.ok_or(Stop::Wrong("unknown Unicode character name"))
    }
}

/// The character a one-letter escape stands for.
fn short_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'\\' | b'\'' | b'"' => letter,
        b'b' => 0x08,
        b'f' => 0x0C,
        b't' => b'\t',
        b'n' => b'\n',
        b'r' => b'\r',
        b'v' => 0x0B,
        b'a' => 0x07,
        _ => return None,
    })
}

/// What reads one escape: `Ok(None)` when it stands for nothing, or was already dealt with.
type ReadEscape<'f> = dyn FnMut(&mut Scanner, &mut StrBuf, &mut Option<InvalidEscape>) -> Result<Option<u32>, Stop>
    + 'f;

/// The loop both text codecs share.
fn decode_escapes<H: DecodeErrors>(
    input: &[u8],
    encoding: &'static str,
    last: bool,
    errors: &mut H,
    read_escape: &mut ReadEscape,
) -> Result<Unescaped, H::Error> {
    let mut text = StrBuf::with_capacity(input.len());
    let mut invalid = None;
    let mut at = 0;
    while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        text.push_view(StrView::from_latin1(&rest[..plain]));
        at += plain;
        if at == input.len() {
            break;
        }
        let mut scanner = Scanner { input, at: at + 1 };
        let reason = match read_escape(&mut scanner, &mut text, &mut invalid) {
            Ok(code) => {
                code.into_iter().for_each(|code| text.push_code(code));
                at = scanner.at;
                continue;
            }
            Err(Stop::CutOff(_)) if !last => break,
            Err(Stop::CutOff(reason) | Stop::Wrong(reason)) => reason,
        };
        let error = DecodeError {
            encoding,
            start: at,
            end: scanner.at,
            reason,
        };
        at = errors.recover(input, error, &mut text)?;
    }
    Ok(Unescaped {
        text,
        consumed: at.min(input.len()),
        invalid,
    })
}

/// Decodes what a string literal may contain.
pub fn decode_unicode_escape<H: DecodeErrors>(
    input: &[u8],
    last: bool,
    errors: &mut H,
) -> Result<Unescaped, H::Error> {
    decode_escapes(
        input,
        "unicodeescape",
        last,
        errors,
        &mut |scanner, text, invalid| {
            let at = scanner.at;
            let letter = scanner.next().ok_or(Stop::CutOff("\\ at end of string"))?;
            let mut note = |kind| {
                invalid.get_or_insert(InvalidEscape { at, kind });
            };
            let code = match letter {
                b'\n' => return Ok(None),
                b'0'..=b'7' => {
                    let value = scanner.octal(letter);
                    if value > 0o377 {
                        note(InvalidKind::Octal(value));
                    }
                    value
                }
                b'x' => scanner.hex(2, "truncated \\xXX escape")?,
                b'u' => scanner.hex(4, "truncated \\uXXXX escape")?,
                b'U' => match scanner.hex(8, "truncated \\UXXXXXXXX escape")? {
                    code @ 0..0x11_0000 => code,
                    _ => return Err(Stop::Wrong("illegal Unicode character")),
                },
                b'N' => scanner.name()?,
                _ => match short_escape(letter) {
                    Some(byte) => u32::from(byte),
                    None => {
                        note(InvalidKind::Letter(letter));
                        text.push_ascii(b"\\");
                        u32::from(letter)
                    }
                },
            };
            Ok(Some(code))
        },
    )
}

/// Decodes `\uXXXX` and `\UXXXXXXXX` only.
pub fn decode_raw_unicode_escape<H: DecodeErrors>(
    input: &[u8],
    last: bool,
    errors: &mut H,
) -> Result<Unescaped, H::Error> {
    decode_escapes(
        input,
        "rawunicodeescape",
        last,
        errors,
        &mut |scanner, text, _| {
            let code = match scanner.next() {
                Some(b'u') => scanner.hex(4, "truncated \\uXXXX escape")?,
                Some(b'U') => match scanner.hex(8, "truncated \\UXXXXXXXX escape")? {
                    code @ 0..0x11_0000 => code,
                    _ => return Err(Stop::Wrong("\\Uxxxxxxxx out of range")),
                },
                Some(other) => {
                    text.push_ascii(b"\\");
                    u32::from(other)
                }
                // The reason never shows: at the end of all input, a backslash is just a backslash.
                None if !last => return Err(Stop::CutOff("\\ at end of string")),
                None => u32::from(b'\\'),
            };
            Ok(Some(code))
        },
    )
}

/// Encodes so that [`decode_unicode_escape`] gives `text` back.
pub fn encode_unicode_escape(text: StrView) -> Vec<u8> {
    let mut out = StrBuf::with_capacity(text.len());
    for code in text.iter() {
        match code {
            0x5C => out.push_ascii(b"\\\\"),
            0x09 => out.push_ascii(b"\\t"),
            0x0A => out.push_ascii(b"\\n"),
            0x0D => out.push_ascii(b"\\r"),
            0x20..0x7F => out.push_code(code),
            _ => push_escape(&mut out, code),
        }
    }
    one_byte_units(out)
}

/// Encodes everything above 0xFF as an escape.
pub fn encode_raw_unicode_escape(text: StrView) -> Vec<u8> {
    let mut out = StrBuf::with_capacity(text.len());
    for code in text.iter() {
        if code < 0x100 {
            out.push_code(code);
        } else {
            push_escape(&mut out, code);
        }
    }
    one_byte_units(out)
}

/// The bytes of text that was made without any wide code point.
fn one_byte_units(text: StrBuf) -> Vec<u8> {
    match text {
        StrBuf::Ascii(bytes) | StrBuf::Latin1(bytes) => bytes,
        StrBuf::Ucs2(_) | StrBuf::Ucs4(_) => Vec::new(),
    }
}

/// What `codecs.escape_decode` does about a bad `\x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnBadHex {
    /// Raise ValueError.
    Strict,
    /// Put a question mark.
    Replace,
    /// Leave it out.
    Ignore,
}

/// Decodes the escapes of a bytes literal. The error is the text of a ValueError.
pub fn decode_bytes_escape(
    input: &[u8],
    on_bad_hex: OnBadHex,
) -> Result<(Vec<u8>, Option<InvalidEscape>), String> {
    let mut out = Vec::with_capacity(input.len());
    let mut invalid = None;
    let mut scanner = Scanner { input, at: 0 };
    while let Some(byte) = scanner.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let at = scanner.at;
        let Some(letter) = scanner.next() else {
            return Err("Trailing \\ in string".to_owned());
        };
        match letter {
            b'\n' => {}
            b'0'..=b'7' => {
                let value = scanner.octal(letter);
                if value > 0o377 {
                    invalid.get_or_insert(InvalidEscape {
                        at,
                        kind: InvalidKind::Octal(value),
                    });
                }
                out.push(value as u8);
            }
            b'x' => match (scanner.hex(2, ""), on_bad_hex) {
                (Ok(value), _) => out.push(value as u8),
                (Err(_), OnBadHex::Strict) => {
                    return Err(format!("invalid \\x escape at position {}", at - 1));
                }
                (Err(_), OnBadHex::Replace) => out.push(b'?'),
                (Err(_), OnBadHex::Ignore) => {}
            },
            _ => match short_escape(letter) {
                Some(byte) => out.push(byte),
                None => {
                    invalid.get_or_insert(InvalidEscape {
                        at,
                        kind: InvalidKind::Letter(letter),
                    });
                    out.extend([b'\\', letter]);
                }
            },
        }
    }
    Ok((out, invalid))
}
