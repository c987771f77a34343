//! The cycle collector: trial deletion over all tracked containers.
//!
//! For every tracked object a working count starts as its reference count; every reference from
//! one tracked object to another takes one away. What is left above zero comes from outside, and
//! everything reachable from there stays. The rest is garbage: its finalizers run once, then its
//! weak references are cleared, and its references are taken out, so that counting frees it.
//!
//! Invariant: a collection changes no count but by taking references out of garbage.
//!
//! Why this is sound:
//! 1. The collector runs with the GIL held, or the world stopped: no other thread touches objects.
//! 2. Garbage is kept alive by a counted reference of the collector's own while it is taken apart.
//!
//! Next file to read: `../stdlib/gc.rs`.

use super::context::Vm;
use super::header::{Header, flags};
use super::refcount::Ref;
use super::types::Type;
use super::value::Value;
use crate::runtime::thread::breaker;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering::Relaxed;

/// Tracked allocations, less frees, that trigger a collection at first.
pub const DEFAULT_THRESHOLD: i64 = 2000;

/// The bit of `gc.set_debug` that keeps garbage in `gc.garbage` instead of freeing it.
const SAVE_ALL: i64 = 32;

/// Settings and counters of the collector.
pub struct GcState {
    /// `gc.enable()`.
    pub enabled: bool,
    /// `gc.get_threshold()`.
    pub thresholds: [i64; 3],
    /// Collections, objects collected, uncollectable, by generation.
    pub stats: [[u64; 3]; 3],
    /// A collection is running.
    pub collecting: bool,
    /// `gc.callbacks`, made when first asked for.
    pub callbacks: Option<Ref>,
    /// `gc.garbage`.
    pub garbage: Option<Ref>,
    /// `gc.set_debug` flags.
    pub debug: i64,
    /// Objects alive after the last collection.
    pub live: i64,
    /// Objects that `gc.freeze` has put aside.
    pub frozen: usize,
}

impl Default for GcState {
    fn default() -> Self {
        GcState {
            enabled: true,
            thresholds: [DEFAULT_THRESHOLD, 10, 10],
            stats: [[0; 3]; 3],
            collecting: false,
            callbacks: None,
            garbage: None,
            debug: 0,
            live: 0,
            frozen: 0,
        }
    }
}

impl Vm {
    /// Asks for a collection at the next check point.
    #[cold]
    pub(crate) fn schedule_collection(&self) {
        self.thread.set_breaker(breaker::GC_SCHEDULED);
    }

    /// Recomputes when the next automatic collection is due.
    pub fn rearm_collector(&self) {
        let due = self.interp.gc.with(|g| {
            if !g.enabled || g.thresholds[0] == 0 {
                i64::MAX
            } else {
                g.thresholds[0].max(g.live / 4)
            }
        });
        self.interp.gc_threshold.store(due, Relaxed);
    }

    /// Whether a scheduled collection is still wanted.
    pub fn collection_is_due(&self) -> bool {
        self.heap.tracked_delta.get() >= self.interp.gc_threshold.load(Relaxed)
            && self.interp.gc.with(|g| g.enabled)
    }

    /// Collects cycles and answers how many objects were found unreachable. `around` runs before
    /// and after: what it and finalizers do can't start another collection.
    pub fn collect(&self, generation: usize, around: impl Fn(Option<usize>)) -> usize {
        let busy = self
            .interp
            .gc
            .with(|g| std::mem::replace(&mut g.collecting, true));
        if busy {
            return 0;
        }
        around(None);
        let found = self.collect_now(generation);
        around(Some(found));
        self.interp.gc.with(|g| g.collecting = false);
        found
    }

