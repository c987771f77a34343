//! A frame's local variables as a mapping: what `f_locals`, `locals()` and `vars()` answer.
//!
//! A module's or class body's frame has a mapping already. A function's variables stand in the
//! frame; `f_locals` is a `FrameLocalsProxy` that reads and writes them in place (PEP 667), and
//! `locals()` is a dict copied from it.
//!
//! Invariant: the proxy holds nothing but the frame object; names that are no variables of the
//! function go into the frame object's dict of extra names.
//! Next file to read: `generator.rs`.

use super::code::{PyCell, PyCode};
use super::dict::PyDict;
use super::frame::{FRAME, PyFrame};
use crate::bytecode::code::{LocalKind, flags as co};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A function frame's local variables. See the top of the file.
#[repr(C)]
pub struct PyFrameLocalsProxy {
    pub(crate) header: Header,
    frame: Ref,
}

payload!(
    PyFrameLocalsProxy,
    FRAME_LOCALS_PROXY,
    |this, visit| visit(&this.frame),
    |_this, _sink| {}
);

static FRAME_LOCALS_PROXY_DEF: TypeDef = TypeDef {
    flags: type_flags::MAPPING,
    slots: Slots {
        new: Some(proxy_new),
        repr: Some(proxy_repr),
        compare: Some(proxy_compare),
        hash: Some(crate::builtins::object::hash_not_implemented),
        iter: Some(proxy_iter),
        len: Some(proxy_len),
        getitem: Some(proxy_getitem),
        setitem: Some(proxy_setitem),
        contains: Some(proxy_contains),
        or: Some(proxy_or),
        ior: Some(proxy_ior),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyFrameLocalsProxy>("FrameLocalsProxy")
};
/// The type of `f_locals` of functions.
pub static FRAME_LOCALS_PROXY: Type = Type::builtin(&FRAME_LOCALS_PROXY_DEF);

const METHODS: &[MethodDef] = &[
    method(
        "__reversed__",
        proxy_reversed,
        "self, /",
        "Return a reverse iterator over the names.",
    ),
    method(
        "copy",
        proxy_copy,
        "self, /",
        "Return a dict with the variables.",
    ),
    method(
        "get",
        proxy_get,
        "self, /, *args",
        "Return the value of a name, else a default.",
    ),
    method(
        "items",
        proxy_items,
        "self, /",
        "Return a list of names with their values.",
    ),
    method("keys", proxy_keys, "self, /", "Return a list of the names."),
    method(
        "pop",
        proxy_pop,
        "self, /, *args",
        "Remove an extra name and return its value.",
    ),
    method(
        "setdefault",
        proxy_setdefault,
        "self, key, default=None, /",
        "Return the value of a name, set first if it has none.",
    ),
    method(
        "update",
        proxy_update,
        "self, other, /",
        "Set names from a mapping.",
    ),
    method(
        "values",
        proxy_values,
        "self, /",
        "Return a list of the values.",
    ),
];

/// `f_locals`.
pub fn mapping(vm: &Vm, frame: &Ref) -> Ref {
    let Some(f) = frame.downcast::<PyFrame>() else {
        return Ref::none();
    };
    if let Some(names) = f.names.opt()
        && !is_optimized(f)
        && !has_hidden(f)
    {
        return names.clone();
    }
    vm.alloc(PyFrameLocalsProxy {
        header: Header::new(&FRAME_LOCALS_PROXY),
        frame: frame.clone(),
    })
}

/// `locals()`: the mapping of a module or class body itself, else a new dict.
pub fn snapshot(vm: &Vm, frame: &Ref) -> PyResult {
    let m = mapping(vm, frame);
    if !m.is_exactly(&FRAME_LOCALS_PROXY) {
        return Ok(m);
    }
    match frame.downcast::<PyFrame>() {
        Some(f) => vm.dict_from_pairs(pairs(vm, f)?),
        None => Ok(vm.new_dict()),
    }
}

fn is_optimized(f: &PyFrame) -> bool {
    f.code
        .downcast::<PyCode>()
        .is_some_and(|c| c.flags & co::OPTIMIZED != 0)
}

/// Whether a comprehension that was inlined into a module or class body is running.
fn has_hidden(f: &PyFrame) -> bool {
    let Some(code) = f.code.downcast::<PyCode>() else {
        return false;
    };
    let hidden = |(i, l): (usize, &crate::bytecode::code::Local)| {
        l.kind.has(LocalKind::HIDDEN) && f.local(i).is_some()
    };
    code.code.locals.iter().enumerate().any(hidden)
}

/// The value of local `index`, taken out of its cell if it has one.
fn value_at(f: &PyFrame, code: &PyCode, index: usize) -> Option<Ref> {
    let kind = code.code.locals.get(index)?.kind;
    if kind.has(LocalKind::FREE) && code.flags & co::OPTIMIZED == 0 {
        return None;
    }
    let word = f.local(index)?;
    if kind.has(LocalKind::CELL | LocalKind::FREE)
        && let Some(cell) = word.downcast_exact::<PyCell>()
    {
        return cell.value.with(|v| v.opt().cloned());
    }
    Some(word)
}

fn set_value_at(f: &PyFrame, code: &PyCode, index: usize, value: Ref) {
    let is_cell = code
        .code
        .locals
        .get(index)
        .is_some_and(|l| l.kind.has(LocalKind::CELL | LocalKind::FREE));
    if is_cell
        && let Some(word) = f.local(index)
        && let Some(cell) = word.downcast_exact::<PyCell>()
    {
        drop(cell.value.replace(value));
        return;
    }
    f.set_local(index, value);
}

/// The dict of extra names, made on demand.
fn extras(vm: &Vm, f: &PyFrame, make: bool) -> Option<Ref> {
    let found = f.extras.with(|e| e[1].opt().cloned());
    if found.is_some() || !make {
        return found;
    }
    let d = vm.new_dict();
    drop(f.extras.with(|e| std::mem::replace(&mut e[1], d.clone())));
    Some(d)
}

/// All names with their values: variables, the mapping of a module or class body, extra names.
fn pairs(vm: &Vm, f: &PyFrame) -> PyResult<Vec<(Ref, Ref)>> {
    let mut out = Vec::new();
    if let Some(names) = f.names.opt().filter(|_| !is_optimized(f)) {
        let keys = vm.call_method_str(names, "keys", &[])?;
        for key in vm.collect_items(&keys)? {
            let value = vm.get_item(names, &key)?;
            out.push((key, value));
        }
    }
    if let Some(code) = f.code.downcast::<PyCode>() {
        for (i, name) in code.local_names.iter().enumerate() {
            if let Some(value) = value_at(f, code, i) {
                out.push((name.clone(), value));
            }
        }
    }
    if let Some(d) = extras(vm, f, false)
        .as_ref()
        .and_then(|d| d.downcast::<PyDict>())
    {
        out.extend(d.pairs());
    }
    Ok(out)
}

/// The number of the variable with this name; only one that has a value if `set` says so.
fn index_of(vm: &Vm, f: &PyFrame, key: &Ref, set: bool) -> PyResult<Option<usize>> {
    let Some(code) = f.code.downcast::<PyCode>() else {
        return Ok(None);
    };
    let text = key.as_str();
    for (i, name) in code.local_names.iter().enumerate() {
        let kind = code.code.locals.get(i).map_or(LocalKind(0), |l| l.kind);
        if kind.has(LocalKind::HIDDEN) && f.local(i).is_none() {
            continue;
        }
        let same = match text {
            Some(t) => name.as_str().is_some_and(|n| n.view() == t.view()),
            None => false,
        };
        if same && (!set || value_at(f, code, i).is_some()) {
            return Ok(Some(i));
        }
    }
    if text.is_none() {
        // What can't be hashed can't be a name.
        vm.hash(key)?;
    }
    Ok(None)
}

fn frame_of(x: &Ref) -> &PyFrame {
    match x
        .downcast::<PyFrameLocalsProxy>()
        .and_then(|p| p.frame.downcast::<PyFrame>())
    {
        Some(f) => f,
        None => unreachable!("methods of FrameLocalsProxy get proxies, which hold frames"),
    }
}

/// The value of a name, if it has one.
fn lookup(vm: &Vm, f: &PyFrame, key: &Ref) -> PyResult<Option<Ref>> {
    if let Some(i) = index_of(vm, f, key, true)?
        && let Some(code) = f.code.downcast::<PyCode>()
    {
        return Ok(value_at(f, code, i));
    }
    if let Some(d) = extras(vm, f, false)
        .as_ref()
        .and_then(|d| d.downcast::<PyDict>())
        && let Some(v) = d.get(vm, key)?
    {
        return Ok(Some(v));
    }
    match f.names.opt().filter(|_| !is_optimized(f)) {
        Some(names) => crate::vm::ops::mapping_get(vm, names, key),
        None => Ok(None),
    }
}

fn store(vm: &Vm, f: &PyFrame, key: &Ref, value: Ref) -> PyResult<()> {
    if let Some(i) = index_of(vm, f, key, false)?
        && let Some(code) = f.code.downcast::<PyCode>()
    {
        set_value_at(f, code, i, value);
        return Ok(());
    }
    match extras(vm, f, true)
        .as_ref()
        .and_then(|d| d.downcast::<PyDict>())
    {
        Some(d) => d.insert(vm, key.clone(), value).map(drop),
        None => Ok(()),
    }
}

fn proxy_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let [frame] = args.values else {
        let n = args.positional_count();
        return Err(vm.type_error(format!("FrameLocalsProxy expected 1 argument, got {n}")));
    };
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("FrameLocalsProxy takes no keyword arguments"));
    }
    if !frame.is_exactly(&FRAME) {
        return Err(vm.type_error(format!("expect frame, not {}", frame.ty().name())));
    }
    Ok(vm.alloc(PyFrameLocalsProxy {
        header: Header::new(&FRAME_LOCALS_PROXY),
        frame: frame.clone(),
    }))
}

