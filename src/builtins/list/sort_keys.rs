//! `list.sort` and `sorted` for objects: keys, `reverse`, and fast ways for keys of one kind.
//!
//! While it runs the list is empty to everyone; what was put in meanwhile is thrown away at the
//! end, with a ValueError. What is sorted is a number for each item beside its key, so that
//! whatever a comparison does, every item is there once when the list gets them back.
//!
//! Invariant: keys that are all `int`s of 63 bits, all `float`s but NaN, or all `str`s are compared
//! without running Python; nobody can tell the difference, since their order is total.
//! Next file to read: `sort.rs`.

use super::PyList;
use super::sort::merge_sort;
use crate::builtins::float::{FLOAT, PyFloat};
use crate::builtins::str::object::PyStr;
use crate::builtins::str::storage::StrView;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::syntax::ast::CompareOp;
use std::cmp::Ordering;

/// Sorts a list in place; `key` is `None` or a callable.
pub fn sort_list(vm: &Vm, list: &PyList, key: &Ref, reverse: bool) -> PyResult<()> {
    let mut items = list.items.take();
    let result = sort_items(vm, &mut items, key, reverse);
    let (meanwhile, modified) = list.items.with(|v| {
        let modified = v.capacity() > 0;
        (std::mem::replace(v, items), modified)
    });
    drop(meanwhile);
    result?;
    if modified {
        return Err(vm.value_error("list modified during sort"));
    }
    Ok(())
}

/// Sorts items that nobody else sees. After an error they are there still, in some order.
fn sort_items(vm: &Vm, items: &mut Vec<Ref>, key: &Ref, reverse: bool) -> PyResult<()> {
    let keys = if key.is_none() {
        None
    } else {
        let mut keys = Vec::with_capacity(items.len());
        for item in items.iter() {
            keys.push(vm.call_one(key, item)?);
        }
        Some(keys)
    };
    if items.len() < 2 || keys.is_none() && sort_immediates(vm, items, reverse) {
        return Ok(());
    }
    let (order, result) = order_of(vm, keys.as_deref().unwrap_or(items), reverse);
    let mut old: Vec<Ref> = std::mem::take(items);
    items.extend(
        order
            .into_iter()
            .map(|i| std::mem::replace(&mut old[i as usize], Ref::NULL)),
    );
    result
}

/// Sorts items that are all immediate ints or all immediate floats but -0.0: equal ones are the
/// same word, so words are all there is to sort. False, with nothing changed, for others.
fn sort_immediates(vm: &Vm, items: &mut [Ref], reverse: bool) -> bool {
    let first = items[0].value();
    let mut numbers: Vec<i64> = Vec::with_capacity(items.len());
    if first.is_small_int() {
        for item in items.iter() {
            if !item.value().is_small_int() {
                return false;
            }
            numbers.push(item.value().as_small_int());
        }
    } else if first.is_imm_float() {
        for item in items.iter() {
            let bits = item.value().as_imm_float().to_bits() as i64;
            if !item.value().is_imm_float() || bits == i64::MIN {
                return false;
            }
            numbers.push(ordered(bits));
        }
    } else {
        return false;
    }
    if reverse {
        numbers.sort_by(|a, b| b.cmp(a));
    } else {
        numbers.sort();
    }
    for (item, n) in items.iter_mut().zip(numbers) {
        *item = if first.is_small_int() {
            Ref::small_int(n)
        } else {
            // The transformation is its own inverse.
            vm.float(f64::from_bits(ordered(n) as u64))
        };
    }
    true
}

