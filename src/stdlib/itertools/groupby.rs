//! `groupby` and the iterators over its groups.
//!
//! A group reads from the `groupby` it belongs to, and is over as soon as that has moved on: each group
//! carries the number of the group it stands for.
//! Invariant: `key` belongs to the item read last, `value` is that item until a group yields it.
//! Next file to read: `tee.rs`.

use super::allocate;
use crate::builtins::iterators::self_iter;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::stdlib::{bind_new, only_positional};
use crate::{payload, receiver};

/// A `groupby` object.
#[repr(C)]
pub struct PyGroupby {
    pub(crate) header: Header,
    source: Ref,
    /// NULL for the items themselves.
    function: Ref,
    state: Locked<State>,
    /// The number of the group that may still read.
    group: Word<u64>,
}

struct State {
    target: Ref,
    key: Ref,
    value: Ref,
}

payload!(
    PyGroupby,
    GROUPBY,
    |this, visit| {
        visit(&this.source);
        this.function.opt().into_iter().for_each(&mut *visit);
        this.state.with(|s| {
            for part in [&s.target, &s.key, &s.value] {
                part.opt().into_iter().for_each(&mut *visit);
            }
        });
    },
    |this, sink| this.state.with(|s| {
        for part in [&mut s.target, &mut s.key, &mut s.value] {
            sink.push(std::mem::replace(part, Ref::NULL));
        }
    })
);
receiver!(groups, PyGroupby);

static GROUPBY_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "make an iterator that returns consecutive keys and groups from the iterable\n\n  \
iterable\n    What to divide into groups.\n  key\n    \
Computes what an item is grouped by. If it is None, items are grouped by\n    themselves.",
    slots: Slots {
        new: Some(groupby_new),
        iter: Some(self_iter),
        next: Some(groupby_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyGroupby>("groupby")
};
/// The type `itertools.groupby`.
pub static GROUPBY: Type = Type::builtin(&GROUPBY_DEF);

fn groupby_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let [iterable, key] = bind_new::<2>(vm, "groupby", "iterable, key=None", 1..=2, args)?;
    let made = PyGroupby {
        header: Header::new(ty),
        source: vm.iter(&iterable)?,
        function: if key.is_null() || key.is_none() {
            Ref::NULL
        } else {
            key
        },
        state: Locked::new(State {
            target: Ref::NULL,
            key: Ref::NULL,
            value: Ref::NULL,
        }),
        group: Word::new(0),
    };
    allocate(vm, ty, made)
}

/// Reads the next item and its key; `false` at the end.
fn step(vm: &Vm, g: &PyGroupby) -> PyResult<bool> {
    let Some(value) = vm.next(&g.source)? else {
        return Ok(false);
    };
    let key = match g.function.opt() {
        Some(f) => vm.call_one(f, &value)?,
        None => value.clone(),
    };
    let old = g.state.with(|s| {
        (
            std::mem::replace(&mut s.value, value),
            std::mem::replace(&mut s.key, key),
        )
    });
    drop(old);
    Ok(true)
}

fn groupby_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let g = groups(x);
    // The group that was read so far is over.
    g.group.set(g.group.get() + 1);
    loop {
        let (target, key) = g.state.with(|s| (s.target.clone(), s.key.clone()));
        if !key.is_null() && (target.is_null() || !vm.equal(&target, &key)?) {
            break;
        }
        if !step(vm, g)? {
            return Ok(None);
        }
        vm.check_signals()?;
    }
    let (key, old) = g.state.with(|s| {
        let key = s.key.clone();
        (key.clone(), std::mem::replace(&mut s.target, key))
    });
    drop(old);
    let grouper = PyGrouper {
        header: Header::new(&GROUPER),
        parent: x.clone(),
        key: key.clone(),
        group: g.group.get(),
    };
    Ok(Some(vm.new_small_tuple([key, vm.alloc(grouper)])))
}

/// One group of a `groupby`.
#[repr(C)]
pub struct PyGrouper {
    pub(crate) header: Header,
    parent: Ref,
    key: Ref,
    group: u64,
}

payload!(
    PyGrouper,
    GROUPER,
    |this, visit| {
        visit(&this.parent);
        visit(&this.key)
    },
    |_this, _sink| {}
);
receiver!(group, PyGrouper);

static GROUPER_DEF: TypeDef = TypeDef {
    module: "itertools",
    flags: 0,
    slots: Slots {
        new: Some(grouper_new),
        iter: Some(self_iter),
        next: Some(grouper_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyGrouper>("_grouper")
};
/// The type of the groups.
pub static GROUPER: Type = Type::builtin(&GROUPER_DEF);

fn grouper_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let given = only_positional(vm, ty, &GROUPER, 2..=2, args)?;
    let Some(parent) = given[0].downcast::<PyGroupby>() else {
        return Err(vm.type_error(format!(
            "_grouper() argument 1 must be itertools.groupby, not {}",
            given[0].ty().name()
        )));
    };
    parent.group.set(parent.group.get() + 1);
    let made = PyGrouper {
        header: Header::new(ty),
        parent: given[0].clone(),
        key: given[1].clone(),
        group: parent.group.get(),
    };
    allocate(vm, ty, made)
}

fn grouper_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let mine = group(x);
    let g = groups(&mine.parent);
    if g.group.get() != mine.group {
        return Ok(None);
    }
    if g.state.with(|s| s.value.is_null()) && !step(vm, g)? {
        return Ok(None);
    }
    let key = g.state.with(|s| s.key.clone());
    if key.is_null() || !vm.equal(&mine.key, &key)? {
        return Ok(None);
    }
    let (value, key) = g.state.with(|s| {
        (
            std::mem::replace(&mut s.value, Ref::NULL),
            std::mem::replace(&mut s.key, Ref::NULL),
        )
    });
    drop(key);
    Ok(value.opt().cloned())
}
