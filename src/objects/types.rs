//! Types: what a class is made of, method resolution order, and versions for caches.
//!
//! Builtin types are statics described by a [`TypeDef`]; classes are objects made at run time.
//! Both are a [`Type`]. An instance is laid out as
//!
//! ```text
//! | payload of the builtin base | __dict__ word | __slots__ words | inline attributes |
//! ```
//!
//! Invariants: `layout`, `instance_size` and the offsets never change once instances exist.
//! `version` is 0 or a number no other state of any type ever had; it is zeroed, through all
//! subclasses, before anything that a cache may rely on changes.
//!
//! Why this is sound (cited by the `SAFETY` notes below):
//! 1. `slots` and `mro` point to tables that are never changed after they are published; replaced
//!    ones are kept until the type dies (`retired`).
//! 2. The MRO owns a count of every class in it, so its pointers are good while the type lives.
//!
//! Next file to read: `context.rs`, then `../builtins/type/mod.rs` for how classes are made.

use super::args::MethodDef;
use super::context::Vm;
pub use super::getset::{GetSetDef, GetterFn, SetterFn, getset, getter, member, member_set};
use super::header::Header;
use super::payload::{Layout, Locked, Payload};
use super::refcount::{PyResult, Ref};
use super::slots::{SlotId, Slots};
use super::value::Value;
use std::cell::OnceCell;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering::*};

/// Bits of [`Type::flags`].
pub mod type_flags {
    /// Made at run time by a class statement or `type()`.
    pub const HEAP: u32 = 1 << 0;
    /// May be a base class.
    pub const BASE: u32 = 1 << 1;
    /// Instances can have weak references.
    pub const WEAKREF: u32 = 1 << 2;
    /// Matches sequence patterns.
    pub const SEQUENCE: u32 = 1 << 3;
    /// Matches mapping patterns.
    pub const MAPPING: u32 = 1 << 4;
    /// `__new__` may not be called from Python (`cannot create 'x' instances`).
    pub const NO_NEW: u32 = 1 << 5;
    /// Its attributes can't be set, though it is a heap type.
    pub const IMMUTABLE: u32 = 1 << 6;
    /// Instances may form cycles.
    pub const GC: u32 = 1 << 7;
    /// Has abstract methods left.
    pub const ABSTRACT: u32 = 1 << 8;
    /// Subclass of `int`.
    pub const INT: u32 = 1 << 16;
    /// Subclass of `float`.
    pub const FLOAT: u32 = 1 << 17;
    /// Subclass of `str`.
    pub const STR: u32 = 1 << 18;
    /// Subclass of `bytes`.
    pub const BYTES: u32 = 1 << 19;
    /// Subclass of `list`.
    pub const LIST: u32 = 1 << 20;
    /// Subclass of `tuple`.
    pub const TUPLE: u32 = 1 << 21;
    /// Subclass of `dict`.
    pub const DICT: u32 = 1 << 22;
    /// Subclass of `BaseException`.
    pub const EXCEPTION: u32 = 1 << 23;
    /// Subclass of `type`.
    pub const TYPE: u32 = 1 << 24;
    /// Calls bind it as a method without making a bound method (functions and method descriptors).
    pub const METHOD_DESCRIPTOR: u32 = 1 << 25;
    /// Its MRO names classes that it does not derive from, which don't tell it of their changes.
    pub const UNCACHED: u32 = 1 << 26;
    /// Flags a class takes over from its bases.
    pub const INHERITED: u32 = WEAKREF | SEQUENCE | MAPPING | GC | 0x00ff_0000 | TYPE;
}

/// Everything static about a builtin type.
pub struct TypeDef {
    /// Its `__name__`.
    pub name: &'static str,
    /// Its `__module__`.
    pub module: &'static str,
    /// Its base; `None` means `object`.
    pub base: Option<&'static Type>,
    /// Its metaclass; `None` means `type`.
    pub metaclass: Option<&'static Type>,
    /// Its docstring; empty for none.
    pub doc: &'static str,
    /// Its `__text_signature__`: how it is called; empty for none.
    pub signature: &'static str,
    /// Its payload.
    pub layout: Layout,
    /// Bits of [`type_flags`].
    pub flags: u32,
    /// Where in the payload the `__dict__` word stands (a `Locked<Ref>`-free `Value`); 0 for none.
    pub dict_offset: usize,
    /// What it can do.
    pub slots: Slots,
    /// Its methods.
    pub methods: &'static [MethodDef],
    /// Its computed attributes.
    pub getset: &'static [GetSetDef],
    /// Adds attributes that no table can hold; runs when the type's namespace is first needed.
    pub setup: Option<fn(&Vm, &Ref) -> PyResult<()>>,
}

