//! `reversed` over anything that has a length and takes indices.
//!
//! Types that know better have `__reversed__`, which the constructor prefers.
//! Invariant: an exhausted iterator lets its sequence go; its index is then -1.
//! Next file to read: `iterators.rs`.

use crate::builtins::arguments::{between, no_keywords};
use crate::builtins::exceptions as exc;
use crate::builtins::iterators::{reduce_to, self_iter, state_index};
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::{SlotId, Slots};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;

/// A `reversed` object.
#[repr(C)]
pub struct PyReversed {
    pub(crate) header: Header,
    sequence: Locked<Ref>,
    /// The index of the next item; -1 at the end.
    index: Word<i64>,
}

payload!(
    PyReversed,
    REVERSED,
    |this, visit| this.sequence.with(|s| visit(s)),
    |this, sink| sink.push(this.sequence.replace(Ref::NULL))
);

static REVERSED_DEF: TypeDef = TypeDef {
    doc: "Return a reverse iterator over the values of the given sequence.",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(reversed_new),
        iter: Some(self_iter),
        next: Some(reversed_next),
        ..Slots::NONE
    },
    methods: &[
        method(
            "__length_hint__",
            reversed_length_hint,
            "self, /",
            "Private method returning an estimate of len(list(it)).",
        ),
        method(
            "__reduce__",
            reversed_reduce,
            "self, /",
            "Return state information for pickling.",
        ),
        method(
            "__setstate__",
            reversed_setstate,
            "self, object, /",
            "Set state information for unpickling.",
        ),
    ],
    signature: "(sequence, /)",
    ..TypeDef::of::<PyReversed>("reversed")
};
/// The type `reversed`.
pub static REVERSED: Type = Type::builtin(&REVERSED_DEF);

fn this(x: &Ref) -> &PyReversed {
    match x.downcast::<PyReversed>() {
        Some(r) => r,
        None => unreachable!("methods of reversed get such objects"),
    }
}

fn not_reversible(vm: &Vm, x: &Ref) -> Exc {
    vm.type_error(format!("'{}' object is not reversible", x.ty().name()))
}

fn reversed_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    // A subclass with an `__init__` of its own may take keywords.
    if ty.shares_slot(&REVERSED, SlotId::init) {
        no_keywords(vm, "reversed", args)?;
    }
    let x = &between(vm, "reversed", args, 1, 1)?[0];
    match x.ty().lookup(vm, &vm.names().__reversed__) {
        Some(f) if f.is_none() => return Err(not_reversible(vm, x)),
        Some(f) => return vm.call_found_method(&f, x, &[]),
        None => {}
    }
    if !vm.is_sequence(x) {
        return Err(not_reversible(vm, x));
    }
    let last = vm.len(x)? as i64 - 1;
    let made = PyReversed {
        header: Header::new(ty),
        sequence: Locked::new(x.clone()),
        index: Word::new(last),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

fn reversed_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let r = this(x);
    let (i, sequence) = (r.index.get(), r.sequence.get());
    if i >= 0 && !sequence.is_null() {
        match vm.get_item(&sequence, &vm.int(i)) {
            Ok(item) => {
                r.index.set(i - 1);
                return Ok(Some(item));
            }
            Err(e) if e.matches(&exc::INDEX_ERROR) || e.matches(&exc::STOP_ITERATION) => {}
            Err(e) => return Err(e),
        }
    }
    r.index.set(-1);
    drop(r.sequence.replace(Ref::NULL));
    Ok(None)
}

fn reversed_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = this(&args[0]);
    let sequence = r.sequence.get();
    if sequence.is_null() {
        return Ok(vm.int(0));
    }
    let left = r.index.get() + 1;
    Ok(vm.int(if vm.len(&sequence)? as i64 >= left {
        left
    } else {
        0
    }))
}

fn reversed_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = this(&args[0]);
    let empty = vm.known().empty_tuple.clone();
    reduce_to(
        vm,
        args[0].ty().to_ref(),
        r.sequence.get(),
        r.index.get(),
        empty,
    )
}

fn reversed_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = this(&args[0]);
    let i = state_index(vm, &args[1])?;
    let sequence = r.sequence.get();
    if !sequence.is_null() {
        r.index.set(i.clamp(-1, vm.len(&sequence)? as i64 - 1));
    }
    Ok(Ref::none())
}
