//! What generators and coroutines do when they are sent values and exceptions, closed and dropped.
//!
//! Invariant: while a generator hands an exception on to what it delegates to, its state is
//! `Running`, so that nothing can resume it from inside.
//! Deliberately absent: attributes (`generator_attributes.rs`), awaiting (`coroutine.rs`) and
//! asynchronous generators (`async_generator.rs`).
//! Next file to read: `generator_attributes.rs`.

use super::generator::{
    ASYNC_GENERATOR, COROUTINE, GENERATOR, GenState, PyGenerator, Step, as_generator,
};
use super::{coroutine, exceptions as exc};
use crate::bytecode::opcode::{byte::RESUME, resume};
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;

pub use super::async_generator::{
    ASYNC_GENERATOR_METHODS, ASYNC_GENERATOR_SLOTS, wrap_async_value,
};
pub use super::coroutine::{COROUTINE_SLOTS, awaitable_iterator, note_origin};
pub use super::generator_attributes::{ASYNC_GENERATOR_GETSET, COROUTINE_GETSET, GENERATOR_GETSET};

/// Slots of generators.
pub const GENERATOR_SLOTS: Slots = Slots {
    repr: Some(super::generator_attributes::generator_repr),
    iter: Some(self_iter),
    next: Some(generator_next),
    del: Some(generator_finalize),
    ..Slots::NONE
};

const THROW_SIGNATURE: &str = "self, type, value=None, traceback=None, /";
const THROW_DOC: &str = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.";

/// Methods of generators.
pub const GENERATOR_METHODS: &[MethodDef] = &[
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
        "close",
        generator_close,
        "self, /",
        "close() -> raise GeneratorExit inside generator.",
    ),
    method(
        "send",
        generator_send,
        "self, arg, /",
        "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
    ),
    method("throw", generator_throw, THROW_SIGNATURE, THROW_DOC),
];

/// Methods of coroutines.
pub const COROUTINE_METHODS: &[MethodDef] = &[
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
        "close",
        generator_close,
        "self, /",
        "close() -> raise GeneratorExit inside coroutine.",
    ),
    method(
        "send",
        generator_send,
        "self, arg, /",
        "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.",
    ),
    method("throw", generator_throw, THROW_SIGNATURE, THROW_DOC),
];

/// `iter(x)` of an iterator.
pub(super) fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

/// `cls[item]`.
pub(super) fn class_getitem(vm: &Vm, args: &[Ref]) -> PyResult {
    super::generic_alias::class_getitem_method(vm, args)
}

/// The payload behind any of the three kinds.
pub(super) fn this(x: &Ref) -> &PyGenerator {
    match as_generator(x) {
        Some(g) => g,
        None => unreachable!("methods of generators get generators"),
    }
}

/// How messages call it.
fn kind(x: &Ref) -> &'static str {
    if x.is_exactly(&COROUTINE) {
        "coroutine"
    } else if x.is_exactly(&ASYNC_GENERATOR) {
        "async generator"
    } else {
        "generator"
    }
}

#[cold]
fn already_executing(vm: &Vm, x: &Ref) -> Exc {
    vm.value_error(format!("{} already executing", kind(x)))
}

/// Resumes with a value. A finished generator returns `None` at once.
pub fn send_value(vm: &Vm, x: &Ref, g: &PyGenerator, value: Ref) -> PyResult<Step> {
    match g.state.get() {
        GenState::Created if !value.is_none() => Err(vm.type_error(format!(
            "can't send non-None value to a just-started {}",
            kind(x)
        ))),
        GenState::Running => Err(already_executing(vm, x)),
        GenState::Finished if x.is_exactly(&COROUTINE) => {
            Err(vm.runtime_error("cannot reuse already awaited coroutine"))
        }
        GenState::Finished => Ok(Step::Return(Ref::none())),
        _ => g.resume(vm, Ok(value)),
    }
}

/// Raises an exception where the generator stands. `closing` is for `close()`, which a finished
/// coroutine allows.
fn raise_inside(vm: &Vm, x: &Ref, g: &PyGenerator, e: Exc, closing: bool) -> PyResult<Step> {
    match g.state.get() {
        GenState::Running => Err(already_executing(vm, x)),
        GenState::Finished if x.is_exactly(&COROUTINE) && !closing => {
            Err(vm.runtime_error("cannot reuse already awaited coroutine"))
        }
        GenState::Finished => Err(e),
        _ => g.resume(vm, Err(e)),
    }
}

