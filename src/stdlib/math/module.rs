//! The `math` module: arguments in, the pure functions of this folder, results out.
//!
//! Next file to read: `real.rs`.

use super::logarithm::{self, Logarithm};
use super::sums::{self, ExactSum, ProductSum};
use super::{error_function, gamma, numbers, real};
use crate::builtins::fault::Fault;
use crate::builtins::float::methods::as_real;
use crate::builtins::int::Int;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;

/// The module.
pub static MATH: ModuleDef = ModuleDef {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
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
    Ok(())
}

fn give(vm: &Vm, r: Result<f64, Fault>) -> PyResult {
    match r {
        Ok(f) => Ok(vm.float(f)),
        Err(f) => Err(vm.fault(f)),
    }
}

/// A function of one float.
macro_rules! of_one {
    ($($name:ident $f:expr;)*) => { $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
        let x = as_real(vm, &args[0])?;
        give(vm, $f(x))
    })* };
}

/// A function of two floats.
macro_rules! of_two {
    ($($name:ident $f:expr;)*) => { $(fn $name(vm: &Vm, args: &[Ref]) -> PyResult {
        let (x, y) = (as_real(vm, &args[0])?, as_real(vm, &args[1])?);
        give(vm, $f(x, y))
    })* };
}

of_one! {
    math_acos real::acos;
    math_acosh real::acosh;
    math_asin real::asin;
    math_asinh |x| Ok(real::asinh(x));
    math_atan |x| Ok(real::atan(x));
    math_atanh real::atanh;
    math_cbrt |x| Ok(real::cbrt(x));
    math_cos real::cos;
    math_cosh real::cosh;
    math_degrees |x| Ok(real::degrees(x));
    math_erf |x| Ok(error_function::erf(x));
    math_erfc |x| Ok(error_function::erfc(x));
    math_exp real::exp;
    math_exp2 real::exp2;
    math_expm1 real::expm1;
    math_fabs |x: f64| Ok(x.abs());
    math_gamma gamma::gamma;
    math_lgamma gamma::lgamma;
    math_log1p real::log1p;
    math_radians |x| Ok(real::radians(x));
    math_sin real::sin;
    math_sinh real::sinh;
    math_sqrt real::sqrt;
    math_tan real::tan;
    math_tanh |x| Ok(real::tanh(x));
    math_ulp |x| Ok(numbers::ulp(x));
}

of_two! {
    math_atan2 |y, x| Ok(real::atan2(y, x));
    math_copysign |x: f64, y: f64| Ok(x.copysign(y));
    math_fmod real::fmod;
    math_pow real::pow;
    math_remainder real::remainder;
}

