//! How the text of a Python string is stored: PEP 393, one of four kinds of code unit.
//!
//! [`StrView`] borrows the text of some string; [`StrBuf`] builds a new one.
//! Invariant of a view: an `Ascii` view holds only units below 0x80. Otherwise a view may be wider than
//! its text needs (a slice of a wide string), so comparisons never look at the kind alone.
//! Invariant of a buffer: it is always of the smallest kind that fits its text, so finishing is free.
//! Lone surrogates are ordinary code points here; only the conversions to UTF-8 care about them.
//! Deliberately absent: Python objects, hashes, reference counts, and every method a script can call.
//! Next file to read: `search.rs`.

use crate::runtime::memory;
use std::cmp::Ordering;
use std::fmt;

/// What U+FFFD, the replacement character, is.
pub const REPLACEMENT: u32 = 0xFFFD;

/// The text of a string, borrowed.
#[derive(Clone, Copy)]
pub enum StrView<'a> {
    /// Every code point is below 0x80: also valid UTF-8.
    Ascii(&'a [u8]),
    /// One byte per code point, up to 0xFF.
    Latin1(&'a [u8]),
    /// Two bytes per code point, up to 0xFFFF.
    Ucs2(&'a [u16]),
    /// Four bytes per code point, up to 0x10FFFF.
    Ucs4(&'a [u32]),
}

/// Runs one expression with `$units` bound to the slice inside a view, whatever its unit type.
macro_rules! with_units {
    ($view:expr, $units:ident => $body:expr) => {
        match $view {
            $crate::builtins::str::storage::StrView::Ascii($units) => $body,
            $crate::builtins::str::storage::StrView::Latin1($units) => $body,
            $crate::builtins::str::storage::StrView::Ucs2($units) => $body,
            $crate::builtins::str::storage::StrView::Ucs4($units) => $body,
        }
    };
}
pub(crate) use with_units;

impl<'a> StrView<'a> {
    /// The empty string.
    pub const EMPTY: StrView<'static> = StrView::Ascii(&[]);

    /// A view of an ASCII `&str`; `None` when it holds anything else.
    pub fn from_ascii(text: &'a str) -> Option<StrView<'a>> {
        text.is_ascii().then_some(StrView::Ascii(text.as_bytes()))
    }

    /// A view of bytes taken as Latin-1, `Ascii` when they are.
    pub fn from_latin1(bytes: &'a [u8]) -> StrView<'a> {
        if bytes.is_ascii() {
            StrView::Ascii(bytes)
        } else {
            StrView::Latin1(bytes)
        }
    }

    /// Length in code points.
    #[inline]
    pub fn len(self) -> usize {
        with_units!(self, s => s.len())
    }

    /// Whether there is no text.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code point at `index`, which the caller has checked to be in range.
    #[inline]
    pub fn get(self, index: usize) -> u32 {
        match self {
            StrView::Ascii(s) | StrView::Latin1(s) => u32::from(s[index]),
            StrView::Ucs2(s) => u32::from(s[index]),
            StrView::Ucs4(s) => s[index],
        }
    }

    /// The first code point.
    pub fn first(self) -> Option<u32> {
        (!self.is_empty()).then(|| self.get(0))
    }

    /// The last code point.
    pub fn last(self) -> Option<u32> {
        self.len().checked_sub(1).map(|i| self.get(i))
    }

    /// The code points in order.
    #[inline]
    pub fn iter(self) -> Codes<'a> {
        match self {
            StrView::Ascii(s) | StrView::Latin1(s) => Codes::One(s.iter()),
            StrView::Ucs2(s) => Codes::Two(s.iter()),
            StrView::Ucs4(s) => Codes::Four(s.iter()),
        }
    }

    /// The text from `start` up to but not including `end`, both clamped to the length.
    /// The kind stays, but for one-byte text that turns out to be ASCII only in [`StrBuf::from_view`].
    pub fn slice(self, start: usize, end: usize) -> StrView<'a> {
        let end = end.min(self.len());
        let start = start.min(end);
        match self {
            StrView::Ascii(s) => StrView::Ascii(&s[start..end]),
            StrView::Latin1(s) => StrView::Latin1(&s[start..end]),
            StrView::Ucs2(s) => StrView::Ucs2(&s[start..end]),
            StrView::Ucs4(s) => StrView::Ucs4(&s[start..end]),
        }
    }

    /// An upper bound of the largest code point that lies in the same kind: 0x7F, 0xFF, 0xFFFF or 0x10FFFF.
    pub fn max_char(self) -> u32 {
        let seen = match self {
            StrView::Ascii(_) => 0,
            StrView::Latin1(s) => 0x80 * u32::from(!s.is_ascii()),
            // Or-ing vectorises, and the highest set bit is all that the kind depends on.
            StrView::Ucs2(s) => u32::from(s.iter().fold(0, |all, &c| all | c)),
            StrView::Ucs4(s) => s.iter().fold(0, |all, &c| all | c),
        };
        match seen {
            0..0x80 => 0x7F,
            0x80..0x100 => 0xFF,
            0x100..0x1_0000 => 0xFFFF,
            _ => 0x10_FFFF,
        }
    }

    /// Whether every code point is below 0x80.
    pub fn is_ascii(self) -> bool {
        self.max_char() == 0x7F
    }

    /// The text as `&str` when it is stored as ASCII.
    pub fn as_ascii_str(self) -> Option<&'a str> {
        match self {
            StrView::Ascii(s) => std::str::from_utf8(s).ok(),
            _ => None,
        }
    }

    /// Whether the text is exactly `text`.
    pub fn eq_str(self, text: &str) -> bool {
        match self {
            StrView::Ascii(s) => s == text.as_bytes(),
            _ => self.iter().eq(text.chars().map(u32::from)),
        }
    }

    /// The text as UTF-8, or the index of the first lone surrogate.
    pub fn to_utf8(self) -> Result<String, usize> {
        let mut out = String::with_capacity(self.len());
        if let Some(text) = self.as_ascii_str() {
            out.push_str(text);
            return Ok(out);
        }
        for (index, code) in self.iter().enumerate() {
            out.push(char::from_u32(code).ok_or(index)?);
        }
        Ok(out)
    }

    /// The text as UTF-8 with every lone surrogate replaced by U+FFFD.
    pub fn to_utf8_lossy(self) -> String {
        if let Some(text) = self.as_ascii_str() {
            return text.to_owned();
        }
        let replaced = |code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.iter().map(replaced).collect()
    }

    /// The text as UTF-8 in which lone surrogates are encoded too (`surrogatepass`).
    pub fn to_wtf8(self) -> Vec<u8> {
        if let StrView::Ascii(s) = self {
            return s.to_vec();
        }
        let mut out = Vec::with_capacity(self.len() * 2);
        for code in self.iter() {
            push_wtf8(&mut out, code);
        }
        out
    }
}

/// The (generalised) UTF-8 form of a code point, surrogates included, and its length.
#[inline]
pub fn wtf8(code: u32) -> ([u8; 4], usize) {
    let tail = |shift: u32| 0x80 | ((code >> shift) & 0x3F) as u8;
    match code {
        0..0x80 => ([code as u8, 0, 0, 0], 1),
        0x80..0x800 => ([0xC0 | (code >> 6) as u8, tail(0), 0, 0], 2),
        0x800..0x1_0000 => ([0xE0 | (code >> 12) as u8, tail(6), tail(0), 0], 3),
        _ => ([0xF0 | (code >> 18) as u8, tail(12), tail(6), tail(0)], 4),
    }
}

/// Appends the (generalised) UTF-8 form of a code point.
pub fn push_wtf8(out: &mut Vec<u8>, code: u32) {
    let (bytes, length) = wtf8(code);
    out.extend_from_slice(&bytes[..length]);
}

impl PartialEq for StrView<'_> {
    fn eq(&self, other: &StrView) -> bool {
        match (*self, *other) {
            (StrView::Ascii(a) | StrView::Latin1(a), StrView::Ascii(b) | StrView::Latin1(b)) => {
                a == b
            }
            (StrView::Ucs2(a), StrView::Ucs2(b)) => a == b,
            (StrView::Ucs4(a), StrView::Ucs4(b)) => a == b,
            (a, b) => a.len() == b.len() && a.iter().eq(b.iter()),
        }
    }
}

impl Eq for StrView<'_> {}

impl PartialOrd for StrView<'_> {
    fn partial_cmp(&self, other: &StrView) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StrView<'_> {
    fn cmp(&self, other: &StrView) -> Ordering {
        match (*self, *other) {
            (StrView::Ascii(a) | StrView::Latin1(a), StrView::Ascii(b) | StrView::Latin1(b)) => {
                a.cmp(b)
            }
            (a, b) => a.iter().cmp(b.iter()),
        }
    }
}

