//! Tests of the primitives: exclusion, order, timeouts, interrupts, misuse.

use super::*;
use crate::runtime::blocking::{Deadline, Interrupted, Wake};
use crate::runtime::event::Reason;
use crate::runtime::fixture::{Fixture, after};
use crate::runtime::gil::Policy;
use crate::runtime::thread::breaker;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

fn interrupt(world: &Fixture) {
    world.main.set_breaker(breaker::SIGNALS_PENDING);
}

fn served(world: &Fixture) {
    world.main.clear_breaker(breaker::SIGNALS_PENDING);
}

#[test]
fn a_lock_excludes_with_and_without_the_gil() {
    for policy in [Policy::Enabled, Policy::Disabled] {
        let world = Fixture::new(policy);
        let shared = Arc::new((Lock::new(), AtomicU64::new(0)));
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let shared = Arc::clone(&shared);
                world.spawn(move |door| {
                    for round in 0..2000 {
                        assert_eq!(shared.0.acquire(door, Deadline::Never), Wake::Done);
                        let value = shared.1.load(Ordering::Relaxed);
                        if round % 500 == 0 {
                            door.yield_now();
                        }
                        shared.1.store(value + 1, Ordering::Relaxed);
                        assert_eq!(shared.0.release(), Ok(()));
                    }
                })
            })
            .collect();
        threads.iter().for_each(|thread| world.join(thread));
        assert_eq!(shared.1.load(Ordering::Relaxed), 8000);
        assert!(!shared.0.is_locked());
    }
}

#[test]
fn a_lock_times_out_is_interrupted_and_complains() {
    let world = Fixture::new(Policy::Enabled);
    let lock = Lock::new();
    assert_eq!(lock.release(), Err(NotLocked));
    assert!(lock.try_acquire() && !lock.try_acquire());
    assert_eq!(lock.acquire(world.door(), after(5)), Wake::TimedOut);
    interrupt(&world);
    assert_eq!(
        lock.acquire(world.door(), Deadline::Never),
        Wake::Interrupted
    );
    served(&world);
    assert_eq!(lock.release(), Ok(()));
    assert_eq!(lock.release(), Err(NotLocked));
    assert_eq!(lock.acquire(world.door(), Deadline::Never), Wake::Done);
}

#[test]
fn a_starved_waiter_is_given_the_lock() {
    let world = Fixture::new(Policy::Enabled);
    let lock = Arc::new(Lock::new());
    assert!(lock.try_acquire());
    let waiter = {
        let lock = Arc::clone(&lock);
        world.spawn(move |door| {
            assert_eq!(lock.acquire(door, Deadline::Never), Wake::Done);
            assert_eq!(lock.release(), Ok(()));
        })
    };
    world.pause(30);
    assert_eq!(lock.release(), Ok(()));
    // It waited longer than a millisecond, so the lock never became free.
    assert!(!lock.try_acquire());
    world.join(&waiter);
    assert!(!lock.is_locked());
}

#[test]
fn an_rlock_belongs_to_its_owner() {
    let world = Fixture::new(Policy::Enabled);
    let lock = Arc::new(RLock::new());
    assert_eq!(lock.release(&world.main), Err(NotOwned));
    assert_eq!(lock.acquire(world.door(), Deadline::Never), Wake::Done);
    assert!(lock.try_acquire(&world.main));
    assert_eq!((lock.count(), lock.owner()), (2, world.main.ident()));
    let other = {
        let lock = Arc::clone(&lock);
        world.spawn(move |door| {
            assert!(!lock.try_acquire(door.thread) && !lock.is_owned(door.thread));
            assert_eq!(lock.recursion_count(door.thread), 0);
            assert_eq!(lock.release(door.thread), Err(NotOwned));
            assert_eq!(lock.acquire(door, Deadline::Never), Wake::Done);
            assert_eq!(lock.release(door.thread), Ok(()));
        })
    };
    world.pause(5);
    assert_eq!(lock.release_save(&world.main), Ok(2));
    world.join(&other);
    assert_eq!(lock.acquire_restore(world.door(), 2), Wake::Done);
    assert_eq!(lock.recursion_count(&world.main), 2);
    assert_eq!(lock.release(&world.main), Ok(()));
    assert!(lock.is_locked());
    assert_eq!(lock.release(&world.main), Ok(()));
    assert!(!lock.is_locked());
}

#[test]
fn waiters_are_notified_in_order_and_not_lost() {
    let world = Fixture::new(Policy::Enabled);
    let waiters = Waiters::new();
    let (first, second) = (waiters.enter(&world.main), waiters.enter(&world.main));
    assert_eq!(waiters.notify(1), 1);
    assert!(first.is_woken() && !second.is_woken());
    let wake = waiters.wait(world.door(), &first, Reason::Condition, after(0));
    assert_eq!(wake, Wake::Done);
    let wake = waiters.wait(world.door(), &second, Reason::Condition, after(5));
    assert_eq!(wake, Wake::TimedOut);
    assert!(waiters.is_empty() && !waiters.leave(&second));
    assert_eq!(waiters.notify_all(), 0);
    let third = waiters.enter(&world.main);
    interrupt(&world);
    let wake = waiters.wait(world.door(), &third, Reason::Condition, Deadline::Never);
    assert_eq!((wake, waiters.len()), (Wake::Interrupted, 1));
    assert!(waiters.leave(&third));
}

