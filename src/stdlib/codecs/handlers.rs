//! The error handlers every Python has: strict, ignore, replace, backslashreplace, and so on.
//!
//! Invariant: a handler that cannot deal with an error gives the error back unchanged, but for
//! `surrogateescape`, which first uses up what it can.
//! A handler registered by a script is a type of the object layer that implements the same two traits.
//! Next file to read: `utf8.rs`.

use super::error::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use crate::builtins::str::escape::push_escape;
use crate::builtins::str::storage::{REPLACEMENT, StrBuf, StrView, push_wtf8};
use crate::unicode::names;

/// A built-in error handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    /// Raise the error.
    Strict,
    /// Leave the offending part out.
    Ignore,
    /// U+FFFD, or `?` when encoding.
    Replace,
    /// `\xhh` and its siblings.
    BackslashReplace,
    /// `&#1234;`, encoding only.
    XmlCharRefReplace,
    /// `\N{...}`, encoding only.
    NameReplace,
    /// Bytes 0x80..=0xFF travel as U+DC80..=U+DCFF.
    SurrogateEscape,
    /// Surrogates are encoded like other code points, in the UTF encodings.
    SurrogatePass,
}

impl Handler {
    /// All handlers, in the order CPython registers them.
    pub const ALL: [Handler; 8] = [
        Handler::Strict,
        Handler::Ignore,
        Handler::Replace,
        Handler::XmlCharRefReplace,
        Handler::BackslashReplace,
        Handler::NameReplace,
        Handler::SurrogatePass,
        Handler::SurrogateEscape,
    ];

    /// The name scripts give as `errors=`.
    pub const fn name(self) -> &'static str {
        match self {
            Handler::Strict => "strict",
            Handler::Ignore => "ignore",
            Handler::Replace => "replace",
            Handler::BackslashReplace => "backslashreplace",
            Handler::XmlCharRefReplace => "xmlcharrefreplace",
            Handler::NameReplace => "namereplace",
            Handler::SurrogateEscape => "surrogateescape",
            Handler::SurrogatePass => "surrogatepass",
        }
    }

    /// The handler of this name.
    pub fn from_name(name: &str) -> Option<Handler> {
        Handler::ALL
            .into_iter()
            .find(|handler| handler.name() == name)
    }
}

/// Why a built-in handler gave up on decoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeFailure {
    /// Raise this.
    Error(DecodeError),
    /// The handler is for encoding only: a TypeError with the text [`WRONG_HANDLER`].
    WrongHandler,
}

/// The TypeError text when an encoding handler meets a decoding error.
pub const WRONG_HANDLER: &str = "don't know how to handle UnicodeDecodeError in error callback";

impl From<DecodeError> for DecodeFailure {
    fn from(error: DecodeError) -> DecodeFailure {
        DecodeFailure::Error(error)
    }
}

/// The UTF encodings that `surrogatepass` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Utf {
    Eight,
    Sixteen { big: bool },
    ThirtyTwo { big: bool },
}

impl Utf {
    fn from_name(name: &str) -> Option<Utf> {
        match name {
            "utf-8" => Some(Utf::Eight),
            "utf-16" | "utf-16-le" => Some(Utf::Sixteen { big: false }),
            "utf-16-be" => Some(Utf::Sixteen { big: true }),
            "utf-32" | "utf-32-le" => Some(Utf::ThirtyTwo { big: false }),
            "utf-32-be" => Some(Utf::ThirtyTwo { big: true }),
            _ => None,
        }
    }

    /// The surrogate encoded at the start of `input`, and its length in bytes.
    fn decode_surrogate(self, input: &[u8]) -> Option<(u32, usize)> {
        let (code, length) = match (self, input) {
            (Utf::Eight, &[a @ 0xE0..0xF0, b @ 0x80..0xC0, c @ 0x80..0xC0, ..]) => {
                let high = u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6;
                (high | u32::from(c & 0x3F), 3)
            }
            (Utf::Sixteen { big: false }, &[a, b, ..]) => (u32::from_le_bytes([a, b, 0, 0]), 2),
            (Utf::Sixteen { big: true }, &[a, b, ..]) => (u32::from_be_bytes([0, 0, a, b]), 2),
            (Utf::ThirtyTwo { big: false }, &[a, b, c, d, ..]) => {
                (u32::from_le_bytes([a, b, c, d]), 4)
            }
            (Utf::ThirtyTwo { big: true }, &[a, b, c, d, ..]) => {
                (u32::from_be_bytes([a, b, c, d]), 4)
            }
            _ => return None,
        };
        is_surrogate(code).then_some((code, length))
    }

