//! `mappingproxy`: a read-only view of a mapping, such as `int.__dict__`.
//!
//! Invariant: nothing here changes the mapping.
//! Next file to read: `simple_namespace.rs`.

use super::list::LIST;
use super::tuple::TUPLE;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A read-only view.
#[repr(C)]
pub struct PyMappingProxy {
    pub(crate) header: Header,
    /// What is viewed.
    pub mapping: Ref,
}

payload!(
    PyMappingProxy,
    MAPPING_PROXY,
    |this, visit| visit(&this.mapping),
    |_this, _sink| {}
);

static MAPPING_PROXY_DEF: TypeDef = TypeDef {
    doc: "Read-only proxy of a mapping.",
    flags: type_flags::MAPPING,
    slots: Slots {
        new: Some(mappingproxy_new),
        repr: Some(mappingproxy_repr),
        str: Some(mappingproxy_str),
        hash: Some(mappingproxy_hash),
        compare: Some(mappingproxy_compare),
        iter: Some(mappingproxy_iter),
        len: Some(mappingproxy_len),
        getitem: Some(mappingproxy_getitem),
        contains: Some(mappingproxy_contains),
        or: Some(mappingproxy_or),
        ior: Some(mappingproxy_ior),
        ..Slots::NONE
    },
    methods: MAPPING_PROXY_METHODS,
    signature: "(mapping)",
    ..TypeDef::of::<PyMappingProxy>("mappingproxy")
};
/// The type `types.MappingProxyType`.
pub static MAPPING_PROXY: Type = Type::builtin(&MAPPING_PROXY_DEF);

const MAPPING_PROXY_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        super::generic_alias::class_getitem_method,
        "cls, item, /",
        "See PEP 585",
    ),
    method("__reversed__", mappingproxy_reversed, "self, /", ""),
    method(
        "copy",
        mappingproxy_copy,
        "self, /",
        "D.copy() -> a shallow copy of D",
    ),
    method(
        "get",
        mappingproxy_get,
        "self, key, default=None, /",
        "Return the value for key if key is in the mapping, else default.",
    ),
    method(
        "items",
        mappingproxy_items,
        "self, /",
        "D.items() -> a set-like object providing a view on D's items",
    ),
    method(
        "keys",
        mappingproxy_keys,
        "self, /",
        "D.keys() -> a set-like object providing a view on D's keys",
    ),
    method(
        "values",
        mappingproxy_values,
        "self, /",
        "D.values() -> an object providing a view on D's values",
    ),
];

fn mapping(x: &Ref) -> &Ref {
    match x.downcast::<PyMappingProxy>() {
        Some(p) => &p.mapping,
        None => unreachable!("slots of mappingproxy get proxies"),
    }
}

/// A read-only view of a mapping.
pub fn new_mapping_proxy(vm: &Vm, mapping: Ref) -> Ref {
    vm.alloc(PyMappingProxy {
        header: Header::new(&MAPPING_PROXY),
        mapping,
    })
}

fn mappingproxy_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let m = match (args.values, args.kwnames) {
        ([m], []) => m,
        ([m], [name]) if name.str_is("mapping") => m,
        ([], _) => {
            return Err(vm.type_error("mappingproxy() missing required argument 'mapping' (pos 1)"));
        }
        _ => {
            let given = args.values.len();
            return Err(vm.type_error(format!(
                "mappingproxy() takes at most 1 argument ({given} given)"
            )));
        }
    };
    if m.ty().slots().getitem.is_none() || m.is_instance(&LIST) || m.is_instance(&TUPLE) {
        let got = m.ty().name();
        return Err(vm.type_error(format!(
            "mappingproxy() argument must be a mapping, not {got}"
        )));
    }
    Ok(new_mapping_proxy(vm, m.clone()))
}

fn mappingproxy_repr(vm: &Vm, x: &Ref) -> PyResult {
    vm.check_native_stack()?;
    Ok(vm.new_str(&format!("mappingproxy({})", vm.repr_text(mapping(x))?)))
}

fn mappingproxy_str(vm: &Vm, x: &Ref) -> PyResult {
    vm.str(mapping(x))
}

fn mappingproxy_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    vm.hash(mapping(x))
}

fn mappingproxy_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    match x.downcast::<PyMappingProxy>() {
        Some(p) => vm.compare(
            &p.mapping,
            y.downcast::<PyMappingProxy>().map_or(y, |q| &q.mapping),
            op,
        ),
        None => Ok(Ref::not_implemented()),
    }
}

fn mappingproxy_iter(vm: &Vm, x: &Ref) -> PyResult {
    vm.iter(mapping(x))
}

fn mappingproxy_len(vm: &Vm, x: &Ref) -> PyResult<usize> {
    vm.len(mapping(x))
}

fn mappingproxy_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    vm.get_item(mapping(x), key)
}

fn mappingproxy_contains(vm: &Vm, x: &Ref, key: &Ref) -> PyResult<bool> {
    vm.contains(mapping(x), key)
}

fn unwrapped(x: &Ref) -> &Ref {
    x.downcast::<PyMappingProxy>().map_or(x, |p| &p.mapping)
}

fn mappingproxy_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let (x, y) = (unwrapped(x), unwrapped(y));
    let f = x.ty().slots().or.or(y.ty().slots().or);
    match f {
        Some(f) => f(vm, x, y),
        None => Ok(Ref::not_implemented()),
    }
}

fn mappingproxy_ior(vm: &Vm, x: &Ref, _: &Ref) -> PyResult {
    let ty = x.ty().name();
    Err(vm.type_error(format!("'|=' is not supported by {ty}; use '|' instead")))
}

fn forward(vm: &Vm, x: &Ref, name: &str, args: &[Ref]) -> PyResult {
    vm.call_method_str(mapping(x), name, args)
}

fn mappingproxy_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "__reversed__", &[])
}

fn mappingproxy_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "copy", &[])
}

fn mappingproxy_get(vm: &Vm, args: &[Ref]) -> PyResult {
    let default = args[2].opt().cloned().unwrap_or_else(Ref::none);
    forward(vm, &args[0], "get", &[args[1].clone(), default])
}

fn mappingproxy_items(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "items", &[])
}

fn mappingproxy_keys(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "keys", &[])
}

fn mappingproxy_values(vm: &Vm, args: &[Ref]) -> PyResult {
    forward(vm, &args[0], "values", &[])
}
