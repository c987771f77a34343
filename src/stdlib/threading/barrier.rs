//! `Barrier` and `BrokenBarrierError`.
//!
//! Invariant: a thread that has arrived leaves again on every path.
//! Deliberately absent: the meeting itself (`../../runtime/sync/barrier.rs`).
//! Next file to read: `thread.rs`.

use super::lock::this;
use crate::builtins::exceptions::{PyException, RUNTIME_ERROR};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::runtime::sync::{Arrival, Barrier, BarrierError};
use crate::stdlib::time::seconds;
use crate::stdlib::{bind_init, qualified_type_name};
use std::sync::Arc;

static BROKEN_BARRIER_ERROR_DEF: TypeDef = TypeDef {
    module: "threading",
    base: Some(&RUNTIME_ERROR),
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("BrokenBarrierError")
};
/// `threading.BrokenBarrierError`.
pub static BROKEN_BARRIER_ERROR: Type = Type::builtin(&BROKEN_BARRIER_ERROR_DEF);

/// A `Barrier` object. The barrier is replaced by `__init__`, hence shared.
#[repr(C)]
pub struct PyBarrier {
    pub(crate) header: Header,
    dict: DictWord,
    state: Locked<BarrierState>,
}

struct BarrierState {
    barrier: Arc<Barrier>,
    action: Ref,
    timeout: Ref,
}

payload!(
    PyBarrier,
    BARRIER,
    |this, visit| {
        this.dict.visit(visit);
        this.state.with(|s| {
            visit(&s.action);
            visit(&s.timeout);
        });
    },
    |this, sink| {
        sink.push(this.dict.take());
        sink.push(
            this.state
                .with(|s| std::mem::replace(&mut s.action, Ref::none())),
        );
    }
);

static BARRIER_DEF: TypeDef = TypeDef {
    module: "threading",
    doc: "A meeting point for a fixed number of threads.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyBarrier, dict),
    slots: Slots {
        new: Some(barrier_new),
        init: Some(barrier_init),
        repr: Some(barrier_repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::of::<PyBarrier>("Barrier")
};
/// The type `threading.Barrier`.
pub static BARRIER: Type = Type::builtin(&BARRIER_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("abort", barrier_abort, "self", "Place the barrier into a 'broken' state."),
    method("reset", barrier_reset, "self", "Reset the barrier to the initial state."),
    method("wait", barrier_wait, "self, timeout=None", "Wait for the barrier."),
];

#[rustfmt::skip]
const GETSET: &[GetSetDef] = &[
    getter("broken", barrier_broken, "Return True if the barrier is in a broken state."),
    getter("n_waiting", barrier_n_waiting, "Return the number of threads currently waiting at the barrier."),
    getter("parties", barrier_parties, "Return the number of threads required to trip the barrier."),
];

fn barrier_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let state = BarrierState {
        barrier: Arc::new(Barrier::new(1)),
        action: Ref::none(),
        timeout: Ref::none(),
    };
    let barrier = PyBarrier {
        header: Header::new(ty),
        dict: DictWord::new(),
        state: Locked::new(state),
    };
    vm.alloc_instance(ty, barrier, 0)
        .ok_or_else(|| vm.memory_error())
}

fn barrier_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let [parties, action, timeout] =
        bind_init(vm, "Barrier", "parties, action=None, timeout=None", args)?;
    let parties = vm.index_i64(&parties)?;
    if parties < 1 {
        return Err(vm.value_error("parties must be >= 1"));
    }
    let or_none = |r: Ref| if r.is_null() { Ref::none() } else { r };
    this!(vm, [x], PyBarrier).state.set(BarrierState {
        barrier: Arc::new(Barrier::new(parties as usize)),
        action: or_none(action),
        timeout: or_none(timeout),
    });
    Ok(())
}

fn the_barrier(vm: &Vm, x: &Ref) -> PyResult<Arc<Barrier>> {
    Ok(this!(vm, [x], PyBarrier).state.with(|s| s.barrier.clone()))
}

fn barrier_repr(vm: &Vm, x: &Ref) -> PyResult {
    let barrier = the_barrier(vm, x)?;
    let (name, id) = (qualified_type_name(vm, x), x.id());
    Ok(vm.new_str(&if barrier.is_broken() {
        format!("<{name} at {id:#x}: broken>")
    } else {
        format!(
            "<{name} at {id:#x}: waiters={}/{}>",
            barrier.waiting(),
            barrier.parties()
        )
    }))
}

fn broken(vm: &Vm) -> Exc {
    vm.new_exception(&BROKEN_BARRIER_ERROR, vm.known().empty_tuple.clone())
}

fn barrier_wait(vm: &Vm, args: &[Ref]) -> PyResult {
    let (barrier, action, usual) = this!(vm, args, PyBarrier)
        .state
        .with(|s| (s.barrier.clone(), s.action.clone(), s.timeout.clone()));
    let timeout = args[1]
        .opt()
        .filter(|t| !t.is_none())
        .cloned()
        .unwrap_or(usual);
    let deadline = seconds::deadline(vm, Some(&timeout))?;
    let arrival = loop {
        match barrier.arrive(vm.door()) {
            Ok(arrival) => break arrival,
            Err(BarrierError::Broken) => return Err(broken(vm)),
            Err(BarrierError::Interrupted) => vm.check_signals()?,
        }
    };
    match arrival {
        Arrival::Act(index) => {
            let acted = if action.is_none() {
                Ok(Ref::none())
            } else {
                vm.call(&action, &[])
            };
            match acted {
                Ok(_) => barrier.open(),
                Err(e) => {
                    barrier.abort();
                    barrier.leave();
                    return Err(e);
                }
            }
            barrier.leave();
            Ok(vm.int(index as i64))
        }
        Arrival::Wait(index) => {
            let waited = loop {
                match barrier.wait(vm.door(), deadline) {
                    Ok(()) => break Ok(vm.int(index as i64)),
                    Err(BarrierError::Broken) => break Err(broken(vm)),
                    Err(BarrierError::Interrupted) => {
                        if let Err(e) = vm.check_signals() {
                            break Err(e);
                        }
                    }
                }
            };
            barrier.leave();
            waited
        }
    }
}

fn barrier_abort(vm: &Vm, args: &[Ref]) -> PyResult {
    the_barrier(vm, &args[0])?.abort();
    Ok(Ref::none())
}

fn barrier_reset(vm: &Vm, args: &[Ref]) -> PyResult {
    the_barrier(vm, &args[0])?.reset();
    Ok(Ref::none())
}

fn barrier_broken(vm: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(the_barrier(vm, x)?.is_broken()))
}

fn barrier_n_waiting(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int(the_barrier(vm, x)?.waiting() as i64))
}

fn barrier_parties(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int(the_barrier(vm, x)?.parties() as i64))
}
