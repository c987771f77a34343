//! `FileIO`: a file descriptor, unbuffered.
//!
//! Every call goes through the blocking door: the GIL is released while the system works, and a
//! signal in the main thread is served before the call is tried again.
//! Invariant: `fd` is -1 once the file is closed.
//! Next file to read: `buffered.rs`.

use super::base::{RAW_IO_BASE, unsupported};
use super::mode::FileMode;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getset, getter, type_flags};
use crate::objects::word::Word;
use crate::payload;
use crate::runtime::blocking::Door;
use crate::runtime::fd::{self, Failure};
use crate::runtime::terminal::PromptOutput;
use std::ffi::CString;

/// A `FileIO` object.
#[repr(C)]
pub struct PyFileIO {
    pub(crate) header: Header,
    pub dict: DictWord,
    /// The descriptor; -1 when closed.
    pub fd: Word<i32>,
    mode: Word<FileMode>,
    close_fd: Word<bool>,
    seekable: Word<Option<bool>>,
    name: Locked<Ref>,
}

payload!(
    PyFileIO,
    FILE_IO,
    |this, visit| {
        this.dict.visit(visit);
        this.name.with(|n| visit(n));
    },
    |this, sink| sink.push(this.dict.take())
);

static FILE_IO_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&RAW_IO_BASE),
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyFileIO, dict),
    doc: "Open a file.",
    slots: Slots {
        new: Some(file_new),
        init: Some(file_init),
        repr: Some(file_repr),
        del: Some(file_del),
        ..Slots::NONE
    },
    methods: FILE_METHODS,
    getset: FILE_GETSET,
    ..TypeDef::of::<PyFileIO>("FileIO")
};
/// `_io.FileIO`
pub static FILE_IO: Type = Type::builtin(&FILE_IO_DEF);

const FILE_METHODS: &[MethodDef] = &[
    method("close", file_close, "self, /", "Close the file."),
    method(
        "fileno",
        file_fileno,
        "self, /",
        "Return the underlying file descriptor (an integer).",
    ),
    method(
        "isatty",
        file_isatty,
        "self, /",
        "True if the file is connected to a TTY device.",
    ),
    method(
        "read",
        file_read,
        "self, size=-1, /",
        "Read at most size bytes, returned as bytes.",
    ),
    method(
        "readable",
        file_readable,
        "self, /",
        "True if file was opened in a read mode.",
    ),
    method(
        "readall",
        file_readall,
        "self, /",
        "Read all data from the file, returned as bytes.",
    ),
    method(
        "readinto",
        file_readinto,
        "self, buffer, /",
        "Same as RawIOBase.readinto().",
    ),
    method(
        "seek",
        file_seek,
        "self, pos, whence=0, /",
        "Move to new file position and return the file position.",
    ),
    method(
        "seekable",
        file_seekable,
        "self, /",
        "True if file supports random-access.",
    ),
    method("tell", file_tell, "self, /", "Current file position."),
    method(
        "truncate",
        file_truncate,
        "self, size=None, /",
        "Truncate the file to at most size bytes.",
    ),
    method(
        "writable",
        file_writable,
        "self, /",
        "True if file was opened in a write mode.",
    ),
    method(
        "write",
        file_write,
        "self, b, /",
        "Write buffer b to file, return number of bytes written.",
    ),
];

const FILE_GETSET: &[GetSetDef] = &[
    getter(
        "closed",
        |_, x| Ok(Ref::bool(file(x).fd.get() < 0)),
        "True if the file is closed.",
    ),
    getter(
        "closefd",
        |_, x| Ok(Ref::bool(file(x).close_fd.get())),
        "True if the file descriptor will be closed by close().",
    ),
    getter(
        "mode",
        |vm, x| Ok(vm.new_str(file(x).mode.get().name())),
        "String giving the file mode.",
    ),
    getset(
        "name",
        file_name,
        file_set_name,
        "The name or descriptor given.",
    ),
];