impl TypeDef {
    /// A type with payload `P` in `builtins` that can do nothing yet: the base of `..` in a static.
    pub const fn of<P: Payload>(name: &'static str) -> TypeDef {
        TypeDef {
            name,
            module: "builtins",
            base: None,
            metaclass: None,
            doc: "",
            signature: "",
            layout: Layout::of::<P>(),
            flags: type_flags::BASE,
            dict_offset: 0,
            slots: Slots::NONE,
            methods: &[],
            getset: &[],
            setup: None,
        }
    }
}

/// The method resolution order: the class itself first.
pub struct Mro {
    classes: Vec<*const Type>,
    /// The same as the tuple scripts see; NULL once the class has been taken apart.
    tuple: Locked<Ref>,
}

/// Names of inline attributes, in the order they were first set on any instance.
pub type SharedKeys = Vec<Ref>;

/// The most attributes an instance keeps inline.
pub const MAX_INLINE: usize = 30;

/// A class. See the top of the file.
#[repr(C)]
pub struct Type {
    pub(crate) header: Header,
    version: AtomicU32,
    flags: AtomicU32,
    slots: AtomicPtr<Slots>,
    layout: AtomicPtr<Layout>,
    instance_size: AtomicU32,
    dict_offset: AtomicU32,
    inline_offset: AtomicU32,
    inline_cap: AtomicU32,
    mro: AtomicPtr<Mro>,
    base: AtomicPtr<Type>,
    readying: AtomicUsize,
    dict: OnceCell<Ref>,
    def: Option<&'static TypeDef>,
    pub(crate) keys: Locked<SharedKeys>,
    pub(crate) inner: Locked<TypeInner>,
}

/// The parts of a type that are read rarely.
pub struct TypeInner {
    /// `__name__` of a class; empty for builtin types (see their `TypeDef`).
    pub name: Option<Ref>,
    /// `__qualname__` of a class.
    pub qualname: Option<Ref>,
    /// `__bases__`.
    pub bases: Option<Ref>,
    /// Weakly held subclasses: addresses; a subclass removes itself when it dies.
    pub subclasses: Vec<usize>,
    /// A leaked copy of the name for error messages, see [`Type::name`].
    display: Option<&'static str>,
    retired: Vec<Retired>,
}

enum Retired {
    Slots(*mut Slots),
    Mro(*mut Mro),
}

// SAFETY: all fields are atomics, `Locked`, or set once before the type is shared.
unsafe impl Sync for Type {}
// SAFETY: as above.
unsafe impl Send for Type {}

// SAFETY: `#[repr(C)]` with the header first; `traverse` visits each owned reference once.
unsafe impl Payload for Type {
    const GC: bool = true;

    fn ty() -> &'static Type {
        &crate::builtins::typeobject::TYPE
    }

    fn traverse(&self, visit: &mut dyn FnMut(&Ref)) {
        if let Some(d) = self.dict.get() {
            visit(d);
        }
        if let Some(m) = self.mro_table() {
            m.tuple.with(|t| visit(t));
        }
        self.inner.with(|i| {
            for r in [&i.name, &i.qualname, &i.bases].into_iter().flatten() {
                visit(r);
            }
        });
        self.keys.with(|k| k.iter().for_each(visit));
    }

    fn clear(&self, sink: &mut Vec<Ref>) {
        // The namespace's table is what closes cycles: functions refer to their class through it.
        if let Some(d) = self.dict.get() {
            crate::builtins::dict::clear_for_collector(d, sink);
        }
        // The MRO holds the class itself. Its list of classes stays good: `__bases__` keeps them.
        if let Some(m) = self.mro_table() {
            sink.push(m.tuple.replace(Ref::NULL));
        }
    }
}

