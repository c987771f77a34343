//! Descriptors: what stands in the namespaces of builtin types, and of classes with `__slots__`.
//!
//! | type | made from | example |
//! |---|---|---|
//! | `wrapper_descriptor`, `method-wrapper` | a slot | `int.__add__`, `(1).__add__` |
//! | `getset_descriptor` | a row of an attribute table | `int.real` |
//! | `member_descriptor` | a name in `__slots__` | `A.x` |
//! | `classmethod_descriptor` | a `classmethod` row | `dict.__dict__['fromkeys']` |
//!
//! `method_descriptor` stands with the other kinds of functions, in `../function.rs`.
//!
//! Invariant: a descriptor checks the type of the object it is applied to before it touches it.
//! Next file to read: `wrapper.rs`.

pub mod class_method;
pub mod getset;
pub mod member;
pub mod signature_text;
pub mod wrapper;
mod wrapper_call;

pub use member::PyMemberDescriptor;

use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::Type;

/// The error of applying a descriptor to an object of the wrong type.
#[cold]
pub(crate) fn wrong_object(vm: &Vm, name: &str, owner: &Type, object: &Ref) -> Exc {
    let (owner, ty) = (owner.name(), object.ty().name());
    vm.type_error(format!(
        "descriptor '{name}' for '{owner}' objects doesn't apply to a '{ty}' object"
    ))
}

/// Refuses to make an instance of a type that only the interpreter makes.
pub(crate) fn no_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    Err(vm.type_error(format!("cannot create '{}' instances", ty.name())))
}

/// `__qualname__` of something that belongs to a class: `list.append`.
pub(crate) fn qualified(vm: &Vm, owner: &Type, name: &str) -> PyResult {
    let owner = super::typeobject::names::qualname_of(vm, owner)?;
    Ok(vm.new_str(&format!("{}.{name}", vm.str_lossy(&owner))))
}

/// The object pickle makes a descriptor from: `getattr(owner, name)`.
pub(crate) fn reduce_as_getattr(vm: &Vm, owner: Ref, name: &str) -> PyResult {
    let getattr = vm
        .dict_get(&vm.known().builtins, "getattr")
        .unwrap_or_else(Ref::none);
    let args = vm.new_tuple(vec![owner, vm.new_str(name)]);
    Ok(vm.new_tuple(vec![getattr, args]))
}

/// A docstring as an attribute: `None` when it is empty.
pub(crate) fn doc_value(vm: &Vm, doc: &str) -> Ref {
    if doc.is_empty() {
        Ref::none()
    } else {
        vm.new_str(doc)
    }
}
