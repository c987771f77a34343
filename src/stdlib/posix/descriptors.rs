//! Functions on descriptors: open, read, write, and the like.
//!
//! Invariant: what may block runs with the GIL released, and is made again when a signal
//! interrupted it and its handler did not raise (PEP 475).
//! Next file to read: `../../runtime/fd.rs`.

use super::path::{Also, argument, c_int, no_dir_fd, until_done};
use crate::builtins::bytes::object::PyBytes;
use crate::builtins::structseq::{self, StructInfo, item};
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, TypeDef, getter};
use crate::runtime::errno::Errno;
use crate::runtime::event::Reason;
use crate::runtime::fd;

/// `os.terminal_size`.
pub static TERMINAL_SIZE: Type = Type::builtin(&TERMINAL_SIZE_DEF);
static TERMINAL_SIZE_DEF: TypeDef = structseq::definition(
    "terminal_size",
    "os",
    "A tuple of (columns, lines) for holding terminal window size",
    TERMINAL_SIZE_FIELDS,
    |vm, class| structseq::describe(vm, class, &TERMINAL_SIZE_INFO),
);
const TERMINAL_SIZE_FIELDS: &[GetSetDef] = &[
    getter(
        "columns",
        item::<0>,
        "width of the terminal window in characters",
    ),
    getter(
        "lines",
        item::<1>,
        "height of the terminal window in characters",
    ),
];
/// Its fields.
pub static TERMINAL_SIZE_INFO: StructInfo = StructInfo {
    ty: &TERMINAL_SIZE,
    name: "os.terminal_size",
    fields: &["columns", "lines"],
    visible: 2,
};

pub(super) fn open(vm: &Vm, args: &[Ref]) -> PyResult {
    let path = argument(vm, "open", "path", &args[0], Also::Nothing)?;
    let flags = c_int(vm, &args[1])?;
    let mode = args[2].opt().map_or(Ok(0o777), |m| c_int(vm, m))?;
    no_dir_fd(vm, &args[3])?;
    let name = path.c_string();
    let fd = until_done(vm, path.named(), |door| {
        fd::open(door, &name, flags, mode as u32)
    })?;
    Ok(vm.int(fd.into()))
}

pub(super) fn close(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    fd::close(vm.door(), fd).map_err(|e| vm.os_error(e, None))?;
    Ok(Ref::none())
}

pub(super) fn closerange(vm: &Vm, args: &[Ref]) -> PyResult {
    for fd in c_int(vm, &args[0])?.max(0)..c_int(vm, &args[1])? {
        let _ = fd::close(vm.door(), fd);
    }
    Ok(Ref::none())
}

fn new_buffer(vm: &Vm, length: i64) -> PyResult<Vec<u8>> {
    let length = usize::try_from(length).map_err(|_| vm.os_error(Errno(libc::EINVAL), None))?;
    let mut buffer = Vec::new();
    buffer
        .try_reserve_exact(length)
        .map_err(|_| vm.memory_error())?;
    buffer.resize(length, 0);
    Ok(buffer)
}

pub(super) fn read(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    let mut buffer = new_buffer(vm, vm.index_i64(&args[1])?)?;
    let count = until_done(vm, None, |door| fd::read(door, fd, &mut buffer))?;
    buffer.truncate(count);
    Ok(vm.new_bytes(buffer))
}

pub(super) fn pread(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    let mut buffer = new_buffer(vm, vm.index_i64(&args[1])?)?;
    let offset = vm.index_i64(&args[2])?;
    let count = until_done(vm, None, |door| fd::read_at(door, fd, &mut buffer, offset))?;
    buffer.truncate(count);
    Ok(vm.new_bytes(buffer))
}

fn buffer_of(vm: &Vm, x: &Ref) -> PyResult<Buffer> {
    match x.ty().slots().buffer {
        Some(f) => f(vm, x),
        None => Err(vm.type_error(format!(
            "a bytes-like object is required, not '{}'",
            x.ty().name()
        ))),
    }
}

pub(super) fn readinto(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    let target = buffer_of(vm, &args[1])?;
    if target.readonly {
        let name = args[1].ty().name();
        return Err(vm.type_error(format!(
            "readinto() argument 2 must be read-write bytes-like object, not {name}"
        )));
    }
    let mut buffer = new_buffer(vm, target.len as i64)?;
    let count = until_done(vm, None, |door| fd::read(door, fd, &mut buffer))?;
    target.write(0, &buffer[..count]);
    Ok(vm.int(count as i64))
}

/// Runs `work` with the bytes of a bytes-like object.
fn with_bytes(vm: &Vm, x: &Ref, work: impl FnOnce(&[u8]) -> PyResult) -> PyResult {
    if let Some(b) = x.downcast::<PyBytes>() {
        return work(b.as_slice());
    }
    let data = buffer_of(vm, x)?.to_vec();
    work(&data)
}

pub(super) fn write(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    with_bytes(vm, &args[1], |data| {
        let count = until_done(vm, None, |door| fd::write(door, fd, data))?;
        Ok(vm.int(count as i64))
    })
}

