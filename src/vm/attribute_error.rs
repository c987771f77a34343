//! The text of `AttributeError`: by what the object is, with hints for modules.
//!
//! Invariant: no Python code runs: everything is read from namespaces.
//! Next file to read: `../builtins/exceptions/raise.rs`.

use crate::builtins::module;
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;

/// The text for an attribute `name` that `x` does not have.
pub fn missing_text(vm: &Vm, x: &Ref, name: &Ref) -> String {
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
    let Some(module) = vm
        .dict_get(dict, "__name__")
        .filter(|n| n.as_str().is_some())
    else {
        return format!("module has no attribute '{name}'");
    };
    let module = vm.str_lossy(&module);
    let spec = vm.dict_get(dict, "__spec__").filter(|s| !s.is_none());
    let of_spec = |name: &str| {
        spec.as_ref()
            .and_then(|s| vm.instance_get(s, &vm.intern_str(name)))
    };
    let origin = of_spec("origin")
        .map(|o| vm.str_lossy(&o))
        .filter(|o| o.contains('/'));
    let shadowing = origin
        .as_deref()
        .is_some_and(|o| stands_beside_script(vm, o));
    let plain = format!("module '{module}' has no attribute '{name}'");
    if shadowing && crate::stdlib::names::is_standard(&module) {
        let origin = origin.unwrap_or_default();
        return format!(
            "{plain} (consider renaming '{origin}' since it has the same name as the standard library module named \
             '{module}' and prevents importing that standard library module)"
        );
    }
    if of_spec("_initializing").is_some_and(|i| i.is_true()) {
        return match origin {
            Some(o) if shadowing => {
                format!(
                    "{plain} (consider renaming '{o}' if it has the same name as a library you intended to import)"
                )
            }
            Some(o) => format!(
                "partially initialized module '{module}' from '{o}' has no attribute '{name}' \
                 (most likely due to a circular import)"
            ),
            None => format!(
                "partially initialized module '{module}' has no attribute '{name}' (most likely due to a circular import)"
            ),
        };
    }
    let unfinished = of_spec("_uninitialized_submodules");
    if let Some(list) = unfinished
        .as_ref()
        .and_then(|l| l.downcast::<crate::builtins::list::PyList>())
        && list.to_vec().iter().any(|n| vm.str_lossy(n) == name)
    {
        return format!(
            "cannot access submodule '{name}' of module '{module}' (most likely due to a circular import)"
        );
    }
    plain
}

/// Whether a module's file (or package) stands in the folder that is searched first, the script's.
fn stands_beside_script(vm: &Vm, origin: &str) -> bool {
    let file = origin.strip_suffix("/__init__.py").unwrap_or(origin);
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    match vm.interp.config.script_folder.as_deref() {
        None => false,
        Some("") => std::env::current_dir().is_ok_and(|d| d.as_os_str() == folder),
        Some(first) => first == folder,
    }
}
