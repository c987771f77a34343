//! `TextIOWrapper`: text over a buffered stream.
//!
//! Invariant: `pending` is text that was written and encoded but not yet handed to the buffer;
//! `decoded[at..]` is text that was read and decoded but not yet asked for. At most one holds something.
//! Next file to read: `memory.rs`.

use super::base::{TEXT_IO_BASE, unsupported};

use super::newline::{Newline, NewlineDecoder};
use crate::builtins::bytes::PyBytes;
use crate::builtins::str::storage::{StrBuf, StrView};
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getset, getter, type_flags};
use crate::payload;
use crate::stdlib::codecs::incremental::IncrementalDecoder;
use crate::stdlib::codecs::object::{decode_piece, encode};
use crate::stdlib::codecs::registry::Codec;

/// Encoded text is handed on when it is this long.
const CHUNK: usize = 8192;

/// A `TextIOWrapper` object.
#[repr(C)]
pub struct PyTextIO {
    pub(crate) header: Header,
    pub dict: DictWord,
    state: Locked<TextState>,
}

struct TextState {
    buffer: Ref,
    encoding: String,
    errors: String,
    codec: Codec,
    newline: Newline,
    line_buffering: bool,
    write_through: bool,
    pending: Vec<u8>,
    decoder: Option<IncrementalDecoder>,
    newlines: NewlineDecoder,
    decoded: StrBuf,
    at: usize,
    telling: bool,
}

payload!(
    PyTextIO,
    TEXT_IO,
    |this, visit| {
        this.dict.visit(visit);
        this.state.with(|s| visit(&s.buffer));
    },
    |this, sink| sink.push(this.dict.take())
);

static TEXT_IO_DEF: TypeDef = TypeDef {
    module: "_io",
    base: Some(&TEXT_IO_BASE),
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyTextIO, dict),
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    slots: Slots {
        new: Some(text_new),
        init: Some(text_init),
        repr: Some(text_repr),
        next: Some(text_next),
        del: Some(text_del),
        ..Slots::NONE
    },
    methods: TEXT_METHODS,
    getset: TEXT_GETSET,
    ..TypeDef::of::<PyTextIO>("TextIOWrapper")
};
/// `_io.TextIOWrapper`
pub static TEXT_IO: Type = Type::builtin(&TEXT_IO_DEF);

const TEXT_METHODS: &[MethodDef] = &[
    method("close", text_close, "self, /", "Flush and close."),
    method(
        "detach",
        text_detach,
        "self, /",
        "Separate the buffer and return it.",
    ),
    method("fileno", text_fileno, "self, /", "The file descriptor."),
    method("flush", text_flush, "self, /", "Write out what is pending."),
    method(
        "isatty",
        text_isatty,
        "self, /",
        "Whether this is a terminal.",
    ),
    method(
        "read",
        text_read,
        "self, size=-1, /",
        "Read at most size characters.",
    ),
    method(
        "readable",
        text_readable,
        "self, /",
        "Whether the buffer can be read.",
    ),
    method(
        "readline",
        text_readline,
        "self, size=-1, /",
        "Read until newline or EOF.",
    ),
    method(
        "reconfigure",
        text_reconfigure,
        "self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None",
        "Reconfigure the text stream with new parameters.",
    ),
    method(
        "seek",
        text_seek,
        "self, cookie, whence=0, /",
        "Change the stream position.",
    ),
    method(
        "seekable",
        text_seekable,
        "self, /",
        "Whether the buffer can seek.",
    ),
    method("tell", text_tell, "self, /", "Return the stream position."),
    method(
        "truncate",
        text_truncate,
        "self, pos=None, /",
        "Truncate the file.",
    ),
    method(
        "writable",
        text_writable,
        "self, /",
        "Whether the buffer can be written.",
    ),
    method(
        "write",
        text_write,
        "self, text, /",
        "Write string to stream, returning the number of characters written.",
    ),
];

