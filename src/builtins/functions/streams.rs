//! `print`, `input` and `open`.
//!
//! Invariant: output goes through the `write` method of whatever `sys.stdout` is at that moment,
//! one call for each piece, so that a script's own stream sees what CPython would show it.
//! Next file to read: `../../stdlib/io/mod.rs`.

use crate::builtins::tuple;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::io::text;

fn sys_attribute(vm: &Vm, name: &str) -> Option<Ref> {
    vm.dict_get(&vm.known().sys, name)
}

/// A separator: `None` for the usual one.
fn separator<'a>(vm: &Vm, value: &'a Ref, name: &str) -> PyResult<Option<&'a Ref>> {
    match value.opt() {
        None => Ok(None),
        Some(v) if v.is_none() => Ok(None),
        Some(v) if v.as_str().is_some() => Ok(Some(v)),
        Some(v) => Err(vm.type_error(format!(
            "{name} must be None or a string, not {}",
            v.ty().name()
        ))),
    }
}

/// `print()`; the slots are: sep, end, file, flush, values.
pub(super) fn builtins_print(vm: &Vm, args: &[Ref]) -> PyResult {
    let sep = separator(vm, &args[0], "sep")?;
    let end = separator(vm, &args[1], "end")?;
    let file = match args[2].opt().filter(|f| !f.is_none()) {
        Some(f) => f.clone(),
        None => match sys_attribute(vm, "stdout") {
            Some(f) if f.is_none() => return Ok(Ref::none()),
            Some(f) => f,
            None if crate::stdlib::find("_io").is_none() => {
                return print_natively(vm, args, sep, end);
            }
            None => return Err(vm.runtime_error("lost sys.stdout")),
        },
    };
    let write = match text::writes_plainly(vm, &file) {
        true => None,
        false => Some(vm.get_attr(&file, &vm.names().write)?),
    };
    let write = |piece: &Ref| match &write {
        None => text::write(vm, &file, piece),
        Some(write) => vm.call_one(write, piece).map(drop),
    };
    let space = &vm.known().latin1[b' ' as usize];
    let newline = &vm.known().latin1[b'\n' as usize];
    for (i, x) in tuple::items(&args[4]).iter().enumerate() {
        if i > 0 {
            write(sep.unwrap_or(space))?;
        }
        write(&vm.str(x)?)?;
    }
    write(end.unwrap_or(newline))?;
    if let Some(flush) = args[3].opt()
        && vm.is_true(flush)?
    {
        vm.call_method(&file, &vm.names().flush, &[])?;
    }
    Ok(Ref::none())
}

/// `print()` where there are no streams at all.
fn print_natively(vm: &Vm, args: &[Ref], sep: Option<&Ref>, end: Option<&Ref>) -> PyResult {
    let text = |s: Option<&Ref>, usual: &str| s.map_or(usual.to_string(), |s| vm.str_lossy(s));
    let shown: PyResult<Vec<String>> = tuple::items(&args[4])
        .iter()
        .map(|x| vm.str_text(x))
        .collect();
    let line = shown?.join(&text(sep, " ")) + &text(end, "\n");
    drop(std::io::Write::write_all(
        &mut std::io::stdout(),
        line.as_bytes(),
    ));
    Ok(Ref::none())
}

/// `input()`
pub(super) fn builtins_input(vm: &Vm, args: &[Ref]) -> PyResult {
    let stream = |name: &str| match sys_attribute(vm, name).filter(|s| !s.is_none()) {
        Some(s) => Ok(s),
        None => Err(vm.runtime_error(format!("lost sys.{name}"))),
    };
    let (stdin, stdout, stderr) = (stream("stdin")?, stream("stdout")?, stream("stderr")?);
    let flush = &vm.names().flush;
    // A stream that can't be flushed is no reason not to read.
    drop(vm.call_method(&stderr, flush, &[]));
    if let Some(prompt) = args[0].opt() {
        let text = vm.str(prompt)?;
        vm.call_method(&stdout, &vm.names().write, &[text])?;
    }
    drop(vm.call_method(&stdout, flush, &[]));
    let line = vm.call_method(&stdin, &vm.names().readline, &[])?;
    let Some(s) = line.as_str() else {
        let got = line.ty().name();
        return Err(vm.type_error(format!(
            "object.readline() returned non-string (type {got})"
        )));
    };
    let view = s.view();
    match view.last() {
        None => Err(vm.eof_error("EOF when reading a line")),
        Some(last) if last == u32::from(b'\n') => {
            Ok(vm.str_from_view(view.slice(0, view.len() - 1)))
        }
        Some(_) => Ok(line.clone()),
    }
}

/// `open()`: the work is `_io.open`'s.
pub(super) fn builtins_open(vm: &Vm, args: &[Ref]) -> PyResult {
    let io = crate::vm::import::import_module(vm, "_io")?;
    let open = vm.get_attr(&io, &vm.names().open)?;
    const NAMES: [&str; 7] = [
        "mode",
        "buffering",
        "encoding",
        "errors",
        "newline",
        "closefd",
        "opener",
    ];
    let mut values = vec![args[0].clone()];
    let mut kwnames = Vec::new();
    for (name, value) in NAMES.iter().zip(&args[1..]) {
        if let Some(v) = value.opt() {
            kwnames.push(vm.intern_str(name));
            values.push(v.clone());
        }
    }
    vm.call_args(
        &open,
        Args {
            values: &values,
            kwnames: &kwnames,
        },
    )
}
