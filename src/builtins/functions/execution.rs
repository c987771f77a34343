//! Builtin functions that compile and run code or hand out namespaces.
//!
//! Invariant: without explicit namespaces code runs in the caller's; a function's locals are then
//! a snapshot, so that what such code assigns is lost.
//! Next file to read: `code_source.rs`.

use super::code_source::{self, Request, compile_flags};
use crate::builtins::code::{CELL, PyCode};
use crate::builtins::dict::DICT;
use crate::builtins::function::PyFunction;
use crate::builtins::{frame, frame_locals, tuple};
use crate::bytecode::code::{LocalKind, flags as co};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::vm::interpreter::CompileMode;

/// `__build_class__()`
pub(super) fn builtins_build_class(vm: &Vm, args: &[Ref]) -> PyResult {
    crate::builtins::typeobject::build_class::build_class(vm, args)
}

/// `__import__()`
pub(super) fn builtins_import(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[0].as_str().is_none() {
        return Err(vm.type_error("module name must be a string"));
    }
    let level = match args[4].opt() {
        Some(l) => vm.index_i64(l)?,
        None => 0,
    };
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    let name = vm.str_lossy(&args[0]);
    if name.is_empty() && level == 0 {
        return Err(vm.value_error("Empty module name"));
    }
    let fromlist = args[3].opt().cloned().unwrap_or_else(Ref::none);
    crate::vm::import::import(vm, &name, args[1].opt(), &fromlist, level)
}

/// `breakpoint()`
pub(super) fn builtins_breakpoint(vm: &Vm, args: &[Ref]) -> PyResult {
    match vm.dict_get(&vm.known().sys, "breakpointhook") {
        Some(hook) => crate::stdlib::call_with(vm, &hook, &args[0], &args[1]),
        None => Err(vm.runtime_error("lost sys.breakpointhook")),
    }
}

/// `globals()`
pub(super) fn builtins_globals(vm: &Vm, _: &[Ref]) -> PyResult {
    current_globals(vm)
}

/// `locals()`
pub(super) fn builtins_locals(vm: &Vm, _: &[Ref]) -> PyResult {
    current_locals(vm)
}

/// The globals of the running Python function.
fn current_globals(vm: &Vm) -> PyResult {
    match frame::current_function(vm)
        .and_then(|f| f.downcast::<PyFunction>().map(|f| f.globals.clone()))
    {
        Some(g) => Ok(g),
        None => vm.main_namespace(),
    }
}

/// What `locals()` answers in the running Python function.
pub(super) fn current_locals(vm: &Vm) -> PyResult {
    match frame::current(vm, 0) {
        Some(f) => frame_locals::snapshot(vm, &f),
        None => vm.main_namespace(),
    }
}

/// The `__future__` flags of the calling code.
fn inherited_flags(vm: &Vm) -> u32 {
    let f = frame::current_function(vm);
    let f = f.as_ref().and_then(|f| f.downcast::<PyFunction>());
    f.map_or(0, |f| f.code.with(|c| c.flags) & co::FUTURE_MASK)
}

