//! The process and its machine threads: numbers, stacks, processors, limits, children.
//!
//! Invariant: every function here is safe to call at any time from any thread; the environment
//! is changed only here, under a lock that its other readers in this crate share.
//! Deliberately absent: descriptors (`fd.rs`), time (`clock.rs`), signal handling (`signal.rs`),
//! and fork, which the locks of a process with threads do not survive.
//! Next file to read: `fd.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. Calls that take no pointer have no precondition and are unsafe only because they are
//!    foreign.
//! 2. Out-parameters point to locals, plain C structs for which all zeroes is valid, and are
//!    read only after the call reported success.
//! 3. The environment is changed only with `ENVIRONMENT` held for writing.
#![allow(unsafe_code)]

use super::blocking::Door;
use super::errno::Errno;
use super::event::Reason;
use super::fd::{Failure, retry};
use std::ffi::{CStr, OsStr};
use std::mem::MaybeUninit;
use std::sync::{RwLock, RwLockReadGuard};
use std::time::Duration;

/// Kept free below [`stack_limit`] for library code that does not check.
const STACK_MARGIN: usize = 256 * 1024;

static ENVIRONMENT: RwLock<()> = RwLock::new(());

fn status(result: libc::c_int) -> Result<(), Errno> {
    match result {
        -1 => Err(Errno::last()),
        _ => Ok(()),
    }
}

/// `threading.get_ident()` of the calling thread.
pub fn current_ident() -> u64 {
    // SAFETY: (1)
    unsafe { libc::pthread_self() as u64 }
}

/// `threading.get_native_id()` of the calling thread.
pub fn native_thread_id() -> u64 {
    // SAFETY: (1)
    unsafe { libc::gettid() as u64 }
}

/// Names the calling thread for the tools of the system, which show 15 bytes of a name.
pub fn name_current_thread(name: &str) {
    let mut end = name.len().min(15);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let Ok(name) = std::ffi::CString::new(name[..end].replace('\0', "")) else {
        return;
    };
    // SAFETY: the name ends in a zero byte and is copied.
    unsafe { libc::pthread_setname_np(libc::pthread_self(), name.as_ptr()) };
}

/// The lowest machine stack address the calling thread's recursion may reach, leaving a margin
/// for code that does not check; 0 when the system does not tell.
pub fn stack_limit() -> usize {
    let mut attributes = MaybeUninit::<libc::pthread_attr_t>::zeroed();
    let mut low: *mut libc::c_void = std::ptr::null_mut();
    let mut size: libc::size_t = 0;
    // SAFETY: (2); the attributes are destroyed exactly once, after a successful initialisation.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return 0;
        }
        let failed = libc::pthread_attr_getstack(attributes.as_ptr(), &mut low, &mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        if failed != 0 {
            return 0;
        }
    }
    low.addr() + STACK_MARGIN.min(size / 4)
}

/// What the system gives a thread that asks for nothing: the soft limit on the stack, or 8 MiB.
pub fn default_stack_size() -> usize {
    const USUAL: usize = 8 << 20;
    match get_limit(libc::RLIMIT_STACK as i32) {
        Ok((Some(soft), _)) => usize::try_from(soft).map_or(USUAL, |soft| soft.max(USUAL / 8)),
        _ => USUAL,
    }
}

/// Blocks all signals for the calling thread, so that they go to other threads.
pub fn block_signals() {
    let mut all = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: (2)
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_BLOCK, all.as_ptr(), std::ptr::null_mut());
    }
}

/// `os.getpid`.
pub fn pid() -> i32 {
    // SAFETY: (1)
    unsafe { libc::getpid() }
}

/// `os.getppid`.
pub fn parent_pid() -> i32 {
    // SAFETY: (1)
    unsafe { libc::getppid() }
}

/// `os.getuid`, `os.geteuid`.
pub fn user_ids() -> (u32, u32) {
    // SAFETY: (1)
    unsafe { (libc::getuid(), libc::geteuid()) }
}

/// `os.getgid`, `os.getegid`.
pub fn group_ids() -> (u32, u32) {
    // SAFETY: (1)
    unsafe { (libc::getgid(), libc::getegid()) }
}

