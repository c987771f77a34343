//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: a raw stream with a buffer before it.
//!
//! Invariant: at most one of the two buffers holds something: what was read ahead is given back
//! (by seeking) before anything is written, and what is to be written goes out before anything is read.
//! Deliberately absent: non-blocking raw streams that write a part.
//! Next file to read: `text.rs`.

use super::base::{BUFFERED_IO_BASE, unsupported};
use crate::builtins::bytes::PyBytes;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;

/// `io.DEFAULT_BUFFER_SIZE`
pub const DEFAULT_BUFFER_SIZE: usize = 128 * 1024;

/// A buffered stream.
#[repr(C)]
pub struct PyBuffered {
    pub(crate) header: Header,
    pub dict: DictWord,
    raw: Locked<Ref>,
    buffers: Locked<Buffers>,
}

#[derive(Default)]
struct Buffers {
    read: Vec<u8>,
    at: usize,
    write: Vec<u8>,
    size: usize,
}

payload!(
    PyBuffered,
    BUFFERED_READER,
    |this, visit| {
        this.dict.visit(visit);
        this.raw.with(|n| visit(n));
    },
    |this, sink| sink.push(this.dict.take())
);

const fn buffered(name: &'static str, methods: &'static [MethodDef]) -> TypeDef {
    TypeDef {
        module: "_io",
        base: Some(&BUFFERED_IO_BASE),
        flags: type_flags::BASE | type_flags::WEAKREF,
        dict_offset: std::mem::offset_of!(PyBuffered, dict),
        slots: Slots {
            new: Some(buffered_new),
            init: Some(buffered_init),
            repr: Some(buffered_repr),
            del: Some(buffered_del),
            ..Slots::NONE
        },
        methods,
        getset: BUFFERED_GETSET,
        ..TypeDef::of::<PyBuffered>(name)
    }
}

static BUFFERED_READER_DEF: TypeDef = buffered("BufferedReader", BUFFERED_METHODS);
/// `_io.BufferedReader`
pub static BUFFERED_READER: Type = Type::builtin(&BUFFERED_READER_DEF);
static BUFFERED_WRITER_DEF: TypeDef = buffered("BufferedWriter", BUFFERED_METHODS);
/// `_io.BufferedWriter`
pub static BUFFERED_WRITER: Type = Type::builtin(&BUFFERED_WRITER_DEF);
static BUFFERED_RANDOM_DEF: TypeDef = buffered("BufferedRandom", BUFFERED_METHODS);
/// `_io.BufferedRandom`
pub static BUFFERED_RANDOM: Type = Type::builtin(&BUFFERED_RANDOM_DEF);

const BUFFERED_METHODS: &[MethodDef] = &[
    method("close", buffered_close, "self, /", "Flush and close."),
    method(
        "detach",
        buffered_detach,
        "self, /",
        "Separate the raw stream from the buffer and return it.",
    ),
    method(
        "fileno",
        buffered_fileno,
        "self, /",
        "The raw stream's file descriptor.",
    ),
    method(
        "flush",
        buffered_flush,
        "self, /",
        "Write what is buffered.",
    ),
    method(
        "isatty",
        buffered_isatty,
        "self, /",
        "Whether the raw stream is a terminal.",
    ),
    method(
        "peek",
        buffered_peek,
        "self, size=0, /",
        "Buffered bytes without advancing.",
    ),
    method(
        "read",
        buffered_read,
        "self, size=-1, /",
        "Read and return up to size bytes.",
    ),
    method(
        "read1",
        buffered_read1,
        "self, size=-1, /",
        "Read with at most one raw read.",
    ),
    method(
        "readable",
        buffered_readable,
        "self, /",
        "Whether the raw stream can be read.",
    ),
    method(
        "readinto",
        buffered_readinto,
        "self, buffer, /",
        "Read into a buffer.",
    ),
    method(
        "readinto1",
        buffered_readinto,
        "self, buffer, /",
        "Read into a buffer.",
    ),
    method(
        "readline",
        buffered_readline,
        "self, size=-1, /",
        "Read a line.",
    ),
    method(
        "seek",
        buffered_seek,
        "self, target, whence=0, /",
        "Change the position.",
    ),
    method(
        "seekable",
        buffered_seekable,
        "self, /",
        "Whether the raw stream can seek.",
    ),
    method("tell", buffered_tell, "self, /", "The position."),
    method(
        "truncate",
        buffered_truncate,
        "self, pos=None, /",
        "Truncate the file.",
    ),
    method(
        "writable",
        buffered_writable,
        "self, /",
        "Whether the raw stream can be written.",
    ),
    method("write", buffered_write, "self, buffer, /", "Write bytes."),
];

