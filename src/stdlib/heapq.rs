//! `_heapq`: priority queues in lists, with the smallest or the largest item first.
//!
//! A comparison may change the list; every step looks the items up anew, and a list whose length changed
//! is refused.
//! Invariant: no borrow of the list's items is held while items are compared.
//! Next file to read: `bisect.rs`.

use super::modules::ModuleDef;
use crate::builtins::list::PyList;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::syntax::ast::CompareOp;

/// The module `_heapq`.
pub static HEAPQ: ModuleDef = ModuleDef {
    name: "_heapq",
    doc: "Heap queue algorithm (a.k.a. priority queue): the smallest item of a list kept at its start.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    vm.dict_set(
        dict,
        "__about__",
        vm.new_str("Heap queues: lists in which each item is no larger than the two behind it."),
    )
}

#[rustfmt::skip]
static FUNCTIONS: &[MethodDef] = &[
    function("heapify", heapify::<MIN>, "heap, /", "Transform list into a heap, in-place, in O(len(heap)) time."),
    function("heapify_max", heapify::<MAX>, "heap, /", "Maxheap variant of heapify."),
    function("heappop", heappop::<MIN>, "heap, /", "Pop the smallest item off the heap, maintaining the heap invariant."),
    function("heappop_max", heappop::<MAX>, "heap, /", "Maxheap variant of heappop."),
    function("heappush", heappush::<MIN>, "heap, item, /", "Push item onto heap, maintaining the heap invariant."),
    function("heappush_max", heappush::<MAX>, "heap, item, /", "Push item onto max heap, maintaining the heap invariant."),
    function("heappushpop", heappushpop::<MIN>, "heap, item, /", "Push item on the heap, then pop and return the smallest item from the heap."),
    function("heappushpop_max", heappushpop::<MAX>, "heap, item, /", "Maxheap variant of heappushpop."),
    function("heapreplace", heapreplace::<MIN>, "heap, item, /", "Pop and return the current smallest value, and add the new item."),
    function("heapreplace_max", heapreplace::<MAX>, "heap, item, /", "Maxheap variant of heapreplace."),
];

const MIN: bool = false;
const MAX: bool = true;

/// The list argument of the function `name`.
fn heap<'a>(vm: &Vm, name: &str, count: usize, x: &'a Ref) -> PyResult<&'a PyList> {
    x.downcast::<PyList>().ok_or_else(|| {
        let which = if count > 1 { "argument 1" } else { "argument" };
        let got = x.ty().name();
        vm.type_error(format!("{name}() {which} must be list, not {got}"))
    })
}

fn out_of_range(vm: &Vm) -> crate::objects::refcount::Exc {
    vm.index_error("index out of range")
}

/// Whether item `a` belongs before item `b`; the list must have `len` items before and after.
fn before<const REVERSE: bool>(
    vm: &Vm,
    list: &PyList,
    len: usize,
    a: usize,
    b: usize,
) -> PyResult<bool> {
    let (a, b) = if REVERSE { (b, a) } else { (a, b) };
    let pair = list.items.with(|items| match (items.get(a), items.get(b)) {
        (Some(x), Some(y)) if x.value().is_small_int() && y.value().is_small_int() => {
            Ok(x.value().as_small_int() < y.value().as_small_int())
        }
        (Some(x), Some(y)) => Err(Some((x.clone(), y.clone()))),
        _ => Err(None),
    });
    match pair {
        Ok(known) => Ok(known),
        Err(Some((x, y))) => {
            let less = vm.compare_bool(&x, &y, CompareOp::Lt)?;
            if list.len() != len {
                return Err(vm.runtime_error("list changed size during iteration"));
            }
            Ok(less)
        }
        Err(None) => Err(vm.runtime_error("list changed size during iteration")),
    }
}

fn swap(list: &PyList, a: usize, b: usize) {
    list.items.with(|items| {
        if a.max(b) < items.len() {
            items.swap(a, b);
        }
    });
}

