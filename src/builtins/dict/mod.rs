//! The `dict` type: lookups that may run `__eq__` here, what scripts see in `methods.rs`.
//!
//! | file | what it does |
//! |---|---|
//! | `methods.rs` | slots and methods |
//! | `update.rs` | filling a dict from mappings and from pairs |
//! | `views.rs`, `view_operators.rs` | `keys()`, `values()`, `items()` |
//! | `iterators.rs` | their iterators, forwards and backwards |
//!
//! Invariant: `__hash__` and `__eq__` run outside `table.with`; after an `__eq__` the table's
//! `mutations` tell whether the probe may go on or must start again.
//!
//! Why this is sound: keys are compared as borrowed words while their table, or the caller, holds
//! them, and comparing two exact strings runs no other code.
//!
//! Next file to read: `methods.rs`.

mod iterators;
mod methods;
mod update;
mod view_operators;
mod views;

pub use iterators::{
    DICT_ITEM_ITERATOR, DICT_KEY_ITERATOR, DICT_REVERSE_ITEM_ITERATOR, DICT_REVERSE_KEY_ITERATOR,
    DICT_REVERSE_VALUE_ITERATOR, DICT_VALUE_ITERATOR, ITEMS, KEYS, VALUES,
};
pub use update::{merge, merge_keywords};
pub use views::{DICT_ITEMS, DICT_KEYS, DICT_VALUES, PyDictView};

use crate::builtins::str::object::PyStr;
use crate::objects::context::Vm;
use crate::objects::dict::{Cursor, DictTable, Probe};
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::value::Value;
use crate::payload;

/// A `dict` object.
#[repr(C)]
pub struct PyDict {
    pub(crate) header: Header,
    /// Keys and values.
    pub table: Locked<DictTable>,
}

payload!(
    PyDict,
    DICT,
    |this, visit| this.table.with(|t| t.visit(visit)),
    |this, sink| this.table.take().drain_into(sink)
);

static DICT_DEF: TypeDef = TypeDef {
    doc: methods::DICT_DOC,
    flags: type_flags::BASE | type_flags::DICT | type_flags::MAPPING,
    slots: Slots {
        new: Some(methods::dict_new),
        init: Some(methods::dict_init),
        repr: Some(methods::dict_repr),
        compare: Some(methods::dict_compare),
        iter: Some(iterators::dict_iter),
        len: Some(methods::dict_len),
        getitem: Some(methods::dict_getitem),
        setitem: Some(methods::dict_setitem),
        contains: Some(methods::dict_contains),
        or: Some(methods::dict_or),
        ior: Some(methods::dict_ior),
        ..Slots::NONE
    },
    methods: methods::DICT_METHODS,
    ..TypeDef::of::<PyDict>("dict")
};
/// The type `dict`.
pub static DICT: Type = Type::builtin(&DICT_DEF);

/// Empties a dict for the cycle collector.
pub(crate) fn clear_for_collector(dict: &Ref, sink: &mut Vec<Ref>) {
    if let Some(d) = dict.downcast::<PyDict>() {
        d.table.take().drain_into(sink);
    }
}

/// Whether two keys of equal hash are equal, where that needs no Python code.
#[inline(always)]
pub fn same_key(a: Value, b: Value) -> Option<bool> {
    if a.is_ptr() && b.is_ptr() {
        // SAFETY: both keys are alive: one stands in the table, the other is the caller's.
        #[allow(unsafe_code)]
        let (a, b) = unsafe { (a.as_ref(), b.as_ref()) };
        match (a.downcast_exact::<PyStr>(), b.downcast_exact::<PyStr>()) {
            (Some(a), Some(b)) => return Some(a.view() == b.view()),
            _ => return None,
        }
    }
    if a.is_small_int() && b.is_small_int() {
        return Some(false);
    }
    None
}

