//! The `gc` module.
//!
//! Invariant: what it answers about objects is taken from a heap nobody else changes meanwhile: the
//! GIL is held, or the world stopped.
//! Deliberately absent: generations; there is one, and the numbers scripts see for others are 0.
//! Next file to read: `../objects/cycles.rs`.

use crate::builtins::list::PyList;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::header::flags;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::add_ints;
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static GC: ModuleDef = ModuleDef {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("collect", collect, "generation=2", "Run the garbage collector."),
    function("disable", disable, "", "Disable automatic garbage collection."),
    function("enable", enable, "", "Enable automatic garbage collection."),
    function("freeze", freeze, "", "Freeze all current tracked objects and ignore them for future collections."),
    function("get_count", get_count, "", "Return a three-tuple of the current collection counts."),
    function("get_debug", get_debug, "", "Get the garbage collection debugging flags."),
    function("get_freeze_count", get_freeze_count, "", "Return the number of objects in the permanent generation."),
    function("get_objects", get_objects, "generation=None", "Return a list of objects tracked by the collector (excluding the list returned)."),
    function("get_referents", get_referents, "*objs", "Return the list of objects that are directly referred to by 'objs'."),
    function("get_referrers", get_referrers, "*objs", "Return the list of objects that directly refer to any of 'objs'."),
    function("get_stats", get_stats, "", "Return a list of dictionaries containing per-generation statistics."),
    function("get_threshold", get_threshold, "", "Return the current collection thresholds."),
    function("is_finalized", is_finalized, "obj, /", "Returns true if the object has been already finalized by the GC."),
    function("is_tracked", is_tracked, "obj, /", "Returns true if the object is tracked by the garbage collector."),
    function("isenabled", is_enabled, "", "Returns true if automatic garbage collection is enabled."),
    function("set_debug", set_debug, "flags, /", "Set the garbage collection debugging flags."),
    function("set_threshold", set_threshold, "threshold0, threshold1=10, threshold2=0, /", "Set the collection thresholds (the collection frequency)."),
    function("unfreeze", unfreeze, "", "Unfreeze all objects in the permanent generation."),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    let list = |existing: Option<Ref>| existing.unwrap_or_else(|| vm.new_list(Vec::new()));
    let (garbage, callbacks) = vm
        .interp
        .gc
        .with(|g| (g.garbage.clone(), g.callbacks.clone()));
    let (garbage, callbacks) = (list(garbage), list(callbacks));
    vm.interp.gc.with(|g| {
        g.garbage = Some(garbage.clone());
        g.callbacks = Some(callbacks.clone());
    });
    vm.dict_set(dict, "garbage", garbage)?;
    vm.dict_set(dict, "callbacks", callbacks)?;
    let debug = [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ];
    add_ints(vm, dict, &debug)
}

fn run_callbacks(vm: &Vm, phase: &str, generation: i64, collected: usize) {
    let callbacks = vm.interp.gc.with(|g| g.callbacks.clone());
    let callbacks = callbacks
        .and_then(|c| c.downcast::<PyList>().map(PyList::to_vec))
        .unwrap_or_default();
    if callbacks.is_empty() {
        return;
    }
    let info = vm.new_dict();
    let rows = [
        ("generation", generation),
        ("collected", collected as i64),
        ("uncollectable", 0),
    ];
    if add_ints(vm, &info, &rows).is_err() {
        return;
    }
    for callback in callbacks {
        if let Err(e) = vm.call(&callback, &[vm.new_str(phase), info.clone()]) {
            vm.unraisable(
                e,
                "Exception ignored while calling GC callback",
                Some(&callback),
            );
        }
    }
}

fn collect(vm: &Vm, args: &[Ref]) -> PyResult {
    let generation = match args[0].opt() {
        Some(g) => vm.index_i64(g)?,
        None => 2,
    };
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    Ok(vm.int(collect_generation(vm, generation as usize) as i64))
}

/// Collects cycles, `gc.callbacks` told before and after.
pub fn collect_generation(vm: &Vm, generation: usize) -> usize {
    vm.collect(generation, |found| {
        let phase = if found.is_none() { "start" } else { "stop" };
        run_callbacks(vm, phase, generation as i64, found.unwrap_or(0));
    })
}

