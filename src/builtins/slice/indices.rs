//! Arithmetic of slices and ranges.
//!
//! Invariant: what comes in as `i64` was clamped by the caller if it was a larger int; that changes no result,
//! because no sequence is as long as that. Everything is computed in `i128`, where nothing overflows.
//! Deliberately absent: ranges whose bounds exceed `i64`, which the object layer computes with big ints.

use crate::builtins::fault::Fault;

/// ValueError text for a step of zero in a slice.
pub const ZERO_STEP: &str = "slice step cannot be zero";
/// ValueError text for a step of zero in `range()`.
pub const ZERO_RANGE_STEP: &str = "range() arg 3 must not be zero";

/// A slice applied to a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices {
    /// The first index, or where there would be one.
    pub start: i64,
    /// The index just past the end: one too far in the direction of the step, -1 at the front.
    pub stop: i64,
    /// The step, never 0 and never `i64::MIN`.
    pub step: i64,
    /// How many indices there are.
    pub count: usize,
}

impl Indices {
    /// The indices in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        let (start, step) = (self.start, self.step);
        // In range by construction, so the sum cannot be negative; the last step is never taken.
        (0..self.count).map(move |i| start.wrapping_add((i as i64).wrapping_mul(step)) as usize)
    }

    /// The same indices with a positive step, as deletion wants them.
    pub fn ascending(self) -> Indices {
        if self.step > 0 || self.count == 0 {
            return Indices {
                step: self.step.abs(),
                ..self
            };
        }
        let last = self.start + (self.count as i64 - 1) * self.step;
        Indices {
            start: last,
            stop: self.start + 1,
            step: -self.step,
            count: self.count,
        }
    }
}

/// Applies `start:stop:step`, each `None` when left out, to a sequence of `len` elements.
pub fn resolve(
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
    len: usize,
) -> Result<Indices, Fault> {
    let step = step.unwrap_or(1).max(-i64::MAX);
    let wide = |bound: Option<i64>| bound.map(i128::from);
    let (start, stop) = bounds(wide(start), wide(stop), i128::from(step), len as i128)?;
    let count = length(start, stop, i128::from(step)) as usize;
    // Between -1 and the length: always an i64.
    Ok(Indices {
        start: start as i64,
        stop: stop as i64,
        step,
        count,
    })
}

/// The start and stop of `slice.indices(len)`: clamped to the sequence.
pub fn bounds(
    start: Option<i128>,
    stop: Option<i128>,
    step: i128,
    len: i128,
) -> Result<(i128, i128), Fault> {
    if step == 0 {
        return Err(Fault::value(ZERO_STEP));
    }
    let backwards = step < 0;
    let (lowest, highest) = if backwards { (-1, len - 1) } else { (0, len) };
    let clamp = |bound: i128| {
        let bound = if bound < 0 {
            bound.saturating_add(len)
        } else {
            bound
        };
        bound.clamp(lowest, highest)
    };
    let start = start.map_or(if backwards { highest } else { lowest }, clamp);
    let stop = stop.map_or(if backwards { lowest } else { highest }, clamp);
    Ok((start, stop))
}

/// How many numbers there are from `start` by `step`, which is not 0, before `stop`.
pub fn length(start: i128, stop: i128, step: i128) -> u128 {
    let (distance, step) = if step > 0 {
        (stop - start, step)
    } else {
        (start - stop, -step)
    };
    if distance <= 0 {
        0
    } else if step == 1 {
        distance as u128
    } else {
        ((distance - 1) / step + 1) as u128
    }
}

/// A `range` whose bounds fit in `i64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first number.
    pub start: i64,
    /// Where it ends, exclusive.
    pub stop: i64,
    /// The distance of two numbers, not 0.
    pub step: i64,
}

impl Span {
    /// A range; a step of 0 is an error.
    pub fn new(start: i64, stop: i64, step: i64) -> Result<Span, Fault> {
        if step == 0 {
            return Err(Fault::value(ZERO_RANGE_STEP));
        }
        Ok(Span { start, stop, step })
    }

