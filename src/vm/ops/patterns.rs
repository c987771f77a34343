//! Structural pattern matching.
//!
//! Next file to read: `handling.rs`.

use super::{fail, keep};
use crate::builtins::exceptions as exc;
use crate::builtins::tuple::{PyTuple, TUPLE};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, type_flags};
use crate::objects::value::Value;

/// MATCH_MAPPING and MATCH_SEQUENCE: whether the subject's type is of that kind.
#[inline(never)]
pub(crate) fn match_flag(subject: &Ref, mapping: bool) -> bool {
    subject.ty().has(if mapping {
        type_flags::MAPPING
    } else {
        type_flags::SEQUENCE
    })
}

/// MATCH_KEYS: a tuple of the keys' values, or `None` if one is missing.
#[inline(never)]
pub(crate) fn match_keys(vm: &Vm, subject: &Ref, keys: &Ref) -> Option<Value> {
    keep(vm, values_of_keys(vm, subject, super::tuple_items(keys))).map(Ref::into_value)
}

fn values_of_keys(vm: &Vm, subject: &Ref, keys: &[Ref]) -> PyResult {
    if keys.is_empty() {
        return Ok(vm.new_tuple(Vec::new()));
    }
    let get = vm.get_attr(subject, &vm.names().get)?;
    let missing = vm.alloc(crate::objects::payload::PlainObject {
        header: crate::objects::header::Header::new(&crate::builtins::object::OBJECT),
    });
    let seen = vm.new_set();
    let mut values = Vec::with_capacity(keys.len());
    for k in keys {
        if let Some(s) = seen.downcast::<crate::builtins::set::PySet>()
            && !s.add(vm, k.clone())?
        {
            return Err(vm.value_error(format!(
                "mapping pattern checks duplicate key ({})",
                vm.repr_text(k)?
            )));
        }
        let v = vm.call(&get, &[k.clone(), missing.clone()])?;
        if v.is(&missing) {
            return Ok(Ref::none());
        }
        values.push(v);
    }
    Ok(vm.new_tuple(values))
}

/// Builtin types whose single positional pattern matches the subject itself.
fn matches_itself(ty: &Type) -> bool {
    use crate::builtins as b;
    let itself: [&Type; 11] = [
        &b::int::BOOL,
        &b::bytearray::BYTEARRAY,
        &b::bytes::BYTES,
        &b::dict::DICT,
        &b::float::FLOAT,
        &b::set::FROZENSET,
        &b::int::INT,
        &b::list::LIST,
        &b::set::SET,
        &b::str::STR,
        &TUPLE,
    ];
    itself.iter().any(|t| ty.is_subtype(t))
}

/// MATCH_CLASS: a tuple of attributes, or `None` if the subject does not match.
#[inline(never)]
pub(crate) fn match_class(
    vm: &Vm,
    subject: &Ref,
    class: &Ref,
    names: &Ref,
    count: usize,
) -> Option<Value> {
    let Some(ty) = class.as_type() else {
        return fail(
            vm,
            vm.type_error("called match pattern must be a class".to_string()),
        );
    };
    if !keep(vm, vm.is_instance_of(subject, class))? {
        return Some(Ref::none().into_value());
    }
    keep(
        vm,
        class_attributes(vm, subject, class, ty, super::tuple_items(names), count),
    )
    .map(Ref::into_value)
}

fn class_attributes(
    vm: &Vm,
    subject: &Ref,
    class: &Ref,
    ty: &Type,
    names: &[Ref],
    count: usize,
) -> PyResult {
    let mut out = Vec::new();
    let mut seen: Vec<Ref> = Vec::new();
    if count > 0 {
        let args = vm.get_attr_opt(class, &vm.names().__match_args__)?;
        match args {
            None if matches_itself(ty) => {
                check_count(vm, ty, 1, count)?;
                out.push(subject.clone());
            }
            None => check_count(vm, ty, 0, count)?,
            Some(args) => {
                let Some(t) = args.downcast_exact::<PyTuple>() else {
                    return Err(vm.type_error(format!(
                        "{}.__match_args__ must be a tuple (got {})",
                        ty.name(),
                        args.ty().name()
                    )));
                };
                check_count(vm, ty, t.len, count)?;
                for name in &t.items()[..count] {
                    if name.as_str().is_none() {
                        let got = name.ty().name();
                        return Err(vm.type_error(format!(
                            "__match_args__ elements must be strings (got {got})"
                        )));
                    }
                    match attribute(vm, subject, ty, name, &mut seen)? {
                        Some(v) => out.push(v),
                        None => return Ok(Ref::none()),
                    }
                }
            }
        }
    }
    for name in names {
        match attribute(vm, subject, ty, name, &mut seen)? {
            Some(v) => out.push(v),
            None => return Ok(Ref::none()),
        }
    }
    Ok(vm.new_tuple(out))
}

fn check_count(vm: &Vm, ty: &Type, allowed: usize, count: usize) -> PyResult<()> {
    if count <= allowed {
        return Ok(());
    }
    let s = if allowed == 1 { "" } else { "s" };
    Err(vm.type_error(format!(
        "{}() accepts {allowed} positional sub-pattern{s} ({count} given)",
        ty.name()
    )))
}

fn attribute(
    vm: &Vm,
    subject: &Ref,
    ty: &Type,
    name: &Ref,
    seen: &mut Vec<Ref>,
) -> PyResult<Option<Ref>> {
    for s in seen.iter() {
        if vm.equal(s, name)? {
            let text = format!(
                "{}() got multiple sub-patterns for attribute {}",
                ty.name(),
                vm.repr_text(name)?
            );
            return Err(vm.type_error(text));
        }
    }
    seen.push(name.clone());
    match vm.get_attr(subject, name) {
        Ok(v) => Ok(Some(v)),
        Err(e) if e.0.is_instance(&exc::ATTRIBUTE_ERROR) => Ok(None),
        Err(e) => Err(e),
    }
}
