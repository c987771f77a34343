//! Signals: noting them when they arrive, and the system calls round them.
//!
//! Invariant: a signal handler only sets flags and wakes the main thread; Python handlers run
//! later, in the main thread, at a check point or after an interrupted wait. A signal is noted
//! in the main thread alone: a handler that runs elsewhere passes the signal on to it, which
//! also interrupts whatever system call that thread is in.
//! Deliberately absent: the table of Python handlers (`stdlib/_signal`), and running them.
//! Next file to read: `process.rs`.
//!
//! Signals belong to the process, so this file has statics, unlike the rest of the runtime: one
//! interpreter of the process, the one that attached last, receives them.
//!
//! # Why the unsafe code here is sound
//!
//! 1. The handler calls nothing but atomics, `gettid`, `tgkill`, `write` and an unpark (an
//!    atomic swap and a futex call), and restores `errno`: all async-signal-safe.
//! 2. `MAIN` is null or points to a `ThreadShared` whose reference was leaked by `attach_main`,
//!    so it stays valid for the life of the process.
//! 3. Threads are signalled by the kernel's number, which fails cleanly if the thread has ended.
//! 4. Out-parameters are locals, C structs for which all zeroes is valid, read only after
//!    success; calls without pointers have no precondition.
#![allow(unsafe_code)]

use super::blocking::{Deadline, Door};
use super::errno::Errno;
use super::event::Reason;
use super::fd::{Failure, retry};
use super::thread::{ThreadShared, breaker};
use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering};
use std::time::Duration;

/// One more than the largest signal number: `signal.NSIG`.
pub const NSIG: usize = 65;

static TRIPPED: [AtomicBool; NSIG] = [const { AtomicBool::new(false) }; NSIG];
static MAIN: AtomicPtr<ThreadShared> = AtomicPtr::new(std::ptr::null_mut());
static WAKEUP_FD: AtomicI32 = AtomicI32::new(-1);

/// Names and numbers, for the `signal` module; where two share a number the usual one is first.
pub static NAMES: &[(&str, i32)] = &[
    ("SIGHUP", libc::SIGHUP),
    ("SIGINT", libc::SIGINT),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGILL", libc::SIGILL),
    ("SIGTRAP", libc::SIGTRAP),
    ("SIGABRT", libc::SIGABRT),
    ("SIGIOT", libc::SIGABRT),
    ("SIGBUS", libc::SIGBUS),
    ("SIGFPE", libc::SIGFPE),
    ("SIGKILL", libc::SIGKILL),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGSEGV", libc::SIGSEGV),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGPIPE", libc::SIGPIPE),
    ("SIGALRM", libc::SIGALRM),
    ("SIGTERM", libc::SIGTERM),
    ("SIGSTKFLT", libc::SIGSTKFLT),
    ("SIGCHLD", libc::SIGCHLD),
    ("SIGCLD", libc::SIGCHLD),
    ("SIGCONT", libc::SIGCONT),
    ("SIGSTOP", libc::SIGSTOP),
    ("SIGTSTP", libc::SIGTSTP),
    ("SIGTTIN", libc::SIGTTIN),
    ("SIGTTOU", libc::SIGTTOU),
    ("SIGURG", libc::SIGURG),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGXFSZ", libc::SIGXFSZ),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGPROF", libc::SIGPROF),
    ("SIGWINCH", libc::SIGWINCH),
    ("SIGIO", libc::SIGIO),
    ("SIGPOLL", libc::SIGIO),
    ("SIGPWR", libc::SIGPWR),
    ("SIGSYS", libc::SIGSYS),
    ("SIGRTMIN", 34),
    ("SIGRTMAX", 64),
];

/// What the system does when a signal arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// The default action: `SIG_DFL`.
    Default,
    /// Nothing: `SIG_IGN`.
    Ignore,
    /// Our handler notes it for the main thread.
    Note,
    /// A handler that was not installed from here.
    Foreign,
}

/// Makes `thread` the one that receives signals. Its record is never freed: a handler may be
/// looking at it at any later time.
pub fn attach_main(thread: &Arc<ThreadShared>) {
    let leaked = Arc::into_raw(Arc::clone(thread)).cast_mut();
    MAIN.store(leaked, Ordering::SeqCst);
}

/// Stops receiving signals; they are lost from here on.
pub fn detach_main() {
    MAIN.store(std::ptr::null_mut(), Ordering::SeqCst);
}

