//! The `Thread` objects of running threads, and what else the module knows as a whole.
//!
//! Invariant: a thread's object is in `starting` from `start()` until it runs, then in `running`
//! until its last Python code is over. `current_thread()` always has an answer: threads that were
//! not started by `threading` get an object made for them when they ask.
//! Deliberately absent: the machine threads (`../../runtime/thread.rs`).
//! Next file to read: `thread.rs`.

use super::thread::{Kind, PyThread, new_special};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// What `threading` keeps for an interpreter.
#[derive(Default)]
pub struct Threads {
    running: Locked<Vec<Ref>>,
    starting: Locked<Vec<Ref>>,
    main: Locked<Option<Ref>>,
    names: AtomicU64,
    /// The namespace of the `threading` module, once imported.
    pub module: Locked<Option<Ref>>,
    /// Calls to make before non-daemon threads are waited for: function, arguments, keywords.
    pub at_exit: Locked<Vec<(Ref, Ref, Ref)>>,
    /// Whether `shutdown` has begun.
    pub shutting_down: AtomicBool,
}

/// The calling thread's own object.
#[derive(Default)]
struct Current(Option<Ref>);

/// The state of the calling interpreter.
pub fn threads(vm: &Vm) -> &'static Threads {
    vm.interp.state::<Threads>()
}

fn remove(list: &Locked<Vec<Ref>>, thread: &Ref) {
    let found = list.with(|l| l.iter().position(|t| t.is(thread)).map(|i| l.remove(i)));
    drop(found);
}

/// The next default name's number.
pub fn next_number(vm: &Vm) -> u64 {
    threads(vm).names.fetch_add(1, Relaxed) + 1
}

/// A thread is about to be started.
pub fn add_starting(vm: &Vm, thread: &Ref) {
    threads(vm).starting.with(|l| l.push(thread.clone()));
}

/// A thread could not be started.
pub fn remove_starting(vm: &Vm, thread: &Ref) {
    remove(&threads(vm).starting, thread);
}

/// The calling thread begins to run under `thread`.
pub fn begin(vm: &Vm, thread: &Ref) {
    let state = threads(vm);
    state.running.with(|l| l.push(thread.clone()));
    remove(&state.starting, thread);
    vm.with_local::<Current, _>(|c| c.0 = Some(thread.clone()));
}

/// The calling thread has run all it had to run.
pub fn end(vm: &Vm) {
    let thread = vm.with_local::<Current, _>(|c| c.0.take());
    if let Some(t) = thread {
        remove(&threads(vm).running, &t);
    }
}

/// `threading.main_thread()`.
pub fn main_thread(vm: &Vm) -> PyResult {
    let state = threads(vm);
    if let Some(t) = state.main.get() {
        return Ok(t);
    }
    let main = vm
        .interp
        .threads
        .enumerate()
        .into_iter()
        .find(|t| t.is_main());
    let shared = main.unwrap_or_else(|| vm.thread.clone());
    let thread = new_special(vm, Kind::Main, "MainThread".to_string(), &shared)?;
    state.main.set(Some(thread.clone()));
    state.running.with(|l| l.insert(0, thread.clone()));
    Ok(thread)
}

/// `threading.current_thread()`.
pub fn current_thread(vm: &Vm) -> PyResult {
    if let Some(t) = vm.with_local::<Current, _>(|c| c.0.clone()) {
        return Ok(t);
    }
    if vm.thread.is_main() {
        let t = main_thread(vm)?;
        vm.with_local::<Current, _>(|c| c.0 = Some(t.clone()));
        return Ok(t);
    }
    let name = format!("Dummy-{}", next_number(vm));
    let thread = new_special(vm, Kind::Dummy, name, &vm.thread)?;
    begin(vm, &thread);
    Ok(thread)
}

/// `threading.enumerate()`.
pub fn enumerate(vm: &Vm) -> PyResult<Vec<Ref>> {
    main_thread(vm)?;
    let state = threads(vm);
    let mut all = state.running.get();
    all.extend(state.starting.get());
    all.retain(|t| {
        t.downcast::<PyThread>()
            .is_some_and(|p| p.kind != Kind::Main || !p.is_done())
    });
    Ok(all)
}
