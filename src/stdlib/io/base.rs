//! The abstract bases of streams: `IOBase`, `RawIOBase`, `BufferedIOBase`, `TextIOBase`.
//!
//! Their methods are written over `read`, `readline`, `write` and `closed` of the object itself, so
//! that classes written in Python can derive from them.
//! Invariant: a stream that is dropped unclosed is closed by its finalizer.
//! Next file to read: `file_io.rs`.

use crate::builtins::exceptions as exc;
use crate::objects::args::{MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getter, type_flags};
use crate::payload;

/// What every stream object starts with.
#[repr(C)]
pub struct PyStream {
    pub(crate) header: Header,
    /// `__dict__`.
    pub dict: DictWord,
}

payload!(
    PyStream,
    IO_BASE,
    |this, visit| this.dict.visit(visit),
    |this, sink| sink.push(this.dict.take())
);

static IO_BASE_DEF: TypeDef = TypeDef {
    module: "_io",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyStream, dict),
    doc: "The abstract base class for all I/O classes.",
    slots: Slots {
        new: Some(stream_new),
        iter: Some(stream_iter),
        next: Some(stream_next),
        del: Some(stream_del),
        ..Slots::NONE
    },
    methods: STREAM_METHODS,
    getset: STREAM_GETSET,
    ..TypeDef::of::<PyStream>("_IOBase")
};
/// `_io._IOBase`
pub static IO_BASE: Type = Type::builtin(&IO_BASE_DEF);

static RAW_IO_BASE_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&IO_BASE),
    flags: type_flags::BASE,
    doc: "Base class for raw binary I/O.",
    methods: RAW_METHODS,
    ..TypeDef::of::<PyStream>("_RawIOBase")
};
/// `_io._RawIOBase`
pub static RAW_IO_BASE: Type = Type::builtin(&RAW_IO_BASE_DEF);

static BUFFERED_IO_BASE_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&IO_BASE),
    flags: type_flags::BASE,
    doc: "Base class for buffered IO objects.",
    ..TypeDef::of::<PyStream>("_BufferedIOBase")
};
/// `_io._BufferedIOBase`
pub static BUFFERED_IO_BASE: Type = Type::builtin(&BUFFERED_IO_BASE_DEF);

static TEXT_IO_BASE_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&IO_BASE),
    flags: type_flags::BASE,
    doc: "Base class for text I/O.",
    ..TypeDef::of::<PyStream>("_TextIOBase")
};
/// `_io._TextIOBase`
pub static TEXT_IO_BASE: Type = Type::builtin(&TEXT_IO_BASE_DEF);

const STREAM_METHODS: &[MethodDef] = &[
    method(
        "__enter__",
        stream_enter,
        "self, /",
        "Enter the runtime context.",
    ),
    method(
        "__exit__",
        stream_exit,
        "self, /, *args",
        "Leave the runtime context, closing the stream.",
    ),
    method(
        "_checkClosed",
        stream_check_closed,
        "self, msg=None, /",
        "Raise ValueError if the stream is closed.",
    ),
    method(
        "_checkReadable",
        stream_check_readable,
        "self, msg=None, /",
        "Raise UnsupportedOperation if not readable.",
    ),
    method(
        "_checkSeekable",
        stream_check_seekable,
        "self, msg=None, /",
        "Raise UnsupportedOperation if not seekable.",
    ),
    method(
        "_checkWritable",
        stream_check_writable,
        "self, msg=None, /",
        "Raise UnsupportedOperation if not writable.",
    ),
    method(
        "close",
        stream_close,
        "self, /",
        "Flush and close the IO object.",
    ),
    method(
        "fileno",
        stream_fileno,
        "self, /",
        "Return underlying file descriptor if one exists.",
    ),
    method(
        "flush",
        stream_flush,
        "self, /",
        "Flush write buffers, if applicable.",
    ),
    method(
        "isatty",
        stream_false,
        "self, /",
        "Return whether this is an 'interactive' stream.",
    ),
    method(
        "readable",
        stream_false,
        "self, /",
        "Return whether object was opened for reading.",
    ),
    method(
        "readline",
        stream_readline,
        "self, size=-1, /",
        "Read and return a line from the stream.",
    ),
    method(
        "readlines",
        stream_readlines,
        "self, hint=-1, /",
        "Return a list of lines from the stream.",
    ),
    method(
        "seek",
        stream_seek,
        "self, offset, whence=0, /",
        "Change the stream position.",
    ),
    method(
        "seekable",
        stream_false,
        "self, /",
        "Return whether object supports random access.",
    ),
    method(
        "tell",
        stream_tell,
        "self, /",
        "Return current stream position.",
    ),
    method(
        "truncate",
        stream_truncate,
        "self, size=None, /",
        "Truncate file to size bytes.",
    ),
    method(
        "writable",
        stream_false,
        "self, /",
        "Return whether object was opened for writing.",
    ),
    method(
        "writelines",
        stream_writelines,
        "self, lines, /",
        "Write a list of lines to stream.",
    ),
];

