//! `Event`, `Semaphore` and `BoundedSemaphore`.
//!
//! Invariant: an object is ready for use once it exists: a subclass that forgets to call
//! `__init__` gets an unset event or a semaphore of one unit.
//! Deliberately absent: the primitives (`../../runtime/sync/`).
//! Next file to read: `barrier.rs`.

use super::lock::this;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::runtime::blocking::{Deadline, Wake};
use crate::runtime::sync::{Event, Semaphore};
use crate::stdlib::time::seconds;
use crate::stdlib::{bind_init, qualified_type_name};
use std::sync::Arc;

/// An `Event` object.
#[repr(C)]
pub struct PyEvent {
    pub(crate) header: Header,
    dict: DictWord,
    /// The event.
    pub event: Event,
}

payload!(
    PyEvent,
    EVENT,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.take())
);

static EVENT_DEF: TypeDef = TypeDef {
    module: "threading",
    doc: "A flag that threads can wait for.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyEvent, dict),
    slots: Slots {
        new: Some(event_new),
        init: Some(event_init),
        repr: Some(event_repr),
        ..Slots::NONE
    },
    methods: EVENT_METHODS,
    ..TypeDef::of::<PyEvent>("Event")
};
/// The type `threading.Event`.
pub static EVENT: Type = Type::builtin(&EVENT_DEF);

#[rustfmt::skip]
const EVENT_METHODS: &[MethodDef] = &[
    method("_at_fork_reinit", event_reinit, "self", "For use in a child process."),
    method("clear", event_clear, "self", "Reset the internal flag to false."),
    method("isSet", event_is_set, "self", "Deprecated name of is_set()."),
    method("is_set", event_is_set, "self", "Return true if and only if the internal flag is true."),
    method("set", event_set, "self", "Set the internal flag to true, waking all waiting threads."),
    method("wait", event_wait, "self, timeout=None", "Block until the internal flag is true."),
];

fn event_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let event = PyEvent {
        header: Header::new(ty),
        dict: DictWord::new(),
        event: Event::new(),
    };
    vm.alloc_instance(ty, event, 0)
        .ok_or_else(|| vm.memory_error())
}

fn event_init(vm: &Vm, _x: &Ref, args: Args) -> PyResult<()> {
    bind_init::<0>(vm, "Event", "", args).map(|_| ())
}

fn event_repr(vm: &Vm, x: &Ref) -> PyResult {
    let state = if this!(vm, [x], PyEvent).event.is_set() {
        "set"
    } else {
        "unset"
    };
    Ok(vm.new_str(&format!(
        "<{} at {:#x}: {state}>",
        qualified_type_name(vm, x),
        x.id()
    )))
}

fn event_is_set(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(this!(vm, args, PyEvent).event.is_set()))
}

fn event_set(vm: &Vm, args: &[Ref]) -> PyResult {
    this!(vm, args, PyEvent).event.set();
    Ok(Ref::none())
}

fn event_clear(vm: &Vm, args: &[Ref]) -> PyResult {
    this!(vm, args, PyEvent).event.clear();
    Ok(Ref::none())
}

fn event_reinit(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn event_wait(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyEvent);
    if this.event.is_set() {
        return Ok(Ref::bool(true));
    }
    let deadline = seconds::deadline(vm, args[1].opt())?;
    wait(vm, &this.event, deadline).map(Ref::bool)
}

/// Waits for an event, serving signals meanwhile; false when the deadline passed first.
pub fn wait(vm: &Vm, event: &Event, deadline: Deadline) -> PyResult<bool> {
    loop {
        match event.wait(vm.door(), deadline) {
            Ok(set) => return Ok(set),
            Err(_) => vm.check_signals()?,
        }
    }
}

/// A `Semaphore` object. What it counts is replaced by `__init__`, hence shared.
#[repr(C)]
pub struct PySemaphore {
    pub(crate) header: Header,
    dict: DictWord,
    state: Locked<(Arc<Semaphore>, u64)>,
}

payload!(
    PySemaphore,
    SEMAPHORE,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.take())
);

static SEMAPHORE_DEF: TypeDef = TypeDef {
    module: "threading",
    doc: "A number of units that threads acquire and release.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PySemaphore, dict),
    slots: Slots {
        new: Some(semaphore_new),
        init: Some(semaphore_init),
        repr: Some(semaphore_repr),
        ..Slots::NONE
    },
    methods: SEMAPHORE_METHODS,
    getset: SEMAPHORE_GETSET,
    ..TypeDef::of::<PySemaphore>("Semaphore")
};
/// The type `threading.Semaphore`.
pub static SEMAPHORE: Type = Type::builtin(&SEMAPHORE_DEF);

static BOUNDED_DEF: TypeDef = TypeDef {
    base: Some(&SEMAPHORE),
    doc: "A semaphore that refuses to be released more often than it was acquired.",
    slots: Slots {
        init: Some(bounded_init),
        repr: Some(bounded_repr),
        ..Slots::NONE
    },
    methods: &[],
    getset: &[],
    ..SEMAPHORE_DEF_COPY
};
/// The type `threading.BoundedSemaphore`.
pub static BOUNDED_SEMAPHORE: Type = Type::builtin(&BOUNDED_DEF);

