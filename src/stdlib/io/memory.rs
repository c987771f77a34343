//! `BytesIO` and `StringIO`: streams in memory.
//!
//! Invariant: `at` may lie past the end; what lies between is filled with zeros by the next write.
//! Next file to read: `open.rs`.

use super::base::{BUFFERED_IO_BASE, TEXT_IO_BASE};
use super::newline::{Newline, NewlineDecoder};
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;

/// A `BytesIO` object.
#[repr(C)]
pub struct PyBytesIO {
    pub(crate) header: Header,
    pub dict: DictWord,
    state: Locked<Memory<u8>>,
}

/// A `StringIO` object.
#[repr(C)]
pub struct PyStringIO {
    pub(crate) header: Header,
    pub dict: DictWord,
    state: Locked<Memory<u32>>,
}

struct Memory<T> {
    data: Vec<T>,
    at: usize,
    closed: bool,
    newline: Newline,
}

impl<T: Copy + Default> Memory<T> {
    fn new() -> Memory<T> {
        Memory {
            data: Vec::new(),
            at: 0,
            closed: false,
            newline: Newline::Lf,
        }
    }

    fn read(&mut self, n: usize) -> Vec<T> {
        let start = self.at.min(self.data.len());
        let end = start.saturating_add(n).min(self.data.len());
        self.at = self.at.max(end);
        self.data[start..end].to_vec()
    }

    fn write(&mut self, items: &[T]) {
        if self.at > self.data.len() {
            self.data.resize(self.at, T::default());
        }
        let overlap = items.len().min(self.data.len() - self.at);
        self.data[self.at..self.at + overlap].copy_from_slice(&items[..overlap]);
        self.data.extend_from_slice(&items[overlap..]);
        self.at += items.len();
    }
}

payload!(
    PyBytesIO,
    BYTES_IO,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.take())
);
payload!(
    PyStringIO,
    STRING_IO,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.take())
);

static BYTES_IO_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&BUFFERED_IO_BASE),
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyBytesIO, dict),
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    slots: Slots {
        new: Some(bytesio_new),
        init: Some(bytesio_init),
        next: Some(bytesio_next),
        ..Slots::NONE
    },
    methods: BYTES_IO_METHODS,
    getset: &[getter(
        "closed",
        |_, x| Ok(Ref::bool(bytesio(x).state.with(|s| s.closed))),
        "True if the file is closed.",
    )],
    ..TypeDef::of::<PyBytesIO>("BytesIO")
};
/// `_io.BytesIO`
pub static BYTES_IO: Type = Type::builtin(&BYTES_IO_DEF);

static STRING_IO_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&TEXT_IO_BASE),
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyStringIO, dict),
    doc: "Text I/O implementation using an in-memory buffer.",
    slots: Slots {
        new: Some(stringio_new),
        init: Some(stringio_init),
        next: Some(stringio_next),
        ..Slots::NONE
    },
    methods: STRING_IO_METHODS,
    getset: STRING_IO_GETSET,
    ..TypeDef::of::<PyStringIO>("StringIO")
};
/// `_io.StringIO`
pub static STRING_IO: Type = Type::builtin(&STRING_IO_DEF);

const BYTES_IO_METHODS: &[MethodDef] = &[
    method(
        "close",
        bytesio_close,
        "self, /",
        "Disable all I/O operations.",
    ),
    method(
        "getbuffer",
        bytesio_getbuffer,
        "self, /",
        "Get a copy of the contents as a memoryview.",
    ),
    method(
        "getvalue",
        bytesio_getvalue,
        "self, /",
        "Retrieve the entire contents of the BytesIO object.",
    ),
    method(
        "read",
        bytesio_read,
        "self, size=-1, /",
        "Read at most size bytes, returned as a bytes object.",
    ),
    method(
        "read1",
        bytesio_read,
        "self, size=-1, /",
        "Read at most size bytes, returned as a bytes object.",
    ),
    method(
        "readable",
        bytesio_true,
        "self, /",
        "Returns True if the IO object can be read.",
    ),
    method(
        "readinto",
        bytesio_readinto,
        "self, buffer, /",
        "Read bytes into buffer.",
    ),
    method(
        "readline",
        bytesio_readline,
        "self, size=-1, /",
        "Next line from the file, as a bytes object.",
    ),
    method(
        "seek",
        bytesio_seek,
        "self, pos, whence=0, /",
        "Change stream position.",
    ),
    method(
        "seekable",
        bytesio_true,
        "self, /",
        "Returns True if the IO object can be seeked.",
    ),
    method(
        "tell",
        bytesio_tell,
        "self, /",
        "Current file position, an integer.",
    ),
    method(
        "truncate",
        bytesio_truncate,
        "self, size=None, /",
        "Truncate the file to at most size bytes.",
    ),
    method(
        "writable",
        bytesio_true,
        "self, /",
        "Returns True if the IO object can be written.",
    ),
    method("write", bytesio_write, "self, b, /", "Write bytes to file."),
];

