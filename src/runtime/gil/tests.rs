//! Tests of the lock: exclusion, hand-over, fairness, finalization, stop-the-world.

use super::*;
use crate::runtime::event::Event;
use crate::runtime::fixture::{Fixture, back_edge};
use std::sync::atomic::AtomicUsize;
use std::time::Instant;

/// Adds one the way Python does: load, compute, store.
fn add_one(counter: &AtomicU64) {
    let value = counter.load(Ordering::Relaxed);
    for _ in 0..20 {
        std::hint::spin_loop();
    }
    counter.store(value + 1, Ordering::Relaxed);
}

#[test]
fn only_one_thread_runs_at_a_time() {
    let world = Fixture::new(Policy::Enabled);
    world.gil.set_switch_interval(Duration::from_micros(50));
    let counter = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let counter = Arc::clone(&counter);
            world.spawn(move |door| {
                for _ in 0..20_000 {
                    add_one(&counter);
                    back_edge(door);
                }
            })
        })
        .collect();
    threads.iter().for_each(|thread| world.join(thread));
    assert_eq!(counter.load(Ordering::Relaxed), 80_000);
    assert!(world.gil.switch_count() > 4);
}

#[test]
fn busy_threads_take_turns() {
    let world = Fixture::new(Policy::Enabled);
    let stop = Arc::new(AtomicBool::new(false));
    let longest_pauses = Arc::new(Mutex::new(Vec::new()));
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let (stop, pauses) = (Arc::clone(&stop), Arc::clone(&longest_pauses));
            world.spawn(move |door| {
                let (mut last, mut longest) = (Instant::now(), Duration::ZERO);
                while !stop.load(Ordering::Relaxed) {
                    back_edge(door);
                    longest = longest.max(last.elapsed());
                    last = Instant::now();
                }
                pauses.lock().push(longest);
            })
        })
        .collect();
    world.pause(300);
    stop.store(true, Ordering::Relaxed);
    threads.iter().for_each(|thread| world.join(thread));
    let pauses = longest_pauses.lock();
    // A turn is 5 ms; the bound leaves room for a loaded machine.
    assert!(
        pauses
            .iter()
            .all(|pause| *pause < Duration::from_millis(100)),
        "{pauses:?}"
    );
    assert!(world.gil.switch_count() > 10);
}

#[test]
fn a_thread_that_was_asked_waits_until_another_has_run() {
    let world = Fixture::new(Policy::Enabled);
    let order = Arc::new(Mutex::new(Vec::new()));
    let other = {
        let order = Arc::clone(&order);
        world.spawn(move |_| order.lock().push("other"))
    };
    let deadline = Instant::now() + Duration::from_secs(20);
    while !world.main.breaker_has(breaker::GIL_DROP_REQUEST) {
        assert!(Instant::now() < deadline, "nobody asked");
        std::thread::yield_now();
    }
    order.lock().push("asked");
    world.gil.check_point(&world.main);
    order.lock().push("back");
    world.join(&other);
    assert_eq!(*order.lock(), ["asked", "other", "back"]);
    assert!(!world.main.breaker_has(breaker::GIL_DROP_REQUEST));
}

#[test]
fn the_interval_is_respected_and_events_tell_the_story() {
    let world = Fixture::new(Policy::Enabled);
    world.gil.set_switch_interval(Duration::from_millis(30));
    assert_eq!(world.gil.switch_interval(), Duration::from_millis(30));
    world.gil.recorder().start();
    world.main.set_line(7);
    let begin = Instant::now();
    let other = world.spawn(|_| {});
    while !world.main.breaker_has(breaker::GIL_DROP_REQUEST) {
        std::thread::yield_now();
    }
    assert!(begin.elapsed() >= Duration::from_millis(29));
    world.gil.check_point(&world.main);
    world.join(&other);
    world.gil.recorder().stop();
    let records = world.gil.recorder().take();
    let position = |wanted: Event| records.iter().position(|record| record.event == wanted);
    let (me, reason) = (world.main.id(), Reason::DropRequest);
    let (request, release) = (
        position(Event::DropRequest { holder: me }),
        position(Event::GilRelease { reason }),
    );
    assert!(request.is_some() && request < release, "{records:?}");
    assert!(
        records
            .iter()
            .any(|record| record.thread == me && record.line == 7)
    );
    assert!(records.is_sorted_by_key(|record| record.at));
    assert!(position(Event::ThreadEnd).is_some());
}

