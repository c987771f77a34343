//! What scripts see of generators and coroutines.

use super::generator::{GenState, PyGenerator, Step, as_generator};
use crate::objects::args::{MethodDef};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::GetSetDef;

/// Slots of generators.
pub const GENERATOR_SLOTS: Slots = Slots { iter: Some(self_iter), next: Some(generator_next), ..Slots::NONE };
/// Methods of generators.
pub const GENERATOR_METHODS: &[MethodDef] = &[];
/// Attributes of generators.
pub const GENERATOR_GETSET: &[GetSetDef] = &[];
/// Slots of coroutines.
pub const COROUTINE_SLOTS: Slots = Slots::NONE;
/// Methods of coroutines.
pub const COROUTINE_METHODS: &[MethodDef] = &[];
/// Attributes of coroutines.
pub const COROUTINE_GETSET: &[GetSetDef] = &[];
/// Slots of asynchronous generators.
pub const ASYNC_GENERATOR_SLOTS: Slots = Slots::NONE;
/// Methods of asynchronous generators.
pub const ASYNC_GENERATOR_METHODS: &[MethodDef] = &[];
/// Attributes of asynchronous generators.
pub const ASYNC_GENERATOR_GETSET: &[GetSetDef] = &[];

fn self_iter(_: &Vm, x: &Ref) -> PyResult {
    Ok(x.clone())
}

fn generator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(g) = as_generator(x) else { return Ok(None) };
    if g.state.get() == GenState::Finished {
        return Ok(None);
    }
    check_send(vm, x, g, &Ref::none())?;
    match g.resume(vm, Ok(Ref::none()))? {
        Step::Yield(v) => Ok(Some(v)),
        Step::Return(v) => {
            if !v.is_none() {
                vm.set_stop_value(v);
            }
            Ok(None)
        }
    }
}

/// The error of resuming what can't be resumed now.
pub fn check_send(vm: &Vm, _x: &Ref, g: &PyGenerator, value: &Ref) -> PyResult<()> {
    match g.state.get() {
        GenState::Running => Err(vm.value_error("generator already executing")),
        GenState::Created if !value.is_none() => {
            Err(vm.type_error("can't send non-None value to a just-started generator"))
        }
        GenState::Finished => Err(vm.stop_iteration(None)),
        _ => Ok(()),
    }
}

/// Notes where a coroutine was made, if asked for.
pub fn note_origin(_vm: &Vm, _g: &Ref) {}

/// The iterator `await x` drives; `after` is 1 for `__aenter__`'s result, 2 for `__aexit__`'s.
pub fn awaitable_iterator(vm: &Vm, x: &Ref, _after: usize) -> PyResult {
    if x.is_exactly(&super::generator::COROUTINE) {
        return Ok(x.clone());
    }
    match x.ty().slots().await_ {
        Some(f) => f(vm, x),
        None => Err(vm.type_error(format!("'{}' object can't be awaited", x.ty().name()))),
    }
}

/// Wraps a value an asynchronous generator yields.
pub fn wrap_async_value(_vm: &Vm, value: Ref) -> Ref {
    value
}
