//! The slots of classes written in Python: each looks its dunder up and calls it.
//!
//! Invariant: a function of this file is in a class's table exactly while the class's MRO defines
//! one of its dunders in Python. Operators stand in `slot_operators.rs`.
//! Next file to read: `slot_operators.rs`.

use super::slot_operators as operators;
use crate::builtins::exceptions as exc;
use crate::objects::args::Args;
use crate::objects::buffer::Buffer;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::{SlotId, Slots};
use crate::objects::types::{Type, type_flags};
use crate::syntax::ast::CompareOp;

/// Puts the generic function of a slot in place.
pub(super) fn install(slots: &mut Slots, id: SlotId) {
    match id {
        SlotId::new => slots.new = Some(slot_new),
        SlotId::init => slots.init = Some(slot_init),
        SlotId::del => slots.del = Some(slot_del),
        SlotId::repr => slots.repr = Some(slot_repr),
        SlotId::str => slots.str = Some(slot_str),
        SlotId::hash => slots.hash = Some(slot_hash),
        SlotId::call => slots.call = Some(slot_call),
        SlotId::getattro => slots.getattro = Some(slot_getattro),
        SlotId::setattro => slots.setattro = Some(slot_setattro),
        SlotId::compare => slots.compare = Some(slot_compare),
        SlotId::iter => slots.iter = Some(slot_iter),
        SlotId::next => slots.next = Some(slot_next),
        SlotId::descr_get => slots.descr_get = Some(slot_descr_get),
        SlotId::descr_set => slots.descr_set = Some(slot_descr_set),
        SlotId::len => slots.len = Some(slot_len),
        SlotId::getitem => slots.getitem = Some(slot_getitem),
        SlotId::setitem => slots.setitem = Some(slot_setitem),
        SlotId::contains => slots.contains = Some(slot_contains),
        SlotId::bool => slots.bool = Some(slot_bool),
        SlotId::await_ => slots.await_ = Some(slot_await),
        SlotId::aiter => slots.aiter = Some(slot_aiter),
        SlotId::anext => slots.anext = Some(slot_anext),
        SlotId::buffer => slots.buffer = Some(slot_buffer),
        _ => operators::install(slots, id),
    }
}

/// Calls the dunder of `x`'s class; AttributeError if it has gone since.
pub(super) fn call_dunder(vm: &Vm, x: &Ref, name: &Ref, args: &[Ref]) -> PyResult {
    match x.ty().lookup(vm, name) {
        Some(f) => vm.call_found_method(&f, x, args),
        None => Err(vm.attribute_error(vm.str_lossy(name))),
    }
}

/// As [`call_dunder`], for dunders that `None` switches off.
fn dunder_or_none(vm: &Vm, x: &Ref, name: &Ref) -> Option<Ref> {
    x.ty().lookup(vm, name).filter(|f| !f.is_none())
}

/// Calls a method found on the class with positional and keyword arguments.
fn call_with(vm: &Vm, f: &Ref, x: &Ref, args: Args) -> PyResult {
    if f.ty().has(type_flags::METHOD_DESCRIPTOR) {
        let mut values = Vec::with_capacity(args.values.len() + 1);
        values.push(x.clone());
        values.extend_from_slice(args.values);
        return vm.call_args(
            f,
            Args {
                values: &values,
                kwnames: args.kwnames,
            },
        );
    }
    let bound = vm.bind(f, x)?;
    vm.call_args(&bound, args)
}

/// `__new__` written in Python.
pub fn slot_new(vm: &Vm, ty: &Type, args: Args) -> PyResult {
    let class = ty.to_ref();
    let f = vm.get_attr(&class, &vm.names().__new__)?;
    let mut values = Vec::with_capacity(args.values.len() + 1);
    values.push(class);
    values.extend_from_slice(args.values);
    vm.call_args(
        &f,
        Args {
            values: &values,
            kwnames: args.kwnames,
        },
    )
}

/// `__init__` written in Python.
pub fn slot_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let Some(f) = x.ty().lookup(vm, &vm.names().__init__) else {
        return Ok(());
    };
    let r = call_with(vm, &f, x, args)?;
    if r.is_none() {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "__init__() should return None, not '{}'",
        r.ty().name()
    )))
}

fn slot_del(vm: &Vm, x: &Ref) {
    let Some(f) = x.ty().lookup(vm, &vm.names().__del__) else {
        return;
    };
    if let Err(e) = vm.call_found_method(&f, x, &[]) {
        vm.unraisable(e, "Exception ignored while calling deallocator", Some(&f));
    }
}