    fn collect_now(&self, generation: usize) -> usize {
        // Nobody else may touch an object while references are counted; finalizers may run beside others.
        let (garbage, cleared) = self.stopped(|| {
            let garbage = self.find_garbage();
            let cleared = self.clear_weakrefs_to(&garbage);
            (garbage, cleared)
        });
        for row in cleared {
            super::weakref::run_callbacks(self, &row);
        }
        let found = self.delete_garbage(garbage);
        let live = self.stopped(|| {
            let mut live = 0;
            self.for_each_tracked(&mut |_| live += 1);
            live
        });
        self.heap.tracked_delta.set(0);
        self.interp.gc.with(|g| {
            g.live = live;
            let s = &mut g.stats[generation.min(2)];
            s[0] += 1;
            s[1] += found as u64;
        });
        self.rearm_collector();
        found
    }

    /// New references to all tracked objects, for `gc.get_objects()`.
    pub fn tracked_objects(&self) -> Vec<Ref> {
        self.stopped(|| {
            let mut found = Vec::new();
            self.for_each_tracked(&mut |h| {
                // SAFETY: (1): an object whose count is zero is being taken apart.
                unsafe {
                    if (*h).ref_count() > 0 {
                        found.push(Ref::from_value(Value::uncounted(h).new_ref()));
                    }
                }
            });
            found
        })
    }

    /// New references to what `object` refers to, once for each time.
    pub fn referents(&self, object: &Ref) -> Vec<Ref> {
        let mut found = Vec::new();
        if let Some(h) = object.header().filter(|_| object.ty().is_gc()) {
            // SAFETY: (1), and the caller holds the object.
            unsafe {
                visit_references(h, &mut |r| {
                    if !r.is_null() {
                        found.push(r.clone());
                    }
                });
            }
        }
        found
    }

    /// All tracked objects that nothing outside them reaches.
    fn find_garbage(&self) -> Vec<Ref> {
        let mut counts: HashMap<usize, i64, std::hash::BuildHasherDefault<AddressHash>> =
            HashMap::default();
        let mut tracked = 0;
        self.for_each_tracked(&mut |_| tracked += 1);
        let mut all: Vec<usize> = Vec::new();
        let mut reachable: Vec<usize> = Vec::new();
        // Without the memory to look for garbage there is no collection.
        if counts.try_reserve(tracked).is_err()
            || all.try_reserve_exact(tracked).is_err()
            || reachable.try_reserve_exact(tracked).is_err()
        {
            return Vec::new();
        }
        self.for_each_tracked(&mut |h| {
            // SAFETY: (1).
            let count = unsafe { (*h).count.load(Relaxed) };
            if count > 0 && count & super::header::IMMORTAL == 0 {
                counts.insert(h as usize, count as i64);
            }
        });
        all.extend(counts.keys().copied());
        for &h in &all {
            // SAFETY: (1).
            unsafe {
                visit_references(h as *const Header, &mut |r| {
                    if r.value().is_counted()
                        && let Some(c) = counts.get_mut(&(r.value().ptr() as usize))
                    {
                        *c -= 1;
                    }
                });
            }
        }
        reachable.extend(all.iter().copied().filter(|h| counts[h] > 0));
        for h in &reachable {
            counts.remove(h);
        }
        while let Some(h) = reachable.pop() {
            // SAFETY: (1).
            unsafe {
                visit_references(h as *const Header, &mut |r| {
                    let address = r.value().ptr() as usize;
                    if r.value().is_counted() && counts.remove(&address).is_some() {
                        reachable.push(address);
                    }
                });
            }
        }
        // SAFETY: (2): what is left is alive, only unreachable.
        counts
            .keys()
            .map(|&h| unsafe { Ref::from_value(Value::from_ptr(h as *const Header).new_ref()) })
            .collect()
    }

    /// Clears weak references to garbage, before any thread or finalizer can use them; returns
    /// those whose callbacks are to be run, by object.
    fn clear_weakrefs_to(&self, garbage: &[Ref]) -> Vec<Vec<Ref>> {
        if self.interp.gc.with(|g| g.debug & SAVE_ALL != 0) {
            return Vec::new();
        }
        let mut cleared: Vec<Vec<Ref>> = garbage
            .iter()
            .filter_map(Ref::header)
            .filter(|h| h.has(flags::HAS_WEAKREFS))
            .map(|h| super::weakref::clear_weakrefs(self, h))
            .collect();
        if cleared.iter().any(|row| !row.is_empty()) {
            // A weak reference that is garbage itself is not called back.
            let doomed: HashSet<u64> = garbage.iter().map(Ref::id).collect();
            for row in &mut cleared {
                row.retain(|w| !doomed.contains(&w.id()));
            }
        }
        cleared
    }

