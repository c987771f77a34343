//! The text of `AttributeError`: by what the object is, with hints for modules.
//!
//! Invariant: no Python code runs: everything is read from namespaces.
//! Next file to read: `raise.rs`.

use crate::builtins::module;
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;

/// The text for an attribute `name` that `x` does not have.
pub(super) fn missing_text(vm: &Vm, x: &Ref, name: &Ref) -> String {
    let name = vm.str_lossy(name);
    if let Some(ty) = x.as_type() {
        return format!("type object '{}' has no attribute '{name}'", ty.name());
    }
    match module::namespace(x) {
        Some(dict) => module_text(vm, &dict, &name),
        None => format!("'{}' object has no attribute '{name}'", x.ty().name()),
    }
}

fn module_text(vm: &Vm, dict: &Ref, name: &str) -> String {
    let Some(module) = vm.dict_get(dict, "__name__").filter(|n| n.as_str().is_some()) else {
        return format!("module has no attribute '{name}'");
    };
    let module = vm.str_lossy(&module);
    let spec = vm.dict_get(dict, "__spec__").filter(|s| !s.is_none());
    let initializing = spec.as_ref().and_then(|s| vm.instance_get(s, &vm.names()._initializing));
    if initializing.is_some_and(|i| i.is_true()) {
        return format!(
            "partially initialized module '{module}' has no attribute '{name}' (most likely due to a circular import)"
        );
    }
    format!("module '{module}' has no attribute '{name}'")
}
