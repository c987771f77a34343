//! `BufferedRWPair`: a reader and a writer over two raw streams, as one stream for sockets and pipes.
//!
//! Invariant: everything is done by the `BufferedReader` and the `BufferedWriter` it is made of.
//! Deliberately absent: seeking and detaching; the two halves have no position in common.
//! Next file to read: `text.rs`.

use super::base::{BUFFERED_IO_BASE, unsupported};
use super::buffered::{BUFFERED_READER, BUFFERED_WRITER};
use crate::builtins::arguments::positional;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::payload;

/// A reader with a writer.
#[repr(C)]
pub struct PyBufferedPair {
    pub(crate) header: Header,
    pub dict: DictWord,
    reader: Locked<Ref>,
    writer: Locked<Ref>,
}

payload!(
    PyBufferedPair,
    BUFFERED_RW_PAIR,
    |this, visit| {
        this.dict.visit(visit);
        this.reader.with(|r| visit(r));
        this.writer.with(|w| visit(w));
    },
    |this, sink| sink.push(this.dict.replace(Ref::NULL))
);

static BUFFERED_RW_PAIR_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&BUFFERED_IO_BASE),
    flags: type_flags::BASE | type_flags::WEAKREF,
    doc: "A buffered reader and writer object together.\n\n\
A buffered reader object and buffered writer object put together to\n\
form a sequential IO object that can read and write. This is typically\n\
used with a socket or two-way pipe.",
    dict_offset: std::mem::offset_of!(PyBufferedPair, dict),
    slots: Slots {
        new: Some(pair_new),
        init: Some(pair_init),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: &[getter("closed", pair_closed, "")],
    ..TypeDef::of::<PyBufferedPair>("BufferedRWPair")
};
/// `_io.BufferedRWPair`
pub static BUFFERED_RW_PAIR: Type = Type::builtin(&BUFFERED_RW_PAIR_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("close", pair_close, "self, /", "Close both halves."),
    method("detach", pair_detach, "self, /", "Disconnect this buffer from its underlying raw stream and return it."),
    method("flush", pair_flush, "self, /", "Write what is buffered."),
    method("isatty", pair_isatty, "self, /", "Whether one of the streams is a terminal."),
    method("peek", pair_peek, "self, size=0, /", "Buffered bytes without advancing."),
    method("read", pair_read, "self, size=-1, /", "Read and return up to size bytes."),
    method("read1", pair_read1, "self, size=-1, /", "Read with at most one raw read."),
    method("readable", pair_readable, "self, /", "Whether the reader can be read."),
    method("readinto", pair_readinto, "self, buffer, /", "Read into a buffer."),
    method("readinto1", pair_readinto1, "self, buffer, /", "Read into a buffer."),
    method("writable", pair_writable, "self, /", "Whether the writer can be written."),
    method("write", pair_write, "self, buffer, /", "Write bytes."),
];

fn me(x: &Ref) -> &PyBufferedPair {
    match x.downcast::<PyBufferedPair>() {
        Some(p) => p,
        None => unreachable!("methods of BufferedRWPair get such pairs"),
    }
}

fn half(vm: &Vm, half: &Locked<Ref>) -> PyResult {
    let stream = half.get();
    if stream.is_none() {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    }
    Ok(stream)
}

fn pair_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyBufferedPair {
        header: Header::new(ty),
        dict: DictWord::new(),
        reader: Locked::new(Ref::none()),
        writer: Locked::new(Ref::none()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn pair_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let given = positional(vm, "BufferedRWPair", args, 2, 3)?;
    let rest = &given[2..];
    let make = |class: &'static Type, question: &str, stream: &Ref| {
        let can = vm.call_method_str(stream, question, &[])?;
        if !vm.is_true(&can)? {
            return Err(unsupported(
                vm,
                &format!("File or stream is not {question}."),
            ));
        }
        let mut values = vec![stream.clone()];
        values.extend_from_slice(rest);
        vm.call(&class.to_ref(), &values)
    };
    let reader = make(&BUFFERED_READER, "readable", &given[0])?;
    let writer = make(&BUFFERED_WRITER, "writable", &given[1])?;
    me(x).reader.set(reader);
    me(x).writer.set(writer);
    Ok(())
}

fn ask_reader(vm: &Vm, args: &[Ref], name: &str) -> PyResult {
    let reader = half(vm, &me(&args[0]).reader)?;
    let given: Vec<Ref> = args[1..].iter().filter(|a| !a.is_null()).cloned().collect();
    vm.call_method_str(&reader, name, &given)
}

fn ask_writer(vm: &Vm, args: &[Ref], name: &str) -> PyResult {
    let writer = half(vm, &me(&args[0]).writer)?;
    vm.call_method_str(&writer, name, &args[1..])
}

fn pair_read(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_reader(vm, args, "read")
}
fn pair_read1(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_reader(vm, args, "read1")
}
fn pair_peek(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_reader(vm, args, "peek")
}
fn pair_readinto(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_reader(vm, args, "readinto")
}
fn pair_readinto1(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_reader(vm, args, "readinto1")
}
fn pair_readable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_reader(vm, args, "readable")
}
fn pair_write(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_writer(vm, args, "write")
}
fn pair_flush(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_writer(vm, args, "flush")
}
fn pair_writable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask_writer(vm, args, "writable")
}

/// Closes the writer, then the reader even if that failed.
fn pair_close(vm: &Vm, args: &[Ref]) -> PyResult {
    let written = ask_writer(vm, args, "close");
    let read = ask_reader(vm, args, "close");
    written.and(read)
}

fn pair_detach(vm: &Vm, _: &[Ref]) -> PyResult {
    Err(unsupported(vm, "detach"))
}

fn pair_isatty(vm: &Vm, args: &[Ref]) -> PyResult {
    let written = ask_writer(vm, args, "isatty")?;
    if vm.is_true(&written)? {
        return Ok(written);
    }
    ask_reader(vm, args, "isatty")
}

fn pair_closed(vm: &Vm, x: &Ref) -> PyResult {
    vm.get_attr_str(&half(vm, &me(x).writer)?, "closed")
}