const STRING_IO_METHODS: &[MethodDef] = &[
    method("close", stringio_close, "self, /", "Close the IO object."),
    method(
        "getvalue",
        stringio_getvalue,
        "self, /",
        "Retrieve the entire contents of the object.",
    ),
    method(
        "read",
        stringio_read,
        "self, size=-1, /",
        "Read at most size characters, returned as a string.",
    ),
    method(
        "readable",
        stringio_true,
        "self, /",
        "Returns True if the IO object can be read.",
    ),
    method(
        "readline",
        stringio_readline,
        "self, size=-1, /",
        "Read until newline or EOF.",
    ),
    method(
        "seek",
        stringio_seek,
        "self, pos, whence=0, /",
        "Change stream position.",
    ),
    method(
        "seekable",
        stringio_true,
        "self, /",
        "Returns True if the IO object can be seeked.",
    ),
    method(
        "tell",
        stringio_tell,
        "self, /",
        "Tell the current file position.",
    ),
    method(
        "truncate",
        stringio_truncate,
        "self, pos=None, /",
        "Truncate size to pos.",
    ),
    method(
        "writable",
        stringio_true,
        "self, /",
        "Returns True if the IO object can be written.",
    ),
    method(
        "write",
        stringio_write,
        "self, s, /",
        "Write string to file.",
    ),
];

const STRING_IO_GETSET: &[GetSetDef] = &[
    getter(
        "closed",
        |_, x| Ok(Ref::bool(stringio(x).state.with(|s| s.closed))),
        "True if the file is closed.",
    ),
    getter(
        "encoding",
        |_, _| Ok(Ref::none()),
        "None: there is no encoding.",
    ),
    getter(
        "errors",
        |_, _| Ok(Ref::none()),
        "None: there is no encoding.",
    ),
    getter("line_buffering", |_, _| Ok(Ref::bool(false)), "False."),
    getter("newlines", |_, _| Ok(Ref::none()), "Line ends seen so far."),
];

fn bytesio(x: &Ref) -> &PyBytesIO {
    match x.downcast::<PyBytesIO>() {
        Some(b) => b,
        None => unreachable!("methods check the type of self"),
    }
}

fn stringio(x: &Ref) -> &PyStringIO {
    match x.downcast::<PyStringIO>() {
        Some(b) => b,
        None => unreachable!("methods check the type of self"),
    }
}

fn bytesio_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyBytesIO {
        header: Header::new(ty),
        dict: DictWord::new(),
        state: Locked::new(Memory::new()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn stringio_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyStringIO {
        header: Header::new(ty),
        dict: DictWord::new(),
        state: Locked::new(Memory::new()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn argument<'a>(vm: &Vm, args: &Args<'a>, index: usize, name: &str) -> PyResult<Option<&'a Ref>> {
    let by_name = args
        .keywords()
        .find(|(n, _)| n.str_is(name))
        .map(|(_, v)| v);
    let _ = vm;
    Ok(args.pos().get(index).or(by_name))
}

fn bytesio_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let data = match argument(vm, &args, 0, "initial_bytes")? {
        Some(v) if !v.is_none() => vm.bytes_of(v)?,
        _ => Vec::new(),
    };
    bytesio(x).state.with(|s| {
        *s = Memory {
            data,
            ..Memory::new()
        }
    });
    Ok(())
}

fn stringio_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let newline = match argument(vm, &args, 1, "newline")? {
        None => Newline::Lf,
        Some(n) if n.is_none() => Newline::Default,
        Some(n) => Newline::from_argument(Some(&vm.str_lossy(n))).map_err(|f| vm.fault(f))?,
    };
    let initial = argument(vm, &args, 0, "initial_value")?.filter(|v| !v.is_none());
    if let Some(v) = initial
        && v.as_str().is_none()
    {
        return Err(vm.type_error(format!(
            "initial_value must be str or None, not {}",
            v.ty().name()
        )));
    }
    stringio(x).state.with(|s| {
        *s = Memory {
            newline,
            ..Memory::new()
        }
    });
    if let Some(v) = initial {
        stringio_write(vm, &[x.clone(), v.clone()])?;
        stringio(x).state.with(|s| s.at = 0);
    }
    Ok(())
}

