//! `list.sort`: a stable merge sort that finds and uses order that is already there.
//!
//! The text is cut into ascending runs (descending ones are reversed), short ones are lengthened by insertion, and
//! neighbours are merged in the order of powersort. Merging gallops where one side keeps winning.
//! Invariant: between any two calls of `less`, and when one fails, `items` plus what a merge has set aside holds
//! every element once; a failing merge puts its share back before it returns.
//! The order of comparisons is that of CPython's list sort, so scripts that count them see the same numbers.
//! Deliberately absent: objects, keys and `reverse=`. The caller takes the items out of the list first, since a
//! comparison may run any script; with a key, it sorts pairs.
//! Next file to read: `gallop.rs`.

use super::gallop::{gallop_left, gallop_right};

/// Runs of at least this many wins in a row make galloping worth a try.
const MIN_GALLOP: usize = 7;
/// Ranges shorter than this are sorted by insertion alone.
const MAX_MIN_RUN: usize = 64;

/// What decides the order: whether the first is less than the second.
pub trait Less<T, E>: FnMut(&T, &T) -> Result<bool, E> {}
impl<T, E, F: FnMut(&T, &T) -> Result<bool, E>> Less<T, E> for F {}

/// Sorts `items` in place. On an error they hold a permutation of what they held.
pub fn merge_sort<T: Copy, E>(items: &mut [T], less: &mut impl Less<T, E>) -> Result<(), E> {
    if items.len() < 2 {
        return Ok(());
    }
    let mut sorter = Sorter {
        runs: Vec::new(),
        min_gallop: MIN_GALLOP,
        aside: Vec::new(),
    };
    let min_run = min_run_length(items.len());
    let mut start = 0;
    while start < items.len() {
        let rest = &mut items[start..];
        let mut length = count_run(rest, less)?;
        if length < min_run {
            let forced = rest.len().min(min_run);
            insertion_sort(&mut rest[..forced], length, less)?;
            length = forced;
        }
        sorter.found_run(items, start, length, less)?;
        start += length;
    }
    sorter.collapse(items, less)
}

/// A length between 32 and 64 such that `len` is close to, but not above, a power of two times it.
fn min_run_length(len: usize) -> usize {
    let (mut length, mut rounded_up) = (len, 0);
    while length >= MAX_MIN_RUN {
        rounded_up |= length & 1;
        length >>= 1;
    }
    length + rounded_up
}

/// Makes the longest possible run at the start of `items` ascending and returns its length.
fn count_run<T: Copy, E>(items: &mut [T], less: &mut impl Less<T, E>) -> Result<usize, E> {
    let len = items.len();
    if len < 2 {
        return Ok(len);
    }
    let ascending = extend_ascending(items, 1, less)?;
    if ascending == len {
        return Ok(len);
    }
    // Of equal elements at the front, a descending run may still be made.
    let mut equal = 0;
    if ascending > 1 {
        if less(&items[0], &items[ascending - 1])? {
            return Ok(ascending);
        }
        equal = ascending - 1;
    }
    reverse_equal(items, ascending, &mut equal);
    let mut end = ascending + 1;
    while end < len {
        if less(&items[end], &items[end - 1])? {
            reverse_equal(items, end, &mut equal);
        } else if less(&items[end - 1], &items[end])? {
            break;
        } else {
            equal += 1;
        }
        end += 1;
    }
    reverse_equal(items, end, &mut equal);
    items[..end].reverse();
    extend_ascending(items, end, less)
}

/// Reverses the equal elements before `end`, so that reversing the whole run later keeps their order.
fn reverse_equal<T>(items: &mut [T], end: usize, equal: &mut usize) {
    items[end - *equal - 1..end].reverse();
    *equal = 0;
}

/// The end of the ascending run that `items[..from]` begins.
fn extend_ascending<T, E>(
    items: &[T],
    from: usize,
    less: &mut impl Less<T, E>,
) -> Result<usize, E> {
    for end in from..items.len() {
        if less(&items[end], &items[end - 1])? {
            return Ok(end);
        }
    }
    Ok(items.len())
}

