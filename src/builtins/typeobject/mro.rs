//! Method resolution order: C3, and classes whose metaclass overrides `mro`.
//!
//! Invariant: a published MRO ends in `object`, and every class in it fits the class's layout.
//! Next file to read: `layout.rs`.

use super::{TYPE, layout, names};
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::types::{Type, type_flags};

/// The C3 linearisation of a class, from its `__bases__`.
pub(super) fn compute(vm: &Vm, ty: &Type) -> PyResult<Vec<Ref>> {
    let bases = ty.bases();
    let bases = tuple::items(&bases);
    let mut order = vec![ty.to_ref()];
    if let [only] = bases {
        order.extend_from_slice(tuple::items(&super::class(only).mro_tuple()));
        return Ok(order);
    }
    for (i, b) in bases.iter().enumerate() {
        if bases[..i].iter().any(|other| other.is(b)) {
            let name = vm.str_lossy(&names::name_of(vm, super::class(b)));
            return Err(vm.type_error(format!("duplicate base class {name}")));
        }
    }
    let mut rows: Vec<Vec<Ref>> = bases
        .iter()
        .map(|b| tuple::items(&super::class(b).mro_tuple()).to_vec())
        .collect();
    rows.push(bases.to_vec());
    let mut starts = vec![0; rows.len()];
    loop {
        let heads = || {
            rows.iter()
                .zip(&starts)
                .filter_map(|(row, &at)| row.get(at))
        };
        let mut left = heads().peekable();
        if left.peek().is_none() {
            return Ok(order);
        }
        let in_a_tail = |c: &Ref| {
            rows.iter()
                .zip(&starts)
                .any(|(row, &at)| row.iter().skip(at + 1).any(|other| other.is(c)))
        };
        let Some(next) = left.find(|c| !in_a_tail(c)).cloned() else {
            return Err(inconsistent(vm, heads()));
        };
        for (row, at) in rows.iter().zip(&mut starts) {
            if row.get(*at).is_some_and(|c| c.is(&next)) {
                *at += 1;
            }
        }
        order.push(next);
    }
}

#[cold]
fn inconsistent<'a>(vm: &Vm, heads: impl Iterator<Item = &'a Ref>) -> Exc {
    let mut seen: Vec<&Ref> = Vec::new();
    for c in heads {
        if !seen.iter().any(|s| s.is(c)) {
            seen.push(c);
        }
    }
    let list: Vec<String> = seen
        .iter()
        .map(|c| super::class(c).name().to_string())
        .collect();
    let list = list.join(", ");
    vm.type_error(format!(
        "Cannot create a consistent method resolution order (MRO) for bases {list}"
    ))
}

/// Whether a class is `other` or has it among its bases' bases, whatever its MRO says.
pub(super) fn derives(ty: &Type, other: &Type) -> bool {
    let mut todo = vec![ty.to_ref()];
    let mut seen: Vec<u64> = Vec::new();
    while let Some(class) = todo.pop() {
        let Some(t) = class.as_type() else { continue };
        if std::ptr::eq(t, other) {
            return true;
        }
        if !seen.contains(&class.id()) {
            seen.push(class.id());
            let bases = t.bases();
            if bases.is_instance(&tuple::TUPLE) {
                todo.extend_from_slice(tuple::items(&bases));
            }
        }
    }
    false
}

/// Whether a metaclass has a `mro` of its own.
pub(super) fn is_overridden(vm: &Vm, meta: &Type) -> bool {
    let name = &vm.names().mro;
    !std::ptr::eq(meta, &TYPE)
        && match (meta.lookup(vm, name), TYPE.lookup(vm, name)) {
            (Some(own), Some(default)) => !own.is(&default),
            _ => false,
        }
}

/// The MRO of a class as its metaclass wants it, as a tuple.
pub(super) fn decide(vm: &Vm, ty: &Type) -> PyResult {
    let class = ty.to_ref();
    let meta = class.ty();
    let own = if is_overridden(vm, meta) {
        meta.lookup(vm, &vm.names().mro)
    } else {
        None
    };
    let Some(f) = own else {
        return Ok(vm.new_tuple(compute(vm, ty)?));
    };
    let answer = vm.call_found_method(&f, &class, &[])?;
    let order = vm.collect_items(&answer)?;
    let solid = layout::solid_base(ty);
    if order
        .iter()
        .any(|c| c.as_type().is_some_and(|t| !derives(ty, t)))
    {
        ty.set_flags(type_flags::UNCACHED);
    }
    for c in &order {
        let Some(t) = c.as_type() else {
            return Err(vm.type_error(format!("mro() returned a non-class ('{}')", c.ty().name())));
        };
        if !solid.is_subtype(layout::solid_base(t)) {
            return Err(vm.type_error(format!(
                "mro() returned base with unsuitable layout ('{}')",
                t.name()
            )));
        }
    }
    Ok(vm.new_tuple(order))
}
