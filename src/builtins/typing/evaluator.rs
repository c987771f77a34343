//! `typing.NoDefault`, and evaluate functions for values that are known already.
//!
//! Invariant: there is one `NoDefault` for each interpreter.
//! Next file to read: `type_params.rs`.

use crate::builtins::generic_alias::repr_item;
use crate::objects::args::{Args, Callee, Signature, bind, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::PlainObject;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::payload;
use std::sync::OnceLock;

#[derive(Default)]
struct NoDefaultObject(OnceLock<Ref>);

/// `typing.NoDefault`.
pub fn no_default(vm: &Vm) -> Ref {
    let made = || {
        vm.alloc(PlainObject {
            header: Header::new(&NO_DEFAULT_TYPE),
        })
    };
    vm.interp
        .state::<NoDefaultObject>()
        .0
        .get_or_init(made)
        .clone()
}

static NO_DEFAULT_DEF: TypeDef = TypeDef {
    doc: "The type of the NoDefault singleton.",
    flags: 0,
    slots: Slots {
        new: Some(no_default_new),
        repr: Some(no_default_repr),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", no_default_reduce, "self, /", "")],
    ..TypeDef::of::<PlainObject>("NoDefaultType")
};
/// The type of `typing.NoDefault`.
pub static NO_DEFAULT_TYPE: Type = Type::builtin(&NO_DEFAULT_DEF);

fn no_default_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    if args.values.is_empty() {
        return Ok(no_default(vm));
    }
    Err(vm.type_error("NoDefaultType takes no arguments"))
}

fn no_default_repr(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_str("typing.NoDefault"))
}

fn no_default_reduce(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_str("NoDefault"))
}

/// An evaluate function whose value is known.
#[repr(C)]
pub struct PyConstEvaluator {
    pub(crate) header: Header,
    value: Ref,
}

payload!(
    PyConstEvaluator,
    CONST_EVALUATOR,
    |this, visit| visit(&this.value),
    |_this, _sink| {}
);

static CONST_EVALUATOR_DEF: TypeDef = TypeDef {
    module: "_typing",
    flags: 0,
    slots: Slots {
        repr: Some(evaluator_repr),
        call: Some(evaluator_call),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyConstEvaluator>("_ConstEvaluator")
};
/// The type of evaluate functions whose value is known.
pub static CONST_EVALUATOR: Type = Type::builtin(&CONST_EVALUATOR_DEF);

/// An evaluate function that answers `value`.
pub(super) fn constant(vm: &Vm, value: Ref) -> Ref {
    vm.alloc(PyConstEvaluator {
        header: Header::new(&CONST_EVALUATOR),
        value,
    })
}

fn evaluator_repr(vm: &Vm, x: &Ref) -> PyResult {
    let Some(e) = x.downcast::<PyConstEvaluator>() else {
        return Ok(Ref::none());
    };
    Ok(vm.new_str(&format!("<constevaluator {}>", vm.repr_text(&e.value)?)))
}

fn evaluator_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let Some(e) = x.downcast::<PyConstEvaluator>() else {
        return Ok(Ref::none());
    };
    let sig = Signature::parse("format, /");
    let mut slots = [const { Ref::NULL }; 1];
    let name = "constevaluator.__call__";
    bind(
        vm,
        &sig,
        Callee {
            name,
            qualname: name,
            has_self: false,
        },
        args,
        &mut slots,
    )?;
    const STRING: i64 = 4;
    if vm.index_i64(&slots[0])? != STRING {
        return Ok(e.value.clone());
    }
    let text = match e.value.downcast_exact::<crate::builtins::tuple::PyTuple>() {
        Some(t) => {
            let items: PyResult<Vec<String>> = t.items().iter().map(|i| repr_item(vm, i)).collect();
            format!("({})", items?.join(", "))
        }
        None => repr_item(vm, &e.value)?,
    };
    Ok(vm.new_str(&text))
}

/// Asks an evaluate function for the value itself.
pub(super) fn evaluate(vm: &Vm, function: &Ref) -> PyResult {
    let value_format = vm.int(1);
    vm.call_one(function, &value_format)
}
