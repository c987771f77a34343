//! What scripts see of `dict`.
//!
//! Invariant: values are looked at through new references, since any comparison may change the dict.
//! Next file to read: `update.rs`.

use super::iterators::{KEYS, new_dict_reverse_iterator};
use super::update::update_from;
use super::{DICT, PyDict, key_hash, merge, pairs};
use crate::builtins::arguments::between;
use crate::builtins::sequence::push_repr;
use crate::builtins::str::object::PyStr;
use crate::builtins::str::storage::StrBuf;
use crate::builtins::tuple;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::dict::DictTable;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use crate::syntax::ast::CompareOp;

pub(super) const DICT_DOC: &str = "dict() -> new empty dictionary\n\
dict(mapping) -> new dictionary initialized from a mapping object's\n\
\x20   (key, value) pairs\n\
dict(iterable) -> new dictionary initialized as if via:\n\
\x20   d = {}\n\
\x20   for k, v in iterable:\n\
\x20       d[k] = v\n\
dict(**kwargs) -> new dictionary initialized with the name=value pairs\n\
\x20   in the keyword argument list.  For example:  dict(one=1, two=2)";

pub(super) const DICT_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        crate::builtins::generic_alias::class_getitem_method,
        "type, object, /",
        "dicts are generic over two types, signifying (respectively) the types of their keys and values",
    ),
    method(
        "__reversed__",
        dict_reversed,
        "self, /",
        "Return a reverse iterator over the dict keys.",
    ),
    method(
        "__sizeof__",
        dict_sizeof,
        "self, /",
        "Return the size of the dict in memory, in bytes.",
    ),
    method(
        "clear",
        dict_clear,
        "self, /",
        "Remove all items from the dict.",
    ),
    method(
        "copy",
        dict_copy,
        "self, /",
        "Return a shallow copy of the dict.",
    ),
    classmethod(
        "fromkeys",
        dict_fromkeys,
        "type, iterable, value=None, /",
        "Create a new dictionary with keys from iterable and values set to value.",
    ),
    method(
        "get",
        dict_get,
        "self, key, default=None, /",
        "Return the value for key if key is in the dictionary, else default.",
    ),
    method(
        "items",
        super::views::dict_items,
        "self, /",
        "Return a set-like object providing a view on the dict's items.",
    ),
    method(
        "keys",
        super::views::dict_keys,
        "self, /",
        "Return a set-like object providing a view on the dict's keys.",
    ),
    method(
        "pop",
        dict_pop,
        "self, key, default=<unrepresentable>, /",
        "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\n\
If the key is not found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    method(
        "popitem",
        dict_popitem,
        "self, /",
        "Remove and return a (key, value) pair as a 2-tuple.\n\n\
Pairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
    ),
    method(
        "setdefault",
        dict_setdefault,
        "self, key, default=None, /",
        "Insert key with a value of default if key is not in the dictionary.\n\n\
Return the value for key if key is in the dictionary, else default.",
    ),
    method(
        "update",
        dict_update,
        "self, /, *args, **kwargs",
        "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\n\
If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\n\
If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\n\
In either case, this is followed by: for k in F:  D[k] = F[k]",
    ),
    method(
        "values",
        super::views::dict_values,
        "self, /",
        "Return an object providing a view on the dict's values.",
    ),
];

fn this(x: &Ref) -> &PyDict {
    match x.downcast::<PyDict>() {
        Some(d) => d,
        None => unreachable!("methods of dict get dicts"),
    }
}

pub(super) fn dict_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let empty = PyDict {
        header: Header::new(ty),
        table: Locked::new(DictTable::new()),
    };
    vm.alloc_instance(ty, empty, 0)
        .ok_or_else(|| vm.memory_error())
}

pub(super) fn dict_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let d = this(x);
    if let [other] = between(vm, "dict", args, 0, 1)? {
        update_from(vm, d, other)?;
    }
    for (name, value) in args.keywords() {
        d.insert(vm, name.clone(), value.clone())?;
    }
    Ok(())
}

fn dict_update(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = this(&args[0]);
    match tuple::items(&args[1]) {
        [] => {}
        [other] => update_from(vm, d, other)?,
        more => {
            let n = more.len();
            return Err(vm.type_error(format!("update expected at most 1 argument, got {n}")));
        }
    }
    for (name, value) in pairs(&args[2]) {
        d.insert(vm, name, value)?;
    }
    Ok(Ref::none())
}

pub(super) fn dict_repr(vm: &Vm, x: &Ref) -> PyResult {
    let d = this(x);
    if d.is_empty() {
        return Ok(vm.new_str("{}"));
    }
    let text = vm.repr_guard(x, || {
        let mut out = StrBuf::new();
        out.push_str("{");
        let mut pos = 0;
        while let Some((next, key, value)) = d.next_pair(pos) {
            if pos > 0 {
                out.push_str(", ");
            }
            pos = next;
            push_repr(vm, &mut out, &key)?;
            out.push_str(": ");
            push_repr(vm, &mut out, &value)?;
        }
        out.push_str("}");
        Ok(vm.str_from_buf(out))
    })?;
    Ok(text.unwrap_or_else(|| vm.new_str("{...}")))
}

