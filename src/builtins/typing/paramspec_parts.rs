//! `P.args` and `P.kwargs`.
//!
//! Invariant: two of one kind are equal when their parameters are.
//! Next file to read: `alias.rs`.

use crate::builtins::function_methods::{read_only, wrong_count};
use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// `P.args`
#[repr(C)]
pub struct PyParamSpecArgs {
    pub(crate) header: Header,
    origin: Ref,
}

payload!(
    PyParamSpecArgs,
    PARAMSPEC_ARGS,
    |this, visit| visit(&this.origin),
    |_this, _sink| {}
);

/// `P.kwargs`
#[repr(C)]
pub struct PyParamSpecKwargs {
    pub(crate) header: Header,
    origin: Ref,
}

payload!(
    PyParamSpecKwargs,
    PARAMSPEC_KWARGS,
    |this, visit| visit(&this.origin),
    |_this, _sink| {}
);

static PARAMSPEC_ARGS_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "The args for a ParamSpec object.",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(args_new),
        repr: Some(part_repr),
        compare: Some(part_compare),
        ..Slots::NONE
    },
    methods: &[method(
        "__mro_entries__",
        part_mro_entries,
        "self, bases, /",
        "",
    )],
    getset: &[getset("__origin__", part_origin, read_only, "")],
    ..TypeDef::of::<PyParamSpecArgs>("ParamSpecArgs")
};
/// The type `typing.ParamSpecArgs`.
pub static PARAMSPEC_ARGS: Type = Type::builtin(&PARAMSPEC_ARGS_DEF);

static PARAMSPEC_KWARGS_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "The kwargs for a ParamSpec object.",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(kwargs_new),
        repr: Some(part_repr),
        compare: Some(part_compare),
        ..Slots::NONE
    },
    methods: &[method(
        "__mro_entries__",
        part_mro_entries,
        "self, bases, /",
        "",
    )],
    getset: &[getset("__origin__", part_origin, read_only, "")],
    ..TypeDef::of::<PyParamSpecKwargs>("ParamSpecKwargs")
};
/// The type `typing.ParamSpecKwargs`.
pub static PARAMSPEC_KWARGS: Type = Type::builtin(&PARAMSPEC_KWARGS_DEF);

pub(super) fn new_args(vm: &Vm, origin: &Ref) -> Ref {
    vm.alloc(PyParamSpecArgs {
        header: Header::new(&PARAMSPEC_ARGS),
        origin: origin.clone(),
    })
}

pub(super) fn new_kwargs(vm: &Vm, origin: &Ref) -> Ref {
    vm.alloc(PyParamSpecKwargs {
        header: Header::new(&PARAMSPEC_KWARGS),
        origin: origin.clone(),
    })
}

fn args_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    match args.values {
        [origin] => Ok(new_args(vm, origin)),
        _ => Err(wrong_count(vm, "ParamSpecArgs", args, 1)),
    }
}

fn kwargs_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    match args.values {
        [origin] => Ok(new_kwargs(vm, origin)),
        _ => Err(wrong_count(vm, "ParamSpecKwargs", args, 1)),
    }
}

/// The parameter, and what of it this is.
fn parts(x: &Ref) -> (&Ref, &'static str) {
    match (
        x.downcast::<PyParamSpecArgs>(),
        x.downcast::<PyParamSpecKwargs>(),
    ) {
        (Some(p), _) => (&p.origin, "args"),
        (_, Some(p)) => (&p.origin, "kwargs"),
        _ => unreachable!("slots of P.args and P.kwargs get one of the two"),
    }
}

fn part_repr(vm: &Vm, x: &Ref) -> PyResult {
    let (origin, what) = parts(x);
    let name = match origin.is_instance(&super::type_params::PARAMSPEC) {
        true => super::parameters::name_text(vm, origin),
        false => vm.repr_text(origin)?,
    };
    Ok(vm.new_str(&format!("{name}.{what}")))
}

fn part_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    if !std::ptr::eq(x.ty(), y.ty()) || !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    vm.compare(parts(x).0, parts(y).0, op)
}

fn part_origin(_: &Vm, x: &Ref) -> PyResult {
    Ok(parts(x).0.clone())
}

fn part_mro_entries(vm: &Vm, args: &[Ref]) -> PyResult {
    let kind = args[0]
        .ty()
        .name()
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_string();
    Err(vm.type_error(format!("Cannot subclass an instance of {kind}")))
}
