//! Compressor and decompressor objects.
//!
//! Invariant: the input that was not used, or lies behind the end of the stream, stands in the
//! object under the same lock as the stream, so that no other thread sees one without the other.
//! Next file to read: `module.rs`.

use super::deflate::{Deflater, FINISH};
use super::inflate::{InflateError, Inflater};
use super::module::{ZLIB_ERROR, inflate_error};
use super::{Wrapping, wrapping};
use crate::builtins::bytes::byteslike::bytes_like;
use crate::builtins::exceptions as exc;
use crate::objects::args::{Args, Callee, MethodDef, Signature, bind, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::payload;
use crate::stdlib::detached::Detached;
use std::sync::LazyLock;

/// More than any output can have.
pub const UNLIMITED: usize = usize::MAX >> 1;

/// A `zlib.Compress` object.
#[repr(C)]
pub struct PyCompress {
    pub(crate) header: Header,
    deflater: Detached<Deflater>,
}

payload!(PyCompress, COMPRESS);

static COMPRESS_DEF: TypeDef = TypeDef {
    module: "zlib",
    flags: type_flags::NO_NEW | type_flags::IMMUTABLE,
    methods: &[
        method(
            "compress",
            compress_compress,
            "self, data, /",
            "Returns a bytes object containing compressed data.",
        ),
        method(
            "flush",
            compress_flush,
            "self, mode=zlib.Z_FINISH, /",
            "Return a bytes object containing any remaining compressed data.",
        ),
    ],
    ..TypeDef::of::<PyCompress>("Compress")
};
/// The type of compressors.
pub static COMPRESS: Type = Type::builtin(&COMPRESS_DEF);

/// A compressor.
pub fn new_compress(vm: &Vm, deflater: Deflater) -> Ref {
    vm.alloc(PyCompress {
        header: Header::new(&COMPRESS),
        deflater: Detached::new(deflater),
    })
}

fn run_compressor(vm: &Vm, this: &Ref, data: &[u8], mode: i64, doing: &str) -> PyResult {
    let Some(c) = this.downcast::<PyCompress>() else {
        return Err(vm.type_error("a compressor is required"));
    };
    let made = c.deflater.with(vm, data.len(), |d| d.compress(data, mode));
    match made {
        Some(bytes) => Ok(vm.new_bytes(bytes)),
        None => {
            let text = format!("Error -2 while {doing}: inconsistent stream state");
            Err(vm.error(&ZLIB_ERROR, text))
        }
    }
}

fn compress_compress(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[1])?;
    run_compressor(vm, &args[0], &data, 0, "compressing data")
}

fn compress_flush(vm: &Vm, args: &[Ref]) -> PyResult {
    let mode = args[1].opt().map_or(Ok(FINISH), |m| vm.index_i64(m))?;
    if mode == 0 {
        return Ok(vm.new_bytes(Vec::new()));
    }
    run_compressor(vm, &args[0], &[], mode, "flushing")
}

/// A stream with what surrounds it.
#[derive(Clone)]
struct Decompression {
    inflater: Inflater,
    /// Input kept for later: in a `Decompress` what the limit left, in a `_ZlibDecompressor` all that is unread.
    tail: Vec<u8>,
    /// Input behind the end of the stream.
    unused: Vec<u8>,
    needs_input: bool,
    /// Whether `flush` has found the end.
    ended: bool,
}

impl Decompression {
    fn new(inflater: Inflater) -> Decompression {
        Decompression {
            inflater,
            tail: Vec::new(),
            unused: Vec::new(),
            needs_input: true,
            ended: false,
        }
    }

    /// Decompresses `data` and keeps what is left of it where scripts look for it.
    fn run(&mut self, data: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
        if self.inflater.is_done() {
            self.unused.extend_from_slice(data);
            self.tail.clear();
            return Ok(Vec::new());
        }
        let (out, used) = self.inflater.decompress(data, limit)?;
        let rest = data[used..].to_vec();
        if self.inflater.is_done() {
            self.unused = rest;
            self.tail = Vec::new();
        } else {
            self.tail = rest;
        }
        Ok(out)
    }

    /// As [`Decompression::run`], but with the input left from before in front.
    fn feed(&mut self, data: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
        let mut input = std::mem::take(&mut self.tail);
        input.extend_from_slice(data);
        let out = self.run(&input, limit)?;
        self.needs_input = !self.inflater.is_done() && self.tail.is_empty() && out.len() < limit;
        Ok(out)
    }
}