fn check_open(vm: &Vm, closed: bool) -> PyResult<()> {
    if closed {
        Err(vm.value_error("I/O operation on closed file."))
    } else {
        Ok(())
    }
}

fn open_bytes<'a>(vm: &Vm, x: &'a Ref) -> PyResult<&'a PyBytesIO> {
    check_open(vm, bytesio(x).state.with(|s| s.closed))?;
    Ok(bytesio(x))
}

fn open_string<'a>(vm: &Vm, x: &'a Ref) -> PyResult<&'a PyStringIO> {
    if stringio(x).state.with(|s| s.closed) {
        return Err(vm.value_error("I/O operation on closed file"));
    }
    Ok(stringio(x))
}

fn size(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let n = x
        .opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))?;
    Ok(usize::try_from(n).unwrap_or(usize::MAX))
}

fn bytesio_close(_: &Vm, args: &[Ref]) -> PyResult {
    let old = bytesio(&args[0]).state.with(|s| {
        s.closed = true;
        std::mem::take(&mut s.data)
    });
    drop(old);
    Ok(Ref::none())
}

fn stringio_close(_: &Vm, args: &[Ref]) -> PyResult {
    stringio(&args[0]).state.with(|s| {
        s.closed = true;
        s.data = Vec::new();
    });
    Ok(Ref::none())
}

fn bytesio_getvalue(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_bytes(open_bytes(vm, &args[0])?.state.with(|s| s.data.clone())))
}

fn bytesio_getbuffer(vm: &Vm, args: &[Ref]) -> PyResult {
    let copy = vm.new_bytearray(open_bytes(vm, &args[0])?.state.with(|s| s.data.clone()));
    Ok(vm.new_memoryview(vm.buffer(&copy)?))
}

fn bytesio_read(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = size(vm, &args[1])?;
    Ok(vm.new_bytes(open_bytes(vm, &args[0])?.state.with(|s| s.read(n))))
}

fn bytesio_readinto(vm: &Vm, args: &[Ref]) -> PyResult {
    let target = vm.writable_buffer(
        &args[1],
        "readinto() argument must be read-write bytes-like object",
    )?;
    let data = open_bytes(vm, &args[0])?.state.with(|s| s.read(target.len));
    target.write(0, &data);
    Ok(vm.int(data.len() as i64))
}

fn bytesio_line(vm: &Vm, x: &Ref, limit: usize) -> PyResult<Vec<u8>> {
    Ok(open_bytes(vm, x)?.state.with(|s| {
        let rest = &s.data[s.at.min(s.data.len())..];
        let n = memchr::memchr(b'\n', rest)
            .map_or(rest.len(), |i| i + 1)
            .min(limit);
        s.read(n)
    }))
}

fn bytesio_readline(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = size(vm, &args[1])?;
    bytesio_line(vm, &args[0], n).map(|l| vm.new_bytes(l))
}

fn bytesio_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let line = bytesio_line(vm, x, usize::MAX)?;
    Ok(if line.is_empty() {
        None
    } else {
        Some(vm.new_bytes(line))
    })
}

fn bytesio_true(vm: &Vm, args: &[Ref]) -> PyResult {
    open_bytes(vm, &args[0])?;
    Ok(Ref::bool(true))
}

fn seek_to(vm: &Vm, offset: i64, whence: i64, at: usize, len: usize) -> PyResult<usize> {
    let base = match whence {
        0 => 0,
        1 => at as i64,
        2 => len as i64,
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    if whence == 0 && offset < 0 {
        return Err(vm.value_error(format!("negative seek value {offset}")));
    }
    Ok(base.saturating_add(offset).max(0) as usize)
}

fn bytesio_seek(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = open_bytes(vm, &args[0])?;
    let (offset, whence) = (
        vm.index_i64(&args[1])?,
        args[2].opt().map_or(Ok(0), |w| vm.index_i64(w))?,
    );
    let (at, len) = b.state.with(|s| (s.at, s.data.len()));
    let to = seek_to(vm, offset, whence, at, len)?;
    b.state.with(|s| s.at = to);
    Ok(vm.int(to as i64))
}

fn bytesio_tell(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(open_bytes(vm, &args[0])?.state.with(|s| s.at) as i64))
}

