//! `keys()` and `items()` as sets: operators, comparisons, repr.
//!
//! An operator's slot is called with the view on either side; the results are plain sets.
//! Invariant: what is iterated and what is asked for membership follows CPython, because the order
//! of the resulting set shows it.
//! Next file to read: `../set/mod.rs`.

use super::PyDict;
use super::iterators::{ITEMS, KEYS};
use super::views::{PyDictView, dict_of};
use crate::builtins::sequence::push_repr;
use crate::builtins::set::{FROZENSET, PySet, SET};
use crate::builtins::str::storage::StrBuf;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::syntax::ast::CompareOp;

/// Whether this is a view of keys or items.
fn is_set_view(x: &Ref) -> bool {
    x.downcast::<PyDictView<KEYS>>().is_some() || x.downcast::<PyDictView<ITEMS>>().is_some()
}

fn is_any_set(x: &Ref) -> bool {
    x.is_instance(&SET) || x.is_instance(&FROZENSET)
}

/// `dict_keys([...])`
pub(super) fn view_repr(vm: &Vm, x: &Ref) -> PyResult {
    let text = vm.repr_guard(x, || {
        let items = vm.new_list(vm.collect_items(x)?);
        let mut out = StrBuf::new();
        out.push_str(&format!("{}(", x.ty().name()));
        push_repr(vm, &mut out, &items)?;
        out.push_str(")");
        Ok(vm.str_from_buf(out))
    })?;
    Ok(text.unwrap_or_else(|| vm.new_str("...")))
}

/// Whether all items of `x` are in `y`.
fn all_in(vm: &Vm, x: &Ref, y: &Ref) -> PyResult<bool> {
    let it = vm.iter(x)?;
    while let Some(item) = vm.next(&it)? {
        if !vm.contains(y, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn view_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    if !is_any_set(y) && !is_set_view(y) {
        return Ok(Ref::not_implemented());
    }
    let (a, b) = (vm.len(x)?, vm.len(y)?);
    let answer = match op {
        CompareOp::Eq | CompareOp::NotEq => (a == b && all_in(vm, x, y)?) == (op == CompareOp::Eq),
        CompareOp::Lt => a < b && all_in(vm, x, y)?,
        CompareOp::LtE => a <= b && all_in(vm, x, y)?,
        CompareOp::Gt => a > b && all_in(vm, y, x)?,
        _ => a >= b && all_in(vm, y, x)?,
    };
    Ok(Ref::bool(answer))
}

/// A set of what an operand holds; views of keys give it with their hashes.
fn to_set(vm: &Vm, x: &Ref) -> PyResult {
    let set = vm.new_set();
    let source = match x.downcast::<PyDictView<KEYS>>() {
        Some(view) => &view.dict,
        None => x,
    };
    as_py_set(&set).update(vm, source)?;
    Ok(set)
}

fn as_py_set(x: &Ref) -> &PySet {
    match x.downcast::<PySet>() {
        Some(s) => s,
        None => unreachable!("`new_set` makes sets"),
    }
}

pub(super) fn view_and(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let (mut x, mut y) = if is_set_view(x) { (x, y) } else { (y, x) };
    let longer = |a: &Ref, b: &Ref| -> PyResult<bool> { Ok(vm.len(a)? > vm.len(b)?) };
    if is_set_view(y) && longer(y, x)? {
        std::mem::swap(&mut x, &mut y);
    }
    if y.is_exactly(&SET) && longer(y, x)? {
        return vm.call_method_str(y, "intersection", std::slice::from_ref(x));
    }
    let set = vm.new_set();
    vm.for_each(y, |item| {
        if vm.contains(x, &item)? {
            as_py_set(&set).add(vm, item)?;
        }
        Ok(())
    })?;
    Ok(set)
}

pub(super) fn view_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let set = to_set(vm, x)?;
    as_py_set(&set).update(vm, y)?;
    Ok(set)
}

pub(super) fn view_sub(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let set = to_set(vm, x)?;
    vm.call_method_str(&set, "difference_update", std::slice::from_ref(y))?;
    Ok(set)
}

pub(super) fn view_xor(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if let (Some(a), Some(b)) = (
        x.downcast_exact::<PyDictView<ITEMS>>(),
        y.downcast_exact::<PyDictView<ITEMS>>(),
    ) && let (Some(a), Some(b)) = (a.dict.downcast::<PyDict>(), b.dict.downcast::<PyDict>())
    {
        return items_xor(vm, a, b);
    }
    let set = to_set(vm, x)?;
    vm.call_method_str(&set, "symmetric_difference_update", std::slice::from_ref(y))?;
    Ok(set)
}

/// The items of one dict that are not in the other. Values that are equal need not be hashable.
fn items_xor(vm: &Vm, a: &PyDict, b: &PyDict) -> PyResult {
    let set = vm.new_set();
    let mut pending: Vec<(Ref, Ref)> = Vec::new();
    let rest = vm.new_dict();
    let Some(rest_dict) = rest.downcast::<PyDict>() else {
        return Ok(set);
    };
    rest_dict.table.set(b.table.with(|t| t.duplicate()));
    for (key, value) in a.pairs() {
        match rest_dict.get(vm, &key)? {
            Some(other) if vm.equal(&value, &other)? => {
                rest_dict.remove(vm, &key)?;
            }
            Some(other) => {
                rest_dict.remove(vm, &key)?;
                pending.push((key.clone(), value));
                pending.push((key, other));
            }
            None => pending.push((key, value)),
        }
    }
    pending.extend(rest_dict.pairs());
    for (key, value) in pending {
        as_py_set(&set).add(vm, vm.new_small_tuple([key, value]))?;
    }
    Ok(set)
}

pub(super) fn view_isdisjoint(vm: &Vm, args: &[Ref]) -> PyResult {
    let (mut x, mut y) = (&args[0], &args[1]);
    if x.is(y) {
        return Ok(Ref::bool(vm.len(x)? == 0));
    }
    let sized = y.is_exactly(&SET) || y.is_exactly(&FROZENSET) || dict_of(y).is_some();
    if sized && vm.len(y)? > vm.len(x)? {
        std::mem::swap(&mut x, &mut y);
    }
    let it = vm.iter(y)?;
    while let Some(item) = vm.next(&it)? {
        if vm.contains(x, &item)? {
            return Ok(Ref::bool(false));
        }
    }
    Ok(Ref::bool(true))
}
