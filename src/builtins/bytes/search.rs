//! find, rfind, count, startswith, endswith, replace, join.
//!
//! Bounds are Python's `start` and `end` clamped to `i64`, with `i64::MAX` for "not given". A method that also takes
//! an int passes a slice of one byte.
//! Next file to read: `split.rs`.

use crate::builtins::stringlib::Unit;
use crate::builtins::stringlib::search::{self, clamp_range};

/// `find`: index of the first `needle` between the bounds.
pub fn find(text: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (start, end) = clamp_range(start, end, text.len())?;
    Some(start + search::find(text.get(start..end)?, needle)?)
}

/// `rfind`: index of the last `needle` between the bounds.
pub fn rfind(text: &[u8], needle: &[u8], start: i64, end: i64) -> Option<usize> {
    let (start, end) = clamp_range(start, end, text.len())?;
    Some(start + search::rfind(text.get(start..end)?, needle)?)
}

/// `count`: non-overlapping occurrences between the bounds.
pub fn count(text: &[u8], needle: &[u8], start: i64, end: i64) -> usize {
    let range = clamp_range(start, end, text.len());
    let within = range.and_then(|(start, end)| text.get(start..end));
    within.map_or(0, |within| search::count(within, needle))
}

/// `needle in text`.
pub fn contains(text: &[u8], needle: &[u8]) -> bool {
    search::find(text, needle).is_some()
}

/// `startswith` for one prefix.
pub fn starts_with(text: &[u8], prefix: &[u8], start: i64, end: i64) -> bool {
    let range = clamp_range(start, end, text.len());
    let within = range.and_then(|(start, end)| text.get(start..end));
    within.is_some_and(|within| within.starts_with(prefix))
}

/// `endswith` for one suffix.
pub fn ends_with(text: &[u8], suffix: &[u8], start: i64, end: i64) -> bool {
    let range = clamp_range(start, end, text.len());
    let within = range.and_then(|(start, end)| text.get(start..end));
    within.is_some_and(|within| within.ends_with(suffix))
}

/// `replace`: at most `limit` replacements from the left. `None` when nothing changes.
pub fn replace(text: &[u8], old: &[u8], new: &[u8], limit: usize) -> Option<Vec<u8>> {
    if limit == 0 || (old.is_empty() && new.is_empty()) {
        return None;
    }
    if old.is_empty() {
        let mut out = Vec::with_capacity(text.len() + limit.min(text.len() + 1) * new.len());
        for (index, &byte) in text.iter().enumerate() {
            if index < limit {
                out.extend_from_slice(new);
            }
            out.push(byte);
        }
        if limit > text.len() {
            out.extend_from_slice(new);
        }
        return Some(out);
    }
    let mut out = Vec::new();
    let mut start = 0;
    u8::each_match(text, old, limit, |found| {
        out.extend_from_slice(&text[start..found]);
        out.extend_from_slice(new);
        start = found + old.len();
    });
    if start == 0 {
        return None;
    }
    out.extend_from_slice(&text[start..]);
    Some(out)
}

/// `separator.join(pieces)`. The caller has checked that the length fits in memory.
pub fn join(separator: &[u8], pieces: &[&[u8]]) -> Vec<u8> {
    pieces.join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_and_empty_needles() {
        assert_eq!(find(b"abcabc", b"c", 3, i64::MAX), Some(5));
        assert_eq!(rfind(b"abcabc", b"abc", 0, 5), Some(0));
        assert_eq!(find(b"abc", b"", 4, i64::MAX), None);
        assert_eq!(count(b"aaaa", b"", 1, 3), 3);
        assert!(starts_with(b"abc", b"", 3, i64::MAX) && !starts_with(b"abc", b"", 4, i64::MAX));
        assert!(ends_with(b"abc", b"b", 0, 2) && !ends_with(b"abc", b"ab", 1, 2));
    }

    #[test]
    fn replacing() {
        assert_eq!(replace(b"aXbXc", b"X", b"--", 1), Some(b"a--bXc".to_vec()));
        assert_eq!(replace(b"ab", b"", b"-", 2), Some(b"-a-b".to_vec()));
        assert_eq!(replace(b"ab", b"", b"-", 9), Some(b"-a-b-".to_vec()));
        assert_eq!(replace(b"ab", b"c", b"-", 9), None);
        assert_eq!(replace(b"", b"", b"-", 9), Some(b"-".to_vec()));
    }
}