impl Drop for Type {
    fn drop(&mut self) {
        if let Some(bases) = self.inner.get_mut().bases.take() {
            let me = std::ptr::from_ref(self) as usize;
            for b in crate::builtins::tuple::items(&bases) {
                if let Some(t) = b.downcast::<Type>() {
                    t.inner.with(|i| i.subclasses.retain(|&s| s != me));
                }
            }
        }
        let slots = *self.slots.get_mut();
        let mro = *self.mro.get_mut();
        let retired = std::mem::take(&mut self.inner.get_mut().retired);
        // SAFETY: (1): only heap types are dropped, and their tables were boxed by `publish_*`.
        unsafe {
            for r in retired {
                match r {
                    Retired::Slots(s) => drop(Box::from_raw(s)),
                    Retired::Mro(m) => drop(Box::from_raw(m)),
                }
            }
            if !slots.is_null() {
                drop(Box::from_raw(slots));
            }
            if !mro.is_null() {
                drop(Box::from_raw(mro));
            }
            let layout = *self.layout.get_mut();
            if !layout.is_null() {
                drop(Box::from_raw(layout));
            }
        }
    }
}

impl Type {
    /// The static for a builtin type. It works once `ready` has run for it.
    pub const fn builtin(def: &'static TypeDef) -> Type {
        let meta = match def.metaclass {
            Some(m) => m,
            None => &crate::builtins::typeobject::TYPE,
        };
        Type {
            header: Header::immortal(meta),
            version: AtomicU32::new(0),
            flags: AtomicU32::new(def.flags),
            slots: AtomicPtr::new(std::ptr::null_mut()),
            layout: AtomicPtr::new(std::ptr::null_mut()),
            instance_size: AtomicU32::new(def.layout.size as u32),
            dict_offset: AtomicU32::new(def.dict_offset as u32),
            inline_offset: AtomicU32::new(0),
            inline_cap: AtomicU32::new(0),
            mro: AtomicPtr::new(std::ptr::null_mut()),
            base: AtomicPtr::new(std::ptr::null_mut()),
            readying: AtomicUsize::new(0),
            dict: OnceCell::new(),
            def: Some(def),
            keys: Locked::new(Vec::new()),
            inner: Locked::new(TypeInner {
                name: None,
                qualname: None,
                bases: None,
                subclasses: Vec::new(),
                display: Some(def.name),
                retired: Vec::new(),
            }),
        }
    }

    /// A class made at run time, not yet published: see `builtins/typeobject/class.rs`.
    pub(crate) fn new_heap(
        meta: &Type,
        name: Ref,
        display: &'static str,
        layout: Layout,
        flags: u32,
    ) -> Type {
        let layout = Box::into_raw(Box::new(layout));
        Type {
            header: Header::new(meta),
            version: AtomicU32::new(0),
            flags: AtomicU32::new(flags | type_flags::HEAP),
            slots: AtomicPtr::new(std::ptr::null_mut()),
            layout: AtomicPtr::new(layout),
            instance_size: AtomicU32::new(0),
            dict_offset: AtomicU32::new(0),
            inline_offset: AtomicU32::new(0),
            inline_cap: AtomicU32::new(0),
            mro: AtomicPtr::new(std::ptr::null_mut()),
            base: AtomicPtr::new(std::ptr::null_mut()),
            readying: AtomicUsize::new(2),
            dict: OnceCell::new(),
            def: None,
            keys: Locked::new(Vec::new()),
            inner: Locked::new(TypeInner {
                name: Some(name),
                qualname: None,
                bases: None,
                subclasses: Vec::new(),
                display: Some(display),
                retired: Vec::new(),
            }),
        }
    }

