//! The charmap functions of `_codecs`, over any mapping a script passes.
//!
//! Invariant: a mapping is asked through `mapping[key]`; LookupError and `None` mean "undefined".
//! Next file to read: `../unicodedata/module.rs`.

use super::module::{decoded, encoded, policy};
use super::object::{DecodePolicy, EncodePolicy, Failure};
use super::{charmap, single_byte};
use crate::builtins::dict::PyDict;
use crate::builtins::exceptions as exc;
use crate::builtins::str::storage::StrBuf;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// In a mapping, this code point stands for "undefined".
const NO_ENTRY: i64 = 0xFFFE;

fn look_up(vm: &Vm, mapping: &Ref, key: Ref) -> PyResult<Option<Ref>> {
    let found = match mapping.downcast_exact::<PyDict>() {
        Some(d) => d.get(vm, &key)?,
        None => match vm.get_item(mapping, &key) {
            Err(e) if e.matches(&exc::LOOKUP_ERROR) => None,
            r => Some(r?),
        },
    };
    Ok(found.filter(|v| !v.is_none()))
}

pub(super) fn charmap_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let input = vm.bytes_of(&args[0])?;
    let policy = policy(vm, &args[1], "charmap_decode")?;
    let Some(mapping) = args[2].opt().filter(|m| !m.is_none()) else {
        return decoded(vm, single_byte::decode_latin1(&input), input.len());
    };
    let mut handler = DecodePolicy::new(vm, &policy);
    let made = match mapping.as_str() {
        Some(table) => charmap::decode_with_table(&input, table.view(), &mut handler),
        None => charmap::decode(&input, &mut handler, |byte, out| {
            Ok(map_byte(vm, mapping, byte, out)?)
        }),
    };
    match made {
        Ok(text) => decoded(vm, text, input.len()),
        Err(failure) => Err(handler.exception(failure, &input)),
    }
}

fn map_byte(vm: &Vm, mapping: &Ref, byte: u8, out: &mut StrBuf) -> PyResult<bool> {
    let Some(v) = look_up(vm, mapping, vm.int(byte.into()))? else {
        return Ok(false);
    };
    if let Some(text) = v.as_str() {
        let undefined = text.len() == 1 && i64::from(text.view().get(0)) == NO_ENTRY;
        if !undefined {
            out.push_view(text.view());
        }
        return Ok(!undefined);
    }
    let Some(code) = v.as_int() else {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    };
    match code.to_i64() {
        Some(NO_ENTRY) => Ok(false),
        Some(code @ 0..0x11_0000) => {
            out.push_code(code as u32);
            Ok(true)
        }
        _ => Err(vm.type_error("character mapping must be in range(0x110000)")),
    }
}

pub(super) fn charmap_encode(vm: &Vm, args: &[Ref]) -> PyResult {
    let text = vm.expect_str(&args[0], "charmap_encode() argument 1")?;
    let policy = policy(vm, &args[1], "charmap_encode")?;
    let mut handler = EncodePolicy::new(vm, &policy, &args[0]);
    let made: Result<Vec<u8>, Failure> = match args[2].opt().filter(|m| !m.is_none()) {
        None => single_byte::encode_latin1(text.view(), &mut handler),
        Some(mapping) => charmap::encode(text.view(), &mut handler, |code, out| {
            Ok(map_code(vm, mapping, code, out)?)
        }),
    };
    match made {
        Ok(bytes) => encoded(vm, bytes, text.len()),
        Err(failure) => Err(handler.exception(failure)),
    }
}

fn map_code(vm: &Vm, mapping: &Ref, code: u32, out: &mut Vec<u8>) -> PyResult<bool> {
    let Some(v) = look_up(vm, mapping, vm.int(code.into()))? else {
        return Ok(false);
    };
    if let Some(i) = v.as_int() {
        return match i.to_i64() {
            Some(byte @ 0..256) => {
                out.push(byte as u8);
                Ok(true)
            }
            _ => Err(vm.type_error("character mapping must be in range(256)")),
        };
    }
    match v.downcast::<crate::builtins::bytes::PyBytes>() {
        Some(bytes) => {
            out.extend_from_slice(bytes.as_slice());
            Ok(true)
        }
        None => {
            let got = v.ty().name();
            Err(vm.type_error(format!(
                "character mapping must return integer, bytes or None, not {got}"
            )))
        }
    }
}

/// The reverse of a decoding table, as a dict.
pub(super) fn charmap_build(vm: &Vm, args: &[Ref]) -> PyResult {
    let table = vm.expect_str(&args[0], "charmap_build() argument")?;
    let map = vm.new_dict();
    for (byte, code) in (0..256).zip(table.view().iter()) {
        if i64::from(code) != NO_ENTRY {
            vm.set_item(&map, &vm.int(code.into()), &vm.int(byte))?;
        }
    }
    Ok(map)
}
