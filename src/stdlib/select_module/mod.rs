//! The `select` module: waiting for descriptors to become ready.
//!
//! Invariant: every wait goes through the blocking door and goes on after a signal whose handler
//! did not raise.
//! Deliberately absent: `kqueue` and `devpoll`, which Linux has not.
//! Files in reading order: `poll.rs`, `epoll.rs`.

pub mod epoll;
pub mod poll;

use super::modules::ModuleDef;
use super::posix::path::until_done;
use super::time::seconds::{Rounding, nanoseconds};
use super::{add_ints, add_type};
use crate::builtins::exceptions as exc;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::blocking::Deadline;
use crate::runtime::errno::Errno;
use crate::runtime::fd::{self, Interest};
use std::time::Duration;

/// The module.
pub static SELECT: ModuleDef = ModuleDef {
    name: "select",
    doc: "This module supports asynchronous I/O on multiple file descriptors.\n\n*** IMPORTANT NOTICE ***\nOn Windows, only sockets are supported; on Unix, all file descriptors.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("poll", poll::new_poll, "", "Returns a polling object.\n\nThis object supports registering and unregistering file descriptors, and then\npolling them for I/O events."),
    function("select", select, "rlist, wlist, xlist, timeout=None, /", "Wait until one or more file descriptors are ready for some kind of I/O."),
];

const NUMBERS: &[(&str, i64)] = &[
    ("EPOLLERR", 8),
    ("EPOLLET", 1 << 31),
    ("EPOLLEXCLUSIVE", 1 << 28),
    ("EPOLLHUP", 16),
    ("EPOLLIN", 1),
    ("EPOLLMSG", 1024),
    ("EPOLLONESHOT", 1 << 30),
    ("EPOLLOUT", 4),
    ("EPOLLPRI", 2),
    ("EPOLLRDBAND", 128),
    ("EPOLLRDHUP", 8192),
    ("EPOLLRDNORM", 64),
    ("EPOLLWAKEUP", 1 << 29),
    ("EPOLLWRBAND", 512),
    ("EPOLLWRNORM", 256),
    ("EPOLL_CLOEXEC", 0x80000),
    ("PIPE_BUF", 4096),
    ("POLLERR", 8),
    ("POLLHUP", 16),
    ("POLLIN", 1),
    ("POLLMSG", 1024),
    ("POLLNVAL", 32),
    ("POLLOUT", 4),
    ("POLLPRI", 2),
    ("POLLRDBAND", 128),
    ("POLLRDHUP", 8192),
    ("POLLRDNORM", 64),
    ("POLLWRBAND", 512),
    ("POLLWRNORM", 256),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    add_type(vm, dict, &epoll::EPOLL)?;
    poll::POLL.ready(vm);
    vm.dict_set(dict, "error", exc::OS_ERROR.to_ref())?;
    add_ints(vm, dict, NUMBERS)
}

/// The descriptor of an int or of what has a `fileno` method.
pub fn descriptor(vm: &Vm, x: &Ref) -> PyResult<i32> {
    let number = if x.as_int().is_some() {
        x.clone()
    } else {
        let Some(method) = vm.get_attr_opt(x, &vm.intern_str("fileno"))? else {
            return Err(vm.type_error("argument must be an int, or have a fileno() method."));
        };
        let answer = vm.call(&method, &[])?;
        if answer.as_int().is_none() {
            return Err(vm.type_error("fileno() returned a non-integer"));
        }
        answer
    };
    let fd = super::posix::path::c_int(vm, &number)?;
    if fd < 0 {
        return Err(vm.value_error(format!(
            "file descriptor cannot be a negative integer ({fd})"
        )));
    }
    Ok(fd)
}

/// Until when a wait of so many nanoseconds lasts.
pub(super) fn wait_deadline(nanos: i64) -> Deadline {
    Deadline::after(Duration::from_nanos(nanos.max(0) as u64))
}

struct Wanted {
    objects: Vec<(Ref, i32)>,
    events: i16,
}

fn wanted(vm: &Vm, list: &Ref, events: i16) -> PyResult<Wanted> {
    let items = match vm.collect_items(list) {
        Err(e) if e.matches(&exc::TYPE_ERROR) && list.ty().slots().iter.is_none() => {
            return Err(vm.type_error("arguments 1-3 must be sequences"));
        }
        items => items?,
    };
    let objects: PyResult<Vec<(Ref, i32)>> = items
        .into_iter()
        .map(|x| descriptor(vm, &x).map(|fd| (x, fd)))
        .collect();
    Ok(Wanted {
        objects: objects?,
        events,
    })
}

fn select(vm: &Vm, args: &[Ref]) -> PyResult {
    let deadline = match args[3].opt().filter(|t| !t.is_none()) {
        None => Deadline::Never,
        Some(t) => {
            if t.as_float().is_none() && t.ty().slots().index.is_none() {
                return Err(vm.type_error("timeout must be a float or None"));
            }
            let nanos = nanoseconds(vm, t, Rounding::Timeout)?;
            if nanos < 0 {
                return Err(vm.value_error("timeout must be non-negative"));
            }
            wait_deadline(nanos)
        }
    };
    let lists = [
        wanted(vm, &args[0], libc::POLLIN)?,
        wanted(vm, &args[1], libc::POLLOUT)?,
        wanted(vm, &args[2], libc::POLLPRI)?,
    ];
    let mut interests: Vec<Interest> = Vec::new();
    for list in &lists {
        for (_, fd) in &list.objects {
            interests.push(Interest {
                fd: *fd,
                events: list.events,
                revents: 0,
            });
        }
    }
    until_done(vm, None, |door| fd::poll(door, &mut interests, deadline))?;
    if interests.iter().any(|i| i.revents & libc::POLLNVAL != 0) {
        return Err(vm.os_error(Errno(libc::EBADF), None));
    }
    // What select counts as ready for reading and for writing besides the event itself.
    let also = [libc::POLLHUP | libc::POLLERR, libc::POLLERR, 0];
    let mut ready = Vec::new();
    let mut at = interests.iter();
    for (list, also) in lists.iter().zip(also) {
        let mut found = Vec::new();
        for (object, _) in &list.objects {
            if at
                .next()
                .is_some_and(|i| i.revents & (list.events | also) != 0)
            {
                found.push(object.clone());
            }
        }
        ready.push(vm.new_list(found));
    }
    Ok(vm.new_tuple(ready))
}
