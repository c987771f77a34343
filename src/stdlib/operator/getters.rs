//! `attrgetter`, `itemgetter`, `methodcaller`.
//!
//! Invariant: what a getter was made with never changes.
//! Next file to read: `functions.rs`.

use crate::builtins::tuple::PyTuple;
use crate::objects::args::{Args, MethodDef, NativeFn, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::stdlib::{only_positional, qualified_type_name};
use crate::{payload, receiver};

const fn reduce_row(f: NativeFn) -> MethodDef {
    method(
        "__reduce__",
        f,
        "self, /",
        "Return state information for pickling",
    )
}

/// `name(a, b, key=value)`, or `name(...)` while the same object is being shown.
fn show(vm: &Vm, x: &Ref, values: &[Ref], kwnames: &[Ref]) -> PyResult {
    let name = qualified_type_name(vm, x);
    let inside = vm.repr_guard(x, || {
        let mut parts = Vec::with_capacity(values.len());
        let positional = values.len() - kwnames.len();
        for (i, value) in values.iter().enumerate() {
            let text = vm.repr_text(value)?;
            parts.push(match i.checked_sub(positional) {
                Some(k) => format!("{}={text}", vm.str_lossy(&kwnames[k])),
                None => text,
            });
        }
        Ok(vm.new_str(&format!("{name}({})", parts.join(", "))))
    })?;
    Ok(inside.unwrap_or_else(|| vm.new_str(&format!("{name}(...)"))))
}

/// The one argument of a getter's call.
fn operand<'a>(vm: &Vm, name: &str, args: Args<'a>) -> PyResult<&'a Ref> {
    if let [x] = args.values
        && args.kwnames.is_empty()
    {
        return Ok(x);
    }
    if !args.kwnames.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let given = args.values.len();
    Err(vm.type_error(format!("{name} expected 1 argument, got {given}")))
}

/// An `attrgetter` object.
#[repr(C)]
pub struct PyAttrgetter {
    pub(crate) header: Header,
    /// The names as given.
    names: Vec<Ref>,
    /// Each name's parts between dots.
    paths: Vec<Vec<Ref>>,
}

payload!(
    PyAttrgetter,
    ATTRGETTER,
    |this, visit| {
        this.names.iter().for_each(&mut *visit);
        this.paths.iter().flatten().for_each(visit);
    },
    |_this, _sink| {}
);
receiver!(attributes, PyAttrgetter);

static ATTRGETTER_DEF: TypeDef = TypeDef {
    module: "operator",
    doc: "Return a callable object that fetches the given attribute(s) from its operand.\n\
After f = attrgetter('name'), the call f(r) returns r.name; with several names it\n\
returns a tuple. A name with dots goes on from attribute to attribute.",
    flags: 0,
    slots: Slots {
        new: Some(attrgetter_new),
        repr: Some(attrgetter_repr),
        call: Some(attrgetter_call),
        ..Slots::NONE
    },
    methods: &[reduce_row(attrgetter_reduce)],
    ..TypeDef::of::<PyAttrgetter>("attrgetter")
};
/// The type `operator.attrgetter`.
pub static ATTRGETTER: Type = Type::builtin(&ATTRGETTER_DEF);

fn attrgetter_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if args.values.is_empty() {
        return Err(vm.type_error("attrgetter expected 1 argument, got 0"));
    }
    let names = only_positional(vm, ty, &ATTRGETTER, 1..=usize::MAX, args)?;
    let mut paths = Vec::with_capacity(names.len());
    for name in names {
        if name.as_str().is_none() {
            return Err(vm.type_error("attribute name must be a string"));
        }
        paths.push(
            if name
                .as_str()
                .is_some_and(|s| s.as_ascii().is_some_and(|t| !t.contains('.')))
            {
                vec![vm.intern(name.clone())]
            } else {
                vm.str_lossy(name)
                    .split('.')
                    .map(|part| vm.intern_str(part))
                    .collect()
            },
        );
    }
    Ok(vm.alloc(PyAttrgetter {
        header: Header::new(&ATTRGETTER),
        names: names.to_vec(),
        paths,
    }))
}

fn attrgetter_repr(vm: &Vm, x: &Ref) -> PyResult {
    show(vm, x, &attributes(x).names, &[])
}

fn attrgetter_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let operand = operand(vm, "attrgetter", args)?;
    let fetch = |path: &Vec<Ref>| {
        let mut value = operand.clone();
        for name in path {
            value = vm.get_attr(&value, name)?;
        }
        Ok(value)
    };
    match attributes(x).paths.as_slice() {
        [path] => fetch(path),
        paths => paths
            .iter()
            .map(fetch)
            .collect::<PyResult<Vec<Ref>>>()
            .map(|v| vm.new_tuple(v)),
    }
}

fn attrgetter_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let names = vm.tuple_from_slice(&attributes(&args[0]).names);
    Ok(vm.new_small_tuple([args[0].ty().to_ref(), names]))
}

/// An `itemgetter` object.
#[repr(C)]
pub struct PyItemgetter {
    pub(crate) header: Header,
    items: Vec<Ref>,
}

payload!(
    PyItemgetter,
    ITEMGETTER,
    |this, visit| this.items.iter().for_each(visit),
    |_this, _sink| {}
);
receiver!(keys, PyItemgetter);

