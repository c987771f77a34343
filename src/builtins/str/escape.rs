//! `repr` of a string, and `ascii` on top of it.
//!
//! Invariant: what `repr` writes reads back as a literal with the same value.
//! Next file to read: `layout.rs`.

use super::predicates::is_printable_code;
use super::storage::{StrBuf, StrView};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Appends `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, whichever is the shortest that fits.
pub fn push_escape(out: &mut StrBuf, code: u32) {
    let (letter, digits) = match code {
        0..0x100 => (b'x', 2),
        0x100..0x1_0000 => (b'u', 4),
        _ => (b'U', 8),
    };
    let mut text = [b'\\', letter, 0, 0, 0, 0, 0, 0, 0, 0];
    for place in 0..digits {
        text[2 + place] = HEX[(code >> (4 * (digits - 1 - place)) & 15) as usize];
    }
    out.push_ascii(&text[..2 + digits]);
}

/// Single quotes, unless that would need a backslash that double quotes do not.
pub(crate) fn quote_for(has_single: bool, has_double: bool) -> u8 {
    if has_single && !has_double {
        b'"'
    } else {
        b'\''
    }
}

/// `repr(text)`.
pub fn repr(text: StrView) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len() + 2);
    let has = |quote: u8| text.iter().any(|c| c == u32::from(quote));
    let quote = quote_for(has(b'\''), has(b'"'));
    out.push_ascii(&[quote]);
    if let StrView::Ascii(s) = text {
        push_ascii_body(s, quote, &mut out);
    } else {
        text.iter()
            .for_each(|code| push_repr_code(code, quote, &mut out));
    }
    out.push_ascii(&[quote]);
    out
}

/// Copies runs of plain characters whole.
fn push_ascii_body(text: &[u8], quote: u8, out: &mut StrBuf) {
    let plain = |&b: &u8| (0x20..0x7F).contains(&b) && b != b'\\' && b != quote;
    let mut rest = text;
    while !rest.is_empty() {
        let run = rest.iter().take_while(|b| plain(b)).count();
        let (head, tail) = rest.split_at(run);
        out.push_ascii(head);
        let Some((&special, tail)) = tail.split_first() else {
            return;
        };
        push_repr_code(u32::from(special), quote, out);
        rest = tail;
    }
}

/// Appends one code point as `repr` shows it.
fn push_repr_code(code: u32, quote: u8, out: &mut StrBuf) {
    let short = match code {
        0x5C => b'\\',
        0x09 => b't',
        0x0A => b'n',
        0x0D => b'r',
        _ if code == u32::from(quote) => quote,
        _ if is_printable_code(code) => return out.push_code(code),
        _ => return push_escape(out, code),
    };
    out.push_ascii(&[b'\\', short]);
}

/// `ascii(x)` from `repr(x)`: everything above 0x7F is escaped.
pub fn escape_non_ascii(text: StrView) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len());
    if let StrView::Ascii(_) = text {
        out.push_view(text);
        return out;
    }
    for code in text.iter() {
        if code < 0x80 {
            out.push_code(code);
        } else {
            push_escape(&mut out, code);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_escapes() {
        let shown = |text: &str| repr(StrBuf::from_utf8(text).view()).view().to_utf8_lossy();
        assert_eq!(shown("it's"), "\"it's\"");
        assert_eq!(shown("it's \"x\""), "'it\\'s \"x\"'");
        assert_eq!(shown("a\\\t\n\r\0\x7f"), "'a\\\\\\t\\n\\r\\x00\\x7f'");
        assert_eq!(
            shown("é\u{a0}\u{ad}\u{200b}😀\u{e0001}"),
            "'é\\xa0\\xad\\u200b😀\\U000e0001'"
        );
        assert_eq!(
            repr(StrView::Ucs2(&[0xD800])),
            StrBuf::from_utf8("'\\ud800'")
        );
        let ascii = escape_non_ascii(StrBuf::from_utf8("'é😀'").view());
        assert_eq!(ascii, StrBuf::from_utf8("'\\xe9\\U0001f600'"));
    }
}
