//! The `list` type: its storage here, what scripts see in `methods.rs`.
//!
//! Invariant: nothing that can run Python code happens while the items are borrowed: methods copy
//! or take items out, leave `with`, then compare, call or drop.
//! Next file to read: `methods.rs`.

mod gallop;
mod methods;
pub mod sort;
mod sort_keys;
mod subscript;

pub use methods::extend;
pub use sort_keys::sort_list;

use crate::builtins::sequence::Items;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
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

static LIST_DEF: TypeDef = TypeDef {
    doc: methods::LIST_DOC,
    flags: type_flags::BASE | type_flags::LIST | type_flags::SEQUENCE,
    slots: Slots {
        new: Some(methods::list_new),
        init: Some(methods::list_init),
        repr: Some(methods::list_repr),
        compare: Some(methods::list_compare),
        iter: Some(methods::list_iter),
        len: Some(methods::list_len),
        contains: Some(methods::list_contains),
        getitem: Some(subscript::list_getitem),
        setitem: Some(subscript::list_setitem),
        concat: Some(methods::list_concat),
        repeat: Some(methods::list_repeat),
        iconcat: Some(methods::list_iconcat),
        irepeat: Some(methods::list_irepeat),
        ..Slots::NONE
    },
    methods: methods::LIST_METHODS,
    signature: "(iterable=(), /)",
    ..TypeDef::of::<PyList>("list")
};
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

    /// Appends an item. Without memory for it, MemoryError comes at the next check point.
    #[inline]
    pub fn push(&self, item: Ref) {
        if let Some(item) = self.items.with(|v| push_item(v, item)) {
            crate::runtime::memory::report_shortage();
            drop(item);
        }
    }

    /// As [`PyList::push`], with MemoryError at once.
    #[inline]
    pub fn append(&self, vm: &Vm, item: Ref) -> PyResult<()> {
        match self.items.with(|v| push_item(v, item)) {
            None => Ok(()),
            Some(item) => {
                drop(item);
                Err(vm.memory_error())
            }
        }
    }

    /// New references to all items.
    pub fn to_vec(&self) -> Vec<Ref> {
        self.items.with(|v| v.clone())
    }
}

impl Items for PyList {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline]
    fn item(&self, index: usize) -> Option<Ref> {
        self.get(index)
    }
}

/// Appends to a list's items, making room in CPython's steps so that `sys.getsizeof` agrees. Gives
/// the item back if there is no memory for it.
#[inline(always)]
fn push_item(v: &mut Vec<Ref>, item: Ref) -> Option<Ref> {
    if v.len() == v.capacity() && !grow(v) {
        return Some(item);
    }
    v.push(item);
    None
}

/// Makes room for one more item; false if there is no memory.
#[cold]
#[inline(never)]
pub(crate) fn grow(v: &mut Vec<Ref>) -> bool {
    let len = v.len();
    v.try_reserve_exact(over_allocated(len + 1) - len).is_ok()
}

/// The room CPython makes for a list that has to grow to `len`.
fn over_allocated(len: usize) -> usize {
    (len + (len >> 3) + 6) & !3
}

/// The list behind a value that is known to be one.
#[inline]
pub(crate) fn this(x: &Ref) -> &PyList {
    match x.downcast::<PyList>() {
        Some(l) => l,
        None => unreachable!("methods of list get lists"),
    }
}

impl Vm {
    /// A list of these items.
    pub fn new_list(&self, items: Vec<Ref>) -> Ref {
        self.alloc(PyList {
            header: Header::new(&LIST),
            items: Locked::new(items),
        })
    }
}
