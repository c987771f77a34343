//! `unicodedata.ucd_3_2_0`: the database as internationalized domain names want it.
//!
//! Those are defined over Unicode 3.2. This object has its methods, and answers them from the database
//! of today, which agrees with 3.2 on nearly all that was there then.
//! Deliberately absent: that characters younger than 3.2 are unassigned.
//! Next file to read: `../string_module.rs`.

use super::module::*;
use crate::objects::args::method;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::payload;

/// The database.
#[repr(C)]
pub struct PyUcd {
    pub(crate) header: Header,
}

payload!(PyUcd, UCD);

static UCD_DEF: TypeDef = TypeDef {
    module: "unicodedata",
    flags: type_flags::NO_NEW,
    methods: &[
        method("bidirectional", ucd_bidirectional, "self, chr, /", ""),
        method("category", ucd_category, "self, chr, /", ""),
        method("combining", ucd_combining, "self, chr, /", ""),
        method("decimal", ucd_decimal, "self, chr, default=None, /", ""),
        method("decomposition", ucd_decomposition, "self, chr, /", ""),
        method("digit", ucd_digit, "self, chr, default=None, /", ""),
        method("east_asian_width", ucd_east_asian_width, "self, chr, /", ""),
        method(
            "is_normalized",
            ucd_is_normalized,
            "self, form, unistr, /",
            "",
        ),
        method("lookup", ucd_lookup, "self, name, /", ""),
        method("mirrored", ucd_mirrored, "self, chr, /", ""),
        method("name", ucd_name, "self, chr, default=None, /", ""),
        method("normalize", ucd_normalize, "self, form, unistr, /", ""),
        method("numeric", ucd_numeric, "self, chr, default=None, /", ""),
    ],
    getset: &[getter(
        "unidata_version",
        |vm, _| Ok(vm.new_str("3.2.0")),
        "",
    )],
    ..TypeDef::of::<PyUcd>("UCD")
};
/// The type `unicodedata.UCD`.
pub static UCD: Type = Type::builtin(&UCD_DEF);

/// The database object.
pub fn new(vm: &Vm) -> Ref {
    vm.alloc(PyUcd {
        header: Header::new(&UCD),
    })
}

macro_rules! forwarded {
    ($($name:ident => $to:ident,)*) => {
        $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
            $to(vm, args.get(1..).unwrap_or(&[]))
        })*
    };
}

forwarded! {
    ucd_bidirectional => unicodedata_bidirectional,
    ucd_category => unicodedata_category,
    ucd_combining => unicodedata_combining,
    ucd_decimal => unicodedata_decimal,
    ucd_decomposition => unicodedata_decomposition,
    ucd_digit => unicodedata_digit,
    ucd_east_asian_width => unicodedata_east_asian_width,
    ucd_is_normalized => unicodedata_is_normalized,
    ucd_lookup => unicodedata_lookup,
    ucd_mirrored => unicodedata_mirrored,
    ucd_name => unicodedata_name,
    ucd_normalize => unicodedata_normalize,
    ucd_numeric => unicodedata_numeric,
}
