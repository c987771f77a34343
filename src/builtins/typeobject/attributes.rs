//! Attributes of classes: looking them up, setting them, and the computed ones.
//!
//! Invariant: a class's version is zeroed before its namespace changes, and its slots are brought
//! up to date right after.
//! Next file to read: `bases.rs`.

use super::{TYPE, annotations, bases, class, names, slot_updates};
use crate::builtins::dict::{self, DICT};
use crate::builtins::exceptions as exc;
use crate::builtins::object::{attribute_name, is_data_descriptor};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, getset, getter, member, type_flags};

/// The computed attributes of every class.
pub(super) const TYPE_GETSET: &[GetSetDef] = &[
    getset(
        "__abstractmethods__",
        type_abstractmethods,
        type_set_abstractmethods,
        "",
    ),
    getset(
        "__annotate__",
        annotations::type_annotate,
        annotations::type_set_annotate,
        "",
    ),
    getset(
        "__annotations__",
        annotations::type_annotations,
        annotations::type_set_annotations,
        "",
    ),
    member("__base__", type_base, ""),
    getset("__bases__", bases::type_bases, bases::type_set_bases, ""),
    member("__basicsize__", type_basicsize, ""),
    getter("__dict__", type_dict, ""),
    member("__dictoffset__", type_dictoffset, ""),
    getset("__doc__", type_doc, type_set_doc, ""),
    member("__flags__", type_flag_bits, ""),
    member("__itemsize__", type_itemsize, ""),
    getset("__module__", type_module, type_set_module, ""),
    getter("__mro__", type_mro, ""),
    getset("__name__", type_name, type_set_name, ""),
    getset("__qualname__", type_qualname, type_set_qualname, ""),
    getter("__text_signature__", type_text_signature, ""),
    getset(
        "__type_params__",
        type_type_params,
        type_set_type_params,
        "",
    ),
    member("__weakrefoffset__", type_weakrefoffset, ""),
];

/// Looks an attribute of a class up; `None` if there is none.
pub fn type_lookup(vm: &Vm, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let name = attribute_name(vm, name)?;
    match find(vm, x, &name) {
        Err(e) if e.0.is_instance(&exc::ATTRIBUTE_ERROR) => Ok(None),
        found => found,
    }
}

fn find(vm: &Vm, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let meta = x.ty();
    let meta_attr = meta.lookup(vm, name);
    if let Some(a) = &meta_attr
        && is_data_descriptor(a)
        && let Some(get) = a.ty().slots().descr_get
    {
        return get(vm, a, Some(x), &meta.to_ref()).map(Some);
    }
    if let Some(a) = class(x).lookup(vm, name) {
        return match a.ty().slots().descr_get {
            Some(get) => get(vm, &a, None, x).map(Some),
            None => Ok(Some(a)),
        };
    }
    let Some(a) = meta_attr else { return Ok(None) };
    match a.ty().slots().descr_get {
        Some(get) => get(vm, &a, Some(x), &meta.to_ref()).map(Some),
        None => Ok(Some(a)),
    }
}

/// `type.__getattribute__`.
pub fn type_get_attr(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    let name = attribute_name(vm, name)?;
    match find(vm, x, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.attribute_error_for_name(x, &name)),
    }
}

/// The error of changing a class that can't be changed.
#[cold]
fn immutable(vm: &Vm, verb: &str, name: &str, ty: &Type) -> Exc {
    vm.type_error(format!(
        "cannot {verb} '{name}' attribute of immutable type '{}'",
        ty.name()
    ))
}

/// Refuses to change attributes of builtin types.
pub(super) fn check_mutable(vm: &Vm, ty: &Type, name: &str) -> PyResult<()> {
    if ty.is_heap() && !ty.has(type_flags::IMMUTABLE) {
        Ok(())
    } else {
        Err(immutable(vm, "set", name, ty))
    }
}

/// What the special attributes of a class check before they are set; deleting them is an error.
pub(super) fn check_set<'a>(
    vm: &Vm,
    x: &Ref,
    value: Option<&'a Ref>,
    name: &str,
) -> PyResult<&'a Ref> {
    check_mutable(vm, class(x), name)?;
    value.ok_or_else(|| immutable(vm, "delete", name, class(x)))
}

