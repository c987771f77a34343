//! Type variables in the arguments of generic aliases and unions: finding and replacing them.
//!
//! Invariant: what poses as a type variable is told by `__typing_subst__`, what contains some by
//! `__parameters__`; classes are neither.
//! Next file to read: `../union.rs`.

use super::PyGenericAlias;
use crate::builtins::list::LIST;
use crate::builtins::tuple::{self, TUPLE};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

fn push_unique(list: &mut Vec<Ref>, x: &Ref) {
    if !list.iter().any(|other| other.is(x)) {
        list.push(x.clone());
    }
}

fn collect(vm: &Vm, args: &[Ref], out: &mut Vec<Ref>) -> PyResult<()> {
    let names = vm.names();
    for x in args.iter().filter(|x| x.as_type().is_none()) {
        if x.is_exactly(&TUPLE) || x.is_exactly(&LIST) {
            vm.check_native_stack()?;
            collect(vm, &vm.collect_items(x)?, out)?;
        } else if vm.get_attr_opt(x, &names.__typing_subst__)?.is_some() {
            push_unique(out, x);
        } else if let Some(more) = vm.get_attr_opt(x, &names.__parameters__)? {
            tuple::items(&more).iter().for_each(|p| push_unique(out, p));
        }
    }
    Ok(())
}

/// The type variables in a tuple of arguments, each once, as a tuple.
pub(crate) fn parameters_of(vm: &Vm, args: &Ref) -> PyResult {
    let mut out = Vec::new();
    collect(vm, tuple::items(args), &mut out)?;
    Ok(vm.new_tuple(out))
}

/// The arguments of `*tuple[...]`, if this is one without an open end.
fn unpacked_tuple(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    if x.as_type().is_some() {
        return Ok(None);
    }
    if let Some(a) = x.downcast::<PyGenericAlias>()
        && !a.starred
    {
        return Ok(None);
    }
    let found = vm.get_attr_opt(x, &vm.intern_str("__typing_unpacked_tuple_args__"))?;
    Ok(found.filter(|t| {
        t.is_instance(&TUPLE)
            && !tuple::items(t)
                .last()
                .is_some_and(|l| l.is(&Ref::ellipsis()))
    }))
}

/// The items that a subscript gives, `*tuple[...]` taken apart.
fn subscript_items(vm: &Vm, item: &Ref) -> PyResult<Vec<Ref>> {
    let given = if item.is_exactly(&TUPLE) {
        tuple::items(item).to_vec()
    } else {
        vec![item.clone()]
    };
    let mut out = Vec::new();
    for x in given {
        match unpacked_tuple(vm, &x)? {
            Some(inner) => out.extend_from_slice(tuple::items(&inner)),
            None => out.push(x),
        }
    }
    Ok(out)
}

fn is_unpacked_variadic(vm: &Vm, x: &Ref) -> PyResult<bool> {
    if x.as_type().is_some() {
        return Ok(false);
    }
    match vm.get_attr_opt(x, &vm.names().__typing_is_unpacked_typevartuple__)? {
        Some(flag) => vm.is_true(&flag),
        None => Ok(false),
    }
}

/// Subscribes what contains type variables with the values of those it contains.
fn substitute_inside(vm: &Vm, x: &Ref, parameters: &[Ref], values: &[Ref]) -> PyResult {
    let Some(inner) = vm.get_attr_opt(x, &vm.names().__parameters__)? else {
        return Ok(x.clone());
    };
    let inner = tuple::items(&inner);
    if !inner.is_empty() && inner.iter().all(|p| !p.is_none()) {
        let mut sub = Vec::new();
        for p in inner {
            let variadic = vm.get_attr_opt(p, &vm.names().__typing_is_unpacked_typevartuple__)?;
            let value = match parameters.iter().position(|q| q.is(p)) {
                Some(i) => values[i].clone(),
                None => p.clone(),
            };
            if value.is_exactly(&TUPLE) && variadic.is_none() && is_variadic(vm, p)? {
                sub.extend_from_slice(tuple::items(&value));
            } else {
                sub.push(value);
            }
        }
        return vm.get_item(x, &vm.new_tuple(sub));
    }
    Ok(x.clone())
}

/// Whether a type variable is a `TypeVarTuple`: iterating over it gives its unpacked form.
fn is_variadic(vm: &Vm, p: &Ref) -> PyResult<bool> {
    Ok(p.ty().lookup(vm, &vm.names().__iter__).is_some())
}

/// The arguments of an alias with its type variables replaced by the items of a subscript.
pub(crate) fn substitute(
    vm: &Vm,
    alias: &Ref,
    args: &Ref,
    parameters: &Ref,
    item: &Ref,
) -> PyResult {
    let parameters = tuple::items(parameters);
    if parameters.is_empty() {
        return Err(vm.type_error(format!("{} is not a generic class", vm.repr_text(alias)?)));
    }
    let mut given = vm.new_tuple(subscript_items(vm, item)?);
    for p in parameters {
        if let Some(prepare) = vm.get_attr_opt(p, &vm.names().__typing_prepare_subst__)?
            && !prepare.is_none()
        {
            let prepared = vm.call(&prepare, &[alias.clone(), given])?;
            given = if prepared.is_exactly(&TUPLE) {
                prepared
            } else {
                vm.new_tuple(vec![prepared])
            };
        }
    }
    let values = tuple::items(&given);
    if values.len() != parameters.len() {
        let many = if values.len() > parameters.len() {
            "many"
        } else {
            "few"
        };
        let (shown, actual, expected) = (vm.repr_text(alias)?, values.len(), parameters.len());
        return Err(vm.type_error(format!(
            "Too {many} arguments for {shown}; actual {actual}, expected {expected}"
        )));
    }
    substitute_all(vm, tuple::items(args), parameters, values).map(|all| vm.new_tuple(all))
}

fn substitute_all(vm: &Vm, args: &[Ref], parameters: &[Ref], values: &[Ref]) -> PyResult<Vec<Ref>> {
    vm.check_native_stack()?;
    let mut out = Vec::with_capacity(args.len());
    for x in args {
        if x.as_type().is_some() {
            out.push(x.clone());
            continue;
        }
        if x.is_exactly(&TUPLE) || x.is_exactly(&LIST) {
            let inner = substitute_all(vm, &vm.collect_items(x)?, parameters, values)?;
            out.push(if x.is_exactly(&TUPLE) {
                vm.new_tuple(inner)
            } else {
                vm.new_list(inner)
            });
            continue;
        }
        let unpack = is_unpacked_variadic(vm, x)?;
        let value = match vm.get_attr_opt(x, &vm.names().__typing_subst__)? {
            Some(subst) => match parameters.iter().position(|p| p.is(x)) {
                Some(i) => vm.call_one(&subst, &values[i])?,
                None => x.clone(),
            },
            None => substitute_inside(vm, x, parameters, values)?,
        };
        if unpack && value.is_exactly(&TUPLE) {
            out.extend_from_slice(tuple::items(&value));
        } else {
            out.push(value);
        }
    }
    Ok(out)
}
