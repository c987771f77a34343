//! `__bases__`: reading it, and giving a class other bases.
//!
//! Invariant: a class stands once in `subclasses` of each of its bases, and nowhere else.
//! Next file to read: `annotations.rs`.

use super::attributes::check_set;
use super::{class, layout, mro, slot_updates};
use crate::builtins::tuple::{self, TUPLE};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

pub(super) fn add_subclass(ty: &Type, bases: &[Ref]) {
    let me = std::ptr::from_ref(ty) as usize;
    for base in bases.iter().filter_map(Ref::as_type) {
        base.inner.with(|i| {
            if !i.subclasses.contains(&me) {
                i.subclasses.push(me);
            }
        });
    }
}

fn remove_subclass(ty: &Type, bases: &[Ref]) {
    let me = std::ptr::from_ref(ty) as usize;
    for base in bases.iter().filter_map(Ref::as_type) {
        base.inner.with(|i| i.subclasses.retain(|&s| s != me));
    }
}

pub(super) fn type_bases(_: &Vm, x: &Ref) -> PyResult {
    Ok(class(x).bases())
}

fn check_bases(vm: &Vm, ty: &Type, value: &Ref) -> PyResult<()> {
    let name = ty.name();
    if !value.is_instance(&TUPLE) {
        let got = value.ty().name();
        return Err(vm.type_error(format!(
            "can only assign tuple to {name}.__bases__, not {got}"
        )));
    }
    if tuple::items(value).is_empty() {
        return Err(vm.type_error(format!(
            "can only assign non-empty tuple to {name}.__bases__, not ()"
        )));
    }
    for b in tuple::items(value) {
        let Some(base) = b.as_type() else {
            let got = b.ty().name();
            return Err(vm.type_error(format!(
                "{name}.__bases__ must be tuple of classes, not '{got}'"
            )));
        };
        if base.is_subtype(ty) || mro::derives(base, ty) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    Ok(())
}

pub(super) fn type_set_bases(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = check_set(vm, x, value, "__bases__")?;
    let ty = class(x);
    check_bases(vm, ty, value)?;
    let new_base = layout::best_base(vm, tuple::items(value))?;
    if let Some(old_base) = ty.base() {
        layout::check_same_layout(vm, old_base, new_base, "__bases__")?;
    }
    let old_bases = ty.bases();
    let old_base = ty.base().map(Type::to_ref);
    ty.modified();
    ty.inner.with(|i| i.bases = Some(value.clone()));
    ty.set_base(Some(new_base));
    let mut published = Vec::new();
    if let Err(e) = republish(vm, ty, &mut published) {
        ty.inner.with(|i| i.bases = Some(old_bases));
        ty.set_base(old_base.as_ref().and_then(Ref::as_type));
        for (changed, order) in published.into_iter().rev() {
            class(&changed).publish_mro(order);
        }
        return Err(e);
    }
    remove_subclass(ty, tuple::items(&old_bases));
    add_subclass(ty, tuple::items(value));
    ty.modified();
    slot_updates::recompute(vm, ty);
    Ok(())
}

/// New MROs for a class and all classes below it; the old ones are noted for going back.
fn republish(vm: &Vm, ty: &Type, published: &mut Vec<(Ref, Ref)>) -> PyResult<()> {
    vm.check_native_stack()?;
    let old = ty.mro_tuple();
    let order = mro::decide(vm, ty)?;
    ty.publish_mro(order);
    published.push((ty.to_ref(), old));
    let mut subclasses = Vec::new();
    ty.for_each_subclass(&mut |t| subclasses.push(t.to_ref()));
    for sub in subclasses {
        republish(vm, class(&sub), published)?;
    }
    Ok(())
}
