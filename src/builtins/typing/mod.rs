//! Type parameters and type aliases (PEP 484, 612, 646, 695, 696): what `_typing` gives to `typing`.
//!
//! Bounds, constraints, defaults and alias values written in PEP 695 syntax are functions that are
//! called when the value is first asked for.
//!
//! Invariant: nothing here imports `typing` unless a script uses one of its objects.
//! Next file to read: `type_params.rs`.

pub mod alias;
pub mod evaluator;
pub mod generic;
pub mod parameters;
pub mod paramspec_parts;
pub mod type_params;

pub use alias::new_typealias;
pub use generic::subscript_generic;
pub use type_params::{new_paramspec, new_typevar, new_typevartuple, set_default};

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// Calls a function of `typing`.
pub(super) fn call_typing(vm: &Vm, name: &str, args: &[Ref]) -> PyResult {
    let typing = crate::vm::import::import_module(vm, "typing")?;
    let f = vm.get_attr_str(&typing, name)?;
    vm.call(&f, args)
}

/// `typing.Unpack[x]`, as iterating over a type parameter or alias gives it.
pub(super) fn unpack_once(vm: &Vm, x: &Ref) -> PyResult {
    let typing = crate::vm::import::import_module(vm, "typing")?;
    let unpack = vm.get_attr_str(&typing, "Unpack")?;
    let one = vm.get_item(&unpack, x)?;
    vm.iter(&vm.new_tuple(vec![one]))
}

/// `x | y` where one of them is a type parameter or an alias: strings become forward references.
pub(super) fn or_with_strings(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let side = |t: &Ref| {
        if t.as_str().is_some() {
            crate::builtins::union::forward_reference(vm, t)
        } else {
            Ok(t.clone())
        }
    };
    crate::builtins::union::make(vm, &[side(x)?, side(y)?])
}

/// The name of the module whose code is running: `__module__` of a type parameter made by a call.
pub(super) fn calling_module(vm: &Vm) -> Ref {
    let globals = vm.current_globals();
    globals
        .and_then(|g| crate::builtins::dict::get_str(&g, &vm.names().__name__))
        .unwrap_or_else(Ref::none)
}
