//! What scripts see of modules.
//!
//! Invariant: a missing attribute asks the module's `__getattr__` (PEP 562) before the error is
//! worded by what `__spec__` tells about the module's import.
//! Next file to read: `../vm/import.rs`.

use super::dict::{self, DICT};
use super::function_methods::read_only;
use super::module::PyModule;
use super::typeobject::annotations;
use crate::objects::args::{Args, Callee, MethodDef, Signature, bind, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, getset, member_set};

/// What modules can do.
pub const MODULE_SLOTS: Slots = Slots {
    new: Some(module_new),
    init: Some(module_init),
    repr: Some(module_repr),
    getattro: Some(module_get_attr),
    ..Slots::NONE
};
/// Their methods.
pub const MODULE_METHODS: &[MethodDef] = &[method(
    "__dir__",
    module_dir,
    "self, /",
    "__dir__() -> list\nspecialized dir() implementation",
)];
/// Their attributes.
pub const MODULE_GETSET: &[GetSetDef] = &[
    getset("__annotate__", module_annotate, module_set_annotate, ""),
    getset(
        "__annotations__",
        module_annotations,
        module_set_annotations,
        "",
    ),
    member_set("__dict__", module_dict, read_only, ""),
];

fn module_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyModule {
        header: Header::new(ty),
        dict: DictWord::with(vm.new_dict()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn module_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let sig = Signature::parse("name, doc=None");
    let mut slots = [const { Ref::NULL }; 2];
    bind(
        vm,
        &sig,
        Callee {
            name: "module",
            qualname: "module",
            has_self: false,
        },
        args,
        &mut slots,
    )?;
    let [name, doc] = slots;
    if name.as_str().is_none() {
        let got = name.ty().name();
        return Err(vm.type_error(format!("module() argument 'name' must be str, not {got}")));
    }
    let d = namespace(vm, x)?;
    let doc = if doc.is_null() { Ref::none() } else { doc };
    vm.dict_set(&d, "__name__", name)?;
    vm.dict_set(&d, "__doc__", doc)?;
    for key in ["__package__", "__loader__", "__spec__"] {
        vm.dict_set(&d, key, Ref::none())?;
    }
    Ok(())
}

fn namespace(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn entry(vm: &Vm, x: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    Ok(dict::get_str(&namespace(vm, x)?, name))
}

fn text_entry(vm: &Vm, x: &Ref, name: &Ref) -> PyResult<Option<String>> {
    Ok(entry(vm, x, name)?
        .filter(|n| n.as_str().is_some())
        .map(|n| vm.str_lossy(&n)))
}

/// An attribute of a spec that has it and is true.
fn spec_says(vm: &Vm, spec: &Ref, name: &Ref) -> PyResult<bool> {
    match vm.get_attr_opt(spec, name)? {
        Some(v) => vm.is_true(&v),
        None => Ok(false),
    }
}

fn module_repr(vm: &Vm, x: &Ref) -> PyResult {
    let names = vm.names();
    let spec = entry(vm, x, &names.__spec__)?.filter(|s| !s.is_none());
    let text = match spec {
        Some(spec) => repr_by_spec(vm, &spec)?,
        None => repr_by_namespace(vm, x)?,
    };
    Ok(vm.new_str(&text))
}

fn repr_by_spec(vm: &Vm, spec: &Ref) -> PyResult<String> {
    let names = vm.names();
    let attr = |name: &str| vm.get_attr_opt(spec, &vm.intern_str(name));
    let name = match vm.get_attr_opt(spec, &names.name)? {
        Some(n) if !n.is_none() => vm.repr_text(&n)?,
        _ => "'?'".to_string(),
    };
    let origin = attr("origin")?.filter(|o| !o.is_none());
    let located = attr("has_location")?;
    let located = match located {
        Some(l) => vm.is_true(&l)?,
        None => false,
    };
    match origin {
        Some(o) if located => Ok(format!("<module {name} from {}>", vm.repr_text(&o)?)),
        Some(o) => Ok(format!("<module {name} ({})>", vm.str_text(&o)?)),
        None => match attr("loader")?.filter(|l| !l.is_none()) {
            Some(l) if is_namespace_loader(&l) => Ok(format!(
                "<module {name} (namespace) from {}>",
                locations(vm, spec)?
            )),
            Some(l) => Ok(format!("<module {name} ({})>", vm.repr_text(&l)?)),
            None => Ok(format!("<module {name}>")),
        },
    }
}

fn is_namespace_loader(loader: &Ref) -> bool {
    loader.ty().name() == "NamespaceLoader"
}

fn locations(vm: &Vm, spec: &Ref) -> PyResult<String> {
    let places = vm.get_attr_str(spec, "submodule_search_locations")?;
    vm.repr_text(&vm.new_list(vm.collect_items(&places)?))
}

fn repr_by_namespace(vm: &Vm, x: &Ref) -> PyResult<String> {
    let names = vm.names();
    let name = match entry(vm, x, &names.__name__)? {
        Some(n) => vm.repr_text(&n)?,
        None => "'?'".to_string(),
    };
    if let Some(file) = entry(vm, x, &names.__file__)? {
        return Ok(format!("<module {name} from {}>", vm.repr_text(&file)?));
    }
    match entry(vm, x, &names.__loader__)?.filter(|l| !l.is_none()) {
        Some(l) => Ok(format!("<module {name} ({})>", vm.repr_text(&l)?)),
        None if is_native(vm, x)? => Ok(format!("<module {name} (built-in)>")),
        None => Ok(format!("<module {name}>")),
    }
}

/// Whether this is a module of the interpreter's own.
fn is_native(vm: &Vm, x: &Ref) -> PyResult<bool> {
    let Some(name) = text_entry(vm, x, &vm.names().__name__)? else {
        return Ok(false);
    };
    let known = name == "builtins" || crate::vm::import::is_native(&name);
    Ok(known
        && vm
            .dict_get(&vm.known().modules, &name)
            .is_some_and(|m| m.is(x)))
}

/// `module.name`.
pub fn module_get_attr(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    let name = super::object::attribute_name(vm, name)?;
    if let Some(value) = super::object::generic_lookup(vm, x, &name)? {
        return Ok(value);
    }
    let names = vm.names();
    if name.is(&names.__loader__)
        && let Some(spec) = entry(vm, x, &names.__spec__)?.filter(|s| !s.is_none())
    {
        return crate::stdlib::importlib::spec_loader(vm, &spec);
    }
    if let Some(hook) = entry(vm, x, &names.__getattr__)? {
        return vm.call_one(&hook, &name);
    }
    let text = vm.str_lossy(&name);
    let Some(module) = text_entry(vm, x, &names.__name__)? else {
        return Err(vm.attribute_error_with(format!("module has no attribute '{text}'"), x, &name));
    };
    let spec = entry(vm, x, &names.__spec__)?.filter(|s| !s.is_none());
    let text = match spec {
        Some(spec) => missing_text(vm, &spec, &module, &text)?,
        None => format!("module '{module}' has no attribute '{text}'"),
    };
    Err(vm.attribute_error_with(text, x, &name))
}

/// The text of a missing attribute of an imported module: it may still be on its way, or hide
/// another module of its name.
fn missing_text(vm: &Vm, spec: &Ref, module: &str, name: &str) -> PyResult<String> {
    let names = vm.names();
    let origin = vm
        .get_attr_opt(spec, &vm.intern_str("origin"))?
        .filter(|o| o.as_str().is_some());
    let origin = origin.map(|o| vm.str_lossy(&o));
    let initializing = spec_says(vm, spec, &names._initializing)?;
    if let Some(file) = &origin
        && stands_in_script_folder(vm, file)
    {
        if is_standard_name(vm, module)? {
            return Ok(format!(
                "module '{module}' has no attribute '{name}' (consider renaming '{file}' since it has the same name \
                 as the standard library module named '{module}' and prevents importing that standard library module)"
            ));
        }
        if initializing {
            return Ok(format!(
                "module '{module}' has no attribute '{name}' (consider renaming '{file}' if it has the same name as a \
                 library you intended to import)"
            ));
        }
    }
    if initializing {
        return Ok(match origin {
            Some(file) => format!(
                "partially initialized module '{module}' from '{file}' has no attribute '{name}' (most likely due to \
                 a circular import)"
            ),
            None => format!(
                "partially initialized module '{module}' has no attribute '{name}' (most likely due to a circular \
                 import)"
            ),
        });
    }
    if let Some(pending) = vm.get_attr_opt(spec, &names._uninitialized_submodules)?
        && vm.contains(&pending, &vm.new_str(name))?
    {
        return Ok(format!(
            "cannot access submodule '{name}' of module '{module}' (most likely due to a circular import)"
        ));
    }
    Ok(format!("module '{module}' has no attribute '{name}'"))
}

/// Whether a module's file stands in the folder that comes first on `sys.path`.
fn stands_in_script_folder(vm: &Vm, file: &str) -> bool {
    let first = vm
        .dict_get(&vm.known().sys, "path")
        .and_then(|p| p.downcast::<super::list::PyList>()?.get(0));
    let Some(first) = first.filter(|f| f.as_str().is_some()) else {
        return false;
    };
    let mut folder = std::path::PathBuf::from(vm.str_lossy(&first));
    if folder.as_os_str().is_empty() {
        folder = std::env::current_dir().unwrap_or_default();
    }
    std::path::Path::new(file).parent() == Some(folder.as_path())
}

fn is_standard_name(vm: &Vm, module: &str) -> PyResult<bool> {
    match vm.dict_get(&vm.known().sys, "stdlib_module_names") {
        Some(names) => vm.contains(&names, &vm.new_str(module)),
        None => Ok(false),
    }
}

fn module_dict(vm: &Vm, x: &Ref) -> PyResult {
    namespace(vm, x)
}

fn module_dir(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let d = vm.get_attr(x, &vm.names().__dict__)?;
    if !d.is_instance(&DICT) {
        return Err(vm.type_error("<module>.__dict__ is not a dictionary"));
    }
    match vm.dict_get(&d, "__dir__") {
        Some(f) => vm.call(&f, &[]),
        None => Ok(vm.new_list(vm.collect_items(&d)?)),
    }
}

fn module_annotate(vm: &Vm, x: &Ref) -> PyResult {
    let name = &vm.names().__annotate__;
    if let Some(found) = entry(vm, x, name)? {
        return Ok(found);
    }
    dict::set_str(vm, &namespace(vm, x)?, name, Ref::none())?;
    Ok(Ref::none())
}

fn module_set_annotate(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    };
    if !value.is_none() && value.ty().slots().call.is_none() {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    let d = namespace(vm, x)?;
    dict::set_str(vm, &d, &names.__annotate__, value.clone())?;
    if !value.is_none() {
        drop(dict::remove_str(&d, &names.__annotations__));
    }
    Ok(())
}

fn module_annotations(vm: &Vm, x: &Ref) -> PyResult {
    let names = vm.names();
    if let Some(found) = entry(vm, x, &names.__annotations__)? {
        return Ok(found);
    }
    let d = namespace(vm, x)?;
    let value = match dict::get_str(&d, &names.__annotate__).filter(|a| !a.is_none()) {
        Some(annotate) => annotations::compute(vm, &annotate)?,
        None => vm.new_dict(),
    };
    dict::set_str(vm, &d, &names.__annotations__, value.clone())?;
    Ok(value)
}

fn module_set_annotations(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    let d = namespace(vm, x)?;
    match value {
        Some(v) => dict::set_str(vm, &d, &names.__annotations__, v.clone())?,
        None => {
            if dict::remove_str(&d, &names.__annotations__).is_none() {
                return Err(vm.attribute_error_with("__annotations__", x, &names.__annotations__));
            }
        }
    }
    drop(dict::remove_str(&d, &names.__annotate__));
    Ok(())
}
