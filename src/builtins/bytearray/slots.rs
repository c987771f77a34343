//! What operators and builtin functions do with `bytearray`, beyond what `bytes` has too.
//!
//! Next file to read: `methods.rs`.

use super::{BYTEARRAY, PyByteArray, check_resizable, source};
use crate::builtins::bytes::byteslike::{
    byte_value, bytes_like, bytes_like_or, own_bytes, with_bytes,
};
use crate::builtins::bytes::{construct, iterator, percent, repr, slots as shared};
use crate::builtins::exceptions as exc;
use crate::builtins::int::object::ordering_matches;
use crate::builtins::slice::PySlice;
use crate::builtins::slice::indices::Indices;
use crate::builtins::str::arguments::{repeat_count, slice_indices};
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::Args;
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::Type;
use crate::objects::word::Word;
use crate::syntax::ast::CompareOp;

/// Slots of `bytearray`.
pub const BYTEARRAY_SLOTS: Slots = Slots {
    new: Some(bytearray_new),
    init: Some(bytearray_init),
    repr: Some(bytearray_repr),
    str: Some(bytearray_str),
    compare: Some(bytearray_compare),
    iter: Some(iterator::bytearray_iter),
    len: Some(shared::bytes_len),
    getitem: Some(shared::bytes_getitem),
    setitem: Some(bytearray_setitem),
    contains: Some(shared::bytes_contains),
    concat: Some(shared::bytes_concat),
    repeat: Some(shared::bytes_repeat),
    iconcat: Some(bytearray_iconcat),
    irepeat: Some(bytearray_irepeat),
    modulo: Some(percent::bytes_modulo),
    buffer: Some(bytearray_buffer),
    ..Slots::NONE
};

/// The payload of a value that is known to be a `bytearray`.
pub(super) fn this(x: &Ref) -> &PyByteArray {
    match x.downcast::<PyByteArray>() {
        Some(a) => a,
        None => unreachable!("methods of bytearray get bytearrays"),
    }
}

fn bytearray_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyByteArray {
        header: Header::new(ty),
        data: Locked::new(Vec::new()),
        exports: Word::new(0),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn bytearray_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let [source, encoding, errors] = construct::class_args(vm, "bytearray", args)?;
    let array = this(x);
    if array.data.with(|data| !data.is_empty()) {
        array.resize(vm, std::mem::take)?;
    }
    let data = construct::data(vm, "bytearray", &source, &encoding, &errors)?;
    array.resize(vm, |old| *old = data)
}

fn bytearray_repr(vm: &Vm, x: &Ref) -> PyResult {
    let shown = repr::bytearray_repr(x.ty().name(), &own_bytes(x));
    Ok(match String::from_utf8(shown) {
        Ok(text) => vm.new_str(&text),
        Err(e) => vm.str_from_buf(StrBuf::from_latin1(e.into_bytes())),
    })
}

fn bytearray_str(vm: &Vm, x: &Ref) -> PyResult {
    if vm.interp.config.bytes_warning > 0 {
        vm.warn(&exc::BYTES_WARNING, "str() on a bytearray instance", 1)?;
    }
    bytearray_repr(vm, x)
}

fn bytearray_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    for operand in [x, y] {
        if operand.ty().slots().buffer.is_none() {
            if operand.as_str().is_some()
                && vm.interp.config.bytes_warning > 0
                && matches!(op, CompareOp::Eq | CompareOp::NotEq)
            {
                vm.warn(
                    &exc::BYTES_WARNING,
                    "Comparison between bytearray and string",
                    1,
                )?;
            }
            return Ok(Ref::not_implemented());
        }
    }
    let other = bytes_like(vm, y)?;
    Ok(Ref::bool(with_bytes(x, |bytes| {
        ordering_matches(bytes.cmp(&other), op)
    })))
}

