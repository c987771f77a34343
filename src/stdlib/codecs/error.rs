//! What can go wrong in a codec, as data, and the texts of the three UnicodeErrors.
//!
//! Invariant: `start..end` lies within the input and is not empty when a codec reports it; scripts may change the
//! attributes of an exception, so the functions that write texts accept anything.
//! Next file to read: `handlers.rs`.

use crate::builtins::str::escape::push_escape;
use crate::builtins::str::storage::{StrBuf, StrView};
use std::fmt::Write;

/// Bytes that mean nothing in an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The encoding's name, as the exception shows it.
    pub encoding: &'static str,
    /// Index of the first offending byte.
    pub start: usize,
    /// Index just past the last one.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
}

/// Code points an encoding cannot express.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// The encoding's name, as the exception shows it.
    pub encoding: &'static str,
    /// Index of the first offending code point.
    pub start: usize,
    /// Index just past the last one.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
}

/// What an encoding error handler puts in place of the offending code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// Text, which the codec encodes in turn; if that fails, the first error is raised after all.
    Text(StrBuf),
    /// Bytes, which are copied.
    Bytes(Vec<u8>),
}

/// Decides how a decoder goes on.
pub trait DecodeErrors {
    /// What giving up looks like.
    type Error: From<DecodeError>;

    /// Appends a replacement to `out` and returns the index in `input` at which to go on.
    fn recover(
        &mut self,
        input: &[u8],
        error: DecodeError,
        out: &mut StrBuf,
    ) -> Result<usize, Self::Error>;
}

/// Decides how an encoder goes on.
pub trait EncodeErrors {
    /// What giving up looks like.
    type Error: From<EncodeError>;

    /// Returns a replacement and the index in `text` at which to go on.
    fn recover(
        &mut self,
        text: StrView,
        error: EncodeError,
    ) -> Result<(Replacement, usize), Self::Error>;
}

/// Writes into a [`StrBuf`], which cannot fail.
fn write(out: &mut StrBuf, text: std::fmt::Arguments) {
    let _ = out.write_fmt(text);
}

/// `str(UnicodeDecodeError)`.
pub fn decode_error_text(
    encoding: StrView,
    input: &[u8],
    start: i64,
    end: i64,
    reason: StrView,
) -> StrBuf {
    let mut out = StrBuf::from_utf8("'");
    out.push_view(encoding);
    let single = usize::try_from(start).ok().and_then(|i| input.get(i));
    match single.filter(|_| end == start + 1) {
        Some(byte) => write(
            &mut out,
            format_args!("' codec can't decode byte {byte:#04x} in position {start}: "),
        ),
        None => write(
            &mut out,
            format_args!(
                "' codec can't decode bytes in position {start}-{}: ",
                end - 1
            ),
        ),
    }
    out.push_view(reason);
    out
}

/// `'\xe9'`, or nothing when the range is not exactly one code point of `text`.
fn single_character(text: StrView, start: i64, end: i64) -> Option<StrBuf> {
    let index = usize::try_from(start).ok()?;
    if end != start + 1 || index >= text.len() {
        return None;
    }
    let mut out = StrBuf::from_utf8(" '");
    push_escape(&mut out, text.get(index));
    out.push_char('\'');
    Some(out)
}

/// The common part of the two texts about characters.
fn character_error_text(
    mut out: StrBuf,
    text: StrView,
    start: i64,
    end: i64,
    reason: StrView,
) -> StrBuf {
    out.push_str(" character");
    match single_character(text, start, end) {
        Some(character) => {
            out.push_view(character.view());
            write(&mut out, format_args!(" in position {start}: "));
        }
        None => {
            write(
                &mut out,
                format_args!("s in position {start}-{}: ", end - 1),
            );
        }
    }
    out.push_view(reason);
    out
}

/// `str(UnicodeEncodeError)`.
pub fn encode_error_text(
    encoding: StrView,
    text: StrView,
    start: i64,
    end: i64,
    reason: StrView,
) -> StrBuf {
    let mut out = StrBuf::from_utf8("'");
    out.push_view(encoding);
    out.push_str("' codec can't encode");
    character_error_text(out, text, start, end, reason)
}

/// `str(UnicodeTranslateError)`.
pub fn translate_error_text(text: StrView, start: i64, end: i64, reason: StrView) -> StrBuf {
    character_error_text(
        StrBuf::from_utf8("can't translate"),
        text,
        start,
        end,
        reason,
    )
}
