//! `member_descriptor`: an attribute named in `__slots__`, which stands in a word of the instance, or
//! a field of a builtin type.
//!
//! Invariant: instances of `owner` have a value word at `offset`, unless there is a `row`.
//! Next file to read: `class_method.rs`.

use super::{doc_value, qualified, reduce_as_getattr, wrong_object};
use crate::objects::args::method;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::{slot_get, slot_set};
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, member};
use crate::payload;

/// A slot of a class written in Python.
#[repr(C)]
pub struct PyMemberDescriptor {
    pub(crate) header: Header,
    /// Its name, mangled.
    pub name: Ref,
    /// Where in the instance the word stands.
    pub offset: usize,
    /// The row of a builtin type's attribute table.
    row: Option<&'static GetSetDef>,
    /// The class it belongs to.
    pub owner: Ref,
}

payload!(
    PyMemberDescriptor,
    MEMBER_DESCRIPTOR,
    |this, visit| {
        visit(&this.name);
        visit(&this.owner);
    },
    |_this, _sink| {}
);

static MEMBER_DESCRIPTOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        repr: Some(member_repr),
        descr_get: Some(member_get),
        descr_set: Some(member_set),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", member_reduce, "self, /", "")],
    getset: &[
        getter("__doc__", member_doc, ""),
        member("__name__", member_name, ""),
        member("__objclass__", member_objclass, ""),
        getter("__qualname__", member_qualname, ""),
    ],
    ..TypeDef::of::<PyMemberDescriptor>("member_descriptor")
};
/// The type of attributes named in `__slots__`.
pub static MEMBER_DESCRIPTOR: Type = Type::builtin(&MEMBER_DESCRIPTOR_DEF);

fn this(x: &Ref) -> &PyMemberDescriptor {
    match x.downcast_exact::<PyMemberDescriptor>() {
        Some(d) => d,
        None => unreachable!("the slots of member_descriptor get member descriptors"),
    }
}

impl PyMemberDescriptor {
    /// Where the word stands in instances of a class that derives from the owner.
    pub fn word_offset(&self, ty: &Type) -> Option<usize> {
        (self.row.is_none() && ty.is_subtype(self.owner())).then_some(self.offset)
    }

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
            Err(wrong_object(
                vm,
                &vm.str_lossy(&self.name),
                self.owner(),
                object,
            ))
        }
    }
}

fn member_repr(vm: &Vm, x: &Ref) -> PyResult {
    let d = this(x);
    Ok(vm.new_str(&format!(
        "<member '{}' of '{}' objects>",
        vm.str_lossy(&d.name),
        d.owner().name()
    )))
}

fn member_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    let Some(object) = object else {
        return Ok(x.clone());
    };
    let d = this(x);
    d.check(vm, object)?;
    if let Some(row) = d.row {
        return (row.get)(vm, object);
    }
    slot_get(object, d.owner(), d.offset)
        .ok_or_else(|| vm.attribute_error_for_name(object, &d.name))
}

fn member_set(vm: &Vm, x: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let d = this(x);
    d.check(vm, object)?;
    if let Some(row) = d.row {
        return match row.set {
            Some(set) => set(vm, object, value),
            None => Err(vm.attribute_error("readonly attribute")),
        };
    }
    let old = slot_set(object, d.owner(), d.offset, value.cloned());
    match (old, value) {
        (None, None) => Err(vm.attribute_error(vm.str_lossy(&d.name))),
        _ => Ok(()),
    }
}

fn member_doc(vm: &Vm, x: &Ref) -> PyResult {
    Ok(doc_value(vm, this(x).row.map_or("", |row| row.doc)))
}

fn member_name(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).name.clone())
}

fn member_objclass(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).owner.clone())
}

fn member_qualname(vm: &Vm, x: &Ref) -> PyResult {
    qualified(vm, this(x).owner(), &vm.str_lossy(&this(x).name))
}

fn member_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = this(&args[0]);
    reduce_as_getattr(vm, d.owner.clone(), &vm.str_lossy(&d.name))
}

impl Vm {
    /// A slot for the namespace of `owner`, whose instances have a value word at `offset`.
    pub(crate) fn new_member_descriptor(&self, name: Ref, offset: usize, owner: &Type) -> Ref {
        self.alloc(PyMemberDescriptor {
            header: Header::new(&MEMBER_DESCRIPTOR),
            name,
            offset,
            row: None,
            owner: owner.to_ref(),
        })
    }

    /// A field of a builtin type for its namespace.
    pub(crate) fn new_native_member(&self, row: &'static GetSetDef, owner: &Type) -> Ref {
        self.alloc(PyMemberDescriptor {
            header: Header::new(&MEMBER_DESCRIPTOR),
            name: self.intern_str(row.name),
            offset: 0,
            row: Some(row),
            owner: owner.to_ref(),
        })
    }
}
