//! Iterators of dicts: over keys, values or items, forwards and backwards.
//!
//! Invariant: a dict that has grown or shrunk since the iterator was made is never walked: the
//! iterator raises, and raises again when asked again.
//! Next file to read: `views.rs`.

use super::PyDict;
use crate::builtins::iterators::{builtin_function, self_iter};
use crate::builtins::tuple::LastPair;
use crate::objects::args::{MethodDef, NativeFn, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::{Locked, Payload};
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;

/// What an iterator or a view shows: keys.
pub const KEYS: u8 = 0;
/// Values.
pub const VALUES: u8 = 1;
/// Pairs of both.
pub const ITEMS: u8 = 2;

/// An iterator of a dict over what `KIND` says.
#[repr(C)]
pub struct PyDictIterator<const KIND: u8, const REVERSE: bool> {
    pub(crate) header: Header,
    dict: Locked<Ref>,
    /// The entry to look at next; for a reverse iterator the one behind it.
    pos: Word<usize>,
    /// The dict's length when the iterator was made; no length at all once it has changed.
    used: Word<usize>,
    left: Word<usize>,
    /// The last item, for iterators over items.
    last: LastPair,
}

macro_rules! iterator_type {
    ($kind:expr, $reverse:expr, $name:literal, $def:ident, $ty:ident, $doc:literal) => {
        payload!(
            PyDictIterator<$kind, $reverse>,
            $ty,
            |this, visit| {
                this.dict.with(|d| visit(d));
                this.last.visit(visit);
            },
            |this, sink| sink.extend([this.dict.replace(Ref::NULL), this.last.take()])
        );
        static $def: TypeDef = TypeDef {
            flags: 0,
            slots: Slots { iter: Some(self_iter), next: Some(next::<$kind, $reverse>), ..Slots::NONE },
            methods: &[hint_row(length_hint::<$kind, $reverse>), reduce_row(reduce::<$kind, $reverse>)],
            ..TypeDef::of::<PyDictIterator<$kind, $reverse>>($name)
        };
        #[doc = $doc]
        pub static $ty: Type = Type::builtin(&$def);
    };
}

const fn hint_row(f: NativeFn) -> MethodDef {
    method(
        "__length_hint__",
        f,
        "self, /",
        "Private method returning an estimate of len(list(it)).",
    )
}

const fn reduce_row(f: NativeFn) -> MethodDef {
    method(
        "__reduce__",
        f,
        "self, /",
        "Return state information for pickling.",
    )
}

iterator_type!(
    KEYS,
    false,
    "dict_keyiterator",
    KEY_DEF,
    DICT_KEY_ITERATOR,
    "The type of `iter({})`."
);
iterator_type!(
    VALUES,
    false,
    "dict_valueiterator",
    VALUE_DEF,
    DICT_VALUE_ITERATOR,
    "The type of `iter({}.values())`."
);
iterator_type!(
    ITEMS,
    false,
    "dict_itemiterator",
    ITEM_DEF,
    DICT_ITEM_ITERATOR,
    "The type of `iter({}.items())`."
);
iterator_type!(
    KEYS,
    true,
    "dict_reversekeyiterator",
    REVERSE_KEY_DEF,
    DICT_REVERSE_KEY_ITERATOR,
    "The type of `reversed({})`."
);
iterator_type!(
    VALUES,
    true,
    "dict_reversevalueiterator",
    REVERSE_VALUE_DEF,
    DICT_REVERSE_VALUE_ITERATOR,
    "The type of `reversed({}.values())`."
);
iterator_type!(
    ITEMS,
    true,
    "dict_reverseitemiterator",
    REVERSE_ITEM_DEF,
    DICT_REVERSE_ITEM_ITERATOR,
    "The type of `reversed({}.items())`."
);

fn make<const KIND: u8, const REVERSE: bool>(vm: &Vm, dict: Ref) -> Ref
where
    PyDictIterator<KIND, REVERSE>: Payload,
{
    let (len, used) = dict
        .downcast::<PyDict>()
        .map_or((0, 0), |d| d.table.with(|t| (t.len(), t.used())));
    vm.alloc(PyDictIterator::<KIND, REVERSE> {
        header: Header::new(PyDictIterator::<KIND, REVERSE>::ty()),
        dict: Locked::new(dict),
        pos: Word::new(if REVERSE { used } else { 0 }),
        used: Word::new(len),
        left: Word::new(len),
        last: LastPair::default(),
    })
}

/// An iterator over a dict.
pub(super) fn new_dict_iterator<const KIND: u8>(vm: &Vm, dict: Ref) -> Ref
where
    PyDictIterator<KIND, false>: Payload,
{
    make::<KIND, false>(vm, dict)
}

/// An iterator over a dict, last entry first.
pub(super) fn new_dict_reverse_iterator<const KIND: u8>(vm: &Vm, dict: Ref) -> Ref
where
    PyDictIterator<KIND, true>: Payload,
{
    make::<KIND, true>(vm, dict)
}

pub(super) fn dict_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(new_dict_iterator::<KEYS>(vm, x.clone()))
}

