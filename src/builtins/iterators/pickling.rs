//! `__length_hint__`, `__reduce__` and `__setstate__` of the iterators.
//!
//! Invariant: an exhausted iterator is rebuilt as one over an empty sequence.
//! Next file to read: `../range/mod.rs`.

use super::{PyCallableIterator, PyListIterator, PyRangeIterator, PySequenceIterator, PyTupleIterator};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

fn builtin(vm: &Vm, name: &str) -> Ref {
    vm.dict_get(&vm.known().builtins, name).unwrap_or_else(Ref::none)
}

/// `(iter, (sequence,), index)`
fn reduced(vm: &Vm, sequence: Ref, index: i64) -> Ref {
    vm.new_tuple(vec![builtin(vm, "iter"), vm.new_tuple(vec![sequence]), vm.int(index)])
}

/// `(iter, (empty,))`
fn reduced_empty(vm: &Vm, empty: Ref) -> Ref {
    vm.new_tuple(vec![builtin(vm, "iter"), vm.new_tuple(vec![empty])])
}

fn hint(vm: &Vm, length: usize, index: usize) -> PyResult {
    Ok(vm.uint(length.saturating_sub(index) as u64))
}

/// The index of a saved state, not below zero.
fn state(vm: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(vm.index_i64(x)?.max(0) as usize)
}

pub(super) fn list_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PyListIterator>() else { return Ok(vm.int(0)) };
    let list = it.list.get();
    if list.is_null() { Ok(vm.int(0)) } else { hint(vm, vm.len(&list)?, it.index.get()) }
}

pub(super) fn list_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PyListIterator>() else { return Ok(Ref::none()) };
    let list = it.list.get();
    if list.is_null() {
        return Ok(reduced_empty(vm, vm.new_list(Vec::new())));
    }
    Ok(reduced(vm, list, it.index.get() as i64))
}

pub(super) fn list_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(it) = args[0].downcast::<PyListIterator>() {
        it.index.set(state(vm, &args[1])?);
    }
    Ok(Ref::none())
}

pub(super) fn tuple_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PyTupleIterator>() else { return Ok(vm.int(0)) };
    let tuple = it.tuple.get();
    if tuple.is_null() { Ok(vm.int(0)) } else { hint(vm, crate::builtins::tuple::items(&tuple).len(), it.index.get()) }
}

pub(super) fn tuple_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PyTupleIterator>() else { return Ok(Ref::none()) };
    let tuple = it.tuple.get();
    if tuple.is_null() {
        return Ok(reduced_empty(vm, vm.known().empty_tuple.clone()));
    }
    Ok(reduced(vm, tuple, it.index.get() as i64))
}

pub(super) fn tuple_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(it) = args[0].downcast::<PyTupleIterator>() {
        it.index.set(state(vm, &args[1])?);
    }
    Ok(Ref::none())
}

pub(super) fn range_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(args[0].downcast::<PyRangeIterator>().map_or(0, |it| it.left.get())))
}

pub(super) fn range_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PyRangeIterator>() else { return Ok(Ref::none()) };
    let (start, step) = (it.next.get(), it.step);
    let stop = i128::from(start) + i128::from(step) * i128::from(it.left.get());
    let stop = vm.int_from(crate::builtins::int::Int::from_i128(stop));
    let range = vm.call(&builtin(vm, "range"), &[vm.int(start), stop, vm.int(step)])?;
    Ok(vm.new_tuple(vec![builtin(vm, "iter"), vm.new_tuple(vec![range]), Ref::none()]))
}

pub(super) fn range_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(it) = args[0].downcast::<PyRangeIterator>() {
        let skip = (state(vm, &args[1])? as u64).min(it.left.get());
        it.left.set(it.left.get() - skip);
        it.next.set(it.next.get().wrapping_add(it.step.wrapping_mul(skip as i64)));
    }
    Ok(Ref::none())
}

pub(super) fn sequence_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PySequenceIterator>() else { return Ok(vm.int(0)) };
    let sequence = it.sequence.get();
    if sequence.is_null() {
        return Ok(vm.int(0));
    }
    if sequence.ty().slots().len.is_none() {
        return Ok(Ref::not_implemented());
    }
    hint(vm, vm.len(&sequence)?, it.index.get().max(0) as usize)
}

pub(super) fn sequence_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PySequenceIterator>() else { return Ok(Ref::none()) };
    let sequence = it.sequence.get();
    if sequence.is_null() {
        return Ok(reduced_empty(vm, vm.known().empty_tuple.clone()));
    }
    Ok(reduced(vm, sequence, it.index.get()))
}

pub(super) fn sequence_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(it) = args[0].downcast::<PySequenceIterator>() {
        it.index.set(vm.index_i64(&args[1])?.max(0));
    }
    Ok(Ref::none())
}

pub(super) fn callable_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(it) = args[0].downcast::<PyCallableIterator>() else { return Ok(Ref::none()) };
    let parts = it.parts.get();
    if parts[0].is_null() {
        return Ok(reduced_empty(vm, vm.known().empty_tuple.clone()));
    }
    Ok(vm.new_tuple(vec![builtin(vm, "iter"), vm.new_tuple(parts.to_vec())]))
}
