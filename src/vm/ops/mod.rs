//! Bodies of instructions that are longer than a few lines.
//!
//! A function here answers `None` after it has left its exception in `vm.raised`. Unless its name
//! says otherwise it borrows its operands; the run loop drops them.
//! Invariant: the running frame's `ip` and `sp` have been saved before any of these is called.
//! They are kept out of line, but for a few small ones: inlined into the run loop's one big function
//! they would take the machine registers that `ip`, `sp` and `fp` live in.
//!
//! Why the bodies are sound (the other files of this folder refer here):
//! 1. The operands they are given are the top of the running frame's stack, whose depth the
//!    verifier has shown to be enough; each word there owns its count or is borrowed from a local
//!    that outlives the instruction.
//! 2. Frames and code objects reached from the running frame are alive: the frame holds them.
//! 3. The types of operands that the compiler itself has put there (functions, cells, lists and
//!    dicts under construction) are what its instructions say.
//!
//! Next file to read: `calls.rs`.

mod arithmetic;
mod attributes;
mod build;
mod calls;
mod generators;
mod handling;
mod names;
mod patterns;

pub(crate) use arithmetic::*;
pub(crate) use attributes::*;
pub(crate) use build::*;
pub(crate) use calls::*;
pub(crate) use generators::*;
pub(crate) use handling::*;
pub(crate) use names::*;
pub(crate) use patterns::*;

use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::value::Value;
use crate::vm::frame::Frame;

impl Vm {
    /// Leaves an exception for the unwinder.
    pub(crate) fn set_raised(&self, e: Exc) {
        let old = self.raised.replace(e.0.into_value());
        // SAFETY: the cell owns its word.
        drop(unsafe { Ref::from_value(old) });
    }

    /// Takes the exception left for the unwinder.
    pub(crate) fn take_raised(&self) -> Exc {
        let v = self.raised.replace(Value::NULL);
        if v.is_null() {
            return self.system_error("error return without exception set".to_string());
        }
        // SAFETY: the cell owned its word.
        Exc(unsafe { Ref::from_value(v) })
    }
}

/// The word of a result, or `None` with the exception left in `vm.raised`.
#[inline(always)]
pub(crate) fn lift(vm: &Vm, r: PyResult) -> Option<Value> {
    match r {
        Ok(v) => Some(v.into_value()),
        Err(e) => {
            vm.set_raised(e);
            None
        }
    }
}

/// The value of a result, or `None` with the exception left in `vm.raised`.
#[inline(always)]
pub(crate) fn keep<T>(vm: &Vm, r: PyResult<T>) -> Option<T> {
    match r {
        Ok(v) => Some(v),
        Err(e) => {
            vm.set_raised(e);
            None
        }
    }
}

/// Leaves an exception and answers `None`.
#[cold]
pub(crate) fn fail<T>(vm: &Vm, e: Exc) -> Option<T> {
    vm.set_raised(e);
    None
}

/// Drops the words from `from` up to `to`, top first.
///
/// # Safety
/// The words own what they hold and are given up.
#[inline]
pub(crate) unsafe fn drop_stack(from: *mut Value, to: *mut Value) {
    let mut p = to;
    while p > from {
        // SAFETY: as the caller vouches; each word is NULL before what it held is freed.
        unsafe {
            p = p.sub(1);
            let v = *p;
            if v.is_counted() {
                *p = Value::NULL;
                v.dec();
            }
        }
    }
}

/// Moves words off the stack into a `Vec` of owned references.
///
/// # Safety
/// The words own what they hold and are given up.
#[inline(never)]
pub(crate) unsafe fn take_stack(from: *mut Value, count: usize) -> Vec<Ref> {
    // SAFETY: as the caller vouches.
    (0..count)
        .map(|i| unsafe { Ref::from_value((*from.add(i)).owned()) })
        .collect()
}

/// In checked builds, before every instruction: the stack pointer is where the verifier promised.
///
/// # Safety
/// `fp` is the running frame.
pub(crate) unsafe fn check_stack(fp: *mut Frame, sp: *mut Value) {
    // SAFETY: as the caller vouches.
    let (bottom, code) = unsafe { ((*fp).stack_bottom(), &*(*fp).code) };
    let depth = (sp as isize - bottom as isize) / size_of::<Value>() as isize;
    assert!(
        (0..=code.stack_size as isize).contains(&depth),
        "stack depth {depth} of {} in {}",
        code.stack_size,
        code.code.qualname
    );
}
