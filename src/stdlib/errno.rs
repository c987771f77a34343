//! The `errno` module.
//!
//! Invariant: it offers every number the system defines, and no function.
//! Next file to read: `../runtime/errno.rs`.

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::errno::TABLE;
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static ERRNO: ModuleDef = ModuleDef {
    name: "errno",
    doc: "This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding integer value,\ne.g., on most systems, errno.ENOENT equals the integer 2.",
    functions: &[],
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let mut pairs = Vec::with_capacity(TABLE.len());
    for (name, number) in TABLE {
        let (name_object, number) = (vm.intern_str(name), vm.int((*number).into()));
        vm.dict_set(dict, name, number.clone())?;
        pairs.push((number, name_object));
    }
    vm.dict_set(dict, "errorcode", vm.dict_from_pairs(pairs)?)
}