/// `os.getpgid`.
pub fn process_group(pid: i32) -> Result<i32, Errno> {
    // SAFETY: (1)
    let group = unsafe { libc::getpgid(pid) };
    status(group).map(|()| group)
}

/// `os.kill`; a negative `pid` names a process group.
pub fn kill(pid: i32, signal: i32) -> Result<(), Errno> {
    // SAFETY: (1)
    status(unsafe { libc::kill(pid, signal) })
}

/// `os.umask`: sets the mask, answering the previous one.
pub fn umask(mask: u32) -> u32 {
    // SAFETY: (1)
    unsafe { libc::umask(mask) }
}

/// `os._exit`: ends the process at once, running nothing.
pub fn exit_now(status: i32) -> ! {
    // SAFETY: (1)
    unsafe { libc::_exit(status) }
}

/// `os.abort`.
pub fn abort() -> ! {
    std::process::abort()
}

/// `os.cpu_count`: processors that are online.
pub fn cpu_count() -> Option<usize> {
    // SAFETY: (1)
    let count = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    usize::try_from(count).ok().filter(|count| *count > 0)
}

/// `os.sysconf`, by the system's number; -1 means there is no limit.
pub fn sysconf(name: i32) -> Result<i64, Errno> {
    if !(0..=1 << 12).contains(&name) {
        return Err(Errno(libc::EINVAL));
    }
    // SAFETY: (1)
    Ok(unsafe { libc::sysconf(name) })
}

/// Bytes of a page of memory.
pub fn page_size() -> usize {
    sysconf(libc::_SC_PAGESIZE)
        .ok()
        .and_then(|size| usize::try_from(size).ok())
        .unwrap_or(4096)
}

/// `os.sched_getaffinity`: the processors a process may run on (0 for this one).
pub fn affinity(pid: i32) -> Result<Vec<usize>, Errno> {
    let mut set = MaybeUninit::<libc::cpu_set_t>::zeroed();
    // SAFETY: (2); the indices stay below the size of the set.
    unsafe {
        let size = size_of::<libc::cpu_set_t>();
        status(libc::sched_getaffinity(pid, size, set.as_mut_ptr()))?;
        let set = set.assume_init();
        Ok((0..size * 8)
            .filter(|cpu| libc::CPU_ISSET(*cpu, &set))
            .collect())
    }
}

/// `os.sched_setaffinity`.
pub fn set_affinity(pid: i32, cpus: &[usize]) -> Result<(), Errno> {
    let mut set = MaybeUninit::<libc::cpu_set_t>::zeroed();
    // SAFETY: (2); the indices are checked against the size of the set.
    unsafe {
        let size = size_of::<libc::cpu_set_t>();
        for cpu in cpus {
            if *cpu >= size * 8 {
                return Err(Errno(libc::EINVAL));
            }
            libc::CPU_SET(*cpu, &mut *set.as_mut_ptr());
        }
        status(libc::sched_setaffinity(pid, size, set.as_ptr()))
    }
}

/// Names and numbers of the limits, for the `resource` module.
pub static LIMITS: &[(&str, i32)] = &[
    ("RLIMIT_AS", libc::RLIMIT_AS as i32),
    ("RLIMIT_CORE", libc::RLIMIT_CORE as i32),
    ("RLIMIT_CPU", libc::RLIMIT_CPU as i32),
    ("RLIMIT_DATA", libc::RLIMIT_DATA as i32),
    ("RLIMIT_FSIZE", libc::RLIMIT_FSIZE as i32),
    ("RLIMIT_MEMLOCK", libc::RLIMIT_MEMLOCK as i32),
    ("RLIMIT_MSGQUEUE", libc::RLIMIT_MSGQUEUE as i32),
    ("RLIMIT_NICE", libc::RLIMIT_NICE as i32),
    ("RLIMIT_NOFILE", libc::RLIMIT_NOFILE as i32),
    ("RLIMIT_NPROC", libc::RLIMIT_NPROC as i32),
    ("RLIMIT_RSS", libc::RLIMIT_RSS as i32),
    ("RLIMIT_RTPRIO", libc::RLIMIT_RTPRIO as i32),
    ("RLIMIT_RTTIME", libc::RLIMIT_RTTIME as i32),
    ("RLIMIT_SIGPENDING", libc::RLIMIT_SIGPENDING as i32),
    ("RLIMIT_STACK", libc::RLIMIT_STACK as i32),
];