impl fmt::Debug for StrView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_utf8_lossy(), f)
    }
}

/// Iterator over the code points of a [`StrView`].
#[derive(Clone)]
pub enum Codes<'a> {
    /// Over ASCII or Latin-1.
    One(std::slice::Iter<'a, u8>),
    /// Over two-byte units.
    Two(std::slice::Iter<'a, u16>),
    /// Over four-byte units.
    Four(std::slice::Iter<'a, u32>),
}

impl Iterator for Codes<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        match self {
            Codes::One(units) => units.next().map(|&c| u32::from(c)),
            Codes::Two(units) => units.next().map(|&c| u32::from(c)),
            Codes::Four(units) => units.next().copied(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Codes::One(units) => units.size_hint(),
            Codes::Two(units) => units.size_hint(),
            Codes::Four(units) => units.size_hint(),
        }
    }
}

impl DoubleEndedIterator for Codes<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u32> {
        match self {
            Codes::One(units) => units.next_back().map(|&c| u32::from(c)),
            Codes::Two(units) => units.next_back().map(|&c| u32::from(c)),
            Codes::Four(units) => units.next_back().copied(),
        }
    }
}

impl ExactSizeIterator for Codes<'_> {}

/// Text under construction, always of the smallest kind that fits. The object layer takes the `Vec` over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StrBuf {
    /// Every code point is below 0x80.
    Ascii(Vec<u8>),
    /// The largest code point is in 0x80..=0xFF.
    Latin1(Vec<u8>),
    /// The largest code point is in 0x100..=0xFFFF.
    Ucs2(Vec<u16>),
    /// The largest code point is above 0xFFFF.
    Ucs4(Vec<u32>),
}