const TEXT_GETSET: &[GetSetDef] = &[
    getter(
        "buffer",
        |_, x| Ok(me(x).state.with(|s| s.buffer.clone())),
        "The underlying buffer.",
    ),
    getter(
        "closed",
        |vm, x| vm.get_attr_str(&buffer(vm, x)?, "closed"),
        "Whether the buffer is closed.",
    ),
    getter(
        "encoding",
        |vm, x| Ok(vm.new_str(&me(x).state.with(|s| s.encoding.clone()))),
        "The encoding.",
    ),
    getter(
        "errors",
        |vm, x| Ok(vm.new_str(&me(x).state.with(|s| s.errors.clone()))),
        "The error handler.",
    ),
    getter(
        "line_buffering",
        |_, x| Ok(Ref::bool(me(x).state.with(|s| s.line_buffering))),
        "Whether each line is flushed.",
    ),
    getset(
        "mode",
        text_mode,
        text_set_mode,
        "The mode given to open().",
    ),
    getter(
        "name",
        |vm, x| vm.get_attr_str(&buffer(vm, x)?, "name"),
        "The file's name.",
    ),
    getter("newlines", text_newlines, "Line ends seen so far."),
    getter(
        "write_through",
        |_, x| Ok(Ref::bool(me(x).state.with(|s| s.write_through))),
        "Whether writes are passed on at once.",
    ),
];

fn me(x: &Ref) -> &PyTextIO {
    match x.downcast::<PyTextIO>() {
        Some(t) => t,
        None => unreachable!("methods check the type of self"),
    }
}

fn buffer(vm: &Vm, x: &Ref) -> PyResult {
    match me(x).state.with(|s| s.buffer.clone()) {
        b if b.is_null() => Err(vm.value_error("underlying buffer has been detached")),
        b if b.is_none() => Err(vm.value_error("I/O operation on uninitialized object")),
        b => Ok(b),
    }
}

