//! `partial`: a function with some of its arguments given in advance.
//!
//! A partial of a partial takes over its parts, unless that has attributes of its own.
//! Invariant: `places` counts the placeholders in `args`, whose last item is none; `keywords` is a dict.
//! Next file to read: `cmp_to_key.rs`.

use super::placeholder::is_placeholder;
use crate::builtins::dict;
use crate::builtins::tuple::{PyTuple, items};
use crate::objects::args::{Args, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::stdlib::qualified_type_name;
use crate::{payload, receiver};

/// A `partial` object.
#[repr(C)]
pub struct PyPartial {
    pub(crate) header: Header,
    parts: Locked<Parts>,
    dict: DictWord,
}

#[derive(Clone)]
struct Parts {
    func: Ref,
    args: Ref,
    keywords: Ref,
    places: usize,
}

payload!(
    PyPartial,
    PARTIAL,
    |this, visit| {
        this.parts.with(|p| {
            [&p.func, &p.args, &p.keywords]
                .into_iter()
                .filter_map(Ref::opt)
                .for_each(&mut *visit)
        });
        this.dict.visit(visit);
    },
    |this, sink| {
        this.parts.with(|p| {
            for part in [&mut p.func, &mut p.args, &mut p.keywords] {
                sink.push(std::mem::replace(part, Ref::NULL));
            }
        });
        sink.push(this.dict.replace(Ref::NULL));
    }
);
receiver!(this, PyPartial);

static PARTIAL_DEF: TypeDef = TypeDef {
    module: "functools",
    signature: "(func, /, *args, **keywords)",
    doc: "A function that calls another with some of its arguments and keywords given in advance.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyPartial, dict),
    slots: Slots {
        new: Some(partial_new),
        repr: Some(partial_repr),
        call: Some(partial_call),
        descr_get: Some(partial_get),
        ..Slots::NONE
    },
    methods: &[
        method("__reduce__", partial_reduce, "self, /", ""),
        method("__setstate__", partial_setstate, "self, object, /", ""),
        classmethod(
            "__class_getitem__",
            crate::builtins::generic_alias::class_getitem_method,
            "type, object, /",
            "See PEP 585",
        ),
    ],
    getset: &[
        getset(
            "func",
            partial_func,
            readonly,
            "function object to use in future partial calls",
        ),
        getset(
            "args",
            partial_args,
            readonly,
            "tuple of arguments to future partial calls",
        ),
        getset(
            "keywords",
            partial_keywords,
            readonly,
            "dictionary of keyword arguments to future partial calls",
        ),
        getset("__dict__", partial_dict, partial_set_dict, ""),
    ],
    ..TypeDef::of::<PyPartial>("partial")
};
/// The type `functools.partial`.
pub static PARTIAL: Type = Type::builtin(&PARTIAL_DEF);

fn readonly(vm: &Vm, _: &Ref, _: Option<&Ref>) -> PyResult<()> {
    Err(vm.attribute_error("readonly attribute"))
}

fn partial_func(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).parts.with(|p| p.func.clone()))
}

fn partial_args(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).parts.with(|p| p.args.clone()))
}

fn partial_keywords(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).parts.with(|p| p.keywords.clone()))
}

fn partial_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn partial_set_dict(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    crate::builtins::typeobject::attributes::instance_set_dict(vm, x, value)
}