const FUNCTIONS: &[MethodDef] = &[
    function(
        "acos",
        math_acos,
        "x, /",
        "Return the arc cosine (measured in radians) of x.",
    ),
    function(
        "acosh",
        math_acosh,
        "x, /",
        "Return the inverse hyperbolic cosine of x.",
    ),
    function(
        "asin",
        math_asin,
        "x, /",
        "Return the arc sine (measured in radians) of x.",
    ),
    function(
        "asinh",
        math_asinh,
        "x, /",
        "Return the inverse hyperbolic sine of x.",
    ),
    function(
        "atan",
        math_atan,
        "x, /",
        "Return the arc tangent (measured in radians) of x.",
    ),
    function(
        "atan2",
        math_atan2,
        "y, x, /",
        "Return the arc tangent (measured in radians) of y/x.",
    ),
    function(
        "atanh",
        math_atanh,
        "x, /",
        "Return the inverse hyperbolic tangent of x.",
    ),
    function("cbrt", math_cbrt, "x, /", "Return the cube root of x."),
    function(
        "ceil",
        math_ceil,
        "x, /",
        "Return the ceiling of x as an Integral.",
    ),
    function(
        "comb",
        math_comb,
        "n, k, /",
        "Number of ways to choose k items from n items without repetition and without order.",
    ),
    function(
        "copysign",
        math_copysign,
        "x, y, /",
        "Return a float with the magnitude of x but the sign of y.",
    ),
    function(
        "cos",
        math_cos,
        "x, /",
        "Return the cosine of x (measured in radians).",
    ),
    function(
        "cosh",
        math_cosh,
        "x, /",
        "Return the hyperbolic cosine of x.",
    ),
    function(
        "degrees",
        math_degrees,
        "x, /",
        "Convert angle x from radians to degrees.",
    ),
    function(
        "dist",
        math_dist,
        "p, q, /",
        "Return the Euclidean distance between two points p and q.",
    ),
    function("erf", math_erf, "x, /", "Error function at x."),
    function(
        "erfc",
        math_erfc,
        "x, /",
        "Complementary error function at x.",
    ),
    function(
        "exp",
        math_exp,
        "x, /",
        "Return e raised to the power of x.",
    ),
    function(
        "exp2",
        math_exp2,
        "x, /",
        "Return 2 raised to the power of x.",
    ),
    function("expm1", math_expm1, "x, /", "Return exp(x)-1."),
    function(
        "fabs",
        math_fabs,
        "x, /",
        "Return the absolute value of the float x.",
    ),
    function("factorial", math_factorial, "n, /", "Find n!."),
    function(
        "floor",
        math_floor,
        "x, /",
        "Return the floor of x as an Integral.",
    ),
    function(
        "fma",
        math_fma,
        "x, y, z, /",
        "Fused multiply-add operation.",
    ),
    function(
        "fmod",
        math_fmod,
        "x, y, /",
        "Return fmod(x, y), according to platform C.",
    ),
    function(
        "frexp",
        math_frexp,
        "x, /",
        "Return the mantissa and exponent of x, as pair (m, e).",
    ),
    function(
        "fsum",
        math_fsum,
        "seq, /",
        "Return an accurate floating-point sum of values in the iterable seq.",
    ),
    function("gamma", math_gamma, "x, /", "Gamma function at x."),
    function("gcd", math_gcd, "*integers", "Greatest Common Divisor."),
    function(
        "hypot",
        math_hypot,
        "*coordinates",
        "Multidimensional Euclidean distance from the origin to a point.",
    ),
    function(
        "isclose",
        math_isclose,
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        "Determine whether two floating-point numbers are close in value.",
    ),
    function(
        "isfinite",
        math_isfinite,
        "x, /",
        "Return True if x is neither an infinity nor a NaN, and False otherwise.",
    ),
    function(
        "isinf",
        math_isinf,
        "x, /",
        "Return True if x is a positive or negative infinity, and False otherwise.",
    ),
    function(
        "isnan",
        math_isnan,
        "x, /",
        "Return True if x is a NaN (not a number), and False otherwise.",
    ),
    function(
        "isqrt",
        math_isqrt,
        "n, /",
        "Return the integer part of the square root of the input.",
    ),
    function("lcm", math_lcm, "*integers", "Least Common Multiple."),
    function("ldexp", math_ldexp, "x, i, /", "Return x * (2**i)."),
    function(
        "lgamma",
        math_lgamma,
        "x, /",
        "Natural logarithm of absolute value of Gamma function at x.",
    ),
    function(
        "log",
        math_log,
        "x, base=None, /",
        "Return the logarithm of x to the given base.",
    ),
    function(
        "log10",
        math_log10,
        "x, /",
        "Return the base 10 logarithm of x.",
    ),
    function(
        "log1p",
        math_log1p,
        "x, /",
        "Return the natural logarithm of 1+x (base e).",
    ),
    function(
        "log2",
        math_log2,
        "x, /",
        "Return the base 2 logarithm of x.",
    ),
    function(
        "modf",
        math_modf,
        "x, /",
        "Return the fractional and integer parts of x.",
    ),
    function(
        "nextafter",
        math_nextafter,
        "x, y, /, *, steps=None",
        "Return the floating-point value the given number of steps after x towards y.",
    ),
    function(
        "perm",
        math_perm,
        "n, k=None, /",
        "Number of ways to choose k items from n items without repetition and with order.",
    ),
    function(
        "pow",
        math_pow,
        "x, y, /",
        "Return x**y (x to the power of y).",
    ),
    function(
        "prod",
        math_prod,
        "iterable, /, *, start=1",
        "Calculate the product of all the elements in the input iterable.",
    ),
    function(
        "radians",
        math_radians,
        "x, /",
        "Convert angle x from degrees to radians.",
    ),
    function(
        "remainder",
        math_remainder,
        "x, y, /",
        "Difference between x and the closest integer multiple of y.",
    ),
    function(
        "sin",
        math_sin,
        "x, /",
        "Return the sine of x (measured in radians).",
    ),
    function(
        "sinh",
        math_sinh,
        "x, /",
        "Return the hyperbolic sine of x.",
    ),
    function("sqrt", math_sqrt, "x, /", "Return the square root of x."),
    function(
        "sumprod",
        math_sumprod,
        "p, q, /",
        "Return the sum of products of values from two iterables p and q.",
    ),
    function(
        "tan",
        math_tan,
        "x, /",
        "Return the tangent of x (measured in radians).",
    ),
    function(
        "tanh",
        math_tanh,
        "x, /",
        "Return the hyperbolic tangent of x.",
    ),
    function(
        "trunc",
        math_trunc,
        "x, /",
        "Truncates the Real x to the nearest Integral toward 0.",
    ),
    function(
        "ulp",
        math_ulp,
        "x, /",
        "Return the value of the least significant bit of the float x.",
    ),
];

