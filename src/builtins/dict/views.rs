//! Views of dicts: `keys()`, `values()`, `items()`.
//!
//! Invariant: a view holds nothing but its dict; everything it shows is the dict's at that moment.
//! Next file to read: `view_operators.rs`.

use super::iterators::{ITEMS, KEYS, VALUES, new_dict_iterator, new_dict_reverse_iterator};
use super::{PyDict, view_operators as operators};
use crate::builtins::tuple;
use crate::objects::args::{MethodDef, NativeFn, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, GetterFn, Type, TypeDef, getter};
use crate::payload;

/// A view of a dict's keys, values or items.
#[repr(C)]
pub struct PyDictView<const KIND: u8> {
    pub(crate) header: Header,
    /// The dict.
    pub dict: Ref,
}

payload!(
    PyDictView<KEYS>,
    DICT_KEYS,
    |this, visit| visit(&this.dict),
    |_this, _sink| {}
);
payload!(
    PyDictView<VALUES>,
    DICT_VALUES,
    |this, visit| visit(&this.dict),
    |_this, _sink| {}
);
payload!(
    PyDictView<ITEMS>,
    DICT_ITEMS,
    |this, visit| visit(&this.dict),
    |_this, _sink| {}
);

const SET_SLOTS: Slots = Slots {
    repr: Some(operators::view_repr),
    compare: Some(operators::view_compare),
    len: Some(view_len),
    and: Some(operators::view_and),
    or: Some(operators::view_or),
    sub: Some(operators::view_sub),
    xor: Some(operators::view_xor),
    ..Slots::NONE
};

const fn mapping_row(get: GetterFn) -> GetSetDef {
    getter("mapping", get, "dictionary that this view refers to")
}

const fn isdisjoint_row() -> MethodDef {
    method(
        "isdisjoint",
        operators::view_isdisjoint,
        "self, object, /",
        "Return True if the view and the given iterable have a null intersection.",
    )
}

const fn reversed_row(f: NativeFn, doc: &'static str) -> MethodDef {
    method("__reversed__", f, "self, /", doc)
}

static KEYS_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(keys_iter),
        contains: Some(keys_contains),
        ..SET_SLOTS
    },
    methods: &[
        reversed_row(
            keys_reversed,
            "Return a reverse iterator over the dict keys.",
        ),
        isdisjoint_row(),
    ],
    getset: &[mapping_row(view_mapping)],
    ..TypeDef::of::<PyDictView<KEYS>>("dict_keys")
};
/// The type of `{}.keys()`.
pub static DICT_KEYS: Type = Type::builtin(&KEYS_DEF);

static VALUES_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        repr: Some(operators::view_repr),
        len: Some(view_len),
        iter: Some(values_iter),
        ..Slots::NONE
    },
    methods: &[reversed_row(
        values_reversed,
        "Return a reverse iterator over the dict values.",
    )],
    getset: &[mapping_row(view_mapping)],
    ..TypeDef::of::<PyDictView<VALUES>>("dict_values")
};
/// The type of `{}.values()`.
pub static DICT_VALUES: Type = Type::builtin(&VALUES_DEF);

static ITEMS_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(items_iter),
        contains: Some(items_contains),
        ..SET_SLOTS
    },
    methods: &[
        reversed_row(
            items_reversed,
            "Return a reverse iterator over the dict items.",
        ),
        isdisjoint_row(),
    ],
    getset: &[mapping_row(view_mapping)],
    ..TypeDef::of::<PyDictView<ITEMS>>("dict_items")
};
/// The type of `{}.items()`.
pub static DICT_ITEMS: Type = Type::builtin(&ITEMS_DEF);

pub(super) fn dict_keys(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.alloc(PyDictView::<KEYS> {
        header: Header::new(&DICT_KEYS),
        dict: args[0].clone(),
    }))
}

pub(super) fn dict_values(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.alloc(PyDictView::<VALUES> {
        header: Header::new(&DICT_VALUES),
        dict: args[0].clone(),
    }))
}

pub(super) fn dict_items(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.alloc(PyDictView::<ITEMS> {
        header: Header::new(&DICT_ITEMS),
        dict: args[0].clone(),
    }))
}

/// The dict behind any view.
pub(super) fn dict_of(x: &Ref) -> Option<&Ref> {
    if let Some(v) = x.downcast::<PyDictView<KEYS>>() {
        return Some(&v.dict);
    }
    if let Some(v) = x.downcast::<PyDictView<ITEMS>>() {
        return Some(&v.dict);
    }
    x.downcast::<PyDictView<VALUES>>().map(|v| &v.dict)
}

/// The dict behind a value that is known to be a view.
fn viewed(x: &Ref) -> (&Ref, &PyDict) {
    match dict_of(x).and_then(|d| d.downcast::<PyDict>().map(|p| (d, p))) {
        Some(found) => found,
        None => unreachable!("methods of views get views of dicts"),
    }
}

fn view_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(viewed(x).1.len())
}

fn view_mapping(vm: &Vm, x: &Ref) -> PyResult {
    Ok(crate::builtins::mappingproxy::new_mapping_proxy(
        vm,
        viewed(x).0.clone(),
    ))
}

fn keys_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(new_dict_iterator::<KEYS>(vm, viewed(x).0.clone()))
}

fn values_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(new_dict_iterator::<VALUES>(vm, viewed(x).0.clone()))
}

fn items_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(new_dict_iterator::<ITEMS>(vm, viewed(x).0.clone()))
}

fn keys_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(new_dict_reverse_iterator::<KEYS>(
        vm,
        viewed(&args[0]).0.clone(),
    ))
}

fn values_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(new_dict_reverse_iterator::<VALUES>(
        vm,
        viewed(&args[0]).0.clone(),
    ))
}

fn items_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(new_dict_reverse_iterator::<ITEMS>(
        vm,
        viewed(&args[0]).0.clone(),
    ))
}

fn keys_contains(vm: &Vm, x: &Ref, key: &Ref) -> PyResult<bool> {
    let hash = super::key_hash(vm, key)?;
    Ok(viewed(x).1.find(vm, key, hash)?.is_some())
}

fn items_contains(vm: &Vm, x: &Ref, item: &Ref) -> PyResult<bool> {
    let [key, value] = tuple::items(item) else {
        return Ok(false);
    };
    match viewed(x).1.get(vm, key)? {
        Some(found) => vm.equal(&found, value),
        None => Ok(false),
    }
}
