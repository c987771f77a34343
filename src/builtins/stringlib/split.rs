//! Cutting a text into pieces: split, rsplit, splitlines, partition and strip.
//!
//! Invariant: pieces are reported as index ranges to a visitor, in the order they are found. The functions that
//! work from the right therefore report the last piece first; the caller reverses its list.
//! `limit` is `maxsplit` with "no limit" as `usize::MAX`; see [`split_limit`].

use super::{Unit, search};

/// Python's `maxsplit`: a negative number means no limit.
pub fn split_limit(maxsplit: i64) -> usize {
    usize::try_from(maxsplit).unwrap_or(usize::MAX)
}

/// Splits at each `separator`, which is not empty.
pub fn split<T: Unit>(
    text: &[T],
    separator: &[T],
    limit: usize,
    mut piece: impl FnMut(usize, usize),
) {
    let mut start = 0;
    T::each_match(text, separator, limit, |found| {
        piece(start, found);
        start = found + separator.len();
    });
    piece(start, text.len());
}

/// Splits at each `separator` from the right; the last piece comes first.
pub fn rsplit<T: Unit>(
    text: &[T],
    separator: &[T],
    limit: usize,
    mut piece: impl FnMut(usize, usize),
) {
    let mut end = text.len();
    for _ in 0..limit {
        let Some(found) = search::rfind(&text[..end], separator) else {
            break;
        };
        piece(found + separator.len(), end);
        end = found;
    }
    piece(0, end);
}

/// Splits at runs of whitespace, which also vanish at both ends.
pub fn split_whitespace<T: Unit>(
    text: &[T],
    limit: usize,
    is_space: impl Fn(T) -> bool,
    mut piece: impl FnMut(usize, usize),
) {
    let mut left = limit;
    let mut i = 0;
    loop {
        while i < text.len() && is_space(text[i]) {
            i += 1;
        }
        if i == text.len() {
            return;
        }
        if left == 0 {
            break;
        }
        left -= 1;
        let start = i;
        while i < text.len() && !is_space(text[i]) {
            i += 1;
        }
        piece(start, i);
    }
    piece(i, text.len());
}

/// Splits at runs of whitespace from the right; the last piece comes first.
pub fn rsplit_whitespace<T: Unit>(
    text: &[T],
    limit: usize,
    is_space: impl Fn(T) -> bool,
    mut piece: impl FnMut(usize, usize),
) {
    let mut left = limit;
    let mut end = text.len();
    loop {
        while end > 0 && is_space(text[end - 1]) {
            end -= 1;
        }
        if end == 0 {
            return;
        }
        if left == 0 {
            break;
        }
        left -= 1;
        let last = end;
        while end > 0 && !is_space(text[end - 1]) {
            end -= 1;
        }
        piece(end, last);
    }
    piece(0, end);
}

/// The first index that is not space, at most `end`.
pub fn strip_start<T: Unit>(text: &[T], end: usize, is_space: impl Fn(T) -> bool) -> usize {
    text[..end]
        .iter()
        .position(|&c| !is_space(c))
        .unwrap_or(end)
}

/// The index just past the last unit that is not space, at least `start`.
pub fn strip_end<T: Unit>(text: &[T], start: usize, is_space: impl Fn(T) -> bool) -> usize {
    let last = text[start..].iter().rposition(|&c| !is_space(c));
    last.map_or(start, |i| start + i + 1)
}

/// Which ends a strip method works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `lstrip`.
    Left,
    /// `rstrip`.
    Right,
    /// `strip`.
    Both,
}

/// The range that is left when the units `drop` accepts are taken off.
pub fn strip<T: Unit>(text: &[T], side: Side, drop: impl Fn(T) -> bool) -> (usize, usize) {
    let mut start = 0;
    if side != Side::Right {
        start = strip_start(text, text.len(), &drop);
    }
    let mut end = text.len();
    if side != Side::Left {
        end = strip_end(text, start, &drop);
    }
    (start, end)
}

/// Splits into lines. A carriage return followed by a line feed is one line end.
pub fn splitlines<T: Unit>(
    text: &[T],
    keep_ends: bool,
    is_line_end: impl Fn(T) -> bool,
    mut piece: impl FnMut(usize, usize),
) {
    let mut start = 0;
    while start < text.len() {
        let Some(found) = text[start..].iter().position(|&c| is_line_end(c)) else {
            return piece(start, text.len());
        };
        let end = start + found;
        let mut next = end + 1;
        let pair = text[end].code() == 0x0D && text.get(next).is_some_and(|c| c.code() == 0x0A);
        next += usize::from(pair);
        piece(start, if keep_ends { next } else { end });
        start = next;
    }
}