/// A `zlib.Decompress` object.
#[repr(C)]
pub struct PyDecompress {
    pub(crate) header: Header,
    state: Detached<Decompression>,
}

payload!(PyDecompress, DECOMPRESS);

static DECOMPRESS_DEF: TypeDef = TypeDef {
    module: "zlib",
    flags: type_flags::NO_NEW | type_flags::IMMUTABLE,
    methods: DECOMPRESS_METHODS,
    getset: &[
        getter(
            "eof",
            |vm, x| look(vm, x, |s| Ref::bool(s.inflater.is_done())),
            "",
        ),
        getter(
            "unconsumed_tail",
            |vm, x| look(vm, x, |s| vm.new_bytes(s.tail.clone())),
            "",
        ),
        getter(
            "unused_data",
            |vm, x| look(vm, x, |s| vm.new_bytes(s.unused.clone())),
            "",
        ),
    ],
    ..TypeDef::of::<PyDecompress>("Decompress")
};
/// The type of decompressors.
pub static DECOMPRESS: Type = Type::builtin(&DECOMPRESS_DEF);

const DECOMPRESS_METHODS: &[MethodDef] = &[
    method("__copy__", decompress_copy, "self, /", ""),
    method("__deepcopy__", decompress_copy, "self, memo, /", ""),
    method(
        "copy",
        decompress_copy,
        "self, /",
        "Return a copy of the decompression object.",
    ),
    method(
        "decompress",
        decompress_decompress,
        "self, data, /, max_length=0",
        "Return a bytes object containing the decompressed version of the data.",
    ),
    method(
        "flush",
        decompress_flush,
        "self, length=zlib.DEF_BUF_SIZE, /",
        "Return a bytes object containing any remaining decompressed data.",
    ),
];

/// A decompressor.
pub fn new_decompress(vm: &Vm, inflater: Inflater) -> Ref {
    vm.alloc(PyDecompress {
        header: Header::new(&DECOMPRESS),
        state: Detached::new(Decompression::new(inflater)),
    })
}

fn decompression<'a>(vm: &Vm, x: &'a Ref) -> Result<&'a Detached<Decompression>, Exc> {
    if let Some(d) = x.downcast::<PyDecompress>() {
        return Ok(&d.state);
    }
    match x.downcast::<PyZlibDecompressor>() {
        Some(d) => Ok(&d.state),
        None => Err(vm.type_error("a decompressor is required")),
    }
}

fn look(vm: &Vm, x: &Ref, see: impl FnOnce(&Decompression) -> Ref) -> PyResult {
    Ok(decompression(vm, x)?.with(vm, 0, |s| see(s)))
}

fn decompress_copy(vm: &Vm, args: &[Ref]) -> PyResult {
    let state = decompression(vm, &args[0])?.with(vm, 0, |s| s.clone());
    Ok(vm.alloc(PyDecompress {
        header: Header::new(&DECOMPRESS),
        state: Detached::new(state),
    }))
}

fn stream_ended(vm: &Vm) -> Exc {
    vm.error(
        &ZLIB_ERROR,
        "Error -2 while decompressing data: inconsistent stream state",
    )
}

fn decompress_decompress(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[1])?;
    let limit = args[2].opt().map_or(Ok(0), |n| vm.index_i64(n))?;
    let limit = match usize::try_from(limit) {
        Ok(0) => UNLIMITED,
        Ok(limit) => limit,
        Err(_) => return Err(vm.value_error("max_length must be non-negative")),
    };
    let made = decompression(vm, &args[0])?
        .with(vm, data.len(), |s| (!s.ended).then(|| s.run(&data, limit)));
    match made {
        Some(Ok(bytes)) => Ok(vm.new_bytes(bytes)),
        Some(Err(e)) => Err(inflate_error(vm, e)),
        None => Err(stream_ended(vm)),
    }
}

fn decompress_flush(vm: &Vm, args: &[Ref]) -> PyResult {
    if let Some(length) = args[1].opt()
        && vm.index_i64(length)? <= 0
    {
        return Err(vm.value_error("length must be greater than zero"));
    }
    let made = decompression(vm, &args[0])?.with(vm, usize::MAX, |s| {
        if s.ended {
            return Ok(Vec::new());
        }
        let out = s.feed(&[], UNLIMITED);
        s.ended = s.inflater.is_done();
        out
    });
    match made {
        Ok(bytes) => Ok(vm.new_bytes(bytes)),
        Err(e) => Err(inflate_error(vm, e)),
    }
}

