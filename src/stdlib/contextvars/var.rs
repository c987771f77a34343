//! `ContextVar`: a name under which each context has a value of its own.
//!
//! Invariant: two variables are the same only if they are the same object, whatever their names.
//! Next file to read: `token.rs`.

use super::context::{PyContext, current, current_or_none};
use super::token::{PyToken, new_token};
use crate::builtins::exceptions as exc;
use crate::builtins::generic_alias::class_getitem_method;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::stdlib::threading::lock::this;

/// A context variable.
#[repr(C)]
pub struct PyContextVar {
    pub(crate) header: Header,
    name: Ref,
    /// NULL for none.
    default: Ref,
}

payload!(
    PyContextVar,
    CONTEXT_VAR,
    |this, visit| {
        visit(&this.name);
        if !this.default.is_null() {
            visit(&this.default);
        }
    },
    |_this, _sink| {}
);

static CONTEXT_VAR_DEF: TypeDef = TypeDef {
    module: "_contextvars",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(var_new),
        repr: Some(var_repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: &[getter("name", var_name, "")],
    ..TypeDef::of::<PyContextVar>("ContextVar")
};
/// The type `contextvars.ContextVar`.
pub static CONTEXT_VAR: Type = Type::builtin(&CONTEXT_VAR_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    classmethod("__class_getitem__", class_getitem_method, "type, object, /", "ContextVars are generic over the type of their contained values"),
    method("get", var_get, "self, default=<unrepresentable>, /", "Return a value for the context variable for the current context.\n\nIf there is no value for the variable in the current context, the\nmethod will:\n * return the value of the default argument of the method, if\n   provided; or\n * return the default value for the context variable, if it was\n   created with one; or\n * raise a LookupError."),
    method("reset", var_reset, "self, token, /", "Reset the context variable.\n\nThe variable is reset to the value it had before the\n`ContextVar.set()` that created the token was used."),
    method("set", var_set, "self, value, /", "Call to set a new value for the context variable in the current context.\n\nThe required value argument is the new value for the context\nvariable.\n\nReturns a Token object that can be used to restore the variable to\nits previous value via the `ContextVar.reset()` method."),
];

fn var_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let given = args.positional_count();
    if given != 1 {
        let word = if given == 0 { "exactly" } else { "at most" };
        return Err(vm.type_error(format!(
            "ContextVar() takes {word} 1 positional argument ({given} given)"
        )));
    }
    let signature = "name, /, *, default=None";
    let [name, default] = crate::stdlib::bind_new(vm, "ContextVar", signature, 1..=1, args)?;
    if name.as_str().is_none() {
        return Err(vm.type_error("context variable name must be a str"));
    }
    Ok(vm.alloc(PyContextVar {
        header: Header::new(&CONTEXT_VAR),
        name,
        default,
    }))
}

fn var_repr(vm: &Vm, x: &Ref) -> PyResult {
    let Some(var) = x.downcast_exact::<PyContextVar>() else {
        return Ok(Ref::none());
    };
    let mut text = format!("<ContextVar name={}", vm.repr_text(&var.name)?);
    if let Some(default) = var.default.opt() {
        let shown = vm.repr_guard(x, || vm.repr(default))?;
        let shown = shown.map_or_else(|| "...".to_string(), |s| vm.str_lossy(&s));
        text.push_str(&format!(" default={shown}"));
    }
    text.push_str(&format!(" at {:#x}>", x.id()));
    Ok(vm.new_str(&text))
}

fn var_name(_: &Vm, x: &Ref) -> PyResult {
    let var = x.downcast_exact::<PyContextVar>();
    Ok(var.map_or_else(Ref::none, |v| v.name.clone()))
}

/// The value in the thread's context.
fn value_now(vm: &Vm, var: &Ref) -> Option<Ref> {
    current_or_none(vm)?
        .downcast_exact::<PyContext>()?
        .value(var)
}

fn var_get(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyContextVar);
    if let Some(value) = value_now(vm, &args[0]) {
        return Ok(value);
    }
    match args[1].opt().or(this.default.opt()) {
        Some(default) => Ok(default.clone()),
        None => Err(vm.error_with_args(&exc::LOOKUP_ERROR, vec![args[0].clone()])),
    }
}

fn var_set(vm: &Vm, args: &[Ref]) -> PyResult {
    let context = current(vm);
    let old = context
        .downcast_exact::<PyContext>()
        .and_then(|c| c.set(&args[0], Some(args[1].clone())));
    Ok(new_token(vm, context, args[0].clone(), old))
}

fn var_reset(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(token) = args[1].downcast_exact::<PyToken>() else {
        let shown = vm.repr_text(&args[1])?;
        return Err(vm.type_error(format!("expected an instance of Token, got {shown}")));
    };
    reset(vm, &args[0], &args[1], token)?;
    Ok(Ref::none())
}

/// `var.reset(token)`
pub(super) fn reset(vm: &Vm, var: &Ref, shown: &Ref, token: &PyToken) -> PyResult<()> {
    if token.used.get() {
        let text = format!("{} has already been used once", vm.repr_text(shown)?);
        return Err(vm.runtime_error(text));
    }
    if !token.var.is(var) {
        let text = format!(
            "{} was created by a different ContextVar",
            vm.repr_text(shown)?
        );
        return Err(vm.value_error(text));
    }
    let context = current(vm);
    if !token.context.is(&context) {
        let text = format!(
            "{} was created in a different Context",
            vm.repr_text(shown)?
        );
        return Err(vm.value_error(text));
    }
    token.used.set(true);
    if let Some(c) = context.downcast_exact::<PyContext>() {
        drop(c.set(var, token.old.opt().cloned()));
    }
    Ok(())
}
