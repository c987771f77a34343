//! Union, intersection, difference, symmetric difference, and subset tests.
//!
//! Invariant: which operand is walked, and when room is made, follows CPython: the order of the
//! result shows it. Items are walked by place, through new references, because comparisons may
//! change either set.
//! Next file to read: `methods.rs`.

use super::table::SetTable;
use super::{PySet, SET, as_set, item_hash};
use crate::builtins::dict::PyDict;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

/// The payload of a value that is known to be a set of either kind.
#[inline]
pub(super) fn this(x: &Ref) -> &PySet {
    match as_set(x) {
        Some(s) => s,
        None => unreachable!("methods of sets get sets"),
    }
}

/// The builtin type whose plain instances operators on `x` answer.
pub(super) fn base_type(x: &Ref) -> &'static Type {
    if x.is_instance(&SET) {
        &SET
    } else {
        &super::FROZENSET
    }
}

/// A new empty set of `x`'s builtin type.
fn empty_like(vm: &Vm, x: &Ref) -> Ref {
    vm.alloc(PySet::with_type(base_type(x)))
}

/// A set of `x`'s builtin type with the same items.
pub(super) fn copy(vm: &Vm, x: &Ref) -> PyResult {
    let made = empty_like(vm, x);
    merge(vm, this(&made), this(x))?;
    Ok(made)
}

/// Adds all items of another set.
fn merge(vm: &Vm, set: &PySet, other: &PySet) -> PyResult<()> {
    if std::ptr::eq(set, other) || other.is_empty() {
        return Ok(());
    }
    let count = other.len();
    if !set.table.with(|t| t.reserve(count)) {
        return Err(vm.memory_error());
    }
    if set
        .table
        .with(|t| other.table.with(|o| t.copy_into_empty(o)))
    {
        return Ok(());
    }
    let mut pos = 0;
    while let Some((next, hash, item)) = other.next_item(pos) {
        pos = next;
        set.add_hashed(vm, item, hash)?;
    }
    Ok(())
}

impl PySet {
    /// Adds all items of an iterable.
    pub fn update(&self, vm: &Vm, x: &Ref) -> PyResult<()> {
        if let Some(other) = as_set(x) {
            return merge(vm, self, other);
        }
        if let Some(d) = x.downcast_exact::<PyDict>() {
            let count = d.len();
            if !self.table.with(|t| t.reserve(count)) {
                return Err(vm.memory_error());
            }
            let mut pos = 0;
            while let Some((next, hash, key, _)) = d.next_entry(pos) {
                pos = next;
                self.add_hashed(vm, key, hash)?;
            }
            return Ok(());
        }
        vm.for_each(x, |item| self.add(vm, item).map(drop))
    }
}

/// The items both have.
pub(super) fn intersection(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if x.is(y) {
        return copy(vm, x);
    }
    let result = empty_like(vm, x);
    let found = this(&result);
    if let Some(other) = as_set(y) {
        let (walked, asked) = if other.len() > this(x).len() {
            (this(x), other)
        } else {
            (other, this(x))
        };
        let mut pos = 0;
        while let Some((next, hash, item)) = walked.next_item(pos) {
            pos = next;
            if asked.contains_hashed(vm, &item, hash)? {
                found.add_hashed(vm, item, hash)?;
            }
        }
        return Ok(result);
    }
    let it = vm.iter(y)?;
    while let Some(item) = vm.next(&it)? {
        let hash = vm.hash(&item)?;
        if this(x).contains_hashed(vm, &item, hash)? {
            found.add_hashed(vm, item, hash)?;
            if found.len() >= this(x).len() {
                break;
            }
        }
    }
    Ok(result)
}

