//! Names: locals that are unset, globals, builtins, cells, class bodies.
//!
//! Invariant: a name's text is looked up with its interned `str`, so exact dicts never run Python.
//! Next file to read: `attributes.rs`.

use super::{fail, keep, lift};
use crate::builtins::code::PyCell;
use crate::builtins::dict::PyDict;
use crate::builtins::exceptions as exc;
use crate::builtins::function::PyFunction;
use crate::builtins::tuple::PyTuple;
use crate::bytecode::code::LocalKind;
use crate::objects::context::Vm;
use crate::objects::dict::DictTable;
use crate::objects::refcount::{PyResult, Ref, gil_off};
use crate::objects::value::Value;
use crate::vm::frame::Frame;

fn name<'a>(fp: *mut Frame, index: usize) -> &'a Ref {
    // SAFETY: the frame runs the code; the compiler made the index.
    unsafe { &(&(*(*fp).code).names)[index] }
}

fn function<'a>(fp: *mut Frame) -> &'a PyFunction {
    // SAFETY: the frame keeps its function alive.
    unsafe { &*(*fp).func }
}

/// The table of the frame's globals.
#[inline(always)]
pub(crate) unsafe fn globals_table(fp: *mut Frame) -> *const DictTable {
    // SAFETY: globals are a dict or a subclass of it.
    unsafe {
        (*(*(*fp).func).globals.value().ptr().cast::<PyDict>())
            .table
            .as_ptr()
    }
}

/// The table of the frame's builtins; only used after specialisation found an exact dict.
#[inline(always)]
pub(crate) unsafe fn builtins_table(fp: *mut Frame) -> *const DictTable {
    // SAFETY: the specialised form checked that builtins are a dict.
    unsafe {
        (*(*(*fp).func).builtins.value().ptr().cast::<PyDict>())
            .table
            .as_ptr()
    }
}

/// The error for a local at distance `d` that is unset.
#[cold]
pub(crate) fn unbound_local(vm: &Vm, fp: *mut Frame, d: usize) {
    // SAFETY: the frame is the running one.
    let name = unsafe { &(&(*(*fp).code).local_names)[(*fp).local_count as usize - d] };
    vm.set_raised(vm.unbound_local_error(name));
}

/// Looks a name up in any mapping: `None` for a missing key.
#[inline(never)]
pub(crate) fn mapping_get(vm: &Vm, mapping: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    if let Some(d) = mapping.downcast_exact::<PyDict>() {
        return d.get(vm, name);
    }
    match vm.get_item(mapping, name) {
        Ok(v) => Ok(Some(v)),
        Err(e) if e.0.is_instance(&exc::KEY_ERROR) => Ok(None),
        Err(e) => Err(e),
    }
}

fn global_or_builtin(vm: &Vm, fp: *mut Frame, name: &Ref) -> PyResult {
    let f = function(fp);
    if let Some(v) = mapping_get(vm, &f.globals, name)? {
        return Ok(v);
    }
    match mapping_get(vm, &f.builtins, name)? {
        Some(v) => Ok(v),
        None => Err(vm.name_error(name)),
    }
}

/// LOAD_GLOBAL
#[inline(never)]
pub(crate) fn load_global(vm: &Vm, fp: *mut Frame, index: usize) -> Option<Value> {
    lift(vm, global_or_builtin(vm, fp, name(fp, index)))
}

/// LOAD_NAME
#[inline(never)]
pub(crate) fn load_name(vm: &Vm, fp: *mut Frame, index: usize) -> Option<Value> {
    let n = name(fp, index);
    // SAFETY: the frame owns its mapping of names.
    let names = unsafe { (*fp).names.as_ref() };
    if let Some(m) = names.opt()
        && let Some(v) = keep(vm, mapping_get(vm, m, n))?
    {
        return Some(v.into_value());
    }
    lift(vm, global_or_builtin(vm, fp, n))
}

