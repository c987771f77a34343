//! find, rfind and count, and the rule by which Python clamps their bounds.
//!
//! Invariant: an empty needle is found at every place between two units, ends included.
//! Next file to read: `split.rs`.

use super::Unit;

/// A `start, end` pair of a search method, clamped; `None` when the range is reversed.
///
/// `None` differs from an empty range: `"abc".find("", 3)` is 3, `"abc".find("", 4)` is -1.
pub fn clamp_range(start: i64, end: i64, len: usize) -> Option<(usize, usize)> {
    let size = i64::try_from(len).unwrap_or(i64::MAX);
    let clamp = |i: i64| if i < 0 { (i + size).max(0) } else { i };
    let (start, end) = (clamp(start), clamp(end).min(size));
    (start <= end).then_some((start as usize, end as usize))
}

/// Index of the first `needle` in `text`.
pub fn find<T: Unit>(text: &[T], needle: &[T]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [unit] => T::find_unit(text, *unit),
        _ if needle.len() > text.len() => None,
        _ => T::find_run(text, needle),
    }
}

/// Index of the last `needle` in `text`.
pub fn rfind<T: Unit>(text: &[T], needle: &[T]) -> Option<usize> {
    match needle {
        [] => Some(text.len()),
        [unit] => T::rfind_unit(text, *unit),
        _ if needle.len() > text.len() => None,
        _ => T::rfind_run(text, needle),
    }
}

/// How many non-overlapping `needle`s there are in `text`.
pub fn count<T: Unit>(text: &[T], needle: &[T]) -> usize {
    match needle {
        [] => text.len() + 1,
        [unit] => T::count_unit(text, *unit),
        _ => {
            let mut total = 0;
            T::each_match(text, needle, usize::MAX, |_| total += 1);
            total
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clamp_range, count, find, rfind};

    #[test]
    fn bounds_are_clamped_as_python_does() {
        assert_eq!(clamp_range(0, i64::MAX, 3), Some((0, 3)));
        assert_eq!(clamp_range(3, i64::MAX, 3), Some((3, 3)));
        assert_eq!(clamp_range(4, i64::MAX, 3), None);
        assert_eq!(clamp_range(i64::MIN, -1, 3), Some((0, 2)));
        assert_eq!(clamp_range(-1, i64::MIN, 3), None);
    }

    #[test]
    fn empty_needles_are_everywhere() {
        assert_eq!(find(b"abc", b""), Some(0));
        assert_eq!(rfind(b"abc", b""), Some(3));
        assert_eq!(count(b"abc", b""), 4);
        assert_eq!(count(b"aaaa", b"aa"), 2);
        assert_eq!(count(&[1u16, 1, 1, 2], &[1, 1]), 1);
    }
}
