//! `types.GenericAlias`: `list[int]`.
//!
//! Invariant: `args` is a tuple; `parameters` is NULL until first asked for.
//! Next file to read: `generic_alias/substitution.rs`.

mod substitution;

pub(crate) use substitution::{parameters_of, substitute};

use super::function_methods::{read_only, wrong_count};
use super::list::LIST;
use super::tuple::{self, TUPLE};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, member_set, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A parameterised class.
#[repr(C)]
pub struct PyGenericAlias {
    pub(crate) header: Header,
    /// `__origin__`.
    pub origin: Ref,
    /// `__args__`.
    pub args: Ref,
    /// `__parameters__`.
    parameters: Locked<Ref>,
    /// Whether it stands for `*tuple[...]`.
    pub starred: bool,
}

payload!(
    PyGenericAlias,
    GENERIC_ALIAS,
    |this, visit| {
        visit(&this.origin);
        visit(&this.args);
        this.parameters.with(|p| visit(p));
    },
    |_this, _sink| {}
);

static GENERIC_ALIAS_DEF: TypeDef = TypeDef {
    module: "types",
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    flags: type_flags::BASE | type_flags::WEAKREF,
    slots: Slots {
        new: Some(alias_new),
        repr: Some(alias_repr),
        hash: Some(alias_hash),
        compare: Some(alias_compare),
        call: Some(alias_call),
        getattro: Some(alias_get_attr),
        getitem: Some(alias_getitem),
        iter: Some(alias_iter),
        or: Some(super::union::or_operator),
        ..Slots::NONE
    },
    methods: ALIAS_METHODS,
    getset: &[
        member_set("__args__", alias_args, read_only, ""),
        member_set("__origin__", alias_origin, read_only, ""),
        getter(
            "__parameters__",
            alias_parameters,
            "Type variables in the GenericAlias.",
        ),
        getter("__typing_unpacked_tuple_args__", alias_unpacked_args, ""),
        member_set("__unpacked__", alias_unpacked, read_only, ""),
    ],
    signature: "(origin, args, /)",
    ..TypeDef::of::<PyGenericAlias>("GenericAlias")
};
/// The type `types.GenericAlias`.
pub static GENERIC_ALIAS: Type = Type::builtin(&GENERIC_ALIAS_DEF);

const ALIAS_METHODS: &[MethodDef] = &[
    method("__dir__", alias_dir, "self, /", ""),
    method(
        "__instancecheck__",
        alias_instancecheck,
        "self, instance, /",
        "",
    ),
    method("__mro_entries__", alias_mro_entries, "self, bases, /", ""),
    method("__reduce__", alias_reduce, "self, /", ""),
    method(
        "__subclasscheck__",
        alias_subclasscheck,
        "self, subclass, /",
        "",
    ),
];

/// Attributes that are the alias's own; all others are its origin's.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];
/// Attributes that don't reach the origin either.
const BLOCKED: &[&str] = &["__bases__", "__copy__", "__deepcopy__"];

fn this(x: &Ref) -> &PyGenericAlias {
    match x.downcast::<PyGenericAlias>() {
        Some(a) => a,
        None => unreachable!("slots of GenericAlias get aliases"),
    }
}

fn as_args(vm: &Vm, args: Ref) -> Ref {
    if args.is_instance(&TUPLE) {
        args
    } else {
        vm.new_tuple(vec![args])
    }
}

fn make(vm: &Vm, ty: &Type, origin: Ref, args: Ref, starred: bool) -> PyResult {
    let payload = PyGenericAlias {
        header: Header::new(ty),
        origin,
        args: as_args(vm, args),
        parameters: Locked::new(Ref::NULL),
        starred,
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

/// `origin[args]`; `args` is a tuple or the only argument.
pub fn new_generic_alias(vm: &Vm, origin: Ref, args: Ref) -> PyResult {
    make(vm, &GENERIC_ALIAS, origin, args, false)
}

/// The `__class_getitem__` of generic builtin classes, for a `classmethod` row with `"cls, item, /"`.
pub fn class_getitem_method(vm: &Vm, args: &[Ref]) -> PyResult {
    new_generic_alias(vm, args[0].clone(), args[1].clone())
}

fn alias_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    match (args.values, args.kwnames) {
        ([origin, args], []) => make(vm, ty, origin.clone(), args.clone(), false),
        _ => Err(wrong_count(vm, "GenericAlias", args, 2)),
    }
}

/// How an argument of an alias shows.
pub(crate) fn repr_item(vm: &Vm, x: &Ref) -> PyResult<String> {
    if x.is(&Ref::ellipsis()) {
        return Ok("...".to_string());
    }
    if x.is_exactly(&LIST) {
        vm.check_native_stack()?;
        let items: PyResult<Vec<String>> = vm
            .collect_items(x)?
            .iter()
            .map(|i| repr_item(vm, i))
            .collect();
        return Ok(format!("[{}]", items?.join(", ")));
    }
    let names = vm.names();
    let is_alias = vm.get_attr_opt(x, &names.__origin__)?.is_some()
        && vm.get_attr_opt(x, &names.__args__)?.is_some();
    if !is_alias
        && let Some(qualname) = vm.get_attr_opt(x, &names.__qualname__)?
        && let Some(module) = vm.get_attr_opt(x, &names.__module__)?
        && !module.is_none()
    {
        let qualname = vm.str_text(&qualname)?;
        if module.str_is("builtins") {
            return Ok(qualname);
        }
        return Ok(format!("{}.{qualname}", vm.str_text(&module)?));
    }
    vm.repr_text(x)
}

fn alias_repr(vm: &Vm, x: &Ref) -> PyResult {
    let a = this(x);
    let origin = repr_item(vm, &a.origin)?;
    let items: PyResult<Vec<String>> = tuple::items(&a.args)
        .iter()
        .map(|i| repr_item(vm, i))
        .collect();
    let items = items?;
    let list = if items.is_empty() {
        "()".to_string()
    } else {
        items.join(", ")
    };
    let star = if a.starred { "*" } else { "" };
    Ok(vm.new_str(&format!("{star}{origin}[{list}]")))
}

fn alias_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let a = this(x);
    let h = vm.hash(&a.origin)? ^ vm.hash(&a.args)?;
    Ok(if h == -1 { -2 } else { h })
}