/// A soft and a hard limit; `None` is no limit.
pub type Limit = (Option<u64>, Option<u64>);

/// `resource.getrlimit`.
pub fn get_limit(which: i32) -> Result<Limit, Errno> {
    let mut limit = MaybeUninit::<libc::rlimit>::zeroed();
    // SAFETY: (2)
    let limit = unsafe {
        status(libc::getrlimit(which as _, limit.as_mut_ptr()))?;
        limit.assume_init()
    };
    let bounded = |value| (value != libc::RLIM_INFINITY).then_some(value);
    Ok((bounded(limit.rlim_cur), bounded(limit.rlim_max)))
}

/// `resource.setrlimit`.
pub fn set_limit(which: i32, (soft, hard): Limit) -> Result<(), Errno> {
    let limit = libc::rlimit {
        rlim_cur: soft.unwrap_or(libc::RLIM_INFINITY),
        rlim_max: hard.unwrap_or(libc::RLIM_INFINITY),
    };
    // SAFETY: (2)
    status(unsafe { libc::setrlimit(which as _, &limit) })
}

/// What `resource.getrusage` tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Processor time in user mode.
    pub user: Duration,
    /// Processor time in the kernel.
    pub system: Duration,
    /// The largest resident memory so far, in KiB.
    pub max_resident: i64,
    /// Page faults served without the disk.
    pub minor_faults: i64,
    /// Page faults that read the disk.
    pub major_faults: i64,
    /// Block reads.
    pub blocks_in: i64,
    /// Block writes.
    pub blocks_out: i64,
    /// Times the process gave the processor up by waiting.
    pub voluntary_switches: i64,
    /// Times the processor was taken away.
    pub involuntary_switches: i64,
}

/// `resource.getrusage` of `RUSAGE_SELF`, `RUSAGE_CHILDREN` or `RUSAGE_THREAD`.
pub fn usage(who: i32) -> Result<Usage, Errno> {
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: (2)
    let usage = unsafe {
        status(libc::getrusage(who, usage.as_mut_ptr()))?;
        usage.assume_init()
    };
    let duration = |time: libc::timeval| {
        Duration::new(
            u64::try_from(time.tv_sec).unwrap_or(0),
            u32::try_from(time.tv_usec).unwrap_or(0) * 1000,
        )
    };
    Ok(Usage {
        user: duration(usage.ru_utime),
        system: duration(usage.ru_stime),
        max_resident: usage.ru_maxrss,
        minor_faults: usage.ru_minflt,
        major_faults: usage.ru_majflt,
        blocks_in: usage.ru_inblock,
        blocks_out: usage.ru_oublock,
        voluntary_switches: usage.ru_nvcsw,
        involuntary_switches: usage.ru_nivcsw,
    })
}

/// What `os.uname` tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemName {
    /// The operating system.
    pub sysname: String,
    /// This machine on its network.
    pub nodename: String,
    /// The system's release.
    pub release: String,
    /// The system's version.
    pub version: String,
    /// The kind of hardware.
    pub machine: String,
}

/// `os.uname`.
pub fn system_name() -> Result<SystemName, Errno> {
    let mut name = MaybeUninit::<libc::utsname>::zeroed();
    // SAFETY: (2); the fields are arrays that end in a zero byte.
    unsafe {
        status(libc::uname(name.as_mut_ptr()))?;
        let name = name.assume_init();
        let text = |field: &[libc::c_char]| {
            CStr::from_ptr(field.as_ptr())
                .to_string_lossy()
                .into_owned()
        };
        Ok(SystemName {
            sysname: text(&name.sysname),
            nodename: text(&name.nodename),
            release: text(&name.release),
            version: text(&name.version),
            machine: text(&name.machine),
        })
    }
}

