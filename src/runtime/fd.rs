//! File descriptors: the system calls under `os`, `io`, `select` and `subprocess`.
//!
//! Invariant: every call that may block goes through the blocking door. A call that a signal
//! interrupted before it did anything is made again, unless the signal is one the main thread
//! has to serve: then it fails with [`Failure::Interrupted`], the caller runs the handlers and
//! calls again (PEP 475).
//! Deliberately absent: ownership. A descriptor is a number a script may close at any time, as
//! in Python's `os`; paths are handled with `std::fs` inside `Door::blocking`.
//! Next file to read: `clock.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. The kernel checks descriptors: a wrong one is EBADF, never undefined behaviour. (Closing a
//!    descriptor that a Rust object owns would break that object; the runtime has none.)
//! 2. Pointers and lengths handed to the kernel are those of one slice or string, borrowed for
//!    the length of the call.
//! 3. Out-parameters are locals for which all zeroes is valid, read only after success.
#![allow(unsafe_code)]

use super::blocking::{Deadline, Door};
use super::errno::Errno;
use super::event::Reason;
use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::os::unix::fs::MetadataExt;

/// A descriptor as scripts see it.
pub type Fd = i32;

/// Why a system call did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The system's error.
    Errno(Errno),
    /// A signal has to be served first; call again if its handler did not raise.
    Interrupted,
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Failure {
        Failure::Errno(errno)
    }
}

/// Makes a system call through the door until it is not interrupted for nothing. The call
/// answers -1 and leaves `errno` when it fails.
pub fn retry(
    door: Door<'_>,
    reason: Reason,
    mut call: impl FnMut() -> isize,
) -> Result<isize, Failure> {
    loop {
        if door.interrupted() {
            return Err(Failure::Interrupted);
        }
        let result = door.blocking(reason, || {
            // Releasing the GIL may have taken a while, in which a signal may have come.
            if door.interrupted() {
                return Err(Errno(libc::EINTR));
            }
            match call() {
                -1 => Err(Errno::last()),
                result => Ok(result),
            }
        });
        match result {
            Err(Errno(libc::EINTR)) => {}
            Err(errno) => return Err(errno.into()),
            Ok(result) => return Ok(result),
        }
    }
}

fn file(door: Door<'_>, mut call: impl FnMut() -> libc::c_int) -> Result<Fd, Failure> {
    retry(door, Reason::File, || call() as isize).map(|result| result as Fd)
}

/// For calls that never block, made with the GIL held.
fn at_once(result: libc::c_int) -> Result<i32, Errno> {
    match result {
        -1 => Err(Errno::last()),
        result => Ok(result),
    }
}

/// `os.open`: a new descriptor, not inherited by children.
pub fn open(door: Door<'_>, path: &CStr, flags: i32, mode: u32) -> Result<Fd, Failure> {
    // SAFETY: (2)
    file(door, || unsafe {
        libc::open(path.as_ptr(), flags | libc::O_CLOEXEC, mode)
    })
}

/// `os.close`. The descriptor is gone even when this fails, so it is never retried.
pub fn close(door: Door<'_>, fd: Fd) -> Result<(), Errno> {
    // SAFETY: (1)
    let result = door.blocking(Reason::File, || at_once(unsafe { libc::close(fd) }));
    match result {
        Ok(_) | Err(Errno(libc::EINTR)) => Ok(()),
        Err(errno) => Err(errno),
    }
}

/// `os.read`: reads into `buffer`, answering how many bytes came, 0 at the end.
pub fn read(door: Door<'_>, fd: Fd, buffer: &mut [u8]) -> Result<usize, Failure> {
    // SAFETY: (1), (2)
    let count = retry(door, Reason::File, || unsafe {
        libc::read(fd, buffer.as_mut_ptr().cast(), buffer.len())
    })?;
    Ok(count as usize)
}

/// `os.write`: writes from `buffer`, answering how many bytes went.
pub fn write(door: Door<'_>, fd: Fd, buffer: &[u8]) -> Result<usize, Failure> {
    // SAFETY: (1), (2)
    let count = retry(door, Reason::File, || unsafe {
        libc::write(fd, buffer.as_ptr().cast(), buffer.len())
    })?;
    Ok(count as usize)
}

