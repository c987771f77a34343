//! `_abc`: abstract base classes, the part of `abc.py` that has to be fast.
//!
//! Every abstract base class keeps in its namespace (`_abc_impl`) three tables of classes: those
//! registered with it, those known to be subclasses, those known not to be. The last is void
//! whenever any class has been registered anywhere since.
//!
//! Invariant: the tables hold classes weakly, keyed by address; an entry counts only while its
//! weak reference still leads to the class that is asked about.
//! Next file to read: `weakref.rs`.

use super::modules::ModuleDef;
use crate::builtins::dict::{self, get_str};
use crate::builtins::set::as_set;
use crate::builtins::weakref::PyWeakRef;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::objects::word::Word;
use crate::payload;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The module `_abc`.
pub static ABC: ModuleDef = ModuleDef {
    name: "_abc",
    doc: "Module contains faster C implementation of abc.ABCMeta",
    functions: FUNCTIONS,
    setup: None,
};

#[rustfmt::skip]
const FUNCTIONS: &[MethodDef] = &[
    function("_abc_init", abc_init, "self, /", "Internal ABC helper for class set-up. Should be never used outside abc module."),
    function("_abc_instancecheck", abc_instancecheck, "self, instance, /", "Internal ABC helper for instance checks. Should be never used outside abc module."),
    function("_abc_register", abc_register, "self, subclass, /", "Internal ABC helper for subclasss registration. Should be never used outside abc module."),
    function("_abc_subclasscheck", abc_subclasscheck, "self, subclass, /", "Internal ABC helper for subclasss checks. Should be never used outside abc module."),
    function("_get_dump", get_dump, "self, /", "Internal ABC helper for cache and registry debugging.\n\nReturn shallow copies of registry, of both caches, and\nnegative cache version. Don't call this function directly,\ninstead use ABC._dump_registry() for a nice repr."),
    function("_reset_caches", reset_caches, "self, /", "Internal ABC helper to reset both caches of a given class.\n\nShould be only used by refleak.py"),
    function("_reset_registry", reset_registry, "self, /", "Internal ABC helper to reset registry of a given class.\n\nShould be only used by refleak.py"),
    function("get_cache_token", get_cache_token, "", "Returns the current ABC cache token.\n\nThe token is an opaque object (supporting equality testing) identifying\nthe current version of the ABC cache for virtual subclasses.  The token\nchanges with every call to register() on any ABC."),
];

/// How many registrations there have been.
#[derive(Default)]
struct Token(AtomicU64);

/// Classes held weakly.
#[derive(Default)]
struct ClassSet {
    classes: BTreeMap<u64, Ref>,
    /// Entries at which the dead are looked for.
    sweep_at: usize,
}

impl ClassSet {
    fn has(&self, class: &Ref) -> bool {
        self.classes.get(&class.id()).is_some_and(is_alive)
    }

    /// Adds a class and hands out what is to be dropped outside the lock.
    fn add(&mut self, class: &Ref, weak: Ref) -> Vec<Ref> {
        let mut old: Vec<Ref> = self.classes.insert(class.id(), weak).into_iter().collect();
        if self.classes.len() > self.sweep_at {
            let dead = |w: &mut Ref| !is_alive(w);
            old.extend(self.classes.extract_if(.., |_, w| dead(w)).map(|(_, w)| w));
            self.sweep_at = self.classes.len() * 2 + 16;
        }
        old
    }

    fn weakrefs(&self) -> Vec<Ref> {
        self.classes
            .values()
            .filter(|w| is_alive(w))
            .cloned()
            .collect()
    }
}

fn is_alive(weak: &Ref) -> bool {
    weak.downcast::<PyWeakRef>().is_some_and(|w| w.is_alive())
}

/// What an abstract base class keeps. See the top of the file.
#[repr(C)]
pub struct PyAbcData {
    pub(crate) header: Header,
    registry: Locked<ClassSet>,
    cache: Locked<ClassSet>,
    negative: Locked<ClassSet>,
    /// The token as of which `negative` counts.
    negative_version: Word<u64>,
}

payload!(
    PyAbcData,
    ABC_DATA,
    |this, visit| for set in [&this.registry, &this.cache, &this.negative] {
        set.with(|s| s.classes.values().for_each(|w| visit(w)));
    },
    |this, sink| for set in [&this.registry, &this.cache, &this.negative] {
        sink.extend(set.with(|s| std::mem::take(&mut s.classes)).into_values());
    }
);

static ABC_DATA_DEF: TypeDef = TypeDef {
    module: "_abc",
    doc: "Internal state held by ABC machinery.",
    flags: 0,
    ..TypeDef::of::<PyAbcData>("_abc_data")
};
/// The type of `_abc_impl`.
pub static ABC_DATA: Type = Type::builtin(&ABC_DATA_DEF);

