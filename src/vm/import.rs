//! Importing: native modules, modules of ours in Python, and the script's own files.
//!
//! `sys.modules` is asked first; then the native table, then the packed library of Python files,
//! then the folders of `sys.path` in order. A module stands in `sys.modules` while its body runs,
//! so circular imports see what there is.
//! Invariant: a module whose body raised is taken out of `sys.modules` again.
//! Next file to read: `../stdlib/modules.rs`.

use crate::builtins::exceptions as exc;
use crate::builtins::module::{PyModule, namespace};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::importlib::bootstrap::{self, Finder, Plan, Standard};
use crate::stdlib::importlib::new_spec;
use crate::stdlib::{modules, packed, zip_archive};
use crate::vm::{import_lock, import_trace};
use std::path::{Path, PathBuf};

/// Where a module's source was found.
pub enum Found {
    /// A native module.
    Native(&'static modules::ModuleDef),
    /// Source text, `__file__`, and the package's folder if it is one.
    Source {
        source: Vec<u8>,
        file: String,
        package: Option<Vec<String>>,
    },
    /// A folder without `__init__.py`.
    Namespace(Vec<String>),
}

/// The entry of `sys.path` that stands for the library in the binary.
pub const LIBRARY: &str = "<minipy>";

/// Whether the interpreter has a native module of this name.
pub fn is_native(name: &str) -> bool {
    native(name).is_some()
}

fn native(name: &str) -> Option<&'static modules::ModuleDef> {
    crate::stdlib::find(name)
}

/// Native modules that CPython finds on `sys.path`.
const HIDEABLE: &[&str] = &[
    "array",
    "binascii",
    "cmath",
    "math",
    "mmap",
    "select",
    "socket",
    "statistics",
    "termios",
    "threading",
    "unicodedata",
    "zlib",
];

/// The names already in `sys.modules`.
fn loaded(vm: &Vm, name: &str) -> Option<Ref> {
    vm.dict_get(&vm.known().modules, name)
}

/// `import name`: the module itself, parents imported first.
pub fn import_module(vm: &Vm, name: &str) -> PyResult {
    if let Some(m) = loaded(vm, name) {
        if m.is_none() {
            return Err(not_found(
                vm,
                name,
                &format!("import of {name} halted; None in sys.modules"),
            ));
        }
        import_lock::wait(vm, name)?;
        import_trace::again(vm, name);
        return Ok(loaded(vm, name).unwrap_or(m));
    }
    let mut parent = None;
    if let Some((package, child)) = name.rsplit_once('.') {
        let p = import_module(vm, package)?;
        if loaded(vm, name).is_some() {
            return import_module(vm, name);
        }
        let Some(path) = vm.get_attr_opt(&p, &vm.names().__path__)? else {
            let text = format!("No module named '{name}'; '{package}' is not a package");
            return Err(not_found(vm, name, &text));
        };
        parent = Some((p, child.to_string(), path));
    }
    let path = parent.as_ref().map(|(_, _, path)| path);
    let module = import_lock::hold(vm, name, || {
        // Another thread may have imported it while this one waited.
        match loaded(vm, name).filter(|m| !m.is_none()) {
            Some(m) => Ok(m),
            None => import_trace::traced(vm, name, || find_and_load(vm, name, path)),
        }
    })?;
    if let Some((p, child, _)) = parent {
        vm.set_attr(&p, &vm.intern_str(&child), &module)?;
    }
    Ok(module)
}

/// Looks for a module in the way `sys.meta_path` asks for, and loads it.
fn find_and_load(vm: &Vm, name: &str, path: Option<&Ref>) -> PyResult {
    if matches!(name, "_frozen_importlib" | "_frozen_importlib_external") {
        bootstrap::bootstrap(vm)?;
        if let Some(m) = loaded(vm, name) {
            return Ok(m);
        }
    }
    match bootstrap::plan(vm)? {
        Plan::Native => {
            if let Some(found) = find(vm, name, path)? {
                return load(vm, name, found);
            }
        }
        Plan::Walk(finders) => {
            for finder in finders {
                let found = match &finder {
                    Finder::Python(finder) => {
                        if let Some(module) = bootstrap::ask(vm, finder, name, path)? {
                            return Ok(module);
                        }
                        None
                    }
                    Finder::Standard(Standard::Builtin) => native(name).map(Found::Native),
                    Finder::Standard(Standard::Frozen) => None,
                    Finder::Standard(Standard::Path) => find(vm, name, path)?,
                };
                if let Some(found) = found {
                    return load(vm, name, found);
                }
            }
        }
    }
    let known = crate::stdlib::names::is_standard(name.split('.').next().unwrap_or(name));
    let text = if known {
        format!("No module named '{name}' (part of Python's standard library, not in minipy yet)")
    } else {
        format!("No module named '{name}'")
    };
    Err(not_found(vm, name, &text))
}

