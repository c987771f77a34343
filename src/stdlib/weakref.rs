//! `_weakref`: what `weakref` takes from the interpreter.
//!
//! Invariant: everything here is defined in `../builtins/weakref.rs` and `../builtins/weakref_proxy.rs`.
//! Next file to read: `../builtins/weakref.rs`.

use super::modules::ModuleDef;
use crate::builtins::dict::PyDict;
use crate::builtins::weakref::{PyWeakRef, WEAKREF, as_weak};
use crate::builtins::weakref_proxy::{CALLABLE_PROXY, PROXY, new_proxy};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The module `_weakref`.
pub static WEAKREF_MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak-reference support module.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("_remove_dead_weakref", remove_dead_weakref, "dct, key, /", "Atomically remove key from dict if it points to a dead weakref."),
    function("getweakrefcount", getweakrefcount, "object, /", "Return the number of weak references to 'object'."),
    function("getweakrefs", getweakrefs, "object, /", "Return a list of all weak reference objects pointing to 'object'."),
    function("proxy", proxy, "object, callback=None, /", "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when 'object' is about to be finalized."),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    for ty in [&WEAKREF, &PROXY, &CALLABLE_PROXY] {
        super::add_type(vm, dict, ty)?;
    }
    vm.dict_set(dict, "ref", WEAKREF.to_ref())
}

fn remove_dead_weakref(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(dict) = args[0].downcast::<PyDict>() else {
        return Err(vm.type_error(format!(
            "_remove_dead_weakref() argument 1 must be dict, not {}",
            args[0].ty().name()
        )));
    };
    let Some(value) = dict.get(vm, &args[1])? else {
        return Ok(Ref::none());
    };
    let Some(weak) = as_weak(&value) else {
        return Err(vm.type_error("not a weakref"));
    };
    if weak.get().is_none() {
        dict.remove(vm, &args[1])?;
    }
    Ok(Ref::none())
}

fn getweakrefcount(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.weakrefs_of(&args[0]).len() as i64))
}

/// The shared reference first, then the shared proxy, then the others, newest first.
fn getweakrefs(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut all = vm.weakrefs_of(&args[0]);
    all.reverse();
    all.sort_by_key(|w| {
        let shared = as_weak(w).is_some_and(|p: &PyWeakRef| p.callback().is_none());
        match shared {
            true if w.is_exactly(&WEAKREF) => 0,
            true if !w.is_instance(&WEAKREF) => 1,
            _ => 2,
        }
    });
    Ok(vm.new_list(all))
}

fn proxy(vm: &Vm, args: &[Ref]) -> PyResult {
    let callback = args[1].opt().filter(|c| !c.is_none());
    new_proxy(vm, &args[0], callback.cloned().unwrap_or(Ref::NULL))
}
