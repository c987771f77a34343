//! `Condition`: waiting, with a lock in hand, for another thread's word.
//!
//! Invariant: a waiter enters the queue before it gives its lock up, so no notification is missed;
//! and it has its lock back when `wait` ends, whichever way it ends.
//! Deliberately absent: the queue (`../../runtime/sync/waiters.rs`). Locks that are not ours are
//! asked by their methods, as CPython does.
//! Next file to read: `event.rs`.

use super::lock::{PyLock, PyRLock, acquire, acquire_rlock, restore_rlock, this};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::runtime::blocking::{Deadline, Wake};
use crate::runtime::event::Reason;
use crate::runtime::sync::Waiters;
use crate::stdlib::time::seconds;

/// A `Condition` object.
#[repr(C)]
pub struct PyCondition {
    pub(crate) header: Header,
    dict: DictWord,
    lock: Locked<Ref>,
    waiters: Waiters,
}

payload!(
    PyCondition,
    CONDITION,
    |this, visit| {
        this.dict.visit(visit);
        this.lock.with(|l| visit(l));
    },
    |this, sink| sink.push(this.dict.take())
);

static CONDITION_DEF: TypeDef = TypeDef {
    module: "threading",
    doc: "A condition lets threads wait until another thread notifies them.\n\nWithout a lock of the caller's it makes an RLock of its own.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyCondition, dict),
    slots: Slots {
        new: Some(condition_new),
        init: Some(condition_init),
        repr: Some(condition_repr),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: GETSET,
    ..TypeDef::of::<PyCondition>("Condition")
};
/// The type `threading.Condition`.
pub static CONDITION: Type = Type::builtin(&CONDITION_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("__enter__", condition_enter, "self", "Acquire the lock."),
    method("__exit__", condition_exit, "self, type=None, value=None, traceback=None", "Release the lock."),
    method("_at_fork_reinit", condition_reinit, "self", "Make the lock free, whoever held it."),
    method("_is_owned", condition_is_owned, "self", "Return whether the calling thread holds the lock."),
    method("acquire", condition_acquire, "self, *args, **kwargs", "Acquire the lock."),
    method("locked", condition_locked, "self", "Return whether the lock is held."),
    method("notify", condition_notify, "self, n=1", "Wake up one or more threads waiting on this condition."),
    method("notifyAll", condition_notify_all, "self", "Deprecated name of notify_all()."),
    method("notify_all", condition_notify_all, "self", "Wake up all threads waiting on this condition."),
    method("release", condition_release, "self", "Release the lock."),
    method("wait", condition_wait, "self, timeout=None", "Wait until notified or until a timeout occurs."),
    method("wait_for", condition_wait_for, "self, predicate, timeout=None", "Wait until a condition evaluates to True."),
];

#[rustfmt::skip]
const GETSET: &[GetSetDef] = &[getter("_lock", condition_lock, "The lock.")];

impl PyCondition {
    fn lock(&self, vm: &Vm) -> PyResult {
        let lock = self.lock.get();
        lock.opt()
            .cloned()
            .ok_or_else(|| vm.attribute_error("'Condition' object has no attribute '_lock'"))
    }
}

fn condition_new(vm: &Vm, ty: &Type, _args: Args) -> PyResult {
    let payload = PyCondition {
        header: Header::new(ty),
        dict: DictWord::new(),
        lock: Locked::new(Ref::NULL),
        waiters: Waiters::new(),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn condition_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let [lock] = crate::stdlib::bind_init(vm, "Condition", "lock=None", args)?;
    let lock = match lock.opt().filter(|l| !l.is_none()) {
        Some(lock) => {
            if lock.downcast_exact::<PyLock>().is_none() && lock.downcast::<PyRLock>().is_none() {
                vm.get_attr_str(lock, "acquire")?;
                vm.get_attr_str(lock, "release")?;
            }
            lock.clone()
        }
        None => vm.new_rlock(),
    };
    if let Some(c) = x.downcast::<PyCondition>() {
        c.lock.set(lock);
    }
    Ok(())
}

fn condition_lock(vm: &Vm, x: &Ref) -> PyResult {
    this!(vm, [x], PyCondition).lock(vm)
}

fn condition_repr(vm: &Vm, x: &Ref) -> PyResult {
    let this = this!(vm, [x], PyCondition);
    let lock = vm.repr_text(&this.lock(vm)?)?;
    Ok(vm.new_str(&format!("<Condition({lock}, {})>", this.waiters.len())))
}

fn condition_enter(vm: &Vm, args: &[Ref]) -> PyResult {
    let lock = this!(vm, args, PyCondition).lock(vm)?;
    if let Some(l) = lock.downcast_exact::<PyRLock>() {
        return acquire_rlock(vm, &l.lock, Deadline::Never).map(Ref::bool);
    }
    if let Some(l) = lock.downcast_exact::<PyLock>() {
        return acquire(vm, &l.lock, Deadline::Never).map(Ref::bool);
    }
    vm.call_method_str(&lock, "__enter__", &[])
}

fn condition_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    let lock = this!(vm, args, PyCondition).lock(vm)?;
    let rest: Vec<Ref> = args[1..]
        .iter()
        .map(|a| a.opt().cloned().unwrap_or_else(Ref::none))
        .collect();
    vm.call_method_str(&lock, "__exit__", &rest)
}

fn condition_acquire(vm: &Vm, args: &[Ref]) -> PyResult {
    let lock = this!(vm, args, PyCondition).lock(vm)?;
    let acquire = vm.get_attr_str(&lock, "acquire")?;
    crate::stdlib::call_with(vm, &acquire, &args[1], &args[2])
}

fn condition_release(vm: &Vm, args: &[Ref]) -> PyResult {
    let lock = this!(vm, args, PyCondition).lock(vm)?;
    vm.call_method_str(&lock, "release", &[])
}

fn condition_locked(vm: &Vm, args: &[Ref]) -> PyResult {
    let lock = this!(vm, args, PyCondition).lock(vm)?;
    vm.call_method_str(&lock, "locked", &[])
}

fn condition_reinit(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyCondition);
    let _ = vm.call_method_str(&this.lock(vm)?, "_at_fork_reinit", &[])?;
    this.waiters.notify_all();
    Ok(Ref::none())
}