fn bytesio_truncate(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = open_bytes(vm, &args[0])?;
    let n = match args[1].opt().filter(|n| !n.is_none()) {
        Some(n) => vm.index_i64(n)?,
        None => b.state.with(|s| s.at) as i64,
    };
    if n < 0 {
        return Err(vm.value_error(format!("negative size value {n}")));
    }
    b.state.with(|s| s.data.truncate(n as usize));
    Ok(vm.int(n))
}

fn bytesio_write(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = open_bytes(vm, &args[0])?;
    if args[1].as_str().is_some() {
        return Err(vm.type_error("a bytes-like object is required, not 'str'"));
    }
    let data = vm.bytes_of(&args[1])?;
    b.state.with(|s| s.write(&data));
    Ok(vm.int(data.len() as i64))
}

fn text_of(vm: &Vm, codes: &[u32]) -> Ref {
    vm.str_from_buf(StrBuf::from_codes(codes))
}

fn stringio_getvalue(vm: &Vm, args: &[Ref]) -> PyResult {
    let codes = open_string(vm, &args[0])?.state.with(|s| s.data.clone());
    Ok(text_of(vm, &codes))
}

fn stringio_read(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = size(vm, &args[1])?;
    let codes = open_string(vm, &args[0])?.state.with(|s| s.read(n));
    Ok(text_of(vm, &codes))
}

fn stringio_line(vm: &Vm, x: &Ref, limit: usize) -> PyResult {
    let codes = open_string(vm, x)?.state.with(|s| {
        let rest = StrBuf::from_codes(&s.data[s.at.min(s.data.len())..]);
        let n = s
            .newline
            .find_line_end(rest.view(), 0)
            .unwrap_or(rest.len())
            .min(limit);
        s.read(n)
    });
    Ok(text_of(vm, &codes))
}

fn stringio_readline(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = size(vm, &args[1])?;
    stringio_line(vm, &args[0], n)
}

fn stringio_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let line = stringio_line(vm, x, usize::MAX)?;
    Ok(if vm.len(&line)? == 0 {
        None
    } else {
        Some(line)
    })
}

fn stringio_true(vm: &Vm, args: &[Ref]) -> PyResult {
    open_string(vm, &args[0])?;
    Ok(Ref::bool(true))
}

fn stringio_seek(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = open_string(vm, &args[0])?;
    let (offset, whence) = (
        vm.index_i64(&args[1])?,
        args[2].opt().map_or(Ok(0), |w| vm.index_i64(w))?,
    );
    if whence == 0 && offset < 0 {
        return Err(vm.value_error(format!("Negative seek position {offset}")));
    }
    if whence != 0 && offset != 0 {
        return Err(vm.error(
            &crate::builtins::exceptions::OS_ERROR,
            "Can't do nonzero cur-relative seeks",
        ));
    }
    let (at, len) = b.state.with(|s| (s.at, s.data.len()));
    let to = seek_to(vm, offset, whence, at, len)?;
    b.state.with(|s| s.at = to);
    Ok(vm.int(to as i64))
}

fn stringio_tell(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(open_string(vm, &args[0])?.state.with(|s| s.at) as i64))
}

fn stringio_truncate(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = open_string(vm, &args[0])?;
    let n = match args[1].opt().filter(|n| !n.is_none()) {
        Some(n) => vm.index_i64(n)?,
        None => b.state.with(|s| s.at) as i64,
    };
    if n < 0 {
        return Err(vm.value_error(format!("Negative size value {n}")));
    }
    b.state.with(|s| s.data.truncate(n as usize));
    Ok(vm.int(n))
}

fn stringio_write(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(text) = args[1].as_str() else {
        return Err(vm.type_error(format!(
            "string argument expected, got '{}'",
            args[1].ty().name()
        )));
    };
    let b = open_string(vm, &args[0])?;
    let newline = b.state.with(|s| s.newline);
    let mut codes: Vec<u32> = match newline {
        Newline::Default => NewlineDecoder::new(true)
            .decode(text.view(), true)
            .view()
            .iter()
            .collect(),
        _ => text.view().iter().collect(),
    };
    if let Some(end) = newline.written() {
        codes = codes
            .iter()
            .flat_map(|&c| {
                if c == 10 {
                    end.chars().map(u32::from).collect()
                } else {
                    vec![c]
                }
            })
            .collect();
    }
    b.state.with(|s| s.write(&codes));
    Ok(vm.int(text.len() as i64))
}
