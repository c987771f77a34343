//! The builtin functions.

use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// Every builtin function.
pub static FUNCTIONS: &[MethodDef] = &[
    function("__build_class__", builtins_build_class, "func, name, /, *bases, **kwds", "Internal helper function used by the class statement."),
    function("__import__", builtins_import, "name, globals=None, locals=None, fromlist=(), level=0", "Import a module."),
    function("len", builtins_len, "obj, /", "Return the number of items in a container."),
    function("print", builtins_print, "*args, sep=' ', end='\\n', file=None, flush=False", "Prints the values to a stream, or to sys.stdout by default."),
    function("repr", builtins_repr, "obj, /", "Return the canonical string representation of the object."),
];

fn builtins_build_class(vm: &Vm, args: &[Ref]) -> PyResult {
    crate::builtins::typeobject::build_class::build_class(vm, args)
}

fn builtins_import(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = vm.str_lossy(&args[0]);
    let level = args[4].opt().and_then(|l| l.as_i64()).unwrap_or(0);
    let fromlist = args[3].opt().cloned().unwrap_or_else(Ref::none);
    crate::vm::import::import(vm, &name, args[1].opt(), &fromlist, level)
}

fn builtins_len(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.len(&args[0]).map(|n| vm.int(n as i64))
}

fn builtins_print(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = crate::builtins::tuple::items(&args[4]);
    let mut out = String::new();
    for (i, x) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(&args[0].opt().map_or(" ".to_string(), |s| vm.str_lossy(s)));
        }
        out.push_str(&vm.str_text(x)?);
    }
    out.push_str(&args[1].opt().map_or("\n".to_string(), |s| vm.str_lossy(s)));
    use std::io::Write;
    let _ = std::io::stdout().write_all(out.as_bytes());
    Ok(Ref::none())
}

fn builtins_repr(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.repr(&args[0])
}
