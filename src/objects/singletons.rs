//! The objects there is one of: `None`, `True`, `False`, `...`, `NotImplemented`.
//!
//! Invariant: they are statics, immortal, and only pointed to by uncounted words.
//! Next file to read: `../builtins/singletons.rs` for their types.

use super::header::Header;
use super::value::Value;
use crate::builtins::int::{BOOL, PyInt};
use crate::builtins::singletons::{ELLIPSIS, NONE, NOT_IMPLEMENTED};

#[repr(C, align(16))]
struct Single(Header);

static NONE_OBJECT: Single = Single(Header::immortal(&NONE));
static NOT_IMPLEMENTED_OBJECT: Single = Single(Header::immortal(&NOT_IMPLEMENTED));
static ELLIPSIS_OBJECT: Single = Single(Header::immortal(&ELLIPSIS));

#[repr(C, align(16))]
struct Bool(PyInt);

static FALSE_OBJECT: Bool = Bool(PyInt::constant(&BOOL, 0));
static TRUE_OBJECT: Bool = Bool(PyInt::constant(&BOOL, 1));

/// The word for `None`.
#[inline(always)]
pub fn none() -> Value {
    Value::uncounted(&raw const NONE_OBJECT.0)
}

/// The word for `NotImplemented`.
#[inline(always)]
pub fn not_implemented() -> Value {
    Value::uncounted(&raw const NOT_IMPLEMENTED_OBJECT.0)
}

/// The word for `...`.
#[inline(always)]
pub fn ellipsis() -> Value {
    Value::uncounted(&raw const ELLIPSIS_OBJECT.0)
}

/// The word for `True` or `False`.
#[inline(always)]
pub fn bool_value(b: bool) -> Value {
    let p = if b {
        &raw const TRUE_OBJECT
    } else {
        &raw const FALSE_OBJECT
    };
    Value::uncounted(p.cast())
}
