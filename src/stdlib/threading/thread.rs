//! The `Thread` type, with the objects of the main thread and of threads made elsewhere.
//!
//! Invariant: `started` is set once the thread runs Python; `done` knows when it has ended.
//! Deliberately absent: what the new thread does first and last (`start.rs`).
//! Next file to read: `start.rs`, then `registry.rs`.

use super::lock::this;
use super::{event, registry, start};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getset, getter, type_flags};
use crate::payload;
use crate::runtime::blocking::Deadline;
use crate::runtime::event::Reason;
use crate::runtime::sync::Event;
use crate::runtime::thread::{SpawnOptions, ThreadHandle, ThreadShared};
use crate::stdlib::time::seconds;
use std::sync::Arc;

/// Where a thread comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Made by a script.
    Ordinary,
    /// The main thread.
    Main,
    /// Started by other means than `threading`.
    Dummy,
}

/// A `Thread` object.
#[repr(C)]
pub struct PyThread {
    pub(crate) header: Header,
    pub(super) dict: DictWord,
    /// Where it comes from.
    pub kind: Kind,
    /// Set once it runs.
    pub started: Arc<Event>,
    state: Locked<ThreadFields>,
}

/// What a thread knows of itself; NULL for attributes that are not there.
struct ThreadFields {
    initialized: bool,
    starting: bool,
    name: Ref,
    daemon: Ref,
    target: Ref,
    args: Ref,
    kwargs: Ref,
    /// The context `run` is called in; NULL for an empty one.
    context: Ref,
    handle: Option<Arc<ThreadHandle>>,
    /// For threads without a handle: set when they end.
    ended: Option<Arc<Event>>,
    ident: u64,
    native_id: u64,
}

payload!(
    PyThread,
    THREAD,
    |this, visit| {
        this.dict.visit(visit);
        this.state.with(|s| {
            for r in [
                &s.name, &s.daemon, &s.target, &s.args, &s.kwargs, &s.context,
            ] {
                if !r.is_null() {
                    visit(r);
                }
            }
        });
    },
    |this, sink| {
        sink.push(this.dict.take());
        this.state.with(|s| {
            for r in [&mut s.target, &mut s.args, &mut s.kwargs, &mut s.context] {
                sink.push(std::mem::replace(r, Ref::NULL));
            }
        });
    }
);

const BASE_DEF: TypeDef = TypeDef {
    module: "threading",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyThread, dict),
    ..TypeDef::of::<PyThread>("Thread")
};

