//! What `-X importtime` and `-v` tell about imports.
//!
//! Invariant: with neither option nothing is measured; a module's own time leaves out the imports
//! it made itself.
//! Next file to read: `import.rs`.

use crate::builtins::module::namespace;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use std::time::{Duration, Instant};

/// What this thread is importing right now.
#[derive(Default)]
struct Imports {
    /// For each import begun: the time its own imports took.
    inner: Vec<Duration>,
    header_shown: bool,
}

/// Loads a module, telling about it where that was asked for.
pub fn traced(vm: &Vm, name: &str, load: impl FnOnce() -> PyResult) -> PyResult {
    let config = &vm.interp.config;
    if config.import_time == 0 && config.verbose == 0 {
        return load();
    }
    vm.with_local::<Imports, _>(|i| i.inner.push(Duration::ZERO));
    let start = Instant::now();
    let result = load();
    let all = start.elapsed();
    let (inner, depth) = vm.with_local::<Imports, _>(|i| {
        let inner = i.inner.pop().unwrap_or_default();
        if let Some(outer) = i.inner.last_mut() {
            *outer += all;
        }
        (inner, i.inner.len())
    });
    if let Ok(module) = &result {
        if config.verbose > 0 {
            tell_place(vm, name, module);
        }
        if config.import_time > 0 {
            let own = all.saturating_sub(inner).as_micros();
            let (own, all) = (own.to_string(), all.as_micros().to_string());
            tell_time(vm, name, &own, &all, depth);
        }
    }
    result
}

/// A module that was imported before; `-X importtime=2` shows those, too.
pub fn again(vm: &Vm, name: &str) {
    if vm.interp.config.import_time > 1 {
        let depth = vm.with_local::<Imports, _>(|i| i.inner.len());
        tell_time(vm, name, "cached   ", "cached    ", depth);
    }
}

fn tell_time(vm: &Vm, name: &str, own: &str, all: &str, depth: usize) {
    let first = vm.with_local::<Imports, _>(|i| !std::mem::replace(&mut i.header_shown, true));
    let mut text = String::new();
    if first {
        text.push_str("import time: self [us] | cumulative | imported package\n");
    }
    let blanks = 2 * depth;
    text.push_str(&format!(
        "import time: {own:>9} | {all:>10} | {:blanks$}{name}\n",
        ""
    ));
    vm.write_stderr(&text);
}

fn tell_place(vm: &Vm, name: &str, module: &Ref) {
    let file = namespace(module)
        .and_then(|d| vm.dict_get(&d, "__file__"))
        .filter(|f| f.as_str().is_some())
        .map_or("native".to_string(), |f| vm.str_lossy(&f));
    vm.write_stderr(&format!("import '{name}' # {file}\n"));
}
