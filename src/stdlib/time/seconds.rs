//! Times given in seconds: timeouts and moments, as nanoseconds.
//!
//! Invariant: results are nanoseconds in `i64`, as CPython's `PyTime_t`; what does not fit raises.
//! Next file to read: `mod.rs`.

use crate::builtins::exceptions as exc;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::type_flags;
use crate::runtime::blocking::Deadline;
use crate::runtime::sync::TIMEOUT_MAX;
use std::time::Duration;

/// Which way a fraction of a nanosecond goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Away from zero: for timeouts, so that a wait is never too short.
    Timeout,
    /// Towards minus infinity: for moments.
    Floor,
}

const NANOS: f64 = 1e9;

fn out_of_range(vm: &Vm) -> crate::objects::refcount::Exc {
    vm.overflow_error("timestamp out of range for C PyTime_t")
}

/// Nanoseconds of a number of seconds.
pub fn nanoseconds(vm: &Vm, x: &Ref, rounding: Rounding) -> PyResult<i64> {
    if let Some(f) = x.as_float() {
        return float_nanoseconds(vm, f, rounding);
    }
    let seconds = vm.index(x).map_err(|e| {
        if e.matches(&exc::TYPE_ERROR) && x.ty().slots().index.is_none() {
            vm.type_error(format!(
                "'{}' object cannot be interpreted as an integer or float",
                x.ty().name()
            ))
        } else {
            e
        }
    })?;
    seconds
        .as_i64()
        .and_then(|s| s.checked_mul(1_000_000_000))
        .ok_or_else(|| out_of_range(vm))
}

/// Nanoseconds of a float of seconds.
pub fn float_nanoseconds(vm: &Vm, seconds: f64, rounding: Rounding) -> PyResult<i64> {
    if seconds.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    let exact = seconds * NANOS;
    let rounded = match rounding {
        Rounding::Timeout if exact >= 0.0 => exact.ceil(),
        Rounding::Timeout | Rounding::Floor => exact.floor(),
    };
    if !(-9.223_372_036_854_775e18..9.223_372_036_854_775e18).contains(&rounded) {
        return Err(out_of_range(vm));
    }
    Ok(rounded as i64)
}

/// Seconds since the epoch of a moment given to `localtime`, `ctime` and the like: whole seconds,
/// fractions dropped downwards.
pub fn whole_seconds(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let range = || vm.overflow_error("timestamp out of range for platform time_t");
    if let Some(f) = x.as_float() {
        if f.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let floor = f.floor();
        if !(-9.3e18..9.2e18).contains(&floor) {
            return Err(range());
        }
        return Ok(floor as i64);
    }
    if x.ty().slots().index.is_none() {
        let name = x.ty().name();
        return Err(vm.type_error(format!(
            "'{name}' object cannot be interpreted as an integer"
        )));
    }
    vm.index(x)?.as_i64().ok_or_else(range)
}

/// Seconds of nanoseconds, as the float scripts see.
pub fn to_float(nanoseconds: i64) -> f64 {
    if nanoseconds % 1_000_000_000 == 0 {
        return (nanoseconds / 1_000_000_000) as f64;
    }
    nanoseconds as f64 / NANOS
}

/// The deadline of a timeout given as to `Event.wait`: none without one, now if it is not
/// positive.
pub fn deadline(vm: &Vm, timeout: Option<&Ref>) -> PyResult<Deadline> {
    let Some(t) = timeout.filter(|t| !t.is_none()) else {
        return Ok(Deadline::Never);
    };
    if t.as_float().is_none() && !t.ty().has(type_flags::INT) {
        let name = t.ty().name();
        return Err(vm.type_error(format!(
            "'<=' not supported between instances of '{name}' and 'int'"
        )));
    }
    let nanoseconds = nanoseconds(vm, t, Rounding::Timeout)?.max(0);
    let span = Duration::from_nanos(nanoseconds as u64);
    if span > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(Deadline::after(span))
}

/// The deadline of `lock.acquire(blocking, timeout)`; `None` means: try once, don't wait.
pub fn acquire_deadline(
    vm: &Vm,
    blocking: Option<&Ref>,
    timeout: Option<&Ref>,
) -> PyResult<Option<Deadline>> {
    let blocking = match blocking {
        Some(b) => vm.is_true(b)?,
        None => true,
    };
    let Some(t) = timeout else {
        return Ok(blocking.then_some(Deadline::Never));
    };
    let nanoseconds = nanoseconds(vm, t, Rounding::Timeout)?;
    let unset = nanoseconds == -1_000_000_000;
    if !blocking && !unset {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if nanoseconds < 0 && !unset {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if unset {
        return Ok(blocking.then_some(Deadline::Never));
    }
    let span = Duration::from_nanos(nanoseconds as u64);
    if span > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    Ok(if nanoseconds == 0 {
        None
    } else {
        Some(Deadline::after(span))
    })
}
