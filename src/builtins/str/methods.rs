//! What scripts see of `str`: the table of its methods, and the short ones.
//!
//! Invariant: rows are in the order of the alphabet, functions in the order of the rows of their file.
//! | file | methods |
//! |---|---|
//! | `methods_find.rs` | searching and replacing |
//! | `methods_split.rs` | cutting and joining |
//! | `translate.rs` | `translate`, `maketrans` |
//! | `format.rs` | `format`, `format_map`, `__format__` |
//!
//! Next file to read: `methods_find.rs`.

use super::arguments::{c_int, optional_text, width};
use super::slots::{exact, text};
use super::storage::{StrBuf, StrView};
use super::{
    case, format, layout, methods_find as find, methods_split as split, predicates, translate,
};
use crate::objects::args::{MethodDef, method, staticmethod};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::codecs::object as codecs;

/// Methods of `str`.
pub const STR_METHODS: &[MethodDef] = &[
    method(
        "__format__",
        format::str_dunder_format,
        "self, format_spec, /",
        "Return a formatted version of the string as described by format_spec.",
    ),
    method("__getnewargs__", str_getnewargs, "self, /", ""),
    method(
        "__sizeof__",
        str_sizeof,
        "self, /",
        "Return the size of the string in memory, in bytes.",
    ),
    method(
        "capitalize",
        str_capitalize,
        "self, /",
        "Return a copy whose first character is upper case and the rest lower case.",
    ),
    method(
        "casefold",
        str_casefold,
        "self, /",
        "Return a copy suitable for comparisons that ignore case.",
    ),
    method(
        "center",
        str_center,
        "self, width, fillchar=' ', /",
        "Return the string centered in a field of the given width.",
    ),
    method(
        "count",
        find::str_count,
        "self, sub, start=None, end=None, /",
        "Return how often sub occurs in S[start:end] without overlapping.",
    ),
    method(
        "encode",
        str_encode,
        "self, /, encoding='utf-8', errors='strict'",
        "Encode the string with the codec registered for encoding.",
    ),
    method(
        "endswith",
        find::str_endswith,
        "self, suffix, start=None, end=None, /",
        "Return True if S[start:end] ends with the suffix, or with one of a tuple of suffixes.",
    ),
    method(
        "expandtabs",
        str_expandtabs,
        "self, /, tabsize=8",
        "Return a copy in which tabs are expanded to spaces.",
    ),
    method(
        "find",
        find::str_find,
        "self, sub, start=None, end=None, /",
        "Return the lowest index at which sub is found in S[start:end], or -1.",
    ),
    method(
        "format",
        format::str_format,
        "self, /, *args, **kwargs",
        "Return a formatted version of the string, with fields in braces replaced by arguments.",
    ),
    method(
        "format_map",
        format::str_format_map,
        "self, mapping, /",
        "Return a formatted version of the string, with names in braces looked up in a mapping.",
    ),
    method(
        "index",
        find::str_index,
        "self, sub, start=None, end=None, /",
        "Return the lowest index at which sub is found in S[start:end]; ValueError if there is none.",
    ),
    method(
        "isalnum",
        str_isalnum,
        "self, /",
        "Return True if there are characters and all are letters or numbers.",
    ),
    method(
        "isalpha",
        str_isalpha,
        "self, /",
        "Return True if there are characters and all are letters.",
    ),
    method(
        "isascii",
        str_isascii,
        "self, /",
        "Return True if all characters are ASCII.",
    ),
    method(
        "isdecimal",
        str_isdecimal,
        "self, /",
        "Return True if there are characters and all are decimal digits.",
    ),
    method(
        "isdigit",
        str_isdigit,
        "self, /",
        "Return True if there are characters and all are digits.",
    ),
    method(
        "isidentifier",
        str_isidentifier,
        "self, /",
        "Return True if the string is a valid identifier.",
    ),
    method(
        "islower",
        str_islower,
        "self, /",
        "Return True if there are cased characters and all are lower case.",
    ),
    method(
        "isnumeric",
        str_isnumeric,
        "self, /",
        "Return True if there are characters and all are numeric.",
    ),
    method(
        "isprintable",
        str_isprintable,
        "self, /",
        "Return True if repr() shows all characters as themselves.",
    ),
    method(
        "isspace",
        str_isspace,
        "self, /",
        "Return True if there are characters and all are whitespace.",
    ),
    method(
        "istitle",
        str_istitle,
        "self, /",
        "Return True if every word starts with a capital and goes on in lower case.",
    ),
    method(
        "isupper",
        str_isupper,
        "self, /",
        "Return True if there are cased characters and all are upper case.",
    ),
    method(
        "join",
        split::str_join,
        "self, iterable, /",
        "Concatenate the strings of an iterable, with this string between them.",
    ),
    method(
        "ljust",
        str_ljust,
        "self, width, fillchar=' ', /",
        "Return the string left-justified in a field of the given width.",
    ),
    method(
        "lower",
        str_lower,
        "self, /",
        "Return a copy in lower case.",
    ),
    method(
        "lstrip",
        split::str_lstrip,
        "self, chars=None, /",
        "Return a copy without leading whitespace, or leading characters of chars.",
    ),
    staticmethod(
        "maketrans",
        translate::str_maketrans,
        "x, y=None, z=None, /",
        "Return a translation table for str.translate().",
    ),
    method(
        "partition",
        split::str_partition,
        "self, sep, /",
        "Cut the string at the first separator into head, separator and tail.",
    ),
    method(
        "removeprefix",
        find::str_removeprefix,
        "self, prefix, /",
        "Return a copy without the prefix, if it has it.",
    ),
    method(
        "removesuffix",
        find::str_removesuffix,
        "self, suffix, /",
        "Return a copy without the suffix, if it has it.",
    ),
    method(
        "replace",
        find::str_replace,
        "self, old, new, /, count=-1",
        "Return a copy with the first count occurrences of old replaced by new; all if count is -1.",
    ),
    method(
        "rfind",
        find::str_rfind,
        "self, sub, start=None, end=None, /",
        "Return the highest index at which sub is found in S[start:end], or -1.",
    ),
    method(
        "rindex",
        find::str_rindex,
        "self, sub, start=None, end=None, /",
        "Return the highest index at which sub is found in S[start:end]; ValueError if there is none.",
    ),
    method(
        "rjust",
        str_rjust,
        "self, width, fillchar=' ', /",
        "Return the string right-justified in a field of the given width.",
    ),
    method(
        "rpartition",
        split::str_rpartition,
        "self, sep, /",
        "Cut the string at the last separator into head, separator and tail.",
    ),
    method(
        "rsplit",
        split::str_rsplit,
        "self, /, sep=None, maxsplit=-1",
        "Return a list of the parts between separators, splitting from the end.",
    ),
    method(
        "rstrip",
        split::str_rstrip,
        "self, chars=None, /",
        "Return a copy without trailing whitespace, or trailing characters of chars.",
    ),
    method(
        "split",
        split::str_split,
        "self, /, sep=None, maxsplit=-1",
        "Return a list of the parts between separators.",
    ),
    method(
        "splitlines",
        split::str_splitlines,
        "self, /, keepends=False",
        "Return a list of the lines.",
    ),
    method(
        "startswith",
        find::str_startswith,
        "self, prefix, start=None, end=None, /",
        "Return True if S[start:end] starts with the prefix, or with one of a tuple of prefixes.",
    ),
    method(
        "strip",
        split::str_strip,
        "self, chars=None, /",
        "Return a copy without whitespace, or characters of chars, at both ends.",
    ),
    method(
        "swapcase",
        str_swapcase,
        "self, /",
        "Return a copy with upper and lower case exchanged.",
    ),
    method(
        "title",
        str_title,
        "self, /",
        "Return a copy in which every word starts with a capital.",
    ),
    method(
        "translate",
        translate::str_translate,
        "self, table, /",
        "Return a copy in which each character was mapped through a table.",
    ),
    method(
        "upper",
        str_upper,
        "self, /",
        "Return a copy in upper case.",
    ),
    method(
        "zfill",
        str_zfill,
        "self, width, /",
        "Return the string filled with zeros from the left, behind its sign.",
    ),
];

