//! The `_warnings` module, and warnings raised by the interpreter itself.
//!
//! The standard library's `warnings` takes over this module's filters and functions when a script
//! imports it. While it is not imported, warnings are shown from here.
//!
//! Invariant: filters, the registry of `once` and their version belong to the interpreter; while
//! `warnings` is imported, its `filters` and `defaultaction` win, since scripts replace them.
//! Next file to read: `filters.rs`.

mod filters;
mod options;

pub use options::apply_options;

use super::modules::ModuleDef;
use crate::builtins::dict::PyDict;
use crate::builtins::exceptions as exc;
use crate::builtins::tuple;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, type_flags};
use crate::runtime::sync::RLock;
use crate::source::SourceText;
use crate::vm::traceback::print::display_text;
use crate::vm::traceback::source_cache::SourceCache;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

/// The state of an interpreter's warnings.
pub(super) struct State {
    /// The list of filters; NULL until first used.
    pub filters: Locked<Option<Ref>>,
    /// What `once` has shown.
    once: Locked<Option<Ref>>,
    /// Grows when the filters change; registries of another version are out of date.
    version: AtomicI64,
    lock: RLock,
}

impl Default for State {
    fn default() -> Self {
        State {
            filters: Locked::new(None),
            once: Locked::new(None),
            version: AtomicI64::new(0),
            lock: RLock::new(),
        }
    }
}

const FUNCTIONS: &[MethodDef] = &[
    function(
        "_acquire_lock",
        warnings_acquire_lock,
        "",
        "Take the lock of the filters.",
    ),
    function(
        "_filters_mutated_lock_held",
        warnings_filters_mutated,
        "",
        "Tell that the filters changed.",
    ),
    function(
        "_release_lock",
        warnings_release_lock,
        "",
        "Give the lock of the filters back.",
    ),
    function(
        "warn",
        warnings_warn,
        "message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()",
        "Show a warning, ignore it, or raise it.",
    ),
    function(
        "warn_explicit",
        warnings_warn_explicit,
        "message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None",
        "Show a warning about a given place, ignore it, or raise it.",
    ),
];

/// The `_warnings` module.
pub static WARNINGS: ModuleDef = ModuleDef {
    name: "_warnings",
    doc: "The native part of the warnings machinery.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    vm.dict_set(dict, "filters", filters::own_filters(vm)?)?;
    vm.dict_set(dict, "_onceregistry", once_registry(vm))?;
    vm.dict_set(dict, "_defaultaction", vm.new_str("default"))?;
    let variable = match crate::vm::import::import_module(vm, "_contextvars") {
        Ok(module) => {
            let class = vm.get_attr_str(&module, "ContextVar")?;
            vm.call(&class, &[vm.new_str("_warnings_context")])?
        }
        Err(e) if e.matches(&exc::IMPORT_ERROR) => Ref::none(),
        Err(e) => return Err(e),
    };
    vm.dict_set(dict, "_warnings_context", variable)
}

fn state(vm: &Vm) -> &'static State {
    vm.interp.state::<State>()
}

fn once_registry(vm: &Vm) -> Ref {
    if let Some(r) = state(vm).once.get() {
        return r;
    }
    let fresh = vm.new_dict();
    state(vm).once.set(Some(fresh.clone()));
    fresh
}

/// An attribute of the module `warnings`, if a script has imported it.
fn python_attribute(vm: &Vm, name: &str) -> Option<Ref> {
    let module = vm.dict_get(&vm.known().modules, "warnings")?;
    vm.dict_get(&crate::builtins::module::namespace(&module)?, name)
}

/// Runs `f` while holding the lock of the filters.
fn locked<R>(vm: &Vm, f: impl FnOnce() -> PyResult<R>) -> PyResult<R> {
    acquire(vm);
    let r = f();
    // It was taken above, so giving it back can't fail.
    let _ = state(vm).lock.release(&vm.thread);
    r
}

fn acquire(vm: &Vm) {
    if !state(vm).lock.try_acquire(&vm.thread) {
        state(vm)
            .lock
            .acquire(vm.door(), crate::runtime::blocking::Deadline::Never);
    }
}

fn warnings_acquire_lock(vm: &Vm, _: &[Ref]) -> PyResult {
    acquire(vm);
    Ok(Ref::none())
}