    /// The static description of a builtin type.
    pub fn def(&self) -> Option<&'static TypeDef> {
        self.def
    }

    /// Whether it was made at run time.
    #[inline(always)]
    pub fn is_heap(&self) -> bool {
        self.has(type_flags::HEAP)
    }

    /// Whether any of these flag bits is set.
    #[inline(always)]
    pub fn has(&self, bits: u32) -> bool {
        self.flags.load(Relaxed) & bits != 0
    }

    /// All flag bits.
    pub fn flags(&self) -> u32 {
        self.flags.load(Relaxed)
    }

    /// Sets flag bits.
    pub(crate) fn set_flags(&self, bits: u32) {
        self.flags.fetch_or(bits, Relaxed);
    }

    /// Clears flag bits.
    pub(crate) fn clear_flags(&self, bits: u32) {
        self.flags.fetch_and(!bits, Relaxed);
    }

    /// Whether instances may form cycles.
    #[inline(always)]
    pub fn is_gc(&self) -> bool {
        self.has(type_flags::GC)
    }

    /// The name as error messages show it: `__name__`, for builtin types outside `builtins` after
    /// their module's.
    pub fn name(&self) -> &str {
        self.inner.with(|i| i.display).unwrap_or("?")
    }

    /// Changes the name error messages show. Names are kept for the life of the process.
    pub(crate) fn set_display(&self, name: &'static str) {
        self.inner.with(|i| i.display = Some(name));
    }

    /// This type as a static, if it is a builtin one.
    pub fn as_static(&self) -> Option<&'static Type> {
        // SAFETY: `builtin` makes statics only, and nothing else sets `def`.
        self.def.map(|_| unsafe { &*std::ptr::from_ref(self) })
    }

    /// The type as a value.
    #[inline(always)]
    pub fn to_ref(&self) -> Ref {
        Ref::of(self)
    }

    /// The base whose layout this type extends; `None` for `object`.
    #[inline(always)]
    pub fn base(&self) -> Option<&Type> {
        let p = self.base.load(Relaxed);
        // SAFETY: (2): the base is in the MRO.
        unsafe { p.as_ref() }
    }

    pub(crate) fn set_base(&self, base: Option<&Type>) {
        self.base.store(
            base.map_or(std::ptr::null_mut(), |b| std::ptr::from_ref(b).cast_mut()),
            Relaxed,
        );
    }

    /// What it can do.
    #[inline(always)]
    pub fn slots(&self) -> &Slots {
        let p = self.slots.load(Acquire);
        if p.is_null() {
            return self.ready_late();
        }
        // SAFETY: (1).
        unsafe { &*p }
    }

    /// Readies a builtin type that start-up left out.
    #[cold]
    fn ready_late(&self) -> &Slots {
        // SAFETY: a type without slots has a `TypeDef`, and all those are statics.
        let me: &'static Type = unsafe { &*std::ptr::from_ref(self) };
        Vm::with_current(|vm| me.ready(vm));
        // SAFETY: (1); `ready` has published the table.
        unsafe { &*self.slots.load(Acquire) }
    }

    /// Publishes a new slot table.
    pub(crate) fn publish_slots(&self, slots: Slots) {
        let old = self.slots.swap(Box::into_raw(Box::new(slots)), AcqRel);
        if !old.is_null() {
            self.inner.with(|i| i.retired.push(Retired::Slots(old)));
        }
    }

    /// Whether instances have a `__del__`.
    #[inline(always)]
    pub fn has_finalizer(&self) -> bool {
        self.slots().del.is_some()
    }

    /// The payload's layout.
    #[inline(always)]
    pub fn layout(&self) -> &Layout {
        match self.def {
            Some(d) => &d.layout,
            // SAFETY: set by `new_heap` and never changed.
            None => unsafe { &*self.layout.load(Relaxed) },
        }
    }

    /// Bytes of an instance.
    #[inline(always)]
    pub fn instance_size(&self) -> usize {
        self.instance_size.load(Relaxed) as usize
    }

    /// Where the words behind an instance's payload end.
    #[inline(always)]
    pub(crate) fn words_end(&self, h: &Header) -> usize {
        if h.has(super::header::flags::NO_INLINE_WORDS) {
            self.inline_offset()
        } else {
            self.instance_size()
        }
    }

    /// Offset of the `__dict__` word, 0 if instances have none.
    #[inline(always)]
    pub fn dict_offset(&self) -> usize {
        self.dict_offset.load(Relaxed) as usize
    }

    /// Offset of the first inline attribute.
    #[inline(always)]
    pub fn inline_offset(&self) -> usize {
        self.inline_offset.load(Relaxed) as usize
    }

    /// How many attributes an instance has room for inline.
    #[inline(always)]
    pub fn inline_capacity(&self) -> usize {
        self.inline_cap.load(Relaxed) as usize
    }

    /// Fixes the layout of instances, before there are any.
    pub(crate) fn set_instance_layout(
        &self,
        dict_offset: usize,
        inline_offset: usize,
        inline_cap: usize,
    ) {
        self.dict_offset.store(dict_offset as u32, Relaxed);
        self.inline_offset.store(inline_offset as u32, Relaxed);
        self.inline_cap.store(inline_cap as u32, Relaxed);
        self.instance_size
            .store((inline_offset + 8 * inline_cap) as u32, Relaxed);
    }

    fn mro_table(&self) -> Option<&Mro> {
        // SAFETY: (1).
        unsafe { self.mro.load(Acquire).as_ref() }
    }

    /// The tuple `__mro__`.
    pub fn mro_tuple(&self) -> Ref {
        self.mro_table()
            .map_or_else(|| Ref::NULL, |m| m.tuple.get())
            .opt()
            .cloned()
            .unwrap_or_else(Ref::none)
    }

    /// The classes of the MRO, this one first.
    #[inline]
    pub fn mro(&self) -> impl Iterator<Item = &Type> {
        // SAFETY: (1), (2).
        self.mro_table()
            .map_or(&[][..], |m| &m.classes[..])
            .iter()
            .map(|&t| unsafe { &*t })
    }

    /// Publishes a new MRO: a tuple of classes that starts with this one.
    pub(crate) fn publish_mro(&self, tuple: Ref) {
        let classes = crate::builtins::tuple::items(&tuple)
            .iter()
            .filter_map(|r| r.downcast::<Type>().map(std::ptr::from_ref))
            .collect();
        let old = self.mro.swap(
            Box::into_raw(Box::new(Mro {
                classes,
                tuple: Locked::new(tuple),
            })),
            AcqRel,
        );
        if !old.is_null() {
            // What scripts no longer see must not keep the class in a cycle. Where threads run in
            // parallel none may be walking the old order.
            // SAFETY: (1).
            let tuple =
                Vm::with_current(|vm| vm.stopped(|| unsafe { (*old).tuple.replace(Ref::NULL) }));
            self.inner.with(|i| i.retired.push(Retired::Mro(old)));
            drop(tuple);
        }
    }

    /// Whether this is `other` or derives from it.
    #[inline]
    pub fn is_subtype(&self, other: &Type) -> bool {
        std::ptr::eq(self, other) || self.mro().any(|t| std::ptr::eq(t, other))
    }

    /// The builtin type whose payload instances have.
    pub fn native_base(&self) -> &Type {
        let mut t = self;
        while t.def.is_none() {
            match t.base() {
                Some(b) => t = b,
                None => break,
            }
        }
        t
    }

    /// The version for caches; 0 when the type can't be cached now.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        self.version.load(Relaxed)
    }

    /// The version, a fresh one if there is none.
    pub fn assign_version(&self, vm: &Vm) -> u32 {
        let v = self.version.load(Relaxed);
        if v != 0 {
            return v;
        }
        if self.has(type_flags::UNCACHED) {
            return 0;
        }
        // Set before the bases get theirs: a metaclass's `mro` may name the class itself again.
        let v = vm.interp.next_type_version();
        self.version.store(v, Relaxed);
        let mut all = true;
        for base in self.mro().skip(1) {
            all &= base.assign_version(vm) != 0;
        }
        if !all {
            self.version.store(0, Relaxed);
            return 0;
        }
        v
    }

    /// Must be called before anything changes that a cache may rely on.
    pub fn modified(&self) {
        if self.version.swap(0, Relaxed) == 0 {
            return;
        }
        self.for_each_subclass(&mut |t| t.modified());
    }

    /// Calls `f` for every direct subclass.
    pub fn for_each_subclass(&self, f: &mut dyn FnMut(&Type)) {
        let subclasses = self.inner.with(|i| i.subclasses.clone());
        for s in subclasses {
            // SAFETY: a class removes itself from its bases' lists when it dies.
            f(unsafe { &*(s as *const Type) });
        }
    }

    /// The namespace, a `dict`. For builtin types it is filled on first use.
    pub fn dict(&self, vm: &Vm) -> &Ref {
        if self.readying.load(Acquire) == 2
            && let Some(d) = self.dict.get()
        {
            return d;
        }
        self.fill_dict(vm)
    }

    #[cold]
    fn fill_dict(&self, vm: &Vm) -> &Ref {
        let d = self.dict.get_or_init(|| vm.new_dict());
        if self
            .readying
            .compare_exchange(0, 1, AcqRel, Relaxed)
            .is_ok()
        {
            vm.stopped(|| {
                if let Some(def) = self.def {
                    crate::builtins::typeobject::fill_builtin_namespace(vm, self, def, d);
                }
                self.readying.store(2, Release);
            });
        }
        d
    }

    /// Sets the namespace of a new class.
    pub(crate) fn set_dict(&self, dict: Ref) {
        let _ = self.dict.set(dict);
    }

    /// Finds `name` along the MRO, as a new reference. It is not bound.
    #[inline]
    pub fn lookup(&self, vm: &Vm, name: &Ref) -> Option<Ref> {
        vm.cached_lookup(self, name)
    }

    /// As [`Type::lookup`] but past the cache, with the class it was found in.
    pub fn lookup_with_owner(&self, vm: &Vm, name: &Ref) -> Option<(Ref, &Type)> {
        // An odd key's `__eq__` may assign `__bases__`: the tuple keeps this MRO's classes alive.
        let _order = self.mro_tuple();
        self.mro()
            .find_map(|t| crate::builtins::dict::get_str(t.dict(vm), name).map(|v| (v, t)))
    }

    /// Prepares a builtin type for use: base, MRO, inherited slots and flags. Idempotent.
    pub fn ready(&'static self, vm: &Vm) {
        let Some(def) = self.def else { return };
        if !self.slots.load(Acquire).is_null() {
            return;
        }
        let is_object = std::ptr::eq(self, &crate::builtins::object::OBJECT);
        let base = match def.base {
            Some(b) => Some(b),
            None if is_object => None,
            None => Some(&crate::builtins::object::OBJECT),
        };
        let mut slots = def.slots;
        let mut classes = vec![self.to_ref()];
        if let Some(b) = base {
            b.ready(vm);
            if slots.compare.is_some() && slots.hash.is_none() && !self.is_type_or_object() {
                slots.hash = Some(crate::builtins::object::hash_not_implemented);
            }
            slots.inherit(b.slots());
            self.flags.fetch_or(
                b.flags() & (type_flags::INHERITED & !type_flags::GC),
                Relaxed,
            );
            if def.dict_offset == 0 {
                self.dict_offset.store(b.dict_offset() as u32, Relaxed);
            }
            classes.extend(b.mro().map(Type::to_ref));
            let me = std::ptr::from_ref(self) as usize;
            b.inner.with(|i| i.subclasses.push(me));
        }
        if def.layout.gc {
            self.flags.fetch_or(type_flags::GC, Relaxed);
        }
        // As in CPython: a type that derives from `object` and says nothing of `__new__` has none.
        if def.base.is_none() && def.slots.new.is_none() && !is_object {
            self.flags.fetch_or(type_flags::NO_NEW, Relaxed);
        }
        if def.module != "builtins" {
            let full: &'static str =
                Box::leak(format!("{}.{}", def.module, def.name).into_boxed_str());
            self.set_display(full);
        }
        self.set_base(base);
        self.inner.with(|i| i.bases = None);
        let bases = base.map(|b| b.to_ref()).into_iter().collect();
        self.publish_slots(slots);
        self.publish_mro(vm.new_tuple(classes));
        let bases = vm.new_tuple(bases);
        self.inner.with(|i| i.bases = Some(bases));
    }

    fn is_type_or_object(&self) -> bool {
        std::ptr::eq(self, &crate::builtins::object::OBJECT)
    }

    /// `__bases__`.
    pub fn bases(&self) -> Ref {
        self.inner
            .with(|i| i.bases.clone())
            .unwrap_or_else(Ref::none)
    }

    /// Whether a slot's function is the one of `other`.
    pub fn shares_slot(&self, other: &Type, slot: SlotId) -> bool {
        self.slots().address(slot) == other.slots().address(slot)
    }
}

impl Ref {
    /// The value as a class, if it is one.
    #[inline]
    pub fn as_type(&self) -> Option<&Type> {
        if self.ty().has(type_flags::TYPE) {
            // SAFETY: instances of `type` and its subclasses start with a `Type`.
            Some(unsafe { &*self.value().ptr().cast::<Type>() })
        } else {
            None
        }
    }
}

/// The word at `offset` bytes from an object's start.
///
/// # Safety
/// The object is alive and has a value word there.
#[inline(always)]
pub(crate) unsafe fn word_at(h: *const Header, offset: usize) -> *mut Value {
    // SAFETY: as the caller vouches.
    unsafe { h.cast::<u8>().add(offset).cast_mut().cast::<Value>() }
}
