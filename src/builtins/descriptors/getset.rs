//! `getset_descriptor`: a row of an attribute table in a type's namespace.
//!
//! Invariant: the row's functions are only called with instances of `owner`.
//! Next file to read: `member.rs`.

use super::{doc_value, qualified, reduce_as_getattr, wrong_object};
use crate::objects::args::method;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, member};
use crate::payload;

/// A computed attribute.
#[repr(C)]
pub struct PyGetSetDescriptor {
    pub(crate) header: Header,
    /// Its row.
    pub def: &'static GetSetDef,
    /// The class it belongs to.
    pub owner: Ref,
}

payload!(
    PyGetSetDescriptor,
    GETSET_DESCRIPTOR,
    |this, visit| visit(&this.owner),
    |_this, _sink| {}
);

static GETSET_DESCRIPTOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        repr: Some(getset_repr),
        descr_get: Some(getset_get),
        descr_set: Some(getset_set),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", getset_reduce, "self, /", "")],
    getset: &[
        getter("__doc__", getset_doc, ""),
        member("__name__", getset_name, ""),
        member("__objclass__", getset_objclass, ""),
        getter("__qualname__", getset_qualname, ""),
    ],
    ..TypeDef::of::<PyGetSetDescriptor>("getset_descriptor")
};
/// The type of computed attributes of builtin types.
pub static GETSET_DESCRIPTOR: Type = Type::builtin(&GETSET_DESCRIPTOR_DEF);

fn this(x: &Ref) -> &PyGetSetDescriptor {
    match x.downcast_exact::<PyGetSetDescriptor>() {
        Some(d) => d,
        None => unreachable!("the slots of getset_descriptor get getset descriptors"),
    }
}

impl PyGetSetDescriptor {
    fn owner(&self) -> &Type {
        match self.owner.as_type() {
            Some(t) => t,
            None => unreachable!("a descriptor's owner is a class"),
        }
    }

    fn check(&self, vm: &Vm, object: &Ref) -> PyResult<()> {
        if object.is_instance(self.owner()) {
            Ok(())
        } else {
            Err(wrong_object(vm, self.def.name, self.owner(), object))
        }
    }
}

fn getset_repr(vm: &Vm, x: &Ref) -> PyResult {
    let d = this(x);
    Ok(vm.new_str(&format!(
        "<attribute '{}' of '{}' objects>",
        d.def.name,
        d.owner().name()
    )))
}

fn getset_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    let Some(object) = object else {
        return Ok(x.clone());
    };
    let d = this(x);
    d.check(vm, object)?;
    (d.def.get)(vm, object)
}

fn getset_set(vm: &Vm, x: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let d = this(x);
    d.check(vm, object)?;
    match d.def.set {
        Some(set) => set(vm, object, value),
        None => {
            let (name, owner) = (d.def.name, d.owner().name());
            Err(vm.attribute_error(format!(
                "attribute '{name}' of '{owner}' objects is not writable"
            )))
        }
    }
}

fn getset_doc(vm: &Vm, x: &Ref) -> PyResult {
    Ok(doc_value(vm, this(x).def.doc))
}

fn getset_name(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.intern_str(this(x).def.name))
}

fn getset_objclass(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).owner.clone())
}

fn getset_qualname(vm: &Vm, x: &Ref) -> PyResult {
    qualified(vm, this(x).owner(), this(x).def.name)
}

fn getset_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = this(&args[0]);
    reduce_as_getattr(vm, d.owner.clone(), d.def.name)
}

impl Vm {
    /// A computed attribute for the namespace of `owner`.
    pub fn new_getset_descriptor(&self, def: &'static GetSetDef, owner: &Type) -> Ref {
        self.alloc(PyGetSetDescriptor {
            header: Header::new(&GETSET_DESCRIPTOR),
            def,
            owner: owner.to_ref(),
        })
    }
}
