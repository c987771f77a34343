//! `__build_class__`: what a `class` statement runs.
//!
//! Invariant: the body runs with the mapping the metaclass prepared as its namespace, before the
//! metaclass is called.
//! Next file to read: `creation.rs`.

use super::{TYPE, creation};
use crate::builtins::code::PyCell;
use crate::builtins::dict::{DICT, PyDict};
use crate::builtins::function::PyFunction;
use crate::builtins::tuple::{self, TUPLE};
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// `__build_class__(func, name, /, *bases, **kwds)`.
pub fn build_class(vm: &Vm, args: &[Ref]) -> PyResult {
    let (function, name, bases) = (&args[0], &args[1], tuple::items(&args[2]));
    if function.downcast_exact::<PyFunction>().is_none() {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    if name.as_str().is_none() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    let keywords = args[3]
        .downcast::<PyDict>()
        .map(PyDict::pairs)
        .unwrap_or_default();
    class_from_body(vm, function, name, bases, keywords)
}

/// Replaces bases that are no classes by what their `__mro_entries__` says. `None` if all stay.
fn resolve_bases(vm: &Vm, bases: &[Ref]) -> PyResult<Option<Vec<Ref>>> {
    let mut out: Option<Vec<Ref>> = None;
    for (i, base) in bases.iter().enumerate() {
        let hook = match base.as_type() {
            Some(_) => None,
            None => vm.get_attr_opt(base, &vm.names().__mro_entries__)?,
        };
        let Some(hook) = hook else {
            if let Some(out) = &mut out {
                out.push(base.clone());
            }
            continue;
        };
        let entries = vm.call_one(&hook, &vm.tuple_from_slice(bases))?;
        if !entries.is_instance(&TUPLE) {
            return Err(vm.type_error("__mro_entries__ must return a tuple"));
        }
        out.get_or_insert_with(|| bases[..i].to_vec())
            .extend_from_slice(tuple::items(&entries));
    }
    Ok(out)
}

/// The namespace for the class body.
fn prepare(vm: &Vm, meta: &Ref, name: &Ref, bases: &Ref, keywords: &[(Ref, Ref)]) -> PyResult {
    if meta.is_type(&TYPE) {
        return Ok(vm.new_dict());
    }
    let Some(hook) = vm.get_attr_opt(meta, &vm.names().__prepare__)? else {
        return Ok(vm.new_dict());
    };
    let namespace = call_with_keywords(vm, &hook, &[name.clone(), bases.clone()], keywords)?;
    if !namespace.is_instance(&DICT) && namespace.ty().slots().getitem.is_none() {
        let who = meta.as_type().map_or("<metaclass>", |t| t.name());
        let got = namespace.ty().name();
        return Err(vm.type_error(format!(
            "{who}.__prepare__() must return a mapping, not {got}"
        )));
    }
    Ok(namespace)
}

fn call_with_keywords(vm: &Vm, f: &Ref, positional: &[Ref], keywords: &[(Ref, Ref)]) -> PyResult {
    let mut values = positional.to_vec();
    values.extend(keywords.iter().map(|(_, v)| v.clone()));
    let kwnames: Vec<Ref> = keywords.iter().map(|(k, _)| k.clone()).collect();
    vm.call_args(
        f,
        Args {
            values: &values,
            kwnames: &kwnames,
        },
    )
}

/// Makes a class from the function that holds its body.
fn class_from_body(
    vm: &Vm,
    function: &Ref,
    name: &Ref,
    orig_bases: &[Ref],
    mut keywords: Vec<(Ref, Ref)>,
) -> PyResult {
    let resolved = resolve_bases(vm, orig_bases)?;
    let was_resolved = resolved.is_some();
    let bases = resolved.unwrap_or_else(|| orig_bases.to_vec());
    let explicit = keywords
        .iter()
        .position(|(k, _)| k.str_is("metaclass"))
        .map(|i| keywords.remove(i).1);
    let mut meta = match (explicit, bases.first()) {
        (Some(m), _) => m,
        (None, Some(b)) => b.ty().to_ref(),
        (None, None) => TYPE.to_ref(),
    };
    if meta.as_type().is_some() {
        meta = creation::calculate_metaclass(vm, &meta, &bases)?;
    }
    let bases = vm.new_tuple(bases);
    let namespace = prepare(vm, &meta, name, &bases, &keywords)?;
    let cell = vm.run_body(function, &namespace)?;
    if was_resolved {
        let key = vm.intern_str("__orig_bases__");
        vm.set_item(&namespace, &key, &vm.tuple_from_slice(orig_bases))?;
    }
    let class = call_with_keywords(vm, &meta, &[name.clone(), bases, namespace], &keywords)?;
    if class.as_type().is_some()
        && let Some(cell) = cell.downcast::<PyCell>()
    {
        check_cell(vm, cell, name, &class)?;
    }
    Ok(class)
}

/// `__class__` inside the body's methods must be the class by now.
fn check_cell(vm: &Vm, cell: &PyCell, name: &Ref, class: &Ref) -> PyResult<()> {
    let content = cell.value.get();
    if content.is(class) {
        return Ok(());
    }
    let (name, class) = (vm.repr_text(name)?, vm.repr_text(class)?);
    if content.is_null() {
        return Err(vm.runtime_error(format!(
            "__class__ not set defining {name} as {class}. Was __classcell__ propagated to type.__new__?"
        )));
    }
    let content = vm.repr_text(&content)?;
    Err(vm.type_error(format!(
        "__class__ set to {content} defining {name} as {class}"
    )))
}