/// Runs `f` with the generator marked as running.
fn while_running<R>(g: &PyGenerator, f: impl FnOnce() -> R) -> R {
    g.state.set(GenState::Running);
    let r = f();
    g.state.set(GenState::Suspended);
    r
}

/// The arguments of `throw`; NULL where not given.
pub(super) struct Thrown {
    pub kind: Ref,
    pub value: Ref,
    pub traceback: Ref,
}

impl Thrown {
    /// From the bound arguments of a `throw` method, whose old signature is deprecated.
    pub fn from_args(vm: &Vm, args: &[Ref], method: &str) -> PyResult<Thrown> {
        if args[2].opt().is_some() {
            let text = format!(
                "the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
            );
            vm.warn(&exc::DEPRECATION_WARNING, &text, 1)?;
        }
        Ok(Thrown {
            kind: args[1].clone(),
            value: args[2].clone(),
            traceback: args[3].clone(),
        })
    }

    /// GeneratorExit.
    pub fn generator_exit() -> Thrown {
        Thrown {
            kind: exc::GENERATOR_EXIT.to_ref(),
            value: Ref::NULL,
            traceback: Ref::NULL,
        }
    }

    /// The arguments as a call passes them on.
    pub fn arguments(&self) -> Vec<Ref> {
        [&self.kind, &self.value, &self.traceback]
            .into_iter()
            .filter_map(|r| r.opt().cloned())
            .collect()
    }

    fn is_generator_exit(&self) -> bool {
        match self.kind.as_type() {
            Some(t) => t.is_subtype(&exc::GENERATOR_EXIT),
            None => self.kind.is_instance(&exc::GENERATOR_EXIT),
        }
    }

    /// The exception they mean.
    pub fn exception(&self, vm: &Vm) -> PyResult<Exc> {
        let traceback = self.traceback.opt().filter(|t| !t.is_none());
        if let Some(t) = traceback
            && !t.is_exactly(&super::traceback::TRACEBACK)
        {
            return Err(vm.type_error("throw() third argument must be a traceback object"));
        }
        let e = crate::vm::exceptions::normalize(vm, &self.kind, self.value.opt())?;
        if let Some(t) = traceback {
            e.payload().set_traceback(t.clone());
        }
        Ok(e)
    }
}

/// `throw`: what the generator delegates to gets the exception first. `close_delegate` says that a
/// GeneratorExit closes it instead.
pub(super) fn throw(
    vm: &Vm,
    x: &Ref,
    g: &PyGenerator,
    thrown: &Thrown,
    close_delegate: bool,
) -> PyResult<Step> {
    vm.check_native_stack()?;
    if let Some(inner) = g.delegate() {
        if close_delegate && thrown.is_generator_exit() {
            if let Err(e) = while_running(g, || close_any(vm, &inner)) {
                return g.resume(vm, Err(e));
            }
        } else if let Some(outcome) =
            while_running(g, || throw_into(vm, &inner, thrown, close_delegate))
        {
            return match outcome {
                Ok(v) => Ok(Step::Yield(v)),
                Err(e) => g.resume(vm, Err(e)),
            };
        }
    }
    let e = thrown.exception(vm)?;
    raise_inside(vm, x, g, e, false)
}

/// Throws into what a generator delegates to; `None` if that has no `throw`.
fn throw_into(vm: &Vm, inner: &Ref, thrown: &Thrown, close_delegate: bool) -> Option<PyResult> {
    if let Some(g) = as_generator(inner).filter(|_| !inner.is_exactly(&ASYNC_GENERATOR)) {
        return Some(match throw(vm, inner, g, thrown, close_delegate) {
            Ok(Step::Yield(v)) => Ok(v),
            Ok(Step::Return(v)) => Err(vm.stop_iteration(Some(v).filter(|v| !v.is_none()))),
            Err(e) => Err(e),
        });
    }
    match vm.get_attr_opt(inner, &vm.names().throw) {
        Ok(Some(f)) => Some(vm.call(&f, &thrown.arguments())),
        Ok(None) => None,
        Err(e) => Some(Err(e)),
    }
}

/// Closes what a generator delegates to, if it can be closed.
fn close_any(vm: &Vm, inner: &Ref) -> PyResult<()> {
    if let Some(g) = as_generator(inner).filter(|_| !inner.is_exactly(&ASYNC_GENERATOR)) {
        return close(vm, inner, g).map(drop);
    }
    match vm.get_attr_opt(inner, &vm.names().close) {
        Ok(Some(f)) => vm.call(&f, &[]).map(drop),
        Ok(None) => Ok(()),
        Err(e) => {
            vm.unraisable(e, "Exception ignored while closing generator", Some(inner));
            Ok(())
        }
    }
}

