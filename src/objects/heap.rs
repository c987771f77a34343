//! Where objects live: size classes from slabs, everything larger in a block of its own.
//!
//! Objects of up to 256 bytes come from 64 KiB slabs, one size class (a multiple of 16) per slab,
//! through the thread's free lists: two loads and a store, no lock. A freed block keeps zero in
//! its first word, so the cycle collector can walk a slab and tell the living from the dead.
//! Larger objects come from the system allocator and stand in the interpreter's table.
//!
//! Invariant: the first 8 bytes (count and flags) of every free block of a slab are zero.
//!
//! Why this is sound (cited by the `SAFETY` notes below):
//! 1. Slabs are never returned, so a block stays a block; its header remembers its size class.
//! 2. A block is on one free list only, and its second word is the link of that list.
//! 3. `dealloc` runs once for an object, when its last count is gone; it takes the payload apart
//!    before the block goes back to a list.
//! 4. Deep structures are freed without recursion: past a depth, dead objects queue up in
//!    `Heap::pending` and the outermost `dealloc` empties the queue.
//!
//! Next file to read: `cycles.rs`.

use super::context::Vm;
use super::header::{Header, flags};
use super::payload::Payload;
use super::refcount::Ref;
use super::types::Type;
use super::value::Value;
use parking_lot::Mutex;
use std::alloc::Layout;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{AcqRel, Relaxed},
};

/// Bytes of a slab, and its alignment.
pub const SLAB_BYTES: usize = 64 * 1024;
/// Size step of the classes.
const STEP: usize = 16;
/// The largest object that comes from a slab.
pub const MAX_SLAB_OBJECT: usize = 256;
const CLASSES: usize = MAX_SLAB_OBJECT / STEP + 1;
/// Nested deallocations before the queue is used.
const MAX_DEPTH: u32 = 40;

/// Bytes taken from the system at once; slabs are cut from it, so that pages nobody has used yet
/// cost no memory.
const ARENA_BYTES: usize = 16 * SLAB_BYTES;
/// Bytes of fresh blocks put on a free list at once.
const CARVE_BYTES: usize = 1024;

/// What freed blocks are filled with in checked builds.
const POISON: u8 = 0xd7;

/// The start of a slab.
#[repr(C, align(16))]
struct Slab {
    block_size: usize,
    /// Where the blocks end that were ever on a free list; what follows is untouched zeros.
    reached: AtomicUsize,
}

/// A thread's free lists.
pub struct Heap {
    free: [Cell<*mut u8>; CLASSES],
    /// The slab of each class that still has untouched blocks, or null.
    fresh: [Cell<*mut Slab>; CLASSES],
    depth: Cell<u32>,
    pending: RefCell<Vec<*mut Header>>,
    has_pending: Cell<bool>,
    /// Tracked objects made minus freed since the last collection; may go negative.
    pub(crate) tracked_delta: Cell<i64>,
}

/// What all threads of an interpreter share of the heap.
#[derive(Default)]
pub struct SharedHeap {
    slabs: Mutex<Slabs>,
    large: Mutex<HashSet<usize>>,
    orphans: Mutex<Orphans>,
}

/// The slabs, and the rest of the newest arena.
#[derive(Default)]
struct Slabs {
    all: Vec<usize>,
    next: usize,
    end: usize,
}

/// What threads that ended leave to the others, each with its class.
#[derive(Default)]
struct Orphans {
    lists: Vec<(usize, usize)>,
    fresh: Vec<(usize, usize)>,
}

impl Slabs {
    /// A new slab of zeros, or null when memory is short.
    fn add(&mut self, block_size: usize) -> *mut Slab {
        if self.next == self.end {
            // SAFETY: a fresh private mapping, of which only aligned slabs are used.
            let p = unsafe {
                libc::mmap(
                    std::ptr::null_mut(),
                    ARENA_BYTES + SLAB_BYTES,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
                    -1,
                    0,
                )
            };
            if p == libc::MAP_FAILED {
                return self.add_from_reserve(block_size);
            }
            self.next = (p as usize).next_multiple_of(SLAB_BYTES);
            self.end = self.next + ARENA_BYTES;
        }
        let slab = self.next as *mut Slab;
        self.next += SLAB_BYTES;
        self.begin(slab, block_size);
        slab
    }