fn str_getnewargs(vm: &Vm, args: &[Ref]) -> PyResult {
    let copy = vm.str_from_view(text(&args[0]).view());
    Ok(vm.new_tuple(vec![copy]))
}

fn str_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let view = text(&args[0]).view();
    let (head, unit) = match view {
        StrView::Ascii(_) => (40, 1),
        StrView::Latin1(_) => (56, 1),
        StrView::Ucs2(_) => (56, 2),
        StrView::Ucs4(_) => (56, 4),
    };
    Ok(vm.uint((head + (view.len() + 1) * unit) as u64))
}

/// Methods without arguments that give new text.
macro_rules! mappings {
    ($($name:ident: $function:path;)*) => {
        $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
            Ok(vm.str_from_buf($function(text(&args[0]).view())))
        })*
    };
}

mappings! {
    str_capitalize: case::capitalize;
    str_casefold: case::casefold;
    str_lower: case::lower;
    str_swapcase: case::swapcase;
    str_title: case::title;
    str_upper: case::upper;
}

/// Methods without arguments that answer yes or no.
macro_rules! questions {
    ($($name:ident: $function:path;)*) => {
        $(fn $name(_: &Vm, args: &[Ref]) -> PyResult {
            Ok(Ref::bool($function(text(&args[0]).view())))
        })*
    };
}

