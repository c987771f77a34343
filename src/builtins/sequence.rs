//! What lists and tuples have in common: comparing, searching, showing their items.
//!
//! Invariant: the items are asked for one by one and the length again each time, because whatever
//! runs in between (`__eq__`, `__repr__`) may change a list.
//! Next file to read: `list/mod.rs`.

use crate::builtins::exceptions as exc;
use crate::builtins::str::storage::StrBuf;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::syntax::ast::CompareOp;

/// A sequence whose items are at hand.
pub trait Items {
    /// How many there are now.
    fn count(&self) -> usize;
    /// A new reference to one of them.
    fn item(&self, index: usize) -> Option<Ref>;
}

/// `x op y`, item by item.
pub fn compare<X: Items + ?Sized, Y: Items + ?Sized>(
    vm: &Vm,
    x: &X,
    y: &Y,
    op: CompareOp,
) -> PyResult {
    let equality = matches!(op, CompareOp::Eq | CompareOp::NotEq);
    if equality && x.count() != y.count() {
        return Ok(Ref::bool(op == CompareOp::NotEq));
    }
    let mut i = 0;
    while let (Some(a), Some(b)) = (x.item(i), y.item(i)) {
        vm.check_signals()?;
        if !vm.equal(&a, &b)? {
            if equality {
                return Ok(Ref::bool(op == CompareOp::NotEq));
            }
            return vm.compare(&a, &b, op);
        }
        i += 1;
    }
    let order = x.count().cmp(&y.count());
    Ok(Ref::bool(crate::builtins::int::object::ordering_matches(
        order, op,
    )))
}

/// Whether an item equals `value`.
pub fn contains(vm: &Vm, x: &(impl Items + ?Sized), value: &Ref) -> PyResult<bool> {
    find(vm, x, value, 0, usize::MAX).map(|i| i.is_some())
}

/// The first index from `start` on, before `stop`, of an item that equals `value`.
pub fn find(
    vm: &Vm,
    x: &(impl Items + ?Sized),
    value: &Ref,
    start: usize,
    stop: usize,
) -> PyResult<Option<usize>> {
    let mut i = start;
    while i < stop
        && let Some(item) = x.item(i)
    {
        vm.check_signals()?;
        if vm.equal(&item, value)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// `x.index(value, start, stop)` without its error.
pub fn index(vm: &Vm, x: &(impl Items + ?Sized), args: &[Ref]) -> PyResult<Option<usize>> {
    let start = super::arguments::position(vm, &args[2], 0)?;
    let stop = super::arguments::position(vm, &args[3], i64::MAX)?;
    let len = x.count();
    find(vm, x, &args[1], from_end(start, len), from_end(stop, len))
}

/// A position that counts from the end when negative, at least 0.
pub fn from_end(position: i64, len: usize) -> usize {
    if position < 0 {
        position.saturating_add(len as i64).max(0) as usize
    } else {
        position as usize
    }
}

/// `x.count(value)`
pub fn count(vm: &Vm, x: &(impl Items + ?Sized), value: &Ref) -> PyResult {
    let (mut n, mut i) = (0, 0);
    while let Some(item) = x.item(i) {
        vm.check_signals()?;
        n += vm.equal(&item, value)? as i64;
        i += 1;
    }
    Ok(vm.int(n))
}

/// The reprs of the items between brackets; `one` follows a single item (the comma of `(1,)`).
pub fn repr(vm: &Vm, x: &(impl Items + ?Sized), open: &str, one: &str, close: &str) -> PyResult {
    let mut out = StrBuf::new();
    out.push_str(open);
    let mut i = 0;
    while let Some(item) = x.item(i) {
        if i > 0 {
            out.push_str(", ");
        }
        vm.check_signals()?;
        push_repr(vm, &mut out, &item)?;
        i += 1;
    }
    if i == 1 {
        out.push_str(one);
    }
    out.push_str(close);
    Ok(vm.str_from_buf(out))
}

/// Appends `repr(x)`.
pub fn push_repr(vm: &Vm, out: &mut StrBuf, x: &Ref) -> PyResult<()> {
    let text = vm.repr(x)?;
    if let Some(s) = text.as_str() {
        out.push_view(s.view());
    }
    Ok(())
}

/// The place of an index that may count from the end.
#[inline]
pub fn wrap_index(index: isize, len: usize) -> Option<usize> {
    let i = if index < 0 {
        index.wrapping_add(len as isize)
    } else {
        index
    };
    (i >= 0 && (i as usize) < len).then_some(i as usize)
}

/// The error for a subscript that is neither an int nor a slice.
#[cold]
pub fn bad_subscript(vm: &Vm, what: &str, key: &Ref) -> Exc {
    vm.type_error(format!(
        "{what} indices must be integers or slices, not {}",
        key.ty().name()
    ))
}

/// The items of an iterable; one that is none raises TypeError with this text.
pub fn items_or(vm: &Vm, x: &Ref, text: &str) -> PyResult<Vec<Ref>> {
    if x.is_exactly(&crate::builtins::list::LIST) || x.is_exactly(&crate::builtins::tuple::TUPLE) {
        return vm.collect_items(x);
    }
    match vm.iter(x) {
        Ok(it) => vm.collect_items(&it),
        Err(e) if e.matches(&exc::TYPE_ERROR) => Err(vm.type_error(text)),
        Err(e) => Err(e),
    }
}

/// How many items `count` copies of `len` make; an error where memory could not hold them.
pub fn repeated_len(vm: &Vm, len: usize, count: isize) -> PyResult<usize> {
    let total = len.checked_mul(count.max(0) as usize);
    total
        .filter(|&n| n <= isize::MAX as usize / size_of::<Ref>())
        .ok_or_else(|| vm.memory_error())
}

/// `count` copies of some items.
pub fn repeat(vm: &Vm, items: &[Ref], count: isize) -> PyResult<Vec<Ref>> {
    let total = repeated_len(vm, items.len(), count)?;
    let mut out = Vec::new();
    if out.try_reserve_exact(total).is_err() {
        return Err(vm.memory_error());
    }
    // Whole copies in pieces of about this many items, between which Ctrl-C is heard.
    const PIECE: usize = 1 << 16;
    let mut checked = 0;
    while out.len() < total {
        out.extend_from_slice(items);
        if out.len() - checked > PIECE {
            checked = out.len();
            vm.check_signals()?;
        }
    }
    Ok(out)
}