/// Whether the calling thread holds the lock, as far as the lock can tell.
fn is_owned(vm: &Vm, lock: &Ref) -> PyResult<bool> {
    if let Some(l) = lock.downcast_exact::<PyRLock>() {
        return Ok(l.lock.is_owned(&vm.thread));
    }
    if let Some(l) = lock.downcast_exact::<PyLock>() {
        return Ok(l.lock.is_locked());
    }
    if let Some(f) = vm.get_attr_opt(lock, &vm.intern_str("_is_owned"))? {
        let owned = vm.call(&f, &[])?;
        return vm.is_true(&owned);
    }
    let got = vm.call_method_str(lock, "acquire", &[Ref::bool(false)])?;
    if vm.is_true(&got)? {
        vm.call_method_str(lock, "release", &[])?;
        return Ok(false);
    }
    Ok(true)
}

fn condition_is_owned(vm: &Vm, args: &[Ref]) -> PyResult {
    let lock = this!(vm, args, PyCondition).lock(vm)?;
    is_owned(vm, &lock).map(Ref::bool)
}

/// How to take a lock back after a wait.
enum Saved {
    Plain,
    Count(u64),
    State(Ref),
}

fn release_save(vm: &Vm, lock: &Ref) -> PyResult<Saved> {
    if let Some(l) = lock.downcast_exact::<PyRLock>() {
        let count = l.lock.release_save(&vm.thread);
        return count
            .map(Saved::Count)
            .map_err(|_| vm.runtime_error("cannot release un-acquired lock"));
    }
    if let Some(l) = lock.downcast_exact::<PyLock>() {
        return l
            .lock
            .release()
            .map(|()| Saved::Plain)
            .map_err(|_| vm.runtime_error("release unlocked lock"));
    }
    match vm.get_attr_opt(lock, &vm.intern_str("_release_save"))? {
        Some(f) => vm.call(&f, &[]).map(Saved::State),
        None => vm
            .call_method_str(lock, "release", &[])
            .map(|_| Saved::Plain),
    }
}

