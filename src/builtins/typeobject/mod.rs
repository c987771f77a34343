//! `type`: classes as objects.
//!
//! | file | what it does |
//! |---|---|
//! | `creation.rs` | `type(name, bases, namespace)` |
//! | `mro.rs`, `layout.rs`, `slots_attribute.rs` | method resolution order, instance layout, `__slots__` |
//! | `slot_updates.rs`, `slot_functions.rs`, `slot_operators.rs` | dunders written in Python become slots |
//! | `namespace.rs` | slots and tables of builtin types become visible methods |
//! | `attributes.rs`, `bases.rs`, `annotations.rs` | attributes of classes |
//! | `checks.rs` | `isinstance`, `issubclass` |
//! | `build_class.rs` | what a `class` statement runs |
//!
//! Invariant: a class's slot table always agrees with what looking its dunders up would find.
//! Next file to read: `creation.rs`.

pub mod annotations;
pub mod attributes;
pub mod bases;
pub mod build_class;
pub mod checks;
pub mod creation;
pub mod layout;
pub mod mro;
pub mod names;
pub mod namespace;
pub mod slot_functions;
pub mod slot_operators;
pub mod slot_updates;
pub mod slots_attribute;

pub use checks::{is_instance, is_subclass};
pub use namespace::fill_builtin_namespace;

use crate::builtins::descriptors::no_new;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};

static TYPE_DEF: TypeDef = TypeDef {
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    flags: type_flags::BASE | type_flags::TYPE | type_flags::WEAKREF,
    slots: Slots {
        new: Some(creation::type_new),
        init: Some(type_init),
        repr: Some(type_repr),
        call: Some(type_call),
        getattro: Some(attributes::type_get_attr),
        setattro: Some(attributes::type_set_attr),
        or: Some(crate::builtins::union::or_operator),
        ..Slots::NONE
    },
    methods: TYPE_METHODS,
    getset: attributes::TYPE_GETSET,
    ..TypeDef::of::<Type>("type")
};
/// The type of classes.
pub static TYPE: Type = Type::builtin(&TYPE_DEF);

const TYPE_METHODS: &[MethodDef] = &[
    method(
        "__dir__",
        type_dir,
        "self, /",
        "Specialized __dir__ implementation for types.",
    ),
    method(
        "__instancecheck__",
        type_instancecheck,
        "self, instance, /",
        "Check if an object is an instance.",
    ),
    classmethod(
        "__prepare__",
        type_prepare,
        "cls, /, *bases, **kwds",
        "Create the namespace for the class statement",
    ),
    method(
        "__sizeof__",
        type_sizeof,
        "self, /",
        "Return memory consumption of the type object.",
    ),
    method(
        "__subclasscheck__",
        type_subclasscheck,
        "self, subclass, /",
        "Check if a class is a subclass.",
    ),
    method(
        "__subclasses__",
        type_subclasses,
        "self, /",
        "Return a list of immediate subclasses.",
    ),
    method(
        "mro",
        type_mro,
        "self, /",
        "Return a type's method resolution order.",
    ),
];

/// The class behind a reference that is known to be one.
pub(crate) fn class(x: &Ref) -> &Type {
    match x.as_type() {
        Some(t) => t,
        None => unreachable!("methods of type get classes"),
    }
}

/// Calling a class: `__new__`, then `__init__` if the result is an instance.
pub fn type_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let ty = class(x);
    if x.is_type(&TYPE) {
        match args.values {
            [object] if args.kwnames.is_empty() => return Ok(object.ty().to_ref()),
            _ if args.positional_count() == 1 => {
                return Err(vm.type_error("type() takes no keyword arguments"));
            }
            _ if args.positional_count() != 3 => {
                return Err(vm.type_error("type() takes 1 or 3 arguments"));
            }
            _ => {}
        }
    }
    let slots = ty.slots();
    let Some(new) = slots.new.filter(|_| !ty.has(type_flags::NO_NEW)) else {
        return no_new(vm, ty, args);
    };
    vm.check_native_stack()?;
    let object = new(vm, ty, args)?;
    let object_type = object.ty();
    if !std::ptr::eq(object_type, ty) && !object_type.is_subtype(ty) {
        return Ok(object);
    }
    if let Some(init) = object.ty().slots().init {
        init(vm, &object, args)?;
    }
    Ok(object)
}

fn type_init(vm: &Vm, _: &Ref, args: Args) -> PyResult<()> {
    let count = args.positional_count();
    if !args.kwnames.is_empty() && count == 1 {
        return Err(vm.type_error("type.__init__() takes no keyword arguments"));
    }
    if count != 1 && count != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(())
}

fn type_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&format!("<class '{}'>", names::full_name(vm, class(x))?)))
}

fn type_dir(vm: &Vm, args: &[Ref]) -> PyResult {
    let names = vm.new_dict();
    super::object::add_class_names(vm, &args[0], &names)?;
    Ok(vm.new_list(vm.collect_items(&names)?))
}

fn type_instancecheck(vm: &Vm, args: &[Ref]) -> PyResult {
    checks::real_is_instance(vm, &args[1], &args[0]).map(Ref::bool)
}

fn type_subclasscheck(vm: &Vm, args: &[Ref]) -> PyResult {
    checks::real_is_subclass(vm, &args[1], &args[0]).map(Ref::bool)
}

fn type_prepare(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_dict())
}

fn type_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(args[0].ty().layout().size as u64))
}

fn type_subclasses(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut found = Vec::new();
    class(&args[0]).for_each_subclass(&mut |t| {
        if t.header.ref_count() > 0 {
            found.push(t.to_ref());
        }
    });
    Ok(vm.new_list(found))
}

fn type_mro(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_list(mro::compute(vm, class(&args[0]))?))
}

/// `cls[key]` where the metaclass has no `__getitem__`: `cls.__class_getitem__(key)`.
pub fn class_getitem(vm: &Vm, x: &Ref, ty: &Type, key: &Ref) -> PyResult {
    if x.is_type(&TYPE) {
        return super::generic_alias::new_generic_alias(vm, x.clone(), key.clone());
    }
    match attributes::type_lookup(vm, x, &vm.names().__class_getitem__)? {
        Some(f) if !f.is_none() => vm.call_one(&f, key),
        _ => Err(vm.type_error(format!("type '{}' is not subscriptable", ty.name()))),
    }
}
