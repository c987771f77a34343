//! Reference counts: [`Ref`], the owned handle library code works with, and how counts move.
//!
//! A count goes up by an atomic load and an atomic store. That is as fast as a plain increment,
//! has no undefined behaviour when another thread looks, and is exact as long as one thread at a
//! time runs Python code: that is what the GIL is for. With the GIL off ([`set_gil_off`]) counts
//! move by one atomic step instead, from the moment a second thread starts ([`go_parallel`]):
//! a program with one thread pays nothing for threads it does not have.
//!
//! Invariant: the number of counted words that point to an object (stack, locals, containers,
//! `Ref`s) equals its count. Immortal objects are only ever pointed to by uncounted words.
//!
//! Why this is sound (cited by the `SAFETY` notes below):
//! 1. A `Ref` is either an immediate, NULL, a counted word that owns one count, or, behind a
//!    shared borrow only, a word whose owner outlives that borrow (an argument on the VM's stack).
//! 2. Therefore the object behind `&Ref` is alive for the borrow's lifetime, and `Clone` makes an
//!    owned word from either form.
//! 3. Dropping the last reference frees through the current thread's [`Vm`], which exists on
//!    every thread that ever holds a `Ref`.
//!
//! Next file to read: `types.rs`.

use super::context::Vm;
use super::header::Header;
use super::payload::Payload;
use super::types::Type;
use super::value::Value;
use std::any::TypeId;
use std::sync::atomic::{AtomicBool, Ordering::*};

/// Whether there is no GIL. Fixed before the first object is made.
static GIL_OFF: AtomicBool = AtomicBool::new(false);
/// Whether several threads may touch objects at once.
static PARALLEL: AtomicBool = AtomicBool::new(false);

/// Switches the GIL off for the whole process. Call it before any interpreter exists.
pub fn set_gil_off() {
    GIL_OFF.store(true, Relaxed);
}

/// From here on several threads may touch objects at once. Called by the only thread there is,
/// just before it starts a second one; there is no way back.
pub(crate) fn go_parallel() {
    PARALLEL.store(true, SeqCst);
}

/// Whether several threads may touch objects at once.
#[inline(always)]
pub fn is_parallel() -> bool {
    PARALLEL.load(Relaxed)
}

/// Whether the process runs without a GIL.
#[inline(always)]
pub fn gil_off() -> bool {
    GIL_OFF.load(Relaxed)
}

/// In checked builds: a count that moves is that of a living, mortal object.
#[inline(always)]
fn check_count(h: *const Header, count: u32) {
    if cfg!(feature = "checked") && (count == 0 || count & super::header::IMMORTAL != 0) {
        panic!("the count of {h:p} moves, but it is {count:#x}");
    }
}

/// Adds one to the count of a mortal object.
///
/// # Safety
/// `h` is a live, mortal object.
#[inline(always)]
pub unsafe fn incref(h: *const Header) {
    // SAFETY: the caller vouches that the object is alive.
    let count = unsafe { &(*h).count };
    check_count(h, count.load(Relaxed));
    if is_parallel() {
        count.fetch_add(1, Relaxed);
    } else {
        count.store(count.load(Relaxed).wrapping_add(1), Relaxed);
    }
}

/// Takes one from the count of a mortal object and frees it at zero.
///
/// # Safety
/// `h` is a live, mortal object and the caller gives up a count it owns.
#[inline(always)]
pub unsafe fn decref(h: *mut Header) {
    // SAFETY: the caller owns a count, so the object is alive.
    let count = unsafe { &(*h).count };
    check_count(h, count.load(Relaxed));
    let left = if is_parallel() {
        count.fetch_sub(1, AcqRel).wrapping_sub(1)
    } else {
        let left = count.load(Relaxed).wrapping_sub(1);
        count.store(left, Relaxed);
        left
    };
    if left == 0 {
        // SAFETY: (3); nobody else can reach the object any more.
        unsafe { super::heap::dealloc(h) }
    }
}

