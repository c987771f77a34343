//! The `set` and `frozenset` types: storage here, what scripts see in `methods.rs`.
//!
//! Invariant: `__hash__` and `__eq__` run outside `table.with`, as for dicts.
//! Next file to read: `methods.rs`.

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::objects::dict::{DictTable, Probe};
use crate::objects::refcount::Exc;
use crate::builtins::dict::same_key;

/// A `set` or `frozenset` object.
#[repr(C)]
pub struct PySet {
    pub(crate) header: Header,
    /// The items.
    pub table: Locked<DictTable>,
}

payload!(
    PySet,
    SET,
    |this, visit| this.table.with(|t| {
        let mut pos = 0;
        while let Some((at, k, _)) = t.next_from(pos) {
            visit(k);
            pos = at + 1;
        }
    }),
    |this, sink| {
        let mut table = this.table.take();
        let mut pos = 0;
        while let Some(at) = table.next_from(pos).map(|(at, _, _)| at) {
            sink.push(table.remove_at(at).0);
            pos = at + 1;
        }
    }
);

static SET_DEF: TypeDef = TypeDef { flags: type_flags::BASE | type_flags::WEAKREF, ..TypeDef::of::<PySet>("set") };
/// The type `set`.
pub static SET: Type = Type::builtin(&SET_DEF);

static FROZENSET_DEF: TypeDef = TypeDef { flags: type_flags::BASE | type_flags::WEAKREF, ..TypeDef::of::<PySet>("frozenset") };
/// The type `frozenset`.
pub static FROZENSET: Type = Type::builtin(&FROZENSET_DEF);

impl PySet {
    /// Finds the entry of an item, running `__eq__` where it must.
    fn find(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
        let (mut mutations, mut cursor) = self.table.with(|t| (t.mutations(), t.start(hash)));
        loop {
            let step = self.table.with(|t| {
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
            match step {
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

    /// Adds an item; false if it was there.
    pub fn add(&self, vm: &Vm, item: Ref) -> PyResult<bool> {
        let hash = vm.hash(&item)?;
        if self.find(vm, &item, hash)?.is_some() {
            return Ok(false);
        }
        match self.table.with(|t| t.insert_new(hash, item, Ref::NULL)) {
            Ok(()) => Ok(true),
            Err(_) => Err(vm.memory_error()),
        }
    }

    /// Whether an item is there.
    pub fn contains(&self, vm: &Vm, item: &Ref) -> PyResult<bool> {
        let hash = vm.hash(item)?;
        Ok(self.find(vm, item, hash)?.is_some())
    }

    /// How many items.
    pub fn len(&self) -> usize {
        self.table.with(|t| t.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Words the error for an unhashable item as CPython does.
pub fn explain_unhashable(vm: &Vm, e: Exc, item: &Ref) -> Exc {
    crate::builtins::dict::reword_unhashable(vm, e, item, "set element")
}

impl Vm {
    /// An empty set.
    pub fn new_set(&self) -> Ref {
        self.alloc(PySet { header: Header::new(&SET), table: Locked::new(DictTable::new()) })
    }

    /// A frozenset of these items.
    pub fn new_frozenset(&self, items: Vec<Ref>) -> PyResult {
        let r = self.alloc(PySet { header: Header::new(&FROZENSET), table: Locked::new(DictTable::new()) });
        if let Some(s) = r.downcast::<PySet>().or_else(|| frozen(&r)) {
            for i in items {
                s.add(self, i)?;
            }
        }
        Ok(r)
    }
}

/// The items of a set or frozenset.
pub fn as_set(r: &Ref) -> Option<&PySet> {
    r.downcast::<PySet>().or_else(|| frozen(r))
}

fn frozen(r: &Ref) -> Option<&PySet> {
    if r.is_instance(&FROZENSET) {
        // SAFETY: frozensets have the payload of sets.
        #[allow(unsafe_code)]
        Some(unsafe { &*r.value().ptr().cast::<PySet>() })
    } else {
        None
    }
}
