//! Turning what pure algorithms report into exceptions.
//!
//! Next file to read: `fault.rs`.

use super::exceptions as exc;
use super::fault::{Fault, FaultKind};
use crate::objects::context::Vm;
use crate::objects::refcount::Exc;

impl Vm {
    /// The exception for a fault.
    #[cold]
    pub fn fault(&self, f: Fault) -> Exc {
        let text = f.text.into_owned();
        match f.kind {
            FaultKind::ZeroDivision => self.error(&exc::ZERO_DIVISION_ERROR, text),
            FaultKind::Overflow => self.overflow_error(text),
            FaultKind::OverflowErrno => self.error_with_args(
                &exc::OVERFLOW_ERROR,
                vec![self.int(34), self.new_str(&text)],
            ),
            FaultKind::Value => self.value_error(text),
            FaultKind::Type => self.type_error(text),
            FaultKind::Memory => self.memory_error(),
            FaultKind::Interrupted => match self.interruption.take() {
                Some(e) => Exc(e),
                None => self.keyboard_interrupt(),
            },
        }
    }

    /// Whether a long computation should stop. It serves the signals that arrived meanwhile; what a
    /// handler raised is kept for [`Vm::fault`].
    pub fn interrupted(&self) -> bool {
        match self.check_signals() {
            Ok(()) => false,
            Err(e) => {
                self.interruption.set(Some(e.0));
                true
            }
        }
    }
}
