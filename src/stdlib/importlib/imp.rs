//! `_imp`: what the import system in Python asks of the interpreter.
//!
//! Deliberately absent: extension modules, frozen modules and compiled files; minipy has none.
//! Next file to read: `../../vm/import.rs`.

use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;
use crate::stdlib::packed;
use crate::vm::import::{self, LIBRARY};

/// The module `_imp`.
pub static IMP: ModuleDef = ModuleDef {
    name: "_imp",
    doc: "(Extremely) low-level import machinery bits as used by importlib.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
static FUNCTIONS: &[MethodDef] = &[
    function("_fix_co_filename", nothing_of_two, "code, path, /", "Changes code.co_filename to specify the passed-in file path."),
    function("acquire_lock", nothing, "", "Acquires the interpreter's import lock for the current thread."),
    function("create_builtin", imp_create_builtin, "spec, /", "Create a builtin module."),
    function("decode_source", imp_decode_source, "source_bytes, /", "The text of a source file, with newlines as in any text."),
    function("exec_builtin", zero, "mod, /", "Initialize a built-in module."),
    function("extension_suffixes", imp_extension_suffixes, "", "Returns the list of file suffixes used to identify extension modules."),
    function("find_frozen", imp_find_frozen, "name, /, *, withdata=False", "Return info about the corresponding frozen module (if there is one) or None."),
    function("get_frozen_object", imp_no_frozen, "name, data=None, /", "Create a code object for a frozen module."),
    function("is_builtin", imp_is_builtin, "name, /", "Returns 1 if the module is a built-in one, else 0."),
    function("is_frozen", imp_false, "name, /", "Returns True if the module name corresponds to a frozen module."),
    function("is_frozen_package", imp_no_frozen, "name, /", "Returns True if the module name is of a frozen package."),
    function("library_children", imp_library_children, "package, /", "The modules directly inside a package of the library, with whether each is a package."),
    function("library_data", imp_library_data, "path, /", "The bytes of a file of the library, or None."),
    function("library_file", imp_library_file, "name, /", "Path of a module of the library and whether it is a package, or None."),
    function("lock_held", imp_lock_held, "", "Return True if the import lock is currently held, else False."),
    function("release_lock", nothing, "", "Release the interpreter's import lock."),
    function("source_hash", imp_source_hash, "key, source", "A hash of a source file."),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    vm.dict_set(dict, "check_hash_based_pycs", vm.new_str("default"))?;
    vm.dict_set(dict, "pyc_magic_number_token", vm.int(0x0a0d_0e2b))
}

fn nothing(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn nothing_of_two(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn zero(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.int(0))
}

fn imp_false(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::bool(false))
}

fn imp_no_frozen(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.repr_text(&args[0])?;
    let text = format!("No such frozen object named {name}");
    Err(vm.error(&crate::builtins::exceptions::IMPORT_ERROR, text))
}

/// FNV-like mixing is no one's contract here: what is hashed is only compared with itself.
fn imp_source_hash(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut hash = vm.index_i64(&args[0])? as u64;
    for byte in vm.bytes_of(&args[1])? {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    Ok(vm.new_bytes(hash.to_le_bytes().to_vec()))
}

fn imp_lock_held(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::bool(false))
}

fn imp_find_frozen(_: &Vm, _: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

fn imp_decode_source(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = vm.bytes_of(&args[0])?;
    let source = crate::syntax::decode("<string>", &bytes).map_err(|e| vm.syntax_error_from(&e))?;
    let text = source.text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(vm.new_str(&text))
}

fn imp_extension_suffixes(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_list(Vec::new()))
}

fn imp_is_builtin(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.str_lossy(&args[0]);
    Ok(vm.int((name == "builtins" || import::is_native(&name)) as i64))
}

fn imp_create_builtin(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.get_attr(&args[0], &vm.names().name)?;
    import::import_module(vm, &vm.str_lossy(&name))
}

fn imp_library_file(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(match packed::find(&vm.str_lossy(&args[0])) {
        Some(p) => {
            let path = vm.new_str(&format!("{LIBRARY}/{}", p.file));
            vm.new_small_tuple([path, Ref::bool(p.is_package)])
        }
        None => Ref::none(),
    })
}

fn imp_library_data(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = vm.str_lossy(&args[0]);
    let inner = path.strip_prefix(LIBRARY).and_then(|p| p.strip_prefix('/'));
    Ok(match inner.and_then(packed::read) {
        Some(text) => vm.new_bytes(text.into_bytes()),
        None => Ref::none(),
    })
}

fn imp_library_children(vm: &Vm, args: &[Ref]) -> PyResult {
    let package = vm.str_lossy(&args[0]);
    let rows = packed::children(&package).map(|(name, is_package)| {
        let last = name.rsplit('.').next().unwrap_or(name);
        vm.new_small_tuple([vm.new_str(last), Ref::bool(is_package)])
    });
    Ok(vm.new_list(rows.collect()))
}