#[test]
fn an_event_wakes_everybody() {
    let world = Fixture::new(Policy::Enabled);
    let event = Arc::new(Event::new());
    assert_eq!(event.wait(world.door(), after(5)), Ok(false));
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let event = Arc::clone(&event);
            world.spawn(move |door| assert_eq!(event.wait(door, Deadline::Never), Ok(true)))
        })
        .collect();
    world.pause(10);
    event.set();
    threads.iter().for_each(|thread| world.join(thread));
    assert_eq!(event.wait(world.door(), Deadline::Never), Ok(true));
    event.clear();
    assert!(!event.is_set());
    interrupt(&world);
    assert_eq!(event.wait(world.door(), Deadline::Never), Err(Interrupted));
}

#[test]
fn a_semaphore_hands_out_its_units() {
    let world = Fixture::new(Policy::Enabled);
    let shared = Arc::new((Semaphore::new(2), AtomicU64::new(0), AtomicU64::new(0)));
    let threads: Vec<_> = (0..6)
        .map(|_| {
            let shared = Arc::clone(&shared);
            world.spawn(move |door| {
                let (semaphore, inside, most) = &*shared;
                assert_eq!(semaphore.acquire(door, Deadline::Never), Wake::Done);
                let now_inside = inside.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now_inside, Ordering::SeqCst);
                let _ = door.sleep(after(5));
                inside.fetch_sub(1, Ordering::SeqCst);
                assert_eq!(semaphore.release(1), Ok(()));
            })
        })
        .collect();
    threads.iter().for_each(|thread| world.join(thread));
    assert_eq!(shared.2.load(Ordering::SeqCst), 2);
    assert_eq!(shared.0.value(), 2);
    let bounded = Semaphore::bounded(1);
    assert_eq!(bounded.release(1), Err(TooManyReleases));
    assert!(bounded.try_acquire());
    assert_eq!(bounded.acquire(world.door(), after(5)), Wake::TimedOut);
    interrupt(&world);
    assert_eq!(
        bounded.acquire(world.door(), Deadline::Never),
        Wake::Interrupted
    );
    assert_eq!(bounded.release(1), Ok(()));
}

/// Goes through a barrier as the native module does.
fn pass(
    barrier: &Barrier,
    door: crate::runtime::blocking::Door<'_>,
    deadline: Deadline,
) -> Result<usize, BarrierError> {
    let result = match barrier.arrive(door)? {
        Arrival::Act(index) => {
            barrier.open();
            Ok(index)
        }
        Arrival::Wait(index) => barrier.wait(door, deadline).map(|()| index),
    };
    barrier.leave();
    result
}

#[test]
fn a_barrier_opens_round_after_round() {
    let world = Fixture::new(Policy::Enabled);
    let barrier = Arc::new(Barrier::new(3));
    let indices = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let (barrier, indices) = (Arc::clone(&barrier), Arc::clone(&indices));
            world.spawn(move |door| {
                for _ in 0..50 {
                    let index = pass(&barrier, door, Deadline::Never);
                    indices.fetch_add(index.map_or(1000, |index| index as u64), Ordering::SeqCst);
                }
            })
        })
        .collect();
    threads.iter().for_each(|thread| world.join(thread));
    assert_eq!(indices.load(Ordering::SeqCst), 50 * (1 + 2));
    assert_eq!(
        (barrier.parties(), barrier.waiting(), barrier.is_broken()),
        (3, 0, false)
    );
}

#[test]
fn a_barrier_breaks_and_is_reset() {
    let world = Fixture::new(Policy::Enabled);
    let barrier = Arc::new(Barrier::new(3));
    let waiting = {
        let barrier = Arc::clone(&barrier);
        world.spawn(move |door| {
            let result = pass(&barrier, door, Deadline::Never);
            assert_eq!(result, Err(BarrierError::Broken));
        })
    };
    world.pause(5);
    assert_eq!(
        pass(&barrier, world.door(), after(5)),
        Err(BarrierError::Broken)
    );
    world.join(&waiting);
    assert!(barrier.is_broken());
    assert_eq!(
        pass(&barrier, world.door(), Deadline::Never),
        Err(BarrierError::Broken)
    );
    barrier.reset();
    assert!(!barrier.is_broken());
    interrupt(&world);
    assert_eq!(barrier.arrive(world.door()), Ok(Arrival::Wait(0)));
    let wait = barrier.wait(world.door(), Deadline::Never);
    assert_eq!(
        (wait, barrier.waiting()),
        (Err(BarrierError::Interrupted), 1)
    );
    barrier.reset();
    assert_eq!(
        barrier.wait(world.door(), Deadline::Never),
        Err(BarrierError::Broken)
    );
    barrier.leave();
    barrier.abort();
    assert!(barrier.is_broken());
}
