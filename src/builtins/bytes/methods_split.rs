//! Methods of `bytes` and `bytearray` that cut and join.
//!
//! Next file to read: `percent.rs`.

use super::byteslike::{bytes_like, bytes_like_or, new_like, own_bytes, unchanged};
use super::{search, split};
use crate::builtins::str::arguments::{flag, room_for, ssize};
use crate::builtins::stringlib::split::{Side, split_limit};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use std::borrow::Cow;

/// Collects pieces as new objects of the same kind.
struct Pieces<'a> {
    vm: &'a Vm,
    whole: &'a Ref,
    bytes: Cow<'a, [u8]>,
    list: Vec<Ref>,
}

impl<'a> Pieces<'a> {
    fn of(vm: &'a Vm, whole: &'a Ref) -> Pieces<'a> {
        Pieces {
            vm,
            whole,
            bytes: own_bytes(whole),
            list: Vec::new(),
        }
    }

    /// Runs a splitter over the bytes.
    fn collect(mut self, split: impl FnOnce(&[u8], &mut dyn FnMut(usize, usize))) -> Vec<Ref> {
        let (vm, whole, bytes) = (self.vm, self.whole, &self.bytes);
        let list = &mut self.list;
        split(bytes, &mut |start, end| {
            list.push(if start == 0 && end == bytes.len() {
                unchanged(vm, whole)
            } else {
                new_like(
                    vm,
                    whole,
                    bytes.get(start..end).unwrap_or_default().to_vec(),
                )
            });
        });
        self.list
    }
}

/// The separator of `split`; `None` for runs of whitespace.
fn separator<'a>(vm: &Vm, x: &'a Ref) -> PyResult<Option<Cow<'a, [u8]>>> {
    let Some(x) = x.opt().filter(|x| !x.is_none()) else {
        return Ok(None);
    };
    let bytes = bytes_like(vm, x)?;
    if bytes.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    Ok(Some(bytes))
}

pub(crate) fn bytes_join(vm: &Vm, args: &[Ref]) -> PyResult {
    let iterable = &args[1];
    if iterable.ty().slots().iter.is_none() && !vm.is_sequence(iterable) {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect_items(iterable)?;
    if let [only] = &items[..]
        && only.is_exactly(&super::BYTES)
        && args[0].is_instance(&super::BYTES)
    {
        return Ok(only.clone());
    }
    let mut pieces = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let refusal =
            |got: &str| format!("sequence item {place}: expected a bytes-like object, {got} found");
        pieces.push(bytes_like_or(vm, item, refusal)?);
    }
    let separator = own_bytes(&args[0]);
    let pieces: Vec<&[u8]> = pieces.iter().map(|piece| &**piece).collect();
    let total = pieces
        .iter()
        .fold(pieces.len().saturating_mul(separator.len()), |n, p| {
            n.saturating_add(p.len())
        });
    room_for(vm, total)?;
    Ok(new_like(vm, &args[0], search::join(&separator, &pieces)))
}

pub(crate) fn bytes_lstrip(vm: &Vm, args: &[Ref]) -> PyResult {
    strip(vm, args, Side::Left)
}

pub(crate) fn bytes_partition(vm: &Vm, args: &[Ref]) -> PyResult {
    let empty = || new_like(vm, &args[0], Vec::new());
    let parts = match cut(vm, args, split::partition)? {
        Some(parts) => parts,
        None => vec![unchanged(vm, &args[0]), empty(), empty()],
    };
    Ok(vm.new_tuple(parts))
}

pub(crate) fn bytes_rpartition(vm: &Vm, args: &[Ref]) -> PyResult {
    let empty = || new_like(vm, &args[0], Vec::new());
    let parts = match cut(vm, args, split::rpartition)? {
        Some(parts) => parts,
        None => vec![empty(), empty(), unchanged(vm, &args[0])],
    };
    Ok(vm.new_tuple(parts))
}

/// Head, separator and tail, if the separator occurs.
fn cut(
    vm: &Vm,
    args: &[Ref],
    find: fn(&[u8], &[u8]) -> Option<usize>,
) -> PyResult<Option<Vec<Ref>>> {
    let separator = bytes_like(vm, &args[1])?;
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let bytes = own_bytes(&args[0]);
    let Some(at) = find(&bytes, &separator) else {
        return Ok(None);
    };
    let (head, rest) = bytes.split_at(at);
    let tail = rest.get(separator.len()..).unwrap_or_default();
    let middle = if super::byteslike::is_bytearray(&args[0]) {
        new_like(vm, &args[0], separator.to_vec())
    } else {
        args[1].clone()
    };
    Ok(Some(vec![
        new_like(vm, &args[0], head.to_vec()),
        middle,
        new_like(vm, &args[0], tail.to_vec()),
    ]))
}

pub(crate) fn bytes_rsplit(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = split_limit(ssize(vm, &args[2], -1)? as i64);
    let separator = separator(vm, &args[1])?;
    let mut list = Pieces::of(vm, &args[0]).collect(|bytes, piece| match &separator {
        Some(separator) => split::rsplit(bytes, separator, limit, piece),
        None => split::rsplit_whitespace(bytes, limit, piece),
    });
    list.reverse();
    Ok(vm.new_list(list))
}

pub(crate) fn bytes_rstrip(vm: &Vm, args: &[Ref]) -> PyResult {
    strip(vm, args, Side::Right)
}

pub(crate) fn bytes_split(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = split_limit(ssize(vm, &args[2], -1)? as i64);
    let separator = separator(vm, &args[1])?;
    let list = Pieces::of(vm, &args[0]).collect(|bytes, piece| match &separator {
        Some(separator) => split::split(bytes, separator, limit, piece),
        None => split::split_whitespace(bytes, limit, piece),
    });
    Ok(vm.new_list(list))
}

pub(crate) fn bytes_splitlines(vm: &Vm, args: &[Ref]) -> PyResult {
    let keep_ends = flag(vm, &args[1], false)?;
    let list =
        Pieces::of(vm, &args[0]).collect(|bytes, piece| split::splitlines(bytes, keep_ends, piece));
    Ok(vm.new_list(list))
}

pub(crate) fn bytes_strip(vm: &Vm, args: &[Ref]) -> PyResult {
    strip(vm, args, Side::Both)
}

fn strip(vm: &Vm, args: &[Ref], side: Side) -> PyResult {
    let chars = match args[1].opt().filter(|x| !x.is_none()) {
        Some(chars) => Some(bytes_like(vm, chars)?),
        None => None,
    };
    let bytes = own_bytes(&args[0]);
    let (start, end) = match &chars {
        Some(chars) => split::strip_chars(&bytes, side, chars),
        None => split::strip(&bytes, side),
    };
    if start == 0 && end == bytes.len() {
        return Ok(unchanged(vm, &args[0]));
    }
    Ok(new_like(
        vm,
        &args[0],
        bytes.get(start..end).unwrap_or_default().to_vec(),
    ))
}
