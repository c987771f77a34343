//! What scripts see of `float`.
//!
//! Next file to read: `parse.rs`.

use crate::objects::args::{Args, MethodDef};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type};

/// Methods of `float`.
pub const FLOAT_METHODS: &[MethodDef] = &[];
/// Attributes of `float`.
pub const FLOAT_GETSET: &[GetSetDef] = &[];

/// `float(...)`
pub fn float_new(vm: &Vm, _ty: &Type, args: Args) -> PyResult {
    match args.pos() {
        [x, ..] => Ok(vm.float(x.as_float().or(x.as_i64().map(|i| i as f64)).unwrap_or(0.0))),
        [] => Ok(vm.float(0.0)),
    }
}
