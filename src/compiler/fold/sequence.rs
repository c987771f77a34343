//! Constant strings, bytes and tuples: `+`, `*` and subscripts.
//!
//! Invariant: a result is never larger than CPython's limits allow.
//! Next file to read: `compiler/fold/format.rs`.

use crate::bytecode::code::Constant;
use std::sync::Arc;

/// The most characters or bytes of a repeated string.
const MAX_TEXT: usize = 4096;
/// The most items of a repeated tuple.
const MAX_ITEMS: usize = 256;
/// The most items of a repeated tuple, those of tuples in it included.
const MAX_TOTAL_ITEMS: usize = 1024;

/// `left + right`.
pub(super) fn concatenate(left: &Constant, right: &Constant) -> Option<Constant> {
    Some(match (left, right) {
        (Constant::Str(a), Constant::Str(b)) => Constant::Str(format!("{a}{b}").into()),
        (Constant::Bytes(a), Constant::Bytes(b)) => Constant::Bytes([&a[..], b].concat().into()),
        (Constant::Tuple(a), Constant::Tuple(b)) => Constant::Tuple([&a[..], b].concat().into()),
        _ => return None,
    })
}

/// `left * right`, one of them an int.
pub(super) fn repeat(left: &Constant, right: &Constant) -> Option<Constant> {
    let (sequence, times) = match (left, right) {
        (sequence, Constant::Int(n)) | (Constant::Int(n), sequence) => {
            (sequence, usize::try_from(*n).ok()?)
        }
        _ => return None,
    };
    let fits = |size: usize, limit: usize| size.checked_mul(times).is_some_and(|n| n <= limit);
    Some(match sequence {
        Constant::Str(text) if fits(text.chars().count(), MAX_TEXT) => {
            Constant::Str(text.repeat(times).into())
        }
        Constant::Bytes(bytes) if fits(bytes.len(), MAX_TEXT) => {
            Constant::Bytes(bytes.repeat(times).into())
        }
        Constant::Tuple(items)
            if fits(items.len(), MAX_ITEMS) && fits(total(items), MAX_TOTAL_ITEMS) =>
        {
            // Nothing, any number of times, must not be counted out.
            let times = if items.is_empty() { 0 } else { times };
            Constant::Tuple(
                std::iter::repeat_n(&items[..], times)
                    .flatten()
                    .cloned()
                    .collect(),
            )
        }
        _ => return None,
    })
}

/// The number of items, those of inner tuples included.
fn total(items: &[Constant]) -> usize {
    let inner = |item: &Constant| match item {
        Constant::Tuple(items) => total(items),
        _ => 0,
    };
    items.len() + items.iter().map(inner).sum::<usize>()
}

/// `value[index]`.
pub(super) fn subscript(value: &Constant, index: &Constant) -> Option<Constant> {
    match value {
        Constant::Str(text) => {
            let chars: Vec<char> = text.chars().collect();
            let picked: String = pick(&chars, index)?.into_iter().collect();
            Some(Constant::Str(picked.into()))
        }
        Constant::Bytes(bytes) => {
            let picked = pick(bytes, index)?;
            match (index, picked.first()) {
                (Constant::Slice(_), _) => Some(Constant::Bytes(picked.into())),
                (_, Some(&byte)) => Some(Constant::Int(i64::from(byte))),
                _ => None,
            }
        }
        Constant::Tuple(items) => {
            let mut picked = pick(items, index)?;
            match index {
                Constant::Slice(_) => Some(Constant::Tuple(picked.into())),
                _ => picked.pop(),
            }
        }
        _ => None,
    }
}

/// The items that `index` selects: one for a number, any number of them for a slice.
fn pick<T: Clone>(items: &[T], index: &Constant) -> Option<Vec<T>> {
    let len = i64::try_from(items.len()).ok()?;
    let at = |i: i64| items.get(usize::try_from(i).ok()?).cloned();
    match index {
        Constant::Int(i) if *i < 0 => at(i + len).map(|item| vec![item]),
        Constant::Slice(parts) => range(parts, len)?.into_iter().map(at).collect(),
        index => at(small_int(index)?).map(|item| vec![item]),
    }
}

/// The positions that a slice selects from `len` items.
fn range(parts: &Arc<[Constant; 3]>, len: i64) -> Option<Vec<i64>> {
    let [start, stop, step] = &**parts;
    let step = match step {
        Constant::None => 1,
        step => small_int(step)?,
    };
    // Literals are never negative, so only the upper bound needs clipping.
    let clip = |part: &Constant, default: i64| match part {
        Constant::None => Some(default),
        part => small_int(part).map(|n| n.min(len)),
    };
    if step < 1 {
        return None;
    }
    let (start, stop) = (clip(start, 0)?, clip(stop, len)?);
    let step = usize::try_from(step).ok()?;
    Some((start..stop).step_by(step).collect())
}

fn small_int(value: &Constant) -> Option<i64> {
    match value {
        Constant::Int(n) => Some(*n),
        Constant::True => Some(1),
        Constant::False => Some(0),
        _ => None,
    }
}