/// Sorts `items`, of which the first `sorted` (at least one) are in order, by binary insertion.
fn insertion_sort<T: Copy, E>(
    items: &mut [T],
    sorted: usize,
    less: &mut impl Less<T, E>,
) -> Result<(), E> {
    for place in sorted..items.len() {
        let (mut low, mut high) = (0, place);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(&items[place], &items[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let pivot = items[place];
        items.copy_within(low..place, low + 1);
        items[low] = pivot;
    }
    Ok(())
}

/// An ascending run that waits for its neighbour.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    length: usize,
    /// Depth, in the ideal tree of merges, of the node between this run and the next.
    power: u32,
}

/// What one sort carries along.
struct Sorter<T> {
    runs: Vec<Run>,
    /// How many wins in a row start galloping: adapts to the data.
    min_gallop: usize,
    /// The shorter of two runs being merged, moved out of the way.
    aside: Vec<T>,
}

impl<T: Copy> Sorter<T> {
    /// Takes in a new run, after merging earlier ones that belong together more closely.
    fn found_run<E>(
        &mut self,
        items: &mut [T],
        start: usize,
        length: usize,
        less: &mut impl Less<T, E>,
    ) -> Result<(), E> {
        if let Some(last) = self.runs.last() {
            let power = node_power(last.start, last.length, length, items.len());
            while let [.., before, _] = self.runs[..]
                && before.power > power
            {
                self.merge_at(items, self.runs.len() - 2, less)?;
            }
            if let Some(last) = self.runs.last_mut() {
                last.power = power;
            }
        }
        self.runs.push(Run {
            start,
            length,
            power: 0,
        });
        Ok(())
    }

    /// Merges all runs that are left.
    fn collapse<E>(&mut self, items: &mut [T], less: &mut impl Less<T, E>) -> Result<(), E> {
        while self.runs.len() > 1 {
            let mut at = self.runs.len() - 2;
            if at > 0 && self.runs[at - 1].length < self.runs[at + 1].length {
                at -= 1;
            }
            self.merge_at(items, at, less)?;
        }
        Ok(())
    }

    /// Merges the runs `at` and `at + 1`.
    fn merge_at<E>(
        &mut self,
        items: &mut [T],
        at: usize,
        less: &mut impl Less<T, E>,
    ) -> Result<(), E> {
        let left = self.runs[at];
        let right = self.runs.remove(at + 1);
        self.runs[at] = Run {
            start: left.start,
            length: left.length + right.length,
            power: right.power,
        };
        let middle = left.length;
        let items = &mut items[left.start..right.start + right.length];
        // What is at its place already, at either end, takes no part.
        let (a, b) = items.split_at(middle);
        let skip = gallop_right(&b[0], a, 0, less)?;
        if skip == middle {
            return Ok(());
        }
        let keep = gallop_left(&a[middle - 1], b, b.len() - 1, less)?;
        if keep == 0 {
            return Ok(());
        }
        let items = &mut items[skip..middle + keep];
        if middle - skip <= keep {
            self.merge_low(items, middle - skip, less)
        } else {
            self.merge_high(items, middle - skip, less)
        }
    }

    /// Merges from the left; the left run, the shorter one, is set aside.
    fn merge_low<E>(
        &mut self,
        items: &mut [T],
        middle: usize,
        less: &mut impl Less<T, E>,
    ) -> Result<(), E> {
        self.aside.clear();
        self.aside.extend_from_slice(&items[..middle]);
        let mut merge = Merge {
            items,
            aside: &self.aside,
            to: 0,
            a: 0,
            b: middle,
        };
        let result = merge.low(&mut self.min_gallop, less);
        // Whatever happened, what is left aside fills the gap exactly.
        let left = &merge.aside[merge.a..];
        let gap = merge.to..merge.to + left.len();
        merge.items[gap].copy_from_slice(left);
        result
    }

    /// Merges from the right; the right run, the shorter one, is set aside.
    fn merge_high<E>(
        &mut self,
        items: &mut [T],
        middle: usize,
        less: &mut impl Less<T, E>,
    ) -> Result<(), E> {
        self.aside.clear();
        self.aside.extend_from_slice(&items[middle..]);
        let (to, b) = (items.len(), self.aside.len());
        let mut merge = Merge {
            items,
            aside: &self.aside,
            to,
            a: middle,
            b,
        };
        let result = merge.high(&mut self.min_gallop, less);
        let left = &merge.aside[..merge.b];
        let gap = merge.to - left.len()..merge.to;
        merge.items[gap].copy_from_slice(left);
        result
    }
}

/// A merge under way.
///
/// From the left: `aside[a..]` and `items[b..]` are to be merged to `items[to..]`.
/// From the right: `items[..a]` and `aside[..b]` are to be merged to `items[..to]`.
struct Merge<'m, T> {
    items: &'m mut [T],
    aside: &'m [T],
    to: usize,
    a: usize,
    b: usize,
}

