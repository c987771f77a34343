//! `Timer`: a thread that calls a function after a while, unless cancelled.
//!
//! Invariant: what a timer needs are ordinary attributes (`interval`, `function`, `args`, `kwargs`,
//! `finished`), which scripts read and change.
//! Next file to read: `thread.rs`.

use super::event::{EVENT, PyEvent, wait};
use super::thread::{PyThread, THREAD, init};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::stdlib::time::seconds;

static TIMER_DEF: TypeDef = TypeDef {
    module: "threading",
    base: Some(&THREAD),
    doc: "Call a function after a specified number of seconds.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyThread, dict),
    slots: Slots {
        init: Some(timer_init),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyThread>("Timer")
};
/// The type `threading.Timer`.
pub static TIMER: Type = Type::builtin(&TIMER_DEF);

const METHODS: &[MethodDef] = &[
    method(
        "cancel",
        timer_cancel,
        "self",
        "Stop the timer if it hasn't finished yet.",
    ),
    method("run", timer_run, "self", "Wait, then call the function."),
];

fn timer_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let [interval, function, args, kwargs] = crate::stdlib::bind_init(
        vm,
        "Timer",
        "interval, function, args=None, kwargs=None",
        args,
    )?;
    init(vm, x, [const { Ref::NULL }; 6])?;
    let given = |r: Ref| r.opt().filter(|r| !r.is_none()).cloned();
    let set = |name: &str, value: Ref| vm.set_attr(x, &vm.intern_str(name), &value);
    set("interval", interval)?;
    set("function", function)?;
    set(
        "args",
        given(args).unwrap_or_else(|| vm.new_list(Vec::new())),
    )?;
    set("kwargs", given(kwargs).unwrap_or_else(|| vm.new_dict()))?;
    set("finished", vm.call(&EVENT.to_ref(), &[])?)
}

fn timer_cancel(vm: &Vm, args: &[Ref]) -> PyResult {
    let finished = vm.get_attr_str(&args[0], "finished")?;
    vm.call_method_str(&finished, "set", &[])?;
    Ok(Ref::none())
}

fn timer_run(vm: &Vm, args: &[Ref]) -> PyResult {
    let finished = vm.get_attr_str(&args[0], "finished")?;
    let interval = vm.get_attr_str(&args[0], "interval")?;
    let cancelled = match finished.downcast::<PyEvent>() {
        Some(e) => wait(vm, &e.event, seconds::deadline(vm, Some(&interval))?)?,
        None => {
            let set = vm.call_method_str(&finished, "wait", &[interval])?;
            vm.is_true(&set)?
        }
    };
    if !cancelled {
        let function = vm.get_attr_str(&args[0], "function")?;
        let (positional, keywords) = (
            vm.get_attr_str(&args[0], "args")?,
            vm.get_attr_str(&args[0], "kwargs")?,
        );
        crate::stdlib::call_with(vm, &function, &positional, &keywords)?;
    }
    vm.call_method_str(&finished, "set", &[])?;
    Ok(Ref::none())
}
