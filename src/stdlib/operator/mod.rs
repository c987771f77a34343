//! `_operator`: Python's operators as functions, and callables that fetch attributes and items.
//!
//! Invariant: every function here is one call of the protocol that the operator itself uses.
//! Next file to read: `getters.rs`.

pub mod functions;
pub mod getters;

use super::modules::ModuleDef;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

/// The module `_operator`.
pub static OPERATOR: ModuleDef = ModuleDef {
    name: "_operator",
    doc: "Operator interface: what Python's operators do, as functions.",
    functions: functions::FUNCTIONS,
    setup: Some(setup),
};

static TYPES: &[&Type] = &[
    &getters::ATTRGETTER,
    &getters::ITEMGETTER,
    &getters::METHODCALLER,
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    TYPES
        .iter()
        .try_for_each(|ty| super::add_type(vm, dict, ty))
}