questions! {
    str_isalnum: predicates::is_alnum;
    str_isalpha: predicates::is_alpha;
    str_isascii: predicates::is_ascii;
    str_isdecimal: predicates::is_decimal;
    str_isdigit: predicates::is_digit;
    str_isidentifier: predicates::is_identifier;
    str_islower: predicates::is_lower;
    str_isnumeric: predicates::is_numeric;
    str_isprintable: predicates::is_printable;
    str_isspace: predicates::is_space_text;
    str_istitle: predicates::is_title;
    str_isupper: predicates::is_upper;
}

fn str_encode(vm: &Vm, args: &[Ref]) -> PyResult {
    let encoding = optional_text(vm, &args[1], "encode() argument 'encoding'")?;
    let errors = optional_text(vm, &args[2], "encode() argument 'errors'")?;
    let (encoding, errors) = (encoding.as_deref(), errors.as_deref());
    codecs::encode_str(
        vm,
        &args[0],
        encoding.unwrap_or("utf-8"),
        errors.unwrap_or("strict"),
    )
}

fn str_expandtabs(vm: &Vm, args: &[Ref]) -> PyResult {
    let size = c_int(vm, &args[1], 8)?.max(0) as usize;
    let view = text(&args[0]).view();
    let tabs = view.iter().filter(|&code| code == 0x09).count();
    if tabs == 0 {
        return Ok(exact(vm, &args[0]));
    }
    match tabs
        .checked_mul(size)
        .filter(|&n| n <= isize::MAX as usize - view.len())
    {
        Some(n) => super::arguments::room_for(vm, n)?,
        None => return Err(vm.overflow_error("new string is too long")),
    }
    Ok(vm.str_from_buf(layout::expandtabs(view, size)))
}

/// The character to fill with.
fn fill_char(vm: &Vm, x: &Ref) -> PyResult<u32> {
    let Some(x) = x.opt() else { return Ok(0x20) };
    match x.as_str() {
        Some(s) if s.len() == 1 => Ok(s.view().get(0)),
        Some(_) => Err(vm.type_error("The fill character must be exactly one character long")),
        None => {
            let got = x.ty().name();
            Err(vm.type_error(format!(
                "The fill character must be a unicode character, not {got}"
            )))
        }
    }
}

fn justify(vm: &Vm, args: &[Ref], f: fn(StrView, usize, u32) -> StrBuf) -> PyResult {
    let asked = super::arguments::ssize(vm, &args[1], 0)?;
    let fill = fill_char(vm, &args[2])?;
    let this = text(&args[0]);
    if asked <= this.len() as isize {
        return Ok(exact(vm, &args[0]));
    }
    let width = width(vm, &args[1])?;
    Ok(vm.str_from_buf(f(this.view(), width, fill)))
}

fn str_center(vm: &Vm, args: &[Ref]) -> PyResult {
    justify(vm, args, layout::center)
}

fn str_ljust(vm: &Vm, args: &[Ref]) -> PyResult {
    justify(vm, args, layout::ljust)
}

fn str_rjust(vm: &Vm, args: &[Ref]) -> PyResult {
    justify(vm, args, layout::rjust)
}

fn str_zfill(vm: &Vm, args: &[Ref]) -> PyResult {
    let width = width(vm, &args[1])?;
    let this = text(&args[0]);
    if width <= this.len() {
        return Ok(exact(vm, &args[0]));
    }
    Ok(vm.str_from_buf(layout::zfill(this.view(), width)))
}
