//! What scripts see of `int` and `bool`.
//!
//! Next file to read: `parse.rs`.

use crate::objects::args::{Args, MethodDef};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type};

/// Docstring of `int`.
pub const INT_DOC: &str = "int([x]) -> integer\nint(x, base=10) -> integer";
/// Docstring of `bool`.
pub const BOOL_DOC: &str = "Returns True when the argument is true, False otherwise.";
/// Methods of `int`.
pub const INT_METHODS: &[MethodDef] = &[];
/// Attributes of `int`.
pub const INT_GETSET: &[GetSetDef] = &[];

/// `int(...)`
pub fn int_new(vm: &Vm, _ty: &Type, args: Args) -> PyResult {
    match args.pos() {
        [] => Ok(Ref::small_int(0)),
        [x, ..] => vm.index(x),
    }
}
/// `bool(...)`
pub fn bool_new(vm: &Vm, _ty: &Type, args: Args) -> PyResult {
    match args.pos() {
        [] => Ok(Ref::bool(false)),
        [x, ..] => Ok(Ref::bool(vm.is_true(x)?)),
    }
}
/// `~True`
pub fn bool_invert(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int(if x.is_true() { -2 } else { -1 }))
}
