//! The `threading` module, native throughout, and `_thread` under it.
//!
//! Invariant: everything that waits goes through the blocking door with the GIL released, and
//! the main thread serves signals while it waits.
//! Deliberately absent: `settrace` and `setprofile`, which say so.
//! Files in reading order: `lock.rs`, `condition.rs`, `event.rs`, `barrier.rs`, `local.rs`,
//! `thread.rs`, `start.rs`, `registry.rs`, `excepthook.rs`, `timer.rs`, `handle.rs`, `low_level.rs`.

pub mod barrier;
pub mod condition;
pub mod event;
pub mod excepthook;
pub mod handle;
pub mod local;
pub mod lock;
pub mod low_level;
pub mod registry;
pub mod start;
pub mod thread;
pub mod timer;

use crate::builtins::exceptions as exc;
use crate::builtins::structseq;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::sync::TIMEOUT_MAX;
use crate::stdlib::add_type;
use crate::stdlib::modules::ModuleDef;
use std::sync::atomic::Ordering::Relaxed;

/// The module.
pub static THREADING: ModuleDef = ModuleDef {
    name: "threading",
    doc: "Thread module emulating a subset of Java's threading model.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("_after_fork", after_fork, "", "Clean up in a child process."),
    function("_register_atexit", register_atexit, "func, /, *arg, **kwargs", "Call func before threads are joined at exit."),
    function("_shutdown", shutdown_function, "", "Wait until the Python thread state of all non-daemon threads get deleted."),
    function("activeCount", active_count, "", "Deprecated name of active_count()."),
    function("active_count", active_count, "", "Return the number of Thread objects currently alive."),
    function("currentThread", current_thread, "", "Deprecated name of current_thread()."),
    function("current_thread", current_thread, "", "Return the current Thread object."),
    function("enumerate", enumerate, "", "Return a list of all Thread objects currently alive."),
    function("get_ident", low_level::get_ident, "", "Return a number that names the current thread among those that live."),
    function("get_native_id", low_level::get_native_id, "", "Return the number the kernel gave the current thread."),
    function("getprofile", get_hook, "", "Get the profiler function as set by threading.setprofile()."),
    function("gettrace", get_hook, "", "Get the trace function as set by threading.settrace()."),
    function("main_thread", main_thread, "", "Return the main thread object."),
    function("setprofile", set_profile, "func", "Set a profile function for all threads."),
    function("setprofile_all_threads", set_profile, "func", "Set a profile function for all threads."),
    function("settrace", set_trace, "func", "Set a trace function for all threads."),
    function("settrace_all_threads", set_trace, "func", "Set a trace function for all threads."),
    function("stack_size", low_level::stack_size, "size=0, /", "Return the stack size of new threads, setting it if one is given."),
];

const ALL: &[&str] = &[
    "get_ident",
    "active_count",
    "Condition",
    "current_thread",
    "enumerate",
    "main_thread",
    "TIMEOUT_MAX",
    "Event",
    "Lock",
    "RLock",
    "Semaphore",
    "BoundedSemaphore",
    "Thread",
    "Barrier",
    "BrokenBarrierError",
    "Timer",
    "ThreadError",
    "setprofile",
    "settrace",
    "local",
    "stack_size",
    "excepthook",
    "ExceptHookArgs",
    "gettrace",
    "getprofile",
    "setprofile_all_threads",
    "settrace_all_threads",
    "get_native_id",
];

