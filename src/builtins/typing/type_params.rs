//! `TypeVar`, `ParamSpec` and `TypeVarTuple`.
//!
//! Invariant: the three share the shape of their payload, but each is a type of its own.
//! Next file to read: `parameters.rs` for what they have in common.

use super::parameters::{self as shared, Lazy, Parameter, Part, value_of};
use super::{call_typing, calling_module, or_with_strings, unpack_once};
use crate::builtins::function_methods::read_only;
use crate::builtins::tuple;
use crate::objects::args::{Args, Callee, Signature, bind, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, getter, type_flags};
use crate::payload;

macro_rules! parameter_types {
    ($($(#[$doc:meta])* $name:ident $ty:ident,)*) => {
        $($(#[$doc])*
        #[repr(C)]
        pub struct $name {
            pub(crate) header: Header,
            dict: DictWord,
            parameter: Locked<Parameter>,
        }

        payload!(
            $name,
            $ty,
            |this, visit| {
                this.dict.visit(visit);
                this.parameter.with(|p| p.visit(visit));
            },
            |this, sink| {
                sink.push(this.dict.take());
                this.parameter.with(|p| p.clear(sink));
            }
        );)*

        /// The parameter in an object of any of the three types.
        pub(super) fn parameter(x: &Ref) -> &Locked<Parameter> {
            $(if let Some(p) = x.downcast::<$name>() {
                return &p.parameter;
            })*
            unreachable!("slots of type parameters get type parameters")
        }
    };
}

parameter_types! {
    /// A `TypeVar`.
    PyTypeVar TYPEVAR,
    /// A `ParamSpec`.
    PyParamSpec PARAMSPEC,
    /// A `TypeVarTuple`.
    PyTypeVarTuple TYPEVARTUPLE,
}

static TYPEVAR_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "Type variable.",
    flags: type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyTypeVar, dict),
    slots: Slots {
        new: Some(typevar_new),
        repr: Some(shared::repr),
        or: Some(or_with_strings),
        ..Slots::NONE
    },
    methods: &[
        method("__mro_entries__", shared::mro_entries, "self, bases, /", ""),
        method("__reduce__", shared::reduce, "self, /", ""),
        method(
            "__typing_prepare_subst__",
            typevar_prepare,
            "self, alias, args, /",
            "",
        ),
        method("__typing_subst__", typevar_subst, "self, arg, /", ""),
        method("has_default", shared::has_default, "self, /", ""),
    ],
    getset: &[
        getter("__bound__", shared::bound, ""),
        getter("__constraints__", shared::constraints, ""),
        getset("__contravariant__", shared::contravariant, read_only, ""),
        getset("__covariant__", shared::covariant, read_only, ""),
        getter("__default__", shared::default, ""),
        getset("__infer_variance__", shared::infer_variance, read_only, ""),
        getset("__name__", shared::name, read_only, ""),
        getter("evaluate_bound", shared::evaluate_bound, ""),
        getter("evaluate_constraints", shared::evaluate_constraints, ""),
        getter("evaluate_default", shared::evaluate_default, ""),
    ],
    ..TypeDef::of::<PyTypeVar>("TypeVar")
};
/// The type `typing.TypeVar`.
pub static TYPEVAR: Type = Type::builtin(&TYPEVAR_DEF);

static PARAMSPEC_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "Parameter specification variable.",
    flags: type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyParamSpec, dict),
    slots: Slots {
        new: Some(paramspec_new),
        repr: Some(shared::repr),
        or: Some(or_with_strings),
        ..Slots::NONE
    },
    methods: &[
        method("__mro_entries__", shared::mro_entries, "self, bases, /", ""),
        method("__reduce__", shared::reduce, "self, /", ""),
        method(
            "__typing_prepare_subst__",
            paramspec_prepare,
            "self, alias, args, /",
            "",
        ),
        method("__typing_subst__", paramspec_subst, "self, arg, /", ""),
        method("has_default", shared::has_default, "self, /", ""),
    ],
    getset: &[
        getter("__bound__", shared::bound, ""),
        getset("__contravariant__", shared::contravariant, read_only, ""),
        getset("__covariant__", shared::covariant, read_only, ""),
        getter("__default__", shared::default, ""),
        getset("__infer_variance__", shared::infer_variance, read_only, ""),
        getset("__name__", shared::name, read_only, ""),
        getter("args", paramspec_args, "Represents positional arguments."),
        getter("evaluate_default", shared::evaluate_default, ""),
        getter("kwargs", paramspec_kwargs, "Represents keyword arguments."),
    ],
    ..TypeDef::of::<PyParamSpec>("ParamSpec")
};
/// The type `typing.ParamSpec`.
pub static PARAMSPEC: Type = Type::builtin(&PARAMSPEC_DEF);

