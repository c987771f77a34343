//! Making a class: `type(name, bases, namespace, **kwargs)`.
//!
//! Invariant: the class is complete (layout, MRO, slots) before any code of the script can see it,
//! but for `mro`, `__set_name__` and `__init_subclass__`, which it is shown to on purpose.
//! Next file to read: `mro.rs`.

use super::slots_attribute::{self, SlotsRequest};
use super::{attributes, layout, mro, names, slot_updates};
use crate::builtins::dict::{self, DICT, PyDict};
use crate::builtins::exceptions as exc;
use crate::builtins::tuple::{self, TUPLE};
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, type_flags};

/// The most derived metaclass among `meta` and those of the bases.
pub(super) fn calculate_metaclass(vm: &Vm, meta: &Ref, bases: &[Ref]) -> PyResult {
    let mut winner = meta.clone();
    for b in bases {
        let candidate = b.ty();
        let best = super::class(&winner);
        if best.is_subtype(candidate) {
            continue;
        }
        if !candidate.is_subtype(best) {
            return Err(vm.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                 metaclasses of all its bases",
            ));
        }
        winner = candidate.to_ref();
    }
    Ok(winner)
}

fn argument_error(vm: &Vm, position: usize, wanted: &str, got: &Ref) -> Exc {
    vm.type_error(format!(
        "type.__new__() argument {position} must be {wanted}, not {}",
        got.ty().name()
    ))
}

/// `type.__new__`.
pub(super) fn type_new(vm: &Vm, meta: &Type, args: Args) -> PyResult {
    let [name, bases, namespace] = args.pos() else {
        let given = args.positional_count();
        return Err(vm.type_error(format!(
            "type.__new__() takes exactly 3 arguments ({given} given)"
        )));
    };
    if name.as_str().is_none() {
        return Err(argument_error(vm, 1, "str", name));
    }
    if !bases.is_instance(&TUPLE) {
        return Err(argument_error(vm, 2, "tuple", bases));
    }
    if !namespace.is_instance(&DICT) {
        return Err(argument_error(vm, 3, "dict", namespace));
    }
    for b in tuple::items(bases).iter().filter(|b| b.as_type().is_none()) {
        if b.ty().lookup(vm, &vm.names().__mro_entries__).is_some() {
            return Err(
                vm.type_error("type() doesn't support MRO entry resolution; use types.new_class()")
            );
        }
    }
    let meta = meta.to_ref();
    let winner = calculate_metaclass(vm, &meta, tuple::items(bases))?;
    if !winner.is(&meta)
        && let Some(new) = super::class(&winner).slots().new
        && new as usize != type_new as *const () as usize
    {
        return new(vm, super::class(&winner), args);
    }
    let bases = if tuple::items(bases).is_empty() {
        vm.new_tuple(vec![crate::builtins::object::OBJECT.to_ref()])
    } else {
        bases.clone()
    };
    let class = make(vm, super::class(&winner), name, bases, namespace)?;
    set_names(vm, &class)?;
    init_subclass(vm, &class, args)?;
    Ok(class)
}