const RAW_METHODS: &[MethodDef] = &[
    method(
        "read",
        raw_read,
        "self, size=-1, /",
        "Read up to size bytes.",
    ),
    method(
        "readall",
        raw_readall,
        "self, /",
        "Read until EOF, using multiple read() call.",
    ),
];

const STREAM_GETSET: &[GetSetDef] = &[getter(
    "closed",
    stream_closed,
    "Whether the stream is closed.",
)];

/// The exception `io.UnsupportedOperation`, which is both an OSError and a ValueError.
pub fn unsupported(vm: &Vm, text: &str) -> Exc {
    match super::unsupported_class(vm) {
        Ok(class) => match vm.call(&class, &[vm.new_str(text)]) {
            Ok(e) => Exc(e),
            Err(e) => e,
        },
        Err(e) => e,
    }
}

fn stream_new(vm: &Vm, ty: &Type, _: crate::objects::args::Args) -> PyResult {
    let payload = PyStream {
        header: Header::new(ty),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn stream_closed(vm: &Vm, x: &Ref) -> PyResult {
    Ok(Ref::bool(
        vm.instance_get(x, &vm.intern_str("__IOBase_closed"))
            .is_some(),
    ))
}

/// Whether a stream says it is closed.
pub fn is_closed(vm: &Vm, x: &Ref) -> PyResult<bool> {
    let c = vm.get_attr_str(x, "closed")?;
    vm.is_true(&c)
}

/// ValueError if a stream is closed.
pub fn check_open(vm: &Vm, x: &Ref) -> PyResult<()> {
    if is_closed(vm, x)? {
        Err(vm.value_error("I/O operation on closed file."))
    } else {
        Ok(())
    }
}

fn stream_iter(vm: &Vm, x: &Ref) -> PyResult {
    check_open(vm, x)?;
    Ok(x.clone())
}

fn stream_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let line = vm.call_method(x, &vm.names().readline, &[])?;
    Ok(if vm.len(&line)? == 0 {
        None
    } else {
        Some(line)
    })
}

fn stream_del(vm: &Vm, x: &Ref) {
    if matches!(is_closed(vm, x), Ok(false)) {
        let _ = vm.call_method(x, &vm.names().close, &[]);
    }
}

fn stream_enter(vm: &Vm, args: &[Ref]) -> PyResult {
    check_open(vm, &args[0])?;
    Ok(args[0].clone())
}

fn stream_exit(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.call_method(&args[0], &vm.names().close, &[])
        .map(|_| Ref::none())
}

fn stream_check_closed(vm: &Vm, args: &[Ref]) -> PyResult {
    check_open(vm, &args[0]).map(|()| Ref::none())
}

fn check_ability(vm: &Vm, x: &Ref, method: &str, text: &str) -> PyResult {
    let can = vm.call_method_str(x, method, &[])?;
    if vm.is_true(&can)? {
        Ok(Ref::none())
    } else {
        Err(unsupported(vm, text))
    }
}

fn stream_check_readable(vm: &Vm, args: &[Ref]) -> PyResult {
    check_ability(vm, &args[0], "readable", "File or stream is not readable.")
}

fn stream_check_seekable(vm: &Vm, args: &[Ref]) -> PyResult {
    check_ability(vm, &args[0], "seekable", "File or stream is not seekable.")
}

fn stream_check_writable(vm: &Vm, args: &[Ref]) -> PyResult {
    check_ability(vm, &args[0], "writable", "File or stream is not writable.")
}

fn stream_close(vm: &Vm, args: &[Ref]) -> PyResult {
    let me = &args[0];
    if is_closed(vm, me)? {
        return Ok(Ref::none());
    }
    let flushed = vm.call_method(me, &vm.names().flush, &[]);
    vm.instance_set(
        me,
        &vm.intern_str("__IOBase_closed"),
        Some(&Ref::bool(true)),
    )?;
    flushed.map(|_| Ref::none())
}

fn stream_fileno(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(unsupported(vm, "fileno"))
}

fn stream_flush(vm: &Vm, args: &[Ref]) -> PyResult {
    check_open(vm, &args[0]).map(|()| Ref::none())
}

fn stream_false(vm: &Vm, args: &[Ref]) -> PyResult {
    check_open(vm, &args[0])?;
    Ok(Ref::bool(false))
}

fn stream_readline(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = args[1]
        .opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))?;
    let mut line = Vec::new();
    while limit < 0 || (line.len() as i64) < limit {
        let piece = vm.call_method(&args[0], &vm.names().read, &[Ref::small_int(1)])?;
        let Some(b) = piece.downcast::<crate::builtins::bytes::PyBytes>() else {
            return Err(vm.error(
                &exc::OS_ERROR,
                format!(
                    "read() should have returned a bytes object, not '{}'",
                    piece.ty().name()
                ),
            ));
        };
        if b.as_slice().is_empty() {
            break;
        }
        line.extend_from_slice(b.as_slice());
        if line.ends_with(b"\n") {
            break;
        }
    }
    Ok(vm.new_bytes(line))
}

