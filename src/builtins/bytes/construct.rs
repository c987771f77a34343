//! `bytes(...)`, and what `bytearray(...)` shares with it.
//!
//! Invariant: sources are tried in CPython's order: `__bytes__`, text, int, buffer, iterable.
//! Next file to read: `slots.rs`.

use super::byteslike::byte_value;
use super::object::{BYTES, PyBytes};
use crate::builtins::exceptions as exc;
use crate::builtins::str::arguments::{bind_class_args, optional_text, room_for};
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use crate::stdlib::codecs::object as codecs;

/// Docstring of `bytes`.
pub const BYTES_DOC: &str = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n\
    bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n\
    bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n\
    bytes() -> empty bytes object";

/// The `new` slot of `bytes`.
pub(super) fn bytes_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let [source, encoding, errors] = class_args(vm, "bytes", args)?;
    if encoding.opt().is_none()
        && errors.opt().is_none()
        && let Some(x) = source.opt()
    {
        if x.is_exactly(&BYTES) && std::ptr::eq(ty, &BYTES) {
            return Ok(x.clone());
        }
        if let Some(made) = vm.call_special(x, &vm.names().__bytes__, &[])? {
            let Some(b) = made.downcast::<PyBytes>() else {
                let got = made.ty().name();
                return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {got})")));
            };
            if std::ptr::eq(ty, &BYTES) {
                return Ok(made);
            }
            return vm.new_bytes_as(ty, b.as_slice().to_vec());
        }
    }
    let data = data(vm, "bytes", &source, &encoding, &errors)?;
    vm.new_bytes_as(ty, data)
}

/// Binds `source, encoding, errors`.
pub(crate) fn class_args(vm: &Vm, class: &str, args: Args) -> PyResult<[Ref; 3]> {
    bind_class_args(
        vm,
        class,
        "source=b'', encoding='utf-8', errors='strict'",
        args,
    )
}

/// The bytes that a class's arguments stand for.
pub(crate) fn data(
    vm: &Vm,
    class: &str,
    source: &Ref,
    encoding: &Ref,
    errors: &Ref,
) -> PyResult<Vec<u8>> {
    let encoding = optional_text(vm, encoding, &format!("{class}() argument 'encoding'"))?;
    let errors = optional_text(vm, errors, &format!("{class}() argument 'errors'"))?;
    let text = source.opt().filter(|x| x.as_str().is_some());
    match (text, &encoding, &errors) {
        (None, Some(_), _) => return Err(vm.type_error("encoding without a string argument")),
        (None, None, Some(_)) => return Err(vm.type_error("errors without a string argument")),
        (Some(_), None, _) => return Err(vm.type_error("string argument without an encoding")),
        (Some(text), Some(encoding), errors) => {
            let made =
                codecs::encode_str(vm, text, encoding, errors.as_deref().unwrap_or("strict"))?;
            return vm.bytes_of(&made);
        }
        (None, None, None) => {}
    }
    let Some(source) = source.opt() else {
        return Ok(Vec::new());
    };
    if source.ty().slots().index.is_some() {
        match size(vm, source) {
            Err(e) if e.matches(&exc::TYPE_ERROR) => {}
            r => {
                let count = r?;
                room_for(vm, count)?;
                return Ok(vec![0; count]);
            }
        }
    }
    if let Some(buffer) = vm.buffer_opt(source)? {
        return Ok(buffer.to_vec());
    }
    from_iterable(vm, class, source)
}

/// The count in `bytes(count)`.
fn size(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let count = vm.index(x)?;
    let Some(count) = count.as_i64() else {
        let got = x.ty().name();
        return Err(vm.overflow_error(format!("cannot fit '{got}' into an index-sized integer")));
    };
    usize::try_from(count).map_err(|_| vm.value_error("negative count"))
}

/// The bytes of an iterable of ints.
fn from_iterable(vm: &Vm, class: &str, source: &Ref) -> PyResult<Vec<u8>> {
    if source.ty().slots().iter.is_none() && !vm.is_sequence(source) {
        let got = source.ty().name();
        return Err(vm.type_error(format!("cannot convert '{got}' object to {class}")));
    }
    let what = if class == "bytes" { "bytes" } else { "byte" };
    let mut out = Vec::new();
    vm.for_each(source, |item| {
        if out.try_reserve(1).is_err() {
            return Err(vm.memory_error());
        }
        out.push(byte_value(vm, &item, what)?);
        Ok(())
    })?;
    Ok(out)
}
