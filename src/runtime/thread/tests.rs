//! Tests of starting, listing, joining and ending threads.

use super::*;
use crate::runtime::event::Reason;
use crate::runtime::fixture::{Fixture, after};
use crate::runtime::gil::Policy;
use std::mem::offset_of;

#[test]
fn compiled_code_finds_the_eval_breaker() {
    assert_eq!(offset_of!(ThreadShared, eval_breaker), 0);
}

#[test]
fn threads_start_are_listed_and_end() {
    let world = Fixture::new(Policy::Enabled);
    assert_eq!(world.registry.count(), 1);
    assert!(world.main.is_main() && world.main.ident() != 0 && world.main.stack_limit() != 0);
    let thread = world.spawn(|door| {
        assert!(!door.thread.is_main() && door.thread.native_id() != 0);
        let _ = door.sleep(after(20));
    });
    let shared = Arc::clone(thread.shared());
    assert_eq!(world.registry.count(), 2);
    assert!(shared.ident() != 0 && shared.id() != world.main.id());
    assert!(
        world
            .registry
            .find(shared.ident())
            .is_some_and(|found| found.id() == shared.id())
    );
    assert_eq!(thread.join(world.door(), after(0)), Ok(false));
    assert!(!thread.is_done());
    world.join(&thread);
    assert!(thread.is_done());
    assert_eq!(shared.state(), ThreadState::Ended);
    assert_eq!(world.registry.enumerate().len(), 1);
    assert_eq!(thread.join(world.door(), Deadline::Never), Ok(true));
}

#[test]
fn a_thread_that_cannot_start_is_an_error() {
    let world = Fixture::new(Policy::Enabled);
    let options = SpawnOptions {
        stack_size: 1 << 60,
        ..SpawnOptions::default()
    };
    let result = world.registry.spawn(&world.gil, options, |_| {});
    assert_eq!(result.err(), Some(CannotStart));
    assert_eq!(world.registry.count(), 1);
}

#[test]
fn a_panic_ends_its_thread_only() {
    let world = Fixture::new(Policy::Enabled);
    let thread = world.spawn(|_| std::panic::resume_unwind(Box::new("boom")));
    world.join(&thread);
    assert_eq!(world.registry.count(), 1);
}

#[test]
fn thousands_of_threads_come_and_go() {
    let world = Fixture::new(Policy::Enabled);
    world.registry.set_stack_size(64 * 1024);
    for _ in 0..20 {
        let threads: Vec<_> = (0..100).map(|_| world.spawn(|_| {})).collect();
        threads.iter().for_each(|thread| world.join(thread));
    }
    assert_eq!(world.registry.count(), 1);
}

#[test]
fn shutdown_waits_for_all_but_daemons() {
    let world = Fixture::new(Policy::Enabled);
    let inner = world.clone();
    let first = world.spawn(move |door| {
        let _ = door.sleep(after(10));
        inner.spawn(|door| {
            let _ = door.sleep(after(10));
        });
    });
    let daemon = world.spawn(|door| {
        let _ = door.sleep(after(60_000));
    });
    daemon.shared().set_daemon(true);
    assert_eq!(world.registry.join_non_daemon(world.door()), Ok(()));
    assert!(first.is_done() && !daemon.is_done());
    assert_eq!(world.registry.count(), 2);
    world.main.set_breaker(breaker::SIGNALS_PENDING);
    daemon.shared().set_daemon(false);
    assert_eq!(
        world.registry.join_non_daemon(world.door()),
        Err(Interrupted)
    );
}

#[test]
fn the_main_thread_gets_a_large_stack() {
    let depth = |limit: usize| std::ptr::from_ref(&limit).addr() - limit;
    let room = run_on_large_stack(1 << 30, || {
        let world = Fixture::new(Policy::Enabled);
        world.gil.release(&world.main, Reason::ThreadEnd);
        depth(world.main.stack_limit())
    });
    assert!(room.is_ok_and(|room| room > 32 << 20));
}
