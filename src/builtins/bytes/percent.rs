//! `bytes % values`.
//!
//! Invariant: everything is done over Latin-1 text: a character is a byte.
//! Next file to read: `../bytearray/mod.rs`.

use super::byteslike::{is_bytearray, new_like, own_bytes};
use super::object::PyBytes;
use crate::builtins::percent::values::{Failure, Values, push_int, to_float};
use crate::builtins::percent::{Conversion, PercentArguments, format_percent};
use crate::builtins::str::storage::{StrBuf, StrView};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The `modulo` slot of `bytes` and `bytearray`.
pub(crate) fn bytes_modulo(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if x.downcast::<PyBytes>().is_none() && !is_bytearray(x) {
        return Ok(Ref::not_implemented());
    }
    let format = own_bytes(x);
    let is_text =
        |v: &Ref| v.as_str().is_some() || v.downcast::<PyBytes>().is_some() || is_bytearray(v);
    let mut arguments = Arguments(Values::new(vm, y, is_text));
    let mut out = StrBuf::with_capacity(format.len() + 16);
    format_percent(StrView::from_latin1(&format), &mut arguments, &mut out)
        .map_err(|f| f.into_exception(vm))?;
    arguments.0.check_all_used("bytes")?;
    Ok(new_like(vm, x, into_bytes(out)))
}

/// The bytes of text that holds none but Latin-1 characters.
fn into_bytes(text: StrBuf) -> Vec<u8> {
    match text {
        StrBuf::Ascii(bytes) | StrBuf::Latin1(bytes) => bytes,
        wide => wide.view().iter().map(|code| code as u8).collect(),
    }
}

struct Arguments<'a>(Values<'a>);

impl PercentArguments for Arguments<'_> {
    type Error = Failure;

    fn select(&mut self, key: StrView) -> Result<(), Failure> {
        let key = self
            .0
            .vm
            .new_bytes(key.iter().map(|code| code as u8).collect());
        Ok(self.0.select(&key)?)
    }

    fn star(&mut self) -> Result<i64, Failure> {
        Ok(self.0.star()?)
    }

    fn convert(&mut self, conversion: &Conversion, out: &mut StrBuf) -> Result<(), Failure> {
        let vm = self.0.vm;
        let value = self.0.take()?;
        match conversion.kind_byte() {
            b's' | b'b' => {
                let bytes = bytes_of_value(vm, &value)?;
                conversion.push_text(StrView::from_latin1(&bytes), out)?;
            }
            b'r' | b'a' => {
                let shown = vm.ascii(&value)?;
                if let Some(s) = shown.as_str() {
                    conversion.push_text(s.view(), out)?;
                }
            }
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => push_int(vm, conversion, &value, out)?,
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let number = to_float(vm, &value, |got| {
                    format!("float argument required, not {got}")
                })?;
                conversion.push_float(number, out)?;
            }
            b'c' => {
                let byte = single_byte(vm, &value)?;
                conversion.push_padded(StrView::from_latin1(&[byte]), out)?;
            }
            _ => return Err(conversion.unsupported().into()),
        }
        Ok(())
    }
}

fn bytes_of_value(vm: &Vm, value: &Ref) -> PyResult<Vec<u8>> {
    if let Some(b) = value.downcast::<PyBytes>() {
        return Ok(b.as_slice().to_vec());
    }
    if is_bytearray(value) {
        return Ok(own_bytes(value).into_owned());
    }
    if let Some(made) = vm.call_special(value, &vm.names().__bytes__, &[])? {
        return match made.downcast::<PyBytes>() {
            Some(b) => Ok(b.as_slice().to_vec()),
            None => {
                let got = made.ty().name();
                Err(vm.type_error(format!("__bytes__ returned non-bytes (type {got})")))
            }
        };
    }
    match vm.buffer_opt(value)? {
        Some(buffer) => Ok(buffer.to_vec()),
        None => {
            let got = value.ty().name();
            Err(vm.type_error(format!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{got}'"
            )))
        }
    }
}

fn single_byte(vm: &Vm, value: &Ref) -> PyResult<u8> {
    if value.downcast::<PyBytes>().is_some() || is_bytearray(value) {
        let bytes = own_bytes(value);
        return match *bytes {
            [byte] => Ok(byte),
            _ => {
                let (class, n) = (super::byteslike::kind_name(value), bytes.len());
                let article = if class == "bytes" {
                    "a bytes object"
                } else {
                    "a bytearray object"
                };
                Err(vm.type_error(format!(
                    "%c requires an integer in range(256) or a single byte, not {article} of length {n}"
                )))
            }
        };
    }
    if value.ty().slots().index.is_none() {
        let got = value.ty().name();
        return Err(vm.type_error(format!(
            "%c requires an integer in range(256) or a single byte, not {got}"
        )));
    }
    let code = vm.index(value)?;
    let byte = code.as_i64().and_then(|i| u8::try_from(i).ok());
    byte.ok_or_else(|| vm.overflow_error("%c arg not in range(256)"))
}
