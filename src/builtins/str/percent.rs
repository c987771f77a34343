//! `text % values`.
//!
//! Next file to read: `../bytes/percent.rs`.

use super::object::PyStr;
use super::slots::text;
use super::storage::{StrBuf, StrView};
use crate::builtins::percent::values::{Failure, Values, push_int, to_float};
use crate::builtins::percent::{Conversion, PercentArguments, format_percent};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The `modulo` slot of `str`.
pub(super) fn str_modulo(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if x.as_str().is_none() {
        return Ok(Ref::not_implemented());
    }
    let format = text(x).view();
    let mut out = StrBuf::with_capacity(format.len() + 16);
    let mut arguments = Arguments(Values::new(vm, y, |v| v.as_str().is_some()));
    format_percent(format, &mut arguments, &mut out).map_err(|f| f.into_exception(vm))?;
    arguments.0.check_all_used("string")?;
    if !format.iter().any(|code| code == u32::from(b'%')) {
        return Ok(x.clone());
    }
    Ok(vm.str_from_buf(out))
}

struct Arguments<'a>(Values<'a>);

impl PercentArguments for Arguments<'_> {
    type Error = Failure;

    fn select(&mut self, key: StrView) -> Result<(), Failure> {
        let key = self.0.vm.str_from_view(key);
        Ok(self.0.select(&key)?)
    }

    fn star(&mut self) -> Result<i64, Failure> {
        Ok(self.0.star()?)
    }

    fn convert(&mut self, conversion: &Conversion, out: &mut StrBuf) -> Result<(), Failure> {
        let vm = self.0.vm;
        let value = self.0.take()?;
        let shown = match conversion.kind_byte() {
            b's' => vm.str(&value)?,
            b'r' => vm.repr(&value)?,
            b'a' => vm.ascii(&value)?,
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => {
                return push_int(vm, conversion, &value, out);
            }
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let number = to_float(vm, &value, |got| format!("must be real number, not {got}"))?;
                return Ok(conversion.push_float(number, out)?);
            }
            b'c' => return push_character(vm, conversion, &value, out),
            _ => return Err(conversion.unsupported().into()),
        };
        if let Some(s) = shown.as_str() {
            conversion.push_text(s.view(), out)?;
        }
        Ok(())
    }
}

fn push_character(
    vm: &Vm,
    conversion: &Conversion,
    value: &Ref,
    out: &mut StrBuf,
) -> Result<(), Failure> {
    if let Some(s) = value.as_str().map(PyStr::view) {
        if s.len() != 1 {
            let n = s.len();
            let text =
                format!("%c requires an int or a unicode character, not a string of length {n}");
            return Err(vm.type_error(text).into());
        }
        return Ok(conversion.push_padded(s, out)?);
    }
    if value.ty().slots().index.is_none() {
        let got = value.ty().name();
        return Err(vm
            .type_error(format!(
                "%c requires an int or a unicode character, not {got}"
            ))
            .into());
    }
    let code = vm.index(value)?;
    if let Some(code) = code.as_int() {
        conversion.push_character(&code, out)?;
    }
    Ok(())
}