/// `type.__setattr__` and `type.__delattr__`.
pub fn type_set_attr(vm: &Vm, x: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let name = attribute_name(vm, name)?;
    let ty = class(x);
    check_mutable(vm, ty, &vm.str_lossy(&name))?;
    if let Some(a) = x.ty().lookup(vm, &name)
        && let Some(set) = a.ty().slots().descr_set
    {
        return set(vm, &a, x, value);
    }
    if !set_entry(vm, ty, &name, value)? {
        return Err(vm.attribute_error_for_name(x, &name));
    }
    Ok(())
}

/// Sets an entry of a class's namespace, or with `None` removes it; false if there was none to remove. Caches
/// and slots are brought up to date before any other thread can look, and what was there is
/// dropped after that, because its destructor may look names up.
pub(super) fn set_entry(vm: &Vm, ty: &Type, name: &Ref, value: Option<&Ref>) -> PyResult<bool> {
    let namespace = ty.dict(vm);
    let old = vm.stopped(|| {
        ty.modified();
        let old = match value {
            Some(v) => {
                let old = dict::get_str(namespace, name);
                dict::set_str(vm, namespace, name, v.clone())?;
                old
            }
            None => dict::remove_str(namespace, name),
        };
        if old.is_some() || value.is_some() {
            slot_updates::update(vm, ty, name);
        }
        Ok(old)
    })?;
    Ok(old.is_some() || value.is_some())
}

/// A name a class may have: a `str` without null characters.
pub(super) fn check_name(vm: &Vm, name: &Ref) -> PyResult<()> {
    if vm.str_lossy(name).contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    Ok(())
}

fn type_name(vm: &Vm, x: &Ref) -> PyResult {
    Ok(names::name_of(vm, class(x)))
}

fn type_set_name(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = check_set(vm, x, value, "__name__")?;
    let ty = class(x);
    if value.as_str().is_none() {
        let (name, got) = (ty.name(), value.ty().name());
        return Err(vm.type_error(format!(
            "can only assign string to {name}.__name__, not '{got}'"
        )));
    }
    check_name(vm, value)?;
    ty.set_display(names::keep(vm, value));
    drop(ty.inner.with(|i| i.name.replace(value.clone())));
    Ok(())
}

fn type_qualname(vm: &Vm, x: &Ref) -> PyResult {
    names::qualname_of(vm, class(x))
}

fn type_set_qualname(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = check_set(vm, x, value, "__qualname__")?;
    let ty = class(x);
    if value.as_str().is_none() {
        let (name, got) = (ty.name(), value.ty().name());
        return Err(vm.type_error(format!(
            "can only assign string to {name}.__qualname__, not '{got}'"
        )));
    }
    drop(ty.inner.with(|i| i.qualname.replace(value.clone())));
    Ok(())
}

fn type_module(vm: &Vm, x: &Ref) -> PyResult {
    match names::module_of(vm, class(x)) {
        Some(m) => Ok(m),
        None => Err(vm.attribute_error("__module__")),
    }
}

fn type_set_module(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = check_set(vm, x, value, "__module__")?;
    set_entry(vm, class(x), &vm.names().__firstlineno__, None)?;
    set_entry(vm, class(x), &vm.names().__module__, Some(value))?;
    Ok(())
}

fn type_doc(vm: &Vm, x: &Ref) -> PyResult {
    let ty = class(x);
    let Some(doc) = dict::get_str(ty.dict(vm), &vm.names().__doc__) else {
        return Ok(Ref::none());
    };
    match doc.ty().slots().descr_get {
        Some(get) if ty.is_heap() => get(vm, &doc, None, x),
        _ => Ok(doc),
    }
}

fn type_set_doc(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = check_set(vm, x, value, "__doc__")?;
    set_entry(vm, class(x), &vm.names().__doc__, Some(value)).map(drop)
}

fn type_text_signature(vm: &Vm, x: &Ref) -> PyResult {
    Ok(match class(x).def().map_or("", |d| d.signature) {
        "" => Ref::none(),
        text => vm.new_str(text),
    })
}

fn type_base(_: &Vm, x: &Ref) -> PyResult {
    Ok(class(x).base().map_or_else(Ref::none, Type::to_ref))
}

fn type_mro(_: &Vm, x: &Ref) -> PyResult {
    Ok(class(x).mro_tuple())
}

fn type_dict(vm: &Vm, x: &Ref) -> PyResult {
    Ok(crate::builtins::mappingproxy::new_mapping_proxy(
        vm,
        class(x).dict(vm).clone(),
    ))
}

