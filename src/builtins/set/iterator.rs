//! Iterators of sets and frozensets.
//!
//! Invariant: a set that has grown or shrunk since the iterator was made is never walked.
//! Next file to read: `methods.rs`.

use super::as_set;
use crate::builtins::iterators::{builtin_function, self_iter};
use crate::objects::args::method;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// `iter(set())`
#[repr(C)]
pub struct PySetIterator {
    pub(crate) header: Header,
    set: Locked<Ref>,
    pos: Word<usize>,
    /// The set's length when the iterator was made; no length at all once it has changed.
    used: Word<usize>,
    left: Word<usize>,
}

payload!(
    PySetIterator,
    SET_ITERATOR,
    |this, visit| this.set.with(|s| visit(s)),
    |this, sink| sink.push(this.set.replace(Ref::NULL))
);

static SET_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(set_iterator_next),
        ..Slots::NONE
    },
    methods: &[
        method(
            "__length_hint__",
            set_iterator_length_hint,
            "self, /",
            "Private method returning an estimate of len(list(it)).",
        ),
        method(
            "__reduce__",
            set_iterator_reduce,
            "self, /",
            "Return state information for pickling.",
        ),
    ],
    ..TypeDef::of::<PySetIterator>("set_iterator")
};
/// The type of `iter(set())`.
pub static SET_ITERATOR: Type = Type::builtin(&SET_ITERATOR_DEF);

pub(super) fn set_iter(vm: &Vm, x: &Ref) -> PyResult {
    let len = as_set(x).map_or(0, |s| s.len());
    Ok(vm.alloc(PySetIterator {
        header: Header::new(&SET_ITERATOR),
        set: Locked::new(x.clone()),
        pos: Word::new(0),
        used: Word::new(len),
        left: Word::new(len),
    }))
}

fn this(x: &Ref) -> &PySetIterator {
    match x.downcast::<PySetIterator>() {
        Some(it) => it,
        None => unreachable!("methods of set_iterator get such iterators"),
    }
}

fn set_iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let it = this(x);
    let set = it.set.get();
    if set.is_null() {
        return Ok(None);
    }
    let Some(s) = as_set(&set) else {
        return Ok(None);
    };
    if s.len() != it.used.get() {
        it.used.set(usize::MAX);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    match s.next_item(it.pos.get()) {
        Some((next, _, item)) => {
            it.pos.set(next);
            it.left.set(it.left.get().saturating_sub(1));
            Ok(Some(item))
        }
        None => {
            drop(it.set.replace(Ref::NULL));
            Ok(None)
        }
    }
}

fn set_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = this(&args[0]);
    let set = it.set.get();
    let same = !set.is_null() && as_set(&set).is_some_and(|s| s.len() == it.used.get());
    Ok(vm.int(if same { it.left.get() as i64 } else { 0 }))
}

/// `(iter, ([what is left],))`
fn set_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = this(&args[0]);
    let copy = vm.alloc(PySetIterator {
        header: Header::new(&SET_ITERATOR),
        set: Locked::new(it.set.get()),
        pos: it.pos.clone(),
        used: it.used.clone(),
        left: it.left.clone(),
    });
    let rest = vm.new_list(vm.collect_items(&copy)?);
    Ok(vm.new_small_tuple([builtin_function(vm, "iter")?, vm.new_small_tuple([rest])]))
}
