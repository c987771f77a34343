//! Arguments that the methods of text, bytes and sequences share: bounds, sizes, slices.
//!
//! Invariant: ints too large for a bound are clamped, which changes no result; ints too large for a
//! size are an OverflowError.
//! Next file to read: `slots.rs`.

use super::object::PyStr;
use crate::builtins::format_spec::layout;
use crate::builtins::slice::PySlice;
use crate::builtins::slice::indices::{self, Indices};
use crate::objects::args::{Args, Callee, Signature, bind};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// Binds the arguments of a class's `__new__` or `__init__` to `N` parameters; those not given are NULL.
pub fn bind_class_args<const N: usize>(
    vm: &Vm,
    class: &str,
    signature: &'static str,
    args: Args,
) -> PyResult<[Ref; N]> {
    let mut slots = [const { Ref::NULL }; N];
    if args.kwnames.is_empty() && args.values.len() <= N {
        slots
            .iter_mut()
            .zip(args.values)
            .for_each(|(slot, value)| *slot = value.clone());
        return Ok(slots);
    }
    let signature = Signature::parse(signature);
    let callee = Callee {
        name: class,
        qualname: class,
        has_self: false,
    };
    bind(vm, &signature, callee, args, &mut slots)?;
    Ok(slots)
}

/// An int clamped to `i64`.
fn clamped(vm: &Vm, x: &Ref) -> PyResult<i64> {
    if x.value().is_small_int() {
        return Ok(x.value().as_small_int());
    }
    let i = vm.index(x)?;
    let Some(i) = i.as_int() else { return Ok(0) };
    Ok(i.to_i64()
        .unwrap_or(if i.is_negative() { i64::MIN } else { i64::MAX }))
}

/// One bound of a slice: `None` when it is `None` or was not given.
pub fn slice_bound(vm: &Vm, x: &Ref) -> PyResult<Option<i64>> {
    if x.is_null() || x.is_none() {
        return Ok(None);
    }
    if x.ty().slots().index.is_none() {
        let text = "slice indices must be integers or None or have an __index__ method";
        return Err(vm.type_error(text));
    }
    clamped(vm, x).map(Some)
}

/// The `start` and `end` of a search method.
pub fn search_bounds(vm: &Vm, start: &Ref, end: &Ref) -> PyResult<(i64, i64)> {
    let start = slice_bound(vm, start)?.unwrap_or(0);
    Ok((start, slice_bound(vm, end)?.unwrap_or(i64::MAX)))
}

/// The indices a slice object selects from a sequence.
pub fn slice_indices(vm: &Vm, slice: &PySlice, len: usize) -> PyResult<Indices> {
    let step = slice_bound(vm, &slice.step)?;
    if step == Some(0) {
        return Err(vm.value_error(indices::ZERO_STEP));
    }
    let start = slice_bound(vm, &slice.start)?;
    let stop = slice_bound(vm, &slice.stop)?;
    indices::resolve(start, stop, step, len).map_err(|f| vm.fault(f))
}

/// A size or count: any int that fits a machine word; `default` when not given.
pub fn ssize(vm: &Vm, x: &Ref, default: isize) -> PyResult<isize> {
    if x.is_null() {
        return Ok(default);
    }
    if x.value().is_small_int() {
        return Ok(x.value().as_small_int() as isize);
    }
    let i = vm.index(x)?;
    let fits = i.as_i64().map(|i| i as isize);
    fits.ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

/// An argument that CPython keeps in a C int; `default` when not given.
pub fn c_int(vm: &Vm, x: &Ref, default: i32) -> PyResult<i32> {
    if x.is_null() {
        return Ok(default);
    }
    let i = vm.index(x)?;
    let fits = i.as_i64().and_then(|i| i32::try_from(i).ok());
    fits.ok_or_else(|| vm.overflow_error("Python int too large to convert to C int"))
}

/// A width: negative ones count as 0, and there must be memory for so many units.
pub fn width(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let width = ssize(vm, x, 0)?.max(0) as usize;
    room_for(vm, width)?;
    Ok(width)
}

/// MemoryError unless there is memory for so many units.
pub fn room_for(vm: &Vm, units: usize) -> PyResult<()> {
    layout::room_for(units).map_err(|f| vm.fault(f))
}

/// An optional `bool` argument.
pub fn flag(vm: &Vm, x: &Ref, default: bool) -> PyResult<bool> {
    x.opt().map_or(Ok(default), |x| vm.is_true(x))
}

/// An optional `str` argument such as an encoding's name; `what` is as in `decode() argument 'errors'`.
pub fn optional_text(vm: &Vm, x: &Ref, what: &str) -> PyResult<Option<String>> {
    let Some(x) = x.opt() else { return Ok(None) };
    let text: &PyStr = vm.expect_str(x, what)?;
    let text = text.view();
    if text.iter().any(|code| code == 0) {
        return Err(vm.value_error("embedded null character"));
    }
    match text.to_utf8() {
        Ok(text) => Ok(Some(text)),
        Err(at) => Err(vm.unicode_encode_error("utf-8", x, at, at + 1, "surrogates not allowed")),
    }
}

/// The number of copies of `unit` code units that `times` asks for, checked to fit in memory.
pub fn repeat_count(vm: &Vm, len: usize, times: isize, what: &str) -> PyResult<usize> {
    let times = times.max(0) as usize;
    match len.checked_mul(times).filter(|&n| n <= isize::MAX as usize) {
        None if what.is_empty() => Err(vm.memory_error()),
        None => Err(vm.overflow_error(what)),
        Some(total) => room_for(vm, total).map(|()| times),
    }
}
