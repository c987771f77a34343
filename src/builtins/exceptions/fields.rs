//! The small families: `StopIteration`, `SystemExit`, `KeyError`, and the errors that name a name.
//!
//! Each attribute is a numbered place of `PyException::extra`. Families that CPython lets one
//! class derive from together have places of their own.
//!
//! Invariant: a place that was never set reads as `None`.
//! Next file to read: `os_error.rs`.

use super::base::{exception_init, exception_str, reduced, set_args, this};
use super::*;
use crate::builtins::tuple;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::refcount::PyResult;
use crate::objects::types::GetSetDef;

/// `StopIteration.value`.
pub const STOP_VALUE: usize = 0;
/// `SystemExit.code`.
pub const SYSTEM_EXIT_CODE: usize = 0;
/// `NameError.name`.
pub const NAME_NAME: usize = 0;
/// `AttributeError.obj`.
pub const ATTRIBUTE_OBJ: usize = 0;
/// `AttributeError.name`.
pub const ATTRIBUTE_NAME: usize = 1;
/// `ImportError.msg`.
pub const IMPORT_MSG: usize = 0;
/// `ImportError.name`.
pub const IMPORT_NAME: usize = 1;
/// `ImportError.path`.
pub const IMPORT_PATH: usize = 2;
/// `ImportError.name_from`.
pub const IMPORT_NAME_FROM: usize = 3;

/// A row for an attribute that stands in a numbered place; deleting it makes it `None`.
macro_rules! field {
    ($name:literal, $index:expr, $doc:literal) => {
        $crate::objects::types::member_set(
            $name,
            |vm, x| $crate::builtins::exceptions::fields::get_field(vm, x, $index),
            |vm, x, value| $crate::builtins::exceptions::fields::set_field(vm, x, $index, value),
            $doc,
        )
    };
}
pub(super) use field;

/// A row for an attribute that is an int in CPython's struct.
macro_rules! size_field {
    ($name:literal, $index:expr, $doc:literal) => {
        $crate::objects::types::member_set(
            $name,
            |vm, x| $crate::builtins::exceptions::fields::get_field(vm, x, $index),
            |vm, x, value| $crate::builtins::exceptions::fields::set_size(vm, x, $index, value),
            $doc,
        )
    };
}
pub(super) use size_field;

/// Reads a numbered place.
pub(super) fn get_field(vm: &Vm, x: &Ref, index: usize) -> PyResult {
    Ok(this(vm, x)?.field(index).unwrap_or_else(Ref::none))
}

/// Sets or clears a numbered place.
pub(super) fn set_field(vm: &Vm, x: &Ref, index: usize, value: Option<&Ref>) -> PyResult<()> {
    this(vm, x)?.set_field(index, value.cloned().unwrap_or(Ref::NULL));
    Ok(())
}

/// Sets a numbered place to an int.
pub(super) fn set_size(vm: &Vm, x: &Ref, index: usize, value: Option<&Ref>) -> PyResult<()> {
    let Some(value) = value else {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    };
    let Some(int) = value.as_int() else {
        return Err(vm.type_error("an integer is required"));
    };
    match int.to_i64() {
        Some(n) => this(vm, x)?.set_field(index, vm.int(n)),
        None => {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        }
    }
    Ok(())
}

/// What `__init__` derives from the positional arguments, for exceptions made by Rust code.
pub(super) fn fill_from_args(e: &PyException, ty: &Type, args: &[Ref]) {
    let one = match args {
        [one] => Some(one.clone()),
        _ => None,
    };
    if ty.is_subtype(&STOP_ITERATION) {
        e.set_field(STOP_VALUE, args.first().cloned().unwrap_or(Ref::NULL));
    } else if ty.is_subtype(&SYSTEM_EXIT) {
        e.set_field(SYSTEM_EXIT_CODE, one.unwrap_or(Ref::NULL));
    } else if ty.is_subtype(&IMPORT_ERROR) {
        e.set_field(IMPORT_MSG, one.unwrap_or(Ref::NULL));
    } else if ty.is_subtype(&OS_ERROR) {
        if let [errno, text, ..] = args {
            e.set_field(os_error::ERRNO, errno.clone());
            e.set_field(os_error::STRERROR, text.clone());
        }
    } else if ty.is_subtype(&SYNTAX_ERROR) {
        if let Some(msg) = args.first() {
            e.set_field(syntax_error::MSG, msg.clone());
        }
    } else if ty.is_subtype(&UNICODE_ERROR) {
        unicode_error::fill(e, ty, args);
    }
}

