//! UTF-32 in both byte orders.
//!
//! Invariant: byte orders are chosen as in `utf16.rs`.
//! Next file to read: `single_byte.rs`.

use super::error::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use super::handlers::is_surrogate;
use super::utf16::{ByteOrder, Decoded};
use crate::builtins::str::storage::{StrBuf, StrView};

/// The order that `input` starts with and the length of its mark.
fn order_of(input: &[u8], order: ByteOrder) -> (ByteOrder, usize) {
    match (order, input) {
        (ByteOrder::Marked, [0xFF, 0xFE, 0, 0, ..]) => (ByteOrder::Little, 4),
        (ByteOrder::Marked, [0, 0, 0xFE, 0xFF, ..]) => (ByteOrder::Big, 4),
        (ByteOrder::Marked, [_, _, _, _, ..]) => (ByteOrder::Little, 0),
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
    let encoding = if big { "utf-32-be" } else { "utf-32-le" };
    let mut text = StrBuf::with_capacity(input.len() / 4);
    while at < input.len() {
        let code = match input.get(at..at + 4) {
            Some(&[a, b, c, d]) if big => Some(u32::from_be_bytes([a, b, c, d])),
            Some(&[a, b, c, d]) => Some(u32::from_le_bytes([a, b, c, d])),
            _ => None,
        };
        let (end, reason) = match code {
            None if !last => break,
            None => (input.len(), "truncated data"),
            Some(0xD800..0xE000) => (
                at + 4,
                "code point in surrogate code point range(0xd800, 0xe000)",
            ),
            Some(0x11_0000..) => (at + 4, "code point not in range(0x110000)"),
            Some(code) => {
                text.push_code(code);
                at += 4;
                continue;
            }
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
        ByteOrder::Marked => "utf-32",
        ByteOrder::Little => "utf-32-le",
        ByteOrder::Big => "utf-32-be",
    };
    let push = |out: &mut Vec<u8>, code: u32| match order {
        ByteOrder::Big => out.extend(code.to_be_bytes()),
        _ => out.extend(code.to_le_bytes()),
    };
    let mut out = Vec::with_capacity(4 * text.len() + 4);
    if order == ByteOrder::Marked {
        push(&mut out, 0xFEFF);
    }
    let mut at = 0;
    while at < text.len() {
        let code = text.get(at);
        if !is_surrogate(code) {
            push(&mut out, code);
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
            Replacement::Bytes(bytes) if bytes.len().is_multiple_of(4) => {
                out.extend_from_slice(bytes)
            }
            Replacement::Text(StrBuf::Ascii(ascii)) => {
                ascii
                    .iter()
                    .for_each(|&byte| push(&mut out, u32::from(byte)));
            }
            _ => return Err(error.into()),
        }
        at = next;
    }
    Ok(out)
}
