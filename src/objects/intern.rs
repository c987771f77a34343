//! Interned strings: one object for each text that names something.
//!
//! Invariant: the table does not own its strings; a string leaves the table when it dies, and then
//! moves [`InternTable::epoch`] on, so that caches keyed by a name's address forget it.
//! Next file to read: `../builtins/str/object.rs`.

use super::context::Vm;
use super::header::flags;
use super::refcount::Ref;
use super::value::Value;
use crate::builtins::str::object::PyStr;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Hashes are spread already.
#[derive(Default)]
pub struct SameHash(u64);

impl Hasher for SameHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_i64(&mut self, i: i64) {
        self.0 = i as u64;
    }
}

/// See the top of the file.
#[derive(Default)]
pub struct InternTable {
    by_hash: HashMap<i64, Vec<Value>, BuildHasherDefault<SameHash>>,
    /// Grows when an interned string dies.
    pub epoch: u32,
}

impl Vm {
    /// The interned string equal to `s`, which is `s` itself if there was none. Only exact `str`
    /// objects are interned; others come back as they are.
    pub fn intern(&self, s: Ref) -> Ref {
        let Some(text) = s.downcast_exact::<PyStr>() else { return s };
        if text.header.has(flags::INTERNED) {
            return s;
        }
        let hash = text.hash(self);
        let found = self.interp.interned.with(|t| {
            let row = t.by_hash.entry(hash).or_default();
            for v in row.iter() {
                // SAFETY: a string leaves the table before it is freed.
                let candidate = unsafe { v.as_ref() };
                if candidate.downcast_exact::<PyStr>().is_some_and(|c| c.view() == text.view()) {
                    return Some(candidate.clone());
                }
            }
            text.header.set(flags::INTERNED);
            row.push(s.value());
            None
        });
        found.unwrap_or(s)
    }

    /// The interned string of a Rust string.
    pub fn intern_str(&self, s: &str) -> Ref {
        self.intern(self.new_str(s))
    }

    /// Takes a dying string out of the table.
    pub(crate) fn forget_interned(&self, s: &PyStr) {
        let hash = s.hash(self);
        let address = std::ptr::from_ref(s) as u64;
        self.interp.interned.with(|t| {
            if let Some(row) = t.by_hash.get_mut(&hash) {
                row.retain(|v| v.ptr() as u64 != address);
                if row.is_empty() {
                    t.by_hash.remove(&hash);
                }
            }
            t.epoch = t.epoch.wrapping_add(1);
        });
    }
}

macro_rules! names {
    ($($name:ident)*) => {
        /// Interned names the VM itself uses; the fields are named like the strings.
        #[allow(missing_docs)]
        pub struct Names { $(pub $name: Ref,)* }

        impl Names {
            /// Interns them all.
            pub fn new(vm: &Vm) -> Names {
                Names { $($name: vm.intern_str(stringify!($name)),)* }
            }
        }
    };
}

names! {
    __lt__ __le__ __ne__ __gt__ __ge__ __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__
    __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ __neg__ __pos__ __abs__ __invert__ __lshift__
    __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ __floordiv__
    __rfloordiv__ __truediv__ __rtruediv__ __matmul__ __rmatmul__ __iadd__ __isub__ __imul__ __imod__
    __ipow__ __ilshift__ __irshift__ __iand__ __ixor__ __ior__ __ifloordiv__ __itruediv__ __imatmul__
    __buffer__
    __abstractmethods__ __aenter__ __aexit__ __aiter__ __all__ __anext__ __annotate__ __annotate_func__
    __annotations__ __annotations_cache__ __await__ __bases__ __bool__ __build_class__ __builtins__ __bytes__
    __cached__ __call__ __ceil__ __class__ __class_getitem__ __classcell__ __classdict__ __classdictcell__
    __complex__ __contains__ __copy__ __deepcopy__ __debug__ __del__ __delattr__ __delete__ __delitem__
    __dict__ __dir__ __doc__ __enter__ __eq__ __exit__ __file__ __firstlineno__ __float__ __floor__
    __format__ __fspath__ __get__ __getattr__ __getattribute__ __getitem__ __getnewargs__ __getnewargs_ex__
    __getstate__ __hash__ __import__ __index__ __init__ __init_subclass__ __instancecheck__ __int__
    __isabstractmethod__ __iter__ __key__ __len__ __length_hint__ __loader__ __main__ __match_args__
    __missing__ __module__ __mro_entries__ __mro__ __name__ __new__ __next__ __notes__ __objclass__ __orig_class__
    __origin__ __args__ __parameters__ __package__ __path__ __prepare__ __qualname__ __reduce__ __reduce_ex__
    __release_buffer__ __repr__ __reversed__ __round__ __self__ __set__ __set_name__ __setattr__ __setitem__
    __setstate__ __sizeof__ __slots__ __spec__ __static_attributes__ __str__ __subclasscheck__
    __subclasshook__ __text_signature__ __trunc__ __type_params__ __typing_subst__ __typing_prepare_subst__
    __unpacked__ __warningregistry__ __weakref__ __wrapped__ __suppress_context__ __typing_is_unpacked_typevartuple__
    _initializing _uninitialized_submodules add_note args builtins clear close copy count decode encode end errors
    excepthook file filename fileno flush get index items join keys lineno locale modules mro msg name
    offset open path print_file_and_line read readline send sep stderr stdin stdout strict text throw unraisablehook
    update value values warn warnings write
    __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__
    __rpow__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__
    __floordiv__ __rfloordiv__ __truediv__ __rtruediv__ __matmul__ __rmatmul__ __iadd__ __isub__ __imul__
    __imod__ __ipow__ __ilshift__ __irshift__ __iand__ __ixor__ __ior__ __ifloordiv__ __itruediv__ __imatmul__
    __neg__ __pos__ __abs__ __invert__ __lt__ __le__ __ne__ __gt__ __ge__
}
