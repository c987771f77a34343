//! The `_codecs` module: what Python's `codecs` and `encodings` are built on.
//!
//! Invariant: a decoder answers `(text, bytes used)`, an encoder `(bytes, characters used)`.
//! Next file to read: `charmap_module.rs`.

use super::charmap_module as charmap;
use super::escape::{self, InvalidEscape, OnBadHex, Unescaped};
use super::object::{DecodePolicy, EncodePolicy, Failure, Policy};
use super::registry::Codec;
use super::utf16::{ByteOrder, Decoded};
use super::{lookup, object, single_byte, utf7, utf8, utf16, utf32};
use crate::builtins::exceptions as exc;
use crate::builtins::str::arguments::{c_int, flag, optional_text};
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;

/// `_codecs`.
pub static CODECS: ModuleDef = ModuleDef {
    name: "_codecs",
    doc: "",
    functions: FUNCTIONS,
    setup: None,
};

const PLAIN_DECODE: &str = "data, errors=None, /";
const PIECE_DECODE: &str = "data, errors=None, final=False, /";
const ESCAPE_DECODE: &str = "data, errors=None, final=True, /";
const EX_DECODE: &str = "data, errors=None, byteorder=0, final=False, /";
const ENCODE: &str = "str, errors=None, /";
const ORDER_ENCODE: &str = "str, errors=None, byteorder=0, /";
const ANY: &str = "obj, encoding='utf-8', errors='strict'";

const FUNCTIONS: &[MethodDef] = &[
    function(
        "_unregister_error",
        codecs_unregister_error,
        "errors, /",
        "Forget the handler registered under a name.",
    ),
    function("ascii_decode", ascii_decode, PLAIN_DECODE, ""),
    function("ascii_encode", ascii_encode, ENCODE, ""),
    function("charmap_build", charmap::charmap_build, "map, /", ""),
    function(
        "charmap_decode",
        charmap::charmap_decode,
        "data, errors=None, mapping=None, /",
        "",
    ),
    function(
        "charmap_encode",
        charmap::charmap_encode,
        "str, errors=None, mapping=None, /",
        "",
    ),
    function(
        "decode",
        codecs_decode,
        ANY,
        "Decode an object with the codec registered for encoding.",
    ),
    function(
        "encode",
        codecs_encode,
        ANY,
        "Encode an object with the codec registered for encoding.",
    ),
    function("escape_decode", escape_decode, PLAIN_DECODE, ""),
    function("escape_encode", escape_encode, PLAIN_DECODE, ""),
    function("latin_1_decode", latin_1_decode, PLAIN_DECODE, ""),
    function("latin_1_encode", latin_1_encode, ENCODE, ""),
    function(
        "lookup",
        codecs_lookup,
        "encoding, /",
        "Find a codec and return its CodecInfo.",
    ),
    function(
        "lookup_error",
        codecs_lookup_error,
        "name, /",
        "Return the handler registered under a name.",
    ),
    function(
        "raw_unicode_escape_decode",
        raw_unicode_escape_decode,
        ESCAPE_DECODE,
        "",
    ),
    function(
        "raw_unicode_escape_encode",
        raw_unicode_escape_encode,
        ENCODE,
        "",
    ),
    function("readbuffer_encode", readbuffer_encode, PLAIN_DECODE, ""),
    function(
        "register",
        codecs_register,
        "search_function, /",
        "Register a function that finds codecs by name.",
    ),
    function(
        "register_error",
        codecs_register_error,
        "errors, handler, /",
        "Register an error handler under a name.",
    ),
    function(
        "unicode_escape_decode",
        unicode_escape_decode,
        ESCAPE_DECODE,
        "",
    ),
    function("unicode_escape_encode", unicode_escape_encode, ENCODE, ""),
    function(
        "unregister",
        codecs_unregister,
        "search_function, /",
        "Forget a function that finds codecs.",
    ),
    function("utf_16_be_decode", utf_16_be_decode, PIECE_DECODE, ""),
    function("utf_16_be_encode", utf_16_be_encode, ENCODE, ""),
    function("utf_16_decode", utf_16_decode, PIECE_DECODE, ""),
    function("utf_16_encode", utf_16_encode, ORDER_ENCODE, ""),
    function("utf_16_ex_decode", utf_16_ex_decode, EX_DECODE, ""),
    function("utf_16_le_decode", utf_16_le_decode, PIECE_DECODE, ""),
    function("utf_16_le_encode", utf_16_le_encode, ENCODE, ""),
    function("utf_32_be_decode", utf_32_be_decode, PIECE_DECODE, ""),
    function("utf_32_be_encode", utf_32_be_encode, ENCODE, ""),
    function("utf_32_decode", utf_32_decode, PIECE_DECODE, ""),
    function("utf_32_encode", utf_32_encode, ORDER_ENCODE, ""),
    function("utf_32_ex_decode", utf_32_ex_decode, EX_DECODE, ""),
    function("utf_32_le_decode", utf_32_le_decode, PIECE_DECODE, ""),
    function("utf_32_le_encode", utf_32_le_encode, ENCODE, ""),
    function("utf_7_decode", utf_7_decode, PIECE_DECODE, ""),
    function("utf_7_encode", utf_7_encode, ENCODE, ""),
    function("utf_8_decode", utf_8_decode, PIECE_DECODE, ""),
    function("utf_8_encode", utf_8_encode, ENCODE, ""),
];

