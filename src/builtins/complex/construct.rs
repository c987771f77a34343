//! `complex(...)`: from text, from one number, from a real and an imaginary part.
//!
//! Invariant: parts that are complex themselves still count, with a `DeprecationWarning`, as in
//! CPython 3.14: `complex(a, b)` is then `a + b*1j` computed part by part.
//! Next file to read: `methods.rs`.

use super::arith::Complex;
use super::object::{COMPLEX, PyComplex};
use super::text::parse_complex;
use crate::builtins::exceptions as exc;
use crate::builtins::float::methods::as_real;
use crate::builtins::float::parse::without_underscores;
use crate::builtins::int::digits::{self, strip};
use crate::objects::args::{Args, Callee, Signature, bind};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;
use crate::stdlib::full_type_name;
use std::sync::LazyLock;

/// Docstring of `complex`.
pub const COMPLEX_DOC: &str = "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.";

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("real=0, imag=0"));

/// A complex number of type `ty`.
fn make(vm: &Vm, ty: &Type, z: Complex) -> PyResult {
    if std::ptr::eq(ty, &COMPLEX) {
        return Ok(vm.complex(z.re, z.im));
    }
    let payload = PyComplex {
        header: Header::new(ty),
        real: z.re,
        imag: z.im,
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

/// `complex(...)`
pub fn complex_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if let ([x], []) = (args.values, args.kwnames) {
        if x.is_exactly(&COMPLEX) && std::ptr::eq(ty, &COMPLEX) {
            return Ok(x.clone());
        }
        let z = from_text_or_number(vm, x)?;
        return make(vm, ty, z);
    }
    let mut slots = [const { Ref::NULL }; 2];
    let callee = Callee {
        name: "complex",
        qualname: "complex",
        has_self: false,
    };
    bind(vm, &SIGNATURE, callee, args, &mut slots)?;
    let z = from_parts(vm, slots[0].opt(), slots[1].opt())?;
    make(vm, ty, z)
}

/// `complex.from_number(number)`
pub fn complex_from_number(vm: &Vm, args: &[Ref]) -> PyResult {
    let (class, number) = (&args[0], &args[1]);
    if number.is_exactly(&COMPLEX) && class.is_type(&COMPLEX) {
        return Ok(number.clone());
    }
    let z = to_complex(vm, number)?;
    let exact = vm.complex(z.re, z.im);
    if class.is_type(&COMPLEX) {
        Ok(exact)
    } else {
        vm.call_one(class, &exact)
    }
}

fn from_text_or_number(vm: &Vm, x: &Ref) -> PyResult<Complex> {
    if let Some(text) = x.as_str() {
        let ascii = digits::to_ascii(text.view().iter());
        let Some(z) = parse_complex(&ascii) else {
            // Misplaced underscores get an error of their own.
            let misplaced = without_underscores(strip(&ascii)).is_none();
            return Err(vm.value_error(if misplaced {
                format!("could not convert string to complex: {}", vm.repr_text(x)?)
            } else {
                "complex() arg is a malformed string".to_string()
            }));
        };
        return Ok(z);
    }
    if let Some(z) = asked(vm, x)? {
        return Ok(z);
    }
    if let Some(z) = x.as_complex() {
        return Ok(z);
    }
    if !is_real(x) {
        let got = full_type_name(vm, x);
        return Err(vm.type_error(format!(
            "complex() argument must be a string or a number, not {got}"
        )));
    }
    Ok(Complex::new(as_real(vm, x)?, 0.0))
}

/// Any number as a complex one, or the TypeError of functions that want a number.
pub fn to_complex(vm: &Vm, x: &Ref) -> PyResult<Complex> {
    if let Some(z) = x.downcast_exact::<PyComplex>() {
        return Ok(Complex::new(z.real, z.imag));
    }
    if let Some(z) = asked(vm, x)? {
        return Ok(z);
    }
    match x.as_complex() {
        Some(z) => Ok(z),
        None => Ok(Complex::new(as_real(vm, x)?, 0.0)),
    }
}

/// What `x.__complex__()` answers; `None` if there is no such method or `x` is an exact `complex`.
fn asked(vm: &Vm, x: &Ref) -> PyResult<Option<Complex>> {
    if x.is_exactly(&COMPLEX) {
        return Ok(None);
    }
    let Some(answer) = vm.call_special(x, &vm.names().__complex__, &[])? else {
        return Ok(None);
    };
    let Some(z) = answer.as_complex() else {
        let got = answer.ty().name();
        return Err(vm.type_error(format!("__complex__ returned non-complex (type {got})")));
    };
    if !answer.is_exactly(&COMPLEX) {
        vm.warn_strict_subclass("__complex__ returned non-complex", &answer, "complex")?;
    }
    Ok(Some(z))
}

fn is_real(x: &Ref) -> bool {
    let slots = x.ty().slots();
    slots.float.is_some() || slots.index.is_some()
}

fn not_real(vm: &Vm, x: &Ref, part: &str) -> String {
    let got = full_type_name(vm, x);
    format!("complex() argument '{part}' must be a real number, not {got}")
}

fn from_parts(vm: &Vm, real: Option<&Ref>, imag: Option<&Ref>) -> PyResult<Complex> {
    let answered = match real {
        Some(r) => asked(vm, r)?,
        None => None,
    };
    let complex_real = answered.or_else(|| real.and_then(|r| r.as_complex()));
    if let Some(r) = real
        && complex_real.is_none()
        && !is_real(r)
    {
        return Err(vm.type_error(not_real(vm, r, "real")));
    }
    if let Some(i) = imag
        && i.as_complex().is_none()
        && !is_real(i)
    {
        return Err(vm.type_error(not_real(vm, i, "imag")));
    }
    let mut z = match (complex_real, real) {
        (Some(z), Some(r)) => {
            if r.ty().slots().float.is_none() {
                let text = not_real(vm, r, "real");
                vm.warn(&exc::DEPRECATION_WARNING, &text, 1)?;
            }
            z
        }
        (None, Some(r)) => Complex::new(as_real(vm, r)?, 0.0),
        _ => Complex::default(),
    };
    let Some(i) = imag else {
        return Ok(z);
    };
    let carried = complex_real.map(|z| z.im);
    let part = match i.as_complex() {
        Some(w) => {
            let text = not_real(vm, i, "imag");
            vm.warn(&exc::DEPRECATION_WARNING, &text, 1)?;
            z.re -= w.im;
            w.re
        }
        None => as_real(vm, i)?,
    };
    z.im = carried.map_or(part, |c| part + c);
    Ok(z)
}
