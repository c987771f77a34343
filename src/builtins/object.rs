//! `object`: what every value can do unless its type says otherwise.
//!
//! Invariant: every type inherits these slots, so looking an attribute up, comparing and
//! representing always find a function.
//! Next file to read: `object/attributes.rs`.

mod attributes;
mod class_assignment;
mod reduce;

pub use attributes::{
    attribute_name, data_descriptor, generic_get_attr, generic_lookup, generic_set_attr,
    is_data_descriptor,
};

use crate::objects::args::{Args, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::hash::hash_pointer;
use crate::objects::header::Header;
use crate::objects::payload::PlainObject;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::syntax::ast::CompareOp;

static OBJECT_DEF: TypeDef = TypeDef {
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n\
          instance that has no instance attributes and cannot be given any.\n",
    slots: Slots {
        new: Some(object_new),
        init: Some(object_init),
        repr: Some(object_repr),
        str: Some(object_str),
        hash: Some(object_hash),
        getattro: Some(generic_get_attr),
        setattro: Some(generic_set_attr),
        compare: Some(object_compare),
        ..Slots::NONE
    },
    methods: &[
        method(
            "__dir__",
            object_dir,
            "self, /",
            "Default dir() implementation.",
        ),
        method(
            "__format__",
            object_format,
            "self, format_spec, /",
            "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise.",
        ),
        method(
            "__getstate__",
            object_getstate,
            "self, /",
            "Helper for pickle.",
        ),
        classmethod(
            "__init_subclass__",
            object_init_subclass,
            "cls, /",
            "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\n\
             overridden to extend subclasses.",
        ),
        method(
            "__reduce__",
            reduce::object_reduce,
            "self, /",
            "Helper for pickle.",
        ),
        method(
            "__reduce_ex__",
            reduce::object_reduce_ex,
            "self, protocol, /",
            "Helper for pickle.",
        ),
        method(
            "__sizeof__",
            object_sizeof,
            "self, /",
            "Size of object in memory, in bytes.",
        ),
        classmethod(
            "__subclasshook__",
            object_subclasshook,
            "cls, object, /",
            "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by \
             abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\n\
             NotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the \
             outcome is cached).",
        ),
    ],
    getset: &[getset(
        "__class__",
        class_assignment::object_class,
        class_assignment::object_set_class,
        "the object's class",
    )],
    flags: type_flags::BASE,
    signature: "()",
    ..TypeDef::of::<PlainObject>("object")
};
/// The type `object`.
pub static OBJECT: Type = Type::builtin(&OBJECT_DEF);

/// Whether a type's `__new__` is `object`'s.
fn has_default_new(ty: &Type) -> bool {
    ty.slots()
        .new
        .is_some_and(|f| f as usize == object_new as *const () as usize)
}

/// Whether a type's `__init__` is `object`'s.
fn has_default_init(ty: &Type) -> bool {
    ty.slots()
        .init
        .is_some_and(|f| f as usize == object_init as *const () as usize)
}

pub fn object_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if !args.values.is_empty() {
        if !has_default_new(ty) {
            return Err(vm.type_error(
                "object.__new__() takes exactly one argument (the type to instantiate)",
            ));
        }
        if has_default_init(ty) {
            return Err(vm.type_error(format!("{}() takes no arguments", ty.name())));
        }
    }
    if ty.has(type_flags::ABSTRACT) {
        return Err(abstract_error(vm, ty)?);
    }
    let payload = PlainObject {
        header: Header::new(ty),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

/// The error of making an instance of a class that has abstract methods left.
#[cold]
fn abstract_error(vm: &Vm, ty: &Type) -> PyResult<crate::objects::refcount::Exc> {
    let abstracts = vm.get_attr(&ty.to_ref(), &vm.names().__abstractmethods__)?;
    let mut names = Vec::new();
    vm.for_each(&abstracts, |n| {
        names.push(format!("'{}'", vm.str_lossy(&n)));
        Ok(())
    })?;
    names.sort();
    let s = if names.len() == 1 { "" } else { "s" };
    Ok(vm.type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{s} {}",
        ty.name(),
        names.join(", ")
    )))
}