/// Slots of `StopIteration`.
pub(super) const STOP_ITERATION_SLOTS: Slots = slots_with_init(stop_iteration_init);
/// Attributes of `StopIteration`.
pub(super) const STOP_ITERATION_GETSET: &[GetSetDef] =
    &[field!("value", STOP_VALUE, "What the generator returned.")];

fn stop_iteration_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    exception_init(vm, x, args)?;
    this(vm, x)?.set_field(STOP_VALUE, args.pos().first().cloned().unwrap_or(Ref::NULL));
    Ok(())
}

/// Slots of `SystemExit`.
pub(super) const SYSTEM_EXIT_SLOTS: Slots = slots_with_init(system_exit_init);
/// Attributes of `SystemExit`.
pub(super) const SYSTEM_EXIT_GETSET: &[GetSetDef] = &[field!(
    "code",
    SYSTEM_EXIT_CODE,
    "The exit status or message."
)];

fn system_exit_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    exception_init(vm, x, args)?;
    let e = this(vm, x)?;
    let code = match args.pos() {
        [] => Ref::NULL,
        [one] => one.clone(),
        _ => e.args(),
    };
    e.set_field(SYSTEM_EXIT_CODE, code);
    Ok(())
}

/// Slots of `KeyError`.
pub(super) const KEY_ERROR_SLOTS: Slots = Slots {
    str: Some(key_error_str),
    ..Slots::NONE
};

fn key_error_str(vm: &Vm, x: &Ref) -> PyResult {
    // A missing key of '' or of a str with blanks must be told from no text at all.
    let args = this(vm, x)?.args();
    match tuple::items(&args) {
        [one] => vm.repr(one),
        _ => exception_str(vm, x),
    }
}

/// `__init__` of a class with keyword-only attributes: `args` are the positional arguments, every
/// attribute is set, to NULL if it was not given.
fn init_with_keywords(
    vm: &Vm,
    x: &Ref,
    args: Args,
    class: &str,
    names: &[(&str, usize)],
) -> PyResult<()> {
    let e = this(vm, x)?;
    set_args(vm, e, args.pos());
    let mut values: Vec<Ref> = names.iter().map(|_| Ref::NULL).collect();
    for (name, value) in args.keywords() {
        let text = vm.str_lossy(name);
        match names.iter().position(|(n, _)| *n == text) {
            Some(i) => values[i] = value.clone(),
            None => {
                return Err(vm.type_error(format!(
                    "{class}() got an unexpected keyword argument '{text}'"
                )));
            }
        }
    }
    for ((_, index), value) in names.iter().zip(values) {
        e.set_field(*index, value);
    }
    Ok(())
}

/// The state for pickling: the instance's dictionary with these attributes added where they are set.
fn state_with(vm: &Vm, e: &PyException, names: &[(&str, usize)]) -> PyResult<Option<Ref>> {
    let present: Vec<_> = names
        .iter()
        .filter_map(|(n, i)| e.field(*i).map(|v| (*n, v)))
        .collect();
    let own = e.dict.get();
    if present.is_empty() {
        return Ok(own);
    }
    let pairs = own.and_then(|d| {
        d.downcast::<crate::builtins::dict::PyDict>()
            .map(|d| d.pairs())
    });
    let state = vm.dict_from_pairs(pairs.unwrap_or_default())?;
    for (name, value) in present {
        vm.dict_set(&state, name, value)?;
    }
    Ok(Some(state))
}

/// Slots of `NameError`.
pub(super) const NAME_ERROR_SLOTS: Slots = slots_with_init(name_error_init);
/// Attributes of `NameError`.
pub(super) const NAME_ERROR_GETSET: &[GetSetDef] =
    &[field!("name", NAME_NAME, "The name that was not found.")];

