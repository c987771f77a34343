//! `x[i]` and `x[a:b:c]` of lists: reading, assigning, deleting.
//!
//! Invariant: an assigned iterable is read before the list is touched, and what leaves the list is
//! dropped after it is whole again.
//! Next file to read: `../slice/indices.rs`.

use super::this;
use crate::builtins::sequence::{bad_subscript, items_or, wrap_index};
use crate::builtins::slice::PySlice;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

pub(super) fn list_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let list = this(x);
    if key.ty().slots().index.is_some() {
        let i = vm.index_isize(key)?;
        let found = list
            .items
            .with(|v| wrap_index(i, v.len()).map(|i| v[i].clone()));
        return found.ok_or_else(|| vm.index_error("list index out of range"));
    }
    let Some(slice) = key.downcast_exact::<PySlice>() else {
        return Err(bad_subscript(vm, "list", key));
    };
    let bounds = slice.unpack(vm)?;
    let items = list.items.with(|v| {
        let at = bounds.over(v.len());
        if at.step == 1 {
            return v
                .get(at.start as usize..at.start as usize + at.count)
                .unwrap_or(&[])
                .to_vec();
        }
        at.iter().filter_map(|i| v.get(i).cloned()).collect()
    });
    Ok(vm.new_list(items))
}

pub(super) fn list_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let list = this(x);
    if key.ty().slots().index.is_some() {
        let i = vm.index_isize(key)?;
        let old = list.items.with(|v| {
            let i = wrap_index(i, v.len())?;
            Some(match value {
                Some(value) => std::mem::replace(&mut v[i], value.clone()),
                None => v.remove(i),
            })
        });
        return match old {
            Some(_) => Ok(()),
            None => Err(vm.index_error("list assignment index out of range")),
        };
    }
    let Some(slice) = key.downcast_exact::<PySlice>() else {
        return Err(bad_subscript(vm, "list", key));
    };
    match value {
        Some(value) => assign_slice(vm, x, slice, value),
        None => delete_slice(vm, x, slice),
    }
}

fn assign_slice(vm: &Vm, x: &Ref, slice: &PySlice, value: &Ref) -> PyResult<()> {
    let bounds = slice.unpack(vm)?;
    let items = items_or(vm, value, "must assign iterable to extended slice")?;
    let list = this(x);
    let given = items.len();
    let old: Result<Vec<Ref>, usize> = list.items.with(|v| {
        let at = bounds.over(v.len());
        if at.step == 1 {
            let start = (at.start as usize).min(v.len());
            return Ok(v
                .splice(start..(start + at.count).min(v.len()), items)
                .collect());
        }
        if at.count != given {
            return Err(at.count);
        }
        Ok(at
            .iter()
            .zip(items)
            .filter_map(|(i, new)| Some(std::mem::replace(v.get_mut(i)?, new)))
            .collect())
    });
    match old {
        Ok(_) => Ok(()),
        Err(count) => Err(vm.value_error(format!(
            "attempt to assign sequence of size {given} to extended slice of size {count}"
        ))),
    }
}

fn delete_slice(vm: &Vm, x: &Ref, slice: &PySlice) -> PyResult<()> {
    let bounds = slice.unpack(vm)?;
    let old: Vec<Ref> = this(x).items.with(|v| {
        let at = bounds.over(v.len()).ascending();
        if at.count == 0 {
            return Vec::new();
        }
        let (start, step) = (at.start as usize, at.step as usize);
        if step == 1 {
            return v.drain(start..start + at.count).collect();
        }
        let tail = v.split_off(start);
        let mut removed = Vec::with_capacity(at.count);
        for (i, item) in tail.into_iter().enumerate() {
            if i % step == 0 && removed.len() < at.count {
                removed.push(item);
            } else {
                v.push(item);
            }
        }
        removed
    });
    drop(old);
    Ok(())
}