fn open_buffer(vm: &Vm, x: &Ref) -> PyResult {
    let b = buffer(vm, x)?;
    if super::base::is_closed(vm, &b)? {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(b)
}

fn text_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyTextIO {
        header: Header::new(ty),
        dict: DictWord::new(),
        state: Locked::new(TextState {
            buffer: Ref::none(),
            encoding: "utf-8".to_string(),
            errors: "strict".to_string(),
            codec: Codec::Utf8,
            newline: Newline::Default,
            line_buffering: false,
            write_through: false,
            pending: Vec::new(),
            decoder: None,
            newlines: NewlineDecoder::new(true),
            decoded: StrBuf::new(),
            at: 0,
            telling: false,
        }),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

const NAMES: [&str; 6] = [
    "buffer",
    "encoding",
    "errors",
    "newline",
    "line_buffering",
    "write_through",
];

fn text_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let mut slots: Vec<Ref> = args.pos().to_vec();
    slots.resize(NAMES.len(), Ref::NULL);
    for (name, v) in args.keywords() {
        match NAMES.iter().position(|n| name.str_is(n)) {
            Some(i) => slots[i] = v.clone(),
            None => {
                let n = vm.str_lossy(name);
                return Err(vm.type_error(format!(
                    "TextIOWrapper() got an unexpected keyword argument '{n}'"
                )));
            }
        }
    }
    let given = |i: usize| slots[i].opt().filter(|v| !v.is_none());
    let Some(stream) = slots[0].opt() else {
        return Err(vm.type_error("TextIOWrapper() missing required argument 'buffer' (pos 1)"));
    };
    let encoding = given(1).map_or("utf-8".to_string(), |e| vm.str_lossy(e));
    let encoding = if encoding == "locale" {
        "utf-8".to_string()
    } else {
        encoding
    };
    let newline = match given(3) {
        Some(n) => Newline::from_argument(Some(&vm.str_lossy(n))),
        None => Newline::from_argument(None),
    };
    let newline = newline.map_err(|f| vm.fault(f))?;
    let Some(codec) = Codec::from_name(&encoding) else {
        return Err(vm.error(
            &crate::builtins::exceptions::LOOKUP_ERROR,
            format!("unknown encoding: {encoding}"),
        ));
    };
    let (lines, through) = (flag(vm, given(4))?, flag(vm, given(5))?);
    let errors = given(2).map_or("strict".to_string(), |e| vm.str_lossy(e));
    let old = me(x).state.with(|s| {
        s.encoding = encoding;
        s.errors = errors;
        s.codec = codec;
        s.newline = newline;
        s.newlines = NewlineDecoder::new(newline == Newline::Default);
        s.line_buffering = lines;
        s.write_through = through;
        std::mem::replace(&mut s.buffer, stream.clone())
    });
    drop(old);
    Ok(())
}

fn flag(vm: &Vm, x: Option<&Ref>) -> PyResult<bool> {
    x.map_or(Ok(false), |x| vm.is_true(x))
}

fn text_repr(vm: &Vm, x: &Ref) -> PyResult {
    let mut out = "<_io.TextIOWrapper".to_string();
    if let Ok(name) = buffer(vm, x).and_then(|b| vm.get_attr_str(&b, "name")) {
        out.push_str(&format!(" name={}", vm.repr_text(&name)?));
    }
    if let Ok(mode) = text_mode(vm, x) {
        out.push_str(&format!(" mode={}", vm.repr_text(&mode)?));
    }
    let encoding = me(x).state.with(|s| s.encoding.clone());
    Ok(vm.new_str(&format!("{out} encoding='{encoding}'>")))
}

fn text_mode(vm: &Vm, x: &Ref) -> PyResult {
    match vm.instance_get(x, &vm.intern_str("mode")) {
        Some(m) => Ok(m),
        None => Err(vm.attribute_error_for(x, "mode")),
    }
}

fn text_set_mode(vm: &Vm, x: &Ref, v: Option<&Ref>) -> PyResult<()> {
    vm.instance_set(x, &vm.intern_str("mode"), v).map(drop)
}

fn text_newlines(vm: &Vm, x: &Ref) -> PyResult {
    let seen = me(x).state.with(|s| s.newlines.newlines());
    Ok(match seen {
        [] => Ref::none(),
        [one] => vm.new_str(one),
        more => vm.new_tuple(more.iter().map(|s| vm.new_str(s)).collect()),
    })
}

fn text_del(vm: &Vm, x: &Ref) {
    let started = me(x)
        .state
        .with(|s| !s.buffer.is_null() && !s.buffer.is_none());
    if started && matches!(super::base::is_closed(vm, x), Ok(false)) {
        let _ = vm.call_method(x, &vm.names().close, &[]);
    }
}

/// Whether `x.write` can only be [`write`]: a text stream of ours over a buffered file, whose `write`
/// no script has replaced.
pub fn writes_plainly(vm: &Vm, x: &Ref) -> bool {
    x.is_exactly(&TEXT_IO)
        && vm.instance_get(x, &vm.names().write).is_none()
        && me(x)
            .state
            .with(|s| !s.buffer.is_null() && s.buffer.is_exactly(&super::buffered::BUFFERED_WRITER))
}

/// Writes text as `print` does.
pub fn write(vm: &Vm, x: &Ref, text: &Ref) -> PyResult<()> {
    let b = open_buffer(vm, x)?;
    let Some(s) = text.as_str() else {
        return Ok(());
    };
    let (codec, errors, newline, lines, through) = me(x).state.with(|s| {
        (
            s.codec,
            s.errors.clone(),
            s.newline,
            s.line_buffering,
            s.write_through,
        )
    });
    let ascii =
        matches!(codec, Codec::Utf8 | Codec::Ascii | Codec::Latin1) && newline.written().is_none();
    let has_line_end = match s.view() {
        StrView::Ascii(b) => memchr::memchr2(b'\n', b'\r', b).is_some(),
        v => v.iter().any(|c| c == 10 || c == 13),
    };
    if ascii && let StrView::Ascii(bytes) = s.view() {
        me(x).state.with(|st| st.pending.extend_from_slice(bytes));
    } else {
        let replaced;
        let mut source = text;
        if has_line_end && let Some(end) = newline.written() {
            replaced = vm.call_method_str(text, "replace", &[vm.new_str("\n"), vm.new_str(end)])?;
            source = &replaced;
        }
        let bytes = encode(vm, codec, source, &errors)?;
        me(x).state.with(|st| st.pending.extend_from_slice(&bytes));
    }
    forget_read(x);
    if me(x).state.with(|st| st.pending.len() >= CHUNK) || through || (lines && has_line_end) {
        hand_on(vm, x, &b)?;
        if lines && has_line_end {
            vm.call_method(&b, &vm.names().flush, &[])?;
        }
    }
    Ok(())
}

fn forget_read(x: &Ref) {
    me(x).state.with(|s| {
        s.decoded = StrBuf::new();
        s.at = 0;
    });
}

/// Hands pending bytes to the buffer.
fn hand_on(vm: &Vm, x: &Ref, b: &Ref) -> PyResult<()> {
    let pending = me(x).state.with(|s| std::mem::take(&mut s.pending));
    if pending.is_empty() {
        return Ok(());
    }
    if b.is_exactly(&super::buffered::BUFFERED_WRITER) {
        return super::buffered::write_bytes(vm, b, &pending);
    }
    vm.call_method(b, &vm.names().write, &[vm.new_bytes(pending)])
        .map(drop)
}

fn text_write(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(s) = args[1].as_str() else {
        return Err(vm.type_error(format!(
            "write() argument must be str, not {}",
            args[1].ty().name()
        )));
    };
    let n = s.len();
    let b = open_buffer(vm, &args[0])?;
    let can = vm.call_method_str(&b, "writable", &[])?;
    if !vm.is_true(&can)? {
        return Err(unsupported(vm, "not writable"));
    }
    write(vm, &args[0], &args[1])?;
    Ok(vm.int(n as i64))
}

fn text_flush(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = open_buffer(vm, &args[0])?;
    hand_on(vm, &args[0], &b)?;
    vm.call_method(&b, &vm.names().flush, &[])?;
    Ok(Ref::none())
}

fn text_close(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = buffer(vm, &args[0])?;
    if super::base::is_closed(vm, &b)? {
        return Ok(Ref::none());
    }
    let flushed = hand_on(vm, &args[0], &b);
    vm.call_method(&b, &vm.names().close, &[])?;
    flushed.map(|()| Ref::none())
}

fn text_detach(vm: &Vm, args: &[Ref]) -> PyResult {
    let b = buffer(vm, &args[0])?;
    hand_on(vm, &args[0], &b)?;
    me(&args[0])
        .state
        .with(|s| std::mem::replace(&mut s.buffer, Ref::NULL));
    Ok(b)
}

/// Reads and decodes one more piece; false at the end of the file.
fn fill(vm: &Vm, x: &Ref, b: &Ref) -> PyResult<bool> {
    let piece = vm.call_method_str(b, "read1", &[vm.int(CHUNK as i64)])?;
    let Some(bytes) = piece.downcast::<PyBytes>() else {
        let got = piece.ty().name();
        return Err(vm.type_error(format!(
            "underlying read1() should have returned a bytes-like object, not '{got}'"
        )));
    };
    decode_more(vm, x, bytes.as_slice(), bytes.as_slice().is_empty())?;
    Ok(!bytes.as_slice().is_empty())
}

fn decode_more(vm: &Vm, x: &Ref, bytes: &[u8], last: bool) -> PyResult<()> {
    let (decoder, codec, errors, universal) = me(x).state.with(|s| {
        (
            s.decoder.take(),
            s.codec,
            s.errors.clone(),
            s.newline.is_universal(),
        )
    });
    let mut decoder = decoder.unwrap_or_else(|| IncrementalDecoder::new(codec));
    let text = decode_piece(vm, &mut decoder, bytes, last, &errors);
    me(x).state.with(|s| {
        s.decoder = Some(decoder);
        if let Ok(text) = &text {
            let text = if universal {
                s.newlines.decode(text.view(), last)
            } else {
                text.clone()
            };
            if s.at > 0 {
                s.decoded = StrBuf::from_view(s.decoded.view().slice(s.at, s.decoded.len()));
                s.at = 0;
            }
            s.decoded.push_view(text.view());
        }
    });
    text.map(drop)
}

fn readable_buffer(vm: &Vm, x: &Ref) -> PyResult {
    let b = open_buffer(vm, x)?;
    let can = vm.call_method_str(&b, "readable", &[])?;
    if !vm.is_true(&can)? {
        return Err(unsupported(vm, "not readable"));
    }
    hand_on(vm, x, &b)?;
    Ok(b)
}

fn available(x: &Ref) -> usize {
    me(x).state.with(|s| s.decoded.len() - s.at)
}

/// Takes `n` decoded characters.
fn take(vm: &Vm, x: &Ref, n: usize) -> Ref {
    let text = me(x).state.with(|s| {
        let end = s.at.saturating_add(n).min(s.decoded.len());
        let out = StrBuf::from_view(s.decoded.view().slice(s.at, end));
        s.at = end;
        if s.at == s.decoded.len() {
            s.decoded = StrBuf::new();
            s.at = 0;
        }
        out
    });
    vm.str_from_buf(text)
}

fn text_read(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let n = args[1]
        .opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))?;
    let b = readable_buffer(vm, x)?;
    if n < 0 {
        let rest = vm.call_method(&b, &vm.names().read, &[])?;
        let Some(bytes) = rest.downcast::<PyBytes>() else {
            return Ok(rest);
        };
        decode_more(vm, x, bytes.as_slice(), true)?;
        return Ok(take(vm, x, usize::MAX));
    }
    while available(x) < n as usize {
        if !fill(vm, x, &b)? {
            break;
        }
    }
    Ok(take(vm, x, n as usize))
}