fn object_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    if args.values.is_empty() {
        return Ok(());
    }
    let ty = x.ty();
    if !has_default_init(ty) {
        return Err(vm.type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)",
        ));
    }
    if has_default_new(ty) {
        let name = ty.name();
        return Err(vm.type_error(format!(
            "{name}.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    Ok(())
}

/// A new `object()`.
pub fn new_plain(vm: &Vm) -> Ref {
    vm.alloc(PlainObject {
        header: Header::new(&OBJECT),
    })
}

/// `<module.Class object at 0x...>`.
pub fn object_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = super::typeobject::names::full_name(vm, x.ty())?;
    Ok(vm.new_str(&format!("<{name} object at {:#x}>", x.id())))
}

fn object_str(vm: &Vm, x: &Ref) -> PyResult {
    match x.ty().slots().repr {
        Some(f) => f(vm, x),
        None => object_repr(vm, x),
    }
}

fn object_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    Ok(hash_pointer(x.id() as usize))
}

/// The hash slot of types whose instances can't be hashed.
pub fn hash_not_implemented(vm: &Vm, x: &Ref) -> PyResult<i64> {
    Err(vm.type_error(format!("unhashable type: '{}'", x.ty().name())))
}

fn object_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    match op {
        CompareOp::Eq if x.is(y) => Ok(Ref::bool(true)),
        CompareOp::NotEq => {
            let Some(compare) = x.ty().slots().compare else {
                return Ok(Ref::not_implemented());
            };
            let equal = compare(vm, x, y, CompareOp::Eq)?;
            if equal.is_not_implemented() {
                return Ok(equal);
            }
            Ok(Ref::bool(!vm.is_true(&equal)?))
        }
        _ => Ok(Ref::not_implemented()),
    }
}

/// The keys of a namespace, added to `names`.
fn add_keys(vm: &Vm, namespace: &Ref, names: &Ref) -> PyResult<()> {
    vm.for_each(namespace, |key| vm.set_item(names, &key, &Ref::none()))
}

/// Adds the attributes of a class and its bases to a dict of names.
pub(crate) fn add_class_names(vm: &Vm, class: &Ref, names: &Ref) -> PyResult<()> {
    vm.check_native_stack()?;
    if let Some(d) = vm.get_attr_opt(class, &vm.names().__dict__)? {
        add_keys(vm, &d, names)?;
    }
    if let Some(bases) = vm.get_attr_opt(class, &vm.names().__bases__)? {
        for base in super::tuple::items(&bases) {
            add_class_names(vm, base, names)?;
        }
    }
    Ok(())
}

/// `dir(x)`: the names its `__dir__` answers, sorted.
pub fn dir(vm: &Vm, x: &Ref) -> PyResult {
    let Some(answer) = vm.call_special(x, &vm.names().__dir__, &[])? else {
        return Err(vm.type_error("object does not provide __dir__"));
    };
    let names = vm.new_list(vm.collect_items(&answer)?);
    vm.call_method_str(&names, "sort", &[])?;
    Ok(names)
}

fn object_dir(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let names = vm.new_dict();
    if let Some(d) = vm.get_attr_opt(x, &vm.names().__dict__)?
        && d.is_instance(&super::dict::DICT)
    {
        add_keys(vm, &d, &names)?;
    }
    if let Some(class) = vm.get_attr_opt(x, &vm.names().__class__)? {
        add_class_names(vm, &class, &names)?;
    }
    Ok(vm.new_list(vm.collect_items(&names)?))
}

fn object_format(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(spec) = args[1].as_str() else {
        let got = args[1].ty().name();
        return Err(vm.type_error(format!("__format__() argument must be str, not {got}")));
    };
    if !spec.is_empty() {
        let ty = args[0].ty().name();
        return Err(vm.type_error(format!(
            "unsupported format string passed to {ty}.__format__"
        )));
    }
    vm.str(&args[0])
}

fn object_getstate(vm: &Vm, args: &[Ref]) -> PyResult {
    reduce::default_state(vm, &args[0], false)
}

fn object_init_subclass(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn object_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let ty = args[0].ty();
    Ok(vm.uint(ty.layout().size.max(ty.instance_size()) as u64))
}

fn object_subclasshook(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::not_implemented())
}