const SEMAPHORE_DEF_COPY: TypeDef = TypeDef {
    module: "threading",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PySemaphore, dict),
    ..TypeDef::of::<PySemaphore>("BoundedSemaphore")
};

const ACQUIRE: &str = "self, blocking=True, timeout=None";
#[rustfmt::skip]
const SEMAPHORE_METHODS: &[MethodDef] = &[
    method("__enter__", semaphore_enter, "self", "Acquire a unit."),
    method("__exit__", semaphore_exit, "self, type=None, value=None, traceback=None", "Release a unit."),
    method("acquire", semaphore_acquire, ACQUIRE, "Acquire a semaphore, decrementing the internal counter by one."),
    method("release", semaphore_release, "self, n=1", "Release a semaphore, incrementing the internal counter."),
];

#[rustfmt::skip]
const SEMAPHORE_GETSET: &[GetSetDef] = &[
    getter("_initial_value", semaphore_initial, "The units at first."),
    getter("_value", semaphore_value, "The units left."),
];

fn semaphore_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let state = Locked::new((Arc::new(Semaphore::new(1)), 1));
    let semaphore = PySemaphore {
        header: Header::new(ty),
        dict: DictWord::new(),
        state,
    };
    vm.alloc_instance(ty, semaphore, 0)
        .ok_or_else(|| vm.memory_error())
}

fn initial(vm: &Vm, name: &str, args: Args) -> PyResult<u64> {
    let [value] = bind_init(vm, name, "value=1", args)?;
    let value = match value.opt() {
        Some(v) => vm.index_i64(v)?,
        None => 1,
    };
    u64::try_from(value).map_err(|_| vm.value_error("semaphore initial value must be >= 0"))
}

fn semaphore_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let value = initial(vm, "Semaphore", args)?;
    this!(vm, [x], PySemaphore)
        .state
        .set((Arc::new(Semaphore::new(value)), value));
    Ok(())
}

fn bounded_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let value = initial(vm, "BoundedSemaphore", args)?;
    this!(vm, [x], PySemaphore)
        .state
        .set((Arc::new(Semaphore::bounded(value)), value));
    Ok(())
}

fn semaphore_repr(vm: &Vm, x: &Ref) -> PyResult {
    let value = this!(vm, [x], PySemaphore).state.with(|s| s.0.value());
    Ok(vm.new_str(&format!(
        "<{} at {:#x}: value={value}>",
        qualified_type_name(vm, x),
        x.id()
    )))
}

fn bounded_repr(vm: &Vm, x: &Ref) -> PyResult {
    let (value, most) = this!(vm, [x], PySemaphore)
        .state
        .with(|s| (s.0.value(), s.1));
    Ok(vm.new_str(&format!(
        "<{} at {:#x}: value={value}/{most}>",
        qualified_type_name(vm, x),
        x.id()
    )))
}

fn semaphore_value(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.uint(this!(vm, [x], PySemaphore).state.with(|s| s.0.value())))
}

fn semaphore_initial(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.uint(this!(vm, [x], PySemaphore).state.with(|s| s.1)))
}

fn take_unit(vm: &Vm, semaphore: &Semaphore, deadline: Deadline) -> PyResult<bool> {
    loop {
        match semaphore.acquire(vm.door(), deadline) {
            Wake::Done => return Ok(true),
            Wake::TimedOut => return Ok(false),
            Wake::Interrupted => vm.check_signals()?,
        }
    }
}

fn semaphore_acquire(vm: &Vm, args: &[Ref]) -> PyResult {
    let semaphore = this!(vm, args, PySemaphore).state.with(|s| s.0.clone());
    let blocking = match args[1].opt() {
        Some(b) => vm.is_true(b)?,
        None => true,
    };
    let timeout = args[2].opt().filter(|t| !t.is_none());
    if !blocking && timeout.is_some() {
        return Err(vm.value_error("can't specify timeout for non-blocking acquire"));
    }
    if !blocking || semaphore.try_acquire() {
        return Ok(Ref::bool(blocking || semaphore.try_acquire()));
    }
    let deadline = seconds::deadline(vm, timeout)?;
    take_unit(vm, &semaphore, deadline).map(Ref::bool)
}

fn semaphore_enter(vm: &Vm, args: &[Ref]) -> PyResult {
    let semaphore = this!(vm, args, PySemaphore).state.with(|s| s.0.clone());
    take_unit(vm, &semaphore, Deadline::Never).map(Ref::bool)
}

fn semaphore_release(vm: &Vm, args: &[Ref]) -> PyResult {
    let semaphore = this!(vm, args, PySemaphore).state.with(|s| s.0.clone());
    let units = match args[1].opt() {
        Some(n) => vm.index_i64(n)?,
        None => 1,
    };
    if units < 1 {
        return Err(vm.value_error("n must be one or more"));
    }
    match semaphore.release(units as u64) {
        Ok(()) => Ok(Ref::none()),
        Err(_) => Err(vm.value_error("Semaphore released too many times")),
    }
}

fn semaphore_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    let semaphore = this!(vm, args, PySemaphore).state.with(|s| s.0.clone());
    match semaphore.release(1) {
        Ok(()) => Ok(Ref::none()),
        Err(_) => Err(vm.value_error("Semaphore released too many times")),
    }
}
