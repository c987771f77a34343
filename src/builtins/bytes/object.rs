//! The `bytes` object.
//!
//! Next file to read: `methods.rs`.

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use std::sync::atomic::AtomicI64;

/// A `bytes` object.
#[repr(C)]
pub struct PyBytes {
    pub(crate) header: Header,
    /// -1 until computed.
    pub(crate) hash: AtomicI64,
    /// The bytes.
    pub data: Box<[u8]>,
}

payload!(PyBytes, BYTES);

static BYTES_DEF: TypeDef = TypeDef { flags: type_flags::BASE | type_flags::BYTES, ..TypeDef::of::<PyBytes>("bytes") };
/// The type `bytes`.
pub static BYTES: Type = Type::builtin(&BYTES_DEF);

impl PyBytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.data
    }
}

impl Vm {
    /// A `bytes` object.
    pub fn new_bytes(&self, data: Vec<u8>) -> Ref {
        if data.is_empty()
            && let Some(k) = self.interp.known.get()
        {
            return k.empty_bytes.clone();
        }
        self.alloc(PyBytes { header: Header::new(&BYTES), hash: AtomicI64::new(-1), data: data.into_boxed_slice() })
    }
}
