//! Warning filters: the list scripts see, and which action it yields.
//!
//! Invariant: matching may run Python code (compiled patterns, `__subclasscheck__`), so the list is
//! read item by item and may change meanwhile.
//! Next file to read: `options.rs`.

use super::{python_attribute, state};
use crate::builtins::exceptions as exc;
use crate::builtins::list::PyList;
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

/// A filter as the tuple scripts see; NULL stands for `None`.
pub(super) fn new_filter(
    vm: &Vm,
    action: &str,
    message: Ref,
    category: Ref,
    module: Ref,
    line: i64,
) -> Ref {
    let or_none = |r: Ref| r.opt().cloned().unwrap_or_else(Ref::none);
    vm.new_tuple(vec![
        vm.intern_str(action),
        or_none(message),
        category,
        or_none(module),
        vm.int(line),
    ])
}

/// The interpreter's list of filters, with the ones it starts with.
pub(super) fn own_filters(vm: &Vm) -> PyResult {
    if let Some(f) = state(vm).filters.get() {
        return Ok(f);
    }
    let plain = |action: &str, ty: &'static Type, module: Ref| {
        new_filter(vm, action, Ref::NULL, ty.to_ref(), module, 0)
    };
    let list = vm.new_list(vec![
        plain(
            "default",
            &exc::DEPRECATION_WARNING,
            vm.intern_str("__main__"),
        ),
        plain("ignore", &exc::DEPRECATION_WARNING, Ref::NULL),
        plain("ignore", &exc::PENDING_DEPRECATION_WARNING, Ref::NULL),
        plain("ignore", &exc::IMPORT_WARNING, Ref::NULL),
        plain("ignore", &exc::RESOURCE_WARNING, Ref::NULL),
    ]);
    state(vm).filters.set(Some(list.clone()));
    Ok(list)
}

/// The action for a warning, and the filter that says so (`None` for the default action).
pub(super) fn action(
    vm: &Vm,
    text: &Ref,
    category: &Ref,
    module: &Ref,
    line: i64,
) -> PyResult<(String, Ref)> {
    let list = match python_attribute(vm, "filters") {
        Some(l) => l,
        None => own_filters(vm)?,
    };
    let Some(filters) = list.downcast::<PyList>() else {
        return Err(vm.value_error("_warnings.filters must be a list"));
    };
    let mut i = 0;
    while let Some(item) = filters.get(i) {
        let [action, message, cat, wanted_module, wanted_line] = tuple::items(&item) else {
            return Err(vm.value_error(format!("warnings.filters item {i} isn't a 5-tuple")));
        };
        if action.as_str().is_none() {
            let got = action.ty().name();
            return Err(vm.type_error(format!("action must be a string, not '{got}'")));
        }
        let wanted = vm.index_i64(wanted_line)?;
        if (wanted == 0 || wanted == line)
            && vm.is_subclass_of(category, cat)?
            && matches(vm, message, text)?
            && matches(vm, wanted_module, module)?
        {
            return Ok((vm.str_lossy(action), item.clone()));
        }
        i += 1;
    }
    let default =
        python_attribute(vm, "defaultaction").map_or("default".to_string(), |a| vm.str_lossy(&a));
    Ok((default, Ref::none()))
}

/// Whether a filter's pattern accepts a text: `None` accepts all, a `str` itself only.
fn matches(vm: &Vm, pattern: &Ref, text: &Ref) -> PyResult<bool> {
    if pattern.is_none() {
        return Ok(true);
    }
    if pattern.is_exactly(&crate::builtins::str::STR) {
        return vm.equal(pattern, text);
    }
    let found = vm.call_method_str(pattern, "match", std::slice::from_ref(text))?;
    vm.is_true(&found)
}
