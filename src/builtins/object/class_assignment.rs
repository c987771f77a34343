//! `x.__class__`, and giving an object another class.
//!
//! Invariant: the new class lays its instances out as the old one does, but for inline attributes,
//! which move into a dict first.
//! Next file to read: `reduce.rs`.

use crate::builtins::module::MODULE;
use crate::builtins::typeobject::layout;
use crate::objects::context::Vm;
use crate::objects::header::flags;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, type_flags};

pub(super) fn object_class(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.ty().to_ref())
}

pub(super) fn object_set_class(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(vm.type_error("can't delete __class__ attribute"));
    };
    let Some(new) = value.as_type() else {
        let got = value.ty().name();
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{got}' object")));
    };
    let old = x.ty();
    let both_modules = old.is_subtype(&MODULE) && new.is_subtype(&MODULE);
    let mutable = |t: &Type| t.is_heap() && !t.has(type_flags::IMMUTABLE);
    if !both_modules && !(mutable(old) && mutable(new)) {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    layout::check_same_layout(vm, old, new, "__class__")?;
    change_class(vm, x, new)
}

fn change_class(vm: &Vm, x: &Ref, new: &Type) -> PyResult<()> {
    let Some(h) = x.header() else { return Ok(()) };
    if h.has(flags::INLINE_ATTRS) {
        drop(vm.instance_dict(x)?);
    }
    let old = x.ty().to_ref();
    // The instance may be smaller than instances of the new class: its inline words don't count any more.
    h.set(flags::NO_INLINE_WORDS);
    // The instance owns a count of its class.
    std::mem::forget(new.to_ref());
    h.set_ty(new);
    // SAFETY: the count the instance had of its old class is given up, and nobody else does so.
    #[allow(unsafe_code)]
    drop(unsafe { Ref::from_value(old.value()) });
    Ok(())
}
