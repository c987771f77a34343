//! The `tuple` type: its storage here, what scripts see in `methods.rs`.
//!
//! Invariant: the items never change once the tuple is reachable from a second place.
//!
//! Why this is sound:
//! 1. `items` points to `len` initialised words behind the object, each owning its count.
//!
//! Next file to read: `methods.rs`.

#![allow(unsafe_code)]

mod methods;

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::{Locked, Payload};
use crate::objects::refcount::{Ref, gil_off};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::value::Value;
use crate::objects::word::Word;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// A `tuple` object.
#[repr(C)]
pub struct PyTuple {
    pub(crate) header: Header,
    pub(crate) hash: AtomicI64,
    pub(crate) len: usize,
    items: Word<*mut Ref>,
}

// SAFETY: `#[repr(C)]` with the header first; `traverse` visits each item once.
unsafe impl Payload for PyTuple {
    const GC: bool = true;
    fn ty() -> &'static Type {
        &TUPLE
    }
    fn traverse(&self, visit: &mut dyn FnMut(&Ref)) {
        self.items().iter().for_each(visit);
    }
}

impl Drop for PyTuple {
    fn drop(&mut self) {
        // SAFETY: (1).
        unsafe {
            std::ptr::drop_in_place(std::ptr::slice_from_raw_parts_mut(
                self.items.get(),
                self.len,
            ))
        }
    }
}

/// Where an iterator keeps the pair it gave out last, to use it again when nobody else holds it.
pub struct LastPair(Locked<Ref>);

impl Default for LastPair {
    fn default() -> Self {
        LastPair(Locked::new(Ref::NULL))
    }
}

impl LastPair {
    /// The tuple `(a, b)`. Scripts see in `sys.getrefcount` and in when items die that the first
    /// pair stays with its iterator, as CPython's does.
    #[inline]
    pub fn pair(&self, vm: &Vm, a: Ref, b: Ref) -> Ref {
        if gil_off() {
            return vm.new_small_tuple([a, b]);
        }
        let mut new = [a, b];
        let reused = self.0.with(|t| {
            let tuple = t.downcast_exact::<PyTuple>()?;
            if tuple.header.ref_count() != 1 {
                return None;
            }
            // SAFETY: (1): the tuple has two items, and nobody else can see it.
            unsafe { std::ptr::swap_nonoverlapping(tuple.items.get(), new.as_mut_ptr(), 2) };
            tuple.hash.store(-1, Relaxed);
            Some(t.clone())
        });
        match reused {
            // What the pair held before is dropped with `new`.
            Some(t) => t,
            None => self.first(vm, new),
        }
    }

    #[inline(never)]
    fn first(&self, vm: &Vm, new: [Ref; 2]) -> Ref {
        let tuple = vm.new_small_tuple(new);
        self.0.with(|t| {
            if t.is_null() {
                *t = tuple.clone();
            }
        });
        tuple
    }

    /// Shows the pair to the collector.
    pub fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        self.0.with(|t| {
            if !t.is_null() {
                visit(t)
            }
        });
    }

    /// Gives the pair to the collector.
    pub fn take(&self) -> Ref {
        self.0.replace(Ref::NULL)
    }
}

impl PyTuple {
    /// The items.
    #[inline(always)]
    pub fn items(&self) -> &[Ref] {
        // SAFETY: (1).
        unsafe { std::slice::from_raw_parts(self.items.get(), self.len) }
    }
}

/// A tuple that nobody else refers to, whose items may still change: iterators hand the same one out
/// again when they get it back.
pub struct SoleTuple<'a>(&'a PyTuple);

impl<'a> SoleTuple<'a> {
    /// The tuple behind `r`, if this is its only reference. With threads in parallel, none counts as sole.
    pub fn of(r: &'a mut Ref) -> Option<SoleTuple<'a>> {
        if r.ref_count() != 1 || crate::objects::refcount::is_parallel() {
            return None;
        }
        let tuple = r.downcast_exact::<PyTuple>()?;
        tuple.hash.store(-1, std::sync::atomic::Ordering::Relaxed);
        Some(SoleTuple(tuple))
    }

    /// Puts another item in place and returns the old one; out of range, the item comes back.
    #[inline]
    pub fn set(&mut self, index: usize, item: Ref) -> Ref {
        if index >= self.0.len {
            return item;
        }
        // SAFETY: (1); nobody else refers to the tuple, so nobody has borrowed its items.
        unsafe { std::ptr::replace(self.0.items.get().add(index), item) }
    }
}

/// The items of a tuple; none for anything else.
#[inline]
pub fn items(r: &Ref) -> &[Ref] {
    r.downcast::<PyTuple>().map_or(&[], PyTuple::items)
}

static TUPLE_DEF: TypeDef = TypeDef {
    doc: methods::TUPLE_DOC,
    flags: type_flags::BASE | type_flags::TUPLE | type_flags::SEQUENCE,
    slots: Slots {
        new: Some(methods::tuple_new),
        repr: Some(methods::tuple_repr),
        hash: Some(methods::tuple_hash),
        compare: Some(methods::tuple_compare),
        iter: Some(methods::tuple_iter),
        len: Some(methods::tuple_len),
        contains: Some(methods::tuple_contains),
        getitem: Some(methods::tuple_getitem),
        concat: Some(methods::tuple_concat),
        repeat: Some(methods::tuple_repeat),
        ..Slots::NONE
    },
    methods: methods::TUPLE_METHODS,
    signature: "(iterable=(), /)",
    ..TypeDef::of::<PyTuple>("tuple")
};
/// The type `tuple`.
pub static TUPLE: Type = Type::builtin(&TUPLE_DEF);

impl Vm {
    /// A tuple of these items.
    pub fn new_tuple(&self, items: Vec<Ref>) -> Ref {
        if items.is_empty()
            && let Some(k) = self.interp.known.get()
        {
            return k.empty_tuple.clone();
        }
        match self.new_tuple_as(&TUPLE, items) {
            Some(t) => t,
            None => std::alloc::handle_alloc_error(std::alloc::Layout::new::<PyTuple>()),
        }
    }

