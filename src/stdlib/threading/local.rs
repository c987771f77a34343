//! `threading.local`: attributes that every thread has its own of.
//!
//! Each thread's attributes are a dict. The object holds all of them, by thread; a thread
//! remembers (weakly) which objects it has left something in, and takes it out when it ends.
//!
//! Invariant: a dict belongs to one thread that has not ended and one object that lives.
//! Deliberately absent: anything shared; even `__init__` runs anew in every thread that looks.
//! Next file to read: `thread.rs`.

use super::lock::this;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::payload;
use crate::runtime::thread::ThreadId;
use std::sync::{Arc, Weak};

/// The dicts of one object.
type Store = Locked<Vec<(ThreadId, Ref)>>;

/// A `threading.local` object.
#[repr(C)]
pub struct PyLocal {
    pub(crate) header: Header,
    store: Arc<Store>,
    /// Arguments of the constructor: positional ones, then names of the others.
    args: Locked<(Vec<Ref>, Vec<Ref>)>,
}

payload!(
    PyLocal,
    LOCAL,
    |this, visit| {
        this.store.with(|s| s.iter().for_each(|(_, d)| visit(d)));
        this.args.with(|a| a.0.iter().chain(&a.1).for_each(visit));
    },
    |this, sink| {
        sink.extend(this.store.take().into_iter().map(|(_, d)| d));
        let (values, names) = this.args.take();
        sink.extend(values.into_iter().chain(names));
    }
);

static LOCAL_DEF: TypeDef = TypeDef {
    module: "_thread",
    doc: "Thread-local data",
    flags: type_flags::BASE | type_flags::WEAKREF,
    slots: Slots {
        new: Some(local_new),
        getattro: Some(local_getattro),
        setattro: Some(local_setattro),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyLocal>("_local")
};
/// The type `threading.local`.
pub static LOCAL: Type = Type::builtin(&LOCAL_DEF);

/// Where this thread has left dicts.
#[derive(Default)]
struct Visited {
    thread: Option<ThreadId>,
    stores: Vec<Weak<Store>>,
}

impl Drop for Visited {
    fn drop(&mut self) {
        for store in self.stores.drain(..).filter_map(|s| s.upgrade()) {
            let own = store.with(|s| {
                let at = s.iter().position(|(t, _)| Some(*t) == self.thread)?;
                Some(s.swap_remove(at))
            });
            drop(own);
        }
    }
}

fn has_own_init(ty: &Type) -> bool {
    let object_init = crate::builtins::object::OBJECT
        .slots()
        .init
        .map_or(0, |f| f as usize);
    ty.slots().init.map_or(0, |f| f as usize) != object_init
}

fn local_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    if !args.values.is_empty() && !has_own_init(ty) {
        return Err(vm.type_error("Initialization arguments are not supported"));
    }
    let payload = PyLocal {
        header: Header::new(ty),
        store: Arc::new(Locked::new(Vec::new())),
        args: Locked::new((args.values.to_vec(), args.kwnames.to_vec())),
    };
    let object = vm
        .alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())?;
    // The thread that makes the object runs `__init__` through the constructor itself.
    new_dict(vm, this!(vm, [&object], PyLocal));
    Ok(object)
}

fn new_dict(vm: &Vm, this: &PyLocal) -> Ref {
    let (dict, thread) = (vm.new_dict(), vm.thread.id());
    this.store.with(|s| s.push((thread, dict.clone())));
    let store = Arc::downgrade(&this.store);
    vm.with_local::<Visited, _>(|v| {
        v.thread = Some(thread);
        if v.stores.len().is_multiple_of(64) {
            v.stores.retain(|s| s.strong_count() > 0);
        }
        v.stores.push(store);
    });
    dict
}

/// This thread's attributes, made by running `__init__` if there were none.
fn own_dict(vm: &Vm, object: &Ref, this: &PyLocal) -> PyResult {
    let thread = vm.thread.id();
    if let Some(d) = this
        .store
        .with(|s| s.iter().find(|(t, _)| *t == thread).map(|(_, d)| d.clone()))
    {
        return Ok(d);
    }
    let dict = new_dict(vm, this);
    if let Some(init) = object
        .ty()
        .slots()
        .init
        .filter(|_| has_own_init(object.ty()))
    {
        let (values, kwnames) = this.args.get();
        if let Err(e) = init(
            vm,
            object,
            Args {
                values: &values,
                kwnames: &kwnames,
            },
        ) {
            let own = this.store.with(|s| {
                s.iter()
                    .position(|(t, _)| *t == thread)
                    .map(|i| s.swap_remove(i))
            });
            drop(own);
            return Err(e);
        }
    }
    Ok(dict)
}

fn local_getattro(vm: &Vm, object: &Ref, name: &Ref) -> PyResult {
    let this = this!(vm, [object], PyLocal);
    let dict = own_dict(vm, object, this)?;
    if name.str_is("__dict__") {
        return Ok(dict);
    }
    let found = object.ty().lookup(vm, name);
    if let Some(f) = &found
        && f.ty().slots().descr_set.is_some()
    {
        return vm.bind(f, object);
    }
    if let Some(value) = crate::builtins::dict::get_str(&dict, name) {
        return Ok(value);
    }
    match found {
        Some(f) => vm.bind(&f, object),
        None => Err(vm.attribute_error_for_name(object, name)),
    }
}

fn local_setattro(vm: &Vm, object: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let this = this!(vm, [object], PyLocal);
    let dict = own_dict(vm, object, this)?;
    if name.str_is("__dict__") {
        let text = format!(
            "'{}' object attribute '__dict__' is read-only",
            object.ty().name()
        );
        return Err(vm.attribute_error_with(text, object, name));
    }
    if let Some(set) = object
        .ty()
        .lookup(vm, name)
        .and_then(|f| f.ty().slots().descr_set.map(|s| (s, f)))
    {
        return (set.0)(vm, &set.1, object, value);
    }
    match value {
        Some(v) => crate::builtins::dict::set_str(vm, &dict, name, v.clone()),
        None => match crate::builtins::dict::remove_str(&dict, name) {
            Some(_) => Ok(()),
            None => Err(vm.attribute_error_for_name(object, name)),
        },
    }
}
