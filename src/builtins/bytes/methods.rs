//! What scripts see of `bytes`: the table of its methods, and the short ones. `bytearray` has the
//! same methods and more, and shares their functions.
//!
//! | file | methods |
//! |---|---|
//! | `methods_find.rs` | searching and replacing |
//! | `methods_split.rs` | cutting and joining |
//!
//! Next file to read: `methods_find.rs`.

use super::byteslike::{bytes_like, kind_name, new_like, own_bytes, unchanged, with_bytes};
use super::object::BYTES;
use super::{case, hex, layout, predicates, translate};
use crate::builtins::str::arguments::{c_int, optional_text, room_for, ssize, width};
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{MethodDef, classmethod, method, staticmethod};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::codecs::object as codecs;

/// The rows that `bytes` and `bytearray` share, wrapped in the rows of their own.
macro_rules! shared_methods {
    ([$($before:expr,)*], [$($after:expr,)*]) => {
        &[
            $($before,)*
            method("capitalize", $crate::builtins::bytes::methods::bytes_capitalize, "self, /", "Return a copy whose first byte is upper case and the rest lower case."),
            method("center", $crate::builtins::bytes::methods::bytes_center, "self, width, fillchar=b' ', /", "Return the bytes centered in a field of the given width."),
            method("count", $crate::builtins::bytes::methods_find::bytes_count, "self, sub, start=None, end=None, /", "Return how often sub occurs in B[start:end] without overlapping."),
            method("decode", $crate::builtins::bytes::methods::bytes_decode, "self, /, encoding='utf-8', errors='strict'", "Decode the bytes with the codec registered for encoding."),
            method("endswith", $crate::builtins::bytes::methods_find::bytes_endswith, "self, suffix, start=None, end=None, /", "Return True if B[start:end] ends with the suffix, or with one of a tuple of suffixes."),
            method("expandtabs", $crate::builtins::bytes::methods::bytes_expandtabs, "self, /, tabsize=8", "Return a copy in which tabs are expanded to spaces."),
            method("find", $crate::builtins::bytes::methods_find::bytes_find, "self, sub, start=None, end=None, /", "Return the lowest index at which sub is found in B[start:end], or -1."),
            classmethod("fromhex", $crate::builtins::bytes::methods::bytes_fromhex, "cls, string, /", "Make bytes from hexadecimal digits; whitespace between bytes is skipped."),
            method("hex", $crate::builtins::bytes::methods::bytes_hex, "self, /, sep=None, bytes_per_sep=1", "Return the bytes as hexadecimal digits."),
            method("index", $crate::builtins::bytes::methods_find::bytes_index, "self, sub, start=None, end=None, /", "Return the lowest index at which sub is found in B[start:end]; ValueError if there is none."),
            method("isalnum", $crate::builtins::bytes::methods::bytes_isalnum, "self, /", "Return True if there are bytes and all are ASCII letters or digits."),
            method("isalpha", $crate::builtins::bytes::methods::bytes_isalpha, "self, /", "Return True if there are bytes and all are ASCII letters."),
            method("isascii", $crate::builtins::bytes::methods::bytes_isascii, "self, /", "Return True if all bytes are ASCII."),
            method("isdigit", $crate::builtins::bytes::methods::bytes_isdigit, "self, /", "Return True if there are bytes and all are ASCII digits."),
            method("islower", $crate::builtins::bytes::methods::bytes_islower, "self, /", "Return True if there are letters and all are lower case."),
            method("isspace", $crate::builtins::bytes::methods::bytes_isspace, "self, /", "Return True if there are bytes and all are whitespace."),
            method("istitle", $crate::builtins::bytes::methods::bytes_istitle, "self, /", "Return True if every word starts with a capital and goes on in lower case."),
            method("isupper", $crate::builtins::bytes::methods::bytes_isupper, "self, /", "Return True if there are letters and all are upper case."),
            method("join", $crate::builtins::bytes::methods_split::bytes_join, "self, iterable_of_bytes, /", "Concatenate bytes-like objects, with these bytes between them."),
            method("ljust", $crate::builtins::bytes::methods::bytes_ljust, "self, width, fillchar=b' ', /", "Return the bytes left-justified in a field of the given width."),
            method("lower", $crate::builtins::bytes::methods::bytes_lower, "self, /", "Return a copy in lower case."),
            method("lstrip", $crate::builtins::bytes::methods_split::bytes_lstrip, "self, bytes=None, /", "Return a copy without leading whitespace, or leading bytes of the argument."),
            staticmethod("maketrans", $crate::builtins::bytes::methods::bytes_maketrans, "frm, to, /", "Return a translation table for the translate method."),
            method("partition", $crate::builtins::bytes::methods_split::bytes_partition, "self, sep, /", "Cut the bytes at the first separator into head, separator and tail."),
            method("replace", $crate::builtins::bytes::methods_find::bytes_replace, "self, old, new, count=-1, /", "Return a copy with the first count occurrences of old replaced by new; all if count is -1."),
            method("removeprefix", $crate::builtins::bytes::methods_find::bytes_removeprefix, "self, prefix, /", "Return a copy without the prefix, if it has it."),
            method("removesuffix", $crate::builtins::bytes::methods_find::bytes_removesuffix, "self, suffix, /", "Return a copy without the suffix, if it has it."),
            method("rfind", $crate::builtins::bytes::methods_find::bytes_rfind, "self, sub, start=None, end=None, /", "Return the highest index at which sub is found in B[start:end], or -1."),
            method("rindex", $crate::builtins::bytes::methods_find::bytes_rindex, "self, sub, start=None, end=None, /", "Return the highest index at which sub is found in B[start:end]; ValueError if there is none."),
            method("rjust", $crate::builtins::bytes::methods::bytes_rjust, "self, width, fillchar=b' ', /", "Return the bytes right-justified in a field of the given width."),
            method("rpartition", $crate::builtins::bytes::methods_split::bytes_rpartition, "self, sep, /", "Cut the bytes at the last separator into head, separator and tail."),
            method("rsplit", $crate::builtins::bytes::methods_split::bytes_rsplit, "self, /, sep=None, maxsplit=-1", "Return a list of the parts between separators, splitting from the end."),
            method("rstrip", $crate::builtins::bytes::methods_split::bytes_rstrip, "self, bytes=None, /", "Return a copy without trailing whitespace, or trailing bytes of the argument."),
            method("split", $crate::builtins::bytes::methods_split::bytes_split, "self, /, sep=None, maxsplit=-1", "Return a list of the parts between separators."),
            method("splitlines", $crate::builtins::bytes::methods_split::bytes_splitlines, "self, /, keepends=False", "Return a list of the lines."),
            method("startswith", $crate::builtins::bytes::methods_find::bytes_startswith, "self, prefix, start=None, end=None, /", "Return True if B[start:end] starts with the prefix, or with one of a tuple of prefixes."),
            method("strip", $crate::builtins::bytes::methods_split::bytes_strip, "self, bytes=None, /", "Return a copy without whitespace, or bytes of the argument, at both ends."),
            method("swapcase", $crate::builtins::bytes::methods::bytes_swapcase, "self, /", "Return a copy with upper and lower case exchanged."),
            method("title", $crate::builtins::bytes::methods::bytes_title, "self, /", "Return a copy in which every word starts with a capital."),
            method("translate", $crate::builtins::bytes::methods::bytes_translate, "self, table, /, delete=b''", "Return a copy without the bytes of delete, the others mapped through a table."),
            method("upper", $crate::builtins::bytes::methods::bytes_upper, "self, /", "Return a copy in upper case."),
            method("zfill", $crate::builtins::bytes::methods::bytes_zfill, "self, width, /", "Return the bytes filled with zeros from the left, behind their sign."),
            $($after,)*
        ]
    };
}
pub(crate) use shared_methods;