fn this<const KIND: u8, const REVERSE: bool>(x: &Ref) -> &PyDictIterator<KIND, REVERSE>
where
    PyDictIterator<KIND, REVERSE>: Payload,
{
    match x.downcast::<PyDictIterator<KIND, REVERSE>>() {
        Some(it) => it,
        None => unreachable!("methods of dict iterators get such iterators"),
    }
}

enum Step {
    Pair(Ref, Ref),
    Resized,
    Replaced,
    End,
}

fn next<const KIND: u8, const REVERSE: bool>(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>>
where
    PyDictIterator<KIND, REVERSE>: Payload,
{
    let it = this::<KIND, REVERSE>(x);
    let step = it.dict.with(|dict| {
        let Some(d) = dict.downcast::<PyDict>() else {
            return Step::End;
        };
        d.table.with(|t| {
            if t.len() != it.used.get() {
                return Step::Resized;
            }
            let found = if REVERSE {
                t.prev_before(it.pos.get())
            } else {
                t.next_from(it.pos.get())
            };
            match found {
                None => Step::End,
                Some(_) if it.left.get() == 0 && !REVERSE => Step::Replaced,
                Some((at, key, value)) => {
                    it.pos.set(if REVERSE { at } else { at + 1 });
                    it.left.set(it.left.get().saturating_sub(1));
                    let key = if KIND == VALUES {
                        Ref::NULL
                    } else {
                        key.clone()
                    };
                    let value = if KIND == KEYS {
                        Ref::NULL
                    } else {
                        value.clone()
                    };
                    Step::Pair(key, value)
                }
            }
        })
    });
    match step {
        Step::Pair(key, value) if KIND == ITEMS => Ok(Some(it.last.pair(vm, key, value))),
        Step::Pair(key, value) => Ok(Some(if KIND == KEYS { key } else { value })),
        Step::Resized => {
            it.used.set(usize::MAX);
            Err(vm.runtime_error("dictionary changed size during iteration"))
        }
        Step::Replaced => {
            drop(it.dict.replace(Ref::NULL));
            Err(vm.runtime_error("dictionary keys changed during iteration"))
        }
        Step::End => {
            drop(it.dict.replace(Ref::NULL));
            Ok(None)
        }
    }
}

fn length_hint<const KIND: u8, const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyDictIterator<KIND, REVERSE>: Payload,
{
    let it = this::<KIND, REVERSE>(&args[0]);
    let same = it
        .dict
        .get()
        .downcast::<PyDict>()
        .is_some_and(|d| d.len() == it.used.get());
    Ok(vm.int(if same { it.left.get() as i64 } else { 0 }))
}

/// `(iter, ([what is left],))`
fn reduce<const KIND: u8, const REVERSE: bool>(vm: &Vm, args: &[Ref]) -> PyResult
where
    PyDictIterator<KIND, REVERSE>: Payload,
{
    let it = this::<KIND, REVERSE>(&args[0]);
    let copy = vm.alloc(PyDictIterator::<KIND, REVERSE> {
        header: Header::new(PyDictIterator::<KIND, REVERSE>::ty()),
        dict: Locked::new(it.dict.get()),
        pos: it.pos.clone(),
        used: it.used.clone(),
        left: it.left.clone(),
        last: LastPair::default(),
    });
    let rest = vm.new_list(vm.collect_items(&copy)?);
    Ok(vm.new_small_tuple([builtin_function(vm, "iter")?, vm.new_small_tuple([rest])]))
}
