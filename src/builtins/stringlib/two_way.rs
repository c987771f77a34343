//! Substring search for units wider than a byte, in linear time and constant space.
//!
//! A plain search with a first-unit skip runs first and pays for its comparisons from a budget; texts made to
//! defeat it exhaust the budget and go on with the two-way algorithm of Crochemore and Perrin.
//! Invariant: `REV` reads both texts back to front, so one body finds first and last occurrences.
//! Deliberately absent: bytes, which have `memchr::memmem`.

use super::Unit;

/// The unit at `index` from the front, or from the back when `REV`.
#[inline(always)]
fn at<T: Unit, const REV: bool>(text: &[T], index: usize) -> T {
    if REV {
        text[text.len() - 1 - index]
    } else {
        text[index]
    }
}

/// Index of the first (`REV`: last) `needle` in `text`. The needle is not empty.
pub(super) fn find<T: Unit, const REV: bool>(text: &[T], needle: &[T]) -> Option<usize> {
    let (n, m) = (text.len(), needle.len());
    if m > n {
        return None;
    }
    let found = plain::<T, REV>(text, needle)?;
    Some(if REV { n - m - found } else { found })
}

/// The plain search; the position counts from the end when `REV`.
fn plain<T: Unit, const REV: bool>(text: &[T], needle: &[T]) -> Option<usize> {
    let (n, m) = (text.len(), needle.len());
    let first = at::<T, REV>(needle, 0);
    let mut budget = 4 * n + 64;
    let mut start = 0;
    while start + m <= n {
        let skip = if REV {
            let end = n - start;
            end - 1 - T::rfind_unit(&text[..end], first)?
        } else {
            T::find_unit(&text[start..], first)?
        };
        start += skip;
        if start + m > n {
            return None;
        }
        let same = |&i: &usize| at::<T, REV>(text, start + i) == at::<T, REV>(needle, i);
        let matched = (1..m).take_while(same).count() + 1;
        if matched == m {
            return Some(start);
        }
        if matched > budget {
            return two_way::<T, REV>(text, needle, start);
        }
        budget -= matched;
        start += 1;
    }
    None
}

/// Start and period of the maximal suffix of `needle`, under the usual order or its reverse.
fn maximal_suffix<T: Unit, const REV: bool>(needle: &[T], reversed: bool) -> (usize, usize) {
    let m = needle.len();
    let (mut suffix, mut candidate, mut offset, mut period) = (0, 1, 0, 1);
    while candidate + offset < m {
        let a = at::<T, REV>(needle, candidate + offset);
        let b = at::<T, REV>(needle, suffix + offset);
        if a == b {
            if offset + 1 == period {
                candidate += period;
                offset = 0;
            } else {
                offset += 1;
            }
        } else if (a < b) != reversed {
            candidate += offset + 1;
            offset = 0;
            period = candidate - suffix;
        } else {
            suffix = candidate;
            candidate += 1;
            offset = 0;
            period = 1;
        }
    }
    (suffix, period)
}

/// The two-way search from `from` on.
fn two_way<T: Unit, const REV: bool>(text: &[T], needle: &[T], from: usize) -> Option<usize> {
    let (n, m) = (text.len(), needle.len());
    let up = maximal_suffix::<T, REV>(needle, false);
    let down = maximal_suffix::<T, REV>(needle, true);
    let (cut, period) = up.max(down);
    let needle_at = |i| at::<T, REV>(needle, i);
    let text_at = |i| at::<T, REV>(text, i);
    let periodic = cut + period <= m && (0..cut).all(|i| needle_at(i) == needle_at(i + period));
    // Without a global period, a mismatch on the left allows a jump of half the needle at least.
    let jump = if periodic {
        period
    } else {
        cut.max(m - cut) + 1
    };
    let mut start = from;
    let mut known = 0;
    while start + m <= n {
        let right = (cut.max(known)..m).find(|&i| needle_at(i) != text_at(start + i));
        if let Some(i) = right {
            start += i - cut + 1;
            known = 0;
            continue;
        }
        let left = (known..cut)
            .rev()
            .find(|&i| needle_at(i) != text_at(start + i));
        if left.is_none() {
            return Some(start);
        }
        start += jump;
        known = if periodic { m - period } else { 0 };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{find, two_way};

    /// Every needle over a two-letter alphabet against a text that contains all patterns of that length.
    #[test]
    fn agrees_with_a_naive_search() {
        let text: Vec<u16> = (0..600u32).map(|i| (i * i / 7 % 3 % 2) as u16).collect();
        for length in 1..9usize {
            for bits in 0..(1u32 << length) {
                let needle: Vec<u16> = (0..length).map(|i| (bits >> i & 1) as u16).collect();
                let first = text.windows(length).position(|w| w == needle);
                let last = text.windows(length).rposition(|w| w == needle);
                assert_eq!(find::<u16, false>(&text, &needle), first);
                assert_eq!(find::<u16, true>(&text, &needle), last);
                assert_eq!(two_way::<u16, false>(&text, &needle, 0), first);
                let from_back = last.map(|i| text.len() - length - i);
                assert_eq!(two_way::<u16, true>(&text, &needle, 0), from_back);
            }
        }
    }

    /// Quadratic work here would be 4e10 comparisons.
    #[test]
    fn nasty_inputs_stay_linear() {
        let text = vec![7u32; 400_000];
        let mut needle = vec![7u32; 100_000];
        needle.push(8);
        assert_eq!(find::<u32, false>(&text, &needle), None);
        needle.reverse();
        assert_eq!(find::<u32, true>(&text, &needle), None);
        needle.insert(0, 7);
        assert_eq!(find::<u32, false>(&text, &needle), None);
    }
}