static EXCEPTHOOK: MethodDef = function(
    "_excepthook",
    excepthook::default_hook,
    "exc_info, /",
    "Handle uncaught Thread.run() exception.",
);

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let types = [
        &thread::THREAD,
        &thread::MAIN_THREAD,
        &thread::DUMMY_THREAD,
        &timer::TIMER,
        &condition::CONDITION,
        &event::EVENT,
        &event::SEMAPHORE,
        &event::BOUNDED_SEMAPHORE,
        &barrier::BARRIER,
        &barrier::BROKEN_BARRIER_ERROR,
        &handle::HANDLE,
    ];
    for ty in types {
        add_type(vm, dict, ty)?;
        // Errors name these classes as those of a module written in Python.
        ty.set_display(crate::stdlib::type_name(ty));
    }
    for ty in [&lock::LOCK, &lock::RLOCK, &local::LOCAL] {
        ty.ready(vm);
    }
    structseq::register(vm, &excepthook::INFO);
    let hook = vm.new_builtin(&EXCEPTHOOK, &vm.intern_str("_thread"));
    let main = registry::main_thread(vm)?;
    let rows = [
        ("Lock", lock::LOCK.to_ref()),
        ("_LockType", lock::LOCK.to_ref()),
        ("RLock", lock::RLOCK.to_ref()),
        ("_RLock", lock::RLOCK.to_ref()),
        ("_PyRLock", lock::RLOCK.to_ref()),
        ("_CRLock", lock::RLOCK.to_ref()),
        ("local", local::LOCAL.to_ref()),
        ("ThreadError", exc::RUNTIME_ERROR.to_ref()),
        ("ExceptHookArgs", excepthook::ARGS.to_ref()),
        ("excepthook", hook.clone()),
        ("__excepthook__", hook),
        ("TIMEOUT_MAX", vm.float(TIMEOUT_MAX.as_secs() as f64)),
        ("_HAVE_THREAD_NATIVE_ID", Ref::bool(true)),
        ("_SHUTTING_DOWN", Ref::bool(false)),
        ("_main_thread", main),
        ("_dangling", vm.new_set()),
        ("_active", vm.new_dict()),
        ("_limbo", vm.new_dict()),
        ("_active_limbo_lock", vm.new_rlock()),
        (
            "__all__",
            vm.new_list(ALL.iter().map(|n| vm.intern_str(n)).collect()),
        ),
    ];
    for (name, value) in rows {
        vm.dict_set(dict, name, value)?;
    }
    registry::threads(vm).module.set(Some(dict.clone()));
    Ok(())
}

fn current_thread(vm: &Vm, _args: &[Ref]) -> PyResult {
    registry::current_thread(vm)
}

fn main_thread(vm: &Vm, _args: &[Ref]) -> PyResult {
    registry::main_thread(vm)
}

fn enumerate(vm: &Vm, _args: &[Ref]) -> PyResult {
    registry::enumerate(vm).map(|all| vm.new_list(all))
}

fn active_count(vm: &Vm, _args: &[Ref]) -> PyResult {
    registry::enumerate(vm).map(|all| vm.int(all.len() as i64))
}

fn after_fork(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn get_hook(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn set_trace(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].is_none() {
        return Ok(Ref::none());
    }
    Err(vm.not_implemented_error("threading.settrace() is not in minipy yet"))
}

fn set_profile(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].is_none() {
        return Ok(Ref::none());
    }
    Err(vm.not_implemented_error("threading.setprofile() is not in minipy yet"))
}

fn register_atexit(vm: &Vm, args: &[Ref]) -> PyResult {
    let state = registry::threads(vm);
    if state.shutting_down.load(Relaxed) {
        return Err(vm.runtime_error("can't register atexit after shutdown"));
    }
    state
        .at_exit
        .with(|calls| calls.push((args[0].clone(), args[1].clone(), args[2].clone())));
    Ok(Ref::none())
}

fn shutdown_function(vm: &Vm, _args: &[Ref]) -> PyResult {
    shutdown(vm);
    Ok(Ref::none())
}

/// What exit does first: runs the calls of `threading._register_atexit`, then waits for all
/// threads that are not daemons. The interpreter calls it once, in the main thread.
pub fn shutdown(vm: &Vm) {
    let state = registry::threads(vm);
    state.shutting_down.store(true, Relaxed);
    if let Some(module) = state.module.get() {
        // Threads may be waiting to join the main one.
        if let Ok(main) = registry::main_thread(vm)
            && let Some(p) = main.downcast::<thread::PyThread>()
        {
            p.set_ended();
        }
        let _ = vm.dict_set(&module, "_SHUTTING_DOWN", Ref::bool(true));
        low_level::run_exit_calls(vm, state.at_exit.take());
    }
    let _ = low_level::shutdown(vm, &[]);
}
