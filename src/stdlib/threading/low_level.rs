//! The `_thread` module.
//!
//! Invariant: threads started here are not waited for at exit, unless asked for.
//! Deliberately absent: what `threading` adds.
//! Next file to read: `mod.rs`.

use super::handle::{self, HANDLE, PyThreadHandle};
use super::local::LOCAL;
use super::lock::{LOCK, RLOCK};
use super::{excepthook, start};
use crate::builtins::exceptions as exc;
use crate::builtins::structseq;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::type_flags;
use crate::runtime::event::Reason;
use crate::runtime::sync::TIMEOUT_MAX;
use crate::runtime::thread::{SpawnOptions, ThreadHandle};
use crate::runtime::{process, signal};
use crate::stdlib::modules::ModuleDef;
use crate::stdlib::{add_type, call_with};
use std::sync::Arc;

/// The module.
pub static THREAD_MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const START: &str = "function, args, kwargs=None, /";
#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("_count", count, "", "Return the number of currently running Python threads, excluding the main thread."),
    function("_excepthook", excepthook::default_hook, "exc_info, /", "Handle uncaught Thread.run() exception."),
    function("_get_main_thread_ident", main_ident, "", "Return the ident of the main thread."),
    function("_get_name", get_name, "", "Get the name of the current thread."),
    function("_is_main_interpreter", is_main_interpreter, "", "Return True if the current interpreter is the main one."),
    function("_make_thread_handle", make_handle, "ident, /", "Make a handle for a thread others started."),
    function("_shutdown", shutdown, "", "Wait for all non-daemon threads to end."),
    function("allocate", allocate_lock, "", "An obsolete synonym of allocate_lock()."),
    function("allocate_lock", allocate_lock, "", "Create a new lock object."),
    function("daemon_threads_allowed", daemon_allowed, "", "Return True if daemon threads are allowed."),
    function("exit", exit, "", "Raise SystemExit, which ends the thread silently."),
    function("exit_thread", exit, "", "An obsolete synonym of exit()."),
    function("get_ident", get_ident, "", "Return a number that names the current thread among those that live."),
    function("get_native_id", get_native_id, "", "Return the number the kernel gave the current thread."),
    function("interrupt_main", interrupt_main, "signum=2, /", "Simulate the arrival of the given signal in the main thread."),
    function("set_name", set_name, "name", "Set the name of the current thread."),
    function("stack_size", stack_size, "size=0, /", "Return the stack size of new threads, setting it if one is given."),
    function("start_joinable_thread", start_joinable, "function, handle=None, daemon=True", "Start a thread and return its handle."),
    function("start_new", start_new, START, "An obsolete synonym of start_new_thread()."),
    function("start_new_thread", start_new, START, "Start a new thread and return its identifier."),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    for ty in [&LOCK, &RLOCK, &LOCAL, &HANDLE] {
        add_type(vm, dict, ty)?;
    }
    structseq::register(vm, &excepthook::INFO);
    vm.dict_set(dict, "LockType", LOCK.to_ref())?;
    vm.dict_set(dict, "_ExceptHookArgs", excepthook::ARGS.to_ref())?;
    vm.dict_set(dict, "error", exc::RUNTIME_ERROR.to_ref())?;
    vm.dict_set(dict, "_NAME_MAXLEN", vm.int(15))?;
    vm.dict_set(dict, "TIMEOUT_MAX", vm.float(TIMEOUT_MAX.as_secs() as f64))
}

fn count(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.interp.threads.count() as i64 - 1))
}

fn main_ident(vm: &Vm, _args: &[Ref]) -> PyResult {
    let main = vm
        .interp
        .threads
        .enumerate()
        .into_iter()
        .find(|t| t.is_main());
    Ok(vm.uint(main.map_or(0, |t| t.ident())))
}

fn get_name(vm: &Vm, _args: &[Ref]) -> PyResult {
    let path = format!("/proc/self/task/{}/comm", vm.thread.native_id());
    let name = vm
        .blocking(Reason::File, || std::fs::read_to_string(path))
        .unwrap_or_default();
    Ok(vm.new_str(name.trim_end_matches('\n')))
}

fn set_name(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.str_lossy(&args[0]);
    process::name_current_thread(&name);
    Ok(Ref::none())
}

fn is_main_interpreter(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::bool(true))
}

fn daemon_allowed(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::bool(true))
}

fn allocate_lock(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.new_lock())
}

fn exit(vm: &Vm, _args: &[Ref]) -> PyResult {
    Err(vm.new_exception(&exc::SYSTEM_EXIT, vm.known().empty_tuple.clone()))
}

