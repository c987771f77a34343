//! Instructions that build containers and strings, and unpack them.
//!
//! Invariant: functions named `build_*` that cannot fail take their operands off the stack; those
//! that can leave them to the run loop.
//! Next file to read: `calls.rs`.

use super::{drop_stack, fail, keep, lift, take_stack};
use crate::builtins::dict::PyDict;
use crate::builtins::exceptions::{self as exc, PyException};
use crate::builtins::list::PyList;
use crate::builtins::set::PySet;
use crate::builtins::str::object::PyStr;
use crate::builtins::str::storage::StrView;
use crate::builtins::tuple::PyTuple;
use crate::objects::context::Vm;
use crate::objects::dict::DictTable;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::value::Value;

unsafe fn operand<'a>(sp: *mut Value, n: usize) -> &'a Ref {
    // SAFETY: the caller's operands are on the stack.
    unsafe { &*sp.sub(n).cast::<Ref>() }
}

/// BUILD_TUPLE; takes its operands.
#[inline(never)]
pub(crate) unsafe fn build_tuple(vm: &Vm, sp: *mut Value, count: usize) -> Value {
    // SAFETY: `count` operands are on the stack.
    unsafe { vm.tuple_from_words(sp.sub(count), count) }.into_value()
}

/// BUILD_LIST; takes its operands.
#[inline(never)]
pub(crate) unsafe fn build_list(vm: &Vm, sp: *mut Value, count: usize) -> Value {
    // SAFETY: `count` operands are on the stack.
    vm.new_list(unsafe { take_stack(sp.sub(count), count) })
        .into_value()
}

/// BUILD_SET
#[inline(never)]
pub(crate) unsafe fn build_set(vm: &Vm, sp: *mut Value, count: usize) -> Option<Value> {
    let set = vm.new_set();
    let s = set.downcast::<PySet>()?;
    for i in 0..count {
        // SAFETY: the operands are on the stack.
        let item = unsafe { operand(sp, count - i) };
        keep(vm, s.add(vm, item.clone()))?;
    }
    Some(set.into_value())
}

/// BUILD_MAP
#[inline(never)]
pub(crate) unsafe fn build_map(vm: &Vm, sp: *mut Value, count: usize) -> Option<Value> {
    let dict = vm.new_dict();
    let d = dict.downcast::<PyDict>()?;
    if count > 5 {
        d.table.set(DictTable::with_capacity(count));
    }
    for i in 0..count {
        // SAFETY: the operands are on the stack.
        let (k, v) = unsafe {
            (
                operand(sp, 2 * (count - i)),
                operand(sp, 2 * (count - i) - 1),
            )
        };
        keep(vm, d.insert(vm, k.clone(), v.clone()))?;
    }
    Some(dict.into_value())
}

/// BUILD_STRING
#[inline(never)]
pub(crate) unsafe fn build_string(vm: &Vm, sp: *mut Value, count: usize) -> Option<Value> {
    const FEW: usize = 6;
    // SAFETY: the operands are on the stack.
    let piece = |i: usize| {
        unsafe { operand(sp, count - i) }
            .as_str()
            .map_or(StrView::EMPTY, PyStr::view)
    };
    if count <= FEW {
        let mut pieces = [StrView::EMPTY; FEW];
        pieces[..count]
            .iter_mut()
            .enumerate()
            .for_each(|(i, p)| *p = piece(i));
        return Some(vm.str_from_pieces(&pieces[..count]).into_value());
    }
    let pieces: Vec<StrView> = (0..count).map(piece).collect();
    Some(vm.str_from_pieces(&pieces).into_value())
}

/// BUILD_SLICE; takes its operands.
#[inline(never)]
pub(crate) unsafe fn build_slice(vm: &Vm, sp: *mut Value, count: usize) -> Value {
    // SAFETY: the operands are on the stack.
    let mut parts = unsafe { take_stack(sp.sub(count), count) }.into_iter();
    let mut part = || parts.next().unwrap_or_else(Ref::none);
    let (start, stop, step) = (part(), part(), part());
    vm.new_slice(start, stop, step).into_value()
}

/// BUILD_TEMPLATE
#[inline(never)]
pub(crate) fn build_template(vm: &Vm, strings: &Ref, interpolations: &Ref) -> Option<Value> {
    lift(
        vm,
        crate::builtins::template::new_template(vm, strings, interpolations),
    )
}

