//! `accumulate`: running totals.
//!
//! Invariant: `total` is the value yielded last; NULL before the first.
//! Next file to read: `zip_longest.rs`.

use super::allocate;
use crate::builtins::iterators::self_iter;
use crate::bytecode::opcode::binary_op as nb;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::stdlib::bind_new;
use crate::vm::operators::binary;
use crate::{payload, receiver};

/// An `accumulate` object.
#[repr(C)]
pub struct PyAccumulate {
    pub(crate) header: Header,
    source: Ref,
    /// NULL for addition.
    function: Ref,
    /// What to yield first; NULL for nothing, or once it was.
    initial: Locked<Ref>,
    total: Locked<Ref>,
}

payload!(
    PyAccumulate,
    ACCUMULATE,
    |this, visit| {
        visit(&this.source);
        this.function.opt().into_iter().for_each(&mut *visit);
        for part in [&this.initial, &this.total] {
            part.with(|r| r.opt().into_iter().for_each(&mut *visit));
        }
    },
    |this, sink| {
        sink.push(this.initial.replace(Ref::NULL));
        sink.push(this.total.replace(Ref::NULL));
    }
);
receiver!(this, PyAccumulate);

static ACCUMULATE_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return the sums of the first one, two, three, ... items, or what another function makes of them.",
    slots: Slots {
        new: Some(accumulate_new),
        iter: Some(self_iter),
        next: Some(accumulate_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyAccumulate>("accumulate")
};
/// The type `itertools.accumulate`.
pub static ACCUMULATE: Type = Type::builtin(&ACCUMULATE_DEF);

fn accumulate_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    const SIGNATURE: &str = "iterable, func=None, *, initial=None";
    let [iterable, func, initial] = bind_new::<3>(vm, "accumulate", SIGNATURE, 1..=2, args)?;
    let given = |x: Ref| {
        if x.is_null() || x.is_none() {
            Ref::NULL
        } else {
            x
        }
    };
    let made = PyAccumulate {
        header: Header::new(ty),
        source: vm.iter(&iterable)?,
        function: given(func),
        initial: Locked::new(given(initial)),
        total: Locked::new(Ref::NULL),
    };
    allocate(vm, ty, made)
}

fn accumulate_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let a = this(x);
    let initial = a.initial.replace(Ref::NULL);
    if !initial.is_null() {
        a.total.set(initial.clone());
        return Ok(Some(initial));
    }
    let Some(item) = vm.next(&a.source)? else {
        return Ok(None);
    };
    let total = a.total.get();
    let total = match (total.is_null(), a.function.opt()) {
        (true, _) => item,
        (false, None) => binary(vm, nb::ADD, &total, &item)?,
        (false, Some(f)) => vm.call(f, &[total, item])?,
    };
    a.total.set(total.clone());
    Ok(Some(total))
}
