//! Locks and events explored by loom, without the GIL, where most can go wrong.
//!
//! Invariant: as in `gil/loom_tests.rs`, the counter is loaded and stored separately.
//! Deliberately absent: timeouts, for time does not pass in a model.
//! Next file to read: `waiters.rs`.

use super::*;
use crate::runtime::blocking::{Deadline, Door, Wake};
use crate::runtime::event::Reason;
use crate::runtime::gil::{Gil, Policy};
use crate::runtime::sync_shim::{AtomicU32, Ordering};
use crate::runtime::thread::ThreadRegistry;
use loom::thread;
use std::sync::Arc;

struct Shared {
    gil: Gil,
    registry: ThreadRegistry,
    lock: Lock,
    event: Event,
    counter: AtomicU32,
}

impl Shared {
    fn new() -> Arc<Shared> {
        Arc::new(Shared {
            gil: Gil::new(Policy::Disabled),
            registry: ThreadRegistry::new(),
            lock: Lock::new(),
            event: Event::new(),
            counter: AtomicU32::new(0),
        })
    }

    fn attached(&self, body: impl FnOnce(Door<'_>)) {
        let me = self.registry.attach_current(false, "");
        self.gil.acquire(&me);
        body(Door::new(&self.gil, &me));
        self.gil.release(&me, Reason::ThreadEnd);
    }

    fn add_one_locked(&self, door: Door<'_>) {
        assert_eq!(self.lock.acquire(door, Deadline::Never), Wake::Done);
        let value = self.counter.load(Ordering::Relaxed);
        self.counter.store(value + 1, Ordering::Relaxed);
        assert_eq!(self.lock.release(), Ok(()));
    }
}

fn explore(preemptions: usize, model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(builder.preemption_bound.unwrap_or(preemptions));
    builder.check(model);
}

#[test]
fn a_lock_excludes_publishes_and_wakes() {
    explore(3, || {
        let shared = Shared::new();
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                shared.attached(|door| {
                    shared.add_one_locked(door);
                    shared.add_one_locked(door);
                })
            })
        };
        shared.attached(|door| shared.add_one_locked(door));
        other.join().unwrap();
        assert_eq!(shared.counter.load(Ordering::Relaxed), 3);
        assert!(!shared.lock.is_locked());
    });
}

#[test]
fn three_threads_share_a_lock() {
    explore(2, || {
        let shared = Shared::new();
        let others: Vec<_> = (0..2)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || shared.attached(|door| shared.add_one_locked(door)))
            })
            .collect();
        shared.attached(|door| shared.add_one_locked(door));
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(shared.counter.load(Ordering::Relaxed), 3);
    });
}

#[test]
fn nobody_sleeps_through_an_event() {
    explore(3, || {
        let shared = Shared::new();
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                shared.attached(|door| {
                    assert_eq!(shared.event.wait(door, Deadline::Never), Ok(true));
                    assert_eq!(shared.counter.load(Ordering::Relaxed), 1);
                })
            })
        };
        shared.counter.store(1, Ordering::Relaxed);
        shared.event.set();
        other.join().unwrap();
    });
}
