//! What the methods of `bytes` and `bytearray` share: their own bytes, and bytes-like arguments.
//!
//! Invariant: arguments are converted before the bytes of a `bytearray` are looked at, since
//! conversions can run Python code that changes it.
//! Next file to read: `construct.rs`.

use super::object::{BYTES, PyBytes};
use crate::builtins::bytearray::PyByteArray;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use std::borrow::Cow;

/// Shows the bytes of a `bytes` or `bytearray`; `look` must not run Python code.
pub(crate) fn with_bytes<R>(x: &Ref, look: impl FnOnce(&[u8]) -> R) -> R {
    if let Some(b) = x.downcast::<PyBytes>() {
        return look(b.as_slice());
    }
    match x.downcast::<PyByteArray>() {
        Some(a) => a.data.with(|data| look(data)),
        None => look(&[]),
    }
}

/// The bytes of a `bytes` or `bytearray`, copied only where they can change.
pub(crate) fn own_bytes(x: &Ref) -> Cow<'_, [u8]> {
    if let Some(b) = x.downcast::<PyBytes>() {
        return Cow::Borrowed(b.as_slice());
    }
    match x.downcast::<PyByteArray>() {
        Some(a) => Cow::Owned(a.data.get()),
        None => Cow::Borrowed(&[]),
    }
}

/// The bytes of any bytes-like argument.
pub(crate) fn bytes_like<'a>(vm: &Vm, x: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    match x.downcast::<PyBytes>() {
        Some(b) => Ok(Cow::Borrowed(b.as_slice())),
        None => vm.bytes_of(x).map(Cow::Owned),
    }
}

/// As [`bytes_like`], but with `refusal` where CPython does not tell why an object is no such thing.
pub(crate) fn bytes_like_or<'a>(
    vm: &Vm,
    x: &'a Ref,
    refusal: impl FnOnce(&str) -> String,
) -> PyResult<Cow<'a, [u8]>> {
    let unusable = match x.ty().slots().buffer {
        None => true,
        Some(_) if x.is_instance(&crate::builtins::memoryview::MEMORYVIEW) => {
            vm.buffer_opt(x)?.is_none_or(|b| !b.is_contiguous())
        }
        Some(_) => false,
    };
    if unusable {
        return Err(vm.type_error(refusal(x.ty().name())));
    }
    bytes_like(vm, x)
}

/// New bytes of the kind of `like`: a `bytearray` for one, else `bytes`.
pub(crate) fn new_like(vm: &Vm, like: &Ref, data: Vec<u8>) -> Ref {
    if is_bytearray(like) {
        vm.new_bytearray(data)
    } else {
        vm.new_bytes(data)
    }
}

/// A method's answer when nothing changes: an exact `bytes` itself, else a copy.
pub(crate) fn unchanged(vm: &Vm, x: &Ref) -> Ref {
    if x.is_exactly(&BYTES) {
        x.clone()
    } else {
        new_like(vm, x, own_bytes(x).into_owned())
    }
}

/// Whether this is a `bytearray`.
pub(crate) fn is_bytearray(x: &Ref) -> bool {
    x.is_instance(&crate::builtins::bytearray::BYTEARRAY)
}

/// The name of the type whose method is running: `bytes` or `bytearray`.
pub(crate) fn kind_name(x: &Ref) -> &'static str {
    if is_bytearray(x) {
        "bytearray"
    } else {
        "bytes"
    }
}

/// One byte given as an int; `what` begins the ValueError.
pub(crate) fn byte_value(vm: &Vm, x: &Ref, what: &str) -> PyResult<u8> {
    let value = vm.index(x)?;
    let byte = value.as_i64().and_then(|i| u8::try_from(i).ok());
    byte.ok_or_else(|| vm.value_error(format!("{what} must be in range(0, 256)")))
}

/// What is searched for: bytes, or one byte given as an int.
pub(crate) fn needle<'a>(vm: &Vm, x: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    if x.ty().slots().buffer.is_some() {
        return bytes_like(vm, x);
    }
    if x.ty().slots().index.is_none() {
        let got = x.ty().name();
        return Err(vm.type_error(format!(
            "argument should be integer or bytes-like object, not '{got}'"
        )));
    }
    byte_value(vm, x, "byte").map(|byte| Cow::Owned(vec![byte]))
}
