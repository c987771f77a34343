//! `select.epoll`.
//!
//! Invariant: the descriptor is -1 once it is closed, and belongs to the object until then.
//! Next file to read: `../../runtime/socket.rs`.

use super::{descriptor, wait_deadline};
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter};
use crate::objects::word::Word;
use crate::payload;
use crate::runtime::blocking::Deadline;
use crate::runtime::fd;
use crate::runtime::socket::{epoll_control, epoll_create, epoll_wait};
use crate::stdlib::posix::path::{c_int, until_done};
use crate::stdlib::threading::lock::this;
use crate::stdlib::time::seconds::{Rounding, nanoseconds};

/// An epoll object.
#[repr(C)]
pub struct PyEpoll {
    pub(crate) header: Header,
    fd: Word<i32>,
}

payload!(PyEpoll, EPOLL);

static EPOLL_DEF: TypeDef = TypeDef {
    module: "select",
    doc: "Returns an epolling object.\n\n  sizehint\n    The expected number of events to be registered.  It must be positive,\n    or -1 to use the default.  It is only used on older systems where\n    epoll_create1() is not available; otherwise it has no effect (though its\n    value is still checked).\n  flags\n    Deprecated and completely ignored.  However, when supplied, its value\n    must be 0 or select.EPOLL_CLOEXEC, otherwise OSError is raised.",
    slots: Slots {
        new: Some(epoll_new),
        del: Some(epoll_del),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: &[getter(
        "closed",
        epoll_closed,
        "True if the epoll handler is closed",
    )],
    ..TypeDef::of::<PyEpoll>("epoll")
};
/// The type `select.epoll`.
pub static EPOLL: Type = Type::builtin(&EPOLL_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("__enter__", epoll_enter, "self, /", ""),
    method("__exit__", epoll_exit, "self, exc_type=None, exc_value=None, exc_tb=None, /", ""),
    method("close", epoll_close, "self, /", "Close the epoll control file descriptor.\n\nFurther operations on the epoll object will raise an exception."),
    method("fileno", epoll_fileno, "self, /", "Return the epoll control file descriptor."),
    classmethod("fromfd", epoll_fromfd, "type, fd, /", "Create an epoll object from a given control fd."),
    method("modify", epoll_modify, "self, /, fd, eventmask", "Modify event mask for a registered file descriptor."),
    method("poll", epoll_poll, "self, /, timeout=None, maxevents=-1", "Wait for events on the epoll file descriptor.\n\nReturns a list containing any descriptors that have events to report,\nas a list of (fd, events) 2-tuples."),
    method("register", epoll_register, "self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT", "Registers a new fd or raises an OSError if the fd is already registered."),
    method("unregister", epoll_unregister, "self, /, fd", "Remove a registered file descriptor from the epoll object."),
];

fn make(vm: &Vm, ty: &Type, fd: i32) -> PyResult {
    let payload = PyEpoll {
        header: Header::new(ty),
        fd: Word::new(fd),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn epoll_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let signature = "sizehint=-1, flags=0";
    let [hint, flags] = crate::stdlib::bind_new(vm, "epoll", signature, 0..=2, args)?;
    if let Some(hint) = hint.opt() {
        let hint = c_int(vm, hint)?;
        if hint != -1 && hint <= 0 {
            return Err(vm.value_error("negative sizehint"));
        }
    }
    if let Some(flags) = flags.opt()
        && !matches!(c_int(vm, flags)?, 0 | libc::EPOLL_CLOEXEC)
    {
        return Err(vm.os_error(crate::runtime::errno::Errno(libc::EINVAL), None));
    }
    let fd = epoll_create().map_err(|e| vm.os_error(e, None))?;
    make(vm, ty, fd)
}

fn epoll_del(vm: &Vm, x: &Ref) {
    if let Some(this) = x.downcast::<PyEpoll>() {
        close(vm, this);
    }
}

fn close(vm: &Vm, this: &PyEpoll) {
    let fd = this.fd.replace(-1);
    if fd >= 0 {
        let _ = fd::close(vm.door(), fd);
    }
}

fn closed(vm: &Vm) -> Exc {
    vm.value_error("I/O operation on closed epoll object")
}

fn open_fd(vm: &Vm, args: &[Ref]) -> PyResult<i32> {
    match this!(vm, args, PyEpoll).fd.get() {
        fd if fd >= 0 => Ok(fd),
        _ => Err(closed(vm)),
    }
}

fn epoll_closed(_: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(
        x.downcast::<PyEpoll>().is_none_or(|e| e.fd.get() < 0),
    ))
}

fn epoll_close(vm: &Vm, args: &[Ref]) -> PyResult {
    close(vm, this!(vm, args, PyEpoll));
    Ok(Ref::none())
}

fn epoll_enter(vm: &Vm, args: &[Ref]) -> PyResult {
    open_fd(vm, args)?;
    Ok(args[0].clone())
}

fn epoll_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.call_method_str(&args[0], "close", &[])
}

fn epoll_fileno(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(open_fd(vm, args)?.into()))
}

fn epoll_fromfd(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[1])?;
    match args[0].as_type() {
        Some(ty) => make(vm, ty, fd),
        None => Ok(Ref::none()),
    }
}

fn control(vm: &Vm, args: &[Ref], operation: i32, events: u32) -> PyResult {
    let epoll = open_fd(vm, args)?;
    let fd = descriptor(vm, &args[1])?;
    match epoll_control(epoll, operation, fd, events) {
        Ok(()) => Ok(Ref::none()),
        Err(e) => Err(vm.os_error(e, None)),
    }
}

fn events(vm: &Vm, x: &Ref) -> PyResult<u32> {
    let n = vm.index_i64(x)?;
    u32::try_from(n)
        .map_err(|_| vm.overflow_error("Python int too large to convert to C unsigned int"))
}

fn epoll_register(vm: &Vm, args: &[Ref]) -> PyResult {
    let wanted = match args[2].opt() {
        Some(m) => events(vm, m)?,
        None => 1 | 2 | 4,
    };
    control(vm, args, libc::EPOLL_CTL_ADD, wanted)
}

fn epoll_modify(vm: &Vm, args: &[Ref]) -> PyResult {
    let wanted = events(vm, &args[2])?;
    control(vm, args, libc::EPOLL_CTL_MOD, wanted)
}

fn epoll_unregister(vm: &Vm, args: &[Ref]) -> PyResult {
    control(vm, args, libc::EPOLL_CTL_DEL, 0)
}

fn epoll_poll(vm: &Vm, args: &[Ref]) -> PyResult {
    let epoll = open_fd(vm, args)?;
    let deadline = match args[1].opt().filter(|t| !t.is_none()) {
        None => Deadline::Never,
        Some(t) => {
            if t.as_float().is_none() && t.ty().slots().index.is_none() {
                return Err(vm.type_error("timeout must be an integer or None"));
            }
            match nanoseconds(vm, t, Rounding::Timeout)? {
                n if n < 0 => Deadline::Never,
                n => wait_deadline(n),
            }
        }
    };
    let most = match args[2].opt() {
        None => -1,
        Some(m) => c_int(vm, m)?,
    };
    if most == 0 || most < -1 {
        return Err(vm.value_error(format!("maxevents must be greater than 0, got {most}")));
    }
    let most = usize::try_from(most).unwrap_or(1023);
    let ready = until_done(vm, None, |door| epoll_wait(door, epoll, most, deadline))?;
    let pairs = ready
        .into_iter()
        .map(|(fd, events)| vm.new_small_tuple([vm.int(fd.into()), vm.int(events.into())]));
    Ok(vm.new_list(pairs.collect()))
}