fn name_error_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    init_with_keywords(vm, x, args, "NameError", &[("name", NAME_NAME)])
}

/// Slots of `AttributeError`.
pub(super) const ATTRIBUTE_ERROR_SLOTS: Slots = slots_with_init(attribute_error_init);
/// Attributes of `AttributeError`.
pub(super) const ATTRIBUTE_ERROR_GETSET: &[GetSetDef] = &[
    field!("name", ATTRIBUTE_NAME, "The attribute that was not found."),
    field!("obj", ATTRIBUTE_OBJ, "The object it was looked for on."),
];
/// Methods of `AttributeError`.
pub(super) const ATTRIBUTE_ERROR_METHODS: &[MethodDef] = &[
    method(
        "__getstate__",
        attribute_error_getstate,
        "self, /",
        "Return the state for pickling, without obj.",
    ),
    method(
        "__reduce__",
        attribute_error_reduce,
        "self, /",
        "Return what pickling needs.",
    ),
];

fn attribute_error_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    init_with_keywords(
        vm,
        x,
        args,
        "AttributeError",
        &[("name", ATTRIBUTE_NAME), ("obj", ATTRIBUTE_OBJ)],
    )
}

fn attribute_error_getstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let e = this(vm, &args[0])?;
    let state = state_with(vm, e, &[("name", ATTRIBUTE_NAME)])?;
    // The instance's own dictionary must not get an entry.
    let state = match (state, e.dict.get()) {
        (Some(s), Some(d)) if s.is(&d) => {
            let pairs = d
                .downcast::<crate::builtins::dict::PyDict>()
                .map(|d| d.pairs());
            vm.dict_from_pairs(pairs.unwrap_or_default())?
        }
        (Some(s), _) => s,
        (None, _) => vm.new_dict(),
    };
    vm.dict_set(&state, "args", e.args())?;
    Ok(state)
}

fn attribute_error_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let state = attribute_error_getstate(vm, args)?;
    Ok(reduced(
        vm,
        &args[0],
        this(vm, &args[0])?.args(),
        Some(state),
    ))
}

/// Slots of `ImportError`.
pub(super) const IMPORT_ERROR_SLOTS: Slots = Slots {
    init: Some(import_error_init),
    str: Some(import_error_str),
    ..Slots::NONE
};
/// Attributes of `ImportError`.
pub(super) const IMPORT_ERROR_GETSET: &[GetSetDef] = &[
    field!("msg", IMPORT_MSG, "The text."),
    field!("name", IMPORT_NAME, "The module."),
    field!(
        "name_from",
        IMPORT_NAME_FROM,
        "The name that was wanted from the module."
    ),
    field!("path", IMPORT_PATH, "The module's file."),
];
/// Methods of `ImportError`.
pub(super) const IMPORT_ERROR_METHODS: &[MethodDef] = &[method(
    "__reduce__",
    import_error_reduce,
    "self, /",
    "Return what pickling needs.",
)];

fn import_error_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let names = [
        ("name", IMPORT_NAME),
        ("path", IMPORT_PATH),
        ("name_from", IMPORT_NAME_FROM),
    ];
    init_with_keywords(vm, x, args, "ImportError", &names)?;
    let msg = match args.pos() {
        [one] => one.clone(),
        _ => Ref::NULL,
    };
    this(vm, x)?.set_field(IMPORT_MSG, msg);
    Ok(())
}

fn import_error_str(vm: &Vm, x: &Ref) -> PyResult {
    match this(vm, x)?.field(IMPORT_MSG) {
        Some(msg) if msg.is_exactly(&crate::builtins::str::STR) => Ok(msg),
        _ => exception_str(vm, x),
    }
}

fn import_error_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let e = this(vm, &args[0])?;
    let names = [
        ("name", IMPORT_NAME),
        ("path", IMPORT_PATH),
        ("name_from", IMPORT_NAME_FROM),
    ];
    let state = state_with(vm, e, &names)?;
    Ok(reduced(vm, &args[0], e.args(), state))
}
