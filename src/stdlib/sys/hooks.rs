//! What the interpreter calls back: display, exceptions, breakpoints, audit, tracing.
//!
//! Invariant: each hook here is what `sys` starts with; scripts replace the attribute in `sys`, and
//! who calls a hook looks there.
//! Deliberately absent: tracing and profiling, which say so.
//! Next file to read: `../../vm/traceback/mod.rs`.

use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::vm::traceback::default_unraisable;

/// `sys.UnraisableHookArgs`.
pub static UNRAISABLE_ARGS: Type = Type::builtin(&UNRAISABLE_ARGS_DEF);
static UNRAISABLE_ARGS_DEF: TypeDef = structseq::definition(
    "UnraisableHookArgs",
    "builtins",
    "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.",
    UNRAISABLE_FIELDS,
    |vm, class| structseq::describe(vm, class, &UNRAISABLE_INFO),
);
const UNRAISABLE_FIELDS: &[GetSetDef] = &[
    getter("exc_type", item::<0>, "Exception type"),
    getter("exc_value", item::<1>, "Exception value"),
    getter("exc_traceback", item::<2>, "Exception traceback"),
    getter("err_msg", item::<3>, "Error message"),
    getter("object", item::<4>, "Object causing the exception"),
];
static UNRAISABLE_INFO: StructInfo = StructInfo {
    ty: &UNRAISABLE_ARGS,
    name: "UnraisableHookArgs",
    fields: &[
        "exc_type",
        "exc_value",
        "exc_traceback",
        "err_msg",
        "object",
    ],
    visible: 5,
};

/// The argument of `sys.unraisablehook`: type, value, traceback, message, object.
pub fn new_unraisable_hook_args(vm: &Vm, values: Vec<Ref>) -> PyResult {
    structseq::register(vm, &UNRAISABLE_INFO);
    structseq::make(vm, &UNRAISABLE_INFO, values)
}

/// `sys.unraisablehook` as it is at first.
pub(super) fn unraisable_hook(vm: &Vm, args: &[Ref]) -> PyResult {
    if !args[0].is_exactly(&UNRAISABLE_ARGS) {
        return Err(vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs"));
    }
    let field = |i| structseq::get(vm, &args[0], i).filter(|v| !v.is_none());
    if let Some(value) = field(1) {
        let message = field(3).map(|m| vm.str_lossy(&m));
        default_unraisable(vm, &value, message.as_deref(), field(4).as_ref());
    }
    Ok(Ref::none())
}

/// `sys.displayhook` as it is at first: shows the value of an expression typed at the prompt.
pub(super) fn display_hook(vm: &Vm, args: &[Ref]) -> PyResult {
    let value = &args[0];
    if value.is_none() {
        return Ok(Ref::none());
    }
    let builtins = &vm.known().builtins;
    vm.dict_set(builtins, "_", Ref::none())?;
    let shown = vm.repr(value)?;
    let Some(stdout) = vm.dict_get(&vm.known().sys, "stdout") else {
        return Err(vm.runtime_error("lost sys.stdout"));
    };
    vm.call_method_str(&stdout, "write", &[shown])?;
    vm.call_method_str(&stdout, "write", &[vm.new_str("\n")])?;
    vm.dict_set(builtins, "_", value.clone())?;
    Ok(Ref::none())
}

/// `sys.breakpointhook` as it is at first: starts the debugger PYTHONBREAKPOINT names, or `pdb`.
pub(super) fn breakpoint_hook(vm: &Vm, args: &[Ref]) -> PyResult {
    let wanted = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
    let wanted = match wanted.as_str() {
        "0" => return Ok(Ref::none()),
        "" => "pdb.set_trace",
        w => w,
    };
    let (module, function) = wanted.rsplit_once('.').unwrap_or(("builtins", wanted));
    let module = crate::vm::import::import_module(vm, module)?;
    let function = vm.get_attr_str(&module, function)?;
    crate::stdlib::call_with(vm, &function, &args[0], &args[1])
}

#[derive(Default)]
struct AuditHooks(Locked<Vec<Ref>>);

/// `sys.addaudithook`.
pub(super) fn add_audit_hook(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.interp
        .state::<AuditHooks>()
        .0
        .with(|h| h.push(args[0].clone()));
    Ok(Ref::none())
}

/// `sys.audit`.
pub(super) fn audit(vm: &Vm, args: &[Ref]) -> PyResult {
    let hooks = vm.interp.state::<AuditHooks>().0.get();
    if args[0].as_str().is_none() {
        let name = args[0].ty().name();
        return Err(vm.type_error(format!("audit() argument 1 must be str, not {name}")));
    }
    for hook in hooks {
        vm.call(&hook, &[args[0].clone(), args[1].clone()])?;
    }
    Ok(Ref::none())
}

/// `sys.gettrace`, `sys.getprofile`.
pub(super) fn get_trace(_vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(Ref::none())
}

/// `sys.settrace`.
pub(super) fn set_trace(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].is_none() {
        return Ok(Ref::none());
    }
    Err(vm.not_implemented_error("sys.settrace() is not in minipy yet"))
}