fn read_line(vm: &Vm, x: &Ref, limit: i64) -> PyResult {
    let b = readable_buffer(vm, x)?;
    let mut seen = 0;
    loop {
        let end = me(x).state.with(|s| {
            let rest = s.decoded.view().slice(s.at, s.decoded.len());
            // A lone CR at the end of what is there may be half of a CR LF.
            s.newline.find_line_end(rest, seen)
        });
        let have = available(x);
        if limit >= 0 && end.unwrap_or(have) >= limit as usize {
            return Ok(take(vm, x, limit as usize));
        }
        match end {
            Some(end) => return Ok(take(vm, x, end)),
            None => {
                seen = have.saturating_sub(1);
                if !fill(vm, x, &b)? {
                    let have = available(x);
                    return Ok(take(vm, x, have));
                }
            }
        }
    }
}

fn text_readline(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = args[1]
        .opt()
        .filter(|n| !n.is_none())
        .map_or(Ok(-1), |n| vm.index_i64(n))?;
    read_line(vm, &args[0], n)
}

fn text_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    me(x).state.with(|s| s.telling = false);
    let line = if x.is_exactly(&TEXT_IO) {
        read_line(vm, x, -1)?
    } else {
        vm.call_method(x, &vm.names().readline, &[])?
    };
    if line.as_str().is_some_and(|s| s.is_empty()) {
        me(x).state.with(|s| s.telling = true);
        return Ok(None);
    }
    Ok(Some(line))
}