fn not_found(vm: &Vm, name: &str, text: &str) -> crate::objects::refcount::Exc {
    let e = vm.error(&exc::MODULE_NOT_FOUND_ERROR, text.to_string());
    let _ = vm.set_attr(&e.0, &vm.names().name, &vm.new_str(name));
    e
}

fn strings(vm: &Vm, list: &Ref) -> Vec<String> {
    vm.collect_items(list)
        .unwrap_or_default()
        .iter()
        .filter(|s| s.as_str().is_some())
        .map(|s| vm.str_lossy(s))
        .collect()
}

/// Looks for a module without loading it; `package_path` is the `__path__` of the package it is in.
pub fn find(vm: &Vm, name: &str, package_path: Option<&Ref>) -> PyResult<Option<Found>> {
    let native = native(name);
    // The others stand in for files of CPython's library, which a file of the script's own may hide.
    if native.is_some() && !HIDEABLE.contains(&name) {
        return Ok(native.map(Found::Native));
    }
    let mut folders = match package_path {
        Some(p) => strings(vm, p),
        None => match vm.dict_get(&vm.known().sys, "path") {
            Some(p) => strings(vm, &p),
            None => Vec::new(),
        },
    };
    // The packed library is the last place to look, unless `sys.path` puts it elsewhere.
    if package_path.is_none() && !folders.iter().any(|f| f.starts_with(LIBRARY)) {
        folders.push(LIBRARY.to_string());
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut portions = Vec::new();
    for folder in folders {
        if folder.starts_with(LIBRARY) {
            if let Some(def) = native {
                return Ok(Some(Found::Native(def)));
            }
            match packed::find(name) {
                Some(p) => {
                    let package = p
                        .is_package
                        .then(|| vec![format!("{LIBRARY}/{}", name.replace('.', "/"))]);
                    let file = format!("{LIBRARY}/{}", p.file);
                    return Ok(Some(Found::Source {
                        source: p.source().into_owned(),
                        file,
                        package,
                    }));
                }
                None => continue,
            }
        }
        // Relative entries mean folders of the working folder, and modules get absolute paths.
        let folder = std::path::absolute(if folder.is_empty() { "." } else { &folder })
            .unwrap_or_else(|_| PathBuf::from(&folder));
        let base = folder.join(last);
        let init = base.join("__init__.py");
        if let Some(source) = read(vm, &init) {
            let package = Some(vec![base.to_string_lossy().into_owned()]);
            return Ok(Some(Found::Source {
                source,
                file: init.to_string_lossy().into_owned(),
                package,
            }));
        }
        let file = folder.join(format!("{last}.py"));
        if let Some(source) = read(vm, &file) {
            return Ok(Some(Found::Source {
                source,
                file: file.to_string_lossy().into_owned(),
                package: None,
            }));
        }
        if base.is_dir() {
            portions.push(base.to_string_lossy().into_owned());
        }
    }
    Ok((!portions.is_empty()).then_some(Found::Namespace(portions)))
}

fn read(vm: &Vm, path: &Path) -> Option<Vec<u8>> {
    vm.door().blocking(crate::runtime::event::Reason::File, || {
        match std::fs::read(path) {
            Ok(bytes) => Some(bytes),
            // An entry of `sys.path` may be a zip file.
            Err(e) if e.kind() == std::io::ErrorKind::NotADirectory => zip_archive::read(path),
            Err(_) => None,
        }
    })
}

/// Loads a module that was found, and enters it in `sys.modules`.
pub fn load(vm: &Vm, name: &str, found: Found) -> PyResult {
    let modules_dict = &vm.known().modules;
    let (source, file, package) = match found {
        Found::Native(def) => {
            let m = modules::make(vm, def)?;
            vm.dict_set(modules_dict, name, m.clone())?;
            return Ok(m);
        }
        Found::Source {
            source,
            file,
            package,
        } => (Some(source), Some(file), package),
        Found::Namespace(portions) => (None, None, Some(portions)),
    };
    let module = vm.new_module(name, None)?;
    let dict = namespace(&module).unwrap_or_else(|| vm.new_dict());
    let parent = if package.is_some() {
        name
    } else {
        name.rsplit_once('.').map_or("", |(p, _)| p)
    };
    vm.dict_set(&dict, "__package__", vm.new_str(parent))?;
    if let Some(folders) = &package {
        let items = folders.iter().map(|f| vm.new_str(f)).collect();
        vm.dict_set(&dict, "__path__", vm.new_list(items))?;
    }
    let shown = file.as_ref().map_or_else(Ref::none, |f| vm.new_str(f));
    vm.dict_set(&dict, "__file__", shown)?;
    let spec = new_spec(vm, name, file.as_deref(), package.as_deref())?;
    set_spec(vm, &dict, spec.clone())?;
    vm.dict_set(&dict, "__builtins__", vm.known().builtins.clone())?;
    vm.dict_set(modules_dict, name, module.clone())?;
    if let (Some(source), Some(file)) = (source, file) {
        let initializing = &vm.names()._initializing;
        vm.set_attr(&spec, initializing, &Ref::bool(true))?;
        let r = vm
            .compile_bytes(&source, &file, super::interpreter::CompileMode::Exec)
            .and_then(|c| vm.exec_module(&c, &dict));
        vm.set_attr(&spec, initializing, &Ref::bool(false))?;
        if let Err(e) = r {
            drop(crate::builtins::dict::remove_str(
                modules_dict,
                &vm.intern_str(name),
            ));
            return Err(e);
        }
    }
    // The body may have put something else in its place, or nothing.
    drop(module);
    loaded(vm, name).ok_or_else(|| {
        let name = vm.new_str(name);
        vm.error_with_args(&exc::KEY_ERROR, vec![name])
    })
}

/// Gives a module its spec. `__loader__` is the spec's, made when it is asked for.
pub fn set_spec(vm: &Vm, dict: &Ref, spec: Ref) -> PyResult<()> {
    drop(crate::builtins::dict::remove_str(
        dict,
        &vm.names().__loader__,
    ));
    vm.dict_set(dict, "__spec__", spec)
}

/// `builtins.__import__`: `level` leading dots, relative to the package in `globals`.
pub fn import(vm: &Vm, name: &str, globals: Option<&Ref>, fromlist: &Ref, level: i64) -> PyResult {
    let full = if level > 0 {
        resolve(vm, name, globals, level)?
    } else {
        name.to_string()
    };
    if full.is_empty() {
        return Err(vm.value_error("Empty module name".to_string()));
    }
    let module = import_module(vm, &full)?;
    if vm.is_true(fromlist)? {
        handle_fromlist(vm, &module, &full, fromlist)?;
        return Ok(module);
    }
    if level == 0 {
        let top = full.split('.').next().unwrap_or(&full);
        return import_module(vm, top);
    }
    if name.is_empty() {
        return Ok(module);
    }
    // `import .a.b` cannot be written; what asks for it gets the first part.
    let cut = name.len() - name.split('.').next().unwrap_or(name).len();
    import_module(vm, &full[..full.len() - cut])
}

fn resolve(vm: &Vm, name: &str, globals: Option<&Ref>, level: i64) -> PyResult<String> {
    let get = |key: &str| {
        globals
            .and_then(|g| vm.dict_get(g, key))
            .filter(|v| v.as_str().is_some())
            .map(|v| vm.str_lossy(&v))
    };
    let given = globals.and_then(|g| vm.dict_get(g, "__package__"));
    if given.is_some_and(|p| !p.is_none() && p.as_str().is_none()) {
        return Err(vm.type_error("package must be a string"));
    }
    let package = match get("__package__") {
        Some(p) => p,
        None => match (
            get("__name__"),
            globals.and_then(|g| vm.dict_get(g, "__path__")),
        ) {
            (Some(n), Some(_)) => n,
            (Some(n), None) => n
                .rsplit_once('.')
                .map_or(String::new(), |(p, _)| p.to_string()),
            _ => return Err(vm.error(&exc::KEY_ERROR, "'__name__' not in globals".to_string())),
        },
    };
    if package.is_empty() {
        return Err(vm.error(
            &exc::IMPORT_ERROR,
            "attempted relative import with no known parent package".to_string(),
        ));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((b, _)) => base = b,
            None => {
                return Err(vm.error(
                    &exc::IMPORT_ERROR,
                    "attempted relative import beyond top-level package".to_string(),
                ));
            }
        }
    }
    Ok(if name.is_empty() {
        base.to_string()
    } else {
        format!("{base}.{name}")
    })
}

