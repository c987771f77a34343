//! What every native object type provides, and the cell its mutable insides stand in.
//!
//! Invariant: a [`Payload`] is `#[repr(C)]` and starts with a [`Header`].
//!
//! Why this is sound:
//! 1. [`Locked::with`] hands out `&mut T` to one caller at a time: entering it again while a
//!    closure runs is refused by panicking, so no two mutable borrows ever meet.
//! 2. With the GIL off, the lock word makes other threads wait.
//!
//! Rule: never run Python code, take another lock or drop the last reference to anything inside
//! the closure of `with`: take things out, leave the closure, then drop them.
//! Next file to read: `types.rs`.

use super::header::Header;
use super::refcount::{Ref, is_parallel};
use super::types::Type;
use std::any::TypeId;
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, Ordering::*};

/// The layout of a native object type.
///
/// # Safety
/// The implementor is `#[repr(C)]`, its first field is a [`Header`], and `traverse` visits every
/// `Ref` it owns exactly once.
pub unsafe trait Payload: Sized + Send + Sync + 'static {
    /// Whether instances can be part of a reference cycle.
    const GC: bool = false;

    /// The type whose instances have this payload.
    fn ty() -> &'static Type;

    /// Shows the cycle collector every reference this object owns.
    fn traverse(&self, _visit: &mut dyn FnMut(&Ref)) {}

    /// Moves out the references that can form a cycle (the collector drops them afterwards).
    fn clear(&self, _sink: &mut Vec<Ref>) {}
}

/// Declares that a struct is the payload of a builtin type.
///
/// `payload!(PyList, LIST)` or `payload!(PyList, LIST, |this, visit| ..., |this, sink| ...)`.
#[macro_export]
macro_rules! payload {
    ($name:ty, $ty:expr) => {
        // SAFETY: every payload struct is `#[repr(C)]` with its header first, and owns no reference.
        #[allow(unsafe_code)]
        unsafe impl $crate::objects::payload::Payload for $name {
            fn ty() -> &'static $crate::objects::types::Type {
                &$ty
            }
        }
        const _: () = assert!(std::mem::offset_of!($name, header) == 0);
    };
    ($name:ty, $ty:expr, |$this:ident, $visit:ident| $traverse:expr, |$this2:ident, $sink:ident| $clear:expr) => {
        // SAFETY: every payload struct is `#[repr(C)]` with its header first; `traverse` visits
        // each owned reference once.
        #[allow(unsafe_code)]
        unsafe impl $crate::objects::payload::Payload for $name {
            const GC: bool = true;
            fn ty() -> &'static $crate::objects::types::Type {
                &$ty
            }
            fn traverse(&self, $visit: &mut dyn FnMut(&$crate::objects::refcount::Ref)) {
                let $this = self;
                $traverse
            }
            fn clear(&self, $sink: &mut Vec<$crate::objects::refcount::Ref>) {
                let $this2 = self;
                $clear
            }
        }
        const _: () = assert!(std::mem::offset_of!($name, header) == 0);
    };
}

/// A value that is changed only inside [`Locked::with`].
pub struct Locked<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: (1) and (2): access is exclusive.
unsafe impl<T: Send> Sync for Locked<T> {}

struct Unlock<'a>(&'a AtomicU32);

impl Drop for Unlock<'_> {
    fn drop(&mut self) {
        self.0.store(0, Release);
    }
}

impl<T: Default> Default for Locked<T> {
    fn default() -> Self {
        Locked::new(T::default())
    }
}

impl<T> Locked<T> {
    /// A cell holding `value`.
    pub const fn new(value: T) -> Locked<T> {
        Locked {
            state: AtomicU32::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// Runs `f` with exclusive access. See the rule at the top of the file.
    #[inline(always)]
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        self.lock();
        let _unlock = Unlock(&self.state);
        // SAFETY: (1).
        f(unsafe { &mut *self.value.get() })
    }

    #[inline(always)]
    fn lock(&self) {
        if is_parallel() {
            self.lock_shared();
        } else {
            if self.state.load(Relaxed) != 0 {
                reentered();
            }
            self.state.store(1, Relaxed);
        }
    }

    #[cold]
    fn lock_shared(&self) {
        let mut spins = 0u32;
        while self
            .state
            .compare_exchange_weak(0, 1, Acquire, Relaxed)
            .is_err()
        {
            spins += 1;
            if spins > 100 {
                std::thread::yield_now()
            } else {
                std::hint::spin_loop()
            }
        }
    }

    /// Puts `value` in and returns what was there.
    pub fn replace(&self, value: T) -> T {
        self.with(|t| std::mem::replace(t, value))
    }

    /// A copy of what is there.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(|t| t.clone())
    }

    /// Puts `value` in, dropping what was there after the cell is free again.
    pub fn set(&self, value: T) {
        drop(self.replace(value));
    }

    /// Takes the value out, leaving the default.
    pub fn take(&self) -> T
    where
        T: Default,
    {
        self.replace(T::default())
    }

    /// Exclusive access when nobody else can have any.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// The address of the value, for the VM's own fast paths.
    #[inline(always)]
    pub fn as_ptr(&self) -> *mut T {
        self.value.get()
    }
}

#[cold]
#[inline(never)]
fn reentered() -> ! {
    panic!("an object's inside was entered twice")
}

/// Size and life-cycle functions of a payload, as a type needs them.
#[derive(Clone, Copy)]
pub struct Layout {
    /// Which payload it is.
    pub id: TypeId,
    /// Bytes of the payload struct.
    pub size: usize,
    /// [`Payload::GC`].
    pub gc: bool,
    /// Drops the payload in place.
    pub drop: unsafe fn(*mut Header),
    /// [`Payload::traverse`].
    #[allow(clippy::type_complexity)]
    pub traverse: unsafe fn(*const Header, &mut dyn FnMut(&Ref)),
    /// [`Payload::clear`].
    pub clear: unsafe fn(*const Header, &mut Vec<Ref>),
}

unsafe fn drop_payload<P: Payload>(h: *mut Header) {
    // SAFETY: the caller passes the header of a dead `P`.
    unsafe { std::ptr::drop_in_place(h.cast::<P>()) }
}

unsafe fn traverse_payload<P: Payload>(h: *const Header, visit: &mut dyn FnMut(&Ref)) {
    // SAFETY: the caller passes the header of a live `P`.
    unsafe { (*h.cast::<P>()).traverse(visit) }
}

unsafe fn clear_payload<P: Payload>(h: *const Header, sink: &mut Vec<Ref>) {
    // SAFETY: the caller passes the header of a live `P`.
    unsafe { (*h.cast::<P>()).clear(sink) }
}

impl Layout {
    /// The layout of `P`.
    pub const fn of<P: Payload>() -> Layout {
        Layout {
            id: TypeId::of::<P>(),
            size: std::mem::size_of::<P>(),
            gc: P::GC,
            drop: drop_payload::<P>,
            traverse: traverse_payload::<P>,
            clear: clear_payload::<P>,
        }
    }
}

/// An object with nothing but a header: what `object()` and classes without a builtin base have.
#[repr(C)]
pub struct PlainObject {
    pub(crate) header: Header,
}

payload!(PlainObject, crate::builtins::object::OBJECT);
