//! Iterators over lists, tuples and ranges, over whatever has `__getitem__`, and over calls.
//!
//! Invariant: an exhausted iterator lets its sequence go and stays exhausted; it never holds an
//! index past what it has yielded, so a list may shrink and grow under it.
//! Why this is sound: the quick steps look inside a list or tuple without its lock only while one thread
//! at a time runs, and run no Python code meanwhile.
//! Next file to read: `range/mod.rs`.

use crate::builtins::exceptions as exc;
use crate::builtins::list::PyList;
use crate::builtins::tuple::PyTuple;
use crate::objects::args::{MethodDef, NativeFn, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref, is_parallel};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::value::Value;
use crate::objects::word::Word;
use crate::payload;

/// The `iter` slot of every iterator.
pub fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

/// A builtin function by name, as `__reduce__` of iterators names it.
pub fn builtin_function(vm: &Vm, name: &str) -> PyResult {
    let found = vm.dict_get(&vm.known().builtins, name);
    found.ok_or_else(|| vm.attribute_error(format!("module 'builtins' has no attribute '{name}'")))
}

/// The index that `__setstate__` of an iterator takes.
pub fn state_index(vm: &Vm, state: &Ref) -> PyResult<i64> {
    if state.as_int().is_none() {
        return Err(vm.type_error("an integer is required"));
    }
    let fits = state.as_i64();
    fits.ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

/// `(function, (sequence,), index)`, or `(function, (empty,))` for an exhausted iterator.
pub fn reduce_to(vm: &Vm, function: Ref, sequence: Ref, index: i64, empty: Ref) -> PyResult {
    if sequence.is_null() {
        return Ok(vm.new_small_tuple([function, vm.new_small_tuple([empty])]));
    }
    Ok(vm.new_small_tuple([function, vm.new_small_tuple([sequence]), vm.int(index)]))
}

const fn hint_row(f: NativeFn) -> MethodDef {
    method(
        "__length_hint__",
        f,
        "self, /",
        "Private method returning an estimate of len(list(it)).",
    )
}
const fn reduce_row(f: NativeFn) -> MethodDef {
    method(
        "__reduce__",
        f,
        "self, /",
        "Return state information for pickling.",
    )
}
const fn setstate_row(f: NativeFn) -> MethodDef {
    method(
        "__setstate__",
        f,
        "self, object, /",
        "Set state information for unpickling.",
    )
}

/// Makes a function from a reference that is known to be of a type to its payload.
macro_rules! this {
    ($name:ident, $ty:ty) => {
        fn $name(x: &Ref) -> &$ty {
            match x.downcast::<$ty>() {
                Some(it) => it,
                None => unreachable!("methods of an iterator type get its iterators"),
            }
        }
    };
}

/// `iter([...])`
#[repr(C)]
pub struct PyListIterator {
    pub(crate) header: Header,
    pub(crate) list: Locked<Ref>,
    pub(crate) index: Word<usize>,
}

payload!(
    PyListIterator,
    LIST_ITERATOR,
    |this, visit| this.list.with(|l| visit(l)),
    |this, sink| sink.push(this.list.replace(Ref::NULL))
);
this!(list_iterator, PyListIterator);

fn list_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let it = list_iterator(x);
    if let Some(v) = it.quick_step() {
        // SAFETY: the word is owned.
        #[allow(unsafe_code)]
        return Ok(Some(unsafe { Ref::from_value(v) }));
    }
    Ok(it.step())
}
fn list_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = list_iterator(&args[0]);
    let len = it
        .list
        .get()
        .downcast::<PyList>()
        .map_or(0, |l| l.len().saturating_sub(it.index.get()));
    Ok(vm.int(len as i64))
}
fn list_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = list_iterator(&args[0]);
    reduce_to(
        vm,
        builtin_function(vm, "iter")?,
        it.list.get(),
        it.index.get() as i64,
        vm.new_list(Vec::new()),
    )
}
fn list_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = list_iterator(&args[0]);
    let i = state_index(vm, &args[1])?.max(0) as usize;
    if let Some(l) = it.list.get().downcast::<PyList>() {
        it.index.set(i.min(l.len()));
    }
    Ok(Ref::none())
}
static LIST_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(list_iterator_next),
        ..Slots::NONE
    },
    methods: &[
        hint_row(list_iterator_length_hint),
        reduce_row(list_iterator_reduce),
        setstate_row(list_iterator_setstate),
    ],
    ..TypeDef::of::<PyListIterator>("list_iterator")
};
/// The type of `iter([...])`.
pub static LIST_ITERATOR: Type = Type::builtin(&LIST_ITERATOR_DEF);

