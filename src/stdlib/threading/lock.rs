//! `Lock` and `RLock`.
//!
//! Invariant: a thread that waits does so through the blocking door, with the GIL released; in the
//! main thread a signal ends the wait, its handler runs, and the wait goes on for the time left.
//! Deliberately absent: the primitives (`../../runtime/sync/`), and an owner for `Lock`.
//! Next file to read: `condition.rs`.

use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::runtime::blocking::{Deadline, Wake};
use crate::runtime::sync::{Lock, RLock};
use crate::stdlib::time::seconds::acquire_deadline;

/// A `Lock` object.
#[repr(C)]
pub struct PyLock {
    pub(crate) header: Header,
    /// The lock.
    pub lock: Lock,
}

payload!(PyLock, LOCK);

static LOCK_DEF: TypeDef = TypeDef {
    module: "_thread",
    doc: "A lock object is a synchronization primitive.  To create a lock,\ncall threading.Lock().",
    flags: type_flags::WEAKREF,
    slots: Slots {
        new: Some(lock_new),
        repr: Some(lock_repr),
        ..Slots::NONE
    },
    methods: LOCK_METHODS,
    ..TypeDef::of::<PyLock>("lock")
};
/// The type `_thread.lock`.
pub static LOCK: Type = Type::builtin(&LOCK_DEF);

#[rustfmt::skip]
const LOCK_METHODS: &[MethodDef] = &[
    method("__enter__", lock_enter, "self, /", "Lock the lock."),
    method("__exit__", lock_exit, "self, type=None, value=None, traceback=None, /", "Release the lock."),
    method("_at_fork_reinit", lock_reinit, "self, /", "Make the lock free, whoever held it."),
    method("acquire", lock_acquire, "self, blocking=True, timeout=-1", "Lock the lock."),
    method("acquire_lock", lock_acquire, "self, blocking=True, timeout=-1", "An obsolete synonym of acquire()."),
    method("locked", lock_locked, "self, /", "Return whether the lock is in the locked state."),
    method("locked_lock", lock_locked, "self, /", "An obsolete synonym of locked()."),
    method("release", lock_release, "self, /", "Release the lock."),
    method("release_lock", lock_release, "self, /", "An obsolete synonym of release()."),
];

/// An `RLock` object.
#[repr(C)]
pub struct PyRLock {
    pub(crate) header: Header,
    /// The lock.
    pub lock: RLock,
}

payload!(PyRLock, RLOCK);

static RLOCK_DEF: TypeDef = TypeDef {
    module: "_thread",
    flags: type_flags::BASE | type_flags::WEAKREF,
    slots: Slots {
        new: Some(rlock_new),
        repr: Some(rlock_repr),
        ..Slots::NONE
    },
    methods: RLOCK_METHODS,
    ..TypeDef::of::<PyRLock>("RLock")
};
/// The type `_thread.RLock`.
pub static RLOCK: Type = Type::builtin(&RLOCK_DEF);

#[rustfmt::skip]
const RLOCK_METHODS: &[MethodDef] = &[
    method("__enter__", rlock_enter, "self, /", "Lock the lock."),
    method("__exit__", rlock_exit, "self, type=None, value=None, traceback=None, /", "Release the lock."),
    method("_acquire_restore", rlock_acquire_restore, "self, state, /", "For internal use by `threading.Condition`."),
    method("_at_fork_reinit", rlock_reinit, "self, /", "Make the lock free, whoever held it."),
    method("_is_owned", rlock_is_owned, "self, /", "For internal use by `threading.Condition`."),
    method("_recursion_count", rlock_recursion_count, "self, /", "For internal use by reentrancy checks."),
    method("_release_save", rlock_release_save, "self, /", "For internal use by `threading.Condition`."),
    method("acquire", rlock_acquire, "self, blocking=True, timeout=-1", "Lock the lock."),
    method("locked", rlock_locked, "self, /", "Return whether the lock is held by any thread."),
    method("release", rlock_release, "self, /", "Release the lock."),
];

impl Vm {
    /// A free `Lock`.
    pub fn new_lock(&self) -> Ref {
        self.alloc(PyLock {
            header: Header::new(&LOCK),
            lock: Lock::new(),
        })
    }

    /// A free `RLock`.
    pub fn new_rlock(&self) -> Ref {
        self.alloc(PyRLock {
            header: Header::new(&RLOCK),
            lock: RLock::new(),
        })
    }
}

/// Takes a lock, serving signals while it waits; false when the deadline passed first.
pub fn acquire(vm: &Vm, lock: &Lock, deadline: Deadline) -> PyResult<bool> {
    loop {
        match lock.acquire(vm.door(), deadline) {
            Wake::Done => return Ok(true),
            Wake::TimedOut => return Ok(false),
            Wake::Interrupted => vm.check_signals()?,
        }
    }
}

/// As [`acquire`], for an `RLock`.
pub fn acquire_rlock(vm: &Vm, lock: &RLock, deadline: Deadline) -> PyResult<bool> {
    loop {
        match lock.acquire(vm.door(), deadline) {
            Wake::Done => return Ok(true),
            Wake::TimedOut => return Ok(false),
            Wake::Interrupted => vm.check_signals()?,
        }
    }
}

