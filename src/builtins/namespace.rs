//! `types.SimpleNamespace`, the type of `sys.implementation`.
//!
//! Invariant: what it holds is its `__dict__` and nothing else.
//! Next file to read: `module.rs`.

use crate::builtins::dict::PyDict;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A `SimpleNamespace` object.
#[repr(C)]
pub struct PyNamespace {
    pub(crate) header: Header,
    /// `__dict__`.
    pub dict: DictWord,
}

payload!(
    PyNamespace,
    NAMESPACE,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.replace(Ref::NULL))
);

static NAMESPACE_DEF: TypeDef = TypeDef {
    module: "types",
    doc: "A simple attribute-based namespace.",
    dict_offset: std::mem::offset_of!(PyNamespace, dict),
    slots: Slots {
        new: Some(namespace_new),
        init: Some(namespace_init),
        repr: Some(namespace_repr),
        compare: Some(namespace_compare),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyNamespace>("SimpleNamespace")
};
/// The type `types.SimpleNamespace`.
pub static NAMESPACE: Type = Type::builtin(&NAMESPACE_DEF);

const METHODS: &[MethodDef] = &[
    method(
        "__reduce__",
        namespace_reduce,
        "self, /",
        "Return state information for pickling.",
    ),
    method(
        "__replace__",
        namespace_replace,
        "self, /, **changes",
        "Return a copy of the namespace object with new values for the specified attributes.",
    ),
];

fn namespace_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let namespace = PyNamespace {
        header: Header::new(ty),
        dict: DictWord::with(vm.new_dict()),
    };
    vm.alloc_instance(ty, namespace, 0)
        .ok_or_else(|| vm.memory_error())
}

fn namespace_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let dict = vm.instance_dict(x)?;
    let Some(own) = dict.downcast::<PyDict>() else {
        return Ok(());
    };
    let pos = args.pos();
    if pos.len() > 1 {
        let n = pos.len();
        return Err(vm.type_error(format!(
            "SimpleNamespace expected at most 1 argument, got {n}"
        )));
    }
    if let Some(from) = pos.first() {
        let given = vm.call(
            &crate::builtins::dict::DICT.to_ref(),
            std::slice::from_ref(from),
        )?;
        for (k, v) in given
            .downcast::<PyDict>()
            .map(PyDict::pairs)
            .unwrap_or_default()
        {
            if k.as_str().is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
            own.insert(vm, k, v)?;
        }
    }
    for (name, value) in args.keywords() {
        own.insert(vm, name.clone(), value.clone())?;
    }
    Ok(())
}

fn namespace_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = if x.is_exactly(&NAMESPACE) {
        "namespace"
    } else {
        x.ty().name()
    };
    let dict = vm.instance_dict(x)?;
    let shown = vm.repr_guard(x, || {
        let mut parts = Vec::new();
        for (k, v) in dict
            .downcast::<PyDict>()
            .map(PyDict::pairs)
            .unwrap_or_default()
        {
            if k.as_str().is_some_and(|k| !k.is_empty()) {
                parts.push(format!("{}={}", vm.str_lossy(&k), vm.repr_text(&v)?));
            }
        }
        Ok(vm.new_str(&format!("{name}({})", parts.join(", "))))
    })?;
    Ok(shown.unwrap_or_else(|| vm.new_str(&format!("{name}(...)"))))
}

fn namespace_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    if !x.is_instance(&NAMESPACE) || !y.is_instance(&NAMESPACE) {
        return Ok(Ref::not_implemented());
    }
    vm.compare(&vm.instance_dict(x)?, &vm.instance_dict(y)?, op)
}

fn namespace_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let empty = vm.new_tuple(Vec::new());
    Ok(vm.new_tuple(vec![
        args[0].ty().to_ref(),
        empty,
        vm.instance_dict(&args[0])?,
    ]))
}

fn namespace_replace(vm: &Vm, args: &[Ref]) -> PyResult {
    let copy = vm.call(&args[0].ty().to_ref(), &[])?;
    let dict = vm.instance_dict(&copy)?;
    for source in [&vm.instance_dict(&args[0])?, &args[1]] {
        for (k, v) in source
            .downcast::<PyDict>()
            .map(PyDict::pairs)
            .unwrap_or_default()
        {
            crate::builtins::dict::set_str(vm, &dict, &k, v)?;
        }
    }
    Ok(copy)
}
