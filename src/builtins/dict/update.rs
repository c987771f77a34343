//! Filling a dict: from another dict, from anything with `keys()`, from pairs, from keywords.
//!
//! Invariant: entries are set one by one in the source's order, so an error leaves those before it.
//! Next file to read: `views.rs`.

use super::{DICT, PyDict};
use crate::builtins::exceptions as exc;
use crate::builtins::sequence::items_or;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

/// Whether a dict's entries may be read directly: subclasses that iterate differently are asked.
fn iterates_plainly(x: &Ref) -> bool {
    x.ty().slots().iter.map(|f| f as usize) == DICT.slots().iter.map(|f| f as usize)
}

/// Updates a dict from any mapping.
pub fn merge(vm: &Vm, d: &PyDict, mapping: &Ref) -> PyResult<()> {
    if let Some(m) = mapping.downcast::<PyDict>()
        && iterates_plainly(mapping)
    {
        return merge_dict(vm, d, m);
    }
    for k in mapping_keys(vm, mapping)? {
        let v = vm.get_item(mapping, &k)?;
        d.insert(vm, k, v)?;
    }
    Ok(())
}

/// Merges the keyword arguments of a call, none of which may be there already: that is a KeyError
/// of one argument, whose text is the caller's.
pub fn merge_keywords(vm: &Vm, d: &PyDict, mapping: &Ref) -> PyResult<()> {
    let plain = mapping
        .downcast::<PyDict>()
        .filter(|_| iterates_plainly(mapping));
    let add = |k: Ref, value: Option<Ref>| {
        if d.get(vm, &k)?.is_some() {
            return Err(vm.error_with_args(&exc::KEY_ERROR, vec![k]));
        }
        let value = match value {
            Some(v) => v,
            None => vm.get_item(mapping, &k)?,
        };
        d.insert(vm, k, value).map(drop)
    };
    match plain {
        Some(m) => m.pairs().into_iter().try_for_each(|(k, v)| add(k, Some(v))),
        None => mapping_keys(vm, mapping)?
            .into_iter()
            .try_for_each(|k| add(k, None)),
    }
}

/// What a mapping's `keys()` answers, as a list.
fn mapping_keys(vm: &Vm, mapping: &Ref) -> PyResult<Vec<Ref>> {
    let keys = vm.call_method(mapping, &vm.names().keys, &[])?;
    let it = vm.iter(&keys).map_err(|e| {
        if !e.matches(&exc::TYPE_ERROR) {
            return e;
        }
        vm.type_error(format!(
            "{}.keys() returned a non-iterable (type {})",
            mapping.ty().name(),
            keys.ty().name()
        ))
    })?;
    let mut out = Vec::new();
    vm.drain(&it, |k| {
        out.push(k);
        Ok(())
    })?;
    Ok(out)
}

fn merge_dict(vm: &Vm, d: &PyDict, m: &PyDict) -> PyResult<()> {
    if std::ptr::eq(d, m) || m.is_empty() {
        return Ok(());
    }
    if d.is_empty() {
        let mut copy = m.table.with(|t| t.duplicate());
        let old = d.table.with(|t| {
            copy.set_mutations(t.mutations() + 1);
            std::mem::replace(t, copy)
        });
        drop(old);
        return Ok(());
    }
    let (mut pos, len) = (0, m.len());
    while let Some((next, hash, k, v)) = m.next_entry(pos) {
        pos = next;
        d.insert_hashed(vm, k, hash, v)?;
        if m.len() != len {
            return Err(vm.runtime_error("dict mutated during update"));
        }
    }
    Ok(())
}

/// `dict(x)` and `update(x)`: a mapping if it has `keys`, else pairs.
pub(super) fn update_from(vm: &Vm, d: &PyDict, x: &Ref) -> PyResult<()> {
    if x.is_exactly(&DICT) || vm.get_attr_opt(x, &vm.names().keys)?.is_some() {
        return merge(vm, d, x);
    }
    let mut at = 0;
    vm.for_each(x, |pair| {
        let items =
            items_or(vm, &pair, "object is not iterable").map_err(|e| note_element(vm, e, at))?;
        let [key, value] = items.as_slice() else {
            let n = items.len();
            return Err(vm.value_error(format!(
                "dictionary update sequence element #{at} has length {n}; 2 is required"
            )));
        };
        d.insert(vm, key.clone(), value.clone())?;
        at += 1;
        Ok(())
    })
}

#[cold]
fn note_element(vm: &Vm, e: Exc, at: usize) -> Exc {
    if e.matches(&exc::TYPE_ERROR) {
        let note = vm.new_str(&format!(
            "Cannot convert dictionary update sequence element #{at} to a sequence"
        ));
        if let Err(other) = vm.call_method(&e.0, &vm.names().add_note, &[note]) {
            return other;
        }
    }
    e
}