impl Default for StrBuf {
    fn default() -> StrBuf {
        StrBuf::new()
    }
}

impl StrBuf {
    /// No text, nothing allocated.
    pub const fn new() -> StrBuf {
        StrBuf::Ascii(Vec::new())
    }

    /// No text yet, room for `capacity` ASCII characters.
    pub fn with_capacity(capacity: usize) -> StrBuf {
        StrBuf::Ascii(empty(capacity))
    }

    /// No text yet, of the kind that `max_char` needs, for text that will contain such a character.
    pub fn with_kind(max_char: u32, capacity: usize) -> StrBuf {
        match max_char {
            0..0x80 => StrBuf::Ascii(empty(capacity)),
            0x80..0x100 => StrBuf::Latin1(empty(capacity)),
            0x100..0x1_0000 => StrBuf::Ucs2(empty(capacity)),
            _ => StrBuf::Ucs4(empty(capacity)),
        }
    }

    /// A copy of a view, narrowed to the smallest kind.
    pub fn from_view(view: StrView) -> StrBuf {
        let mut out = StrBuf::new();
        out.push_view(view);
        out
    }

    /// One code point.
    pub fn from_code(code: u32) -> StrBuf {
        let mut out = StrBuf::new();
        out.push_code(code);
        out
    }

    /// A copy of code points.
    pub fn from_codes(codes: &[u32]) -> StrBuf {
        StrBuf::from_view(StrView::Ucs4(codes))
    }

    /// A copy of UTF-8 text.
    pub fn from_utf8(text: &str) -> StrBuf {
        let mut out = StrBuf::with_capacity(text.len());
        out.push_str(text);
        out
    }

    /// Bytes taken as Latin-1: byte `b` is code point `b`.
    pub fn from_latin1(bytes: Vec<u8>) -> StrBuf {
        if bytes.is_ascii() {
            StrBuf::Ascii(bytes)
        } else {
            StrBuf::Latin1(bytes)
        }
    }