fn name_argument(vm: &Vm, x: &Ref, function: &str) -> PyResult<String> {
    let text = optional_text(vm, x, &format!("{function}() argument"))?;
    Ok(text.unwrap_or_default())
}

fn codecs_register(vm: &Vm, args: &[Ref]) -> PyResult {
    lookup::register(vm, &args[0])?;
    Ok(Ref::none())
}

fn codecs_unregister(vm: &Vm, args: &[Ref]) -> PyResult {
    lookup::unregister(vm, &args[0]);
    Ok(Ref::none())
}

fn codecs_lookup(vm: &Vm, args: &[Ref]) -> PyResult {
    lookup::lookup(vm, &name_argument(vm, &args[0], "lookup")?)
}

fn codecs_register_error(vm: &Vm, args: &[Ref]) -> PyResult {
    let name = optional_text(vm, &args[0], "register_error() argument 1")?.unwrap_or_default();
    lookup::register_error(vm, &name, &args[1])?;
    Ok(Ref::none())
}

fn codecs_unregister_error(vm: &Vm, args: &[Ref]) -> PyResult {
    lookup::unregister_error(vm, &name_argument(vm, &args[0], "_unregister_error")?).map(Ref::bool)
}

fn codecs_lookup_error(vm: &Vm, args: &[Ref]) -> PyResult {
    lookup::error_handler(vm, &name_argument(vm, &args[0], "lookup_error")?)
}

fn codecs_encode(vm: &Vm, args: &[Ref]) -> PyResult {
    let (encoding, errors) = conversion_names(vm, args, "encode")?;
    match Codec::from_name(&encoding) {
        Some(codec) if args[0].as_str().is_some() => {
            object::encode(vm, codec, &args[0], &errors).map(|bytes| vm.new_bytes(bytes))
        }
        _ => lookup::encode_any(vm, &args[0], &encoding, &errors),
    }
}

fn codecs_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let (encoding, errors) = conversion_names(vm, args, "decode")?;
    match Codec::from_name(&encoding) {
        Some(codec) if args[0].ty().slots().buffer.is_some() => {
            object::decode(vm, codec, &vm.bytes_of(&args[0])?, &errors)
        }
        _ => lookup::decode_any(vm, &args[0], &encoding, &errors),
    }
}

fn conversion_names(vm: &Vm, args: &[Ref], function: &str) -> PyResult<(String, String)> {
    let encoding = optional_text(vm, &args[1], &format!("{function}() argument 'encoding'"))?;
    let errors = optional_text(vm, &args[2], &format!("{function}() argument 'errors'"))?;
    Ok((
        encoding.unwrap_or_else(|| "utf-8".into()),
        errors.unwrap_or_else(|| "strict".into()),
    ))
}

/// The `errors` argument: `None` and nothing at all mean "strict".
pub(super) fn policy(vm: &Vm, x: &Ref, function: &str) -> PyResult<Policy> {
    let given = x.opt().filter(|x| !x.is_none());
    let Some(given) = given else {
        return Ok(Policy::from_name("strict"));
    };
    if given.as_str().is_none() {
        let got = given.ty().name();
        return Err(vm.type_error(format!(
            "{function}() argument 2 must be str or None, not {got}"
        )));
    }
    let name = optional_text(vm, given, &format!("{function}() argument 2"))?;
    Ok(Policy::from_name(&name.unwrap_or_default()))
}

/// What a decoder answers.
pub(super) fn decoded(vm: &Vm, text: StrBuf, used: usize) -> PyResult {
    Ok(vm.new_tuple(vec![vm.str_from_buf(text), vm.uint(used as u64)]))
}

