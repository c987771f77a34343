//! What every exception can do: `BaseException`'s construction, texts and attributes.
//!
//! Invariant: `__init__` may run any number of times, on any arguments; it only replaces `args`.
//! Next file to read: `fields.rs`.

use super::PyException;
use crate::builtins::tuple;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::type_flags;
use crate::objects::types::{GetSetDef, Type, getset, member_set};

/// Slots of `BaseException`.
pub(super) const SLOTS: Slots = Slots {
    new: Some(exception_new),
    init: Some(exception_init),
    repr: Some(exception_repr),
    str: Some(exception_str),
    ..Slots::NONE
};

/// Methods of `BaseException`.
pub(super) const METHODS: &[MethodDef] = &[
    method(
        "__reduce__",
        exception_reduce,
        "self, /",
        "Return what pickling needs.",
    ),
    method(
        "__setstate__",
        exception_setstate,
        "self, object, /",
        "Set attributes from a dictionary.",
    ),
    method(
        "add_note",
        exception_add_note,
        "self, object, /",
        "Add a text that is printed below the traceback.",
    ),
    method(
        "with_traceback",
        exception_with_traceback,
        "self, object, /",
        "Set __traceback__ and return self.",
    ),
];

/// Attributes of `BaseException`.
pub(super) const GETSET: &[GetSetDef] = &[
    getset(
        "__cause__",
        exception_cause,
        exception_set_cause,
        "Exception that led to this one, by raise ... from.",
    ),
    getset(
        "__context__",
        exception_context,
        exception_set_context,
        "Exception that was being handled.",
    ),
    getset(
        "__dict__",
        exception_dict,
        exception_set_dict,
        "Attributes of the instance.",
    ),
    member_set(
        "__suppress_context__",
        exception_suppress_context,
        exception_set_suppress_context,
        "Whether the context is left out of tracebacks.",
    ),
    getset(
        "__traceback__",
        exception_traceback,
        exception_set_traceback,
        "Where it was raised.",
    ),
    getset(
        "args",
        exception_args,
        exception_set_args,
        "Arguments it was made with.",
    ),
];

/// The payload of an exception; a TypeError for anything else.
pub(super) fn this<'a>(vm: &Vm, x: &'a Ref) -> PyResult<&'a PyException> {
    x.downcast::<PyException>()
        .ok_or_else(|| vm.type_error(format!("expected an exception, not '{}'", x.ty().name())))
}

/// The errors of keyword arguments where there must be none.
pub(super) fn no_keywords(vm: &Vm, ty: &Type, args: Args) -> PyResult<()> {
    if args.kwnames.is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{}() takes no keyword arguments", ty.name())))
}

/// `BaseException.__new__`: keeps the positional arguments and ignores the others.
pub fn exception_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let tuple = vm.tuple_from_slice(args.pos());
    let payload = PyException::new(ty, tuple);
    // Without words behind it the payload can be built where it will stand.
    let made = if ty.instance_size() == size_of::<PyException>() {
        vm.alloc_with_extra(payload, 0)
    } else {
        vm.alloc_instance(ty, payload, 0)
    };
    made.ok_or_else(|| vm.memory_error())
}

/// `BaseException.__init__`.
pub fn exception_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    no_keywords(vm, x.ty(), args)?;
    set_args(vm, this(vm, x)?, args.pos());
    Ok(())
}

/// Replaces `args`, unless they are the same values already (as after `__new__`).
pub(super) fn set_args(vm: &Vm, e: &PyException, args: &[Ref]) {
    let old = e.args();
    let old_items = tuple::items(&old);
    if old_items.len() == args.len() && old_items.iter().zip(args).all(|(a, b)| a.is(b)) {
        return;
    }
    let new = vm.tuple_from_slice(args);
    drop(e.state.with(|s| std::mem::replace(&mut s.args, new)));
}

fn exception_repr(vm: &Vm, x: &Ref) -> PyResult {
    let args = this(vm, x)?.args();
    let inside = match tuple::items(&args) {
        [one] => format!("({})", vm.repr_text(one)?),
        _ => vm.repr_text(&args)?,
    };
    let name = x.ty().name();
    let name = name.rsplit('.').next().unwrap_or(name);
    Ok(vm.new_str(&format!("{name}{inside}")))
}

/// `BaseException.__str__`.
pub fn exception_str(vm: &Vm, x: &Ref) -> PyResult {
    let args = this(vm, x)?.args();
    match tuple::items(&args) {
        [] => Ok(vm.new_str("")),
        [one] => vm.str(one),
        _ => vm.str(&args),
    }
}