    /// Decodes generalised UTF-8 (lone surrogates encoded as three bytes), as [`StrView::to_wtf8`] makes it.
    /// A byte that fits nowhere becomes U+FFFD: callers hand over what they made themselves.
    pub fn from_wtf8(bytes: &[u8]) -> StrBuf {
        let mut out = StrBuf::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some((&lead, after)) = rest.split_first() {
            let (length, head) = match lead {
                0..0x80 => (0, u32::from(lead)),
                0xC0..0xE0 => (1, u32::from(lead & 0x1F)),
                0xE0..0xF0 => (2, u32::from(lead & 0x0F)),
                0xF0..0xF8 => (3, u32::from(lead & 0x07)),
                _ => (0, REPLACEMENT),
            };
            let (code, left) = match after.split_at_checked(length) {
                Some((tail, left)) => {
                    let join = |code, &b: &u8| (code << 6) | u32::from(b & 0x3F);
                    (tail.iter().fold(head, join), left)
                }
                None => (REPLACEMENT, &[][..]),
            };
            out.push_code(if code > 0x10_FFFF { REPLACEMENT } else { code });
            rest = left;
        }
        out
    }

    /// The text so far.
    #[inline]
    pub fn view(&self) -> StrView<'_> {
        match self {
            StrBuf::Ascii(b) => StrView::Ascii(b),
            StrBuf::Latin1(b) => StrView::Latin1(b),
            StrBuf::Ucs2(b) => StrView::Ucs2(b),
            StrBuf::Ucs4(b) => StrView::Ucs4(b),
        }
    }

    /// Length in code points.
    pub fn len(&self) -> usize {
        self.view().len()
    }

    /// Whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.view().is_empty()
    }

    /// Makes room for `more` further code points of the present kind.
    pub fn reserve(&mut self, more: usize) {
        match self {
            StrBuf::Ascii(b) | StrBuf::Latin1(b) => make_room(b, more),
            StrBuf::Ucs2(b) => make_room(b, more),
            StrBuf::Ucs4(b) => make_room(b, more),
        };
    }

    /// As [`StrBuf::reserve`]; false if there is no memory, and then the text so far is gone.
    fn has_room(&mut self, more: usize) -> bool {
        match self {
            StrBuf::Ascii(b) | StrBuf::Latin1(b) => make_room(b, more),
            StrBuf::Ucs2(b) => make_room(b, more),
            StrBuf::Ucs4(b) => make_room(b, more),
        }
    }

    /// Appends one code point (at most 0x10FFFF; surrogates are fine).
    #[inline]
    pub fn push_code(&mut self, code: u32) {
        match self {
            StrBuf::Ascii(b) if code < 0x80 => push_unit(b, code as u8),
            StrBuf::Latin1(b) if code < 0x100 => push_unit(b, code as u8),
            StrBuf::Ucs2(b) if code < 0x1_0000 => push_unit(b, code as u16),
            StrBuf::Ucs4(b) => push_unit(b, code),
            _ => {
                self.widen_for(code);
                self.push_code(code);
            }
        }
    }

    /// Appends a `char`.
    pub fn push_char(&mut self, c: char) {
        self.push_code(u32::from(c));
    }

    /// Appends UTF-8 text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            return self.push_view(StrView::Ascii(text.as_bytes()));
        }
        // The largest byte is a lead byte, and tells the kind: C2 and C3 lead Latin-1, F0 and up need four bytes.
        let kind = match text.bytes().max().unwrap_or(0) {
            0..0x80 => 0,
            0x80..0xC4 => 0x80,
            0xC4..0xF0 => 0x100,
            0xF0.. => 0x1_0000,
        };
        self.widen_for(kind);
        if !self.has_room(text.chars().count()) {
            return;
        }
        match self {
            StrBuf::Ascii(b) | StrBuf::Latin1(b) => push_chars(b, text, |c| c as u8),
            StrBuf::Ucs2(b) => push_chars(b, text, |c| c as u16),
            StrBuf::Ucs4(b) => push_chars(b, text, u32::from),
        }
    }

    /// Appends text that is known to be ASCII from the way it was made.
    pub fn push_ascii(&mut self, text: &[u8]) {
        debug_assert!(text.is_ascii());
        self.push_view(StrView::Ascii(text));
    }

    /// Appends a view; a wider view than the buffer is looked through first, so that nothing widens in vain.
    pub fn push_view(&mut self, view: StrView) {
        if !self.has_room(view.len()) {
            return;
        }
        match (&mut *self, view) {
            (StrBuf::Ascii(b), StrView::Ascii(s)) => b.extend_from_slice(s),
            (StrBuf::Latin1(b), StrView::Ascii(s) | StrView::Latin1(s)) => b.extend_from_slice(s),
            (StrBuf::Ucs2(b), StrView::Ucs2(s)) => b.extend_from_slice(s),
            (StrBuf::Ucs4(b), StrView::Ucs4(s)) => b.extend_from_slice(s),
            (StrBuf::Ucs2(b), StrView::Ascii(s) | StrView::Latin1(s)) => {
                b.extend(s.iter().map(|&c| u16::from(c)));
            }
            (StrBuf::Ucs4(b), view) => b.extend(view.iter()),
            (_, view) => {
                self.widen_for(view.max_char());
                match (&mut *self, view) {
                    (StrBuf::Latin1(b), StrView::Latin1(s)) => b.extend_from_slice(s),
                    (StrBuf::Ucs2(b), StrView::Ucs2(s)) => b.extend_from_slice(s),
                    (StrBuf::Ucs4(b), StrView::Ucs4(s)) => b.extend_from_slice(s),
                    _ => self.push_narrowed(view),
                }
            }
        }
    }

    /// Appends a view wider than the buffer, whose code points are known to fit all the same.
    fn push_narrowed(&mut self, view: StrView) {
        match (self, view) {
            (StrBuf::Ascii(b) | StrBuf::Latin1(b), StrView::Ascii(s) | StrView::Latin1(s)) => {
                b.extend_from_slice(s);
            }
            (StrBuf::Ascii(b) | StrBuf::Latin1(b), StrView::Ucs2(s)) => {
                b.extend(s.iter().map(|&c| c as u8));
            }
            (StrBuf::Ascii(b) | StrBuf::Latin1(b), StrView::Ucs4(s)) => {
                b.extend(s.iter().map(|&c| c as u8));
            }
            (StrBuf::Ucs2(b), view) => b.extend(view.iter().map(|c| c as u16)),
            (StrBuf::Ucs4(b), view) => b.extend(view.iter()),
        }
    }

    /// Appends `count` copies of one code point.
    pub fn push_fill(&mut self, code: u32, count: usize) {
        if count == 0 {
            return;
        }
        self.widen_for(code);
        if !self.has_room(count) {
            return;
        }
        match self {
            StrBuf::Ascii(b) | StrBuf::Latin1(b) => b.resize(b.len() + count, code as u8),
            StrBuf::Ucs2(b) => b.resize(b.len() + count, code as u16),
            StrBuf::Ucs4(b) => b.resize(b.len() + count, code),
        }
    }

    /// `view` repeated `count` times. The caller has checked that the length fits in memory.
    pub fn repeat(view: StrView, count: usize) -> StrBuf {
        match StrBuf::from_view(view) {
            StrBuf::Ascii(b) => StrBuf::Ascii(b.repeat(count)),
            _ if count == 0 => StrBuf::new(),
            StrBuf::Latin1(b) => StrBuf::Latin1(b.repeat(count)),
            StrBuf::Ucs2(b) => StrBuf::Ucs2(b.repeat(count)),
            StrBuf::Ucs4(b) => StrBuf::Ucs4(b.repeat(count)),
        }
    }

    /// Moves to a kind that can hold `code`; nothing happens when the present one can.
    #[cold]
    fn widen_for(&mut self, code: u32) {
        let wide = match (&mut *self, code) {
            (_, 0..0x80) | (StrBuf::Latin1(_), 0..0x100) => return,
            (StrBuf::Ucs2(_), 0..0x1_0000) | (StrBuf::Ucs4(_), _) => return,
            (StrBuf::Ascii(b), 0..0x100) => StrBuf::Latin1(std::mem::take(b)),
            (StrBuf::Ascii(b) | StrBuf::Latin1(b), 0..0x1_0000) => {
                let mut wide = empty(b.capacity());
                if wide.capacity() >= b.len() {
                    wide.extend(b.iter().map(|&c| u16::from(c)));
                }
                StrBuf::Ucs2(wide)
            }
            (StrBuf::Ascii(b) | StrBuf::Latin1(b), _) => {
                let mut wide = empty(b.capacity());
                if wide.capacity() >= b.len() {
                    wide.extend(b.iter().map(|&c| u32::from(c)));
                }
                StrBuf::Ucs4(wide)
            }
            (StrBuf::Ucs2(b), _) => {
                let mut wide = empty(b.capacity());
                if wide.capacity() >= b.len() {
                    wide.extend(b.iter().map(|&c| u32::from(c)));
                }
                StrBuf::Ucs4(wide)
            }
        };
        *self = wide;
    }
}

