//! The hand-over and stop-the-world, explored by loom: every interleaving up to three preemptions.
//!
//! Invariant: the counters below are loaded and stored separately with relaxed ordering, so a
//! model fails both when two threads are inside at once and when one does not see the other's
//! work.
//! Deliberately absent: time; see `sync_shim.rs` for what a timed wait is in a model.
//! Next file to read: `sync/loom_tests.rs`.

use super::*;
use crate::runtime::sync_shim::AtomicU32;
use loom::thread;

fn explore(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(builder.preemption_bound.unwrap_or(3));
    builder.check(model);
}

fn add_one(counter: &AtomicU32) {
    let value = counter.load(Ordering::Relaxed);
    counter.store(value + 1, Ordering::Relaxed);
}

struct Shared {
    gil: Gil,
    registry: ThreadRegistry,
    counter: AtomicU32,
    inside: AtomicU32,
}

fn shared(policy: Policy) -> Arc<Shared> {
    Arc::new(Shared {
        gil: Gil::new(policy),
        registry: ThreadRegistry::new(),
        counter: AtomicU32::new(0),
        inside: AtomicU32::new(0),
    })
}

#[test]
fn hand_over_excludes_and_publishes() {
    explore(|| {
        let shared = shared(Policy::Enabled);
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    let me = shared.registry.attach_current(false, "");
                    shared.gil.acquire(&me);
                    for _ in 0..2 {
                        add_one(&shared.counter);
                        shared.gil.check_point(&me);
                    }
                    shared.gil.release(&me, Reason::ThreadEnd);
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(shared.counter.load(Ordering::Relaxed), 4);
    });
}

#[test]
fn a_blocking_call_between_hand_overs() {
    explore(|| {
        let shared = shared(Policy::Enabled);
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let me = shared.registry.attach_current(false, "");
                shared.gil.acquire(&me);
                add_one(&shared.counter);
                shared.gil.release(&me, Reason::Sleep);
                shared.gil.acquire(&me);
                add_one(&shared.counter);
                shared.gil.release(&me, Reason::ThreadEnd);
            })
        };
        let me = shared.registry.attach_current(true, "");
        shared.gil.acquire(&me);
        add_one(&shared.counter);
        shared.gil.check_point(&me);
        add_one(&shared.counter);
        shared.gil.release(&me, Reason::ThreadEnd);
        other.join().unwrap();
        assert_eq!(shared.counter.load(Ordering::Relaxed), 4);
    });
}

#[test]
fn nobody_runs_in_a_stopped_world() {
    explore(|| {
        let shared = shared(Policy::Disabled);
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let me = shared.registry.attach_current(false, "");
                shared.gil.acquire(&me);
                shared.inside.store(1, Ordering::Relaxed);
                add_one(&shared.counter);
                shared.inside.store(0, Ordering::Relaxed);
                shared.gil.check_point(&me);
                shared.inside.store(1, Ordering::Relaxed);
                add_one(&shared.counter);
                shared.inside.store(0, Ordering::Relaxed);
                shared.gil.release(&me, Reason::ThreadEnd);
            })
        };
        let me = shared.registry.attach_current(true, "");
        shared.gil.acquire(&me);
        shared.gil.stop_the_world(&shared.registry, &me);
        assert_eq!(shared.inside.load(Ordering::Relaxed), 0);
        add_one(&shared.counter);
        shared.gil.start_the_world(&shared.registry, &me);
        shared.gil.release(&me, Reason::ThreadEnd);
        other.join().unwrap();
        assert_eq!(shared.counter.load(Ordering::Relaxed), 3);
    });
}

#[test]
fn two_threads_may_want_to_stop_the_world() {
    explore(|| {
        let shared = shared(Policy::Disabled);
        let stop = |shared: &Shared| {
            let me = shared.registry.attach_current(false, "");
            shared.gil.acquire(&me);
            shared.gil.stop_the_world(&shared.registry, &me);
            add_one(&shared.counter);
            shared.gil.start_the_world(&shared.registry, &me);
            shared.gil.release(&me, Reason::ThreadEnd);
        };
        let other = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || stop(&shared))
        };
        stop(&shared);
        other.join().unwrap();
        assert_eq!(shared.counter.load(Ordering::Relaxed), 2);
    });
}
