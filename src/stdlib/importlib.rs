//! `_imp`, and what ties `importlib` to the native import system.
//!
//! `import` is native (`vm/import.rs`) and needs no `importlib`. When a script imports that package, the
//! classes in it are told of this interpreter by `py/_library_importer.py`, modules get specs, and from
//! then on a changed `sys.meta_path` is honoured: imports then go through `importlib`.
//! Deliberately absent: frozen and extension modules, and compiled files.
//! Next file to read: `packed.rs`.

use crate::builtins::bytes::byteslike::bytes_like;
use crate::builtins::exceptions as exc;
use crate::builtins::list::PyList;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::{ModuleDef, make};
use crate::stdlib::packed;
use crate::vm::import::{LIBRARY, import_module};

/// `_imp`.
pub static IMP: ModuleDef = ModuleDef {
    name: "_imp",
    doc: "(Extremely) low-level import machinery bits as used by importlib.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const FUNCTIONS: &[MethodDef] = &[
    function("_fix_co_filename", nothing, "code, path, /", ""),
    function("_library_children", library_children, "package, /", ""),
    function("_library_find", library_find, "name, /", ""),
    function("_library_source", library_source, "name, /", ""),
    function(
        "_override_frozen_modules_for_tests",
        nothing,
        "override, /",
        "",
    ),
    function(
        "_override_multi_interp_extensions_check",
        zero,
        "override, /",
        "",
    ),
    function(
        "acquire_lock",
        nothing,
        "",
        "Acquires the interpreter's import lock for the current thread.",
    ),
    function(
        "create_builtin",
        create_builtin,
        "spec, /",
        "Create an extension module.",
    ),
    function("create_dynamic", no_dynamic, "spec, file=None, /", ""),
    function(
        "exec_builtin",
        zero,
        "mod, /",
        "Initialize a built-in module.",
    ),
    function("exec_dynamic", no_dynamic, "mod, /", ""),
    function(
        "extension_suffixes",
        extension_suffixes,
        "",
        "Returns the list of file suffixes used to identify extension modules.",
    ),
    function("find_frozen", nothing, "name, /, *, withdata=False", ""),
    function("get_frozen_object", no_frozen, "name, data=None, /", ""),
    function(
        "is_builtin",
        is_builtin,
        "name, /",
        "Returns True if the module name corresponds to a built-in module.",
    ),
    function("is_frozen", not_so, "name, /", ""),
    function("is_frozen_package", no_frozen, "name, /", ""),
    function(
        "lock_held",
        not_so,
        "",
        "Return True if the import lock is currently held.",
    ),
    function(
        "release_lock",
        nothing,
        "",
        "Release the interpreter's import lock.",
    ),
    function("source_hash", source_hash, "key, source", ""),
];

/// CPython 3.14's mark of compiled files.
const MAGIC_TOKEN: i64 = 168_627_755;

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    vm.dict_set(dict, "check_hash_based_pycs", vm.new_str("default"))?;
    vm.dict_set(dict, "pyc_magic_number_token", vm.int(MAGIC_TOKEN))
}

fn nothing(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn zero(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.int(0))
}

fn not_so(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::bool(false))
}

fn no_frozen(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.repr_text(&args[0])?;
    Err(vm.error(
        &exc::IMPORT_ERROR,
        format!("No such frozen object named {name}"),
    ))
}

fn no_dynamic(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(vm.error(
        &exc::IMPORT_ERROR,
        "extension modules written for CPython can't be loaded",
    ))
}

fn extension_suffixes(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_list(Vec::new()))
}

fn is_builtin(vm: &Vm, args: &[Ref]) -> PyResult {
    let native = super::find(&vm.str_lossy(&args[0])).is_some();
    Ok(vm.int(i64::from(native)))
}

fn create_builtin(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.get_attr_str(&args[0], "name")?;
    if let Some(known) = vm.dict_get(&vm.known().modules, &vm.str_lossy(&name)) {
        return Ok(known);
    }
    match super::find(&vm.str_lossy(&name)) {
        Some(def) => make(vm, def),
        None => Ok(Ref::none()),
    }
}