fn int_argument(vm: &Vm, x: &Ref) -> PyResult<Int> {
    let i = vm.index(x)?;
    Ok(i.as_int().map_or(Int::ZERO, |i| i.into_owned()))
}

/// `ceil`, `floor`, `trunc`: the object's own method first, then the float's.
fn rounded(vm: &Vm, x: &Ref, name: &Ref, f: fn(f64) -> Result<Int, Fault>) -> PyResult {
    if x.as_float().is_none()
        && let Some(r) = vm.call_special(x, name, &[])?
    {
        return Ok(r);
    }
    let x = as_real(vm, x)?;
    vm.int_result(f(x))
}

fn math_ceil(vm: &Vm, args: &[Ref]) -> PyResult {
    rounded(vm, &args[0], &vm.names().__ceil__, numbers::ceil)
}

fn math_floor(vm: &Vm, args: &[Ref]) -> PyResult {
    rounded(vm, &args[0], &vm.names().__floor__, numbers::floor)
}

fn math_trunc(vm: &Vm, args: &[Ref]) -> PyResult {
    match vm.call_special(&args[0], &vm.names().__trunc__, &[])? {
        Some(r) => Ok(r),
        None => Err(vm.type_error(format!(
            "type {} doesn't define __trunc__ method",
            args[0].ty().name()
        ))),
    }
}

fn math_comb(vm: &Vm, args: &[Ref]) -> PyResult {
    let (n, k) = (int_argument(vm, &args[0])?, int_argument(vm, &args[1])?);
    vm.int_result(n.comb(&k, &|| vm.interrupted()))
}

fn math_perm(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = int_argument(vm, &args[0])?;
    match args[1].opt().filter(|k| !k.is_none()) {
        Some(k) => {
            let k = int_argument(vm, k)?;
            vm.int_result(n.perm(&k, &|| vm.interrupted()))
        }
        None => vm.int_result(n.factorial(&|| vm.interrupted())),
    }
}

fn math_factorial(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = int_argument(vm, &args[0])?;
    vm.int_result(n.factorial(&|| vm.interrupted()))
}

fn math_isqrt(vm: &Vm, args: &[Ref]) -> PyResult {
    let n = int_argument(vm, &args[0])?;
    vm.int_result(n.isqrt())
}

fn math_gcd(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut r = Int::ZERO;
    for x in crate::builtins::tuple::items(&args[0]) {
        r = r.gcd(&int_argument(vm, x)?);
    }
    Ok(vm.int_from(r))
}

fn math_lcm(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut r = Int::ONE;
    for x in crate::builtins::tuple::items(&args[0]) {
        r = r
            .lcm(&int_argument(vm, x)?, &|| vm.interrupted())
            .map_err(|f| vm.fault(f))?;
    }
    Ok(vm.int_from(r))
}

fn floats(vm: &Vm, x: &Ref) -> PyResult<Vec<f64>> {
    vm.collect_items(x)?
        .iter()
        .map(|x| as_real(vm, x))
        .collect()
}

fn math_dist(vm: &Vm, args: &[Ref]) -> PyResult {
    let (p, q) = (floats(vm, &args[0])?, floats(vm, &args[1])?);
    give(vm, sums::dist(&p, &q))
}

fn math_hypot(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut c = floats(vm, &args[0])?;
    Ok(vm.float(sums::hypot(&mut c)))
}

fn math_fma(vm: &Vm, args: &[Ref]) -> PyResult {
    let (x, y, z) = (
        as_real(vm, &args[0])?,
        as_real(vm, &args[1])?,
        as_real(vm, &args[2])?,
    );
    give(vm, numbers::fma(x, y, z))
}

fn math_frexp(vm: &Vm, args: &[Ref]) -> PyResult {
    let (m, e) = numbers::frexp(as_real(vm, &args[0])?);
    Ok(vm.new_tuple(vec![vm.float(m), vm.int(e as i64)]))
}