fn equal(vm: &Vm, a: &PyDict, b: &PyDict) -> PyResult<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let mut pos = 0;
    while let Some((next, hash, key, value)) = a.next_entry(pos) {
        pos = next;
        match b.get_hashed(vm, &key, hash)? {
            Some(other) if vm.equal(&other, &value)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

pub(super) fn dict_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    match (x.downcast::<PyDict>(), y.downcast::<PyDict>(), op) {
        (Some(a), Some(b), CompareOp::Eq) => equal(vm, a, b).map(Ref::bool),
        (Some(a), Some(b), CompareOp::NotEq) => equal(vm, a, b).map(|e| Ref::bool(!e)),
        _ => Ok(Ref::not_implemented()),
    }
}

pub(super) fn dict_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(this(x).len())
}

pub(super) fn dict_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    if let Some(value) = this(x).get(vm, key)? {
        return Ok(value);
    }
    if !x.is_exactly(&DICT)
        && let Some(value) =
            vm.call_special(x, &vm.names().__missing__, std::slice::from_ref(key))?
    {
        return Ok(value);
    }
    Err(vm.key_error(key.clone()))
}

pub(super) fn dict_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let d = this(x);
    match value {
        Some(value) => d.insert(vm, key.clone(), value.clone()).map(drop),
        None => match d.remove(vm, key)? {
            Some(_) => Ok(()),
            None => Err(vm.key_error(key.clone())),
        },
    }
}

pub(super) fn dict_contains(vm: &Vm, x: &Ref, key: &Ref) -> PyResult<bool> {
    let hash = key_hash(vm, key)?;
    Ok(this(x).find(vm, key, hash)?.is_some())
}

fn copy(vm: &Vm, d: &PyDict) -> Ref {
    let table = d.table.with(|t| t.duplicate());
    vm.alloc(PyDict {
        header: Header::new(&DICT),
        table: Locked::new(table),
    })
}

pub(super) fn dict_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let (Some(a), Some(_)) = (x.downcast::<PyDict>(), y.downcast::<PyDict>()) else {
        return Ok(Ref::not_implemented());
    };
    let both = copy(vm, a);
    merge(vm, this(&both), y)?;
    Ok(both)
}

pub(super) fn dict_ior(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    update_from(vm, this(x), y)?;
    Ok(x.clone())
}

fn dict_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(new_dict_reverse_iterator::<KEYS>(vm, args[0].clone()))
}

fn dict_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    // The size CPython's dict has, without its collector's header: keys that are all `str` take
    // less room there.
    let d = this(&args[0]);
    let entry = d.table.with(|t| {
        let mut pos = 0;
        while let Some((at, key, _)) = t.next_from(pos) {
            if key.downcast_exact::<PyStr>().is_none() {
                return 24;
            }
            pos = at + 1;
        }
        16
    });
    let (capacity, index) = d.table.with(|t| (t.capacity(), t.index_size()));
    Ok(vm.int(if capacity == 0 {
        48
    } else {
        (48 + 32 + index + capacity * entry) as i64
    }))
}

fn dict_clear(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).clear();
    Ok(Ref::none())
}

fn dict_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(copy(vm, this(&args[0])))
}

fn dict_fromkeys(vm: &Vm, args: &[Ref]) -> PyResult {
    let value = args[2].opt().cloned().unwrap_or_else(Ref::none);
    let made = vm.call(&args[0], &[])?;
    let plain = made.downcast_exact::<PyDict>();
    vm.for_each(&args[1], |key| match plain {
        Some(d) => d.insert(vm, key, value.clone()).map(drop),
        None => vm.set_item(&made, &key, &value),
    })?;
    Ok(made)
}

fn default_or_none(default: &Ref) -> Ref {
    default.opt().cloned().unwrap_or_else(Ref::none)
}

fn dict_get(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(this(&args[0])
        .get(vm, &args[1])?
        .unwrap_or_else(|| default_or_none(&args[2])))
}

fn dict_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = this(&args[0]);
    let found = if d.is_empty() {
        None
    } else {
        d.remove(vm, &args[1])?
    };
    match (found, args[2].opt()) {
        (Some(value), _) => Ok(value),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.key_error(args[1].clone())),
    }
}

fn dict_popitem(vm: &Vm, args: &[Ref]) -> PyResult {
    match this(&args[0]).table.with(|t| t.pop_last()) {
        Some((key, value)) => Ok(vm.new_small_tuple([key, value])),
        None => Err(vm.key_error(vm.new_str("popitem(): dictionary is empty"))),
    }
}

fn dict_setdefault(vm: &Vm, args: &[Ref]) -> PyResult {
    let d = this(&args[0]);
    let hash = key_hash(vm, &args[1])?;
    if let Some(value) = d.get_hashed(vm, &args[1], hash)? {
        return Ok(value);
    }
    let value = default_or_none(&args[2]);
    d.insert_hashed(vm, args[1].clone(), hash, value.clone())?;
    Ok(value)
}