fn acquire_restore(vm: &Vm, lock: &Ref, saved: Saved) -> PyResult<()> {
    if let (Some(l), Saved::Count(n)) = (lock.downcast_exact::<PyRLock>(), &saved) {
        return restore_rlock(vm, &l.lock, *n);
    }
    if let Some(l) = lock.downcast_exact::<PyLock>() {
        let mut result = Ok(());
        loop {
            match l.lock.acquire(vm.door(), Deadline::Never) {
                Wake::Interrupted => result = result.and(vm.check_signals()),
                Wake::Done | Wake::TimedOut => return result,
            }
        }
    }
    if let Saved::State(state) = &saved
        && let Some(f) = vm.get_attr_opt(lock, &vm.intern_str("_acquire_restore"))?
    {
        return vm.call(&f, std::slice::from_ref(state)).map(drop);
    }
    vm.call_method_str(lock, "acquire", &[]).map(drop)
}

/// Waits until notified; false when the deadline passed first. The caller holds the lock.
fn wait(vm: &Vm, this: &PyCondition, lock: &Ref, deadline: Deadline) -> PyResult<bool> {
    let ticket = this.waiters.enter(&vm.thread);
    let saved = match release_save(vm, lock) {
        Ok(saved) => saved,
        Err(e) => {
            this.waiters.leave(&ticket);
            return Err(e);
        }
    };
    let notified = loop {
        match this
            .waiters
            .wait(vm.door(), &ticket, Reason::Condition, deadline)
        {
            Wake::Done => break Ok(true),
            Wake::TimedOut => break Ok(false),
            Wake::Interrupted => {
                if let Err(e) = vm.check_signals() {
                    this.waiters.leave(&ticket);
                    break Err(e);
                }
            }
        }
    };
    let restored = acquire_restore(vm, lock, saved);
    let notified = notified?;
    restored.map(|()| notified)
}

fn condition_wait(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyCondition);
    let lock = this.lock(vm)?;
    if !is_owned(vm, &lock)? {
        return Err(vm.runtime_error("cannot wait on un-acquired lock"));
    }
    let deadline = seconds::deadline(vm, args[1].opt())?;
    wait(vm, this, &lock, deadline).map(Ref::bool)
}

fn condition_wait_for(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyCondition);
    let predicate = &args[1];
    let mut result = vm.call(predicate, &[])?;
    if vm.is_true(&result)? {
        return Ok(result);
    }
    let deadline = seconds::deadline(vm, args[2].opt())?;
    loop {
        if deadline.passed() {
            return Ok(result);
        }
        let lock = this.lock(vm)?;
        if !is_owned(vm, &lock)? {
            return Err(vm.runtime_error("cannot wait on un-acquired lock"));
        }
        wait(vm, this, &lock, deadline)?;
        result = vm.call(predicate, &[])?;
        if vm.is_true(&result)? {
            return Ok(result);
        }
    }
}

fn notify(vm: &Vm, args: &[Ref], count: usize) -> PyResult {
    let this = this!(vm, args, PyCondition);
    if !is_owned(vm, &this.lock(vm)?)? {
        return Err(vm.runtime_error("cannot notify on un-acquired lock"));
    }
    this.waiters.notify(count);
    Ok(Ref::none())
}

fn condition_notify(vm: &Vm, args: &[Ref]) -> PyResult {
    let count = match args[1].opt() {
        Some(n) => usize::try_from(vm.index_i64(n)?).unwrap_or(0),
        None => 1,
    };
    notify(vm, args, count)
}

fn condition_notify_all(vm: &Vm, args: &[Ref]) -> PyResult {
    notify(vm, args, usize::MAX)
}
