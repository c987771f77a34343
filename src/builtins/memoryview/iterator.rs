//! Iterators over the elements of a one-dimensional `memoryview`.
//!
//! Invariant: an exhausted iterator lets its view go and stays exhausted.
//! Next file to read: `cast.rs`.

use super::element::{element, read};
use super::format::Element;
use super::{buffer_of, this};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// `iter(memoryview(...))`
#[repr(C)]
pub struct PyMemoryIterator {
    pub(crate) header: Header,
    view: Locked<Ref>,
    element: Element,
    index: Word<usize>,
    len: usize,
}

payload!(
    PyMemoryIterator,
    MEMORY_ITERATOR,
    |this, visit| this.view.with(|v| {
        if !v.is_null() {
            visit(v);
        }
    }),
    |this, sink| sink.push(this.view.replace(Ref::NULL))
);

static MEMORY_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(memory_iterator_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyMemoryIterator>("memory_iterator")
};
/// The type of `iter(memoryview(...))`.
pub static MEMORY_ITERATOR: Type = Type::builtin(&MEMORY_ITERATOR_DEF);

/// The `iter` slot of `memoryview`.
pub(super) fn memoryview_iter(vm: &Vm, x: &Ref) -> PyResult {
    let buffer = buffer_of(vm, x)?;
    match buffer.ndim() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => {
            return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
    }
    Ok(vm.alloc(PyMemoryIterator {
        header: Header::new(&MEMORY_ITERATOR),
        view: Locked::new(x.clone()),
        element: element(vm, &buffer)?,
        index: Word::new(0),
        len: buffer.shape[0],
    }))
}

fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

fn memory_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast_exact::<PyMemoryIterator>() else {
        return Ok(None);
    };
    let view = it.view.with(|v| v.opt().cloned());
    let Some(view) = view else { return Ok(None) };
    let at = it.index.get();
    if at >= it.len {
        drop(it.view.replace(Ref::NULL));
        return Ok(None);
    }
    it.index.set(at + 1);
    this(&view)
        .buffer
        .with(|b| {
            let b = b.as_ref()?;
            let place = (b.offset as isize + at as isize * b.strides[0]) as usize;
            Some(read(vm, b, it.element, place))
        })
        .map_or_else(|| buffer_of(vm, &view).map(|_| None), |item| Ok(Some(item)))
}