/// Methods of `bytes`.
pub const BYTES_METHODS: &[MethodDef] = shared_methods!(
    [
        method(
            "__bytes__",
            bytes_bytes,
            "self, /",
            "Convert this value to exact type bytes."
        ),
        method("__getnewargs__", bytes_getnewargs, "self, /", ""),
        method(
            "__sizeof__",
            bytes_sizeof,
            "self, /",
            "Return the size of the object in memory, in bytes."
        ),
    ],
    []
);

fn bytes_bytes(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(unchanged(vm, &args[0]))
}

fn bytes_getnewargs(vm: &Vm, args: &[Ref]) -> PyResult {
    let copy = vm.new_bytes(own_bytes(&args[0]).into_owned());
    Ok(vm.new_tuple(vec![copy]))
}

fn bytes_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.uint(with_bytes(&args[0], <[u8]>::len) as u64 + 33))
}

/// Methods without arguments that give new bytes.
macro_rules! mappings {
    ($($name:ident: $function:path;)*) => {
        $(pub(crate) fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
            Ok(new_like(vm, &args[0], with_bytes(&args[0], $function)))
        })*
    };
}

mappings! {
    bytes_capitalize: case::capitalize;
    bytes_lower: case::lower;
    bytes_swapcase: case::swapcase;
    bytes_title: case::title;
    bytes_upper: case::upper;
}

