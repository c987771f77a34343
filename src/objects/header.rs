//! The 16 bytes at the start of every object: count, flags, type.
//!
//! ```text
//! 0        4        8                16
//! | count  | flags  | ty             | payload ...
//! ```
//!
//! Invariant: the address of a header never changes while the object lives.
//!
//! Why this is sound (cited by `SAFETY` notes here and in `refcount.rs`):
//! 1. All three words are atomics: any thread may look at a header that is alive.
//! 2. With the GIL on, only its holder changes them, so a load followed by a store loses nothing.
//! 3. With the GIL off, counts change by one atomic step; flags always do.
//!
//! Next file to read: `refcount.rs`.

use super::refcount::is_parallel;
use super::types::Type;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering::*};

/// Count bit of an object that is never freed. `sys.getrefcount` shows [`IMMORTAL_COUNT`] for it.
pub const IMMORTAL: u32 = 1 << 31;
/// What CPython 3.14 answers for the count of an immortal object.
pub const IMMORTAL_COUNT: u32 = 3 << 30;

/// Bits of [`Header::flags`].
pub mod flags {
    /// The lock of the words behind the payload, used while threads run in parallel.
    pub const LOCKED: u32 = 1 << 0;
    /// The cycle collector looks at this object.
    pub const TRACKED: u32 = 1 << 1;
    /// Its finalizer (`__del__` or a generator's close) has run.
    pub const FINALIZED: u32 = 1 << 2;
    /// Weak references to it exist in the interpreter's table.
    pub const HAS_WEAKREFS: u32 = 1 << 3;
    /// A string in the interned table.
    pub const INTERNED: u32 = 1 << 4;
    /// Its attributes stand inline (see `instance.rs`); the top byte then holds how far they reach.
    pub const INLINE_ATTRS: u32 = 1 << 5;
    /// Reached in the collection that is running.
    pub const GC_REACHABLE: u32 = 1 << 6;
    /// Part of the collection that is running.
    pub const GC_CANDIDATE: u32 = 1 << 7;
    /// The object stands in a block of its own, not in a slab.
    pub const LARGE: u32 = 1 << 8;
    /// Words for inline attributes don't count: the class was changed, and the object may have none.
    pub const NO_INLINE_WORDS: u32 = 1 << 9;
    /// Shift of the size class of an object that stands in a slab, and the bits it takes there.
    pub const CLASS_SHIFT: u32 = 16;
    /// See [`CLASS_SHIFT`].
    pub const CLASS_MASK: u32 = 0x1f;
    /// Shift of the byte that says up to which inline slot attributes have been set.
    pub const INLINE_TOP_SHIFT: u32 = 24;
}

/// The words behind an object's payload belong to the holder: see [`Header::lock`].
pub(crate) struct WordsLock<'a>(Option<&'a Header>);

impl Drop for WordsLock<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(h) = self.0 {
            h.flags.fetch_and(!flags::LOCKED, Release);
        }
    }
}

/// The start of every object.
#[repr(C)]
pub struct Header {
    /// The reference count; the top bit means immortal.
    pub(crate) count: AtomicU32,
    /// Bits of [`flags`].
    pub(crate) flags: AtomicU32,
    ty: AtomicPtr<Type>,
}

impl Header {
    /// The header of a new object with one reference. `alloc` takes a count of a heap type for it.
    pub fn new(ty: &Type) -> Header {
        Header {
            count: AtomicU32::new(1),
            flags: AtomicU32::new(0),
            ty: AtomicPtr::new(std::ptr::from_ref(ty).cast_mut()),
        }
    }

    /// The header of an object in a `static`.
    pub const fn immortal(ty: &'static Type) -> Header {
        Header {
            count: AtomicU32::new(IMMORTAL | (IMMORTAL >> 1)),
            flags: AtomicU32::new(0),
            ty: AtomicPtr::new(std::ptr::from_ref(ty).cast_mut()),
        }
    }

    /// Address of the type.
    #[inline(always)]
    pub fn ty(&self) -> *const Type {
        self.ty.load(Relaxed)
    }

    /// Whether the object's type is exactly `ty`.
    #[inline(always)]
    pub fn is_exactly(&self, ty: &Type) -> bool {
        std::ptr::eq(self.ty(), ty)
    }

    /// Gives the object another type (`__class__` assignment). The caller moves the counts.
    pub(crate) fn set_ty(&self, ty: *const Type) {
        self.ty.store(ty.cast_mut(), Relaxed);
    }

    /// Whether the object is never freed.
    #[inline(always)]
    pub fn is_immortal(&self) -> bool {
        self.count.load(Relaxed) & IMMORTAL != 0
    }

    /// Makes the object immortal.
    pub(crate) fn make_immortal(&self) {
        self.count.store(IMMORTAL_COUNT, Relaxed);
    }

    /// What `sys.getrefcount` shows, the argument's own reference not added.
    pub fn ref_count(&self) -> u32 {
        let c = self.count.load(Relaxed);
        if c & IMMORTAL != 0 { IMMORTAL_COUNT } else { c }
    }

    /// Whether any of these flag bits is set.
    #[inline(always)]
    pub fn has(&self, bits: u32) -> bool {
        self.flags.load(Relaxed) & bits != 0
    }

    /// Sets flag bits.
    #[inline(always)]
    pub fn set(&self, bits: u32) {
        self.flags.fetch_or(bits, Relaxed);
    }

    /// Keeps other threads away from the words behind the object's payload while the guard lives.
    /// It costs nothing as long as one thread at a time runs. The rule of `Locked::with` holds:
    /// no Python code, no last reference dropped while it lives.
    #[inline(always)]
    pub(crate) fn lock(&self) -> WordsLock<'_> {
        if is_parallel() {
            self.lock_shared();
            WordsLock(Some(self))
        } else {
            WordsLock(None)
        }
    }

    #[cold]
    fn lock_shared(&self) {
        let mut spins = 0u32;
        while self.flags.fetch_or(flags::LOCKED, Acquire) & flags::LOCKED != 0 {
            spins += 1;
            if spins > 100 {
                std::thread::yield_now()
            } else {
                std::hint::spin_loop()
            }
        }
    }

    /// Clears flag bits.
    #[inline(always)]
    pub fn clear(&self, bits: u32) {
        self.flags.fetch_and(!bits, Relaxed);
    }
}