static THREAD_DEF: TypeDef = TypeDef {
    doc: "A class that represents a thread of control.\n\nGive it something to run, or override run() in a subclass.",
    slots: Slots {
        new: Some(thread_new),
        init: Some(thread_init),
        repr: Some(thread_repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    ..BASE_DEF
};
/// The type `threading.Thread`.
pub static THREAD: Type = Type::builtin(&THREAD_DEF);

static MAIN_THREAD_DEF: TypeDef = TypeDef {
    name: "_MainThread",
    base: Some(&THREAD),
    ..BASE_DEF
};
/// The type of the main thread's object.
pub static MAIN_THREAD: Type = Type::builtin(&MAIN_THREAD_DEF);

static DUMMY_THREAD_DEF: TypeDef = TypeDef {
    name: "_DummyThread",
    base: Some(&THREAD),
    ..BASE_DEF
};
/// The type of objects made for threads that `threading` did not start.
pub static DUMMY_THREAD: Type = Type::builtin(&DUMMY_THREAD_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("getName", thread_get_name, "self", "Deprecated: use the name attribute."),
    method("isDaemon", thread_get_daemon, "self", "Deprecated: use the daemon attribute."),
    method("is_alive", thread_is_alive, "self", "Return whether the thread is alive."),
    method("join", thread_join, "self, timeout=None", "Wait until the thread terminates."),
    method("run", thread_run, "self", "Method representing the thread's activity."),
    method("setDaemon", thread_set_daemon, "self, daemonic", "Deprecated: use the daemon attribute."),
    method("setName", thread_set_name, "self, name", "Deprecated: use the name attribute."),
    method("start", thread_start, "self", "Start the thread's activity."),
];

#[rustfmt::skip]
const GETSET: &[GetSetDef] = &[
    getset("_args", args_get, args_set, "The target's arguments."),
    getset("_daemonic", daemon_get, daemonic_set, "Whether it is a daemon thread."),
    getter("_ident", ident_get, "The thread's ident."),
    getter("_initialized", initialized_get, "Whether __init__ has run."),
    getset("_kwargs", kwargs_get, kwargs_set, "The target's keyword arguments."),
    getset("_name", name_get, name_set, "The name."),
    getter("_started", started_get, "An event that is set once the thread runs."),
    getter("_native_id", native_id_get, "The kernel's number of the thread."),
    getset("_target", target_get, target_set, "What run() calls."),
    getset("daemon", daemon_get, daemon_set, "A boolean value indicating whether this thread is a daemon thread."),
    getter("ident", ident_get, "Thread identifier of this thread or None if it has not been started."),
    getset("name", name_get, name_set, "A string used for identification purposes only."),
    getter("native_id", native_id_get, "Native integral thread ID of this thread, or None if it has not been started."),
];

impl PyThread {
    fn new(ty: &Type, kind: Kind) -> PyThread {
        let fields = ThreadFields {
            initialized: false,
            starting: false,
            name: Ref::NULL,
            daemon: Ref::bool(false),
            target: Ref::NULL,
            args: Ref::NULL,
            kwargs: Ref::NULL,
            context: Ref::NULL,
            handle: None,
            ended: None,
            ident: 0,
            native_id: 0,
        };
        PyThread {
            header: Header::new(ty),
            dict: DictWord::new(),
            kind,
            started: Arc::new(Event::new()),
            state: Locked::new(fields),
        }
    }

    /// The name; empty before `__init__`.
    pub fn name(&self) -> Ref {
        self.state.with(|s| s.name.clone())
    }

    /// Notes the numbers of the machine thread.
    pub fn set_ids(&self, shared: &ThreadShared) {
        self.state.with(|s| {
            s.ident = shared.ident();
            s.native_id = shared.native_id();
        });
    }

    /// Whether the thread has ended.
    pub fn is_done(&self) -> bool {
        self.state.with(|s| match (&s.handle, &s.ended) {
            (Some(h), _) => h.is_done(),
            (None, Some(e)) => e.is_set(),
            (None, None) => false,
        })
    }

    /// Marks a thread without a handle as ended.
    pub fn set_ended(&self) {
        if let Some(e) = self.state.with(|s| s.ended.clone()) {
            e.set();
        }
    }

    /// Takes the context that `run` is to be called in.
    pub(super) fn take_context(&self, vm: &Vm) -> Ref {
        let own = self.take(|s| &mut s.context);
        if own.is_null() {
            return crate::stdlib::contextvars::context::new_context(vm, Vec::new());
        }
        own
    }

    fn take(&self, pick: impl FnOnce(&mut ThreadFields) -> &mut Ref) -> Ref {
        self.state.with(|s| std::mem::replace(pick(s), Ref::NULL))
    }

    fn put(&self, value: Ref, pick: impl FnOnce(&mut ThreadFields) -> &mut Ref) {
        drop(self.state.with(|s| std::mem::replace(pick(s), value)));
    }
}

/// The object of a thread that was not started by `Thread.start`.
pub fn new_special(vm: &Vm, kind: Kind, name: String, shared: &ThreadShared) -> PyResult {
    let ty = if kind == Kind::Main {
        &MAIN_THREAD
    } else {
        &DUMMY_THREAD
    };
    ty.ready(vm);
    let thread = PyThread::new(ty, kind);
    let name = vm.new_str(&name);
    thread.state.with(|s| {
        s.initialized = true;
        s.starting = true;
        s.name = name;
        s.daemon = Ref::bool(kind == Kind::Dummy);
        s.ended = Some(Arc::new(Event::new()));
    });
    thread.set_ids(shared);
    thread.started.set();
    vm.alloc_instance(ty, thread, 0)
        .ok_or_else(|| vm.memory_error())
}

fn thread_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    vm.alloc_instance(ty, PyThread::new(ty, Kind::Ordinary), 0)
        .ok_or_else(|| vm.memory_error())
}

const SIGNATURE: &str =
    "group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None, context=None";

fn thread_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let [group, target, name, args, kwargs, daemon, context] =
        crate::stdlib::bind_init(vm, "Thread", SIGNATURE, args)?;
    init(vm, x, [group, target, name, args, kwargs, daemon])?;
    if !context.is_null() && !context.is_none() {
        this!(vm, [x], PyThread).put(context, |s| &mut s.context);
    }
    Ok(())
}