fn as_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.dict_from_pairs(pairs(vm, frame_of(x))?)
}

fn proxy_repr(vm: &Vm, x: &Ref) -> PyResult {
    let shown = vm.repr_guard(x, || {
        let dict = as_dict(vm, x)?;
        vm.repr(&dict)
    })?;
    Ok(shown.unwrap_or_else(|| vm.new_str("{...}")))
}

fn proxy_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    if let Some(other) = y.downcast::<PyFrameLocalsProxy>() {
        let same = x
            .downcast::<PyFrameLocalsProxy>()
            .is_some_and(|p| p.frame.is(&other.frame));
        return Ok(Ref::bool(same == (op == CompareOp::Eq)));
    }
    if y.downcast::<PyDict>().is_some() {
        let dict = as_dict(vm, x)?;
        return vm.compare(&dict, y, op);
    }
    Ok(Ref::not_implemented())
}

fn proxy_iter(vm: &Vm, x: &Ref) -> PyResult {
    let names = proxy_keys(vm, std::slice::from_ref(x))?;
    vm.iter(&names)
}

fn proxy_len(vm: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(pairs(vm, frame_of(x))?.len())
}

fn proxy_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    match lookup(vm, frame_of(x), key)? {
        Some(v) => Ok(v),
        None => {
            let key = vm.repr_text(key)?;
            Err(vm.key_error(vm.new_str(&format!("local variable '{key}' is not defined"))))
        }
    }
}