/// Imports submodules named in a `from` list.
fn handle_fromlist(vm: &Vm, module: &Ref, full: &str, fromlist: &Ref) -> PyResult<()> {
    if vm.get_attr_opt(module, &vm.names().__path__)?.is_none() {
        return Ok(());
    }
    for item in vm.collect_items(fromlist)? {
        let Some(s) = item.as_str() else {
            return Err(vm.type_error(format!(
                "Item in ``from list'' must be str, not {}",
                item.ty().name()
            )));
        };
        let name = s.view().to_utf8_lossy();
        if name == "*" {
            if let Some(all) = vm.get_attr_opt(module, &vm.names().__all__)? {
                for n in vm.collect_items(&all)? {
                    import_child(vm, module, full, &vm.str_lossy(&n))?;
                }
            }
        } else {
            import_child(vm, module, full, &name)?;
        }
    }
    Ok(())
}

fn import_child(vm: &Vm, module: &Ref, full: &str, name: &str) -> PyResult<()> {
    if vm.get_attr_opt(module, &vm.intern_str(name))?.is_some() {
        return Ok(());
    }
    let child = format!("{full}.{name}");
    match import_module(vm, &child) {
        Ok(_) => Ok(()),
        Err(e) if e.0.is_instance(&exc::MODULE_NOT_FOUND_ERROR) => {
            let missing = vm.get_attr_opt(&e.0, &vm.names().name)?;
            if missing.is_some_and(|m| vm.str_lossy(&m) == child) {
                Ok(())
            } else {
                Err(e)
            }
        }
        Err(e) => Err(e),
    }
}

