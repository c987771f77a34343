//! `range`: numbers of any size, counted, not stored.
//!
//! Invariant: `length` agrees with start, stop and step; `step` is not zero. While everything fits
//! 64 bits the work is done on machine ints (`Span` in `../slice/indices.rs`).
//! Next file to read: `iterator.rs`.

mod iterator;

pub(crate) use iterator::RANGE_ITERATOR_METHODS;
pub use iterator::{LONG_RANGE_ITERATOR, PyLongRangeIterator, range_iterator};

use crate::builtins::arguments::positional;
use crate::builtins::fault::never;
use crate::builtins::int::{BOOL, INT, Int};
use crate::builtins::sequence::bad_subscript;
use crate::builtins::slice::PySlice;
use crate::builtins::slice::indices::{Span, ZERO_RANGE_STEP};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::hash::TupleHasher;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, member, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A `range` object.
#[repr(C)]
pub struct PyRange {
    pub(crate) header: Header,
    /// The first number.
    pub start: Int,
    /// Where it ends, exclusive.
    pub stop: Int,
    /// The distance of two numbers.
    pub step: Int,
    /// How many numbers there are.
    pub length: Int,
}

payload!(PyRange, RANGE);

static RANGE_DEF: TypeDef = TypeDef {
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n\
Return an object that produces a sequence of integers from start (inclusive)\n\
to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n\
start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n\
These are exactly the valid indices for a list of 4 elements.\n\
When step is given, it specifies the increment (or decrement).",
    flags: type_flags::SEQUENCE,
    slots: Slots {
        new: Some(range_new),
        repr: Some(range_repr),
        hash: Some(range_hash),
        compare: Some(range_compare),
        iter: Some(range_iter),
        bool: Some(range_bool),
        len: Some(range_len),
        getitem: Some(range_getitem),
        contains: Some(range_contains),
        ..Slots::NONE
    },
    methods: RANGE_METHODS,
    getset: RANGE_GETSET,
    ..TypeDef::of::<PyRange>("range")
};
/// The type `range`.
pub static RANGE: Type = Type::builtin(&RANGE_DEF);

const RANGE_METHODS: &[MethodDef] = &[
    method("__reduce__", range_reduce, "self, /", ""),
    method(
        "__sizeof__",
        range_sizeof,
        "self, /",
        "Size of object in memory, in bytes.",
    ),
    method(
        "__reversed__",
        range_reversed,
        "self, /",
        "Return a reverse iterator.",
    ),
    method(
        "count",
        range_count,
        "self, object, /",
        "rangeobject.count(value) -> integer -- return number of occurrences of value",
    ),
    method(
        "index",
        range_index,
        "self, object, /",
        "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
    ),
];

const RANGE_GETSET: &[GetSetDef] = &[
    member("start", range_start, ""),
    member("step", range_step, ""),
    member("stop", range_stop, ""),
];

/// Addition and multiplication of ints that memory always suffices for.
fn product(a: &Int, b: &Int) -> Int {
    a.mul(b, &never).unwrap_or(Int::ZERO)
}

/// How many numbers there are from `start` by `step` before `stop`.
fn length_of(start: &Int, stop: &Int, step: &Int) -> Int {
    if let (Int::Small(start), Int::Small(stop), Int::Small(step)) = (start, stop, step) {
        return Int::from_u64(
            Span {
                start: *start,
                stop: *stop,
                step: *step,
            }
            .len(),
        );
    }
    let (low, high, step) = if step.is_negative() {
        (stop, start, step.neg())
    } else {
        (start, stop, step.clone())
    };
    if low >= high {
        return Int::ZERO;
    }
    let distance = high.sub(low).sub(&Int::ONE);
    distance
        .floordiv(&step, &never)
        .unwrap_or(Int::ZERO)
        .add(&Int::ONE)
}

impl PyRange {
    fn make(vm: &Vm, start: Int, stop: Int, step: Int) -> Ref {
        let length = length_of(&start, &stop, &step);
        vm.alloc(PyRange {
            header: Header::new(&RANGE),
            start,
            stop,
            step,
            length,
        })
    }

    /// The range as machine ints, if it fits.
    fn span(&self) -> Option<Span> {
        match (&self.start, &self.stop, &self.step) {
            (Int::Small(start), Int::Small(stop), Int::Small(step)) => Some(Span {
                start: *start,
                stop: *stop,
                step: *step,
            }),
            _ => None,
        }
    }

    /// The number at an index that need not be inside.
    fn number(&self, index: &Int) -> Int {
        self.start.add(&product(index, &self.step))
    }

    /// The index of a number.
    fn index_of(&self, n: &Int) -> Option<Int> {
        if let (Some(span), Int::Small(n)) = (self.span(), n) {
            return span.index_of(*n).map(Int::from_u64);
        }
        let (q, r) = n.sub(&self.start).divmod(&self.step, &never).ok()?;
        (r.is_zero() && !q.is_negative() && q < self.length).then_some(q)
    }

    /// What equality and hashing look at: length, and start and step where they matter.
    fn key(&self) -> (&Int, Option<&Int>, Option<&Int>) {
        let some = !self.length.is_zero();
        let many = some && self.length != Int::ONE;
        (
            &self.length,
            some.then_some(&self.start),
            many.then_some(&self.step),
        )
    }
}

fn this(x: &Ref) -> &PyRange {
    match x.downcast::<PyRange>() {
        Some(r) => r,
        None => unreachable!("methods of range get ranges"),
    }
}

