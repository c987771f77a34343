//! Tests of descriptors: blocking releases the GIL, and interrupted calls go on.

use super::*;
use crate::runtime::fixture::{Fixture, after};
use crate::runtime::gil::Policy;
use crate::runtime::thread::breaker;

#[test]
fn a_blocked_read_lets_the_writer_run() {
    let world = Fixture::new(Policy::Enabled);
    let (reading, writing) = pipe().expect("a pipe can be made");
    let writer = world.spawn(move |door| {
        let _ = door.sleep(after(10));
        assert_eq!(write(door, writing, b"hello"), Ok(5));
        assert_eq!(close(door, writing), Ok(()));
    });
    let mut buffer = [0; 16];
    assert_eq!(read(world.door(), reading, &mut buffer), Ok(5));
    assert_eq!(buffer.get(..5), Some(&b"hello"[..]));
    assert_eq!(read(world.door(), reading, &mut buffer), Ok(0));
    assert_eq!(close(world.door(), reading), Ok(()));
    world.join(&writer);
}

#[test]
fn a_pending_signal_comes_first() {
    let world = Fixture::new(Policy::Enabled);
    let (reading, writing) = pipe().expect("a pipe can be made");
    world.main.set_breaker(breaker::SIGNALS_PENDING);
    let result = read(world.door(), reading, &mut [0; 1]);
    assert_eq!(result, Err(Failure::Interrupted));
    world.main.clear_breaker(breaker::SIGNALS_PENDING);
    for fd in [reading, writing] {
        assert_eq!(close(world.door(), fd), Ok(()));
    }
}

#[test]
fn poll_tells_what_is_ready() {
    let world = Fixture::new(Policy::Enabled);
    let (reading, writing) = pipe().expect("a pipe can be made");
    let mut interests = [Interest {
        fd: reading,
        events: libc::POLLIN,
        revents: 0,
    }];
    assert_eq!(poll(world.door(), &mut interests, after(10)), Ok(0));
    assert_eq!(write(world.door(), writing, b"x"), Ok(1));
    assert_eq!(poll(world.door(), &mut interests, Deadline::Never), Ok(1));
    assert_eq!(interests[0].revents, libc::POLLIN);
    assert_eq!(set_blocking(reading, false), Ok(()));
    assert_eq!(is_blocking(reading), Ok(false));
    assert_eq!(read(world.door(), reading, &mut [0; 4]), Ok(1));
    let nothing = read(world.door(), reading, &mut [0; 4]);
    assert_eq!(nothing, Err(Failure::Errno(Errno(libc::EAGAIN))));
    for fd in [reading, writing] {
        assert_eq!(close(world.door(), fd), Ok(()));
    }
}

#[test]
fn files_are_opened_moved_in_and_cut() {
    let world = Fixture::new(Policy::Enabled);
    let door = world.door();
    let path = std::env::temp_dir().join(format!("minipy-fd-{}", std::process::id()));
    let name = std::ffi::CString::new(path.to_string_lossy().as_bytes()).unwrap_or_default();
    let fd = open(door, &name, libc::O_RDWR | libc::O_CREAT, 0o600).expect("a file can be made");
    assert_eq!(is_inheritable(fd), Ok(false));
    assert_eq!(write(door, fd, b"0123456789"), Ok(10));
    assert_eq!(lseek(door, fd, 2, libc::SEEK_SET), Ok(2));
    let mut two = [0; 2];
    assert_eq!((read(door, fd, &mut two), two), (Ok(2), *b"23"));
    assert_eq!((read_at(door, fd, &mut two, 8), two), (Ok(2), *b"89"));
    assert_eq!(write_at(door, fd, b"!", 0), Ok(1));
    assert_eq!(truncate(door, fd, 4), Ok(()));
    let stat = fstat(door, fd);
    assert!(stat.is_ok_and(|stat| stat.size == 4 && stat.mode & 0o777 == 0o600));
    let same = std::fs::metadata(&path).map(|data| Stat::from(&data));
    assert!(same.is_ok_and(|same| Ok(same) == stat));
    let copy = duplicate(fd).expect("a descriptor can be copied");
    assert_eq!(duplicate_to(door, fd, copy, true), Ok(copy));
    assert_eq!(is_inheritable(copy), Ok(true));
    assert!(!isatty(fd) && terminal_size(fd).is_err());
    for fd in [fd, copy] {
        assert_eq!(close(door, fd), Ok(()));
    }
    assert!(std::fs::remove_file(&path).is_ok());
}

#[test]
fn wrong_descriptors_are_errors() {
    let world = Fixture::new(Policy::Enabled);
    let bad = Failure::Errno(Errno(libc::EBADF));
    assert_eq!(read(world.door(), -1, &mut [0; 1]), Err(bad));
    assert_eq!(fstat(world.door(), -1), Err(bad));
    assert_eq!(close(world.door(), -1), Err(Errno(libc::EBADF)));
    assert_eq!(duplicate(-1), Err(Errno(libc::EBADF)));
    let missing = open(world.door(), c"/nonexistent/file", libc::O_RDONLY, 0);
    assert_eq!(missing, Err(Failure::Errno(Errno(libc::ENOENT))));
}
