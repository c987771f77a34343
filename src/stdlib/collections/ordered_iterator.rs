//! Views and iterators of `OrderedDict`.
//!
//! Invariant: an iterator knows the entry it will show next; once that has been settled, any change
//! of the keys makes it raise.
//! Next file to read: `tuplegetter.rs`.

use crate::builtins::dict::{
    DICT_ITEMS, DICT_KEYS, DICT_VALUES, ITEMS, KEYS, PyDict, PyDictView, VALUES,
};
use crate::builtins::iterators::{builtin_function, self_iter};
use crate::objects::args::{MethodDef, NativeFn, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// The types of this file.
pub(super) static TYPES: [&Type; 4] = [
    &ORDERED_KEYS,
    &ORDERED_VALUES,
    &ORDERED_ITEMS,
    &ORDERED_ITERATOR,
];

const fn reversed_row(f: NativeFn) -> [MethodDef; 1] {
    [method("__reversed__", f, "self, /", "")]
}

macro_rules! view_type {
    ($kind:expr, $base:expr, $name:literal, $def:ident, $ty:ident, $rows:ident, $iter:ident, $reversed:ident, $make:ident) => {
        static $rows: [MethodDef; 1] = reversed_row($reversed);
        static $def: TypeDef = TypeDef {
            base: Some(&$base),
            flags: 0,
            slots: Slots {
                iter: Some($iter),
                ..Slots::NONE
            },
            methods: &$rows,
            ..TypeDef::of::<PyDictView<$kind>>($name)
        };
        static $ty: Type = Type::builtin(&$def);

        pub(super) fn $make(vm: &Vm, dict: Ref) -> Ref {
            $ty.ready(vm);
            vm.alloc(PyDictView::<$kind> {
                header: Header::new(&$ty),
                dict,
            })
        }

        fn $iter(vm: &Vm, x: &Ref) -> PyResult {
            Ok(new_iterator(vm, viewed::<$kind>(x), $kind, false))
        }

        fn $reversed(vm: &Vm, args: &[Ref]) -> PyResult {
            Ok(new_iterator(vm, viewed::<$kind>(&args[0]), $kind, true))
        }
    };
}

#[rustfmt::skip]
view_type!(KEYS, DICT_KEYS, "odict_keys", KEYS_DEF, ORDERED_KEYS, KEYS_ROWS, keys_iter, keys_reversed, keys_view);
#[rustfmt::skip]
view_type!(VALUES, DICT_VALUES, "odict_values", VALUES_DEF, ORDERED_VALUES, VALUES_ROWS, values_iter, values_reversed, values_view);
#[rustfmt::skip]
view_type!(ITEMS, DICT_ITEMS, "odict_items", ITEMS_DEF, ORDERED_ITEMS, ITEMS_ROWS, items_iter, items_reversed, items_view);

fn viewed<const KIND: u8>(x: &Ref) -> Ref
where
    PyDictView<KIND>: crate::objects::payload::Payload,
{
    match x.downcast::<PyDictView<KIND>>() {
        Some(v) => v.dict.clone(),
        None => unreachable!("methods of views get views"),
    }
}

/// An iterator of an ordered dict.
#[repr(C)]
pub struct PyOrderedIterator {
    pub(crate) header: Header,
    dict: Locked<Ref>,
    /// The entry to show next; [`END`] at the end.
    next: Word<usize>,
    mutations: u64,
    kind: u8,
    reverse: bool,
}

const END: usize = usize::MAX;

payload!(
    PyOrderedIterator,
    ORDERED_ITERATOR,
    |this, visit| this.dict.with(|d| visit(d)),
    |this, sink| sink.push(this.dict.replace(Ref::none()))
);

static ORDERED_ITERATOR_DEF: TypeDef = TypeDef {
    flags: 0,
    slots: Slots {
        iter: Some(self_iter),
        next: Some(iterator_next),
        ..Slots::NONE
    },
    methods: &[method(
        "__reduce__",
        iterator_reduce,
        "self, /",
        "Return state information for pickling",
    )],
    ..TypeDef::of::<PyOrderedIterator>("odict_iterator")
};
/// The type of iterators of ordered dicts.
static ORDERED_ITERATOR: Type = Type::builtin(&ORDERED_ITERATOR_DEF);

/// An iterator over what `kind` says.
pub(super) fn new_iterator(vm: &Vm, dict: Ref, kind: u8, reverse: bool) -> Ref {
    ORDERED_ITERATOR.ready(vm);
    let (next, mutations) = dict.downcast::<PyDict>().map_or((None, 0), |d| {
        d.table.with(|t| {
            let found = if reverse {
                t.prev_before(t.used())
            } else {
                t.next_from(0)
            };
            (found.map(|(at, _, _)| at), t.mutations())
        })
    });
    vm.alloc(PyOrderedIterator {
        header: Header::new(&ORDERED_ITERATOR),
        dict: Locked::new(dict),
        next: Word::new(next.unwrap_or(END)),
        mutations,
        kind,
        reverse,
    })
}

fn this(x: &Ref) -> &PyOrderedIterator {
    match x.downcast_exact::<PyOrderedIterator>() {
        Some(it) => it,
        None => unreachable!("slots of odict_iterator get such iterators"),
    }
}

fn iterator_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let it = this(x);
    let at = it.next.get();
    if at == END {
        drop(it.dict.replace(Ref::none()));
        return Ok(None);
    }
    let dict = it.dict.get();
    let Some(d) = dict.downcast::<PyDict>() else {
        return Ok(None);
    };
    let step = d.table.with(|t| {
        if t.mutations() != it.mutations {
            return None;
        }
        let (key, value) = t.entry_at(at)?;
        let after = if it.reverse {
            t.prev_before(at)
        } else {
            t.next_from(at + 1)
        };
        it.next.set(after.map_or(END, |(at, _, _)| at));
        Some((key.clone(), value.clone()))
    });
    let Some((key, value)) = step else {
        return Err(vm.runtime_error("OrderedDict mutated during iteration"));
    };
    Ok(Some(match it.kind {
        KEYS => key,
        VALUES => value,
        _ => vm.new_small_tuple([key, value]),
    }))
}

/// `(iter, ([what is left],))`
fn iterator_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    let it = this(&args[0]);
    let copy = vm.alloc(PyOrderedIterator {
        header: Header::new(&ORDERED_ITERATOR),
        dict: Locked::new(it.dict.get()),
        next: it.next.clone(),
        mutations: it.mutations,
        kind: it.kind,
        reverse: it.reverse,
    });
    let rest = vm.new_list(vm.collect_items(&copy)?);
    Ok(vm.new_small_tuple([builtin_function(vm, "iter")?, vm.new_small_tuple([rest])]))
}
