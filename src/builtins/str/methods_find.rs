//! Methods of `str` that search: find, count, startswith, replace, removeprefix and their siblings.
//!
//! Next file to read: `methods_split.rs`.

use super::arguments::{room_for, search_bounds, ssize};
use super::search;
use super::slots::{exact, text};
use super::storage::StrView;
use crate::builtins::stringlib::split::split_limit;
use crate::builtins::tuple::PyTuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The needle and the bounds of a search method called `name`.
fn needle<'a>(vm: &Vm, args: &'a [Ref], name: &str) -> PyResult<(StrView<'a>, i64, i64)> {
    let needle = match args[1].as_str() {
        Some(needle) => needle,
        None => vm.expect_str(&args[1], &format!("{name}() argument 1"))?,
    };
    let (start, end) = search_bounds(vm, &args[2], &args[3])?;
    Ok((needle.view(), start, end))
}

fn index_or_minus_one(vm: &Vm, found: Option<usize>) -> PyResult {
    Ok(found.map_or_else(|| vm.int(-1), |at| vm.uint(at as u64)))
}

fn index_or_error(vm: &Vm, found: Option<usize>) -> PyResult {
    match found {
        Some(at) => Ok(vm.uint(at as u64)),
        None => Err(vm.value_error("substring not found")),
    }
}

pub(super) fn str_count(vm: &Vm, args: &[Ref]) -> PyResult {
    let (needle, start, end) = needle(vm, args, "count")?;
    Ok(vm.uint(search::count(text(&args[0]).view(), needle, start, end) as u64))
}

pub(super) fn str_endswith(vm: &Vm, args: &[Ref]) -> PyResult {
    affix(vm, args, "endswith", search::ends_with)
}

pub(super) fn str_find(vm: &Vm, args: &[Ref]) -> PyResult {
    let (needle, start, end) = needle(vm, args, "find")?;
    index_or_minus_one(vm, search::find(text(&args[0]).view(), needle, start, end))
}

pub(super) fn str_index(vm: &Vm, args: &[Ref]) -> PyResult {
    let (needle, start, end) = needle(vm, args, "index")?;
    index_or_error(vm, search::find(text(&args[0]).view(), needle, start, end))
}

pub(super) fn str_removeprefix(vm: &Vm, args: &[Ref]) -> PyResult {
    let prefix = vm.expect_str(&args[1], "removeprefix() argument")?;
    let view = text(&args[0]).view();
    if search::starts_with(view, prefix.view(), 0, i64::MAX) && !prefix.is_empty() {
        return Ok(vm.str_from_view(view.slice(prefix.len(), view.len())));
    }
    Ok(exact(vm, &args[0]))
}

pub(super) fn str_removesuffix(vm: &Vm, args: &[Ref]) -> PyResult {
    let suffix = vm.expect_str(&args[1], "removesuffix() argument")?;
    let view = text(&args[0]).view();
    if search::ends_with(view, suffix.view(), 0, i64::MAX) && !suffix.is_empty() {
        return Ok(vm.str_from_view(view.slice(0, view.len() - suffix.len())));
    }
    Ok(exact(vm, &args[0]))
}

pub(super) fn str_replace(vm: &Vm, args: &[Ref]) -> PyResult {
    let old = vm.expect_str(&args[1], "replace() argument 1")?.view();
    let new = vm.expect_str(&args[2], "replace() argument 2")?.view();
    let limit = split_limit(ssize(vm, &args[3], -1)? as i64);
    let view = text(&args[0]).view();
    if new.len() > old.len() && view.len() > 1 << 16 {
        let found = search::count(view, old, 0, i64::MAX).min(limit);
        match found
            .checked_mul(new.len() - old.len())
            .filter(|&n| n <= isize::MAX as usize - view.len())
        {
            Some(more) => room_for(vm, view.len() + more)?,
            None => return Err(vm.overflow_error("replace string is too long")),
        }
    }
    match search::replace(view, old, new, limit) {
        Some(out) => Ok(vm.str_from_buf(out)),
        None => Ok(exact(vm, &args[0])),
    }
}

pub(super) fn str_rfind(vm: &Vm, args: &[Ref]) -> PyResult {
    let (needle, start, end) = needle(vm, args, "rfind")?;
    index_or_minus_one(vm, search::rfind(text(&args[0]).view(), needle, start, end))
}

pub(super) fn str_rindex(vm: &Vm, args: &[Ref]) -> PyResult {
    let (needle, start, end) = needle(vm, args, "rindex")?;
    index_or_error(vm, search::rfind(text(&args[0]).view(), needle, start, end))
}

pub(super) fn str_startswith(vm: &Vm, args: &[Ref]) -> PyResult {
    affix(vm, args, "startswith", search::starts_with)
}

fn affix(
    vm: &Vm,
    args: &[Ref],
    name: &str,
    test: fn(StrView, StrView, i64, i64) -> bool,
) -> PyResult {
    let (start, end) = search_bounds(vm, &args[2], &args[3])?;
    let view = text(&args[0]).view();
    if let Some(choices) = args[1].downcast::<PyTuple>() {
        for choice in choices.items() {
            let Some(choice) = choice.as_str() else {
                let got = choice.ty().name();
                return Err(
                    vm.type_error(format!("tuple for {name} must only contain str, not {got}"))
                );
            };
            if test(view, choice.view(), start, end) {
                return Ok(Ref::bool(true));
            }
        }
        return Ok(Ref::bool(false));
    }
    match args[1].as_str() {
        Some(choice) => Ok(Ref::bool(test(view, choice.view(), start, end))),
        None => {
            let got = args[1].ty().name();
            Err(vm.type_error(format!(
                "{name} first arg must be str or a tuple of str, not {got}"
            )))
        }
    }
}
