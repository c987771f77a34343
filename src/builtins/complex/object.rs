//! The `complex` object.
//!
//! Next file to read: `arith.rs`.

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;

/// A `complex` object.
#[repr(C)]
pub struct PyComplex {
    pub(crate) header: Header,
    pub real: f64,
    pub imag: f64,
}

payload!(PyComplex, COMPLEX);

static COMPLEX_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE,
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
}

/// `x ** y`
pub fn complex_pow(_vm: &Vm, _x: &Ref, _y: &Ref, _z: &Ref) -> PyResult {
    Ok(Ref::not_implemented())
}