fn type_abstractmethods(vm: &Vm, x: &Ref) -> PyResult {
    let name = &vm.names().__abstractmethods__;
    let own = if x.is_type(&TYPE) {
        None
    } else {
        dict::get_str(class(x).dict(vm), name)
    };
    own.ok_or_else(|| vm.attribute_error_with("__abstractmethods__", x, name))
}

fn type_set_abstractmethods(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let ty = class(x);
    let name = &vm.names().__abstractmethods__;
    let abstracts = match value {
        Some(v) => vm.is_true(v)?,
        None => false,
    };
    if !set_entry(vm, ty, name, value)? {
        return Err(vm.attribute_error_with("__abstractmethods__", x, name));
    }
    if abstracts {
        ty.set_flags(type_flags::ABSTRACT);
    } else {
        ty.clear_flags(type_flags::ABSTRACT);
    }
    Ok(())
}

fn type_type_params(vm: &Vm, x: &Ref) -> PyResult {
    let own = dict::get_str(class(x).dict(vm), &vm.names().__type_params__);
    Ok(own.unwrap_or_else(|| vm.known().empty_tuple.clone()))
}

fn type_set_type_params(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = check_set(vm, x, value, "__type_params__")?;
    set_entry(vm, class(x), &vm.names().__type_params__, Some(value)).map(drop)
}

fn type_basicsize(vm: &Vm, x: &Ref) -> PyResult {
    let ty = class(x);
    Ok(vm.uint(ty.layout().size.max(ty.instance_size()) as u64))
}

fn type_itemsize(vm: &Vm, x: &Ref) -> PyResult {
    let native = class(x).native_base();
    let varies = native.has(type_flags::TUPLE | type_flags::INT | type_flags::BYTES);
    Ok(vm.int(if varies { 8 } else { 0 }))
}

fn type_dictoffset(vm: &Vm, x: &Ref) -> PyResult {
    let ty = class(x);
    Ok(vm.int(if ty.inline_capacity() > 0 {
        -1
    } else {
        ty.dict_offset() as i64
    }))
}

fn type_weakrefoffset(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int(if class(x).has(type_flags::WEAKREF) {
        -32
    } else {
        0
    }))
}

/// CPython's `tp_flags` bits, as far as scripts look at them.
fn type_flag_bits(vm: &Vm, x: &Ref) -> PyResult {
    const BITS: &[(u32, u32)] = &[
        (type_flags::SEQUENCE, 5),
        (type_flags::MAPPING, 6),
        (type_flags::NO_NEW, 7),
        (type_flags::IMMUTABLE, 8),
        (type_flags::HEAP, 9),
        (type_flags::BASE, 10),
        (type_flags::GC, 14),
        (type_flags::METHOD_DESCRIPTOR, 17),
        (type_flags::ABSTRACT, 20),
        (type_flags::INT, 24),
        (type_flags::LIST, 25),
        (type_flags::TUPLE, 26),
        (type_flags::BYTES, 27),
        (type_flags::STR, 28),
        (type_flags::DICT, 29),
        (type_flags::EXCEPTION, 30),
        (type_flags::TYPE, 31),
    ];
    let ty = class(x);
    let mut bits = 1u64 << 12;
    if !ty.is_heap() {
        bits |= 1 << 8;
    }
    for (ours, theirs) in BITS {
        if ty.has(*ours) {
            bits |= 1 << theirs;
        }
    }
    Ok(vm.uint(bits))
}

/// `__dict__` of instances, for the namespace of the class that gives them one.
pub(super) static INSTANCE_DICT: GetSetDef = getset(
    "__dict__",
    instance_dict,
    instance_set_dict,
    "dictionary for instance variables",
);

/// `__weakref__` of instances.
pub(super) static INSTANCE_WEAKREF: GetSetDef = getter(
    "__weakref__",
    instance_weakref,
    "list of weak references to the object",
);

fn instance_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

/// Replaces or empties an instance's `__dict__`.
pub(crate) fn instance_set_dict(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if let Some(v) = value
        && !v.is_instance(&DICT)
    {
        let got = v.ty().name();
        return Err(vm.type_error(format!(
            "__dict__ must be set to a dictionary, not a '{got}'"
        )));
    }
    vm.set_instance_dict(x, value.cloned())
}

fn instance_weakref(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm
        .weakrefs_of(x)
        .into_iter()
        .next()
        .unwrap_or_else(Ref::none))
}
