//! Template strings (PEP 750).

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// A `Template`.
pub fn new_template(vm: &Vm, _strings: &Ref, _interpolations: &Ref) -> PyResult {
    Err(vm.runtime_error("template strings are not in minipy yet"))
}
/// An `Interpolation`.
pub fn new_interpolation(vm: &Vm, _value: &Ref, _source: &Ref, _conversion: &Ref, _spec: &Ref) -> PyResult {
    Err(vm.runtime_error("template strings are not in minipy yet"))
}
