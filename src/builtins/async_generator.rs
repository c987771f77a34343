//! Asynchronous generators: `__anext__`, `asend`, `athrow`, `aclose`, and the awaitables they
//! answer.
//!
//! A `yield` inside wraps its value, so that it can be told from what an `await` inside hands up to
//! the event loop. Driving an awaitable resumes the generator until such a wrapped value comes,
//! which then is the value of the awaitable's StopIteration.
//!
//! Invariant: the RUNNING bit is set from the first step of an awaitable until it is done, also
//! while the generator is suspended in an `await`; no other awaitable may start then.
//! Next file to read: `async_throw.rs`.

use super::async_throw;
use super::exceptions as exc;
use super::generator::{GenState, PyGenerator, Step};
use super::generator_attributes::generator_repr;
use super::generator_methods::{
    self as methods, Thrown, class_getitem, generator_sizeof, self_iter, send_value, this, throw,
};
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;
use crate::stdlib::sys::hooks::AsyncgenHooks;

/// Bits of `PyGenerator::bits` of asynchronous generators.
pub(super) mod bits {
    /// The hooks of `sys.set_asyncgen_hooks` have been looked at.
    pub const HOOKED: u32 = 1;
    /// It has ended or been closed.
    pub const CLOSED: u32 = 2;
    /// An awaitable of its is under way.
    pub const RUNNING: u32 = 4;
}

/// Where in `PyGenerator::extra` the finalizer hook stands.
const FINALIZER: usize = 0;

/// Slots of asynchronous generators.
pub const ASYNC_GENERATOR_SLOTS: Slots = Slots {
    repr: Some(generator_repr),
    aiter: Some(self_iter),
    anext: Some(async_generator_anext),
    del: Some(methods::generator_finalize),
    ..Slots::NONE
};

/// Methods of asynchronous generators.
pub const ASYNC_GENERATOR_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        class_getitem,
        "cls, item, /",
        "See PEP 585",
    ),
    method(
        "__sizeof__",
        generator_sizeof,
        "self, /",
        "gen.__sizeof__() -> size of gen in memory, in bytes",
    ),
    method(
        "aclose",
        async_generator_aclose,
        "self, /",
        "aclose() -> raise GeneratorExit inside generator.",
    ),
    method(
        "asend",
        async_generator_asend,
        "self, value, /",
        "asend(v) -> send 'v' in generator.",
    ),
    method(
        "athrow",
        async_generator_athrow,
        "self, type, value=None, traceback=None, /",
        "athrow(value)\nathrow(type[,value[,tb]])\n\nraise exception in generator.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.",
    ),
];

/// Whether an awaitable of the generator is under way.
pub(super) fn is_running(g: &PyGenerator) -> bool {
    g.bits.get() & bits::RUNNING != 0
}

pub(super) fn set_bits(g: &PyGenerator, bits: u32) {
    g.bits.set(g.bits.get() | bits);
}

pub(super) fn clear_bits(g: &PyGenerator, bits: u32) {
    g.bits.set(g.bits.get() & !bits);
}

/// What `yield` in an asynchronous generator hands to its driver.
#[repr(C)]
pub struct PyWrappedValue {
    pub(crate) header: Header,
    value: Ref,
}

payload!(
    PyWrappedValue,
    WRAPPED_VALUE,
    |this, visit| visit(&this.value),
    |_this, _sink| {}
);

static WRAPPED_VALUE_DEF: TypeDef = TypeDef {
    flags: 0,
    ..TypeDef::of::<PyWrappedValue>("async_generator_wrapped_value")
};
/// The type of wrapped values; scripts never see one.
pub static WRAPPED_VALUE: Type = Type::builtin(&WRAPPED_VALUE_DEF);

/// Wraps a value an asynchronous generator yields.
pub fn wrap_async_value(vm: &Vm, value: Ref) -> Ref {
    vm.alloc(PyWrappedValue {
        header: Header::new(&WRAPPED_VALUE),
        value,
    })
}

/// What a wrapped value holds.
pub(super) fn unwrapped(x: &Ref) -> Option<Ref> {
    x.downcast_exact::<PyWrappedValue>()
        .map(|w| w.value.clone())
}

/// How far an awaitable has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nothing has been sent yet.
    New,
    /// It has been resumed at least once.
    Started,
    /// It is done.
    Done,
}

crate::word_enum!(Progress: New, Started, Done);

