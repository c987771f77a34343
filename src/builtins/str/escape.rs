//! `repr` of a string, and `ascii` on top of it.
//!
//! Invariant: what `repr` writes reads back as a literal with the same value.
//! Next file to read: `layout.rs`.

use super::predicates::is_printable_code;
use super::search::contains;
use super::storage::{StrBuf, StrView, with_units};
use crate::builtins::stringlib::Unit;

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
    let has = |quote: &[u8]| contains(text, StrView::Ascii(quote));
    let quote = quote_for(has(b"'"), has(b"\""));
    let mut out = StrBuf::with_capacity(text.len() + 2);
    out.push_ascii(&[quote]);
    let mut at = 0;
    while at < text.len() {
        let rest = text.slice(at, text.len());
        let run = with_units!(rest, s => plain_run(s, quote));
        out.push_view(rest.slice(0, run));
        at += run;
        if at < text.len() {
            push_repr_code(text.get(at), quote, &mut out);
            at += 1;
        }
    }
    out.push_ascii(&[quote]);
    out
}

/// How many units at the start stand for themselves.
fn plain_run<T: Unit>(text: &[T], quote: u8) -> usize {
    let special = |code: u32| code == 0x5C || code == u32::from(quote);
    let plain = |unit: &T| is_printable_code(unit.code()) && !special(unit.code());
    text.iter()
        .position(|unit| !plain(unit))
        .unwrap_or(text.len())
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
