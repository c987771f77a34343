//! What scripts see of `set` and `frozenset`.
//!
//! Invariant: operators take only sets; methods take any iterable. Results are plain sets of the
//! left operand's kind.
//! Next file to read: `iterator.rs`.

use super::iterator::set_iter;
use super::operations::{self as op, this};
use super::{FROZENSET, PySet, SET, as_set, item_hash};
use crate::builtins::arguments::{between, no_keywords};
use crate::builtins::exceptions as exc;
use crate::builtins::sequence::push_repr;
use crate::builtins::str::storage::StrBuf;
use crate::builtins::tuple;
use crate::objects::args::{Args, MethodDef, NativeFn, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::hash::hash_frozenset;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::{SlotId, Slots};
use crate::objects::types::Type;
use crate::syntax::ast::CompareOp;

/// What both kinds can do.
const SHARED_SLOTS: Slots = Slots {
    repr: Some(set_repr),
    compare: Some(set_compare),
    iter: Some(set_iter),
    len: Some(set_len),
    contains: Some(set_contains),
    sub: Some(set_sub),
    and: Some(set_and),
    xor: Some(set_xor),
    or: Some(set_or),
    ..Slots::NONE
};

pub(super) const SET_SLOTS: Slots = Slots {
    new: Some(set_new),
    init: Some(set_init),
    isub: Some(set_isub),
    iand: Some(set_iand),
    ixor: Some(set_ixor),
    ior: Some(set_ior),
    ..SHARED_SLOTS
};

pub(super) const FROZENSET_SLOTS: Slots = Slots {
    new: Some(frozenset_new),
    hash: Some(frozenset_hash),
    ..SHARED_SLOTS
};

const fn class_getitem_row(doc: &'static str) -> MethodDef {
    let f: NativeFn = crate::builtins::generic_alias::class_getitem_method;
    classmethod("__class_getitem__", f, "type, object, /", doc)
}

const COPY: MethodDef = method(
    "copy",
    set_copy,
    "self, /",
    "Return a shallow copy of a set.",
);
const DIFFERENCE: MethodDef = method(
    "difference",
    set_difference,
    "self, /, *others",
    "Return a new set with elements in the set that are not in the others.",
);
const INTERSECTION: MethodDef = method(
    "intersection",
    set_intersection,
    "self, /, *others",
    "Return a new set with elements common to the set and all others.",
);
const ISDISJOINT: MethodDef = method(
    "isdisjoint",
    set_isdisjoint,
    "self, other, /",
    "Return True if two sets have a null intersection.",
);
const ISSUBSET: MethodDef = method(
    "issubset",
    set_issubset,
    "self, other, /",
    "Report whether another set contains this set.",
);
const ISSUPERSET: MethodDef = method(
    "issuperset",
    set_issuperset,
    "self, other, /",
    "Report whether this set contains another set.",
);
const REDUCE: MethodDef = method(
    "__reduce__",
    set_reduce,
    "self, /",
    "Return state information for pickling.",
);
const SIZEOF: MethodDef = method(
    "__sizeof__",
    set_sizeof,
    "self, /",
    "S.__sizeof__() -> size of S in memory, in bytes.",
);
const SYMMETRIC_DIFFERENCE: MethodDef = method(
    "symmetric_difference",
    set_symmetric_difference,
    "self, other, /",
    "Return a new set with elements in either the set or other but not both.",
);
const UNION: MethodDef = method(
    "union",
    set_union,
    "self, /, *others",
    "Return a new set with elements from the set and all others.",
);

pub(super) const FROZENSET_METHODS: &[MethodDef] = &[
    class_getitem_row("frozensets are generic over the type of their elements"),
    REDUCE,
    SIZEOF,
    COPY,
    DIFFERENCE,
    INTERSECTION,
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    SYMMETRIC_DIFFERENCE,
    UNION,
];

pub(super) const SET_METHODS: &[MethodDef] = &[
    class_getitem_row("sets are generic over the type of their elements"),
    REDUCE,
    SIZEOF,
    method(
        "add",
        set_add,
        "self, object, /",
        "Add an element to a set.\n\nThis has no effect if the element is already present.",
    ),
    method(
        "clear",
        set_clear,
        "self, /",
        "Remove all elements from this set.",
    ),
    COPY,
    DIFFERENCE,
    method(
        "difference_update",
        set_difference_update,
        "self, /, *others",
        "Update the set, removing elements found in others.",
    ),
    method(
        "discard",
        set_discard,
        "self, object, /",
        "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.",
    ),
    INTERSECTION,
    method(
        "intersection_update",
        set_intersection_update,
        "self, /, *others",
        "Update the set, keeping only elements found in it and all others.",
    ),
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    method(
        "pop",
        set_pop,
        "self, /",
        "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.",
    ),
    method(
        "remove",
        set_remove,
        "self, object, /",
        "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.",
    ),
    SYMMETRIC_DIFFERENCE,
    method(
        "symmetric_difference_update",
        set_symmetric_difference_update,
        "self, other, /",
        "Update the set, keeping only elements found in either set, but not in both.",
    ),
    UNION,
    method(
        "update",
        set_update,
        "self, /, *others",
        "Update the set, adding elements from all others.",
    ),
];

fn set_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    vm.alloc_instance(ty, PySet::with_type(ty), 0)
        .ok_or_else(|| vm.memory_error())
}

