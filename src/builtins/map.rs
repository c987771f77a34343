//! `map`.
//!
//! Invariant: the function is called once for each set of items, when the result is asked for.
//! Next file to read: `filter.rs`.

use super::zip::{iterators_of, step_all, strict_argument};
use crate::builtins::iterators::self_iter;
use crate::builtins::tuple;
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;

/// A `map` object.
#[repr(C)]
pub struct PyMap {
    pub(crate) header: Header,
    function: Ref,
    /// A tuple.
    iterators: Ref,
    strict: Word<bool>,
}

payload!(
    PyMap,
    MAP,
    |this, visit| {
        visit(&this.function);
        visit(&this.iterators);
    },
    |_this, _sink| {}
);

static MAP_DEF: TypeDef = TypeDef {
    doc: "Make an iterator that computes the function using arguments from\n\
each of the iterables.  Stops when the shortest iterable is exhausted.\n\n\
If strict is true and one of the arguments is exhausted before the\n\
others, raise a ValueError.",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(map_new),
        iter: Some(self_iter),
        next: Some(map_next),
        ..Slots::NONE
    },
    methods: &[
        method(
            "__reduce__",
            map_reduce,
            "self, /",
            "Return state information for pickling.",
        ),
        method(
            "__setstate__",
            map_setstate,
            "self, object, /",
            "Set state information for unpickling.",
        ),
    ],
    signature: "(function, iterable, /, *iterables, strict=False)",
    ..TypeDef::of::<PyMap>("map")
};
/// The type `map`.
pub static MAP: Type = Type::builtin(&MAP_DEF);

fn this(x: &Ref) -> &PyMap {
    match x.downcast::<PyMap>() {
        Some(m) => m,
        None => unreachable!("methods of map get such objects"),
    }
}

fn map_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let strict = strict_argument(vm, "map", args)?;
    let [function, iterables @ ..] = args.pos() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators_of(vm, iterables)?;
    let made = PyMap {
        header: Header::new(ty),
        function: function.clone(),
        iterators,
        strict: Word::new(strict),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

fn map_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let m = this(x);
    let iterators = tuple::items(&m.iterators);
    if let [it] = iterators {
        let Some(item) = vm.next(it)? else {
            return Ok(None);
        };
        return vm.call_one(&m.function, &item).map(Some);
    }
    match step_all(vm, "map", iterators, m.strict.get())? {
        Some(items) => vm.call(&m.function, &items).map(Some),
        None => Ok(None),
    }
}

fn map_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let m = this(&args[0]);
    let mut parts = vec![m.function.clone()];
    parts.extend_from_slice(tuple::items(&m.iterators));
    let (ty, parts) = (args[0].ty().to_ref(), vm.new_tuple(parts));
    if m.strict.get() {
        return Ok(vm.new_small_tuple([ty, parts, Ref::bool(true)]));
    }
    Ok(vm.new_small_tuple([ty, parts]))
}

fn map_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).strict.set(vm.is_true(&args[1])?);
    Ok(Ref::none())
}
