//! Binary and unary operators, comparisons and subscripts of the run loop.
//!
//! Invariant: the fast ways taken here give what the general protocol would give.
//! Next file to read: `../operators.rs`.

use super::{fail, keep, lift};
use crate::builtins::dict::{PyDict, key_hash};
use crate::builtins::int::number::mul_i128;
use crate::builtins::int::{INT, Int, PyInt};
use crate::builtins::list::PyList;
use crate::builtins::slice::PySlice;
use crate::builtins::str::STR;
use crate::builtins::str::object::PyStr;
use crate::builtins::tuple::PyTuple;
use crate::bytecode::opcode::{binary_op as nb, byte::*, compare_op as cmp};
use crate::objects::context::Vm;
use crate::objects::refcount::{Ref, gil_off};
use crate::objects::value::Value;
use crate::syntax::ast::CompareOp;
use crate::vm::frame::Frame;
use crate::vm::specialize;

/// `x op y` for a `BINARY_OP` number.
#[inline(never)]
pub(crate) fn binary_op(vm: &Vm, op: u8, x: &Ref, y: &Ref) -> Option<Value> {
    if op == nb::SUBSCR
        && let Some(slice) = y.downcast_exact::<PySlice>()
        && slice.step.is_none()
        && let Some(part) = quick_slice(vm, x, &slice.start, &slice.stop)
    {
        return Some(part);
    }
    if let Some(v) = wide_op(vm, op, x, y) {
        return Some(v);
    }
    lift(vm, crate::vm::operators::binary(vm, op, x, y))
}

/// The number behind an exact `int` of up to 128 bits.
#[inline]
fn wide(x: &Ref) -> Option<i128> {
    if x.value().is_small_int() {
        return Some(x.value().as_small_int().into());
    }
    match x.downcast_exact::<PyInt>()?.value {
        Int::Small(i) => Some(i.into()),
        Int::Wide(i) => Some(i),
        Int::Big(_) => None,
    }
}

/// `x op y` where operands and result are exact ints of up to 128 bits. A left operand that nobody but the
/// operand stack has becomes the result.
#[inline]
fn wide_op(vm: &Vm, op: u8, x: &Ref, y: &Ref) -> Option<Value> {
    let (a, b) = (wide(x)?, wide(y)?);
    let result = match if op >= nb::INPLACE {
        op - nb::INPLACE
    } else {
        op
    } {
        nb::ADD => a.checked_add(b)?,
        nb::SUBTRACT => a.checked_sub(b)?,
        nb::MULTIPLY => mul_i128(a, b)?,
        nb::AND => a & b,
        nb::OR => a | b,
        nb::XOR => a ^ b,
        _ => return None,
    };
    let result = Int::from_i128(result);
    if !matches!(result, Int::Small(i) if Value::try_int(i).is_some())
        && x.value().is_counted()
        && x.is_exactly(&INT)
        && !gil_off()
    {
        // SAFETY: a counted word of the stack that holds the only count: no one else sees the object.
        unsafe {
            if (*x.value().ptr()).ref_count() == 1 {
                (*x.value().ptr().cast::<PyInt>()).value = result;
                return Some(x.clone().into_value());
            }
        }
    }
    Some(vm.int_from(result).into_value())
}

/// A specialised operator met other types: counts the miss and does the general thing.
#[cold]
#[inline(never)]
pub(crate) unsafe fn binary_missed(
    vm: &Vm,
    _fp: *mut Frame,
    ip: *const u32,
    x: &Ref,
    y: &Ref,
) -> Option<Value> {
    // SAFETY: `ip` is behind a BINARY_OP and its two cache words.
    unsafe {
        let word = ip.sub(3);
        let op = (*word >> 8) as u8 & 0x1f;
        let small = x.value().is_small_int() && y.value().is_small_int();
        let int = x.is_exactly(&INT) && y.is_exactly(&INT);
        if !(small || int) {
            specialize::miss(word.add(1), BINARY_OP);
        }
        binary_op(vm, op, x, y)
    }
}

/// `x // y` for immediate ints.
#[inline(always)]
pub(crate) fn floordiv_int(x: Value, y: Value) -> Option<Value> {
    let (x, y) = (x.as_small_int(), y.as_small_int());
    if y == 0 {
        return None;
    }
    let q = x.wrapping_div(y);
    let q = if x % y != 0 && ((x < 0) != (y < 0)) {
        q - 1
    } else {
        q
    };
    Value::try_int(q)
}

/// `x % y` for immediate ints.
#[inline(always)]
pub(crate) fn mod_int(x: Value, y: Value) -> Option<Value> {
    let (x, y) = (x.as_small_int(), y.as_small_int());
    if y == 0 {
        return None;
    }
    if ((x | y) as u64) >> 32 == 0 {
        return Some(Value::small_int((x as u32 % y as u32) as i64));
    }
    let r = x.wrapping_rem(y);
    Some(Value::small_int(if r != 0 && (r ^ y) < 0 {
        r + y
    } else {
        r
    }))
}

