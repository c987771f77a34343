//! Attributes and reprs of generators, coroutines and asynchronous generators.
//!
//! Invariant: the three kinds differ in the prefix of their attributes only, but for what they
//! delegate to and for whether they run.
//! Next file to read: `coroutine.rs`.

use super::async_generator::is_running as async_is_running;
use super::generator::{GenState, PyGenerator};
use super::generator_methods::this;
use super::{coroutine, frame};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, getset, getter, member};

const NAME: GetSetDef = getset(
    "__name__",
    generator_name,
    generator_set_name,
    "name of the generator",
);
const QUALNAME: GetSetDef = getset(
    "__qualname__",
    generator_qualname,
    generator_set_qualname,
    "qualified name of the generator",
);

/// Attributes of generators.
pub const GENERATOR_GETSET: &[GetSetDef] = &[
    NAME,
    QUALNAME,
    getter("gi_code", generator_code, ""),
    getter("gi_frame", generator_frame, ""),
    getter("gi_running", generator_running, ""),
    getter("gi_suspended", generator_suspended, ""),
    getter(
        "gi_yieldfrom",
        generator_delegate,
        "object being iterated by yield from, or None",
    ),
];
/// Attributes of coroutines.
pub const COROUTINE_GETSET: &[GetSetDef] = &[
    NAME,
    QUALNAME,
    getter(
        "cr_await",
        generator_delegate,
        "object being awaited on, or None",
    ),
    getter("cr_code", generator_code, ""),
    getter("cr_frame", generator_frame, ""),
    member("cr_origin", coroutine::coroutine_origin, ""),
    getter("cr_running", generator_running, ""),
    getter("cr_suspended", generator_suspended, ""),
];
/// Attributes of asynchronous generators.
pub const ASYNC_GENERATOR_GETSET: &[GetSetDef] = &[
    NAME,
    QUALNAME,
    getter(
        "ag_await",
        generator_delegate,
        "object being awaited on, or None",
    ),
    getter("ag_code", generator_code, ""),
    getter("ag_frame", generator_frame, ""),
    member("ag_running", async_generator_running, ""),
    getter("ag_suspended", generator_suspended, ""),
];

/// `repr(x)`
pub(super) fn generator_repr(vm: &Vm, x: &Ref) -> PyResult {
    let qualname = this(x).qualname.with(|q| q.clone());
    let qualname = vm.str_lossy(&qualname);
    Ok(vm.new_str(&format!(
        "<{} object {qualname} at {:#x}>",
        x.ty().name(),
        x.id()
    )))
}

fn generator_name(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).name.with(|n| n.clone()))
}

fn generator_set_name(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    set_text(vm, &this(x).name, value, "__name__")
}

fn generator_qualname(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).qualname.with(|n| n.clone()))
}

fn generator_set_qualname(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    set_text(vm, &this(x).qualname, value, "__qualname__")
}

fn set_text(vm: &Vm, place: &Locked<Ref>, value: Option<&Ref>, name: &str) -> PyResult<()> {
    match value {
        Some(v) if v.as_str().is_some() => {
            place.set(v.clone());
            Ok(())
        }
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

fn generator_code(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).code_object.clone())
}

fn generator_frame(vm: &Vm, x: &Ref) -> PyResult {
    let g: &PyGenerator = this(x);
    if g.state.get() == GenState::Finished {
        return Ok(Ref::none());
    }
    Ok(frame::object_of_generator(vm, g).unwrap_or_else(Ref::none))
}

fn generator_running(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(this(x).state.get() == GenState::Running))
}

fn async_generator_running(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(async_is_running(this(x))))
}

fn generator_suspended(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(this(x).state.get() == GenState::Suspended))
}

fn generator_delegate(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).delegate().unwrap_or_else(Ref::none))
}