    /// Finalizes and takes apart; answers how many objects were unreachable.
    fn delete_garbage(&self, garbage: Vec<Ref>) -> usize {
        if garbage.is_empty() {
            return 0;
        }
        let found = garbage.len();
        let (debug, saved) = self.interp.gc.with(|g| (g.debug, g.garbage.clone()));
        if debug & SAVE_ALL != 0
            && let Some(list) = saved
                .as_ref()
                .and_then(|s| s.downcast::<crate::builtins::list::PyList>())
        {
            garbage.into_iter().for_each(|g| list.push(g));
            return found;
        }
        let mut finalized = false;
        for g in &garbage {
            if let (Some(h), Some(del)) = (g.header(), g.ty().slots().del)
                && !h.has(flags::FINALIZED)
            {
                h.set(flags::FINALIZED);
                finalized = true;
                del(self, g);
            }
        }
        let doomed = if finalized {
            self.still_garbage(garbage)
        } else {
            garbage
        };
        let mut sink = Vec::new();
        for g in &doomed {
            if let Some(h) = g.header() {
                // SAFETY: (1), (2).
                unsafe {
                    (g.ty().layout().clear)(h, &mut sink);
                    Vm::clear_instance_words(h, &mut sink);
                }
            }
            sink.clear();
        }
        found
    }

    /// Of garbage whose finalizers have run, what is still unreachable: nothing if any of it was
    /// brought back, because then what it reaches lives on too; the next collection decides.
    fn still_garbage(&self, garbage: Vec<Ref>) -> Vec<Ref> {
        let mut counts: HashMap<usize, i64, std::hash::BuildHasherDefault<AddressHash>> =
            HashMap::default();
        for g in &garbage {
            counts.insert(g.value().ptr() as usize, g.ref_count() as i64 - 1);
        }
        for g in &garbage {
            if let Some(h) = g.header() {
                // SAFETY: (1).
                unsafe {
                    visit_references(h, &mut |r| {
                        if r.value().is_counted()
                            && let Some(c) = counts.get_mut(&(r.value().ptr() as usize))
                        {
                            *c -= 1;
                        }
                    });
                }
            }
        }
        let mut alive: Vec<usize> = counts
            .iter()
            .filter(|(_, c)| **c > 0)
            .map(|(h, _)| *h)
            .collect();
        alive.iter().for_each(|h| {
            counts.remove(h);
        });
        while let Some(h) = alive.pop() {
            // SAFETY: (1).
            unsafe {
                visit_references(h as *const Header, &mut |r| {
                    let address = r.value().ptr() as usize;
                    if r.value().is_counted() && counts.remove(&address).is_some() {
                        alive.push(address);
                    }
                });
            }
        }
        garbage
            .into_iter()
            .filter(|g| counts.contains_key(&(g.value().ptr() as usize)))
            .collect()
    }
}

/// Shows every reference an object owns: its payload's, the words behind it, and its class.
///
/// # Safety
/// `h` is alive and no other thread changes it.
pub(crate) unsafe fn visit_references(h: *const Header, visit: &mut dyn FnMut(&Ref)) {
    // SAFETY: as the caller vouches.
    unsafe {
        let ty: &Type = &*(*h).ty();
        (ty.layout().traverse)(h, visit);
        Vm::visit_instance_words(h, visit);
        if ty.is_heap() {
            visit(Value::from_ptr(&ty.header).as_ref());
        }
    }
}

/// Addresses are spread enough once their low bits are gone.
#[derive(Default)]
pub struct AddressHash(u64);

impl std::hash::Hasher for AddressHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_usize(&mut self, i: usize) {
        self.0 = (i as u64 >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