fn proxy_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let f = frame_of(x);
    match value {
        Some(v) => store(vm, f, key, v.clone()),
        None => remove(vm, f, key).map(drop),
    }
}

/// Removes an extra name.
fn remove(vm: &Vm, f: &PyFrame, key: &Ref) -> PyResult {
    if index_of(vm, f, key, false)?.is_some() {
        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let removed = match extras(vm, f, false)
        .as_ref()
        .and_then(|d| d.downcast::<PyDict>())
    {
        Some(d) => d.remove(vm, key)?,
        None => None,
    };
    removed.ok_or_else(|| vm.key_error(key.clone()))
}

fn proxy_contains(vm: &Vm, x: &Ref, key: &Ref) -> PyResult<bool> {
    Ok(lookup(vm, frame_of(x), key)?.is_some())
}

fn is_mapping(x: &Ref) -> bool {
    x.downcast::<PyDict>().is_some() || x.downcast::<PyFrameLocalsProxy>().is_some()
}

fn merge_into(vm: &Vm, dict: &Ref, other: &Ref) -> PyResult<()> {
    let Some(d) = dict.downcast::<PyDict>() else {
        return Ok(());
    };
    let pairs = match (
        other.downcast::<PyDict>(),
        other.downcast::<PyFrameLocalsProxy>(),
    ) {
        (Some(o), _) => o.pairs(),
        (None, Some(_)) => pairs(vm, frame_of(other))?,
        (None, None) => Vec::new(),
    };
    for (k, v) in pairs {
        d.insert(vm, k, v)?;
    }
    Ok(())
}

fn proxy_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if !is_mapping(x) || !is_mapping(y) {
        return Ok(Ref::not_implemented());
    }
    let result = vm.new_dict();
    merge_into(vm, &result, x)?;
    merge_into(vm, &result, y)?;
    Ok(result)
}

