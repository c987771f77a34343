//! The state everything hangs off: one [`Interpreter`], and one [`Vm`] for each Python thread.
//!
//! A `Vm` is the thread's own: its frames, free lists, and exception state. It is passed as `&Vm`
//! to everything that can run Python code or make an object. What all threads share is behind
//! `vm.interp`. There is no other mutable state in the process but the mode fixed at start-up.
//!
//! Invariant: a `Vm` is used by the thread that made it and no other; other threads only touch its
//! `ThreadShared`.
//!
//! Why this is sound:
//! 1. What threads share is atomic, locked, or set once before a second thread exists.
//! 2. `CURRENT` points to a `Vm` only while [`Vm::enter`] keeps it borrowed.
//! 3. An answer in the method cache is used only while its type's version stands, and until then the
//!    type's namespace owns it; the entry owns its name.
//!
//! Next file to read: `../vm/interpreter.rs`, which fills these structs.

use super::cycles::{AddressHash, GcState};
use super::hash::HashKey;
use super::header::Header;
use super::heap::{Heap, SharedHeap};
use super::payload::Locked;
use super::refcount::Ref;
use super::types::Type;
use super::value::Value;
use crate::runtime::gil::Gil;
use crate::runtime::thread::{ThreadRegistry, ThreadShared};
use crate::vm::frame::{Frame, FrameStack};
use crate::vm::interpreter::Config;
use std::any::{Any, TypeId};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering::Relaxed};

/// What all threads of one Python share.
pub struct Interpreter {
    /// Decides who runs.
    pub gil: Arc<Gil>,
    /// All its threads.
    pub threads: Arc<ThreadRegistry>,
    /// Command-line settings.
    pub config: Config,
    /// Slabs and large objects.
    pub heap: SharedHeap,
    /// The cycle collector's settings and counters.
    pub gc: Locked<GcState>,
    /// Tracked allocations that trigger a collection; huge when it is switched off.
    pub gc_threshold: AtomicI64,
    /// Key of string hashes.
    pub hash_key: HashKey,
    /// Interned strings.
    pub interned: Locked<super::intern::InternTable>,
    /// Weak references by the address of what they refer to.
    pub weakrefs: Locked<HashMap<usize, Vec<Ref>>>,
    type_version: AtomicU32,
    keys_version: AtomicU32,
    /// Objects made once at start-up.
    pub known: OnceCell<Known>,
    states: Locked<HashMap<TypeId, &'static (dyn Any + Send + Sync)>>,
}

// SAFETY: everything inside is atomic, locked, or set once before a second thread exists.
unsafe impl Sync for Interpreter {}
// SAFETY: as above.
unsafe impl Send for Interpreter {}

/// Objects made once at start-up.
pub struct Known {
    /// `sys.modules`.
    pub modules: Ref,
    /// The `builtins` module's namespace.
    pub builtins: Ref,
    /// The `sys` module's namespace.
    pub sys: Ref,
    /// The empty tuple.
    pub empty_tuple: Ref,
    /// The empty string.
    pub empty_str: Ref,
    /// The empty bytes.
    pub empty_bytes: Ref,
    /// The strings of one Latin-1 character.
    pub latin1: Vec<Ref>,
    /// Interned names the VM itself uses.
    pub names: super::intern::Names,
}

impl Interpreter {
    /// An interpreter without its known objects; `vm::interpreter::start` adds them.
    pub fn new(config: Config, gil: Gil, hash_key: HashKey) -> Interpreter {
        Interpreter {
            gil: Arc::new(gil),
            threads: Arc::new(ThreadRegistry::new()),
            config,
            heap: SharedHeap::default(),
            gc: Locked::new(GcState::default()),
            gc_threshold: AtomicI64::new(super::cycles::DEFAULT_THRESHOLD),
            hash_key,
            interned: Locked::new(Default::default()),
            weakrefs: Locked::new(HashMap::new()),
            type_version: AtomicU32::new(1),
            keys_version: AtomicU32::new(1),
            known: OnceCell::new(),
            states: Locked::new(HashMap::new()),
        }
    }

    /// A number no type has had yet; 0 when they have run out, which switches caching off.
    pub fn next_type_version(&self) -> u32 {
        next_version(&self.type_version)
    }

    /// A number no dict's key set has had yet; 0 when they have run out.
    pub fn next_keys_version(&self) -> u32 {
        next_version(&self.keys_version)
    }

