//! The global allocator: the system's, with a reserve for the moment when memory runs out.
//!
//! Most of the interpreter asks for memory in ways that can't fail. When the system refuses a
//! small request of that kind, it is served from a reserve set aside at start-up, and the running
//! thread is told ([`on_shortage`]): it raises MemoryError at its next check point. Large requests
//! are refused; who may make them asks in a way that can fail.
//!
//! Invariant: memory of the reserve is handed out once and used again only when none of it is in
//! use any more.
//! Deliberately absent: limits of our own; `ulimit -v` and cgroups set those.
//!
//! Why this is sound (cited by the `SAFETY` notes below):
//! 1. The reserve is one private mapping that is never unmapped, and what has been handed out of it
//!    only grows, under a lock: no two blocks overlap.
//! 2. Under the same lock the blocks that are out are counted; handing out starts over only when
//!    there are none.
//!
//! Next file to read: `process.rs`.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::sync::{Mutex, MutexGuard};

/// Bytes set aside. They are mapped, but cost no memory until they are needed.
const RESERVE_BYTES: usize = 32 << 20;

/// The largest request the reserve serves.
const LARGEST: usize = 4 << 20;

/// The reserve's address; 0 before [`prepare`] or without a reserve.
static BASE: AtomicUsize = AtomicUsize::new(0);
/// Bytes handed out, and blocks still in use.
static RESERVE: Mutex<(usize, usize)> = Mutex::new((0, 0));
/// The function to call when the reserve has been touched; 0 for none.
static HOOK: AtomicUsize = AtomicUsize::new(0);

/// The allocator of the whole program.
pub struct WithReserve;

#[global_allocator]
static ALLOCATOR: WithReserve = WithReserve;

/// Sets the reserve aside. Later calls do nothing.
pub fn prepare() {
    if BASE.load(Relaxed) != 0 {
        return;
    }
    // SAFETY: a fresh private mapping; failure is checked.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            RESERVE_BYTES,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if p != libc::MAP_FAILED {
        BASE.store(p as usize, Release);
    }
}

/// Has `hook` called, on the thread concerned, whenever memory was short.
pub fn on_shortage(hook: fn()) {
    HOOK.store(hook as usize, Release);
}

/// Tells the calling thread that something it wanted could not be had.
#[cold]
pub fn report_shortage() {
    let hook = HOOK.load(Acquire);
    if hook != 0 {
        // SAFETY: only `on_shortage` stores here, and it stores a `fn()`.
        let hook: fn() = unsafe { std::mem::transmute::<usize, fn()>(hook) };
        hook();
    }
}

/// A block of the reserve, for when the system has refused; null if that can't serve it either.
#[cold]
#[inline(never)]
pub fn from_reserve(layout: Layout) -> *mut u8 {
    let base = BASE.load(Acquire);
    if base == 0 || layout.size() > LARGEST {
        return std::ptr::null_mut();
    }
    let found = {
        let mut reserve = lock();
        let start = (base + reserve.0).next_multiple_of(layout.align());
        let end = start + layout.size();
        if end > base + RESERVE_BYTES {
            return std::ptr::null_mut();
        }
        *reserve = (end - base, reserve.1 + 1);
        start as *mut u8
    };
    report_shortage();
    found
}

/// The system's own lock: it needs no memory.
fn lock() -> MutexGuard<'static, (usize, usize)> {
    RESERVE.lock().unwrap_or_else(|p| p.into_inner())
}

#[inline(always)]
fn is_reserved(p: *mut u8) -> bool {
    let base = BASE.load(Relaxed);
    base != 0 && (p as usize).wrapping_sub(base) < RESERVE_BYTES
}

#[cold]
#[inline(never)]
fn give_back() {
    let mut reserve = lock();
    reserve.1 -= 1;
    if reserve.1 == 0 {
        // (2): nobody has any of it.
        reserve.0 = 0;
    }
}

// SAFETY: (1), (2), and otherwise the system's allocator.
unsafe impl GlobalAlloc for WithReserve {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller vouches.
        let p = unsafe { System.alloc(layout) };
        if p.is_null() { from_reserve(layout) } else { p }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller vouches.
        let p = unsafe { System.alloc_zeroed(layout) };
        if p.is_null() {
            let p = from_reserve(layout);
            if !p.is_null() {
                // SAFETY: (1): the block has the layout's size. It may have been used before.
                unsafe { p.write_bytes(0, layout.size()) };
            }
            p
        } else {
            p
        }
    }

    #[inline]
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        if is_reserved(p) {
            give_back();
        } else {
            // SAFETY: it came from the system's allocator.
            unsafe { System.dealloc(p, layout) }
        }
    }

    #[inline]
    unsafe fn realloc(&self, p: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !is_reserved(p) {
            // SAFETY: as the caller vouches.
            let new = unsafe { System.realloc(p, layout, size) };
            if !new.is_null() {
                return new;
            }
        }
        // SAFETY: the caller vouches for the size; the old block stays until its content is copied.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                new.copy_from_nonoverlapping(p, layout.size().min(size));
                self.dealloc(p, layout);
            }
            new
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_is_used_again_once_it_is_free() {
        prepare();
        let layout = Layout::from_size_align(1000, 64).expect("a layout");
        let (a, b) = (from_reserve(layout), from_reserve(layout));
        assert!(is_reserved(a) && is_reserved(b) && a != b);
        assert_eq!(a as usize % 64, 0);
        assert!((b as usize).abs_diff(a as usize) >= 1000);
        // SAFETY: both came from the reserve, with this layout.
        unsafe {
            ALLOCATOR.dealloc(a, layout);
            ALLOCATOR.dealloc(b, layout);
        }
        assert_eq!(lock().1, 0);
        let huge = Layout::from_size_align(LARGEST + 1, 8).expect("a layout");
        assert!(from_reserve(huge).is_null());
    }
}
