//! The `sys` module.
//!
//! Invariant: its namespace is `vm.known().sys`; the interpreter looks up hooks and streams there
//! whenever it needs them, so that scripts may replace them.
//! Deliberately absent: tracing, which says so. The standard streams are put in
//! place by `_io`.
//! Files in reading order: `facts.rs`, `limits.rs`, `hooks.rs`, `frames.rs`.

pub mod facts;
pub mod frames;
pub mod hooks;
pub mod limits;
mod monitoring;

pub use hooks::new_unraisable_hook_args;

use crate::builtins::exceptions as exc;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::type_flags;
use crate::stdlib::modules::ModuleDef;
use crate::stdlib::{MODULES, names};

/// The module.
pub static SYS: ModuleDef = ModuleDef {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("_clear_internal_caches", nothing, "", "Clear all internal performance-related caches."),
    function("_clear_type_cache", nothing, "", "Clear the internal type lookup cache."),
    function("_clear_type_descriptors", nothing, "type, /", "Private function for clearing certain descriptors from a type's dictionary"),
    function("_current_exceptions", frames::current_exceptions, "", "Return a dict mapping each thread's identifier to its current raised exception."),
    function("_current_frames", frames::current_frames, "", "Return a dict mapping each thread's thread id to its current stack frame."),
    function("_get_cpu_count_config", cpu_count_config, "", "Private function for getting PyConfig.cpu_count"),
    function("_getframe", frames::get_frame, "depth=0, /", "Return a frame object from the call stack."),
    function("_getframemodulename", frames::get_frame_module_name, "depth=0", "Return the name of the module for a calling frame."),
    function("_is_gil_enabled", limits::is_gil_enabled, "", "Return True if the GIL is currently enabled and False if the GIL is disabled."),
    function("_is_immortal", limits::is_immortal, "op, /", "Return True if the given object is immortal, and False otherwise."),
    function("_is_interned", limits::is_interned, "string, /", "Return True if the given string is interned, and False otherwise."),
    function("addaudithook", hooks::add_audit_hook, "hook", "Adds a new audit hook callback."),
    function("audit", hooks::audit, "event, /, *args", "Passes the event to any hooks that are attached."),
    function("breakpointhook", hooks::breakpoint_hook, "*args, **kws", "This hook function is called by built-in breakpoint()."),
    function("call_tracing", hooks::call_tracing, "func, args, /", "Call func(*args), while tracing is enabled."),
    function("displayhook", hooks::display_hook, "object, /", "Print an object to sys.stdout and also save it in builtins._"),
    function("exc_info", exc_info, "", "Return current exception information: (type, value, traceback)."),
    function("excepthook", crate::vm::traceback::sys_excepthook, "exctype, value, traceback, /", "Handle an exception by displaying it with a traceback on sys.stderr."),
    function("exception", exception, "", "Return the current exception."),
    function("exit", exit, "status=None, /", "Exit the interpreter by raising SystemExit(status)."),
    function("get_asyncgen_hooks", hooks::get_asyncgen_hooks, "", "Return the installed asynchronous generators hooks."),
    function("get_coroutine_origin_tracking_depth", limits::get_origin_depth, "", "Check status of origin tracking for coroutine objects in this thread."),
    function("get_int_max_str_digits", limits::get_int_max_str_digits, "", "Return the maximum string digits limit for non-binary int<->str conversions."),
    function("getallocatedblocks", limits::get_allocated_blocks, "", "Return the number of memory blocks currently allocated."),
    function("getdefaultencoding", default_encoding, "", "Return the current default encoding used by the Unicode implementation."),
    function("getdlopenflags", dlopen_flags, "", "Return the current value of the flags that are used for dlopen calls."),
    function("getfilesystemencodeerrors", encode_errors, "", "Return the error mode used for Unicode to OS filename conversion."),
    function("getfilesystemencoding", default_encoding, "", "Return the encoding used to convert Unicode filenames to OS filenames."),
    function("getprofile", hooks::get_trace, "", "Return the profiling function set with sys.setprofile."),
    function("getrecursionlimit", limits::get_recursion_limit, "", "Return the current value of the recursion limit."),
    function("getrefcount", limits::get_refcount, "object, /", "Return the reference count of object."),
    function("getsizeof", limits::get_size_of, "object, default=NULL", "Return the size of object in bytes."),
    function("getswitchinterval", limits::get_switch_interval, "", "Return the current thread switch interval; see sys.setswitchinterval()."),
    function("gettrace", hooks::get_trace, "", "Return the global debug tracing function set with sys.settrace."),
    function("intern", limits::intern, "string, /", "``Intern'' the given string."),
    function("is_finalizing", is_finalizing, "", "Return True if Python is exiting."),
    function("is_remote_debug_enabled", no, "", "Return True if remote debugging is enabled, False otherwise."),
    function("is_stack_trampoline_active", no, "", "Return *True* if a stack profiler trampoline is active."),
    function("set_asyncgen_hooks", hooks::set_asyncgen_hooks, "firstiter=NULL, finalizer=NULL", "Set a finalizer for async generators objects."),
    function("set_coroutine_origin_tracking_depth", limits::set_origin_depth, "depth", "Enable or disable origin tracking for coroutine objects in this thread."),
    function("set_int_max_str_digits", limits::set_int_max_str_digits, "maxdigits", "Set the maximum string digits limit for non-binary int<->str conversions."),
    function("setdlopenflags", one_to_none, "flags, /", "Set the flags used by the interpreter for dlopen calls."),
    function("setprofile", hooks::set_profile, "function, /", "Set the profiling function."),
    function("setrecursionlimit", limits::set_recursion_limit, "limit, /", "Set the maximum depth of the Python interpreter stack to n."),
    function("setswitchinterval", limits::set_switch_interval, "interval, /", "Set the ideal thread switching delay inside the Python interpreter."),
    function("settrace", hooks::set_trace, "function, /", "Set the global debug tracing function."),
    function("unraisablehook", hooks::unraisable_hook, "unraisable, /", "Handle an unraisable exception."),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    facts::fill(vm, dict)?;
    for name in [
        "displayhook",
        "excepthook",
        "unraisablehook",
        "breakpointhook",
    ] {
        if let Some(hook) = vm.dict_get(dict, name) {
            vm.dict_set(dict, &format!("__{name}__"), hook)?;
        }
    }
    let mut builtin: Vec<&str> = MODULES.iter().map(|m| m.name).chain(["builtins"]).collect();
    builtin.sort_unstable();
    let tuple = vm.new_tuple(builtin.into_iter().map(|n| vm.intern_str(n)).collect());
    vm.dict_set(dict, "builtin_module_names", tuple)?;
    vm.dict_set(dict, "monitoring", monitoring::module(vm)?)?;
    let standard = names::ALL.iter().map(|n| vm.intern_str(n)).collect();
    vm.dict_set(dict, "stdlib_module_names", vm.new_frozenset(standard)?)
}