    /// A slab for the small objects that a shortage of memory is told and handled with.
    #[cold]
    fn add_from_reserve(&mut self, block_size: usize) -> *mut Slab {
        match Layout::from_size_align(SLAB_BYTES, SLAB_BYTES) {
            Ok(layout) => {
                let slab = crate::runtime::memory::from_reserve(layout).cast::<Slab>();
                if !slab.is_null() {
                    // SAFETY: the block is a slab's size; it may have been used before.
                    unsafe { slab.cast::<u8>().write_bytes(0, SLAB_BYTES) };
                    self.begin(slab, block_size);
                }
                slab
            }
            Err(_) => std::ptr::null_mut(),
        }
    }

    fn begin(&mut self, slab: *mut Slab, block_size: usize) {
        // SAFETY: (1): the slab lies in the mapping and nobody else has it.
        unsafe {
            slab.write(Slab {
                block_size,
                reached: AtomicUsize::new(slab as usize + size_of::<Slab>()),
            });
        }
        self.all.push(slab as usize);
    }
}

impl Default for Heap {
    fn default() -> Self {
        Heap {
            free: [const { Cell::new(std::ptr::null_mut()) }; CLASSES],
            fresh: [const { Cell::new(std::ptr::null_mut()) }; CLASSES],
            depth: Cell::new(0),
            pending: RefCell::new(Vec::new()),
            has_pending: Cell::new(false),
            tracked_delta: Cell::new(0),
        }
    }
}

impl Heap {
    #[inline(always)]
    fn take(&self, class: usize, shared: &SharedHeap) -> *mut u8 {
        let p = self.free[class].get();
        if p.is_null() {
            return self.refill(class, shared);
        }
        // SAFETY: (2).
        unsafe { self.free[class].set(*p.add(8).cast::<*mut u8>()) };
        p
    }

    /// Finds free blocks of a class, keeps one and lists the others. Null when memory is short.
    #[cold]
    #[inline(never)]
    fn refill(&self, class: usize, shared: &SharedHeap) -> *mut u8 {
        if self.fresh[class].get().is_null() {
            let mut orphans = shared.orphans.lock();
            if let Some(i) = orphans.lists.iter().position(|o| o.0 == class) {
                let head = orphans.lists.swap_remove(i).1 as *mut u8;
                // SAFETY: (2).
                unsafe { self.free[class].set(*head.add(8).cast::<*mut u8>()) };
                return head;
            }
            let left = orphans.fresh.iter().position(|o| o.0 == class);
            let slab = left.map(|i| orphans.fresh.swap_remove(i).1 as *mut Slab);
            drop(orphans);
            let slab = slab.unwrap_or_else(|| shared.slabs.lock().add(class * STEP));
            if slab.is_null() {
                return std::ptr::null_mut();
            }
            self.fresh[class].set(slab);
        }
        self.carve(class)
    }

    /// Takes untouched blocks of the class's fresh slab: answers the first, lists the others.
    fn carve(&self, class: usize) -> *mut u8 {
        let size = class * STEP;
        let slab = self.fresh[class].get();
        // SAFETY: (1); a fresh slab has room for one block at least.
        unsafe {
            let end = slab as usize + SLAB_BYTES;
            let first = (*slab).reached.load(Relaxed);
            let count = ((end - first) / size).min((CARVE_BYTES / size).max(1));
            let stop = first + count * size;
            let mut list = self.free[class].get();
            for p in (first + size..stop).step_by(size).rev() {
                let p = p as *mut u8;
                p.add(8).cast::<*mut u8>().write(list);
                list = p;
            }
            self.free[class].set(list);
            (*slab).reached.store(stop, Relaxed);
            if stop + size > end {
                self.fresh[class].set(std::ptr::null_mut());
            }
            first as *mut u8
        }
    }

    #[inline(always)]
    unsafe fn give(&self, class: usize, p: *mut u8) {
        // SAFETY: (2), (3): the block is dead.
        unsafe {
            if cfg!(feature = "checked") {
                p.write_bytes(POISON, class * STEP);
            }
            p.cast::<u64>().write(0);
            p.add(8).cast::<*mut u8>().write(self.free[class].get());
        }
        self.free[class].set(p);
    }

