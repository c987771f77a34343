//! The methods of `OrderedDict`.
//!
//! Invariant: a class derived from it is read and filled through its own `__getitem__` and
//! `__setitem__`.
//! Next file to read: `ordered_iterator.rs`.

use super::ordered_dict::{ORDERED_DICT, keys_of, new_with, table_of};
use super::ordered_iterator::{items_view, new_iterator, values_view};
use crate::builtins::dict::{DICT, KEYS, PyDict, key_hash, pairs};
use crate::builtins::tuple;
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::SlotId;

#[rustfmt::skip]
pub(super) const METHODS: &[MethodDef] = &[
    method("__reduce__", ordered_reduce, "self, /", "Return state information for pickling"),
    method("__reversed__", ordered_reversed, "self, /", "od.__reversed__() <==> reversed(od)"),
    method("__sizeof__", ordered_sizeof, "self, /", ""),
    method("clear", ordered_clear, "self, /", "Remove all items from ordered dict."),
    method("copy", ordered_copy, "self, /", "A shallow copy of ordered dict."),
    classmethod("fromkeys", ordered_fromkeys, "type, /, iterable, value=None", "Create a new ordered dictionary with keys from iterable and values set to value."),
    method("items", ordered_items, "self, /", ""),
    method("keys", ordered_keys, "self, /", ""),
    method("move_to_end", ordered_move_to_end, "self, /, key, last=True", "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist."),
    method("pop", ordered_pop, "self, /, key, default=<unrepresentable>", "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError."),
    method("popitem", ordered_popitem, "self, /, last=True", "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if\nfalse."),
    method("setdefault", ordered_setdefault, "self, /, key, default=None", "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default."),
    method("update", ordered_update, "self, /, *args, **kwargs", ""),
    method("values", ordered_values, "self, /", ""),
];

/// Whether items are set as in any dict.
fn sets_plainly(x: &Ref) -> bool {
    x.ty().shares_slot(&DICT, SlotId::setitem)
}

fn set(vm: &Vm, x: &Ref, key: Ref, value: Ref) -> PyResult<()> {
    if sets_plainly(x) {
        table_of(x).insert(vm, key, value).map(drop)
    } else {
        vm.set_item(x, &key, &value)
    }
}

/// Fills in the items of a mapping or of an iterable of pairs.
pub(super) fn update_from(vm: &Vm, x: &Ref, other: &Ref) -> PyResult<()> {
    if let Some(d) = other.downcast_exact::<PyDict>() {
        return d
            .pairs()
            .into_iter()
            .try_for_each(|(k, v)| set(vm, x, k, v));
    }
    if let Some(keys) = vm.get_attr_opt(other, &vm.intern_str("keys"))? {
        let keys = vm.call(&keys, &[])?;
        return vm.for_each(&keys, |key| {
            let value = vm.get_item(other, &key)?;
            set(vm, x, key, value)
        });
    }
    if let Some(items) = vm.get_attr_opt(other, &vm.intern_str("items"))? {
        let items = vm.call(&items, &[])?;
        return add_pairs(vm, x, &items);
    }
    add_pairs(vm, x, other)
}

fn add_pairs(vm: &Vm, x: &Ref, pairs: &Ref) -> PyResult<()> {
    vm.for_each(pairs, |pair| {
        let it = vm.iter(&pair)?;
        let parts = vm.collect_items(&it)?;
        let n = parts.len();
        match <[Ref; 2]>::try_from(parts) {
            Ok([key, value]) => set(vm, x, key, value),
            Err(_) if n < 2 => Err(vm.value_error(format!(
                "need more than {n} value{} to unpack",
                if n == 1 { "" } else { "s" }
            ))),
            Err(_) => Err(vm.value_error("too many values to unpack (expected 2)")),
        }
    })
}

fn ordered_update(vm: &Vm, args: &[Ref]) -> PyResult {
    match tuple::items(&args[1]) {
        [] => {}
        [other] => update_from(vm, &args[0], other)?,
        more => {
            let n = more.len();
            return Err(vm.type_error(format!(
                "update() takes at most 1 positional argument ({n} given)"
            )));
        }
    }
    for (name, value) in pairs(&args[2]) {
        set(vm, &args[0], name, value)?;
    }
    Ok(Ref::none())
}

fn ordered_clear(_: &Vm, args: &[Ref]) -> PyResult {
    table_of(&args[0]).clear();
    Ok(Ref::none())
}