impl<T: Copy> Merge<'_, T> {
    fn low_take_a(&mut self, count: usize) {
        let taken = &self.aside[self.a..self.a + count];
        self.items[self.to..self.to + count].copy_from_slice(taken);
        self.a += count;
        self.to += count;
    }

    fn low_take_b(&mut self, count: usize) {
        self.items.copy_within(self.b..self.b + count, self.to);
        self.b += count;
        self.to += count;
    }

    /// Whether the end is settled: no right part is left, or only the last of the left one, which is the largest.
    fn low_settled(&mut self) -> bool {
        let rest = self.items.len() - self.b;
        if rest > 0 && self.aside.len() - self.a == 1 {
            self.low_take_b(rest);
        }
        self.items.len() == self.b || self.a == self.aside.len()
    }

    fn low<E>(&mut self, min_gallop: &mut usize, less: &mut impl Less<T, E>) -> Result<(), E> {
        self.low_take_b(1);
        if self.low_settled() {
            return Ok(());
        }
        let mut threshold = *min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            while a_wins < threshold && b_wins < threshold {
                if less(&self.items[self.b], &self.aside[self.a])? {
                    self.low_take_b(1);
                    (a_wins, b_wins) = (0, b_wins + 1);
                } else {
                    self.low_take_a(1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                }
                if self.low_settled() {
                    return Ok(());
                }
            }
            threshold += 1;
            loop {
                threshold -= usize::from(threshold > 1);
                *min_gallop = threshold;
                let a_run = gallop_right(&self.items[self.b], &self.aside[self.a..], 0, less)?;
                self.low_take_a(a_run);
                if a_run > 0 && self.low_settled() {
                    return Ok(());
                }
                self.low_take_b(1);
                if self.low_settled() {
                    return Ok(());
                }
                let b_run = gallop_left(&self.aside[self.a], &self.items[self.b..], 0, less)?;
                self.low_take_b(b_run);
                if b_run > 0 && self.low_settled() {
                    return Ok(());
                }
                self.low_take_a(1);
                if self.low_settled() {
                    return Ok(());
                }
                if a_run < MIN_GALLOP && b_run < MIN_GALLOP {
                    break;
                }
            }
            threshold += 1;
            *min_gallop = threshold;
        }
    }

    fn high_take_a(&mut self, count: usize) {
        self.items
            .copy_within(self.a - count..self.a, self.to - count);
        self.a -= count;
        self.to -= count;
    }

    fn high_take_b(&mut self, count: usize) {
        let taken = &self.aside[self.b - count..self.b];
        self.items[self.to - count..self.to].copy_from_slice(taken);
        self.b -= count;
        self.to -= count;
    }

    /// Whether the end is settled: no left part is left, or only the first of the right one, which is the least.
    fn high_settled(&mut self) -> bool {
        if self.b == 1 {
            self.high_take_a(self.a);
        }
        self.a == 0 || self.b == 0
    }

    fn high<E>(&mut self, min_gallop: &mut usize, less: &mut impl Less<T, E>) -> Result<(), E> {
        self.high_take_a(1);
        if self.high_settled() {
            return Ok(());
        }
        let mut threshold = *min_gallop;
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            while a_wins < threshold && b_wins < threshold {
                if less(&self.aside[self.b - 1], &self.items[self.a - 1])? {
                    self.high_take_a(1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                } else {
                    self.high_take_b(1);
                    (a_wins, b_wins) = (0, b_wins + 1);
                }
                if self.high_settled() {
                    return Ok(());
                }
            }
            threshold += 1;
            loop {
                threshold -= usize::from(threshold > 1);
                *min_gallop = threshold;
                let left = &self.items[..self.a];
                let a_run = self.a - gallop_right(&self.aside[self.b - 1], left, self.a - 1, less)?;
                self.high_take_a(a_run);
                if a_run > 0 && self.high_settled() {
                    return Ok(());
                }
                self.high_take_b(1);
                if self.high_settled() {
                    return Ok(());
                }
                let right = &self.aside[..self.b];
                let b_run = self.b - gallop_left(&self.items[self.a - 1], right, self.b - 1, less)?;
                self.high_take_b(b_run);
                if b_run > 0 && self.high_settled() {
                    return Ok(());
                }
                self.high_take_a(1);
                if self.high_settled() {
                    return Ok(());
                }
                if a_run < MIN_GALLOP && b_run < MIN_GALLOP {
                    break;
                }
            }
            threshold += 1;
            *min_gallop = threshold;
        }
    }
}

