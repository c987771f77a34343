//! Slots as methods: `int.__add__` (`wrapper_descriptor`) and `(1).__add__` (`method-wrapper`).
//!
//! Invariant: `owner` is a builtin type whose own table has `slot` set.
//! Next file to read: `wrapper_call.rs` for what calling one does.

use super::{doc_value, qualified, reduce_as_getattr, signature_text, wrapper_call};
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::hash::hash_pointer;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::{Dunder, SlotId, Slots};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, member, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A slot of a builtin type, as it stands in the type's namespace.
#[repr(C)]
pub struct PyWrapperDescriptor {
    pub(crate) header: Header,
    /// Its name and doc.
    pub dunder: &'static Dunder,
    /// The slot it calls: the dunder's, or a sequence's own (`__add__` of `list` is `concat`).
    pub slot: SlotId,
    /// The type it belongs to.
    pub owner: &'static Type,
}

payload!(PyWrapperDescriptor, WRAPPER_DESCRIPTOR);

static WRAPPER_DESCRIPTOR_DEF: TypeDef = TypeDef {
    flags: type_flags::METHOD_DESCRIPTOR,
    slots: Slots {
        repr: Some(descriptor_repr),
        call: Some(descriptor_call),
        descr_get: Some(descriptor_get),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", descriptor_reduce, "self, /", "")],
    getset: DESCRIPTOR_GETSET,
    ..TypeDef::of::<PyWrapperDescriptor>("wrapper_descriptor")
};
/// The type of slots of builtin types, not bound.
pub static WRAPPER_DESCRIPTOR: Type = Type::builtin(&WRAPPER_DESCRIPTOR_DEF);

const DESCRIPTOR_GETSET: &[GetSetDef] = &[
    getter("__doc__", descriptor_doc, ""),
    member("__name__", descriptor_name, ""),
    member("__objclass__", descriptor_objclass, ""),
    getter("__qualname__", descriptor_qualname, ""),
    getter("__text_signature__", descriptor_text_signature, ""),
];

fn this(x: &Ref) -> &PyWrapperDescriptor {
    match x.downcast_exact::<PyWrapperDescriptor>() {
        Some(d) => d,
        None => unreachable!("the slots of wrapper_descriptor get wrapper descriptors"),
    }
}

fn descriptor_repr(vm: &Vm, x: &Ref) -> PyResult {
    let d = this(x);
    Ok(vm.new_str(&format!(
        "<slot wrapper '{}' of '{}' objects>",
        d.dunder.name,
        d.owner.name()
    )))
}

fn descriptor_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let d = this(x);
    let Some(object) = args.pos().first() else {
        let (name, owner) = (d.dunder.name, d.owner.name());
        return Err(vm.type_error(format!(
            "descriptor '{name}' of '{owner}' object needs an argument"
        )));
    };
    if !object.is_instance(d.owner) {
        let (name, owner, ty) = (d.dunder.name, d.owner.name(), object.ty().name());
        return Err(vm.type_error(format!(
            "descriptor '{name}' requires a '{owner}' object but received a '{ty}'"
        )));
    }
    wrapper_call::call(vm, d, object, args.rest())
}

fn descriptor_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    let Some(object) = object else {
        return Ok(x.clone());
    };
    let d = this(x);
    if !object.is_instance(d.owner) {
        return Err(super::wrong_object(vm, d.dunder.name, d.owner, object));
    }
    Ok(vm.alloc(PyMethodWrapper {
        header: Header::new(&METHOD_WRAPPER),
        descriptor: x.clone(),
        receiver: object.clone(),
    }))
}

fn descriptor_doc(vm: &Vm, x: &Ref) -> PyResult {
    Ok(doc_value(vm, this(x).dunder.doc))
}

fn descriptor_name(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.intern_str(this(x).dunder.name))
}

fn descriptor_objclass(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).owner.to_ref())
}

fn descriptor_qualname(vm: &Vm, x: &Ref) -> PyResult {
    let d = this(x);
    qualified(vm, d.owner, d.dunder.name)
}

fn descriptor_text_signature(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(signature_text::of_slot(this(x))))
}

