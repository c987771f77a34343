//! Frames: where a running function keeps its variables and its operand stack.
//!
//! Every thread has one region of words that never moves (64 MiB reserved, committed as touched).
//! A frame stands in it as
//!
//! ```text
//! | callable | self or NULL | arguments, other locals, cells, free variables | Frame | operand stack ... |
//! ^ base                    ^ locals                                          ^ fp    ^ stack bottom
//! ```
//!
//! The caller pushed callable and arguments; they become the callee's first locals where they are.
//! A local is addressed by its distance below `fp`. The result replaces the word at `base`.
//! With a self, it is the first argument and the locals start one word earlier.
//!
//! A suspended generator keeps the words from `callable` on, without the `Frame`, inside its
//! object; resuming copies them back on top of the region, so a *running* frame is always here.
//!
//! Invariants: a local may hold a borrowed word only while the frame it was borrowed from is below
//! this one on the same stack; whatever outlives the call (generators, frame objects) owns its
//! words. `ip` and `sp` in the header are true whenever anything outside the run loop can look.
//!
//! Why this is sound:
//! 1. The region is mapped once for the thread and unmapped when its `Vm` goes.
//! 2. Every push of a frame checks that the frame's whole need fits below `limit`.
//!
//! Next file to read: `eval.rs`.

use crate::builtins::code::PyCode;
use crate::builtins::function::PyFunction;
use crate::builtins::generator::PyGenerator;
use crate::objects::value::Value;
use std::cell::Cell;

/// Bits of [`Frame::flags`].
pub mod frame_flags {
    /// Returning leaves the run loop: native code called this frame.
    pub const ENTRY: u32 = 1 << 0;
    /// `__init__` of an object under construction: the result is the object, in `base`.
    pub const INIT: u32 = 1 << 1;
    /// A generator's frame resumed by FOR_ITER: at its end the caller goes on at `exhausted_ip`.
    pub const FOR_ITER: u32 = 1 << 2;
    /// A generator's frame resumed by SEND: at its end the caller goes on at `exhausted_ip`.
    pub const SEND: u32 = 1 << 3;
    /// A frame object exists or existed. With no flag at all, `names`, `object` and `generator` are empty.
    pub const HAS_OBJECT: u32 = 1 << 4;
}

/// The header of a frame. See the top of the file.
#[repr(C)]
pub struct Frame {
    /// The frame below; null at the bottom.
    pub prev: *mut Frame,
    /// The next word to run.
    pub ip: *const u32,
    /// Just past the top of the operand stack.
    pub sp: *mut Value,
    /// The word that receives the result.
    pub base: *mut Value,
    /// What runs; kept alive by `func`.
    pub code: *const PyCode,
    /// The function, kept alive by the word at `base`.
    pub func: *const PyFunction,
    /// The mapping of names for module and class bodies, owned; NULL for functions.
    pub names: Value,
    /// The frame object, owned; NULL while nobody asked for one.
    pub object: Value,
    /// The generator whose frame this is; null for ordinary calls.
    pub generator: *const PyGenerator,
    /// Where the caller goes on when this generator is exhausted.
    pub exhausted_ip: *const u32,
    /// See [`frame_flags`].
    pub flags: u32,
    /// How many words of locals stand below the header.
    pub local_count: u32,
}

/// Words of a frame header.
pub const FRAME_WORDS: usize = size_of::<Frame>() / size_of::<Value>();
const _: () = assert!(size_of::<Frame>().is_multiple_of(8));

impl Frame {
    /// Address of local `index`.
    ///
    /// # Safety
    /// The frame is live and `index` below `local_count`.
    #[inline(always)]
    pub unsafe fn local(&self, index: usize) -> *mut Value {
        // SAFETY: the locals stand right below the header.
        unsafe {
            std::ptr::from_ref(self)
                .cast::<Value>()
                .cast_mut()
                .sub(self.local_count as usize - index)
        }
    }

    /// The bottom of the operand stack.
    #[inline(always)]
    pub fn stack_bottom(&self) -> *mut Value {
        // SAFETY: one past the header stays within the region (2).
        unsafe { std::ptr::from_ref(self).add(1).cast::<Value>().cast_mut() }
    }

    /// The number of the word that runs or ran last (`ip` is just past it or its caches).
    ///
    /// # Safety
    /// The frame is live.
    pub unsafe fn pc(&self) -> u32 {
        // SAFETY: `ip` points into `code`'s words.
        unsafe {
            let n = self.ip.offset_from((*self.code).words.as_ptr());
            (n - 1).max(0) as u32
        }
    }
}

/// Bytes reserved for the frames of one thread.
pub const STACK_BYTES: usize = 64 << 20;

/// The region frames live in.
pub struct FrameStack {
    base: *mut Value,
    /// Frames must end below this.
    pub limit: Cell<*mut Value>,
    /// Where the next frame may start when no frame is running.
    pub top: Cell<*mut Value>,
}

impl Default for FrameStack {
    fn default() -> Self {
        FrameStack::new()
    }
}

impl FrameStack {
    /// Reserves a region; without one (address space exhausted) every call raises MemoryError.
    pub fn new() -> FrameStack {
        // SAFETY: a fresh private mapping; failure is checked.
        let p = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                STACK_BYTES,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        if p == libc::MAP_FAILED {
            let nowhere = std::ptr::NonNull::dangling().as_ptr();
            return FrameStack {
                base: std::ptr::null_mut(),
                limit: Cell::new(nowhere),
                top: Cell::new(nowhere),
            };
        }
        let base = p.cast::<Value>();
        // SAFETY: inside the mapping.
        let limit = unsafe { base.add(STACK_BYTES / 8) };
        FrameStack {
            base,
            limit: Cell::new(limit),
            top: Cell::new(base),
        }
    }
}

impl Drop for FrameStack {
    fn drop(&mut self) {
        if !self.base.is_null() {
            // SAFETY: (1).
            unsafe { libc::munmap(self.base.cast(), STACK_BYTES) };
        }
    }
}
