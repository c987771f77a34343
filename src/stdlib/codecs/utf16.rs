//! UTF-16 in both byte orders.
//!
//! Invariant: without a given byte order, a byte order mark decides and is dropped; without a mark it is little
//! endian, the order of every machine this runs on.
//! Next file to read: `utf32.rs`.

use super::error::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use super::handlers::is_surrogate;
use crate::builtins::str::storage::{StrBuf, StrView};

/// Byte order of UTF-16 and UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// A byte order mark is read or written.
    Marked,
    /// Low byte first.
    Little,
    /// High byte first.
    Big,
}

/// Decoded text, the input used, and the byte order found: what `codecs.utf_16_ex_decode` returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: StrBuf,
    /// How many bytes were used.
    pub consumed: usize,
    /// The order given, or the one that a mark tells; `Marked` when there was no mark.
    pub order: ByteOrder,
}

/// The order that `input` starts with and the length of its mark.
fn order_of(input: &[u8], order: ByteOrder) -> (ByteOrder, usize) {
    match (order, input) {
        (ByteOrder::Marked, [0xFF, 0xFE, ..]) => (ByteOrder::Little, 2),
        (ByteOrder::Marked, [0xFE, 0xFF, ..]) => (ByteOrder::Big, 2),
        (ByteOrder::Marked, [_, _, ..]) => (ByteOrder::Little, 0),
        _ => (order, 0),
    }
}

/// Decodes `input`; with `last` false, a cut-off character at the end is left unused.
pub fn decode<H: DecodeErrors>(
    input: &[u8],
    order: ByteOrder,
    last: bool,
    errors: &mut H,
) -> Result<Decoded, H::Error> {
    let given = order;
    let (order, mut at) = order_of(input, given);
    let found = if at > 0 { order } else { given };
    let big = order == ByteOrder::Big;
    let encoding = if big { "utf-16-be" } else { "utf-16-le" };
    let unit_at = |at: usize| match input.get(at..at + 2) {
        Some(&[a, b]) if big => Some(u32::from(u16::from_be_bytes([a, b]))),
        Some(&[a, b]) => Some(u32::from(u16::from_le_bytes([a, b]))),
        _ => None,
    };
    let mut text = StrBuf::with_capacity(input.len() / 2);
    while at < input.len() {
        let (end, reason) = match (unit_at(at), unit_at(at + 2)) {
            (Some(high @ 0xD800..0xDC00), Some(low @ 0xDC00..0xE000)) => {
                text.push_code(0x1_0000 + ((high - 0xD800) << 10 | (low - 0xDC00)));
                at += 4;
                continue;
            }
            (Some(0xD800..0xDC00), Some(_)) => (at + 2, "illegal UTF-16 surrogate"),
            (Some(0xD800..0xDC00), None) if !last => break,
            (Some(0xD800..0xDC00), None) => (input.len(), "unexpected end of data"),
            (Some(0xDC00..0xE000), _) => (at + 2, "illegal encoding"),
            (Some(code), _) => {
                text.push_code(code);
                at += 2;
                continue;
            }
            (None, _) if !last => break,
            (None, _) => (input.len(), "truncated data"),
        };
        let error = DecodeError {
            encoding,
            start: at,
            end,
            reason,
        };
        at = errors.recover(input, error, &mut text)?;
    }
    Ok(Decoded {
        text,
        consumed: at.min(input.len()),
        order: found,
    })
}

/// Encodes `text`.
pub fn encode<H: EncodeErrors>(
    text: StrView,
    order: ByteOrder,
    errors: &mut H,
) -> Result<Vec<u8>, H::Error> {
    let encoding = match order {
        ByteOrder::Marked => "utf-16",
        ByteOrder::Little => "utf-16-le",
        ByteOrder::Big => "utf-16-be",
    };
    let push = |out: &mut Vec<u8>, unit: u16| match order {
        ByteOrder::Big => out.extend(unit.to_be_bytes()),
        _ => out.extend(unit.to_le_bytes()),
    };
    let mut out = Vec::with_capacity(2 * text.len() + 2);
    if order == ByteOrder::Marked {
        push(&mut out, 0xFEFF);
    }
    let mut at = 0;
    while at < text.len() {
        let code = text.get(at);
        if !is_surrogate(code) {
            match code.checked_sub(0x1_0000) {
                Some(above) => {
                    push(&mut out, 0xD800 + (above >> 10) as u16);
                    push(&mut out, 0xDC00 + (above & 0x3FF) as u16);
                }
                None => push(&mut out, code as u16),
            }
            at += 1;
            continue;
        }
        let error = EncodeError {
            encoding,
            start: at,
            end: at + 1,
            reason: "surrogates not allowed",
        };
        let (replacement, next) = errors.recover(text, error)?;
        match &replacement {
            Replacement::Bytes(bytes) if bytes.len().is_multiple_of(2) => {
                out.extend_from_slice(bytes)
            }
            Replacement::Text(StrBuf::Ascii(ascii)) => {
                ascii
                    .iter()
                    .for_each(|&byte| push(&mut out, u16::from(byte)));
            }
            _ => return Err(error.into()),
        }
        at = next;
    }
    Ok(out)
}
