//! Cutting a string: split, rsplit, splitlines, partition, strip, and joining again.
//!
//! Invariant: pieces are index ranges in the order found; from the right, the last piece comes first.
//! Next file to read: `layout.rs`.

use super::predicates::{is_line_end, is_space};
use super::search::with_same_units;
use super::storage::{StrBuf, StrView, with_units};
use crate::builtins::stringlib::split::{self, Side};
use crate::builtins::stringlib::{Unit, search};

/// `str.split(separator)`; the separator is not empty.
pub fn split(text: StrView, separator: StrView, limit: usize, mut piece: impl FnMut(usize, usize)) {
    with_same_units!(text, separator, piece(0, text.len()), (t, s) => split::split(t, s, limit, piece));
}

/// `str.rsplit(separator)`, last piece first; the separator is not empty.
pub fn rsplit(
    text: StrView,
    separator: StrView,
    limit: usize,
    mut piece: impl FnMut(usize, usize),
) {
    with_same_units!(text, separator, piece(0, text.len()), (t, s) => split::rsplit(t, s, limit, piece));
}

/// `str.split()`.
pub fn split_whitespace(text: StrView, limit: usize, piece: impl FnMut(usize, usize)) {
    with_units!(text, t => split::split_whitespace(t, limit, |c| is_space(c.code()), piece));
}

/// `str.rsplit()`, last piece first.
pub fn rsplit_whitespace(text: StrView, limit: usize, piece: impl FnMut(usize, usize)) {
    with_units!(text, t => split::rsplit_whitespace(t, limit, |c| is_space(c.code()), piece));
}

/// `str.splitlines`.
pub fn splitlines(text: StrView, keep_ends: bool, piece: impl FnMut(usize, usize)) {
    with_units!(text, t => split::splitlines(t, keep_ends, |c| is_line_end(c.code()), piece));
}

/// `str.partition`: where the first separator, which is not empty, starts.
pub fn partition(text: StrView, separator: StrView) -> Option<usize> {
    with_same_units!(text, separator, None, (t, s) => search::find(t, s))
}

/// `str.rpartition`: where the last separator, which is not empty, starts.
pub fn rpartition(text: StrView, separator: StrView) -> Option<usize> {
    with_same_units!(text, separator, None, (t, s) => search::rfind(t, s))
}

/// `str.strip()` and its siblings: the range left without whitespace.
pub fn strip(text: StrView, side: Side) -> (usize, usize) {
    with_units!(text, t => split::strip(t, side, |c| is_space(c.code())))
}

/// `str.strip(chars)` and its siblings.
pub fn strip_chars(text: StrView, side: Side, chars: StrView) -> (usize, usize) {
    // One bit per low half-kibi of code points turns most characters away without a search.
    let bit = |code: u32| 1u64 << (code & 63);
    let seen = chars.iter().fold(0, |seen, code| seen | bit(code));
    let drop = |code: u32| seen & bit(code) != 0 && chars.iter().any(|c| c == code);
    with_units!(text, t => split::strip(t, side, |c| drop(c.code())))
}

/// `separator.join(pieces)`. The caller has checked that the length fits in memory.
pub fn join(separator: StrView, pieces: &[StrView]) -> StrBuf {
    let Some((first, rest)) = pieces.split_first() else {
        return StrBuf::new();
    };
    let lengths: usize = pieces.iter().map(|piece| piece.len()).sum();
    let widest = pieces
        .iter()
        .map(|piece| piece.max_char())
        .max()
        .unwrap_or(0);
    let widest = if rest.is_empty() {
        widest
    } else {
        widest.max(separator.max_char())
    };
    let capacity = lengths + rest.len() * separator.len();
    if let (StrView::Ascii(separator), 0..0x80) = (separator, widest) {
        return StrBuf::Ascii(join_ascii(separator, pieces, capacity));
    }
    let mut out = StrBuf::with_kind(widest, capacity);
    out.push_view(*first);
    for piece in rest {
        out.push_view(separator);
        out.push_view(*piece);
    }
    out
}

/// Joins pieces that are all ASCII, though their kind may be wider.
fn join_ascii(separator: &[u8], pieces: &[StrView], capacity: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(capacity);
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            match separator {
                [byte] => out.push(*byte),
                _ => out.extend_from_slice(separator),
            }
        }
        match piece {
            StrView::Ascii(s) | StrView::Latin1(s) => out.extend_from_slice(s),
            _ => out.extend(piece.iter().map(|code| code as u8)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, run: impl FnOnce(StrView, &mut dyn FnMut(usize, usize))) -> Vec<String> {
        let text = StrBuf::from_utf8(text);
        let mut out = Vec::new();
        run(text.view(), &mut |start, end| {
            out.push(text.view().slice(start, end).to_utf8_lossy());
        });
        out
    }

    #[test]
    fn whitespace_and_its_limits() {
        let split = |text, limit| pieces(text, |t, f| split_whitespace(t, limit, f));
        let rsplit = |text, limit| pieces(text, |t, f| rsplit_whitespace(t, limit, f));
        assert_eq!(split("  a\u{2003}b  c ", usize::MAX), ["a", "b", "c"]);
        assert_eq!(split("  a b  c ", 1), ["a", "b  c "]);
        assert_eq!(split("  a ", 0), ["a "]);
        assert_eq!(rsplit("  a b  c ", 1), ["c", "  a b"]);
        assert_eq!(rsplit("  a ", 0), ["  a"]);
        assert_eq!(split(" \t", usize::MAX), [""; 0]);
    }

    #[test]
    fn separators_and_lines() {
        let comma = StrView::Ascii(b",");
        assert_eq!(
            pieces(",a,,é", |t, f| super::split(t, comma, 2, f)),
            ["", "a", ",é"]
        );
        assert_eq!(
            pieces(",a,,é", |t, f| rsplit(t, comma, 2, f)),
            ["é", "", ",a"]
        );
        let lines = "a\r\nb\u{85}c\u{2028}\n\rd\r";
        assert_eq!(
            pieces(lines, |t, f| splitlines(t, false, f)),
            ["a", "b", "c", "", "", "d"]
        );
        assert_eq!(
            pieces(lines, |t, f| splitlines(t, true, f)),
            ["a\r\n", "b\u{85}", "c\u{2028}", "\n", "\r", "d\r"]
        );
    }

    #[test]
    fn strip_and_join() {
        let text = StrBuf::from_utf8("xy😀azyx");
        let chars = StrBuf::from_utf8("x😀y");
        assert_eq!(strip_chars(text.view(), Side::Both, chars.view()), (3, 5));
        assert_eq!(strip_chars(text.view(), Side::Left, chars.view()), (3, 7));
        assert_eq!(strip(StrView::Ascii(b"\x1c a\x1f"), Side::Right), (0, 3));
        let joined = join(
            StrView::Ascii(b"-"),
            &[text.view(), StrView::EMPTY, chars.view()],
        );
        assert_eq!(joined, StrBuf::from_utf8("xy😀azyx--x😀y"));
    }
}
