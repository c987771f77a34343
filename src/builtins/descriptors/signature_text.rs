//! `__text_signature__`: the signature strings of the tables as `inspect` reads them.
//!
//! Invariant: the first parameter is marked with `$`, as CPython marks the one that binding fills.
//! Next file to read: `getset.rs`.

use super::wrapper::PyWrapperDescriptor;
use crate::objects::args::{MethodDef, MethodKind};
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;
use crate::objects::slots::SlotId;

/// `($self, object, /)` for a row of a method table.
pub(crate) fn of_method(vm: &Vm, def: &MethodDef) -> Ref {
    let text = def.signature;
    if def.name == "__new__" {
        return vm.new_str("($type, *args, **kwargs)");
    }
    let full = match def.kind {
        MethodKind::Function if text.is_empty() => "($module, /)".to_string(),
        MethodKind::Function if text.contains('/') => format!("($module, {text})"),
        MethodKind::Function => format!("($module, /, {text})"),
        MethodKind::Static => format!("({text})"),
        MethodKind::Instance | MethodKind::Class => {
            let name = if def.kind == MethodKind::Class {
                "type"
            } else {
                "self"
            };
            match text.split_once(',') {
                Some((_, rest)) => {
                    let rest = rest.trim_start();
                    let slash = if rest.split(',').any(|p| p.trim() == "/") {
                        ""
                    } else {
                        " /,"
                    };
                    format!("(${name},{slash} {rest})")
                }
                None => format!("(${name}, /)"),
            }
        }
    };
    vm.new_str(&full)
}

/// The signature of a slot as a method.
pub(crate) fn of_slot(d: &PyWrapperDescriptor) -> &'static str {
    match (d.slot, d.dunder.name) {
        (SlotId::init | SlotId::call, _) => "($self, /, *args, **kwargs)",
        (SlotId::setattro, "__setattr__") => "($self, name, value, /)",
        (SlotId::getattro | SlotId::setattro, _) => "($self, name, /)",
        (SlotId::descr_get, _) => "($self, instance, owner=None, /)",
        (SlotId::descr_set, "__set__") => "($self, instance, value, /)",
        (SlotId::descr_set, _) => "($self, instance, /)",
        (SlotId::setitem, "__setitem__") => "($self, key, value, /)",
        (SlotId::getitem | SlotId::setitem | SlotId::contains, _) => "($self, key, /)",
        (SlotId::pow, _) => "($self, value, mod=None, /)",
        (SlotId::buffer, _) => "($self, flags, /)",
        (
            SlotId::repr
            | SlotId::str
            | SlotId::hash
            | SlotId::iter
            | SlotId::next
            | SlotId::len
            | SlotId::bool
            | SlotId::neg
            | SlotId::pos
            | SlotId::abs
            | SlotId::invert
            | SlotId::int
            | SlotId::float
            | SlotId::index
            | SlotId::await_
            | SlotId::aiter
            | SlotId::anext
            | SlotId::del,
            _,
        ) => "($self, /)",
        _ => "($self, value, /)",
    }
}