fn warnings_release_lock(vm: &Vm, _: &[Ref]) -> PyResult {
    match state(vm).lock.release(&vm.thread) {
        Ok(()) => Ok(Ref::none()),
        Err(_) => Err(vm.runtime_error("cannot release un-acquired lock")),
    }
}

fn warnings_filters_mutated(vm: &Vm, _: &[Ref]) -> PyResult {
    if !state(vm).lock.is_owned(&vm.thread) {
        return Err(vm.runtime_error("warnings lock is not held"));
    }
    state(vm).version.fetch_add(1, Relaxed);
    Ok(Ref::none())
}

/// The category of a warning: that of a `Warning` instance, else the class given.
fn category(vm: &Vm, message: &Ref, given: &Ref) -> PyResult {
    if message.is_instance(&exc::WARNING) {
        return Ok(message.ty().to_ref());
    }
    if given.is_null() || given.is_none() {
        return Ok(exc::USER_WARNING.to_ref());
    }
    if given.as_type().is_some_and(|t| t.is_subtype(&exc::WARNING)) {
        return Ok(given.clone());
    }
    let name = given.ty().name();
    Err(vm.type_error(format!("category must be a Warning subclass, not '{name}'")))
}

fn warnings_warn(vm: &Vm, args: &[Ref]) -> PyResult {
    let [message, given, level, source, skip] = args else {
        return Ok(Ref::none());
    };
    let level = level.opt().map_or(Ok(1), |l| vm.index_i64(l))?;
    let mut prefixes = Vec::new();
    if let Some(skip) = skip.opt() {
        if !skip.ty().has(type_flags::TUPLE) {
            let got = skip.ty().name();
            return Err(vm.type_error(format!(
                "warn() argument 'skip_file_prefixes' must be tuple, not {got}"
            )));
        }
        for p in tuple::items(skip) {
            if p.as_str().is_none() {
                let got = p.ty().name();
                return Err(vm.type_error(format!("Found non-str '{got}' in skip_file_prefixes.")));
            }
            prefixes.push(vm.str_lossy(p));
        }
    }
    let category = category(vm, message, given)?;
    let level = if prefixes.is_empty() {
        level
    } else {
        level.max(2)
    };
    warn_from_frame(vm, message, &category, level, source, &prefixes)?;
    Ok(Ref::none())
}

/// The frame a warning is about; `None` above the outermost one.
fn frame_at(vm: &Vm, level: i64, prefixes: &[String]) -> PyResult<Option<Ref>> {
    let file = |frame: &Ref| -> PyResult<String> {
        let code = vm.get_attr_str(frame, "f_code")?;
        Ok(vm.str_lossy(&vm.get_attr_str(&code, "co_filename")?))
    };
    let internal = |name: &str| name.contains("importlib") && name.contains("_bootstrap");
    let mut frame = super::sys::frames::current(vm)?;
    if frame.is_none() {
        return Ok(None);
    }
    let plain = level <= 1 || internal(&file(&frame)?);
    for _ in 1..level {
        loop {
            frame = vm.get_attr_str(&frame, "f_back")?;
            if frame.is_none() {
                return Ok(None);
            }
            let name = file(&frame)?;
            if plain || (!internal(&name) && !prefixes.iter().any(|p| name.starts_with(p))) {
                break;
            }
        }
    }
    Ok(Some(frame))
}

fn warn_from_frame(
    vm: &Vm,
    message: &Ref,
    category: &Ref,
    level: i64,
    source: &Ref,
    prefixes: &[String],
) -> PyResult<()> {
    let (globals, filename, line) = match frame_at(vm, level, prefixes)? {
        None => (vm.known().sys.clone(), vm.new_str("<sys>"), 0),
        Some(frame) => {
            let code = vm.get_attr_str(&frame, "f_code")?;
            let line = vm.get_attr_str(&frame, "f_lineno")?;
            let globals = vm.get_attr_str(&frame, "f_globals")?;
            (
                globals,
                vm.get_attr_str(&code, "co_filename")?,
                line.as_i64().unwrap_or(0),
            )
        }
    };
    let module = vm
        .dict_get(&globals, "__name__")
        .unwrap_or_else(|| vm.new_str("<string>"));
    let registry = match vm.dict_get(&globals, "__warningregistry__") {
        Some(r) => r,
        None => {
            let fresh = vm.new_dict();
            vm.dict_set(&globals, "__warningregistry__", fresh.clone())?;
            fresh
        }
    };
    let place = Place {
        filename,
        line,
        module: Some(module),
        registry,
        source: source.clone(),
    };
    explicit(vm, message, category, &place)
}