/// `os.getloadavg`.
pub fn load_average() -> Result<[f64; 3], Errno> {
    let mut load = [0.0; 3];
    // SAFETY: (2); three is the length of the array.
    match unsafe { libc::getloadavg(load.as_mut_ptr(), 3) } {
        3 => Ok(load),
        _ => Err(Errno(libc::EIO)),
    }
}

/// `os.urandom`: fills `buffer` from the system's source of randomness.
pub fn random_bytes(buffer: &mut [u8]) -> Result<(), Errno> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        // SAFETY: pointer and length are those of `rest`.
        let count = unsafe { libc::getrandom(rest.as_mut_ptr().cast(), rest.len(), 0) };
        match usize::try_from(count) {
            Ok(count) => filled += count,
            Err(_) if Errno::last().0 == libc::EINTR => {}
            Err(_) => return Err(Errno::last()),
        }
    }
    Ok(())
}

/// `os.waitpid`: waits for a child, answering its pid and status.
pub fn wait_child(door: Door<'_>, pid: i32, options: i32) -> Result<(i32, i32), Failure> {
    let mut state = 0;
    // SAFETY: (2)
    let child = retry(door, Reason::Child, || unsafe {
        libc::waitpid(pid, &mut state, options) as isize
    })?;
    Ok((child as i32, state))
}

/// Keeps the environment from changing while the C library may read it.
pub fn read_environment() -> RwLockReadGuard<'static, ()> {
    ENVIRONMENT
        .read()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Whether `name` may name a variable of the environment.
fn is_variable_name(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    !bytes.is_empty() && !bytes.contains(&b'=') && !bytes.contains(&0)
}

/// `os.putenv`.
pub fn set_variable(name: &OsStr, value: &OsStr) -> Result<(), Errno> {
    if !is_variable_name(name) || value.as_encoded_bytes().contains(&0) {
        return Err(Errno(libc::EINVAL));
    }
    let _environment = ENVIRONMENT
        .write()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    // SAFETY: (3)
    unsafe { std::env::set_var(name, value) };
    Ok(())
}

/// `os.unsetenv`.
pub fn remove_variable(name: &OsStr) -> Result<(), Errno> {
    if !is_variable_name(name) {
        return Err(Errno(libc::EINVAL));
    }
    let _environment = ENVIRONMENT
        .write()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    // SAFETY: (3)
    unsafe { std::env::remove_var(name) };
    Ok(())
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn the_process_knows_itself() {
        assert_eq!(pid(), std::process::id() as i32);
        assert!(native_thread_id() > 0 && current_ident() > 0);
        assert!(cpu_count().is_some_and(|count| count >= 1));
        assert!(affinity(0).is_ok_and(|cpus| !cpus.is_empty()));
        assert_eq!(kill(0x3fff_fff0, 0), Err(Errno(libc::ESRCH)));
        assert!(system_name().is_ok_and(|name| !name.sysname.is_empty()));
        assert!(usage(libc::RUSAGE_SELF).is_ok_and(|usage| usage.max_resident > 0));
        let mut bytes = [0; 64];
        assert_eq!(random_bytes(&mut bytes), Ok(()));
        assert_ne!(bytes, [0; 64]);
    }

    #[test]
    fn the_stack_limit_lies_below_the_present_frame() {
        let local = std::hint::black_box(0);
        let here = std::ptr::from_ref(&local).addr();
        let limit = stack_limit();
        assert!(limit > 0 && limit < here && here - limit < 1 << 30);
    }

    #[test]
    fn bad_variable_names_are_refused() {
        assert_eq!(
            set_variable("".as_ref(), "".as_ref()),
            Err(Errno(libc::EINVAL))
        );
        assert_eq!(remove_variable("a=b".as_ref()), Err(Errno(libc::EINVAL)));
        assert_eq!(
            set_variable("MINIPY_TEST_VARIABLE".as_ref(), "1".as_ref()),
            Ok(())
        );
        assert_eq!(remove_variable("MINIPY_TEST_VARIABLE".as_ref()), Ok(()));
    }
}