const BUFFERED_GETSET: &[GetSetDef] = &[
    getter(
        "closed",
        |vm, x| vm.get_attr_str(&raw(vm, x)?, "closed"),
        "Whether the raw stream is closed.",
    ),
    getter(
        "mode",
        |vm, x| vm.get_attr_str(&raw(vm, x)?, "mode"),
        "The raw stream's mode.",
    ),
    getter(
        "name",
        |vm, x| vm.get_attr_str(&raw(vm, x)?, "name"),
        "The raw stream's name.",
    ),
    getter("raw", raw, "The raw stream."),
];

fn me(x: &Ref) -> &PyBuffered {
    match x.shared_payload::<PyBuffered>() {
        Some(payload) => payload,
        None => unreachable!("methods check the type of self"),
    }
}

fn raw(vm: &Vm, x: &Ref) -> PyResult {
    match me(x).raw.get() {
        r if r.is_null() => Err(vm.value_error("raw stream has been detached")),
        r if r.is_none() => Err(vm.value_error("I/O operation on uninitialized object")),
        r => Ok(r),
    }
}

fn buffered_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyBuffered {
        header: Header::new(ty),
        dict: DictWord::new(),
        raw: Locked::new(Ref::none()),
        buffers: Locked::new(Buffers::default()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn buffered_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let mut stream = args.pos().first().cloned();
    let mut size = args.pos().get(1).cloned();
    for (name, v) in args.keywords() {
        if name.str_is("raw") {
            stream = Some(v.clone());
        } else if name.str_is("buffer_size") {
            size = Some(v.clone());
        } else {
            let n = vm.str_lossy(name);
            return Err(vm.type_error(format!(
                "{}() got an unexpected keyword argument '{n}'",
                x.ty().name()
            )));
        }
    }
    let Some(stream) = stream else {
        return Err(vm.type_error(format!(
            "{}() missing required argument 'raw' (pos 1)",
            x.ty().name()
        )));
    };
    let size = size.map_or(Ok(DEFAULT_BUFFER_SIZE as i64), |s| vm.index_i64(&s))?;
    if size <= 0 {
        return Err(vm.value_error("buffer size must be strictly positive"));
    }
    let reader = x.is_instance(&BUFFERED_READER) || x.is_instance(&BUFFERED_RANDOM);
    let writer = x.is_instance(&BUFFERED_WRITER) || x.is_instance(&BUFFERED_RANDOM);
    for (wanted, question, text) in [
        (reader, "readable", "File or stream is not readable."),
        (writer, "writable", "File or stream is not writable."),
    ] {
        if wanted {
            let can = vm.call_method_str(&stream, question, &[])?;
            if !vm.is_true(&can)? {
                return Err(unsupported(vm, text));
            }
        }
    }
    let b = me(x);
    b.raw.set(stream);
    b.buffers.set(Buffers {
        size: size as usize,
        ..Buffers::default()
    });
    Ok(())
}

fn buffered_repr(vm: &Vm, x: &Ref) -> PyResult {
    let ty = x.ty().name().to_string();
    match raw(vm, x)
        .and_then(|r| vm.get_attr_str(&r, "name"))
        .and_then(|n| vm.repr_text(&n))
    {
        Ok(name) => Ok(vm.new_str(&format!("<_io.{ty} name={name}>"))),
        Err(_) => Ok(vm.new_str(&format!("<_io.{ty}>"))),
    }
}

fn buffered_del(vm: &Vm, x: &Ref) {
    if me(x).raw.with(|r| !r.is_null() && !r.is_none())
        && matches!(super::base::is_closed(vm, x), Ok(false))
    {
        let _ = vm.call_method(x, &vm.names().close, &[]);
    }
}

fn check_open(vm: &Vm, x: &Ref, what: &str) -> PyResult {
    let r = raw(vm, x)?;
    if super::base::is_closed(vm, &r)? {
        return Err(vm.value_error(format!("{what} of closed file")));
    }
    Ok(r)
}

/// Writes out what is buffered for writing.
fn flush(vm: &Vm, x: &Ref) -> PyResult<()> {
    let r = raw(vm, x)?;
    loop {
        let data = me(x).buffers.with(|b| std::mem::take(&mut b.write));
        if data.is_empty() {
            return Ok(());
        }
        let written = vm.call_method(&r, &vm.names().write, &[vm.new_bytes(data.clone())]);
        let n = match written.and_then(|n| vm.index_i64(&n)) {
            Ok(n) => (n.max(0) as usize).min(data.len()),
            Err(e) => {
                // What could not be written stays, so that it is not lost if the trouble passes.
                me(x).buffers.with(|b| drop(b.write.splice(0..0, data)));
                return Err(e);
            }
        };
        me(x)
            .buffers
            .with(|b| drop(b.write.splice(0..0, data[n..].iter().copied())));
    }
}

/// Gives back what was read ahead, by seeking the raw stream to where the reader stands.
fn rewind(vm: &Vm, x: &Ref) -> PyResult<()> {
    let ahead = me(x).buffers.with(|b| {
        let n = b.read.len() - b.at;
        b.read.clear();
        b.at = 0;
        n
    });
    if ahead > 0 {
        vm.call_method_str(
            &raw(vm, x)?,
            "seek",
            &[vm.int(-(ahead as i64)), Ref::small_int(1)],
        )?;
    }
    Ok(())
}

/// Reads once from the raw stream into the empty read buffer; false at the end of the file.
fn fill(vm: &Vm, x: &Ref) -> PyResult<bool> {
    let size = me(x).buffers.with(|b| b.size);
    let piece = vm.call_method(&raw(vm, x)?, &vm.names().read, &[vm.int(size as i64)])?;
    let Some(b) = piece.downcast::<PyBytes>() else {
        return Ok(false);
    };
    me(x).buffers.with(|s| {
        s.read.clear();
        s.at = 0;
        s.read.extend_from_slice(b.as_slice());
    });
    Ok(!b.as_slice().is_empty())
}

/// Takes up to `n` bytes that have been read ahead.
fn take(x: &Ref, n: usize) -> Vec<u8> {
    me(x).buffers.with(|b| {
        let end = b.at.saturating_add(n).min(b.read.len());
        let out = b.read[b.at..end].to_vec();
        b.at = end;
        out
    })
}

fn size_argument(vm: &Vm, x: &Ref) -> PyResult<i64> {
    x.opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))
}