/// Methods without arguments that answer yes or no.
macro_rules! questions {
    ($($name:ident: $function:path;)*) => {
        $(pub(crate) fn $name(_: &Vm, args: &[Ref]) -> PyResult {
            Ok(Ref::bool(with_bytes(&args[0], $function)))
        })*
    };
}

questions! {
    bytes_isalnum: predicates::is_alnum;
    bytes_isalpha: predicates::is_alpha;
    bytes_isascii: predicates::is_ascii;
    bytes_isdigit: predicates::is_digit;
    bytes_islower: predicates::is_lower;
    bytes_isspace: predicates::is_space_text;
    bytes_istitle: predicates::is_title;
    bytes_isupper: predicates::is_upper;
}

pub(crate) fn bytes_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let encoding = optional_text(vm, &args[1], "decode() argument 'encoding'")?;
    let errors = optional_text(vm, &args[2], "decode() argument 'errors'")?;
    let (encoding, errors) = (encoding.as_deref(), errors.as_deref());
    codecs::decode_object(
        vm,
        &args[0],
        encoding.unwrap_or("utf-8"),
        errors.unwrap_or("strict"),
    )
}

pub(crate) fn bytes_expandtabs(vm: &Vm, args: &[Ref]) -> PyResult {
    let size = c_int(vm, &args[1], 8)?.max(0) as usize;
    let bytes = own_bytes(&args[0]);
    let tabs = memchr::memchr_iter(b'\t', &bytes).count();
    match tabs
        .checked_mul(size)
        .filter(|&n| n <= isize::MAX as usize - bytes.len())
    {
        Some(n) => room_for(vm, n)?,
        None => return Err(vm.overflow_error("result too long")),
    }
    Ok(new_like(vm, &args[0], layout::expandtabs(&bytes, size)))
}

pub(crate) fn bytes_fromhex(vm: &Vm, args: &[Ref]) -> PyResult {
    let made = match args[1].as_str() {
        Some(s) => hex::fromhex(s.view().iter()),
        None if args[1].ty().slots().buffer.is_none() => {
            let got = args[1].ty().name();
            return Err(vm.type_error(format!(
                "fromhex() argument must be str or bytes-like, not {got}"
            )));
        }
        None => hex::fromhex(vm.bytes_of(&args[1])?.iter().map(|&b| b.into())),
    };
    let data = made.map_err(|f| vm.fault(f))?;
    if args[0].is_type(&BYTES) {
        return Ok(vm.new_bytes(data));
    }
    if args[0].is_type(&crate::builtins::bytearray::BYTEARRAY) {
        return Ok(vm.new_bytearray(data));
    }
    vm.call_one(&args[0], &vm.new_bytes(data))
}

pub(crate) fn bytes_hex(vm: &Vm, args: &[Ref]) -> PyResult {
    let (separator, group) = hex_arguments(vm, &args[1], &args[2])?;
    let digits = with_bytes(&args[0], |bytes| hex::hex(bytes, separator, group));
    Ok(vm.str_from_buf(StrBuf::Ascii(digits)))
}