#[test]
fn a_thread_back_from_waiting_gets_its_turn() {
    let world = Fixture::new(Policy::Enabled);
    let stop = Arc::new(AtomicBool::new(false));
    let busy = {
        let stop = Arc::clone(&stop);
        world.spawn(move |door| {
            while !stop.load(Ordering::Relaxed) {
                back_edge(door);
            }
        })
    };
    let mut slowest = Duration::ZERO;
    for _ in 0..10 {
        let woken = world.door().blocking(Reason::Sleep, || {
            std::thread::sleep(Duration::from_millis(2));
            Instant::now()
        });
        slowest = slowest.max(woken.elapsed());
    }
    stop.store(true, Ordering::Relaxed);
    world.join(&busy);
    assert!(slowest < Duration::from_millis(100), "{slowest:?}");
}

#[test]
fn daemon_threads_hang_once_finalization_has_begun() {
    let world = Fixture::new(Policy::Enabled);
    let ran_on = Arc::new(AtomicBool::new(false));
    let daemon = {
        let ran_on = Arc::clone(&ran_on);
        world.spawn(move |door| {
            let _ = door.sleep(crate::runtime::fixture::after(20));
            ran_on.store(true, Ordering::Relaxed);
        })
    };
    world.pause(5);
    world.gil.begin_finalization(&world.main);
    assert!(world.gil.is_finalizing());
    let deadline = Instant::now() + Duration::from_secs(20);
    while daemon.shared().state() != ThreadState::Hung {
        assert!(Instant::now() < deadline, "the daemon did not come back");
        world.pause(5);
    }
    assert!(!ran_on.load(Ordering::Relaxed) && !daemon.is_done());
}

#[test]
fn waiters_for_a_held_lock_hang_too() {
    let world = Fixture::new(Policy::Enabled);
    let waiting = world.spawn(|_| {});
    std::thread::sleep(Duration::from_millis(10));
    world.gil.begin_finalization(&world.main);
    // The lock stays usable for the finalizing thread, whoever waits for it.
    for _ in 0..100 {
        world.gil.check_point(&world.main);
        world.gil.release(&world.main, Reason::Sleep);
        world.gil.acquire(&world.main);
    }
    assert!(!waiting.is_done());
}

#[test]
fn the_world_stops_without_a_lock() {
    let world = Fixture::new(Policy::Disabled);
    let stop = Arc::new(AtomicBool::new(false));
    let work = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..3)
        .map(|index| {
            let (stop, work) = (Arc::clone(&stop), Arc::clone(&work));
            world.spawn(move |door| {
                while !stop.load(Ordering::Relaxed) {
                    work.fetch_add(1, Ordering::Relaxed);
                    if index == 0 {
                        door.blocking(Reason::Sleep, || {
                            std::thread::sleep(Duration::from_micros(50))
                        });
                    }
                    back_edge(door);
                }
            })
        })
        .collect();
    for _ in 0..20 {
        world.gil.stop_the_world(&world.registry, &world.main);
        let before = work.load(Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(1));
        assert_eq!(work.load(Ordering::Relaxed), before);
        world.gil.start_the_world(&world.registry, &world.main);
        world.pause(1);
    }
    let before = work.load(Ordering::Relaxed);
    world.pause(20);
    assert!(work.load(Ordering::Relaxed) > before);
    stop.store(true, Ordering::Relaxed);
    threads.iter().for_each(|thread| world.join(thread));
}

#[test]
fn several_threads_may_want_to_stop_the_world() {
    let world = Fixture::new(Policy::Disabled);
    let alone = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let (alone, registry) = (Arc::clone(&alone), Arc::clone(&world.registry));
            world.spawn(move |door| {
                for _ in 0..50 {
                    door.gil.stop_the_world(&registry, door.thread);
                    assert_eq!(alone.fetch_add(1, Ordering::SeqCst), 0);
                    alone.fetch_sub(1, Ordering::SeqCst);
                    door.gil.start_the_world(&registry, door.thread);
                    back_edge(door);
                }
            })
        })
        .collect();
    threads.iter().for_each(|thread| world.join(thread));
    assert!(world.registry.count() == 1);
}