/// Looks at the hooks once, before the first awaitable is made.
pub(super) fn init_hooks(vm: &Vm, x: &Ref, g: &PyGenerator) -> PyResult<()> {
    if g.bits.get() & bits::HOOKED != 0 {
        return Ok(());
    }
    set_bits(g, bits::HOOKED);
    let (first, last) =
        vm.with_local::<AsyncgenHooks, _>(|h| (h.firstiter.clone(), h.finalizer.clone()));
    if let Some(f) = last {
        drop(g.extra.with(|e| std::mem::replace(&mut e[FINALIZER], f)));
    }
    match first {
        Some(f) => vm.call_one(&f, x).map(drop),
        None => Ok(()),
    }
}

/// Hands a dying generator that is not done to the finalizer hook; false if there is none.
pub(super) fn run_finalizer_hook(vm: &Vm, x: &Ref, g: &PyGenerator) -> bool {
    let hook = g.extra.with(|e| e[FINALIZER].clone());
    let Some(hook) = hook.opt().filter(|_| g.bits.get() & bits::CLOSED == 0) else {
        return false;
    };
    if let Err(e) = vm.call_one(hook, x) {
        vm.unraisable(e, "Exception ignored while finalizing generator", Some(x));
    }
    true
}

fn async_generator_anext(vm: &Vm, x: &Ref) -> PyResult {
    init_hooks(vm, x, this(x))?;
    Ok(new_asend(vm, x, Ref::none()))
}

fn async_generator_asend(vm: &Vm, args: &[Ref]) -> PyResult {
    init_hooks(vm, &args[0], this(&args[0]))?;
    Ok(new_asend(vm, &args[0], args[1].clone()))
}

fn async_generator_aclose(vm: &Vm, args: &[Ref]) -> PyResult {
    init_hooks(vm, &args[0], this(&args[0]))?;
    Ok(async_throw::new_athrow(vm, &args[0], None))
}

fn async_generator_athrow(vm: &Vm, args: &[Ref]) -> PyResult {
    let thrown = Thrown::from_args(vm, args, "athrow")?;
    init_hooks(vm, &args[0], this(&args[0]))?;
    Ok(async_throw::new_athrow(vm, &args[0], Some(thrown)))
}

/// The outcome of one step of an awaitable: a value for the event loop, or the end.
pub(super) enum Outcome {
    /// Handed up to the event loop.
    Pending(Ref),
    /// The awaitable is done with this value.
    Done(Ref),
}

/// What a step of the generator means to the awaitable that drives it. A return is
/// StopAsyncIteration.
pub(super) fn outcome(vm: &Vm, g: &PyGenerator, step: PyResult<Step>) -> PyResult<Outcome> {
    let failed = match step {
        Ok(Step::Yield(v)) => {
            return Ok(match unwrapped(&v) {
                Some(value) => {
                    clear_bits(g, bits::RUNNING);
                    Outcome::Done(value)
                }
                None => Outcome::Pending(v),
            });
        }
        Ok(Step::Return(_)) => stop_async_iteration(vm),
        Err(e) => e,
    };
    if failed.matches(&exc::STOP_ASYNC_ITERATION) || failed.matches(&exc::GENERATOR_EXIT) {
        set_bits(g, bits::CLOSED);
    }
    clear_bits(g, bits::RUNNING);
    Err(failed)
}

/// `StopAsyncIteration()`
pub(super) fn stop_async_iteration(vm: &Vm) -> crate::objects::refcount::Exc {
    vm.new_exception(&exc::STOP_ASYNC_ITERATION, vm.known().empty_tuple.clone())
}

/// The awaitable of `__anext__()` and `asend()`.
#[repr(C)]
pub struct PyAsend {
    pub(crate) header: Header,
    generator: Ref,
    sent: Ref,
    progress: Word<Progress>,
}

payload!(
    PyAsend,
    ASEND,
    |this, visit| {
        visit(&this.generator);
        visit(&this.sent);
    },
    |_this, _sink| {}
);

static ASEND_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(asend_next),
        await_: Some(self_iter),
        del: Some(asend_finalize),
        ..Slots::NONE
    },
    methods: &[
        method(
            "close",
            asend_close,
            "self, /",
            "close() -> raise GeneratorExit inside coroutine.",
        ),
        method(
            "send",
            asend_send,
            "self, arg, /",
            "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
        ),
        method(
            "throw",
            asend_throw,
            "self, type, value=None, traceback=None, /",
            "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.",
        ),
    ],
    ..TypeDef::of::<PyAsend>("async_generator_asend")
};
/// The type of what `asend()` answers.
pub static ASEND: Type = Type::builtin(&ASEND_DEF);

fn new_asend(vm: &Vm, generator: &Ref, sent: Ref) -> Ref {
    let progress = Word::new(Progress::New);
    vm.alloc(PyAsend {
        header: Header::new(&ASEND),
        generator: generator.clone(),
        sent,
        progress,
    })
}