/// `os.pread`: like [`read`], at `offset`, leaving the position.
pub fn read_at(door: Door<'_>, fd: Fd, buffer: &mut [u8], offset: i64) -> Result<usize, Failure> {
    // SAFETY: (1), (2)
    let count = retry(door, Reason::File, || unsafe {
        libc::pread(fd, buffer.as_mut_ptr().cast(), buffer.len(), offset)
    })?;
    Ok(count as usize)
}

/// `os.pwrite`: like [`write`], at `offset`, leaving the position.
pub fn write_at(door: Door<'_>, fd: Fd, buffer: &[u8], offset: i64) -> Result<usize, Failure> {
    // SAFETY: (1), (2)
    let count = retry(door, Reason::File, || unsafe {
        libc::pwrite(fd, buffer.as_ptr().cast(), buffer.len(), offset)
    })?;
    Ok(count as usize)
}

/// `os.lseek`: moves the position, answering the new one.
pub fn lseek(door: Door<'_>, fd: Fd, offset: i64, whence: i32) -> Result<u64, Failure> {
    // SAFETY: (1)
    let position = retry(door, Reason::File, || unsafe {
        libc::lseek(fd, offset, whence) as isize
    })?;
    Ok(position as u64)
}

/// `os.ftruncate`.
pub fn truncate(door: Door<'_>, fd: Fd, length: i64) -> Result<(), Failure> {
    // SAFETY: (1)
    file(door, || unsafe { libc::ftruncate(fd, length) }).map(|_| ())
}

/// `os.fsync`.
pub fn sync(door: Door<'_>, fd: Fd) -> Result<(), Failure> {
    // SAFETY: (1)
    file(door, || unsafe { libc::fsync(fd) }).map(|_| ())
}

/// `fcntl.flock`.
pub fn lock(door: Door<'_>, fd: Fd, operation: i32) -> Result<(), Failure> {
    // SAFETY: (1)
    file(door, || unsafe { libc::flock(fd, operation) }).map(|_| ())
}

/// `fcntl.lockf`: locks or unlocks a part of a file, given by start, length and whence.
pub fn lock_region(
    door: Door<'_>,
    fd: Fd,
    kind: i32,
    (start, length, whence): (i64, i64, i32),
    wait: bool,
) -> Result<(), Failure> {
    // SAFETY: (3)
    let mut region: libc::flock = unsafe { std::mem::zeroed() };
    region.l_type = kind as libc::c_short;
    region.l_whence = whence as libc::c_short;
    region.l_start = start;
    region.l_len = length;
    let command = if wait { libc::F_SETLKW } else { libc::F_SETLK };
    // SAFETY: (1), (2)
    file(door, || unsafe {
        libc::fcntl(fd, command, &raw const region)
    })
    .map(|_| ())
}

/// `fcntl.ioctl` for requests whose argument has a known size; the kernel reads and fills `bytes`.
pub fn device_control(fd: Fd, request: u64, bytes: &mut Vec<u8>) -> Result<i32, Errno> {
    const SIZES: &[(u64, usize)] = &[
        (libc::FIONREAD, 4),
        (libc::FIONBIO, 4),
        (libc::TIOCOUTQ, 4),
        (libc::TIOCGPGRP, 4),
        (libc::TIOCSPGRP, 4),
        (libc::TIOCGWINSZ, 8),
        (libc::TIOCSWINSZ, 8),
    ];
    let Some((_, size)) = SIZES.iter().find(|(known, _)| *known == request) else {
        return Err(Errno(libc::EINVAL));
    };
    let given = bytes.len();
    bytes.resize(given.max(*size), 0);
    // SAFETY: (1), (2): there is room for what the kernel writes.
    let result = at_once(unsafe { libc::ioctl(fd, request as _, bytes.as_mut_ptr()) });
    bytes.truncate(given);
    result
}

