//! `__annotations__` and `__annotate__` of classes, computed when first asked for.
//!
//! The compiler leaves `__annotate_func__` in the namespace; what it answers is kept as
//! `__annotations_cache__`. A class made by hand may have plain `__annotations__` instead.
//!
//! Invariant: setting one of the two forgets what was computed from the other.
//! Next file to read: `checks.rs`.

use super::attributes::{check_mutable, set_entry};
use super::class;
use crate::builtins::dict::{self, DICT};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

fn entry(vm: &Vm, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let Some(found) = dict::get_str(class(x).dict(vm), name) else {
        return Ok(None);
    };
    match found.ty().slots().descr_get {
        Some(get) => get(vm, &found, None, x).map(Some),
        None => Ok(Some(found)),
    }
}

/// Runs an annotate function for real values.
pub(crate) fn compute(vm: &Vm, annotate: &Ref) -> PyResult {
    let value_format = vm.int(1);
    let r = vm.call_one(annotate, &value_format)?;
    if r.is_instance(&DICT) {
        return Ok(r);
    }
    Err(vm.type_error(format!(
        "__annotate__ returned non-dict of type '{}'",
        r.ty().name()
    )))
}

pub(super) fn type_annotations(vm: &Vm, x: &Ref) -> PyResult {
    let names = vm.names();
    if !class(x).is_heap() {
        return Err(vm.attribute_error_for_name(x, &names.__annotations__));
    }
    if let Some(found) = entry(vm, x, &names.__annotations__)? {
        return Ok(found);
    }
    if let Some(found) = dict::get_str(class(x).dict(vm), &names.__annotations_cache__) {
        return Ok(found);
    }
    let annotate = type_annotate(vm, x)?;
    let value = if annotate.is_none() {
        vm.new_dict()
    } else {
        compute(vm, &annotate)?
    };
    set_entry(vm, class(x), &names.__annotations_cache__, Some(&value))?;
    Ok(value)
}

pub(super) fn type_set_annotations(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    let ty = class(x);
    check_mutable(vm, ty, "__annotations__")?;
    let plain = dict::get_str(ty.dict(vm), &names.__annotations__).is_some();
    let place = if plain {
        &names.__annotations__
    } else {
        &names.__annotations_cache__
    };
    if !set_entry(vm, ty, place, value)? {
        return Err(vm.attribute_error_with("__annotations__", x, &names.__annotations__));
    }
    set_entry(vm, ty, &names.__annotate_func__, None)?;
    set_entry(vm, ty, &names.__annotate__, None)?;
    Ok(())
}

pub(super) fn type_annotate(vm: &Vm, x: &Ref) -> PyResult {
    let names = vm.names();
    if !class(x).is_heap() {
        return Err(vm.attribute_error_for_name(x, &names.__annotate__));
    }
    for name in [&names.__annotate_func__, &names.__annotate__] {
        if let Some(found) = entry(vm, x, name)? {
            return Ok(found);
        }
    }
    set_entry(vm, class(x), &names.__annotate_func__, Some(&Ref::none()))?;
    Ok(Ref::none())
}

pub(super) fn type_set_annotate(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    let ty = class(x);
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    };
    check_mutable(vm, ty, "__annotate__")?;
    if !value.is_none() && value.ty().slots().call.is_none() {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    set_entry(vm, ty, &names.__annotate_func__, Some(value))?;
    if !value.is_none() {
        set_entry(vm, ty, &names.__annotations_cache__, None)?;
        set_entry(vm, ty, &names.__annotations__, None)?;
    }
    Ok(())
}
