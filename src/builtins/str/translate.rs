//! `str.translate` and `str.maketrans`.
//!
//! Invariant: the table is asked through `table[code]`, and a LookupError means "keep".
//! Next file to read: `format.rs`.

use super::layout::{self, Translation};
use super::slots::text;
use super::storage::StrBuf;
use crate::builtins::dict::PyDict;
use crate::builtins::exceptions as exc;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

pub(super) fn str_translate(vm: &Vm, args: &[Ref]) -> PyResult {
    let table = &args[1];
    let out = layout::translate(text(&args[0]).view(), |code| {
        let key = vm.int(code.into());
        let found = match table.downcast_exact::<PyDict>() {
            Some(d) => d.get(vm, &key)?,
            None => match vm.get_item(table, &key) {
                Err(e) if e.matches(&exc::LOOKUP_ERROR) => None,
                r => Some(r?),
            },
        };
        found.map_or(Ok(Translation::Keep), |v| translation(vm, &v))
    })?;
    Ok(vm.str_from_buf(out))
}

/// What a table's entry stands for.
fn translation(vm: &Vm, v: &Ref) -> PyResult<Translation> {
    if v.is_none() {
        return Ok(Translation::Delete);
    }
    if let Some(s) = v.as_str() {
        return Ok(Translation::Text(StrBuf::from_view(s.view())));
    }
    let Some(i) = v.as_int() else {
        return Err(vm.type_error("character mapping must return integer, None or str"));
    };
    match i
        .to_i64()
        .and_then(|i| u32::try_from(i).ok())
        .filter(|&code| code < 0x11_0000)
    {
        Some(code) => Ok(Translation::Code(code)),
        None => Err(vm.value_error("character mapping must be in range(0x110000)")),
    }
}

pub(super) fn str_maketrans(vm: &Vm, args: &[Ref]) -> PyResult {
    let table = vm.new_dict();
    let set = |code: u32, value: Ref| vm.set_item(&table, &vm.int(code.into()), &value);
    let (x, y, z) = (&args[0], args[1].opt(), args[2].opt());
    let Some(y) = y else {
        if !x.is_exactly(&crate::builtins::dict::DICT) {
            return Err(
                vm.type_error("if you give only one argument to maketrans it must be a dict")
            );
        }
        let pairs = x
            .downcast::<PyDict>()
            .map(PyDict::pairs)
            .unwrap_or_default();
        for (key, value) in pairs {
            match key.as_str() {
                Some(s) if s.len() == 1 => set(s.view().get(0), value)?,
                Some(_) => {
                    return Err(vm.value_error("string keys in translatetable must be of length 1"));
                }
                None if key.as_int().is_some() => vm.set_item(&table, &key, &value)?,
                None => {
                    return Err(vm.type_error("keys in translate table mustbe strings or integers"));
                }
            }
        }
        return Ok(table);
    };
    let y = vm.expect_str(y, "maketrans() argument 2")?;
    let z = z
        .map(|z| vm.expect_str(z, "maketrans() argument 3"))
        .transpose()?;
    let Some(x) = x.as_str() else {
        let text = "first maketrans argument must be a string if there is a second argument";
        return Err(vm.type_error(text));
    };
    if x.len() != y.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in x.view().iter().zip(y.view().iter()) {
        set(from, vm.int(to.into()))?;
    }
    for code in z.into_iter().flat_map(|z| z.view().iter()) {
        set(code, Ref::none())?;
    }
    Ok(table)
}