    /// Hands this thread's free blocks to the threads that go on.
    pub fn retire(&self, shared: &SharedHeap) {
        let mut orphans = shared.orphans.lock();
        for class in 1..CLASSES {
            let slab = self.fresh[class].replace(std::ptr::null_mut());
            if !slab.is_null() {
                orphans.fresh.push((class, slab as usize));
            }
            let head = self.free[class].replace(std::ptr::null_mut());
            if !head.is_null() {
                orphans.lists.push((class, head as usize));
            }
        }
    }
}

impl Vm {
    /// Raw zero-initialised-or-not memory for an object of `size` bytes, null when memory is short;
    /// and the flags that say where it stands.
    #[inline(always)]
    fn alloc_block(&self, size: usize) -> (*mut u8, u32) {
        if size <= MAX_SLAB_OBJECT && !cfg!(feature = "system-malloc") {
            let class = size.div_ceil(STEP);
            (
                self.heap.take(class, &self.interp.heap),
                (class as u32) << flags::CLASS_SHIFT,
            )
        } else {
            // SAFETY: malloc takes any size, aligns to 16 and answers null when memory is short.
            (unsafe { libc::malloc(size) }.cast(), flags::LARGE)
        }
    }

    /// Makes an object from its payload, `extra` uninitialised bytes behind it. `None` when memory
    /// is short (the payload is dropped).
    #[inline(always)]
    pub fn alloc_with_extra<P: Payload>(&self, payload: P, extra: usize) -> Option<Ref> {
        // Nothing on the way drops the payload, so the compiler builds it where it will stand.
        let payload = ManuallyDrop::new(payload);
        // SAFETY: the block is at least as large as `P`, 16-byte aligned and unused; the payload
        // moves there, or is dropped, once.
        unsafe {
            let p = match size_of::<P>().checked_add(extra) {
                Some(size) => self.alloc_block(size),
                None => (std::ptr::null_mut(), 0),
            };
            if p.0.is_null() {
                drop(std::ptr::read(&*payload));
                return None;
            }
            let h = p.0.cast::<P>();
            h.write(std::ptr::read(&*payload));
            Some(self.publish::<P>(h.cast(), p.1))
        }
    }

    /// Makes an object from its payload. The payload's header names its type, which must not have
    /// attributes of its own (see `alloc_instance` for classes that do).
    #[inline(always)]
    pub fn alloc<P: Payload>(&self, payload: P) -> Ref {
        match self.alloc_with_extra(payload, 0) {
            Some(r) => r,
            None => std::alloc::handle_alloc_error(Layout::new::<P>()),
        }
    }

    /// Makes an instance of `ty`, which is `P`'s type or a class derived from it: the payload, the
    /// words for `__dict__` and `__slots__`, and room for inline attributes; then `extra` bytes.
    /// `None` when memory is short.
    pub fn alloc_instance<P: Payload>(&self, ty: &Type, payload: P, extra: usize) -> Option<Ref> {
        let payload = ManuallyDrop::new(payload);
        let size = ty.instance_size().max(size_of::<P>());
        let (p, large) = match size.checked_add(extra) {
            Some(bytes) => self.alloc_block(bytes),
            None => (std::ptr::null_mut(), 0),
        };
        // SAFETY: the block holds the payload and the words behind it, which become NULL.
        unsafe {
            if p.is_null() {
                drop(std::ptr::read(&*payload));
                return None;
            }
            let h = p.cast::<P>();
            h.write(std::ptr::read(&*payload));
            let mut at = size_of::<P>().next_multiple_of(8);
            while at < size {
                p.add(at).cast::<Value>().write(Value::NULL);
                at += 8;
            }
            if ty.inline_capacity() > 0 {
                (*h.cast::<Header>())
                    .flags
                    .store(flags::INLINE_ATTRS, Relaxed);
            }
            Some(self.publish_as(h.cast(), large, ty.is_gc()))
        }
    }

