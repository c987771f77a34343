//! `_functools`: what `functools` keeps out of Python for speed.
//!
//! Invariant: the function given to any of these may do anything, so none is called with a `Locked` held.
//! Next file to read: `partial.rs`, then `lru_cache.rs`.

pub mod cmp_to_key;
pub mod lru_cache;
pub mod partial;
pub mod placeholder;

use super::modules::ModuleDef;
use crate::builtins::exceptions as exc;
use crate::objects::args::function;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The module `_functools`.
pub static FUNCTOOLS: ModuleDef = ModuleDef {
    name: "_functools",
    doc: "Tools that operate on functions.",
    functions: &[
        function(
            "cmp_to_key",
            cmp_to_key::cmp_to_key,
            "mycmp",
            "Convert a cmp= function into a key= function.",
        ),
        function(
            "reduce",
            functools_reduce,
            "function, iterable, /, initial=<unrepresentable>",
            "Apply a function of two arguments to the items of an iterable, from left to right, so as\n\
to reduce them to a single value.\n\n\
With initial, it stands before the items, and is the result for an empty iterable.",
        ),
    ],
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    super::add_type(vm, dict, &partial::PARTIAL)?;
    super::add_type(vm, dict, &lru_cache::LRU_CACHE_WRAPPER)?;
    super::add_type(vm, dict, &placeholder::PLACEHOLDER)?;
    vm.dict_set(dict, "Placeholder", placeholder::singleton(vm))
}

fn functools_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = vm.iter(&args[1]).map_err(|e| {
        if e.matches(&exc::TYPE_ERROR) {
            vm.type_error("reduce() arg 2 must support iteration")
        } else {
            e
        }
    })?;
    let mut total = args[2].opt().cloned();
    vm.drain(&it, |item| {
        total = Some(match total.take() {
            Some(so_far) => vm.call(&args[0], &[so_far, item])?,
            None => item,
        });
        Ok(())
    })?;
    total.ok_or_else(|| vm.type_error("reduce() of empty iterable with no initial value"))
}