fn text_seek(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let b = open_buffer(vm, x)?;
    let whence = args[2].opt().map_or(Ok(0), |w| vm.index_i64(w))?;
    let mut target = args[1].clone();
    if whence == 1 {
        if vm.index_i64(&target)? != 0 {
            return Err(unsupported(vm, "can't do nonzero cur-relative seeks"));
        }
        target = text_tell(vm, &args[..1])?;
    } else if whence == 2 && vm.index_i64(&target)? != 0 {
        return Err(unsupported(vm, "can't do nonzero end-relative seeks"));
    } else if whence == 0 && vm.index_i64(&target)? < 0 {
        return Err(vm.value_error(format!("negative seek position {}", vm.repr_text(&target)?)));
    }
    hand_on(vm, x, &b)?;
    forget_read(x);
    me(x).state.with(|s| s.decoder = None);
    let whence = if whence == 2 { 2 } else { 0 };
    vm.call_method_str(&b, "seek", &[target, Ref::small_int(whence)])
}

fn text_tell(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let b = open_buffer(vm, x)?;
    hand_on(vm, x, &b)?;
    let at = vm.call_method_str(&b, "tell", &[])?;
    // What is decoded but not read yet counts back, in the bytes it was.
    let rest = me(x)
        .state
        .with(|s| StrBuf::from_view(s.decoded.view().slice(s.at, s.decoded.len())));
    if rest.is_empty() {
        return Ok(at);
    }
    let (codec, errors) = me(x).state.with(|s| (s.codec, s.errors.clone()));
    let bytes = encode(vm, codec, &vm.str_from_buf(rest), &errors)?;
    Ok(vm.int(vm.index_i64(&at)? - bytes.len() as i64))
}

