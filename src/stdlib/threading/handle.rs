//! `_thread._ThreadHandle`: what `_thread.start_joinable_thread` answers.
//!
//! Invariant: a handle is in one of three states: empty, of a thread started with it, or made for
//! a thread that others started, which `_set_done` marks as ended.
//! Next file to read: `low_level.rs`.

use super::lock::this;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::runtime::event::Reason;
use crate::runtime::sync::Event;
use crate::runtime::thread::ThreadHandle;
use crate::stdlib::time::seconds;
use std::sync::Arc;

/// A `_ThreadHandle` object.
#[repr(C)]
pub struct PyThreadHandle {
    pub(crate) header: Header,
    state: Locked<State>,
}

/// What a handle stands for.
#[derive(Clone, Default)]
pub struct State {
    /// The thread started with it.
    pub thread: Option<Arc<ThreadHandle>>,
    /// For threads others started.
    pub ident: u64,
    /// Set when such a thread has ended.
    pub done: Arc<Event>,
}

payload!(PyThreadHandle, HANDLE);

static HANDLE_DEF: TypeDef = TypeDef {
    module: "_thread",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(handle_new),
        repr: Some(handle_repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::of::<PyThreadHandle>("_ThreadHandle")
};
/// The type `_thread._ThreadHandle`.
pub static HANDLE: Type = Type::builtin(&HANDLE_DEF);

const METHODS: &[MethodDef] = &[
    method(
        "_set_done",
        handle_set_done,
        "self, /",
        "Mark the thread as ended.",
    ),
    method(
        "is_done",
        handle_is_done,
        "self, /",
        "Return whether the thread has ended.",
    ),
    method(
        "join",
        handle_join,
        "self, timeout=None, /",
        "Wait for the thread to end.",
    ),
];

const GETSET: &[GetSetDef] = &[getter("ident", handle_ident, "The thread's ident.")];

/// A handle in this state.
pub fn new(vm: &Vm, state: State) -> Ref {
    vm.alloc(PyThreadHandle {
        header: Header::new(&HANDLE),
        state: Locked::new(state),
    })
}

impl PyThreadHandle {
    /// Ties an empty handle to a thread; false if it stands for one already.
    pub fn start(&self, thread: Arc<ThreadHandle>) -> bool {
        self.state.with(|s| {
            let free = s.thread.is_none() && s.ident == 0;
            if free {
                s.thread = Some(thread);
            }
            free
        })
    }

    /// Whether it stands for a thread.
    pub fn is_started(&self) -> bool {
        self.state.with(|s| s.thread.is_some() || s.ident != 0)
    }
}

fn handle_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let handle = PyThreadHandle {
        header: Header::new(ty),
        state: Locked::default(),
    };
    vm.alloc_instance(ty, handle, 0)
        .ok_or_else(|| vm.memory_error())
}

fn ident(this: &PyThreadHandle) -> u64 {
    this.state
        .with(|s| s.thread.as_ref().map_or(s.ident, |t| t.shared().ident()))
}

fn handle_repr(vm: &Vm, x: &Ref) -> PyResult {
    let ident = ident(this!(vm, [x], PyThreadHandle));
    Ok(vm.new_str(&format!("<_thread._ThreadHandle object: ident={ident}>")))
}

fn handle_ident(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.uint(ident(this!(vm, [x], PyThreadHandle))))
}

fn handle_is_done(vm: &Vm, args: &[Ref]) -> PyResult {
    let state = this!(vm, args, PyThreadHandle).state.get();
    Ok(Ref::bool(
        state
            .thread
            .map_or_else(|| state.done.is_set(), |t| t.is_done()),
    ))
}

fn handle_set_done(vm: &Vm, args: &[Ref]) -> PyResult {
    this!(vm, args, PyThreadHandle).state.get().done.set();
    Ok(Ref::none())
}

fn handle_join(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyThreadHandle);
    let state = this.state.get();
    if !this.is_started() {
        return Err(vm.runtime_error("thread not started"));
    }
    if ident(this) == vm.thread.ident() {
        return Err(vm.runtime_error("Cannot join current thread"));
    }
    // A negative timeout means for ever here, unlike in `Thread.join`.
    let timeout = args[1].opt().filter(|t| !t.is_none());
    let forever = match timeout {
        Some(t) => seconds::nanoseconds(vm, t, seconds::Rounding::Timeout)? < 0,
        None => true,
    };
    let deadline = seconds::deadline(vm, timeout.filter(|_| !forever))?;
    loop {
        let joined = match &state.thread {
            Some(t) => t.join(vm.door(), deadline),
            None => state.done.wait_for(vm.door(), Reason::Join, deadline),
        };
        match joined {
            Ok(_) => return Ok(Ref::none()),
            Err(_) => vm.check_signals()?,
        }
    }
}
