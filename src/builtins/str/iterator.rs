//! Iterators over the characters of a string.
//!
//! There are two types, as in CPython: one for ASCII text, one for all other.
//! Invariant: an exhausted iterator lets its string go and stays exhausted.
//! Next file to read: `methods.rs`.

use super::object::PyStr;
use super::slots::text;
use super::storage::StrView;
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// `iter("...")`; `ASCII` tells the two types apart.
#[repr(C)]
pub struct PyStrIterator<const ASCII: bool> {
    pub(crate) header: Header,
    string: Locked<Ref>,
    index: Word<usize>,
}

payload!(
    PyStrIterator<true>,
    STR_ASCII_ITERATOR,
    |this, visit| this.visit(visit),
    |this, sink| sink.push(this.string.replace(Ref::NULL))
);
payload!(
    PyStrIterator<false>,
    STR_ITERATOR,
    |this, visit| this.visit(visit),
    |this, sink| sink.push(this.string.replace(Ref::NULL))
);

static STR_ASCII_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(ascii_next),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyStrIterator<true>>("str_ascii_iterator")
};
/// The type of iterators over ASCII text.
pub static STR_ASCII_ITERATOR: Type = Type::builtin(&STR_ASCII_ITERATOR_DEF);

static STR_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(wide_next),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyStrIterator<false>>("str_iterator")
};
/// The type of iterators over other text.
pub static STR_ITERATOR: Type = Type::builtin(&STR_ITERATOR_DEF);

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

impl<const ASCII: bool> PyStrIterator<ASCII> {
    fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
        self.string.with(|s| {
            if !s.is_null() {
                visit(s);
            }
        });
    }

    /// The next character.
    #[inline]
    fn step(&self, vm: &Vm) -> Option<Ref> {
        let at = self.index.get();
        let code = self.string.with(|s| {
            let s = s.opt()?.as_str()?;
            match s.view() {
                StrView::Ascii(bytes) => bytes.get(at).map(|&b| u32::from(b)),
                view => (at < view.len()).then(|| view.get(at)),
            }
        });
        match code {
            Some(code) => {
                self.index.set(at + 1);
                Some(vm.str_from_code(code))
            }
            None => {
                drop(self.string.replace(Ref::NULL));
                None
            }
        }
    }

    fn parts(&self) -> (Ref, usize) {
        let string = self.string.with(|s| s.opt().cloned()).unwrap_or(Ref::NULL);
        (string, self.index.get())
    }
}

/// The `iter` slot of `str`.
pub(super) fn str_iter(vm: &Vm, x: &Ref) -> PyResult {
    let (string, index) = (Locked::new(x.clone()), Word::new(0));
    Ok(if let StrView::Ascii(_) = text(x).view() {
        vm.alloc(PyStrIterator::<true> {
            header: Header::new(&STR_ASCII_ITERATOR),
            string,
            index,
        })
    } else {
        vm.alloc(PyStrIterator::<false> {
            header: Header::new(&STR_ITERATOR),
            string,
            index,
        })
    })
}

fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

fn ascii_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast_exact::<PyStrIterator<true>>()
        .and_then(|it| it.step(vm)))
}

fn wide_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    Ok(x.downcast_exact::<PyStrIterator<false>>()
        .and_then(|it| it.step(vm)))
}

fn parts(x: &Ref) -> (Ref, usize) {
    if let Some(it) = x.downcast_exact::<PyStrIterator<true>>() {
        return it.parts();
    }
    x.downcast_exact::<PyStrIterator<false>>()
        .map_or((Ref::NULL, 0), |it| it.parts())
}

fn length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let (string, index) = parts(&args[0]);
    let len = string.opt().and_then(Ref::as_str).map_or(0, PyStr::len);
    Ok(vm.uint(len.saturating_sub(index) as u64))
}

fn reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let iter = vm
        .dict_get(&vm.known().builtins, "iter")
        .unwrap_or_else(Ref::none);
    let (string, index) = parts(&args[0]);
    Ok(match string.opt() {
        Some(s) => {
            let state = vm.uint(index as u64);
            vm.new_tuple(vec![iter, vm.new_tuple(vec![s.clone()]), state])
        }
        None => vm.new_tuple(vec![iter, vm.new_tuple(vec![vm.known().empty_str.clone()])]),
    })
}

fn setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let index = super::arguments::ssize(vm, &args[1], 0)?.max(0) as usize;
    let (string, _) = parts(&args[0]);
    let len = string.opt().and_then(Ref::as_str).map_or(0, PyStr::len);
    if let Some(it) = args[0].downcast_exact::<PyStrIterator<true>>() {
        it.index.set(index.min(len));
    } else if let Some(it) = args[0].downcast_exact::<PyStrIterator<false>>() {
        it.index.set(index.min(len));
    }
    Ok(Ref::none())
}
