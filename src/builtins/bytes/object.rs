//! The `bytes` object.
//!
//! Invariant: the bytes never change.
//! Next file to read: `byteslike.rs`.

use super::{construct, methods, slots};
use crate::objects::buffer::BufferSource;
use crate::objects::context::Vm;
use crate::objects::hash::hash_bytes;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

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

static BYTES_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE | type_flags::BYTES,
    slots: slots::BYTES_SLOTS,
    methods: methods::BYTES_METHODS,
    doc: construct::BYTES_DOC,
    ..TypeDef::of::<PyBytes>("bytes")
};
/// The type `bytes`.
pub static BYTES: Type = Type::builtin(&BYTES_DEF);

impl PyBytes {
    /// The bytes.
    #[inline]
    pub fn as_slice(&self) -> &[u8] {
        &self.data
    }

    /// The hash, computed on first use.
    pub fn hash(&self, vm: &Vm) -> i64 {
        let known = self.hash.load(Relaxed);
        if known != -1 {
            return known;
        }
        let made = hash_bytes(&vm.interp.hash_key, &self.data);
        self.hash.store(made, Relaxed);
        made
    }
}

impl BufferSource for PyBytes {
    fn read(&self, offset: usize, out: &mut [u8]) {
        if let Some(from) = self.data.get(offset..offset + out.len()) {
            out.copy_from_slice(from);
        }
    }

    fn write(&self, _: usize, _: &[u8]) {}

    fn acquire(&self) {}

    fn release(&self) {}

    fn view(&self, offset: usize, len: usize, look: &mut dyn FnMut(&[u8])) {
        look(self.data.get(offset..offset + len).unwrap_or_default());
    }
}

/// Finds the bytes behind a buffer's owner.
pub(super) fn source(owner: &Ref) -> Option<&dyn BufferSource> {
    owner.downcast::<PyBytes>().map(|b| b as &dyn BufferSource)
}

impl Vm {
    /// A `bytes` object.
    pub fn new_bytes(&self, data: Vec<u8>) -> Ref {
        if data.is_empty()
            && let Some(k) = self.interp.known.get()
        {
            return k.empty_bytes.clone();
        }
        self.alloc(PyBytes {
            header: Header::new(&BYTES),
            hash: AtomicI64::new(-1),
            data: data.into_boxed_slice(),
        })
    }

    /// A `bytes` object of a class derived from `bytes`.
    pub fn new_bytes_as(&self, ty: &Type, data: Vec<u8>) -> PyResult {
        if std::ptr::eq(ty, &BYTES) {
            return Ok(self.new_bytes(data));
        }
        let payload = PyBytes {
            header: Header::new(ty),
            hash: AtomicI64::new(-1),
            data: data.into_boxed_slice(),
        };
        self.alloc_instance(ty, payload, 0)
            .ok_or_else(|| self.memory_error())
    }
}
