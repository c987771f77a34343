//! The `bytearray` type: its storage here, operators in `slots.rs`, methods in `methods.rs`.
//!
//! Invariant: the length never changes while `exports` is not 0; every function that changes it
//! goes through [`PyByteArray::resize`] or [`check_resizable`].
//! Next file to read: `slots.rs`.

pub mod methods;
pub mod slots;

use crate::objects::buffer::BufferSource;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;

/// A `bytearray` object.
#[repr(C)]
pub struct PyByteArray {
    pub(crate) header: Header,
    /// The bytes.
    pub data: Locked<Vec<u8>>,
    /// Buffers that look at them: no resizing while there are any.
    pub exports: Word<usize>,
}

payload!(PyByteArray, BYTEARRAY);

static BYTEARRAY_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE,
    slots: slots::BYTEARRAY_SLOTS,
    methods: methods::BYTEARRAY_METHODS,
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n\
          bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n\
          bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n\
          bytearray() -> empty bytes array",
    ..TypeDef::of::<PyByteArray>("bytearray")
};
/// The type `bytearray`.
pub static BYTEARRAY: Type = Type::builtin(&BYTEARRAY_DEF);

impl BufferSource for PyByteArray {
    fn read(&self, offset: usize, out: &mut [u8]) {
        self.data.with(|data| {
            if let Some(from) = data.get(offset..offset + out.len()) {
                out.copy_from_slice(from);
            }
        });
    }

    fn write(&self, offset: usize, bytes: &[u8]) {
        self.data.with(|data| {
            if let Some(to) = data.get_mut(offset..offset + bytes.len()) {
                to.copy_from_slice(bytes);
            }
        });
    }

    fn acquire(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    fn release(&self) {
        self.exports.set(self.exports.get().saturating_sub(1));
    }

    fn view(&self, offset: usize, len: usize, look: &mut dyn FnMut(&[u8])) {
        self.data
            .with(|data| look(data.get(offset..offset + len).unwrap_or_default()));
    }
}

/// Finds the bytes behind a buffer's owner.
fn source(owner: &Ref) -> Option<&dyn BufferSource> {
    owner
        .downcast::<PyByteArray>()
        .map(|a| a as &dyn BufferSource)
}

/// BufferError while buffers look at the bytes.
fn check_resizable(vm: &Vm, array: &PyByteArray) -> PyResult<()> {
    if array.exports.get() > 0 {
        return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}

impl PyByteArray {
    /// Runs `change`, which may change the length.
    fn resize<R>(&self, vm: &Vm, change: impl FnOnce(&mut Vec<u8>) -> R) -> PyResult<R> {
        check_resizable(vm, self)?;
        Ok(self.data.with(change))
    }

    /// Appends bytes.
    pub fn extend(&self, vm: &Vm, more: &[u8]) -> PyResult<()> {
        if more.is_empty() {
            return Ok(());
        }
        let fits = self.resize(vm, |data| {
            let fits = data.try_reserve(more.len()).is_ok();
            if fits {
                data.extend_from_slice(more);
            }
            fits
        })?;
        if fits { Ok(()) } else { Err(vm.memory_error()) }
    }
}

impl Vm {
    /// A `bytearray`.
    pub fn new_bytearray(&self, data: Vec<u8>) -> Ref {
        self.alloc(PyByteArray {
            header: Header::new(&BYTEARRAY),
            data: Locked::new(data),
            exports: Word::new(0),
        })
    }
}