fn stream_readlines(vm: &Vm, args: &[Ref]) -> PyResult {
    let hint = args[1]
        .opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))?;
    let (mut lines, mut total) = (Vec::new(), 0);
    let it = vm.iter(&args[0])?;
    while let Some(line) = vm.next(&it)? {
        total += vm.len(&line)? as i64;
        lines.push(line);
        if hint > 0 && total >= hint {
            break;
        }
    }
    Ok(vm.new_list(lines))
}

fn stream_seek(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(unsupported(vm, "seek"))
}

fn stream_tell(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.call_method_str(&args[0], "seek", &[Ref::small_int(0), Ref::small_int(1)])
}

fn stream_truncate(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(unsupported(vm, "truncate"))
}

fn stream_writelines(vm: &Vm, args: &[Ref]) -> PyResult {
    check_open(vm, &args[0])?;
    vm.for_each(&args[1], |line| {
        vm.call_method(&args[0], &vm.names().write, &[line])
            .map(drop)
    })?;
    Ok(Ref::none())
}

fn raw_read(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = args[1]
        .opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))?;
    if n < 0 {
        return vm.call_method_str(&args[0], "readall", &[]);
    }
    let buffer = vm.new_bytearray(vec![0; n as usize]);
    let got = vm.call_method_str(&args[0], "readinto", std::slice::from_ref(&buffer))?;
    if got.is_none() {
        return Ok(got);
    }
    let got = vm.index_i64(&got)?.clamp(0, n) as usize;
    let data = buffer
        .downcast::<crate::builtins::bytearray::PyByteArray>()
        .map(|b| b.data.get())
        .unwrap_or_default();
    Ok(vm.new_bytes(data[..got].to_vec()))
}

fn raw_readall(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut all = Vec::new();
    loop {
        let piece = vm.call_method(&args[0], &vm.names().read, &[Ref::small_int(8192)])?;
        match piece.downcast::<crate::builtins::bytes::PyBytes>() {
            Some(b) if b.as_slice().is_empty() => break,
            Some(b) => all.extend_from_slice(b.as_slice()),
            None if piece.is_none() && all.is_empty() => return Ok(piece),
            None => break,
        }
    }
    Ok(vm.new_bytes(all))
}
