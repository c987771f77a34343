//! Tests of the door: the GIL is away during the call and back after it, and signals end waits.

use super::*;
use crate::runtime::fixture::{Fixture, after};
use crate::runtime::gil::Policy;
use crate::runtime::thread::ThreadState;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn the_gil_is_released_during_the_call() {
    let world = Fixture::new(Policy::Enabled);
    let ran = Arc::new(AtomicBool::new(false));
    let other = {
        let ran = Arc::clone(&ran);
        world.spawn(move |_| ran.store(true, Ordering::SeqCst))
    };
    let seen = blocking(&world.gil, &world.main, Reason::File, || {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !ran.load(Ordering::SeqCst) && Instant::now() < deadline {
            std::thread::yield_now();
        }
        (ran.load(Ordering::SeqCst), world.main.state())
    });
    assert_eq!(seen, (true, ThreadState::Detached));
    assert_eq!(world.main.state(), ThreadState::Attached);
    world.join(&other);
}

#[test]
fn a_panic_in_the_call_brings_the_gil_back() {
    let world = Fixture::new(Policy::Enabled);
    let result = catch_unwind(AssertUnwindSafe(|| {
        world
            .door()
            .blocking(Reason::Compute, || std::panic::resume_unwind(Box::new(())))
    }));
    assert!(result.is_err());
    assert_eq!(world.main.state(), ThreadState::Attached);
}

#[test]
fn sleep_lasts_as_long_as_it_should() {
    let world = Fixture::new(Policy::Enabled);
    let begin = Instant::now();
    assert_eq!(world.door().sleep(after(30)), Ok(()));
    let took = begin.elapsed();
    assert!(
        took >= Duration::from_millis(30) && took < Duration::from_millis(500),
        "{took:?}"
    );
    // Wake-ups meant for somebody else do not shorten it.
    let begin = Instant::now();
    world.main.unpark();
    assert_eq!(world.door().sleep(after(30)), Ok(()));
    assert!(begin.elapsed() >= Duration::from_millis(30));
    world.door().yield_now();
}

#[test]
fn a_signal_ends_a_sleep_of_the_main_thread_only() {
    let world = Fixture::new(Policy::Enabled);
    let (main, begin) = (Arc::clone(&world.main), Instant::now());
    let other = world.spawn(move |door| {
        let _ = door.sleep(after(20));
        main.set_breaker(breaker::SIGNALS_PENDING);
        main.unpark();
        door.thread.set_breaker(breaker::SIGNALS_PENDING);
        assert_eq!(door.sleep(after(20)), Ok(()));
    });
    let deadline = after(20_000);
    assert_eq!(world.door().sleep(deadline), Err(Interrupted));
    assert!(begin.elapsed() < Duration::from_secs(10));
    // As long as the signal is not served, no wait begins.
    assert_eq!(world.door().sleep(deadline), Err(Interrupted));
    world.main.clear_breaker(breaker::SIGNALS_PENDING);
    assert_eq!(world.door().sleep(after(1)), Ok(()));
    world.join(&other);
}

#[test]
fn deadlines_do_not_overflow() {
    assert_eq!(Deadline::after(Duration::MAX), Deadline::Never);
    assert!(!Deadline::Never.passed() && Deadline::Never.remaining().is_none());
    assert!(after(0).passed());
    assert_eq!(after(0).remaining(), Some(Duration::ZERO));
}
