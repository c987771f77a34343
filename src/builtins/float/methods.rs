//! What scripts see of `float`: constructor, methods, attributes.
//!
//! Next file to read: `parse.rs`.

use super::object::{FLOAT, PyFloat};
use super::{arith, hex, parse};
use crate::builtins::bytearray::PyByteArray;
use crate::builtins::bytes::PyBytes;
use crate::builtins::int::digits;
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{Args, MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, Type, getter};

/// Methods of `float`.
pub const FLOAT_METHODS: &[MethodDef] = &[
    method(
        "__ceil__",
        float_ceil,
        "self, /",
        "Return the ceiling as an Integral.",
    ),
    method(
        "__floor__",
        float_floor,
        "self, /",
        "Return the floor as an Integral.",
    ),
    method(
        "__format__",
        float_format,
        "self, format_spec, /",
        "Formats the float according to format_spec.",
    ),
    classmethod(
        "__getformat__",
        float_getformat,
        "cls, typestr, /",
        "You probably don't want to use this function.",
    ),
    method(
        "__getnewargs__",
        float_getnewargs,
        "self, /",
        "Return state for pickling.",
    ),
    method(
        "__round__",
        float_round,
        "self, ndigits=None, /",
        "Return the Integral closest to x, rounding half toward even.",
    ),
    method(
        "__trunc__",
        float_trunc,
        "self, /",
        "Return the Integral closest to x between 0 and x.",
    ),
    method(
        "as_integer_ratio",
        float_as_integer_ratio,
        "self, /",
        "Return a pair of integers, whose ratio is exactly equal to the original float.",
    ),
    method(
        "conjugate",
        float_exact,
        "self, /",
        "Return self, the complex conjugate of any float.",
    ),
    classmethod(
        "from_number",
        float_from_number,
        "cls, number, /",
        "Convert real number to a floating-point number.",
    ),
    classmethod(
        "fromhex",
        float_fromhex,
        "cls, string, /",
        "Create a floating-point number from a hexadecimal string.",
    ),
    method(
        "hex",
        float_hex,
        "self, /",
        "Return a hexadecimal representation of a floating-point number.",
    ),
    method(
        "is_integer",
        float_is_integer,
        "self, /",
        "Return True if the float is an integer.",
    ),
];

/// Attributes of `float`.
pub const FLOAT_GETSET: &[GetSetDef] = &[
    getter(
        "imag",
        |vm, _| Ok(vm.float(0.0)),
        "the imaginary part of a complex number",
    ),
    getter(
        "real",
        |vm, x| Ok(vm.float(value(x))),
        "the real part of a complex number",
    ),
];

fn value(x: &Ref) -> f64 {
    x.as_float().unwrap_or(0.0)
}

/// A float of type `ty`.
fn make(vm: &Vm, ty: &Type, f: f64) -> PyResult {
    if std::ptr::eq(ty, &FLOAT) {
        return Ok(vm.float(f));
    }
    let payload = PyFloat {
        header: Header::new(ty),
        value: f,
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

/// `float(...)`
pub fn float_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("float() takes no keyword arguments"));
    }
    let f = match args.values {
        [] => 0.0,
        [x] => to_float(vm, x)?,
        more => {
            return Err(vm.type_error(format!(
                "float expected at most 1 argument, got {}",
                more.len()
            )));
        }
    };
    make(vm, ty, f)
}

/// The number behind anything with `__float__` or `__index__`, or the TypeError for it.
pub fn as_real(vm: &Vm, x: &Ref) -> PyResult<f64> {
    match real_number(vm, x)? {
        Some(f) => Ok(f),
        None => Err(vm.type_error(format!("must be real number, not {}", x.ty().name()))),
    }
}

fn real_number(vm: &Vm, x: &Ref) -> PyResult<Option<f64>> {
    if let Some(f) = x.as_float() {
        return Ok(Some(f));
    }
    let slots = x.ty().slots();
    if let Some(f) = slots.float {
        let r = f(vm, x)?;
        let Some(number) = r.as_float() else {
            let (t, got) = (x.ty().name(), r.ty().name());
            return Err(vm.type_error(format!("{t}.__float__ returned non-float (type {got})")));
        };
        if !r.is_exactly(&FLOAT) {
            let what = format!("{}.__float__ returned non-float", x.ty().name());
            vm.warn_strict_subclass(&what, &r, "float")?;
        }
        return Ok(Some(number));
    }
    if slots.index.is_some() {
        let i = vm.index(x)?;
        return match i.as_int().map(|i| i.to_f64()) {
            Some(Ok(f)) => Ok(Some(f)),
            Some(Err(f)) => Err(vm.fault(f)),
            None => Ok(None),
        };
    }
    Ok(None)
}

