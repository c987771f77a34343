//! What scripts see of `list`.
//!
//! Invariant: a list is read again after everything that may have changed it.
//! Next file to read: `subscript.rs`, then `sort_keys.rs`.

use super::{LIST, PyList, over_allocated, this};
use crate::builtins::arguments::{between, no_keywords, ssize};
use crate::builtins::iterators::{PyListIterator, new_list_reverse_iterator};
use crate::builtins::sequence::{self, wrap_index};
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use crate::syntax::ast::CompareOp;

pub(super) const LIST_DOC: &str = "Built-in mutable sequence.\n\n\
If no argument is given, the constructor creates a new empty list.\n\
The argument must be an iterable if specified.";

pub(super) const LIST_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        crate::builtins::generic_alias::class_getitem_method,
        "type, object, /",
        "lists are generic over the type of their contents",
    ),
    method(
        "__reversed__",
        list_reversed,
        "self, /",
        "Return a reverse iterator over the list.",
    ),
    method(
        "__sizeof__",
        list_sizeof,
        "self, /",
        "Return the size of the list in memory, in bytes.",
    ),
    method(
        "append",
        list_append,
        "self, object, /",
        "Append object to the end of the list.",
    ),
    method(
        "clear",
        list_clear,
        "self, /",
        "Remove all items from list.",
    ),
    method(
        "copy",
        list_copy,
        "self, /",
        "Return a shallow copy of the list.",
    ),
    method(
        "count",
        list_count,
        "self, value, /",
        "Return number of occurrences of value.",
    ),
    method(
        "extend",
        list_extend,
        "self, iterable, /",
        "Extend list by appending elements from the iterable.",
    ),
    method(
        "index",
        list_index,
        "self, value, start=0, stop=sys.maxsize, /",
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    method(
        "insert",
        list_insert,
        "self, index, object, /",
        "Insert object before index.",
    ),
    method(
        "pop",
        list_pop,
        "self, index=-1, /",
        "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
    ),
    method(
        "remove",
        list_remove,
        "self, value, /",
        "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
    ),
    method("reverse", list_reverse, "self, /", "Reverse *IN PLACE*."),
    method(
        "sort",
        list_sort,
        "self, /, *, key=None, reverse=False",
        SORT_DOC,
    ),
];

const SORT_DOC: &str = "Sort the list in ascending order and return None.\n\n\
The sort is in-place (i.e. the list itself is modified) and stable (i.e. the\n\
order of two equal elements is maintained).\n\n\
If a key function is given, apply it once to each list item and sort them,\n\
ascending or descending, according to their function values.\n\n\
The reverse flag can be set to sort in descending order.";

pub(super) fn list_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let empty = PyList {
        header: Header::new(ty),
        items: Locked::new(Vec::new()),
    };
    vm.alloc_instance(ty, empty, 0)
        .ok_or_else(|| vm.memory_error())
}

pub(super) fn list_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    // A subclass with a `__new__` of its own may take what it likes.
    if x.ty()
        .shares_slot(&LIST, crate::objects::slots::SlotId::new)
    {
        no_keywords(vm, "list", args)?;
    }
    let given = between(vm, "list", args, 0, 1)?;
    drop(this(x).items.take());
    match given {
        [iterable] => {
            extend(vm, this(x), iterable)?;
            this(x).items.with(|v| v.shrink_to_fit());
            Ok(())
        }
        _ => Ok(()),
    }
}

pub(super) fn list_repr(vm: &Vm, x: &Ref) -> PyResult {
    let list = this(x);
    if list.is_empty() {
        return Ok(vm.new_str("[]"));
    }
    let text = vm.repr_guard(x, || sequence::repr(vm, list, "[", "", "]"))?;
    Ok(text.unwrap_or_else(|| vm.new_str("[...]")))
}

pub(super) fn list_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    match (x.downcast::<PyList>(), y.downcast::<PyList>()) {
        (Some(a), Some(b)) => sequence::compare(vm, a, b, op),
        _ => Ok(Ref::not_implemented()),
    }
}

pub(super) fn list_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(PyListIterator::make(vm, x.clone()))
}

pub(super) fn list_len(_: &Vm, x: &Ref) -> PyResult<usize> {
    Ok(this(x).len())
}

pub(super) fn list_contains(vm: &Vm, x: &Ref, value: &Ref) -> PyResult<bool> {
    sequence::contains(vm, this(x), value)
}

pub(super) fn list_concat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let Some(other) = y.downcast::<PyList>() else {
        return Err(vm.type_error(format!(
            "can only concatenate list (not \"{}\") to list",
            y.ty().name()
        )));
    };
    let mut items = Vec::new();
    if items
        .try_reserve_exact(this(x).len() + other.len())
        .is_err()
    {
        return Err(vm.memory_error());
    }
    this(x).items.with(|v| items.extend_from_slice(v));
    other.items.with(|v| items.extend_from_slice(v));
    Ok(vm.new_list(items))
}

pub(super) fn list_repeat(vm: &Vm, x: &Ref, count: isize) -> PyResult {
    let items = this(x).to_vec();
    Ok(vm.new_list(sequence::repeat(vm, &items, count)?))
}

