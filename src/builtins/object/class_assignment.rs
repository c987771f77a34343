//! `x.__class__`, and giving an object another class.
//!
//! Invariant: the new class lays its instances out as the old one does, but for inline attributes,
//! which move into a dict first.
//! Next file to read: `reduce.rs`.

use crate::builtins::module::MODULE;
use crate::builtins::typeobject::layout;
use crate::objects::context::Vm;
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
        return Err(vm.type_error(format!(
            "__class__ must be set to a class, not '{got}' object"
        )));
    };
    let old = x.ty();
    let both_modules = old.is_subtype(&MODULE) && new.is_subtype(&MODULE);
    let mutable = |t: &Type| t.is_heap() && !t.has(type_flags::IMMUTABLE);
    if !(both_modules || mutable(old) && mutable(new)) {
        return Err(vm.type_error(
            "__class__ assignment only supported for mutable types or ModuleType subclasses",
        ));
    }
    layout::check_same_layout(vm, old, new, "__class__")?;
    if vm.change_class(x, new)? {
        return Ok(());
    }
    Err(layout::differs(vm, old, new, "__class__"))
}