/// Sets the dispositions an interpreter starts with: SIGPIPE and SIGXFSZ become errors of the
/// call that caused them; SIGINT is noted unless the parent process had it ignored.
pub fn install_at_start() -> Result<(), Errno> {
    set_disposition(libc::SIGPIPE, Disposition::Ignore)?;
    set_disposition(libc::SIGXFSZ, Disposition::Ignore)?;
    if disposition(libc::SIGINT)? == Disposition::Default {
        set_disposition(libc::SIGINT, Disposition::Note)?;
    }
    Ok(())
}

/// The handler of every signal that Python has asked for.
extern "C" fn note(number: libc::c_int) {
    // SAFETY: (1) `errno` is this thread's own.
    let saved = unsafe { *libc::__errno_location() };
    note_in_main(number);
    // SAFETY: (1)
    unsafe { *libc::__errno_location() = saved };
}

fn note_in_main(number: libc::c_int) {
    let main = MAIN.load(Ordering::SeqCst);
    if main.is_null() {
        return;
    }
    // SAFETY: (2)
    let main = unsafe { &*main };
    // SAFETY: (1)
    if main.native_id() != unsafe { libc::gettid() } as u64 {
        let _ = kill_thread(main.native_id(), number);
        return;
    }
    if let Some(flag) = usize::try_from(number)
        .ok()
        .and_then(|index| TRIPPED.get(index))
    {
        flag.store(true, Ordering::SeqCst);
    }
    main.set_breaker(breaker::SIGNALS_PENDING);
    main.unpark();
    let wakeup_fd = WAKEUP_FD.load(Ordering::Relaxed);
    if wakeup_fd >= 0 {
        let byte = number as u8;
        // SAFETY: (1); the buffer is one byte of this frame.
        unsafe { libc::write(wakeup_fd, (&raw const byte).cast(), 1) };
    }
}

/// Takes one signal that has arrived, the lowest number first. The pending bit of `thread`, the
/// main one, stays set while more are left, so a caller whose handler raised may just stop.
pub fn take_tripped(thread: &ThreadShared) -> Option<i32> {
    thread.clear_breaker(breaker::SIGNALS_PENDING);
    let mut tripped = TRIPPED.iter().enumerate().skip(1);
    let first = tripped.find(|(_, flag)| flag.swap(false, Ordering::SeqCst))?;
    if tripped.any(|(_, flag)| flag.load(Ordering::SeqCst)) {
        thread.set_breaker(breaker::SIGNALS_PENDING);
    }
    i32::try_from(first.0).ok()
}

/// Pretends that signal `number` has arrived: `_thread.interrupt_main`, `PyErr_SetInterruptEx`.
/// `main` is the main thread of the caller's interpreter.
pub fn simulate(number: i32, main: &ThreadShared) -> Result<(), Errno> {
    let flag = TRIPPED.get(check(number)? as usize);
    flag.ok_or(Errno(libc::EINVAL))?
        .store(true, Ordering::SeqCst);
    main.set_breaker(breaker::SIGNALS_PENDING);
    main.unpark();
    Ok(())
}

/// `signal.set_wakeup_fd`: the descriptor that gets a byte for every signal, -1 for none.
/// Answers the previous one.
pub fn set_wakeup_fd(fd: i32) -> i32 {
    WAKEUP_FD.swap(fd, Ordering::Relaxed)
}

fn check(number: i32) -> Result<i32, Errno> {
    match number {
        1..=64 => Ok(number),
        _ => Err(Errno(libc::EINVAL)),
    }
}

fn status(result: libc::c_int) -> Result<(), Errno> {
    match result {
        0 => Ok(()),
        _ => Err(Errno::last()),
    }
}

fn classify(action: &libc::sigaction) -> Disposition {
    match action.sa_sigaction {
        libc::SIG_DFL => Disposition::Default,
        libc::SIG_IGN => Disposition::Ignore,
        handler if handler == note as extern "C" fn(libc::c_int) as usize => Disposition::Note,
        _ => Disposition::Foreign,
    }
}

/// What happens now when signal `number` arrives.
pub fn disposition(number: i32) -> Result<Disposition, Errno> {
    let mut old = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: (4)
    unsafe {
        status(libc::sigaction(
            check(number)?,
            std::ptr::null(),
            old.as_mut_ptr(),
        ))?;
        Ok(classify(&old.assume_init()))
    }
}

