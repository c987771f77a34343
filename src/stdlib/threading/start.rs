//! Starting threads, and what happens in them before and after the script's own code.
//!
//! A new thread makes its `Vm`, takes the GIL, runs, reports what it could not handle, drops all
//! it holds, and gives the GIL up for good.
//!
//! Invariant: nothing of the thread's touches an object after its last release of the GIL.
//! Deliberately absent: frames of the start itself; a traceback begins with the target.
//! Next file to read: `../../runtime/thread.rs`.

use super::excepthook;
use super::registry;
use super::thread::PyThread;
use crate::builtins::exceptions as exc;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref, gil_off, go_parallel, is_parallel};
use crate::runtime::event::Reason;
use crate::runtime::thread::{SpawnOptions, ThreadHandle};
use std::sync::Arc;

/// Starts a machine thread that runs `body` with the GIL held.
pub fn spawn(
    vm: &Vm,
    options: SpawnOptions,
    body: impl FnOnce(&Vm) + Send + 'static,
) -> PyResult<Arc<ThreadHandle>> {
    if vm.interp.gil.is_finalizing() {
        let text = "can't create new thread at interpreter shutdown";
        return Err(vm.error(&exc::PYTHON_FINALIZATION_ERROR, text));
    }
    if gil_off() && !is_parallel() {
        go_parallel();
    }
    let interp = vm.interp;
    let limit = vm.recursion_limit.get();
    let started = interp.threads.spawn(&interp.gil, options, move |shared| {
        let own = Vm::new(interp, shared.clone(), shared.stack_limit());
        own.recursion_limit.set(limit);
        own.recursion_left.set(limit);
        interp.gil.acquire(&shared);
        own.enter(|vm| {
            body(vm);
            retire(vm);
        });
        interp.gil.release(&shared, Reason::ThreadEnd);
    });
    started.map_err(|_| vm.runtime_error("can't start new thread"))
}

/// Drops what the thread still holds, while it may touch objects.
fn retire(vm: &Vm) {
    registry::end(vm);
    vm.async_exc.set(None);
    vm.interruption.set(None);
    // What is dropped may run Python code that makes thread-local state again.
    for _ in 0..16 {
        let locals = std::mem::take(&mut *vm.locals.borrow_mut());
        if locals.is_empty() {
            break;
        }
        drop(locals);
    }
    vm.clear_method_cache();
    vm.heap.retire(&vm.interp.heap);
}

/// What a thread started by `Thread.start` does.
pub fn run_thread(vm: &Vm, thread: Ref) {
    let Some(payload) = thread.downcast::<PyThread>() else {
        return;
    };
    payload.set_ids(&vm.thread);
    registry::begin(vm, &thread);
    payload.started.set();
    let context = payload.take_context(vm);
    let run = || vm.call_method_str(&thread, "run", &[]);
    if let Err(e) = crate::stdlib::contextvars::context::run_in(vm, &context, run) {
        excepthook::invoke(vm, &thread, e);
    }
    registry::end(vm);
}

/// What a thread started by `_thread.start_new_thread` does.
pub fn run_function(vm: &Vm, function: Ref, args: Ref, kwargs: Ref) {
    if let Err(e) = crate::stdlib::call_with(vm, &function, &args, &kwargs)
        && !e.matches(&exc::SYSTEM_EXIT)
    {
        vm.unraisable(e, "Exception ignored in thread started by", Some(&function));
    }
}
