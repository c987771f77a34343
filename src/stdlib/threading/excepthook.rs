//! `threading.excepthook`: what happens to an exception that no code of a thread handles.
//!
//! Invariant: reporting never raises; a hook that fails is reported itself.
//! Deliberately absent: the drawing of tracebacks (`../../vm/traceback/`).
//! Next file to read: `../../vm/traceback/mod.rs`.

use super::registry::threads;
use super::thread::PyThread;
use crate::builtins::exceptions as exc;
use crate::builtins::function::PyBuiltinFunction;
use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};

/// `_thread._ExceptHookArgs`.
pub static ARGS: Type = Type::builtin(&ARGS_DEF);
static ARGS_DEF: TypeDef = structseq::definition(
    "_ExceptHookArgs",
    "_thread",
    "Type used to pass arguments to threading.excepthook.",
    FIELDS,
    |vm, class| structseq::describe(vm, class, &INFO),
);
const FIELDS: &[GetSetDef] = &[
    getter("exc_type", item::<0>, "Exception type"),
    getter("exc_value", item::<1>, "Exception value"),
    getter("exc_traceback", item::<2>, "Exception traceback"),
    getter("thread", item::<3>, "Thread"),
];
/// Its fields.
pub static INFO: StructInfo = StructInfo {
    ty: &ARGS,
    name: "_thread._ExceptHookArgs",
    fields: &["exc_type", "exc_value", "exc_traceback", "thread"],
    visible: 4,
};

/// Whether `hook` is the one the module starts with.
fn is_default(hook: &Ref) -> bool {
    hook.downcast::<PyBuiltinFunction>().is_some_and(|f| {
        std::ptr::fn_addr_eq(f.def.func, default_hook as fn(&Vm, &[Ref]) -> PyResult)
    })
}

/// Hands an exception that ended `thread` to `threading.excepthook`.
pub fn invoke(vm: &Vm, thread: &Ref, e: Exc) {
    let hook = threads(vm)
        .module
        .get()
        .and_then(|m| vm.dict_get(&m, "excepthook"));
    match hook.filter(|h| !h.is_none() && !is_default(h)) {
        None => print(vm, &e.0, Some(thread)),
        Some(hook) => {
            if let Err(inner) = call_hook(vm, &hook, thread, &e) {
                vm.write_stderr("Exception in threading.excepthook:\n");
                vm.print_exception(&inner.0);
            }
        }
    }
}

fn call_hook(vm: &Vm, hook: &Ref, thread: &Ref, e: &Exc) -> PyResult<()> {
    structseq::register(vm, &INFO);
    let traceback = e.payload().traceback().unwrap_or_else(Ref::none);
    let values = vec![e.0.ty().to_ref(), e.0.clone(), traceback, thread.clone()];
    let args = structseq::make(vm, &INFO, values)?;
    vm.call(hook, &[args]).map(drop)
}

fn print(vm: &Vm, x: &Ref, thread: Option<&Ref>) {
    if x.is_instance(&exc::SYSTEM_EXIT) {
        return;
    }
    let name = match thread.filter(|t| !t.is_none()) {
        None => vm.thread.ident().to_string(),
        Some(t) => match t.downcast::<PyThread>() {
            Some(p) => vm.str_lossy(&p.name()),
            None => vm
                .get_attr_str(t, "name")
                .and_then(|n| vm.str_text(&n))
                .unwrap_or_else(|_| vm.thread.ident().to_string()),
        },
    };
    vm.print_thread_exception(&name, x);
}

/// `_thread._excepthook`.
pub fn default_hook(vm: &Vm, args: &[Ref]) -> PyResult {
    if !args[0].is_exactly(&ARGS) {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    }
    let field = |i| structseq::get(vm, &args[0], i).unwrap_or_else(Ref::none);
    let (value, thread) = (field(1), field(3));
    if value.downcast::<exc::PyException>().is_some() {
        print(vm, &value, Some(&thread));
    }
    Ok(Ref::none())
}
