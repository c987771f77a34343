//! The methods of `deque`.
//!
//! Invariant: a deque that changes while its items are compared is noticed by its `state`.
//! Next file to read: `deque_iterator.rs`.

use super::deque::{PyDeque, copy, extend, mutated, this};
use super::deque_iterator;
use crate::builtins::arguments::{position, ssize};
use crate::builtins::sequence::from_end;
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

#[rustfmt::skip]
pub(super) const METHODS: &[MethodDef] = &[
    classmethod("__class_getitem__", crate::builtins::generic_alias::class_getitem_method, "type, object, /", "deques are generic over the type of their contents"),
    method("__copy__", deque_copy, "self, /", "Return a shallow copy of a deque."),
    method("__reduce__", deque_reduce, "self, /", "Return state information for pickling."),
    method("__reversed__", deque_reversed, "self, /", "Return a reverse iterator over the deque."),
    method("__sizeof__", deque_sizeof, "self, /", "Return the size of the deque in memory, in bytes."),
    method("append", deque_append, "self, item, /", "Add an element to the right side of the deque."),
    method("appendleft", deque_appendleft, "self, item, /", "Add an element to the left side of the deque."),
    method("clear", deque_clear, "self, /", "Remove all elements from the deque."),
    method("copy", deque_copy, "self, /", "Return a shallow copy of a deque."),
    method("count", deque_count, "self, value, /", "Return number of occurrences of value."),
    method("extend", deque_extend, "self, iterable, /", "Extend the right side of the deque with elements from the iterable."),
    method("extendleft", deque_extendleft, "self, iterable, /", "Extend the left side of the deque with elements from the iterable."),
    method("index", deque_index, "self, value, start=<unrepresentable>, stop=<unrepresentable>, /", "Return first index of value.\n\nRaises ValueError if the value is not present."),
    method("insert", deque_insert, "self, index, value, /", "Insert value before index."),
    method("pop", deque_pop, "self, /", "Remove and return the rightmost element."),
    method("popleft", deque_popleft, "self, /", "Remove and return the leftmost element."),
    method("remove", deque_remove, "self, value, /", "Remove first occurrence of value."),
    method("reverse", deque_reverse, "self, /", "Reverse *IN PLACE*."),
    method("rotate", deque_rotate, "self, n=1, /", "Rotate the deque n steps to the right.  If n is negative, rotates left."),
];

/// The first index from `start` on, before `stop`, of an item that equals `value`.
pub(super) fn find(
    vm: &Vm,
    deque: &PyDeque,
    value: &Ref,
    start: usize,
    stop: usize,
) -> PyResult<Option<usize>> {
    let state = deque.state();
    let mut at = start;
    while at < stop
        && let Some(item) = deque.get(at)
    {
        let same = vm.equal(&item, value)?;
        if same {
            return Ok(Some(at));
        }
        if deque.state() != state {
            return Err(mutated(vm));
        }
        at += 1;
    }
    Ok(None)
}

fn deque_append(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).push_back(args[1].clone());
    Ok(Ref::none())
}

fn deque_appendleft(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).push_front(args[1].clone());
    Ok(Ref::none())
}

fn deque_clear(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).clear();
    Ok(Ref::none())
}

fn deque_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    copy(vm, &args[0])
}

fn deque_count(vm: &Vm, args: &[Ref]) -> PyResult {
    let deque = this(&args[0]);
    let state = deque.state();
    let (mut at, mut count) = (0, 0);
    while let Some(item) = deque.get(at) {
        count += vm.equal(&item, &args[1])? as i64;
        if deque.state() != state {
            return Err(mutated(vm));
        }
        at += 1;
    }
    Ok(vm.int(count))
}

fn deque_extend(vm: &Vm, args: &[Ref]) -> PyResult {
    extend(vm, &args[0], &args[1])?;
    Ok(Ref::none())
}

fn deque_extendleft(vm: &Vm, args: &[Ref]) -> PyResult {
    let deque = this(&args[0]);
    if args[1].is(&args[0]) {
        let items = deque.to_vec();
        items.into_iter().for_each(|i| deque.push_front(i));
        return Ok(Ref::none());
    }
    vm.for_each(&args[1], |item| {
        deque.push_front(item);
        Ok(())
    })?;
    Ok(Ref::none())
}

fn deque_index(vm: &Vm, args: &[Ref]) -> PyResult {
    let deque = this(&args[0]);
    let start = position(vm, &args[2], 0)?;
    let stop = position(vm, &args[3], i64::MAX)?;
    let len = deque.len();
    let (start, stop) = (from_end(start, len), from_end(stop, len).min(len));
    match find(vm, deque, &args[1], start, stop)? {
        Some(at) => Ok(vm.uint(at as u64)),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

fn deque_insert(vm: &Vm, args: &[Ref]) -> PyResult {
    let deque = this(&args[0]);
    let at = ssize(vm, &args[1])?;
    let len = deque.len();
    if deque.maxlen() == Some(len) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    deque.insert(from_end(at as i64, len).min(len), args[2].clone());
    Ok(Ref::none())
}

fn deque_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    let popped = this(&args[0]).pop_back();
    popped.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn deque_popleft(vm: &Vm, args: &[Ref]) -> PyResult {
    let popped = this(&args[0]).pop_front();
    popped.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn deque_remove(vm: &Vm, args: &[Ref]) -> PyResult {
    let deque = this(&args[0]);
    let state = deque.state();
    let (mut at, len) = (0, deque.len());
    while at < len
        && let Some(item) = deque.get(at)
    {
        let same = vm.equal(&item, &args[1])?;
        if deque.state() != state {
            return Err(vm.index_error("deque mutated during iteration"));
        }
        if same {
            drop(deque.remove(at));
            return Ok(Ref::none());
        }
        at += 1;
    }
    Err(vm.value_error("deque.remove(x): x not in deque"))
}

fn deque_reverse(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).reverse();
    Ok(Ref::none())
}

fn deque_rotate(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = match args[1].opt() {
        Some(n) => ssize(vm, n)?,
        None => 1,
    };
    this(&args[0]).rotate(n);
    Ok(Ref::none())
}

/// `(class, ((), maxlen) or (), attributes or None, iterator)`
fn deque_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let state = vm.call_method_str(x, "__getstate__", &[])?;
    let init = match this(x).maxlen() {
        None => vm.new_tuple(Vec::new()),
        Some(max) => vm.new_small_tuple([vm.new_tuple(Vec::new()), vm.uint(max as u64)]),
    };
    let it = vm.iter(x)?;
    Ok(vm.new_small_tuple([x.ty().to_ref(), init, state, it]))
}

fn deque_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(deque_iterator::backwards(vm, args[0].clone()))
}

/// The size CPython's deque has: a head, and blocks of 64 items with two links.
fn deque_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let blocks = (this(&args[0]).len() + 1).div_ceil(64);
    Ok(vm.uint(216 + blocks as u64 * 528))
}
