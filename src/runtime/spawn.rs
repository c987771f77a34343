//! Starting a program: fork, arrange descriptors, exec.
//!
//! Everything that takes memory or a lock is done before the fork: between fork and exec the child
//! is a copy of one thread of a process whose other threads' locks are lost, so it makes system
//! calls and nothing else.
//!
//! Invariant: the child never returns from [`spawn`]; it becomes the program, or writes why not to
//! `error_pipe` and ends.
//! Deliberately absent: running Python code in the child (`preexec_fn`).
//! Next file to read: `process.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. All strings and arrays handed to the kernel were made before the fork and live in the
//!    [`Plan`], which both processes have.
//! 2. The child only makes calls that are safe after a fork (signal-safety(7)).
#![allow(unsafe_code)]

use super::errno::Errno;
use super::fd::Fd;
use libc::c_char;
use std::ffi::CString;

/// What the child does. A descriptor of -1 stands for none.
#[derive(Debug, Default)]
pub struct Plan {
    /// The program's arguments, its name first.
    pub arguments: Vec<CString>,
    /// The files to try, in order.
    pub executables: Vec<CString>,
    /// The environment; `None` for this process's own.
    pub environment: Option<Vec<CString>>,
    /// The folder to start in.
    pub folder: Option<CString>,
    /// The child's and the parent's end of the pipes for standard input, output, error.
    pub input: (Fd, Fd),
    pub output: (Fd, Fd),
    pub error: (Fd, Fd),
    /// Where the child says what went wrong.
    pub error_pipe: Fd,
    /// Whether everything but standard streams and `keep` is closed.
    pub close_others: bool,
    /// Descriptors the program inherits, sorted; `error_pipe` is among them.
    pub keep: Vec<Fd>,
    /// Whether SIGPIPE and SIGXFSZ get their default meaning back.
    pub restore_signals: bool,
    /// Whether no signal is blocked in the child, whatever this thread blocks.
    pub clear_mask: bool,
    pub new_session: bool,
    /// The process group to join, 0 for one of its own; -1 for the parent's.
    pub process_group: i32,
    pub group: Option<u32>,
    pub groups: Option<Vec<u32>>,
    pub user: Option<u32>,
    pub umask: Option<u32>,
}

/// The pointers exec takes, ended by a null.
struct Pointers(Vec<*const c_char>);

impl Pointers {
    fn of(strings: &[CString]) -> Pointers {
        let all = strings.iter().map(|s| s.as_ptr());
        Pointers(all.chain([std::ptr::null()]).collect())
    }
}

/// Starts a program; answers the child's number.
pub fn spawn(plan: &Plan) -> Result<i32, Errno> {
    let arguments = Pointers::of(&plan.arguments);
    let environment = plan.environment.as_deref().map(Pointers::of);
    // SAFETY: (1), (2): the child goes to `run` and does not come back.
    match unsafe { libc::fork() } {
        -1 => Err(Errno::last()),
        0 => {
            let (errno, note) = run(plan, &arguments, environment.as_ref());
            report(plan.error_pipe, errno, note);
            // SAFETY: (2)
            unsafe { libc::_exit(255) }
        }
        pid => Ok(pid),
    }
}

type Step = Result<(), (i32, &'static [u8])>;

fn errno() -> i32 {
    // SAFETY: the pointer is this thread's own errno.
    unsafe { *libc::__errno_location() }
}

fn step(result: libc::c_int, note: &'static [u8]) -> Step {
    if result == -1 {
        Err((errno(), note))
    } else {
        Ok(())
    }
}

const NOT_STARTED: &[u8] = b"noexec";

/// The child: answers only if something failed.
fn run(plan: &Plan, arguments: &Pointers, environment: Option<&Pointers>) -> (i32, &'static [u8]) {
    let prepared = streams(plan)
        .and_then(|()| surroundings(plan))
        .and_then(|()| identity(plan));
    if let Err(failed) = prepared {
        return failed;
    }
    if plan.close_others {
        close_others(&plan.keep);
    }
    let mut seen = libc::ENOENT;
    for file in &plan.executables {
        // SAFETY: (1)
        unsafe {
            match environment {
                Some(e) => libc::execve(file.as_ptr(), arguments.0.as_ptr(), e.0.as_ptr()),
                None => libc::execv(file.as_ptr(), arguments.0.as_ptr()),
            }
        };
        let now = errno();
        if now != libc::ENOENT && now != libc::ENOTDIR && seen == libc::ENOENT {
            seen = now;
        }
    }
    (seen, b"")
}

/// Puts the pipes in place of the standard streams.
fn streams(plan: &Plan) -> Step {
    for &fd in &plan.keep {
        if fd != plan.error_pipe {
            inherit(fd)?;
        }
    }
    let (read, mut write, mut error) = (plan.input.0, plan.output.0, plan.error.0);
    for other in [plan.input.1, plan.output.1, plan.error.1] {
        if other >= 0 {
            // SAFETY: (2)
            unsafe { libc::close(other) };
        }
    }
    // A pipe that stands where a standard stream goes must make room first.
    if write == 0 {
        write = out_of_the_way(write)?;
    }
    while error == 0 || error == 1 {
        error = out_of_the_way(error)?;
    }
    for (fd, target) in [(read, 0), (write, 1), (error, 2)] {
        if fd == target {
            inherit(fd)?;
        } else if fd >= 0 {
            // SAFETY: (2)
            step(unsafe { libc::dup2(fd, target) }, NOT_STARTED)?;
        }
    }
    Ok(())
}

fn inherit(fd: Fd) -> Step {
    // SAFETY: (2)
    unsafe {
        let flags = libc::fcntl(fd, libc::F_GETFD);
        step(flags, NOT_STARTED)?;
        step(
            libc::fcntl(fd, libc::F_SETFD, flags & !libc::FD_CLOEXEC),
            NOT_STARTED,
        )
    }
}

fn out_of_the_way(fd: Fd) -> Result<Fd, (i32, &'static [u8])> {
    // SAFETY: (2)
    let new = unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) };
    step(new, NOT_STARTED).map(|()| new)
}

