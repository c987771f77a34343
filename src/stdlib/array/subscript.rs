//! Indexing and slicing of arrays.
//!
//! Invariant: lengths change only where no buffer looks at the array.
//! Next file to read: `methods.rs`.

use super::{PyArray, new_array, this};
use crate::builtins::slice::PySlice;
use crate::builtins::slice::indices::Indices;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// An index from either end; `None` when it is outside.
pub(super) fn wrap(i: i64, len: usize) -> Option<usize> {
    let i = if i < 0 { i + len as i64 } else { i };
    usize::try_from(i).ok().filter(|i| *i < len)
}

pub(super) fn array_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let a = this(x);
    if key.ty().slots().index.is_some() {
        let i = vm.index_isize(key)? as i64;
        let found = wrap(i, a.len()).and_then(|i| a.get(vm, i));
        return found.ok_or_else(|| vm.index_error("array index out of range"));
    }
    let Some(slice) = key.downcast_exact::<PySlice>() else {
        return Err(vm.type_error("array indices must be integers"));
    };
    let bounds = slice.unpack(vm)?;
    let size = a.kind.size;
    let data = a.data.with(|d| {
        let at = bounds.over(d.len() / size);
        let mut out = Vec::with_capacity(at.count * size);
        for i in at.iter() {
            out.extend_from_slice(d.get(i * size..(i + 1) * size).unwrap_or(&[]));
        }
        out
    });
    new_array(vm, &super::ARRAY, a.kind, data)
}

pub(super) fn array_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let a = this(x);
    let size = a.kind.size;
    if key.ty().slots().index.is_some() {
        let i = vm.index_isize(key)? as i64;
        let missing = || vm.index_error("array assignment index out of range");
        let i = wrap(i, a.len()).ok_or_else(missing)?;
        match value {
            Some(value) => {
                let bytes = a.kind.pack(vm, value)?;
                let stored = a.data.with(|d| {
                    d.get_mut(i * size..(i + 1) * size)
                        .map(|to| to.copy_from_slice(&bytes[..size]))
                });
                return stored.ok_or_else(missing);
            }
            None => {
                a.resize(vm, |d| drop(d.drain(i * size..(i + 1) * size)))?;
                return Ok(());
            }
        }
    }
    let Some(slice) = key.downcast_exact::<PySlice>() else {
        return Err(vm.type_error("array indices must be integers"));
    };
    let given = match value {
        None => Vec::new(),
        Some(v) => match v.downcast::<PyArray>() {
            Some(other) if other.kind == a.kind => other.bytes(),
            Some(_) => return Err(vm.type_error("bad argument type for built-in operation")),
            None => {
                let ty = v.ty().name();
                return Err(vm.type_error(format!(
                    "can only assign array (not \"{ty}\") to array slice"
                )));
            }
        },
    };
    let at = slice.unpack(vm)?.over(a.len());
    if at.step == 1 {
        let range = at.start as usize * size..(at.start as usize + at.count) * size;
        if range.len() == given.len() {
            return {
                a.data.with(|d| d[range].copy_from_slice(&given));
                Ok(())
            };
        }
        return a.resize(vm, |d| drop(d.splice(range, given)));
    }
    match value {
        None => delete(vm, a, at.ascending()),
        Some(_) if given.len() != at.count * size => Err(vm.value_error(format!(
            "attempt to assign array of size {} to extended slice of size {}",
            given.len() / size,
            at.count
        ))),
        Some(_) => {
            a.data.with(|d| {
                for (i, from) in at.iter().zip(given.chunks(size)) {
                    if let Some(to) = d.get_mut(i * size..(i + 1) * size) {
                        to.copy_from_slice(from);
                    }
                }
            });
            Ok(())
        }
    }
}

fn delete(vm: &Vm, a: &PyArray, at: Indices) -> PyResult<()> {
    if at.count == 0 {
        return Ok(());
    }
    let gone: std::collections::HashSet<usize> = at.iter().collect();
    let size = a.kind.size;
    a.resize(vm, |d| {
        let kept = d
            .chunks(size)
            .enumerate()
            .filter(|(i, _)| !gone.contains(i));
        *d = kept.flat_map(|(_, b)| b.iter().copied()).collect();
    })
}
