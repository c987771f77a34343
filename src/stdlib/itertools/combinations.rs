//! `combinations` and `combinations_with_replacement`.
//!
//! Both walk the index tuples of length r in order and differ only in which follow which.
//! Invariant: `indices` are those of the tuple yielded last, which is NULL before the first. The pool keeps
//! every item alive, so exchanging items never frees one.
//! Next file to read: `arrangements.rs`.

use super::{allocate, size_argument};
use crate::builtins::iterators::self_iter;
use crate::builtins::tuple::{SoleTuple, items};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::stdlib::bind_new;
use crate::{payload, receiver};

/// A `combinations` or `combinations_with_replacement` object.
#[repr(C)]
pub struct PyCombinations {
    pub(crate) header: Header,
    /// A tuple.
    pool: Ref,
    state: Locked<State>,
}

struct State {
    indices: Vec<usize>,
    last: Ref,
    stopped: bool,
}

payload!(
    PyCombinations,
    COMBINATIONS,
    |this, visit| {
        visit(&this.pool);
        this.state
            .with(|s| s.last.opt().into_iter().for_each(visit));
    },
    |this, sink| this
        .state
        .with(|s| sink.push(std::mem::replace(&mut s.last, Ref::NULL)))
);

/// As [`PyCombinations`]: a type of its own, for the payload of another type.
#[repr(C)]
pub struct PyMultisets {
    pub(crate) header: Header,
    pool: Ref,
    state: Locked<State>,
}

payload!(
    PyMultisets,
    COMBINATIONS_WITH_REPLACEMENT,
    |this, visit| {
        visit(&this.pool);
        this.state
            .with(|s| s.last.opt().into_iter().for_each(visit));
    },
    |this, sink| this
        .state
        .with(|s| sink.push(std::mem::replace(&mut s.last, Ref::NULL)))
);
receiver!(combinations, PyCombinations);
receiver!(multisets, PyMultisets);

pub(super) const fn sizeof_row(f: crate::objects::args::NativeFn) -> MethodDef {
    method(
        "__sizeof__",
        f,
        "self, /",
        "Returns size in memory, in bytes.",
    )
}

static COMBINATIONS_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return successive r-length combinations of elements in the iterable.",
    slots: Slots {
        new: Some(combinations_new),
        iter: Some(self_iter),
        next: Some(combinations_next),
        ..Slots::NONE
    },
    methods: &[sizeof_row(combinations_sizeof)],
    ..TypeDef::of::<PyCombinations>("combinations")
};
/// The type `itertools.combinations`.
pub static COMBINATIONS: Type = Type::builtin(&COMBINATIONS_DEF);

static MULTISETS_DEF: TypeDef = TypeDef {
    module: "itertools",
    doc: "Return successive r-length combinations of elements, each of which may come more than once.",
    slots: Slots {
        new: Some(multisets_new),
        iter: Some(self_iter),
        next: Some(multisets_next),
        ..Slots::NONE
    },
    methods: &[sizeof_row(multisets_sizeof)],
    ..TypeDef::of::<PyMultisets>("combinations_with_replacement")
};
/// The type `itertools.combinations_with_replacement`.
pub static COMBINATIONS_WITH_REPLACEMENT: Type = Type::builtin(&MULTISETS_DEF);

/// The pool and the length of the combinations.
fn arguments(vm: &Vm, name: &str, args: Args) -> PyResult<(Ref, usize)> {
    let [iterable, r] = bind_new::<2>(vm, name, "iterable, r", 2..=2, args)?;
    let r = size_argument(vm, &r)?;
    let pool = vm.collect_items(&iterable)?;
    if r < 0 {
        return Err(vm.value_error("r must be non-negative"));
    }
    Ok((vm.new_tuple(pool), r as usize))
}

/// The state before the first combination; `None` when memory is short.
fn state(indices: impl Iterator<Item = usize>, r: usize, stopped: bool) -> Option<State> {
    let mut all = Vec::new();
    if !stopped {
        all.try_reserve_exact(r).ok()?;
        all.extend(indices.take(r));
    }
    Some(State {
        indices: all,
        last: Ref::NULL,
        stopped,
    })
}

fn combinations_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let (pool, r) = arguments(vm, "combinations", args)?;
    let stopped = r > items(&pool).len();
    let state = state(0.., r, stopped).ok_or_else(|| vm.memory_error())?;
    let made = PyCombinations {
        header: Header::new(ty),
        pool,
        state: Locked::new(state),
    };
    allocate(vm, ty, made)
}

fn multisets_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let (pool, r) = arguments(vm, "combinations_with_replacement", args)?;
    let stopped = r > 0 && items(&pool).is_empty();
    let state = state(std::iter::repeat(0), r, stopped).ok_or_else(|| vm.memory_error())?;
    let made = PyMultisets {
        header: Header::new(ty),
        pool,
        state: Locked::new(state),
    };
    allocate(vm, ty, made)
}

/// Moves `indices` on to the next combination; answers the first position that changed.
fn next_combination(indices: &mut [usize], n: usize) -> Option<usize> {
    let r = indices.len();
    let i = (0..r).rev().find(|&i| indices[i] != i + n - r)?;
    indices[i] += 1;
    for j in i + 1..r {
        indices[j] = indices[j - 1] + 1;
    }
    Some(i)
}

/// As [`next_combination`], where an index may repeat.
fn next_multiset(indices: &mut [usize], n: usize) -> Option<usize> {
    let i = (0..indices.len()).rev().find(|&i| indices[i] + 1 != n)?;
    let index = indices[i] + 1;
    indices[i..].fill(index);
    Some(i)
}

/// The next tuple, by a function that moves the indices on.
fn yield_next(
    vm: &Vm,
    pool: &[Ref],
    s: &mut State,
    advance: fn(&mut [usize], usize) -> Option<usize>,
) -> Option<Ref> {
    if s.stopped {
        return None;
    }
    let changed = if s.last.is_null() {
        None
    } else {
        let changed = advance(&mut s.indices, pool.len());
        if changed.is_none() {
            s.stopped = true;
            return None;
        }
        changed
    };
    match (changed, SoleTuple::of(&mut s.last)) {
        (Some(first), Some(mut tuple)) => {
            for (at, index) in s.indices.iter().enumerate().skip(first) {
                tuple.set(at, pool[*index].clone());
            }
        }
        _ => s.last = vm.new_tuple(s.indices.iter().map(|i| pool[*i].clone()).collect()),
    }
    Some(s.last.clone())
}

fn combinations_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let c = combinations(x);
    let pool = items(&c.pool);
    Ok(c.state.with(|s| yield_next(vm, pool, s, next_combination)))
}

fn multisets_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let c = multisets(x);
    let pool = items(&c.pool);
    Ok(c.state.with(|s| yield_next(vm, pool, s, next_multiset)))
}

fn combinations_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = combinations(&args[0]).state.with(|s| s.indices.len());
    Ok(vm.int(56 + 8 * n as i64))
}

fn multisets_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = multisets(&args[0]).state.with(|s| s.indices.len());
    Ok(vm.int(56 + 8 * n as i64))
}