fn token(vm: &Vm) -> &'static AtomicU64 {
    &vm.interp.state::<Token>().0
}

/// The tables of a class, as an owned reference.
fn data_of(vm: &Vm, class: &Ref) -> PyResult {
    let data = vm.get_attr_str(class, "_abc_impl")?;
    if data.is_exactly(&ABC_DATA) {
        Ok(data)
    } else {
        Err(vm.type_error("_abc_impl is set to a wrong type"))
    }
}

fn tables(data: &Ref) -> &PyAbcData {
    match data.downcast_exact::<PyAbcData>() {
        Some(d) => d,
        None => unreachable!("`data_of` has checked the type"),
    }
}

fn remember(vm: &Vm, set: &Locked<ClassSet>, class: &Ref) -> PyResult<()> {
    let weak = vm.shared_weakref(class)?;
    drop(set.with(|s| s.add(class, weak)));
    Ok(())
}

fn forget_all(set: &Locked<ClassSet>) {
    drop(set.take());
}

fn abc_init(vm: &Vm, args: &[Ref]) -> PyResult {
    let class = &args[0];
    compute_abstract_methods(vm, class)?;
    ABC_DATA.ready(vm);
    let data = vm.alloc(PyAbcData {
        header: Header::new(&ABC_DATA),
        registry: Locked::default(),
        cache: Locked::default(),
        negative: Locked::default(),
        negative_version: Word::new(token(vm).load(Relaxed)),
    });
    vm.set_attr(class, &vm.intern_str("_abc_impl"), &data)?;
    if let Some(ty) = class.as_type() {
        let name = vm.intern_str("__abc_tpflags__");
        if let Some(bits) = get_str(ty.dict(vm), &name).and_then(|b| b.as_i64()) {
            let sequence = bits & (1 << 5) != 0;
            let mapping = bits & (1 << 6) != 0;
            if sequence && mapping {
                return Err(vm.type_error(
                    "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING",
                ));
            }
            if sequence || mapping {
                ty.clear_flags(COLLECTION);
                ty.set_flags(if sequence {
                    type_flags::SEQUENCE
                } else {
                    type_flags::MAPPING
                });
            }
            vm.del_attr(class, &name)?;
        }
    }
    Ok(Ref::none())
}

const COLLECTION: u32 = type_flags::SEQUENCE | type_flags::MAPPING;

fn is_abstract(vm: &Vm, value: &Ref) -> PyResult<bool> {
    match vm.get_attr_opt(value, &vm.intern_str("__isabstractmethod__"))? {
        Some(flag) => vm.is_true(&flag),
        None => Ok(false),
    }
}

/// Sets `__abstractmethods__`: the class's own abstract methods and those of its bases it has not
/// made concrete.
fn compute_abstract_methods(vm: &Vm, class: &Ref) -> PyResult<()> {
    let abstracts = vm.new_set();
    let Some(set) = as_set(&abstracts) else {
        return Ok(());
    };
    let own = match class.as_type() {
        Some(ty) => dict::pairs(ty.dict(vm)),
        None => Vec::new(),
    };
    for (name, value) in own {
        if is_abstract(vm, &value)? {
            set.add(vm, name)?;
        }
    }
    let bases = vm.get_attr(class, &vm.names().__bases__)?;
    if bases
        .downcast::<crate::builtins::tuple::PyTuple>()
        .is_none()
    {
        return Err(vm.type_error("__bases__ is not tuple"));
    }
    for base in vm.collect_items(&bases)? {
        let Some(names) = vm.get_attr_opt(&base, &vm.names().__abstractmethods__)? else {
            continue;
        };
        for name in vm.collect_items(&names)? {
            if name.as_str().is_none() {
                return Err(vm.type_error(format!(
                    "attribute name must be string, not '{}'",
                    name.ty().name()
                )));
            }
            if let Some(value) = vm.get_attr_opt(class, &vm.intern(name.clone()))?
                && is_abstract(vm, &value)?
            {
                set.add(vm, name)?;
            }
        }
    }
    let frozen = vm.new_frozenset(set.to_vec())?;
    vm.set_attr(class, &vm.names().__abstractmethods__, &frozen)
}

fn abc_register(vm: &Vm, args: &[Ref]) -> PyResult {
    let (class, sub) = (&args[0], &args[1]);
    let Some(sub_type) = sub.as_type() else {
        return Err(vm.type_error("Can only register classes"));
    };
    if vm.is_subclass_of(sub, class)? {
        return Ok(sub.clone());
    }
    if vm.is_subclass_of(class, sub)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data_of(vm, class)?;
    remember(vm, &tables(&data).registry, sub)?;
    token(vm).fetch_add(1, Relaxed);
    if let Some(flag) = class.as_type().map(|t| t.flags() & COLLECTION)
        && flag != 0
    {
        set_collection_flag(sub_type, flag);
    }
    Ok(sub.clone())
}