fn asend(x: &Ref) -> &PyAsend {
    match x.downcast::<PyAsend>() {
        Some(a) => a,
        None => unreachable!("methods of asend objects get them"),
    }
}

/// Makes the awaitable the one that drives its generator; an error if another does.
fn asend_start(vm: &Vm, a: &PyAsend, g: &PyGenerator) -> PyResult<()> {
    match a.progress.get() {
        Progress::Done => Err(vm.runtime_error("cannot reuse already awaited __anext__()/asend()")),
        Progress::New if is_running(g) => {
            a.progress.set(Progress::Done);
            Err(vm.runtime_error("anext(): asynchronous generator is already running"))
        }
        _ => {
            a.progress.set(Progress::Started);
            set_bits(g, bits::RUNNING);
            Ok(())
        }
    }
}

fn asend_step(vm: &Vm, a: &PyAsend, value: Ref) -> PyResult<Outcome> {
    let g = this(&a.generator);
    let value = if a.progress.get() == Progress::New && value.is_none() {
        a.sent.clone()
    } else {
        value
    };
    asend_start(vm, a, g)?;
    let step = send_value(vm, &a.generator, g, value);
    let r = outcome(vm, g, step);
    if !matches!(r, Ok(Outcome::Pending(_))) {
        a.progress.set(Progress::Done);
    }
    r
}

fn asend_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let r = asend_step(vm, asend(x), Ref::none())?;
    Ok(next_outcome(vm, r))
}

/// What a `next` slot answers for an outcome.
pub(super) fn next_outcome(vm: &Vm, outcome: Outcome) -> Option<Ref> {
    match outcome {
        Outcome::Pending(v) => Some(v),
        Outcome::Done(v) => {
            vm.set_stop_value(v);
            None
        }
    }
}

/// What `send` and `throw` answer for an outcome.
pub(super) fn sent_outcome(vm: &Vm, outcome: Outcome) -> PyResult {
    match outcome {
        Outcome::Pending(v) => Ok(v),
        Outcome::Done(v) => Err(vm.stop_iteration(Some(v).filter(|v| !v.is_none()))),
    }
}

fn asend_send(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = asend_step(vm, asend(&args[0]), args[1].clone())?;
    sent_outcome(vm, r)
}

fn asend_throw_step(vm: &Vm, a: &PyAsend, thrown: &Thrown) -> PyResult<Outcome> {
    let g = this(&a.generator);
    asend_start(vm, a, g)?;
    let step = throw(vm, &a.generator, g, thrown, true);
    let r = outcome(vm, g, step);
    if !matches!(r, Ok(Outcome::Pending(_))) {
        a.progress.set(Progress::Done);
    }
    r
}

fn asend_throw(vm: &Vm, args: &[Ref]) -> PyResult {
    let thrown = Thrown::from_args(vm, args, "throw")?;
    let r = asend_throw_step(vm, asend(&args[0]), &thrown)?;
    sent_outcome(vm, r)
}

fn asend_close(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = asend(&args[0]);
    if a.progress.get() == Progress::Done {
        return Ok(Ref::none());
    }
    closed(vm, asend_throw_step(vm, a, &Thrown::generator_exit()))
}

/// What `close` of an awaitable answers when GeneratorExit had this outcome.
pub(super) fn closed(vm: &Vm, r: PyResult<Outcome>) -> PyResult {
    let ends = [
        &exc::STOP_ITERATION,
        &exc::STOP_ASYNC_ITERATION,
        &exc::GENERATOR_EXIT,
    ];
    match r {
        Ok(Outcome::Done(_)) => Ok(Ref::none()),
        Ok(Outcome::Pending(_)) => Err(vm.runtime_error("coroutine ignored GeneratorExit")),
        Err(e) if ends.iter().any(|ty| e.matches(ty)) => Ok(Ref::none()),
        Err(e) => Err(e),
    }
}

fn asend_finalize(vm: &Vm, x: &Ref) {
    let a = asend(x);
    if a.progress.get() == Progress::New {
        warn_unawaited_method(vm, x, &a.generator, "asend");
    }
}

/// The warning about an awaitable that dies without ever having run.
pub(super) fn warn_unawaited_method(vm: &Vm, x: &Ref, generator: &Ref, method: &str) {
    let g = this(generator);
    if g.state.get() == GenState::Running {
        return;
    }
    let qualname = g.qualname.with(|q| q.clone());
    let text = format!(
        "coroutine method '{method}' of '{}' was never awaited",
        vm.str_lossy(&qualname)
    );
    vm.set_aside(|| {
        if let Err(e) = vm.warn(&exc::RUNTIME_WARNING, &text, 1) {
            vm.unraisable(
                e,
                "Exception ignored while finalizing async generator",
                Some(x),
            );
        }
    });
}