    /// Takes all modules' states away, when nothing uses them any more.
    pub(crate) fn take_states(&self) -> Vec<Box<dyn Any + Send + Sync>> {
        let all = self.states.take();
        all.into_values()
            // SAFETY: `state` made each of them with `Box::leak`.
            .map(|s| unsafe { Box::from_raw(std::ptr::from_ref(s).cast_mut()) })
            .collect()
    }

    /// State of a module's own, made on first use: one value of `T` for each interpreter.
    pub fn state<T: Any + Send + Sync + Default>(&self) -> &'static T {
        let found = self.states.with(|s| s.get(&TypeId::of::<T>()).copied());
        let any = found.unwrap_or_else(|| {
            let made: &'static T = Box::leak(Box::default());
            self.states
                .with(|s| *s.entry(TypeId::of::<T>()).or_insert(made))
        });
        match any.downcast_ref::<T>() {
            Some(t) => t,
            None => unreachable!("states are keyed by their type"),
        }
    }
}

fn next_version(counter: &AtomicU32) -> u32 {
    counter
        .fetch_update(Relaxed, Relaxed, |v| v.checked_add(1))
        .unwrap_or(0)
}

/// Entries of the method cache.
pub(crate) const METHOD_CACHE: usize = 1024;

/// One answer of `Type::lookup`: valid while the type's version is `version`.
#[derive(Clone, Copy)]
pub(crate) struct MethodCacheEntry {
    version: u32,
    /// Owned, so that no other name can come to stand at its address; NULL in an empty entry.
    name: Value,
    /// Borrowed from the type's namespace; NULL for "not found".
    value: Value,
}

/// One Python thread's own state. See the top of the file.
#[repr(C)]
pub struct Vm {
    /// What other threads may see and set; its first field is the eval breaker.
    pub thread: Arc<ThreadShared>,
    /// What all threads share.
    pub interp: &'static Interpreter,
    /// Free lists.
    pub heap: Heap,
    /// The region frames live in.
    pub stack: FrameStack,
    /// The running frame; null outside Python code.
    pub frame: Cell<*mut Frame>,
    /// Python frames that may still be entered before RecursionError.
    pub recursion_left: Cell<i32>,
    /// The recursion limit as set.
    pub recursion_limit: Cell<i32>,
    /// Native frames below this machine address raise RecursionError.
    pub native_stack_limit: Cell<usize>,
    /// The exception handled in the innermost function or generator, owned; NULL for none there.
    pub handled: Cell<Value>,
    /// The exception on its way from a failed operation to the unwinder, owned; NULL for none.
    pub(crate) raised: Cell<Value>,
    /// The value of the StopIteration that an iterator's `next` slot did not make, owned; NULL if
    /// none. Whoever wants it clears it before calling `next`.
    pub(crate) stop_value: Cell<Value>,
    /// Set by RERAISE: the traceback already names the current frame.
    pub(crate) keep_traceback: Cell<bool>,
    /// How many frames a coroutine remembers of where it was made.
    pub origin_depth: Cell<i32>,
    /// Inside [`Vm::stopped`].
    pub(crate) stopping: Cell<bool>,
    /// An exception another thread asked this one to raise.
    pub async_exc: Locked<Option<Ref>>,
    /// What a signal handler raised in the middle of a long computation, until it has stopped.
    pub interruption: Locked<Option<Ref>>,
    /// Objects whose repr is in progress, for `[...]`.
    pub repr_active: RefCell<HashSet<usize, BuildHasherDefault<AddressHash>>>,
    method_cache: Box<[Cell<MethodCacheEntry>]>,
    /// State of a module's own for this thread.
    pub locals: RefCell<HashMap<TypeId, Box<dyn Any>>>,
}

thread_local! {
    static CURRENT: Cell<*const Vm> = const { Cell::new(std::ptr::null()) };
}

