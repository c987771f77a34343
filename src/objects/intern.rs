//! Interned strings: one object for each text that names something.
//!
//! Invariant: the table does not own its strings; a string leaves the table when it dies. A cache
//! keyed by a name's address must therefore own the name.
//!
//! Why this is sound: a string takes itself out of the table before it is freed.
//!
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
}

impl Vm {
    /// The interned string equal to `s`, which is `s` itself if there was none. Only exact `str`
    /// objects are interned; others come back as they are.
    pub fn intern(&self, s: Ref) -> Ref {
        let Some(text) = s.downcast_exact::<PyStr>() else {
            return s;
        };
        if text.header.has(flags::INTERNED) {
            return s;
        }
        let hash = text.hash(self);
        let found = self.interp.interned.with(|t| {
            let row = t.by_hash.entry(hash).or_default();
            for v in row.iter() {
                // SAFETY: a string leaves the table before it is freed.
                let candidate = unsafe { v.as_ref() };
                let same = candidate
                    .downcast_exact::<PyStr>()
                    .is_some_and(|c| c.view() == text.view());
                // SAFETY: as above: a dying string waits for this table before it goes.
                if same && let Some(s) = unsafe { v.upgrade() } {
                    return Some(s);
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

            /// Shows all of them.
            pub fn visit(&self, visit: &mut dyn FnMut(&Ref)) {
                $(visit(&self.$name);)*
            }
        }
    };
}

names! {
    __abs__ __abstractmethods__ __add__ __aenter__ __aexit__ __aiter__ __all__ __and__ __anext__
    __annotate__ __annotate_func__ __annotations__ __annotations_cache__ __args__ __await__ __bases__
    __bool__ __buffer__ __build_class__ __builtins__ __bytes__ __cached__ __call__ __ceil__ __class__
    __class_getitem__ __classcell__ __classdict__ __classdictcell__ __complex__ __contains__ __copy__
    __debug__ __deepcopy__ __del__ __delattr__ __delete__ __delitem__ __dict__ __dir__ __divmod__
    __doc__ __enter__ __eq__ __exit__ __file__ __firstlineno__ __float__ __floor__ __floordiv__
    __format__ __fspath__ __ge__ __get__ __getattr__ __getattribute__ __getitem__ __getnewargs__
    __getnewargs_ex__ __getstate__ __gt__ __hash__ __iadd__ __iand__ __ifloordiv__ __ilshift__
    __imatmul__ __imod__ __import__ __imul__ __index__ __init__ __init_subclass__ __instancecheck__
    __int__ __invert__ __ior__ __ipow__ __irshift__ __isabstractmethod__ __isub__ __iter__
    __itruediv__ __ixor__ __key__ __le__ __len__ __length_hint__ __loader__ __lshift__ __lt__
    __main__ __match_args__ __matmul__ __missing__ __mod__ __module__ __mro__ __mro_entries__ __mul__
    __name__ __ne__ __neg__ __new__ __next__ __notes__ __objclass__ __or__ __orig_class__ __origin__
    __package__ __parameters__ __path__ __pos__ __pow__ __prepare__ __qualname__ __radd__ __rand__
    __rdivmod__ __reduce__ __reduce_ex__ __release_buffer__ __repr__ __reversed__ __rfloordiv__
    __rlshift__ __rmatmul__ __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__ __rshift__
    __rsub__ __rtruediv__ __rxor__ __self__ __set__ __set_name__ __setattr__ __setitem__ __setstate__
    __sizeof__ __slots__ __spec__ __static_attributes__ __str__ __sub__ __subclasscheck__
    __subclasshook__ __suppress_context__ __text_signature__ __truediv__ __trunc__ __type_params__
    __typing_is_unpacked_typevartuple__ __typing_prepare_subst__ __typing_subst__ __unpacked__
    __warningregistry__ __weakref__ __wrapped__ __xor__ _initializing _uninitialized_submodules
    add_note args builtins clear close copy count decode encode end errors excepthook file filename
    fileno flush get index items join keys lineno locale modules mro msg name offset open path
    print_file_and_line read readline send sep stderr stdin stdout strict text throw unraisablehook
    update value values warn warnings write
}
