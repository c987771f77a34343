//! `sys.monitoring`: the names tools know, without the events.
//!
//! Invariant: a tool number has a name from `use_tool_id` until `free_tool_id`.
//! Deliberately absent: events: the run loop tells nobody what it does, and asking for any event says so.
//! Next file to read: `hooks.rs`.

use crate::builtins::simple_namespace::new_simple_namespace;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::{ModuleDef, make};

static MONITORING: ModuleDef = ModuleDef {
    name: "sys.monitoring",
    doc: "",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const FUNCTIONS: &[MethodDef] = &[
    function("_all_events", all_events, "", ""),
    function("clear_tool_id", forget, "tool_id, /", ""),
    function("free_tool_id", free_tool_id, "tool_id, /", ""),
    function("get_events", get_events, "tool_id, /", ""),
    function("get_local_events", get_events, "tool_id, code, /", ""),
    function("get_tool", get_tool, "tool_id, /", ""),
    function(
        "register_callback",
        register_callback,
        "tool_id, event, func, /",
        "",
    ),
    function("restart_events", restart_events, "", ""),
    function("set_events", set_events, "tool_id, event_set, /", ""),
    function(
        "set_local_events",
        set_local_events,
        "tool_id, code, event_set, /",
        "",
    ),
    function("use_tool_id", use_tool_id, "tool_id, name, /", ""),
];

const EVENTS: &[(&str, i64)] = &[
    ("PY_START", 1),
    ("PY_RESUME", 1 << 1),
    ("PY_RETURN", 1 << 2),
    ("PY_YIELD", 1 << 3),
    ("CALL", 1 << 4),
    ("LINE", 1 << 5),
    ("INSTRUCTION", 1 << 6),
    ("JUMP", 1 << 7),
    ("BRANCH_LEFT", 1 << 8),
    ("BRANCH_RIGHT", 1 << 9),
    ("STOP_ITERATION", 1 << 10),
    ("RAISE", 1 << 11),
    ("EXCEPTION_HANDLED", 1 << 12),
    ("PY_UNWIND", 1 << 13),
    ("PY_THROW", 1 << 14),
    ("RERAISE", 1 << 15),
    ("C_RETURN", 1 << 16),
    ("C_RAISE", 1 << 17),
    ("BRANCH", 1 << 18),
    ("NO_EVENTS", 0),
];

const TOOLS: usize = 6;

/// What tools have registered.
#[derive(Default)]
struct Tools {
    names: Locked<[Option<Ref>; TOOLS]>,
    callbacks: Locked<Vec<(usize, i64, Ref)>>,
}

/// The module object.
pub fn module(vm: &Vm) -> PyResult {
    make(vm, &MONITORING)
}

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let events = EVENTS
        .iter()
        .map(|(name, bit)| (vm.intern_str(name), vm.int(*bit)))
        .collect();
    vm.dict_set(dict, "events", new_simple_namespace(vm, events)?)?;
    crate::stdlib::add_ints(
        vm,
        dict,
        &[
            ("DEBUGGER_ID", 0),
            ("COVERAGE_ID", 1),
            ("PROFILER_ID", 2),
            ("OPTIMIZER_ID", 5),
        ],
    )?;
    for name in ["DISABLE", "MISSING"] {
        let marker = vm.call(&crate::builtins::object::OBJECT.to_ref(), &[])?;
        vm.dict_set(dict, name, marker)?;
    }
    Ok(())
}

fn tools(vm: &Vm) -> &'static Tools {
    vm.interp.state::<Tools>()
}

fn tool(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let id = vm.index_i64(x)?;
    match usize::try_from(id) {
        Ok(id) if id < TOOLS => Ok(id),
        _ => Err(vm.value_error(format!("invalid tool {id} (must be between 0 and 5)"))),
    }
}

fn tool_in_use(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let id = tool(vm, x)?;
    if tools(vm).names.with(|n| n[id].is_none()) {
        return Err(vm.value_error(format!("tool {id} is not in use")));
    }
    Ok(id)
}

fn use_tool_id(vm: &Vm, args: &[Ref]) -> PyResult {
    let id = tool(vm, &args[0])?;
    if args[1].as_str().is_none() {
        return Err(vm.value_error("tool name must be a str"));
    }
    let free = tools(vm).names.with(|n| {
        let free = n[id].is_none();
        if free {
            n[id] = Some(args[1].clone());
        }
        free
    });
    if free {
        Ok(Ref::none())
    } else {
        Err(vm.value_error(format!("tool {id} is already in use")))
    }
}

fn free_tool_id(vm: &Vm, args: &[Ref]) -> PyResult {
    let id = tool(vm, &args[0])?;
    drop(tools(vm).names.with(|n| n[id].take()));
    clear(vm, id);
    Ok(Ref::none())
}

/// Drops the callbacks of a tool.
fn clear(vm: &Vm, id: usize) {
    let all = tools(vm).callbacks.take();
    let kept = all.iter().filter(|c| c.0 != id).cloned().collect();
    tools(vm).callbacks.set(kept);
}

fn forget(vm: &Vm, args: &[Ref]) -> PyResult {
    clear(vm, tool_in_use(vm, &args[0])?);
    Ok(Ref::none())
}

fn get_tool(vm: &Vm, args: &[Ref]) -> PyResult {
    let id = tool(vm, &args[0])?;
    let name = tools(vm).names.with(|n| n[id].clone());
    Ok(name.unwrap_or_else(Ref::none))
}

fn register_callback(vm: &Vm, args: &[Ref]) -> PyResult {
    let (id, event) = (tool(vm, &args[0])?, vm.index_i64(&args[1])?);
    if event <= 0 || event.count_ones() != 1 {
        return Err(vm.value_error("The callback can only be set for one event at a time"));
    }
    let all = tools(vm).callbacks.take();
    let (old, mut kept): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|c| c.0 == id && c.1 == event);
    if !args[2].is_none() {
        kept.push((id, event, args[2].clone()));
    }
    tools(vm).callbacks.set(kept);
    Ok(old.into_iter().next().map_or_else(Ref::none, |c| c.2))
}

fn get_events(vm: &Vm, args: &[Ref]) -> PyResult {
    tool_in_use(vm, &args[0])?;
    Ok(vm.int(0))
}

fn no_events(vm: &Vm, set: &Ref) -> PyResult {
    match vm.index_i64(set)? {
        0 => Ok(Ref::none()),
        _ => Err(vm.not_implemented_error("sys.monitoring: events are not in minipy yet")),
    }
}

fn set_events(vm: &Vm, args: &[Ref]) -> PyResult {
    tool_in_use(vm, &args[0])?;
    no_events(vm, &args[1])
}

fn set_local_events(vm: &Vm, args: &[Ref]) -> PyResult {
    tool_in_use(vm, &args[0])?;
    no_events(vm, &args[2])
}

fn restart_events(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn all_events(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_dict())
}