fn buffered_read(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let n = size_argument(vm, &args[1])?;
    if n < -1 {
        return Err(vm.value_error("read length must be non-negative or -1"));
    }
    let r = check_open(vm, x, "read")?;
    flush(vm, x)?;
    if n < 0 {
        let mut out = take(x, usize::MAX);
        let rest = vm.call_method_str(&r, "readall", &[])?;
        if let Some(b) = rest.downcast::<PyBytes>() {
            out.extend_from_slice(b.as_slice());
        }
        return Ok(vm.new_bytes(out));
    }
    let mut out = take(x, n as usize);
    // As CPython, which makes the whole result first: what can't be had is refused at once.
    if out.try_reserve_exact(n as usize - out.len()).is_err() {
        return Err(vm.memory_error());
    }
    while out.len() < n as usize {
        if !fill(vm, x)? {
            break;
        }
        out.extend(take(x, n as usize - out.len()));
    }
    Ok(vm.new_bytes(out))
}

fn buffered_read1(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let n = size_argument(vm, &args[1])?;
    check_open(vm, x, "read")?;
    flush(vm, x)?;
    let limit = if n < 0 { usize::MAX } else { n as usize };
    let mut out = take(x, limit);
    if out.is_empty() && limit > 0 {
        fill(vm, x)?;
        out = take(x, limit);
    }
    Ok(vm.new_bytes(out))
}

fn buffered_peek(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    check_open(vm, x, "peek")?;
    flush(vm, x)?;
    if me(x).buffers.with(|b| b.at == b.read.len()) {
        fill(vm, x)?;
    }
    Ok(vm.new_bytes(me(x).buffers.with(|b| b.read[b.at..].to_vec())))
}

