//! `types.FunctionType(...)`: a function made by hand from a code object.
//!
//! Invariant: a function has as many closure cells as its code has free variables.
//! Next file to read: `code_methods.rs`.

use super::code::{CELL, PyCode};
use super::dict::{DICT, PyDict};
use super::function::{FUNCTION, FunctionParts, PyFunction};
use super::tuple::{self, TUPLE};
use crate::bytecode::code::flags;
use crate::objects::args::{Args, Callee, Signature, bind};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref, TypedRef};
use crate::objects::types::Type;
use crate::objects::word::Word;

pub(super) fn function_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let sig =
        Signature::parse("code, globals, name=None, argdefs=None, closure=None, kwdefaults=None");
    let mut slots = [const { Ref::NULL }; 6];
    bind(
        vm,
        &sig,
        Callee {
            name: "function",
            qualname: "function",
            has_self: false,
        },
        args,
        &mut slots,
    )?;
    let [code, globals, name, defaults, closure, kwdefaults] = slots;
    let wrong = |what: &str, wanted: &str, got: &Ref| {
        vm.type_error(format!(
            "function() argument '{what}' must be {wanted}, not {}",
            got.ty().name()
        ))
    };
    let code = TypedRef::<PyCode>::try_from(code).map_err(|got| wrong("code", "code", &got))?;
    if !globals.is_instance(&DICT) {
        return Err(wrong("globals", "dict", &globals));
    }
    let given = |r: Ref| {
        if r.opt().is_none_or(Ref::is_none) {
            Ref::NULL
        } else {
            r
        }
    };
    let (name, defaults, kwdefaults) = (given(name), given(defaults), given(kwdefaults));
    if name.opt().is_some_and(|n| n.as_str().is_none()) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    if defaults.opt().is_some_and(|d| !d.is_instance(&TUPLE)) {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let closure = check_closure(vm, &code, given(closure))?;
    if kwdefaults.opt().is_some_and(|d| !d.is_instance(&DICT)) {
        return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    let f = new_function(vm, code, &globals);
    if let Some(p) = f.downcast::<PyFunction>() {
        p.parts.with(|p| {
            if !name.is_null() {
                p.name = name;
            }
            p.defaults = defaults;
            p.kwdefaults = kwdefaults;
            p.closure = closure;
        });
    }
    Ok(f)
}

fn check_closure(vm: &Vm, code: &PyCode, closure: Ref) -> PyResult {
    let wanted = code.code.free_count();
    if let Some(c) = closure.opt()
        && !c.is_instance(&TUPLE)
    {
        return Err(vm.type_error("arg 5 (closure) must be None or tuple"));
    }
    if closure.is_null() && wanted > 0 {
        return Err(vm.type_error("arg 5 (closure) must be tuple"));
    }
    let cells: &[Ref] = closure.opt().map_or(&[], tuple::items);
    if cells.len() != wanted {
        let (name, given) = (vm.str_lossy(&code.name), cells.len());
        return Err(vm.value_error(format!(
            "{name} requires closure of length {wanted}, not {given}"
        )));
    }
    if let Some(other) = cells.iter().find(|c| !c.is_instance(&CELL)) {
        return Err(vm.type_error(format!(
            "arg 5 (closure) expected cell, found {}",
            other.ty().name()
        )));
    }
    Ok(closure)
}

/// The namespace of builtins a function with these globals uses.
pub fn builtins_of(vm: &Vm, globals: &Ref) -> Ref {
    let found = globals
        .downcast::<PyDict>()
        .and_then(|d| d.get_str(vm, &vm.names().__builtins__));
    match found {
        Some(b) if b.is_instance(&DICT) => b,
        Some(b) => super::module::namespace(&b).unwrap_or_else(|| vm.known().builtins.clone()),
        None => vm.known().builtins.clone(),
    }
}

/// A function that runs `code` in the module of `globals`.
pub fn new_function(vm: &Vm, code: TypedRef<PyCode>, globals: &Ref) -> Ref {
    let doc = match code.constants.first() {
        Some(d) if code.flags & flags::HAS_DOCSTRING != 0 => d.clone(),
        _ => Ref::NULL,
    };
    let module = globals
        .downcast::<PyDict>()
        .and_then(|d| d.get_str(vm, &vm.names().__name__));
    let parts = FunctionParts {
        name: code.name.clone(),
        qualname: code.qualname.clone(),
        doc,
        module: module.unwrap_or(Ref::NULL),
        defaults: Ref::NULL,
        kwdefaults: Ref::NULL,
        closure: Ref::NULL,
        annotations: Ref::NULL,
        annotate: Ref::NULL,
        type_params: Ref::NULL,
    };
    vm.alloc(PyFunction {
        header: Header::new(&FUNCTION),
        version: Word::new(0),
        builtins: builtins_of(vm, globals),
        globals: globals.clone(),
        code: Locked::new(code),
        parts: Locked::new(parts),
        dict: DictWord::new(),
    })
}
