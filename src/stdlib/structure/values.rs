//! Packing and unpacking objects: conversion to and from the fields of a format, and the buffers' checks.
//!
//! Invariant: nothing is written before all values are converted.
//! Next file to read: `object.rs`.

use super::error;
use crate::builtins::bytearray::PyByteArray;
use crate::builtins::bytes::byteslike::with_bytes;
use crate::builtins::complex::construct::to_complex;
use crate::builtins::int::Int;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::stdlib::struct_pack::{Field, Format, PackError, pack_bytes, unpack_bytes};

/// The exception for what the format refuses.
pub(super) fn refused(vm: &Vm, e: PackError) -> Exc {
    match e {
        PackError::Struct(text) => error(vm, text),
        PackError::Overflow(text) => vm.overflow_error(text),
    }
}

fn is_bytes(x: &Ref) -> bool {
    x.is_instance(&crate::builtins::bytes::BYTES)
}

fn pack_value(vm: &Vm, format: &Format, field: Field, x: &Ref, slot: &mut [u8]) -> PyResult<()> {
    let kind = field.kind;
    let packed = match kind {
        b's' | b'p' => {
            if !is_bytes(x) && x.downcast::<PyByteArray>().is_none() {
                let text = format!("argument for '{}' must be a bytes object", kind as char);
                return Err(error(vm, text));
            }
            with_bytes(x, |bytes| pack_bytes(kind, bytes, slot));
            Ok(())
        }
        b'c' => {
            let byte = if is_bytes(x) {
                with_bytes(x, |b| if let [byte] = b { Some(*byte) } else { None })
            } else {
                None
            };
            let Some(byte) = byte else {
                return Err(error(vm, "char format requires a bytes object of length 1"));
            };
            slot.fill(byte);
            Ok(())
        }
        b'?' => {
            slot.fill(vm.is_true(x)? as u8);
            Ok(())
        }
        b'e' | b'f' | b'd' => match crate::builtins::float::methods::as_real(vm, x) {
            Ok(value) => format.pack_float(kind, value, slot),
            Err(_) => return Err(error(vm, "required argument is not a float")),
        },
        b'F' | b'D' => match to_complex(vm, x) {
            Ok(z) => format.pack_complex(kind, z.re, z.im, slot),
            Err(_) => return Err(error(vm, "required argument is not a complex")),
        },
        _ => {
            let i = if x.as_int().is_some() {
                x.clone()
            } else if x.ty().slots().index.is_some() {
                vm.index(x)?
            } else {
                return Err(error(vm, "required argument is not an integer"));
            };
            match i.as_int() {
                Some(value) => format.pack_int(kind, &value, slot),
                None => return Err(error(vm, "required argument is not an integer")),
            }
        }
    };
    packed.map_err(|e| refused(vm, e))
}

/// The bytes of these values; `what` names the function in errors.
pub(super) fn pack(vm: &Vm, format: &Format, what: &str, given: &[Ref]) -> PyResult<Vec<u8>> {
    if given.len() != format.items {
        let (want, got) = (format.items, given.len());
        return Err(error(
            vm,
            format!("{what} expected {want} items for packing (got {got})"),
        ));
    }
    let mut out = Vec::new();
    if out.try_reserve_exact(format.size).is_err() {
        return Err(vm.memory_error());
    }
    out.resize(format.size, 0);
    for (field, x) in format.fields().zip(given) {
        let slot = &mut out[field.offset..field.offset + field.size];
        pack_value(vm, format, field, x, slot)?;
    }
    Ok(out)
}