impl PyListIterator {
    /// An iterator from the list's start.
    pub fn make(vm: &Vm, list: Ref) -> Ref {
        vm.alloc(PyListIterator {
            header: Header::new(&LIST_ITERATOR),
            list: Locked::new(list),
            index: Word::new(0),
        })
    }

    /// The next item's word, owned; `None` when `step` must look closer.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) fn quick_step(&self) -> Option<Value> {
        if is_parallel() {
            return None;
        }
        // SAFETY: no other thread runs meanwhile, and nothing here runs Python code; what
        // stands in `list` is a list or NULL.
        unsafe {
            let list = (*self.list.as_ptr()).value();
            if list.is_null() {
                return None;
            }
            let items = &*(*list.ptr().cast::<PyList>()).items.as_ptr();
            let v = items.get(self.index.get())?.value().shared();
            self.index.set(self.index.get() + 1);
            Some(v)
        }
    }

    /// The next item.
    #[inline]
    pub fn step(&self) -> Option<Ref> {
        let i = self.index.get();
        let item = self
            .list
            .with(|l| l.downcast::<PyList>().and_then(|l| l.get(i)));
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

/// `reversed([...])`
#[repr(C)]
pub struct PyListReverseIterator {
    pub(crate) header: Header,
    list: Locked<Ref>,
    /// The index of the next item; -1 at the end.
    index: Word<i64>,
}

payload!(
    PyListReverseIterator,
    LIST_REVERSE_ITERATOR,
    |this, visit| this.list.with(|l| visit(l)),
    |this, sink| sink.push(this.list.replace(Ref::NULL))
);
this!(list_reverse, PyListReverseIterator);

/// `reversed(list)`
pub fn new_list_reverse_iterator(vm: &Vm, list: Ref) -> Ref {
    let last = list.downcast::<PyList>().map_or(0, PyList::len) as i64 - 1;
    vm.alloc(PyListReverseIterator {
        header: Header::new(&LIST_REVERSE_ITERATOR),
        list: Locked::new(list),
        index: Word::new(last),
    })
}
fn list_reverse_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let it = list_reverse(x);
    let i = it.index.get();
    let list = it.list.get();
    let item = if i < 0 {
        None
    } else {
        list.downcast::<PyList>().and_then(|l| l.get(i as usize))
    };
    match item {
        Some(_) => it.index.set(i - 1),
        None => {
            it.index.set(-1);
            drop(it.list.replace(Ref::NULL));
        }
    }
    Ok(item)
}
fn list_reverse_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = list_reverse(&args[0]);
    let left = it.index.get() + 1;
    let enough = it
        .list
        .get()
        .downcast::<PyList>()
        .is_some_and(|l| l.len() as i64 >= left);
    Ok(vm.int(if enough { left } else { 0 }))
}
fn list_reverse_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = list_reverse(&args[0]);
    if it.list.with(|l| l.is_null()) {
        let iter = builtin_function(vm, "iter")?;
        return reduce_to(vm, iter, Ref::NULL, 0, vm.new_list(Vec::new()));
    }
    reduce_to(
        vm,
        builtin_function(vm, "reversed")?,
        it.list.get(),
        it.index.get(),
        Ref::none(),
    )
}
fn list_reverse_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = list_reverse(&args[0]);
    let i = state_index(vm, &args[1])?;
    if let Some(l) = it.list.get().downcast::<PyList>() {
        it.index.set(i.clamp(-1, l.len() as i64 - 1));
    }
    Ok(Ref::none())
}
static LIST_REVERSE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(list_reverse_next),
        ..Slots::NONE
    },
    methods: &[
        hint_row(list_reverse_length_hint),
        reduce_row(list_reverse_reduce),
        setstate_row(list_reverse_setstate),
    ],
    ..TypeDef::of::<PyListReverseIterator>("list_reverseiterator")
};
/// The type of `reversed([...])`.
pub static LIST_REVERSE_ITERATOR: Type = Type::builtin(&LIST_REVERSE_ITERATOR_DEF);

/// `iter((...))`
#[repr(C)]
pub struct PyTupleIterator {
    pub(crate) header: Header,
    pub(crate) tuple: Locked<Ref>,
    pub(crate) index: Word<usize>,
}

payload!(
    PyTupleIterator,
    TUPLE_ITERATOR,
    |this, visit| this.tuple.with(|l| visit(l)),
    |this, sink| sink.push(this.tuple.replace(Ref::NULL))
);
this!(tuple_iterator, PyTupleIterator);