/// FNV-like mixing is no one's contract here: what is hashed is only compared with itself.
fn source_hash(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut hash = vm.index_i64(&args[0])? as u64;
    for byte in bytes_like(vm, &args[1])?.iter() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    }
    Ok(vm.new_bytes(hash.to_le_bytes().to_vec()))
}

fn library_source(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.str_lossy(&args[0]);
    match packed::find(&name) {
        Some(found) => Ok(vm.new_str(&String::from_utf8_lossy(&found.source()))),
        None => Err(vm.error(&exc::IMPORT_ERROR, format!("no module {name}"))),
    }
}

/// The file of a packed module, and where a package's modules are.
fn library_find(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.str_lossy(&args[0]);
    let Some(found) = packed::find(&name) else {
        return Ok(Ref::none());
    };
    let file = vm.new_str(&format!("{LIBRARY}/{}", found.file));
    let path = if found.is_package {
        let folder = vm.new_str(&format!("{LIBRARY}/{}", name.replace('.', "/")));
        vm.new_list(vec![folder])
    } else {
        Ref::none()
    };
    Ok(vm.new_small_tuple([file, path]))
}

fn library_children(vm: &Vm, args: &[Ref]) -> PyResult {
    let package = vm.str_lossy(&args[0]);
    let children = packed::children(&package)
        .map(|(name, is_package)| vm.new_small_tuple([vm.new_str(name), Ref::bool(is_package)]))
        .collect();
    Ok(vm.new_list(children))
}

/// What `importlib` was told, once it has been imported.
#[derive(Default)]
struct Machinery {
    /// `spec_for` of our importer.
    spec_for: Locked<Option<Ref>>,
    /// The finders of `sys.meta_path` as they were then.
    finders: Locked<Vec<Ref>>,
}

fn meta_path(vm: &Vm) -> Vec<Ref> {
    let list = vm.dict_get(&vm.known().sys, "meta_path");
    list.and_then(|l| l.downcast::<PyList>().map(PyList::to_vec))
        .unwrap_or_default()
}

/// Tells `importlib`, which has just been imported, of this interpreter.
pub fn install(vm: &Vm) -> PyResult<()> {
    let ours = import_module(vm, "_library_importer")?;
    vm.call_method_str(&ours, "install", &[])?;
    let machinery = vm.interp.state::<Machinery>();
    machinery.finders.set(meta_path(vm));
    machinery
        .spec_for
        .set(Some(vm.get_attr_str(&ours, "spec_for")?));
    Ok(())
}

/// The `__spec__` of a module: `None` until `importlib` is there.
pub fn new_spec(vm: &Vm, name: &str, file: Option<&str>, package: Option<&Ref>) -> PyResult {
    let Some(spec_for) = vm.interp.state::<Machinery>().spec_for.get() else {
        return Ok(Ref::none());
    };
    let file = file.map_or_else(Ref::none, |f| vm.new_str(f));
    let package = package.cloned().unwrap_or_else(Ref::none);
    vm.call(&spec_for, &[vm.new_str(name), file, package])
}

/// Imports through `importlib` if a script has changed `sys.meta_path`; `None` if it has not.
pub fn import_by_finders(vm: &Vm, name: &str) -> PyResult<Option<Ref>> {
    let machinery = vm.interp.state::<Machinery>();
    if machinery.spec_for.with(|s| s.is_none()) {
        return Ok(None);
    }
    let (now, then) = (meta_path(vm), machinery.finders.get());
    if now.len() == then.len() && now.iter().zip(&then).all(|(a, b)| a.is(b)) {
        return Ok(None);
    }
    let bootstrap = import_module(vm, "importlib._bootstrap")?;
    let find = vm.get_attr_str(&bootstrap, "_find_and_load")?;
    let import = vm.get_attr_str(&bootstrap, "_gcd_import")?;
    vm.call(&find, &[vm.new_str(name), import]).map(Some)
}
