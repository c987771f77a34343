//! `filter`.
//!
//! Invariant: with `None` (or `bool`) as its function, items are asked for their own truth.
//! Next file to read: `reversed.rs`.

use crate::builtins::arguments::{between, no_keywords};
use crate::builtins::int::BOOL;
use crate::builtins::iterators::self_iter;
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::{SlotId, Slots};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;

/// A `filter` object.
#[repr(C)]
pub struct PyFilter {
    pub(crate) header: Header,
    function: Ref,
    iterator: Ref,
}

payload!(
    PyFilter,
    FILTER,
    |this, visit| {
        visit(&this.function);
        visit(&this.iterator);
    },
    |_this, _sink| {}
);

static FILTER_DEF: TypeDef = TypeDef {
    doc: "Return an iterator yielding those items of iterable for which\n\
function(item) is true.  If function is None, return the items that\nare true.",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(filter_new),
        iter: Some(self_iter),
        next: Some(filter_next),
        ..Slots::NONE
    },
    methods: &[method(
        "__reduce__",
        filter_reduce,
        "self, /",
        "Return state information for pickling.",
    )],
    signature: "(function, iterable, /)",
    ..TypeDef::of::<PyFilter>("filter")
};
/// The type `filter`.
pub static FILTER: Type = Type::builtin(&FILTER_DEF);

fn this(x: &Ref) -> &PyFilter {
    match x.downcast::<PyFilter>() {
        Some(f) => f,
        None => unreachable!("methods of filter get such objects"),
    }
}

fn filter_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    // A subclass with an `__init__` of its own may take keywords.
    if ty.shares_slot(&FILTER, SlotId::init) {
        no_keywords(vm, "filter", args)?;
    }
    let given = between(vm, "filter", args, 2, 2)?;
    let iterator = vm.iter(&given[1])?;
    let made = PyFilter {
        header: Header::new(ty),
        function: given[0].clone(),
        iterator,
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

fn filter_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let f = this(x);
    let truth = f.function.is_none() || f.function.is_type(&BOOL);
    let mut rejected = 0u32;
    while let Some(item) = vm.next(&f.iterator)? {
        let good = if truth {
            vm.is_true(&item)?
        } else {
            vm.is_true(&vm.call_one(&f.function, &item)?)?
        };
        if good {
            return Ok(Some(item));
        }
        rejected = rejected.wrapping_add(1);
        if rejected & 0xfff == 0 {
            vm.check_signals()?;
        }
    }
    Ok(None)
}

fn filter_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let f = this(&args[0]);
    let parts = vm.new_small_tuple([f.function.clone(), f.iterator.clone()]);
    Ok(vm.new_small_tuple([args[0].ty().to_ref(), parts]))
}