fn tuple_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(tuple_iterator(x).step())
}
fn tuple_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = tuple_iterator(&args[0]);
    let len = it
        .tuple
        .get()
        .downcast::<PyTuple>()
        .map_or(0, |t| t.len.saturating_sub(it.index.get()));
    Ok(vm.int(len as i64))
}
fn tuple_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = tuple_iterator(&args[0]);
    let empty = vm.known().empty_tuple.clone();
    reduce_to(
        vm,
        builtin_function(vm, "iter")?,
        it.tuple.get(),
        it.index.get() as i64,
        empty,
    )
}
fn tuple_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = tuple_iterator(&args[0]);
    let i = state_index(vm, &args[1])?.max(0) as usize;
    if let Some(t) = it.tuple.get().downcast::<PyTuple>() {
        it.index.set(i.min(t.len));
    }
    Ok(Ref::none())
}
static TUPLE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(tuple_iterator_next),
        ..Slots::NONE
    },
    methods: &[
        hint_row(tuple_iterator_length_hint),
        reduce_row(tuple_iterator_reduce),
        setstate_row(tuple_iterator_setstate),
    ],
    ..TypeDef::of::<PyTupleIterator>("tuple_iterator")
};
/// The type of `iter((...))`.
pub static TUPLE_ITERATOR: Type = Type::builtin(&TUPLE_ITERATOR_DEF);

impl PyTupleIterator {
    /// An iterator from the tuple's start.
    pub fn make(vm: &Vm, tuple: Ref) -> Ref {
        let header = Header::new(&TUPLE_ITERATOR);
        vm.alloc(PyTupleIterator {
            header,
            tuple: Locked::new(tuple),
            index: Word::new(0),
        })
    }

    /// The next item's word, owned; `None` when `step` must look closer.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) fn quick_step(&self) -> Option<Value> {
        if is_parallel() {
            return None;
        }
        // SAFETY: as for lists.
        unsafe {
            let tuple = (*self.tuple.as_ptr()).value();
            if tuple.is_null() {
                return None;
            }
            let items = (*tuple.ptr().cast::<PyTuple>()).items();
            let v = items.get(self.index.get())?.value().shared();
            self.index.set(self.index.get() + 1);
            Some(v)
        }
    }

    /// The next item.
    #[inline]
    pub fn step(&self) -> Option<Ref> {
        let i = self.index.get();
        let item = self.tuple.with(|t| {
            t.downcast::<PyTuple>()
                .and_then(|t| t.items().get(i).cloned())
        });
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
    pub(crate) next: Word<i64>,
    pub(crate) step: i64,
    pub(crate) left: Word<u64>,
}

payload!(PyRangeIterator, RANGE_ITERATOR);
fn range_iterator_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast::<PyRangeIterator>()
        .and_then(|r| r.step().map(Ref::small_int)))
}
static RANGE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(range_iterator_next),
        ..Slots::NONE
    },
    methods: crate::builtins::range::RANGE_ITERATOR_METHODS,
    ..TypeDef::of::<PyRangeIterator>("range_iterator")
};
/// The type of `iter(range(...))`.
pub static RANGE_ITERATOR: Type = Type::builtin(&RANGE_ITERATOR_DEF);

impl PyRangeIterator {
    /// An iterator over `left` numbers, all of which are immediate ints.
    pub fn make(vm: &Vm, start: i64, step: i64, left: u64) -> Ref {
        let header = Header::new(&RANGE_ITERATOR);
        vm.alloc(PyRangeIterator {
            header,
            next: Word::new(start),
            step,
            left: Word::new(left),
        })
    }

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
    pub(crate) index: Word<i64>,
}

payload!(
    PySequenceIterator,
    SEQUENCE_ITERATOR,
    |this, visit| this.sequence.with(|l| visit(l)),
    |this, sink| sink.push(this.sequence.replace(Ref::NULL))
);
this!(sequence_iterator, PySequenceIterator);

