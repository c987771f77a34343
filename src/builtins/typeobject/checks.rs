//! `isinstance` and `issubclass`, with the hooks of metaclasses and objects that only pose as classes.
//!
//! Invariant: for classes whose metaclass is `type` no Python code runs unless the object's own
//! `__class__` has to be asked.
//! Next file to read: `build_class.rs`.

use super::TYPE;
use crate::builtins::tuple::{self, TUPLE};
use crate::builtins::union::PyUnion;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// `isinstance(x, class)`.
pub fn is_instance(vm: &Vm, x: &Ref, class: &Ref) -> PyResult<bool> {
    if class.is_type(x.ty()) {
        return Ok(true);
    }
    if class.is_exactly(&TYPE) {
        return real_is_instance(vm, x, class);
    }
    if let Some(union) = class.downcast::<PyUnion>() {
        return any(vm, tuple::items(&union.args), |c| is_instance(vm, x, c));
    }
    if class.is_instance(&TUPLE) {
        vm.check_native_stack()?;
        return any(vm, tuple::items(class), |c| is_instance(vm, x, c));
    }
    if let Some(hook) = class.ty().lookup(vm, &vm.names().__instancecheck__) {
        vm.check_native_stack()?;
        let r = vm.call_found_method(&hook, class, std::slice::from_ref(x))?;
        return vm.is_true(&r);
    }
    real_is_instance(vm, x, class)
}

fn any(_: &Vm, items: &[Ref], mut f: impl FnMut(&Ref) -> PyResult<bool>) -> PyResult<bool> {
    for c in items {
        if f(c)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `type.__instancecheck__`: by the MRO, and by what the object says its `__class__` is.
pub(super) fn real_is_instance(vm: &Vm, x: &Ref, class: &Ref) -> PyResult<bool> {
    let names = vm.names();
    if let Some(ty) = class.as_type() {
        if x.is_instance(ty) {
            return Ok(true);
        }
        if has_plain_class(vm, x) {
            return Ok(false);
        }
        let claimed = vm.get_attr_opt(x, &names.__class__)?;
        return Ok(claimed
            .and_then(|c| Some(!c.is_type(x.ty()) && c.as_type()?.is_subtype(ty)))
            .unwrap_or(false));
    }
    if abstract_bases(vm, class)?.is_none() {
        return Err(
            vm.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")
        );
    }
    match vm.get_attr_opt(x, &names.__class__)? {
        Some(c) => abstract_is_subclass(vm, &c, class),
        None => Ok(false),
    }
}

/// Whether `x.__class__` can only be its type: neither attribute hooks nor a `__class__` of its own.
fn has_plain_class(vm: &Vm, x: &Ref) -> bool {
    let ty = x.ty();
    let generic = ty.slots().getattro;
    if generic.is_none_or(|f| {
        f as usize != crate::builtins::object::generic_get_attr as *const () as usize
    }) {
        return false;
    }
    let name = &vm.names().__class__;
    match (
        ty.lookup(vm, name),
        crate::builtins::object::OBJECT.lookup(vm, name),
    ) {
        (Some(own), Some(default)) => own.is(&default),
        _ => false,
    }
}

/// `issubclass(sub, class)`.
pub fn is_subclass(vm: &Vm, sub: &Ref, class: &Ref) -> PyResult<bool> {
    if class.is_exactly(&TYPE) {
        if sub.is(class) {
            return Ok(true);
        }
        return real_is_subclass(vm, sub, class);
    }
    if let Some(union) = class.downcast::<PyUnion>() {
        return any(vm, tuple::items(&union.args), |c| is_subclass(vm, sub, c));
    }
    if class.is_instance(&TUPLE) {
        vm.check_native_stack()?;
        return any(vm, tuple::items(class), |c| is_subclass(vm, sub, c));
    }
    if let Some(hook) = class.ty().lookup(vm, &vm.names().__subclasscheck__) {
        vm.check_native_stack()?;
        let r = vm.call_found_method(&hook, class, std::slice::from_ref(sub))?;
        return vm.is_true(&r);
    }
    real_is_subclass(vm, sub, class)
}

/// `type.__subclasscheck__`.
pub(super) fn real_is_subclass(vm: &Vm, sub: &Ref, class: &Ref) -> PyResult<bool> {
    if let (Some(a), Some(b)) = (sub.as_type(), class.as_type()) {
        return Ok(a.is_subtype(b));
    }
    if abstract_bases(vm, sub)?.is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    if abstract_bases(vm, class)?.is_none() {
        return Err(
            vm.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")
        );
    }
    abstract_is_subclass(vm, sub, class)
}

/// `__bases__` of something that poses as a class, if it is a tuple.
fn abstract_bases(vm: &Vm, class: &Ref) -> PyResult<Option<Ref>> {
    Ok(vm
        .get_attr_opt(class, &vm.names().__bases__)?
        .filter(|b| b.is_instance(&TUPLE)))
}

fn abstract_is_subclass(vm: &Vm, sub: &Ref, class: &Ref) -> PyResult<bool> {
    if sub.is(class) {
        return Ok(true);
    }
    vm.check_native_stack()?;
    let Some(bases) = abstract_bases(vm, sub)? else {
        return Ok(false);
    };
    any(vm, tuple::items(&bases), |b| {
        abstract_is_subclass(vm, b, class)
    })
}