/// `Thread.__init__` with its arguments bound: group, target, name, args, kwargs, daemon.
pub(super) fn init(vm: &Vm, x: &Ref, bound: [Ref; 6]) -> PyResult<()> {
    let [group, target, name, args, kwargs, daemon] =
        bound.map(|r| if r.is_none() { Ref::NULL } else { r });
    if !group.is_null() {
        return Err(vm.assertion_error("group argument must be None for now"));
    }
    let name = match name.opt() {
        Some(n) => vm.str(n)?,
        None => {
            let mut text = format!("Thread-{}", registry::next_number(vm));
            if let Some(t) = target.opt()
                && let Some(n) = vm.get_attr_opt(t, &vm.names().__name__)?
            {
                text.push_str(&format!(" ({})", vm.str_text(&n)?));
            }
            vm.new_str(&text)
        }
    };
    let daemon = match daemon.opt() {
        Some(d) => d.clone(),
        None => {
            let current = registry::current_thread(vm)?;
            current
                .downcast::<PyThread>()
                .map_or_else(|| Ref::bool(false), |p| p.state.with(|s| s.daemon.clone()))
        }
    };
    let this = this!(vm, [x], PyThread);
    let target = if target.is_null() {
        Ref::none()
    } else {
        target
    };
    let args = if args.is_null() {
        vm.new_tuple(Vec::new())
    } else {
        args
    };
    let kwargs = if kwargs.is_null() {
        vm.new_dict()
    } else {
        kwargs
    };
    this.put(name, |s| &mut s.name);
    this.put(daemon, |s| &mut s.daemon);
    this.put(target, |s| &mut s.target);
    this.put(args, |s| &mut s.args);
    this.put(kwargs, |s| &mut s.kwargs);
    this.state.with(|s| s.initialized = true);
    Ok(())
}

fn check_initialized(vm: &Vm, this: &PyThread, error: fn(&Vm) -> Exc) -> PyResult<()> {
    if this.state.with(|s| s.initialized) {
        Ok(())
    } else {
        Err(error(vm))
    }
}

fn not_initialized(vm: &Vm) -> Exc {
    vm.assertion_error("Thread.__init__() not called")
}

fn not_initialized_runtime(vm: &Vm) -> Exc {
    vm.runtime_error("Thread.__init__() not called")
}

fn thread_repr(vm: &Vm, x: &Ref) -> PyResult {
    let this = this!(vm, [x], PyThread);
    check_initialized(vm, this, |vm| {
        vm.assertion_error("Thread.__init__() was not called")
    })?;
    let (name, daemon, ident) = this
        .state
        .with(|s| (s.name.clone(), s.daemon.clone(), s.ident));
    let mut status = match (this.started.is_set(), this.is_done()) {
        (_, true) => "stopped",
        (true, false) => "started",
        (false, false) => "initial",
    }
    .to_string();
    if vm.is_true(&daemon)? {
        status.push_str(" daemon");
    }
    if ident != 0 {
        status.push_str(&format!(" {ident}"));
    }
    Ok(vm.new_str(&format!(
        "<{}({}, {status})>",
        crate::stdlib::type_name(x.ty()),
        vm.str_text(&name)?
    )))
}

