//! Iterators that run a function or a selector over a source: `compress`, `dropwhile`, `takewhile`,
//! `filterfalse`, `starmap`.
//!
//! Invariant: the function and the sources never change; only `dropwhile` and `takewhile` remember a turn.
//! Next file to read: `accumulate.rs`.

use super::allocate;
use crate::builtins::iterators::self_iter;
use crate::builtins::tuple::PyTuple;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::stdlib::{bind_new, only_positional};
use crate::{payload, receiver};

/// A `compress` object.
#[repr(C)]
pub struct PyCompress {
    pub(crate) header: Header,
    data: Ref,
    selectors: Ref,
}

payload!(
    PyCompress,
    COMPRESS,
    |this, visit| {
        visit(&this.data);
        visit(&this.selectors)
    },
    |_this, _sink| {}
);
receiver!(compressing, PyCompress);

static COMPRESS_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return the data elements whose selector is true.",
    slots: Slots {
        new: Some(compress_new),
        iter: Some(self_iter),
        next: Some(compress_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyCompress>("compress")
};
/// The type `itertools.compress`.
pub static COMPRESS: Type = Type::builtin(&COMPRESS_DEF);

fn compress_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let [data, selectors] = bind_new::<2>(vm, "compress", "data, selectors", 2..=2, args)?;
    let made = PyCompress {
        header: Header::new(ty),
        data: vm.iter(&data)?,
        selectors: vm.iter(&selectors)?,
    };
    allocate(vm, ty, made)
}

fn compress_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let c = compressing(x);
    loop {
        let Some(item) = vm.next(&c.data)? else {
            return Ok(None);
        };
        let Some(selector) = vm.next(&c.selectors)? else {
            return Ok(None);
        };
        if vm.is_true(&selector)? {
            return Ok(Some(item));
        }
        vm.check_signals()?;
    }
}

/// What `dropwhile`, `takewhile`, `filterfalse` and `starmap` have in common: a function and a source.
macro_rules! over_function {
    ($payload:ident, $ty:ident, $def:ident, $name:literal, $new:ident, $next:ident, $this:ident, $doc:literal) => {
        #[doc = concat!("A `", $name, "` object.")]
        #[repr(C)]
        pub struct $payload {
            pub(crate) header: Header,
            function: Ref,
            source: Ref,
            turned: Word<bool>,
        }

        payload!(
            $payload,
            $ty,
            |this, visit| {
                visit(&this.function);
                visit(&this.source)
            },
            |_this, _sink| {}
        );
        receiver!($this, $payload);

        static $def: TypeDef = TypeDef {
            module: "itertools",
            doc: $doc,
            slots: Slots {
                new: Some($new),
                iter: Some(self_iter),
                next: Some($next),
                ..Slots::NONE
            },
            ..TypeDef::of::<$payload>($name)
        };
        #[doc = concat!("The type `itertools.", $name, "`.")]
        pub static $ty: Type = Type::builtin(&$def);

        fn $new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
            let given = only_positional(vm, ty, &$ty, 2..=2, args)?;
            let made = $payload {
                header: Header::new(ty),
                function: given[0].clone(),
                source: vm.iter(&given[1])?,
                turned: Word::new(false),
            };
            allocate(vm, ty, made)
        }
    };
}

over_function!(
    PyDropwhile,
    DROPWHILE,
    DROPWHILE_DEF,
    "dropwhile",
    dropwhile_new,
    dropwhile_next,
    dropping,
    "Leave out items from the iterable while predicate(item) is true; then return all others."
);
over_function!(
    PyTakewhile,
    TAKEWHILE,
    TAKEWHILE_DEF,
    "takewhile",
    takewhile_new,
    takewhile_next,
    taking,
    "Return successive items from the iterable as long as predicate(item) is true."
);
over_function!(
    PyFilterfalse,
    FILTERFALSE,
    FILTERFALSE_DEF,
    "filterfalse",
    filterfalse_new,
    filterfalse_next,
    filtering,
    "Return those items of iterable for which function(item) is false.\n\n\
If function is None, return the items that are false."
);
over_function!(
    PyStarmap,
    STARMAP,
    STARMAP_DEF,
    "starmap",
    starmap_new,
    starmap_next,
    mapping,
    "Return function(*args) for each args that the iterable yields."
);

fn dropwhile_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let d = dropping(x);
    while let Some(item) = vm.next(&d.source)? {
        if d.turned.get() {
            return Ok(Some(item));
        }
        let good = vm.call_one(&d.function, &item)?;
        if !vm.is_true(&good)? {
            d.turned.set(true);
            return Ok(Some(item));
        }
        vm.check_signals()?;
    }
    Ok(None)
}

fn takewhile_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let t = taking(x);
    if t.turned.get() {
        return Ok(None);
    }
    let Some(item) = vm.next(&t.source)? else {
        return Ok(None);
    };
    let good = vm.call_one(&t.function, &item)?;
    if vm.is_true(&good)? {
        return Ok(Some(item));
    }
    t.turned.set(true);
    Ok(None)
}

fn filterfalse_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let f = filtering(x);
    let plain = f.function.is_none() || f.function.is_type(&crate::builtins::int::BOOL);
    while let Some(item) = vm.next(&f.source)? {
        let good = if plain {
            vm.is_true(&item)?
        } else {
            let good = vm.call_one(&f.function, &item)?;
            vm.is_true(&good)?
        };
        if !good {
            return Ok(Some(item));
        }
        vm.check_signals()?;
    }
    Ok(None)
}

fn starmap_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let s = mapping(x);
    let Some(args) = vm.next(&s.source)? else {
        return Ok(None);
    };
    match args.downcast_exact::<PyTuple>() {
        Some(t) => vm.call(&s.function, t.items()).map(Some),
        None => {
            let items = vm.collect_items(&args)?;
            vm.call(&s.function, &items).map(Some)
        }
    }
}
