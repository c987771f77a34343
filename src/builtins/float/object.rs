//! The `float` object: storage and operators. Methods are in `methods.rs`.
//!
//! Invariant: an exact `float` whose bits allow is an immediate word; a [`PyFloat`] of exact type
//! `float` holds one that does not. Every NaN is an object, because its identity shows.
//!
//! Why this is sound: an immediate word owns nothing, so it makes a `Ref` without a count.
//!
//! Next file to read: `arith.rs`.

use super::arith;
use crate::builtins::fault::Fault;
use crate::builtins::int::Int;
use crate::builtins::int::object::ordering_matches;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::value::Value;
use crate::payload;
use crate::syntax::ast::CompareOp;
use std::cmp::Ordering;

/// A `float` that is no immediate word.
#[repr(C)]
pub struct PyFloat {
    pub(crate) header: Header,
    /// Its value.
    pub value: f64,
}

payload!(PyFloat, FLOAT);

static FLOAT_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE | type_flags::FLOAT,
    slots: Slots {
        new: Some(super::methods::float_new),
        repr: Some(float_repr),
        hash: Some(float_hash),
        compare: Some(float_compare),
        bool: Some(float_bool),
        add: Some(float_add),
        sub: Some(float_sub),
        mul: Some(float_mul),
        truediv: Some(float_truediv),
        floordiv: Some(float_floordiv),
        modulo: Some(float_mod),
        divmod: Some(float_divmod),
        pow: Some(float_pow),
        neg: Some(float_neg),
        pos: Some(float_float),
        abs: Some(float_abs),
        int: Some(float_int),
        float: Some(float_float),
        ..Slots::NONE
    },
    methods: super::methods::FLOAT_METHODS,
    getset: super::methods::FLOAT_GETSET,
    doc: "Convert a string or number to a floating-point number, if possible.",
    signature: "(x=0, /)",
    ..TypeDef::of::<PyFloat>("float")
};
/// The type `float`.
pub static FLOAT: Type = Type::builtin(&FLOAT_DEF);

impl Vm {
    /// A `float`.
    #[inline]
    pub fn float(&self, f: f64) -> Ref {
        match Value::try_float(f) {
            // SAFETY: immediates own nothing.
            #[allow(unsafe_code)]
            Some(v) => unsafe { Ref::from_value(v) },
            None => self.alloc(PyFloat {
                header: Header::new(&FLOAT),
                value: f,
            }),
        }
    }

    /// The word of a `float` that is no immediate.
    #[cold]
    #[inline(never)]
    pub fn heap_float(&self, f: f64) -> Value {
        self.float(f).into_value()
    }
}

impl Ref {
    /// The number, if this is a `float` or an instance of a subclass.
    #[inline]
    pub fn as_float(&self) -> Option<f64> {
        if self.value().is_imm_float() {
            return Some(self.value().as_imm_float());
        }
        if self.ty().has(type_flags::FLOAT) {
            self.downcast::<PyFloat>().map(|f| f.value)
        } else {
            None
        }
    }
}

/// The operand as a float: a float, or an int that fits.
fn operand(vm: &Vm, x: &Ref) -> PyResult<Option<f64>> {
    if let Some(f) = x.as_float() {
        return Ok(Some(f));
    }
    match x.as_int() {
        Some(i) => match i.to_f64() {
            Ok(f) => Ok(Some(f)),
            Err(f) => Err(vm.fault(f)),
        },
        None => Ok(None),
    }
}

fn with_both(
    vm: &Vm,
    x: &Ref,
    y: &Ref,
    f: impl FnOnce(f64, f64) -> Result<f64, Fault>,
) -> PyResult {
    match (operand(vm, x)?, operand(vm, y)?) {
        (Some(a), Some(b)) => match f(a, b) {
            Ok(r) => Ok(vm.float(r)),
            Err(e) => Err(vm.fault(e)),
        },
        _ => Ok(Ref::not_implemented()),
    }
}

fn float_add(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(vm, x, y, |a, b| Ok(a + b))
}
fn float_sub(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(vm, x, y, |a, b| Ok(a - b))
}
fn float_mul(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(vm, x, y, |a, b| Ok(a * b))
}
fn float_truediv(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(vm, x, y, arith::truediv)
}
fn float_floordiv(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(vm, x, y, arith::floordiv)
}
fn float_mod(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    with_both(vm, x, y, arith::modulo)
}
fn float_divmod(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    match (operand(vm, x)?, operand(vm, y)?) {
        (Some(a), Some(b)) => match arith::divmod(a, b) {
            Ok((q, r)) => Ok(vm.new_tuple(vec![vm.float(q), vm.float(r)])),
            Err(e) => Err(vm.fault(e)),
        },
        _ => Ok(Ref::not_implemented()),
    }
}
fn float_pow(vm: &Vm, x: &Ref, y: &Ref, z: &Ref) -> PyResult {
    if !z.is_none() {
        return Err(
            vm.type_error("pow() 3rd argument not allowed unless all arguments are integers")
        );
    }
    match (operand(vm, x)?, operand(vm, y)?) {
        (Some(a), Some(b)) => match arith::pow(a, b) {
            Ok(arith::Power::Real(f)) => Ok(vm.float(f)),
            Ok(arith::Power::Complex) => crate::builtins::complex::object::complex_pow(
                vm,
                &vm.complex(a, 0.0),
                &vm.complex(b, 0.0),
                z,
            ),
            Err(e) => Err(vm.fault(e)),
        },
        _ => Ok(Ref::not_implemented()),
    }
}

fn value(x: &Ref) -> f64 {
    x.as_float().unwrap_or(0.0)
}
fn float_neg(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.float(-value(x)))
}
fn float_abs(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.float(value(x).abs()))
}
fn float_float(vm: &Vm, x: &Ref) -> PyResult {
    if x.is_exactly(&FLOAT) {
        Ok(x.clone())
    } else {
        Ok(vm.float(value(x)))
    }
}
fn float_int(vm: &Vm, x: &Ref) -> PyResult {
    vm.int_result(Int::from_f64(value(x)))
}
fn float_bool(_: &Vm, x: &Ref) -> PyResult<bool> {
    Ok(value(x) != 0.0)
}
fn float_repr(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_str(&super::repr::repr(value(x))))
}
fn float_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    let f = value(x);
    Ok(crate::objects::hash::hash_f64(f)
        .unwrap_or_else(|| crate::objects::hash::hash_pointer(x.id() as usize)))
}

fn float_compare(_: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let order: Option<Ordering> = match (x.as_float(), y.as_float()) {
        (Some(a), Some(b)) => a.partial_cmp(&b),
        (Some(a), None) => match y.as_int() {
            Some(i) => i.partial_cmp_f64(a).map(Ordering::reverse),
            None => return Ok(Ref::not_implemented()),
        },
        _ => return Ok(Ref::not_implemented()),
    };
    Ok(Ref::bool(match order {
        Some(o) => ordering_matches(o, op),
        None => op == CompareOp::NotEq,
    }))
}
