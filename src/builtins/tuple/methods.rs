//! What scripts see of `tuple`.
//!
//! Invariant: an exact tuple may stand for its own copy, slice of everything, or single repetition.
//! Next file to read: `../sequence.rs`.

use super::{PyTuple, TUPLE};
use crate::builtins::arguments::{between, no_keywords};
use crate::builtins::iterators::PyTupleIterator;
use crate::builtins::sequence::{self, Items, bad_subscript, wrap_index};
use crate::builtins::slice::PySlice;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::hash::TupleHasher;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::SlotId;
use crate::objects::types::Type;
use crate::syntax::ast::CompareOp;
use std::sync::atomic::Ordering::Relaxed;

pub(super) const TUPLE_DOC: &str = "Built-in immutable sequence.\n\n\
If no argument is given, the constructor returns an empty tuple.\n\
If iterable is specified the tuple is initialized from iterable's items.\n\n\
If the argument is a tuple, the return value is the same object.";

pub(super) const TUPLE_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        crate::builtins::generic_alias::class_getitem_method,
        "type, object, /",
        "Tuples are generic over the types of their contents.",
    ),
    method("__getnewargs__", tuple_getnewargs, "self, /", ""),
    method(
        "__sizeof__",
        tuple_sizeof,
        "self, /",
        "Size of object in memory, in bytes.",
    ),
    method(
        "count",
        tuple_count,
        "self, value, /",
        "Return number of occurrences of value.",
    ),
    method(
        "index",
        tuple_index,
        "self, value, start=0, stop=sys.maxsize, /",
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
];

impl Items for PyTuple {
    #[inline]
    fn count(&self) -> usize {
        self.len
    }
    #[inline]
    fn item(&self, index: usize) -> Option<Ref> {
        self.items().get(index).cloned()
    }
}

fn this(x: &Ref) -> &PyTuple {
    match x.downcast::<PyTuple>() {
        Some(t) => t,
        None => unreachable!("methods of tuple get tuples"),
    }
}

pub(super) fn tuple_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    // A subclass with an `__init__` of its own may take keywords.
    if ty.shares_slot(&TUPLE, SlotId::init) {
        no_keywords(vm, "tuple", args)?;
    }
    let exact = std::ptr::eq(ty, &TUPLE);
    let items = match between(vm, "tuple", args, 0, 1)? {
        [iterable] if exact && iterable.is_exactly(&TUPLE) => return Ok(iterable.clone()),
        [iterable] => collect(vm, iterable)?,
        _ => Vec::new(),
    };
    if exact {
        return Ok(vm.new_tuple(items));
    }
    vm.new_tuple_as(ty, items).ok_or_else(|| vm.memory_error())
}

/// All items of an iterable, which is asked for its length first.
fn collect(vm: &Vm, iterable: &Ref) -> PyResult<Vec<Ref>> {
    if iterable.is_exactly(&TUPLE) || iterable.is_exactly(&crate::builtins::list::LIST) {
        return vm.collect_items(iterable);
    }
    let it = vm.iter(iterable)?;
    let hint = vm.length_hint(iterable, 10)?;
    let mut items = Vec::new();
    if items.try_reserve(hint).is_err() {
        return Err(vm.memory_error());
    }
    vm.for_each(&it, |item| {
        items.push(item);
        Ok(())
    })?;
    Ok(items)
}

pub(super) fn tuple_repr(vm: &Vm, x: &Ref) -> PyResult {
    let t = this(x);
    if t.items().is_empty() {
        return Ok(vm.new_str("()"));
    }
    let text = vm.repr_guard(x, || sequence::repr(vm, t, "(", ",", ")"))?;
    Ok(text.unwrap_or_else(|| vm.new_str("(...)")))
}

pub(super) fn tuple_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let t = this(x);
    let known = t.hash.load(Relaxed);
    if known != -1 {
        return Ok(known);
    }
    vm.check_native_stack()?;
    let mut hasher = TupleHasher::new();
    for item in t.items() {
        vm.check_signals()?;
        hasher.add(vm.hash(item)?);
    }
    let hash = hasher.finish(t.len);
    t.hash.store(hash, Relaxed);
    Ok(hash)
}

pub(super) fn tuple_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    match (x.downcast::<PyTuple>(), y.downcast::<PyTuple>()) {
        (Some(a), Some(b)) => sequence::compare(vm, a, b, op),
        _ => Ok(Ref::not_implemented()),
    }
}

pub(super) fn tuple_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(PyTupleIterator::make(vm, x.clone()))
}

pub(super) fn tuple_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(this(x).len)
}

pub(super) fn tuple_contains(vm: &Vm, x: &Ref, value: &Ref) -> PyResult<bool> {
    for item in this(x).items() {
        if vm.equal(item, value)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn tuple_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let items = this(x).items();
    if key.ty().slots().index.is_some() {
        let i = vm.index_isize(key)?;
        let found = wrap_index(i, items.len()).map(|i| items[i].clone());
        return found.ok_or_else(|| vm.index_error("tuple index out of range"));
    }
    let Some(slice) = key.downcast_exact::<PySlice>() else {
        return Err(bad_subscript(vm, "tuple", key));
    };
    let at = slice.unpack(vm)?.over(items.len());
    if at.count == items.len() && at.step == 1 && x.is_exactly(&TUPLE) {
        return Ok(x.clone());
    }
    Ok(vm.new_tuple(at.iter().filter_map(|i| items.get(i).cloned()).collect()))
}

pub(super) fn tuple_concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let Some(other) = y.downcast::<PyTuple>() else {
        return Err(vm.type_error(format!(
            "can only concatenate tuple (not \"{}\") to tuple",
            y.ty().name()
        )));
    };
    let (a, b) = (this(x).items(), other.items());
    if a.is_empty() && y.is_exactly(&TUPLE) {
        return Ok(y.clone());
    }
    if b.is_empty() && x.is_exactly(&TUPLE) {
        return Ok(x.clone());
    }
    Ok(vm.new_tuple([a, b].concat()))
}

pub(super) fn tuple_repeat(vm: &Vm, x: &Ref, count: isize) -> PyResult {
    let items = this(x).items();
    if (items.is_empty() || count == 1) && x.is_exactly(&TUPLE) {
        return Ok(x.clone());
    }
    Ok(vm.new_tuple(sequence::repeat(vm, items, count)?))
}

fn tuple_getnewargs(vm: &Vm, args: &[Ref]) -> PyResult {
    let copy = vm.tuple_from_slice(this(&args[0]).items());
    Ok(vm.new_tuple(vec![copy]))
}

fn tuple_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    // The size CPython's tuple object has, without its collector's header.
    Ok(vm.int(32 + 8 * this(&args[0]).len as i64))
}

fn tuple_count(vm: &Vm, args: &[Ref]) -> PyResult {
    sequence::count(vm, this(&args[0]), &args[1])
}

fn tuple_index(vm: &Vm, args: &[Ref]) -> PyResult {
    match sequence::index(vm, this(&args[0]), args)? {
        Some(i) => Ok(vm.int(i as i64)),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}