fn ordered_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    if x.is_exactly(&ORDERED_DICT) {
        return new_with(vm, &ORDERED_DICT, table_of(x).table.with(|t| t.duplicate()));
    }
    let made = vm.call(&x.ty().to_ref(), &[])?;
    let keys: Vec<Ref> = table_of(x).pairs().into_iter().map(|(k, _)| k).collect();
    for key in keys {
        let value = vm.get_item(x, &key)?;
        vm.set_item(&made, &key, &value)?;
    }
    Ok(made)
}

fn ordered_fromkeys(vm: &Vm, args: &[Ref]) -> PyResult {
    let value = args[2].opt().cloned().unwrap_or_else(Ref::none);
    let made = vm.call(&args[0], &[])?;
    vm.for_each(&args[1], |key| vm.set_item(&made, &key, &value))?;
    Ok(made)
}

fn ordered_items(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(items_view(vm, args[0].clone()))
}

fn ordered_keys(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(keys_of(vm, &args[0]))
}

fn ordered_values(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(values_view(vm, args[0].clone()))
}

fn is_last(vm: &Vm, last: &Ref) -> PyResult<bool> {
    last.opt().map_or(Ok(true), |l| vm.is_true(l))
}

fn ordered_move_to_end(vm: &Vm, args: &[Ref]) -> PyResult {
    let dict = table_of(&args[0]);
    let last = is_last(vm, &args[2])?;
    let hash = key_hash(vm, &args[1])?;
    let Some(entry) = dict.find(vm, &args[1], hash)? else {
        return Err(vm.key_error(args[1].clone()));
    };
    let moved = dict.table.with(|t| match last {
        true => t.move_to_back(entry),
        false => t.move_to_front(entry),
    });
    if moved {
        Ok(Ref::none())
    } else {
        Err(vm.memory_error())
    }
}

fn ordered_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    match (table_of(&args[0]).remove(vm, &args[1])?, args[2].opt()) {
        (Some(value), _) => Ok(value),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.key_error(args[1].clone())),
    }
}

fn ordered_popitem(vm: &Vm, args: &[Ref]) -> PyResult {
    let last = is_last(vm, &args[1])?;
    let popped = table_of(&args[0]).table.with(|t| {
        if last {
            return t.pop_last();
        }
        let at = t.next_from(0)?.0;
        Some(t.remove_at(at))
    });
    match popped {
        Some((key, value)) => Ok(vm.new_small_tuple([key, value])),
        None => Err(vm.key_error(vm.new_str("dictionary is empty"))),
    }
}

fn ordered_setdefault(vm: &Vm, args: &[Ref]) -> PyResult {
    let (x, key) = (&args[0], &args[1]);
    let value = args[2].opt().cloned().unwrap_or_else(Ref::none);
    if !x.is_exactly(&ORDERED_DICT) {
        if vm.contains(x, key)? {
            return vm.get_item(x, key);
        }
        vm.set_item(x, key, &value)?;
        return Ok(value);
    }
    let hash = key_hash(vm, key)?;
    if let Some(found) = table_of(x).get_hashed(vm, key, hash)? {
        return Ok(found);
    }
    table_of(x).insert_hashed(vm, key.clone(), hash, value.clone())?;
    Ok(value)
}

fn ordered_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(new_iterator(vm, args[0].clone(), KEYS, true))
}

/// `(class, (), attributes or None, None, iterator of items)`
fn ordered_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let state = vm.call_method_str(&args[0], "__getstate__", &[])?;
    let items = vm.call_method_str(&args[0], "items", &[])?;
    let it = vm.iter(&items)?;
    let (class, none) = (args[0].ty().to_ref(), vm.new_tuple(Vec::new()));
    Ok(vm.new_small_tuple([class, none, state, Ref::none(), it]))
}

/// The size CPython's ordered dict has: a dict's, a node for each key, and a table of nodes.
fn ordered_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let base = vm.get_attr_str(&DICT.to_ref(), "__sizeof__")?;
    let base = vm.call_one(&base, &args[0])?;
    let base = vm.index_i64(&base)?;
    let (len, room) = table_of(&args[0]).table.with(|t| (t.len(), t.capacity()));
    let slots = if room == 0 {
        0
    } else {
        (room * 3 / 2).next_power_of_two()
    };
    Ok(vm.int(base + 64 + 32 * len as i64 + 8 * slots as i64))
}
