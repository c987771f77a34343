//! The types of `None`, `...` and `NotImplemented`.
//!
//! Invariant: their only instances are the statics of `objects/singletons.rs`.
//! Next file to read: `object.rs`.

use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::payload::PlainObject;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};

fn no_arguments(vm: &Vm, ty: &Type, args: Args) -> PyResult<()> {
    if args.values.is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{} takes no arguments", ty.name())))
}

fn none_repr(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_str("None"))
}
fn none_bool(_: &Vm, _: &Ref) -> PyResult<bool> {
    Ok(false)
}
fn none_hash(_: &Vm, _: &Ref) -> PyResult<i64> {
    Ok(0xfca8_6420)
}
fn none_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    no_arguments(vm, ty, args)?;
    Ok(Ref::none())
}

static NONE_DEF: TypeDef = TypeDef {
    doc: "The type of the None singleton.",
    flags: 0,
    slots: Slots {
        repr: Some(none_repr),
        bool: Some(none_bool),
        hash: Some(none_hash),
        new: Some(none_new),
        ..Slots::NONE
    },
    signature: "()",
    ..TypeDef::of::<PlainObject>("NoneType")
};
/// The type of `None`.
pub static NONE: Type = Type::builtin(&NONE_DEF);

fn ellipsis_repr(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_str("Ellipsis"))
}
fn ellipsis_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    no_arguments(vm, ty, args)?;
    Ok(Ref::ellipsis())
}

fn ellipsis_reduce(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_str("Ellipsis"))
}

static ELLIPSIS_DEF: TypeDef = TypeDef {
    doc: "The type of the Ellipsis singleton.",
    flags: 0,
    slots: Slots {
        repr: Some(ellipsis_repr),
        new: Some(ellipsis_new),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", ellipsis_reduce, "self, /", "")],
    signature: "()",
    ..TypeDef::of::<PlainObject>("ellipsis")
};
/// The type of `...`.
pub static ELLIPSIS: Type = Type::builtin(&ELLIPSIS_DEF);

fn not_implemented_repr(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_str("NotImplemented"))
}
fn not_implemented_bool(vm: &Vm, _: &Ref) -> PyResult<bool> {
    Err(vm.type_error("NotImplemented should not be used in a boolean context".to_string()))
}
fn not_implemented_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    no_arguments(vm, ty, args)?;
    Ok(Ref::not_implemented())
}

fn not_implemented_reduce(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_str("NotImplemented"))
}

static NOT_IMPLEMENTED_DEF: TypeDef = TypeDef {
    doc: "The type of the NotImplemented singleton.",
    flags: 0,
    slots: Slots {
        repr: Some(not_implemented_repr),
        bool: Some(not_implemented_bool),
        new: Some(not_implemented_new),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", not_implemented_reduce, "self, /", "")],
    signature: "()",
    ..TypeDef::of::<PlainObject>("NotImplementedType")
};
/// The type of `NotImplemented`.
pub static NOT_IMPLEMENTED: Type = Type::builtin(&NOT_IMPLEMENTED_DEF);