impl Vm {
    /// The state of the calling thread, to be put in place by [`Vm::enter`].
    pub fn new(
        interp: &'static Interpreter,
        thread: Arc<ThreadShared>,
        native_stack_limit: usize,
    ) -> Vm {
        let empty = MethodCacheEntry {
            version: 0,
            name: Value::NULL,
            value: Value::NULL,
        };
        Vm {
            thread,
            interp,
            heap: Heap::default(),
            stack: FrameStack::new(),
            frame: Cell::new(std::ptr::null_mut()),
            recursion_left: Cell::new(1000),
            recursion_limit: Cell::new(1000),
            native_stack_limit: Cell::new(native_stack_limit),
            handled: Cell::new(Value::NULL),
            raised: Cell::new(Value::NULL),
            stop_value: Cell::new(Value::NULL),
            keep_traceback: Cell::new(false),
            origin_depth: Cell::new(0),
            stopping: Cell::new(false),
            async_exc: Locked::new(None),
            interruption: Locked::new(None),
            repr_active: RefCell::new(HashSet::default()),
            method_cache: vec![Cell::new(empty); METHOD_CACHE].into_boxed_slice(),
            locals: RefCell::new(HashMap::new()),
        }
    }

    /// Makes this the current thread's `Vm` while `f` runs.
    pub fn enter<R>(&self, f: impl FnOnce(&Vm) -> R) -> R {
        struct Restore(*const Vm);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _restore = Restore(CURRENT.replace(self));
        f(self)
    }

    /// Has the calling thread, if it is a Python one, raise MemoryError at its next check point.
    pub fn memory_is_short() {
        let p = CURRENT.get();
        if !p.is_null() {
            // SAFETY: `enter` keeps the `Vm` borrowed while the pointer is set.
            unsafe {
                (*p).thread
                    .set_breaker(crate::runtime::thread::breaker::MEMORY_SHORT)
            };
        }
    }

    /// Runs `f` with the current thread's `Vm`.
    #[inline]
    pub fn with_current<R>(f: impl FnOnce(&Vm) -> R) -> R {
        let p = CURRENT.get();
        assert!(
            !p.is_null(),
            "a Python object was touched outside a Python thread"
        );
        // SAFETY: `enter` keeps the `Vm` borrowed while the pointer is set.
        f(unsafe { &*p })
    }

    /// Objects made once at start-up.
    #[inline(always)]
    pub fn known(&self) -> &'static Known {
        match self.interp.known.get() {
            Some(k) => k,
            None => panic!("the interpreter has not started"),
        }
    }

    /// Interned names the VM itself uses.
    #[inline(always)]
    pub fn names(&self) -> &'static super::intern::Names {
        &self.known().names
    }

    /// Finds `name` (interned) along the MRO of `ty`, through the method cache.
    #[inline]
    pub(crate) fn cached_lookup(&self, ty: &Type, name: &Ref) -> Option<Ref> {
        let version = ty.version();
        let key = name.value().ptr() as u64;
        let slot =
            &self.method_cache[(version as usize ^ (key >> 4) as usize) & (METHOD_CACHE - 1)];
        let e = slot.get();
        if version != 0 && e.version == version && e.name.ptr() as u64 == key {
            // SAFETY: while the version stands, the type's namespace still owns the value.
            return if e.value.is_null() {
                None
            } else {
                Some(unsafe { Ref::from_value(e.value.new_ref()) })
            };
        }
        let found = ty.lookup_with_owner(self, name).map(|(v, _)| v);
        let version = ty.assign_version(self);
        if version != 0
            && name
                .header()
                .is_some_and(|h: &Header| h.has(super::header::flags::INTERNED))
        {
            let slot =
                &self.method_cache[(version as usize ^ (key >> 4) as usize) & (METHOD_CACHE - 1)];
            let value = found.as_ref().map_or(Value::NULL, |r| r.value());
            let old = slot.replace(MethodCacheEntry {
                version,
                name: name.clone().into_value(),
                value,
            });
            // SAFETY: the entry owned its name.
            drop(unsafe { Ref::from_value(old.name) });
        }
        found
    }

    /// Forgets all answers of `Type::lookup`, and gives their names up.
    pub fn clear_method_cache(&self) {
        for slot in &self.method_cache {
            let old = slot.replace(MethodCacheEntry {
                version: 0,
                name: Value::NULL,
                value: Value::NULL,
            });
            // SAFETY: the entry owned its name.
            drop(unsafe { Ref::from_value(old.name) });
        }
    }

    /// This thread's own state of a module, made on first use.
    pub fn with_local<T: Any + Default, R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        let mut boxed = self
            .locals
            .borrow_mut()
            .remove(&TypeId::of::<T>())
            .unwrap_or_else(|| Box::<T>::default());
        let r = match boxed.downcast_mut::<T>() {
            Some(t) => f(t),
            None => unreachable!("locals are keyed by their type"),
        };
        self.locals.borrow_mut().insert(TypeId::of::<T>(), boxed);
        r
    }
}