/// What a warning is about.
struct Place {
    filename: Ref,
    line: i64,
    /// The module's name; `None` to derive it from the file's.
    module: Option<Ref>,
    /// The module's `__warningregistry__`, or `None`.
    registry: Ref,
    /// The object behind a ResourceWarning.
    source: Ref,
}

fn warnings_warn_explicit(vm: &Vm, args: &[Ref]) -> PyResult {
    let [
        message,
        given,
        filename,
        line,
        module,
        registry,
        globals,
        source,
    ] = args
    else {
        return Ok(Ref::none());
    };
    if filename.as_str().is_none() {
        let got = filename.ty().name();
        return Err(vm.type_error(format!(
            "warn_explicit() argument 'filename' must be str, not {got}"
        )));
    }
    let line = vm.index_i64(line)?;
    if let Some(g) = globals.opt().filter(|g| !g.is_none())
        && !g.ty().has(type_flags::DICT)
    {
        let got = g.ty().name();
        return Err(vm.type_error(format!("module_globals must be a dict, not '{got}'")));
    }
    let place = Place {
        filename: filename.clone(),
        line,
        module: module.opt().filter(|m| !m.is_none()).cloned(),
        registry: registry.opt().cloned().unwrap_or_else(Ref::none),
        source: source.clone(),
    };
    explicit(vm, message, given, &place)?;
    Ok(Ref::none())
}

/// Decides what becomes of a warning, and does it.
fn explicit(vm: &Vm, message: &Ref, given: &Ref, place: &Place) -> PyResult<()> {
    if !place.registry.is_none() && !place.registry.ty().has(type_flags::DICT) {
        return Err(vm.type_error("'registry' must be a dict or None"));
    }
    let module = match &place.module {
        Some(m) => m.clone(),
        None => {
            let name = vm.str_lossy(&place.filename);
            let stem = name.strip_suffix(".py").unwrap_or(&name);
            vm.new_str(if name.is_empty() { "<unknown>" } else { stem })
        }
    };
    let (text, category, instance) = if message.is_instance(&exc::WARNING) {
        (vm.str(message)?, message.ty().to_ref(), message.clone())
    } else {
        (
            message.clone(),
            given.clone(),
            vm.call(given, std::slice::from_ref(message))?,
        )
    };
    let shown = locked(vm, || {
        decide(vm, &text, &category, &instance, &module, place)
    })?;
    if shown {
        show(vm, &text, &category, &instance, place)
    } else {
        Ok(())
    }
}

/// Whether a warning is to be shown now.
fn decide(
    vm: &Vm,
    text: &Ref,
    category: &Ref,
    instance: &Ref,
    module: &Ref,
    place: &Place,
) -> PyResult<bool> {
    let key = vm.new_tuple(vec![text.clone(), category.clone(), vm.int(place.line)]);
    let registry = place.registry.downcast::<PyDict>();
    if let Some(r) = registry
        && seen(vm, r, &key, false)?
    {
        return Ok(false);
    }
    let (action, item) = filters::action(vm, text, category, module, place.line)?;
    match action.as_str() {
        "error" => return Err(Exc(instance.clone())),
        "ignore" => return Ok(false),
        _ => {}
    }
    if let Some(r) = registry
        && !matches!(action.as_str(), "always" | "all")
    {
        r.insert(vm, key, Ref::bool(true))?;
    }
    let once = once_registry(vm);
    let again = match action.as_str() {
        "default" | "always" | "all" => false,
        "once" => {
            let alt = vm.new_tuple(vec![text.clone(), category.clone()]);
            // Without a registry of its own the warning is noted in the one of all modules.
            match registry.or_else(|| once.downcast::<PyDict>()) {
                Some(r) => seen(vm, r, &alt, true)?,
                None => false,
            }
        }
        "module" => {
            let alt = vm.new_tuple(vec![text.clone(), category.clone(), vm.int(0)]);
            match registry {
                Some(r) => seen(vm, r, &alt, true)?,
                None => false,
            }
        }
        other => {
            let action = vm.repr_text(&vm.new_str(other))?;
            let item = vm.repr_text(&item)?;
            return Err(vm.runtime_error(format!(
                "Unrecognized action ({action}) in warnings.filters:\n {item}"
            )));
        }
    };
    Ok(!again)
}