/// A `zlib._ZlibDecompressor` object.
#[repr(C)]
pub struct PyZlibDecompressor {
    pub(crate) header: Header,
    state: Detached<Decompression>,
}

payload!(PyZlibDecompressor, ZLIB_DECOMPRESSOR);

static ZLIB_DECOMPRESSOR_DEF: TypeDef = TypeDef {
    module: "zlib",
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(zlib_decompressor_new),
        ..Slots::NONE
    },
    methods: &[method(
        "decompress",
        zlib_decompressor_decompress,
        "self, /, data, max_length=-1",
        "Decompress *data*, returning uncompressed data as bytes.",
    )],
    getset: &[
        getter(
            "eof",
            |vm, x| look(vm, x, |s| Ref::bool(s.inflater.is_done())),
            "True if the end-of-stream marker has been reached.",
        ),
        getter(
            "needs_input",
            |vm, x| look(vm, x, |s| Ref::bool(s.needs_input)),
            "True if more input is needed before more decompressed data can be produced.",
        ),
        getter(
            "unused_data",
            |vm, x| look(vm, x, |s| vm.new_bytes(s.unused.clone())),
            "Data found after the end of the compressed stream.",
        ),
    ],
    doc: "Create a decompressor object for decompressing data incrementally.",
    ..TypeDef::of::<PyZlibDecompressor>("_ZlibDecompressor")
};
/// The decompressor that `gzip` uses.
pub static ZLIB_DECOMPRESSOR: Type = Type::builtin(&ZLIB_DECOMPRESSOR_DEF);

static NEW_SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("wbits=15, zdict=b''"));

/// The stream for the arguments of a decompressor.
pub fn inflater_for(vm: &Vm, wbits: &Ref, zdict: &Ref) -> PyResult<Inflater> {
    let wbits = wbits.opt().map_or(Ok(15), |w| vm.index_i64(w))?;
    let dictionary = match zdict.opt() {
        None => None,
        Some(d) if d.ty().slots().buffer.is_none() => {
            return Err(vm.type_error("zdict argument must support the buffer protocol"));
        }
        Some(d) => Some(vm.bytes_of(d)?).filter(|d| !d.is_empty()),
    };
    match readable(wbits) {
        Some((wrapping, bits)) => Ok(Inflater::new(wrapping, bits, dictionary)),
        None => Err(vm.value_error("Invalid initialization option")),
    }
}

/// A `wbits` argument for decompression: 0 and 32 leave the window to the stream.
pub fn readable(wbits: i64) -> Option<(Wrapping, u32)> {
    match wbits {
        0 => Some((Wrapping::Zlib, 0)),
        16 => Some((Wrapping::Gzip, 0)),
        32 => Some((Wrapping::Detect, 0)),
        40..=47 => Some((Wrapping::Detect, (wbits - 32) as u32)),
        _ => wrapping(wbits),
    }
}

fn zlib_decompressor_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let name = "_ZlibDecompressor";
    let callee = Callee {
        name,
        qualname: name,
        has_self: false,
    };
    let mut slots = [const { Ref::NULL }; 2];
    bind(vm, &NEW_SIGNATURE, callee, args, &mut slots)?;
    let payload = PyZlibDecompressor {
        header: Header::new(ty),
        state: Detached::new(Decompression::new(inflater_for(vm, &slots[0], &slots[1])?)),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn zlib_decompressor_decompress(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[1])?;
    let limit = args[2].opt().map_or(Ok(-1), |n| vm.index_i64(n))?;
    let limit = usize::try_from(limit).unwrap_or(UNLIMITED);
    let made = decompression(vm, &args[0])?.with(vm, data.len(), |s| {
        (!s.inflater.is_done()).then(|| match limit {
            0 => {
                s.tail.extend_from_slice(&data);
                Ok(Vec::new())
            }
            _ => s.feed(&data, limit),
        })
    });
    match made {
        Some(Ok(bytes)) => Ok(vm.new_bytes(bytes)),
        Some(Err(e)) => Err(inflate_error(vm, e)),
        None => Err(vm.error(&exc::EOF_ERROR, "End of stream already reached")),
    }
}
