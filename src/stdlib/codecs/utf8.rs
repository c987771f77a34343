//! UTF-8, and UTF-8 with a signature.
//!
//! Invariant: errors cover the bytes CPython's cover: an invalid start byte alone, or a start byte with as many of
//! its continuation bytes as were good.
//! Next file to read: `utf16.rs`.

use super::error::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use super::handlers::is_surrogate;
use crate::builtins::str::storage::{StrBuf, StrView, with_units, wtf8};
use crate::builtins::stringlib::Unit;

const ENCODING: &str = "utf-8";

/// The byte order mark in UTF-8.
pub const SIGNATURE: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Decodes `input` and tells how many bytes were used: all, unless `last` is false and a character is cut off.
pub fn decode<H: DecodeErrors>(
    input: &[u8],
    last: bool,
    errors: &mut H,
) -> Result<(StrBuf, usize), H::Error> {
    let mut out = StrBuf::with_capacity(input.len());
    let mut at = 0;
    loop {
        let rest = input.get(at..).unwrap_or_default();
        let bad = match std::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                return Ok((out, input.len()));
            }
            Err(bad) => bad,
        };
        let (good, tail) = rest.split_at(bad.valid_up_to());
        out.push_str(std::str::from_utf8(good).unwrap_or_default());
        at += good.len();
        if !last && is_cut_off(tail, bad.error_len()) {
            return Ok((out, at));
        }
        let (end, reason) = match bad.error_len() {
            None => (input.len(), "unexpected end of data"),
            Some(1) if !matches!(tail, [0xC2..=0xF4, ..]) => (at + 1, "invalid start byte"),
            Some(length) => (at + length, "invalid continuation byte"),
        };
        let error = DecodeError {
            encoding: ENCODING,
            start: at,
            end,
            reason,
        };
        at = errors.recover(input, error, &mut out)?;
    }
}

/// Whether more input could mend what is wrong with `tail`. Half a surrogate counts: `surrogatepass` may want it.
fn is_cut_off(tail: &[u8], error_length: Option<usize>) -> bool {
    error_length.is_none() || matches!(tail, [0xED, 0xA0..=0xBF])
}

/// Like [`decode`], without the signature that `input` may start with.
pub fn decode_sig<H: DecodeErrors>(
    input: &[u8],
    errors: &mut H,
) -> Result<(StrBuf, usize), H::Error> {
    let body = input.strip_prefix(&SIGNATURE).unwrap_or(input);
    let (text, used) = decode(body, true, errors)?;
    Ok((text, used + input.len() - body.len()))
}

/// Encodes `text`.
pub fn encode<H: EncodeErrors>(text: StrView, errors: &mut H) -> Result<Vec<u8>, H::Error> {
    if let StrView::Ascii(s) = text {
        return Ok(s.to_vec());
    }
    let mut out = Vec::with_capacity(text.len() * 2);
    let mut at = 0;
    loop {
        let rest = text.slice(at, text.len());
        let Some(found) = with_units!(rest, units => encode_units(units, &mut out)) else {
            return Ok(out);
        };
        at = recover(text, at + found, errors, &mut out)?;
    }
}

/// Appends `units` up to the first surrogate, whose index is returned.
fn encode_units<T: Unit>(units: &[T], out: &mut Vec<u8>) -> Option<usize> {
    // A block goes to the stack first: no capacity to check at every byte.
    const BLOCK: usize = 64;
    let mut buffer = [0u8; 4 * BLOCK];
    for (number, block) in units.chunks(BLOCK).enumerate() {
        let mut used = 0;
        for (index, unit) in block.iter().enumerate() {
            let code = unit.code();
            if is_surrogate(code) {
                out.extend_from_slice(&buffer[..used]);
                return Some(number * BLOCK + index);
            }
            let (bytes, length) = wtf8(code);
            buffer[used..used + 4].copy_from_slice(&bytes);
            used += length;
        }
        out.extend_from_slice(&buffer[..used]);
    }
    None
}

/// Deals with the run of surrogates at `start`.
fn recover<H: EncodeErrors>(
    text: StrView,
    start: usize,
    errors: &mut H,
    out: &mut Vec<u8>,
) -> Result<usize, H::Error> {
    let run = text
        .slice(start, text.len())
        .iter()
        .take_while(|&code| is_surrogate(code))
        .count();
    let reason = "surrogates not allowed";
    let error = EncodeError {
        encoding: ENCODING,
        start,
        end: start + run,
        reason,
    };
    let (replacement, next) = errors.recover(text, error)?;
    match &replacement {
        Replacement::Bytes(bytes) => out.extend_from_slice(bytes),
        Replacement::Text(StrBuf::Ascii(bytes)) => out.extend_from_slice(bytes),
        Replacement::Text(_) => return Err(error.into()),
    }
    Ok(next)
}
