//! Numbers of the interpreter that scripts read and set: recursion, switching, digits, sizes, counts.
//!
//! Invariant: a limit is checked when it is set, so who applies it need not.
//! Next file to read: `mod.rs`.

use crate::builtins::exceptions as exc;
use crate::builtins::int::text::DEFAULT_MAX_STR_DIGITS;
use crate::objects::context::Vm;
use crate::objects::header::flags;
use crate::objects::refcount::{PyResult, Ref, gil_off};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// The least limit on digits that may be set.
const DIGITS_THRESHOLD: i64 = 640;

struct MaxDigits(AtomicUsize);

impl Default for MaxDigits {
    fn default() -> Self {
        MaxDigits(AtomicUsize::new(DEFAULT_MAX_STR_DIGITS))
    }
}

impl Vm {
    /// `sys.get_int_max_str_digits()`; 0 for no limit.
    pub fn max_str_digits(&self) -> usize {
        self.interp.state::<MaxDigits>().0.load(Relaxed)
    }

    /// Sets the limit on digits of ints read and written; the caller has checked it.
    pub fn set_max_str_digits(&self, digits: usize) {
        self.interp.state::<MaxDigits>().0.store(digits, Relaxed);
    }
}

pub(super) fn get_int_max_str_digits(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.max_str_digits() as i64))
}

pub(super) fn set_int_max_str_digits(vm: &Vm, args: &[Ref]) -> PyResult {
    let digits = c_int(vm, &args[0])?;
    if digits != 0 && digits < DIGITS_THRESHOLD {
        let text = format!("maxdigits must be >= {DIGITS_THRESHOLD} or 0 for unlimited");
        return Err(vm.value_error(text));
    }
    vm.set_max_str_digits(digits as usize);
    Ok(Ref::none())
}

/// An argument that C code keeps in an `int`.
pub(super) fn c_int(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let i = vm.index(x)?;
    let fits = i.as_i64().filter(|i| i32::try_from(*i).is_ok());
    fits.ok_or_else(|| vm.overflow_error("Python int too large to convert to C int"))
}

pub(super) fn get_recursion_limit(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.recursion_limit.get().into()))
}

pub(super) fn set_recursion_limit(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = c_int(vm, &args[0])?;
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let depth = i64::from(vm.recursion_limit.get() - vm.recursion_left.get());
    if depth >= limit {
        let text = format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        );
        return Err(vm.error(&exc::RECURSION_ERROR, text));
    }
    vm.recursion_limit.set(limit as i32);
    vm.recursion_left.set((limit - depth) as i32);
    Ok(Ref::none())
}

pub(super) fn get_switch_interval(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.float(vm.interp.gil.switch_interval().as_secs_f64()))
}

pub(super) fn set_switch_interval(vm: &Vm, args: &[Ref]) -> PyResult {
    let seconds = match args[0].as_float() {
        Some(f) => f,
        None => match args[0].ty().slots().float.or(args[0].ty().slots().index) {
            Some(f) => {
                let r = f(vm, &args[0])?;
                r.as_float()
                    .or_else(|| r.as_i64().map(|i| i as f64))
                    .unwrap_or(0.0)
            }
            None => {
                return Err(
                    vm.type_error(format!("must be real number, not {}", args[0].ty().name()))
                );
            }
        },
    };
    if seconds.is_nan() || seconds <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    let interval =
        Duration::try_from_secs_f64(seconds).unwrap_or(Duration::from_secs(u64::from(u32::MAX)));
    vm.interp.gil.set_switch_interval(interval);
    Ok(Ref::none())
}

/// `sys.getrefcount`: what is stored; the argument itself is borrowed.
pub(super) fn get_refcount(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(args[0].ref_count().into()))
}

pub(super) fn get_size_of(vm: &Vm, args: &[Ref]) -> PyResult {
    let size = match vm.call_special(&args[0], &vm.names().__sizeof__, &[]) {
        Ok(Some(size)) if size.as_int().is_none() => Err(vm.type_error("an integer is required")),
        Ok(Some(size)) => vm.index_i64(&size),
        Ok(None) => {
            let name = args[0].ty().name();
            Err(vm.type_error(format!("Type {name} doesn't define __sizeof__")))
        }
        Err(e) => Err(e),
    };
    let size = match size {
        Ok(size) => size,
        Err(e) => {
            return match args[1].opt() {
                Some(default) if e.matches(&exc::TYPE_ERROR) => Ok(default.clone()),
                _ => Err(e),
            };
        }
    };
    if size < 0 {
        return Err(vm.value_error("__sizeof__() should return >= 0"));
    }
    // What the collector adds to an object it tracks.
    let extra = if args[0].ty().is_gc() { 16 } else { 0 };
    Ok(vm.int(size + extra))
}

pub(super) fn intern(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].as_str().is_none() {
        let name = args[0].ty().name();
        return Err(vm.type_error(format!("intern() argument must be str, not {name}")));
    }
    if !args[0].is_exactly(&crate::builtins::str::STR) {
        let name = args[0].ty().name();
        return Err(vm.type_error(format!("can't intern {name}")));
    }
    Ok(vm.intern(args[0].clone()))
}

pub(super) fn is_interned(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].as_str().is_none() {
        let name = args[0].ty().name();
        return Err(vm.type_error(format!("_is_interned() argument must be str, not {name}")));
    }
    Ok(Ref::bool(
        args[0].header().is_some_and(|h| h.has(flags::INTERNED)),
    ))
}

pub(super) fn is_immortal(_vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(args[0].header().is_none_or(|h| h.is_immortal())))
}

pub(super) fn is_gil_enabled(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::bool(!gil_off()))
}

/// `sys.getallocatedblocks`: blocks of 512 bytes in the slabs, the unit CPython's allocator counts.
pub(super) fn get_allocated_blocks(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int((vm.slab_bytes() / 64) as i64))
}

pub(super) fn get_origin_depth(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.origin_depth.get().into()))
}

pub(super) fn set_origin_depth(vm: &Vm, args: &[Ref]) -> PyResult {
    let depth = c_int(vm, &args[0])?;
    if depth < 0 {
        return Err(vm.value_error("depth must be >= 0"));
    }
    vm.origin_depth.set(depth.try_into().unwrap_or(i32::MAX));
    Ok(Ref::none())
}