/// BUILD_INTERPOLATION
#[inline(never)]
pub(crate) unsafe fn build_interpolation(
    vm: &Vm,
    sp: *mut Value,
    conversion: u8,
    b: usize,
) -> Option<Value> {
    // SAFETY: the operands are on the stack.
    unsafe {
        let n = 2 + (b & 1);
        let spec = if b & 1 != 0 {
            operand(sp, 1).clone()
        } else {
            vm.new_str("")
        };
        let (value, source) = (operand(sp, n), operand(sp, n - 1));
        let conversion = match conversion {
            1 => vm.new_str("s"),
            2 => vm.new_str("r"),
            3 => vm.new_str("a"),
            _ => Ref::none(),
        };
        lift(
            vm,
            crate::builtins::template::new_interpolation(vm, value, source, &conversion, &spec),
        )
    }
}

/// FORMAT_SIMPLE
#[inline(never)]
pub(crate) fn format_simple(vm: &Vm, x: &Ref) -> Option<Value> {
    if x.is_exactly(&crate::builtins::str::STR) {
        return Some(x.clone().into_value());
    }
    if x.value().is_small_int() {
        let i = x.value().as_small_int();
        return Some(crate::builtins::int::small_text(vm, i).into_value());
    }
    lift(vm, vm.format(x, &vm.known().empty_str))
}

/// CONVERT_VALUE
#[inline(never)]
pub(crate) fn convert_value(vm: &Vm, x: &Ref, conversion: usize) -> Option<Value> {
    lift(
        vm,
        match conversion {
            1 => vm.str(x),
            2 => vm.repr(x),
            _ => vm.ascii(x),
        },
    )
}

/// LIST_EXTEND
#[inline(never)]
pub(crate) fn list_extend(vm: &Vm, list: &Ref, iterable: &Ref) -> Option<()> {
    let l = list.downcast::<PyList>()?;
    let ty = iterable.ty();
    if ty.slots().iter.is_none() && !vm.is_sequence(iterable) {
        return fail(
            vm,
            vm.type_error(format!(
                "Value after * must be an iterable, not {}",
                ty.name()
            )),
        );
    }
    keep(vm, crate::builtins::list::extend(vm, l, iterable))
}

/// SET_ADD
#[inline(never)]
pub(crate) fn set_add(vm: &Vm, set: &Ref, item: &Ref) -> Option<()> {
    keep(vm, set.downcast::<PySet>()?.add(vm, item.clone())).map(drop)
}

/// SET_UPDATE
#[inline(never)]
pub(crate) fn set_update(vm: &Vm, set: &Ref, iterable: &Ref) -> Option<()> {
    let s = set.downcast::<PySet>()?;
    keep(vm, s.update(vm, iterable))
}

/// MAP_ADD
#[inline(never)]
pub(crate) fn map_add(vm: &Vm, dict: &Ref, key: &Ref, value: &Ref) -> Option<()> {
    keep(
        vm,
        dict.downcast::<PyDict>()?
            .insert(vm, key.clone(), value.clone()),
    )
    .map(drop)
}

/// DICT_UPDATE
#[inline(never)]
pub(crate) fn dict_update(vm: &Vm, dict: &Ref, mapping: &Ref) -> Option<()> {
    let d = dict.downcast::<PyDict>()?;
    let merged = crate::builtins::dict::merge(vm, d, mapping);
    keep(
        vm,
        merged.map_err(|e| {
            if !e.matches(&exc::ATTRIBUTE_ERROR) {
                return e;
            }
            vm.type_error(format!("'{}' object is not a mapping", mapping.ty().name()))
        }),
    )
}

/// DICT_MERGE
#[inline(never)]
pub(crate) fn dict_merge(vm: &Vm, dict: &Ref, mapping: &Ref, callable: &Ref) -> Option<()> {
    let d = dict.downcast::<PyDict>()?;
    let merged = crate::builtins::dict::merge_keywords(vm, d, mapping);
    keep(
        vm,
        merged.map_err(|e| keywords_error(vm, e, mapping, callable)),
    )
}

/// What a failed merge of keyword arguments means: an AttributeError that there is no mapping, a
/// KeyError that a keyword came twice.
#[cold]
fn keywords_error(vm: &Vm, e: Exc, mapping: &Ref, callable: &Ref) -> Exc {
    if e.matches(&exc::ATTRIBUTE_ERROR) {
        return vm.type_error(format!(
            "{} argument after ** must be a mapping, not {}",
            describe_callable(vm, callable),
            mapping.ty().name()
        ));
    }
    let args = e.0.downcast::<PyException>().map(PyException::args);
    if e.matches(&exc::KEY_ERROR)
        && let Some([key]) = args
            .as_ref()
            .and_then(|a| a.downcast::<PyTuple>())
            .map(PyTuple::items)
    {
        return vm.type_error(format!(
            "{} got multiple values for keyword argument '{}'",
            describe_callable(vm, callable),
            vm.str_lossy(key)
        ));
    }
    e
}