/// Changes what happens when signal `number` arrives, answering what happened before. System
/// calls are not restarted after the handler: the door decides that (see `fd.rs`).
pub fn set_disposition(number: i32, new: Disposition) -> Result<Disposition, Errno> {
    let mut old = MaybeUninit::<libc::sigaction>::zeroed();
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    let handler = match new {
        Disposition::Default => libc::SIG_DFL,
        Disposition::Ignore => libc::SIG_IGN,
        Disposition::Note => note as extern "C" fn(libc::c_int) as usize,
        Disposition::Foreign => return Err(Errno(libc::EINVAL)),
    };
    // SAFETY: (1) for the handler, (4) for the structs.
    unsafe {
        (*action.as_mut_ptr()).sa_sigaction = handler;
        (*action.as_mut_ptr()).sa_flags = libc::SA_ONSTACK;
        libc::sigemptyset(&raw mut (*action.as_mut_ptr()).sa_mask);
        status(libc::sigaction(
            check(number)?,
            action.as_ptr(),
            old.as_mut_ptr(),
        ))?;
        Ok(classify(&old.assume_init()))
    }
}

/// `signal.siginterrupt`: whether system calls interrupted by `number` fail with EINTR.
pub fn set_interrupts(number: i32, interrupts: bool) -> Result<(), Errno> {
    let mut action = MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: (4); the action put back is the one in force, with one flag changed.
    unsafe {
        status(libc::sigaction(
            check(number)?,
            std::ptr::null(),
            action.as_mut_ptr(),
        ))?;
        let flags = &mut (*action.as_mut_ptr()).sa_flags;
        if interrupts {
            *flags &= !libc::SA_RESTART;
        } else {
            *flags |= libc::SA_RESTART;
        }
        status(libc::sigaction(
            number,
            action.as_ptr(),
            std::ptr::null_mut(),
        ))
    }
}

/// Ends the process by the default action of `number`, so that the parent sees the true cause:
/// what a script that dies of KeyboardInterrupt does. If that action does not end a process,
/// exits with 128 + `number`.
pub fn die_of(number: i32) -> ! {
    let _ = set_disposition(number, Disposition::Default);
    let _ = change_mask(libc::SIG_UNBLOCK, &[number]);
    let _ = raise(number);
    std::process::exit(128 + number)
}

/// `signal.raise_signal`: sends `number` to the calling thread.
pub fn raise(number: i32) -> Result<(), Errno> {
    // SAFETY: (4)
    status(unsafe { libc::raise(number) })
}

/// `signal.pthread_kill`, by the kernel's number of the thread: unlike a `pthread_t`, it fails
/// cleanly when the thread has ended.
pub fn kill_thread(native_id: u64, number: i32) -> Result<(), Errno> {
    let thread = native_id as libc::pid_t;
    // SAFETY: (3), (4)
    let result = unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), thread, number) };
    status(result as libc::c_int)
}

/// `signal.alarm`: the seconds left of the previous one.
pub fn alarm(seconds: u32) -> u32 {
    // SAFETY: (4)
    unsafe { libc::alarm(seconds) }
}

/// The state of an interval timer: time until it fires, and the interval after that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timer {
    /// Time until the signal; zero when the timer is off.
    pub value: Duration,
    /// Time between signals after that; zero for a single one.
    pub interval: Duration,
}

fn to_timeval(duration: Duration) -> libc::timeval {
    libc::timeval {
        tv_sec: duration.as_secs() as libc::time_t,
        tv_usec: duration.subsec_micros().into(),
    }
}

fn from_timeval(value: libc::timeval) -> Duration {
    Duration::new(
        u64::try_from(value.tv_sec).unwrap_or(0),
        u32::try_from(value.tv_usec).unwrap_or(0) * 1000,
    )
}

/// `signal.getitimer`.
pub fn get_timer(which: i32) -> Result<Timer, Errno> {
    let mut old = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: (4)
    unsafe {
        status(libc::getitimer(which as _, old.as_mut_ptr()))?;
        let old = old.assume_init();
        Ok(Timer {
            value: from_timeval(old.it_value),
            interval: from_timeval(old.it_interval),
        })
    }
}

/// `signal.setitimer`: answers the previous state.
pub fn set_timer(which: i32, timer: Timer) -> Result<Timer, Errno> {
    let new = libc::itimerval {
        it_value: to_timeval(timer.value),
        it_interval: to_timeval(timer.interval),
    };
    let mut old = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: (4)
    unsafe {
        status(libc::setitimer(which as _, &new, old.as_mut_ptr()))?;
        let old = old.assume_init();
        Ok(Timer {
            value: from_timeval(old.it_value),
            interval: from_timeval(old.it_interval),
        })
    }
}

