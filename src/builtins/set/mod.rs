//! The `set` and `frozenset` types: lookups that may run `__eq__` here.
//!
//! | file | what it does |
//! |---|---|
//! | `table.rs` | the storage |
//! | `operations.rs` | union, intersection, difference and their kin |
//! | `methods.rs` | slots and methods |
//! | `iterator.rs` | iteration |
//!
//! Invariant: `__hash__` and `__eq__` run outside `table.with`. A frozenset's table does not change
//! once a script can see it. Both types have the payload [`PySet`], whose `Payload::ty` is `SET`:
//! use [`as_set`] for either.
//! Next file to read: `operations.rs`.

mod iterator;
mod methods;
mod operations;
mod table;

pub use iterator::SET_ITERATOR;

use crate::builtins::dict::{reword_unhashable, same_key};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;
use table::{Probe, SetTable};

/// A `set` or `frozenset` object.
#[repr(C)]
pub struct PySet {
    pub(crate) header: Header,
    /// The items.
    pub(crate) table: Locked<SetTable>,
    /// The hash of a frozenset, -1 until computed.
    hash: Word<i64>,
}

payload!(
    PySet,
    SET,
    |this, visit| this.table.with(|t| t.items().for_each(|(_, k)| visit(k))),
    |this, sink| this.table.take().drain(sink)
);

static SET_DEF: TypeDef = TypeDef {
    doc: "Build an unordered collection of unique elements.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    slots: methods::SET_SLOTS,
    methods: methods::SET_METHODS,
    signature: "(iterable=(), /)",
    ..TypeDef::of::<PySet>("set")
};
/// The type `set`.
pub static SET: Type = Type::builtin(&SET_DEF);

static FROZENSET_DEF: TypeDef = TypeDef {
    doc: "Build an immutable unordered collection of unique elements.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    slots: methods::FROZENSET_SLOTS,
    methods: methods::FROZENSET_METHODS,
    signature: "(iterable=(), /)",
    ..TypeDef::of::<PySet>("frozenset")
};
/// The type `frozenset`.
pub static FROZENSET: Type = Type::builtin(&FROZENSET_DEF);

/// The hash of an item; an unhashable one raises `cannot use 'list' as a set element (...)`.
fn item_hash(vm: &Vm, item: &Ref) -> PyResult<i64> {
    vm.hash(item)
        .map_err(|e| reword_unhashable(vm, e, item, "set element"))
}

impl PySet {
    fn with_type(ty: &Type) -> PySet {
        PySet {
            header: Header::new(ty),
            table: Locked::new(SetTable::new()),
            hash: Word::new(-1),
        }
    }

    /// Finds an item, running `__eq__` where it must: `Ok` with its slot, or `Err` with the slot
    /// it would go to, good until the next change.
    fn find(&self, vm: &Vm, item: &Ref, hash: i64) -> PyResult<Result<usize, usize>> {
        let mut state = None;
        loop {
            let step = self.table.with(|t| {
                let cursor = match state {
                    Some((mutations, cursor)) if mutations == t.mutations() => cursor,
                    _ => t.start(hash),
                };
                match t.probe(item.value(), hash, cursor, same_key) {
                    Probe::Found(slot) => Ok(Ok(slot)),
                    Probe::Missing(slot) => Ok(Err(slot)),
                    Probe::Undecided { slot, resume } => {
                        state = Some((t.mutations(), resume));
                        Err((slot, t.item_at(slot).cloned()))
                    }
                }
            });
            let (slot, candidate) = match step {
                Ok(found) => return Ok(found),
                Err((_, None)) => continue,
                Err((slot, Some(candidate))) => (slot, candidate),
            };
            let equal = vm.equal(&candidate, item)?;
            let unchanged = self
                .table
                .with(|t| state.is_some_and(|(m, _)| m == t.mutations()));
            if equal && unchanged {
                return Ok(Ok(slot));
            }
        }
    }