    /// A tuple of a subclass of `tuple`; `None` when memory is short.
    pub fn new_tuple_as(&self, ty: &Type, items: Vec<Ref>) -> Option<Ref> {
        let len = items.len();
        let r = self.alloc_tuple(ty, len)?;
        // SAFETY: (1): the words were made for `len` items; their counts move out of the `Vec`.
        unsafe {
            let t = &*r.value().ptr().cast::<PyTuple>();
            std::ptr::copy_nonoverlapping(items.as_ptr(), t.items.get(), len);
            let mut items = items;
            items.set_len(0);
        }
        Some(r)
    }

    /// A tuple of a few items, without the detour through a `Vec`.
    #[inline]
    pub fn new_small_tuple<const N: usize>(&self, items: [Ref; N]) -> Ref {
        let items = std::mem::ManuallyDrop::new(items);
        // SAFETY: (1): the counts move out of the array.
        unsafe { self.exact_tuple(N, |i| std::ptr::read(&items[i])) }
    }

    /// A tuple that takes over words of the operand stack.
    ///
    /// # Safety
    /// `count` words stand from `first` on and are given up.
    pub(crate) unsafe fn tuple_from_words(&self, first: *const Value, count: usize) -> Ref {
        if count == 0 {
            return self.new_tuple(Vec::new());
        }
        // SAFETY: (1); as the caller vouches.
        unsafe { self.exact_tuple(count, |i| Ref::from_value((*first.add(i)).owned())) }
    }

    /// A tuple of `len` items, which `item` must answer without running anything else.
    #[inline(always)]
    unsafe fn exact_tuple(&self, len: usize, item: impl Fn(usize) -> Ref) -> Ref {
        let payload = PyTuple {
            header: Header::new(&TUPLE),
            hash: AtomicI64::new(-1),
            len,
            items: Word::new(std::ptr::NonNull::dangling().as_ptr()),
        };
        let Some(r) = self.alloc_with_extra(payload, len * size_of::<Ref>()) else {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<PyTuple>())
        };
        // SAFETY: (1): the words stand behind the object, and are filled before anyone sees it.
        unsafe {
            let t = r.value().ptr().cast::<PyTuple>();
            let at = t.add(1).cast::<Ref>();
            for i in 0..len {
                at.add(i).write(item(i));
            }
            (*t).items.set(at);
        }
        r
    }

    /// A tuple of `len` NULLs, to be filled before anyone sees it.
    fn alloc_tuple(&self, ty: &Type, len: usize) -> Option<Ref> {
        let payload = PyTuple {
            header: Header::new(ty),
            hash: AtomicI64::new(-1),
            len: 0,
            items: Word::new(std::ptr::NonNull::dangling().as_ptr()),
        };
        let r = self.alloc_instance(ty, payload, len.checked_mul(size_of::<Ref>())?)?;
        // SAFETY: the words stand behind the instance; NULL words need no drop.
        unsafe {
            let p = r.value().ptr().cast::<u8>();
            let at = p
                .add(ty.instance_size().max(size_of::<PyTuple>()))
                .cast::<Ref>();
            for i in 0..len {
                at.add(i).write(Ref::NULL);
            }
            let t = p.cast::<PyTuple>();
            (*t).items.set(at);
            (*t).len = len;
        }
        Some(r)
    }

    /// A tuple whose items are copied (new references) from a slice.
    pub fn tuple_from_slice(&self, items: &[Ref]) -> Ref {
        if items.is_empty() {
            return self.new_tuple(Vec::new());
        }
        // SAFETY: (1): cloning an item runs nothing.
        unsafe { self.exact_tuple(items.len(), |i| items[i].clone()) }
    }
}