/// STORE_NAME
#[inline(never)]
pub(crate) fn store_name(vm: &Vm, fp: *mut Frame, index: usize, value: &Ref) -> Option<()> {
    let n = name(fp, index);
    // SAFETY: the frame owns its mapping of names.
    let names = unsafe { (*fp).names.as_ref() };
    match names.opt() {
        Some(m) => match m.downcast_exact::<PyDict>() {
            Some(d) => keep(vm, d.insert(vm, n.clone(), value.clone())).map(drop),
            None => keep(vm, vm.set_item(m, n, value)),
        },
        None => fail(
            vm,
            vm.system_error(format!("no locals found when storing {}", vm.str_lossy(n))),
        ),
    }
}

/// DELETE_NAME
#[inline(never)]
pub(crate) fn delete_name(vm: &Vm, fp: *mut Frame, index: usize) -> Option<()> {
    let n = name(fp, index);
    // SAFETY: the frame owns its mapping of names.
    let names = unsafe { (*fp).names.as_ref() };
    let Some(m) = names.opt() else {
        return fail(
            vm,
            vm.system_error(format!("no locals when deleting {}", vm.str_lossy(n))),
        );
    };
    match vm.del_item(m, n) {
        Err(e) if e.0.is_instance(&exc::KEY_ERROR) => fail(vm, vm.name_error(n)),
        r => keep(vm, r),
    }
}

/// STORE_GLOBAL. Overwriting a value keeps the dict's key set, so caches stay good.
#[inline(never)]
pub(crate) fn store_global(
    vm: &Vm,
    fp: *mut Frame,
    _ip: *const u32,
    index: usize,
    value: &Ref,
) -> Option<()> {
    let n = name(fp, index);
    match function(fp).globals.downcast::<PyDict>() {
        Some(d) => keep(vm, d.insert(vm, n.clone(), value.clone())).map(drop),
        None => fail(vm, vm.system_error("globals are not a dict".to_string())),
    }
}

/// DELETE_GLOBAL
#[inline(never)]
pub(crate) fn delete_global(vm: &Vm, fp: *mut Frame, index: usize) -> Option<()> {
    let n = name(fp, index);
    let d = function(fp).globals.downcast::<PyDict>();
    match d.map(|d| d.remove(vm, n)) {
        Some(Ok(Some(_))) => Some(()),
        Some(Err(e)) => fail(vm, e),
        _ => fail(vm, vm.name_error(n)),
    }
}

/// LOAD_LOCALS
#[inline(never)]
pub(crate) fn load_locals(vm: &Vm, fp: *mut Frame) -> Option<Value> {
    // SAFETY: the frame owns its mapping of names.
    match unsafe { (*fp).names.as_ref() }.opt() {
        Some(m) => Some(m.clone().into_value()),
        None => fail(vm, vm.system_error("no locals".to_string())),
    }
}

/// LOAD_FROM_DICT_OR_GLOBALS
#[inline(never)]
pub(crate) fn load_from_dict_or_globals(
    vm: &Vm,
    fp: *mut Frame,
    mapping: &Ref,
    index: usize,
) -> Option<Value> {
    let n = name(fp, index);
    match keep(vm, mapping_get(vm, mapping, n))? {
        Some(v) => Some(v.into_value()),
        None => lift(vm, global_or_builtin(vm, fp, n)),
    }
}

/// MAKE_CELL: a cell that owns `content`.
#[inline(never)]
pub(crate) fn make_cell(vm: &Vm, content: Value) -> Value {
    // SAFETY: the word's count moves into the cell.
    vm.new_cell(unsafe { Ref::from_value(content) })
        .into_value()
}

/// COPY_FREE_VARS: the function's cells become the last locals.
#[inline(never)]
pub(crate) fn copy_free_vars(fp: *mut Frame, count: usize) {
    let f = function(fp);
    f.parts.with(|p| {
        if let Some(t) = p.closure.downcast::<PyTuple>() {
            for (i, cell) in t.items().iter().enumerate().take(count) {
                // SAFETY: the last `count` locals are free variables, unset so far.
                unsafe { *fp.cast::<Value>().sub(count - i) = cell.clone().into_value() };
            }
        }
    });
}

fn cell<'a>(word: Value) -> &'a PyCell {
    // SAFETY: the compiler uses these instructions on cells only, and MAKE_CELL or
    // COPY_FREE_VARS has put one there.
    unsafe { &*word.ptr().cast::<PyCell>() }
}

