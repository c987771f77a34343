//! The `cmath` module: arguments in, the pure functions of this folder, results out.
//!
//! Next file to read: `mod.rs`.

use super::{
    acos, acosh, asin, asinh, atan, atanh, cos, cosh, exp, isclose, log, log_base, log10, phase,
    polar, rect, sin, sinh, sqrt, tan, tanh,
};
use crate::builtins::complex::Complex;
use crate::builtins::complex::construct::to_complex;
use crate::builtins::fault::Fault;
use crate::builtins::float::methods::as_real;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static CMATH: ModuleDef = ModuleDef {
    name: "cmath",
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    for (name, v) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.dict_set(dict, name, vm.float(v))?;
    }
    vm.dict_set(dict, "infj", vm.complex(0.0, f64::INFINITY))?;
    vm.dict_set(dict, "nanj", vm.complex(0.0, f64::NAN))
}

/// A function from a complex number to another.
macro_rules! of_one {
    ($($name:ident $f:expr;)*) => { $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
        let f: fn(Complex) -> Result<Complex, Fault> = $f;
        let z = to_complex(vm, &args[0])?;
        vm.complex_result(f(z))
    })* };
}

of_one! {
    cmath_acos |z| Ok(acos(z));
    cmath_acosh |z| Ok(acosh(z));
    cmath_asin |z| Ok(asin(z));
    cmath_asinh |z| Ok(asinh(z));
    cmath_atan atan;
    cmath_atanh atanh;
    cmath_cos cos;
    cmath_cosh cosh;
    cmath_exp exp;
    cmath_log10 log10;
    cmath_sin sin;
    cmath_sinh sinh;
    cmath_sqrt |z| Ok(sqrt(z));
    cmath_tan tan;
    cmath_tanh tanh;
}

const FUNCTIONS: &[MethodDef] = &[
    function("acos", cmath_acos, "z, /", "Return the arc cosine of z."),
    function(
        "acosh",
        cmath_acosh,
        "z, /",
        "Return the inverse hyperbolic cosine of z.",
    ),
    function("asin", cmath_asin, "z, /", "Return the arc sine of z."),
    function(
        "asinh",
        cmath_asinh,
        "z, /",
        "Return the inverse hyperbolic sine of z.",
    ),
    function("atan", cmath_atan, "z, /", "Return the arc tangent of z."),
    function(
        "atanh",
        cmath_atanh,
        "z, /",
        "Return the inverse hyperbolic tangent of z.",
    ),
    function("cos", cmath_cos, "z, /", "Return the cosine of z."),
    function(
        "cosh",
        cmath_cosh,
        "z, /",
        "Return the hyperbolic cosine of z.",
    ),
    function(
        "exp",
        cmath_exp,
        "z, /",
        "Return the exponential value e**z.",
    ),
    function(
        "isclose",
        cmath_isclose,
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        "Determine whether two complex numbers are close in value.",
    ),
    function(
        "isfinite",
        cmath_isfinite,
        "z, /",
        "Return True if both the real and imaginary parts of z are finite, else False.",
    ),
    function(
        "isinf",
        cmath_isinf,
        "z, /",
        "Checks if the real or imaginary part of z is infinite.",
    ),
    function(
        "isnan",
        cmath_isnan,
        "z, /",
        "Checks if the real or imaginary part of z not a number (NaN).",
    ),
    function(
        "log",
        cmath_log,
        "z, base=<unrepresentable>, /",
        "log(z[, base]) -> the logarithm of z to the given base.",
    ),
    function(
        "log10",
        cmath_log10,
        "z, /",
        "Return the base-10 logarithm of z.",
    ),
    function(
        "phase",
        cmath_phase,
        "z, /",
        "Return argument, also known as the phase angle, of a complex.",
    ),
    function(
        "polar",
        cmath_polar,
        "z, /",
        "Convert a complex from rectangular coordinates to polar coordinates.",
    ),
    function(
        "rect",
        cmath_rect,
        "r, phi, /",
        "Convert from polar coordinates to rectangular coordinates.",
    ),
    function("sin", cmath_sin, "z, /", "Return the sine of z."),
    function(
        "sinh",
        cmath_sinh,
        "z, /",
        "Return the hyperbolic sine of z.",
    ),
    function("sqrt", cmath_sqrt, "z, /", "Return the square root of z."),
    function("tan", cmath_tan, "z, /", "Return the tangent of z."),
    function(
        "tanh",
        cmath_tanh,
        "z, /",
        "Return the hyperbolic tangent of z.",
    ),
];

fn cmath_isclose(vm: &Vm, args: &[Ref]) -> PyResult {
    let (a, b) = (to_complex(vm, &args[0])?, to_complex(vm, &args[1])?);
    let rel = args[2].opt().map_or(Ok(1e-9), |x| as_real(vm, x))?;
    let abs = args[3].opt().map_or(Ok(0.0), |x| as_real(vm, x))?;
    isclose(a, b, rel, abs)
        .map(Ref::bool)
        .map_err(|f| vm.fault(f))
}

fn cmath_isfinite(vm: &Vm, args: &[Ref]) -> PyResult {
    to_complex(vm, &args[0]).map(|z| Ref::bool(z.is_finite()))
}

fn cmath_isinf(vm: &Vm, args: &[Ref]) -> PyResult {
    to_complex(vm, &args[0]).map(|z| Ref::bool(z.re.is_infinite() || z.im.is_infinite()))
}

fn cmath_isnan(vm: &Vm, args: &[Ref]) -> PyResult {
    to_complex(vm, &args[0]).map(|z| Ref::bool(z.re.is_nan() || z.im.is_nan()))
}

fn cmath_log(vm: &Vm, args: &[Ref]) -> PyResult {
    let z = to_complex(vm, &args[0])?;
    let result = match args[1].opt() {
        Some(base) => log_base(z, to_complex(vm, base)?),
        None => log(z),
    };
    vm.complex_result(result)
}

fn cmath_phase(vm: &Vm, args: &[Ref]) -> PyResult {
    to_complex(vm, &args[0]).map(|z| vm.float(phase(z)))
}

fn cmath_polar(vm: &Vm, args: &[Ref]) -> PyResult {
    match polar(to_complex(vm, &args[0])?) {
        Ok((r, phi)) => Ok(vm.new_tuple(vec![vm.float(r), vm.float(phi)])),
        Err(f) => Err(vm.fault(f)),
    }
}

fn cmath_rect(vm: &Vm, args: &[Ref]) -> PyResult {
    let (r, phi) = (as_real(vm, &args[0])?, as_real(vm, &args[1])?);
    vm.complex_result(rect(r, phi))
}