pub(super) fn list_iconcat(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    extend(vm, this(x), y)?;
    Ok(x.clone())
}

pub(super) fn list_irepeat(vm: &Vm, x: &Ref, count: isize) -> PyResult {
    let list = this(x);
    if count <= 0 {
        drop(list.items.take());
        return Ok(x.clone());
    }
    let total = sequence::repeated_len(vm, list.len(), count)?;
    let done = list.items.with(|v| {
        let len = v.len();
        v.try_reserve_exact(total.saturating_sub(len)).ok()?;
        for _ in 1..count {
            v.extend_from_within(..len);
        }
        Some(())
    });
    match done {
        Some(()) => Ok(x.clone()),
        None => Err(vm.memory_error()),
    }
}

/// Appends all items of an iterable. A list that fills itself while it is read sees every item come.
pub fn extend(vm: &Vm, list: &PyList, iterable: &Ref) -> PyResult<()> {
    if iterable.is_exactly(&LIST) || iterable.is_exactly(&crate::builtins::tuple::TUPLE) {
        let more = vm.collect_items(iterable)?;
        return match list
            .items
            .with(|v| reserve(v, more.len()).map(|()| v.extend(more)))
        {
            Some(()) => Ok(()),
            None => Err(vm.memory_error()),
        };
    }
    let it = vm.iter(iterable)?;
    let hint = vm.length_hint(iterable, 8)?;
    if list.items.with(|v| v.try_reserve(hint)).is_err() {
        return Err(vm.memory_error());
    }
    vm.drain(&it, |item| list.append(vm, item))
}

/// Makes room for `more` items as CPython does: exactly for an empty list, else with some to spare.
fn reserve(v: &mut Vec<Ref>, more: usize) -> Option<()> {
    let len = v.len() + more;
    if len <= v.capacity() {
        return Some(());
    }
    let mut room = over_allocated(len);
    if v.is_empty() || more > room - len {
        room = if v.is_empty() { len } else { (len + 3) & !3 };
    }
    v.try_reserve_exact(room - v.len()).ok()
}

fn list_reversed(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(new_list_reverse_iterator(vm, args[0].clone()))
}

fn list_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let room = this(&args[0]).items.with(|v| v.capacity());
    // The size CPython's list object has, without its collector's header.
    Ok(vm.int(40 + 8 * room as i64))
}

fn list_append(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).append(vm, args[1].clone())?;
    Ok(Ref::none())
}

fn list_clear(_: &Vm, args: &[Ref]) -> PyResult {
    drop(this(&args[0]).items.take());
    Ok(Ref::none())
}

fn list_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_list(this(&args[0]).to_vec()))
}

fn list_count(vm: &Vm, args: &[Ref]) -> PyResult {
    sequence::count(vm, this(&args[0]), &args[1])
}

fn list_extend(vm: &Vm, args: &[Ref]) -> PyResult {
    extend(vm, this(&args[0]), &args[1])?;
    Ok(Ref::none())
}

fn list_index(vm: &Vm, args: &[Ref]) -> PyResult {
    match sequence::index(vm, this(&args[0]), args)? {
        Some(i) => Ok(vm.int(i as i64)),
        None => Err(vm.value_error("list.index(x): x not in list")),
    }
}

fn list_insert(vm: &Vm, args: &[Ref]) -> PyResult {
    let i = ssize(vm, &args[1])?;
    this(&args[0]).items.with(|v| {
        if v.len() == v.capacity() {
            super::grow(v);
        }
        v.insert(
            sequence::from_end(i as i64, v.len()).min(v.len()),
            args[2].clone(),
        );
    });
    Ok(Ref::none())
}

fn list_pop(vm: &Vm, args: &[Ref]) -> PyResult {
    let list = this(&args[0]);
    let i = match args[1].opt() {
        None => -1,
        Some(i) => ssize(vm, i)?,
    };
    let popped = list.items.with(|v| match wrap_index(i, v.len()) {
        Some(i) => Ok(v.remove(i)),
        None => Err(v.is_empty()),
    });
    popped.map_err(|empty| {
        vm.index_error(if empty {
            "pop from empty list"
        } else {
            "pop index out of range"
        })
    })
}

fn list_remove(vm: &Vm, args: &[Ref]) -> PyResult {
    let list = this(&args[0]);
    match sequence::find(vm, list, &args[1], 0, usize::MAX)? {
        Some(i) => {
            let old = list.items.with(|v| (i < v.len()).then(|| v.remove(i)));
            drop(old);
            Ok(Ref::none())
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn list_reverse(_: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).items.with(|v| v.reverse());
    Ok(Ref::none())
}

fn list_sort(vm: &Vm, args: &[Ref]) -> PyResult {
    let key = args[1].opt().cloned().unwrap_or_else(Ref::none);
    let reverse = args[2].opt().map_or(Ok(false), |r| vm.is_true(r))?;
    super::sort_list(vm, this(&args[0]), &key, reverse)?;
    Ok(Ref::none())
}
