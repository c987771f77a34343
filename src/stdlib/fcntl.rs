//! The `fcntl` module: flags and locks of descriptors.
//!
//! Invariant: a lock that has to be waited for is waited for with the GIL released.
//! Deliberately absent: commands that take a structure, and most of `ioctl`: a request is passed on
//! only if it is known how much the kernel writes.
//! Next file to read: `../runtime/fd.rs`.

use super::add_ints;
use super::modules::ModuleDef;
use super::posix::path::{c_int, until_done};
use super::select_module::descriptor;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::errno::Errno;
use crate::runtime::fd;

/// The module.
pub static FCNTL: ModuleDef = ModuleDef {
    name: "fcntl",
    doc: "This module performs file control and I/O control on file\ndescriptors.  It is an interface to the fcntl() and ioctl() Unix\nroutines.  File descriptors can be obtained with the fileno() method of\na file or socket object.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("fcntl", fcntl, "fd, cmd, arg=0, /", "Perform the operation `cmd` on file descriptor fd."),
    function("flock", flock, "fd, operation, /", "Perform the lock operation `operation` on file descriptor `fd`."),
    function("ioctl", ioctl, "fd, request, arg=0, mutate_flag=True, /", "Perform the operation request on file descriptor fd."),
    function("lockf", lockf, "fd, cmd, len=0, start=0, whence=0, /", "A wrapper around the fcntl() locking calls."),
];

#[rustfmt::skip]
const NUMBERS: &[(&str, i64)] = &[
    ("FASYNC", 8192), ("FD_CLOEXEC", 1), ("F_ADD_SEALS", 1033), ("F_DUPFD", 0), ("F_DUPFD_CLOEXEC", 1030),
    ("F_GETFD", 1), ("F_GETFL", 3), ("F_GETLEASE", 1025), ("F_GETLK", 5), ("F_GETLK64", 5), ("F_GETOWN", 9),
    ("F_GETPIPE_SZ", 1032), ("F_GETSIG", 11), ("F_GET_SEALS", 1034), ("F_NOTIFY", 1026), ("F_OFD_GETLK", 36),
    ("F_OFD_SETLK", 37), ("F_OFD_SETLKW", 38), ("F_RDLCK", 0), ("F_SEAL_GROW", 4), ("F_SEAL_SEAL", 1),
    ("F_SEAL_SHRINK", 2), ("F_SEAL_WRITE", 8), ("F_SETFD", 2), ("F_SETFL", 4), ("F_SETLEASE", 1024),
    ("F_SETLK", 6), ("F_SETLK64", 6), ("F_SETLKW", 7), ("F_SETLKW64", 7), ("F_SETOWN", 8),
    ("F_SETPIPE_SZ", 1031), ("F_SETSIG", 10), ("F_UNLCK", 2), ("F_WRLCK", 1), ("LOCK_EX", 2), ("LOCK_MAND", 32),
    ("LOCK_NB", 4), ("LOCK_READ", 64), ("LOCK_RW", 192), ("LOCK_SH", 1), ("LOCK_UN", 8), ("LOCK_WRITE", 128),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    add_ints(vm, dict, NUMBERS)
}

fn fcntl(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = descriptor(vm, &args[0])?;
    let command = c_int(vm, &args[1])?;
    let argument = match args[2].opt() {
        None => 0,
        Some(a) if a.ty().slots().index.is_some() => vm.index_i64(a)? as i32,
        Some(a) if a.as_str().is_some() || a.ty().slots().buffer.is_some() => {
            return Err(vm.os_error(Errno(libc::EINVAL), None));
        }
        Some(a) => {
            let got = a.ty().name();
            return Err(vm.type_error(format!(
                "fcntl() argument 3 must be an integer, a bytes-like object, or a string, not {got}"
            )));
        }
    };
    match fd::control(number, command, argument) {
        Ok(n) => Ok(vm.int(n.into())),
        Err(e) => Err(vm.os_error(e, None)),
    }
}

fn flock(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = descriptor(vm, &args[0])?;
    let operation = c_int(vm, &args[1])?;
    until_done(vm, None, |door| fd::lock(door, number, operation))?;
    Ok(Ref::none())
}

fn lockf(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = descriptor(vm, &args[0])?;
    let operation = c_int(vm, &args[1])?;
    let kind = match operation {
        libc::LOCK_UN => libc::F_UNLCK,
        o if o & libc::LOCK_SH != 0 => libc::F_RDLCK,
        o if o & libc::LOCK_EX != 0 => libc::F_WRLCK,
        _ => return Err(vm.value_error("unrecognized lockf argument")),
    };
    let given = |i: usize| args[i].opt().map_or(Ok(0), |x| vm.index_i64(x));
    let (length, start, whence) = (given(2)?, given(3)?, given(4)? as i32);
    let wait = operation & libc::LOCK_NB == 0;
    until_done(vm, None, |door| {
        fd::lock_region(door, number, kind, (start, length, whence), wait)
    })?;
    Ok(Ref::none())
}

fn ioctl(vm: &Vm, args: &[Ref]) -> PyResult {
    let number = descriptor(vm, &args[0])?;
    let request = vm.index_i64(&args[1])? as u64;
    let fail = |e: Errno| vm.os_error(e, None);
    match args[2].opt() {
        Some(a) if a.ty().slots().buffer.is_some() => {
            let mut bytes = vm.bytes_of(a)?;
            let result = fd::device_control(number, request, &mut bytes).map_err(fail)?;
            let mutate = args[3].opt().map_or(Ok(true), |m| vm.is_true(m))?;
            let target = vm.buffer(a)?;
            if mutate && !target.readonly {
                target.write(0, &bytes);
                return Ok(vm.int(result.into()));
            }
            Ok(vm.new_bytes(bytes))
        }
        other => {
            let value = other.map_or(Ok(0), |a| vm.index_i64(a))? as i32;
            let mut bytes = value.to_ne_bytes().to_vec();
            let result = fd::device_control(number, request, &mut bytes).map_err(fail)?;
            Ok(vm.int(result.into()))
        }
    }
}