static TYPEVARTUPLE_DEF: TypeDef = TypeDef {
    module: "typing",
    doc: "Type variable tuple. A specialized form of type variable that enables\nvariadic generics.",
    flags: type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyTypeVarTuple, dict),
    slots: Slots {
        new: Some(typevartuple_new),
        repr: Some(typevartuple_repr),
        iter: Some(unpack_once),
        ..Slots::NONE
    },
    methods: &[
        method("__mro_entries__", shared::mro_entries, "self, bases, /", ""),
        method("__reduce__", shared::reduce, "self, /", ""),
        method(
            "__typing_prepare_subst__",
            typevartuple_prepare,
            "self, alias, args, /",
            "",
        ),
        method("__typing_subst__", typevartuple_subst, "self, arg, /", ""),
        method("has_default", shared::has_default, "self, /", ""),
    ],
    getset: &[
        getter("__default__", shared::default, ""),
        getset("__name__", shared::name, read_only, ""),
        getter("evaluate_default", shared::evaluate_default, ""),
    ],
    ..TypeDef::of::<PyTypeVarTuple>("TypeVarTuple")
};
/// The type `typing.TypeVarTuple`.
pub static TYPEVARTUPLE: Type = Type::builtin(&TYPEVARTUPLE_DEF);

fn finish(vm: &Vm, x: Ref, module: Option<Ref>) -> PyResult {
    if let Some(m) = module {
        vm.instance_set(&x, &vm.names().__module__, Some(&m))?;
    }
    Ok(x)
}

fn alloc_typevar(vm: &Vm, p: Parameter, module: Option<Ref>) -> PyResult {
    let x = vm.alloc(PyTypeVar {
        header: Header::new(&TYPEVAR),
        dict: DictWord::new(),
        parameter: Locked::new(p),
    });
    finish(vm, x, module)
}

fn alloc_paramspec(vm: &Vm, p: Parameter, module: Option<Ref>) -> PyResult {
    let x = vm.alloc(PyParamSpec {
        header: Header::new(&PARAMSPEC),
        dict: DictWord::new(),
        parameter: Locked::new(p),
    });
    finish(vm, x, module)
}

fn alloc_typevartuple(vm: &Vm, p: Parameter, module: Option<Ref>) -> PyResult {
    let payload = PyTypeVarTuple {
        header: Header::new(&TYPEVARTUPLE),
        dict: DictWord::new(),
        parameter: Locked::new(p),
    };
    finish(vm, vm.alloc(payload), module)
}

/// A `TypeVar` of PEP 695 syntax; bound and constraints are functions that compute them.
pub fn new_typevar(
    vm: &Vm,
    name: &Ref,
    bound: Option<&Ref>,
    constraints: Option<&Ref>,
) -> PyResult {
    let p = Parameter {
        name: Some(name.clone()),
        bound: Lazy::computed(bound.cloned()),
        constraints: Lazy::computed(constraints.cloned()),
        infer_variance: true,
        ..Parameter::default()
    };
    alloc_typevar(vm, p, None)
}

/// A `ParamSpec` of PEP 695 syntax.
pub fn new_paramspec(vm: &Vm, name: &Ref) -> PyResult {
    alloc_paramspec(
        vm,
        Parameter {
            name: Some(name.clone()),
            infer_variance: true,
            ..Parameter::default()
        },
        None,
    )
}

/// A `TypeVarTuple` of PEP 695 syntax.
pub fn new_typevartuple(vm: &Vm, name: &Ref) -> PyResult {
    alloc_typevartuple(
        vm,
        Parameter {
            name: Some(name.clone()),
            ..Parameter::default()
        },
        None,
    )
}

/// Gives a type parameter the function that computes its default; answers the parameter.
pub fn set_default(_: &Vm, x: &Ref, function: &Ref) -> PyResult {
    parameter(x).with(|p| p.default = Lazy::computed(Some(function.clone())));
    Ok(x.clone())
}

/// Binds a constructor's arguments; `name` must be a `str`.
fn bind_new<const N: usize>(
    vm: &Vm,
    ty: &'static str,
    sig: &'static str,
    args: Args,
) -> PyResult<[Ref; N]> {
    let mut slots = [const { Ref::NULL }; N];
    bind(
        vm,
        &Signature::parse(sig),
        Callee {
            name: ty,
            qualname: ty,
            has_self: false,
        },
        args,
        &mut slots,
    )?;
    if slots[0].as_str().is_none() {
        let got = slots[0].ty().name();
        return Err(vm.type_error(format!("{ty}() argument 'name' must be str, not {got}")));
    }
    Ok(slots)
}

fn flag(vm: &Vm, x: &Ref) -> PyResult<bool> {
    x.opt().map_or(Ok(false), |x| vm.is_true(x))
}

