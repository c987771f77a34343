//! `enumerate`.
//!
//! Invariant: the count is an int of any size; it grows only when an item came.
//! Next file to read: `zip.rs`.

use crate::builtins::int::Int;
use crate::builtins::iterators::self_iter;
use crate::builtins::tuple::LastPair;
use crate::objects::args::{Args, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;

/// An `enumerate` object.
#[repr(C)]
pub struct PyEnumerate {
    pub(crate) header: Header,
    iterator: Ref,
    count: Locked<Int>,
    last: LastPair,
}

payload!(
    PyEnumerate,
    ENUMERATE,
    |this, visit| {
        visit(&this.iterator);
        this.last.visit(visit);
    },
    |this, sink| sink.push(this.last.take())
);

static ENUMERATE_DEF: TypeDef = TypeDef {
    doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\n\
The enumerate object yields pairs containing a count (from start, which\n\
defaults to zero) and a value yielded by the iterable argument.\n\n\
enumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(enumerate_new),
        iter: Some(self_iter),
        next: Some(enumerate_next),
        ..Slots::NONE
    },
    methods: &[
        classmethod(
            "__class_getitem__",
            crate::builtins::generic_alias::class_getitem_method,
            "type, object, /",
            "'enumerate' objects are generic over the type of their values",
        ),
        method(
            "__reduce__",
            enumerate_reduce,
            "self, /",
            "Return state information for pickling.",
        ),
    ],
    signature: "(iterable, start=0)",
    ..TypeDef::of::<PyEnumerate>("enumerate")
};
/// The type `enumerate`.
pub static ENUMERATE: Type = Type::builtin(&ENUMERATE_DEF);

fn this(x: &Ref) -> &PyEnumerate {
    match x.downcast::<PyEnumerate>() {
        Some(e) => e,
        None => unreachable!("methods of enumerate get such objects"),
    }
}

fn enumerate_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let (iterable, start) = bind(vm, args)?;
    let count = match start {
        None => Int::ZERO,
        Some(start) => {
            let i = vm.index(start)?;
            i.as_int().map(|i| i.into_owned()).unwrap_or(Int::ZERO)
        }
    };
    let iterator = vm.iter(iterable)?;
    let made = PyEnumerate {
        header: Header::new(ty),
        iterator,
        count: Locked::new(count),
        last: LastPair::default(),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

/// The arguments `iterable` and `start`, by position or name.
fn bind<'a>(vm: &Vm, args: Args<'a>) -> PyResult<(&'a Ref, Option<&'a Ref>)> {
    let given = args.values.len();
    if args.positional_count() > 2 || given > 2 {
        return Err(vm.type_error(format!(
            "enumerate() takes at most 2 arguments ({given} given)"
        )));
    }
    let mut bound = [args.pos().first(), args.pos().get(1)];
    for (name, value) in args.keywords() {
        let at = if name.str_is("iterable") { 0 } else { 1 };
        let known = at == 0 || name.str_is("start");
        if !known || bound[at].is_some() || (at == 1 && given == 1) {
            let name = vm.str_lossy(name);
            return Err(vm.type_error(format!(
                "'{name}' is an invalid keyword argument for enumerate()"
            )));
        }
        bound[at] = Some(value);
    }
    match bound {
        [Some(iterable), start] => Ok((iterable, start)),
        _ => Err(vm.type_error("enumerate() missing required argument 'iterable'")),
    }
}

fn enumerate_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let e = this(x);
    let Some(item) = vm.next(&e.iterator)? else {
        return Ok(None);
    };
    let small = e.count.with(|c| match c {
        Int::Small(i) if *i < i64::MAX => {
            *i += 1;
            Some(*i - 1)
        }
        _ => None,
    });
    let count = match small {
        Some(i) => vm.int(i),
        None => {
            let big = e.count.with(|c| {
                let next = c.add(&Int::ONE);
                std::mem::replace(c, next)
            });
            vm.int_from(big)
        }
    };
    Ok(Some(e.last.pair(vm, count, item)))
}

fn enumerate_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let e = this(&args[0]);
    let state = vm.new_small_tuple([e.iterator.clone(), vm.int_from(e.count.get())]);
    Ok(vm.new_small_tuple([args[0].ty().to_ref(), state]))
}
