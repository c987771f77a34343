//! split, rsplit, splitlines, partition, strip.
//!
//! Invariant: pieces are index ranges in the order found; from the right, the last piece comes first.
//! Next file to read: `case.rs`.

use super::predicates::is_space;
use crate::builtins::stringlib::search;
use crate::builtins::stringlib::split::{self, Side};

/// `split(separator)`; the separator is not empty.
pub fn split(text: &[u8], separator: &[u8], limit: usize, piece: impl FnMut(usize, usize)) {
    split::split(text, separator, limit, piece);
}

/// `rsplit(separator)`, last piece first; the separator is not empty.
pub fn rsplit(text: &[u8], separator: &[u8], limit: usize, piece: impl FnMut(usize, usize)) {
    split::rsplit(text, separator, limit, piece);
}

/// `split()`.
pub fn split_whitespace(text: &[u8], limit: usize, piece: impl FnMut(usize, usize)) {
    split::split_whitespace(text, limit, is_space, piece);
}

/// `rsplit()`, last piece first.
pub fn rsplit_whitespace(text: &[u8], limit: usize, piece: impl FnMut(usize, usize)) {
    split::rsplit_whitespace(text, limit, is_space, piece);
}

/// `splitlines`: unlike a string's, only `\n` and `\r` end lines.
pub fn splitlines(text: &[u8], keep_ends: bool, piece: impl FnMut(usize, usize)) {
    split::splitlines(text, keep_ends, |byte| matches!(byte, b'\n' | b'\r'), piece);
}

/// `partition`: where the first separator, which is not empty, starts.
pub fn partition(text: &[u8], separator: &[u8]) -> Option<usize> {
    search::find(text, separator)
}

/// `rpartition`: where the last separator, which is not empty, starts.
pub fn rpartition(text: &[u8], separator: &[u8]) -> Option<usize> {
    search::rfind(text, separator)
}

/// `strip()` and its siblings: the range left without whitespace.
pub fn strip(text: &[u8], side: Side) -> (usize, usize) {
    split::strip(text, side, is_space)
}

/// `strip(chars)` and its siblings.
pub fn strip_chars(text: &[u8], side: Side, chars: &[u8]) -> (usize, usize) {
    split::strip(text, side, |byte| memchr::memchr(byte, chars).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ascii_spaces_and_line_ends_count() {
        let mut lines = Vec::new();
        splitlines(b"a\x0bb\x1cc\r\nd\n\re", true, |start, end| {
            lines.push((start, end))
        });
        assert_eq!(lines, [(0, 7), (7, 9), (9, 10), (10, 11)]);
        assert_eq!(strip(b" \x0ba\x1c\xa0 ", Side::Both), (2, 5));
        assert_eq!(strip_chars(b"xyaxy", Side::Right, b"yx"), (0, 3));
        let mut words = Vec::new();
        rsplit_whitespace(b" a b  c ", 1, |start, end| words.push((start, end)));
        assert_eq!(words, [(6, 7), (0, 4)]);
    }
}