/// The three variance arguments, checked.
fn variance(vm: &Vm, slots: &[Ref]) -> PyResult<(bool, bool, bool)> {
    let (co, contra, infer) = (
        flag(vm, &slots[0])?,
        flag(vm, &slots[1])?,
        flag(vm, &slots[2])?,
    );
    if co && contra {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    if infer && (co || contra) {
        return Err(vm.value_error("Variance cannot be specified with infer_variance."));
    }
    Ok((co, contra, infer))
}

/// The `bound` argument, checked by `typing`; `None` for none.
fn checked_bound(vm: &Vm, bound: &Ref) -> PyResult<Option<Ref>> {
    match bound.opt().filter(|b| !b.is_none()) {
        Some(b) => call_typing(
            vm,
            "_type_check",
            &[b.clone(), vm.new_str("Bound must be a type.")],
        )
        .map(Some),
        None => Ok(None),
    }
}

fn typevar_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let sig = "name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False, \
               infer_variance=False";
    let slots: [Ref; 7] = bind_new(vm, "typevar", sig, args)?;
    let (covariant, contravariant, infer_variance) = variance(vm, &slots[3..6])?;
    let constraints = &slots[6];
    let bound = checked_bound(vm, &slots[1])?;
    let given = tuple::items(constraints).len();
    if given == 1 {
        return Err(vm.type_error("A single constraint is not allowed"));
    }
    if given > 0 && bound.is_some() {
        return Err(vm.type_error("Constraints cannot be combined with bound=..."));
    }
    let p = Parameter {
        name: Some(slots[0].clone()),
        bound: Lazy::known(bound),
        constraints: Lazy::known((given > 0).then(|| constraints.clone())),
        default: Lazy::known(slots[2].opt().cloned()),
        covariant,
        contravariant,
        infer_variance,
    };
    alloc_typevar(vm, p, Some(calling_module(vm)))
}

fn paramspec_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let sig = "name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False";
    let slots: [Ref; 6] = bind_new(vm, "paramspec", sig, args)?;
    let (covariant, contravariant, infer_variance) = variance(vm, &slots[3..6])?;
    let p = Parameter {
        name: Some(slots[0].clone()),
        bound: Lazy::known(checked_bound(vm, &slots[1])?),
        default: Lazy::known(slots[2].opt().cloned()),
        covariant,
        contravariant,
        infer_variance,
        ..Parameter::default()
    };
    alloc_paramspec(vm, p, Some(calling_module(vm)))
}

fn typevartuple_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let [name, default]: [Ref; 2] =
        bind_new(vm, "typevartuple", "name, *, default=NoDefault", args)?;
    let default = Lazy::known(default.opt().cloned());
    alloc_typevartuple(
        vm,
        Parameter {
            name: Some(name),
            default,
            ..Parameter::default()
        },
        Some(calling_module(vm)),
    )
}

fn typevartuple_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&shared::name_text(vm, x)))
}

fn typevar_subst(vm: &Vm, args: &[Ref]) -> PyResult {
    call_typing(vm, "_typevar_subst", args)
}

/// Fills in the default of a type variable that an alias was given nothing for.
fn typevar_prepare(vm: &Vm, args: &[Ref]) -> PyResult {
    let (me, alias, given) = (&args[0], &args[1], &args[2]);
    let parameters = vm.get_attr(alias, &vm.names().__parameters__)?;
    let index = tuple::items(&parameters)
        .iter()
        .position(|p| p.is(me))
        .unwrap_or(0);
    let count = tuple::items(given).len();
    if index < count {
        return Ok(given.clone());
    }
    if index == count && shared::has_default(vm, std::slice::from_ref(me))?.is_true() {
        let default = value_of(vm, parameter(me), Part::Default)?.unwrap_or_else(Ref::none);
        let mut all = tuple::items(given).to_vec();
        all.push(default);
        return Ok(vm.new_tuple(all));
    }
    let (alias, expected) = (vm.str_text(alias)?, index + 1);
    Err(vm.type_error(format!(
        "Too few arguments for {alias}; actual {count}, expected at least {expected}"
    )))
}

fn paramspec_subst(vm: &Vm, args: &[Ref]) -> PyResult {
    call_typing(vm, "_paramspec_subst", args)
}

fn paramspec_prepare(vm: &Vm, args: &[Ref]) -> PyResult {
    call_typing(vm, "_paramspec_prepare_subst", args)
}

fn paramspec_args(vm: &Vm, x: &Ref) -> PyResult {
    Ok(super::paramspec_parts::new_args(vm, x))
}

fn paramspec_kwargs(vm: &Vm, x: &Ref) -> PyResult {
    Ok(super::paramspec_parts::new_kwargs(vm, x))
}

fn typevartuple_subst(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
}

fn typevartuple_prepare(vm: &Vm, args: &[Ref]) -> PyResult {
    call_typing(vm, "_typevartuple_prepare_subst", args)
}