fn thread_start(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyThread);
    check_initialized(vm, this, |vm| {
        vm.runtime_error("thread.__init__() not called")
    })?;
    if this
        .state
        .with(|s| std::mem::replace(&mut s.starting, true))
    {
        return Err(vm.runtime_error("threads can only be started once"));
    }
    let daemon = this.state.with(|s| s.daemon.clone());
    let options = SpawnOptions {
        name: vm.str_lossy(&this.name()),
        daemon: vm.is_true(&daemon)?,
        stack_size: 0,
    };
    registry::add_starting(vm, &args[0]);
    let thread = args[0].clone();
    let handle = match start::spawn(vm, options, move |vm| start::run_thread(vm, thread)) {
        Ok(handle) => handle,
        Err(e) => {
            this.state.with(|s| s.starting = false);
            registry::remove_starting(vm, &args[0]);
            return Err(e);
        }
    };
    this.set_ids(handle.shared());
    this.state.with(|s| s.handle = Some(handle));
    // The new thread gets the GIL first and keeps it until it blocks or its turn is over.
    event::wait(vm, &this.started, Deadline::Never)?;
    Ok(Ref::none())
}

fn thread_run(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyThread);
    let target = target_get(vm, &args[0])?;
    let result = if vm.is_true(&target)? {
        let (positional, keywords) = (args_get(vm, &args[0])?, kwargs_get(vm, &args[0])?);
        crate::stdlib::call_with(vm, &target, &positional, &keywords)
    } else {
        Ok(Ref::none())
    };
    drop(target);
    // The thread no longer needs them, and they may refer to the thread.
    drop(this.take(|s| &mut s.target));
    drop(this.take(|s| &mut s.args));
    drop(this.take(|s| &mut s.kwargs));
    result.map(|_| Ref::none())
}

fn thread_join(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyThread);
    check_initialized(vm, this, not_initialized_runtime)?;
    if this.kind == Kind::Dummy {
        return Err(vm.runtime_error("cannot join a dummy thread"));
    }
    if !this.started.is_set() {
        return Err(vm.runtime_error("cannot join thread before it is started"));
    }
    if registry::current_thread(vm)?.is(&args[0]) {
        return Err(vm.runtime_error("cannot join current thread"));
    }
    let timeout = args[1].opt().filter(|t| !t.is_none());
    if let Some(t) = timeout
        && t.as_float().is_none()
        && t.as_int().is_none()
    {
        let name = t.ty().name();
        return Err(vm.type_error(format!(
            "'>' not supported between instances of 'int' and '{name}'"
        )));
    }
    let deadline = seconds::deadline(vm, timeout)?;
    let (handle, ended) = this.state.with(|s| (s.handle.clone(), s.ended.clone()));
    loop {
        let joined = match (&handle, &ended) {
            (Some(h), _) => h.join(vm.door(), deadline),
            (None, Some(e)) => e.wait_for(vm.door(), Reason::Join, deadline),
            (None, None) => Ok(true),
        };
        match joined {
            Ok(_) => return Ok(Ref::none()),
            Err(_) => vm.check_signals()?,
        }
    }
}

fn thread_is_alive(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyThread);
    check_initialized(vm, this, not_initialized)?;
    Ok(Ref::bool(this.started.is_set() && !this.is_done()))
}

fn name_get(vm: &Vm, x: &Ref) -> PyResult {
    let this = this!(vm, [x], PyThread);
    check_initialized(vm, this, not_initialized)?;
    Ok(this.name())
}

fn name_set(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let this = this!(vm, [x], PyThread);
    check_initialized(vm, this, not_initialized)?;
    let Some(value) = value else {
        return Err(vm.attribute_error("can't delete attribute 'name'"));
    };
    let name = vm.str(value)?;
    if let Some(handle) = this.state.with(|s| s.handle.clone()) {
        handle.shared().set_name(&vm.str_lossy(&name));
    }
    this.put(name, |s| &mut s.name);
    Ok(())
}

