//! Iterators over the bytes of `bytes` and `bytearray`.
//!
//! Invariant: an exhausted iterator lets its object go and stays exhausted.
//! Next file to read: `methods.rs`.

use super::byteslike::with_bytes;
use crate::builtins::str::arguments::ssize;
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// `iter(b"...")`; `MUTABLE` tells the iterators of `bytearray` from those of `bytes`.
#[repr(C)]
pub struct PyBytesIterator<const MUTABLE: bool> {
    pub(crate) header: Header,
    object: Locked<Ref>,
    index: Word<usize>,
}

payload!(
    PyBytesIterator<false>,
    BYTES_ITERATOR,
    |this, visit| this.visit(visit),
    |this, sink| sink.push(this.object.replace(Ref::NULL))
);
payload!(
    PyBytesIterator<true>,
    BYTEARRAY_ITERATOR,
    |this, visit| this.visit(visit),
    |this, sink| sink.push(this.object.replace(Ref::NULL))
);

static BYTES_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(bytes_next),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyBytesIterator<false>>("bytes_iterator")
};
/// The type of iterators over `bytes`.
pub static BYTES_ITERATOR: Type = Type::builtin(&BYTES_ITERATOR_DEF);

static BYTEARRAY_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(bytearray_next),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyBytesIterator<true>>("bytearray_iterator")
};
/// The type of iterators over `bytearray`.
pub static BYTEARRAY_ITERATOR: Type = Type::builtin(&BYTEARRAY_ITERATOR_DEF);

const METHODS: &[MethodDef] = &[
    method(
        "__length_hint__",
        length_hint,
        "self, /",
        "Private method returning an estimate of len(list(it)).",
    ),
    method(
        "__reduce__",
        reduce,
        "self, /",
        "Return state information for pickling.",
    ),
    method(
        "__setstate__",
        setstate,
        "self, object, /",
        "Set state information for unpickling.",
    ),
];

impl<const MUTABLE: bool> PyBytesIterator<MUTABLE> {
    fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        self.object.with(|o| {
            if !o.is_null() {
                visit(o);
            }
        });
    }

    fn step(&self) -> Option<Ref> {
        let at = self.index.get();
        let byte = self.object.with(|o| {
            o.opt()
                .and_then(|o| with_bytes(o, |bytes| bytes.get(at).copied()))
        });
        match byte {
            Some(byte) => {
                self.index.set(at + 1);
                Some(Ref::small_int(byte.into()))
            }
            None => {
                drop(self.object.replace(Ref::NULL));
                None
            }
        }
    }

    fn parts(&self) -> (Ref, usize) {
        let object = self.object.with(|o| o.opt().cloned()).unwrap_or(Ref::NULL);
        (object, self.index.get())
    }
}

/// The `iter` slot of `bytes`.
pub(crate) fn bytes_iter(vm: &Vm, x: &Ref) -> PyResult {
    let (object, index) = (Locked::new(x.clone()), Word::new(0));
    Ok(vm.alloc(PyBytesIterator::<false> {
        header: Header::new(&BYTES_ITERATOR),
        object,
        index,
    }))
}

/// The `iter` slot of `bytearray`.
pub(crate) fn bytearray_iter(vm: &Vm, x: &Ref) -> PyResult {
    let (object, index) = (Locked::new(x.clone()), Word::new(0));
    Ok(vm.alloc(PyBytesIterator::<true> {
        header: Header::new(&BYTEARRAY_ITERATOR),
        object,
        index,
    }))
}

fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

fn bytes_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast_exact::<PyBytesIterator<false>>()
        .and_then(PyBytesIterator::step))
}

fn bytearray_next(_: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast_exact::<PyBytesIterator<true>>()
        .and_then(PyBytesIterator::step))
}

fn parts(x: &Ref) -> (Ref, usize) {
    if let Some(it) = x.downcast_exact::<PyBytesIterator<false>>() {
        return it.parts();
    }
    x.downcast_exact::<PyBytesIterator<true>>()
        .map_or((Ref::NULL, 0), |it| it.parts())
}

fn length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let (object, index) = parts(&args[0]);
    let len = object.opt().map_or(0, |o| with_bytes(o, <[u8]>::len));
    Ok(vm.uint(len.saturating_sub(index) as u64))
}

fn reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let iter = vm
        .dict_get(&vm.known().builtins, "iter")
        .unwrap_or_else(Ref::none);
    let (object, index) = parts(&args[0]);
    Ok(match object.opt() {
        Some(o) => {
            let state = vm.uint(index as u64);
            vm.new_tuple(vec![iter, vm.new_tuple(vec![o.clone()]), state])
        }
        None => vm.new_tuple(vec![
            iter,
            vm.new_tuple(vec![vm.known().empty_tuple.clone()]),
        ]),
    })
}

fn setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let index = ssize(vm, &args[1], 0)?.max(0) as usize;
    if let Some(it) = args[0].downcast_exact::<PyBytesIterator<false>>() {
        it.index.set(index);
    } else if let Some(it) = args[0].downcast_exact::<PyBytesIterator<true>>() {
        it.index.set(index);
    }
    Ok(Ref::none())
}