fn file(x: &Ref) -> &PyFileIO {
    match x.downcast::<PyFileIO>() {
        Some(f) => f,
        None => unreachable!("methods check the type of self"),
    }
}

impl Vm {
    /// Runs a call on a descriptor through the door, serving signals and trying again as PEP 475 asks.
    pub fn file_call<T>(
        &self,
        mut call: impl FnMut(Door<'_>) -> Result<T, Failure>,
    ) -> PyResult<T> {
        loop {
            match call(self.door()) {
                Ok(v) => return Ok(v),
                Err(Failure::Interrupted) => self.check_signals()?,
                Err(Failure::Errno(e)) => return Err(self.os_error(e, None)),
            }
        }
    }

    /// A `FileIO` over an open descriptor that stays open when the object is closed.
    pub fn standard_file(&self, fd: i32, name: &str, mode: &str) -> PyResult {
        let f = self.call(
            &FILE_IO.to_ref(),
            &[self.int(fd as i64), self.new_str(mode), Ref::bool(false)],
        )?;
        file(&f).name.set(self.new_str(name));
        Ok(f)
    }
}

fn file_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyFileIO {
        header: Header::new(ty),
        dict: DictWord::new(),
        fd: Word::new(-1),
        mode: Word::new(FileMode::default()),
        close_fd: Word::new(true),
        seekable: Word::new(None),
        name: Locked::new(Ref::none()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn file_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let mut slots: Vec<Ref> = args.pos().to_vec();
    slots.resize(4, Ref::NULL);
    for (name, v) in args.keywords() {
        let at = ["file", "mode", "closefd", "opener"]
            .iter()
            .position(|n| name.str_is(n));
        match at {
            Some(i) => slots[i] = v.clone(),
            None => {
                let n = vm.str_lossy(name);
                return Err(
                    vm.type_error(format!("FileIO() got an unexpected keyword argument '{n}'"))
                );
            }
        }
    }
    let f = file(x);
    let Some(name) = slots[0].opt() else {
        return Err(vm.type_error("FileIO() missing required argument 'file' (pos 1)"));
    };
    let mode = slots[1].opt().map_or("r".to_string(), |m| vm.str_lossy(m));
    let mode = FileMode::parse(&mode).map_err(|e| vm.fault(e))?;
    let close_fd = slots[2].opt().map_or(Ok(true), |c| vm.is_true(c))?;
    f.mode.set(mode);
    f.close_fd.set(close_fd);
    f.name.set(name.clone());
    if name.as_int().is_some() {
        let fd = vm.index_i64(name)?;
        if fd < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        vm.file_call(|door| fd::fstat(door, fd as i32))?;
        f.fd.set(fd as i32);
        return Ok(());
    }
    if !close_fd {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    }
    let mut flags = libc::O_CLOEXEC
        | match (mode.readable, mode.writable) {
            (true, true) => libc::O_RDWR,
            (false, true) => libc::O_WRONLY,
            _ => libc::O_RDONLY,
        };
    if mode.created {
        flags |= libc::O_EXCL | libc::O_CREAT;
    } else if mode.truncate {
        flags |= libc::O_TRUNC | libc::O_CREAT;
    } else if mode.appending {
        flags |= libc::O_APPEND | libc::O_CREAT;
    }
    let fd = match slots[3].opt().filter(|o| !o.is_none()) {
        Some(opener) => {
            let fd = vm.call(opener, &[name.clone(), vm.int(flags as i64)])?;
            let fd = vm.index_i64(&fd)?;
            if fd < 0 {
                return Err(vm.value_error(format!("opener returned {fd}")));
            }
            fd as i32
        }
        None => open_path(vm, name, flags)?,
    };
    f.fd.set(fd);
    let stat = vm.file_call(|door| fd::fstat(door, fd))?;
    if stat.mode & libc::S_IFMT == libc::S_IFDIR {
        f.fd.set(-1);
        let _ = fd::close(vm.door(), fd);
        return Err(vm.os_error(crate::runtime::errno::Errno(libc::EISDIR), Some(name)));
    }
    if mode.appending {
        vm.file_call(|door| fd::lseek(door, fd, 0, libc::SEEK_END))
            .ok();
    }
    Ok(())
}

fn open_path(vm: &Vm, name: &Ref, flags: i32) -> PyResult<i32> {
    let path = path_bytes(vm, name)?;
    let Ok(path) = CString::new(path) else {
        return Err(vm.value_error("embedded null byte"));
    };
    loop {
        match fd::open(vm.door(), &path, flags, 0o666) {
            Ok(fd) => return Ok(fd),
            Err(Failure::Interrupted) => vm.check_signals()?,
            Err(Failure::Errno(e)) => return Err(vm.os_error(e, Some(name))),
        }
    }
}

/// The bytes of a path: `str` (surrogates escaped), `bytes` or `__fspath__`.
pub fn path_bytes(vm: &Vm, path: &Ref) -> PyResult<Vec<u8>> {
    if path.as_str().is_some() {
        return crate::stdlib::codecs::object::encode(
            vm,
            crate::stdlib::codecs::registry::Codec::Utf8,
            path,
            "surrogateescape",
        );
    }
    if let Some(b) = path.downcast::<crate::builtins::bytes::PyBytes>() {
        return Ok(b.as_slice().to_vec());
    }
    match vm.call_special(path, &vm.names().__fspath__, &[])? {
        Some(p)
            if p.as_str().is_some()
                || p.downcast::<crate::builtins::bytes::PyBytes>().is_some() =>
        {
            path_bytes(vm, &p)
        }
        Some(p) => {
            let (t, got) = (path.ty().name(), p.ty().name());
            Err(vm.type_error(format!(
                "expected {t}.__fspath__() to return str or bytes, not {got}"
            )))
        }
        None => Err(vm.type_error(format!(
            "expected str, bytes or os.PathLike object, not {}",
            path.ty().name()
        ))),
    }
}

fn open_fd(vm: &Vm, x: &Ref) -> PyResult<i32> {
    let fd = file(x).fd.get();
    if fd < 0 {
        Err(vm.value_error("I/O operation on closed file"))
    } else {
        Ok(fd)
    }
}

fn file_repr(vm: &Vm, x: &Ref) -> PyResult {
    let f = file(x);
    if f.fd.get() < 0 {
        return Ok(vm.new_str("<_io.FileIO [closed]>"));
    }
    let name = vm.repr_text(&f.name.get())?;
    let close = if f.close_fd.get() { "True" } else { "False" };
    Ok(vm.new_str(&format!(
        "<_io.FileIO name={name} mode='{}' closefd={close}>",
        f.mode.get().name()
    )))
}

fn file_del(vm: &Vm, x: &Ref) {
    let f = file(x);
    if f.fd.get() >= 0 && f.close_fd.get() {
        if let Ok(r) = vm.repr_text(x) {
            let _ = vm.warn_resource(&format!("unclosed file {r}"), x);
        }
        let _ = close(vm, f);
    }
}

fn close(vm: &Vm, f: &PyFileIO) -> PyResult<()> {
    let fd = f.fd.replace(-1);
    if fd >= 0 && f.close_fd.get() {
        fd::close(vm.door(), fd).map_err(|e| vm.os_error(e, None))?;
    }
    Ok(())
}

fn file_close(vm: &Vm, args: &[Ref]) -> PyResult {
    close(vm, file(&args[0])).map(|()| Ref::none())
}

fn file_name(_: &Vm, x: &Ref) -> PyResult {
    Ok(file(x).name.get())
}

fn file_set_name(_: &Vm, x: &Ref, v: Option<&Ref>) -> PyResult<()> {
    file(x).name.set(v.cloned().unwrap_or_else(Ref::none));
    Ok(())
}

fn file_fileno(vm: &Vm, args: &[Ref]) -> PyResult {
    open_fd(vm, &args[0]).map(|fd| vm.int(fd as i64))
}

fn file_isatty(vm: &Vm, args: &[Ref]) -> PyResult {
    open_fd(vm, &args[0]).map(|fd| Ref::bool(fd::isatty(fd)))
}

fn file_readable(vm: &Vm, args: &[Ref]) -> PyResult {
    open_fd(vm, &args[0])?;
    Ok(Ref::bool(file(&args[0]).mode.get().readable))
}

fn file_writable(vm: &Vm, args: &[Ref]) -> PyResult {
    open_fd(vm, &args[0])?;
    Ok(Ref::bool(file(&args[0]).mode.get().writable))
}

fn file_seekable(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    let f = file(&args[0]);
    if f.seekable.get().is_none() {
        f.seekable
            .set(Some(fd::lseek(vm.door(), fd, 0, libc::SEEK_CUR).is_ok()));
    }
    Ok(Ref::bool(f.seekable.get() == Some(true)))
}

fn check_mode(vm: &Vm, ok: bool, what: &str) -> PyResult<()> {
    if ok {
        Ok(())
    } else {
        Err(unsupported(vm, &format!("File not open for {what}")))
    }
}

fn file_read(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    check_mode(vm, file(&args[0]).mode.get().readable, "reading")?;
    let n = args[1]
        .opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))?;
    if n < 0 {
        return file_readall(vm, &args[..1]);
    }
    let mut buffer = Vec::new();
    if buffer.try_reserve_exact(n as usize).is_err() {
        return Err(vm.memory_error());
    }
    buffer.resize(n as usize, 0);
    let got = vm.file_call(|door| fd::read(door, fd, &mut buffer))?;
    buffer.truncate(got);
    Ok(vm.new_bytes(buffer))
}

