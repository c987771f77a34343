//! The `dict` type: lookups that may run `__eq__` here, what scripts see in `methods.rs`.
//!
//! Invariant: `__hash__` and `__eq__` run outside `table.with`; after an `__eq__` the table's
//! `mutations` tell whether the probe may go on or must start again.
//! Next file to read: `methods.rs`.

use crate::builtins::str::object::PyStr;
use crate::objects::context::Vm;
use crate::objects::dict::{DictTable, Probe};
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
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
    |this, visit| this.table.with(|t| {
        let mut pos = 0;
        while let Some((at, k, v)) = t.next_from(pos) {
            visit(k);
            visit(v);
            pos = at + 1;
        }
    }),
    |this, sink| clear_table(this.table.take(), sink)
);

static DICT_DEF: TypeDef =
    TypeDef { flags: type_flags::BASE | type_flags::DICT | type_flags::MAPPING, ..TypeDef::of::<PyDict>("dict") };
/// The type `dict`.
pub static DICT: Type = Type::builtin(&DICT_DEF);

fn clear_table(mut table: DictTable, sink: &mut Vec<Ref>) {
    let mut pos = 0;
    while let Some(at) = table.next_from(pos).map(|(at, _, _)| at) {
        let (k, v) = table.remove_at(at);
        sink.extend([k, v]);
        pos = at + 1;
    }
}

/// Empties a dict for the cycle collector.
pub(crate) fn clear_for_collector(dict: &Ref, sink: &mut Vec<Ref>) {
    if let Some(d) = dict.downcast::<PyDict>() {
        clear_table(d.table.take(), sink);
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
    pub fn find(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
        let (mut mutations, mut cursor) = self.table.with(|t| (t.mutations(), t.start(hash)));
        loop {
            let undecided = self.table.with(|t| {
                if t.mutations() != mutations {
                    mutations = t.mutations();
                    cursor = t.start(hash);
                }
                match t.probe(key.value(), hash, cursor, same_key) {
                    Probe::Found(e) => Ok(Some(e)),
                    Probe::Missing => Ok(None),
                    Probe::Undecided { entry, resume } => {
                        cursor = resume;
                        Err((entry, t.entry_at(entry).map(|(k, _)| k.clone())))
                    }
                }
            });
            match undecided {
                Ok(found) => return Ok(found),
                Err((_, None)) => {}
                Err((entry, Some(candidate))) => {
                    if vm.equal(&candidate, key)? && self.table.with(|t| t.mutations() == mutations) {
                        return Ok(Some(entry));
                    }
                }
            }
        }
    }

    /// The value of a key, as a new reference.
    pub fn get(&self, vm: &Vm, key: &Ref) -> PyResult<Option<Ref>> {
        let hash = vm.hash(key)?;
        loop {
            let Some(e) = self.find(vm, key, hash)? else { return Ok(None) };
            if let Some(v) = self.table.with(|t| t.entry_at(e).map(|(_, v)| v.clone())) {
                return Ok(Some(v));
            }
        }
    }

    /// Sets the value of a key; answers the old value.
    pub fn insert(&self, vm: &Vm, key: Ref, value: Ref) -> PyResult<Option<Ref>> {
        let hash = vm.hash(&key)?;
        self.insert_hashed(vm, key, hash, value)
    }

    /// As [`PyDict::insert`], the hash being known.
    pub fn insert_hashed(&self, vm: &Vm, key: Ref, hash: i64, value: Ref) -> PyResult<Option<Ref>> {
        match self.find(vm, &key, hash)? {
            Some(e) => Ok(Some(self.table.with(|t| t.set_value(e, value)))),
            None => match self.table.with(|t| t.insert_new(hash, key, value)) {
                Ok(()) => Ok(None),
                Err(_) => Err(vm.memory_error()),
            },
        }
    }

    /// Removes a key; answers its value.
    pub fn remove(&self, vm: &Vm, key: &Ref) -> PyResult<Option<Ref>> {
        let hash = vm.hash(key)?;
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
        self.table.with(|t| t.next_from(pos).map(|(at, k, v)| (at + 1, k.clone(), v.clone())))
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
    dict.downcast::<PyDict>().map_or_else(Vec::new, PyDict::pairs)
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
        self.alloc(PyDict { header: Header::new(&DICT), table: Locked::new(DictTable::new()) })
    }

    /// A dict of these pairs; later ones win.
    pub fn dict_from_pairs(&self, pairs: Vec<(Ref, Ref)>) -> PyResult {
        let table = DictTable::with_capacity(pairs.len());
        let dict = self.alloc(PyDict { header: Header::new(&DICT), table: Locked::new(table) });
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

/// Words the error for an unhashable key as CPython does.
pub fn explain_unhashable(vm: &Vm, e: Exc, key: &Ref) -> PyResult {
    Err(reword_unhashable(vm, e, key, "dict key"))
}

/// `cannot use 'list' as a dict key (unhashable type: 'list')`, if that is what went wrong.
pub fn reword_unhashable(vm: &Vm, e: Exc, key: &Ref, what: &str) -> Exc {
    if !e.0.is_exactly(&crate::builtins::exceptions::TYPE_ERROR) || crate::vm::protocol::is_hashable(key.ty()) {
        return e;
    }
    let text = vm.str_text(&e.0).unwrap_or_default();
    vm.type_error(format!("cannot use '{}' as a {what} ({text})", key.ty().name()))
}

/// Updates a dict from any mapping.
pub fn merge(vm: &Vm, d: &PyDict, mapping: &Ref) -> PyResult<()> {
    if let Some(m) = mapping.downcast_exact::<PyDict>() {
        for (k, v) in m.pairs() {
            d.insert(vm, k, v)?;
        }
        return Ok(());
    }
    let keys = vm.call_method(mapping, &vm.names().keys, &[])?;
    vm.for_each(&keys, |k| {
        let v = vm.get_item(mapping, &k)?;
        d.insert(vm, k, v).map(drop)
    })
}
