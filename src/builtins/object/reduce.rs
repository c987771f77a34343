//! What pickle and copy ask of every object: `__reduce__`, `__reduce_ex__`, `__getstate__`.
//!
//! Invariant: the answers are those of `copyreg`, which supplies the functions they name.
//! Next file to read: `../typeobject/mod.rs`.

use crate::builtins::descriptors::member::PyMemberDescriptor;
use crate::builtins::dict::{DICT, PyDict};
use crate::builtins::list::LIST;
use crate::builtins::tuple;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::payload::PlainObject;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

fn copyreg(vm: &Vm, name: &str) -> PyResult {
    let module = crate::vm::import::import_module(vm, "copyreg")?;
    vm.get_attr_str(&module, name)
}

pub(super) fn object_reduce(vm: &Vm, args: &[Ref]) -> PyResult {
    reduce_default(vm, &args[0], 0)
}

pub(super) fn object_reduce_ex(vm: &Vm, args: &[Ref]) -> PyResult {
    let x = &args[0];
    let protocol = vm.index_i64(&args[1])?;
    let name = &vm.names().__reduce__;
    let default = super::OBJECT.lookup(vm, name);
    let own = x.ty().lookup(vm, name);
    if let (Some(own), Some(default)) = (own, default)
        && !own.is(&default)
    {
        let reduce = vm.get_attr(x, name)?;
        return vm.call(&reduce, &[]);
    }
    reduce_default(vm, x, protocol)
}

fn reduce_default(vm: &Vm, x: &Ref, protocol: i64) -> PyResult {
    if protocol >= 2 {
        return reduce_newobj(vm, x);
    }
    let f = copyreg(vm, "_reduce_ex")?;
    vm.call(&f, &[x.clone(), vm.int(protocol)])
}

/// The arguments for `__new__` that the object asks for: positional, keywords; `None` without a hook.
fn new_arguments(vm: &Vm, x: &Ref) -> PyResult<Option<(Ref, Option<Ref>)>> {
    if let Some(f) = vm.get_attr_opt(x, &vm.names().__getnewargs_ex__)? {
        let r = vm.call(&f, &[])?;
        if !r.is_instance(&tuple::TUPLE) {
            let got = r.ty().name();
            return Err(vm.type_error(format!(
                "__getnewargs_ex__ should return a tuple, not '{got}'"
            )));
        }
        let [args, kwargs] = tuple::items(&r) else {
            let n = tuple::items(&r).len();
            return Err(vm.value_error(format!(
                "__getnewargs_ex__ should return a tuple of length 2, not {n}"
            )));
        };
        if !args.is_instance(&tuple::TUPLE) {
            let got = args.ty().name();
            return Err(vm.type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{got}'"
            )));
        }
        if !kwargs.is_instance(&DICT) {
            let got = kwargs.ty().name();
            return Err(vm.type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{got}'"
            )));
        }
        return Ok(Some((args.clone(), Some(kwargs.clone()))));
    }
    if let Some(f) = vm.get_attr_opt(x, &vm.names().__getnewargs__)? {
        let r = vm.call(&f, &[])?;
        if !r.is_instance(&tuple::TUPLE) {
            let got = r.ty().name();
            return Err(vm.type_error(format!("__getnewargs__ should return a tuple, not '{got}'")));
        }
        return Ok(Some((r, None)));
    }
    Ok(None)
}

fn reduce_newobj(vm: &Vm, x: &Ref) -> PyResult {
    let ty = x.ty().to_ref();
    if x.ty().slots().new.is_none() {
        return Err(vm.type_error(format!("cannot pickle '{}' object", x.ty().name())));
    }
    let extra = new_arguments(vm, x)?;
    let has_arguments = extra.is_some();
    let (args, kwargs) = extra.unwrap_or_else(|| (vm.known().empty_tuple.clone(), None));
    let kwargs = kwargs.filter(|k| k.downcast::<PyDict>().is_some_and(|d| !d.is_empty()));
    let (function, arguments) = match kwargs {
        None => {
            let mut all = vec![ty];
            all.extend_from_slice(tuple::items(&args));
            (copyreg(vm, "__newobj__")?, vm.new_tuple(all))
        }
        Some(kw) => (
            copyreg(vm, "__newobj_ex__")?,
            vm.new_tuple(vec![ty, args, kw]),
        ),
    };
    let is_list = x.is_instance(&LIST);
    let is_dict = x.is_instance(&DICT);
    let required = !has_arguments && !is_list && !is_dict;
    let state = object_state(vm, x, required)?;
    let list_items = if is_list { vm.iter(x)? } else { Ref::none() };
    let dict_items = if is_dict {
        let items = vm.call_method(x, &vm.names().items, &[])?;
        vm.iter(&items)?
    } else {
        Ref::none()
    };
    Ok(vm.new_tuple(vec![function, arguments, state, list_items, dict_items]))
}

/// `x.__getstate__()`, the default one directly.
fn object_state(vm: &Vm, x: &Ref, required: bool) -> PyResult {
    let name = &vm.names().__getstate__;
    let default = super::OBJECT.lookup(vm, name);
    match (x.ty().lookup(vm, name), default) {
        (Some(own), Some(default)) if own.is(&default) => default_state(vm, x, required),
        _ => {
            let f = vm.get_attr(x, name)?;
            vm.call_args(&f, Args::EMPTY)
        }
    }
}

/// Names of all `__slots__` along the MRO.
fn slot_names(vm: &Vm, ty: &Type) -> Vec<Ref> {
    let mut names = Vec::new();
    for class in ty.mro().filter(|c| c.is_heap()) {
        let Some(d) = class.dict(vm).downcast::<PyDict>() else {
            continue;
        };
        names.extend(
            d.pairs()
                .iter()
                .filter_map(|(_, v)| v.downcast::<PyMemberDescriptor>().map(|m| m.name.clone())),
        );
    }
    names
}

/// The state of an object: its `__dict__` (or `None`), paired with its `__slots__` if any are set.
pub(super) fn default_state(vm: &Vm, x: &Ref, required: bool) -> PyResult {
    let ty = x.ty();
    if required && ty.native_base().layout().size > size_of::<PlainObject>() {
        return Err(vm.type_error(format!("cannot pickle '{}' object", ty.name())));
    }
    let mut state = Ref::none();
    if vm.has_instance_dict(x) {
        let d = vm.instance_dict(x)?;
        if let Some(d) = d.downcast::<PyDict>()
            && !d.is_empty()
        {
            state = vm.dict_from_pairs(d.pairs())?;
        }
    }
    let slots = vm.new_dict();
    for name in slot_names(vm, ty) {
        if let Some(v) = vm.get_attr_opt(x, &name)? {
            vm.set_item(&slots, &name, &v)?;
        }
    }
    if slots.downcast::<PyDict>().is_some_and(|d| !d.is_empty()) {
        return Ok(vm.new_tuple(vec![state, slots]));
    }
    Ok(state)
}