    /// Adds an item; false if it was there.
    pub fn add(&self, vm: &Vm, item: Ref) -> PyResult<bool> {
        let hash = item_hash(vm, &item)?;
        self.add_hashed(vm, item, hash)
    }

    /// As [`PySet::add`], the hash being known.
    pub fn add_hashed(&self, vm: &Vm, item: Ref, hash: i64) -> PyResult<bool> {
        let mut item = Some(item);
        let quick = self.table.with(|t| {
            let key = item.as_ref()?.value();
            match t.probe(key, hash, t.start(hash), same_key) {
                Probe::Found(_) => Some(Ok(false)),
                Probe::Missing(slot) => item.take().map(|item| {
                    if t.insert_at(slot, hash, item) {
                        Ok(true)
                    } else {
                        Err(())
                    }
                }),
                Probe::Undecided { .. } => None,
            }
        });
        match (quick, item) {
            (Some(Ok(added)), _) => Ok(added),
            (Some(Err(())), _) | (None, None) => Err(vm.memory_error()),
            (None, Some(item)) => match self.find(vm, &item, hash)? {
                Ok(_) => Ok(false),
                Err(slot) => match self.table.with(|t| t.insert_at(slot, hash, item)) {
                    true => Ok(true),
                    false => Err(vm.memory_error()),
                },
            },
        }
    }

    /// Whether an item is there.
    pub fn contains(&self, vm: &Vm, item: &Ref) -> PyResult<bool> {
        let hash = item_hash(vm, item)?;
        self.contains_hashed(vm, item, hash)
    }

    /// As [`PySet::contains`], the hash being known.
    pub fn contains_hashed(&self, vm: &Vm, item: &Ref, hash: i64) -> PyResult<bool> {
        Ok(self.find(vm, item, hash)?.is_ok())
    }

    /// Removes an item; false if it was not there.
    pub fn discard(&self, vm: &Vm, item: &Ref) -> PyResult<bool> {
        let hash = item_hash(vm, item)?;
        self.discard_hashed(vm, item, hash)
    }

    /// As [`PySet::discard`], the hash being known.
    pub fn discard_hashed(&self, vm: &Vm, item: &Ref, hash: i64) -> PyResult<bool> {
        match self.find(vm, item, hash)? {
            Ok(slot) => {
                let old = self.table.with(|t| t.remove_at(slot));
                drop(old);
                Ok(true)
            }
            Err(_) => Ok(false),
        }
    }

    /// How many items.
    pub fn len(&self) -> usize {
        self.table.with(|t| t.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// New references to all items, in order.
    pub fn to_vec(&self) -> Vec<Ref> {
        self.table
            .with(|t| t.items().map(|(_, k)| k.clone()).collect())
    }

    /// The first item at or after a place: the place behind it, its hash, and the item.
    pub fn next_item(&self, pos: usize) -> Option<(usize, i64, Ref)> {
        self.table.with(|t| {
            t.next_from(pos)
                .map(|(at, hash, k)| (at + 1, hash, k.clone()))
        })
    }

    /// Removes everything.
    pub fn clear(&self) {
        self.replace_table(SetTable::new());
    }

    /// Puts another table in place and drops the old items afterwards.
    fn replace_table(&self, mut table: SetTable) {
        let old = self.table.with(|t| {
            table.succeed(t);
            std::mem::replace(t, table)
        });
        drop(old);
    }
}

impl Vm {
    /// An empty set.
    pub fn new_set(&self) -> Ref {
        self.alloc(PySet::with_type(&SET))
    }

    /// A frozenset of these items.
    pub fn new_frozenset(&self, items: Vec<Ref>) -> PyResult {
        let r = self.alloc(PySet::with_type(&FROZENSET));
        if let Some(s) = as_set(&r) {
            for i in items {
                s.add(self, i)?;
            }
        }
        Ok(r)
    }
}

/// The items of a set or frozenset.
#[inline]
pub fn as_set(r: &Ref) -> Option<&PySet> {
    r.shared_payload::<PySet>()
}