    /// Makes an instance of a class whose instances are nothing but a header and value words.
    #[inline(always)]
    pub(crate) fn alloc_plain(&self, ty: &Type) -> Option<Ref> {
        let size = ty.instance_size();
        let (p, place) = self.alloc_block(size);
        if p.is_null() {
            return None;
        }
        // SAFETY: the block holds the header and the words behind it, which become NULL.
        unsafe {
            let h = p.cast::<Header>();
            h.write(Header::new(ty));
            let mut at = size_of::<Header>();
            while at < size {
                p.add(at).cast::<Value>().write(Value::NULL);
                at += 8;
            }
            let inline = if ty.inline_capacity() > 0 {
                flags::INLINE_ATTRS
            } else {
                0
            };
            Some(self.publish_as(h, place | inline, ty.is_gc()))
        }
    }

    #[inline(always)]
    unsafe fn publish<P: Payload>(&self, h: *mut Header, large: u32) -> Ref {
        // SAFETY: as `publish_as`.
        unsafe { self.publish_as(h, large, P::GC) }
    }

    #[inline(always)]
    unsafe fn publish_as(&self, h: *mut Header, large: u32, gc: bool) -> Ref {
        // SAFETY: `h` is a new object that nobody else knows, with a count of one.
        unsafe {
            let header = &*h;
            let mut bits = header.flags.load(Relaxed) | large;
            if gc {
                bits |= flags::TRACKED;
                let delta = self.heap.tracked_delta.get() + 1;
                self.heap.tracked_delta.set(delta);
                if delta >= self.interp.gc_threshold.load(Relaxed) {
                    self.schedule_collection();
                }
            }
            if large & flags::LARGE != 0 && (gc || self.interp.config.audit) {
                self.interp.heap.large.lock().insert(h as usize);
            }
            header.flags.store(bits, Relaxed);
            (*header.ty()).header.own();
            Ref::from_value(Value::from_ptr(h))
        }
    }

    /// How far `tracked_delta` has grown since the last collection.
    pub fn allocations_since_collection(&self) -> i64 {
        self.heap.tracked_delta.get()
    }

    /// Calls `f` for every object the collector tracks. The world must be stopped.
    pub(crate) fn for_each_tracked(&self, f: &mut dyn FnMut(*mut Header)) {
        self.for_each_object(&mut |h| {
            // SAFETY: `h` is an object.
            if unsafe { (*h).has(flags::TRACKED) } {
                f(h);
            }
        });
    }

    /// Calls `f` for every object but large ones that the collector does not track; when an audit
    /// is wanted, for those too. The world must be stopped.
    pub(crate) fn for_each_object(&self, f: &mut dyn FnMut(*mut Header)) {
        let slabs: Vec<usize> = self.interp.heap.slabs.lock().all.clone();
        for slab in slabs {
            // SAFETY: (1) and the invariant: blocks that are not objects have a zero first word.
            unsafe {
                let base = slab as *mut u8;
                let size = (*base.cast::<Slab>()).block_size;
                let mut p = base.add(size_of::<Slab>());
                let end = (*base.cast::<Slab>()).reached.load(Relaxed);
                while (p as usize) < end {
                    if *p.cast::<u64>() != 0 {
                        f(p.cast::<Header>());
                    }
                    p = p.add(size);
                }
            }
        }
        let large: Vec<usize> = self.interp.heap.large.lock().iter().copied().collect();
        for h in large {
            f(h as *mut Header);
        }
    }

    /// Bytes of object memory taken from the system in slabs.
    pub fn slab_bytes(&self) -> usize {
        self.interp.heap.slabs.lock().all.len() * SLAB_BYTES
    }
}

impl Header {
    /// Counts one more reference unless immortal.
    #[inline(always)]
    pub(crate) fn own(&self) {
        if !self.is_immortal() {
            // SAFETY: `self` is alive and mortal.
            unsafe { super::refcount::incref(self) }
        }
    }

    /// Gives one reference up unless immortal.
    ///
    /// # Safety
    /// The caller owns a count of the object.
    #[inline(always)]
    pub(crate) unsafe fn disown(&self) {
        if !self.is_immortal() {
            // SAFETY: as the caller vouches.
            unsafe { super::refcount::decref(std::ptr::from_ref(self).cast_mut()) }
        }
    }
}