fn lock_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("lock() takes no keyword arguments"));
    }
    if !args.values.is_empty() {
        return Err(vm.type_error(format!(
            "lock expected 0 arguments, got {}",
            args.values.len()
        )));
    }
    let lock = PyLock {
        header: Header::new(ty),
        lock: Lock::new(),
    };
    vm.alloc_instance(ty, lock, 0)
        .ok_or_else(|| vm.memory_error())
}

/// The payload of the first argument, which the caller of a method has checked.
macro_rules! this {
    ($vm:expr, $args:expr, $ty:ty) => {
        match $args[0].downcast::<$ty>() {
            Some(payload) => payload,
            None => return Err($vm.type_error("descriptor called with an object of another type")),
        }
    };
}
pub(crate) use this;

fn lock_acquire(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyLock);
    let got = match acquire_deadline(vm, args[1].opt(), args[2].opt())? {
        None => this.lock.try_acquire(),
        Some(deadline) => acquire(vm, &this.lock, deadline)?,
    };
    Ok(Ref::bool(got))
}

fn lock_enter(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyLock);
    acquire(vm, &this.lock, Deadline::Never).map(Ref::bool)
}

fn lock_release(vm: &Vm, args: &[Ref]) -> PyResult {
    match this!(vm, args, PyLock).lock.release() {
        Ok(()) => Ok(Ref::none()),
        Err(_) => Err(vm.runtime_error("release unlocked lock")),
    }
}

fn lock_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    lock_release(vm, args)
}

fn lock_locked(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(this!(vm, args, PyLock).lock.is_locked()))
}

fn lock_reinit(vm: &Vm, args: &[Ref]) -> PyResult {
    let _ = this!(vm, args, PyLock).lock.release();
    Ok(Ref::none())
}

fn lock_repr(vm: &Vm, x: &Ref) -> PyResult {
    let locked = x.downcast::<PyLock>().is_some_and(|l| l.lock.is_locked());
    let (state, name) = (if locked { "locked" } else { "unlocked" }, x.ty().name());
    Ok(vm.new_str(&format!("<{state} {name} object at {:#x}>", x.id())))
}

fn rlock_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let lock = PyRLock {
        header: Header::new(ty),
        lock: RLock::new(),
    };
    vm.alloc_instance(ty, lock, 0)
        .ok_or_else(|| vm.memory_error())
}

fn rlock_acquire(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyRLock);
    let got = match acquire_deadline(vm, args[1].opt(), args[2].opt())? {
        None => this.lock.try_acquire(&vm.thread),
        Some(deadline) => acquire_rlock(vm, &this.lock, deadline)?,
    };
    Ok(Ref::bool(got))
}

fn rlock_enter(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyRLock);
    acquire_rlock(vm, &this.lock, Deadline::Never).map(Ref::bool)
}

fn rlock_release(vm: &Vm, args: &[Ref]) -> PyResult {
    match this!(vm, args, PyRLock).lock.release(&vm.thread) {
        Ok(()) => Ok(Ref::none()),
        Err(_) => Err(vm.runtime_error("cannot release un-acquired lock")),
    }
}

fn rlock_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    rlock_release(vm, args)
}

fn rlock_locked(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(this!(vm, args, PyRLock).lock.is_locked()))
}

fn rlock_is_owned(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(
        this!(vm, args, PyRLock).lock.is_owned(&vm.thread),
    ))
}

fn rlock_recursion_count(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(this!(vm, args, PyRLock).lock.recursion_count(&vm.thread)))
}

fn rlock_release_save(vm: &Vm, args: &[Ref]) -> PyResult {
    match this!(vm, args, PyRLock).lock.release_save(&vm.thread) {
        Ok(count) => Ok(vm.new_tuple(vec![vm.uint(count), vm.uint(vm.thread.ident())])),
        Err(_) => Err(vm.runtime_error("cannot release un-acquired lock")),
    }
}

fn rlock_acquire_restore(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyRLock);
    let count = crate::builtins::tuple::items(&args[1])
        .first()
        .and_then(Ref::as_i64)
        .unwrap_or(1);
    restore_rlock(vm, &this.lock, count.max(1) as u64)?;
    Ok(Ref::none())
}

/// Takes an `RLock` back as often as it had been taken. The lock is taken whatever a signal handler
/// raises meanwhile; that is reported afterwards.
pub fn restore_rlock(vm: &Vm, lock: &RLock, count: u64) -> PyResult<()> {
    let mut result = Ok(());
    loop {
        match lock.acquire_restore(vm.door(), count) {
            Wake::Interrupted => result = result.and(vm.check_signals()),
            Wake::Done | Wake::TimedOut => return result,
        }
    }
}

fn rlock_reinit(vm: &Vm, args: &[Ref]) -> PyResult {
    let _ = this!(vm, args, PyRLock).lock.release_save(&vm.thread);
    Ok(Ref::none())
}

fn rlock_repr(vm: &Vm, x: &Ref) -> PyResult {
    let Some(this) = x.downcast::<PyRLock>() else {
        return Ok(Ref::none());
    };
    let state = if this.lock.is_locked() {
        "locked"
    } else {
        "unlocked"
    };
    let (owner, count) = (this.lock.owner(), this.lock.count());
    let name = crate::stdlib::qualified_type_name(vm, x);
    Ok(vm.new_str(&format!(
        "<{state} {name} object owner={owner} count={count} at {:#x}>",
        x.id()
    )))
}