fn descriptor_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = this(&args[0]);
    reduce_as_getattr(vm, d.owner.to_ref(), d.dunder.name)
}

/// A slot bound to an object.
#[repr(C)]
pub struct PyMethodWrapper {
    pub(crate) header: Header,
    /// The wrapper descriptor.
    pub descriptor: Ref,
    /// `__self__`.
    pub receiver: Ref,
}

payload!(
    PyMethodWrapper,
    METHOD_WRAPPER,
    |this, visit| {
        visit(&this.descriptor);
        visit(&this.receiver);
    },
    |_this, _sink| {}
);

static METHOD_WRAPPER_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        repr: Some(bound_repr),
        call: Some(bound_call),
        compare: Some(bound_compare),
        hash: Some(bound_hash),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", bound_reduce, "self, /", "")],
    getset: &[
        getter("__doc__", bound_doc, ""),
        member("__name__", bound_name, ""),
        member("__objclass__", bound_objclass, ""),
        getter("__qualname__", bound_qualname, ""),
        getter("__self__", bound_self, ""),
        getter("__text_signature__", bound_text_signature, ""),
    ],
    ..TypeDef::of::<PyMethodWrapper>("method-wrapper")
};
/// The type of slots bound to an object.
pub static METHOD_WRAPPER: Type = Type::builtin(&METHOD_WRAPPER_DEF);

fn bound(x: &Ref) -> &PyMethodWrapper {
    match x.downcast_exact::<PyMethodWrapper>() {
        Some(d) => d,
        None => unreachable!("the slots of method-wrapper get method wrappers"),
    }
}

fn bound_repr(vm: &Vm, x: &Ref) -> PyResult {
    let b = bound(x);
    let (name, ty, id) = (
        this(&b.descriptor).dunder.name,
        b.receiver.ty().name(),
        b.receiver.id(),
    );
    Ok(vm.new_str(&format!(
        "<method-wrapper '{name}' of {ty} object at {id:#x}>"
    )))
}

fn bound_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let b = bound(x);
    wrapper_call::call(vm, this(&b.descriptor), &b.receiver, args)
}

fn bound_compare(_: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (
        x.downcast_exact::<PyMethodWrapper>(),
        y.downcast_exact::<PyMethodWrapper>(),
    ) else {
        return Ok(Ref::not_implemented());
    };
    let same = a.descriptor.is(&b.descriptor) && a.receiver.is(&b.receiver);
    match op {
        CompareOp::Eq => Ok(Ref::bool(same)),
        CompareOp::NotEq => Ok(Ref::bool(!same)),
        _ => Ok(Ref::not_implemented()),
    }
}

fn bound_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    let b = bound(x);
    Ok(hash_pointer(b.receiver.id() as usize) ^ hash_pointer(b.descriptor.id() as usize))
}

fn bound_doc(vm: &Vm, x: &Ref) -> PyResult {
    descriptor_doc(vm, &bound(x).descriptor)
}

fn bound_name(vm: &Vm, x: &Ref) -> PyResult {
    descriptor_name(vm, &bound(x).descriptor)
}

fn bound_objclass(vm: &Vm, x: &Ref) -> PyResult {
    descriptor_objclass(vm, &bound(x).descriptor)
}

fn bound_qualname(vm: &Vm, x: &Ref) -> PyResult {
    descriptor_qualname(vm, &bound(x).descriptor)
}

fn bound_self(_: &Vm, x: &Ref) -> PyResult {
    Ok(bound(x).receiver.clone())
}

fn bound_text_signature(vm: &Vm, x: &Ref) -> PyResult {
    descriptor_text_signature(vm, &bound(x).descriptor)
}

fn bound_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = bound(&args[0]);
    reduce_as_getattr(vm, b.receiver.clone(), this(&b.descriptor).dunder.name)
}

impl Vm {
    /// A slot of a builtin type as a method for its namespace.
    pub fn new_wrapper_descriptor(
        &self,
        dunder: &'static Dunder,
        slot: SlotId,
        owner: &'static Type,
    ) -> Ref {
        self.alloc(PyWrapperDescriptor {
            header: Header::new(&WRAPPER_DESCRIPTOR),
            dunder,
            slot,
            owner,
        })
    }
}