fn file_readall(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    check_mode(vm, file(&args[0]).mode.get().readable, "reading")?;
    let mut all = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        let got = vm.file_call(|door| fd::read(door, fd, &mut piece))?;
        if got == 0 {
            return Ok(vm.new_bytes(all));
        }
        if all.try_reserve(got).is_err() {
            return Err(vm.memory_error());
        }
        all.extend_from_slice(&piece[..got]);
    }
}

fn file_readinto(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    check_mode(vm, file(&args[0]).mode.get().readable, "reading")?;
    let target = vm.writable_buffer(
        &args[1],
        "readinto() argument must be read-write bytes-like object",
    )?;
    let mut buffer = vec![0; target.len];
    let got = vm.file_call(|door| fd::read(door, fd, &mut buffer))?;
    target.write(0, &buffer[..got]);
    Ok(vm.int(got as i64))
}

fn file_write(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    check_mode(vm, file(&args[0]).mode.get().writable, "writing")?;
    let data = vm.bytes_of(&args[1])?;
    let prompt = vm.interp.state::<PromptOutput>();
    if prompt.concerns(fd) {
        prompt.write(vm.door(), &data);
        return Ok(vm.int(data.len() as i64));
    }
    let n = vm.file_call(|door| fd::write(door, fd, &data))?;
    Ok(vm.int(n as i64))
}

fn file_seek(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    let offset = vm.index_i64(&args[1])?;
    let whence = args[2].opt().map_or(Ok(0), |w| vm.index_i64(w))?;
    vm.file_call(|door| fd::lseek(door, fd, offset, whence as i32))
        .map(|n| vm.uint(n))
}

fn file_tell(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    vm.file_call(|door| fd::lseek(door, fd, 0, libc::SEEK_CUR))
        .map(|n| vm.uint(n))
}

fn file_truncate(vm: &Vm, args: &[Ref]) -> PyResult {
    let fd = open_fd(vm, &args[0])?;
    check_mode(vm, file(&args[0]).mode.get().writable, "writing")?;
    let size = match args[1].opt().filter(|n| !n.is_none()) {
        Some(n) => vm.index_i64(n)?,
        None => vm.file_call(|door| fd::lseek(door, fd, 0, libc::SEEK_CUR))? as i64,
    };
    vm.file_call(|door| fd::truncate(door, fd, size))?;
    Ok(vm.int(size))
}
