//! `iter`, `next` and their asynchronous kin, `len`, `sorted`.
//!
//! Invariant: `next()` lets a StopIteration that a script raised through as it is; one that native
//! code did not make is made here.
//! Next file to read: `reduction.rs`.

use crate::builtins::{anext_awaitable, iterators};
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

/// `len()`
pub(super) fn builtins_len(vm: &Vm, args: &[Ref]) -> PyResult {
    vm.len(&args[0]).map(|n| vm.int(n as i64))
}

/// `iter()`
pub(super) fn builtins_iter(vm: &Vm, args: &[Ref]) -> PyResult {
    let Some(sentinel) = args[1].opt() else {
        return vm.iter(&args[0]);
    };
    if args[0].ty().slots().call.is_none() {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    Ok(iterators::new_callable_iterator(
        vm,
        args[0].clone(),
        sentinel.clone(),
    ))
}

/// `next()`
pub(super) fn builtins_next(vm: &Vm, args: &[Ref]) -> PyResult {
    let (it, default) = (&args[0], args[1].opt());
    let Some(next) = it.ty().slots().next else {
        return Err(vm.type_error(format!("'{}' object is not an iterator", it.ty().name())));
    };
    if default.is_none() && crate::builtins::typeobject::slot_functions::is_scripted_next(it.ty()) {
        return match vm.call_special(it, &vm.names().__next__, &[])? {
            Some(v) => Ok(v),
            None => Err(vm.type_error(format!("'{}' object is not an iterator", it.ty().name()))),
        };
    }
    vm.take_stop_value();
    match (next(vm, it)?, default) {
        (Some(v), _) => Ok(v),
        (None, Some(d)) => {
            vm.take_stop_value();
            Ok(d.clone())
        }
        (None, None) => Err(stop_iteration(vm)),
    }
}

/// The StopIteration that a `next` slot did not make.
pub fn stop_iteration(vm: &Vm) -> Exc {
    let value = vm.take_stop_value();
    vm.stop_iteration(Some(value).filter(|v| !v.is_none()))
}

/// `aiter()`
pub(super) fn builtins_aiter(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let Some(aiter) = x.ty().slots().aiter else {
        return Err(vm.type_error(format!(
            "'{}' object is not an async iterable",
            x.ty().name()
        )));
    };
    let it = aiter(vm, x)?;
    if it.ty().slots().anext.is_none() {
        let got = it.ty().name();
        return Err(vm.type_error(format!(
            "aiter() returned not an async iterator of type '{got}'"
        )));
    }
    Ok(it)
}

/// `anext()`
pub(super) fn builtins_anext(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let Some(anext) = x.ty().slots().anext else {
        return Err(vm.type_error(format!(
            "'{}' object is not an async iterator",
            x.ty().name()
        )));
    };
    let awaitable = anext(vm, x)?;
    Ok(match args[1].opt() {
        Some(default) => anext_awaitable::new_anext_awaitable(vm, awaitable, default.clone()),
        None => awaitable,
    })
}

/// `sorted()`: a list of the items, sorted by its own method.
pub(super) fn builtins_sorted(vm: &Vm, args: &[Ref]) -> PyResult {
    let list = vm.new_list(vm.collect_items(&args[0])?);
    let mut kwnames = Vec::with_capacity(2);
    let mut values = Vec::with_capacity(2);
    for (name, value) in [("key", &args[1]), ("reverse", &args[2])] {
        if let Some(v) = value.opt() {
            kwnames.push(vm.intern_str(name));
            values.push(v.clone());
        }
    }
    let sort = vm.get_attr_str(&list, "sort")?;
    vm.call_args(
        &sort,
        Args {
            values: &values,
            kwnames: &kwnames,
        },
    )?;
    Ok(list)
}