fn cell_at<'a>(fp: *mut Frame, d: usize) -> &'a PyCell {
    // SAFETY: `d` is a local's distance.
    cell(unsafe { *fp.cast::<Value>().sub(d) })
}

fn empty_cell<T>(vm: &Vm, fp: *mut Frame, d: usize) -> Option<T> {
    // SAFETY: the frame runs the code.
    let code = unsafe { &*(*fp).code };
    let index = code.local_count as usize - d;
    let n = &code.local_names[index];
    if code.code.locals[index].kind.has(LocalKind::FREE) {
        return fail(vm, vm.unbound_free_error(n));
    }
    fail(vm, vm.unbound_local_error(n))
}

/// LOAD_DEREF
#[inline(never)]
pub(crate) fn load_deref(vm: &Vm, fp: *mut Frame, d: usize) -> Option<Value> {
    let v = cell_at(fp, d).value.with(|v| v.clone());
    if v.is_null() {
        empty_cell(vm, fp, d)
    } else {
        Some(v.into_value())
    }
}

/// What a cell holds, not counted; NULL if it is empty.
#[inline(always)]
pub(crate) unsafe fn cell_content(word: Value) -> Value {
    // SAFETY: the run loop looks at the word at once, under the GIL; without it, `load_deref` locks.
    if gil_off() {
        return Value::NULL;
    }
    unsafe { (*cell(word).value.as_ptr()).value() }
}

/// STORE_DEREF; the former content is dropped after.
#[inline(never)]
pub(crate) fn store_deref(word: Value, value: Value) {
    // SAFETY: the word's count moves into the cell.
    drop(cell(word).value.replace(unsafe { Ref::from_value(value) }));
}

/// DELETE_DEREF
#[inline(never)]
pub(crate) fn delete_deref(vm: &Vm, fp: *mut Frame, d: usize) -> Option<()> {
    let old = cell_at(fp, d).value.replace(Ref::NULL);
    if old.is_null() {
        empty_cell(vm, fp, d)
    } else {
        Some(())
    }
}

/// LOAD_FROM_DICT_OR_DEREF
#[inline(never)]
pub(crate) fn load_from_dict_or_deref(
    vm: &Vm,
    fp: *mut Frame,
    mapping: &Ref,
    d: usize,
) -> Option<Value> {
    // SAFETY: the frame runs the code.
    let code = unsafe { &*(*fp).code };
    let n = &code.local_names[code.local_count as usize - d];
    match keep(vm, mapping_get(vm, mapping, n))? {
        Some(v) => Some(v.into_value()),
        None => load_deref(vm, fp, d),
    }
}

/// LOAD_COMMON_CONSTANT
#[inline(never)]
pub(crate) fn common_constant(vm: &Vm, index: usize) -> Value {
    let r = match index {
        0 => exc::ASSERTION_ERROR.to_ref(),
        1 => exc::NOT_IMPLEMENTED_ERROR.to_ref(),
        2 => crate::builtins::tuple::TUPLE.to_ref(),
        3 => vm
            .dict_get(&vm.known().builtins, "all")
            .unwrap_or_else(Ref::none),
        _ => vm
            .dict_get(&vm.known().builtins, "any")
            .unwrap_or_else(Ref::none),
    };
    r.into_value()
}

/// LOAD_BUILD_CLASS
#[inline(never)]
pub(crate) fn load_build_class(vm: &Vm, fp: *mut Frame) -> Option<Value> {
    match keep(
        vm,
        mapping_get(vm, &function(fp).builtins, &vm.names().__build_class__),
    )? {
        Some(v) => Some(v.into_value()),
        None => fail(
            vm,
            vm.error(&exc::NAME_ERROR, "__build_class__ not found".to_string()),
        ),
    }
}

/// SETUP_ANNOTATIONS
#[inline(never)]
pub(crate) fn setup_annotations(vm: &Vm, fp: *mut Frame) -> Option<()> {
    // SAFETY: the frame owns its mapping of names.
    let Some(m) = (unsafe { (*fp).names.as_ref() }).opt() else {
        return Some(());
    };
    let key = &vm.names().__annotations__;
    if keep(vm, mapping_get(vm, m, key))?.is_none() {
        keep(vm, vm.set_item(m, key, &vm.new_dict()))?;
    }
    Some(())
}