/// Adds one to the count of a mortal object that may be dying; `false` if it is.
///
/// # Safety
/// The memory of `h` can't be given back meanwhile: the caller holds a lock its last owner needs.
unsafe fn try_incref(h: *const Header) -> bool {
    // SAFETY: the caller vouches for the memory.
    let header = unsafe { &*h };
    let step = |n: u32| (n != 0).then(|| n.wrapping_add(1));
    header.count.fetch_update(AcqRel, Relaxed, step).is_ok()
}

impl Value {
    /// Takes one more count of what the word points to, if it is counted.
    ///
    /// # Safety
    /// The object is alive.
    #[inline(always)]
    pub unsafe fn inc(self) {
        if self.is_counted() {
            // SAFETY: the caller vouches for the object; counted words point to mortal objects.
            unsafe { incref(self.ptr()) }
        }
    }

    /// Gives up the count this word owns, if it is counted.
    ///
    /// # Safety
    /// The word owned a count, which must not be used again.
    #[inline(always)]
    pub unsafe fn dec(self) {
        if self.is_counted() {
            // SAFETY: as the caller vouches.
            unsafe { decref(self.ptr()) }
        }
    }

    /// Gives up the count this counted word owns; true when it was the last. The caller then frees
    /// the object with `heap::dealloc`.
    ///
    /// # Safety
    /// The word is counted and owned a count, which must not be used again.
    #[inline(always)]
    pub unsafe fn release(self) -> bool {
        // SAFETY: the caller owns a count, so the object is alive.
        let count = unsafe { &(*self.ptr()).count };
        check_count(self.ptr(), count.load(Relaxed));
        if is_parallel() {
            count.fetch_sub(1, AcqRel) == 1
        } else {
            let left = count.load(Relaxed).wrapping_sub(1);
            count.store(left, Relaxed);
            left == 0
        }
    }

    /// The same value as a word that owns its count: a borrowed word is counted now.
    ///
    /// # Safety
    /// The object is alive; a counted word's ownership moves into the result.
    #[inline(always)]
    pub unsafe fn owned(self) -> Value {
        if self.bits() & 7 == 4 {
            // SAFETY: the caller vouches for the object.
            unsafe { self.own_borrowed() }
        } else {
            self
        }
    }

    #[inline]
    unsafe fn own_borrowed(self) -> Value {
        let p = self.ptr();
        // SAFETY: the object is alive; NULL is no object.
        unsafe {
            if p.is_null() || (*p).is_immortal() {
                self
            } else {
                incref(p);
                Value::from_ptr(p)
            }
        }
    }

    /// A new owned reference to the same value.
    ///
    /// # Safety
    /// The object is alive.
    #[inline(always)]
    pub unsafe fn new_ref(self) -> Value {
        // SAFETY: as the caller vouches.
        unsafe {
            self.inc();
            self.owned()
        }
    }

    /// A new reference to an object that may be dying; `None` if it is.
    ///
    /// # Safety
    /// As [`try_incref`]; the word is a pointer and not NULL.
    pub(crate) unsafe fn upgrade(self) -> Option<Ref> {
        let h = self.ptr();
        // SAFETY: as the caller vouches.
        unsafe {
            if (*h).is_immortal() {
                Some(Ref(Value::uncounted(h)))
            } else {
                try_incref(h).then(|| Ref(Value::from_ptr(h)))
            }
        }
    }

    /// A new owned reference to what a container, cell or cache holds: unlike a local, those never
    /// hold borrowed words.
    ///
    /// # Safety
    /// The object is alive and the word is not borrowed.
    #[inline(always)]
    pub(crate) unsafe fn shared(self) -> Value {
        // SAFETY: as the caller vouches.
        unsafe { self.inc() };
        self
    }

    /// Views the word as a [`Ref`] without taking a count.
    ///
    /// # Safety
    /// The object stays alive, and the word in its place, for `'a`.
    #[inline(always)]
    pub unsafe fn as_ref(&self) -> &Ref {
        // SAFETY: `Ref` is a transparent `Value`; (1) allows uncounted words behind a borrow.
        unsafe { &*std::ptr::from_ref(self).cast::<Ref>() }
    }
}

/// An owned reference to a Python value (the C API's "new reference"). `&Ref` is a borrowed one.
#[repr(transparent)]
pub struct Ref(Value);

