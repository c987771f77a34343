//! `str`: how text is stored, the algorithms behind its methods, and the objects.
//!
//! The algorithms take [`storage::StrView`] and give indices or a [`storage::StrBuf`]; they know no
//! objects. `object`, `slots`, `iterator`, `methods*`, `translate`, `format` and `percent` do.
//! Next file to read: `storage.rs`.

pub mod arguments;
pub mod case;
pub mod escape;
pub mod format;
pub mod format_fields;
pub mod iterator;
pub mod layout;
pub mod methods;
mod methods_find;
mod methods_split;
pub mod object;
mod percent;
pub mod predicates;
pub mod search;
pub mod slots;
pub mod split;
pub mod storage;
mod translate;

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use object::PyStr;

static STR_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE | type_flags::STR,
    slots: slots::STR_SLOTS,
    methods: methods::STR_METHODS,
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n\
          Create a new string object from the given object. If encoding or\n\
          errors is specified, then the object must expose a data buffer\n\
          that will be decoded using the given encoding and error handler.",
    ..TypeDef::of::<PyStr>("str")
};
/// The type `str`.
pub static STR: Type = Type::builtin(&STR_DEF);

/// `x + y` for two strings.
pub fn concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    slots::str_concat(vm, x, y)
}
