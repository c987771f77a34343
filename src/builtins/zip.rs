//! `zip`, and what it shares with `map`: stepping several iterators at once.
//!
//! Invariant: the iterators are stepped from left to right, and none behind the first that ends.
//! Next file to read: `map.rs`.

use crate::builtins::iterators::self_iter;
use crate::builtins::tuple::{self, LastPair};
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;

/// A `zip` object.
#[repr(C)]
pub struct PyZip {
    pub(crate) header: Header,
    /// A tuple.
    iterators: Ref,
    strict: Word<bool>,
    last: LastPair,
}

payload!(
    PyZip,
    ZIP,
    |this, visit| {
        visit(&this.iterators);
        this.last.visit(visit);
    },
    |this, sink| sink.push(this.last.take())
);

static ZIP_DEF: TypeDef = TypeDef {
    doc: "The zip object yields n-length tuples, where n is the number of\n\
iterables passed as positional arguments to zip().  The i-th element\n\
in every tuple comes from the i-th iterable argument to zip().  This\n\
continues until the shortest argument is exhausted.\n\n\
If strict is true and one of the arguments is exhausted before the\n\
others, raise a ValueError.\n\n   \
>>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(zip_new),
        iter: Some(self_iter),
        next: Some(zip_next),
        ..Slots::NONE
    },
    methods: &[
        method(
            "__reduce__",
            zip_reduce,
            "self, /",
            "Return state information for pickling.",
        ),
        method(
            "__setstate__",
            zip_setstate,
            "self, object, /",
            "Set state information for unpickling.",
        ),
    ],
    signature: "(*iterables, strict=False)",
    ..TypeDef::of::<PyZip>("zip")
};
/// The type `zip`.
pub static ZIP: Type = Type::builtin(&ZIP_DEF);

/// The argument `strict`, the only one that has a name.
pub(super) fn strict_argument(vm: &Vm, name: &str, args: Args) -> PyResult<bool> {
    let mut strict = false;
    let given = args.kwnames.len();
    if given > 1 {
        return Err(vm.type_error(format!(
            "{name}() takes at most 1 keyword argument ({given} given)"
        )));
    }
    for (keyword, value) in args.keywords() {
        if !keyword.str_is("strict") {
            let keyword = vm.str_lossy(keyword);
            return Err(vm.type_error(format!(
                "{name}() got an unexpected keyword argument '{keyword}'"
            )));
        }
        strict = vm.is_true(value)?;
    }
    Ok(strict)
}

/// A tuple of iterators over some iterables.
pub(super) fn iterators_of(vm: &Vm, iterables: &[Ref]) -> PyResult {
    let iterators = iterables
        .iter()
        .map(|x| vm.iter(x))
        .collect::<PyResult<Vec<Ref>>>()?;
    Ok(vm.new_tuple(iterators))
}

fn this(x: &Ref) -> &PyZip {
    match x.downcast::<PyZip>() {
        Some(z) => z,
        None => unreachable!("methods of zip get such objects"),
    }
}

fn zip_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let strict = strict_argument(vm, "zip", args)?;
    let iterators = iterators_of(vm, args.pos())?;
    let made = PyZip {
        header: Header::new(ty),
        iterators,
        strict: Word::new(strict),
        last: LastPair::default(),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

fn zip_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let z = this(x);
    let iterators = tuple::items(&z.iterators);
    if let [a, b] = iterators
        && !z.strict.get()
    {
        let Some(first) = vm.next(a)? else {
            return Ok(None);
        };
        let Some(second) = vm.next(b)? else {
            return Ok(None);
        };
        return Ok(Some(z.last.pair(vm, first, second)));
    }
    Ok(step_all(vm, "zip", iterators, z.strict.get())?.map(|items| vm.new_tuple(items)))
}

/// The next item of every iterator; `None` at the end of the shortest. With `strict`, an error
/// unless all end together.
pub(super) fn step_all(
    vm: &Vm,
    name: &str,
    iterators: &[Ref],
    strict: bool,
) -> PyResult<Option<Vec<Ref>>> {
    let mut items = Vec::with_capacity(iterators.len());
    for it in iterators {
        match vm.next(it)? {
            Some(item) => items.push(item),
            None => break,
        }
    }
    let got = items.len();
    if got == iterators.len() && got > 0 {
        return Ok(Some(items));
    }
    if strict && got > 0 {
        return Err(uneven(vm, name, got, "shorter"));
    }
    if strict {
        for (i, it) in iterators.iter().enumerate().skip(1) {
            if vm.next(it)?.is_some() {
                return Err(uneven(vm, name, i, "longer"));
            }
        }
    }
    Ok(None)
}

/// The error for argument number `i` (from 0) not being as long as those before it.
#[cold]
fn uneven(vm: &Vm, name: &str, i: usize, word: &str) -> crate::objects::refcount::Exc {
    let others = if i == 1 {
        " 1".to_string()
    } else {
        format!("s 1-{i}")
    };
    vm.value_error(format!(
        "{name}() argument {} is {word} than argument{others}",
        i + 1
    ))
}

fn zip_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let z = this(&args[0]);
    let ty = args[0].ty().to_ref();
    if z.strict.get() {
        return Ok(vm.new_small_tuple([ty, z.iterators.clone(), Ref::bool(true)]));
    }
    Ok(vm.new_small_tuple([ty, z.iterators.clone()]))
}

fn zip_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).strict.set(vm.is_true(&args[1])?);
    Ok(Ref::none())
}
