//! What scripts see of `weakref.ref`.
//!
//! Invariant: the hash of a reference is that of its object, taken while the object existed.
//! Next file to read: `weakref_proxy.rs`.

use super::function_methods::read_only;
use super::weakref::{PyWeakRef, WEAKREF};
use crate::objects::args::{Args, MethodDef, classmethod};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, getset};
use crate::syntax::ast::CompareOp;

/// What weak references can do.
pub const WEAKREF_SLOTS: Slots = Slots {
    new: Some(weakref_new),
    init: Some(weakref_init),
    repr: Some(weakref_repr),
    hash: Some(weakref_hash),
    call: Some(weakref_call),
    compare: Some(weakref_compare),
    ..Slots::NONE
};
/// Their methods.
pub const WEAKREF_METHODS: &[MethodDef] = &[classmethod(
    "__class_getitem__",
    super::generic_alias::class_getitem_method,
    "cls, item, /",
    "See PEP 585",
)];
/// Their attributes.
pub const WEAKREF_GETSET: &[GetSetDef] = &[getset("__callback__", weakref_callback, read_only, "")];

fn this(x: &Ref) -> &PyWeakRef {
    match x.downcast::<PyWeakRef>() {
        Some(w) => w,
        None => unreachable!("slots of weakref.ref get weak references"),
    }
}

fn weakref_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let given = args.positional_count();
    let (object, callback) = match args.pos() {
        [object] => (object, None),
        [object, callback] => (object, Some(callback).filter(|c| !c.is_none())),
        [] => return Err(vm.type_error("__new__ expected at least 1 argument, got 0")),
        _ => {
            return Err(vm.type_error(format!("__new__ expected at most 2 arguments, got {given}")));
        }
    };
    if std::ptr::eq(ty, &WEAKREF) && callback.is_none() {
        return vm.shared_weakref(object);
    }
    vm.new_weakref(ty, object, callback.cloned().unwrap_or(Ref::NULL))
}

fn weakref_init(vm: &Vm, _: &Ref, args: Args) -> PyResult<()> {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("ref() takes no keyword arguments"));
    }
    let given = args.values.len();
    match given {
        0 => Err(vm.type_error("__init__ expected at least 1 argument, got 0")),
        1 | 2 => Ok(()),
        _ => Err(vm.type_error(format!(
            "__init__ expected at most 2 arguments, got {given}"
        ))),
    }
}

fn weakref_repr(vm: &Vm, x: &Ref) -> PyResult {
    let id = x.id();
    let Some(object) = this(x).get() else {
        return Ok(vm.new_str(&format!("<weakref at {id:#x}; dead>")));
    };
    let name = vm
        .get_attr_opt(&object, &vm.names().__name__)?
        .filter(|n| n.as_str().is_some());
    let (ty, at) = (object.ty().name(), object.id());
    Ok(vm.new_str(&match name {
        Some(n) => format!(
            "<weakref at {id:#x}; to '{ty}' at {at:#x} ({})>",
            vm.str_lossy(&n)
        ),
        None => format!("<weakref at {id:#x}; to '{ty}' at {at:#x}>"),
    }))
}

fn weakref_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let w = this(x);
    if w.hash.get() != -1 {
        return Ok(w.hash.get());
    }
    let Some(object) = w.get() else {
        return Err(vm.type_error("weak object has gone away"));
    };
    let h = vm.hash(&object)?;
    w.hash.set(h);
    Ok(h)
}

fn weakref_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("weakref() takes no keyword arguments"));
    }
    if !args.values.is_empty() {
        let given = args.values.len();
        return Err(vm.type_error(format!("weakref expected 0 arguments, got {given}")));
    }
    Ok(this(x).get().unwrap_or_else(Ref::none))
}

fn weakref_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyWeakRef>(), y.downcast::<PyWeakRef>()) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    match (a.get(), b.get()) {
        (Some(a), Some(b)) => vm.compare(&a, &b, op),
        _ => Ok(Ref::bool(x.is(y) == (op == CompareOp::Eq))),
    }
}

fn weakref_callback(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).callback().unwrap_or_else(Ref::none))
}