fn bytearray_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let array = this(x);
    if let Some(slice) = key.downcast_exact::<PySlice>() {
        return set_slice(vm, x, slice, value);
    }
    if key.ty().slots().index.is_none() {
        let got = key.ty().name();
        return Err(vm.type_error(format!(
            "bytearray indices must be integers or slices, not {got}"
        )));
    }
    let index = vm.index_isize(key)?;
    let byte = value.map(|v| byte_value(vm, v, "byte")).transpose()?;
    let place = |len: usize| {
        let at = if index < 0 {
            index + len as isize
        } else {
            index
        };
        usize::try_from(at).ok().filter(|&at| at < len)
    };
    let out_of_range = || vm.index_error("bytearray index out of range");
    match byte {
        Some(byte) => array.data.with(|data| {
            let at = place(data.len())?;
            data[at] = byte;
            Some(())
        }),
        None => {
            if place(with_bytes(x, <[u8]>::len)).is_none() {
                return Err(out_of_range());
            }
            array.resize(vm, |data| {
                let at = place(data.len())?;
                data.remove(at);
                Some(())
            })?
        }
    }
    .ok_or_else(out_of_range)
}

/// The bytes assigned to a slice.
fn assigned(vm: &Vm, value: &Ref) -> PyResult<Vec<u8>> {
    if let Some(buffer) = vm.buffer_opt(value)? {
        return Ok(buffer.to_vec());
    }
    let iterable = value.ty().slots().iter.is_some() || vm.is_sequence(value);
    if value.as_str().is_some() || value.ty().slots().index.is_some() || !iterable {
        let text = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
        return Err(vm.type_error(text));
    }
    construct::data(vm, "bytearray", value, &Ref::NULL, &Ref::NULL)
}

fn set_slice(vm: &Vm, x: &Ref, slice: &PySlice, value: Option<&Ref>) -> PyResult<()> {
    let array = this(x);
    let new = value.map(|v| assigned(vm, v)).transpose()?;
    let picked = slice_indices(vm, slice, with_bytes(x, <[u8]>::len))?;
    let new = new.unwrap_or_default();
    if picked.step == 1 {
        let start = picked.start as usize;
        if new.len() != picked.count {
            check_resizable(vm, array)?;
        }
        array.data.with(|data| {
            let end = (start + picked.count).min(data.len());
            drop(data.splice(start.min(end)..end, new));
        });
        return Ok(());
    }
    if new.is_empty() {
        return delete_indices(vm, array, picked.ascending());
    }
    if new.len() != picked.count {
        let (n, room) = (new.len(), picked.count);
        let text = format!("attempt to assign bytes of size {n} to extended slice of size {room}");
        return Err(vm.value_error(text));
    }
    array.data.with(|data| {
        for (at, byte) in picked.iter().zip(new) {
            if let Some(place) = data.get_mut(at) {
                *place = byte;
            }
        }
    });
    Ok(())
}

fn delete_indices(vm: &Vm, array: &PyByteArray, picked: Indices) -> PyResult<()> {
    if picked.count == 0 {
        return Ok(());
    }
    array.resize(vm, |data| {
        let mut doomed = picked.iter().peekable();
        let mut at = 0;
        data.retain(|_| {
            let keep = doomed.next_if_eq(&at).is_none();
            at += 1;
            keep
        });
    })
}

fn bytearray_iconcat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let more = bytes_like_or(vm, y, |got| {
        format!("can't concat {got} to {}", x.ty().name())
    })?;
    this(x).extend(vm, &more)?;
    Ok(x.clone())
}

fn bytearray_irepeat(vm: &Vm, x: &Ref, times: isize) -> PyResult {
    let array = this(x);
    let len = with_bytes(x, <[u8]>::len);
    let times = repeat_count(vm, len, times, "")?;
    if times != 1 && len > 0 {
        array.resize(vm, |data| *data = data.repeat(times))?;
    }
    Ok(x.clone())
}

fn bytearray_buffer(_: &Vm, x: &Ref) -> PyResult<Buffer> {
    debug_assert!(x.is_instance(&BYTEARRAY));
    Ok(Buffer::bytes(x, with_bytes(x, <[u8]>::len), false, source))
}