fn numbers_in(set: &libc::sigset_t) -> Vec<i32> {
    // SAFETY: (4); the set is initialised by the caller.
    let has = |number: &i32| unsafe { libc::sigismember(set, *number) == 1 };
    (1..NSIG as i32).filter(has).collect()
}

/// `signal.pthread_sigmask`: changes the calling thread's mask, answering what it blocked before.
pub fn change_mask(how: i32, numbers: &[i32]) -> Result<Vec<i32>, Errno> {
    let mut new = MaybeUninit::<libc::sigset_t>::zeroed();
    let mut old = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: (4)
    unsafe {
        libc::sigemptyset(new.as_mut_ptr());
        for number in numbers {
            libc::sigaddset(new.as_mut_ptr(), check(*number)?);
        }
        match libc::pthread_sigmask(how, new.as_ptr(), old.as_mut_ptr()) {
            0 => Ok(numbers_in(&old.assume_init())),
            number => Err(Errno(number)),
        }
    }
}

/// `signal.sigpending`: signals that wait for the calling thread to unblock them.
pub fn pending() -> Result<Vec<i32>, Errno> {
    let mut set = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: (4)
    unsafe {
        status(libc::sigpending(set.as_mut_ptr()))?;
        Ok(numbers_in(&set.assume_init()))
    }
}

/// `signal.sigtimedwait`: takes one of `numbers`, which the caller has blocked, waiting for it
/// until `deadline`; `None` when that passed first.
pub fn wait_for(
    door: Door<'_>,
    numbers: &[i32],
    deadline: Deadline,
) -> Result<Option<i32>, Failure> {
    let mut set = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: (4)
    unsafe { libc::sigemptyset(set.as_mut_ptr()) };
    for number in numbers {
        // SAFETY: (4)
        unsafe { libc::sigaddset(set.as_mut_ptr(), check(*number)?) };
    }
    let result = retry(door, Reason::Signal, || {
        let left = deadline.remaining().map(|left| libc::timespec {
            tv_sec: left.as_secs() as libc::time_t,
            tv_nsec: left.subsec_nanos().into(),
        });
        let left = left.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        // SAFETY: (4); a null pointer means that nothing is to be told, or no limit.
        unsafe { libc::sigtimedwait(set.as_ptr(), std::ptr::null_mut(), left) as isize }
    });
    match result {
        Ok(number) => Ok(i32::try_from(number).ok()),
        Err(Failure::Errno(Errno(libc::EAGAIN))) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// What is told about a signal taken by [`take_blocked`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The signal.
    pub number: i32,
    /// Why it was sent.
    pub code: i32,
    /// An error number that goes with it.
    pub errno: i32,
    /// The process that sent it.
    pub pid: i32,
    /// Its user.
    pub uid: u32,
    /// The exit status of a child.
    pub status: i32,
}

/// `signal.sigwaitinfo` and its relatives: as [`wait_for`], telling all about the signal. Blocks the
/// machine thread: call it through the door.
pub fn take_blocked(numbers: &[i32], timeout: Option<Duration>) -> Result<Taken, Errno> {
    let mut set = MaybeUninit::<libc::sigset_t>::zeroed();
    let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
    let limit = timeout.map(|t| libc::timespec {
        tv_sec: t.as_secs() as libc::time_t,
        tv_nsec: i64::from(t.subsec_nanos()),
    });
    // SAFETY: (4); the fields of `info` read here are set for every signal, or zero.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        for number in numbers {
            libc::sigaddset(set.as_mut_ptr(), check(*number)?);
        }
        let limit = limit.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
        if libc::sigtimedwait(set.as_ptr(), info.as_mut_ptr(), limit) < 0 {
            return Err(Errno::last());
        }
        let info = info.assume_init();
        Ok(Taken {
            number: info.si_signo,
            code: info.si_code,
            errno: info.si_errno,
            pid: info.si_pid(),
            uid: info.si_uid(),
            status: info.si_status(),
        })
    }
}

/// `signal.valid_signals`.
pub fn valid_signals() -> Vec<i32> {
    let mut set = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: (4)
    unsafe {
        libc::sigfillset(set.as_mut_ptr());
        numbers_in(&set.assume_init())
    }
}

/// `signal.strsignal`: the system's words for a signal.
pub fn text(number: i32) -> Option<String> {
    check(number).ok()?;
    // SAFETY: the result is null or a string that lives until this thread's next call.
    unsafe {
        let text = libc::strsignal(number);
        (!text.is_null()).then(|| CStr::from_ptr(text).to_string_lossy().into_owned())
    }
}

#[cfg(all(test, not(loom)))]
mod tests;
