//! `repr` of bytes and bytearray.

use crate::builtins::str::escape::quote_for;

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends the bytes between quotes. `escaped` is the quote that gets a backslash.
fn push_quoted(bytes: &[u8], quote: u8, escaped: u8, out: &mut Vec<u8>) {
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\\' => out.extend(b"\\\\"),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            _ if byte == escaped => out.extend([b'\\', byte]),
            0x20..0x7F => out.push(byte),
            _ => {
                let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
                out.extend([b'\\', b'x', DIGITS[high], DIGITS[low]]);
            }
        }
    }
    out.push(quote);
}

fn quote_of(bytes: &[u8]) -> u8 {
    let has = |quote| memchr::memchr(quote, bytes).is_some();
    quote_for(has(b'\''), has(b'"'))
}

/// `repr(bytes)` as ASCII.
pub fn bytes_repr(bytes: &[u8]) -> Vec<u8> {
    let quote = quote_of(bytes);
    let mut out = Vec::with_capacity(bytes.len() + 3);
    out.push(b'b');
    push_quoted(bytes, quote, quote, &mut out);
    out
}

/// `repr(bytearray)` as ASCII; `class` is the name of the type. A single quote is always escaped here.
pub fn bytearray_repr(class: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(class.len() + bytes.len() + 5);
    out.extend_from_slice(class.as_bytes());
    out.extend(b"(b");
    push_quoted(bytes, quote_of(bytes), b'\'', &mut out);
    out.push(b')');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes() {
        assert_eq!(bytes_repr(b"it's"), b"b\"it's\"");
        assert_eq!(
            bytes_repr(b"it's \"x\"\t\0\xff\\"),
            b"b'it\\'s \"x\"\\t\\x00\\xff\\\\'"
        );
        assert_eq!(
            bytearray_repr("bytearray", b"it's"),
            b"bytearray(b\"it\\'s\")"
        );
    }
}
