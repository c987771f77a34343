//! Calling a slot as a method: the arguments of a dunder become the slot function's, its answer a
//! Python value.
//!
//! Invariant: the object has been checked to be an instance of the descriptor's owner.
//! Next file to read: `../typeobject/slot_functions.rs`, which goes the other way.

use super::wrapper::PyWrapperDescriptor;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::{BinaryFn, SetFn, SlotId, UnaryFn};
use crate::objects::types::Type;
use crate::syntax::ast::CompareOp;

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Exactly `n` arguments, counted in the way most dunders word it.
fn exactly<'a>(vm: &Vm, args: Args<'a>, n: usize) -> PyResult<&'a [Ref]> {
    let given = args.values.len();
    if given == n {
        return Ok(args.values);
    }
    Err(vm.type_error(format!("expected {n} argument{}, got {given}", plural(n))))
}

/// Between `min` and `max` arguments; the errors name the dunder.
fn between<'a>(vm: &Vm, name: &str, args: Args<'a>, min: usize, max: usize) -> PyResult<&'a [Ref]> {
    let given = args.values.len();
    if given >= min && given <= max {
        return Ok(args.values);
    }
    let (bound, word) = match () {
        () if min == max => (min, ""),
        () if given < min => (min, "at least "),
        () => (max, "at most "),
    };
    Err(vm.type_error(format!(
        "{name} expected {word}{bound} argument{}, got {given}",
        plural(bound)
    )))
}

fn compare_op(name: &str) -> CompareOp {
    match name {
        "__lt__" => CompareOp::Lt,
        "__le__" => CompareOp::LtE,
        "__eq__" => CompareOp::Eq,
        "__ne__" => CompareOp::NotEq,
        "__gt__" => CompareOp::Gt,
        _ => CompareOp::GtE,
    }
}

/// Whether this is the reflected form (`__radd__`) of a binary operator.
fn is_reflected(name: &str) -> bool {
    name.starts_with("__r") && !matches!(name, "__repr__" | "__rshift__")
}

fn missing(vm: &Vm, d: &PyWrapperDescriptor) -> Exc {
    vm.system_error(format!(
        "'{}' object has no slot {}",
        d.owner.name(),
        d.dunder.name
    ))
}

/// Calls the slot of `d` on `x`.
pub(super) fn call(vm: &Vm, d: &PyWrapperDescriptor, x: &Ref, args: Args) -> PyResult {
    let slots = match d.owner.def() {
        Some(def) => &def.slots,
        None => d.owner.slots(),
    };
    let name = d.dunder.name;
    if !args.kwnames.is_empty() && !matches!(d.slot, SlotId::call | SlotId::init) {
        return Err(vm.type_error(format!("wrapper {name}() takes no keyword arguments")));
    }
    if let Some(f) = unary_slot(slots, d.slot) {
        exactly(vm, args, 0)?;
        return f(vm, x);
    }
    if let Some(f) = binary_slot(slots, d.slot) {
        let y = &exactly(vm, args, 1)?[0];
        return if is_reflected(name) {
            f(vm, y, x)
        } else {
            f(vm, x, y)
        };
    }
    let absent = || missing(vm, d);
    match d.slot {
        SlotId::init => {
            slots.init.ok_or_else(absent)?(vm, x, args)?;
            Ok(Ref::none())
        }
        SlotId::del => {
            exactly(vm, args, 0)?;
            slots.del.ok_or_else(absent)?(vm, x);
            Ok(Ref::none())
        }
        SlotId::hash => {
            exactly(vm, args, 0)?;
            slots.hash.ok_or_else(absent)?(vm, x).map(|h| vm.int(h))
        }
        SlotId::len => {
            exactly(vm, args, 0)?;
            slots.len.ok_or_else(absent)?(vm, x).map(|n| vm.uint(n as u64))
        }
        SlotId::bool => {
            exactly(vm, args, 0)?;
            slots.bool.ok_or_else(absent)?(vm, x).map(Ref::bool)
        }
        SlotId::next => {
            exactly(vm, args, 0)?;
            slots.next.ok_or_else(absent)?(vm, x)?.ok_or_else(|| vm.stop_iteration(None))
        }
        SlotId::call => slots.call.ok_or_else(absent)?(vm, x, args),
        SlotId::compare => {
            let y = &exactly(vm, args, 1)?[0];
            slots.compare.ok_or_else(absent)?(vm, x, y, compare_op(name))
        }
        SlotId::contains => {
            let y = &exactly(vm, args, 1)?[0];
            slots.contains.ok_or_else(absent)?(vm, x, y).map(Ref::bool)
        }
        SlotId::repeat | SlotId::irepeat => {
            let f = if d.slot == SlotId::repeat {
                slots.repeat
            } else {
                slots.irepeat
            };
            let n = repeat_count(vm, &exactly(vm, args, 1)?[0])?;
            f.ok_or_else(absent)?(vm, x, n)
        }
        SlotId::pow => {
            let given = args.values.len();
            let (y, z) = match args.values {
                [y] => (y, &Ref::none()),
                [y, z] => (y, z),
                _ => return Err(vm.type_error(format!("expected 1 or 2 arguments, got {given}"))),
            };
            let f = slots.pow.ok_or_else(absent)?;
            if name == "__rpow__" {
                f(vm, y, x, z)
            } else {
                f(vm, x, y, z)
            }
        }
        SlotId::getattro => {
            let y = &exactly(vm, args, 1)?[0];
            slots.getattro.ok_or_else(absent)?(vm, x, y)
        }
        SlotId::setattro | SlotId::setitem | SlotId::descr_set => {
            call_setter(vm, d, set_slot(slots, d.slot).ok_or_else(absent)?, x, args)
        }
        SlotId::descr_get => call_get(vm, slots.descr_get.ok_or_else(absent)?, x, name, args),
        SlotId::buffer => {
            let flags = &exactly(vm, args, 1)?[0];
            vm.index_i64(flags)?;
            crate::builtins::typeobject::slot_functions::memoryview_of(vm, x)
        }
        _ => Err(missing(vm, d)),
    }
}

