//! The `complex` object: storage and operators. Construction is in `construct.rs`, methods in
//! `methods.rs`.
//!
//! Invariant: an operand that is real stays real (C's Annex G): it never becomes a complex number
//! with an imaginary part of zero, but for powers, as in CPython 3.14.
//! Deliberately absent: ordering, `//`, `%` and `divmod`, which complex numbers don't have.
//! Next file to read: `construct.rs`.

use super::arith::Complex;
use crate::builtins::fault::Fault;
use crate::objects::context::Vm;
use crate::objects::hash::{hash_complex, hash_f64, hash_pointer};
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;
use std::cmp::Ordering;

/// A `complex` object.
#[repr(C)]
pub struct PyComplex {
    pub(crate) header: Header,
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imag: f64,
}

payload!(PyComplex, COMPLEX);

static COMPLEX_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE,
    slots: Slots {
        new: Some(super::construct::complex_new),
        repr: Some(complex_repr),
        hash: Some(complex_hash),
        compare: Some(complex_compare),
        bool: Some(complex_bool),
        add: Some(complex_add),
        sub: Some(complex_sub),
        mul: Some(complex_mul),
        truediv: Some(complex_truediv),
        pow: Some(complex_pow),
        neg: Some(complex_neg),
        pos: Some(complex_pos),
        abs: Some(complex_abs),
        ..Slots::NONE
    },
    methods: super::methods::COMPLEX_METHODS,
    getset: super::methods::COMPLEX_GETSET,
    doc: super::construct::COMPLEX_DOC,
    signature: "(real=0, imag=0)",
    ..TypeDef::of::<PyComplex>("complex")
};
/// The type `complex`.
pub static COMPLEX: Type = Type::builtin(&COMPLEX_DEF);

impl Vm {
    /// A `complex`.
    pub fn complex(&self, real: f64, imag: f64) -> Ref {
        self.alloc(PyComplex {
            header: Header::new(&COMPLEX),
            real,
            imag,
        })
    }

    /// The `complex` of a computation that can fail.
    pub fn complex_result(&self, r: Result<Complex, Fault>) -> PyResult {
        match r {
            Ok(z) => Ok(self.complex(z.re, z.im)),
            Err(f) => Err(self.fault(f)),
        }
    }
}

impl Ref {
    /// The number, if this is a `complex` or an instance of a subclass.
    pub fn as_complex(&self) -> Option<Complex> {
        self.downcast::<PyComplex>()
            .map(|z| Complex::new(z.real, z.imag))
    }
}

/// An operand of an operator.
enum Operand {
    Complex(Complex),
    Real(f64),
    Neither,
}

fn operand(vm: &Vm, x: &Ref) -> PyResult<Operand> {
    if let Some(z) = x.as_complex() {
        return Ok(Operand::Complex(z));
    }
    if let Some(f) = x.as_float() {
        return Ok(Operand::Real(f));
    }
    match x.as_int().map(|i| i.to_f64()) {
        Some(Ok(f)) => Ok(Operand::Real(f)),
        Some(Err(f)) => Err(vm.fault(f)),
        None => Ok(Operand::Neither),
    }
}

/// Applies an operator by what its operands are; at least one of two numbers is complex.
fn with_both(
    vm: &Vm,
    x: &Ref,
    y: &Ref,
    both: impl FnOnce(Complex, Complex) -> Result<Complex, Fault>,
    right_real: impl FnOnce(Complex, f64) -> Result<Complex, Fault>,
    left_real: impl FnOnce(f64, Complex) -> Result<Complex, Fault>,
) -> PyResult {
    let result = match (operand(vm, x)?, operand(vm, y)?) {
        (Operand::Complex(a), Operand::Complex(b)) => both(a, b),
        (Operand::Complex(a), Operand::Real(b)) => right_real(a, b),
        (Operand::Real(a), Operand::Complex(b)) => left_real(a, b),
        _ => return Ok(Ref::not_implemented()),
    };
    vm.complex_result(result)
}

fn complex_add(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let real = |z: Complex, r| Ok(z.add_real(r));
    with_both(vm, x, y, |a, b| Ok(a + b), real, |r, z| real(z, r))
}

fn complex_sub(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(
        vm,
        x,
        y,
        |a, b| Ok(a - b),
        |z, r| Ok(z.sub_real(r)),
        |r, z| Ok(Complex::real_sub(r, z)),
    )
}

fn complex_mul(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let real = |z: Complex, r| Ok(z.mul_real(r));
    with_both(vm, x, y, |a, b| Ok(a.mul(b)), real, |r, z| real(z, r))
}

fn complex_truediv(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(vm, x, y, Complex::div, Complex::div_real, Complex::real_div)
}

/// `x ** y`. Real operands are complex numbers here.
pub fn complex_pow(vm: &Vm, x: &Ref, y: &Ref, z: &Ref) -> PyResult {
    let whole = |operand| match operand {
        Operand::Complex(z) => Some(z),
        Operand::Real(r) => Some(Complex::new(r, 0.0)),
        Operand::Neither => None,
    };
    let (Some(a), Some(b)) = (whole(operand(vm, x)?), whole(operand(vm, y)?)) else {
        return Ok(Ref::not_implemented());
    };
    if !z.is_none() {
        return Err(vm.value_error("complex modulo"));
    }
    vm.complex_result(a.pow(b))
}

pub(super) fn value(x: &Ref) -> Complex {
    x.as_complex().unwrap_or_default()
}

fn complex_neg(vm: &Vm, x: &Ref) -> PyResult {
    vm.complex_result(Ok(-value(x)))
}

/// An exact `complex` of the same value.
pub(super) fn complex_pos(vm: &Vm, x: &Ref) -> PyResult {
    if x.is_exactly(&COMPLEX) {
        return Ok(x.clone());
    }
    vm.complex_result(Ok(value(x)))
}

fn complex_abs(vm: &Vm, x: &Ref) -> PyResult {
    match value(x).abs() {
        Ok(size) => Ok(vm.float(size)),
        Err(f) => Err(vm.fault(f)),
    }
}

fn complex_bool(_: &Vm, x: &Ref) -> PyResult<bool> {
    let z = value(x);
    Ok(z.re != 0.0 || z.im != 0.0)
}

fn complex_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&super::text::repr(value(x))))
}

fn complex_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    let z = value(x);
    // A NaN is equal to nothing, so its identity may decide.
    let part = |f: f64| hash_f64(f).unwrap_or_else(|| hash_pointer(x.id() as usize));
    Ok(hash_complex(part(z.re), part(z.im)))
}

fn complex_compare(_: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let Some(a) = x.as_complex() else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    let equal = if let Some(b) = y.as_complex() {
        a == b
    } else if let Some(b) = y.as_float() {
        a.im == 0.0 && a.re == b
    } else if let Some(b) = y.as_int() {
        a.im == 0.0 && b.partial_cmp_f64(a.re) == Some(Ordering::Equal)
    } else {
        return Ok(Ref::not_implemented());
    };
    Ok(Ref::bool(equal == (op == CompareOp::Eq)))
}