/// `compile()`
pub(super) fn builtins_compile(vm: &Vm, args: &[Ref]) -> PyResult {
    let [source, filename, mode, flags, dont_inherit, optimize, ..] = args else {
        return Ok(Ref::none());
    };
    let filename = code_source::filename_text(vm, filename)?;
    let Some(mode_text) = mode.as_str().map(|_| vm.str_lossy(mode)) else {
        let got = mode.ty().name();
        return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {got}")));
    };
    let number = |x: &Ref, default: i64| x.opt().map_or(Ok(default), |x| vm.index_i64(x));
    let flags = number(flags, 0)?;
    let optimize = number(optimize, -1)?;
    let known = compile_flags::MASK | co::FUTURE_MASK;
    let flags = match u32::try_from(flags) {
        Ok(f) if f & !known == 0 => f,
        _ => return Err(vm.value_error("compile(): unrecognised flags")),
    };
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let dont_inherit = dont_inherit.opt().map_or(Ok(false), |d| vm.is_true(d))?;
    let flags = if dont_inherit {
        flags
    } else {
        flags | inherited_flags(vm)
    };
    let only_ast = flags & compile_flags::ONLY_AST != 0;
    let mode = match mode_text.as_str() {
        "exec" => CompileMode::Exec,
        "eval" => CompileMode::Eval,
        "single" => CompileMode::Single,
        "func_type" if !only_ast => {
            return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
        }
        "func_type" => CompileMode::Eval,
        _ if only_ast => {
            return Err(
                vm.value_error("compile() mode must be 'exec', 'eval', 'single' or 'func_type'")
            );
        }
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let request = Request {
        source,
        filename: &filename,
        mode,
        flags,
        optimize,
        function: "compile",
        takes: "string, bytes or AST",
    };
    code_source::compile(vm, &request)
}

/// The namespaces code is to run in: those given, else the caller's.
fn namespaces(vm: &Vm, globals: Option<&Ref>, locals: Option<&Ref>) -> PyResult<(Ref, Ref)> {
    let (globals, locals) = match (globals, locals) {
        (Some(g), Some(l)) => (g.clone(), l.clone()),
        (Some(g), None) => (g.clone(), g.clone()),
        (None, Some(l)) => (current_globals(vm)?, l.clone()),
        (None, None) => (current_globals(vm)?, current_locals(vm)?),
    };
    let key = &vm.names().__builtins__;
    if crate::builtins::dict::get_str(&globals, key).is_none() {
        let caller = frame::current_function(vm);
        let builtins = caller.and_then(|f| f.downcast::<PyFunction>().map(|f| f.builtins.clone()));
        let builtins = builtins.unwrap_or_else(|| vm.known().builtins.clone());
        crate::builtins::dict::set_str(vm, &globals, key, builtins)?;
    }
    Ok((globals, locals))
}

/// How many free variables a code object has.
fn free_count(code: &PyCode) -> usize {
    code.code
        .locals
        .iter()
        .filter(|l| l.kind.has(LocalKind::FREE))
        .count()
}

/// `eval()`
pub(super) fn builtins_eval(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = |x: &Ref| x.opt().filter(|x| !x.is_none()).cloned();
    let (globals, locals) = (given(&args[1]), given(&args[2]));
    if let Some(l) = &locals
        && l.ty().slots().getitem.is_none()
    {
        return Err(vm.type_error("locals must be a mapping"));
    }
    if let Some(g) = &globals
        && !g.is_instance(&DICT)
    {
        let text = match g.ty().slots().getitem {
            Some(_) => "globals must be a real dict; try eval(expr, {}, mapping)",
            None => "globals must be a dict",
        };
        return Err(vm.type_error(text));
    }
    let (globals, locals) = namespaces(vm, globals.as_ref(), locals.as_ref())?;
    if let Some(code) = args[0].downcast::<PyCode>() {
        if free_count(code) > 0 {
            return Err(
                vm.type_error("code object passed to eval() may not contain free variables")
            );
        }
        return vm.exec_code(&args[0], &globals, &locals);
    }
    let code = compile_text(vm, &args[0], "eval", CompileMode::Eval)?;
    vm.exec_code(&code, &globals, &locals)
}

fn compile_text(vm: &Vm, source: &Ref, function: &str, mode: CompileMode) -> PyResult {
    let request = Request {
        source,
        filename: "<string>",
        mode,
        flags: inherited_flags(vm),
        optimize: -1,
        function,
        takes: "string, bytes or code",
    };
    code_source::compile(vm, &request)
}

/// `exec()`
pub(super) fn builtins_exec(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = |x: &Ref| x.opt().filter(|x| !x.is_none()).cloned();
    let (globals, locals, closure) = (given(&args[1]), given(&args[2]), given(&args[3]));
    if let Some(g) = &globals
        && !g.is_instance(&DICT)
    {
        return Err(vm.type_error(format!(
            "exec() globals must be a dict, not {}",
            g.ty().name()
        )));
    }
    if let Some(l) = &locals
        && l.ty().slots().getitem.is_none()
    {
        return Err(vm.type_error(format!(
            "locals must be a mapping or None, not {}",
            l.ty().name()
        )));
    }
    let (globals, locals) = namespaces(vm, globals.as_ref(), locals.as_ref())?;
    if let Some(code) = args[0].downcast::<PyCode>() {
        exec_code_object(vm, &args[0], code, &globals, &locals, closure)?;
        return Ok(Ref::none());
    }
    if closure.is_some() {
        return Err(vm.type_error("closure can only be used when source is a code object"));
    }
    let code = compile_text(vm, &args[0], "exec", CompileMode::Exec)?;
    vm.exec_code(&code, &globals, &locals)?;
    Ok(Ref::none())
}

fn exec_code_object(
    vm: &Vm,
    object: &Ref,
    code: &PyCode,
    globals: &Ref,
    locals: &Ref,
    closure: Option<Ref>,
) -> PyResult {
    let free = free_count(code);
    if free == 0 {
        if closure.is_some() {
            return Err(vm.type_error("cannot use a closure with this code object"));
        }
        return vm.exec_code(object, globals, locals);
    }
    let cells = closure.filter(|c| {
        c.is_exactly(&tuple::TUPLE)
            && tuple::items(c).len() == free
            && tuple::items(c).iter().all(|x| x.is_exactly(&CELL))
    });
    let Some(cells) = cells else {
        return Err(vm.type_error(format!(
            "code object requires a closure of exactly length {free}"
        )));
    };
    let builtins = vm.builtins_of(globals)?;
    let f = crate::vm::ops::new_function(vm, object, globals, &builtins);
    if let Some(p) = f.downcast::<PyFunction>() {
        drop(p.parts.with(|p| std::mem::replace(&mut p.closure, cells)));
    }
    vm.run_body(&f, locals)
}
