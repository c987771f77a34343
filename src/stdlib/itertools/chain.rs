//! `chain`: the items of several iterables, one after the other.
//!
//! Invariant: `source` is NULL once it has ended or failed; `active` is the iterable being read.
//! Next file to read: `islice.rs`.

use super::allocate;
use crate::builtins::iterators::self_iter;
use crate::objects::args::{Args, classmethod};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::stdlib::only_positional;
use crate::{payload, receiver};

/// A `chain` object.
#[repr(C)]
pub struct PyChain {
    pub(crate) header: Header,
    source: Locked<Ref>,
    active: Locked<Ref>,
}

payload!(
    PyChain,
    CHAIN,
    |this, visit| {
        for part in [&this.source, &this.active] {
            part.with(|r| r.opt().into_iter().for_each(&mut *visit));
        }
    },
    |this, sink| {
        sink.push(this.source.replace(Ref::NULL));
        sink.push(this.active.replace(Ref::NULL));
    }
);
receiver!(this, PyChain);

static CHAIN_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return the items of the first iterable until it ends, then those of the next, and so on.",
    slots: Slots {
        new: Some(chain_new),
        iter: Some(self_iter),
        next: Some(chain_next),
        ..Slots::NONE
    },
    methods: &[
        classmethod(
            "__class_getitem__",
            crate::builtins::generic_alias::class_getitem_method,
            "type, object, /",
            "See PEP 585",
        ),
        classmethod(
            "from_iterable",
            chain_from_iterable,
            "type, iterable, /",
            "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
        ),
    ],
    ..TypeDef::of::<PyChain>("chain")
};
/// The type `itertools.chain`.
pub static CHAIN: Type = Type::builtin(&CHAIN_DEF);

fn make(vm: &Vm, ty: &Type, iterables: &Ref) -> PyResult {
    let made = PyChain {
        header: Header::new(ty),
        source: Locked::new(vm.iter(iterables)?),
        active: Locked::new(Ref::NULL),
    };
    allocate(vm, ty, made)
}

fn chain_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let iterables = only_positional(vm, ty, &CHAIN, 0..=usize::MAX, args)?;
    make(vm, ty, &vm.tuple_from_slice(iterables))
}

fn chain_from_iterable(vm: &Vm, args: &[Ref]) -> PyResult {
    match args[0].as_type() {
        Some(ty) => make(vm, ty, &args[1]),
        None => Err(vm.type_error("chain.from_iterable() needs a class")),
    }
}

fn chain_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let c = this(x);
    loop {
        let active = c.active.get();
        if !active.is_null() {
            if let Some(item) = vm.next(&active)? {
                return Ok(Some(item));
            }
            c.active.set(Ref::NULL);
        }
        let source = c.source.get();
        if source.is_null() {
            return Ok(None);
        }
        match next_iterator(vm, &source) {
            Ok(Some(it)) => c.active.set(it),
            ended => {
                c.source.set(Ref::NULL);
                return ended;
            }
        }
    }
}

/// An iterator over the next iterable.
fn next_iterator(vm: &Vm, source: &Ref) -> PyResult<Option<Ref>> {
    match vm.next(source)? {
        Some(iterable) => vm.iter(&iterable).map(Some),
        None => Ok(None),
    }
}