/// Frees an object whose last reference is gone.
///
/// # Safety
/// The count of `h` has just reached zero; nobody will use it again.
#[cold]
#[inline(never)]
pub(crate) unsafe fn dealloc(h: *mut Header) {
    // SAFETY: as the caller vouches.
    Vm::with_current(|vm| unsafe { dealloc_in(vm, h) })
}

/// As [`dealloc`], for the thread's `vm`.
///
/// # Safety
/// As [`dealloc`].
#[inline(never)]
pub(crate) unsafe fn dealloc_in(vm: &Vm, h: *mut Header) {
    let depth = vm.heap.depth.get();
    if depth >= MAX_DEPTH {
        vm.heap.pending.borrow_mut().push(h);
        vm.heap.has_pending.set(true);
        return;
    }
    vm.heap.depth.set(depth + 1);
    // SAFETY: (3).
    unsafe { dealloc_one(vm, h) };
    vm.heap.depth.set(depth);
    if depth == 0 && vm.heap.has_pending.get() {
        empty_pending(vm);
    }
}

#[cold]
#[inline(never)]
fn empty_pending(vm: &Vm) {
    loop {
        let next = vm.heap.pending.borrow_mut().pop();
        let Some(h) = next else { break };
        vm.heap.depth.set(1);
        // SAFETY: (3), (4).
        unsafe { dealloc_one(vm, h) };
        vm.heap.depth.set(0);
    }
    vm.heap.has_pending.set(false);
}

#[inline(always)]
unsafe fn dealloc_one(vm: &Vm, h: *mut Header) {
    // SAFETY: (3). The object is resurrected for the finalizer with a count of one.
    unsafe {
        let header = &*h;
        let ty = &*header.ty();
        if ty.has_finalizer() && !header.has(flags::FINALIZED) {
            header.count.store(1, Relaxed);
            header.set(flags::FINALIZED);
            let object = Ref::from_value(Value::from_ptr(h));
            if let Some(del) = ty.slots().del {
                del(vm, &object);
            }
            std::mem::forget(object);
            if header.count.fetch_sub(1, AcqRel) != 1 {
                return;
            }
        }
        if header.has(flags::HAS_WEAKREFS) {
            // Callbacks run while the object still exists, as a dead thing nobody can reach: not
            // through the collector either.
            let bits = header.flags.load(Relaxed);
            if bits & flags::TRACKED != 0 {
                header.clear(flags::TRACKED);
                forget_tracked(vm, h, bits);
            }
            super::weakref::object_dies(vm, h);
        }
        free_object(vm, h, ty);
    }
}

/// Notes that the collector sees an object no more, whose flags were `bits`.
#[inline(always)]
fn forget_tracked(vm: &Vm, h: *mut Header, bits: u32) {
    vm.heap.tracked_delta.set(vm.heap.tracked_delta.get() - 1);
    if bits & flags::LARGE != 0 && !vm.interp.config.audit {
        vm.interp.heap.large.lock().remove(&(h as usize));
    }
}

/// Takes the object apart and gives its memory back.
#[inline(always)]
unsafe fn free_object(vm: &Vm, h: *mut Header, ty: &Type) {
    // SAFETY: (3). The words behind the payload own what they hold.
    unsafe {
        let header = &*h;
        let bits = header.flags.load(Relaxed);
        if bits & flags::TRACKED != 0 {
            // Nobody else can reach a dead object, so this need not be one atomic step.
            header.flags.store(bits & !flags::TRACKED, Relaxed);
            forget_tracked(vm, h, bits);
        }
        let payload = ty.layout().size.next_multiple_of(8);
        let words_end = ty.words_end(header);
        let mut at = payload;
        while at < words_end {
            let v = h.cast::<u8>().add(at).cast::<Value>().replace(Value::NULL);
            v.dec();
            at += 8;
        }
        (ty.layout().drop)(h);
        if bits & flags::LARGE != 0 {
            if vm.interp.config.audit {
                vm.interp.heap.large.lock().remove(&(h as usize));
            }
            libc::free(h.cast());
        } else {
            let class = bits >> flags::CLASS_SHIFT & flags::CLASS_MASK;
            vm.heap.give(class as usize, h.cast());
        }
        ty.header.disown();
    }
}
