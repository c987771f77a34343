//! What a pure algorithm reports instead of raising: the class of the Python error and its text.
//!
//! Invariant: `text` is exactly what `str(error)` shows in CPython 3.14. The object layer turns
//! a [`Fault`] into an exception object in one place.
//! Deliberately absent: exception objects, tracebacks, and errors whose text needs the `repr()`
//! of an argument (those have enums of their own beside the parser concerned).
//! Next file to read: `int/number.rs`.

use std::borrow::Cow;

/// The class of a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `ZeroDivisionError`.
    ZeroDivision,
    /// `OverflowError`.
    Overflow,
    /// `OverflowError` whose `args` are `(34, text)`, as C's `ERANGE` gives.
    OverflowErrno,
    /// `ValueError`.
    Value,
    /// `TypeError`.
    Type,
    /// `MemoryError`; the text is empty.
    Memory,
    /// No error of its own: the stop callback said yes, so the caller runs the pending signal
    /// handlers and raises what they raise.
    Interrupted,
}

/// The class and text of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which exception to raise.
    pub kind: FaultKind,
    /// Its message.
    pub text: Cow<'static, str>,
}

impl Fault {
    /// A `ZeroDivisionError`.
    pub const fn zero_division(text: &'static str) -> Fault {
        Fault::fixed(FaultKind::ZeroDivision, text)
    }

    /// An `OverflowError`.
    pub const fn overflow(text: &'static str) -> Fault {
        Fault::fixed(FaultKind::Overflow, text)
    }

    /// What a float power that overflows raises.
    pub const fn out_of_range() -> Fault {
        Fault::fixed(FaultKind::OverflowErrno, "Numerical result out of range")
    }

    /// A `ValueError`.
    pub const fn value(text: &'static str) -> Fault {
        Fault::fixed(FaultKind::Value, text)
    }

    /// A `TypeError`.
    pub const fn type_error(text: &'static str) -> Fault {
        Fault::fixed(FaultKind::Type, text)
    }

    /// A `MemoryError`.
    pub const fn memory() -> Fault {
        Fault::fixed(FaultKind::Memory, "")
    }

    /// The signal that a stop callback said yes.
    pub const fn interrupted() -> Fault {
        Fault::fixed(FaultKind::Interrupted, "")
    }

    /// A fault with a constant text.
    pub const fn fixed(kind: FaultKind, text: &'static str) -> Fault {
        Fault {
            kind,
            text: Cow::Borrowed(text),
        }
    }

    /// A fault with a text made for the occasion.
    pub fn made(kind: FaultKind, text: String) -> Fault {
        Fault {
            kind,
            text: Cow::Owned(text),
        }
    }
}

/// Asked now and then by long computations: `true` means "stop now".
pub type Stop<'a> = &'a dyn Fn() -> bool;

/// The [`Stop`] for callers who never want to stop.
pub fn never() -> bool {
    false
}

/// Turns a yes of the callback into a fault.
pub fn check(stop: Stop) -> Result<(), Fault> {
    if stop() {
        return Err(Fault::interrupted());
    }
    Ok(())
}