/// What an encoder answers.
pub(super) fn encoded(vm: &Vm, bytes: Vec<u8>, used: usize) -> PyResult {
    Ok(vm.new_tuple(vec![vm.new_bytes(bytes), vm.uint(used as u64)]))
}

/// Decodes the first argument with `run`, which gets the input and the error policy.
fn decode_with<T>(
    vm: &Vm,
    args: &[Ref],
    name: &str,
    run: impl FnOnce(&[u8], &mut DecodePolicy) -> Result<T, Failure>,
) -> PyResult<T> {
    let input = vm.bytes_of(&args[0])?;
    let policy = policy(vm, &args[1], name)?;
    let mut handler = DecodePolicy::new(vm, &policy);
    run(&input, &mut handler).map_err(|failure| handler.exception(failure, &input))
}

/// Encodes the first argument with a codec.
fn encode_with(vm: &Vm, args: &[Ref], name: &str, codec: Codec) -> PyResult {
    let text = vm.expect_str(&args[0], &format!("{name}() argument 1"))?;
    let policy = policy(vm, &args[1], name)?;
    let mut handler = EncodePolicy::new(vm, &policy, &args[0]);
    match codec.encode(text.view(), &mut handler) {
        Ok(bytes) => encoded(vm, bytes, text.len()),
        Err(failure) => Err(handler.exception(failure)),
    }
}

macro_rules! encoders {
    ($($name:ident: $codec:expr;)*) => {
        $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
            encode_with(vm, args, stringify!($name), $codec)
        })*
    };
}

encoders! {
    ascii_encode: Codec::Ascii;
    latin_1_encode: Codec::Latin1;
    raw_unicode_escape_encode: Codec::RawUnicodeEscape;
    unicode_escape_encode: Codec::UnicodeEscape;
    utf_16_be_encode: Codec::Utf16(ByteOrder::Big);
    utf_16_le_encode: Codec::Utf16(ByteOrder::Little);
    utf_32_be_encode: Codec::Utf32(ByteOrder::Big);
    utf_32_le_encode: Codec::Utf32(ByteOrder::Little);
    utf_7_encode: Codec::Utf7;
    utf_8_encode: Codec::Utf8;
}

/// A byte order as a number: below 0 for little, above for big.
fn order_argument(vm: &Vm, x: &Ref) -> PyResult<ByteOrder> {
    Ok(match c_int(vm, x, 0)? {
        0 => ByteOrder::Marked,
        ..0 => ByteOrder::Little,
        _ => ByteOrder::Big,
    })
}

fn utf_16_encode(vm: &Vm, args: &[Ref]) -> PyResult {
    encode_with(
        vm,
        args,
        "utf_16_encode",
        Codec::Utf16(order_argument(vm, &args[2])?),
    )
}

fn utf_32_encode(vm: &Vm, args: &[Ref]) -> PyResult {
    encode_with(
        vm,
        args,
        "utf_32_encode",
        Codec::Utf32(order_argument(vm, &args[2])?),
    )
}

fn ascii_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let (text, used) = decode_with(vm, args, "ascii_decode", |input, errors| {
        Ok((single_byte::decode_ascii(input, errors)?, input.len()))
    })?;
    decoded(vm, text, used)
}

fn latin_1_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let (text, used) = decode_with(vm, args, "latin_1_decode", |input, _| {
        Ok((single_byte::decode_latin1(input), input.len()))
    })?;
    decoded(vm, text, used)
}

fn utf_7_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let last = flag(vm, &args[2], false)?;
    let (text, used) = decode_with(vm, args, "utf_7_decode", |input, errors| {
        utf7::decode(input, last, errors)
    })?;
    decoded(vm, text, used)
}

fn utf_8_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let last = flag(vm, &args[2], false)?;
    let (text, used) = decode_with(vm, args, "utf_8_decode", |input, errors| {
        utf8::decode(input, last, errors)
    })?;
    decoded(vm, text, used)
}

/// Decodes UTF-16 or UTF-32; the last argument of the function is `final`.
fn utf_wide(vm: &Vm, args: &[Ref], name: &str, size: usize, order: ByteOrder) -> PyResult<Decoded> {
    let last = flag(vm, &args[args.len() - 1], false)?;
    decode_with(vm, args, name, |input, errors| match size {
        2 => utf16::decode(input, order, last, errors),
        _ => utf32::decode(input, order, last, errors),
    })
}