/// Numbers in the order of the floats with these bits.
fn ordered(bits: i64) -> i64 {
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// The numbers of the items in sorted order. With `reverse`, equal items keep their order too.
fn order_of(vm: &Vm, keys: &[Ref], reverse: bool) -> (Vec<u32>, PyResult<()>) {
    let numbers = 0..keys.len() as u32;
    if let Some(order) = order_alike(keys, reverse) {
        return (order, Ok(()));
    }
    let mut pairs: Vec<(&Ref, u32)> = keys.iter().zip(numbers).collect();
    if reverse {
        pairs.reverse();
    }
    let result = merge_sort(&mut pairs, &mut |a: &(&Ref, u32),
                                              b: &(&Ref, u32)|
     -> Result<bool, Exc> {
        vm.compare_bool(a.0, b.0, CompareOp::Lt)
    });
    if reverse {
        pairs.reverse();
    }
    (pairs.into_iter().map(|p| p.1).collect(), result)
}

/// The order of keys that are all of one simple kind.
fn order_alike(keys: &[Ref], reverse: bool) -> Option<Vec<u32>> {
    let first = keys.first()?;
    if first.value().is_small_int() {
        let keys: Option<Vec<i64>> = keys
            .iter()
            .map(|k| k.value().is_small_int().then(|| k.value().as_small_int()))
            .collect();
        return Some(sorted_numbers(&keys?, reverse, i64::cmp));
    }
    if first.is_exactly(&FLOAT) {
        let keys: Option<Vec<f64>> = keys.iter().map(float_key).collect();
        return Some(sorted_numbers(&keys?, reverse, |a, b| {
            a.partial_cmp(b).unwrap_or(Ordering::Equal)
        }));
    }
    if first.downcast_exact::<PyStr>().is_some() {
        let mut prefixes = Vec::with_capacity(keys.len());
        for (k, i) in keys.iter().zip(0u32..) {
            prefixes.push((prefix(k.downcast_exact::<PyStr>()?.view()), i));
        }
        if !keys
            .iter()
            .all(|k| k.as_str().is_some_and(|s| is_narrow(s.view())))
        {
            // Eight bytes of one text don't compare with those of a wider one.
            prefixes.iter_mut().for_each(|p| p.0 = 0);
        }
        let text = |i: u32| {
            keys[i as usize]
                .downcast_exact::<PyStr>()
                .map_or(StrView::EMPTY, PyStr::view)
        };
        let compare = |a: &(u64, u32), b: &(u64, u32)| {
            let by_prefix = a.0.cmp(&b.0);
            by_prefix.then_with(|| compare_text(text(a.1), text(b.1)))
        };
        if reverse {
            prefixes.sort_by(|a, b| compare(b, a));
        } else {
            prefixes.sort_by(compare);
        }
        return Some(prefixes.into_iter().map(|p| p.1).collect());
    }
    None
}

fn float_key(k: &Ref) -> Option<f64> {
    if k.value().is_imm_float() {
        return Some(k.value().as_imm_float());
    }
    k.downcast_exact::<PyFloat>()
        .map(|f| f.value)
        .filter(|f| !f.is_nan())
}

fn is_narrow(text: StrView) -> bool {
    matches!(text, StrView::Ascii(_) | StrView::Latin1(_))
}

/// A number that orders narrow texts by their first eight characters; zeros pad short ones.
fn prefix(text: StrView) -> u64 {
    let (StrView::Ascii(s) | StrView::Latin1(s)) = text else {
        return 0;
    };
    let mut head = [0; 8];
    let n = s.len().min(8);
    head[..n].copy_from_slice(&s[..n]);
    u64::from_be_bytes(head)
}

fn compare_text(a: StrView, b: StrView) -> Ordering {
    match (a, b) {
        (StrView::Ascii(a) | StrView::Latin1(a), StrView::Ascii(b) | StrView::Latin1(b)) => {
            a.cmp(b)
        }
        _ => a.iter().cmp(b.iter()),
    }
}

fn sorted_numbers<K: Copy>(
    keys: &[K],
    reverse: bool,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<u32> {
    let mut pairs: Vec<(K, u32)> = keys.iter().copied().zip(0..).collect();
    if reverse {
        pairs.sort_by(|a, b| compare(&b.0, &a.0));
    } else {
        pairs.sort_by(|a, b| compare(&a.0, &b.0));
    }
    pairs.into_iter().map(|p| p.1).collect()
}
