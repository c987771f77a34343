//! What classes are called: `__name__`, `__qualname__`, `__module__`, and the names errors show.
//!
//! Invariant: the names error messages borrow live as long as the process; there is one copy of
//! each distinct name.
//! Next file to read: `attributes.rs`.

use crate::builtins::dict;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use parking_lot::Mutex;
use std::collections::HashSet;

/// Names of classes made at run time, kept for messages.
#[derive(Default)]
struct DisplayNames(Mutex<HashSet<&'static str>>);

/// A copy of `name` that lives on.
pub(super) fn keep(vm: &Vm, name: &Ref) -> &'static str {
    let text = vm.str_lossy(name);
    let mut names = vm.interp.state::<DisplayNames>().0.lock();
    if let Some(kept) = names.get(text.as_str()) {
        return kept;
    }
    let kept: &'static str = Box::leak(text.into_boxed_str());
    names.insert(kept);
    kept
}

/// `__name__`.
pub fn name_of(vm: &Vm, ty: &Type) -> Ref {
    match ty.def() {
        Some(def) => vm.intern_str(def.name),
        None => ty.inner.with(|i| i.name.clone()).unwrap_or_else(Ref::none),
    }
}

/// `__qualname__`.
pub fn qualname_of(vm: &Vm, ty: &Type) -> PyResult {
    let own = ty.inner.with(|i| i.qualname.clone());
    Ok(own.unwrap_or_else(|| name_of(vm, ty)))
}

/// `__module__`, if the class has any.
pub fn module_of(vm: &Vm, ty: &Type) -> Option<Ref> {
    match ty.def() {
        Some(def) => Some(vm.intern_str(def.module)),
        None => dict::get_str(ty.dict(vm), &vm.names().__module__),
    }
}

/// `module.QualName`, the module left out for builtins.
pub fn full_name(vm: &Vm, ty: &Type) -> PyResult<String> {
    let qualname = vm.str_lossy(&qualname_of(vm, ty)?);
    Ok(match module_of(vm, ty).filter(|m| m.as_str().is_some()) {
        Some(m) if !m.str_is("builtins") => format!("{}.{qualname}", vm.str_lossy(&m)),
        _ => qualname,
    })
}

impl Vm {
    /// How texts name a class in full: its module left out for builtins and the main program.
    pub fn full_type_name(&self, ty: &Type) -> String {
        let full = full_name(self, ty).unwrap_or_else(|_| ty.name().to_string());
        match full.strip_prefix("__main__.") {
            Some(rest) => rest.to_string(),
            None => full,
        }
    }
}