fn math_modf(vm: &Vm, args: &[Ref]) -> PyResult {
    let (f, i) = numbers::modf(as_real(vm, &args[0])?);
    Ok(vm.new_tuple(vec![vm.float(f), vm.float(i)]))
}

fn math_ldexp(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = as_real(vm, &args[0])?;
    if args[1].as_int().is_none() {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    give(vm, numbers::ldexp(x, &int_argument(vm, &args[1])?))
}

fn math_fsum(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut sum = ExactSum::default();
    vm.for_each(&args[0], |x| {
        sum.add(as_real(vm, &x)?).map_err(|f| vm.fault(f))
    })?;
    give(vm, sum.finish())
}

fn math_isclose(vm: &Vm, args: &[Ref]) -> PyResult {
    let (a, b) = (as_real(vm, &args[0])?, as_real(vm, &args[1])?);
    let rel = args[2].opt().map_or(Ok(1e-9), |x| as_real(vm, x))?;
    let abs = args[3].opt().map_or(Ok(0.0), |x| as_real(vm, x))?;
    numbers::isclose(a, b, rel, abs)
        .map(Ref::bool)
        .map_err(|f| vm.fault(f))
}

fn math_isfinite(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(as_real(vm, &args[0])?.is_finite()))
}
fn math_isinf(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(as_real(vm, &args[0])?.is_infinite()))
}
fn math_isnan(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(Ref::bool(as_real(vm, &args[0])?.is_nan()))
}

fn log_of(vm: &Vm, x: &Ref, l: Logarithm) -> PyResult<f64> {
    let r = match x.as_int() {
        Some(i) => l.of_int(&i),
        None => l.of_float(as_real(vm, x)?),
    };
    r.map_err(|f| vm.fault(f))
}

fn math_log(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = log_of(vm, &args[0], Logarithm::Natural)?;
    match args[1].opt() {
        None => Ok(vm.float(x)),
        Some(b) => {
            let b = log_of(vm, b, Logarithm::Natural)?;
            give(vm, logarithm::quotient(x, b))
        }
    }
}

fn math_log2(vm: &Vm, args: &[Ref]) -> PyResult {
    log_of(vm, &args[0], Logarithm::Binary).map(|f| vm.float(f))
}

fn math_log10(vm: &Vm, args: &[Ref]) -> PyResult {
    log_of(vm, &args[0], Logarithm::Decimal).map(|f| vm.float(f))
}

fn math_nextafter(vm: &Vm, args: &[Ref]) -> PyResult {
    let (x, y) = (as_real(vm, &args[0])?, as_real(vm, &args[1])?);
    let steps = args[2]
        .opt()
        .filter(|s| !s.is_none())
        .map(|s| int_argument(vm, s))
        .transpose()?;
    give(vm, numbers::nextafter(x, y, steps.as_ref()))
}

fn math_prod(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut r = args[1].opt().cloned().unwrap_or_else(|| Ref::small_int(1));
    vm.for_each(&args[0], |x| {
        r = crate::vm::operators::binary(vm, crate::bytecode::opcode::binary_op::MULTIPLY, &r, &x)?;
        Ok(())
    })?;
    Ok(r)
}

fn math_sumprod(vm: &Vm, args: &[Ref]) -> PyResult {
    use crate::bytecode::opcode::binary_op as nb;
    let (p, q) = (vm.collect_items(&args[0])?, vm.collect_items(&args[1])?);
    if p.len() != q.len() {
        return Err(vm.value_error("Inputs are not the same length"));
    }
    let all_floats = p.iter().zip(&q).all(|(a, b)| {
        let number = |x: &Ref| x.as_float().or_else(|| x.as_i64().map(|i| i as f64));
        (a.as_float().is_some() || b.as_float().is_some())
            && number(a).is_some()
            && number(b).is_some()
    });
    if all_floats && !p.is_empty() {
        let mut sum = Some(ProductSum::default());
        for (a, b) in p.iter().zip(&q) {
            let (a, b) = (as_real(vm, a)?, as_real(vm, b)?);
            sum = sum.and_then(|s| s.add_product(a, b));
        }
        if let Some(s) = sum {
            return Ok(vm.float(s.value()));
        }
    }
    let mut r = Ref::small_int(0);
    for (a, b) in p.iter().zip(&q) {
        let ab = crate::vm::operators::binary(vm, nb::MULTIPLY, a, b)?;
        r = crate::vm::operators::binary(vm, nb::ADD, &r, &ab)?;
    }
    Ok(r)
}
