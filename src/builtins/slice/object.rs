//! The `slice` object.
//!
//! Next file to read: `indices.rs`.

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, TypeDef};
use crate::payload;

/// A `slice` object.
#[repr(C)]
pub struct PySlice {
    pub(crate) header: Header,
    pub start: Ref,
    pub stop: Ref,
    pub step: Ref,
}

payload!(
    PySlice,
    SLICE,
    |this, visit| {
        visit(&this.start);
        visit(&this.stop);
        visit(&this.step);
    },
    |_this, _sink| {}
);

static SLICE_DEF: TypeDef = TypeDef { flags: 0, ..TypeDef::of::<PySlice>("slice") };
/// The type `slice`.
pub static SLICE: Type = Type::builtin(&SLICE_DEF);

impl Vm {
    /// A slice.
    pub fn new_slice(&self, start: Ref, stop: Ref, step: Ref) -> Ref {
        self.alloc(PySlice { header: Header::new(&SLICE), start, stop, step })
    }
}
