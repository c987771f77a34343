//! Native modules: their static description and how a script's `import` gets one.
//!
//! A module is a [`ModuleDef`]: a table of functions and a `setup` that adds what no table can
//! hold (types, constants, streams). Adding a module = one file and one row in `MODULES`.
//! Invariant: nothing runs for a module that is not imported.
//! Next file to read: `mod.rs`.

use crate::objects::args::MethodDef;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// A native module.
pub struct ModuleDef {
    /// Its dotted name.
    pub name: &'static str,
    /// Its docstring; empty for none.
    pub doc: &'static str,
    /// Its functions, sorted by name.
    pub functions: &'static [MethodDef],
    /// Fills in the rest; gets the module's namespace.
    pub setup: Option<fn(&Vm, &Ref) -> PyResult<()>>,
}

/// Makes the module object of a definition; does not enter it in `sys.modules`.
pub fn make(vm: &Vm, def: &'static ModuleDef) -> PyResult {
    let module = vm.new_module(def.name, (!def.doc.is_empty()).then_some(def.doc))?;
    let Some(dict) = crate::builtins::module::namespace(&module) else {
        return Ok(module);
    };
    let name = vm.intern_str(def.name);
    let parent = def.name.rsplit_once('.').map_or("", |(p, _)| p);
    vm.dict_set(&dict, "__package__", vm.intern_str(parent))?;
    let spec = super::importlib::new_spec(vm, def.name, None, None)?;
    crate::vm::import::set_spec(vm, &dict, spec)?;
    for f in def.functions {
        vm.dict_set(&dict, f.name, vm.new_builtin(f, &name))?;
    }
    if let Some(setup) = def.setup {
        setup(vm, &dict)?;
    }
    Ok(module)
}
