//! Iterators over neighbouring items: `pairwise` and `batched`.
//!
//! Invariant: `source` is NULL once it has ended or failed.
//! Next file to read: `groupby.rs`.

use super::{allocate, size_argument};
use crate::builtins::iterators::self_iter;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::stdlib::{bind_new, only_positional};
use crate::{payload, receiver};

/// A `pairwise` object.
#[repr(C)]
pub struct PyPairwise {
    pub(crate) header: Header,
    source: Locked<Ref>,
    /// The item read last; NULL before the first.
    old: Locked<Ref>,
}

payload!(
    PyPairwise,
    PAIRWISE,
    |this, visit| {
        for part in [&this.source, &this.old] {
            part.with(|r| r.opt().into_iter().for_each(&mut *visit));
        }
    },
    |this, sink| {
        sink.push(this.source.replace(Ref::NULL));
        sink.push(this.old.replace(Ref::NULL));
    }
);
receiver!(pairs, PyPairwise);

static PAIRWISE_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return the overlapping pairs of items taken from the iterable.\n\n\
Nothing is returned if there are fewer than two items.",
    slots: Slots {
        new: Some(pairwise_new),
        iter: Some(self_iter),
        next: Some(pairwise_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyPairwise>("pairwise")
};
/// The type `itertools.pairwise`.
pub static PAIRWISE: Type = Type::builtin(&PAIRWISE_DEF);

fn pairwise_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let given = only_positional(vm, ty, &PAIRWISE, 1..=1, args)?;
    let made = PyPairwise {
        header: Header::new(ty),
        source: Locked::new(vm.iter(&given[0])?),
        old: Locked::new(Ref::NULL),
    };
    allocate(vm, ty, made)
}

fn pairwise_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let p = pairs(x);
    match pairwise_step(vm, p) {
        Ok(Some(pair)) => Ok(Some(pair)),
        ended => {
            p.source.set(Ref::NULL);
            p.old.set(Ref::NULL);
            ended
        }
    }
}

fn pairwise_step(vm: &Vm, p: &PyPairwise) -> PyResult<Option<Ref>> {
    let mut source = p.source.get();
    if source.is_null() {
        return Ok(None);
    }
    let mut old = p.old.get();
    if old.is_null() {
        let Some(first) = vm.next(&source)? else {
            return Ok(None);
        };
        p.old.set(first.clone());
        old = first;
        // Reading the first item may have come back here and ended the iterator.
        source = p.source.get();
        if source.is_null() {
            return Ok(None);
        }
    }
    let Some(new) = vm.next(&source)? else {
        return Ok(None);
    };
    p.old.set(new.clone());
    Ok(Some(vm.new_small_tuple([old, new])))
}

/// A `batched` object.
#[repr(C)]
pub struct PyBatched {
    pub(crate) header: Header,
    source: Locked<Ref>,
    size: usize,
    strict: bool,
}

payload!(
    PyBatched,
    BATCHED,
    |this, visit| this.source.with(|r| r.opt().into_iter().for_each(visit)),
    |this, sink| sink.push(this.source.replace(Ref::NULL))
);
receiver!(batches, PyBatched);

static BATCHED_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Batch data into tuples of length n. The last batch may be shorter than n.\n\n\
With strict, a last batch that is shorter is a ValueError.",
    slots: Slots {
        new: Some(batched_new),
        iter: Some(self_iter),
        next: Some(batched_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyBatched>("batched")
};
/// The type `itertools.batched`.
pub static BATCHED: Type = Type::builtin(&BATCHED_DEF);

fn batched_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    const SIGNATURE: &str = "iterable, n, *, strict=False";
    let [iterable, n, strict] = bind_new::<3>(vm, "batched", SIGNATURE, 2..=2, args)?;
    let size = size_argument(vm, &n)?;
    let strict = match strict.opt() {
        Some(s) => vm.is_true(s)?,
        None => false,
    };
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let made = PyBatched {
        header: Header::new(ty),
        source: Locked::new(vm.iter(&iterable)?),
        size: size as usize,
        strict,
    };
    allocate(vm, ty, made)
}

fn batched_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let b = batches(x);
    let source = b.source.get();
    if source.is_null() {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(b.size.min(64));
    while items.len() < b.size {
        match vm.next(&source) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => break,
            Err(e) => {
                b.source.set(Ref::NULL);
                return Err(e);
            }
        }
    }
    if items.len() == b.size {
        return Ok(Some(vm.new_tuple(items)));
    }
    b.source.set(Ref::NULL);
    if items.is_empty() {
        return Ok(None);
    }
    if b.strict {
        return Err(vm.value_error("batched(): incomplete batch"));
    }
    Ok(Some(vm.new_tuple(items)))
}