static ITEMGETTER_DEF: TypeDef = TypeDef {
    module: "operator",
    doc: "Return a callable object that fetches the given item(s) from its operand.\n\
After f = itemgetter(2), the call f(r) returns r[2]; with several items it\n\
returns a tuple.",
    flags: 0,
    slots: Slots {
        new: Some(itemgetter_new),
        repr: Some(itemgetter_repr),
        call: Some(itemgetter_call),
        ..Slots::NONE
    },
    methods: &[reduce_row(itemgetter_reduce)],
    ..TypeDef::of::<PyItemgetter>("itemgetter")
};
/// The type `operator.itemgetter`.
pub static ITEMGETTER: Type = Type::builtin(&ITEMGETTER_DEF);

fn itemgetter_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if args.values.is_empty() {
        return Err(vm.type_error("itemgetter expected 1 argument, got 0"));
    }
    let items = only_positional(vm, ty, &ITEMGETTER, 1..=usize::MAX, args)?;
    Ok(vm.alloc(PyItemgetter {
        header: Header::new(&ITEMGETTER),
        items: items.to_vec(),
    }))
}

fn itemgetter_repr(vm: &Vm, x: &Ref) -> PyResult {
    show(vm, x, &keys(x).items, &[])
}

fn itemgetter_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let operand = operand(vm, "itemgetter", args)?;
    match keys(x).items.as_slice() {
        [key] => {
            // Sorting records by a column is what this is mostly for.
            if let Some(tuple) = operand.downcast_exact::<PyTuple>()
                && key.value().is_small_int()
                && let Ok(at) = usize::try_from(key.value().as_small_int())
                && let Some(item) = tuple.items().get(at)
            {
                return Ok(item.clone());
            }
            vm.get_item(operand, key)
        }
        keys => keys
            .iter()
            .map(|key| vm.get_item(operand, key))
            .collect::<PyResult<Vec<Ref>>>()
            .map(|v| vm.new_tuple(v)),
    }
}

fn itemgetter_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let items = vm.tuple_from_slice(&keys(&args[0]).items);
    Ok(vm.new_small_tuple([args[0].ty().to_ref(), items]))
}

/// A `methodcaller` object.
#[repr(C)]
pub struct PyMethodcaller {
    pub(crate) header: Header,
    name: Ref,
    /// Arguments by position, then one for each of `kwnames`.
    values: Vec<Ref>,
    kwnames: Vec<Ref>,
}

payload!(
    PyMethodcaller,
    METHODCALLER,
    |this, visit| {
        visit(&this.name);
        this.values.iter().for_each(&mut *visit);
        this.kwnames.iter().for_each(visit);
    },
    |_this, _sink| {}
);
receiver!(caller, PyMethodcaller);

static METHODCALLER_DEF: TypeDef = TypeDef {
    module: "operator",
    doc: "Return a callable object that calls the given method on its operand.\n\
After f = methodcaller('name', 'date', foo=1), the call f(r) returns\n\
r.name('date', foo=1).",
    flags: 0,
    slots: Slots {
        new: Some(methodcaller_new),
        repr: Some(methodcaller_repr),
        call: Some(methodcaller_call),
        ..Slots::NONE
    },
    methods: &[reduce_row(methodcaller_reduce)],
    ..TypeDef::of::<PyMethodcaller>("methodcaller")
};
/// The type `operator.methodcaller`.
pub static METHODCALLER: Type = Type::builtin(&METHODCALLER_DEF);

fn methodcaller_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let Some(name) = args.pos().first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    if name.as_str().is_none() {
        return Err(vm.type_error("method name must be a string"));
    }
    Ok(vm.alloc(PyMethodcaller {
        header: Header::new(&METHODCALLER),
        name: vm.intern(name.clone()),
        values: args.values[1..].to_vec(),
        kwnames: args.kwnames.to_vec(),
    }))
}

fn methodcaller_repr(vm: &Vm, x: &Ref) -> PyResult {
    let c = caller(x);
    let mut values = vec![c.name.clone()];
    values.extend_from_slice(&c.values);
    show(vm, x, &values, &c.kwnames)
}

fn methodcaller_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    let c = caller(x);
    let [operand] = args.pos() else {
        let given = args.pos().len();
        return Err(vm.type_error(format!("methodcaller expected 1 argument, got {given}")));
    };
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("methodcaller() takes no keyword arguments"));
    }
    if c.kwnames.is_empty() {
        return vm.call_method(operand, &c.name, &c.values);
    }
    let method = vm.get_attr(operand, &c.name)?;
    let args = Args {
        values: &c.values,
        kwnames: &c.kwnames,
    };
    vm.call_args(&method, args)
}

fn methodcaller_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = caller(&args[0]);
    let class = args[0].ty().to_ref();
    let positional = &c.values[..c.values.len() - c.kwnames.len()];
    if c.kwnames.is_empty() {
        let mut all = vec![c.name.clone()];
        all.extend_from_slice(positional);
        return Ok(vm.new_small_tuple([class, vm.new_tuple(all)]));
    }
    let functools = crate::vm::import::import_module(vm, "functools")?;
    let partial = vm.get_attr_str(&functools, "partial")?;
    let mut values = vec![class, c.name.clone()];
    values.extend_from_slice(&c.values[positional.len()..]);
    let args = Args {
        values: &values,
        kwnames: &c.kwnames,
    };
    let constructor = vm.call_args(&partial, args)?;
    Ok(vm.new_small_tuple([constructor, vm.tuple_from_slice(positional)]))
}
