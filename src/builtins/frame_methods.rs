//! What scripts see of frame objects.
//!
//! Invariant: a frame object shows the frame as it is now, wherever its words are.
//! Deliberately absent: tracing. `f_trace` can be set and read; nothing calls it.
//! Next file to read: `frame_locals.rs`.

use super::code::PyCode;
use super::frame::{Place, PyFrame};
use super::frame_locals;
use super::generator::{GenState, as_generator};
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, getset, getter, member_set};

/// Slots of frames.
pub const FRAME_SLOTS: Slots = Slots {
    repr: Some(frame_repr),
    ..Slots::NONE
};
/// Methods of frames.
pub const FRAME_METHODS: &[MethodDef] = &[
    method(
        "__sizeof__",
        frame_sizeof,
        "self, /",
        "Return the size of the frame in memory, in bytes.",
    ),
    method(
        "clear",
        frame_clear,
        "self, /",
        "Clear all references held by the frame.",
    ),
];
/// Attributes of frames.
pub const FRAME_GETSET: &[GetSetDef] = &[
    getter("f_back", frame_back, ""),
    getter(
        "f_builtins",
        frame_builtins,
        "Return the built-in variables in the frame.",
    ),
    getter(
        "f_code",
        frame_code,
        "Return the code object being executed in this frame.",
    ),
    getter(
        "f_generator",
        frame_generator,
        "Return the generator or coroutine associated with this frame, or None.",
    ),
    getter(
        "f_globals",
        frame_globals,
        "Return the global variables in the frame.",
    ),
    getter(
        "f_lasti",
        frame_lasti,
        "Return the index of the last attempted instruction in the frame.",
    ),
    getset(
        "f_lineno",
        frame_lineno,
        frame_set_lineno,
        "Return the current line number in the frame.",
    ),
    getter(
        "f_locals",
        frame_locals_of,
        "Return the mapping used by the frame to look up local variables.",
    ),
    getset(
        "f_trace",
        frame_trace,
        frame_set_trace,
        "Return the trace function for this frame, or None if no trace function is set.",
    ),
    member_set(
        "f_trace_lines",
        frame_trace_lines,
        frame_set_trace_lines,
        "",
    ),
    getset(
        "f_trace_opcodes",
        frame_trace_opcodes,
        frame_set_trace_opcodes,
        "",
    ),
];

fn this(x: &Ref) -> &PyFrame {
    match x.downcast::<PyFrame>() {
        Some(f) => f,
        None => unreachable!("attributes of frames get frames"),
    }
}

fn frame_repr(vm: &Vm, x: &Ref) -> PyResult {
    let f = this(x);
    let Some(code) = f.code.downcast::<PyCode>() else {
        return Ok(vm.new_str("<frame>"));
    };
    let (file, name) = (vm.repr_text(&code.filename)?, vm.str_lossy(&code.name));
    Ok(vm.new_str(&format!(
        "<frame at {:#x}, file {file}, line {}, code {name}>",
        x.id(),
        f.line()
    )))
}

fn frame_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let code = this(&args[0]).code.downcast::<PyCode>();
    let words = code.map_or(0, |c| c.local_count as usize + c.stack_size as usize);
    Ok(vm.uint((size_of::<PyFrame>() + 8 * words) as u64))
}

fn frame_clear(vm: &Vm, args: &[Ref]) -> PyResult {
    let f = this(&args[0]);
    match f.place.get() {
        Place::Live(_) => return Err(vm.runtime_error("cannot clear an executing frame")),
        Place::Generator(_) => {
            if let Some(object) = f.generator()
                && let Some(g) = as_generator(&object)
            {
                match g.state.get() {
                    GenState::Running => {
                        return Err(vm.runtime_error("cannot clear an executing frame"));
                    }
                    GenState::Suspended => {
                        return Err(vm.runtime_error("cannot clear a suspended frame"));
                    }
                    _ => super::generator_methods::generator_finalize(vm, &object),
                }
                if g.is_resumable() {
                    g.finish(vm);
                }
            }
        }
        Place::Dead => {}
    }
    drop(f.locals.with(std::mem::take));
    drop(f.replaced.take());
    drop(f.extras.replace([const { Ref::NULL }; 2]));
    Ok(Ref::none())
}

fn or_none(r: Option<Ref>) -> PyResult {
    Ok(r.filter(|r| !r.is_null()).unwrap_or_else(Ref::none))
}

fn frame_back(vm: &Vm, x: &Ref) -> PyResult {
    or_none(this(x).back(vm))
}

fn frame_builtins(_: &Vm, x: &Ref) -> PyResult {
    or_none(this(x).function().map(|f| f.builtins.clone()))
}

fn frame_code(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).code.clone())
}

fn frame_generator(_: &Vm, x: &Ref) -> PyResult {
    or_none(this(x).generator())
}

fn frame_globals(_: &Vm, x: &Ref) -> PyResult {
    or_none(this(x).function().map(|f| f.globals.clone()))
}

fn frame_lasti(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int(i64::from(this(x).pc()) * 2))
}

fn frame_lineno(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.int(this(x).line().into()))
}

fn frame_set_lineno(vm: &Vm, _: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        None => {
            Err(vm.attribute_error("attribute 'f_lineno' of 'frame' objects cannot be deleted"))
        }
        Some(v) if v.as_int().is_none() => Err(vm.value_error("lineno must be an integer")),
        Some(_) => Err(vm.value_error("f_lineno can only be set in a trace function")),
    }
}

fn frame_locals_of(vm: &Vm, x: &Ref) -> PyResult {
    Ok(frame_locals::mapping(vm, x))
}

fn frame_trace(_: &Vm, x: &Ref) -> PyResult {
    or_none(this(x).extras.with(|e| e[0].opt().cloned()))
}

fn frame_set_trace(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let new = value.filter(|v| !v.is_none()).cloned().unwrap_or(Ref::NULL);
    drop(this(x).extras.with(|e| std::mem::replace(&mut e[0], new)));
    Ok(())
}

fn frame_trace_lines(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(this(x).trace_lines.get()))
}

fn frame_set_trace_lines(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let on = truth(vm, value)?;
    let f = this(x);
    f.trace_lines.set(on);
    Ok(())
}

fn frame_trace_opcodes(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(this(x).trace_opcodes.get()))
}

fn frame_set_trace_opcodes(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if value.is_none() {
        return Err(
            vm.attribute_error("attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted")
        );
    }
    let on = truth(vm, value)?;
    let f = this(x);
    f.trace_opcodes.set(on);
    Ok(())
}

fn truth(vm: &Vm, value: Option<&Ref>) -> PyResult<bool> {
    match value {
        Some(v) if v.is_exactly(&super::int::BOOL) => Ok(v.is_true()),
        Some(_) => Err(vm.type_error("attribute value type must be bool")),
        None => Err(vm.type_error("can't delete numeric/char attribute")),
    }
}
