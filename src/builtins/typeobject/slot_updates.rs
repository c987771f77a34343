//! Keeps a class's slot table in step with the dunders its MRO defines.
//!
//! For each slot: if all dunders that belong to it are found in builtin types and call the same
//! function, the class takes over that function; if any is written in Python (or is `None`), the
//! class gets the generic function that looks the dunder up on every call.
//!
//! Invariant: a native function is only taken over from a builtin type the class derives from.
//! Next file to read: `slot_functions.rs`.

use super::{namespace, slot_functions};
use crate::builtins::descriptors::wrapper::PyWrapperDescriptor;
use crate::builtins::dict::PyDict;
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;
use crate::objects::slots::{DUNDERS, SlotId, Slots};
use crate::objects::types::{Type, type_flags};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Interned names of all dunders that are slots, and their rows by address.
#[derive(Default)]
struct DunderNames {
    table: OnceLock<(Vec<Ref>, HashMap<u64, SlotId>)>,
}

fn dunder_names(vm: &Vm) -> &'static (Vec<Ref>, HashMap<u64, SlotId>) {
    vm.interp.state::<DunderNames>().table.get_or_init(|| {
        let names: Vec<Ref> = DUNDERS.iter().map(|d| vm.intern_str(d.name)).collect();
        let slots = names
            .iter()
            .zip(DUNDERS)
            .map(|(n, d)| (n.id(), d.slot))
            .collect();
        (names, slots)
    })
}

/// The slot that an attribute of this name belongs to.
pub(super) fn slot_of(vm: &Vm, name: &Ref) -> Option<SlotId> {
    let slots = &dunder_names(vm).1;
    slots.get(&name.id()).copied().or_else(|| {
        // A name that was put together at run time may be another object.
        let text = name.as_str()?.view();
        let dunder = text.len() > 4 && text.get(0) == 95 && text.get(1) == 95;
        if !dunder {
            return None;
        }
        slots.get(&vm.intern(name.clone()).id()).copied()
    })
}

/// Sequence slots that share a dunder with a number slot.
const PAIRED: &[(SlotId, SlotId)] = &[
    (SlotId::add, SlotId::concat),
    (SlotId::mul, SlotId::repeat),
    (SlotId::iadd, SlotId::iconcat),
    (SlotId::imul, SlotId::irepeat),
];

/// Decides one slot (and its paired sequence slot) from what the MRO defines.
fn decide(vm: &Vm, ty: &Type, id: SlotId, slots: &mut Slots) {
    let (names, _) = dunder_names(vm);
    let paired = PAIRED
        .iter()
        .find(|(number, _)| *number == id)
        .map(|(_, sequence)| *sequence);
    let mut generic = false;
    let mut native: Option<Ref> = None;
    let mut sequence: Option<Ref> = None;
    for (row, name) in DUNDERS.iter().zip(names).filter(|(row, _)| row.slot == id) {
        let Some((found, _)) = ty.lookup_with_owner(vm, name) else {
            continue;
        };
        if let Some(w) = found.downcast_exact::<PyWrapperDescriptor>()
            && std::ptr::eq(w.dunder, row)
            && ty.is_subtype(w.owner)
        {
            let place = if w.slot == id {
                &mut native
            } else {
                &mut sequence
            };
            match place.as_ref().and_then(Ref::as_type) {
                Some(other)
                    if own_slots(other).address(w.slot) != own_slots(w.owner).address(w.slot) =>
                {
                    generic = true
                }
                Some(_) => {}
                None => *place = Some(w.owner.to_ref()),
            }
        } else if id == SlotId::new
            && let Some(owner) = namespace::owner_of_new(&found)
        {
            native = Some(owner);
        } else if id == SlotId::hash && found.is_none() {
            slots.hash = Some(crate::builtins::object::hash_not_implemented);
            return;
        } else {
            generic = true;
        }
    }
    let take =
        |slots: &mut Slots, id, from: &Option<Ref>| match from.as_ref().and_then(Ref::as_type) {
            Some(owner) if !generic => slots.copy_slot(id, own_slots(owner)),
            _ => slots.copy_slot(id, &Slots::NONE),
        };
    take(slots, id, &native);
    if let Some(paired) = paired {
        take(slots, paired, &sequence);
    }
    if generic {
        slot_functions::install(slots, id);
    }
}

/// The slots a builtin type defines itself.
fn own_slots(ty: &Type) -> &Slots {
    match ty.def() {
        Some(def) => &def.slots,
        None => ty.slots(),
    }
}

/// Fills the slot table of a new class: its layout base's, but for what its MRO says otherwise.
pub(super) fn fill(vm: &Vm, ty: &Type, namespace: &Ref) {
    let mut slots = ty.base().map_or(Slots::NONE, |b| *b.slots());
    if is_simple(ty) {
        let keys = namespace
            .downcast::<PyDict>()
            .map(PyDict::pairs)
            .unwrap_or_default();
        let mut changed: Vec<SlotId> = keys.iter().filter_map(|(k, _)| slot_of(vm, k)).collect();
        changed.dedup();
        for id in changed {
            decide(vm, ty, id, &mut slots);
        }
    } else {
        for (i, row) in DUNDERS.iter().enumerate() {
            if !DUNDERS[..i].iter().any(|d| d.slot == row.slot) {
                decide(vm, ty, row.slot, &mut slots);
            }
        }
    }
    publish(ty, slots);
}

/// Whether the MRO is the class itself and then its only base's MRO.
fn is_simple(ty: &Type) -> bool {
    ty.base().is_some_and(|b| {
        let rest = || ty.mro().skip(1).map(std::ptr::from_ref);
        rest().eq(b.mro().map(std::ptr::from_ref))
    })
}

fn publish(ty: &Type, slots: Slots) {
    // A builtin base that scripts can't instantiate makes its subclasses so, unless they have a `__new__`.
    let closed = ty.native_base().has(type_flags::NO_NEW)
        && slots
            .new
            .is_none_or(|f| f as usize != slot_functions::slot_new as *const () as usize);
    if closed {
        ty.set_flags(type_flags::NO_NEW);
    } else {
        ty.clear_flags(type_flags::NO_NEW);
    }
    ty.publish_slots(slots);
}

/// Brings the slot of a dunder up to date in a class and in the subclasses that inherit it.
pub(super) fn update(vm: &Vm, ty: &Type, name: &Ref) {
    let Some(id) = slot_of(vm, name) else { return };
    update_slot(vm, ty, id, name);
}

fn update_slot(vm: &Vm, ty: &Type, id: SlotId, name: &Ref) {
    let mut slots = *ty.slots();
    decide(vm, ty, id, &mut slots);
    publish(ty, slots);
    ty.for_each_subclass(&mut |sub| {
        if crate::builtins::dict::get_str(sub.dict(vm), name).is_none() {
            update_slot(vm, sub, id, name);
        }
    });
}

/// Recomputes all slots of a class and its subclasses, whose MROs have changed.
pub(super) fn recompute(vm: &Vm, ty: &Type) {
    fill(vm, ty, ty.dict(vm));
    ty.for_each_subclass(&mut |sub| recompute(vm, sub));
}