fn sequence_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let it = sequence_iterator(x);
    let sequence = it.sequence.get();
    if sequence.is_null() {
        return Ok(None);
    }
    let i = it.index.get();
    if i == i64::MAX {
        return Err(vm.overflow_error("iter index too large"));
    }
    match vm.get_item(&sequence, &vm.int(i)) {
        Ok(v) => {
            it.index.set(i + 1);
            Ok(Some(v))
        }
        Err(e) if e.matches(&exc::INDEX_ERROR) || e.matches(&exc::STOP_ITERATION) => {
            drop(it.sequence.replace(Ref::NULL));
            Ok(None)
        }
        Err(e) => Err(e),
    }
}
fn sequence_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = sequence_iterator(&args[0]);
    let sequence = it.sequence.get();
    if sequence.is_null() {
        return Ok(vm.int(0));
    }
    if sequence.ty().slots().len.is_none() {
        return Ok(Ref::not_implemented());
    }
    Ok(vm.int((vm.len(&sequence)? as i64 - it.index.get()).max(0)))
}
fn sequence_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = sequence_iterator(&args[0]);
    let empty = vm.known().empty_tuple.clone();
    reduce_to(
        vm,
        builtin_function(vm, "iter")?,
        it.sequence.get(),
        it.index.get(),
        empty,
    )
}
fn sequence_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = sequence_iterator(&args[0]);
    let i = state_index(vm, &args[1])?;
    if !it.sequence.with(|s| s.is_null()) {
        it.index.set(i.max(0));
    }
    Ok(Ref::none())
}
static SEQUENCE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(sequence_iterator_next),
        ..Slots::NONE
    },
    methods: &[
        hint_row(sequence_iterator_length_hint),
        reduce_row(sequence_iterator_reduce),
        setstate_row(sequence_iterator_setstate),
    ],
    ..TypeDef::of::<PySequenceIterator>("iterator")
};
/// The type of iterators over what has `__getitem__`.
pub static SEQUENCE_ITERATOR: Type = Type::builtin(&SEQUENCE_ITERATOR_DEF);

/// An iterator over what has `__getitem__`.
pub fn new_sequence_iterator(vm: &Vm, sequence: Ref) -> Ref {
    let header = Header::new(&SEQUENCE_ITERATOR);
    vm.alloc(PySequenceIterator {
        header,
        sequence: Locked::new(sequence),
        index: Word::new(0),
    })
}

/// `iter(callable, sentinel)`
#[repr(C)]
pub struct PyCallableIterator {
    pub(crate) header: Header,
    callable: Locked<Ref>,
    sentinel: Locked<Ref>,
}

payload!(
    PyCallableIterator,
    CALLABLE_ITERATOR,
    |this, visit| {
        this.callable.with(|x| visit(x));
        this.sentinel.with(|x| visit(x));
    },
    |this, sink| sink.extend([
        this.callable.replace(Ref::NULL),
        this.sentinel.replace(Ref::NULL)
    ])
);
this!(callable_iterator, PyCallableIterator);

impl PyCallableIterator {
    fn finish(&self) {
        drop(self.callable.replace(Ref::NULL));
        drop(self.sentinel.replace(Ref::NULL));
    }
}

/// `iter(callable, sentinel)`
pub fn new_callable_iterator(vm: &Vm, callable: Ref, sentinel: Ref) -> Ref {
    let header = Header::new(&CALLABLE_ITERATOR);
    vm.alloc(PyCallableIterator {
        header,
        callable: Locked::new(callable),
        sentinel: Locked::new(sentinel),
    })
}
fn callable_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let it = callable_iterator(x);
    let callable = it.callable.get();
    if callable.is_null() {
        return Ok(None);
    }
    let value = match vm.call(&callable, &[]) {
        Ok(value) => value,
        Err(e) if e.matches(&exc::STOP_ITERATION) => {
            it.finish();
            return Ok(None);
        }
        Err(e) => return Err(e),
    };
    let sentinel = it.sentinel.get();
    if sentinel.is_null() {
        return Ok(None);
    }
    if vm.equal(&sentinel, &value)? {
        it.finish();
        return Ok(None);
    }
    Ok(Some(value))
}
fn callable_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = callable_iterator(&args[0]);
    let iter = builtin_function(vm, "iter")?;
    let (callable, sentinel) = (it.callable.get(), it.sentinel.get());
    let arguments = if callable.is_null() || sentinel.is_null() {
        vm.new_small_tuple([vm.known().empty_tuple.clone()])
    } else {
        vm.new_small_tuple([callable, sentinel])
    };
    Ok(vm.new_small_tuple([iter, arguments]))
}
static CALLABLE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(callable_iterator_next),
        ..Slots::NONE
    },
    methods: &[reduce_row(callable_iterator_reduce)],
    ..TypeDef::of::<PyCallableIterator>("callable_iterator")
};
/// The type of `iter(callable, sentinel)`.
pub static CALLABLE_ITERATOR: Type = Type::builtin(&CALLABLE_ITERATOR_DEF);
