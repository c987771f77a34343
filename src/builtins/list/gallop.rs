//! Finding a place in a sorted run by steps that double, then by halving.
//!
//! Cheap when the place is near `hint`, never much dearer than plain halving.
//! Invariant: `run` is not empty and `hint` lies in it.

use super::sort::Less;

/// The place for `key` in `run`, before any equal elements.
pub(super) fn gallop_left<T, E>(
    key: &T,
    run: &[T],
    hint: usize,
    less: &mut impl Less<T, E>,
) -> Result<usize, E> {
    gallop(run, hint, &mut |item: &T| less(item, key), true)
}

/// The place for `key` in `run`, behind any equal elements.
pub(super) fn gallop_right<T, E>(
    key: &T,
    run: &[T],
    hint: usize,
    less: &mut impl Less<T, E>,
) -> Result<usize, E> {
    gallop(run, hint, &mut |item: &T| less(key, item), false)
}

/// The first index at which `test` differs from `before`, what it answers at the front.
fn gallop<T, E>(
    run: &[T],
    hint: usize,
    test: &mut impl FnMut(&T) -> Result<bool, E>,
    before: bool,
) -> Result<usize, E> {
    let (mut last, mut offset) = (0, 1);
    let (mut low, high);
    if test(&run[hint])? == before {
        let most = run.len() - hint;
        while offset < most && test(&run[hint + offset])? == before {
            (last, offset) = (offset, 2 * offset + 1);
        }
        (low, high) = (hint + last + 1, hint + offset.min(most));
    } else {
        let most = hint + 1;
        while offset < most && test(&run[hint - offset])? != before {
            (last, offset) = (offset, 2 * offset + 1);
        }
        (low, high) = (most - offset.min(most), hint - last);
    }
    let mut high = high;
    while low < high {
        let middle = low + (high - low) / 2;
        if test(&run[middle])? == before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}
