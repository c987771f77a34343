//! `Context`: a mapping of context variables to values, and which one the thread runs in.
//!
//! Invariant: `entered` is set exactly while some thread runs in the context; only that thread
//! changes it.
//! Next file to read: `var.rs`.

use super::var::PyContextVar;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;
use crate::stdlib::threading::lock::this;
use crate::syntax::ast::CompareOp;

/// A context.
#[repr(C)]
pub struct PyContext {
    pub(crate) header: Header,
    /// Variables and their values, in the order they were first set.
    entries: Locked<Vec<(Ref, Ref)>>,
    entered: Word<bool>,
}

payload!(
    PyContext,
    CONTEXT,
    |this, visit| this.entries.with(|e| e.iter().for_each(|(var, value)| {
        visit(var);
        visit(value);
    })),
    |this, sink| sink.extend(this.entries.take().into_iter().flat_map(|(k, v)| [k, v]))
);

static CONTEXT_DEF: TypeDef = TypeDef {
    module: "_contextvars",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(context_new),
        compare: Some(context_compare),
        iter: Some(context_iter),
        len: Some(context_len),
        getitem: Some(context_getitem),
        contains: Some(context_contains),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PyContext>("Context")
};
/// The type `contextvars.Context`.
pub static CONTEXT: Type = Type::builtin(&CONTEXT_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("copy", context_copy, "self, /", "Return a shallow copy of the context object."),
    method("get", context_get, "self, key, default=None, /", "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does not exist, return `default`.  If `default` is not\ngiven, return None."),
    method("items", context_items, "self, /", "Return all variables and their values in the context object.\n\nThe result is returned as a list of 2-tuples (variable, value)."),
    method("keys", context_keys, "self, /", "Return a list of all variables in the context object."),
    method("run", context_run, "self, /, *args, **kwargs", ""),
    method("values", context_values, "self, /", "Return a list of all variables' values in the context object."),
];

/// The context a thread runs in.
#[derive(Default)]
struct Current(Option<Ref>);

/// The thread's context, if there is one.
pub fn current_or_none(vm: &Vm) -> Option<Ref> {
    vm.with_local::<Current, _>(|c| c.0.clone())
}

/// The thread's context, made now if there was none.
pub fn current(vm: &Vm) -> Ref {
    match current_or_none(vm) {
        Some(c) => c,
        None => {
            let made = new_context(vm, Vec::new());
            drop(set_current(vm, Some(made.clone())));
            made
        }
    }
}

fn set_current(vm: &Vm, context: Option<Ref>) -> Option<Ref> {
    vm.with_local::<Current, _>(|c| std::mem::replace(&mut c.0, context))
}

/// A context of these variables.
pub fn new_context(vm: &Vm, entries: Vec<(Ref, Ref)>) -> Ref {
    CONTEXT.ready(vm);
    vm.alloc(PyContext {
        header: Header::new(&CONTEXT),
        entries: Locked::new(entries),
        entered: Word::new(false),
    })
}

/// A copy of a context.
pub fn copy_of(vm: &Vm, context: &Ref) -> Ref {
    let entries = context
        .downcast_exact::<PyContext>()
        .map_or_else(Vec::new, |c| c.entries.get());
    new_context(vm, entries)
}

impl PyContext {
    /// The value of a variable.
    pub fn value(&self, var: &Ref) -> Option<Ref> {
        self.entries.with(|e| {
            e.iter()
                .find(|(v, _)| v.is(var))
                .map(|(_, value)| value.clone())
        })
    }

    /// Gives a variable a value, or with `None` takes it out; answers the old value.
    pub fn set(&self, var: &Ref, value: Option<Ref>) -> Option<Ref> {
        let removed = self.entries.with(|e| {
            let at = e.iter().position(|(v, _)| v.is(var));
            match (at, value) {
                (Some(at), Some(value)) => Some((None, std::mem::replace(&mut e[at].1, value))),
                (Some(at), None) => {
                    let (var, value) = e.remove(at);
                    Some((Some(var), value))
                }
                (None, Some(value)) => {
                    e.push((var.clone(), value));
                    None
                }
                (None, None) => None,
            }
        });
        removed.map(|(_var, value)| value)
    }
}