fn set_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    // A subclass with a `__new__` of its own may take what it likes.
    if x.ty().shares_slot(&SET, SlotId::new) {
        no_keywords(vm, "set", args)?;
    }
    let given = between(vm, "set", args, 0, 1)?;
    this(x).clear();
    match given {
        [iterable] => this(x).update(vm, iterable),
        _ => Ok(()),
    }
}

fn frozenset_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let exact = std::ptr::eq(ty, &FROZENSET);
    // A subclass with an `__init__` of its own may take keywords.
    if ty.shares_slot(&FROZENSET, SlotId::init) {
        no_keywords(vm, "frozenset", args)?;
    }
    let given = between(vm, "frozenset", args, 0, 1)?;
    if let [iterable] = given
        && exact
        && iterable.is_exactly(&FROZENSET)
    {
        return Ok(iterable.clone());
    }
    let made = vm
        .alloc_instance(ty, PySet::with_type(ty), 0)
        .ok_or_else(|| vm.memory_error())?;
    if let [iterable] = given {
        this(&made).update(vm, iterable)?;
    }
    Ok(made)
}

fn set_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = x.ty().name();
    if this(x).is_empty() {
        return Ok(vm.new_str(&format!("{name}()")));
    }
    let text = vm.repr_guard(x, || {
        let plain = x.is_exactly(&SET);
        let mut out = StrBuf::new();
        if !plain {
            out.push_str(name);
            out.push_str("(");
        }
        out.push_str("{");
        for (i, item) in this(x).to_vec().iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            push_repr(vm, &mut out, item)?;
        }
        out.push_str(if plain { "}" } else { "})" });
        Ok(vm.str_from_buf(out))
    })?;
    Ok(text.unwrap_or_else(|| vm.new_str(&format!("{name}(...)"))))
}

fn set_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (as_set(x), as_set(y)) else {
        return Ok(Ref::not_implemented());
    };
    let (m, n) = (a.len(), b.len());
    let equal = || -> PyResult<bool> {
        // Two frozensets whose hashes are known to differ are not equal.
        let (h, k) = (a.hash.get(), b.hash.get());
        if m != n || (h != -1 && k != -1 && h != k) {
            return Ok(false);
        }
        op::is_subset(vm, a, b)
    };
    Ok(Ref::bool(match op {
        CompareOp::Eq => equal()?,
        CompareOp::NotEq => !equal()?,
        CompareOp::LtE => op::is_subset(vm, a, b)?,
        CompareOp::GtE => op::is_subset(vm, b, a)?,
        CompareOp::Lt => m < n && op::is_subset(vm, a, b)?,
        _ => m > n && op::is_subset(vm, b, a)?,
    }))
}

fn frozenset_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    let set = this(x);
    if set.hash.get() == -1 {
        set.hash.set(contents_hash(set));
    }
    Ok(set.hash.get())
}

fn contents_hash(set: &PySet) -> i64 {
    set.table
        .with(|t| hash_frozenset(t.items().map(|(hash, _)| hash)))
}

fn set_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(this(x).len())
}

/// Runs a lookup of `item`. An unhashable set stands for the frozenset with the same items.
fn lookup(
    vm: &Vm,
    set: &PySet,
    item: &Ref,
    f: fn(&PySet, &Vm, &Ref, i64) -> PyResult<bool>,
) -> PyResult<bool> {
    match item_hash(vm, item) {
        Ok(hash) => f(set, vm, item, hash),
        Err(e) if e.matches(&exc::TYPE_ERROR) && item.is_instance(&SET) => {
            f(set, vm, item, contents_hash(this(item)))
        }
        Err(e) => Err(e),
    }
}

fn set_contains(vm: &Vm, x: &Ref, item: &Ref) -> PyResult<bool> {
    lookup(vm, this(x), item, PySet::contains_hashed)
}

/// Whether both operands are sets of some kind.
fn both_sets(x: &Ref, y: &Ref) -> bool {
    as_set(x).is_some() && as_set(y).is_some()
}

fn set_sub(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if both_sets(x, y) {
        op::difference(vm, x, y)
    } else {
        Ok(Ref::not_implemented())
    }
}

fn set_and(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if both_sets(x, y) {
        op::intersection(vm, x, y)
    } else {
        Ok(Ref::not_implemented())
    }
}

fn set_xor(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if both_sets(x, y) {
        op::symmetric_difference(vm, x, y)
    } else {
        Ok(Ref::not_implemented())
    }
}

fn set_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if !both_sets(x, y) {
        return Ok(Ref::not_implemented());
    }
    let made = op::copy(vm, x)?;
    if !x.is(y) {
        this(&made).update(vm, y)?;
    }
    Ok(made)
}

