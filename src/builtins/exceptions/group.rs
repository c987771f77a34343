//! `BaseExceptionGroup` and `ExceptionGroup` (PEP 654): construction, texts, attributes.
//!
//! Invariant: `exceptions` is a non-empty tuple of exception instances and never changes.
//! Next file to read: `group_split.rs`.

use super::base::this;
use super::*;
use crate::builtins::tuple;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::refcount::PyResult;
use crate::objects::types::{GetSetDef, member_set};

/// `message`.
pub const MESSAGE: usize = 0;
/// `exceptions`, a tuple.
pub const EXCEPTIONS: usize = 1;

/// Slots of `BaseExceptionGroup`.
pub(super) const SLOTS: Slots = Slots {
    new: Some(group_new),
    init: Some(group_init),
    repr: Some(group_repr),
    str: Some(group_str),
    ..Slots::NONE
};

/// Methods of `BaseExceptionGroup`.
pub(super) const METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        group_class_getitem,
        "cls, object, /",
        "Return a generic alias of the class.",
    ),
    method(
        "derive",
        group_split::group_derive,
        "self, excs, /",
        "Return a group of other exceptions.",
    ),
    method(
        "split",
        group_split::group_split,
        "self, matcher_value, /",
        "Return the matching part and the rest.",
    ),
    method(
        "subgroup",
        group_split::group_subgroup,
        "self, matcher_value, /",
        "Return the matching part, or None.",
    ),
];

/// Attributes of `BaseExceptionGroup`.
pub(super) const GETSET: &[GetSetDef] = &[
    member_set(
        "exceptions",
        group_exceptions,
        read_only,
        "The exceptions, a tuple.",
    ),
    member_set("message", group_message, read_only, "The text."),
];

fn read_only(vm: &Vm, _: &Ref, _: Option<&Ref>) -> PyResult<()> {
    Err(vm.attribute_error("readonly attribute"))
}

/// The exceptions of a group; none for other objects.
pub fn members(x: &Ref) -> Vec<Ref> {
    let tuple = x
        .downcast::<PyException>()
        .and_then(|e| e.field(EXCEPTIONS));
    tuple.map(|t| tuple::items(&t).to_vec()).unwrap_or_default()
}

/// `BaseExceptionGroup.__new__`.
fn group_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let pos = args.pos();
    let [message, given] = pos else {
        let n = pos.len();
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({n} given)"
        )));
    };
    if message.as_str().is_none() {
        let kind = message.ty().name();
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {kind}"
        )));
    }
    if !vm.is_sequence(given) {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.collect_items(given)?;
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut nested_base = false;
    for (i, item) in items.iter().enumerate() {
        if !item.ty().has(type_flags::EXCEPTION) {
            return Err(vm.value_error(format!(
                "Item {i} of second argument (exceptions) is not an exception"
            )));
        }
        nested_base |= !item.is_instance(&EXCEPTION);
    }
    let mut class = ty;
    if std::ptr::eq(ty, &BASE_EXCEPTION_GROUP) {
        if !nested_base {
            class = &EXCEPTION_GROUP;
        }
    } else if nested_base && std::ptr::eq(ty, &EXCEPTION_GROUP) {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    } else if nested_base && ty.is_subtype(&EXCEPTION) {
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{}'", ty.name())));
    }
    let payload = PyException::new(class, vm.tuple_from_slice(pos));
    payload.set_field(MESSAGE, message.clone());
    payload.set_field(EXCEPTIONS, vm.new_tuple(items));
    vm.alloc_instance(class, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn group_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    base::exception_init(vm, x, args)
}

fn group_repr(vm: &Vm, x: &Ref) -> PyResult {
    let e = this(vm, x)?;
    let message = e.field(MESSAGE).unwrap_or_else(Ref::none);
    let tuple = e.field(EXCEPTIONS).unwrap_or_else(Ref::none);
    let args = e.args();
    // The exceptions are shown as they were given, but a list that changed since is not consulted.
    let as_list = matches!(tuple::items(&args), [_, second] if second.ty().has(type_flags::LIST));
    let shown = if as_list {
        vm.new_list(tuple::items(&tuple).to_vec())
    } else {
        tuple
    };
    Ok(vm.new_str(&format!(
        "{}({}, {})",
        x.ty().name(),
        vm.repr_text(&message)?,
        vm.repr_text(&shown)?
    )))
}

fn group_str(vm: &Vm, x: &Ref) -> PyResult {
    let count = members(x).len();
    let message = this(vm, x)?
        .field(MESSAGE)
        .map_or(Ok(String::new()), |m| vm.str_text(&m))?;
    let s = if count == 1 { "" } else { "s" };
    Ok(vm.new_str(&format!("{message} ({count} sub-exception{s})")))
}

fn group_class_getitem(vm: &Vm, args: &[Ref]) -> PyResult {
    crate::builtins::generic_alias::new_generic_alias(vm, args[0].clone(), args[1].clone())
}

fn group_exceptions(vm: &Vm, x: &Ref) -> PyResult {
    super::fields::get_field(vm, x, EXCEPTIONS)
}

fn group_message(vm: &Vm, x: &Ref) -> PyResult {
    super::fields::get_field(vm, x, MESSAGE)
}
