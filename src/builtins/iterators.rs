//! Iterators over sequences, over whatever has `__getitem__`, and over the answers of a callable.
//!
//! Invariant: an exhausted iterator lets its sequence go and stays exhausted.
//! Next file to read: `iterators/pickling.rs`.

mod pickling;

use crate::builtins::exceptions as exc;
use crate::builtins::list::PyList;
use crate::builtins::tuple::PyTuple;
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::payload;
use std::cell::Cell;

const HINT: &str = "Private method returning an estimate of len(list(it)).";
const REDUCE: &str = "Return state information for pickling.";
const SETSTATE: &str = "Set state information for unpickling.";

fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

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

static LIST_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(list_iterator_next), ..Slots::NONE },
    methods: &[
        method("__length_hint__", pickling::list_iterator_length_hint, "self, /", HINT),
        method("__reduce__", pickling::list_iterator_reduce, "self, /", REDUCE),
        method("__setstate__", pickling::list_iterator_setstate, "self, state, /", SETSTATE),
    ],
    ..TypeDef::of::<PyListIterator>("list_iterator")
};
/// The type of `iter([...])`.
pub static LIST_ITERATOR: Type = Type::builtin(&LIST_ITERATOR_DEF);

fn list_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast::<PyListIterator>().and_then(PyListIterator::step))
}

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

static TUPLE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(tuple_iterator_next), ..Slots::NONE },
    methods: &[
        method("__length_hint__", pickling::tuple_iterator_length_hint, "self, /", HINT),
        method("__reduce__", pickling::tuple_iterator_reduce, "self, /", REDUCE),
        method("__setstate__", pickling::tuple_iterator_setstate, "self, state, /", SETSTATE),
    ],
    ..TypeDef::of::<PyTupleIterator>("tuple_iterator")
};
/// The type of `iter((...))`.
pub static TUPLE_ITERATOR: Type = Type::builtin(&TUPLE_ITERATOR_DEF);

fn tuple_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast::<PyTupleIterator>().and_then(PyTupleIterator::step))
}

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

static RANGE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(range_iterator_next), ..Slots::NONE },
    methods: &[
        method("__length_hint__", pickling::range_iterator_length_hint, "self, /", HINT),
        method("__reduce__", pickling::range_iterator_reduce, "self, /", REDUCE),
        method("__setstate__", pickling::range_iterator_setstate, "self, state, /", SETSTATE),
    ],
    ..TypeDef::of::<PyRangeIterator>("range_iterator")
};
/// The type of `iter(range(...))`.
pub static RANGE_ITERATOR: Type = Type::builtin(&RANGE_ITERATOR_DEF);

fn range_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast::<PyRangeIterator>().and_then(|r| r.step().map(Ref::small_int)))
}

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

static SEQUENCE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(sequence_iterator_next), ..Slots::NONE },
    methods: SEQUENCE_ITERATOR_METHODS,
    ..TypeDef::of::<PySequenceIterator>("iterator")
};
/// The type of iterators over what has `__getitem__`.
pub static SEQUENCE_ITERATOR: Type = Type::builtin(&SEQUENCE_ITERATOR_DEF);

const SEQUENCE_ITERATOR_METHODS: &[MethodDef] = &[
    method("__length_hint__", pickling::sequence_iterator_length_hint, "self, /", HINT),
    method("__reduce__", pickling::sequence_iterator_reduce, "self, /", REDUCE),
    method("__setstate__", pickling::sequence_iterator_setstate, "self, state, /", SETSTATE),
];

fn sequence_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast::<PySequenceIterator>() else { return Ok(None) };
    let sequence = it.sequence.get();
    if sequence.is_null() {
        return Ok(None);
    }
    let index = it.index.get();
    if index == i64::MAX {
        return Err(vm.overflow_error("iter index too large"));
    }
    match vm.get_item(&sequence, &vm.int(index)) {
        Ok(v) => {
            it.index.set(index + 1);
            Ok(Some(v))
        }
        Err(e) if e.matches(&exc::INDEX_ERROR) || e.matches(&exc::STOP_ITERATION) => {
            drop(it.sequence.replace(Ref::NULL));
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

/// An iterator over what has `__getitem__`.
pub fn new_sequence_iterator(vm: &Vm, sequence: Ref) -> Ref {
    vm.alloc(PySequenceIterator {
        header: Header::new(&SEQUENCE_ITERATOR),
        sequence: Locked::new(sequence),
        index: Cell::new(0),
    })
}

/// `iter(callable, sentinel)`
#[repr(C)]
pub struct PyCallableIterator {
    pub(crate) header: Header,
    /// Callable and sentinel; NULL once exhausted.
    pub(crate) parts: Locked<[Ref; 2]>,
}

payload!(
    PyCallableIterator,
    CALLABLE_ITERATOR,
    |this, visit| this.parts.with(|p| p.iter().for_each(|r| visit(r))),
    |this, sink| sink.extend(this.parts.replace([const { Ref::NULL }; 2]))
);

static CALLABLE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots { iter: Some(self_iter), next: Some(callable_iterator_next), ..Slots::NONE },
    methods: &[method("__reduce__", pickling::callable_iterator_reduce, "self, /", REDUCE)],
    ..TypeDef::of::<PyCallableIterator>("callable_iterator")
};
/// The type of `iter(callable, sentinel)`.
pub static CALLABLE_ITERATOR: Type = Type::builtin(&CALLABLE_ITERATOR_DEF);

fn callable_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast::<PyCallableIterator>() else { return Ok(None) };
    let [callable, sentinel] = it.parts.get();
    if callable.is_null() {
        return Ok(None);
    }
    let value = match vm.call(&callable, &[]) {
        Ok(v) if vm.equal(&sentinel, &v)? => None,
        Ok(v) => Some(v),
        Err(e) if e.matches(&exc::STOP_ITERATION) => None,
        Err(e) => return Err(e),
    };
    if value.is_none() {
        drop(it.parts.replace([const { Ref::NULL }; 2]));
    }
    Ok(value)
}

/// An iterator over what `callable` answers until it answers `sentinel`.
pub fn new_callable_iterator(vm: &Vm, callable: Ref, sentinel: Ref) -> Ref {
    vm.alloc(PyCallableIterator { header: Header::new(&CALLABLE_ITERATOR), parts: Locked::new([callable, sentinel]) })
}
