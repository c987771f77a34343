//! What `anext(it, default)` answers: an awaitable that has the default as its value when the
//! iterator is exhausted.
//!
//! Invariant: StopAsyncIteration never leaves it.
//! Next file to read: `functions/iteration.rs`.

use super::coroutine::awaitable_iterator;
use super::exceptions as exc;
use super::generator::COROUTINE;
use super::generator_methods::{is_iterable_coroutine, self_iter};
use crate::objects::args::method;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::payload;

/// See the top of the file.
#[repr(C)]
pub struct PyAnextAwaitable {
    pub(crate) header: Header,
    awaitable: Ref,
    default: Ref,
}

payload!(
    PyAnextAwaitable,
    ANEXT_AWAITABLE,
    |this, visit| {
        visit(&this.awaitable);
        visit(&this.default);
    },
    |_this, _sink| {}
);

static ANEXT_AWAITABLE_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(anext_next),
        await_: Some(self_iter),
        ..Slots::NONE
    },
    methods: &[
        method(
            "close",
            anext_close,
            "self, /",
            "close() -> raise GeneratorExit inside generator.",
        ),
        method(
            "send",
            anext_send,
            "self, arg, /",
            "send(arg) -> send 'arg' into the wrapped iterator,\nreturn next yielded value or raise StopIteration.",
        ),
        method(
            "throw",
            anext_throw,
            "self, *args",
            "throw(value)\nthrow(typ[,val[,tb]])\n\nraise exception in the wrapped iterator, return next yielded value\nor raise StopIteration.",
        ),
    ],
    ..TypeDef::of::<PyAnextAwaitable>("anext_awaitable")
};
/// The type of what `anext(it, default)` answers.
pub static ANEXT_AWAITABLE: Type = Type::builtin(&ANEXT_AWAITABLE_DEF);

/// An awaitable that awaits `awaitable`, with a default.
pub fn new_anext_awaitable(vm: &Vm, awaitable: Ref, default: Ref) -> Ref {
    vm.alloc(PyAnextAwaitable {
        header: Header::new(&ANEXT_AWAITABLE),
        awaitable,
        default,
    })
}

fn this(x: &Ref) -> &PyAnextAwaitable {
    match x.downcast::<PyAnextAwaitable>() {
        Some(a) => a,
        None => unreachable!("methods of anext_awaitable get one"),
    }
}

/// The iterator that drives the awaitable.
fn iterator(vm: &Vm, a: &PyAnextAwaitable) -> PyResult {
    let it = awaitable_iterator(vm, &a.awaitable)?;
    if !it.is_exactly(&COROUTINE) && !is_iterable_coroutine(&it) {
        return Ok(it);
    }
    match it.ty().slots().await_ {
        Some(f) => f(vm, &it),
        None => Ok(it),
    }
}

fn anext_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let a = this(x);
    let it = iterator(vm, a)?;
    match vm.next(&it) {
        Err(e) if e.matches(&exc::STOP_ASYNC_ITERATION) => {
            vm.set_stop_value(a.default.clone());
            Ok(None)
        }
        r => r,
    }
}

fn with_default(vm: &Vm, a: &PyAnextAwaitable, e: Exc) -> Exc {
    if e.matches(&exc::STOP_ASYNC_ITERATION) {
        vm.stop_iteration(Some(a.default.clone()))
    } else {
        e
    }
}

fn forward(vm: &Vm, x: &Ref, name: &str, args: &[Ref]) -> PyResult {
    let a = this(x);
    let it = iterator(vm, a)?;
    vm.call_method_str(&it, name, args)
        .map_err(|e| with_default(vm, a, e))
}

fn anext_send(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "send", &args[1..2])
}

fn anext_throw(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "throw", super::tuple::items(&args[1]))
}

fn anext_close(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "close", &[])
}