/// `__setattr__`, `__setitem__`, `__set__` and their deleting siblings.
fn call_setter(vm: &Vm, d: &PyWrapperDescriptor, f: SetFn, x: &Ref, args: Args) -> PyResult {
    let name = d.dunder.name;
    if d.slot == SlotId::setattro {
        refuse_foreign_setattr(vm, d, x)?;
    }
    if name.starts_with("__del") {
        let y = &exactly(vm, args, 1)?[0];
        f(vm, x, y, None)?;
    } else {
        let two = between(vm, name, args, 2, 2)?;
        f(vm, x, &two[0], Some(&two[1]))?;
    }
    Ok(Ref::none())
}

/// `object.__setattr__(int, ...)` must not get round `type.__setattr__`: the slot has to be the
/// one of the most derived builtin type of `x`.
fn refuse_foreign_setattr(vm: &Vm, d: &PyWrapperDescriptor, x: &Ref) -> PyResult<()> {
    let mut ty: Option<&Type> = Some(x.ty());
    while let Some(t) = ty {
        if let Some(own) = t.def().and_then(|def| def.slots.setattro) {
            let wrapped = d.owner.def().and_then(|def| def.slots.setattro);
            if wrapped.is_some_and(|w| w as usize == own as usize)
                || t.is_subtype(d.owner) && std::ptr::eq(t, d.owner)
            {
                return Ok(());
            }
            let (name, ty) = (d.dunder.name, x.ty().name());
            return Err(vm.type_error(format!("can't apply this {name} to {ty} object")));
        }
        ty = t.base();
    }
    Ok(())
}

fn call_get(
    vm: &Vm,
    f: crate::objects::slots::DescrGetFn,
    x: &Ref,
    name: &str,
    args: Args,
) -> PyResult {
    let given = between(vm, name, args, 1, 2)?;
    let object = given.first().filter(|o| !o.is_none());
    let owner = given.get(1).filter(|o| !o.is_none());
    match (object, owner) {
        (None, None) => Err(vm.type_error("__get__(None, None) is invalid")),
        (_, Some(owner)) => f(vm, x, object, owner),
        (Some(o), None) => f(vm, x, object, &o.ty().to_ref()),
    }
}

/// The count of `sequence * count` as a machine size.
pub(crate) fn repeat_count(vm: &Vm, n: &Ref) -> PyResult<isize> {
    let i = vm.index(n)?;
    i.as_i64().map(|i| i as isize).ok_or_else(|| {
        vm.overflow_error(format!(
            "cannot fit '{}' into an index-sized integer",
            n.ty().name()
        ))
    })
}

fn unary_slot(slots: &crate::objects::slots::Slots, id: SlotId) -> Option<UnaryFn> {
    match id {
        SlotId::repr => slots.repr,
        SlotId::str => slots.str,
        SlotId::iter => slots.iter,
        SlotId::neg => slots.neg,
        SlotId::pos => slots.pos,
        SlotId::abs => slots.abs,
        SlotId::invert => slots.invert,
        SlotId::int => slots.int,
        SlotId::float => slots.float,
        SlotId::index => slots.index,
        SlotId::await_ => slots.await_,
        SlotId::aiter => slots.aiter,
        SlotId::anext => slots.anext,
        _ => None,
    }
}

fn set_slot(slots: &crate::objects::slots::Slots, id: SlotId) -> Option<SetFn> {
    match id {
        SlotId::setattro => slots.setattro,
        SlotId::setitem => slots.setitem,
        SlotId::descr_set => slots.descr_set,
        _ => None,
    }
}

fn binary_slot(slots: &crate::objects::slots::Slots, id: SlotId) -> Option<BinaryFn> {
    match id {
        SlotId::getitem => slots.getitem,
        SlotId::concat => slots.concat,
        SlotId::iconcat => slots.iconcat,
        SlotId::add => slots.add,
        SlotId::sub => slots.sub,
        SlotId::mul => slots.mul,
        SlotId::modulo => slots.modulo,
        SlotId::divmod => slots.divmod,
        SlotId::lshift => slots.lshift,
        SlotId::rshift => slots.rshift,
        SlotId::and => slots.and,
        SlotId::xor => slots.xor,
        SlotId::or => slots.or,
        SlotId::floordiv => slots.floordiv,
        SlotId::truediv => slots.truediv,
        SlotId::matmul => slots.matmul,
        SlotId::iadd => slots.iadd,
        SlotId::isub => slots.isub,
        SlotId::imul => slots.imul,
        SlotId::imod => slots.imod,
        SlotId::ipow => slots.ipow,
        SlotId::ilshift => slots.ilshift,
        SlotId::irshift => slots.irshift,
        SlotId::iand => slots.iand,
        SlotId::ixor => slots.ixor,
        SlotId::ior => slots.ior,
        SlotId::ifloordiv => slots.ifloordiv,
        SlotId::itruediv => slots.itruediv,
        SlotId::imatmul => slots.imatmul,
        _ => None,
    }
}
