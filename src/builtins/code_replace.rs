//! `code.replace(...)`: a copy of a code object with some fields changed.
//!
//! Fields that would change what the instructions mean (`co_code`, `co_stacksize` and the like)
//! are accepted only with their present value.
//!
//! Invariant: the copy shares no instruction words with the original.
//! Next file to read: `code.rs`.

use super::code::{CODE, PyCode, Words};
use super::dict::PyDict;
use super::tuple::{self, TUPLE};
use crate::bytecode::code::{Code, Local, flags};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::word::Word;
use std::sync::Arc;

fn wrong(vm: &Vm, name: &str, wanted: &str, got: &Ref) -> Exc {
    vm.type_error(format!(
        "replace() argument '{name}' must be {wanted}, not {}",
        got.ty().name()
    ))
}

/// Flags that say nothing about what the instructions do.
const HARMLESS_FLAGS: u32 = flags::NESTED
    | flags::ITERABLE_COROUTINE
    | flags::HAS_DOCSTRING
    | flags::METHOD
    | flags::FUTURE_MASK;

/// Whether instructions made for the constant `old` can use `new`: they count on the parts of
/// tuples, on what functions are made from, and on conditions being bools.
fn can_stand_for(new: &Ref, old: &Ref) -> bool {
    if let Some(old) = old.downcast_exact::<PyCode>() {
        let frees = |c: &PyCode| (c.code.free_count(), c.flags & !HARMLESS_FLAGS);
        return new
            .downcast_exact::<PyCode>()
            .is_some_and(|new| frees(new) == frees(old));
    }
    if old.is_exactly(&TUPLE) {
        let items = tuple::items(old);
        return new.is_exactly(&TUPLE)
            && tuple::items(new).len() == items.len()
            && items
                .iter()
                .zip(tuple::items(new))
                .all(|(old, new)| old.as_str().is_some() == new.as_str().is_some());
    }
    !(old.is_true() || old.is_false()) || new.is_true() || new.is_false()
}

fn text(vm: &Vm, name: &str, value: &Ref) -> PyResult<Arc<str>> {
    if value.as_str().is_none() {
        return Err(wrong(vm, name, "str", value));
    }
    Ok(vm.str_lossy(value).into())
}

fn copy_of(code: &Code) -> Code {
    Code {
        words: code.words.clone(),
        constants: code.constants.clone(),
        names: code.names.clone(),
        locals: code
            .locals
            .iter()
            .map(|l| Local {
                name: l.name.clone(),
                kind: l.kind,
            })
            .collect(),
        argcount: code.argcount,
        posonlyargcount: code.posonlyargcount,
        kwonlyargcount: code.kwonlyargcount,
        flags: code.flags,
        name: code.name.clone(),
        qualname: code.qualname.clone(),
        filename: code.filename.clone(),
        first_line: code.first_line,
        locations: code.locations.clone(),
        handlers: code.handlers.clone(),
        stack_size: code.stack_size,
        loop_headers: code.loop_headers.clone(),
    }
}

pub(super) fn code_replace(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(old) = args[0].downcast::<PyCode>() else {
        return Ok(args[0].clone());
    };
    let changes = args[1]
        .downcast::<PyDict>()
        .map(PyDict::pairs)
        .unwrap_or_default();
    let mut plain = copy_of(&old.code);
    let mut constants = old.constants.clone();
    for (key, value) in &changes {
        let name = vm.str_lossy(key);
        match name.as_str() {
            "co_name" => plain.name = text(vm, &name, value)?,
            "co_qualname" => plain.qualname = text(vm, &name, value)?,
            "co_filename" => plain.filename = text(vm, &name, value)?,
            "co_firstlineno" => {
                let line = vm.index_i64(value)?;
                plain.first_line = u32::try_from(line)
                    .map_err(|_| vm.value_error("code: co_firstlineno must not be negative"))?;
            }
            "co_flags" => {
                let bits = vm.index_i64(value)?;
                let bits = u32::try_from(bits)
                    .map_err(|_| vm.value_error("code: co_flags is out of range"))?;
                if (bits ^ plain.flags) & !HARMLESS_FLAGS != 0 {
                    return Err(vm.value_error("code: co_flags don't fit the instructions"));
                }
                plain.flags = bits;
            }
            "co_consts" => {
                if !value.is_instance(&TUPLE) {
                    return Err(wrong(vm, &name, "tuple", value));
                }
                if tuple::items(value).len() < constants.len() {
                    return Err(vm.value_error("code: co_consts is too small"));
                }
                let fits = |(old, new): (&Ref, &Ref)| can_stand_for(new, old);
                if !constants.iter().zip(tuple::items(value)).all(fits) {
                    return Err(vm.value_error("code: co_consts don't fit the instructions"));
                }
                constants = tuple::items(value).to_vec().into_boxed_slice();
            }
            _ => keep_same(vm, &args[0], key, &name, value)?,
        }
    }
    let (name, qualname, filename) = (
        vm.intern_str(&plain.name),
        vm.intern_str(&plain.qualname),
        vm.new_str(&plain.filename),
    );
    let words = crate::vm::link::fresh_words(&plain)
        .ok_or_else(|| vm.system_error("too many locals".to_string()))?;
    Ok(vm.alloc(PyCode {
        header: Header::new(&CODE),
        words: Words::new(&words),
        constants,
        names: old.names.clone(),
        local_names: old.local_names.clone(),
        local_count: old.local_count,
        stack_size: old.stack_size,
        arg_count: old.arg_count,
        kwonly_count: old.kwonly_count,
        flags: plain.flags,
        param_count: old.param_count,
        simple_args: old.simple_args,
        entries: Word::new(0),
        code: Arc::new(plain),
        name,
        qualname,
        filename,
    }))
}

/// Accepts a field that can't be changed if it is given its present value.
fn keep_same(vm: &Vm, code: &Ref, key: &Ref, name: &str, value: &Ref) -> PyResult<()> {
    if !name.starts_with("co_")
        || matches!(
            name,
            "co_lines" | "co_positions" | "co_branches" | "co_lnotab"
        )
    {
        return Err(vm.type_error(format!(
            "replace() got an unexpected keyword argument '{name}'"
        )));
    }
    let now = vm.get_attr_opt(code, key)?;
    match now {
        Some(now) if vm.equal(&now, value)? => Ok(()),
        Some(_) => Err(vm.value_error(format!("code: {name} can't be changed"))),
        None => Err(vm.type_error(format!(
            "replace() got an unexpected keyword argument '{name}'"
        ))),
    }
}
