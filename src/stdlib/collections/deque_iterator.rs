//! The iterators of `deque`, forwards and backwards.
//!
//! Invariant: a deque that has changed since the iterator was made is not walked any further.
//! Next file to read: `defaultdict.rs`.

use super::deque::{DEQUE, PyDeque, mutated};
use crate::builtins::iterators::self_iter;
use crate::objects::args::{Args, MethodDef, NativeFn, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Payload;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// An iterator of a deque.
#[repr(C)]
pub struct PyDequeIterator<const REVERSE: bool> {
    pub(crate) header: Header,
    deque: Ref,
    state: u64,
    /// How many items are left.
    left: Word<usize>,
}

payload!(
    PyDequeIterator<false>,
    DEQUE_ITERATOR,
    |this, visit| visit(&this.deque),
    |_this, _sink| {}
);
payload!(
    PyDequeIterator<true>,
    DEQUE_REVERSE_ITERATOR,
    |this, visit| visit(&this.deque),
    |_this, _sink| {}
);

const fn rows(hint: NativeFn, reduce: NativeFn) -> [MethodDef; 2] {
    [
        method(
            "__length_hint__",
            hint,
            "self, /",
            "Private method returning an estimate of len(list(it)).",
        ),
        method(
            "__reduce__",
            reduce,
            "self, /",
            "Return state information for pickling.",
        ),
    ]
}

const fn slots<const REVERSE: bool>() -> Slots
where
    PyDequeIterator<REVERSE>: Payload,
{
    Slots {
        new: Some(iterator_new::<REVERSE>),
        iter: Some(self_iter),
        next: Some(next::<REVERSE>),
        ..Slots::NONE
    }
}

static FORWARDS_ROWS: [MethodDef; 2] = rows(length_hint::<false>, reduce::<false>);
static FORWARDS_DEF: TypeDef = TypeDef {
    module: "collections",
    flags: 0,
    slots: slots::<false>(),
    methods: &FORWARDS_ROWS,
    ..TypeDef::of::<PyDequeIterator<false>>("_deque_iterator")
};
/// The type of `iter(deque())`.
pub static DEQUE_ITERATOR: Type = Type::builtin(&FORWARDS_DEF);

static BACKWARDS_ROWS: [MethodDef; 2] = rows(length_hint::<true>, reduce::<true>);
static BACKWARDS_DEF: TypeDef = TypeDef {
    module: "collections",
    flags: 0,
    slots: slots::<true>(),
    methods: &BACKWARDS_ROWS,
    ..TypeDef::of::<PyDequeIterator<true>>("_deque_reverse_iterator")
};
/// The type of `reversed(deque())`.
pub static DEQUE_REVERSE_ITERATOR: Type = Type::builtin(&BACKWARDS_DEF);

fn make<const REVERSE: bool>(vm: &Vm, deque: Ref) -> Ref
where
    PyDequeIterator<REVERSE>: Payload,
{
    let (state, left) = deque
        .downcast::<PyDeque>()
        .map_or((0, 0), |d| (d.state(), d.len()));
    vm.alloc(PyDequeIterator::<REVERSE> {
        header: Header::new(PyDequeIterator::<REVERSE>::ty()),
        deque,
        state,
        left: Word::new(left),
    })
}

pub(super) fn forwards(vm: &Vm, deque: Ref) -> Ref {
    make::<false>(vm, deque)
}

pub(super) fn backwards(vm: &Vm, deque: Ref) -> Ref {
    make::<true>(vm, deque)
}

fn this<const REVERSE: bool>(x: &Ref) -> (&PyDequeIterator<REVERSE>, &PyDeque)
where
    PyDequeIterator<REVERSE>: Payload,
{
    let it = x.downcast_exact::<PyDequeIterator<REVERSE>>();
    match it.and_then(|it| it.deque.downcast::<PyDeque>().map(|d| (it, d))) {
        Some(found) => found,
        None => unreachable!("slots of deque iterators get such iterators"),
    }
}

fn iterator_new<const REVERSE: bool>(vm: &Vm, _: &Type, args: Args) -> PyResult
where
    PyDequeIterator<REVERSE>: Payload,
{
    let given = args.pos();
    let Some(deque) = given.first() else {
        return Err(vm.type_error("function missing required argument 'iterable' (pos 1)"));
    };
    if !deque.is_instance(&DEQUE) {
        return Err(vm.type_error(format!(
            "argument 1 must be collections.deque, not {}",
            deque.ty().name()
        )));
    }
    let it = make::<REVERSE>(vm, deque.clone());
    let skip = match given.get(1) {
        Some(n) => vm.index_isize(n)?,
        None => 0,
    };
    for _ in 0..skip {
        if next::<REVERSE>(vm, &it)?.is_none() {
            break;
        }
    }
    Ok(it)
}

fn next<const REVERSE: bool>(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>>
where
    PyDequeIterator<REVERSE>: Payload,
{
    let (it, deque) = this::<REVERSE>(x);
    if deque.state() != it.state {
        it.left.set(0);
        return Err(mutated(vm));
    }
    let left = it.left.get();
    if left == 0 {
        return Ok(None);
    }
    it.left.set(left - 1);
    let at = if REVERSE {
        left - 1
    } else {
        deque.len() - left
    };
    Ok(deque.get(at))
}

fn length_hint<const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyDequeIterator<REVERSE>: Payload,
{
    Ok(vm.uint(this::<REVERSE>(&args[0]).0.left.get() as u64))
}

fn reduce<const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyDequeIterator<REVERSE>: Payload,
{
    let (it, deque) = this::<REVERSE>(&args[0]);
    let done = vm.uint(deque.len().saturating_sub(it.left.get()) as u64);
    let arguments = vm.new_small_tuple([it.deque.clone(), done]);
    Ok(vm.new_small_tuple([args[0].ty().to_ref(), arguments]))
}