fn slot_repr(vm: &Vm, x: &Ref) -> PyResult {
    call_dunder(vm, x, &vm.names().__repr__, &[])
}

fn slot_str(vm: &Vm, x: &Ref) -> PyResult {
    call_dunder(vm, x, &vm.names().__str__, &[])
}

fn slot_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let Some(f) = dunder_or_none(vm, x, &vm.names().__hash__) else {
        return crate::builtins::object::hash_not_implemented(vm, x);
    };
    let r = vm.call_found_method(&f, x, &[])?;
    if r.as_int().is_none() {
        return Err(vm.type_error("__hash__ method should return an integer"));
    }
    let h = match r.as_i64() {
        Some(h) => h,
        None => vm.hash(&r)?,
    };
    Ok(if h == -1 { -2 } else { h })
}

fn slot_call(vm: &Vm, x: &Ref, args: Args) -> PyResult {
    match x.ty().lookup(vm, &vm.names().__call__) {
        Some(f) => call_with(vm, &f, x, args),
        None => Err(vm.type_error(format!("'{}' object is not callable", x.ty().name()))),
    }
}

/// `__getattribute__`, then `__getattr__` if that raised AttributeError.
pub fn slot_getattro(vm: &Vm, x: &Ref, name: &Ref) -> PyResult {
    let names = vm.names();
    let ty = x.ty();
    let own = ty.lookup(vm, &names.__getattribute__);
    let hook = ty.lookup(vm, &names.__getattr__);
    let native = own.as_ref().and_then(|f| {
        f.downcast_exact::<crate::builtins::descriptors::wrapper::PyWrapperDescriptor>()
    });
    let generic = native
        .and_then(|w| w.owner.def())
        .and_then(|d| d.slots.getattro);
    let is_object = generic.is_some_and(|f| {
        f as usize == crate::builtins::object::generic_get_attr as *const () as usize
    });
    if is_object && let Some(hook) = &hook {
        // The common case makes no AttributeError that `__getattr__` would only swallow.
        return match crate::builtins::object::generic_lookup(vm, x, name)? {
            Some(value) => Ok(value),
            None => vm.call_found_method(hook, x, std::slice::from_ref(name)),
        };
    }
    let first = match (generic, own) {
        (Some(f), _) => f(vm, x, name),
        (None, Some(f)) => vm.call_found_method(&f, x, std::slice::from_ref(name)),
        (None, None) => crate::builtins::object::generic_get_attr(vm, x, name),
    };
    match (first, hook) {
        (Err(e), Some(hook)) if e.0.is_instance(&exc::ATTRIBUTE_ERROR) => {
            drop(e);
            vm.call_found_method(&hook, x, std::slice::from_ref(name))
        }
        (r, _) => r,
    }
}

fn slot_setattro(vm: &Vm, x: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    match value {
        Some(v) => call_dunder(vm, x, &names.__setattr__, &[name.clone(), v.clone()]),
        None => call_dunder(vm, x, &names.__delattr__, std::slice::from_ref(name)),
    }
    .map(drop)
}

fn slot_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let names = vm.names();
    let name = match op {
        CompareOp::Lt => &names.__lt__,
        CompareOp::LtE => &names.__le__,
        CompareOp::Eq => &names.__eq__,
        CompareOp::NotEq => &names.__ne__,
        CompareOp::Gt => &names.__gt__,
        _ => &names.__ge__,
    };
    match x.ty().lookup(vm, name) {
        Some(f) => vm.call_found_method(&f, x, std::slice::from_ref(y)),
        None => Ok(Ref::not_implemented()),
    }
}

fn slot_iter(vm: &Vm, x: &Ref) -> PyResult {
    match dunder_or_none(vm, x, &vm.names().__iter__) {
        Some(f) => vm.call_found_method(&f, x, &[]),
        None => Err(vm.type_error(format!("'{}' object is not iterable", x.ty().name()))),
    }
}

fn slot_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    match call_dunder(vm, x, &vm.names().__next__, &[]) {
        Ok(v) => Ok(Some(v)),
        Err(e) if e.0.is_instance(&exc::STOP_ITERATION) => {
            let value = exc::stop_iteration_value(&e.0);
            if !value.is_none() {
                vm.set_stop_value(value);
            }
            Ok(None)
        }
        Err(e) => Err(e),
    }
}

