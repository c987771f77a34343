//! `memoryview`: other objects' bytes, looked at as elements of some format and shape.
//!
//! | file | what it does |
//! |---|---|
//! | `format.rs` | elements and their bytes, without objects |
//! | `element.rs` | elements as Python values |
//! | `slots.rs` | indexing, assignment, comparison, hash |
//! | `methods.rs`, `cast.rs` | methods and attributes |
//!
//! Invariant: every view holds a [`Buffer`] of its own; `release` gives it up, and whatever is
//! asked of a view without one is a ValueError.
//! Next file to read: `format.rs`.

mod cast;
mod element;
pub mod format;
mod iterator;
pub mod methods;
pub mod slots;

use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;

pub use iterator::MEMORY_ITERATOR;

/// A `memoryview` object.
#[repr(C)]
pub struct PyMemoryView {
    pub(crate) header: Header,
    /// What it shows; `None` once it was released.
    buffer: Locked<Option<Buffer>>,
    /// -1 until computed.
    hash: Word<i64>,
}

payload!(
    PyMemoryView,
    MEMORYVIEW,
    |this, visit| this.buffer.with(|b| {
        if let Some(b) = b {
            visit(&b.owner);
        }
    }),
    |_this, _sink| {}
);

static MEMORYVIEW_DEF: TypeDef = TypeDef {
    flags: type_flags::WEAKREF | type_flags::SEQUENCE,
    slots: slots::MEMORYVIEW_SLOTS,
    methods: methods::MEMORYVIEW_METHODS,
    getset: methods::MEMORYVIEW_GETSET,
    doc: "Create a new memoryview object which references the given object.",
    signature: "(object)",
    ..TypeDef::of::<PyMemoryView>("memoryview")
};
/// The type `memoryview`.
pub static MEMORYVIEW: Type = Type::builtin(&MEMORYVIEW_DEF);

/// The payload of a value that is known to be a `memoryview`.
fn this(x: &Ref) -> &PyMemoryView {
    match x.downcast::<PyMemoryView>() {
        Some(m) => m,
        None => unreachable!("methods of memoryview get memoryviews"),
    }
}

/// A copy of what a view shows, unless it was released.
fn buffer_of(vm: &Vm, x: &Ref) -> PyResult<Buffer> {
    match this(x).buffer.get() {
        Some(b) => Ok(b),
        None => Err(vm.value_error("operation forbidden on released memoryview object")),
    }
}

impl Vm {
    /// A `memoryview` of a buffer.
    pub fn new_memoryview(&self, buffer: Buffer) -> Ref {
        self.alloc(PyMemoryView {
            header: Header::new(&MEMORYVIEW),
            buffer: Locked::new(Some(buffer)),
            hash: Word::new(-1),
        })
    }
}
