//! What scripts see of `zlib`: functions, constants and errors.
//!
//! Next file to read: `tests.rs`.

use super::deflate::{Deflater, FINISH};
use super::inflate::{InflateError, Inflater};
use super::objects::{
    COMPRESS, DECOMPRESS, UNLIMITED, ZLIB_DECOMPRESSOR, inflater_for, new_compress, new_decompress,
    readable,
};
use super::{adler32, wrapping};
use crate::builtins::bytes::byteslike::bytes_like;
use crate::builtins::exceptions::{EXCEPTION, PyException};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::runtime::event::Reason;
use crate::stdlib::detached::GIL_MINSIZE;
use crate::stdlib::modules::ModuleDef;
use crate::stdlib::{add_ints, add_type};

/// The module.
pub static ZLIB: ModuleDef = ModuleDef {
    name: "zlib",
    doc: "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

static ZLIB_ERROR_DEF: TypeDef = TypeDef {
    module: "zlib",
    base: Some(&EXCEPTION),
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("error")
};
/// `zlib.error`
pub static ZLIB_ERROR: Type = Type::builtin(&ZLIB_ERROR_DEF);

const FUNCTIONS: &[MethodDef] = &[
    function(
        "adler32",
        zlib_adler32,
        "data, value=1, /",
        "Compute an Adler-32 checksum of data.",
    ),
    function(
        "compress",
        zlib_compress,
        "data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS",
        "Returns a bytes object containing compressed data.",
    ),
    function(
        "compressobj",
        zlib_compressobj,
        "level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>",
        "Return a compressor object.",
    ),
    function(
        "crc32",
        zlib_crc32,
        "data, value=0, /",
        "Compute a CRC-32 checksum of data.",
    ),
    function(
        "decompress",
        zlib_decompress,
        "data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE",
        "Returns a bytes object containing the uncompressed data.",
    ),
    function(
        "decompressobj",
        zlib_decompressobj,
        "wbits=MAX_WBITS, zdict=b''",
        "Return a decompressor object.",
    ),
];

const CONSTANTS: &[(&str, i64)] = &[
    ("DEFLATED", 8),
    ("DEF_BUF_SIZE", 16384),
    ("DEF_MEM_LEVEL", 8),
    ("MAX_WBITS", 15),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_BEST_SPEED", 1),
    ("Z_BLOCK", 5),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_FILTERED", 1),
    ("Z_FINISH", FINISH),
    ("Z_FIXED", 4),
    ("Z_FULL_FLUSH", 3),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_NO_COMPRESSION", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_RLE", 3),
    ("Z_SYNC_FLUSH", 2),
    ("Z_TREES", 6),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    add_ints(vm, dict, CONSTANTS)?;
    // The version of the interface that is offered here.
    for name in ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"] {
        vm.dict_set(dict, name, vm.new_str("1.3.1"))?;
    }
    COMPRESS.ready(vm);
    DECOMPRESS.ready(vm);
    add_type(vm, dict, &ZLIB_DECOMPRESSOR)?;
    add_type(vm, dict, &ZLIB_ERROR)
}

/// The exception for a bad stream.
pub fn inflate_error(vm: &Vm, error: InflateError) -> Exc {
    let text = match error {
        InflateError::Data(what) => format!("Error -3 while decompressing data: {what}"),
        InflateError::NeedDictionary => "Error 2 while decompressing data".to_string(),
        InflateError::WrongDictionary => {
            "Error -3 while setting zdict: invalid input data".to_string()
        }
    };
    vm.error(&ZLIB_ERROR, text)
}

/// The low 32 bits of a checksum argument.
pub fn checksum_argument(vm: &Vm, x: &Ref, default: u32) -> PyResult<u32> {
    let Some(x) = x.opt() else {
        return Ok(default);
    };
    let i = vm.index(x)?;
    let mask = crate::builtins::int::Int::from_u128(u128::from(u32::MAX));
    let low = i.as_int().and_then(|i| i.and(&mask).to_u64());
    Ok(low.unwrap_or(0) as u32)
}

fn checksum(vm: &Vm, data: &[u8], work: impl FnOnce() -> u32) -> PyResult {
    let sum = if data.len() < GIL_MINSIZE {
        work()
    } else {
        vm.blocking(Reason::Compute, work)
    };
    Ok(vm.int(sum.into()))
}

fn zlib_adler32(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let start = checksum_argument(vm, &args[1], 1)?;
    checksum(vm, &data, || adler32(start, &data))
}

/// `crc32(data, value=0)`
pub fn zlib_crc32(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let start = checksum_argument(vm, &args[1], 0)?;
    checksum(vm, &data, || {
        let mut crc = crc32fast::Hasher::new_with_initial(start);
        crc.update(&data);
        crc.finalize()
    })
}

fn number(vm: &Vm, x: &Ref, default: i64) -> PyResult<i64> {
    x.opt().map_or(Ok(default), |x| vm.index_i64(x))
}

fn zlib_compress(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let (level, wbits) = (number(vm, &args[1], -1)?, number(vm, &args[2], 15)?);
    let (Some((wrapping, bits)), -1..=9) = (wrapping(wbits), level) else {
        return Err(vm.error(&ZLIB_ERROR, "Bad compression level"));
    };
    let packed = vm.blocking(Reason::Compute, || {
        Deflater::new(wrapping, bits, level, 0).compress(&data, FINISH)
    });
    Ok(vm.new_bytes(packed.unwrap_or_default()))
}

fn zlib_decompress(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let (wbits, size) = (number(vm, &args[1], 15)?, number(vm, &args[2], 16384)?);
    if size < 0 {
        return Err(vm.value_error("bufsize must be non-negative"));
    }
    let Some((wrapping, bits)) = readable(wbits) else {
        return Err(vm.error(
            &ZLIB_ERROR,
            "Error -2 while preparing to decompress data: inconsistent stream state",
        ));
    };
    let mut inflater = Inflater::new(wrapping, bits, None);
    let result = vm.blocking(Reason::Compute, || inflater.decompress(&data, UNLIMITED));
    let (bytes, _) = result.map_err(|e| inflate_error(vm, e))?;
    if !inflater.is_done() {
        return Err(vm.error(
            &ZLIB_ERROR,
            "Error -5 while decompressing data: incomplete or truncated stream",
        ));
    }
    Ok(vm.new_bytes(bytes))
}

fn zlib_compressobj(vm: &Vm, args: &[Ref]) -> PyResult {
    let (level, method) = (number(vm, &args[0], -1)?, number(vm, &args[1], 8)?);
    let (wbits, memory) = (number(vm, &args[2], 15)?, number(vm, &args[3], 8)?);
    let strategy = number(vm, &args[4], 0)?;
    if let Some(dictionary) = args[5].opt() {
        bytes_like(vm, dictionary)?;
    }
    let fits = (-1..=9).contains(&level)
        && method == 8
        && (1..=9).contains(&memory)
        && (0..=4).contains(&strategy);
    match wrapping(wbits).filter(|_| fits) {
        Some((wrapping, bits)) => Ok(new_compress(
            vm,
            Deflater::new(wrapping, bits, level, strategy),
        )),
        None => Err(vm.value_error("Invalid initialization option")),
    }
}

fn zlib_decompressobj(vm: &Vm, args: &[Ref]) -> PyResult {
    let inflater = inflater_for(vm, &args[0], &args[1])?;
    Ok(new_decompress(vm, inflater))
}