pub(super) fn pwrite(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    let offset = vm.index_i64(&args[2])?;
    with_bytes(vm, &args[1], |data| {
        let count = until_done(vm, None, |door| fd::write_at(door, fd, data, offset))?;
        Ok(vm.int(count as i64))
    })
}

pub(super) fn lseek(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    let (offset, whence) = (vm.index_i64(&args[1])?, c_int(vm, &args[2])?);
    until_done(vm, None, |door| fd::lseek(door, fd, offset, whence)).map(|p| vm.uint(p))
}

pub(super) fn ftruncate(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    let length = vm.index_i64(&args[1])?;
    until_done(vm, None, |door| fd::truncate(door, fd, length)).map(|()| Ref::none())
}

pub(super) fn fsync(vm: &Vm, args: &[Ref]) -> PyResult {
    // Also takes objects with a `fileno()`.
    let x = &args[0];
    let number = if x.ty().slots().index.is_some() {
        x.clone()
    } else {
        vm.call_method_str(x, "fileno", &[])?
    };
    let fd = c_int(vm, &number)?;
    until_done(vm, None, |door| fd::sync(door, fd)).map(|()| Ref::none())
}

pub(super) fn isatty(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(fd::isatty(c_int(vm, &args[0])?)))
}

pub(super) fn dup(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = c_int(vm, &args[0])?;
    fd::duplicate(fd)
        .map(|n| vm.int(n.into()))
        .map_err(|e| vm.os_error(e, None))
}

pub(super) fn dup2(vm: &Vm, args: &[Ref]) -> PyResult {
    let (fd, target) = (c_int(vm, &args[0])?, c_int(vm, &args[1])?);
    let inheritable = args[2].opt().map_or(Ok(true), |i| vm.is_true(i))?;
    until_done(vm, None, |door| {
        fd::duplicate_to(door, fd, target, inheritable)
    })
    .map(|n| vm.int(n.into()))
}

pub(super) fn pipe(vm: &Vm, _args: &[Ref]) -> PyResult {
    let (reading, writing) = fd::pipe().map_err(|e| vm.os_error(e, None))?;
    Ok(vm.new_tuple(vec![vm.int(reading.into()), vm.int(writing.into())]))
}

pub(super) fn get_inheritable(vm: &Vm, args: &[Ref]) -> PyResult {
    fd::is_inheritable(c_int(vm, &args[0])?)
        .map(Ref::bool)
        .map_err(|e| vm.os_error(e, None))
}

pub(super) fn set_inheritable(vm: &Vm, args: &[Ref]) -> PyResult {
    let (fd, on) = (c_int(vm, &args[0])?, vm.is_true(&args[1])?);
    fd::set_inheritable(fd, on)
        .map(|()| Ref::none())
        .map_err(|e| vm.os_error(e, None))
}

pub(super) fn get_blocking(vm: &Vm, args: &[Ref]) -> PyResult {
    fd::is_blocking(c_int(vm, &args[0])?)
        .map(Ref::bool)
        .map_err(|e| vm.os_error(e, None))
}

pub(super) fn set_blocking(vm: &Vm, args: &[Ref]) -> PyResult {
    let (fd, on) = (c_int(vm, &args[0])?, vm.is_true(&args[1])?);
    fd::set_blocking(fd, on)
        .map(|()| Ref::none())
        .map_err(|e| vm.os_error(e, None))
}

pub(super) fn get_terminal_size(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = args[0].opt().map_or(Ok(1), |f| c_int(vm, f))?;
    let (columns, lines) = fd::terminal_size(fd).map_err(|e| vm.os_error(e, None))?;
    structseq::register(vm, &TERMINAL_SIZE_INFO);
    structseq::make(
        vm,
        &TERMINAL_SIZE_INFO,
        vec![vm.int(columns.into()), vm.int(lines.into())],
    )
}

/// `os.sendfile`, by way of memory: at most this many bytes at once.
const CHUNK: usize = 1 << 20;

pub(super) fn sendfile(vm: &Vm, args: &[Ref]) -> PyResult {
    let (out, source) = (c_int(vm, &args[0])?, c_int(vm, &args[1])?);
    let count = usize::try_from(vm.index_i64(&args[3])?)
        .unwrap_or(0)
        .min(CHUNK);
    let mut buffer = vec![0; count];
    let got = match args[2].opt().filter(|o| !o.is_none()) {
        Some(offset) => {
            let offset = vm.index_i64(offset)?;
            until_done(vm, None, |door| {
                fd::read_at(door, source, &mut buffer, offset)
            })?
        }
        None => until_done(vm, None, |door| fd::read(door, source, &mut buffer))?,
    };
    let sent = until_done(vm, None, |door| fd::write(door, out, &buffer[..got]))?;
    Ok(vm.int(sent as i64))
}

pub(super) fn urandom(vm: &Vm, args: &[Ref]) -> PyResult {
    let size = vm.index_i64(&args[0])?;
    if size < 0 {
        return Err(vm.value_error("negative argument not allowed"));
    }
    let mut buffer = new_buffer(vm, size)?;
    let filled = vm.blocking(Reason::File, || {
        crate::runtime::process::random_bytes(&mut buffer)
    });
    filled.map_err(|e| vm.os_error(e, None))?;
    Ok(vm.new_bytes(buffer))
}