fn nothing(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn one_to_none(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn no(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::bool(false))
}

fn cpu_count_config(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.interp.config.cpu_count.unwrap_or(-1).into()))
}

fn default_encoding(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.intern_str("utf-8"))
}

fn encode_errors(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.intern_str("surrogateescape"))
}

fn dlopen_flags(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(2))
}

fn is_finalizing(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::bool(vm.interp.gil.is_finalizing()))
}

fn exception(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.current_handled().unwrap_or_else(Ref::none))
}

fn exc_info(vm: &Vm, _args: &[Ref]) -> PyResult {
    let items = match vm.current_handled() {
        None => vec![Ref::none(), Ref::none(), Ref::none()],
        Some(e) => {
            let traceback = e.downcast::<exc::PyException>().and_then(|p| p.traceback());
            vec![
                e.ty().to_ref(),
                e.clone(),
                traceback.unwrap_or_else(Ref::none),
            ]
        }
    };
    Ok(vm.new_tuple(items))
}

fn exit(vm: &Vm, args: &[Ref]) -> PyResult {
    // As raising the class with this value: None gives no arguments, a tuple gives several.
    let values = match args[0].opt() {
        None => Vec::new(),
        Some(status) if status.is_none() => Vec::new(),
        // An instance is raised as it is.
        Some(status) if status.is_instance(&exc::SYSTEM_EXIT) => {
            return Err(Exc(status.clone()));
        }
        Some(status) if status.ty().has(type_flags::TUPLE) => {
            crate::builtins::tuple::items(status).to_vec()
        }
        Some(status) => vec![status.clone()],
    };
    vm.call(&exc::SYSTEM_EXIT.to_ref(), &values)
        .and_then(|e| Err(Exc(e)))
}