/// `float(x)`
fn to_float(vm: &Vm, x: &Ref) -> PyResult<f64> {
    if let Some(f) = real_number(vm, x)? {
        return Ok(f);
    }
    let text = if let Some(s) = x.as_str() {
        match s.as_ascii() {
            Some(a) => a.as_bytes().to_vec(),
            None => digits::to_ascii(s.view().iter()),
        }
    } else if let Some(b) = x.downcast::<PyBytes>() {
        b.as_slice().to_vec()
    } else if let Some(b) = x.downcast::<PyByteArray>() {
        b.data.get()
    } else {
        let got = x.ty().name();
        return Err(vm.type_error(format!(
            "float() argument must be a string or a real number, not '{got}'"
        )));
    };
    match parse::parse_float(&text) {
        Some(f) => Ok(f),
        None => Err(vm.value_error(format!(
            "could not convert string to float: {}",
            vm.repr_text(x)?
        ))),
    }
}

fn float_ceil(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.int_result(crate::builtins::int::Int::from_f64(value(&args[0]).ceil()))
}

fn float_floor(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.int_result(crate::builtins::int::Int::from_f64(value(&args[0]).floor()))
}

fn float_trunc(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.int_result(crate::builtins::int::Int::from_f64(value(&args[0])))
}

fn float_format(vm: &Vm, args: &[Ref]) -> PyResult {
    let spec = vm.expect_str(&args[1], "__format__() argument")?;
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let mut out = StrBuf::new();
    let ty = args[0].ty().name();
    match crate::builtins::format_spec::format_float(value(&args[0]), spec.view(), ty, &mut out) {
        Ok(()) => Ok(vm.str_from_buf(out)),
        Err(f) => Err(vm.fault(f)),
    }
}

fn float_getformat(vm: &Vm, args: &[Ref]) -> PyResult {
    if args[1].str_is("double") || args[1].str_is("float") {
        return Ok(vm.new_str("IEEE, little-endian"));
    }
    Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'"))
}

fn float_getnewargs(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_tuple(vec![vm.float(value(&args[0]))]))
}

fn float_round(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = value(&args[0]);
    match args[1].opt().filter(|n| !n.is_none()) {
        None => vm.int_result(arith::round_to_int(x)),
        Some(n) => {
            let n = vm.index(n)?;
            let n = n.as_int().map_or(0, |i| {
                i.to_i64()
                    .unwrap_or(if i.is_negative() { i64::MIN } else { i64::MAX })
            });
            match arith::round_to_digits(x, n) {
                Ok(f) => Ok(vm.float(f)),
                Err(f) => Err(vm.fault(f)),
            }
        }
    }
}

fn float_as_integer_ratio(vm: &Vm, args: &[Ref]) -> PyResult {
    match arith::as_integer_ratio(value(&args[0])) {
        Ok((n, d)) => Ok(vm.new_tuple(vec![vm.int_from(n), vm.int_from(d)])),
        Err(f) => Err(vm.fault(f)),
    }
}

fn float_exact(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.float(value(&args[0])))
}

fn in_class(vm: &Vm, cls: &Ref, f: f64) -> PyResult {
    let r = vm.float(f);
    if cls.is_type(&FLOAT) {
        Ok(r)
    } else {
        vm.call_one(cls, &r)
    }
}

fn float_from_number(vm: &Vm, args: &[Ref]) -> PyResult {
    let f = as_real(vm, &args[1])?;
    in_class(vm, &args[0], f)
}

fn float_fromhex(vm: &Vm, args: &[Ref]) -> PyResult {
    let s = vm.expect_str(&args[1], "fromhex() argument")?;
    // Unlike `float()`, only ASCII digits and spaces count here.
    let text = s.as_ascii().map_or(&[][..], str::as_bytes);
    match hex::from_hex(text) {
        Ok(f) => in_class(vm, &args[0], f),
        Err(f) => Err(vm.fault(f)),
    }
}

fn float_hex(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.new_str(&hex::hex(value(&args[0]))))
}

fn float_is_integer(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(arith::is_integer(value(&args[0]))))
}
