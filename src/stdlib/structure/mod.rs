//! `_struct`: the module's functions; each looks its format up among those used lately.
//!
//! Invariant: a cached format never changes.
//! Next file to read: `values.rs`, then `object.rs`.

pub mod object;
mod values;

use super::modules::ModuleDef;
use super::struct_pack::Format;
use crate::builtins::exceptions::{self as exc, PyException};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use std::collections::HashMap;
use std::sync::Arc;

/// The module `_struct`.
pub static STRUCT: ModuleDef = ModuleDef {
    name: "_struct",
    doc: "Functions to convert between Python values and C structs, represented as bytes objects.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

static ERROR_DEF: TypeDef = TypeDef {
    module: "struct",
    base: Some(&exc::EXCEPTION),
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("error")
};
/// `struct.error`.
pub static ERROR: Type = Type::builtin(&ERROR_DEF);

#[rustfmt::skip]
static FUNCTIONS: &[MethodDef] = &[
    function("_clearcache", clear_cache, "", "Clear the internal cache."),
    function("calcsize", struct_calcsize, "format, /", "Return size in bytes of the struct described by the format string."),
    function("iter_unpack", struct_iter_unpack, "format, buffer, /", "Return an iterator yielding tuples unpacked from the given bytes."),
    function("pack", struct_pack, "*args", "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object with the values packed as the format says."),
    function("pack_into", struct_pack_into, "*args", "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values as the format says, and write the bytes into the buffer from offset on."),
    function("unpack", struct_unpack, "format, buffer, /", "Return a tuple containing values unpacked according to the format string."),
    function("unpack_from", struct_unpack_from, "format, /, buffer, offset=0", "Return a tuple containing values unpacked according to the format string."),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    ERROR.ready(vm);
    object::UNPACK_ITERATOR.ready(vm);
    vm.dict_set(dict, "error", ERROR.to_ref())?;
    super::add_type(vm, dict, &object::STRUCT)
}

fn error(vm: &Vm, text: impl Into<String>) -> Exc {
    vm.error(&ERROR, text)
}

/// Formats by their text.
#[derive(Default)]
struct Cache(Locked<HashMap<Vec<u8>, Arc<Format>>>);

/// Most formats kept.
const MOST: usize = 100;

fn clear_cache(vm: &Vm, _: &[Ref]) -> PyResult {
    drop(vm.interp.state::<Cache>().0.take());
    Ok(Ref::none())
}

/// The text of a format argument.
fn format_text(vm: &Vm, x: &Ref) -> PyResult<Vec<u8>> {
    if let Some(s) = x.as_str() {
        return match s.as_ascii() {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => {
                let encode = [vm.new_str("ascii")];
                let bytes = vm.call_method_str(x, "encode", &encode)?;
                vm.bytes_of(&bytes)
            }
        };
    }
    if x.is_instance(&crate::builtins::bytes::BYTES) {
        return vm.bytes_of(x);
    }
    let got = x.ty().name();
    Err(vm.type_error(format!(
        "Struct() argument 1 must be a str or bytes object, not {got}"
    )))
}

/// The format an argument describes.
fn format_of(vm: &Vm, x: &Ref) -> PyResult<Arc<Format>> {
    if let Some(s) = x.downcast_exact::<object::PyStruct>() {
        return s.format(vm);
    }
    let cache = &vm.interp.state::<Cache>().0;
    let ascii = x.as_str().and_then(|s| s.as_ascii());
    if let Some(text) = ascii
        && let Some(known) = cache.with(|c| c.get(text.as_bytes()).cloned())
    {
        return Ok(known);
    }
    let text = format_text(vm, x)?;
    let format = Arc::new(Format::parse(&text).map_err(|e| values::refused(vm, e))?);
    let old = cache.with(|c| {
        let full = c.len() >= MOST;
        let old = if full { Some(std::mem::take(c)) } else { None };
        c.insert(text, format.clone());
        old
    });
    drop(old);
    Ok(format)
}

fn struct_calcsize(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(format_of(vm, &args[0])?.size as u64))
}

fn struct_pack(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = crate::builtins::tuple::items(&args[0]);
    let Some((format, given)) = given.split_first() else {
        return Err(vm.type_error("missing format argument"));
    };
    let format = format_of(vm, format)?;
    values::pack(vm, &format, "pack", given).map(|bytes| vm.new_bytes(bytes))
}

fn struct_pack_into(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = crate::builtins::tuple::items(&args[0]);
    let Some((format, given)) = given.split_first() else {
        return Err(vm.type_error("missing format argument"));
    };
    let format = format_of(vm, format)?;
    values::pack_into(vm, &format, given)
}

fn struct_unpack(vm: &Vm, args: &[Ref]) -> PyResult {
    let format = format_of(vm, &args[0])?;
    values::unpack(vm, &format, &args[1])
}

fn struct_unpack_from(vm: &Vm, args: &[Ref]) -> PyResult {
    let format = format_of(vm, &args[0])?;
    values::unpack_from(vm, &format, &args[1], args[2].opt())
}

fn struct_iter_unpack(vm: &Vm, args: &[Ref]) -> PyResult {
    let format = format_of(vm, &args[0])?;
    object::new_unpack_iterator(vm, format, &args[1])
}