impl Ref {
    /// Takes over a word that owns its count.
    ///
    /// # Safety
    /// The word owns a count (or is an immediate, immortal or NULL), and nobody else gives it up.
    #[inline(always)]
    pub unsafe fn from_value(v: Value) -> Ref {
        Ref(v)
    }

    /// Gives the word away together with its count.
    #[inline(always)]
    pub fn into_value(self) -> Value {
        let v = self.0;
        std::mem::forget(self);
        v
    }

    /// The word, without moving any count.
    #[inline(always)]
    pub fn value(&self) -> Value {
        self.0
    }

    /// NULL: no value. It fills optional arguments that were not given.
    pub const NULL: Ref = Ref(Value::NULL);

    /// Whether this is no value at all.
    #[inline(always)]
    pub fn is_null(&self) -> bool {
        self.0.is_null()
    }

    /// `None` if this is NULL.
    #[inline(always)]
    pub fn opt(&self) -> Option<&Ref> {
        if self.is_null() { None } else { Some(self) }
    }

    /// An immediate int; `i` must fit 63 bits. See `Vm::int` for any `i64`.
    #[inline(always)]
    pub const fn small_int(i: i64) -> Ref {
        Ref(Value::small_int(i))
    }

    /// `True` or `False`.
    #[inline(always)]
    pub fn bool(b: bool) -> Ref {
        Ref(super::singletons::bool_value(b))
    }

    /// `None`.
    #[inline(always)]
    pub fn none() -> Ref {
        Ref(super::singletons::none())
    }

    /// `NotImplemented`.
    #[inline(always)]
    pub fn not_implemented() -> Ref {
        Ref(super::singletons::not_implemented())
    }

    /// `...`
    #[inline(always)]
    pub fn ellipsis() -> Ref {
        Ref(super::singletons::ellipsis())
    }

    /// Whether this is `None`.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.0.is(super::singletons::none())
    }

    /// Whether this is `True`.
    #[inline(always)]
    pub fn is_true(&self) -> bool {
        self.0.is(super::singletons::bool_value(true))
    }

    /// Whether this is `False`.
    #[inline(always)]
    pub fn is_false(&self) -> bool {
        self.0.is(super::singletons::bool_value(false))
    }

    /// Whether this is `NotImplemented`.
    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.0.is(super::singletons::not_implemented())
    }

    /// Python's `is`.
    #[inline(always)]
    pub fn is(&self, other: &Ref) -> bool {
        self.0.is(other.0)
    }

    /// Whether this is the type object `ty`.
    #[inline(always)]
    pub fn is_type(&self, ty: &Type) -> bool {
        self.0.is_ptr() && std::ptr::eq(self.0.ptr().cast::<Type>(), ty)
    }

    /// The type. It lives at least as long as the value.
    #[inline(always)]
    pub fn ty(&self) -> &Type {
        debug_assert!(!self.is_null());
        // SAFETY: (2).
        unsafe { self.0.ty() }
    }

    /// The object's header, or `None` for immediates and NULL.
    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        if self.0.is_ptr() && !self.0.is_null() {
            // SAFETY: (2).
            Some(unsafe { &*self.0.ptr() })
        } else {
            None
        }
    }

    /// Whether the type is exactly `ty` (never true for a subclass).
    #[inline(always)]
    pub fn is_exactly(&self, ty: &Type) -> bool {
        std::ptr::eq(self.ty(), ty)
    }

    /// Whether the type is `ty` or derives from it, without asking `__instancecheck__`.
    #[inline]
    pub fn is_instance(&self, ty: &Type) -> bool {
        self.is_exactly(ty) || self.ty().is_subtype(ty)
    }

    /// The payload if the value is a `P` or an instance of a subclass.
    #[inline]
    pub fn downcast<P: Payload>(&self) -> Option<&P> {
        if self.0.is_ptr() && !self.is_null() && self.is_instance(P::ty()) {
            // SAFETY: (2), and a subclass's instances start with the base's payload.
            Some(unsafe { &*self.0.ptr().cast::<P>() })
        } else {
            None
        }
    }

    /// The payload if the value's type is any of those that have `P`s: several builtin types may
    /// share one payload.
    #[inline]
    pub fn shared_payload<P: Payload>(&self) -> Option<&P> {
        if self.0.is_ptr() && !self.is_null() && self.ty().layout().id == TypeId::of::<P>() {
            // SAFETY: (2), and a class has the layout of its native base.
            Some(unsafe { &*self.0.ptr().cast::<P>() })
        } else {
            None
        }
    }

    /// The payload if the value's type is exactly `P`'s.
    #[inline(always)]
    pub fn downcast_exact<P: Payload>(&self) -> Option<&P> {
        if self.0.is_ptr() && !self.is_null() && self.is_exactly(P::ty()) {
            // SAFETY: (2).
            Some(unsafe { &*self.0.ptr().cast::<P>() })
        } else {
            None
        }
    }

    /// Views a payload's object as a `Ref`.
    #[inline(always)]
    pub fn of<P: Payload>(payload: &P) -> Ref {
        // SAFETY: a payload stands at the start of a live object, so its address makes a word;
        // `new_ref` counts it unless it is immortal.
        unsafe { Ref(Value::uncounted(std::ptr::from_ref(payload).cast()).new_ref()) }
    }

    /// A number that is this value's own while it lives: what `id()` answers.
    pub fn id(&self) -> u64 {
        if self.0.is_ptr() {
            self.0.ptr() as u64
        } else {
            self.0.bits()
        }
    }

    /// What `sys.getrefcount` answers for this word, counting only what is stored.
    pub fn ref_count(&self) -> u32 {
        self.header()
            .map_or(super::header::IMMORTAL_COUNT, Header::ref_count)
    }
}