/// Moves the item at `at` towards the root, as far as `start`, past items that belong behind it.
fn rise<const REVERSE: bool>(vm: &Vm, list: &PyList, start: usize, mut at: usize) -> PyResult<()> {
    let len = list.len();
    if at >= len {
        return Err(out_of_range(vm));
    }
    while at > start {
        let parent = (at - 1) / 2;
        if !before::<REVERSE>(vm, list, len, at, parent)? {
            break;
        }
        swap(list, at, parent);
        at = parent;
    }
    Ok(())
}

/// Moves the item at `start` down to a leaf, its better child up each time, and from there to its place: most
/// items belong near the leaves, so that this compares less often than stopping on the way.
fn sink<const REVERSE: bool>(vm: &Vm, list: &PyList, start: usize) -> PyResult<()> {
    let len = list.len();
    if start >= len {
        return Err(out_of_range(vm));
    }
    let mut at = start;
    while at < len / 2 {
        let mut child = 2 * at + 1;
        if child + 1 < len {
            // Of equal children the right one moves up.
            let left = if REVERSE {
                before::<false>(vm, list, len, child + 1, child)?
            } else {
                before::<false>(vm, list, len, child, child + 1)?
            };
            child += !left as usize;
        }
        swap(list, at, child);
        at = child;
    }
    rise::<REVERSE>(vm, list, start, at)
}

fn heapify<const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = if REVERSE { "heapify_max" } else { "heapify" };
    let list = heap(vm, name, 1, &args[0])?;
    for at in (0..list.len() / 2).rev() {
        sink::<REVERSE>(vm, list, at)?;
        if at & 0xfff == 0 {
            vm.check_signals()?;
        }
    }
    Ok(Ref::none())
}

fn heappush<const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = if REVERSE { "heappush_max" } else { "heappush" };
    let list = heap(vm, name, 2, &args[0])?;
    list.push(args[1].clone());
    rise::<REVERSE>(vm, list, 0, list.len() - 1)?;
    Ok(Ref::none())
}

fn heappop<const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = if REVERSE { "heappop_max" } else { "heappop" };
    let list = heap(vm, name, 1, &args[0])?;
    let (last, first) = list.items.with(|items| match items.pop() {
        Some(last) => match items.first_mut() {
            Some(root) => (None, Some(std::mem::replace(root, last))),
            None => (Some(last), None),
        },
        None => (None, None),
    });
    match (last, first) {
        (_, Some(first)) => {
            sink::<REVERSE>(vm, list, 0)?;
            Ok(first)
        }
        (Some(only), None) => Ok(only),
        (None, None) => Err(out_of_range(vm)),
    }
}

/// Puts an item in the place of the first, and that one out.
fn replace_first<const REVERSE: bool>(vm: &Vm, list: &PyList, item: &Ref) -> PyResult {
    let first = list.items.with(|items| {
        items
            .first_mut()
            .map(|f| std::mem::replace(f, item.clone()))
    });
    let Some(first) = first else {
        return Err(out_of_range(vm));
    };
    sink::<REVERSE>(vm, list, 0)?;
    Ok(first)
}

fn heapreplace<const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = if REVERSE {
        "heapreplace_max"
    } else {
        "heapreplace"
    };
    let list = heap(vm, name, 2, &args[0])?;
    replace_first::<REVERSE>(vm, list, &args[1])
}

fn heappushpop<const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = if REVERSE {
        "heappushpop_max"
    } else {
        "heappushpop"
    };
    let list = heap(vm, name, 2, &args[0])?;
    let Some(first) = list.get(0) else {
        return Ok(args[1].clone());
    };
    let (a, b) = if REVERSE {
        (&args[1], &first)
    } else {
        (&first, &args[1])
    };
    if !vm.compare_bool(a, b, CompareOp::Lt)? {
        return Ok(args[1].clone());
    }
    drop(first);
    replace_first::<REVERSE>(vm, list, &args[1])
}