    /// How many numbers there are, at most `u64::MAX`.
    pub fn len(self) -> u64 {
        length(self.start.into(), self.stop.into(), self.step.into()) as u64
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The number at an index, which counts from the end when negative.
    pub fn get(self, index: i64) -> Option<i64> {
        let len = i128::from(self.len());
        let index = i128::from(index) + if index < 0 { len } else { 0 };
        (0..len)
            .contains(&index)
            .then(|| (i128::from(self.start) + index * i128::from(self.step)) as i64)
    }

    /// The index of a number.
    pub fn index_of(self, number: i64) -> Option<u64> {
        let distance = i128::from(number) - i128::from(self.start);
        let step = i128::from(self.step);
        let index = distance / step;
        let inside = distance % step == 0 && (0..i128::from(self.len())).contains(&index);
        inside.then_some(index as u64)
    }

    /// Whether a number is in the range.
    pub fn contains(self, number: i64) -> bool {
        self.index_of(number).is_some()
    }

    /// Start, stop and step of the same numbers backwards. The stop and the step may exceed `i64`.
    pub fn reversed(self) -> (i128, i128, i128) {
        let (start, step) = (i128::from(self.start), i128::from(self.step));
        let last = start + (i128::from(self.len()) - 1) * step;
        (last, start - step, -step)
    }

    /// Start, stop and step of a slice of the range. All may exceed `i64`.
    pub fn slice(
        self,
        start: Option<i128>,
        stop: Option<i128>,
        step: Option<i128>,
    ) -> Result<(i128, i128, i128), Fault> {
        let step = step.unwrap_or(1);
        let (from, to) = bounds(start, stop, step, self.len().into())?;
        let number = |index: i128| i128::from(self.start) + index * i128::from(self.step);
        Ok((
            number(from),
            number(to),
            step.saturating_mul(self.step.into()),
        ))
    }

    /// Whether two ranges hold the same numbers, which is what makes them equal.
    pub fn same_numbers(self, other: Span) -> bool {
        self.hash_key() == other.hash_key()
    }

    /// Length, start and step, the latter two only where they matter: what equality and hashing look at.
    pub fn hash_key(self) -> (u64, Option<i64>, Option<i64>) {
        let len = self.len();
        (
            len,
            (len > 0).then_some(self.start),
            (len > 1).then_some(self.step),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(start: Option<i64>, stop: Option<i64>, step: Option<i64>, len: usize) -> Vec<usize> {
        resolve(start, stop, step, len)
            .map(|i| i.iter().collect())
            .unwrap_or_default()
    }

    #[test]
    fn slices() {
        assert_eq!(list(None, None, Some(-1), 3), [2, 1, 0]);
        assert_eq!(list(Some(-2), Some(i64::MAX), None, 5), [3, 4]);
        assert_eq!(list(Some(i64::MAX), Some(i64::MIN), Some(-2), 5), [4, 2, 0]);
        assert_eq!(list(Some(1), None, Some(i64::MAX), 5), [1]);
        assert_eq!(list(None, None, Some(i64::MIN), 5), [4]);
        assert_eq!(list(Some(3), Some(1), None, 5), [0; 0]);
        let at =
            |start, stop, step| resolve(start, stop, step, 5).map(|i| (i.start, i.stop, i.step));
        assert_eq!(at(None, None, Some(-2)), Ok((4, -1, -2)));
        assert_eq!(at(Some(9), Some(-9), Some(-1)), Ok((4, -1, -1)));
        assert_eq!(
            resolve(None, None, Some(0), 5),
            Err(Fault::value(ZERO_STEP))
        );
        let backwards = resolve(Some(4), None, Some(-2), 5).map(Indices::ascending);
        assert_eq!(
            backwards,
            Ok(Indices {
                start: 0,
                stop: 5,
                step: 2,
                count: 3
            })
        );
    }

    #[test]
    fn ranges() {
        let span = Span {
            start: 10,
            stop: 0,
            step: -3,
        };
        assert_eq!(span.len(), 4);
        assert_eq!(
            (span.get(-1), span.get(3), span.get(4)),
            (Some(1), Some(1), None)
        );
        assert_eq!(
            (span.index_of(4), span.index_of(5), span.index_of(13)),
            (Some(2), None, None)
        );
        assert_eq!(span.reversed(), (1, 13, 3));
        assert_eq!(span.slice(Some(1), None, Some(2)), Ok((7, -2, -6)));
        assert_eq!(span.slice(None, None, Some(-1)), Ok((1, 13, 3)));
        let all = Span {
            start: i64::MIN,
            stop: i64::MAX,
            step: 1,
        };
        assert_eq!(
            (all.len(), all.index_of(i64::MAX - 1)),
            (u64::MAX, Some(u64::MAX - 1))
        );
        assert!(
            Span {
                start: 0,
                stop: 3,
                step: 2
            }
            .same_numbers(Span {
                start: 0,
                stop: 4,
                step: 2
            })
        );
        assert!(
            Span {
                start: 5,
                stop: 5,
                step: 1
            }
            .same_numbers(Span {
                start: 0,
                stop: -1,
                step: 9
            })
        );
        assert!(Span::new(0, 1, 0).is_err());
    }
}
