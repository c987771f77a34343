//! Building blocks of the single-byte encodings that Python's `encodings` package keeps as tables.
//!
//! Invariant: a byte or a character without an entry is "undefined", the only error there is.
//! The general forms take a function, because a script's mapping may be any object.
//! Next file to read: `escape.rs`.

use super::error::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use crate::builtins::str::storage::{StrBuf, StrView};

const ENCODING: &str = "charmap";
const UNDEFINED: &str = "character maps to <undefined>";
/// In a decoding table, this code point stands for "no entry".
const NO_ENTRY: u32 = 0xFFFE;

/// Decodes with a table: the character for byte `b` is `table[b]`.
pub fn decode_with_table<H: DecodeErrors>(
    input: &[u8],
    table: StrView,
    errors: &mut H,
) -> Result<StrBuf, H::Error> {
    decode(input, errors, |byte, out| {
        let place = usize::from(byte);
        let code = (place < table.len()).then(|| table.get(place));
        let code = code.filter(|&code| code != NO_ENTRY);
        code.into_iter().for_each(|code| out.push_code(code));
        Ok(code.is_some())
    })
}

/// Decodes with a function that appends the text for a byte, or answers false when the byte is undefined.
pub fn decode<H: DecodeErrors>(
    input: &[u8],
    errors: &mut H,
    mut map: impl FnMut(u8, &mut StrBuf) -> Result<bool, H::Error>,
) -> Result<StrBuf, H::Error> {
    let mut out = StrBuf::with_capacity(input.len());
    let mut at = 0;
    while let Some(&byte) = input.get(at) {
        if map(byte, &mut out)? {
            at += 1;
        } else {
            let error = DecodeError {
                encoding: ENCODING,
                start: at,
                end: at + 1,
                reason: UNDEFINED,
            };
            at = errors.recover(input, error, &mut out)?;
        }
    }
    Ok(out)
}

/// Encodes with a function that appends the bytes for a character, or answers false when it is undefined.
pub fn encode<H: EncodeErrors>(
    text: StrView,
    errors: &mut H,
    mut map: impl FnMut(u32, &mut Vec<u8>) -> Result<bool, H::Error>,
) -> Result<Vec<u8>, H::Error> {
    let mut out = Vec::with_capacity(text.len());
    let mut scratch = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if map(text.get(at), &mut out)? {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < text.len() {
            scratch.clear();
            if map(text.get(end), &mut scratch)? {
                break;
            }
            end += 1;
        }
        let error = EncodeError {
            encoding: ENCODING,
            start: at,
            end,
            reason: UNDEFINED,
        };
        let (replacement, next) = errors.recover(text, error)?;
        match &replacement {
            Replacement::Bytes(bytes) => out.extend_from_slice(bytes),
            Replacement::Text(text) => {
                for code in text.view().iter() {
                    if !map(code, &mut out)? {
                        return Err(error.into());
                    }
                }
            }
        }
        at = next;
    }
    Ok(out)
}

/// The reverse of a decoding table: what `codecs.charmap_build` returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncodingMap {
    /// Code point and byte, sorted by code point.
    entries: Vec<(u32, u8)>,
}

impl EncodingMap {
    /// Reverses a table of up to 256 characters. Of two equal characters, the later byte wins.
    pub fn from_table(table: StrView) -> EncodingMap {
        let bytes = 0..=u8::MAX;
        let pairs = table
            .iter()
            .zip(bytes)
            .filter(|&(code, _)| code != NO_ENTRY);
        let mut entries: Vec<(u32, u8)> = pairs.collect();
        entries.sort_unstable_by_key(|&(code, byte)| (code, std::cmp::Reverse(byte)));
        entries.dedup_by_key(|&mut (code, _)| code);
        EncodingMap { entries }
    }

    /// The byte for a character.
    pub fn get(&self, code: u32) -> Option<u8> {
        let place = self
            .entries
            .binary_search_by_key(&code, |&(code, _)| code)
            .ok()?;
        Some(self.entries[place].1)
    }

    /// Encodes `text`.
    pub fn encode<H: EncodeErrors>(
        &self,
        text: StrView,
        errors: &mut H,
    ) -> Result<Vec<u8>, H::Error> {
        encode(text, errors, |code, out| {
            let byte = self.get(code);
            out.extend(byte);
            Ok(byte.is_some())
        })
    }
}
