//! `_typing`: what `typing` takes from the interpreter.
//!
//! Invariant: everything here is defined in `../builtins/typing` and `../builtins/union.rs`.
//! Next file to read: `../builtins/typing/mod.rs`.

use super::modules::ModuleDef;
use crate::builtins::typing::{alias, evaluator, generic, paramspec_parts, type_params};
use crate::builtins::union::UNION;
use crate::objects::args::function;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The module `_typing`.
pub static TYPING: ModuleDef = ModuleDef {
    name: "_typing",
    doc: "Primitives and accelerators for the typing module.\n",
    functions: &[function("_idfunc", typing_idfunc, "x, /", "")],
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let types = [
        &type_params::TYPEVAR,
        &type_params::PARAMSPEC,
        &type_params::TYPEVARTUPLE,
        &paramspec_parts::PARAMSPEC_ARGS,
        &paramspec_parts::PARAMSPEC_KWARGS,
        &alias::TYPE_ALIAS,
        &generic::GENERIC,
        &UNION,
    ];
    for ty in types {
        super::add_type(vm, dict, ty)?;
    }
    vm.dict_set(dict, "NoDefault", evaluator::no_default(vm))
}

fn typing_idfunc(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(args[0].clone())
}