/// Whether nothing but the generator's own outermost handler would see an exception.
fn handles_nothing(g: &PyGenerator) -> bool {
    let word = g.next_word();
    g.state.get() == GenState::Suspended
        && word as u8 == RESUME
        && (word >> 16) & resume::DEPTH1_FLAG != 0
}

/// `close()`; answers what the generator returns.
pub(super) fn close(vm: &Vm, x: &Ref, g: &PyGenerator) -> PyResult {
    vm.check_native_stack()?;
    match g.state.get() {
        GenState::Created => {
            g.finish(vm);
            return Ok(Ref::none());
        }
        GenState::Finished => return Ok(Ref::none()),
        _ => {}
    }
    let failed = match g.delegate() {
        Some(inner) => while_running(g, || close_any(vm, &inner)).err(),
        None => None,
    };
    if failed.is_none() && handles_nothing(g) {
        g.finish(vm);
        return Ok(Ref::none());
    }
    let e = failed.unwrap_or_else(|| {
        let e = vm.new_exception(&exc::GENERATOR_EXIT, vm.known().empty_tuple.clone());
        vm.set_context(&e);
        e
    });
    match raise_inside(vm, x, g, e, true) {
        Ok(Step::Yield(_)) => Err(vm.runtime_error(format!("{} ignored GeneratorExit", kind(x)))),
        Ok(Step::Return(v)) => Ok(v),
        Err(e) if e.matches(&exc::STOP_ITERATION) => Ok(exc::stop_iteration_value(&e.0)),
        Err(e) if e.matches(&exc::GENERATOR_EXIT) => Ok(Ref::none()),
        Err(e) => Err(e),
    }
}

/// The value of a step, or the StopIteration it means.
pub(super) fn yielded(vm: &Vm, step: Step) -> PyResult {
    match step {
        Step::Yield(v) => Ok(v),
        Step::Return(v) => Err(vm.stop_iteration(Some(v).filter(|v| !v.is_none()))),
    }
}

/// `next`: the value of a return is left for who wants it.
pub(super) fn next_of(vm: &Vm, step: Step) -> Option<Ref> {
    match step {
        Step::Yield(v) => Some(v),
        Step::Return(v) => {
            if !v.is_none() {
                vm.set_stop_value(v);
            }
            None
        }
    }
}

fn generator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let step = send_value(vm, x, this(x), Ref::none())?;
    Ok(next_of(vm, step))
}

fn generator_send(vm: &Vm, args: &[Ref]) -> PyResult {
    let step = send_value(vm, &args[0], this(&args[0]), args[1].clone())?;
    yielded(vm, step)
}

fn generator_throw(vm: &Vm, args: &[Ref]) -> PyResult {
    let thrown = Thrown::from_args(vm, args, "throw")?;
    let step = throw(vm, &args[0], this(&args[0]), &thrown, true)?;
    yielded(vm, step)
}

fn generator_close(vm: &Vm, args: &[Ref]) -> PyResult {
    close(vm, &args[0], this(&args[0]))
}

/// `__sizeof__`
pub(super) fn generator_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let code = this(&args[0]).code_object.downcast::<super::code::PyCode>();
    let words = code.map_or(0, |c| 1 + c.local_count as usize + c.stack_size as usize);
    Ok(vm.uint((size_of::<PyGenerator>() + 8 * words) as u64))
}

/// `__del__`: what is suspended is closed, so that its `finally` blocks run; a coroutine that was
/// never awaited is warned about.
pub(crate) fn generator_finalize(vm: &Vm, x: &Ref) {
    let g = this(x);
    if g.state.get() == GenState::Finished {
        return;
    }
    // Whoever dropped the generator may have a result or an exception in flight.
    vm.set_aside(|| {
        if x.is_exactly(&ASYNC_GENERATOR) && super::async_generator::run_finalizer_hook(vm, x, g) {
            return;
        }
        if g.state.get() == GenState::Created && x.is_exactly(&COROUTINE) {
            coroutine::warn_unawaited(vm, x, g);
        } else if let Err(e) = close(vm, x, g) {
            vm.unraisable(e, "Exception ignored while closing generator", Some(x));
        }
    });
}

/// Whether `x` is a generator that `types.coroutine` marked.
pub(super) fn is_iterable_coroutine(x: &Ref) -> bool {
    x.is_exactly(&GENERATOR)
        && this(x)
            .code_object
            .downcast::<super::code::PyCode>()
            .is_some_and(|c| c.flags & crate::bytecode::code::flags::ITERABLE_COROUTINE != 0)
}