/// `threading.get_ident()`.
pub fn get_ident(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.uint(vm.thread.ident()))
}

/// `threading.get_native_id()`.
pub fn get_native_id(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.uint(vm.thread.native_id()))
}

fn interrupt_main(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = match args[0].opt() {
        Some(n) => vm.index_i64(n)?,
        None => i64::from(libc::SIGINT),
    };
    let range = || vm.value_error("signal number out of range");
    let number = i32::try_from(number).map_err(|_| range())?;
    if let Some(main) = vm
        .interp
        .threads
        .enumerate()
        .into_iter()
        .find(|t| t.is_main())
    {
        signal::simulate(number, &main).map_err(|_| range())?;
    }
    Ok(Ref::none())
}

/// The smallest stack the system grants, in bytes, as CPython demands it.
const SMALLEST_STACK: i64 = 53_248;

/// `threading.stack_size()`.
pub fn stack_size(vm: &Vm, args: &[Ref]) -> PyResult {
    let old = vm.interp.threads.stack_size() as i64;
    if let Some(size) = args[0].opt() {
        let size = vm.index_i64(size)?;
        if size != 0 && size < SMALLEST_STACK {
            return Err(vm.value_error(format!("size must be at least {SMALLEST_STACK} bytes")));
        }
        vm.interp.threads.set_stack_size(size as usize);
    }
    Ok(vm.int(old))
}

fn spawn(
    vm: &Vm,
    daemon: bool,
    function: Ref,
    args: Ref,
    kwargs: Ref,
) -> PyResult<Arc<ThreadHandle>> {
    let options = SpawnOptions {
        name: String::new(),
        daemon,
        stack_size: 0,
    };
    start::spawn(vm, options, move |vm| {
        start::run_function(vm, function, args, kwargs)
    })
}

fn start_new(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].ty().slots().call.is_none() {
        return Err(vm.type_error("first arg must be callable"));
    }
    if !args[1].ty().has(type_flags::TUPLE) {
        return Err(vm.type_error("2nd arg must be a tuple"));
    }
    let kwargs = args[2].opt().cloned().unwrap_or(Ref::NULL);
    if !kwargs.is_null() && !kwargs.ty().has(type_flags::DICT) {
        return Err(vm.type_error("optional 3rd arg must be a dictionary"));
    }
    let thread = spawn(vm, true, args[0].clone(), args[1].clone(), kwargs)?;
    Ok(vm.uint(thread.shared().ident()))
}

fn start_joinable(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].ty().slots().call.is_none() {
        return Err(vm.type_error("thread function must be callable"));
    }
    let object = match args[1].opt().filter(|h| !h.is_none()) {
        Some(h) if h.downcast::<PyThreadHandle>().is_none() => {
            return Err(vm.type_error("'handle' must be a _ThreadHandle"));
        }
        Some(h) => h.clone(),
        None => handle::new(vm, handle::State::default()),
    };
    let daemon = match args[2].opt() {
        Some(d) => vm.is_true(d)?,
        None => true,
    };
    if let Some(h) = object.downcast::<PyThreadHandle>() {
        if h.is_started() {
            return Err(vm.runtime_error("thread already started"));
        }
        let thread = spawn(
            vm,
            daemon,
            args[0].clone(),
            vm.new_tuple(Vec::new()),
            Ref::NULL,
        )?;
        h.start(thread);
    }
    Ok(object)
}

fn make_handle(vm: &Vm, args: &[Ref]) -> PyResult {
    let ident = vm.index_i64(&args[0])?;
    let state = handle::State {
        ident: ident as u64,
        ..Default::default()
    };
    Ok(handle::new(vm, state))
}

/// Waits for all non-daemon threads; an exception that a signal handler raises meanwhile is
/// reported and ends the wait.
pub fn shutdown(vm: &Vm, _args: &[Ref]) -> PyResult {
    loop {
        match vm.interp.threads.join_non_daemon(vm.door()) {
            Ok(()) => return Ok(Ref::none()),
            Err(_) => {
                if let Err(e) = vm.check_signals() {
                    vm.unraisable(
                        e,
                        "Exception ignored while joining a thread in _thread._shutdown()",
                        None,
                    );
                    return Ok(Ref::none());
                }
            }
        }
    }
}

/// Runs the calls of `threading._register_atexit`, last first.
pub fn run_exit_calls(vm: &Vm, calls: Vec<(Ref, Ref, Ref)>) {
    for (function, args, kwargs) in calls.into_iter().rev() {
        if let Err(e) = call_with(vm, &function, &args, &kwargs) {
            vm.unraisable(e, "Exception ignored on threading shutdown", None);
        }
    }
}
