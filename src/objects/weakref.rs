//! Weak references: a table beside the objects, so that objects need no room for them.
//!
//! Invariant: an object has `HAS_WEAKREFS` set exactly while the interpreter's table has a row for
//! its address; the row holds the weak reference objects themselves, uncounted.
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
        h.set(flags::HAS_WEAKREFS);
        let word = Value::uncounted(std::ptr::from_ref(weak).cast());
        // SAFETY: the row's words are uncounted; a `PyWeakRef` removes itself when it dies.
        let entry = unsafe { Ref::from_value(word) };
        self.interp.weakrefs.with(|t| {
            t.entry(h as *const Header as usize)
                .or_default()
                .push(entry)
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
        self.interp
            .weakrefs
            .with(|t| match t.get(&(h as *const Header as usize)) {
                // A weak reference whose own count is gone is about to remove itself.
                Some(row) => row.iter().filter(|w| w.ref_count() > 0).cloned().collect(),
                None => Vec::new(),
            })
    }
}

/// Clears every weak reference to a dying object, then runs their callbacks.
pub(crate) fn object_dies(vm: &Vm, h: *mut Header) {
    let row = vm
        .interp
        .weakrefs
        .with(|t| t.remove(&(h as usize)))
        .unwrap_or_default();
    // SAFETY: the object is being freed by this thread and still in one piece.
    unsafe { (*h).clear(flags::HAS_WEAKREFS) };
    let live: Vec<Ref> = row.iter().filter(|w| w.ref_count() > 0).cloned().collect();
    for w in &live {
        if let Some(w) = as_weak(w) {
            w.clear_referent();
        }
    }
    for w in live.iter().rev() {
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