/// Leaves in `x` what `y` has too.
pub(super) fn intersection_update(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<()> {
    let both = intersection(vm, x, y)?;
    let table: SetTable = this(&both).table.take();
    this(x).replace_table(table);
    Ok(())
}

/// Removes from `x` what `y` has.
pub(super) fn difference_update(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<()> {
    let set = this(x);
    if x.is(y) {
        set.clear();
        return Ok(());
    }
    if as_set(y).is_some() {
        // A much larger operand is cut down to what matters first.
        let smaller = if this(y).len() >> 3 > set.len() {
            Some(intersection(vm, x, y)?)
        } else {
            None
        };
        let walked = this(smaller.as_ref().unwrap_or(y));
        let mut pos = 0;
        while let Some((next, hash, item)) = walked.next_item(pos) {
            pos = next;
            set.discard_hashed(vm, &item, hash)?;
        }
    } else {
        vm.for_each(y, |item| set.discard(vm, &item).map(drop))?;
    }
    if set.table.with(|t| t.shrink_dummies()) {
        Ok(())
    } else {
        Err(vm.memory_error())
    }
}

/// What `x` has and `y` has not.
pub(super) fn difference(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let set = this(x);
    let dict = y.downcast_exact::<PyDict>();
    let size = match (as_set(y), dict) {
        (Some(other), _) => Some(other.len()),
        (None, Some(d)) => Some(d.len()),
        (None, None) => None,
    };
    if size.is_none_or(|n| set.len() >> 2 > n) {
        let result = copy(vm, x)?;
        difference_update(vm, &result, y)?;
        return Ok(result);
    }
    let result = empty_like(vm, x);
    let mut pos = 0;
    while let Some((next, hash, item)) = set.next_item(pos) {
        pos = next;
        let shared = match (as_set(y), dict) {
            (Some(other), _) => other.contains_hashed(vm, &item, hash)?,
            (None, Some(d)) => d.find(vm, &item, hash)?.is_some(),
            (None, None) => false,
        };
        if !shared {
            this(&result).add_hashed(vm, item, hash)?;
        }
    }
    Ok(result)
}

/// Leaves in `x` what only one of the two has.
pub(super) fn symmetric_difference_update(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<()> {
    let set = this(x);
    if x.is(y) {
        set.clear();
        return Ok(());
    }
    let toggle = |item: Ref, hash: i64| -> PyResult<()> {
        if !set.discard_hashed(vm, &item, hash)? {
            set.add_hashed(vm, item, hash)?;
        }
        Ok(())
    };
    if let Some(d) = y.downcast_exact::<PyDict>() {
        let mut pos = 0;
        while let Some((next, hash, key, _)) = d.next_entry(pos) {
            pos = next;
            toggle(key, hash)?;
        }
        return Ok(());
    }
    let made;
    let other = match as_set(y) {
        Some(other) => other,
        None => {
            made = empty_like(vm, x);
            this(&made).update(vm, y)?;
            this(&made)
        }
    };
    let mut pos = 0;
    while let Some((next, hash, item)) = other.next_item(pos) {
        pos = next;
        toggle(item, hash)?;
    }
    Ok(())
}

/// What only one of the two has.
pub(super) fn symmetric_difference(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let result = empty_like(vm, x);
    this(&result).update(vm, y)?;
    symmetric_difference_update(vm, &result, x)?;
    Ok(result)
}

/// Whether `x` and an iterable have no item in common.
pub(super) fn is_disjoint(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<bool> {
    let set = this(x);
    if x.is(y) {
        return Ok(set.is_empty());
    }
    if let Some(other) = as_set(y) {
        let (walked, asked) = if other.len() > set.len() {
            (set, other)
        } else {
            (other, set)
        };
        let mut pos = 0;
        while let Some((next, hash, item)) = walked.next_item(pos) {
            pos = next;
            if asked.contains_hashed(vm, &item, hash)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let it = vm.iter(y)?;
    while let Some(item) = vm.next(&it)? {
        let hash = item_hash(vm, &item)?;
        if set.contains_hashed(vm, &item, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether all items of `a` are in `b`.
pub(super) fn is_subset(vm: &Vm, a: &PySet, b: &PySet) -> PyResult<bool> {
    if a.len() > b.len() {
        return Ok(false);
    }
    let mut pos = 0;
    while let Some((next, hash, item)) = a.next_item(pos) {
        pos = next;
        if !b.contains_hashed(vm, &item, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `x.issubset(y)` for any iterable.
pub(super) fn is_subset_of(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<bool> {
    match as_set(y) {
        Some(other) => is_subset(vm, this(x), other),
        None => Ok(this(&intersection(vm, x, y)?).len() == this(x).len()),
    }
}

/// `x.issuperset(y)` for any iterable.
pub(super) fn is_superset_of(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<bool> {
    if let Some(other) = as_set(y) {
        return is_subset(vm, other, this(x));
    }
    let it = vm.iter(y)?;
    while let Some(item) = vm.next(&it)? {
        if !this(x).contains(vm, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}