fn text_truncate(vm: &Vm, args: &[Ref]) -> PyResult {
    text_flush(vm, &args[..1])?;
    let b = open_buffer(vm, &args[0])?;
    let size = args[1].opt().cloned().unwrap_or_else(Ref::none);
    vm.call_method_str(&b, "truncate", &[size])
}

fn text_reconfigure(vm: &Vm, args: &[Ref]) -> PyResult {
    text_flush(vm, &args[..1])?;
    let given = |i: usize| args[i].opt().filter(|v| !v.is_none());
    let codec = match given(1) {
        Some(e) => {
            let name = vm.str_lossy(e);
            match Codec::from_name(&name) {
                Some(c) => Some((name, c)),
                None => {
                    let text = format!("unknown encoding: {name}");
                    return Err(vm.error(&crate::builtins::exceptions::LOOKUP_ERROR, text));
                }
            }
        }
        None => None,
    };
    let newline = match args[3].opt() {
        Some(n) => {
            let text = if n.is_none() {
                None
            } else {
                Some(vm.str_lossy(n))
            };
            Some(Newline::from_argument(text.as_deref()).map_err(|f| vm.fault(f))?)
        }
        None => None,
    };
    let lines = given(4).map(|l| vm.is_true(l)).transpose()?;
    let through = given(5).map(|l| vm.is_true(l)).transpose()?;
    let errors = given(2).map(|e| vm.str_lossy(e));
    me(&args[0]).state.with(|s| {
        if let Some((name, c)) = codec {
            s.encoding = name;
            s.codec = c;
            s.decoder = None;
        }
        s.errors = errors.unwrap_or_else(|| s.errors.clone());
        s.newline = newline.unwrap_or(s.newline);
        s.line_buffering = lines.unwrap_or(s.line_buffering);
        s.write_through = through.unwrap_or(s.write_through);
    });
    Ok(Ref::none())
}

fn ask(vm: &Vm, x: &Ref, question: &str) -> PyResult {
    let b = buffer(vm, x)?;
    vm.call_method_str(&b, question, &[])
}

fn text_fileno(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "fileno")
}
fn text_isatty(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "isatty")
}
fn text_readable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "readable")
}
fn text_writable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "writable")
}
fn text_seekable(vm: &Vm, args: &[Ref]) -> PyResult {
    ask(vm, &args[0], "seekable")
}