fn thread_get_name(vm: &Vm, args: &[Ref]) -> PyResult {
    name_get(vm, &args[0])
}

fn thread_set_name(vm: &Vm, args: &[Ref]) -> PyResult {
    name_set(vm, &args[0], Some(&args[1])).map(|()| Ref::none())
}

fn daemon_get(vm: &Vm, x: &Ref) -> PyResult {
    let this = this!(vm, [x], PyThread);
    check_initialized(vm, this, not_initialized)?;
    Ok(this.state.with(|s| s.daemon.clone()))
}

fn daemonic_set(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let this = this!(vm, [x], PyThread);
    let daemon = value.cloned().unwrap_or_else(|| Ref::bool(false));
    if let Some(handle) = this.state.with(|s| s.handle.clone()) {
        handle.shared().set_daemon(vm.is_true(&daemon)?);
    }
    this.put(daemon, |s| &mut s.daemon);
    Ok(())
}

fn daemon_set(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let this = this!(vm, [x], PyThread);
    check_initialized(vm, this, not_initialized_runtime)?;
    if this.started.is_set() {
        return Err(vm.runtime_error("cannot set daemon status of active thread"));
    }
    daemonic_set(vm, x, value)
}

fn thread_get_daemon(vm: &Vm, args: &[Ref]) -> PyResult {
    daemon_get(vm, &args[0])
}

fn thread_set_daemon(vm: &Vm, args: &[Ref]) -> PyResult {
    daemon_set(vm, &args[0], Some(&args[1])).map(|()| Ref::none())
}

fn number_or_none(vm: &Vm, x: &Ref, pick: fn(&ThreadFields) -> u64) -> PyResult {
    let this = this!(vm, [x], PyThread);
    check_initialized(vm, this, not_initialized)?;
    Ok(match this.state.with(|s| pick(s)) {
        0 => Ref::none(),
        n => vm.uint(n),
    })
}

fn ident_get(vm: &Vm, x: &Ref) -> PyResult {
    number_or_none(vm, x, |s| s.ident)
}

fn native_id_get(vm: &Vm, x: &Ref) -> PyResult {
    number_or_none(vm, x, |s| s.native_id)
}

fn initialized_get(vm: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(
        this!(vm, [x], PyThread).state.with(|s| s.initialized),
    ))
}

fn started_get(vm: &Vm, x: &Ref) -> PyResult {
    let set = this!(vm, [x], PyThread).started.is_set();
    let event = vm.call(&event::EVENT.to_ref(), &[])?;
    if set && let Some(e) = event.downcast::<event::PyEvent>() {
        e.event.set();
    }
    Ok(event)
}

fn field(vm: &Vm, x: &Ref, name: &str, pick: fn(&ThreadFields) -> &Ref) -> PyResult {
    let value = this!(vm, [x], PyThread).state.with(|s| pick(s).clone());
    if value.is_null() {
        Err(vm.attribute_error_for(x, name))
    } else {
        Ok(value)
    }
}

fn set_field(
    vm: &Vm,
    x: &Ref,
    value: Option<&Ref>,
    pick: fn(&mut ThreadFields) -> &mut Ref,
) -> PyResult<()> {
    this!(vm, [x], PyThread).put(value.cloned().unwrap_or(Ref::NULL), pick);
    Ok(())
}

fn target_get(vm: &Vm, x: &Ref) -> PyResult {
    field(vm, x, "_target", |s| &s.target)
}

fn target_set(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    set_field(vm, x, value, |s| &mut s.target)
}

fn args_get(vm: &Vm, x: &Ref) -> PyResult {
    field(vm, x, "_args", |s| &s.args)
}

fn args_set(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    set_field(vm, x, value, |s| &mut s.args)
}

fn kwargs_get(vm: &Vm, x: &Ref) -> PyResult {
    field(vm, x, "_kwargs", |s| &s.kwargs)
}

fn kwargs_set(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    set_field(vm, x, value, |s| &mut s.kwargs)
}