/// `sys.setprofile`.
pub(super) fn set_profile(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].is_none() {
        return Ok(Ref::none());
    }
    Err(vm.not_implemented_error("sys.setprofile() is not in minipy yet"))
}

/// `sys.call_tracing`.
pub(super) fn call_tracing(vm: &Vm, args: &[Ref]) -> PyResult {
    if !args[1].ty().has(type_flags::TUPLE) {
        let name = args[1].ty().name();
        return Err(vm.type_error(format!(
            "call_tracing() argument 2 must be tuple, not {name}"
        )));
    }
    crate::stdlib::call_with(vm, &args[0], &args[1], &Ref::NULL)
}

/// `asyncgen_hooks`.
pub static ASYNCGEN_HOOKS: Type = Type::builtin(&ASYNCGEN_HOOKS_DEF);
static ASYNCGEN_HOOKS_DEF: TypeDef = structseq::definition(
    "asyncgen_hooks",
    "builtins",
    "A named tuple providing information about asynchronous\ngenerators hooks.  The attributes are read only.",
    ASYNCGEN_FIELDS,
    |vm, class| structseq::describe(vm, class, &ASYNCGEN_INFO),
);
const ASYNCGEN_FIELDS: &[GetSetDef] = &[
    getter("firstiter", item::<0>, "Called on first iteration"),
    getter("finalizer", item::<1>, "Called on garbage collection"),
];
static ASYNCGEN_INFO: StructInfo = StructInfo {
    ty: &ASYNCGEN_HOOKS,
    name: "asyncgen_hooks",
    fields: &["firstiter", "finalizer"],
    visible: 2,
};

/// This thread's hooks for asynchronous generators; NULL for none.
#[derive(Default)]
pub struct AsyncgenHooks {
    /// Called with a generator when it is first iterated.
    pub firstiter: Option<Ref>,
    /// Called with a generator that dies before it is done.
    pub finalizer: Option<Ref>,
}

/// `sys.get_asyncgen_hooks`.
pub(super) fn get_asyncgen_hooks(vm: &Vm, _args: &[Ref]) -> PyResult {
    structseq::register(vm, &ASYNCGEN_INFO);
    let (first, last) =
        vm.with_local::<AsyncgenHooks, _>(|h| (h.firstiter.clone(), h.finalizer.clone()));
    let or_none = |r: Option<Ref>| r.unwrap_or_else(Ref::none);
    structseq::make(vm, &ASYNCGEN_INFO, vec![or_none(first), or_none(last)])
}

/// `sys.set_asyncgen_hooks`.
pub(super) fn set_asyncgen_hooks(vm: &Vm, args: &[Ref]) -> PyResult {
    for (value, name) in [(&args[0], "firstiter"), (&args[1], "finalizer")] {
        let Some(v) = value.opt() else { continue };
        if !v.is_none() && v.ty().slots().call.is_none() {
            let got = v.ty().name();
            return Err(vm.type_error(format!("callable {name} expected, got {got}")));
        }
    }
    let new = |v: &Ref| {
        v.opt()
            .map(|v| if v.is_none() { None } else { Some(v.clone()) })
    };
    let (first, last) = (new(&args[0]), new(&args[1]));
    let old = vm.with_local::<AsyncgenHooks, _>(|h| {
        let a = first.map(|f| std::mem::replace(&mut h.firstiter, f));
        let b = last.map(|f| std::mem::replace(&mut h.finalizer, f));
        (a, b)
    });
    drop(old);
    Ok(Ref::none())
}
