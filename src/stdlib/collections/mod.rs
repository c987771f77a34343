//! `_collections`: the container types that `collections` takes from the interpreter.
//!
//! | file | what it holds |
//! |---|---|
//! | `deque.rs`, `deque_methods.rs`, `deque_iterator.rs` | `deque` |
//! | `defaultdict.rs` | `defaultdict` |
//! | `ordered_dict.rs`, `ordered_methods.rs`, `ordered_iterator.rs` | `OrderedDict` |
//! | `tuplegetter.rs` | the fields of named tuples |
//! | `count_elements.rs` | what `Counter` counts with |
//!
//! Invariant: as for `list` and `dict`: no Python code runs while the insides are borrowed.
//! Next file to read: `deque.rs`.

pub mod count_elements;
pub mod defaultdict;
pub mod deque;
mod deque_iterator;
mod deque_methods;
pub mod ordered_dict;
mod ordered_iterator;
mod ordered_methods;
pub mod tuplegetter;

use super::add_type;
use super::modules::ModuleDef;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The module.
pub static COLLECTIONS: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const FUNCTIONS: &[MethodDef] = &[function(
    "_count_elements",
    count_elements::count_elements,
    "mapping, iterable, /",
    "Count elements in the iterable, updating the mapping",
)];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let types = [
        &deque::DEQUE,
        &defaultdict::DEFAULT_DICT,
        &ordered_dict::ORDERED_DICT,
        &tuplegetter::TUPLE_GETTER,
        &deque_iterator::DEQUE_ITERATOR,
        &deque_iterator::DEQUE_REVERSE_ITERATOR,
    ];
    for ty in types {
        add_type(vm, dict, ty)?;
    }
    for ty in ordered_iterator::TYPES {
        ty.ready(vm);
    }
    Ok(())
}
