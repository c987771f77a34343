//! `classmethod_descriptor`: a native class method in its type's namespace.
//!
//! Invariant: what binding makes is a native function whose first argument is a subtype of `owner`.
//! Next file to read: `../property.rs`.

use super::{doc_value, qualified, reduce_as_getattr, signature_text};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, member};
use crate::payload;

/// A native class method, not bound.
#[repr(C)]
pub struct PyClassMethodDescriptor {
    pub(crate) header: Header,
    /// Its row.
    pub def: &'static MethodDef,
    /// The type it belongs to.
    pub owner: &'static Type,
}

payload!(PyClassMethodDescriptor, CLASSMETHOD_DESCRIPTOR);

static CLASSMETHOD_DESCRIPTOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        repr: Some(classmethod_repr),
        call: Some(classmethod_call),
        descr_get: Some(classmethod_get),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", classmethod_reduce, "self, /", "")],
    getset: &[
        getter("__doc__", classmethod_doc, ""),
        member("__name__", classmethod_name, ""),
        member("__objclass__", classmethod_objclass, ""),
        getter("__qualname__", classmethod_qualname, ""),
        getter("__text_signature__", classmethod_text_signature, ""),
    ],
    ..TypeDef::of::<PyClassMethodDescriptor>("classmethod_descriptor")
};
/// The type of native class methods that are not bound.
pub static CLASSMETHOD_DESCRIPTOR: Type = Type::builtin(&CLASSMETHOD_DESCRIPTOR_DEF);

fn this(x: &Ref) -> &PyClassMethodDescriptor {
    match x.downcast_exact::<PyClassMethodDescriptor>() {
        Some(d) => d,
        None => unreachable!("the slots of classmethod_descriptor get such descriptors"),
    }
}

fn classmethod_repr(vm: &Vm, x: &Ref) -> PyResult {
    let d = this(x);
    Ok(vm.new_str(&format!(
        "<method '{}' of '{}' objects>",
        d.def.name,
        d.owner.name()
    )))
}

/// Binds to a class, which must derive from the owner.
fn bind(vm: &Vm, d: &PyClassMethodDescriptor, class: &Ref) -> PyResult {
    let (name, owner) = (d.def.name, d.owner.name());
    let Some(ty) = class.as_type() else {
        let got = class.ty().name();
        return Err(vm.type_error(format!(
            "descriptor '{name}' for type '{owner}' needs a type, not a '{got}' as arg 2"
        )));
    };
    if !ty.is_subtype(d.owner) {
        let got = ty.name();
        return Err(vm.type_error(format!(
            "descriptor '{name}' requires a subtype of '{owner}' but received '{got}'"
        )));
    }
    Ok(vm.new_bound_builtin(d.def, class.clone(), d.owner))
}

fn classmethod_get(vm: &Vm, x: &Ref, _: Option<&Ref>, class: &Ref) -> PyResult {
    bind(vm, this(x), class)
}

fn classmethod_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let d = this(x);
    let Some(class) = args.pos().first() else {
        let (name, owner) = (d.def.name, d.owner.name());
        return Err(vm.type_error(format!(
            "descriptor '{name}' of '{owner}' object needs an argument"
        )));
    };
    let bound = bind(vm, d, class)?;
    vm.call_args(&bound, args.rest())
}

fn classmethod_doc(vm: &Vm, x: &Ref) -> PyResult {
    Ok(doc_value(vm, this(x).def.doc))
}

fn classmethod_name(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.intern_str(this(x).def.name))
}

fn classmethod_objclass(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).owner.to_ref())
}

fn classmethod_qualname(vm: &Vm, x: &Ref) -> PyResult {
    qualified(vm, this(x).owner, this(x).def.name)
}

fn classmethod_text_signature(vm: &Vm, x: &Ref) -> PyResult {
    Ok(signature_text::of_method(vm, this(x).def))
}

fn classmethod_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = this(&args[0]);
    reduce_as_getattr(vm, d.owner.to_ref(), d.def.name)
}

impl Vm {
    /// A native class method for the namespace of its type.
    pub fn new_classmethod_descriptor(&self, def: &'static MethodDef, owner: &'static Type) -> Ref {
        self.alloc(PyClassMethodDescriptor {
            header: Header::new(&CLASSMETHOD_DESCRIPTOR),
            def,
            owner,
        })
    }
}