/// The arguments of `hex`.
pub(crate) fn hex_arguments(vm: &Vm, separator: &Ref, group: &Ref) -> PyResult<(Option<u8>, i64)> {
    let group = c_int(vm, group, 1)?;
    let Some(separator) = separator.opt() else {
        return Ok((None, group.into()));
    };
    let length = vm.len(separator)?;
    let codes: Vec<u32> = match separator.as_str() {
        _ if length != 1 => vec![0; length.min(2)],
        Some(s) => s.view().iter().collect(),
        None if separator.is_instance(&BYTES) => {
            own_bytes(separator).iter().map(|&b| b.into()).collect()
        }
        None => return Err(vm.type_error("sep must be str or bytes.")),
    };
    let byte = hex::check_separator(&codes).map_err(|f| vm.fault(f))?;
    Ok((Some(byte), group.into()))
}

/// The byte to fill with.
fn fill_byte(vm: &Vm, x: &Ref, name: &str) -> PyResult<u8> {
    let Some(x) = x.opt() else { return Ok(b' ') };
    if !x.is_instance(&BYTES) && !super::byteslike::is_bytearray(x) {
        let got = x.ty().name();
        return Err(vm.type_error(format!(
            "{name}() argument 2 must be a byte string of length 1, not {got}"
        )));
    }
    let bytes = own_bytes(x);
    match *bytes {
        [byte] => Ok(byte),
        _ => {
            let (class, n) = (kind_name(x), bytes.len());
            Err(vm.type_error(format!(
                "{name}(): argument 2 must be a byte string of length 1, not a {class} object of length {n}"
            )))
        }
    }
}

fn justify(vm: &Vm, args: &[Ref], name: &str, f: fn(&[u8], usize, u8) -> Vec<u8>) -> PyResult {
    let asked = ssize(vm, &args[1], 0)?;
    let fill = fill_byte(vm, &args[2], name)?;
    if asked <= with_bytes(&args[0], <[u8]>::len) as isize {
        return Ok(unchanged(vm, &args[0]));
    }
    let width = width(vm, &args[1])?;
    Ok(new_like(
        vm,
        &args[0],
        with_bytes(&args[0], |bytes| f(bytes, width, fill)),
    ))
}

pub(crate) fn bytes_center(vm: &Vm, args: &[Ref]) -> PyResult {
    justify(vm, args, "center", layout::center)
}

pub(crate) fn bytes_ljust(vm: &Vm, args: &[Ref]) -> PyResult {
    justify(vm, args, "ljust", layout::ljust)
}

pub(crate) fn bytes_rjust(vm: &Vm, args: &[Ref]) -> PyResult {
    justify(vm, args, "rjust", layout::rjust)
}

pub(crate) fn bytes_zfill(vm: &Vm, args: &[Ref]) -> PyResult {
    let width = width(vm, &args[1])?;
    if width <= with_bytes(&args[0], <[u8]>::len) {
        return Ok(unchanged(vm, &args[0]));
    }
    Ok(new_like(
        vm,
        &args[0],
        with_bytes(&args[0], |bytes| layout::zfill(bytes, width)),
    ))
}

pub(crate) fn bytes_maketrans(vm: &Vm, args: &[Ref]) -> PyResult {
    let (from, to) = (bytes_like(vm, &args[0])?, bytes_like(vm, &args[1])?);
    match translate::maketrans(&from, &to) {
        Ok(table) => Ok(vm.new_bytes(table.to_vec())),
        Err(f) => Err(vm.fault(f)),
    }
}

pub(crate) fn bytes_translate(vm: &Vm, args: &[Ref]) -> PyResult {
    let table = match &args[1] {
        none if none.is_none() => None,
        given => Some(bytes_like(vm, given)?),
    };
    let table = table
        .as_deref()
        .map(translate::table)
        .transpose()
        .map_err(|f| vm.fault(f))?;
    let delete = match args[2].opt() {
        Some(delete) => bytes_like(vm, delete)?,
        None => (&[][..]).into(),
    };
    Ok(new_like(
        vm,
        &args[0],
        with_bytes(&args[0], |bytes| {
            translate::translate(bytes, table, &delete)
        }),
    ))
}
