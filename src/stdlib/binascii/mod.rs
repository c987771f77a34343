//! The `binascii` module: bytes as text in base64, hexadecimal, uuencode and quoted-printable.
//!
//! Invariant: the files beside this one are pure.
//! Next file to read: `base64.rs`.

mod base64;
mod quoted_printable;
mod uu;

use crate::builtins::bytes::byteslike::bytes_like;
use crate::builtins::bytes::hex;
use crate::builtins::exceptions::{EXCEPTION, PyException, VALUE_ERROR};
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::stdlib::add_type;
use crate::stdlib::modules::ModuleDef;
use std::borrow::Cow;

/// The module.
pub static BINASCII: ModuleDef = ModuleDef {
    name: "binascii",
    doc: "Conversion between binary data and ASCII",
    functions: FUNCTIONS,
    setup: Some(|vm, dict| {
        add_type(vm, dict, &ERROR)?;
        add_type(vm, dict, &INCOMPLETE)
    }),
};

static ERROR_DEF: TypeDef = TypeDef {
    module: "binascii",
    base: Some(&VALUE_ERROR),
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("Error")
};
/// `binascii.Error`
pub static ERROR: Type = Type::builtin(&ERROR_DEF);

static INCOMPLETE_DEF: TypeDef = TypeDef {
    module: "binascii",
    base: Some(&EXCEPTION),
    flags: type_flags::BASE | type_flags::EXCEPTION,
    ..TypeDef::of::<PyException>("Incomplete")
};
/// `binascii.Incomplete`
pub static INCOMPLETE: Type = Type::builtin(&INCOMPLETE_DEF);

const HEXLIFY: &str = "Hexadecimal representation of binary data.";
const UNHEXLIFY: &str = "Binary data of hexadecimal representation.";
const HEX_SIGNATURE: &str = "data, sep=<unrepresentable>, bytes_per_sep=1";

const FUNCTIONS: &[MethodDef] = &[
    function(
        "a2b_base64",
        binascii_a2b_base64,
        "data, /, *, strict_mode=False",
        "Decode a line of base64 data.",
    ),
    function("a2b_hex", binascii_unhexlify, "hexstr, /", UNHEXLIFY),
    function(
        "a2b_qp",
        binascii_a2b_qp,
        "data, header=False",
        "Decode a string of qp-encoded data.",
    ),
    function(
        "a2b_uu",
        binascii_a2b_uu,
        "data, /",
        "Decode a line of uuencoded data.",
    ),
    function(
        "b2a_base64",
        binascii_b2a_base64,
        "data, /, *, newline=True",
        "Base64-code line of data.",
    ),
    function("b2a_hex", binascii_hexlify, HEX_SIGNATURE, HEXLIFY),
    function(
        "b2a_qp",
        binascii_b2a_qp,
        "data, quotetabs=False, istext=True, header=False",
        "Encode a string using quoted-printable encoding.",
    ),
    function(
        "b2a_uu",
        binascii_b2a_uu,
        "data, /, *, backtick=False",
        "Uuencode line of data.",
    ),
    function(
        "crc32",
        crate::stdlib::zlib::crc32,
        "data, crc=0, /",
        "Compute CRC-32 incrementally.",
    ),
    function(
        "crc_hqx",
        binascii_crc_hqx,
        "data, crc, /",
        "Compute CRC-CCITT incrementally.",
    ),
    function("hexlify", binascii_hexlify, HEX_SIGNATURE, HEXLIFY),
    function("unhexlify", binascii_unhexlify, "hexstr, /", UNHEXLIFY),
];

/// Bytes, or a string of ASCII characters.
fn ascii_argument<'a>(vm: &Vm, x: &'a Ref) -> PyResult<Cow<'a, [u8]>> {
    if let Some(s) = x.as_str() {
        return match s.as_ascii() {
            Some(text) => Ok(Cow::Borrowed(text.as_bytes())),
            None => Err(vm.value_error("string argument should contain only ASCII characters")),
        };
    }
    if x.ty().slots().buffer.is_none() {
        let got = x.ty().name();
        return Err(vm.type_error(format!(
            "argument should be bytes, buffer or ASCII string, not '{got}'"
        )));
    }
    bytes_like(vm, x)
}

fn flag(vm: &Vm, x: &Ref, default: bool) -> PyResult<bool> {
    x.opt().map_or(Ok(default), |x| vm.is_true(x))
}

fn give(vm: &Vm, result: Result<Vec<u8>, String>) -> PyResult {
    match result {
        Ok(bytes) => Ok(vm.new_bytes(bytes)),
        Err(text) => Err(vm.error(&ERROR, text)),
    }
}

fn binascii_a2b_base64(vm: &Vm, args: &[Ref]) -> PyResult {
    let text = ascii_argument(vm, &args[0])?;
    let strict = flag(vm, &args[1], false)?;
    give(vm, base64::decode(&text, strict))
}

fn binascii_b2a_base64(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let newline = flag(vm, &args[1], true)?;
    Ok(vm.new_bytes(base64::encode(&data, newline)))
}

fn binascii_hexlify(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let separator = match args[1].opt() {
        None => None,
        Some(s) => {
            let codes: Vec<u32> = match s.as_str() {
                Some(text) => text.view().iter().collect(),
                None => bytes_like(vm, s)?.iter().map(|b| u32::from(*b)).collect(),
            };
            Some(hex::check_separator(&codes).map_err(|f| vm.fault(f))?)
        }
    };
    let group = args[2].opt().map_or(Ok(1), |x| vm.index_i64(x))?;
    Ok(vm.new_bytes(hex::hex(&data, separator, group)))
}

fn binascii_unhexlify(vm: &Vm, args: &[Ref]) -> PyResult {
    let text = ascii_argument(vm, &args[0])?;
    if text.len() % 2 == 1 {
        return Err(vm.error(&ERROR, "Odd-length string"));
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|d| d as u8);
    let bytes: Option<Vec<u8>> = text
        .chunks_exact(2)
        .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
        .collect();
    give(
        vm,
        bytes.ok_or_else(|| "Non-hexadecimal digit found".to_string()),
    )
}

fn binascii_a2b_uu(vm: &Vm, args: &[Ref]) -> PyResult {
    let text = ascii_argument(vm, &args[0])?;
    give(vm, uu::decode(&text))
}

fn binascii_b2a_uu(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let backtick = flag(vm, &args[1], false)?;
    give(vm, uu::encode(&data, backtick))
}

fn binascii_a2b_qp(vm: &Vm, args: &[Ref]) -> PyResult {
    let text = ascii_argument(vm, &args[0])?;
    let header = flag(vm, &args[1], false)?;
    Ok(vm.new_bytes(quoted_printable::decode(&text, header)))
}

fn binascii_b2a_qp(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let style = quoted_printable::Style {
        quote_tabs: flag(vm, &args[1], false)?,
        text: flag(vm, &args[2], true)?,
        header: flag(vm, &args[3], false)?,
    };
    Ok(vm.new_bytes(quoted_printable::encode(&data, style)))
}

fn binascii_crc_hqx(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = bytes_like(vm, &args[0])?;
    let start = crate::stdlib::zlib::checksum_argument(vm, &args[1], 0)? as u16;
    let crc = data.iter().fold(start, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte) << 8, |crc, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                crc << 1 ^ 0x1021
            }
        })
    });
    Ok(vm.int(crc.into()))
}