macro_rules! wide_decoders {
    ($($name:ident: $size:literal, $order:ident;)*) => {
        $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
            let made = utf_wide(vm, args, stringify!($name), $size, ByteOrder::$order)?;
            decoded(vm, made.text, made.consumed)
        })*
    };
}

wide_decoders! {
    utf_16_be_decode: 2, Big;
    utf_16_decode: 2, Marked;
    utf_16_le_decode: 2, Little;
    utf_32_be_decode: 4, Big;
    utf_32_decode: 4, Marked;
    utf_32_le_decode: 4, Little;
}

fn ex_decode(vm: &Vm, args: &[Ref], name: &str, size: usize) -> PyResult {
    let order = order_argument(vm, &args[2])?;
    let made = utf_wide(vm, args, name, size, order)?;
    let order = match made.order {
        ByteOrder::Marked => 0,
        ByteOrder::Little => -1,
        ByteOrder::Big => 1,
    };
    let text = vm.str_from_buf(made.text);
    Ok(vm.new_tuple(vec![text, vm.uint(made.consumed as u64), vm.int(order)]))
}

fn utf_16_ex_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    ex_decode(vm, args, "utf_16_ex_decode", 2)
}

fn utf_32_ex_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    ex_decode(vm, args, "utf_32_ex_decode", 4)
}

/// Text as the bytes of its UTF-8 form, which the decoders of escapes take as well as bytes.
fn bytes_or_text(vm: &Vm, x: &Ref) -> PyResult<Vec<u8>> {
    match x.as_str() {
        Some(_) => object::encode(vm, Codec::Utf8, x, "strict"),
        None => vm.bytes_of(x),
    }
}

fn warn_invalid(vm: &Vm, invalid: Option<InvalidEscape>, prefix: &str) -> PyResult<()> {
    match invalid {
        Some(invalid) => vm.warn(&exc::DEPRECATION_WARNING, &invalid.warning(prefix), 1),
        None => Ok(()),
    }
}

fn unescape(
    vm: &Vm,
    args: &[Ref],
    name: &str,
    run: fn(&[u8], bool, &mut DecodePolicy) -> Result<Unescaped, Failure>,
) -> PyResult {
    let input = bytes_or_text(vm, &args[0])?;
    let policy = policy(vm, &args[1], name)?;
    let last = flag(vm, &args[2], true)?;
    let mut handler = DecodePolicy::new(vm, &policy);
    let made =
        run(&input, last, &mut handler).map_err(|failure| handler.exception(failure, &input))?;
    warn_invalid(vm, made.invalid, "")?;
    decoded(vm, made.text, made.consumed)
}

fn unicode_escape_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    unescape(vm, args, "unicode_escape_decode", |input, last, errors| {
        escape::decode_unicode_escape(input, last, errors)
    })
}

fn raw_unicode_escape_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    unescape(
        vm,
        args,
        "raw_unicode_escape_decode",
        |input, last, errors| escape::decode_raw_unicode_escape(input, last, errors),
    )
}

fn escape_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let input = bytes_or_text(vm, &args[0])?;
    let name = optional_text(vm, &args[1], "escape_decode() argument 2")?;
    let on_bad_hex = match name.as_deref() {
        Some("replace") => OnBadHex::Replace,
        Some("ignore") => OnBadHex::Ignore,
        _ => OnBadHex::Strict,
    };
    let made =
        escape::decode_bytes_escape(&input, on_bad_hex).map_err(|text| match name.as_deref() {
            None | Some("strict") => vm.value_error(text),
            Some(other) => vm.value_error(format!(
                "decoding error; unknown error handling code: {other}"
            )),
        });
    let (bytes, invalid) = made?;
    warn_invalid(vm, invalid, "b")?;
    encoded(vm, bytes, input.len())
}

fn escape_encode(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(b) = args[0].downcast::<crate::builtins::bytes::PyBytes>() else {
        let got = args[0].ty().name();
        return Err(vm.type_error(format!(
            "escape_encode() argument 1 must be bytes, not {got}"
        )));
    };
    let input = b.as_slice();
    let mut out = Vec::with_capacity(input.len());
    for &byte in input {
        match byte {
            b'\'' | b'\\' => out.extend([b'\\', byte]),
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            0x20..0x7F => out.push(byte),
            _ => out.extend(format!("\\x{byte:02x}").bytes()),
        }
    }
    encoded(vm, out, input.len())
}

fn readbuffer_encode(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = bytes_or_text(vm, &args[0])?;
    let used = bytes.len();
    encoded(vm, bytes, used)
}