/// Folder, mask, signals, session, group.
fn surroundings(plan: &Plan) -> Step {
    // SAFETY: (1), (2)
    unsafe {
        if let Some(folder) = &plan.folder {
            step(libc::chdir(folder.as_ptr()), b"noexec:chdir")?;
        }
        if let Some(mask) = plan.umask {
            libc::umask(mask);
        }
        if plan.restore_signals {
            libc::signal(libc::SIGPIPE, libc::SIG_DFL);
            libc::signal(libc::SIGXFSZ, libc::SIG_DFL);
        }
        if plan.clear_mask {
            let mut none: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&raw mut none);
            libc::sigprocmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
        }
        if plan.new_session {
            step(libc::setsid(), NOT_STARTED)?;
        }
        if plan.process_group >= 0 {
            step(libc::setpgid(0, plan.process_group), NOT_STARTED)?;
        }
    }
    Ok(())
}

/// Groups and user, the user last: after it nothing else may be changed.
fn identity(plan: &Plan) -> Step {
    // SAFETY: (1), (2)
    unsafe {
        if let Some(groups) = &plan.groups {
            step(
                libc::syscall(libc::SYS_setgroups, groups.len(), groups.as_ptr()) as libc::c_int,
                NOT_STARTED,
            )?;
        }
        if let Some(group) = plan.group {
            step(
                libc::syscall(libc::SYS_setregid, group, group) as libc::c_int,
                NOT_STARTED,
            )?;
        }
        if let Some(user) = plan.user {
            step(
                libc::syscall(libc::SYS_setreuid, user, user) as libc::c_int,
                NOT_STARTED,
            )?;
        }
    }
    Ok(())
}

/// Closes every descriptor from 3 on that is not in `keep`, which is sorted.
fn close_others(keep: &[Fd]) {
    let mut from = 3;
    for &fd in keep {
        if fd >= from {
            close_range(from, fd - 1);
            from = fd + 1;
        }
    }
    close_range(from, Fd::MAX);
}

fn close_range(from: Fd, to: Fd) {
    if to < from {
        return;
    }
    // SAFETY: (2)
    unsafe {
        if libc::syscall(libc::SYS_close_range, from as u32, to as u32, 0) == 0 {
            return;
        }
        // Kernels before 5.9: one by one, as far as descriptors usually go.
        for fd in from..=to.min(4096) {
            libc::close(fd);
        }
    }
}

/// Tells the parent why the program did not start: `OSError:<errno in hex>:<note>`.
fn report(pipe: Fd, errno: i32, note: &[u8]) {
    let mut text = [0u8; 64];
    let mut used = 0;
    let mut push = |bytes: &[u8]| {
        for &b in bytes {
            if let Some(place) = text.get_mut(used) {
                *place = b;
                used += 1;
            }
        }
    };
    push(b"OSError:");
    let mut digits = [0u8; 8];
    let mut rest = errno as u32;
    let mut first = digits.len();
    while first == digits.len() || rest > 0 {
        first -= 1;
        digits[first] = b"0123456789ABCDEF"[(rest & 15) as usize];
        rest >>= 4;
    }
    push(&digits[first..]);
    push(b":");
    push(note);
    // SAFETY: (2)
    unsafe { libc::write(pipe, text.as_ptr().cast(), used) };
}