/// Everything up to the point where the script's hooks are told of the class.
fn make(vm: &Vm, meta: &Type, name: &Ref, bases: Ref, namespace: &Ref) -> PyResult {
    attributes::check_name(vm, name)?;
    let base = layout::best_base(vm, tuple::items(&bases))?;
    let pairs = namespace
        .downcast::<PyDict>()
        .map(PyDict::pairs)
        .unwrap_or_default();
    let strings_only = pairs.iter().all(|(k, _)| k.as_str().is_some());
    let namespace = vm.dict_from_pairs(pairs)?;
    let request = slots_attribute::request(vm, name, &namespace, base, tuple::items(&bases))?;
    let name = vm.intern(vm.str_from_view(vm.expect_str(name, "name")?.view()));
    let flags = type_flags::BASE | base.flags() & type_flags::INHERITED;
    let display = names::keep(vm, &name);
    let payload = Type::new_heap(meta, name.clone(), display, *base.layout(), flags);
    let class = vm
        .alloc_instance(meta, payload, 0)
        .ok_or_else(|| vm.memory_error())?;
    let ty = super::class(&class);
    if request.add_weakref {
        ty.set_flags(type_flags::WEAKREF);
    }
    inherit_pattern_flags(ty, tuple::items(&bases));
    ty.inner.with(|i| i.bases = Some(bases.clone()));
    ty.set_base(Some(base));
    // From here on Python code may run and find the class among the collector's objects.
    ty.publish_slots(*base.slots());
    ty.set_dict(namespace.clone());
    let hooks = fill_namespace(vm, ty, &name, &namespace)?;
    let first_slot = layout::assign(vm, ty, base, request.add_dict, request.names.len());
    add_descriptors(vm, ty, &request, first_slot, &namespace)?;
    if let Some(cell) = hooks.class_cell {
        cell.set(class.clone());
    }
    if let Some(cell) = hooks.dict_cell {
        cell.set(namespace.clone());
    }
    // A metaclass's own `mro` may look at the class already, so it gets the plain order first.
    let plain = vm.new_tuple(mro::compute(vm, ty)?);
    ty.publish_mro(plain);
    if mro::is_overridden(vm, meta) {
        let order = mro::decide(vm, ty)?;
        ty.publish_mro(order);
    }
    set_default(vm, &namespace, &vm.names().__doc__, Ref::none())?;
    forbid_hash_with_eq(vm, &namespace)?;
    if !strings_only {
        let text = format!("non-string key in the __dict__ of class {display}");
        vm.warn(&exc::RUNTIME_WARNING, &text, 1)?;
    }
    slot_updates::fill(vm, ty, &namespace);
    super::bases::add_subclass(ty, tuple::items(&bases));
    Ok(class)
}

fn set_default(vm: &Vm, namespace: &Ref, name: &Ref, value: Ref) -> PyResult<()> {
    if dict::get_str(namespace, name).is_none() {
        dict::set_str(vm, namespace, name, value)?;
    }
    Ok(())
}

/// `__eq__` without `__hash__` makes instances unhashable.
fn forbid_hash_with_eq(vm: &Vm, namespace: &Ref) -> PyResult<()> {
    if dict::get_str(namespace, &vm.names().__eq__).is_some() {
        set_default(vm, namespace, &vm.names().__hash__, Ref::none())?;
    }
    Ok(())
}

fn inherit_pattern_flags(ty: &Type, bases: &[Ref]) {
    const PATTERN: u32 = type_flags::SEQUENCE | type_flags::MAPPING;
    for base in bases.iter().filter_map(Ref::as_type) {
        if !ty.has(PATTERN) {
            ty.set_flags(base.flags() & PATTERN);
        }
    }
}

/// A cell of the class body that the class itself, or its namespace, has to be put in.
struct BodyCell(Ref);

impl BodyCell {
    fn set(self, value: Ref) {
        if let Some(c) = self.0.downcast::<crate::builtins::code::PyCell>() {
            c.value.set(value);
        }
    }
}

struct BodyCells {
    class_cell: Option<BodyCell>,
    dict_cell: Option<BodyCell>,
}

/// Takes a cell that the class body left in its namespace.
fn take_cell(vm: &Vm, namespace: &Ref, name: &Ref) -> PyResult<Option<BodyCell>> {
    let Some(cell) = dict::get_str(namespace, name) else {
        return Ok(None);
    };
    if !cell.is_instance(&crate::builtins::code::CELL) {
        let (name, got) = (vm.str_lossy(name), vm.repr_text(&cell.ty().to_ref())?);
        return Err(vm.type_error(format!("{name} must be a nonlocal cell, not {got}")));
    }
    drop(dict::remove_str(namespace, name));
    Ok(Some(BodyCell(cell)))
}

