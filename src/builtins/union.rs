//! `typing.Union`: `int | None`.
//!
//! Invariant: `args` is a tuple of at least two things, no two of them equal, none a union.
//! Next file to read: `mappingproxy.rs`.

use super::function_methods::read_only;
use super::generic_alias::{GENERIC_ALIAS, parameters_of, repr_item, substitute};
use super::singletons::NONE;
use super::tuple::{self, TUPLE};
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, member_set, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A union of types.
#[repr(C)]
pub struct PyUnion {
    pub(crate) header: Header,
    /// `__args__`.
    pub args: Ref,
    /// `__parameters__`, NULL until first asked for.
    parameters: Locked<Ref>,
}

payload!(
    PyUnion,
    UNION,
    |this, visit| {
        visit(&this.args);
        this.parameters.with(|p| visit(p));
    },
    |_this, _sink| {}
);

static UNION_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "Represent a union type\n\nE.g. for int | str",
    flags: type_flags::WEAKREF | type_flags::NO_NEW,
    slots: Slots {
        repr: Some(union_repr),
        hash: Some(union_hash),
        compare: Some(union_compare),
        getattro: Some(union_get_attr),
        getitem: Some(union_getitem),
        or: Some(or_operator),
        ..Slots::NONE
    },
    methods: UNION_METHODS,
    getset: &[
        member_set("__args__", union_args, read_only, ""),
        getter("__name__", union_name, "Name of the type"),
        getter("__origin__", union_origin, "Always returns the type"),
        getter(
            "__parameters__",
            union_parameters,
            "Type variables in the types.UnionType.",
        ),
        getter("__qualname__", union_name, "Qualified name of the type"),
    ],
    ..TypeDef::of::<PyUnion>("Union")
};
/// The type `typing.Union`, also called `types.UnionType`.
pub static UNION: Type = Type::builtin(&UNION_DEF);

const UNION_METHODS: &[MethodDef] = &[
    classmethod("__class_getitem__", union_class_getitem, "cls, item, /", ""),
    method("__mro_entries__", union_mro_entries, "self, bases, /", ""),
];

fn this(x: &Ref) -> &PyUnion {
    match x.downcast::<PyUnion>() {
        Some(u) => u,
        None => unreachable!("slots of Union get unions"),
    }
}

/// Whether `|` on types accepts this.
fn is_unionable(x: &Ref) -> bool {
    x.is_none()
        || x.as_type().is_some()
        || x.is_instance(&GENERIC_ALIAS)
        || x.is_instance(&UNION)
        || x.is_instance(&super::typing::alias::TYPE_ALIAS)
}

/// `x | y` on types; the slot of everything that can stand in a union.
pub fn or_operator(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if !is_unionable(x) || !is_unionable(y) {
        return Ok(Ref::not_implemented());
    }
    make(vm, &[x.clone(), y.clone()])
}

fn add(vm: &Vm, out: &mut Vec<Ref>, x: &Ref) -> PyResult<()> {
    let x = if x.is_none() {
        NONE.to_ref()
    } else {
        x.clone()
    };
    for other in out.iter() {
        if std::ptr::eq(other.ty(), x.ty()) && vm.equal(other, &x)? {
            return Ok(());
        }
    }
    out.push(x);
    Ok(())
}

/// The union of these types: flat, each once; the type itself when only one is left.
pub fn make(vm: &Vm, types: &[Ref]) -> PyResult {
    let mut out = Vec::new();
    for t in types {
        match t.downcast::<PyUnion>() {
            Some(u) => {
                for inner in tuple::items(&u.args) {
                    add(vm, &mut out, inner)?;
                }
            }
            None => add(vm, &mut out, t)?,
        }
    }
    if out.len() == 1 {
        return Ok(out.swap_remove(0));
    }
    Ok(vm.alloc(PyUnion {
        header: Header::new(&UNION),
        args: vm.new_tuple(out),
        parameters: Locked::new(Ref::NULL),
    }))
}

fn union_repr(vm: &Vm, x: &Ref) -> PyResult {
    let mut shown = Vec::new();
    for t in tuple::items(&this(x).args) {
        shown.push(if t.is_type(&NONE) {
            "None".to_string()
        } else {
            repr_item(vm, t)?
        });
    }
    Ok(vm.new_str(&shown.join(" | ")))
}

fn union_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let mut h = 0x5a17;
    for t in tuple::items(&this(x).args) {
        // The order does not matter, so neither may it here.
        h ^= vm.hash(t)?.wrapping_mul(3_644_798_167);
    }
    Ok(if h == -1 { -2 } else { h })
}

fn union_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyUnion>(), y.downcast::<PyUnion>()) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    let (a, b) = (tuple::items(&a.args), tuple::items(&b.args));
    let mut same = a.len() == b.len();
    for t in a {
        let mut found = false;
        for u in b {
            found = found || vm.equal(t, u)?;
        }
        same = same && found;
    }
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}

fn union_get_attr(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    if name.str_is("__module__") {
        return Ok(vm.intern_str("typing"));
    }
    super::object::generic_get_attr(vm, x, name)
}

fn union_getitem(vm: &Vm, x: &Ref, item: &Ref) -> PyResult {
    let parameters = union_parameters(vm, x)?;
    let args = substitute(vm, x, &this(x).args, &parameters, item)?;
    make(vm, tuple::items(&args))
}

fn union_args(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).args.clone())
}

fn union_name(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.intern_str("Union"))
}

fn union_origin(_: &Vm, _: &Ref) -> PyResult {
    Ok(UNION.to_ref())
}

fn union_parameters(vm: &Vm, x: &Ref) -> PyResult {
    let known = this(x).parameters.get();
    if !known.is_null() {
        return Ok(known);
    }
    let found = parameters_of(vm, &this(x).args)?;
    this(x).parameters.set(found.clone());
    Ok(found)
}

/// `Union[...]`: strings become forward references.
fn union_class_getitem(vm: &Vm, args: &[Ref]) -> PyResult {
    let item = &args[1];
    let items = if item.is_exactly(&TUPLE) {
        tuple::items(item).to_vec()
    } else {
        vec![item.clone()]
    };
    if items.is_empty() {
        return Err(vm.type_error("Cannot take a Union of no types."));
    }
    let mut types = Vec::with_capacity(items.len());
    for x in items {
        types.push(if x.as_str().is_some() {
            forward_reference(vm, &x)?
        } else {
            x
        });
    }
    make(vm, &types)
}

/// `ForwardRef(text)`.
pub(crate) fn forward_reference(vm: &Vm, text: &Ref) -> PyResult {
    let typing = crate::vm::import::import_module(vm, "typing")?;
    let f = vm.get_attr_str(&typing, "_type_check")?;
    vm.call(
        &f,
        &[
            text.clone(),
            vm.new_str("Union[arg, ...]: each arg must be a type."),
        ],
    )
}

fn union_mro_entries(vm: &Vm, args: &[Ref]) -> PyResult {
    Err(vm.type_error(format!("Cannot subclass {}", vm.repr_text(&args[0])?)))
}
