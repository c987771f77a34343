//! `Token`: what `ContextVar.set` answers, to put the old value back by; as a context manager it
//! does so at the end of the block.
//!
//! Invariant: a token works once, in the context it was made in.
//! Next file to read: `../threading/start.rs` for the context of a new thread.

use super::var::reset;
use crate::builtins::generic_alias::class_getitem_method;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::{Locked, PlainObject};
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter};
use crate::objects::word::Word;
use crate::payload;
use crate::stdlib::threading::lock::this;

/// A token.
#[repr(C)]
pub struct PyToken {
    pub(crate) header: Header,
    pub(super) context: Ref,
    pub(super) var: Ref,
    /// NULL for none.
    pub(super) old: Ref,
    pub(super) used: Word<bool>,
}

payload!(
    PyToken,
    TOKEN,
    |this, visit| {
        visit(&this.context);
        visit(&this.var);
        if !this.old.is_null() {
            visit(&this.old);
        }
    },
    |_this, _sink| {}
);

static TOKEN_DEF: TypeDef = TypeDef {
    module: "_contextvars",
    flags: 0,
    slots: Slots {
        new: Some(token_new),
        repr: Some(token_repr),
        hash: Some(crate::builtins::object::hash_not_implemented),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: &[
        getter("old_value", token_old_value, ""),
        getter("var", token_var, ""),
    ],
    setup: Some(setup),
    ..TypeDef::of::<PyToken>("Token")
};
/// The type `contextvars.Token`.
pub static TOKEN: Type = Type::builtin(&TOKEN_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    classmethod("__class_getitem__", class_getitem_method, "type, object, /", "Tokens are generic over the same type as the ContextVar which created them."),
    method("__enter__", token_enter, "self, /", "Enter into Token context manager."),
    method("__exit__", token_exit, "self, type, val, tb, /", "Exit from Token context manager, restore the linked ContextVar."),
];

static MISSING_DEF: TypeDef = TypeDef {
    module: "_contextvars",
    flags: 0,
    slots: Slots {
        repr: Some(missing_repr),
        ..Slots::NONE
    },
    ..TypeDef::of::<PlainObject>("Token.MISSING")
};
/// The type of `Token.MISSING`.
pub static MISSING: Type = Type::builtin(&MISSING_DEF);

/// The one object of type [`MISSING`].
#[derive(Default)]
struct Missing(Locked<Option<Ref>>);

fn missing(vm: &Vm) -> Ref {
    let state = &vm.interp.state::<Missing>().0;
    match state.get() {
        Some(m) => m,
        None => {
            MISSING.ready(vm);
            let made = vm.alloc(PlainObject {
                header: Header::new(&MISSING),
            });
            state.set(Some(made.clone()));
            made
        }
    }
}

fn setup(vm: &Vm, class: &Ref) -> PyResult<()> {
    match class.as_type() {
        Some(ty) => vm.dict_set(ty.dict(vm), "MISSING", missing(vm)),
        None => Ok(()),
    }
}

fn missing_repr(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_str("<Token.MISSING>"))
}

/// A token for a variable that had this value.
pub(super) fn new_token(vm: &Vm, context: Ref, var: Ref, old: Option<Ref>) -> Ref {
    vm.alloc(PyToken {
        header: Header::new(&TOKEN),
        context,
        var,
        old: old.unwrap_or(Ref::NULL),
        used: Word::new(false),
    })
}

fn token_new(vm: &Vm, _: &Type, _: Args) -> PyResult {
    Err(vm.runtime_error("Tokens can only be created by ContextVars"))
}

fn token_repr(vm: &Vm, x: &Ref) -> PyResult {
    let Some(token) = x.downcast_exact::<PyToken>() else {
        return Ok(Ref::none());
    };
    let used = if token.used.get() { " used" } else { "" };
    let var = vm.repr_text(&token.var)?;
    Ok(vm.new_str(&format!("<Token{used} var={var} at {:#x}>", x.id())))
}

fn token_var(vm: &Vm, x: &Ref) -> PyResult {
    Ok(this!(vm, [x], PyToken).var.clone())
}

fn token_old_value(vm: &Vm, x: &Ref) -> PyResult {
    let old = this!(vm, [x], PyToken).old.opt();
    Ok(old.cloned().unwrap_or_else(|| missing(vm)))
}

fn token_enter(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(args[0].clone())
}

fn token_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    let token = this!(vm, args, PyToken);
    reset(vm, &token.var, &args[0], token)?;
    Ok(Ref::none())
}
