//! Iterators of ranges: on immediate ints where all numbers are such, else on ints of any size.
//!
//! Invariant: `PyRangeIterator` only ever yields immediate ints, which the run loop relies on.
//! Next file to read: `../iterators.rs`.

use super::{PyRange, product};
use crate::builtins::int::Int;
use crate::builtins::iterators::{PyRangeIterator, builtin_function, self_iter, state_index};
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::value::{MAX_SMALL, MIN_SMALL};
use crate::payload;

/// `iter(range(...))` for numbers of any size.
#[repr(C)]
pub struct PyLongRangeIterator {
    pub(crate) header: Header,
    state: Locked<State>,
}

#[derive(Clone)]
struct State {
    next: Int,
    step: Int,
    left: Int,
}

payload!(PyLongRangeIterator, LONG_RANGE_ITERATOR);

static LONG_RANGE_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(longrange_next),
        ..Slots::NONE
    },
    methods: &[
        method(
            "__length_hint__",
            longrange_length_hint,
            "self, /",
            "Private method returning an estimate of len(list(it)).",
        ),
        method(
            "__reduce__",
            longrange_reduce,
            "self, /",
            "Return state information for pickling.",
        ),
        method(
            "__setstate__",
            longrange_setstate,
            "self, object, /",
            "Set state information for unpickling.",
        ),
    ],
    ..TypeDef::of::<PyLongRangeIterator>("longrange_iterator")
};
/// The type of `iter(range(2**100))`.
pub static LONG_RANGE_ITERATOR: Type = Type::builtin(&LONG_RANGE_ITERATOR_DEF);

/// Methods of the iterator whose numbers are immediate ints.
pub(crate) const RANGE_ITERATOR_METHODS: &[MethodDef] = &[
    method(
        "__length_hint__",
        range_iterator_length_hint,
        "self, /",
        "Private method returning an estimate of len(list(it)).",
    ),
    method(
        "__reduce__",
        range_iterator_reduce,
        "self, /",
        "Return state information for pickling.",
    ),
    method(
        "__setstate__",
        range_iterator_setstate,
        "self, object, /",
        "Set state information for unpickling.",
    ),
];

/// An iterator over `length` numbers from `start` by `step`.
pub fn range_iterator(vm: &Vm, start: &Int, step: &Int, length: &Int) -> Ref {
    if let (Int::Small(start), Int::Small(step), Int::Small(length)) = (start, step, length) {
        let immediate = i128::from(MIN_SMALL)..=i128::from(MAX_SMALL);
        let first = i128::from(*start);
        let last = first + i128::from(*step) * i128::from((*length - 1).max(0));
        if immediate.contains(&first) && immediate.contains(&last) {
            return PyRangeIterator::make(vm, *start, *step, *length as u64);
        }
    }
    let state = State {
        next: start.clone(),
        step: step.clone(),
        left: length.clone(),
    };
    vm.alloc(PyLongRangeIterator {
        header: Header::new(&LONG_RANGE_ITERATOR),
        state: Locked::new(state),
    })
}

fn this(x: &Ref) -> &PyLongRangeIterator {
    match x.downcast::<PyLongRangeIterator>() {
        Some(it) => it,
        None => unreachable!("methods of longrange_iterator get such iterators"),
    }
}

fn small(x: &Ref) -> &PyRangeIterator {
    match x.downcast::<PyRangeIterator>() {
        Some(it) => it,
        None => unreachable!("methods of range_iterator get such iterators"),
    }
}

fn longrange_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let n = this(x).state.with(|s| {
        if s.left.is_zero() {
            return None;
        }
        s.left = s.left.sub(&Int::ONE);
        let next = s.next.add(&s.step);
        Some(std::mem::replace(&mut s.next, next))
    });
    Ok(n.map(|n| vm.int_from(n)))
}

fn longrange_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int_from(this(&args[0]).state.with(|s| s.left.clone())))
}

/// `(iter, (range(...),), None)` for the numbers that are left.
fn reduced(vm: &Vm, s: State) -> PyResult {
    let stop = s.next.add(&product(&s.left, &s.step));
    let range = PyRange::make(vm, s.next, stop, s.step);
    Ok(vm.new_small_tuple([
        builtin_function(vm, "iter")?,
        vm.new_small_tuple([range]),
        Ref::none(),
    ]))
}

fn longrange_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    reduced(vm, this(&args[0]).state.get())
}

fn longrange_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(skip) = args[1].as_int().map(|i| i.into_owned()) else {
        return Err(vm.type_error(format!("state must be an int, not {}", args[1].ty().name())));
    };
    this(&args[0]).state.with(|s| {
        let skip = skip.max(Int::ZERO).min(s.left.clone());
        s.next = s.next.add(&product(&skip, &s.step));
        s.left = s.left.sub(&skip);
    });
    Ok(Ref::none())
}

fn range_iterator_length_hint(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(small(&args[0]).left.get()))
}

fn range_iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = small(&args[0]);
    let state = State {
        next: Int::Small(it.next.get()),
        step: Int::Small(it.step),
        left: Int::from_u64(it.left.get()),
    };
    reduced(vm, state)
}

fn range_iterator_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = small(&args[0]);
    let skip = (state_index(vm, &args[1])?.max(0) as u64).min(it.left.get());
    it.next.set(
        it.next
            .get()
            .wrapping_add((skip as i64).wrapping_mul(it.step)),
    );
    it.left.set(it.left.get() - skip);
    Ok(Ref::none())
}
