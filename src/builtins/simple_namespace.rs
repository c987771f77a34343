//! `types.SimpleNamespace`: an object that is nothing but its attributes.
//!
//! Invariant: `__dict__` has `str` keys only, unless a script has put others in.
//! Next file to read: `iterators.rs`.

use super::dict::PyDict;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A `SimpleNamespace`.
#[repr(C)]
pub struct PySimpleNamespace {
    pub(crate) header: Header,
    dict: DictWord,
}

payload!(
    PySimpleNamespace,
    SIMPLE_NAMESPACE,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.take())
);

static SIMPLE_NAMESPACE_DEF: TypeDef = TypeDef {
    module: "types",
    doc: "A simple attribute-based namespace.",
    flags: type_flags::BASE,
    dict_offset: std::mem::offset_of!(PySimpleNamespace, dict),
    slots: Slots {
        new: Some(namespace_new),
        init: Some(namespace_init),
        repr: Some(namespace_repr),
        compare: Some(namespace_compare),
        ..Slots::NONE
    },
    methods: NAMESPACE_METHODS,
    getset: &[getter("__dict__", namespace_dict, "")],
    signature: "(mapping_or_iterable=(), /, **kwargs)",
    ..TypeDef::of::<PySimpleNamespace>("SimpleNamespace")
};
/// The type `types.SimpleNamespace`.
pub static SIMPLE_NAMESPACE: Type = Type::builtin(&SIMPLE_NAMESPACE_DEF);

const NAMESPACE_METHODS: &[MethodDef] = &[
    method(
        "__reduce__",
        namespace_reduce,
        "self, /",
        "Return state information for pickling",
    ),
    method(
        "__replace__",
        namespace_replace,
        "self, /, **changes",
        "Return a copy of the namespace object with new values for the specified attributes.",
    ),
];

/// A namespace with these attributes.
pub fn new_simple_namespace(vm: &Vm, attributes: Vec<(Ref, Ref)>) -> PyResult {
    let dict = DictWord::with(vm.dict_from_pairs(attributes)?);
    Ok(vm.alloc(PySimpleNamespace {
        header: Header::new(&SIMPLE_NAMESPACE),
        dict,
    }))
}

fn namespace_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PySimpleNamespace {
        header: Header::new(ty),
        dict: DictWord::with(vm.new_dict()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn namespace_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let d = vm.instance_dict(x)?;
    match args.pos() {
        [] => {}
        [source] => {
            let dict_type = super::dict::DICT.to_ref();
            let pairs = vm.call_one(&dict_type, source)?;
            for (k, v) in pairs
                .downcast::<PyDict>()
                .map(PyDict::pairs)
                .unwrap_or_default()
            {
                if k.as_str().is_none() {
                    return Err(vm.type_error("keywords must be strings"));
                }
                vm.set_item(&d, &k, &v)?;
            }
        }
        more => {
            let (name, given) = (x.ty().name(), more.len());
            return Err(vm.type_error(format!("{name} expected at most 1 argument, got {given}")));
        }
    }
    for (k, v) in args.keywords() {
        vm.set_item(&d, k, v)?;
    }
    Ok(())
}

fn namespace_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = if x.is_exactly(&SIMPLE_NAMESPACE) {
        "namespace"
    } else {
        x.ty().name()
    };
    let shown = vm.repr_guard(x, || {
        let d = vm.instance_dict(x)?;
        let mut parts = Vec::new();
        for (k, v) in d
            .downcast::<PyDict>()
            .map(PyDict::pairs)
            .unwrap_or_default()
        {
            if k.as_str().is_some_and(|s| !s.is_empty()) {
                parts.push(format!("{}={}", vm.str_lossy(&k), vm.repr_text(&v)?));
            }
        }
        Ok(vm.new_str(&format!("{name}({})", parts.join(", "))))
    })?;
    Ok(shown.unwrap_or_else(|| vm.new_str(&format!("{name}(...)"))))
}

fn namespace_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    if !x.is_instance(&SIMPLE_NAMESPACE) || !y.is_instance(&SIMPLE_NAMESPACE) {
        return Ok(Ref::not_implemented());
    }
    vm.compare(&vm.instance_dict(x)?, &vm.instance_dict(y)?, op)
}

fn namespace_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn namespace_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    Ok(vm.new_tuple(vec![
        x.ty().to_ref(),
        vm.known().empty_tuple.clone(),
        vm.instance_dict(x)?,
    ]))
}

fn namespace_replace(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let copy = vm.call(&x.ty().to_ref(), &[])?;
    let d = vm.instance_dict(&copy)?;
    for source in [&vm.instance_dict(x)?, &args[1]] {
        for (k, v) in source
            .downcast::<PyDict>()
            .map(PyDict::pairs)
            .unwrap_or_default()
        {
            vm.set_item(&d, &k, &v)?;
        }
    }
    Ok(copy)
}
