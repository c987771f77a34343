//! `tee`: several iterators over one source.
//!
//! The items read so far stand in a chain of blocks that all the iterators share; each holds the block
//! it is in, so blocks behind the slowest are freed by their counts.
//! Invariant: a block is full before its `next` is made. Only one reader at a time steps the source: a second
//! one, from inside the source or from another thread, is refused.
//! Next file to read: `combinations.rs`.

use super::{allocate, size_argument};
use crate::builtins::iterators::self_iter;
use crate::objects::args::{Args, MethodDef, function, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::stdlib::only_positional;
use crate::{payload, receiver};

/// Items in a block.
const BLOCK: usize = 57;

/// A block of items.
#[repr(C)]
pub struct PyTeeData {
    pub(crate) header: Header,
    source: Ref,
    state: Locked<Data>,
}

struct Data {
    items: Vec<Ref>,
    /// The following block; NULL if there is none yet.
    next: Ref,
    running: bool,
}

payload!(
    PyTeeData,
    TEE_DATA,
    |this, visit| {
        visit(&this.source);
        this.state.with(|s| {
            s.items.iter().for_each(&mut *visit);
            s.next.opt().into_iter().for_each(&mut *visit);
        });
    },
    |this, sink| this.state.with(|s| {
        sink.append(&mut s.items);
        sink.push(std::mem::replace(&mut s.next, Ref::NULL));
    })
);
receiver!(data, PyTeeData);

static TEE_DATA_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Data container common to multiple tee objects.",
    flags: 0,
    slots: Slots {
        new: Some(tee_data_new),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyTeeData>("_tee_dataobject")
};
/// The type of the blocks.
pub static TEE_DATA: Type = Type::builtin(&TEE_DATA_DEF);

fn new_block(vm: &Vm, source: Ref, items: Vec<Ref>, next: Ref) -> Ref {
    vm.alloc(PyTeeData {
        header: Header::new(&TEE_DATA),
        source,
        state: Locked::new(Data {
            items,
            next,
            running: false,
        }),
    })
}

fn tee_data_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let given = only_positional(vm, ty, &TEE_DATA, 3..=3, args)?;
    let items = vm.collect_items(&given[1])?;
    let next = &given[2];
    if items.len() > BLOCK || (!next.is_none() && items.len() != BLOCK) {
        return Err(vm.value_error("Invalid arguments"));
    }
    let next = match next.downcast_exact::<PyTeeData>() {
        Some(_) => next.clone(),
        None if next.is_none() => Ref::NULL,
        None => return Err(vm.value_error("Invalid arguments")),
    };
    Ok(new_block(vm, given[0].clone(), items, next))
}

/// The item at `index` of a block, read from the source if it is the first that is missing.
fn item(vm: &Vm, d: &PyTeeData, index: usize) -> PyResult<Option<Ref>> {
    let known = d.state.with(|s| match s.items.get(index) {
        Some(item) => Ok(Some(item.clone())),
        None if s.running => Err(()),
        None => {
            s.running = true;
            Ok(None)
        }
    });
    match known {
        Ok(Some(item)) => return Ok(Some(item)),
        Ok(None) => {}
        Err(()) => return Err(vm.runtime_error("cannot re-enter the tee iterator")),
    }
    let read = vm.next(&d.source);
    d.state.with(|s| {
        s.running = false;
        if let Ok(Some(item)) = &read {
            s.items.push(item.clone());
        }
    });
    read
}

/// A `_tee` object.
#[repr(C)]
pub struct PyTee {
    pub(crate) header: Header,
    place: Locked<(Ref, usize)>,
}

payload!(
    PyTee,
    TEE,
    |this, visit| this.place.with(|p| p.0.opt().into_iter().for_each(visit)),
    |this, sink| this
        .place
        .with(|p| sink.push(std::mem::replace(&mut p.0, Ref::NULL)))
);
receiver!(this, PyTee);

static TEE_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "An iterator that can be copied, over any iterator.",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(tee_new),
        iter: Some(self_iter),
        next: Some(tee_next),
        ..Slots::NONE
    },
    methods: &[method(
        "__copy__",
        tee_copy,
        "self, /",
        "Returns an independent iterator.",
    )],
    ..TypeDef::of::<PyTee>("_tee")
};
/// The type `itertools._tee`.
pub static TEE: Type = Type::builtin(&TEE_DEF);

fn tee_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let given = only_positional(vm, ty, &TEE, 1..=1, args)?;
    over(vm, &given[0])
}

/// A tee iterator over an iterable; over another tee iterator, one that shares its blocks.
fn over(vm: &Vm, iterable: &Ref) -> PyResult {
    let it = vm.iter(iterable)?;
    if it.downcast_exact::<PyTee>().is_some() {
        return tee_copy(vm, &[it]);
    }
    let place = (new_block(vm, it, Vec::new(), Ref::NULL), 0);
    allocate(vm, &TEE, new_at(place))
}

fn new_at(place: (Ref, usize)) -> PyTee {
    PyTee {
        header: Header::new(&TEE),
        place: Locked::new(place),
    }
}

fn tee_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    let place = this(&args[0]).place.with(|p| p.clone());
    allocate(vm, &TEE, new_at(place))
}

fn tee_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let t = this(x);
    let (mut block, mut index) = t.place.with(|p| p.clone());
    if block.is_null() {
        return Ok(None);
    }
    if index >= BLOCK {
        let d = data(&block);
        let mut next = d.state.with(|s| s.next.clone());
        if next.is_null() {
            let fresh = new_block(vm, d.source.clone(), Vec::new(), Ref::NULL);
            next = d.state.with(|s| {
                if s.next.is_null() {
                    s.next = fresh.clone();
                }
                s.next.clone()
            });
        }
        t.place.set((next.clone(), 0));
        (block, index) = (next, 0);
    }
    let read = item(vm, data(&block), index)?;
    if read.is_some() {
        t.place.with(|p| {
            if p.0.is(&block) && p.1 == index {
                p.1 = index + 1;
            }
        });
    }
    Ok(read)
}

/// The functions of `itertools`.
pub static FUNCTIONS: &[MethodDef] = &[function(
    "tee",
    itertools_tee,
    "iterable, n=2, /",
    "Returns a tuple of n independent iterators.",
)];

fn itertools_tee(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = match args[1].opt() {
        Some(n) => size_argument(vm, n)?,
        None => 2,
    };
    if n < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    if n == 0 {
        return Ok(vm.new_tuple(Vec::new()));
    }
    let it = vm.iter(&args[0])?;
    let copy = vm.intern_str("__copy__");
    let first = if it.downcast_exact::<PyTee>().is_none() && vm.get_attr_opt(&it, &copy)?.is_some()
    {
        it
    } else {
        over(vm, &it)?
    };
    let mut all = vec![first.clone()];
    for _ in 1..n {
        all.push(vm.call_method(&first, &copy, &[])?);
    }
    Ok(vm.new_tuple(all))
}
