//! What scripts see of `bytearray` beyond what `bytes` has too: the methods that change it.
//!
//! Next file to read: `../memoryview/mod.rs`.

use super::slots::this;
use crate::builtins::bytes::byteslike::{byte_value, own_bytes, with_bytes};
use crate::builtins::bytes::construct;
use crate::builtins::bytes::methods::shared_methods;
use crate::builtins::str::arguments::{room_for, ssize};
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{MethodDef, classmethod, method, staticmethod};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// Methods of `bytearray`.
pub const BYTEARRAY_METHODS: &[MethodDef] = shared_methods!(
    [
        method(
            "__alloc__",
            bytearray_alloc,
            "self, /",
            "Return the number of bytes actually allocated."
        ),
        method(
            "__reduce__",
            bytearray_reduce,
            "self, /",
            "Return state information for pickling."
        ),
        method(
            "__reduce_ex__",
            bytearray_reduce_ex,
            "self, proto=0, /",
            "Return state information for pickling."
        ),
        method(
            "__release_buffer__",
            bytearray_release_buffer,
            "self, buffer, /",
            "Release the buffer object that exposes the underlying memory of the object."
        ),
        method(
            "__sizeof__",
            bytearray_sizeof,
            "self, /",
            "Return the size of the object in memory, in bytes."
        ),
        method(
            "append",
            bytearray_append,
            "self, item, /",
            "Append a byte to the end."
        ),
        method("clear", bytearray_clear, "self, /", "Remove all bytes."),
        method("copy", bytearray_copy, "self, /", "Return a copy."),
        method(
            "extend",
            bytearray_extend,
            "self, iterable_of_ints, /",
            "Append all bytes of an iterable or buffer to the end."
        ),
        method(
            "insert",
            bytearray_insert,
            "self, index, item, /",
            "Insert a byte before the given index."
        ),
        method(
            "pop",
            bytearray_pop,
            "self, index=-1, /",
            "Remove and return a byte, the last one by default."
        ),
        method(
            "remove",
            bytearray_remove,
            "self, value, /",
            "Remove the first occurrence of a byte."
        ),
        method(
            "resize",
            bytearray_resize,
            "self, size, /",
            "Change the length; new bytes are zero."
        ),
        method(
            "reverse",
            bytearray_reverse,
            "self, /",
            "Reverse the order of the bytes in place."
        ),
    ],
    []
);

fn bytearray_alloc(vm: &Vm, args: &[Ref]) -> PyResult {
    let len = with_bytes(&args[0], <[u8]>::len);
    Ok(vm.uint(if len == 0 { 0 } else { len as u64 + 1 }))
}

fn bytearray_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let len = with_bytes(&args[0], <[u8]>::len);
    Ok(vm.uint(56 + if len == 0 { 0 } else { len as u64 + 1 }))
}

fn bytearray_release_buffer(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.call_method_str(&args[1], "release", &[])
}

/// What pickle needs: protocols below 3 know no bytes, and get the text of the same Latin-1 characters.
fn reduce(vm: &Vm, x: &Ref, protocol: i64) -> PyResult {
    let bytes = own_bytes(x).into_owned();
    let arguments = if protocol < 3 {
        let text = vm.str_from_buf(StrBuf::from_latin1(bytes));
        vec![text, vm.new_str("latin-1")]
    } else if bytes.is_empty() {
        Vec::new()
    } else {
        vec![vm.new_bytes(bytes)]
    };
    let state = vm.call_method(x, &vm.names().__getstate__, &[])?;
    Ok(vm.new_tuple(vec![x.ty().to_ref(), vm.new_tuple(arguments), state]))
}

fn bytearray_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    reduce(vm, &args[0], 2)
}

fn bytearray_reduce_ex(vm: &Vm, args: &[Ref]) -> PyResult {
    let protocol = args[1].opt().map_or(Ok(0), |p| vm.index_i64(p))?;
    reduce(vm, &args[0], protocol)
}

fn bytearray_append(vm: &Vm, args: &[Ref]) -> PyResult {
    let byte = byte_value(vm, &args[1], "byte")?;
    this(&args[0]).extend(vm, &[byte])?;
    Ok(Ref::none())
}

fn bytearray_clear(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).resize(vm, Vec::clear)?;
    Ok(Ref::none())
}

fn bytearray_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_bytearray(own_bytes(&args[0]).into_owned()))
}

fn bytearray_extend(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = &args[1];
    let more = match vm.buffer_opt(items)? {
        Some(buffer) => buffer.to_vec(),
        None if items.as_str().is_some() => {
            return Err(vm.type_error("expected iterable of integers; got: 'str'"));
        }
        None if items.ty().slots().iter.is_none() && !vm.is_sequence(items) => {
            let got = items.ty().name();
            return Err(vm.type_error(format!("can't extend bytearray with {got}")));
        }
        None => {
            let list = vm.new_list(vm.collect_items(items)?);
            construct::data(vm, "bytearray", &list, &Ref::NULL, &Ref::NULL)?
        }
    };
    this(&args[0]).extend(vm, &more)?;
    Ok(Ref::none())
}

fn bytearray_insert(vm: &Vm, args: &[Ref]) -> PyResult {
    let index = ssize(vm, &args[1], 0)?;
    let byte = byte_value(vm, &args[2], "byte")?;
    this(&args[0]).resize(vm, |data| {
        let len = data.len() as isize;
        let at = if index < 0 {
            (index + len).max(0)
        } else {
            index.min(len)
        };
        data.insert(at as usize, byte);
    })?;
    Ok(Ref::none())
}

fn bytearray_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    let index = ssize(vm, &args[1], -1)?;
    let len = with_bytes(&args[0], <[u8]>::len);
    if len == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let at = if index < 0 {
        index + len as isize
    } else {
        index
    };
    let Some(at) = usize::try_from(at).ok().filter(|&at| at < len) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let byte = this(&args[0]).resize(vm, |data| data.remove(at))?;
    Ok(Ref::small_int(byte.into()))
}

fn bytearray_remove(vm: &Vm, args: &[Ref]) -> PyResult {
    let byte = byte_value(vm, &args[1], "byte")?;
    let Some(at) = with_bytes(&args[0], |bytes| memchr::memchr(byte, bytes)) else {
        return Err(vm.value_error("value not found in bytearray"));
    };
    this(&args[0]).resize(vm, |data| data.remove(at))?;
    Ok(Ref::none())
}

fn bytearray_resize(vm: &Vm, args: &[Ref]) -> PyResult {
    let size = ssize(vm, &args[1], 0)?;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {size}")));
    };
    let array = this(&args[0]);
    if size != with_bytes(&args[0], <[u8]>::len) {
        room_for(vm, size)?;
        array.resize(vm, |data| data.resize(size, 0))?;
    }
    Ok(Ref::none())
}

fn bytearray_reverse(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).data.with(|data| data.reverse());
    Ok(Ref::none())
}
