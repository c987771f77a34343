//! The awaitable of `athrow()` and `aclose()`.
//!
//! Invariant: `aclose()` ends with StopIteration whenever the generator ended, however it did.
//! Next file to read: `anext_awaitable.rs`.

use super::async_generator::{
    Outcome, Progress, bits, clear_bits, closed, is_running, next_outcome, outcome, sent_outcome,
    set_bits, stop_async_iteration, unwrapped, warn_unawaited_method,
};
use super::exceptions as exc;
use super::generator::{GenState, PyGenerator, Step};
use super::generator_methods::{Thrown, self_iter, send_value, this, throw};
use crate::objects::args::method;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// See the top of the file.
#[repr(C)]
pub struct PyAthrow {
    pub(crate) header: Header,
    generator: Ref,
    /// Type, value and traceback as given to `athrow`; a NULL type means `aclose`.
    thrown: [Ref; 3],
    progress: Word<Progress>,
}

payload!(
    PyAthrow,
    ATHROW,
    |this, visit| {
        visit(&this.generator);
        this.thrown.iter().for_each(|r| visit(r));
    },
    |_this, _sink| {}
);

static ATHROW_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(athrow_next),
        await_: Some(self_iter),
        del: Some(athrow_finalize),
        ..Slots::NONE
    },
    methods: &[
        method(
            "close",
            athrow_close,
            "self, /",
            "close() -> raise GeneratorExit inside coroutine.",
        ),
        method(
            "send",
            athrow_send,
            "self, arg, /",
            "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
        ),
        method(
            "throw",
            athrow_throw,
            "self, type, value=None, traceback=None, /",
            "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.",
        ),
    ],
    ..TypeDef::of::<PyAthrow>("async_generator_athrow")
};
/// The type of what `athrow()` and `aclose()` answer.
pub static ATHROW: Type = Type::builtin(&ATHROW_DEF);

/// The awaitable of `athrow` with these arguments, or of `aclose`.
pub(super) fn new_athrow(vm: &Vm, generator: &Ref, thrown: Option<Thrown>) -> Ref {
    let thrown = match thrown {
        Some(t) => [t.kind, t.value, t.traceback],
        None => [const { Ref::NULL }; 3],
    };
    let progress = Word::new(Progress::New);
    vm.alloc(PyAthrow {
        header: Header::new(&ATHROW),
        generator: generator.clone(),
        thrown,
        progress,
    })
}

fn athrow(x: &Ref) -> &PyAthrow {
    match x.downcast::<PyAthrow>() {
        Some(a) => a,
        None => unreachable!("methods of athrow objects get them"),
    }
}

impl PyAthrow {
    fn is_aclose(&self) -> bool {
        self.thrown[0].is_null()
    }

    fn name(&self) -> &'static str {
        if self.is_aclose() { "aclose" } else { "athrow" }
    }

    fn already_running(&self, vm: &Vm) -> PyResult<()> {
        self.progress.set(Progress::Done);
        Err(vm.runtime_error(format!(
            "{}(): asynchronous generator is already running",
            self.name()
        )))
    }
}

fn reused(vm: &Vm) -> crate::objects::refcount::Exc {
    vm.runtime_error("cannot reuse already awaited aclose()/athrow()")
}

fn athrow_step(vm: &Vm, a: &PyAthrow, value: Ref) -> PyResult<Outcome> {
    let g = this(&a.generator);
    if a.progress.get() == Progress::Done {
        return Err(reused(vm));
    }
    if g.state.get() == GenState::Finished {
        a.progress.set(Progress::Done);
        return Ok(Outcome::Done(Ref::none()));
    }
    let step = if a.progress.get() == Progress::New {
        if is_running(g) {
            a.already_running(vm)?;
        }
        if g.bits.get() & bits::CLOSED != 0 {
            a.progress.set(Progress::Done);
            return Err(stop_async_iteration(vm));
        }
        if !value.is_none() {
            return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
        }
        a.progress.set(Progress::Started);
        set_bits(g, bits::RUNNING);
        if a.is_aclose() {
            set_bits(g, bits::CLOSED);
            throw(vm, &a.generator, g, &Thrown::generator_exit(), false)
        } else {
            let [kind, value, traceback] = a.thrown.clone();
            throw(
                vm,
                &a.generator,
                g,
                &Thrown {
                    kind,
                    value,
                    traceback,
                },
                false,
            )
        }
    } else {
        send_value(vm, &a.generator, g, value)
    };
    finish_step(vm, a, g, step)
}

/// What a step of the generator means to the awaitable.
fn finish_step(vm: &Vm, a: &PyAthrow, g: &PyGenerator, step: PyResult<Step>) -> PyResult<Outcome> {
    if a.is_aclose()
        && let Ok(Step::Yield(v)) = &step
    {
        if unwrapped(v).is_none() {
            return Ok(Outcome::Pending(v.clone()));
        }
        clear_bits(g, bits::RUNNING);
        a.progress.set(Progress::Done);
        return Err(vm.runtime_error("async generator ignored GeneratorExit"));
    }
    let r = outcome(vm, g, step);
    if !matches!(r, Ok(Outcome::Pending(_))) {
        a.progress.set(Progress::Done);
    }
    match r {
        Err(e)
            if a.is_aclose()
                && (e.matches(&exc::STOP_ASYNC_ITERATION) || e.matches(&exc::GENERATOR_EXIT)) =>
        {
            Ok(Outcome::Done(Ref::none()))
        }
        r => r,
    }
}

fn athrow_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let r = athrow_step(vm, athrow(x), Ref::none())?;
    Ok(next_outcome(vm, r))
}

fn athrow_send(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = athrow_step(vm, athrow(&args[0]), args[1].clone())?;
    sent_outcome(vm, r)
}

fn athrow_throw_step(vm: &Vm, a: &PyAthrow, thrown: &Thrown) -> PyResult<Outcome> {
    let g = this(&a.generator);
    match a.progress.get() {
        Progress::Done => return Err(reused(vm)),
        Progress::New => {
            if is_running(g) {
                a.already_running(vm)?;
            }
            a.progress.set(Progress::Started);
            set_bits(g, bits::RUNNING);
        }
        Progress::Started => {}
    }
    let step = throw(vm, &a.generator, g, thrown, true);
    finish_step(vm, a, g, step)
}

fn athrow_throw(vm: &Vm, args: &[Ref]) -> PyResult {
    let thrown = Thrown::from_args(vm, args, "throw")?;
    let r = athrow_throw_step(vm, athrow(&args[0]), &thrown)?;
    sent_outcome(vm, r)
}

fn athrow_close(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = athrow(&args[0]);
    if a.progress.get() == Progress::Done {
        return Ok(Ref::none());
    }
    closed(vm, athrow_throw_step(vm, a, &Thrown::generator_exit()))
}

fn athrow_finalize(vm: &Vm, x: &Ref) {
    let a = athrow(x);
    if a.progress.get() == Progress::New {
        warn_unawaited_method(vm, x, &a.generator, a.name());
    }
}