impl Clone for Ref {
    #[inline(always)]
    fn clone(&self) -> Ref {
        // SAFETY: (2).
        unsafe { Ref(self.0.new_ref()) }
    }
}

impl Drop for Ref {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: (1): a `Ref` that is dropped owns its word.
        unsafe { self.0.dec() }
    }
}

impl std::fmt::Debug for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_null() {
            f.write_str("NULL")
        } else {
            write!(f, "<{} {:?}>", self.ty().name(), self.0)
        }
    }
}

/// An exception on its way to a handler: an owned reference to the exception instance.
///
/// It is what a `PyResult` carries on failure, so that a failure can't be forgotten.
#[derive(Clone)]
#[repr(transparent)]
pub struct Exc(pub Ref);

impl std::fmt::Debug for Exc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The result of anything that can raise.
pub type PyResult<T = Ref> = Result<T, Exc>;

/// An owned reference to an object whose payload is known to be a `P`.
pub struct TypedRef<P: Payload> {
    inner: Ref,
    marker: std::marker::PhantomData<P>,
}

impl<P: Payload> TypedRef<P> {
    /// Checks the type and keeps the reference, or gives it back.
    pub fn try_from(r: Ref) -> Result<TypedRef<P>, Ref> {
        if r.downcast::<P>().is_some() {
            Ok(TypedRef {
                inner: r,
                marker: std::marker::PhantomData,
            })
        } else {
            Err(r)
        }
    }

    /// The reference without its known type.
    #[allow(clippy::should_implement_trait)]
    pub fn as_ref(&self) -> &Ref {
        &self.inner
    }

    /// Gives up knowing the type.
    pub fn into_ref(self) -> Ref {
        self.inner
    }
}

impl<P: Payload> Clone for TypedRef<P> {
    fn clone(&self) -> Self {
        TypedRef {
            inner: self.inner.clone(),
            marker: std::marker::PhantomData,
        }
    }
}

impl<P: Payload> std::ops::Deref for TypedRef<P> {
    type Target = P;
    #[inline(always)]
    fn deref(&self) -> &P {
        // SAFETY: `try_from` checked the type, and a payload type never changes its layout base.
        unsafe { &*self.inner.0.ptr().cast::<P>() }
    }
}

/// The current thread's context, for code that is handed none (`Drop`).
pub fn with_current_vm<R>(f: impl FnOnce(&Vm) -> R) -> R {
    Vm::with_current(f)
}
