//! What scripts see of `complex`: methods and attributes.
//!
//! Next file to read: `text.rs`.

use super::construct::complex_from_number;
use super::object::{complex_pos, value};
use crate::builtins::format_spec::format_complex;
use crate::builtins::str::storage::StrBuf;
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{GetSetDef, member};

/// Methods of `complex`.
pub const COMPLEX_METHODS: &[MethodDef] = &[
    method(
        "__complex__",
        complex_complex,
        "self, /",
        "Convert this value to exact type complex.",
    ),
    method(
        "__format__",
        complex_format,
        "self, format_spec, /",
        "Convert to a string according to format_spec.",
    ),
    method("__getnewargs__", complex_getnewargs, "self, /", ""),
    method(
        "conjugate",
        complex_conjugate,
        "self, /",
        "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.",
    ),
    classmethod(
        "from_number",
        complex_from_number,
        "cls, number, /",
        "Convert number to a complex floating-point number.",
    ),
];

/// Attributes of `complex`.
pub const COMPLEX_GETSET: &[GetSetDef] = &[
    member(
        "imag",
        |vm, x| Ok(vm.float(value(x).im)),
        "the imaginary part of a complex number",
    ),
    member(
        "real",
        |vm, x| Ok(vm.float(value(x).re)),
        "the real part of a complex number",
    ),
];

fn complex_complex(vm: &Vm, args: &[Ref]) -> PyResult {
    complex_pos(vm, &args[0])
}

fn complex_format(vm: &Vm, args: &[Ref]) -> PyResult {
    let spec = vm.expect_str(&args[1], "__format__() argument")?;
    if spec.is_empty() {
        return vm.str(&args[0]);
    }
    let mut out = StrBuf::new();
    let ty = args[0].ty().name();
    match format_complex(value(&args[0]), spec.view(), ty, &mut out) {
        Ok(()) => Ok(vm.str_from_buf(out)),
        Err(f) => Err(vm.fault(f)),
    }
}

fn complex_getnewargs(vm: &Vm, args: &[Ref]) -> PyResult {
    let z = value(&args[0]);
    Ok(vm.new_tuple(vec![vm.float(z.re), vm.float(z.im)]))
}

fn complex_conjugate(vm: &Vm, args: &[Ref]) -> PyResult {
    let z = value(&args[0]);
    Ok(vm.complex(z.re, -z.im))
}