/// How errors of calls name a callable: `module.qualname()`.
#[inline(never)]
pub(crate) fn describe_callable(vm: &Vm, f: &Ref) -> String {
    let names = vm.names();
    let text = |n: &Ref| {
        vm.get_attr_opt(f, n)
            .ok()
            .flatten()
            .and_then(|v| v.as_str().map(|s| s.view().to_utf8_lossy()))
    };
    match (text(&names.__qualname__), text(&names.__module__)) {
        (Some(q), Some(m)) if m != "builtins" => format!("{m}.{q}()"),
        (Some(q), _) => format!("{q}()"),
        _ => vm.str_text(f).unwrap_or_default(),
    }
}

/// UNPACK_SEQUENCE: replaces the top by its items, the first on top; answers the new `sp`.
#[inline(never)]
pub(crate) unsafe fn unpack_sequence(vm: &Vm, sp: *mut Value, count: usize) -> Option<*mut Value> {
    // SAFETY: the sequence is on top; the verifier made room for `count` items.
    unsafe {
        let seq = operand(sp, 1);
        let items = keep(vm, unpack(vm, seq, count, None))?;
        drop_stack(sp.sub(1), sp);
        Some(push_reversed(sp.sub(1), items))
    }
}

unsafe fn push_reversed(mut sp: *mut Value, items: Vec<Ref>) -> *mut Value {
    for item in items.into_iter().rev() {
        // SAFETY: the verifier made room.
        unsafe {
            *sp = item.into_value();
            sp = sp.add(1);
        }
    }
    sp
}

/// The items of `seq`: exactly `before`, or `before`, a list of the rest, and `after` more.
fn unpack(vm: &Vm, seq: &Ref, before: usize, after: Option<usize>) -> PyResult<Vec<Ref>> {
    let ty = seq.ty();
    if ty.slots().iter.is_none() && !vm.is_sequence(seq) {
        return Err(vm.type_error(format!("cannot unpack non-iterable {} object", ty.name())));
    }
    let exact = if let Some(t) = seq.downcast_exact::<PyTuple>() {
        Some(t.items().to_vec())
    } else {
        seq.downcast_exact::<PyList>().map(PyList::to_vec)
    };
    let known = exact.is_some();
    let mut items = match exact {
        Some(items) => items,
        None => {
            let it = vm.iter(seq)?;
            let mut items = Vec::new();
            while let Some(x) = vm.next(&it)? {
                vm.check_signals()?;
                items.push(x);
                if after.is_none() && items.len() > before {
                    break;
                }
            }
            items
        }
    };
    let got = items.len();
    match after {
        None if got < before => Err(vm.value_error(format!(
            "not enough values to unpack (expected {before}, got {got})"
        ))),
        None if got > before => Err(vm.value_error(
            if known || seq.is_instance(&crate::builtins::dict::DICT) {
                let got = if known { got } else { vm.len(seq)? };
                format!("too many values to unpack (expected {before}, got {got})")
            } else {
                format!("too many values to unpack (expected {before})")
            },
        )),
        None => Ok(items),
        Some(after) => {
            let need = before + after;
            if got < need {
                return Err(vm.value_error(format!(
                    "not enough values to unpack (expected at least {need}, got {got})"
                )));
            }
            let tail = items.split_off(got - after);
            let rest = items.split_off(before);
            items.push(vm.new_list(rest));
            items.extend(tail);
            Ok(items)
        }
    }
}

/// UNPACK_EX
#[inline(never)]
pub(crate) unsafe fn unpack_ex(vm: &Vm, sp: *mut Value, b: usize) -> Option<*mut Value> {
    // SAFETY: as `unpack_sequence`.
    unsafe {
        let seq = operand(sp, 1);
        let items = keep(vm, unpack(vm, seq, b & 0xff, Some(b >> 8)))?;
        drop_stack(sp.sub(1), sp);
        Some(push_reversed(sp.sub(1), items))
    }
}

/// Makes room in a list for one more item.
#[cold]
#[inline(never)]
pub(crate) fn grow_list(vm: &Vm, items: &mut Vec<Ref>) -> Option<()> {
    if crate::builtins::list::grow(items) {
        Some(())
    } else {
        super::fail(vm, vm.memory_error())
    }
}
