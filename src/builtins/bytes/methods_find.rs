//! Methods of `bytes` and `bytearray` that search and replace.
//!
//! Next file to read: `methods_split.rs`.

use super::byteslike::{bytes_like, needle, new_like, own_bytes, unchanged, with_bytes};
use super::search;
use crate::builtins::str::arguments::{room_for, search_bounds, ssize};
use crate::builtins::stringlib::split::split_limit;
use crate::builtins::tuple::PyTuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

type Search = fn(&[u8], &[u8], i64, i64) -> Option<usize>;

fn look_for(vm: &Vm, args: &[Ref], search: Search) -> PyResult<Option<usize>> {
    let needle = needle(vm, &args[1])?;
    let (start, end) = search_bounds(vm, &args[2], &args[3])?;
    Ok(with_bytes(&args[0], |bytes| {
        search(bytes, &needle, start, end)
    }))
}

fn index_or_minus_one(vm: &Vm, found: Option<usize>) -> PyResult {
    Ok(found.map_or_else(|| vm.int(-1), |at| vm.uint(at as u64)))
}

fn index_or_error(vm: &Vm, found: Option<usize>) -> PyResult {
    match found {
        Some(at) => Ok(vm.uint(at as u64)),
        None => Err(vm.value_error("subsection not found")),
    }
}

pub(crate) fn bytes_count(vm: &Vm, args: &[Ref]) -> PyResult {
    let needle = needle(vm, &args[1])?;
    let (start, end) = search_bounds(vm, &args[2], &args[3])?;
    Ok(vm.uint(with_bytes(&args[0], |bytes| search::count(bytes, &needle, start, end)) as u64))
}

pub(crate) fn bytes_endswith(vm: &Vm, args: &[Ref]) -> PyResult {
    affix(vm, args, "endswith", search::ends_with)
}

pub(crate) fn bytes_find(vm: &Vm, args: &[Ref]) -> PyResult {
    index_or_minus_one(vm, look_for(vm, args, search::find)?)
}

pub(crate) fn bytes_index(vm: &Vm, args: &[Ref]) -> PyResult {
    index_or_error(vm, look_for(vm, args, search::find)?)
}

pub(crate) fn bytes_rfind(vm: &Vm, args: &[Ref]) -> PyResult {
    index_or_minus_one(vm, look_for(vm, args, search::rfind)?)
}

pub(crate) fn bytes_rindex(vm: &Vm, args: &[Ref]) -> PyResult {
    index_or_error(vm, look_for(vm, args, search::rfind)?)
}

pub(crate) fn bytes_startswith(vm: &Vm, args: &[Ref]) -> PyResult {
    affix(vm, args, "startswith", search::starts_with)
}

fn affix(vm: &Vm, args: &[Ref], name: &str, test: fn(&[u8], &[u8], i64, i64) -> bool) -> PyResult {
    let (start, end) = search_bounds(vm, &args[2], &args[3])?;
    let check = |choice: &Ref| {
        let choice = bytes_like(vm, choice)?;
        Ok(with_bytes(&args[0], |bytes| {
            test(bytes, &choice, start, end)
        }))
    };
    if let Some(choices) = args[1].downcast::<PyTuple>() {
        for choice in choices.items() {
            if check(choice)? {
                return Ok(Ref::bool(true));
            }
        }
        return Ok(Ref::bool(false));
    }
    if args[1].ty().slots().buffer.is_none() {
        let got = args[1].ty().name();
        return Err(vm.type_error(format!(
            "{name} first arg must be bytes or a tuple of bytes, not {got}"
        )));
    }
    check(&args[1]).map(Ref::bool)
}

pub(crate) fn bytes_removeprefix(vm: &Vm, args: &[Ref]) -> PyResult {
    let prefix = bytes_like(vm, &args[1])?;
    let bytes = own_bytes(&args[0]);
    match bytes.strip_prefix(&*prefix) {
        Some(rest) if !prefix.is_empty() => Ok(new_like(vm, &args[0], rest.to_vec())),
        _ => Ok(unchanged(vm, &args[0])),
    }
}

pub(crate) fn bytes_removesuffix(vm: &Vm, args: &[Ref]) -> PyResult {
    let suffix = bytes_like(vm, &args[1])?;
    let bytes = own_bytes(&args[0]);
    match bytes.strip_suffix(&*suffix) {
        Some(rest) if !suffix.is_empty() => Ok(new_like(vm, &args[0], rest.to_vec())),
        _ => Ok(unchanged(vm, &args[0])),
    }
}

pub(crate) fn bytes_replace(vm: &Vm, args: &[Ref]) -> PyResult {
    let (old, new) = (bytes_like(vm, &args[1])?, bytes_like(vm, &args[2])?);
    let limit = split_limit(ssize(vm, &args[3], -1)? as i64);
    let bytes = own_bytes(&args[0]);
    if new.len() > old.len() && bytes.len() > 1 << 16 {
        let found = search::count(&bytes, &old, 0, i64::MAX).min(limit);
        match found
            .checked_mul(new.len() - old.len())
            .filter(|&n| n <= isize::MAX as usize - bytes.len())
        {
            Some(more) => room_for(vm, bytes.len() + more)?,
            None => return Err(vm.overflow_error("replace bytes is too long")),
        }
    }
    match search::replace(&bytes, &old, &new, limit) {
        Some(out) => Ok(new_like(vm, &args[0], out)),
        None => Ok(unchanged(vm, &args[0])),
    }
}
