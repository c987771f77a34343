//! `-m`: a module or package of `sys.path` or the library, run as `__main__`.
//!
//! The rules are those of `runpy`, done natively: running a script by its module name then costs
//! no import of the import machinery, and tracebacks begin in the module.
//!
//! Invariant: packages above the module are imported, the module itself is not.
//! Next file to read: `../vm/import.rs`.

use super::executable;
use super::run::run_source;
use crate::builtins::exceptions as exc;
use crate::builtins::list::PyList;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::vm::import::{self, Found};

/// A module that can run: its full name, file and source.
struct Runnable {
    name: String,
    file: String,
    source: Vec<u8>,
}

/// Why a name can't be run; the text follows the program's name.
type Refusal = String;

/// Runs the module of this name.
pub fn run(vm: &Vm, name: &str) -> PyResult<()> {
    let found = match details(vm, name)? {
        Ok(found) => found,
        Err(why) => {
            vm.write_stderr(&format!("{}: {why}\n", executable()));
            return Err(vm.system_exit(vm.int(1)));
        }
    };
    let argv = vm.dict_get(&vm.known().sys, "argv");
    if let Some(list) = argv.as_ref().and_then(|a| a.downcast::<PyList>()) {
        let file = vm.new_str(&found.file);
        let old = list.items.with(|items| {
            items
                .first_mut()
                .map(|first| std::mem::replace(first, file))
        });
        drop(old);
    }
    let names = vm.main_namespace()?;
    let package = found.name.rsplit_once('.').map_or("", |(p, _)| p);
    let spec = crate::stdlib::importlib::new_spec(vm, &found.name, Some(&found.file), None)?;
    let loader = vm.get_attr_str(&spec, "loader");
    for (key, value) in [
        ("__loader__", loader.unwrap_or_else(|_| Ref::none())),
        ("__file__", vm.new_str(&found.file)),
        ("__cached__", Ref::none()),
        ("__package__", vm.new_str(package)),
        ("__spec__", spec),
    ] {
        vm.dict_set(&names, key, value)?;
    }
    run_source(vm, &found.source, &found.file, &names)
}

fn details(vm: &Vm, name: &str) -> PyResult<Result<Runnable, Refusal>> {
    if name.starts_with('.') {
        return Ok(Err("Relative module names not supported".to_string()));
    }
    if name.is_empty() {
        return Ok(Err("No module named ".to_string()));
    }
    let path = match parent_path(vm, name)? {
        Ok(path) => path,
        Err(why) => return Ok(Err(why)),
    };
    let file = match import::find(vm, name, path.as_ref())? {
        None => return Ok(Err(format!("No module named {name}"))),
        Some(Found::Native(_)) => {
            return Ok(Err(format!("No code object available for {name}")));
        }
        Some(Found::Source {
            source,
            file,
            package: None,
        }) => {
            return Ok(Ok(Runnable {
                name: name.to_string(),
                file,
                source,
            }));
        }
        Some(_) => name,
    };
    if file == "__main__" || file.ends_with(".__main__") {
        return Ok(Err("Cannot use package as __main__ module".to_string()));
    }
    let inner = details(vm, &format!("{name}.__main__"))?;
    Ok(
        inner
            .map_err(|why| format!("{why}; '{name}' is a package and cannot be directly executed")),
    )
}

/// Imports the package a module is in; answers its `__path__`, `None` for a module in no package.
fn parent_path(vm: &Vm, name: &str) -> PyResult<Result<Option<Ref>, Refusal>> {
    let Some((package, _)) = name.rsplit_once('.') else {
        return Ok(Ok(None));
    };
    let refusal = |why: &str| {
        let mut text = format!(
            "Error while finding module specification for '{name}' (ModuleNotFoundError: {why})"
        );
        if let Some(stem) = name.strip_suffix(".py") {
            text.push_str(&format!(
                ". Try using '{stem}' instead of '{name}' as the module name."
            ));
        }
        text
    };
    let parent = match import::import_module(vm, package) {
        Ok(parent) => parent,
        Err(e) if e.matches(&exc::MODULE_NOT_FOUND_ERROR) => {
            let missing = vm.get_attr_opt(&e.0, &vm.names().name)?;
            let missing = missing.map_or(String::new(), |m| vm.str_lossy(&m));
            if missing != package && !package.starts_with(&format!("{missing}.")) {
                return Err(e);
            }
            return Ok(Err(refusal(&vm.str_text(&e.0)?)));
        }
        Err(e) => return Err(e),
    };
    if let Some(module) = vm.dict_get(&vm.known().modules, name)
        && vm.get_attr_opt(&module, &vm.names().__path__)?.is_none()
    {
        let text = format!(
            "'{name}' found in sys.modules after import of package '{package}', but prior to execution of '{name}'; this may result in unpredictable behaviour"
        );
        vm.warn(&exc::RUNTIME_WARNING, &text, 1)?;
    }
    match vm.get_attr_opt(&parent, &vm.names().__path__)? {
        Some(path) => Ok(Ok(Some(path))),
        None => Ok(Err(refusal(&format!(
            "__path__ attribute not found on '{package}' while trying to find '{name}'"
        )))),
    }
}
