//! The `bytearray` type.
//!
//! Next file to read: `methods.rs`.

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use std::cell::Cell;

/// A `bytearray` object.
#[repr(C)]
pub struct PyByteArray {
    pub(crate) header: Header,
    /// The bytes.
    pub data: Locked<Vec<u8>>,
    /// Buffers that look at them: no resizing while there are any.
    pub exports: Cell<usize>,
}

payload!(PyByteArray, BYTEARRAY);

static BYTEARRAY_DEF: TypeDef = TypeDef { flags: type_flags::BASE, ..TypeDef::of::<PyByteArray>("bytearray") };
/// The type `bytearray`.
pub static BYTEARRAY: Type = Type::builtin(&BYTEARRAY_DEF);

impl Vm {
    /// A `bytearray`.
    pub fn new_bytearray(&self, data: Vec<u8>) -> Ref {
        self.alloc(PyByteArray { header: Header::new(&BYTEARRAY), data: Locked::new(data), exports: Cell::new(0) })
    }
}