fn partial_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let Some((func, given)) = args.pos().split_first() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if func.ty().slots().call.is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    if given.last().is_some_and(is_placeholder) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    if args.keywords().any(|(_, value)| is_placeholder(value)) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    let inner = func
        .downcast::<PyPartial>()
        .filter(|inner| inner.dict.get().is_none())
        .map(|inner| inner.parts.get());
    let keywords = vm.new_dict();
    let (func, all) = match inner {
        Some(inner) => {
            copy_keywords(vm, &keywords, &inner.keywords)?;
            (inner.func, fill(items(&inner.args), given).0)
        }
        None => (func.clone(), given.to_vec()),
    };
    for (name, value) in args.keywords() {
        dict::set_str(vm, &keywords, name, value.clone())?;
    }
    let parts = Parts {
        places: count_places(&all),
        func,
        args: vm.new_tuple(all),
        keywords,
    };
    let made = PyPartial {
        header: Header::new(ty),
        parts: Locked::new(parts),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

fn copy_keywords(vm: &Vm, to: &Ref, from: &Ref) -> PyResult<()> {
    for (name, value) in dict::pairs(from) {
        dict::set_str(vm, to, &name, value)?;
    }
    Ok(())
}

fn count_places(args: &[Ref]) -> usize {
    args.iter().filter(|a| is_placeholder(a)).count()
}

/// Puts `given` in the places kept in `args`, the rest behind them; also answers how many places stay open.
fn fill(args: &[Ref], given: &[Ref]) -> (Vec<Ref>, usize) {
    let mut given = given.iter();
    let mut open = 0;
    let mut all = Vec::with_capacity(args.len() + given.len());
    for arg in args {
        if !is_placeholder(arg) {
            all.push(arg.clone());
        } else if let Some(value) = given.next() {
            all.push(value.clone());
        } else {
            open += 1;
            all.push(arg.clone());
        }
    }
    all.extend(given.cloned());
    (all, open)
}

fn partial_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let parts = this(x).parts.get();
    let pos = args.pos();
    if pos.len() < parts.places {
        return Err(vm.type_error(format!(
            "missing positional arguments in 'partial' call; expected at least {}, got {}",
            parts.places,
            pos.len()
        )));
    }
    let (mut values, _) = fill(items(&parts.args), pos);
    let mut kwnames = Vec::new();
    let known = dict::pairs(&parts.keywords);
    for (name, value) in &known {
        let newer = args.keywords().find(|(n, _)| same_name(n, name));
        kwnames.push(name.clone());
        values.push(newer.map_or(value, |(_, value)| value).clone());
    }
    for (name, value) in args.keywords() {
        if !known.iter().any(|(n, _)| same_name(n, name)) {
            kwnames.push(name.clone());
            values.push(value.clone());
        }
    }
    let args = Args {
        values: &values,
        kwnames: &kwnames,
    };
    vm.call_args(&parts.func, args)
}

fn same_name(a: &Ref, b: &Ref) -> bool {
    a.is(b) || matches!((a.as_str(), b.as_str()), (Some(a), Some(b)) if a.view() == b.view())
}

/// A partial in a class binds like a function.
fn partial_get(vm: &Vm, x: &Ref, object: Option<&Ref>, _: &Ref) -> PyResult {
    match object.filter(|o| !o.is_none()) {
        Some(object) => Ok(vm.new_method(x.clone(), object.clone())),
        None => Ok(x.clone()),
    }
}

fn partial_repr(vm: &Vm, x: &Ref) -> PyResult {
    let shown = vm.repr_guard(x, || {
        let parts = this(x).parts.get();
        let mut text = format!(
            "{}({}",
            qualified_type_name(vm, x),
            vm.repr_text(&parts.func)?
        );
        for arg in items(&parts.args) {
            text += &format!(", {}", vm.repr_text(arg)?);
        }
        for (name, value) in dict::pairs(&parts.keywords) {
            text += &format!(", {}={}", vm.str_text(&name)?, vm.repr_text(&value)?);
        }
        Ok(vm.new_str(&(text + ")")))
    })?;
    Ok(shown.unwrap_or_else(|| vm.new_str("...")))
}

fn partial_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let p = this(&args[0]);
    let parts = p.parts.get();
    let dict = p.dict.get().unwrap_or_else(Ref::none);
    let state = vm.new_small_tuple([parts.func.clone(), parts.args, parts.keywords, dict]);
    let class = args[0].ty().to_ref();
    Ok(vm.new_small_tuple([class, vm.new_small_tuple([parts.func]), state]))
}

fn partial_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let invalid = || vm.type_error("invalid partial state");
    let Some(state) = args[1].downcast::<PyTuple>() else {
        return Err(invalid());
    };
    let [func, given, keywords, dict] = state.items() else {
        return Err(invalid());
    };
    let is_dict = keywords.downcast::<dict::PyDict>().is_some();
    if func.ty().slots().call.is_none()
        || given.downcast::<PyTuple>().is_none()
        || !(keywords.is_none() || is_dict)
    {
        return Err(invalid());
    }
    if items(given).last().is_some_and(is_placeholder) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    let own = if is_dict && keywords.is_exactly(&dict::DICT) {
        keywords.clone()
    } else {
        let copy = vm.new_dict();
        copy_keywords(vm, &copy, keywords)?;
        copy
    };
    let given = if given.is_exactly(&crate::builtins::tuple::TUPLE) {
        given.clone()
    } else {
        vm.tuple_from_slice(items(given))
    };
    let p = this(&args[0]);
    p.parts.set(Parts {
        func: func.clone(),
        places: count_places(items(&given)),
        args: given,
        keywords: own,
    });
    let dict = if dict.is_none() {
        Ref::NULL
    } else {
        dict.clone()
    };
    drop(p.dict.replace(dict));
    Ok(Ref::none())
}