/// Adds `y` to the int in a local that `x` was loaded from and that is about to be overwritten
/// by the sum, in place: nobody else sees the object. The word `x` is used up then.
#[inline]
pub(crate) unsafe fn add_int_in_place(local: Value, x: Value, y: Value) -> bool {
    // SAFETY: the local owns the object; a count of one means that only the local does.
    unsafe {
        if !(local.is_counted() && x.is(local) && (*local.ptr()).is_exactly(&INT)) {
            return false;
        }
        // The local's own count, and that of `x` if loading it counted.
        if gil_off() || (*local.ptr()).ref_count() != 1 + x.is_counted() as u32 {
            return false;
        }
        let small = if y.is_small_int() {
            y.as_small_int() as i128
        } else if y.is_ptr() && (*y.ptr()).is_exactly(&INT) {
            match &(*y.ptr().cast::<PyInt>()).value {
                Int::Small(i) => *i as i128,
                Int::Wide(i) => *i,
                Int::Big(_) => return false,
            }
        } else {
            return false;
        };
        let target = &mut (*local.ptr().cast::<PyInt>()).value;
        let old = match target {
            Int::Small(i) => *i as i128,
            Int::Wide(i) => *i,
            Int::Big(_) => return false,
        };
        let Some(sum) = old.checked_add(small) else {
            return false;
        };
        let sum = Int::from_i128(sum);
        if let Int::Small(i) = sum
            && Value::try_int(i).is_some()
        {
            return false;
        }
        *target = sum;
        x.dec();
        true
    }
}

/// `s += t` where the STORE_FAST that follows overwrites the local `s` was loaded from: appends in
/// place if nobody else sees the string. The word `x` is used up then.
#[inline(never)]
pub(crate) unsafe fn append_str_in_place(
    fp: *mut Frame,
    ip: *const u32,
    x: Value,
    y: &Ref,
) -> bool {
    // SAFETY: `ip` is at the next instruction; the local belongs to the running frame.
    unsafe {
        let next = *ip;
        if next as u8 != STORE_FAST || !x.is_ptr() || gil_off() {
            return false;
        }
        let local = *fp.cast::<Value>().sub((next >> 16) as usize);
        if !local.is_counted() || !local.is(x) {
            return false;
        }
        // The local's own count, and that of `x` if loading it counted.
        if (*local.ptr()).ref_count() != 1 + x.is_counted() as u32 {
            return false;
        }
        let (Some(s), Some(t)) = (
            local.as_ref().downcast_exact::<PyStr>(),
            y.downcast_exact::<PyStr>(),
        ) else {
            return false;
        };
        // Now that the count is one, the string may be appended to.
        x.dec();
        if s.append_in_place(t.view()) {
            return true;
        }
        x.inc();
        false
    }
}

/// `x + y` for two strings, falling back to the general operator.
#[inline(never)]
pub(crate) unsafe fn add_str(
    vm: &Vm,
    fp: *mut Frame,
    ip: *const u32,
    x: &Ref,
    y: &Ref,
) -> Option<Value> {
    if x.downcast_exact::<PyStr>().is_some() && y.downcast_exact::<PyStr>().is_some() {
        return lift(vm, crate::builtins::str::concat(vm, x, y));
    }
    // SAFETY: as `binary_missed`.
    unsafe { binary_missed(vm, fp, ip, x, y) }
}

/// `d[k]` for an exact dict.
#[inline(never)]
pub(crate) unsafe fn subscr_dict(
    vm: &Vm,
    fp: *mut Frame,
    ip: *const u32,
    x: &Ref,
    k: &Ref,
) -> Option<Value> {
    if let Some(d) = x.downcast_exact::<PyDict>() {
        return match d.get(vm, k) {
            Ok(Some(v)) => Some(v.into_value()),
            Ok(None) => fail(vm, vm.key_error(k.clone())),
            Err(e) => fail(vm, e),
        };
    }
    // SAFETY: as `binary_missed`.
    unsafe { binary_missed(vm, fp, ip, x, k) }
}

fn operator_of(op: u8) -> CompareOp {
    match op {
        cmp::LT => CompareOp::Lt,
        cmp::LE => CompareOp::LtE,
        cmp::EQ => CompareOp::Eq,
        cmp::NE => CompareOp::NotEq,
        cmp::GT => CompareOp::Gt,
        _ => CompareOp::GtE,
    }
}

/// `x op y`; a bool if `want_bool` is not 0.
#[inline(never)]
pub(crate) fn compare_op(vm: &Vm, op: u8, want_bool: usize, x: &Ref, y: &Ref) -> Option<Value> {
    let r = keep(vm, vm.compare(x, y, operator_of(op)))?;
    if want_bool == 0 || r.is_true() || r.is_false() {
        return Some(r.into_value());
    }
    keep(vm, vm.is_true(&r)).map(|b| Ref::bool(b).into_value())
}

