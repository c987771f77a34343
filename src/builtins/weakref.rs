//! Weak references: `weakref.ref`, and the payload that the proxies of `weakref_proxy.rs` share with it.
//!
//! Invariant: `referent` is the address of a live object or 0; the object's row in the
//! interpreter's table names this reference exactly while it is not 0.
//!
//! Why this is sound: `referent` is zeroed when the object dies, before its memory is used again; a
//! count of 0 marks an object that is dying.
//!
//! Next file to read: `../objects/weakref.rs`.

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;

/// A weak reference.
#[repr(C)]
pub struct PyWeakRef {
    pub(crate) header: Header,
    referent: Word<usize>,
    callback: Locked<Ref>,
    /// -1 until known.
    pub(crate) hash: Word<i64>,
}

payload!(
    PyWeakRef,
    WEAKREF,
    |this, visit| this.callback.with(|c| visit(c)),
    |this, sink| sink.push(this.callback.replace(Ref::NULL))
);

static WEAKREF_DEF: TypeDef = TypeDef {
    module: "weakref",
    flags: type_flags::BASE,
    slots: super::weakref_methods::WEAKREF_SLOTS,
    methods: super::weakref_methods::WEAKREF_METHODS,
    getset: super::weakref_methods::WEAKREF_GETSET,
    ..TypeDef::of::<PyWeakRef>("ReferenceType")
};
/// The type `weakref.ref`.
pub static WEAKREF: Type = Type::builtin(&WEAKREF_DEF);

/// The weak reference behind a `weakref.ref` or a proxy.
pub fn as_weak(r: &Ref) -> Option<&PyWeakRef> {
    r.shared_payload::<PyWeakRef>()
}

impl Drop for PyWeakRef {
    fn drop(&mut self) {
        let address = self.referent.replace(0);
        if address != 0 {
            Vm::with_current(|vm| vm.unregister_weakref(address, self));
        }
    }
}

impl PyWeakRef {
    /// The object, if it still exists.
    pub fn get(&self) -> Option<Ref> {
        if self.referent.get() == 0 {
            return None;
        }
        Vm::with_current(|vm| vm.weakref_target(self))
    }

    /// Address of the object, 0 once it is gone.
    pub(crate) fn address(&self) -> usize {
        self.referent.get()
    }

    /// Whether the object still exists.
    pub fn is_alive(&self) -> bool {
        let address = self.referent.get();
        // SAFETY: as `get`.
        #[allow(unsafe_code)]
        unsafe {
            address != 0 && (*(address as *const Header)).ref_count() != 0
        }
    }

    /// Forgets the object, which is dying.
    pub fn clear_referent(&self) {
        self.referent.set(0);
    }

    /// Takes the callback out.
    pub fn take_callback(&self) -> Option<Ref> {
        self.callback.replace(Ref::NULL).opt().cloned()
    }

    /// The callback, if there is one.
    pub fn callback(&self) -> Option<Ref> {
        self.callback.with(|c| c.opt().cloned())
    }
}

impl Vm {
    /// The weak reference to `object` that everyone without a callback shares.
    pub fn shared_weakref(&self, object: &Ref) -> PyResult {
        match self.find_shared(&WEAKREF, object) {
            Some(found) => Ok(found),
            None => self.new_weakref(&WEAKREF, object, Ref::NULL),
        }
    }

    /// An existing weak reference of exactly this type and without a callback.
    pub(super) fn find_shared(&self, ty: &Type, object: &Ref) -> Option<Ref> {
        self.weakrefs_of(object)
            .into_iter()
            .find(|w| w.is_exactly(ty) && as_weak(w).is_some_and(|w| w.callback().is_none()))
    }

    /// A weak reference of type `ty`: `weakref.ref`, a subclass, or a type of proxies.
    pub fn new_weakref(&self, ty: &Type, object: &Ref, callback: Ref) -> PyResult {
        let payload = PyWeakRef {
            header: Header::new(ty),
            referent: Word::new(0),
            callback: Locked::new(callback),
            hash: Word::new(-1),
        };
        let r = self
            .alloc_instance(ty, payload, 0)
            .ok_or_else(|| self.memory_error())?;
        if let Some(w) = as_weak(&r) {
            self.register_weakref(object, w)?;
            w.referent.set(object.value().ptr() as usize);
        }
        Ok(r)
    }
}