/// Lets a class and those derived from it match sequence or mapping patterns.
fn set_collection_flag(ty: &Type, flag: u32) {
    if !ty.is_heap() || ty.flags() & COLLECTION == flag {
        return;
    }
    ty.clear_flags(COLLECTION);
    ty.set_flags(flag);
    ty.for_each_subclass(&mut |t| set_collection_flag(t, flag));
}

fn abc_instancecheck(vm: &Vm, args: &[Ref]) -> PyResult {
    let (class, instance) = (&args[0], &args[1]);
    let data = data_of(vm, class)?;
    let sub = vm.get_attr(instance, &vm.names().__class__)?;
    let known = tables(&data);
    if known.cache.with(|c| c.has(&sub)) {
        return Ok(Ref::bool(true));
    }
    let check = |c: &Ref| vm.call_method_str(class, "__subclasscheck__", std::slice::from_ref(c));
    let ty = instance.ty().to_ref();
    if ty.is(&sub) {
        if known.negative_version.get() == token(vm).load(Relaxed)
            && known.negative.with(|n| n.has(&sub))
        {
            return Ok(Ref::bool(false));
        }
        return check(&sub);
    }
    let answer = check(&sub)?;
    if vm.is_true(&answer)? {
        return Ok(answer);
    }
    check(&ty)
}

fn abc_subclasscheck(vm: &Vm, args: &[Ref]) -> PyResult {
    let (class, sub) = (&args[0], &args[1]);
    if sub.as_type().is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let data = data_of(vm, class)?;
    let known = tables(&data);
    if known.cache.with(|c| c.has(sub)) {
        return Ok(Ref::bool(true));
    }
    if known.negative_version.get() < token(vm).load(Relaxed) {
        forget_all(&known.negative);
        known.negative_version.set(token(vm).load(Relaxed));
    } else if known.negative.with(|n| n.has(sub)) {
        return Ok(Ref::bool(false));
    }
    if known.registry.with(|r| r.has(sub)) {
        return Ok(Ref::bool(true));
    }
    let answer = decide(vm, class, sub, known)?;
    let table = if answer {
        &known.cache
    } else {
        &known.negative
    };
    remember(vm, table, sub)?;
    Ok(Ref::bool(answer))
}

/// Whether `sub` is a subclass by the class's own hook, by derivation, by registration, or by way
/// of a subclass of the class.
fn decide(vm: &Vm, class: &Ref, sub: &Ref, known: &PyAbcData) -> PyResult<bool> {
    let hook = vm.call_method_str(class, "__subclasshook__", std::slice::from_ref(sub))?;
    if hook.is_true() || hook.is_false() {
        return Ok(hook.is_true());
    }
    if !hook.is_not_implemented() {
        return Err(vm.assertion_error(
            "__subclasshook__ must return either False, True, or NotImplemented",
        ));
    }
    let derived = match (sub.as_type(), class.as_type()) {
        (Some(a), Some(b)) => a.is_subtype(b),
        _ => false,
    };
    if derived {
        return Ok(true);
    }
    for weak in known.registry.with(|r| r.weakrefs()) {
        if let Some(registered) = weak.downcast::<PyWeakRef>().and_then(PyWeakRef::get)
            && vm.is_subclass_of(sub, &registered)?
        {
            return Ok(true);
        }
    }
    let subclasses = vm.call_method_str(class, "__subclasses__", &[])?;
    if subclasses
        .downcast::<crate::builtins::list::PyList>()
        .is_none()
    {
        return Err(vm.type_error("__subclasses__() must return a list"));
    }
    for other in vm.collect_items(&subclasses)? {
        if vm.is_subclass_of(sub, &other)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn get_cache_token(vm: &Vm, _args: &[Ref]) -> PyResult {
    Ok(vm.uint(token(vm).load(Relaxed)))
}

fn get_dump(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = data_of(vm, &args[0])?;
    let known = tables(&data);
    let mut parts = Vec::new();
    for table in [&known.registry, &known.cache, &known.negative] {
        let shown = vm.new_set();
        if let Some(set) = as_set(&shown) {
            for weak in table.with(|t| t.weakrefs()) {
                set.add(vm, weak)?;
            }
        }
        parts.push(shown);
    }
    parts.push(vm.uint(known.negative_version.get()));
    Ok(vm.new_tuple(parts))
}

fn reset_caches(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = data_of(vm, &args[0])?;
    forget_all(&tables(&data).cache);
    forget_all(&tables(&data).negative);
    Ok(Ref::none())
}

fn reset_registry(vm: &Vm, args: &[Ref]) -> PyResult {
    let data = data_of(vm, &args[0])?;
    forget_all(&tables(&data).registry);
    Ok(Ref::none())
}