/// Whether a registry has a key, after emptying it if the filters have changed since.
fn seen(vm: &Vm, registry: &PyDict, key: &Ref, note: bool) -> PyResult<bool> {
    let version = state(vm).version.load(Relaxed);
    let name = vm.intern_str("version");
    if registry.get(vm, &name)?.and_then(|v| v.as_i64()) == Some(version) {
        if let Some(v) = registry.get(vm, key)? {
            return vm.is_true(&v);
        }
    } else {
        registry.clear();
        registry.insert(vm, name, vm.int(version))?;
    }
    if note {
        registry.insert(vm, key.clone(), Ref::bool(true))?;
    }
    Ok(false)
}

fn show(vm: &Vm, text: &Ref, category: &Ref, instance: &Ref, place: &Place) -> PyResult<()> {
    let Some(hook) = python_attribute(vm, "_showwarnmsg") else {
        show_native(vm, text, category, place);
        return Ok(());
    };
    if hook.ty().slots().call.is_none() {
        return Err(vm.type_error("warnings._showwarnmsg() must be set to a callable"));
    }
    let Some(class) = python_attribute(vm, "WarningMessage") else {
        return Err(vm.runtime_error("unable to get warnings.WarningMessage"));
    };
    let source = place.source.opt().cloned().unwrap_or_else(Ref::none);
    let line = vm.int(place.line);
    let none = Ref::none();
    let args = [
        instance.clone(),
        category.clone(),
        place.filename.clone(),
        line,
        none.clone(),
        none,
        source,
    ];
    let message = vm.call(&class, &args)?;
    vm.call(&hook, &[message]).map(drop)
}

/// Shows a warning without the module `warnings`.
fn show_native(vm: &Vm, text: &Ref, category: &Ref, place: &Place) {
    let name = category
        .as_type()
        .map_or(String::new(), |t| t.name().to_string());
    let words = vm.str(text).map(|t| display_text(&t)).unwrap_or_default();
    let file = display_text(&place.filename);
    let line = place.line;
    let mut out = format!("{file}:{line}: {name}: {words}\n");
    if !file.starts_with('<')
        && let Ok(number) = u32::try_from(line)
    {
        let source = SourceCache::default().file_line(vm, &file, number);
        if !source.trim().is_empty() {
            out.push_str(&format!("  {}\n", source.trim()));
        }
    }
    if place.source.opt().is_some_and(|s| !s.is_none()) {
        out.push_str(&format!(
            "{name}: Enable tracemalloc to get the object allocation traceback\n"
        ));
    }
    vm.write_stderr(&out);
}

impl Vm {
    /// A warning about the running Python code, `level` frames up (1 is the innermost).
    pub fn warn(&self, category: &Type, text: &str, level: i64) -> PyResult<()> {
        warn_from_frame(
            self,
            &self.new_str(text),
            &category.to_ref(),
            level,
            &Ref::NULL,
            &[],
        )
    }

    /// A `ResourceWarning` about an object that was not closed.
    pub fn warn_resource(&self, text: &str, source: &Ref) -> PyResult<()> {
        warn_from_frame(
            self,
            &self.new_str(text),
            &exc::RESOURCE_WARNING.to_ref(),
            1,
            source,
            &[],
        )
    }

    /// The warning about a coroutine that dies without ever having run.
    pub fn warn_unawaited(&self, coroutine: &Ref, text: &str) {
        let text = self.new_str(text);
        let category = exc::RUNTIME_WARNING.to_ref();
        if let Err(e) = warn_from_frame(self, &text, &category, 1, coroutine, &[]) {
            self.unraisable(
                e,
                "Exception ignored while finalizing coroutine",
                Some(coroutine),
            );
        }
    }

    /// What the front end found doubtful, as a `SyntaxWarning`. A filter that makes an error of it
    /// makes it a `SyntaxError`.
    pub fn warn_syntax(&self, w: &crate::syntax::Warning, source: &SourceText) -> PyResult<()> {
        let place = Place {
            filename: self.new_str(&source.name),
            line: w.line.into(),
            module: None,
            registry: Ref::none(),
            source: Ref::NULL,
        };
        let category = exc::SYNTAX_WARNING.to_ref();
        match explicit(self, &self.new_str(&w.message), &category, &place) {
            Err(e) if e.matches(&exc::SYNTAX_WARNING) => {
                let mistake = crate::syntax::SyntaxError::at(source, w.span, w.message.clone());
                Err(self.syntax_error_from(&mistake))
            }
            other => other,
        }
    }
}
