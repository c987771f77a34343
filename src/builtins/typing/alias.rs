//! `TypeAliasType`: what `type X = ...` makes.
//!
//! Invariant: once the value has been computed it stays.
//! Next file to read: `generic.rs`.

use super::evaluator::{constant, evaluate};
use super::parameters::Lazy;
use super::{calling_module, or_with_strings, unpack_once};
use crate::builtins::function_methods::read_only;
use crate::builtins::generic_alias::new_generic_alias;
use crate::builtins::tuple::{self, TUPLE};
use crate::objects::args::{Args, Callee, Signature, bind, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, getter, type_flags};
use crate::payload;

/// A type alias.
#[repr(C)]
pub struct PyTypeAlias {
    pub(crate) header: Header,
    name: Ref,
    type_params: Ref,
    module: Ref,
    value: Locked<Lazy>,
}

payload!(
    PyTypeAlias,
    TYPE_ALIAS,
    |this, visit| {
        visit(&this.name);
        visit(&this.type_params);
        visit(&this.module);
        this.value.with(|v| v.visit(visit));
    },
    |this, sink| this.value.with(|v| v.clear(sink))
);

static TYPE_ALIAS_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "Type alias.\n\nType aliases are created through the type statement:\n\n    type Alias = int",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(alias_new),
        repr: Some(alias_repr),
        iter: Some(unpack_once),
        getitem: Some(alias_getitem),
        or: Some(or_with_strings),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", alias_reduce, "self, /", "")],
    getset: &[
        getter("__module__", alias_module, ""),
        getset("__name__", alias_name, read_only, ""),
        getter("__parameters__", alias_parameters, ""),
        getter("__type_params__", alias_type_params, ""),
        getter("__value__", alias_value, ""),
        getter("evaluate_value", alias_evaluate_value, ""),
    ],
    ..TypeDef::of::<PyTypeAlias>("TypeAliasType")
};
/// The type `typing.TypeAliasType`.
pub static TYPE_ALIAS: Type = Type::builtin(&TYPE_ALIAS_DEF);

fn this(x: &Ref) -> &PyTypeAlias {
    match x.downcast::<PyTypeAlias>() {
        Some(a) => a,
        None => unreachable!("slots of TypeAliasType get type aliases"),
    }
}

fn make(vm: &Vm, name: Ref, type_params: Ref, value: Lazy) -> Ref {
    vm.alloc(PyTypeAlias {
        header: Header::new(&TYPE_ALIAS),
        name,
        type_params,
        module: calling_module(vm),
        value: Locked::new(value),
    })
}

/// The alias of a `type` statement from its name, type parameters (or `None`) and the function
/// that computes its value, as a tuple.
pub fn new_typealias(vm: &Vm, parts: &Ref) -> PyResult {
    let [name, params, function] = tuple::items(parts) else {
        return Err(vm.system_error("a type statement has three parts"));
    };
    let params = if params.is_none() {
        vm.known().empty_tuple.clone()
    } else {
        params.clone()
    };
    Ok(make(
        vm,
        name.clone(),
        params,
        Lazy::computed(Some(function.clone())),
    ))
}

fn alias_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let sig = Signature::parse("name, value, *, type_params=()");
    let mut slots = [const { Ref::NULL }; 3];
    bind(
        vm,
        &sig,
        Callee {
            name: "typealias",
            qualname: "typealias",
            has_self: false,
        },
        args,
        &mut slots,
    )?;
    let [name, value, params] = slots;
    if name.as_str().is_none() {
        let got = name.ty().name();
        return Err(vm.type_error(format!(
            "typealias() argument 'name' must be str, not {got}"
        )));
    }
    let params = if params.is_null() {
        vm.known().empty_tuple.clone()
    } else {
        params
    };
    if !params.is_instance(&TUPLE) {
        return Err(vm.type_error("type_params must be a tuple"));
    }
    Ok(make(vm, name, params, Lazy::known(Some(value))))
}

fn alias_repr(vm: &Vm, x: &Ref) -> PyResult {
    vm.str(&this(x).name)
}

fn alias_getitem(vm: &Vm, x: &Ref, item: &Ref) -> PyResult {
    if tuple::items(&this(x).type_params).is_empty() {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    new_generic_alias(vm, x.clone(), item.clone())
}

fn alias_reduce(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(this(&args[0]).name.clone())
}

fn alias_module(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).module.clone())
}

fn alias_name(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).name.clone())
}

/// The type parameters, those of variable length unpacked.
fn alias_parameters(vm: &Vm, x: &Ref) -> PyResult {
    let mut out = Vec::new();
    for p in tuple::items(&this(x).type_params) {
        if p.is_instance(&super::type_params::TYPEVARTUPLE) {
            out.extend(vm.collect_items(p)?);
        } else {
            out.push(p.clone());
        }
    }
    Ok(vm.new_tuple(out))
}

fn alias_type_params(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).type_params.clone())
}

fn alias_value(vm: &Vm, x: &Ref) -> PyResult {
    let (value, function) = this(x)
        .value
        .with(|v| (v.value.clone(), v.function.clone()));
    if let Some(v) = value {
        return Ok(v);
    }
    let Some(f) = function else {
        return Ok(Ref::none());
    };
    let v = evaluate(vm, &f)?;
    this(x).value.with(|lazy| lazy.value = Some(v.clone()));
    Ok(v)
}

fn alias_evaluate_value(vm: &Vm, x: &Ref) -> PyResult {
    let (value, function) = this(x)
        .value
        .with(|v| (v.value.clone(), v.function.clone()));
    Ok(match (function, value) {
        (Some(f), _) => f,
        (None, Some(v)) => constant(vm, v),
        (None, None) => Ref::none(),
    })
}
