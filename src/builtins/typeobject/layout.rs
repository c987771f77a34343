//! Instance layout: which base decides it, and whether two classes share it.
//!
//! ```text
//! | payload of the builtin base | __dict__ and __slots__ words, base class first | inline attributes |
//! ```
//!
//! Invariant: a class's words stand where its layout base has them; only the inline attributes,
//! which come last, have no fixed place.
//! Next file to read: `slots_attribute.rs`.

use crate::builtins::descriptors::member::PyMemberDescriptor;
use crate::builtins::dict::PyDict;
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{MAX_INLINE, Type, type_flags};

/// The fewest inline attributes a class has room for.
const MIN_INLINE: usize = 4;

/// Just past the payload and the fixed words.
pub(super) fn fixed_end(ty: &Type) -> usize {
    match ty.def() {
        Some(def) => def.layout.size.next_multiple_of(8),
        None => ty.inline_offset(),
    }
}

/// Whether a class adds to the instances of its base more than a `__dict__`.
fn extends_layout(ty: &Type, base: &Type) -> bool {
    if let (Some(def), Some(base_def)) = (ty.def(), base.def()) {
        return def.layout.size != base_def.layout.size;
    }
    let added_dict = if ty.dict_offset() != 0 && base.dict_offset() == 0 {
        8
    } else {
        0
    };
    fixed_end(ty) > fixed_end(base) + added_dict
}

/// The nearest class on the way to `object` that adds to the layout.
pub(super) fn solid_base(ty: &Type) -> &Type {
    let mut t = ty;
    while let Some(base) = t.base() {
        if extends_layout(t, base) {
            return t;
        }
        t = base;
    }
    t
}

/// The base that decides the layout of a class with these bases.
pub(super) fn best_base<'a>(vm: &Vm, bases: &'a [Ref]) -> PyResult<&'a Type> {
    let mut best: Option<(&Type, &Type)> = None;
    for b in bases {
        let Some(base) = b.as_type() else {
            return Err(vm.type_error("bases must be types"));
        };
        if !base.has(type_flags::BASE) {
            return Err(vm.type_error(format!(
                "type '{}' is not an acceptable base type",
                base.name()
            )));
        }
        let solid = solid_base(base);
        best = match best {
            None => Some((base, solid)),
            Some((_, winner)) if winner.is_subtype(solid) => best,
            Some((_, winner)) if solid.is_subtype(winner) => Some((base, solid)),
            Some(_) => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
        };
    }
    match best {
        Some((base, _)) => Ok(base),
        None => Ok(&crate::builtins::object::OBJECT),
    }
}

/// Fixes where instances of a new class have what. Answers the offset of the first `__slots__` word.
pub(super) fn assign(vm: &Vm, ty: &Type, base: &Type, add_dict: bool, slot_words: usize) -> usize {
    let mut end = fixed_end(base);
    let mut dict_offset = base.dict_offset();
    if add_dict {
        dict_offset = end;
        end += 8;
    }
    let first_slot = end;
    end += 8 * slot_words;
    let native_dict = base.native_base().dict_offset() != 0;
    let is_class = base.has(type_flags::TYPE);
    let capacity = if dict_offset == 0 || native_dict || is_class {
        0
    } else {
        inline_capacity(vm, ty, base)
    };
    ty.set_instance_layout(dict_offset, end, capacity);
    if dict_offset != 0 || end > fixed_end(base) {
        ty.set_flags(type_flags::GC);
    }
    first_slot
}

/// Room for the attributes that methods of the class and its bases assign.
fn inline_capacity(vm: &Vm, ty: &Type, base: &Type) -> usize {
    let name = &vm.names().__static_attributes__;
    let own = crate::builtins::dict::get_str(ty.dict(vm), name);
    let count = own.map_or(0, |t| tuple::items(&t).len());
    (count + base.inline_capacity()).clamp(MIN_INLINE, MAX_INLINE)
}

/// Names of a class's own `__slots__`, in the order of their words.
fn own_slots(vm: &Vm, ty: &Type) -> Vec<Ref> {
    let Some(d) = ty.dict(vm).downcast::<PyDict>() else {
        return Vec::new();
    };
    let mut found: Vec<(usize, Ref)> = d
        .pairs()
        .iter()
        .filter_map(|(_, v)| v.downcast::<PyMemberDescriptor>())
        .filter(|m| m.owner.is_type(ty))
        .map(|m| (m.offset, m.name.clone()))
        .collect();
    found.sort_by_key(|(offset, _)| *offset);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Whether two classes add the same `__slots__`, `__dict__` and weak references to one base.
fn same_additions(vm: &Vm, a: &Type, b: &Type) -> bool {
    let (sa, sb) = (own_slots(vm, a), own_slots(vm, b));
    sa.len() == sb.len() && sa.iter().zip(&sb).all(|(x, y)| x.is(y))
}

/// Walks to the nearest class whose base has another layout, or that is builtin.
fn layout_root(ty: &Type) -> &Type {
    let mut t = ty;
    while t.is_heap()
        && let Some(base) = t.base()
        && !extends_layout(t, base)
        && t.dict_offset() == base.dict_offset()
    {
        t = base;
    }
    t
}

/// Refuses to let `new` take the place of `old` where their instances differ; `what` names the attribute.
pub(crate) fn check_same_layout(vm: &Vm, old: &Type, new: &Type, what: &str) -> PyResult<()> {
    let (ro, rn) = (layout_root(old), layout_root(new));
    let same = std::ptr::eq(ro, rn)
        || (fixed_end(ro) == fixed_end(rn)
            && ro.dict_offset() == rn.dict_offset()
            && std::ptr::eq(ro.native_base(), rn.native_base())
            && same_base(ro, rn)
            && same_additions(vm, ro, rn));
    let weak = old.has(type_flags::WEAKREF) == new.has(type_flags::WEAKREF);
    if same && weak {
        return Ok(());
    }
    Err(differs(vm, old, new, what))
}

/// The error of giving an object or a class one that lays its instances out differently.
#[cold]
pub(crate) fn differs(vm: &Vm, old: &Type, new: &Type, what: &str) -> Exc {
    let (old, new) = (old.name(), new.name());
    vm.type_error(format!(
        "{what} assignment: '{new}' object layout differs from '{old}'"
    ))
}

fn same_base(a: &Type, b: &Type) -> bool {
    match (a.base(), b.base()) {
        (Some(x), Some(y)) => std::ptr::eq(layout_root(x), layout_root(y)),
        (None, None) => true,
        _ => false,
    }
}
