//! Counting the arguments of constructors, which take them as they come.
//!
//! Methods need none of this: their signatures are bound by `objects/args.rs`.
//! Invariant: the texts are those of CPython's `_PyArg_CheckPositional` and `_PyArg_NoKeywords`.
//! Next file to read: `sequence.rs`.

use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// An error if any argument was given by name.
pub fn no_keywords(vm: &Vm, name: &str, args: Args) -> PyResult<()> {
    if args.kwnames.is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{name}() takes no keyword arguments")))
}

/// The positional arguments if there are between `min` and `max` of them.
pub fn between<'a>(
    vm: &Vm,
    name: &str,
    args: Args<'a>,
    min: usize,
    max: usize,
) -> PyResult<&'a [Ref]> {
    let given = args.pos();
    let n = given.len();
    if n >= min && n <= max {
        return Ok(given);
    }
    let (word, bound) = if min == max {
        ("", min)
    } else if n < min {
        ("at least ", min)
    } else {
        ("at most ", max)
    };
    let s = if bound == 1 { "" } else { "s" };
    Err(vm.type_error(format!(
        "{name} expected {word}{bound} argument{s}, got {n}"
    )))
}

/// The positional arguments of a constructor without keywords.
pub fn positional<'a>(
    vm: &Vm,
    name: &str,
    args: Args<'a>,
    min: usize,
    max: usize,
) -> PyResult<&'a [Ref]> {
    no_keywords(vm, name, args)?;
    between(vm, name, args, min, max)
}

/// An argument as a machine-sized int, as CPython's `n` format converts it.
pub fn ssize(vm: &Vm, x: &Ref) -> PyResult<isize> {
    let i = vm.index(x)?;
    i.as_i64()
        .map(|i| i as isize)
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

/// A position for `index(value, start, stop)`: any int, the far ones cut to the machine's range.
pub fn position(vm: &Vm, x: &Ref, default: i64) -> PyResult<i64> {
    let Some(x) = x.opt() else { return Ok(default) };
    if x.ty().slots().index.is_none() {
        return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
    }
    clamped(vm, x)
}

/// An int argument cut to what fits a machine word.
pub fn clamped(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let i = vm.index(x)?;
    let Some(value) = i.as_int() else {
        return Ok(0);
    };
    Ok(value.to_i64().unwrap_or(if value.is_negative() {
        i64::MIN
    } else {
        i64::MAX
    }))
}