fn update(vm: &Vm, x: &Ref, other: &Ref) -> PyResult<()> {
    let given = match other.downcast::<PyDict>() {
        Some(d) => d.pairs(),
        None => pairs(vm, frame_of(other))?,
    };
    let f = frame_of(x);
    given.into_iter().try_for_each(|(k, v)| store(vm, f, &k, v))
}

fn proxy_ior(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if !is_mapping(y) {
        return Ok(Ref::not_implemented());
    }
    update(vm, x, y)?;
    Ok(x.clone())
}

fn proxy_update(vm: &Vm, args: &[Ref]) -> PyResult {
    if !is_mapping(&args[1]) {
        return Err(vm.type_error("update() argument must be dict or another FrameLocalsProxy"));
    }
    update(vm, &args[0], &args[1])?;
    Ok(Ref::none())
}

fn proxy_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut names: Vec<Ref> = pairs(vm, frame_of(&args[0]))?
        .into_iter()
        .map(|(k, _)| k)
        .collect();
    names.reverse();
    vm.iter(&vm.new_list(names))
}

fn proxy_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    as_dict(vm, &args[0])
}

fn proxy_get(vm: &Vm, args: &[Ref]) -> PyResult {
    let (key, default) = match super::tuple::items(&args[1]) {
        [key] => (key, Ref::none()),
        [key, default] => (key, default.clone()),
        _ => return Err(vm.type_error("get expected 1 or 2 arguments")),
    };
    Ok(lookup(vm, frame_of(&args[0]), key)?.unwrap_or(default))
}

fn proxy_items(vm: &Vm, args: &[Ref]) -> PyResult {
    let all = pairs(vm, frame_of(&args[0]))?;
    Ok(vm.new_list(
        all.into_iter()
            .map(|(k, v)| vm.new_tuple(vec![k, v]))
            .collect(),
    ))
}

fn proxy_keys(vm: &Vm, args: &[Ref]) -> PyResult {
    let all = pairs(vm, frame_of(&args[0]))?;
    Ok(vm.new_list(all.into_iter().map(|(k, _)| k).collect()))
}

fn proxy_values(vm: &Vm, args: &[Ref]) -> PyResult {
    let all = pairs(vm, frame_of(&args[0]))?;
    Ok(vm.new_list(all.into_iter().map(|(_, v)| v).collect()))
}

fn proxy_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = super::tuple::items(&args[1]);
    let (key, default) = match given {
        [key] => (key, None),
        [key, default] => (key, Some(default)),
        [] => return Err(vm.type_error("pop expected at least 1 argument, got 0")),
        _ => {
            return Err(vm.type_error(format!(
                "pop expected at most 2 arguments, got {}",
                given.len()
            )));
        }
    };
    match (remove(vm, frame_of(&args[0]), key), default) {
        (Err(e), Some(d)) if e.matches(&super::exceptions::KEY_ERROR) => Ok(d.clone()),
        (r, _) => r,
    }
}

fn proxy_setdefault(vm: &Vm, args: &[Ref]) -> PyResult {
    let f = frame_of(&args[0]);
    if let Some(v) = lookup(vm, f, &args[1])? {
        return Ok(v);
    }
    let default = args[2].opt().cloned().unwrap_or_else(Ref::none);
    store(vm, f, &args[1], default.clone())?;
    Ok(default)
}
