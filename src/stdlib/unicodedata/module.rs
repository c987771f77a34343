//! The `unicodedata` module as scripts see it.
//!
//! Invariant: a function of one character refuses everything but a `str` of length 1.
//! Next file to read: `ucd.rs`.

use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;

/// `unicodedata`.
pub static UNICODEDATA: ModuleDef = ModuleDef {
    name: "unicodedata",
    doc: "This module provides access to the Unicode Character Database, version 16.0.0.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

const CHAR: &str = "chr, /";
const CHAR_OR: &str = "chr, default=None, /";
const TEXT: &str = "form, unistr, /";

const FUNCTIONS: &[MethodDef] = &[
    function(
        "bidirectional",
        unicodedata_bidirectional,
        CHAR,
        "Return the bidirectional class of a character.",
    ),
    function(
        "category",
        unicodedata_category,
        CHAR,
        "Return the general category of a character.",
    ),
    function(
        "combining",
        unicodedata_combining,
        CHAR,
        "Return the canonical combining class of a character; 0 if it has none.",
    ),
    function(
        "decimal",
        unicodedata_decimal,
        CHAR_OR,
        "Return the decimal value of a character.",
    ),
    function(
        "decomposition",
        unicodedata_decomposition,
        CHAR,
        "Return the decomposition of a character; empty if it has none.",
    ),
    function(
        "digit",
        unicodedata_digit,
        CHAR_OR,
        "Return the digit value of a character.",
    ),
    function(
        "east_asian_width",
        unicodedata_east_asian_width,
        CHAR,
        "Return the East Asian width of a character.",
    ),
    function(
        "is_normalized",
        unicodedata_is_normalized,
        TEXT,
        "Return whether a text is in a normalization form.",
    ),
    function(
        "lookup",
        unicodedata_lookup,
        "name, /",
        "Find a character by its name.",
    ),
    function(
        "mirrored",
        unicodedata_mirrored,
        CHAR,
        "Return 1 if a character is mirrored in text from right to left.",
    ),
    function(
        "name",
        unicodedata_name,
        CHAR_OR,
        "Return the name of a character.",
    ),
    function(
        "normalize",
        unicodedata_normalize,
        TEXT,
        "Return the normalization form of a text.",
    ),
    function(
        "numeric",
        unicodedata_numeric,
        CHAR_OR,
        "Return the numeric value of a character as a float.",
    ),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    vm.dict_set(dict, "unidata_version", vm.new_str(super::UNIDATA_VERSION))?;
    crate::stdlib::add_type(vm, dict, &super::ucd::UCD)?;
    vm.dict_set(dict, "ucd_3_2_0", super::ucd::new(vm))
}

/// The code point of the first argument of the function `name`.
fn character(vm: &Vm, args: &[Ref], name: &str) -> PyResult<u32> {
    let which = if args.len() > 1 { " 1" } else { "" };
    match args[0].as_str() {
        Some(s) if s.len() == 1 => Ok(s.view().get(0)),
        Some(s) => {
            let n = s.len();
            let text = format!(
                "{name}(): argument{which} must be a unicode character, not a string of length {n}"
            );
            Err(vm.type_error(text))
        }
        None => {
            let got = args[0].ty().name();
            Err(vm.type_error(format!(
                "{name}() argument{which} must be a unicode character, not {got}"
            )))
        }
    }
}

/// A value, or the default the script gave, or a ValueError.
fn or_default(vm: &Vm, found: Option<Ref>, default: &Ref, text: &'static str) -> PyResult {
    match (found, default.opt()) {
        (Some(v), _) => Ok(v),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.value_error(text)),
    }
}

pub(super) fn unicodedata_bidirectional(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_str(super::bidirectional(character(vm, args, "bidirectional")?)))
}

pub(super) fn unicodedata_category(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_str(super::category(character(vm, args, "category")?)))
}

pub(super) fn unicodedata_combining(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(super::combining(character(vm, args, "combining")?).into()))
}

pub(super) fn unicodedata_decimal(vm: &Vm, args: &[Ref]) -> PyResult {
    let found = super::decimal(character(vm, args, "decimal")?);
    or_default(
        vm,
        found.map(|d| vm.int(d.into())),
        &args[1],
        super::NOT_A_DECIMAL,
    )
}

pub(super) fn unicodedata_decomposition(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_str(&super::decomposition(character(vm, args, "decomposition")?)))
}

pub(super) fn unicodedata_digit(vm: &Vm, args: &[Ref]) -> PyResult {
    let found = super::digit(character(vm, args, "digit")?);
    or_default(
        vm,
        found.map(|d| vm.int(d.into())),
        &args[1],
        super::NOT_A_DIGIT,
    )
}

pub(super) fn unicodedata_east_asian_width(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_str(super::east_asian_width(character(
        vm,
        args,
        "east_asian_width",
    )?)))
}

pub(super) fn unicodedata_is_normalized(vm: &Vm, args: &[Ref]) -> PyResult {
    let form = vm.expect_str(&args[0], "is_normalized() argument 1")?;
    let text = vm.expect_str(&args[1], "is_normalized() argument 2")?;
    let form = super::form(form.view()).map_err(|f| vm.fault(f))?;
    Ok(Ref::bool(super::is_normalized(form, text.view())))
}

pub(super) fn unicodedata_lookup(vm: &Vm, args: &[Ref]) -> PyResult {
    const LONGEST_NAME: usize = 256;
    let name = match args[0].as_str() {
        Some(_) => vm.str_lossy(&args[0]),
        None => String::from_utf8_lossy(&vm.bytes_of(&args[0])?).into_owned(),
    };
    if name.len() > LONGEST_NAME {
        return Err(vm.key_error(vm.new_str("name too long")));
    }
    match super::lookup(&name) {
        Some(text) => Ok(vm.str_from_buf(text)),
        None => Err(vm.key_error(vm.new_str(&format!("undefined character name '{name}'")))),
    }
}

pub(super) fn unicodedata_mirrored(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(super::mirrored(character(vm, args, "mirrored")?).into()))
}

pub(super) fn unicodedata_name(vm: &Vm, args: &[Ref]) -> PyResult {
    let found = super::name(character(vm, args, "name")?);
    or_default(
        vm,
        found.map(|n| vm.new_str(&n)),
        &args[1],
        super::NO_SUCH_NAME,
    )
}

pub(super) fn unicodedata_normalize(vm: &Vm, args: &[Ref]) -> PyResult {
    let form = vm.expect_str(&args[0], "normalize() argument 1")?;
    let text = vm.expect_str(&args[1], "normalize() argument 2")?;
    let form = super::form(form.view()).map_err(|f| vm.fault(f))?;
    match super::normalize(form, text.view()) {
        Some(normal) => Ok(vm.str_from_buf(normal)),
        None => vm.str(&args[1]),
    }
}

pub(super) fn unicodedata_numeric(vm: &Vm, args: &[Ref]) -> PyResult {
    let found = super::numeric(character(vm, args, "numeric")?);
    or_default(vm, found.map(|n| vm.float(n)), &args[1], super::NOT_NUMERIC)
}
