//! Weak references: a table beside the objects, so that objects need no room for them.
//!
//! Invariant: an object has `HAS_WEAKREFS` set exactly while the interpreter's table has a row for
//! its address; the row holds the weak reference objects themselves, uncounted.
//!
//! Why this is sound: the words in a row are uncounted, and both ends take themselves out of the
//! table before they are freed.
//!
//! Next file to read: `../builtins/weakref.rs`.

use super::context::Vm;
use super::header::{Header, flags};
use super::refcount::{PyResult, Ref};
use super::types::type_flags;
use super::value::Value;
use crate::builtins::weakref::{PyWeakRef, as_weak};

impl Vm {
    /// Notes that `weak` refers to `object`.
    pub fn register_weakref(&self, object: &Ref, weak: &PyWeakRef) -> PyResult<()> {
        let ty = object.ty();
        let Some(h) = object.header().filter(|_| ty.has(type_flags::WEAKREF)) else {
            return Err(self.type_error(format!(
                "cannot create weak reference to '{}' object",
                ty.name()
            )));
        };
        let word = Value::uncounted(std::ptr::from_ref(weak).cast());
        // SAFETY: the row's words are uncounted; a `PyWeakRef` removes itself when it dies.
        let entry = unsafe { Ref::from_value(word) };
        self.interp.weakrefs.with(|t| {
            h.set(flags::HAS_WEAKREFS);
            let row = t.entry(h as *const Header as usize).or_default();
            row.push(entry);
        });
        Ok(())
    }

    /// Forgets a weak reference that dies before its object.
    pub fn unregister_weakref(&self, address: usize, weak: &PyWeakRef) {
        let me = std::ptr::from_ref(weak) as u64;
        self.interp.weakrefs.with(|t| {
            if let Some(row) = t.get_mut(&address) {
                row.retain(|w| w.id() != me);
                if row.is_empty() {
                    t.remove(&address);
                    // SAFETY: the referent is alive: a dead one has no row.
                    unsafe { (*(address as *const Header)).clear(flags::HAS_WEAKREFS) };
                }
            }
        });
    }

    /// The weak references to an object, oldest first, as new references.
    pub fn weakrefs_of(&self, object: &Ref) -> Vec<Ref> {
        let Some(h) = object.header().filter(|h| h.has(flags::HAS_WEAKREFS)) else {
            return Vec::new();
        };
        self.interp.weakrefs.with(|t| {
            let row = t.get(&(h as *const Header as usize));
            row.map_or_else(Vec::new, |row| living(row))
        })
    }

    /// What a weak reference refers to, if it still exists.
    pub(crate) fn weakref_target(&self, weak: &PyWeakRef) -> Option<Ref> {
        self.interp.weakrefs.with(|_| {
            let address = weak.address();
            if address == 0 {
                return None;
            }
            // SAFETY: a dying object clears its weak references, for which it needs this table.
            unsafe { Value::uncounted(address as *const Header).upgrade() }
        })
    }
}

/// New references to the weak references of a row. One whose own count is gone is about to remove
/// itself, and waits for the table.
fn living(row: &[Ref]) -> Vec<Ref> {
    row.iter()
        // SAFETY: as said above.
        .filter_map(|w| unsafe { w.value().upgrade() })
        .collect()
}

/// Clears every weak reference to a dying object, then runs their callbacks.
pub(crate) fn object_dies(vm: &Vm, h: *mut Header) {
    let cleared = clear_weakrefs(vm, h);
    run_callbacks(vm, &cleared);
}

/// Clears every weak reference to a dying object, and returns those whose callbacks are to be run.
pub(crate) fn clear_weakrefs(vm: &Vm, h: *const Header) -> Vec<Ref> {
    let live = vm.interp.weakrefs.with(|t| {
        let row = t.remove(&(h as usize)).unwrap_or_default();
        let live = living(&row);
        for w in &row {
            if let Some(w) = as_weak(w) {
                w.clear_referent();
            }
        }
        live
    });
    // SAFETY: the object is being freed by this thread and still in one piece.
    unsafe { (*h).clear(flags::HAS_WEAKREFS) };
    live
}

/// Calls the callbacks of cleared weak references of one object, newest first.
pub(crate) fn run_callbacks(vm: &Vm, cleared: &[Ref]) {
    for w in cleared.iter().rev() {
        if let Some(p) = as_weak(w)
            && let Some(callback) = p.take_callback()
            && let Err(e) = vm.call_one(&callback, w)
        {
            vm.unraisable(
                e,
                "Exception ignored while calling weakref callback",
                Some(&callback),
            );
        }
    }
}
