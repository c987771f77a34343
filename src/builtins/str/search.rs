//! Searching a string for a string of any kind: find, rfind, count, startswith, replace.
//!
//! Invariant: both texts are brought to the unit of the searched text; a needle that does not fit occurs nowhere.
//! Bounds are Python's `start` and `end`, clamped to `i64` by the caller, with `i64::MAX` for "not given".
//! Next file to read: `split.rs`.

use std::borrow::Cow;

use super::storage::{StrBuf, StrView};
use crate::builtins::stringlib::Unit;
use crate::builtins::stringlib::search::{self, clamp_range};

/// A unit type in which a view may be read.
pub(super) trait StrUnit: Unit {
    /// The text in this unit, copied only where the kind differs; `None` where a code point does not fit.
    fn units(view: StrView<'_>) -> Option<Cow<'_, [Self]>>;
}

/// The code points of a view, narrowed or widened to `T`.
fn convert<T: Unit>(view: StrView) -> Option<Vec<T>> {
    view.iter().map(T::from_code).collect()
}

impl StrUnit for u8 {
    fn units(view: StrView<'_>) -> Option<Cow<'_, [u8]>> {
        match view {
            StrView::Ascii(s) | StrView::Latin1(s) => Some(Cow::Borrowed(s)),
            _ => convert(view).map(Cow::Owned),
        }
    }
}

impl StrUnit for u16 {
    fn units(view: StrView<'_>) -> Option<Cow<'_, [u16]>> {
        match view {
            StrView::Ucs2(s) => Some(Cow::Borrowed(s)),
            _ => convert(view).map(Cow::Owned),
        }
    }
}

impl StrUnit for u32 {
    fn units(view: StrView<'_>) -> Option<Cow<'_, [u32]>> {
        match view {
            StrView::Ucs4(s) => Some(Cow::Borrowed(s)),
            _ => convert(view).map(Cow::Owned),
        }
    }
}

/// Runs `$body` with the units of `$text` and of `$needle` in the same type, or gives `$absent`.
macro_rules! with_same_units {
    ($text:expr, $needle:expr, $absent:expr, ($t:ident, $n:ident) => $body:expr) => {
        $crate::builtins::str::storage::with_units!($text, $t => {
            match $crate::builtins::str::search::needle_units(&$t[..], $needle) {
                Some(owned) => {
                    let $n = &owned[..];
                    $body
                }
                None => $absent,
            }
        })
    };
}
pub(super) use with_same_units;

/// [`Unit::each_match`] with the unit type inferred.
fn each_match<T: Unit>(text: &[T], needle: &[T], limit: usize, visit: impl FnMut(usize)) {
    T::each_match(text, needle, limit, visit);
}

/// The needle in the unit of `_text`.
pub(super) fn needle_units<'a, T: StrUnit>(
    _text: &[T],
    needle: StrView<'a>,
) -> Option<Cow<'a, [T]>> {
    T::units(needle)
}

/// `str.find`: index of the first `needle` between the bounds.
pub fn find(text: StrView, needle: StrView, start: i64, end: i64) -> Option<usize> {
    let (start, end) = clamp_range(start, end, text.len())?;
    let within = text.slice(start, end);
    let found = with_same_units!(within, needle, None, (t, n) => search::find(t, n))?;
    Some(start + found)
}

/// `str.rfind`: index of the last `needle` between the bounds.
pub fn rfind(text: StrView, needle: StrView, start: i64, end: i64) -> Option<usize> {
    let (start, end) = clamp_range(start, end, text.len())?;
    let within = text.slice(start, end);
    let found = with_same_units!(within, needle, None, (t, n) => search::rfind(t, n))?;
    Some(start + found)
}

/// `str.count`: non-overlapping occurrences between the bounds.
pub fn count(text: StrView, needle: StrView, start: i64, end: i64) -> usize {
    let Some((start, end)) = clamp_range(start, end, text.len()) else {
        return 0;
    };
    let within = text.slice(start, end);
    with_same_units!(within, needle, 0, (t, n) => search::count(t, n))
}

/// `needle in text`.
pub fn contains(text: StrView, needle: StrView) -> bool {
    with_same_units!(text, needle, false, (t, n) => search::find(t, n).is_some())
}

/// `str.startswith` for one prefix.
pub fn starts_with(text: StrView, prefix: StrView, start: i64, end: i64) -> bool {
    let Some((start, end)) = clamp_range(start, end, text.len()) else {
        return false;
    };
    let length = prefix.len();
    length <= end - start && text.slice(start, start + length) == prefix
}

/// `str.endswith` for one suffix.
pub fn ends_with(text: StrView, suffix: StrView, start: i64, end: i64) -> bool {
    let Some((start, end)) = clamp_range(start, end, text.len()) else {
        return false;
    };
    let length = suffix.len();
    length <= end - start && text.slice(end - length, end) == suffix
}

/// `str.replace`: at most `limit` replacements from the left. `None` when nothing changes.
pub fn replace(text: StrView, old: StrView, new: StrView, limit: usize) -> Option<StrBuf> {
    if limit == 0 || (old.is_empty() && new.is_empty()) {
        return None;
    }
    if old.is_empty() {
        return Some(interleave(text, new, limit));
    }
    let mut places = Vec::new();
    let mut short = false;
    let mut note = |place| {
        short |= places.try_reserve(1).is_err();
        if !short {
            places.push(place);
        }
    };
    with_same_units!(text, old, (), (t, n) => each_match(t, n, limit, &mut note));
    if short {
        crate::runtime::memory::report_shortage();
        return None;
    }
    if places.is_empty() {
        return None;
    }
    let kept = text.len() - places.len() * old.len();
    let mut out = StrBuf::with_capacity(kept + places.len() * new.len());
    let mut start = 0;
    for place in places {
        out.push_view(text.slice(start, place));
        out.push_view(new);
        start = place + old.len();
    }
    out.push_view(text.slice(start, text.len()));
    Some(out)
}

/// `new` before each code point and at the end, at most `limit` times: what replacing the empty string means.
fn interleave(text: StrView, new: StrView, limit: usize) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len() + limit.min(text.len() + 1) * new.len());
    for (index, code) in text.iter().enumerate() {
        if index == limit {
            out.push_view(text.slice(index, text.len()));
            return out;
        }
        out.push_view(new);
        out.push_code(code);
    }
    if limit > text.len() {
        out.push_view(new);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{StrBuf, count, find, replace, rfind};

    fn text(s: &str) -> StrBuf {
        StrBuf::from_utf8(s)
    }

    #[test]
    fn kinds_mix() {
        let wide = text("añ😀ñb");
        let find_in = |needle: &str| find(wide.view(), text(needle).view(), 0, i64::MAX);
        assert_eq!(find_in("ñ"), Some(1));
        assert_eq!(find_in("ñb"), Some(3));
        assert_eq!(find_in("😀"), Some(2));
        assert_eq!(rfind(wide.view(), text("ñ").view(), 0, -1), Some(3));
        assert_eq!(find(text("abc").view(), wide.view(), 0, i64::MAX), None);
        assert_eq!(count(wide.view(), text("").view(), 1, i64::MAX), 5);
        assert_eq!(find(text("abc").view(), text("").view(), 4, i64::MAX), None);
    }

    #[test]
    fn replacing_narrows_and_widens() {
        let run = |s: &str, old: &str, new: &str, limit| {
            replace(text(s).view(), text(old).view(), text(new).view(), limit)
        };
        assert_eq!(run("a😀b", "😀", "-", 9), Some(text("a-b")));
        assert_eq!(run("a-b-c", "-", "é😀", 1), Some(text("aé😀b-c")));
        assert_eq!(run("abc", "", "-", 9), Some(text("-a-b-c-")));
        assert_eq!(run("abc", "", "-", 2), Some(text("-a-bc")));
        assert_eq!(run("abc", "x", "-", 9), None);
    }
}
