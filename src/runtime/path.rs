//! System calls on paths that std does not wrap.
//!
//! Invariant: every function may block: call it through the door, with the GIL released.
//! Deliberately absent: what `std::fs` offers.
//! Next file to read: `process.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. Paths are C strings borrowed for the length of the call.
//! 2. Out-parameters are locals for which all zeroes is valid, read only after success.
//! 3. Calls without pointers have no precondition.
#![allow(unsafe_code)]

use super::errno::Errno;
use std::ffi::CStr;
use std::mem::MaybeUninit;

fn status(result: libc::c_int) -> Result<(), Errno> {
    if result == -1 {
        Err(Errno::last())
    } else {
        Ok(())
    }
}

fn at_flags(follow: bool) -> libc::c_int {
    if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW }
}

/// `os.access`.
pub fn access(path: &CStr, mode: i32, effective: bool, follow: bool) -> bool {
    let flags = at_flags(follow) | if effective { libc::AT_EACCESS } else { 0 };
    // SAFETY: (1)
    unsafe { libc::faccessat(libc::AT_FDCWD, path.as_ptr(), mode, flags) == 0 }
}

/// A moment for [`set_times`]: seconds and nanoseconds, or now.
pub type Moment = Option<(i64, i64)>;

/// `os.utime`: sets when a file was last read and changed.
pub fn set_times(path: &CStr, read: Moment, changed: Moment, follow: bool) -> Result<(), Errno> {
    let times = [timespec(read), timespec(changed)];
    // SAFETY: (1); two times are what the call reads.
    status(unsafe {
        libc::utimensat(
            libc::AT_FDCWD,
            path.as_ptr(),
            times.as_ptr(),
            at_flags(follow),
        )
    })
}

/// As [`set_times`], for a descriptor.
pub fn set_times_of(fd: i32, read: Moment, changed: Moment) -> Result<(), Errno> {
    let times = [timespec(read), timespec(changed)];
    // SAFETY: two times are what the call reads.
    status(unsafe { libc::futimens(fd, times.as_ptr()) })
}

fn timespec(moment: Moment) -> libc::timespec {
    match moment {
        Some((seconds, nanoseconds)) => libc::timespec {
            tv_sec: seconds,
            tv_nsec: nanoseconds,
        },
        None => libc::timespec {
            tv_sec: 0,
            tv_nsec: libc::UTIME_NOW,
        },
    }
}

/// `os.mkfifo`.
pub fn make_fifo(path: &CStr, mode: u32) -> Result<(), Errno> {
    // SAFETY: (1)
    status(unsafe { libc::mkfifo(path.as_ptr(), mode) })
}

/// `os.chmod` of a descriptor.
pub fn change_mode_of(fd: i32, mode: u32) -> Result<(), Errno> {
    // SAFETY: (3)
    status(unsafe { libc::fchmod(fd, mode) })
}

/// `os.chdir` of a descriptor.
pub fn change_folder_to(fd: i32) -> Result<(), Errno> {
    // SAFETY: (3)
    status(unsafe { libc::fchdir(fd) })
}

/// `os.truncate`.
pub fn truncate(path: &CStr, length: i64) -> Result<(), Errno> {
    // SAFETY: (1)
    status(unsafe { libc::truncate(path.as_ptr(), length) })
}

/// `os.sync`.
pub fn sync() {
    // SAFETY: (3)
    unsafe { libc::sync() }
}

/// What `os.statvfs` tells about a file system.
pub fn file_system(path: &CStr) -> Result<[u64; 11], Errno> {
    let mut data = MaybeUninit::<libc::statvfs>::zeroed();
    // SAFETY: (1), (2)
    let d = unsafe {
        status(libc::statvfs(path.as_ptr(), data.as_mut_ptr()))?;
        data.assume_init()
    };
    Ok([
        d.f_bsize,
        d.f_frsize,
        d.f_blocks,
        d.f_bfree,
        d.f_bavail,
        d.f_files,
        d.f_ffree,
        d.f_favail,
        d.f_flag,
        d.f_namemax,
        d.f_fsid,
    ])
}

/// `os.getsid`.
pub fn session_of(pid: i32) -> Result<i32, Errno> {
    // SAFETY: (3)
    let id = unsafe { libc::getsid(pid) };
    status(id).map(|()| id)
}

/// `os.setsid`.
pub fn new_session() -> Result<(), Errno> {
    // SAFETY: (3)
    status(unsafe { libc::setsid() })
}

/// `os.setpgid`.
pub fn set_process_group(pid: i32, group: i32) -> Result<(), Errno> {
    // SAFETY: (3)
    status(unsafe { libc::setpgid(pid, group) })
}

/// `os.nice`: the new niceness.
pub fn add_niceness(by: i32) -> Result<i32, Errno> {
    // SAFETY: (3); -1 may be a result, so the error number tells.
    unsafe {
        *libc::__errno_location() = 0;
        let now = libc::nice(by);
        if now == -1 && *libc::__errno_location() != 0 {
            Err(Errno::last())
        } else {
            Ok(now)
        }
    }
}

/// `os.times`: user and system time of the process and of its children, then a clock; in ticks.
pub fn ticks() -> Result<[i64; 5], Errno> {
    let mut data = MaybeUninit::<libc::tms>::zeroed();
    // SAFETY: (2)
    unsafe {
        let clock = libc::times(data.as_mut_ptr());
        if clock == -1 {
            return Err(Errno::last());
        }
        let d = data.assume_init();
        Ok([d.tms_utime, d.tms_stime, d.tms_cutime, d.tms_cstime, clock])
    }
}

/// `os.getgroups`.
pub fn groups() -> Result<Vec<u32>, Errno> {
    // SAFETY: the second call gets room for as many numbers as the first one counted.
    unsafe {
        let count = libc::getgroups(0, std::ptr::null_mut());
        status(count)?;
        let mut all = vec![0; count as usize];
        let count = libc::getgroups(count, all.as_mut_ptr());
        status(count)?;
        all.truncate(count as usize);
        Ok(all)
    }
}
