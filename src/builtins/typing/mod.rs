//! Type parameters and aliases (PEP 695, 696).

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// A `TypeVar`.
pub fn new_typevar(vm: &Vm, _name: &Ref, _bound: Option<&Ref>, _constraints: Option<&Ref>) -> PyResult {
    Err(vm.runtime_error("type parameters are not in minipy yet"))
}
/// A `ParamSpec`.
pub fn new_paramspec(vm: &Vm, _name: &Ref) -> PyResult {
    Err(vm.runtime_error("type parameters are not in minipy yet"))
}
/// A `TypeVarTuple`.
pub fn new_typevartuple(vm: &Vm, _name: &Ref) -> PyResult {
    Err(vm.runtime_error("type parameters are not in minipy yet"))
}
/// `Generic[params]`
pub fn subscript_generic(vm: &Vm, _params: &Ref) -> PyResult {
    Err(vm.runtime_error("type parameters are not in minipy yet"))
}
/// A `TypeAliasType`.
pub fn new_typealias(vm: &Vm, _parts: &Ref) -> PyResult {
    Err(vm.runtime_error("type aliases are not in minipy yet"))
}
/// Gives a type parameter its lazy default.
pub fn set_default(vm: &Vm, _param: &Ref, _function: &Ref) -> PyResult {
    Err(vm.runtime_error("type parameters are not in minipy yet"))
}