/// Whether the class's `next` slot calls a `__next__` written in Python.
pub fn is_scripted_next(ty: &crate::objects::types::Type) -> bool {
    ty.slots()
        .next
        .is_some_and(|f| f as usize == slot_next as *const () as usize)
}

fn slot_descr_get(vm: &Vm, x: &Ref, object: Option<&Ref>, owner: &Ref) -> PyResult {
    let Some(f) = x.ty().lookup(vm, &vm.names().__get__) else {
        return Ok(x.clone());
    };
    let object = object.cloned().unwrap_or_else(Ref::none);
    vm.call_found_method(&f, x, &[object, owner.clone()])
}

fn slot_descr_set(vm: &Vm, x: &Ref, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    match value {
        Some(v) => call_dunder(vm, x, &names.__set__, &[object.clone(), v.clone()]),
        None => call_dunder(vm, x, &names.__delete__, std::slice::from_ref(object)),
    }
    .map(drop)
}

fn slot_len(vm: &Vm, x: &Ref) -> PyResult<usize> {
    let r = call_dunder(vm, x, &vm.names().__len__, &[])?;
    length(vm, &r)
}

/// What `__len__` answered, as a size.
fn length(vm: &Vm, r: &Ref) -> PyResult<usize> {
    let n = vm.index(r)?;
    let Some(i) = n.as_int() else { return Ok(0) };
    if i.is_negative() {
        return Err(vm.value_error("__len__() should return >= 0"));
    }
    match i.to_i64() {
        Some(i) => Ok(i as usize),
        None => Err(vm.overflow_error(format!(
            "cannot fit '{}' into an index-sized integer",
            r.ty().name()
        ))),
    }
}

fn slot_bool(vm: &Vm, x: &Ref) -> PyResult<bool> {
    let Some(f) = x.ty().lookup(vm, &vm.names().__bool__) else {
        return Ok(true);
    };
    if f.is_none() {
        return Err(vm.type_error(format!(
            "'{}' cannot be interpreted as a boolean",
            x.ty().name()
        )));
    }
    let r = vm.call_found_method(&f, x, &[])?;
    if r.is_true() || r.is_false() {
        return Ok(r.is_true());
    }
    Err(vm.type_error(format!(
        "__bool__ should return bool, returned {}",
        r.ty().name()
    )))
}

fn slot_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    call_dunder(vm, x, &vm.names().__getitem__, std::slice::from_ref(key))
}

fn slot_setitem(vm: &Vm, x: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let names = vm.names();
    match value {
        Some(v) => call_dunder(vm, x, &names.__setitem__, &[key.clone(), v.clone()]),
        None => call_dunder(vm, x, &names.__delitem__, std::slice::from_ref(key)),
    }
    .map(drop)
}

fn slot_contains(vm: &Vm, x: &Ref, item: &Ref) -> PyResult<bool> {
    match dunder_or_none(vm, x, &vm.names().__contains__) {
        Some(f) => {
            let r = vm.call_found_method(&f, x, std::slice::from_ref(item))?;
            vm.is_true(&r)
        }
        None => Err(vm.type_error(format!("'{}' object is not a container", x.ty().name()))),
    }
}

fn slot_await(vm: &Vm, x: &Ref) -> PyResult {
    call_dunder(vm, x, &vm.names().__await__, &[])
}

fn slot_aiter(vm: &Vm, x: &Ref) -> PyResult {
    call_dunder(vm, x, &vm.names().__aiter__, &[])
}

fn slot_anext(vm: &Vm, x: &Ref) -> PyResult {
    call_dunder(vm, x, &vm.names().__anext__, &[])
}

/// A memoryview of an object, for `__buffer__` of builtin types.
pub(crate) fn memoryview_of(vm: &Vm, x: &Ref) -> PyResult {
    let class = vm.dict_get(&vm.known().builtins, "memoryview");
    match class {
        Some(class) => vm.call_one(&class, x),
        None => Err(vm.type_error("memoryview is not available")),
    }
}

fn slot_buffer(vm: &Vm, x: &Ref) -> PyResult<Buffer> {
    let full_read_only = vm.int(284);
    let view = call_dunder(vm, x, &vm.intern_str("__buffer__"), &[full_read_only])?;
    match view.ty().slots().buffer {
        Some(f) if view.ty().name() == "memoryview" => f(vm, &view),
        _ => Err(vm.type_error("__buffer__ returned non-memoryview object")),
    }
}