fn buffered_readinto(vm: &Vm, args: &[Ref]) -> PyResult {
    let target = vm.writable_buffer(
        &args[1],
        "readinto() argument must be read-write bytes-like object",
    )?;
    let data = buffered_read(vm, &[args[0].clone(), vm.int(target.len as i64)])?;
    let Some(b) = data.downcast::<PyBytes>() else {
        return Ok(Ref::none());
    };
    target.write(0, b.as_slice());
    Ok(vm.int(b.as_slice().len() as i64))
}

fn buffered_readline(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let n = size_argument(vm, &args[1])?;
    check_open(vm, x, "readline")?;
    flush(vm, x)?;
    let limit = if n < 0 { usize::MAX } else { n as usize };
    let mut line = Vec::new();
    while line.len() < limit {
        let count = me(x).buffers.with(|b| {
            let ahead = &b.read[b.at..];
            memchr::memchr(b'\n', ahead).map_or(ahead.len(), |i| i + 1)
        });
        line.extend(take(x, count.min(limit - line.len())));
        if line.last() == Some(&b'\n') || (line.len() < limit && !fill(vm, x)?) {
            break;
        }
    }
    Ok(vm.new_bytes(line))
}

fn buffered_write(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    if args[1].as_str().is_some() {
        return Err(vm.type_error("a bytes-like object is required, not 'str'"));
    }
    let data = vm.bytes_of(&args[1])?;
    check_open(vm, x, "write")?;
    write_bytes(vm, x, &data)?;
    Ok(vm.int(data.len() as i64))
}

/// Buffers bytes, writing out when there are enough.
pub fn write_bytes(vm: &Vm, x: &Ref, data: &[u8]) -> PyResult<()> {
    rewind(vm, x)?;
    let full = me(x).buffers.with(|b| {
        b.write.extend_from_slice(data);
        b.write.len() >= b.size
    });
    if full { flush(vm, x) } else { Ok(()) }
}

fn buffered_flush(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = check_open(vm, &args[0], "flush")?;
    flush(vm, &args[0])?;
    vm.call_method(&r, &vm.names().flush, &[])?;
    Ok(Ref::none())
}

fn buffered_close(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = raw(vm, &args[0])?;
    if super::base::is_closed(vm, &r)? {
        return Ok(Ref::none());
    }
    let flushed = flush(vm, &args[0]);
    vm.call_method(&r, &vm.names().close, &[])?;
    flushed.map(|()| Ref::none())
}

fn buffered_detach(vm: &Vm, args: &[Ref]) -> PyResult {
    raw(vm, &args[0])?;
    flush(vm, &args[0])?;
    Ok(me(&args[0]).raw.replace(Ref::NULL))
}

fn buffered_seek(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = check_open(vm, &args[0], "seek")?;
    let whence = args[2].opt().map_or(Ok(0), |w| vm.index_i64(w))?;
    flush(vm, &args[0])?;
    rewind(vm, &args[0])?;
    vm.call_method_str(&r, "seek", &[args[1].clone(), vm.int(whence)])
}

fn buffered_tell(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = raw(vm, &args[0])?;
    let at = vm.call_method_str(&r, "tell", &[])?;
    let shift = me(&args[0])
        .buffers
        .with(|b| b.write.len() as i64 - (b.read.len() - b.at) as i64);
    Ok(vm.int(vm.index_i64(&at)? + shift))
}

fn buffered_truncate(vm: &Vm, args: &[Ref]) -> PyResult {
    let r = check_open(vm, &args[0], "truncate")?;
    flush(vm, &args[0])?;
    let size = match args[1].opt().filter(|n| !n.is_none()) {
        Some(n) => n.clone(),
        None => buffered_tell(vm, &args[..1])?,
    };
    vm.call_method_str(&r, "truncate", &[size])
}

fn ask(vm: &Vm, x: &Ref, question: &str) -> PyResult {
    let r = raw(vm, x)?;
    vm.call_method_str(&r, question, &[])
}

fn buffered_fileno(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "fileno")
}
fn buffered_isatty(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "isatty")
}
fn buffered_readable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "readable")
}
fn buffered_writable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "writable")
}
fn buffered_seekable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "seekable")
}
