//! Iterators over sequences, and over whatever has `__getitem__`.
//!
//! Invariant: an exhausted iterator lets its sequence go and stays exhausted.
//! Next file to read: `range/mod.rs`.

use crate::builtins::list::PyList;
use crate::builtins::tuple::PyTuple;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef};
use crate::payload;
use crate::objects::slots::Slots;
use std::cell::Cell;

/// `iter([...])`
#[repr(C)]
pub struct PyListIterator {
    pub(crate) header: Header,
    pub(crate) list: Locked<Ref>,
    pub(crate) index: Cell<usize>,
}

payload!(
    PyListIterator,
    LIST_ITERATOR,
    |this, visit| this.list.with(|l| visit(l)),
    |this, sink| sink.push(this.list.replace(Ref::NULL))
);

fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}
fn list_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast::<PyListIterator>().and_then(PyListIterator::step))
}
static LIST_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(list_iterator_next), ..Slots::NONE },
    ..TypeDef::of::<PyListIterator>("list_iterator")
};
/// The type of `iter([...])`.
pub static LIST_ITERATOR: Type = Type::builtin(&LIST_ITERATOR_DEF);

impl PyListIterator {
    /// The next item.
    #[inline]
    pub fn step(&self) -> Option<Ref> {
        let i = self.index.get();
        let item = self.list.with(|l| l.downcast::<PyList>().and_then(|l| l.get(i)));
        match item {
            Some(v) => {
                self.index.set(i + 1);
                Some(v)
            }
            None => {
                drop(self.list.replace(Ref::NULL));
                None
            }
        }
    }
}

/// `iter((...))`
#[repr(C)]
pub struct PyTupleIterator {
    pub(crate) header: Header,
    pub(crate) tuple: Locked<Ref>,
    pub(crate) index: Cell<usize>,
}

payload!(
    PyTupleIterator,
    TUPLE_ITERATOR,
    |this, visit| this.tuple.with(|l| visit(l)),
    |this, sink| sink.push(this.tuple.replace(Ref::NULL))
);
fn tuple_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast::<PyTupleIterator>().and_then(PyTupleIterator::step))
}
static TUPLE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(tuple_iterator_next), ..Slots::NONE },
    ..TypeDef::of::<PyTupleIterator>("tuple_iterator")
};
/// The type of `iter((...))`.
pub static TUPLE_ITERATOR: Type = Type::builtin(&TUPLE_ITERATOR_DEF);

impl PyTupleIterator {
    /// The next item.
    #[inline]
    pub fn step(&self) -> Option<Ref> {
        let i = self.index.get();
        let item = self.tuple.with(|t| t.downcast::<PyTuple>().and_then(|t| t.items().get(i).cloned()));
        match item {
            Some(v) => {
                self.index.set(i + 1);
                Some(v)
            }
            None => {
                drop(self.tuple.replace(Ref::NULL));
                None
            }
        }
    }
}

/// `iter(range(...))` while all its numbers are immediate ints.
#[repr(C)]
pub struct PyRangeIterator {
    pub(crate) header: Header,
    pub(crate) next: Cell<i64>,
    pub(crate) step: i64,
    pub(crate) left: Cell<u64>,
}

payload!(PyRangeIterator, RANGE_ITERATOR);
fn range_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast::<PyRangeIterator>().and_then(|r| r.step().map(Ref::small_int)))
}
static RANGE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(range_iterator_next), ..Slots::NONE },
    ..TypeDef::of::<PyRangeIterator>("range_iterator")
};
/// The type of `iter(range(...))`.
pub static RANGE_ITERATOR: Type = Type::builtin(&RANGE_ITERATOR_DEF);

impl PyRangeIterator {
    /// The next number.
    #[inline(always)]
    pub fn step(&self) -> Option<i64> {
        let left = self.left.get();
        if left == 0 {
            return None;
        }
        self.left.set(left - 1);
        let i = self.next.get();
        self.next.set(i.wrapping_add(self.step));
        Some(i)
    }
}

/// Iterates by `x[0]`, `x[1]`, ... until IndexError.
#[repr(C)]
pub struct PySequenceIterator {
    pub(crate) header: Header,
    pub(crate) sequence: Locked<Ref>,
    pub(crate) index: Cell<i64>,
}

payload!(
    PySequenceIterator,
    SEQUENCE_ITERATOR,
    |this, visit| this.sequence.with(|l| visit(l)),
    |this, sink| sink.push(this.sequence.replace(Ref::NULL))
);
fn sequence_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast::<PySequenceIterator>() else { return Ok(None) };
    let sequence = it.sequence.get();
    if sequence.is_null() {
        return Ok(None);
    }
    match vm.get_item(&sequence, &vm.int(it.index.get())) {
        Ok(v) => {
            it.index.set(it.index.get() + 1);
            Ok(Some(v))
        }
        Err(e) if e.matches(&crate::builtins::exceptions::INDEX_ERROR) || e.matches(&crate::builtins::exceptions::STOP_ITERATION) => {
            drop(it.sequence.replace(Ref::NULL));
            Ok(None)
        }
        Err(e) => Err(e),
    }
}
static SEQUENCE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(sequence_iterator_next), ..Slots::NONE },
    ..TypeDef::of::<PySequenceIterator>("iterator")
};
/// The type of iterators over what has `__getitem__`.
pub static SEQUENCE_ITERATOR: Type = Type::builtin(&SEQUENCE_ITERATOR_DEF);

/// An iterator over what has `__getitem__`.
pub fn new_sequence_iterator(vm: &Vm, sequence: Ref) -> Ref {
    vm.alloc(PySequenceIterator { header: Header::new(&SEQUENCE_ITERATOR), sequence: Locked::new(sequence), index: Cell::new(0) })
}