/// `(class, args)` or `(class, args, state)`.
pub(super) fn reduced(vm: &Vm, x: &Ref, args: Ref, state: Option<Ref>) -> Ref {
    let mut parts = vec![x.ty().to_ref(), args];
    parts.extend(state);
    vm.new_tuple(parts)
}

fn exception_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let e = this(vm, &args[0])?;
    Ok(reduced(vm, &args[0], e.args(), e.dict.get()))
}

fn exception_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    if !args[1].is_none() {
        let Some(d) = args[1].downcast::<crate::builtins::dict::PyDict>() else {
            return Err(vm.type_error("state is not a dictionary"));
        };
        for (name, value) in d.pairs() {
            vm.set_attr(&args[0], &vm.intern(name), &value)?;
        }
    }
    Ok(Ref::none())
}

fn exception_add_note(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[1].as_str().is_none() {
        return Err(vm.type_error(format!(
            "add_note() argument must be str, not {}",
            args[1].ty().name()
        )));
    }
    let name = &vm.names().__notes__;
    let notes = match vm.get_attr_opt(&args[0], name)? {
        Some(n) => n,
        None => {
            let n = vm.new_list(Vec::new());
            vm.set_attr(&args[0], name, &n)?;
            n
        }
    };
    match notes.downcast::<crate::builtins::list::PyList>() {
        Some(l) => l.push(args[1].clone()),
        None => return Err(vm.type_error("Cannot add note: __notes__ is not a list")),
    }
    Ok(Ref::none())
}

fn exception_with_traceback(vm: &Vm, args: &[Ref]) -> PyResult {
    exception_set_traceback(vm, &args[0], Some(&args[1]))?;
    Ok(args[0].clone())
}

fn or_none(r: Option<Ref>) -> Ref {
    r.unwrap_or_else(Ref::none)
}

fn not_deletable(vm: &Vm, name: &str) -> Exc {
    vm.type_error(format!("{name} may not be deleted"))
}

/// `None` becomes NULL; anything but an exception is refused.
fn exception_or_null(vm: &Vm, value: Option<&Ref>, name: &str, what: &str) -> PyResult {
    match value {
        None => Err(not_deletable(vm, name)),
        Some(v) if v.is_none() => Ok(Ref::NULL),
        Some(v) if v.ty().has(type_flags::EXCEPTION) => Ok(v.clone()),
        Some(_) => Err(vm.type_error(format!(
            "exception {what} must be None or derive from BaseException"
        ))),
    }
}

fn exception_cause(vm: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(this(vm, x)?.cause()))
}

fn exception_set_cause(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let cause = exception_or_null(vm, value, "__cause__", "cause")?;
    this(vm, x)?.set_cause(cause);
    Ok(())
}

fn exception_context(vm: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(this(vm, x)?.context()))
}

fn exception_set_context(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let context = exception_or_null(vm, value, "__context__", "context")?;
    this(vm, x)?.set_context(context);
    Ok(())
}

fn exception_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn exception_set_dict(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        None => Err(vm.type_error("cannot delete __dict__")),
        Some(v) if v.ty().has(type_flags::DICT) => vm.set_instance_dict(x, Some(v.clone())),
        Some(v) => Err(vm.type_error(format!(
            "__dict__ must be set to a dictionary, not a '{}'",
            v.ty().name()
        ))),
    }
}

fn exception_suppress_context(vm: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(this(vm, x)?.suppress_context()))
}

fn exception_set_suppress_context(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(v) = value else {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    };
    if !v.is_true() && !v.is_false() {
        return Err(vm.type_error("attribute value type must be bool"));
    }
    this(vm, x)?
        .state
        .with(|s| s.suppress_context = v.is_true());
    Ok(())
}

fn exception_traceback(vm: &Vm, x: &Ref) -> PyResult {
    Ok(or_none(this(vm, x)?.traceback()))
}

fn exception_set_traceback(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(v) = value else {
        return Err(not_deletable(vm, "__traceback__"));
    };
    let tb = if v.is_none() {
        Ref::NULL
    } else if v.is_exactly(&crate::builtins::traceback::TRACEBACK) {
        v.clone()
    } else {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    };
    this(vm, x)?.set_traceback(tb);
    Ok(())
}

fn exception_args(vm: &Vm, x: &Ref) -> PyResult {
    Ok(this(vm, x)?.args())
}

fn exception_set_args(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(v) = value else {
        return Err(not_deletable(vm, "args"));
    };
    let items = vm.collect_items(v)?;
    let new = vm.new_tuple(items);
    drop(
        this(vm, x)?
            .state
            .with(|s| std::mem::replace(&mut s.args, new)),
    );
    Ok(())
}