/// An empty vector with room for `capacity` units, or without if there is no memory.
fn empty<T>(capacity: usize) -> Vec<T> {
    let mut units = Vec::new();
    if units.try_reserve_exact(capacity).is_err() {
        memory::report_shortage();
    }
    units
}

/// Makes room for `more` units. Without memory the units so far are dropped, and MemoryError comes
/// at the thread's next check point: nobody gets to see the text that is left.
#[inline]
fn make_room<T>(units: &mut Vec<T>, more: usize) -> bool {
    units.capacity() - units.len() >= more || grow(units, more)
}

#[cold]
#[inline(never)]
fn grow<T>(units: &mut Vec<T>, more: usize) -> bool {
    let fits = units.try_reserve(more).is_ok();
    if !fits {
        *units = Vec::new();
        memory::report_shortage();
    }
    fits
}

#[inline(always)]
fn push_unit<T>(units: &mut Vec<T>, unit: T) {
    if make_room(units, 1) {
        units.push(unit);
    }
}

/// Appends characters that fit. Filling a resized vector needs no check of its capacity at every character.
fn push_chars<T: Copy + Default>(units: &mut Vec<T>, text: &str, unit: impl Fn(char) -> T) {
    let start = units.len();
    units.resize(start + text.chars().count(), T::default());
    for (slot, c) in units[start..].iter_mut().zip(text.chars()) {
        *slot = unit(c);
    }
}