/// What `os.stat` tells, with times in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// Kind and permissions.
    pub mode: u32,
    /// Number of the file on its device.
    pub ino: u64,
    /// The device.
    pub dev: u64,
    /// Hard links.
    pub nlink: u64,
    /// Owner.
    pub uid: u32,
    /// Group.
    pub gid: u32,
    /// Bytes.
    pub size: i64,
    /// Last read.
    pub atime_ns: i128,
    /// Last change of the content.
    pub mtime_ns: i128,
    /// Last change of anything.
    pub ctime_ns: i128,
    /// Bytes best read at once.
    pub blksize: i64,
    /// Blocks of 512 bytes in use.
    pub blocks: i64,
    /// The device this file stands for.
    pub rdev: u64,
}

fn moment(seconds: i64, nanoseconds: i64) -> i128 {
    i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds)
}

impl From<&std::fs::Metadata> for Stat {
    fn from(data: &std::fs::Metadata) -> Stat {
        Stat {
            mode: data.mode(),
            ino: data.ino(),
            dev: data.dev(),
            nlink: data.nlink(),
            uid: data.uid(),
            gid: data.gid(),
            size: data.size() as i64,
            atime_ns: moment(data.atime(), data.atime_nsec()),
            mtime_ns: moment(data.mtime(), data.mtime_nsec()),
            ctime_ns: moment(data.ctime(), data.ctime_nsec()),
            blksize: data.blksize() as i64,
            blocks: data.blocks() as i64,
            rdev: data.rdev(),
        }
    }
}

/// `os.fstat`.
pub fn fstat(door: Door<'_>, fd: Fd) -> Result<Stat, Failure> {
    let mut data = MaybeUninit::<libc::stat>::zeroed();
    // SAFETY: (1), (3)
    file(door, || unsafe { libc::fstat(fd, data.as_mut_ptr()) })?;
    // SAFETY: (3)
    let data = unsafe { data.assume_init() };
    Ok(Stat {
        mode: data.st_mode,
        ino: data.st_ino,
        dev: data.st_dev,
        nlink: data.st_nlink,
        uid: data.st_uid,
        gid: data.st_gid,
        size: data.st_size,
        atime_ns: moment(data.st_atime, data.st_atime_nsec),
        mtime_ns: moment(data.st_mtime, data.st_mtime_nsec),
        ctime_ns: moment(data.st_ctime, data.st_ctime_nsec),
        blksize: data.st_blksize,
        blocks: data.st_blocks,
        rdev: data.st_rdev,
    })
}

/// `os.isatty`.
pub fn isatty(fd: Fd) -> bool {
    // SAFETY: (1)
    unsafe { libc::isatty(fd) == 1 }
}

/// `os.get_terminal_size`: columns and lines.
pub fn terminal_size(fd: Fd) -> Result<(u16, u16), Errno> {
    let mut size = MaybeUninit::<libc::winsize>::zeroed();
    // SAFETY: (1), (3)
    unsafe {
        at_once(libc::ioctl(fd, libc::TIOCGWINSZ, size.as_mut_ptr()))?;
        let size = size.assume_init();
        Ok((size.ws_col, size.ws_row))
    }
}

/// `os.dup`: another descriptor of the same file, not inherited by children.
pub fn duplicate(fd: Fd) -> Result<Fd, Errno> {
    // SAFETY: (1)
    at_once(unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) })
}

/// `os.dup2`: makes `target` a descriptor of the same file.
pub fn duplicate_to(door: Door<'_>, fd: Fd, target: Fd, inheritable: bool) -> Result<Fd, Failure> {
    let flags = if inheritable { 0 } else { libc::O_CLOEXEC };
    // SAFETY: (1)
    file(door, || unsafe {
        match (fd == target, inheritable) {
            // The system refuses this case of dup3, which Python allows.
            (true, _) => libc::dup2(fd, target),
            _ => libc::dup3(fd, target, flags),
        }
    })
}

/// `os.pipe`: the reading and the writing end, not inherited by children.
pub fn pipe() -> Result<(Fd, Fd), Errno> {
    let mut ends = [0; 2];
    // SAFETY: (3); the array has the two elements the system fills in.
    at_once(unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) })?;
    let [reading, writing] = ends;
    Ok((reading, writing))
}

