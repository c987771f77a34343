//! Native modules of the standard library: the table of all of them.
//!
//! A module is a [`ModuleDef`](modules::ModuleDef) in a file or folder of its own and one row in
//! [`MODULES`]. `import` looks here before it looks anywhere else.
//! Invariant: nothing runs for a module that is not imported.
//! Next file to read: `modules.rs`.

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
pub use calling::{bind_init, call_with, qualified_type_name, type_name};
use modules::ModuleDef;

mod calling;
pub mod atexit;
pub mod cmath;
pub mod codecs;
pub mod errno;
pub mod gc;
pub mod io;
pub mod math;
pub mod importlib;
pub mod modules;
pub mod names;
pub mod packed;
pub mod posix;
pub mod random;
pub mod signal_module;
pub mod string_module;
pub mod struct_pack;
pub mod sys;
pub mod threading;
pub mod time;
pub mod typing;
pub mod unicodedata;
pub mod warnings;

/// Every native module.
pub static MODULES: &[&ModuleDef] = &[
    &threading::low_level::THREAD_MODULE,
    &atexit::ATEXIT,
    &errno::ERRNO,
    &gc::GC,
    &posix::POSIX,
    &signal_module::SIGNAL,
    &sys::SYS,
    &threading::THREADING,
    &time::module::TIME,
    &typing::TYPING,
    &warnings::WARNINGS,
    &codecs::module::CODECS,
    &string_module::STRING,
    &unicodedata::module::UNICODEDATA,
];

/// The native module of this name.
pub fn find(name: &str) -> Option<&'static ModuleDef> {
    MODULES.iter().copied().find(|m| m.name == name)
}

/// Enters a builtin type in a module's namespace under its own name, making it ready for use.
pub fn add_type(vm: &Vm, dict: &Ref, ty: &'static Type) -> PyResult<()> {
    ty.ready(vm);
    vm.dict_set(dict, type_name(ty), ty.to_ref())
}

/// Enters whole numbers in a module's namespace.
pub fn add_ints(vm: &Vm, dict: &Ref, rows: &[(&str, i64)]) -> PyResult<()> {
    rows.iter().try_for_each(|(name, value)| vm.dict_set(dict, name, vm.int(*value)))
}

/// Docstring of `builtins`.
pub const BUILTINS_DOC: &str = "Built-in functions, types, exceptions, and other objects.";

/// The status that asks `main` to die of SIGINT, as a program does that ends by Ctrl-C.
pub const INTERRUPTED: i32 = 0x1_0082;

/// What start-up does once `builtins` and `sys` exist.
pub fn after_boot(vm: &Vm) -> PyResult<()> {
    vm.set_archive_reader(|name| packed::read(name.strip_prefix(crate::vm::import::LIBRARY)?.strip_prefix('/')?));
    Ok(())
}

/// What the end of the program does; answers the exit status.
pub fn shutdown(vm: &Vm, status: i32) -> i32 {
    threading::shutdown(vm);
    atexit::run(vm);
    let flushed = flush_streams(vm);
    vm.interp.gil.begin_finalization(&vm.thread);
    if flushed || status != 0 { status } else { FLUSH_FAILED }
}

/// The exit status when standard output could not be written.
const FLUSH_FAILED: i32 = 120;

/// Flushes `sys.stdout` and `sys.stderr`; false when standard output could not be.
fn flush_streams(vm: &Vm) -> bool {
    let mut good = true;
    for name in ["stdout", "stderr"] {
        let Some(file) = vm.dict_get(&vm.known().sys, name).filter(|f| !f.is_none()) else { continue };
        let closed = vm.get_attr_str(&file, "closed").and_then(|c| vm.is_true(&c)).unwrap_or(false);
        if closed {
            continue;
        }
        if let Err(e) = vm.call_method_str(&file, "flush", &[])
            && name == "stdout"
        {
            vm.unraisable(e, "Exception ignored while flushing sys.stdout", None);
            good = false;
        }
    }
    good
}