    fn encode_surrogate(self, code: u32, out: &mut Vec<u8>) {
        match self {
            Utf::Eight => push_wtf8(out, code),
            Utf::Sixteen { big: false } => out.extend((code as u16).to_le_bytes()),
            Utf::Sixteen { big: true } => out.extend((code as u16).to_be_bytes()),
            Utf::ThirtyTwo { big: false } => out.extend(code.to_le_bytes()),
            Utf::ThirtyTwo { big: true } => out.extend(code.to_be_bytes()),
        }
    }
}

/// Whether a code point is half of a UTF-16 pair.
pub fn is_surrogate(code: u32) -> bool {
    (0xD800..0xE000).contains(&code)
}

impl DecodeErrors for Handler {
    type Error = DecodeFailure;

    fn recover(
        &mut self,
        input: &[u8],
        error: DecodeError,
        out: &mut StrBuf,
    ) -> Result<usize, DecodeFailure> {
        let bad = input.get(error.start..error.end).unwrap_or_default();
        match self {
            Handler::Strict => Err(error.into()),
            Handler::Ignore => Ok(error.end),
            Handler::Replace => {
                out.push_code(REPLACEMENT);
                Ok(error.end)
            }
            Handler::BackslashReplace => {
                bad.iter()
                    .for_each(|&byte| push_escape(out, u32::from(byte)));
                Ok(error.end)
            }
            Handler::XmlCharRefReplace | Handler::NameReplace => Err(DecodeFailure::WrongHandler),
            Handler::SurrogateEscape => {
                let high = bad.iter().take(4).take_while(|byte| **byte >= 0x80);
                let mut end = error.start;
                for &byte in high {
                    out.push_code(0xDC00 + u32::from(byte));
                    end += 1;
                }
                if end == error.start {
                    Err(error.into())
                } else {
                    Ok(end)
                }
            }
            Handler::SurrogatePass => {
                let rest = input.get(error.start..).unwrap_or_default();
                let found =
                    Utf::from_name(error.encoding).and_then(|utf| utf.decode_surrogate(rest));
                let (code, length) = found.ok_or(error)?;
                out.push_code(code);
                Ok(error.start + length)
            }
        }
    }
}

impl EncodeErrors for Handler {
    type Error = EncodeError;

    fn recover(
        &mut self,
        text: StrView,
        error: EncodeError,
    ) -> Result<(Replacement, usize), EncodeError> {
        let bad = text.slice(error.start, error.end);
        let mut out = StrBuf::new();
        match self {
            Handler::Strict => return Err(error),
            Handler::Ignore => {}
            Handler::Replace => out.push_fill(u32::from(b'?'), bad.len()),
            Handler::BackslashReplace => bad.iter().for_each(|code| push_escape(&mut out, code)),
            Handler::XmlCharRefReplace => {
                bad.iter()
                    .for_each(|code| out.push_str(&format!("&#{code};")));
            }
            Handler::NameReplace => {
                for code in bad.iter() {
                    match names::name(code) {
                        Some(name) => out.push_str(&format!("\\N{{{name}}}")),
                        None => push_escape(&mut out, code),
                    }
                }
            }
            Handler::SurrogateEscape => return escape_surrogates(bad, error),
            Handler::SurrogatePass => return pass_surrogates(bad, error),
        }
        Ok((Replacement::Text(out), error.end))
    }
}

/// Turns U+DC80..=U+DCFF back into bytes.
fn escape_surrogates(
    bad: StrView,
    error: EncodeError,
) -> Result<(Replacement, usize), EncodeError> {
    let mut bytes = Vec::with_capacity(bad.len());
    for (index, code) in bad.iter().enumerate() {
        if !(0xDC80..0xDD00).contains(&code) {
            return Err(EncodeError {
                start: error.start + index,
                ..error
            });
        }
        bytes.push((code - 0xDC00) as u8);
    }
    Ok((Replacement::Bytes(bytes), error.end))
}

/// Encodes surrogates as if they were characters.
fn pass_surrogates(bad: StrView, error: EncodeError) -> Result<(Replacement, usize), EncodeError> {
    let utf = Utf::from_name(error.encoding).ok_or(error)?;
    let mut bytes = Vec::with_capacity(bad.len() * 4);
    for code in bad.iter() {
        if !is_surrogate(code) {
            return Err(error);
        }
        utf.encode_surrogate(code, &mut bytes);
    }
    Ok((Replacement::Bytes(bytes), error.end))
}