/// A specialised comparison met other types.
#[cold]
pub(crate) unsafe fn compare_missed(
    vm: &Vm,
    ip: *const u32,
    op: u8,
    want: usize,
    x: &Ref,
    y: &Ref,
) -> Option<Value> {
    // SAFETY: `ip` is behind a COMPARE_OP and its cache word.
    unsafe {
        specialize::miss(ip.sub(1), COMPARE_OP);
    }
    compare_op(vm, op, want, x, y)
}

/// `x == y` or `x != y` for two strings.
#[inline(never)]
pub(crate) unsafe fn compare_str(
    vm: &Vm,
    ip: *const u32,
    op: u8,
    want: usize,
    x: &Ref,
    y: &Ref,
) -> Option<Value> {
    if let (Some(a), Some(b)) = (x.downcast_exact::<PyStr>(), y.downcast_exact::<PyStr>()) {
        let same = x.is(y) || a.view() == b.view();
        return Some(Ref::bool(same == (op == cmp::EQ)).into_value());
    }
    // SAFETY: as the caller vouches.
    unsafe { compare_missed(vm, ip, op, want, x, y) }
}

/// `-x`
#[inline(never)]
pub(crate) fn negative(vm: &Vm, x: &Ref) -> Option<Value> {
    lift(vm, crate::vm::operators::negative(vm, x))
}

/// `~x`
#[inline(never)]
pub(crate) fn invert(vm: &Vm, x: &Ref) -> Option<Value> {
    lift(vm, crate::vm::operators::invert(vm, x))
}

/// A bound of a slice that is an immediate int, or `missing` for None.
#[inline]
fn slice_bound(bound: &Ref, missing: i64) -> Option<i64> {
    if bound.value().is_small_int() {
        return Some(bound.value().as_small_int());
    }
    bound.is_none().then_some(missing)
}

/// The items of a sequence of `len` that `[from:to]` means.
#[inline]
fn slice_range(from: i64, to: i64, len: usize) -> std::ops::Range<usize> {
    let len = len as i64;
    let place = |i: i64| if i < 0 { (i + len).max(0) } else { i.min(len) };
    let from = place(from);
    from as usize..place(to).max(from) as usize
}

/// `x[start:stop]`
#[inline(never)]
pub(crate) fn binary_slice(vm: &Vm, x: &Ref, start: &Ref, stop: &Ref) -> Option<Value> {
    if let Some(part) = quick_slice(vm, x, start, stop) {
        return Some(part);
    }
    let slice = vm.new_slice(start.clone(), stop.clone(), Ref::none());
    lift(vm, vm.get_item(x, &slice))
}

/// `x[start:stop]` of the builtin sequences, the bounds being immediate ints or None.
fn quick_slice(vm: &Vm, x: &Ref, start: &Ref, stop: &Ref) -> Option<Value> {
    if let (Some(from), Some(to)) = (slice_bound(start, 0), slice_bound(stop, i64::MAX)) {
        if let Some(list) = x.downcast_exact::<PyList>() {
            let items = list
                .items
                .with(|v| v[slice_range(from, to, v.len())].to_vec());
            return Some(vm.new_list(items).into_value());
        }
        if let Some(tuple) = x.downcast_exact::<PyTuple>() {
            let items = tuple.items();
            let range = slice_range(from, to, items.len());
            if range.len() == items.len() {
                return Some(x.clone().into_value());
            }
            return Some(vm.tuple_from_slice(&items[range]).into_value());
        }
        if let Some(text) = x.downcast_exact::<PyStr>() {
            let range = slice_range(from, to, text.len());
            if range.len() == text.len() {
                return Some(x.clone().into_value());
            }
            let part = text.view().slice(range.start, range.end);
            return Some(vm.str_from_view(part).into_value());
        }
    }
    None
}

/// `x[start:stop] = value`
#[inline(never)]
pub(crate) fn store_slice(vm: &Vm, value: &Ref, x: &Ref, start: &Ref, stop: &Ref) -> Option<()> {
    let slice = vm.new_slice(start.clone(), stop.clone(), Ref::none());
    keep(vm, vm.set_item(x, &slice, value))
}

/// `x[key] = value`
#[inline(never)]
pub(crate) fn store_subscr(vm: &Vm, value: &Ref, x: &Ref, key: &Ref) -> Option<()> {
    keep(vm, vm.set_item(x, key, value))
}

/// `d[key] = value` for an exact dict.
#[inline(never)]
pub(crate) fn store_subscr_dict(vm: &Vm, value: &Ref, x: &Ref, key: &Ref) -> Option<()> {
    match x.downcast_exact::<PyDict>() {
        Some(d) => {
            let hash = match key.as_str() {
                Some(s) if key.is_exactly(&STR) => s.hash(vm),
                _ => keep(vm, key_hash(vm, key))?,
            };
            if d.replace_value(key, hash, value).is_some() {
                return Some(());
            }
            match d.insert_hashed(vm, key.clone(), hash, value.clone()) {
                Ok(_) => Some(()),
                Err(e) => fail(vm, e),
            }
        }
        None => store_subscr(vm, value, x, key),
    }
}