/// The power of the node between two neighbouring runs: how many leading bits their middles, as fractions of the
/// whole, have in common, plus one.
fn node_power(start: usize, left: usize, right: usize, len: usize) -> u32 {
    // Twice the middles, as numerators over 2 * len.
    let mut a = 2 * start as u128 + left as u128;
    let mut b = a + left as u128 + right as u128;
    let len = len as u128;
    let mut power = 1;
    loop {
        match (a >= len, b >= len) {
            (false, true) => return power,
            (true, _) => {
                a -= len;
                b -= len;
            }
            (false, false) => {}
        }
        a <<= 1;
        b <<= 1;
        power += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::merge_sort;

    /// A small generator, the same as in the Python program that counted CPython's comparisons.
    fn random(count: usize, modulus: u64, seed: u64) -> Vec<u64> {
        let mut x = seed;
        let step = |_| {
            x = (x * 1_103_515_245 + 12_345) % (1 << 31);
            (x >> 8) % modulus
        };
        (0..count).map(step).collect()
    }

    #[test]
    fn comparisons_are_counted_as_in_cpython() {
        let mixed = (0..3000).chain(random(10, 3000, 1)).collect();
        let cases: [(Vec<u64>, usize); 15] = [
            (random(1000, 1_000_000, 1), 8642),
            (random(5000, 10, 1), 35380),
            ((0..1000).collect(), 999),
            ((0..1000).rev().collect(), 999),
            ((0..1000).map(|i| (1000 - i) / 3).collect(), 1665),
            ((0..2000).map(|i| i % 37).collect(), 15800),
            (vec![1; 500], 499),
            ((0..500).chain(250..750).collect(), 1527),
            (mixed, 3207),
            ((0..500).chain((1..=500).rev()).collect(), 2000),
            (random(65, 1000, 1), 309),
            (random(64, 1000, 1), 302),
            (random(63, 1000, 1), 288),
            (
                (0..4000).map(|i| i * 7919 % 13 * 100 + i % 100).collect(),
                42506,
            ),
            (random(20000, 1 << 20, 7), 260_430),
        ];
        for (number, (items, expected)) in cases.into_iter().enumerate() {
            let mut count = 0;
            let mut pairs: Vec<(u64, usize)> = items.into_iter().zip(0..).collect();
            let mut sorted = pairs.clone();
            sorted.sort_by_key(|pair| pair.0);
            let result = merge_sort(&mut pairs, &mut |a: &(u64, usize), b: &(u64, usize)| {
                count += 1;
                Ok::<bool, ()>(a.0 < b.0)
            });
            assert_eq!(result, Ok(()));
            assert_eq!(pairs, sorted, "case {number} is not stably sorted");
            assert_eq!(count, expected, "case {number}");
        }
    }

    #[test]
    fn a_failing_comparison_loses_nothing() {
        let items = random(700, 500, 3);
        let mut expected = items.clone();
        expected.sort_unstable();
        for limit in (0..6000).step_by(61) {
            let mut left = limit;
            let mut broken = items.clone();
            // Besides failing at some point, this order contradicts itself.
            let result = merge_sort(&mut broken, &mut |a: &u64, b: &u64| {
                left = usize::checked_sub(left, 1).ok_or(())?;
                Ok::<bool, ()>(if left.is_multiple_of(5) { a > b } else { a < b })
            });
            broken.sort_unstable();
            assert_eq!(broken, expected, "after {limit} comparisons: {result:?}");
        }
    }
}
