//! The `atexit` module.
//!
//! Invariant: calls run last first, in the main thread, after the other threads have been waited
//! for; one that raises does not keep the rest from running.
//! Next file to read: `threading/mod.rs` for what comes before.

use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::call_with;
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static ATEXIT: ModuleDef = ModuleDef {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n",
    functions: FUNCTIONS,
    setup: None,
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("_clear", clear, "", "Clear the list of previously registered exit functions."),
    function("_ncallbacks", count, "", "Return the number of registered exit functions."),
    function("_run_exitfuncs", run_function, "", "Run all registered exit functions."),
    function("register", register, "func, /, *args, **kwargs", "Register a function to be executed upon normal program termination."),
    function("unregister", unregister, "func, /", "Unregister an exit function which was previously registered using atexit.register."),
];

/// Function, arguments, keywords.
type Call = (Ref, Ref, Ref);

#[derive(Default)]
struct Calls(Locked<Vec<Call>>);

fn calls(vm: &Vm) -> &'static Locked<Vec<Call>> {
    &vm.interp.state::<Calls>().0
}

fn register(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].ty().slots().call.is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    calls(vm).with(|c| c.push((args[0].clone(), args[1].clone(), args[2].clone())));
    Ok(args[0].clone())
}

fn unregister(vm: &Vm, args: &[Ref]) -> PyResult {
    // Comparing may run Python code, so it happens outside the list.
    let all = calls(vm).take();
    let mut kept = Vec::with_capacity(all.len());
    let mut result = Ok(Ref::none());
    for call in all {
        match if result.is_ok() {
            vm.equal(&call.0, &args[0])
        } else {
            Ok(false)
        } {
            Ok(true) => drop(call),
            Ok(false) => kept.push(call),
            Err(e) => {
                result = Err(e);
                kept.push(call);
            }
        }
    }
    calls(vm).with(|c| {
        kept.append(c);
        *c = kept;
    });
    result
}

fn clear(vm: &Vm, _args: &[Ref]) -> PyResult {
    drop(calls(vm).take());
    Ok(Ref::none())
}

fn count(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(calls(vm).with(|c| c.len()) as i64))
}

fn run_function(vm: &Vm, _args: &[Ref]) -> PyResult {
    run(vm);
    Ok(Ref::none())
}

/// Runs all registered functions, those they register included.
pub fn run(vm: &Vm) {
    while let Some((function, args, kwargs)) = calls(vm).with(|c| c.pop()) {
        if let Err(e) = call_with(vm, &function, &args, &kwargs) {
            vm.unraisable(e, "Exception ignored in atexit callback", Some(&function));
        }
    }
}