/// Runs an in-place operator if the right operand is a set.
fn in_place(vm: &Vm, x: &Ref, y: &Ref, f: fn(&Vm, &Ref, &Ref) -> PyResult<()>) -> PyResult {
    if as_set(y).is_none() {
        return Ok(Ref::not_implemented());
    }
    f(vm, x, y)?;
    Ok(x.clone())
}

fn set_isub(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    in_place(vm, x, y, op::difference_update)
}

fn set_iand(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    in_place(vm, x, y, op::intersection_update)
}

fn set_ixor(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    in_place(vm, x, y, op::symmetric_difference_update)
}

fn set_ior(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    in_place(vm, x, y, |vm, x, y| this(x).update(vm, y))
}

fn set_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = vm.new_list(this(&args[0]).to_vec());
    let state = vm.call_method(&args[0], &vm.names().__getstate__, &[])?;
    Ok(vm.new_small_tuple([args[0].ty().to_ref(), vm.new_small_tuple([items]), state]))
}

fn set_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    // The size CPython's set object has, without its collector's header.
    let outer = this(&args[0]).table.with(|t| t.outer_bytes());
    Ok(vm.int(200 + outer as i64))
}

fn set_add(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).add(vm, args[1].clone())?;
    Ok(Ref::none())
}

fn set_clear(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).clear();
    Ok(Ref::none())
}

fn set_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].is_exactly(&FROZENSET) {
        return Ok(args[0].clone());
    }
    op::copy(vm, &args[0])
}

/// Folds an operation over `*others`; without any, the answer is a copy.
fn fold(vm: &Vm, args: &[Ref], f: fn(&Vm, &Ref, &Ref) -> PyResult) -> PyResult {
    let Some((first, rest)) = tuple::items(&args[1]).split_first() else {
        return set_copy(vm, args);
    };
    rest.iter()
        .try_fold(f(vm, &args[0], first)?, |made, other| f(vm, &made, other))
}

fn set_difference(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some((first, rest)) = tuple::items(&args[1]).split_first() else {
        return set_copy(vm, args);
    };
    let made = op::difference(vm, &args[0], first)?;
    for other in rest {
        op::difference_update(vm, &made, other)?;
    }
    Ok(made)
}

fn set_difference_update(vm: &Vm, args: &[Ref]) -> PyResult {
    for other in tuple::items(&args[1]) {
        op::difference_update(vm, &args[0], other)?;
    }
    Ok(Ref::none())
}

fn set_discard(vm: &Vm, args: &[Ref]) -> PyResult {
    lookup(vm, this(&args[0]), &args[1], PySet::discard_hashed)?;
    Ok(Ref::none())
}

fn set_intersection(vm: &Vm, args: &[Ref]) -> PyResult {
    fold(vm, args, op::intersection)
}

fn set_intersection_update(vm: &Vm, args: &[Ref]) -> PyResult {
    let both = set_intersection(vm, args)?;
    if !both.is(&args[0]) {
        let table = this(&both).table.take();
        this(&args[0]).replace_table(table);
    }
    Ok(Ref::none())
}

fn set_isdisjoint(vm: &Vm, args: &[Ref]) -> PyResult {
    op::is_disjoint(vm, &args[0], &args[1]).map(Ref::bool)
}

fn set_issubset(vm: &Vm, args: &[Ref]) -> PyResult {
    op::is_subset_of(vm, &args[0], &args[1]).map(Ref::bool)
}

fn set_issuperset(vm: &Vm, args: &[Ref]) -> PyResult {
    op::is_superset_of(vm, &args[0], &args[1]).map(Ref::bool)
}

fn set_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    match this(&args[0]).table.with(|t| t.pop()) {
        Some(item) => Ok(item),
        None => Err(vm.key_error(vm.new_str("pop from an empty set"))),
    }
}

fn set_remove(vm: &Vm, args: &[Ref]) -> PyResult {
    if lookup(vm, this(&args[0]), &args[1], PySet::discard_hashed)? {
        return Ok(Ref::none());
    }
    Err(vm.key_error(args[1].clone()))
}

fn set_symmetric_difference(vm: &Vm, args: &[Ref]) -> PyResult {
    op::symmetric_difference(vm, &args[0], &args[1])
}

fn set_symmetric_difference_update(vm: &Vm, args: &[Ref]) -> PyResult {
    op::symmetric_difference_update(vm, &args[0], &args[1])?;
    Ok(Ref::none())
}

fn set_union(vm: &Vm, args: &[Ref]) -> PyResult {
    let made = op::copy(vm, &args[0])?;
    for other in tuple::items(&args[1]) {
        if !args[0].is(other) {
            this(&made).update(vm, other)?;
        }
    }
    Ok(made)
}

fn set_update(vm: &Vm, args: &[Ref]) -> PyResult {
    for other in tuple::items(&args[1]) {
        this(&args[0]).update(vm, other)?;
    }
    Ok(Ref::none())
}
