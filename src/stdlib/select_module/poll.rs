//! `select.poll()` objects.
//!
//! Invariant: one thread at a time waits with a poll object.
//! Next file to read: `epoll.rs`.

use super::{descriptor, wait_deadline};
use crate::builtins::exceptions as exc;
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef};
use crate::objects::word::Word;
use crate::payload;
use crate::runtime::blocking::Deadline;
use crate::runtime::errno::Errno;
use crate::runtime::fd::{self, Interest};
use crate::stdlib::posix::path::until_done;
use crate::stdlib::threading::lock::this;
use crate::stdlib::time::seconds::{Rounding, nanoseconds};
use std::collections::BTreeMap;

/// A polling object.
#[repr(C)]
pub struct PyPoll {
    pub(crate) header: Header,
    registered: Locked<BTreeMap<i32, i16>>,
    busy: Word<bool>,
}

payload!(PyPoll, POLL);

static POLL_DEF: TypeDef = TypeDef {
    module: "select",
    flags: 0,
    methods: METHODS,
    ..TypeDef::of::<PyPoll>("poll")
};
/// The type of polling objects.
pub static POLL: Type = Type::builtin(&POLL_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("modify", poll_modify, "self, fd, eventmask, /", "Modify an already registered file descriptor."),
    method("poll", poll_poll, "self, timeout=None, /", "Polls the set of registered file descriptors."),
    method("register", poll_register, "self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /", "Register a file descriptor with the polling object."),
    method("unregister", poll_unregister, "self, fd, /", "Remove a file descriptor being tracked by the polling object."),
];

pub(super) fn new_poll(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.alloc(PyPoll {
        header: Header::new(&POLL),
        registered: Locked::default(),
        busy: Word::new(false),
    }))
}

fn mask(vm: &Vm, x: &Ref) -> PyResult<i16> {
    match x.opt() {
        None => Ok(libc::POLLIN | libc::POLLPRI | libc::POLLOUT),
        Some(m) => {
            let n = vm.index_i64(m)?;
            match u16::try_from(n) {
                Ok(bits) => Ok(bits as i16),
                Err(_) if n < 0 => Err(vm.value_error("Cannot convert negative int")),
                Err(_) => {
                    Err(vm.overflow_error("Python int too large to convert to C unsigned short"))
                }
            }
        }
    }
}

fn poll_register(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = descriptor(vm, &args[1])?;
    let events = mask(vm, &args[2])?;
    this!(vm, args, PyPoll)
        .registered
        .with(|r| r.insert(fd, events));
    Ok(Ref::none())
}

fn poll_modify(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = descriptor(vm, &args[1])?;
    let events = mask(vm, &args[2])?;
    let known = this!(vm, args, PyPoll)
        .registered
        .with(|r| r.get_mut(&fd).map(|old| *old = events));
    match known {
        Some(()) => Ok(Ref::none()),
        None => Err(vm.os_error(Errno(libc::ENOENT), None)),
    }
}

fn poll_unregister(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = descriptor(vm, &args[1])?;
    let gone = this!(vm, args, PyPoll).registered.with(|r| r.remove(&fd));
    match gone {
        Some(_) => Ok(Ref::none()),
        None => Err(vm.error_with_args(&exc::KEY_ERROR, vec![vm.int(fd.into())])),
    }
}

/// Until when a timeout in milliseconds lasts; a negative one or none lasts for ever.
fn milliseconds(vm: &Vm, x: &Ref) -> PyResult<Deadline> {
    let Some(t) = x.opt().filter(|t| !t.is_none()) else {
        return Ok(Deadline::Never);
    };
    if t.as_float().is_none() && t.ty().slots().index.is_none() {
        return Err(vm.type_error("timeout must be an integer or None"));
    }
    let nanos = nanoseconds(vm, t, Rounding::Timeout)?;
    if nanos < 0 {
        return Ok(Deadline::Never);
    }
    Ok(wait_deadline(nanos.div_euclid(1000)))
}

fn poll_poll(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = this!(vm, args, PyPoll);
    let deadline = milliseconds(vm, &args[1])?;
    if !this.busy.claim(false, true) {
        return Err(vm.runtime_error("concurrent poll() invocation"));
    }
    let mut interests: Vec<Interest> = this.registered.with(|r| {
        let all = r.iter().map(|(&fd, &events)| Interest {
            fd,
            events,
            revents: 0,
        });
        all.collect()
    });
    let waited = until_done(vm, None, |door| fd::poll(door, &mut interests, deadline));
    this.busy.set(false);
    waited?;
    let ready = interests.iter().filter(|i| i.revents != 0).map(|i| {
        let events = i64::from(i.revents as u16);
        vm.new_small_tuple([vm.int(i.fd.into()), vm.int(events)])
    });
    Ok(vm.new_list(ready.collect()))
}