impl PyDict {
    /// How many keys.
    #[inline]
    pub fn len(&self) -> usize {
        self.table.with(|t| t.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds the entry of a key, running `__eq__` where it must.
    #[inline]
    pub fn find(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
        match self
            .table
            .with(|t| t.probe(key.value(), hash, t.start(hash), same_key))
        {
            Probe::Found(e) => Ok(Some(e)),
            Probe::Missing => Ok(None),
            Probe::Undecided { .. } => self.find_comparing(vm, key, hash),
        }
    }

    /// As [`PyDict::find`] where `__eq__` has a say. The probe starts again when the keys change.
    #[cold]
    fn find_comparing(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
        let mut state: Option<(u64, Cursor)> = None;
        loop {
            let step = self.table.with(|t| {
                let cursor = match state {
                    Some((mutations, cursor)) if mutations == t.mutations() => cursor,
                    _ => t.start(hash),
                };
                match t.probe(key.value(), hash, cursor, same_key) {
                    Probe::Found(e) => Ok(Some(e)),
                    Probe::Missing => Ok(None),
                    Probe::Undecided { entry, resume } => {
                        state = Some((t.mutations(), resume));
                        Err((entry, t.entry_at(entry).map(|(k, _)| k.clone())))
                    }
                }
            });
            let (entry, candidate) = match step {
                Ok(found) => return Ok(found),
                Err((_, None)) => continue,
                Err((entry, Some(candidate))) => (entry, candidate),
            };
            let equal = vm.equal(&candidate, key)?;
            let unchanged = self
                .table
                .with(|t| state.is_some_and(|(m, _)| m == t.mutations()));
            if equal && unchanged {
                return Ok(Some(entry));
            }
        }
    }

    /// The value of a key, as a new reference.
    #[inline]
    pub fn get(&self, vm: &Vm, key: &Ref) -> PyResult<Option<Ref>> {
        let hash = key_hash(vm, key)?;
        self.get_hashed(vm, key, hash)
    }

    /// As [`PyDict::get`], the hash being known.
    #[inline]
    pub fn get_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<Ref>> {
        let quick =
            self.table.with(
                |t| match t.probe(key.value(), hash, t.start(hash), same_key) {
                    Probe::Found(e) => Some(t.entry_at(e).map(|(_, v)| v.clone())),
                    Probe::Missing => Some(None),
                    Probe::Undecided { .. } => None,
                },
            );
        if let Some(found) = quick {
            return Ok(found);
        }
        let found = self.find_comparing(vm, key, hash)?;
        Ok(found.and_then(|e| self.table.with(|t| t.entry_at(e).map(|(_, v)| v.clone()))))
    }

    /// Sets the value of a key; answers the old value.
    #[inline]
    pub fn insert(&self, vm: &Vm, key: Ref, value: Ref) -> PyResult<Option<Ref>> {
        let hash = key_hash(vm, &key)?;
        self.insert_hashed(vm, key, hash, value)
    }

    /// Sets the value of a key that is there and that is found without running Python code; answers
    /// the old value.
    #[inline]
    pub(crate) fn replace_value(&self, key: &Ref, hash: i64, value: &Ref) -> Option<Ref> {
        self.table.with(
            |t| match t.probe(key.value(), hash, t.start(hash), same_key) {
                Probe::Found(e) => Some(t.set_value(e, value.clone())),
                _ => None,
            },
        )
    }

    /// As [`PyDict::insert`], the hash being known.
    #[inline]
    pub fn insert_hashed(&self, vm: &Vm, key: Ref, hash: i64, value: Ref) -> PyResult<Option<Ref>> {
        let mut pair = Some((key, value));
        let quick = self.table.with(|t| {
            let (key, _) = pair.as_ref()?;
            match t.probe(key.value(), hash, t.start(hash), same_key) {
                Probe::Found(e) => pair
                    .take()
                    .map(|(key, value)| Ok((Some(t.set_value(e, value)), Some(key)))),
                Probe::Missing => pair
                    .take()
                    .map(|(key, value)| t.insert_new(hash, key, value).map(|()| (None, None))),
                Probe::Undecided { .. } => None,
            }
        });
        match (quick, pair) {
            (Some(Ok((old, _unused_key))), _) => Ok(old),
            (None, Some((key, value))) => self.insert_comparing(vm, key, hash, value),
            (Some(Err(_)), _) | (None, None) => Err(vm.memory_error()),
        }
    }

    #[cold]
    fn insert_comparing(&self, vm: &Vm, key: Ref, hash: i64, value: Ref) -> PyResult<Option<Ref>> {
        match self.find_comparing(vm, &key, hash)? {
            Some(e) => Ok(Some(self.table.with(|t| t.set_value(e, value)))),
            None => match self.table.with(|t| t.insert_new(hash, key, value)) {
                Ok(()) => Ok(None),
                Err(_) => Err(vm.memory_error()),
            },
        }
    }

    /// Removes a key; answers its value.
    pub fn remove(&self, vm: &Vm, key: &Ref) -> PyResult<Option<Ref>> {
        let hash = key_hash(vm, key)?;
        match self.find(vm, key, hash)? {
            Some(e) => {
                let (k, v) = self.table.with(|t| t.remove_at(e));
                drop(k);
                Ok(Some(v))
            }
            None => Ok(None),
        }
    }

    /// The value of a `str` key: never runs Python code if all keys are `str`.
    #[inline]
    pub fn get_str(&self, vm: &Vm, key: &Ref) -> Option<Ref> {
        self.get(vm, key).ok().flatten()
    }

    /// New references to all keys and values, in order.
    pub fn pairs(&self) -> Vec<(Ref, Ref)> {
        self.table.with(|t| {
            let mut out = Vec::with_capacity(t.len());
            let mut pos = 0;
            while let Some((at, k, v)) = t.next_from(pos) {
                out.push((k.clone(), v.clone()));
                pos = at + 1;
            }
            out
        })
    }

    /// The first key and value at or after position `pos`, and the position behind them.
    pub fn next_pair(&self, pos: usize) -> Option<(usize, Ref, Ref)> {
        self.table.with(|t| {
            t.next_from(pos)
                .map(|(at, k, v)| (at + 1, k.clone(), v.clone()))
        })
    }

    /// As [`PyDict::next_pair`], with the key's hash after the position.
    pub fn next_entry(&self, pos: usize) -> Option<(usize, i64, Ref, Ref)> {
        self.table.with(|t| {
            t.next_from(pos)
                .map(|(at, k, v)| (at + 1, t.hash_at(at), k.clone(), v.clone()))
        })
    }

    /// Removes everything.
    pub fn clear(&self) {
        let old = self.table.with(|t| {
            let mut fresh = DictTable::new();
            fresh.set_mutations(t.mutations() + 1);
            std::mem::replace(t, fresh)
        });
        drop(old);
    }
}

/// New references to the keys and values of a dict; none for anything else.
pub fn pairs(dict: &Ref) -> Vec<(Ref, Ref)> {
    dict.downcast::<PyDict>()
        .map_or_else(Vec::new, PyDict::pairs)
}

/// The value of a `str` key in a dict.
#[inline]
pub fn get_str(dict: &Ref, key: &Ref) -> Option<Ref> {
    let d = dict.downcast::<PyDict>()?;
    Vm::with_current(|vm| d.get_str(vm, key))
}

/// Sets a `str` key in a dict.
pub fn set_str(vm: &Vm, dict: &Ref, key: &Ref, value: Ref) -> PyResult<()> {
    match dict.downcast::<PyDict>() {
        Some(d) => d.insert(vm, key.clone(), value).map(drop),
        None => Err(vm.type_error("expected a dict".to_string())),
    }
}

/// Removes a `str` key from a dict; answers its value.
pub fn remove_str(dict: &Ref, key: &Ref) -> Option<Ref> {
    let d = dict.downcast::<PyDict>()?;
    Vm::with_current(|vm| d.remove(vm, key).ok().flatten())
}

impl Vm {
    /// An empty dict.
    pub fn new_dict(&self) -> Ref {
        self.alloc(PyDict {
            header: Header::new(&DICT),
            table: Locked::new(DictTable::new()),
        })
    }

    /// A dict of these pairs; later ones win.
    pub fn dict_from_pairs(&self, pairs: Vec<(Ref, Ref)>) -> PyResult {
        let table = DictTable::with_capacity(pairs.len());
        let dict = self.alloc(PyDict {
            header: Header::new(&DICT),
            table: Locked::new(table),
        });
        if let Some(d) = dict.downcast::<PyDict>() {
            for (k, v) in pairs {
                d.insert(self, k, v)?;
            }
        }
        Ok(dict)
    }

    /// Sets a key given as Rust text.
    pub fn dict_set(&self, dict: &Ref, key: &str, value: Ref) -> PyResult<()> {
        set_str(self, dict, &self.intern_str(key), value)
    }

    /// The value of a key given as Rust text.
    pub fn dict_get(&self, dict: &Ref, key: &str) -> Option<Ref> {
        get_str(dict, &self.intern_str(key))
    }
}

/// The hash of a key; an unhashable one raises `cannot use 'list' as a dict key (...)`.
#[inline(always)]
pub(crate) fn key_hash(vm: &Vm, key: &Ref) -> PyResult<i64> {
    vm.hash(key)
        .map_err(|e| reword_unhashable(vm, e, key, "dict key"))
}

/// Says what an unhashable value was to be used for. Only plain TypeErrors are reworded.
#[cold]
pub fn reword_unhashable(vm: &Vm, e: Exc, key: &Ref, what: &str) -> Exc {
    if !e.0.is_exactly(&crate::builtins::exceptions::TYPE_ERROR) {
        return e;
    }
    let name = crate::builtins::typeobject::names::full_name(vm, key.ty()).unwrap_or_default();
    let name = name.strip_prefix("__main__.").unwrap_or(&name);
    match vm.str_text(&e.0) {
        Ok(text) => vm.type_error(format!("cannot use '{name}' as a {what} ({text})")),
        Err(e) => e,
    }
}
