//! The `list` type: its storage here, what scripts see in `methods.rs`.
//!
//! Invariant: nothing that can run Python code happens while the items are borrowed: methods copy
//! or take items out, leave `with`, then compare, call or drop.
//! Next file to read: `methods.rs`.

mod gallop;
pub mod sort;

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::Ref;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;

/// A `list` object.
#[repr(C)]
pub struct PyList {
    pub(crate) header: Header,
    /// The items.
    pub items: Locked<Vec<Ref>>,
}

payload!(
    PyList,
    LIST,
    |this, visit| this.items.with(|v| v.iter().for_each(visit)),
    |this, sink| sink.append(&mut this.items.take())
);

static LIST_DEF: TypeDef =
    TypeDef { flags: type_flags::BASE | type_flags::LIST | type_flags::SEQUENCE, ..TypeDef::of::<PyList>("list") };
/// The type `list`.
pub static LIST: Type = Type::builtin(&LIST_DEF);

impl PyList {
    /// How many items.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.with(|v| v.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A new reference to an item.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Ref> {
        self.items.with(|v| v.get(index).cloned())
    }

    /// Appends an item.
    #[inline]
    pub fn push(&self, item: Ref) {
        self.items.with(|v| v.push(item));
    }

    /// New references to all items.
    pub fn to_vec(&self) -> Vec<Ref> {
        self.items.with(|v| v.clone())
    }
}

impl Vm {
    /// A list of these items.
    pub fn new_list(&self, items: Vec<Ref>) -> Ref {
        self.alloc(PyList { header: Header::new(&LIST), items: Locked::new(items) })
    }
}
