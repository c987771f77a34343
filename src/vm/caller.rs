//! What native code asks of the Python function that called it: its globals, its class.
//!
//! Invariant: nothing here keeps a pointer to the frame.
//!
//! Why this is sound:
//! 1. `vm.frame` is the running frame of this thread, or null; its code and function are kept
//!    alive by the word at its base, its locals are words that own what they hold or borrow it
//!    from a frame below.
//!
//! Next file to read: `frame.rs`.

#![allow(unsafe_code)]

use super::frame::Frame;
use crate::builtins::code::{PyCell, PyCode};
use crate::bytecode::code::LocalKind;
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;

impl Vm {
    /// The globals of the running Python function.
    pub fn current_globals(&self) -> Option<Ref> {
        let fp = self.frame.get();
        // SAFETY: (1).
        if fp.is_null() {
            None
        } else {
            Some(unsafe { (*(*fp).func).globals.clone() })
        }
    }

    /// What `super()` without arguments means in the running method: the class being defined and
    /// the first argument; or the text of the RuntimeError.
    pub fn super_arguments(&self) -> Result<(Ref, Ref), String> {
        let fp = self.frame.get();
        if fp.is_null() {
            return Err("super(): no current frame".into());
        }
        // SAFETY: (1).
        let code = unsafe { &*(*fp).code };
        if code.arg_count == 0 {
            return Err("super(): no arguments".into());
        }
        let mut first = local(fp, 0);
        if code
            .code
            .locals
            .first()
            .is_some_and(|l| l.kind.has(LocalKind::CELL))
            && let Some(cell) = first.downcast_exact::<PyCell>()
        {
            first = cell.value.get();
        }
        if first.is_null() {
            return Err("super(): arg[0] deleted".into());
        }
        let Some(at) = class_cell(self, code) else {
            return Err("super(): __class__ cell not found".into());
        };
        let cell = local(fp, at);
        let class = cell
            .downcast_exact::<PyCell>()
            .map_or(Ref::NULL, |c| c.value.get());
        if class.is_null() {
            return Err("super(): empty __class__ cell".into());
        }
        if class.as_type().is_none() {
            return Err(format!(
                "super(): __class__ is not a type ({})",
                class.ty().name()
            ));
        }
        Ok((class, first))
    }
}

/// A new reference to local `index` of a live frame.
fn local(fp: *mut Frame, index: usize) -> Ref {
    // SAFETY: (1): callers pass an index below the frame's number of locals.
    unsafe { (*(*fp).local(index)).as_ref().clone() }
}

/// Which of a function's locals is the free variable `__class__`.
fn class_cell(vm: &Vm, code: &PyCode) -> Option<usize> {
    let name = &vm.names().__class__;
    let rows = code.code.locals.iter().zip(&code.local_names);
    rows.enumerate()
        .find(|(_, (l, n))| l.kind.has(LocalKind::FREE) && n.is(name))
        .map(|(i, _)| i)
}