/// IMPORT_FROM: an attribute, or a submodule that is loaded.
pub fn import_from(vm: &Vm, module: &Ref, name: &Ref) -> PyResult {
    if let Some(v) = vm.get_attr_opt(module, name)? {
        return Ok(v);
    }
    let text = |key: &Ref| {
        vm.get_attr_opt(module, key)
            .ok()
            .flatten()
            .filter(|v| v.as_str().is_some())
            .map(|v| vm.str_lossy(&v))
    };
    let n = vm.str_lossy(name);
    let owner = text(&vm.names().__name__);
    if let Some(o) = &owner
        && let Some(m) = loaded(vm, &format!("{o}.{n}"))
    {
        return Ok(m);
    }
    let owner_text = owner
        .clone()
        .unwrap_or_else(|| "<unknown module name>".to_string());
    let file = text(&vm.names().__file__);
    let place = file
        .clone()
        .unwrap_or_else(|| "unknown location".to_string());
    let partial = super::import::is_initializing(vm, module);
    let message = if partial {
        format!(
            "cannot import name '{n}' from partially initialized module '{owner_text}' (most likely due to a circular import) ({place})"
        )
    } else {
        format!("cannot import name '{n}' from '{owner_text}' ({place})")
    };
    let e = vm.error(&exc::IMPORT_ERROR, message);
    vm.set_attr(&e.0, &vm.names().name, &vm.new_str(&owner_text))?;
    vm.set_attr(&e.0, &vm.intern_str("name_from"), name)?;
    if let Some(f) = file {
        vm.set_attr(&e.0, &vm.names().path, &vm.new_str(&f))?;
    }
    Err(e)
}

/// Whether a module's body is still running.
pub fn is_initializing(vm: &Vm, module: &Ref) -> bool {
    let spec = namespace(module).and_then(|d| vm.dict_get(&d, "__spec__"));
    let flag = spec.and_then(|s| {
        vm.get_attr_opt(&s, &vm.names()._initializing)
            .ok()
            .flatten()
    });
    flag.is_some_and(|f| vm.is_true(&f).unwrap_or(false))
}

/// `from module import *` into a mapping of names.
pub fn import_star(vm: &Vm, module: &Ref, names: &Ref) -> PyResult {
    let all = vm.get_attr_opt(module, &vm.names().__all__)?;
    let explicit = all.is_some();
    let list = match all {
        Some(a) => vm.collect_items(&a)?,
        None => match vm.get_attr_opt(module, &vm.names().__dict__)? {
            Some(d) => vm.collect_items(&d)?,
            None => {
                let text = "from-import-* object has no __dict__ and no __all__".to_string();
                return Err(vm.error(&exc::IMPORT_ERROR, text));
            }
        },
    };
    for n in list {
        let Some(s) = n.as_str() else {
            let owner = vm
                .get_attr_opt(module, &vm.names().__name__)?
                .map_or(String::new(), |o| vm.str_lossy(&o));
            let (where_, what) = if explicit {
                ("Item", "__all__")
            } else {
                ("Key", "__dict__")
            };
            let got = n.ty().name();
            return Err(vm.type_error(format!("{where_} in {owner}.{what} must be str, not {got}")));
        };
        if !explicit && s.view().first() == Some('_' as u32) {
            continue;
        }
        let n = vm.intern(n.clone());
        let v = vm.get_attr(module, &n)?;
        if names.is_null() {
            continue;
        }
        vm.set_item(names, &n, &v)?;
    }
    Ok(Ref::none())
}

/// Whether a value is a module object.
pub fn is_module(r: &Ref) -> bool {
    r.downcast::<PyModule>().is_some()
}
