//! Module objects. Storage here; what scripts see of them in `module_methods.rs`.
//!
//! Invariant: `dict` is never NULL.
//! Next file to read: `../vm/import.rs`.

use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;

/// A module.
#[repr(C)]
pub struct PyModule {
    pub(crate) header: Header,
    /// Its namespace.
    pub dict: DictWord,
}

payload!(
    PyModule,
    MODULE,
    |this, visit| this.dict.visit(visit),
    |this, sink| if let Some(d) = this.dict.get() {
        super::dict::clear_for_collector(&d, sink);
    }
);

static MODULE_DEF: TypeDef = TypeDef {
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyModule, dict),
    slots: super::module_methods::MODULE_SLOTS,
    methods: super::module_methods::MODULE_METHODS,
    getset: super::module_methods::MODULE_GETSET,
    signature: "(name, doc=None)",
    ..TypeDef::of::<PyModule>("module")
};
/// The type of modules.
pub static MODULE: Type = Type::builtin(&MODULE_DEF);

impl Vm {
    /// A module with `__name__`, `__doc__`, `__package__`, `__loader__` and `__spec__` set.
    pub fn new_module(&self, name: &str, doc: Option<&str>) -> PyResult {
        let dict = self.new_dict();
        let doc = doc.map_or_else(Ref::none, |d| self.new_str(d));
        self.dict_set(&dict, "__name__", self.intern_str(name))?;
        self.dict_set(&dict, "__doc__", doc)?;
        for key in ["__package__", "__loader__", "__spec__"] {
            self.dict_set(&dict, key, Ref::none())?;
        }
        Ok(self.alloc(PyModule {
            header: Header::new(&MODULE),
            dict: DictWord::with(dict),
        }))
    }
}

/// A module's namespace.
pub fn namespace(module: &Ref) -> Option<Ref> {
    module.downcast::<PyModule>().and_then(|m| m.dict.get())
}
