//! Namespaces of builtin types: slots and tables become the methods and attributes scripts see.
//!
//! Invariant: what stands in the namespace for a dunder calls the very slot function of the type's
//! own table, so that a class derived from it can take the function over directly.
//! Next file to read: `slot_updates.rs`.

use crate::builtins::dict;
use crate::objects::args::{Args, MethodDef, MethodKind, classmethod};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::{DUNDERS, Dunder, SlotId, Slots};
use crate::objects::types::{Type, TypeDef, type_flags};

/// Fills the namespace of a builtin type.
pub fn fill_builtin_namespace(vm: &Vm, ty: &Type, def: &'static TypeDef, namespace: &Ref) {
    let Some(owner) = ty.as_static() else { return };
    let set = |name: &str, value: Ref| {
        let name = vm.intern_str(name);
        // Filling a dict with string keys fails only when memory is short.
        let _ = dict::set_str(vm, namespace, &name, value);
    };
    // CPython's static types keep their module in their name only.
    let in_name_only = matches!(
        (def.module, def.name),
        (
            "builtins" | "sys" | "types" | "weakref" | "_contextvars" | "string.templatelib",
            _
        ) | ("typing", "Union")
    );
    if !in_name_only {
        set("__module__", vm.intern_str(def.module));
    }
    for row in DUNDERS {
        if let Some(value) = dunder_value(vm, row, owner, &def.slots) {
            set(row.name, value);
        }
    }
    if def.slots.compare.is_some()
        && def.slots.hash.is_none()
        && !std::ptr::eq(ty, &crate::builtins::object::OBJECT)
    {
        set("__hash__", Ref::none());
    }
    for row in def.methods {
        let value = match row.kind {
            MethodKind::Instance => vm.new_method_descriptor(row, owner),
            MethodKind::Class => vm.new_classmethod_descriptor(row, owner),
            MethodKind::Static | MethodKind::Function => {
                let function = vm.new_bound_builtin(row, Ref::NULL, owner);
                crate::builtins::classmethod::new_static_method(vm, function)
            }
        };
        set(row.name, value);
    }
    for row in def.getset {
        let fields = row.member || is_struct_sequence(owner);
        let value = if fields {
            vm.new_native_member(row, owner)
        } else {
            vm.new_getset_descriptor(row, owner)
        };
        set(row.name, value);
    }
    let names = vm.names();
    if dict::get_str(namespace, &names.__doc__).is_none() {
        set(
            "__doc__",
            crate::builtins::descriptors::doc_value(vm, def.doc),
        );
    }
    if let Some(setup) = def.setup
        && let Err(e) = setup(vm, &ty.to_ref())
    {
        vm.unraisable(
            e,
            "Exception ignored while setting up a builtin type",
            Some(&ty.to_ref()),
        );
    }
}

/// Whether the attributes of a builtin type are names for the items of a tuple.
fn is_struct_sequence(ty: &Type) -> bool {
    let tuple = &crate::builtins::tuple::TUPLE;
    ty.is_subtype(tuple) && !std::ptr::eq(ty, tuple)
}

/// What stands for a dunder in the namespace of a type with these slots.
fn dunder_value(vm: &Vm, row: &'static Dunder, owner: &'static Type, slots: &Slots) -> Option<Ref> {
    let slot = match (row.name, row.slot) {
        ("__getattr__", _) => return None,
        (_, SlotId::new) => {
            return (slots.new.is_some() && !owner.has(type_flags::NO_NEW))
                .then(|| vm.new_bound_builtin(&NEW, owner.to_ref(), owner));
        }
        (_, SlotId::hash)
            if slots.hash.is_some_and(|f| {
                f as usize == crate::builtins::object::hash_not_implemented as *const () as usize
            }) =>
        {
            return Some(Ref::none());
        }
        ("__add__", _) if slots.add.is_none() => SlotId::concat,
        ("__mul__" | "__rmul__", _) if slots.mul.is_none() => SlotId::repeat,
        ("__iadd__", _) if slots.iadd.is_none() => SlotId::iconcat,
        ("__imul__", _) if slots.imul.is_none() => SlotId::irepeat,
        (_, slot) => slot,
    };
    slots
        .has(slot)
        .then(|| vm.new_wrapper_descriptor(row, slot, owner))
}

/// `__new__` of every builtin type: the class to instantiate comes as an argument.
static NEW: MethodDef = classmethod(
    "__new__",
    new_wrapper,
    "type, /, *args, **kwargs",
    "Create and return a new object.  See help(type) for accurate signature.",
);

/// The builtin type whose `__new__` this object is.
pub(super) fn owner_of_new(function: &Ref) -> Option<Ref> {
    let f = function.downcast_exact::<crate::builtins::function::PyBuiltinFunction>()?;
    std::ptr::eq(f.def, &NEW).then(|| f.bound.clone())
}

fn new_wrapper(vm: &Vm, args: &[Ref]) -> PyResult {
    let owner = super::class(&args[0]);
    let positional = crate::builtins::tuple::items(&args[1]);
    let name = owner.name();
    let Some(first) = positional.first() else {
        return Err(vm.type_error(format!("{name}.__new__(): not enough arguments")));
    };
    let Some(ty) = first.as_type() else {
        let got = first.ty().name();
        return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({got})")));
    };
    let given = ty.name();
    if !ty.is_subtype(owner) {
        return Err(vm.type_error(format!(
            "{name}.__new__({given}): {given} is not a subtype of {name}"
        )));
    }
    let base = ty.native_base();
    let Some(new) = owner.def().and_then(|d| d.slots.new) else {
        return Err(vm.type_error(format!("cannot create '{name}' instances")));
    };
    if base.has(type_flags::NO_NEW)
        || base
            .slots()
            .new
            .is_none_or(|f| f as usize != new as *const () as usize)
    {
        let safe = base.name();
        return Err(vm.type_error(format!(
            "{name}.__new__({given}) is not safe, use {safe}.__new__()"
        )));
    }
    let mut values = positional[1..].to_vec();
    let mut kwnames = Vec::new();
    if let Some(kw) = args[2].downcast::<crate::builtins::dict::PyDict>() {
        for (k, v) in kw.pairs() {
            kwnames.push(k);
            values.push(v);
        }
    }
    new(
        vm,
        ty,
        Args {
            values: &values,
            kwnames: &kwnames,
        },
    )
}
