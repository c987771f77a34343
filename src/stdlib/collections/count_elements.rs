//! `_count_elements`: `mapping[x] = mapping.get(x, 0) + 1` for every item of an iterable.
//!
//! Invariant: a mapping whose class has methods of its own for this is asked through them.
//! Next file to read: `../../builtins/dict/mod.rs`.

use crate::builtins::dict::{DICT, PyDict, key_hash};
use crate::bytecode::opcode::binary_op as nb;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::vm::operators;

/// Whether the mapping is a dict that reads and writes as `dict` does.
fn plain_dict<'a>(vm: &Vm, mapping: &'a Ref) -> Option<&'a PyDict> {
    let dict = mapping.downcast::<PyDict>()?;
    let ty = mapping.ty();
    let names = vm.names();
    // Asked by name: a `__delitem__` of its own changes the slot, but not how items are set.
    let same = [&names.get, &names.__setitem__].into_iter().all(|name| {
        matches!((ty.lookup(vm, name), DICT.lookup(vm, name)), (Some(own), Some(dicts)) if own.is(&dicts))
    });
    same.then_some(dict)
}

/// `_count_elements(mapping, iterable)`
pub(super) fn count_elements(vm: &Vm, args: &[Ref]) -> PyResult {
    let (mapping, iterable) = (&args[0], &args[1]);
    let one = vm.int(1);
    let add = |count: &Ref| match count.as_i64().filter(|_| count.value().is_small_int()) {
        Some(n) => Ok(vm.int(n + 1)),
        None => operators::binary(vm, nb::ADD, count, &one),
    };
    if let Some(dict) = plain_dict(vm, mapping) {
        vm.for_each(iterable, |item| {
            let hash = key_hash(vm, &item)?;
            let count = match dict.get_hashed(vm, &item, hash)? {
                Some(old) => add(&old)?,
                None => one.clone(),
            };
            dict.insert_hashed(vm, item, hash, count).map(drop)
        })?;
        return Ok(Ref::none());
    }
    let get = vm.get_attr(mapping, &vm.names().get)?;
    vm.for_each(iterable, |item| {
        let old = vm.call(&get, &[item.clone(), vm.int(0)])?;
        vm.set_item(mapping, &item, &operators::binary(vm, nb::ADD, &old, &one)?)
    })?;
    Ok(Ref::none())
}
