//! `str`: how text is stored, and the algorithms behind its methods.
//!
//! The algorithms take [`storage::StrView`] and give indices or a [`storage::StrBuf`]; they know no objects.
//! Next file to read: `storage.rs`.

pub mod case;
pub mod escape;
pub mod format_fields;
pub mod layout;
pub mod methods;
pub mod predicates;
pub mod search;
pub mod split;
pub mod storage;
pub mod object;

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use object::PyStr;

static STR_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE | type_flags::STR,
    slots: methods::STR_SLOTS,
    methods: methods::STR_METHODS,
    ..TypeDef::of::<PyStr>("str")
};
/// The type `str`.
pub static STR: Type = Type::builtin(&STR_DEF);

/// `x + y` for two strings.
pub fn concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    match (x.as_str(), y.as_str()) {
        (Some(a), Some(b)) => {
            let mut out = storage::StrBuf::with_capacity(a.len() + b.len());
            out.push_view(a.view());
            out.push_view(b.view());
            Ok(vm.str_from_buf(out))
        }
        _ => Ok(Ref::not_implemented()),
    }
}
