//! Tests of signals. They belong to the process, so one test goes through everything in turn.

use super::*;
use crate::runtime::blocking::Interrupted;
use crate::runtime::fixture::{Fixture, after};
use crate::runtime::gil::Policy;
use std::time::Instant;

#[test]
fn signals_reach_the_main_thread() {
    let world = Fixture::new(Policy::Enabled);
    attach_main(&world.main);
    for number in [libc::SIGUSR1, libc::SIGUSR2] {
        let old = set_disposition(number, Disposition::Note);
        assert_eq!(old, Ok(Disposition::Default));
        assert_eq!(disposition(number), Ok(Disposition::Note));
    }

    // The lowest number is served first, and the rest stays pending.
    assert_eq!(raise(libc::SIGUSR2), Ok(()));
    assert_eq!(raise(libc::SIGUSR1), Ok(()));
    assert!(world.main.breaker_has(breaker::SIGNALS_PENDING));
    assert_eq!(take_tripped(&world.main), Some(libc::SIGUSR1));
    assert!(world.main.breaker_has(breaker::SIGNALS_PENDING));
    assert_eq!(take_tripped(&world.main), Some(libc::SIGUSR2));
    assert!(!world.main.breaker_has(breaker::SIGNALS_PENDING));
    assert_eq!(take_tripped(&world.main), None);

    // One delivered to another thread is passed on, and ends the main thread's sleep.
    let sender = world.spawn(|door| {
        let _ = door.sleep(after(20));
        assert_eq!(raise(libc::SIGUSR1), Ok(()));
    });
    let begin = Instant::now();
    assert_eq!(world.door().sleep(after(20_000)), Err(Interrupted));
    assert!(begin.elapsed() < Duration::from_secs(10));
    assert_eq!(take_tripped(&world.main), Some(libc::SIGUSR1));
    world.join(&sender);

    assert_eq!(simulate(libc::SIGINT, &world.main), Ok(()));
    assert_eq!(take_tripped(&world.main), Some(libc::SIGINT));
    assert_eq!(simulate(65, &world.main), Err(Errno(libc::EINVAL)));

    let blocked = change_mask(libc::SIG_BLOCK, &[libc::SIGUSR1]);
    assert!(blocked.is_ok_and(|numbers| !numbers.contains(&libc::SIGUSR1)));
    assert_eq!(raise(libc::SIGUSR1), Ok(()));
    assert!(pending().is_ok_and(|numbers| numbers.contains(&libc::SIGUSR1)));
    assert_eq!(take_tripped(&world.main), None);
    let waited = wait_for(world.door(), &[libc::SIGUSR1], after(20_000));
    assert_eq!(waited, Ok(Some(libc::SIGUSR1)));
    assert_eq!(wait_for(world.door(), &[libc::SIGUSR1], after(5)), Ok(None));
    assert_eq!(raise(libc::SIGUSR1), Ok(()));
    assert!(change_mask(libc::SIG_UNBLOCK, &[libc::SIGUSR1]).is_ok());
    assert_eq!(take_tripped(&world.main), Some(libc::SIGUSR1));

    for number in [libc::SIGUSR1, libc::SIGUSR2] {
        assert_eq!(
            set_disposition(number, Disposition::Default),
            Ok(Disposition::Note)
        );
    }
    detach_main();
}

#[test]
fn numbers_are_checked_and_named() {
    assert_eq!(disposition(0), Err(Errno(libc::EINVAL)));
    assert_eq!(disposition(65), Err(Errno(libc::EINVAL)));
    assert_eq!(
        set_disposition(libc::SIGKILL, Disposition::Ignore),
        Err(Errno(libc::EINVAL))
    );
    assert_eq!(text(libc::SIGINT).as_deref(), Some("Interrupt"));
    assert_eq!(text(99), None);
    assert_eq!(valid_signals().len(), 62);
    assert_eq!(get_timer(libc::ITIMER_PROF), Ok(Timer::default()));
    assert!(kill_thread(0x3fff_fff0, 0).is_err());
}
