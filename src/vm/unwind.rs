//! Finding the handler of an exception.
//!
//! The handler table of a code object is looked at only now: code that does not raise pays
//! nothing for its `try`.
//! Invariant: on the way out every frame's operand stack is emptied before the frame is popped,
//! and a traceback entry is made for every frame but where RERAISE says there is one.
//!
//! Why this is sound: the frames unwound are this thread's own and still whole; the words dropped
//! lie between the frame's stack bottom and the `sp` it has saved, and own what they hold.
//!
//! Next file to read: `traceback.rs`.

use super::frame::{Frame, frame_flags};
use super::ops::drop_stack;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult};
use crate::objects::value::Value;

/// Where unwinding led.
pub(crate) enum Unwound {
    /// This frame has a handler; its `ip` and `sp` are set.
    Handler(*mut Frame),
    /// The exception leaves the run loop.
    Leave(Exc),
}

/// Unwinds from the current frame `fp` with the exception in `vm.raised`.
///
/// # Safety
/// `fp` is the current frame, its `ip` is behind the instruction that raised, its `sp` is true.
#[cold]
#[inline(never)]
pub(crate) unsafe fn unwind(vm: &Vm, fp: *mut Frame) -> Unwound {
    let mut fp = fp;
    let mut e = vm.take_raised();
    // SAFETY: as the caller vouches, for each frame in turn.
    unsafe {
        loop {
            if !vm.keep_traceback.replace(false) {
                // One without a traceback has just been made by native code.
                if !crate::builtins::exceptions::has_traceback(&e.0) {
                    vm.set_context(&e);
                }
                let frame = crate::builtins::frame::object_of(vm, fp);
                vm.add_traceback(&e, frame, (*fp).pc());
            }
            let pc = (*fp).pc();
            let code = &*(*fp).code;
            if let Some(h) = code.code.handler_at(pc) {
                let mut sp = (*fp).stack_bottom().add(h.depth as usize);
                drop_stack(sp, (*fp).sp);
                if h.lasti {
                    *sp = Value::small_int(pc as i64);
                    sp = sp.add(1);
                }
                *sp = e.0.into_value();
                (*fp).sp = sp.add(1);
                (*fp).ip = code.words.as_ptr().add(h.target as usize);
                return Unwound::Handler(fp);
            }
            let bottom = (*fp).stack_bottom();
            drop_stack(bottom, (*fp).sp);
            (*fp).sp = bottom;
            let (prev, base, flags, generator) =
                ((*fp).prev, (*fp).base, (*fp).flags, (*fp).generator);
            vm.pop_frame(fp);
            *base = Value::NULL;
            if !generator.is_null() {
                (*generator).ended(vm);
            }
            if flags & frame_flags::ENTRY != 0 {
                return Unwound::Leave(e);
            }
            if generator.is_null() {
                // The call's words are gone; what is left of them are NULLs below the old `sp`.
                null_words(base, (*prev).sp);
                (*prev).sp = base;
            }
            fp = prev;
            e = Exc(e.0);
        }
    }
}

unsafe fn null_words(from: *mut Value, to: *mut Value) {
    let mut p = from;
    while p < to {
        // SAFETY: the words between the call's base and the caller's old `sp` were its arguments.
        unsafe {
            *p = Value::NULL;
            p = p.add(1);
        }
    }
}

impl Vm {
    /// Raises `e` in the frame `fp`, which has been pushed, and runs on from its handler.
    ///
    /// # Safety
    /// As `run`.
    pub(crate) unsafe fn run_raising(&self, fp: *mut Frame, e: Exc) -> PyResult {
        self.set_raised(e);
        // SAFETY: as the caller vouches.
        unsafe {
            match unwind(self, fp) {
                Unwound::Handler(fp) => self.run(fp),
                Unwound::Leave(e) => Err(e),
            }
        }
    }

    /// Makes `cause` the cause and the context of `e`.
    pub fn chain_cause(&self, e: &Exc, cause: Exc) {
        e.payload().set_context(cause.0.clone());
        e.payload().set_cause(cause.0);
    }

    /// Sets `__context__` of a fresh exception to the one being handled.
    pub fn set_context(&self, e: &Exc) {
        if let Some(handled) = self.current_handled() {
            crate::vm::exceptions::set_context(&e.0, &handled);
        }
    }
}