impl FromIterator<u32> for StrBuf {
    fn from_iter<I: IntoIterator<Item = u32>>(codes: I) -> StrBuf {
        let codes = codes.into_iter();
        let mut out = StrBuf::with_capacity(codes.size_hint().0);
        codes.for_each(|code| out.push_code(code));
        out
    }
}

impl fmt::Write for StrBuf {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{StrBuf, StrView};

    #[test]
    fn a_buffer_is_always_of_the_smallest_kind() {
        let mut text = StrBuf::from_utf8("ab");
        assert!(matches!(text, StrBuf::Ascii(_)));
        text.push_code(0xE9);
        assert!(matches!(text, StrBuf::Latin1(_)));
        text.push_view(StrView::Ucs4(&[0x61, 0xFF]));
        assert!(matches!(text, StrBuf::Latin1(_)));
        text.push_code(0xD800);
        assert!(matches!(text, StrBuf::Ucs2(_)));
        text.push_code(0x1F600);
        assert_eq!(
            text,
            StrBuf::Ucs4(vec![0x61, 0x62, 0xE9, 0x61, 0xFF, 0xD800, 0x1F600])
        );
        assert_eq!(
            StrBuf::from_view(text.view().slice(0, 2)),
            StrBuf::Ascii(b"ab".to_vec())
        );
        assert_eq!(StrBuf::from_wtf8(&text.view().to_wtf8()), text);
        assert_eq!(text.view().to_utf8(), Err(5));
        assert_eq!(StrBuf::repeat(text.view(), 0), StrBuf::new());
    }

    #[test]
    fn comparison_ignores_the_kind() {
        let wide = StrView::Ucs4(&[0x61, 0x62]);
        assert_eq!(wide, StrView::Ascii(b"ab"));
        assert!(wide < StrView::Ascii(b"b"));
        assert!(StrView::Ucs2(&[0xFFFF]) < StrView::Ucs4(&[0x10000]));
    }
}
