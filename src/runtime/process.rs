//! The process and its machine threads: thread numbers, stacks, signal masks, limits.
//!
//! Invariant: every function here is safe to call at any time from any thread.
//! Deliberately absent: anything about descriptors (`fd.rs`), time (`clock.rs`) or the
//! handling of signals (`signal.rs`).
//! Next file to read: `fd.rs`.
//!
//! # Why the unsafe code here is sound
//!
//! 1. Calls that take no pointer and have no precondition (`pthread_self`, `gettid`, `getpid`,
//!    `kill`) are unsafe only because they are foreign.
//! 2. Out-parameters point to locals that are initialised or zeroed plain C structs, valid as
//!    all zeroes, and are read only after the call reported success.
#![allow(unsafe_code)]

use std::mem::MaybeUninit;

/// Kept free below [`stack_limit`] for library code that does not check.
const STACK_MARGIN: usize = 256 * 1024;

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
    let mut limit = MaybeUninit::<libc::rlimit>::zeroed();
    // SAFETY: (2)
    let limit = unsafe {
        if libc::getrlimit(libc::RLIMIT_STACK, limit.as_mut_ptr()) != 0 {
            return USUAL;
        }
        limit.assume_init()
    };
    if limit.rlim_cur == libc::RLIM_INFINITY {
        return USUAL;
    }
    usize::try_from(limit.rlim_cur).map_or(USUAL, |size| size.max(USUAL / 8))
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