/// Runs the scheduled collection, if it is still wanted.
pub fn collect_scheduled(vm: &Vm) {
    if vm.collection_is_due() {
        collect_generation(vm, 0);
    }
}

fn set_enabled(vm: &Vm, enabled: bool) -> PyResult {
    vm.interp.gc.with(|g| g.enabled = enabled);
    vm.rearm_collector();
    Ok(Ref::none())
}

fn enable(vm: &Vm, _args: &[Ref]) -> PyResult {
    set_enabled(vm, true)
}

fn disable(vm: &Vm, _args: &[Ref]) -> PyResult {
    set_enabled(vm, false)
}

fn is_enabled(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::bool(vm.interp.gc.with(|g| g.enabled)))
}

fn get_count(vm: &Vm, _args: &[Ref]) -> PyResult {
    let count = vm.allocations_since_collection().max(0);
    Ok(vm.new_tuple(vec![vm.int(count), vm.int(0), vm.int(0)]))
}

fn get_threshold(vm: &Vm, _args: &[Ref]) -> PyResult {
    let thresholds = vm.interp.gc.with(|g| g.thresholds);
    Ok(vm.new_tuple(thresholds.iter().map(|t| vm.int(*t)).collect()))
}

fn set_threshold(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut new = vm.interp.gc.with(|g| g.thresholds);
    for (place, given) in new.iter_mut().zip(args) {
        if let Some(t) = given.opt() {
            *place = vm.index_i64(t)?;
        }
    }
    vm.interp.gc.with(|g| g.thresholds = new);
    vm.rearm_collector();
    Ok(Ref::none())
}

fn get_debug(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.interp.gc.with(|g| g.debug)))
}

fn set_debug(vm: &Vm, args: &[Ref]) -> PyResult {
    let debug = vm.index_i64(&args[0])?;
    vm.interp.gc.with(|g| g.debug = debug);
    Ok(Ref::none())
}

fn get_stats(vm: &Vm, _args: &[Ref]) -> PyResult {
    let stats = vm.interp.gc.with(|g| g.stats);
    let mut out = Vec::new();
    for [collections, collected, uncollectable] in stats {
        let d = vm.new_dict();
        let rows = [
            ("collections", collections),
            ("collected", collected),
            ("uncollectable", uncollectable),
        ];
        for (name, n) in rows {
            vm.dict_set(&d, name, vm.uint(n))?;
        }
        out.push(d);
    }
    Ok(vm.new_list(out))
}

fn is_tracked(_vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(
        args[0].header().is_some_and(|h| h.has(flags::TRACKED)),
    ))
}

fn is_finalized(_vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(
        args[0].header().is_some_and(|h| h.has(flags::FINALIZED)),
    ))
}

fn freeze(vm: &Vm, _args: &[Ref]) -> PyResult {
    let all = vm.tracked_objects().len();
    vm.interp.gc.with(|g| g.frozen = all);
    Ok(Ref::none())
}

fn unfreeze(vm: &Vm, _args: &[Ref]) -> PyResult {
    vm.interp.gc.with(|g| g.frozen = 0);
    Ok(Ref::none())
}

fn get_freeze_count(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.int(vm.interp.gc.with(|g| g.frozen) as i64))
}

fn get_objects(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(g) = args[0].opt().filter(|g| !g.is_none()) {
        let generation = vm.index_i64(g)?;
        if generation > 2 {
            return Err(vm.value_error(
                "generation parameter must be less than the number of available generations (3)",
            ));
        }
        if generation < 0 {
            return Err(vm.value_error("generation parameter cannot be negative"));
        }
    }
    Ok(vm.new_list(vm.tracked_objects()))
}

fn get_referents(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut out = Vec::new();
    for object in crate::builtins::tuple::items(&args[0]) {
        out.extend(vm.referents(object));
    }
    Ok(vm.new_list(out))
}

fn get_referrers(vm: &Vm, args: &[Ref]) -> PyResult {
    let wanted = crate::builtins::tuple::items(&args[0]);
    let found = vm.tracked_objects().into_iter().filter(|o| {
        // The tuple of arguments is no place of the script's.
        !o.is(&args[0])
            && vm
                .referents(o)
                .iter()
                .any(|r| wanted.iter().any(|w| w.is(r)))
    });
    Ok(vm.new_list(found.collect()))
}
