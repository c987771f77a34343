//! What scripts see of `str`.

use crate::objects::args::MethodDef;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;

/// Slots of `str`.
pub const STR_SLOTS: Slots = Slots { str: Some(str_str), ..Slots::NONE };
/// Methods of `str`.
pub const STR_METHODS: &[MethodDef] = &[];

fn str_str(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}
