//! What operators and builtin functions do with `bytes`, and what they share with `bytearray`.
//!
//! Next file to read: `iterator.rs`.

use super::byteslike::{
    byte_value, bytes_like, bytes_like_or, is_bytearray, new_like, own_bytes, unchanged, with_bytes,
};
use super::object::{PyBytes, source};
use super::{construct, iterator, percent, repr, search};
use crate::builtins::exceptions as exc;
use crate::builtins::int::object::ordering_matches;
use crate::builtins::slice::PySlice;
use crate::builtins::str::arguments::{repeat_count, room_for, slice_indices};
use crate::builtins::str::storage::StrBuf;
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::syntax::ast::CompareOp;

/// Slots of `bytes`.
pub const BYTES_SLOTS: Slots = Slots {
    new: Some(construct::bytes_new),
    repr: Some(bytes_repr),
    str: Some(bytes_str),
    hash: Some(bytes_hash),
    compare: Some(bytes_compare),
    iter: Some(iterator::bytes_iter),
    len: Some(bytes_len),
    getitem: Some(bytes_getitem),
    contains: Some(bytes_contains),
    concat: Some(bytes_concat),
    repeat: Some(bytes_repeat),
    modulo: Some(percent::bytes_modulo),
    buffer: Some(bytes_buffer),
    ..Slots::NONE
};

fn bytes_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.str_from_buf(StrBuf::Ascii(repr::bytes_repr(&own_bytes(x)))))
}

fn bytes_str(vm: &Vm, x: &Ref) -> PyResult {
    if vm.interp.config.bytes_warning > 0 {
        vm.warn(&exc::BYTES_WARNING, "str() on a bytes instance", 1)?;
    }
    bytes_repr(vm, x)
}

fn bytes_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    Ok(x.downcast::<PyBytes>().map_or(0, |b| b.hash(vm)))
}

fn bytes_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyBytes>(), y.downcast::<PyBytes>()) else {
        if vm.interp.config.bytes_warning > 0 && matches!(op, CompareOp::Eq | CompareOp::NotEq) {
            let other = if x.downcast::<PyBytes>().is_some() {
                y
            } else {
                x
            };
            if other.as_str().is_some() {
                vm.warn(
                    &exc::BYTES_WARNING,
                    "Comparison between bytes and string",
                    1,
                )?;
            } else if other.as_int().is_some() {
                vm.warn(&exc::BYTES_WARNING, "Comparison between bytes and int", 1)?;
            }
        }
        return Ok(Ref::not_implemented());
    };
    Ok(Ref::bool(ordering_matches(a.data.cmp(&b.data), op)))
}

/// The `len` slot of both types.
pub(crate) fn bytes_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(with_bytes(x, <[u8]>::len))
}

/// The `getitem` slot of both types.
pub(crate) fn bytes_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    if let Some(slice) = key.downcast_exact::<PySlice>() {
        let mut picked = slice_indices(vm, slice, with_bytes(x, <[u8]>::len))?;
        // The bounds may have run code that made a bytearray shorter.
        if with_bytes(x, <[u8]>::len) < picked.count {
            picked = slice_indices(vm, slice, with_bytes(x, <[u8]>::len))?;
        }
        if picked.step == 1 && picked.count == with_bytes(x, <[u8]>::len) {
            return Ok(unchanged(vm, x));
        }
        let start = picked.start.max(0) as usize;
        let data = with_bytes(x, |bytes| match picked.step {
            1 => bytes
                .get(start..start + picked.count)
                .unwrap_or_default()
                .to_vec(),
            _ => picked
                .iter()
                .filter_map(|i| bytes.get(i).copied())
                .collect(),
        });
        return Ok(new_like(vm, x, data));
    }
    if key.ty().slots().index.is_none() {
        let got = key.ty().name();
        let what = if is_bytearray(x) { "bytearray" } else { "byte" };
        return Err(vm.type_error(format!(
            "{what} indices must be integers or slices, not {got}"
        )));
    }
    let index = vm.index_isize(key)?;
    let byte = with_bytes(x, |bytes| {
        let at = if index < 0 {
            index + bytes.len() as isize
        } else {
            index
        };
        usize::try_from(at)
            .ok()
            .and_then(|at| bytes.get(at).copied())
    });
    match byte {
        Some(byte) => Ok(Ref::small_int(byte.into())),
        None if is_bytearray(x) => Err(vm.index_error("bytearray index out of range")),
        None => Err(vm.index_error("index out of range")),
    }
}

/// The `contains` slot of both types.
pub(crate) fn bytes_contains(vm: &Vm, x: &Ref, item: &Ref) -> PyResult<bool> {
    if item.ty().slots().index.is_some() && item.ty().slots().buffer.is_none() {
        let byte = byte_value(vm, item, "byte")?;
        return Ok(with_bytes(x, |bytes| memchr::memchr(byte, bytes).is_some()));
    }
    let needle = bytes_like(vm, item)?;
    Ok(with_bytes(x, |bytes| search::contains(bytes, &needle)))
}

/// The `concat` slot of both types.
pub(crate) fn bytes_concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let more = bytes_like_or(vm, y, |got| {
        format!("can't concat {got} to {}", x.ty().name())
    })?;
    if more.is_empty() {
        return Ok(unchanged(vm, x));
    }
    room_for(vm, with_bytes(x, <[u8]>::len) + more.len())?;
    Ok(new_like(
        vm,
        x,
        with_bytes(x, |bytes| [bytes, &more].concat()),
    ))
}

/// The `repeat` slot of both types.
pub(crate) fn bytes_repeat(vm: &Vm, x: &Ref, times: isize) -> PyResult {
    if times == 1 {
        return Ok(unchanged(vm, x));
    }
    let what = if is_bytearray(x) {
        ""
    } else {
        "repeated bytes are too long"
    };
    let times = repeat_count(vm, with_bytes(x, <[u8]>::len), times, what)?;
    Ok(new_like(vm, x, with_bytes(x, |bytes| bytes.repeat(times))))
}

fn bytes_buffer(_: &Vm, x: &Ref) -> PyResult<Buffer> {
    Ok(Buffer::bytes(x, with_bytes(x, <[u8]>::len), true, source))
}
