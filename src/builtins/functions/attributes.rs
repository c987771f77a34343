//! Builtin functions that ask an object about itself: attributes, type, identity, hash, text.
//!
//! Invariant: `hasattr` and `getattr` with a default swallow AttributeError and nothing else.
//! Next file to read: `execution.rs`.

use super::execution;
use crate::builtins::object::attribute_name;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// `ascii()`
pub(super) fn builtins_ascii(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.ascii(&args[0])
}

/// `repr()`
pub(super) fn builtins_repr(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.repr(&args[0])
}

/// `callable()`
pub(super) fn builtins_callable(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(args[0].ty().slots().call.is_some()))
}

/// `delattr()`
pub(super) fn builtins_delattr(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = attribute_name(vm, &args[1])?;
    vm.del_attr(&args[0], &name)?;
    Ok(Ref::none())
}

/// `setattr()`
pub(super) fn builtins_setattr(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = attribute_name(vm, &args[1])?;
    vm.set_attr(&args[0], &name, &args[2])?;
    Ok(Ref::none())
}

/// `getattr()`
pub(super) fn builtins_getattr(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = attribute_name(vm, &args[1])?;
    match args[2].opt() {
        None => vm.get_attr(&args[0], &name),
        Some(default) => Ok(vm
            .get_attr_opt(&args[0], &name)?
            .unwrap_or_else(|| default.clone())),
    }
}

/// `hasattr()`
pub(super) fn builtins_hasattr(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = attribute_name(vm, &args[1])?;
    Ok(Ref::bool(vm.get_attr_opt(&args[0], &name)?.is_some()))
}

/// `dir()`
pub(super) fn builtins_dir(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(x) = args[0].opt() {
        return crate::builtins::object::dir(vm, x);
    }
    let names = execution::current_locals(vm)?;
    let keys = vm.call_method_str(&names, "keys", &[])?;
    let list = vm.new_list(vm.collect_items(&keys)?);
    vm.call_method_str(&list, "sort", &[])?;
    Ok(list)
}

/// `vars()`
pub(super) fn builtins_vars(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(x) = args[0].opt() else {
        return execution::current_locals(vm);
    };
    match vm.get_attr_opt(x, &vm.names().__dict__)? {
        Some(d) => Ok(d),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

/// `format()`
pub(super) fn builtins_format(vm: &Vm, args: &[Ref]) -> PyResult {
    let spec = args[1].opt().unwrap_or(&vm.known().empty_str);
    if spec.as_str().is_none() {
        return Err(vm.type_error(format!(
            "format() argument 2 must be str, not {}",
            spec.ty().name()
        )));
    }
    vm.format(&args[0], spec)
}

/// `hash()`
pub(super) fn builtins_hash(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.hash(&args[0]).map(|h| vm.int(h))
}

/// `id()`
pub(super) fn builtins_id(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(args[0].id()))
}

/// `isinstance()`
pub(super) fn builtins_isinstance(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.is_instance_of(&args[0], &args[1]).map(Ref::bool)
}

/// `issubclass()`
pub(super) fn builtins_issubclass(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.is_subclass_of(&args[0], &args[1]).map(Ref::bool)
}
