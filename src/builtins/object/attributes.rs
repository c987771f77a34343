//! Attributes as every object has them: data descriptors of the class, then the instance's own,
//! then the rest of the class.
//!
//! Invariant: names reach the instance interned, since inline attributes are told apart by identity.
//! Next file to read: `class_assignment.rs`.

use crate::builtins::exceptions as exc;
use crate::builtins::str::object::PyStr;
use crate::objects::context::Vm;
use crate::objects::header::flags;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use std::borrow::Cow;

/// The name of an attribute as an interned `str`; anything but a `str` is a TypeError.
#[inline]
pub fn attribute_name<'a>(vm: &Vm, name: &'a Ref) -> PyResult<Cow<'a, Ref>> {
    if let Some(s) = name.downcast_exact::<PyStr>()
        && s.header.has(flags::INTERNED)
    {
        return Ok(Cow::Borrowed(name));
    }
    intern_name(vm, name).map(Cow::Owned)
}

#[cold]
fn intern_name(vm: &Vm, name: &Ref) -> PyResult {
    if name.downcast_exact::<PyStr>().is_some() {
        return Ok(vm.intern(name.clone()));
    }
    match name.as_str() {
        Some(s) => Ok(vm.intern(vm.str_from_view(s.view()))),
        None => Err(vm.type_error(format!(
            "attribute name must be string, not '{}'",
            name.ty().name()
        ))),
    }
}

/// Whether a class attribute takes precedence over the instance's own.
#[inline]
pub fn is_data_descriptor(attr: &Ref) -> bool {
    attr.ty().slots().descr_set.is_some()
}

/// The data descriptor called `name` on a class.
pub fn data_descriptor(vm: &Vm, ty: &Type, name: &Ref) -> Option<Ref> {
    ty.lookup(vm, name).filter(is_data_descriptor)
}

fn find(vm: &Vm, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let ty = x.ty();
    let attr = ty.lookup(vm, name);
    let mut get = None;
    if let Some(a) = &attr {
        let slots = a.ty().slots();
        get = slots.descr_get;
        if let (Some(get), Some(_)) = (get, slots.descr_set) {
            return get(vm, a, Some(x), &ty.to_ref()).map(Some);
        }
    }
    if let Some(value) = vm.instance_get(x, name) {
        return Ok(Some(value));
    }
    match (attr, get) {
        (Some(a), Some(get)) => get(vm, &a, Some(x), &ty.to_ref()).map(Some),
        (found, _) => Ok(found),
    }
}

/// `object.__getattribute__`.
pub fn generic_get_attr(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    let name = attribute_name(vm, name)?;
    match find(vm, x, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.attribute_error_for_name(x, &name)),
    }
}

/// As [`generic_get_attr`], but AttributeError is `Ok(None)` and is mostly never made.
pub fn generic_lookup(vm: &Vm, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let name = attribute_name(vm, name)?;
    match find(vm, x, &name) {
        Err(e) if e.0.is_instance(&exc::ATTRIBUTE_ERROR) => Ok(None),
        found => found,
    }
}

/// `object.__setattr__` and, without a value, `object.__delattr__`.
pub fn generic_set_attr(vm: &Vm, x: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let name = attribute_name(vm, name)?;
    let attr = x.ty().lookup(vm, &name);
    if let Some(a) = &attr
        && let Some(set) = a.ty().slots().descr_set
    {
        return set(vm, a, x, value);
    }
    if vm.instance_set(x, &name, value)? {
        return Ok(());
    }
    let (ty, text) = (x.ty().name(), vm.str_lossy(&name));
    Err(if vm.has_instance_dict(x) {
        vm.attribute_error(format!("'{ty}' object has no attribute '{text}'"))
    } else if attr.is_some() {
        vm.attribute_error(format!("'{ty}' object attribute '{text}' is read-only"))
    } else {
        let text = format!(
            "'{ty}' object has no attribute '{text}' and no __dict__ for setting new attributes"
        );
        vm.attribute_error_with(text, x, &name)
    })
}
