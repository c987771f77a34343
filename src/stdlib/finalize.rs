//! The end of a program: threads, exit functions, streams, then the modules themselves.
//!
//! Modules are taken down so that what they hold is finalized, as in CPython: `sys.modules` is
//! emptied and cycles are collected; what is left of a module loses its names, those with one
//! leading underscore first.
//!
//! Invariant: once modules go, only this thread runs Python.
//! Next file to read: `threading/mod.rs`, `atexit.rs`.

use super::{atexit, threading};
use crate::builtins::dict::PyDict;
use crate::builtins::module::namespace;
use crate::builtins::weakref::{PyWeakRef, WEAKREF};
use crate::objects::context::Vm;
use crate::objects::refcount::{Ref, gil_off};

/// The exit status when a standard stream could not be written, whatever else went wrong.
const FLUSH_FAILED: i32 = 120;

/// What the end of the program does; answers the exit status.
pub fn shutdown(vm: &Vm, status: i32) -> i32 {
    threading::shutdown(vm);
    atexit::run(vm);
    vm.interp.gil.begin_finalization(&vm.thread);
    let flushed = flush_streams(vm);
    // Without the GIL other threads may still run, in the midst of what would be taken down.
    if !gil_off() || vm.interp.threads.count() == 1 {
        take_down_modules(vm);
    }
    // A stream that failed above has been complained about already.
    let flushed = if flushed {
        flush_streams(vm)
    } else {
        flush_quietly(vm, "stderr");
        false
    };
    // A script may have put other streams in their place.
    flush_quietly(vm, "__stdout__");
    flush_quietly(vm, "__stderr__");
    if flushed { status } else { FLUSH_FAILED }
}

/// Flushes `sys.stdout` and `sys.stderr`; false when one could not be.
fn flush_streams(vm: &Vm) -> bool {
    let mut good = true;
    for name in ["stdout", "stderr"] {
        let found = vm.dict_get(&vm.known().sys, name);
        let Some(file) = found.filter(|f| !f.is_none()) else {
            continue;
        };
        let closed = vm.get_attr_str(&file, "closed");
        if closed.and_then(|c| vm.is_true(&c)).unwrap_or(false) {
            continue;
        }
        if let Err(e) = vm.call_method_str(&file, "flush", &[]) {
            good = false;
            if name == "stdout" {
                vm.unraisable(e, "Exception ignored while flushing sys.stdout", None);
            }
        }
    }
    good
}

fn flush_quietly(vm: &Vm, name: &str) {
    if let Some(file) = vm.dict_get(&vm.known().sys, name)
        && !file.is_none()
    {
        drop(vm.call_method_str(&file, "flush", &[]));
    }
}

fn take_down_modules(vm: &Vm) {
    let known = vm.known();
    // What only exists for an interactive or failed session would keep objects alive.
    let sys = &known.sys;
    for name in [
        "last_exc",
        "last_type",
        "last_value",
        "last_traceback",
        "path",
        "argv",
        "ps1",
        "ps2",
    ] {
        if vm.dict_get(sys, name).is_some() {
            let _ = vm.dict_set(sys, name, Ref::none());
        }
    }
    let _ = vm.dict_set(&known.builtins, "_", Ref::none());
    let Some(modules) = known.modules.downcast::<PyDict>() else {
        return;
    };
    let mut weak = Vec::new();
    for (name, module) in modules.pairs() {
        if name.str_is("sys") || name.str_is("builtins") {
            continue;
        }
        let _ = modules.insert(vm, name, Ref::none());
        if let Ok(w) = vm.new_weakref(&WEAKREF, &module, Ref::NULL) {
            weak.push(w);
        }
    }
    super::gc::collect_generation(vm, 2);
    while let Some(w) = weak.pop() {
        let module = w.downcast::<PyWeakRef>().and_then(PyWeakRef::get);
        if let Some(dict) = module.as_ref().and_then(namespace) {
            clear_names(vm, &dict);
        }
    }
    super::gc::collect_generation(vm, 2);
}

/// Sets a module's names to `None`: those with one leading underscore, then the others.
fn clear_names(vm: &Vm, dict: &Ref) {
    let Some(d) = dict.downcast::<PyDict>() else {
        return;
    };
    for private in [true, false] {
        for (name, value) in d.pairs() {
            let text = vm.str_lossy(&name);
            let is_private = text.starts_with('_') && !text.starts_with("__");
            if !value.is_none() && text != "__builtins__" && (is_private || !private) {
                drop(value);
                let _ = d.insert(vm, name, Ref::none());
            }
        }
    }
}