fn flag(fd: Fd, get: i32, set: i32, bit: i32, on: Option<bool>) -> Result<bool, Errno> {
    // SAFETY: (1)
    let flags = at_once(unsafe { libc::fcntl(fd, get) })?;
    if let Some(on) = on {
        let new = if on { flags | bit } else { flags & !bit };
        if new != flags {
            // SAFETY: (1)
            at_once(unsafe { libc::fcntl(fd, set, new) })?;
        }
    }
    Ok(flags & bit != 0)
}

/// `os.get_inheritable`.
pub fn is_inheritable(fd: Fd) -> Result<bool, Errno> {
    flag(fd, libc::F_GETFD, libc::F_SETFD, libc::FD_CLOEXEC, None).map(|closes| !closes)
}

/// `os.set_inheritable`.
pub fn set_inheritable(fd: Fd, inheritable: bool) -> Result<(), Errno> {
    let closes = Some(!inheritable);
    flag(fd, libc::F_GETFD, libc::F_SETFD, libc::FD_CLOEXEC, closes).map(|_| ())
}

/// `os.get_blocking`.
pub fn is_blocking(fd: Fd) -> Result<bool, Errno> {
    flag(fd, libc::F_GETFL, libc::F_SETFL, libc::O_NONBLOCK, None).map(|nonblocking| !nonblocking)
}

/// `os.set_blocking`.
pub fn set_blocking(fd: Fd, blocking: bool) -> Result<(), Errno> {
    let nonblocking = Some(!blocking);
    flag(
        fd,
        libc::F_GETFL,
        libc::F_SETFL,
        libc::O_NONBLOCK,
        nonblocking,
    )
    .map(|_| ())
}

/// `fcntl.fcntl` with an integer argument.
pub fn control(fd: Fd, command: i32, argument: i32) -> Result<i32, Errno> {
    // Commands that take a pointer must not be given a number in its place.
    const WITH_NUMBERS: &[i32] = &[
        libc::F_DUPFD,
        libc::F_DUPFD_CLOEXEC,
        libc::F_GETFD,
        libc::F_SETFD,
        libc::F_GETFL,
        libc::F_SETFL,
        libc::F_GETOWN,
        libc::F_SETOWN,
        libc::F_GETPIPE_SZ,
        libc::F_SETPIPE_SZ,
        libc::F_GET_SEALS,
        libc::F_ADD_SEALS,
    ];
    if !WITH_NUMBERS.contains(&command) {
        return Err(Errno(libc::EINVAL));
    }
    // SAFETY: (1)
    at_once(unsafe { libc::fcntl(fd, command, argument) })
}

/// A descriptor to wait for: what is wanted, and what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest {
    /// The descriptor; a negative one is skipped.
    pub fd: Fd,
    /// Events wanted (`POLLIN`, `POLLOUT`, ...).
    pub events: i16,
    /// Events that came.
    pub revents: i16,
}

/// `select.poll`: waits until one of `interests` is ready or `deadline` passes; answers how many
/// are ready.
pub fn poll(
    door: Door<'_>,
    interests: &mut [Interest],
    deadline: Deadline,
) -> Result<usize, Failure> {
    let mut set: Vec<libc::pollfd> = interests
        .iter()
        .map(|interest| libc::pollfd {
            fd: interest.fd,
            events: interest.events,
            revents: 0,
        })
        .collect();
    // SAFETY: (1), (2)
    let ready = retry(door, Reason::Select, || unsafe {
        let left = deadline.remaining().map(|left| libc::timespec {
            tv_sec: left.as_secs() as libc::time_t,
            tv_nsec: left.subsec_nanos().into(),
        });
        let left = left.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        libc::ppoll(
            set.as_mut_ptr(),
            set.len() as libc::nfds_t,
            left,
            std::ptr::null(),
        ) as isize
    })?;
    for (interest, polled) in interests.iter_mut().zip(&set) {
        interest.revents = polled.revents;
    }
    Ok(ready as usize)
}

#[cfg(all(test, not(loom)))]
mod tests;
