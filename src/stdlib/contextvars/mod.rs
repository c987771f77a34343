//! `_contextvars`: variables that each context has its own values of.
//!
//! Invariant: a thread runs in one context at a time; it is made, empty, when a variable is first
//! set outside every `Context.run`.
//! Deliberately absent: sharing between copies; a context has few variables, and a copy has a list
//! of its own.
//! Files in reading order: `context.rs`, `var.rs`, `token.rs`.

pub mod context;
pub mod token;
pub mod var;

use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::add_type;
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static CONTEXTVARS: ModuleDef = ModuleDef {
    name: "_contextvars",
    doc: "Context Variables",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const FUNCTIONS: &[MethodDef] = &[function("copy_context", copy_context, "", "")];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    for ty in [&context::CONTEXT, &var::CONTEXT_VAR, &token::TOKEN] {
        add_type(vm, dict, ty)?;
    }
    Ok(())
}

fn copy_context(vm: &Vm, _args: &[Ref]) -> PyResult {
    let current = context::current(vm);
    Ok(context::copy_of(vm, &current))
}
