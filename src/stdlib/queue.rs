//! `_queue`: `SimpleQueue`, which `queue` and `concurrent.futures` stand on.
//!
//! Invariant: there are as many units in the semaphore as items that nobody has claimed yet; an
//! item is appended before its unit is given, so whoever has a unit finds an item.
//! Deliberately absent: a bound, and `task_done`; that is `queue.Queue`, in Python.
//! Next file to read: `../runtime/sync/semaphore.rs`.

use super::modules::ModuleDef;
use super::threading::lock::this;
use super::time::seconds::{Rounding, nanoseconds};
use crate::builtins::exceptions::{EXCEPTION, PyException};
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::runtime::blocking::{Deadline, Wake};
use crate::runtime::sync::{Semaphore, TIMEOUT_MAX};
use std::collections::VecDeque;
use std::time::Duration;

/// The module.
pub static QUEUE: ModuleDef = ModuleDef {
    name: "_queue",
    doc: "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
    functions: &[],
    setup: Some(setup),
};

static EMPTY_DEF: TypeDef = TypeDef {
    module: "_queue",
    base: Some(&EXCEPTION),
    doc: "Exception raised by Queue.get(block=0)/get_nowait().",
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("Empty")
};
/// `queue.Empty`
pub static EMPTY: Type = Type::builtin(&EMPTY_DEF);

/// A `SimpleQueue` object.
#[repr(C)]
pub struct PySimpleQueue {
    pub(crate) header: Header,
    items: Locked<VecDeque<Ref>>,
    ready: Semaphore,
}

payload!(
    PySimpleQueue,
    SIMPLE_QUEUE,
    |this, visit| this.items.with(|q| q.iter().for_each(visit)),
    |this, sink| sink.extend(this.items.take())
);

static SIMPLE_QUEUE_DEF: TypeDef = TypeDef {
    module: "_queue",
    doc: "Simple, unbounded, reentrant FIFO queue.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    slots: Slots {
        new: Some(queue_new),
        ..Slots::NONE
    },
    methods: METHODS,
    ..TypeDef::of::<PySimpleQueue>("SimpleQueue")
};
/// The type `queue.SimpleQueue`.
pub static SIMPLE_QUEUE: Type = Type::builtin(&SIMPLE_QUEUE_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    classmethod("__class_getitem__", crate::builtins::generic_alias::class_getitem_method, "type, object, /", "SimpleQueues are generic over the type of their contents"),
    method("empty", queue_empty, "self, /", "Return True if the queue is empty, False otherwise (not reliable!)."),
    method("get", queue_get, "self, /, block=True, timeout=None", "Remove and return an item from the queue.\n\nIf optional args 'block' is true and 'timeout' is None (the\ndefault), block if necessary until an item is available.  If\n'timeout' is a non-negative number, it blocks at most 'timeout'\nseconds and raises the Empty exception if no item was available\nwithin that time.\nOtherwise ('block' is false), return an item if one is immediately\navailable, else raise the Empty exception ('timeout' is ignored\nin that case)."),
    method("get_nowait", queue_get_nowait, "self, /", "Remove and return an item from the queue without blocking.\n\nOnly get an item if one is immediately available. Otherwise\nraise the Empty exception."),
    method("put", queue_put, "self, /, item, block=True, timeout=None", "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, as this\nmethod never blocks.  They are provided for compatibility with the\nQueue class."),
    method("put_nowait", queue_put, "self, /, item", "Put an item into the queue without blocking.\n\nThis is exactly equivalent to `put(item)` and is only provided\nfor compatibility with the Queue class."),
    method("qsize", queue_qsize, "self, /", "Return the approximate size of the queue (not reliable!)."),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    super::add_type(vm, dict, &SIMPLE_QUEUE)?;
    super::add_type(vm, dict, &EMPTY)
}

fn queue_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if std::ptr::eq(ty, &SIMPLE_QUEUE) && !args.values.is_empty() {
        let text = if args.kwnames.is_empty() {
            "SimpleQueue() takes no positional arguments"
        } else {
            "SimpleQueue() takes no keyword arguments"
        };
        return Err(vm.type_error(text));
    }
    let empty = PySimpleQueue {
        header: Header::new(ty),
        items: Locked::default(),
        ready: Semaphore::new(0),
    };
    vm.alloc_instance(ty, empty, 0)
        .ok_or_else(|| vm.memory_error())
}

#[cold]
fn is_empty(vm: &Vm) -> Exc {
    vm.new_exception(&EMPTY, vm.known().empty_tuple.clone())
}

fn queue_put(vm: &Vm, args: &[Ref]) -> PyResult {
    let queue = this!(vm, args, PySimpleQueue);
    queue.items.with(|q| q.push_back(args[1].clone()));
    match queue.ready.release(1) {
        Ok(()) => Ok(Ref::none()),
        Err(_) => Err(vm.memory_error()),
    }
}

/// The item whose unit this thread has taken.
fn claimed(vm: &Vm, queue: &PySimpleQueue) -> PyResult {
    let item = queue.items.with(|q| q.pop_front());
    item.ok_or_else(|| is_empty(vm))
}

fn get_until(vm: &Vm, queue: &PySimpleQueue, deadline: Deadline) -> PyResult {
    loop {
        match queue.ready.acquire(vm.door(), deadline) {
            Wake::Done => return claimed(vm, queue),
            Wake::TimedOut => return Err(is_empty(vm)),
            Wake::Interrupted => vm.check_signals()?,
        }
    }
}

fn get_at_once(vm: &Vm, queue: &PySimpleQueue) -> PyResult {
    if queue.ready.try_acquire() {
        claimed(vm, queue)
    } else {
        Err(is_empty(vm))
    }
}

fn queue_get(vm: &Vm, args: &[Ref]) -> PyResult {
    let queue = this!(vm, args, PySimpleQueue);
    let block = args[1].opt().map_or(Ok(true), |b| vm.is_true(b))?;
    if !block {
        return get_at_once(vm, queue);
    }
    let Some(timeout) = args[2].opt().filter(|t| !t.is_none()) else {
        return get_until(vm, queue, Deadline::Never);
    };
    let nanos = nanoseconds(vm, timeout, Rounding::Timeout)?;
    let Ok(nanos) = u64::try_from(nanos) else {
        return Err(vm.value_error("'timeout' must be a non-negative number"));
    };
    let span = Duration::from_nanos(nanos);
    if span > TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    get_until(vm, queue, Deadline::after(span))
}

fn queue_get_nowait(vm: &Vm, args: &[Ref]) -> PyResult {
    get_at_once(vm, this!(vm, args, PySimpleQueue))
}

fn queue_qsize(vm: &Vm, args: &[Ref]) -> PyResult {
    let queue = this!(vm, args, PySimpleQueue);
    Ok(vm.uint(queue.items.with(|q| q.len()) as u64))
}

fn queue_empty(vm: &Vm, args: &[Ref]) -> PyResult {
    let queue = this!(vm, args, PySimpleQueue);
    Ok(Ref::bool(queue.items.with(|q| q.is_empty())))
}