/// Names, implicit static and class methods, and cells of the namespace.
fn fill_namespace(vm: &Vm, ty: &Type, name: &Ref, namespace: &Ref) -> PyResult<BodyCells> {
    let names = vm.names();
    if dict::get_str(namespace, &names.__module__).is_none()
        && let Some(globals) = vm.current_globals()
        && let Some(module) = dict::get_str(&globals, &names.__name__)
    {
        dict::set_str(vm, namespace, &names.__module__, module)?;
    }
    let qualname = match dict::get_str(namespace, &names.__qualname__) {
        Some(q) if q.as_str().is_none() => {
            return Err(vm.type_error(format!(
                "type __qualname__ must be a str, not {}",
                q.ty().name()
            )));
        }
        Some(q) => {
            drop(dict::remove_str(namespace, &names.__qualname__));
            q
        }
        None => name.clone(),
    };
    ty.inner.with(|i| i.qualname = Some(qualname));
    let is_function = |f: &Ref| f.is_exactly(&crate::builtins::function::FUNCTION);
    if let Some(f) = dict::get_str(namespace, &names.__new__).filter(is_function) {
        dict::set_str(
            vm,
            namespace,
            &names.__new__,
            crate::builtins::classmethod::new_static_method(vm, f),
        )?;
    }
    for hook in [&names.__init_subclass__, &names.__class_getitem__] {
        if let Some(f) = dict::get_str(namespace, hook).filter(is_function) {
            dict::set_str(
                vm,
                namespace,
                hook,
                crate::builtins::classmethod::new_class_method(vm, f),
            )?;
        }
    }
    let class_cell = take_cell(vm, namespace, &names.__classcell__)?;
    let dict_cell = take_cell(vm, namespace, &names.__classdictcell__)?;
    Ok(BodyCells {
        class_cell,
        dict_cell,
    })
}

/// Member descriptors of `__slots__`, and the descriptors of `__dict__` and `__weakref__`.
fn add_descriptors(
    vm: &Vm,
    ty: &Type,
    request: &SlotsRequest,
    first_slot: usize,
    namespace: &Ref,
) -> PyResult<()> {
    for (i, name) in request.names.iter().enumerate() {
        let member = vm.new_member_descriptor(name.clone(), first_slot + 8 * i, ty);
        dict::set_str(vm, namespace, name, member)?;
    }
    if request.add_dict {
        let value = vm.new_getset_descriptor(&attributes::INSTANCE_DICT, ty);
        set_default(vm, namespace, &vm.names().__dict__, value)?;
    }
    if request.add_weakref {
        let value = vm.new_getset_descriptor(&attributes::INSTANCE_WEAKREF, ty);
        set_default(vm, namespace, &vm.names().__weakref__, value)?;
    }
    Ok(())
}

/// Calls `__set_name__` of everything in the namespace that has one.
fn set_names(vm: &Vm, class: &Ref) -> PyResult<()> {
    let ty = super::class(class);
    let pairs = ty
        .dict(vm)
        .downcast::<PyDict>()
        .map(PyDict::pairs)
        .unwrap_or_default();
    for (key, value) in pairs {
        let Some(hook) = value.ty().lookup(vm, &vm.names().__set_name__) else {
            continue;
        };
        if let Err(e) = vm.call_found_method(&hook, &value, &[class.clone(), key.clone()]) {
            let (kind, name) = (value.ty().name(), vm.repr_text(&key)?);
            let note = format!(
                "Error calling __set_name__ on '{kind}' instance {name} in '{}'",
                ty.name()
            );
            vm.call_method(&e.0, &vm.names().add_note, &[vm.new_str(&note)])?;
            return Err(e);
        }
    }
    Ok(())
}

/// Calls `super().__init_subclass__(**kwargs)`.
fn init_subclass(vm: &Vm, class: &Ref, args: Args) -> PyResult<()> {
    let name = &vm.names().__init_subclass__;
    let ty = super::class(class);
    let _order = ty.mro_tuple();
    let found = ty
        .mro()
        .skip(1)
        .find_map(|t| dict::get_str(t.dict(vm), name));
    let Some(hook) = found else { return Ok(()) };
    let hook = match hook.ty().slots().descr_get {
        Some(get) => get(vm, &hook, None, class)?,
        None => hook,
    };
    let values = &args.values[args.positional_count()..];
    vm.call_args(
        &hook,
        Args {
            values,
            kwnames: args.kwnames,
        },
    )
    .map(drop)
}
