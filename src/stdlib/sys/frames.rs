//! Frames as scripts see them, for `sys` and signal handlers.
//!
//! Invariant: a thread asks for its own frames only; those of other threads change as it looks.
//! Next file to read: `../../builtins/frame.rs`.

use crate::builtins::frame;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The frame object of the running Python function; `None` outside of any.
pub fn current(vm: &Vm) -> PyResult {
    Ok(frame::current(vm, 0).unwrap_or_else(Ref::none))
}

/// `sys._getframe`.
pub(super) fn get_frame(vm: &Vm, args: &[Ref]) -> PyResult {
    let depth = match args[0].opt() {
        Some(d) => vm.index_i64(d)?.max(0),
        None => 0,
    };
    frame::current(vm, depth as usize)
        .ok_or_else(|| vm.value_error("call stack is not deep enough"))
}

/// `sys._getframemodulename`.
pub(super) fn get_frame_module_name(vm: &Vm, args: &[Ref]) -> PyResult {
    let depth = match args[0].opt() {
        Some(d) => vm.index_i64(d)?.max(0),
        None => 0,
    };
    let Some(frame) = frame::current(vm, depth as usize) else {
        return Ok(Ref::none());
    };
    let globals = vm.get_attr_str(&frame, "f_globals")?;
    Ok(vm.dict_get(&globals, "__name__").unwrap_or_else(Ref::none))
}

/// `sys._current_frames`: of the calling thread alone.
pub(super) fn current_frames(vm: &Vm, _args: &[Ref]) -> PyResult {
    let frame = current(vm)?;
    vm.dict_from_pairs(vec![(vm.uint(vm.thread.ident()), frame)])
}

/// `sys._current_exceptions`: of the calling thread alone.
pub(super) fn current_exceptions(vm: &Vm, _args: &[Ref]) -> PyResult {
    let handled = vm.current_handled().unwrap_or_else(Ref::none);
    vm.dict_from_pairs(vec![(vm.uint(vm.thread.ident()), handled)])
}