fn alias_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (
        x.downcast::<PyGenericAlias>(),
        y.downcast::<PyGenericAlias>(),
    ) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    let same =
        a.starred == b.starred && vm.equal(&a.origin, &b.origin)? && vm.equal(&a.args, &b.args)?;
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}

fn alias_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let object = vm.call_args(&this(x).origin, args)?;
    use super::exceptions as exc;
    match vm.set_attr(&object, &vm.names().__orig_class__, x) {
        Err(e) if !e.0.is_instance(&exc::ATTRIBUTE_ERROR) && !e.0.is_instance(&exc::TYPE_ERROR) => {
            Err(e)
        }
        _ => Ok(object),
    }
}

fn alias_get_attr(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    let listed = |list: &[&str]| list.iter().any(|n| name.str_is(n));
    if listed(OWN) || listed(BLOCKED) {
        return super::object::generic_get_attr(vm, x, name);
    }
    vm.get_attr(&this(x).origin, name)
}

fn alias_getitem(vm: &Vm, x: &Ref, item: &Ref) -> PyResult {
    let a = this(x);
    let parameters = alias_parameters(vm, x)?;
    let args = substitute(vm, x, &a.args, &parameters, item)?;
    make(vm, &GENERIC_ALIAS, a.origin.clone(), args, a.starred)
}

fn alias_iter(vm: &Vm, x: &Ref) -> PyResult {
    let a = this(x);
    let starred = make(vm, &GENERIC_ALIAS, a.origin.clone(), a.args.clone(), true)?;
    vm.iter(&vm.new_tuple(vec![starred]))
}

fn alias_args(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).args.clone())
}

fn alias_origin(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).origin.clone())
}

fn alias_parameters(vm: &Vm, x: &Ref) -> PyResult {
    let known = this(x).parameters.get();
    if !known.is_null() {
        return Ok(known);
    }
    let found = parameters_of(vm, &this(x).args)?;
    this(x).parameters.set(found.clone());
    Ok(found)
}

fn alias_unpacked(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(this(x).starred))
}

fn alias_unpacked_args(_: &Vm, x: &Ref) -> PyResult {
    let a = this(x);
    Ok(if a.starred && a.origin.is_type(&TUPLE) {
        a.args.clone()
    } else {
        Ref::none()
    })
}

fn alias_dir(vm: &Vm, args: &[Ref]) -> PyResult {
    let dir = vm.call_method(&this(&args[0]).origin, &vm.names().__dir__, &[]);
    let names = match dir {
        Ok(names) => names,
        // A class's own `__dir__` wants an instance; the metaclass's is meant.
        Err(_) => vm
            .call_special(&this(&args[0]).origin, &vm.names().__dir__, &[])?
            .unwrap_or_else(Ref::none),
    };
    let mut names = vm.collect_items(&names)?;
    for own in OWN {
        if !names.iter().any(|n| n.str_is(own)) {
            names.push(vm.intern_str(own));
        }
    }
    Ok(vm.new_list(names))
}

fn alias_instancecheck(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn alias_subclasscheck(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn alias_mro_entries(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_tuple(vec![this(&args[0]).origin.clone()]))
}

fn alias_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let a = this(&args[0]);
    if a.starred {
        let iter = vm
            .dict_get(&vm.known().builtins, "iter")
            .unwrap_or_else(Ref::none);
        let next = vm
            .dict_get(&vm.known().builtins, "next")
            .unwrap_or_else(Ref::none);
        let plain = new_generic_alias(vm, a.origin.clone(), a.args.clone())?;
        let it = vm.call_one(&iter, &plain)?;
        return Ok(vm.new_tuple(vec![next, vm.new_tuple(vec![it])]));
    }
    let inner = vm.new_tuple(vec![a.origin.clone(), a.args.clone()]);
    Ok(vm.new_tuple(vec![GENERIC_ALIAS.to_ref(), inner]))
}