fn int_argument(vm: &Vm, x: &Ref) -> PyResult<Int> {
    let i = vm.index(x)?;
    Ok(i.as_int().map(|i| i.into_owned()).unwrap_or(Int::ZERO))
}

fn range_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let (start, stop, step) = match positional(vm, "range", args, 1, 3)? {
        [stop] => (Int::ZERO, int_argument(vm, stop)?, Int::ONE),
        [start, stop] => (int_argument(vm, start)?, int_argument(vm, stop)?, Int::ONE),
        given => (
            int_argument(vm, &given[0])?,
            int_argument(vm, &given[1])?,
            int_argument(vm, &given[2])?,
        ),
    };
    if step.is_zero() {
        return Err(vm.value_error(ZERO_RANGE_STEP));
    }
    Ok(PyRange::make(vm, start, stop, step))
}

fn range_repr(vm: &Vm, x: &Ref) -> PyResult {
    let r = this(x);
    let text = |i: &Int| vm.repr_text(&vm.int_from(i.clone()));
    let (start, stop) = (text(&r.start)?, text(&r.stop)?);
    if r.step == Int::ONE {
        return Ok(vm.new_str(&format!("range({start}, {stop})")));
    }
    Ok(vm.new_str(&format!("range({start}, {stop}, {})", text(&r.step)?)))
}

fn range_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let (length, start, step) = this(x).key();
    let none = vm.hash(&Ref::none())?;
    let mut hasher = TupleHasher::new();
    for part in [Some(length), start, step] {
        hasher.add(part.map_or(none, Int::hash));
    }
    Ok(hasher.finish(3))
}

fn range_compare(_: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    match (y.downcast::<PyRange>(), op) {
        (Some(other), CompareOp::Eq) => Ok(Ref::bool(this(x).key() == other.key())),
        (Some(other), CompareOp::NotEq) => Ok(Ref::bool(this(x).key() != other.key())),
        _ => Ok(Ref::not_implemented()),
    }
}

fn range_iter(vm: &Vm, x: &Ref) -> PyResult {
    let r = this(x);
    Ok(range_iterator(vm, &r.start, &r.step, &r.length))
}

fn range_bool(_: &Vm, x: &Ref) -> PyResult<bool> {
    Ok(!this(x).length.is_zero())
}

fn range_len(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let length = this(x).length.to_i64();
    length
        .map(|n| n as usize)
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

fn range_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let r = this(x);
    if key.ty().slots().index.is_some() {
        let mut i = int_argument(vm, key)?;
        if i.is_negative() {
            i = i.add(&r.length);
        }
        if i.is_negative() || i >= r.length {
            return Err(vm.index_error("range object index out of range"));
        }
        return Ok(vm.int_from(r.number(&i)));
    }
    let Some(slice) = key.downcast_exact::<PySlice>() else {
        return Err(bad_subscript(vm, "range", key));
    };
    let (start, stop, step) = slice.wide_indices(vm, &r.length)?;
    Ok(PyRange::make(
        vm,
        r.number(&start),
        r.number(&stop),
        product(&step, &r.step),
    ))
}

/// An exact `int` or `bool`, whose place can be computed.
fn plain_int(x: &Ref) -> Option<Int> {
    if x.is_exactly(&INT) || x.is_exactly(&BOOL) {
        x.as_int().map(|i| i.into_owned())
    } else {
        None
    }
}

/// Finds what only `==` can find: the first index of an equal number.
fn search(vm: &Vm, x: &Ref, value: &Ref) -> PyResult<Option<i64>> {
    let it = range_iter(vm, x)?;
    let mut i = 0;
    while let Some(n) = vm.next(&it)? {
        vm.check_signals()?;
        if vm.equal(&n, value)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

fn range_contains(vm: &Vm, x: &Ref, value: &Ref) -> PyResult<bool> {
    match plain_int(value) {
        Some(n) => Ok(this(x).index_of(&n).is_some()),
        None => search(vm, x, value).map(|found| found.is_some()),
    }
}

fn range_count(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(n) = plain_int(&args[1]) {
        return Ok(vm.int(this(&args[0]).index_of(&n).is_some() as i64));
    }
    let it = range_iter(vm, &args[0])?;
    let mut count = 0;
    while let Some(n) = vm.next(&it)? {
        vm.check_signals()?;
        count += vm.equal(&n, &args[1])? as i64;
    }
    Ok(vm.int(count))
}

fn range_index(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(n) = plain_int(&args[1]) {
        let found = this(&args[0]).index_of(&n);
        return found
            .map(|i| vm.int_from(i))
            .ok_or_else(|| vm.value_error("range.index(x): x not in range"));
    }
    let found = search(vm, &args[0], &args[1])?;
    found
        .map(|i| vm.int(i))
        .ok_or_else(|| vm.value_error("sequence.index(x): x not in sequence"))
}

fn range_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = this(&args[0]);
    let last = r.number(&r.length.sub(&Int::ONE));
    Ok(range_iterator(vm, &last, &r.step.neg(), &r.length))
}

fn range_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = this(&args[0]);
    let parts = [&r.start, &r.stop, &r.step].map(|i| vm.int_from(i.clone()));
    Ok(vm.new_small_tuple([RANGE.to_ref(), vm.new_small_tuple(parts)]))
}

fn range_sizeof(vm: &Vm, _: &[Ref]) -> PyResult {
    // The size CPython's range object has.
    Ok(vm.int(48))
}

fn range_start(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int_from(this(x).start.clone()))
}

fn range_stop(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int_from(this(x).stop.clone()))
}

fn range_step(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int_from(this(x).step.clone()))
}