/// Runs `f` in a context.
pub fn run_in<R>(vm: &Vm, context: &Ref, f: impl FnOnce() -> PyResult<R>) -> PyResult<R> {
    let Some(c) = context.downcast_exact::<PyContext>() else {
        return Err(vm.type_error("an instance of Context was expected"));
    };
    if !c.entered.claim(false, true) {
        let text = format!(
            "cannot enter context: {} is already entered",
            vm.repr_text(context)?
        );
        return Err(vm.runtime_error(text));
    }
    let before = set_current(vm, Some(context.clone()));
    let result = f();
    c.entered.set(false);
    drop(set_current(vm, before));
    result
}

fn context_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    if !args.values.is_empty() {
        return Err(vm.type_error("Context() does not accept any arguments"));
    }
    Ok(new_context(vm, Vec::new()))
}

fn context(x: &Ref) -> &PyContext {
    match x.downcast_exact::<PyContext>() {
        Some(c) => c,
        None => unreachable!("slots of Context get contexts"),
    }
}

fn check_key(vm: &Vm, key: &Ref) -> PyResult<()> {
    if key.downcast_exact::<PyContextVar>().is_some() {
        return Ok(());
    }
    let shown = vm.repr_text(key)?;
    Err(vm.type_error(format!("a ContextVar key was expected, got {shown}")))
}

fn context_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (
        x.downcast_exact::<PyContext>(),
        y.downcast_exact::<PyContext>(),
    ) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    let (ours, theirs) = (a.entries.get(), b.entries.with(|e| e.len()));
    let mut same = ours.len() == theirs;
    for (var, value) in &ours {
        same = same
            && match b.value(var) {
                Some(other) => vm.equal(value, &other)?,
                None => false,
            };
    }
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}

fn keys(x: &Ref) -> Vec<Ref> {
    let entries = &context(x).entries;
    entries.with(|e| e.iter().map(|(var, _)| var.clone()).collect())
}

fn context_iter(vm: &Vm, x: &Ref) -> PyResult {
    vm.iter(&vm.new_list(keys(x)))
}

fn context_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(context(x).entries.with(|e| e.len()))
}

fn context_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    check_key(vm, key)?;
    context(x)
        .value(key)
        .ok_or_else(|| vm.key_error(key.clone()))
}

fn context_contains(vm: &Vm, x: &Ref, key: &Ref) -> PyResult<bool> {
    check_key(vm, key)?;
    Ok(context(x).value(key).is_some())
}

fn context_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(copy_of(vm, &args[0]))
}

fn context_get(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyContext);
    check_key(vm, &args[1])?;
    let default = || args[2].opt().cloned().unwrap_or_else(Ref::none);
    Ok(this.value(&args[1]).unwrap_or_else(default))
}

fn context_items(vm: &Vm, args: &[Ref]) -> PyResult {
    let entries = this!(vm, args, PyContext).entries.get();
    let pairs = entries.into_iter().map(|(k, v)| vm.new_small_tuple([k, v]));
    Ok(vm.new_list(pairs.collect()))
}

fn context_keys(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_list(keys(&args[0])))
}

fn context_values(vm: &Vm, args: &[Ref]) -> PyResult {
    let entries = this!(vm, args, PyContext).entries.get();
    Ok(vm.new_list(entries.into_iter().map(|(_, v)| v).collect()))
}

fn context_run(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some((f, rest)) = crate::builtins::tuple::items(&args[1]).split_first() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    run_in(vm, &args[0], || {
        let pairs = crate::builtins::dict::pairs(&args[2]);
        if pairs.is_empty() {
            return vm.call(f, rest);
        }
        let (kwnames, named): (Vec<Ref>, Vec<Ref>) = pairs.into_iter().unzip();
        let values: Vec<Ref> = rest.iter().cloned().chain(named).collect();
        vm.call_args(
            f,
            Args {
                values: &values,
                kwnames: &kwnames,
            },
        )
    })
}