/// Packs into a buffer; `given` are the buffer, the offset and the values.
pub(super) fn pack_into(vm: &Vm, format: &Format, given: &[Ref]) -> PyResult {
    let [buffer, offset, given @ ..] = given else {
        let what = if given.is_empty() { "buffer" } else { "offset" };
        return Err(error(vm, format!("pack_into expected {what} argument")));
    };
    if given.len() != format.items {
        let (want, got) = (format.items, given.len());
        let text = format!("pack_into expected {want} items for packing (got {got})");
        return Err(error(vm, text));
    }
    let buffer = vm.writable_buffer(buffer, "argument")?;
    let len = buffer.len as i64;
    let mut offset = vm.index_i64(offset)?;
    let size = format.size as i64;
    if offset < 0 {
        if offset + size > 0 {
            let text = format!("no space to pack {size} bytes at offset {offset}");
            return Err(error(vm, text));
        }
        if offset + len < 0 {
            let text = format!("offset {offset} out of range for {len}-byte buffer");
            return Err(error(vm, text));
        }
        offset += len;
    }
    if len - offset < size {
        let least = offset.saturating_add(size);
        let text = format!(
            "pack_into requires a buffer of at least {least} bytes for packing {size} bytes at offset {offset} (actual buffer size is {len})"
        );
        return Err(error(vm, text));
    }
    let bytes = pack(vm, format, "pack_into", given)?;
    buffer.write(offset as usize, &bytes);
    Ok(Ref::none())
}

/// The values in `bytes`, which are as long as the format's.
pub(super) fn decode(vm: &Vm, format: &Format, bytes: &[u8]) -> Ref {
    let mut values = Vec::with_capacity(format.items);
    for field in format.fields() {
        let slot = &bytes[field.offset..field.offset + field.size];
        values.push(match field.kind {
            b's' | b'p' => vm.new_bytes(unpack_bytes(field.kind, slot).to_vec()),
            b'c' => vm.new_bytes(slot.to_vec()),
            b'?' => Ref::bool(slot.iter().any(|b| *b != 0)),
            b'e' | b'f' | b'd' => vm.float(format.unpack_float(field.kind, slot)),
            b'F' | b'D' => {
                let (real, imag) = format.unpack_complex(field.kind, slot);
                vm.complex(real, imag)
            }
            _ => match format.unpack_int(field.kind, slot) {
                Int::Small(i) => vm.int(i),
                big => vm.int_from(big),
            },
        });
    }
    vm.new_tuple(values)
}

/// The values in a buffer of exactly the format's size.
pub(super) fn unpack(vm: &Vm, format: &Format, buffer: &Ref) -> PyResult {
    let buffer = vm.simple_buffer(buffer)?;
    let size = format.size;
    if buffer.len != size {
        return Err(error(
            vm,
            format!("unpack requires a buffer of {size} bytes"),
        ));
    }
    let values = buffer.view(|bytes| decode(vm, format, bytes));
    values.ok_or_else(|| error(vm, format!("unpack requires a buffer of {size} bytes")))
}

/// The values from `offset` on.
pub(super) fn unpack_from(
    vm: &Vm,
    format: &Format,
    buffer: &Ref,
    offset: Option<&Ref>,
) -> PyResult {
    let buffer = vm.simple_buffer(buffer)?;
    let len = buffer.len as i64;
    let size = format.size as i64;
    let mut offset = offset.map_or(Ok(0), |o| vm.index_i64(o))?;
    if offset < 0 {
        if offset + size > 0 {
            let text = format!("not enough data to unpack {size} bytes at offset {offset}");
            return Err(error(vm, text));
        }
        if offset + len < 0 {
            let text = format!("offset {offset} out of range for {len}-byte buffer");
            return Err(error(vm, text));
        }
        offset += len;
    }
    if len - offset < size {
        let least = offset.saturating_add(size);
        let text = format!(
            "unpack_from requires a buffer of at least {least} bytes for unpacking {size} bytes at offset {offset} (actual buffer size is {len})"
        );
        return Err(error(vm, text));
    }
    let mut bytes = vec![0; format.size];
    buffer.read(offset as usize, &mut bytes);
    Ok(decode(vm, format, &bytes))
}
