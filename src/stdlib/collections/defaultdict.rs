//! `defaultdict`: a dict that makes the values it is asked for.
//!
//! Invariant: the payload starts as that of `dict`, so everything that works on a `PyDict` works on it.
//! Next file to read: `ordered_dict.rs`.

use crate::builtins::dict::{DICT, PyDict, key_hash};
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::dict::DictTable;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::payload;
use crate::stdlib::type_name;
use std::mem::offset_of;

/// A `defaultdict` object.
#[repr(C)]
pub struct PyDefaultDict {
    pub(crate) header: Header,
    table: Locked<DictTable>,
    /// `None` for none.
    factory: Locked<Ref>,
}

const _: () = assert!(offset_of!(PyDefaultDict, table) == offset_of!(PyDict, table));

payload!(
    PyDefaultDict,
    DEFAULT_DICT,
    |this, visit| {
        this.factory.with(|f| visit(f));
        this.table.with(|t| t.visit(visit));
    },
    |this, sink| {
        sink.push(this.factory.replace(Ref::none()));
        this.table.take().drain_into(sink);
    }
);

static DEFAULT_DICT_DEF: TypeDef = TypeDef {
    module: "collections",
    base: Some(&DICT),
    doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n\
The default factory is called without arguments to produce\n\
a new value when a key is not present, in __getitem__ only.\n\
A defaultdict compares equal to a dict with the same items.\n\
All remaining arguments are treated the same as if they were\n\
passed to the dict constructor, including keyword arguments.\n",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(defaultdict_new),
        init: Some(defaultdict_init),
        repr: Some(defaultdict_repr),
        getitem: Some(defaultdict_getitem),
        or: Some(defaultdict_or),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: &[getset(
        "default_factory",
        defaultdict_factory,
        defaultdict_set_factory,
        "Factory for default value called by __missing__().",
    )],
    ..TypeDef::of::<PyDefaultDict>("defaultdict")
};
/// The type `collections.defaultdict`.
pub static DEFAULT_DICT: Type = Type::builtin(&DEFAULT_DICT_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    classmethod("__class_getitem__", crate::builtins::generic_alias::class_getitem_method, "type, object, /", "defaultdicts are generic over two types, signifying (respectively) the types of the dictionary's keys and values"),
    method("__copy__", defaultdict_copy, "self, /", "D.copy() -> a shallow copy of D."),
    method("__missing__", defaultdict_missing, "self, object, /", "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n"),
    method("__reduce__", defaultdict_reduce, "self, /", "Return state information for pickling."),
    method("copy", defaultdict_copy, "self, /", "D.copy() -> a shallow copy of D."),
];

fn this(x: &Ref) -> &PyDefaultDict {
    match x.downcast::<PyDefaultDict>() {
        Some(d) => d,
        None => unreachable!("methods of defaultdict get defaultdicts"),
    }
}

fn defaultdict_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let empty = PyDefaultDict {
        header: Header::new(ty),
        table: Locked::new(DictTable::new()),
        factory: Locked::new(Ref::none()),
    };
    vm.alloc_instance(ty, empty, 0)
        .ok_or_else(|| vm.memory_error())
}

fn defaultdict_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let mut factory = Ref::none();
    let mut rest = args;
    if let Some(first) = args.pos().first() {
        if !first.is_none() && first.ty().slots().call.is_none() {
            return Err(vm.type_error("first argument must be callable or None"));
        }
        factory = first.clone();
        rest = args.rest();
    }
    this(x).factory.set(factory);
    match DICT.slots().init {
        Some(init) => init(vm, x, rest),
        None => Ok(()),
    }
}

fn defaultdict_repr(vm: &Vm, x: &Ref) -> PyResult {
    let base = match DICT.slots().repr {
        Some(f) => f(vm, x)?,
        None => return Ok(Ref::none()),
    };
    let factory = this(x).factory.get();
    let shown = if factory.is_none() {
        vm.new_str("None")
    } else {
        vm.repr_guard(&factory, || vm.repr(&factory))?
            .unwrap_or_else(|| vm.new_str("..."))
    };
    let (factory, base) = (vm.str_lossy(&shown), vm.str_lossy(&base));
    Ok(vm.new_str(&format!("{}({factory}, {base})", type_name(x.ty()))))
}

/// What the factory makes; `None` without one.
fn made(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let factory = this(x).factory.get();
    if factory.is_none() {
        return Ok(None);
    }
    vm.call(&factory, &[]).map(Some)
}

fn defaultdict_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    let Some(dict) = x.downcast::<PyDict>() else {
        return Ok(Ref::none());
    };
    let hash = key_hash(vm, key)?;
    if let Some(value) = dict.get_hashed(vm, key, hash)? {
        return Ok(value);
    }
    if !x.is_exactly(&DEFAULT_DICT) {
        let name = &vm.names().__missing__;
        let found = vm.call_special(x, name, std::slice::from_ref(key))?;
        return found.ok_or_else(|| vm.key_error(key.clone()));
    }
    match made(vm, x)? {
        Some(value) => {
            dict.insert_hashed(vm, key.clone(), hash, value.clone())?;
            Ok(value)
        }
        None => Err(vm.key_error(key.clone())),
    }
}

fn defaultdict_missing(vm: &Vm, args: &[Ref]) -> PyResult {
    match made(vm, &args[0])? {
        Some(value) => {
            vm.set_item(&args[0], &args[1], &value)?;
            Ok(value)
        }
        None => Err(vm.key_error(args[1].clone())),
    }
}

/// `type(self)(self.default_factory, self)`
fn defaultdict_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    let factory = this(&args[0]).factory.get();
    vm.call(&args[0].ty().to_ref(), &[factory, args[0].clone()])
}

fn defaultdict_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let factory = this(&args[0]).factory.get();
    let init = if factory.is_none() {
        vm.new_tuple(Vec::new())
    } else {
        vm.new_small_tuple([factory])
    };
    let items = vm.call_method_str(&args[0], "items", &[])?;
    let it = vm.iter(&items)?;
    let class = args[0].ty().to_ref();
    Ok(vm.new_small_tuple([class, init, Ref::none(), Ref::none(), it]))
}

fn defaultdict_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    if !x.is_instance(&DICT) || !y.is_instance(&DICT) {
        return Ok(Ref::not_implemented());
    }
    // The result is of the class of whichever side is a defaultdict, the left one first.
    let own = if x.is_instance(&DEFAULT_DICT) { x } else { y };
    let factory = this(own).factory.get();
    let both = vm.call(&own.ty().to_ref(), &[factory, x.clone()])?;
    match both.downcast::<PyDict>() {
        Some(d) => crate::builtins::dict::merge(vm, d, y)?,
        None => {
            vm.call_method_str(&both, "update", std::slice::from_ref(y))?;
        }
    }
    Ok(both)
}

fn defaultdict_factory(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).factory.get())
}

fn defaultdict_set_factory(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    this(x)
        .factory
        .set(value.cloned().unwrap_or_else(Ref::none));
    Ok(())
}
