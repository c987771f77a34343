//! `ModuleSpec`: what is known about a module's import.
//!
//! The specs of modules that were imported natively make their loader when they are asked for it.
//! Invariant: everything but the loader stands in the instance's dict, as scripts can see and change it.
//! Next file to read: `bootstrap.rs`.

use super::bootstrap;
use crate::builtins::object::hash_not_implemented;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, getter, type_flags};
use crate::stdlib::bind_new;
use crate::syntax::ast::CompareOp;
use crate::{payload, receiver};

/// A `ModuleSpec` object.
#[repr(C)]
pub struct PyModuleSpec {
    pub(crate) header: Header,
    /// NULL until it is asked for.
    loader: Locked<Ref>,
    dict: DictWord,
}

payload!(
    PyModuleSpec,
    MODULE_SPEC,
    |this, visit| {
        this.loader
            .with(|l| l.opt().into_iter().for_each(&mut *visit));
        this.dict.visit(visit);
    },
    |this, sink| {
        sink.push(this.loader.replace(Ref::NULL));
        sink.push(this.dict.replace(Ref::NULL));
    }
);
receiver!(this, PyModuleSpec);

static MODULE_SPEC_DEF: TypeDef = TypeDef {
    module: "_frozen_importlib",
    doc: "The specification for a module, used for loading: its name, its loader, and where it comes from.",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: std::mem::offset_of!(PyModuleSpec, dict),
    slots: Slots {
        new: Some(spec_new),
        init: Some(spec_init),
        repr: Some(spec_repr),
        compare: Some(spec_compare),
        hash: Some(hash_not_implemented),
        ..Slots::NONE
    },
    getset: &[
        getset("__dict__", spec_dict, spec_set_dict, ""),
        getset("cached", spec_cached, spec_set_cached, ""),
        getset("has_location", spec_has_location, spec_set_has_location, ""),
        getset("loader", spec_loader, spec_set_loader, ""),
        getter("parent", spec_parent, "The name of the module's parent."),
    ],
    ..TypeDef::of::<PyModuleSpec>("ModuleSpec")
};
/// The type `importlib.machinery.ModuleSpec`.
pub static MODULE_SPEC: Type = Type::builtin(&MODULE_SPEC_DEF);

fn spec_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let made = PyModuleSpec {
        header: Header::new(ty),
        loader: Locked::new(Ref::none()),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, made, 0)
        .ok_or_else(|| vm.memory_error())
}

/// What a spec starts with.
struct Facts {
    name: Ref,
    origin: Ref,
    state: Ref,
    locations: Ref,
    has_location: bool,
}

fn fill(vm: &Vm, spec: &Ref, facts: Facts) -> PyResult<()> {
    let dict = vm.instance_dict(spec)?;
    for (name, value) in [
        ("name", facts.name),
        ("origin", facts.origin),
        ("loader_state", facts.state),
        ("submodule_search_locations", facts.locations),
        ("_uninitialized_submodules", vm.new_list(Vec::new())),
        ("_set_fileattr", Ref::bool(facts.has_location)),
        ("_cached", Ref::none()),
    ] {
        vm.dict_set(&dict, name, value)?;
    }
    Ok(())
}

fn spec_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    const SIGNATURE: &str = "name, loader, *, origin=None, loader_state=None, is_package=None";
    let [name, loader, origin, state, is_package] =
        bind_new::<5>(vm, "ModuleSpec.__init__", SIGNATURE, 2..=2, args)?;
    let or_none = |x: Ref| if x.is_null() { Ref::none() } else { x };
    let package = is_package
        .opt()
        .is_some_and(|p| vm.is_true(p).unwrap_or(false));
    let locations = if package {
        vm.new_list(Vec::new())
    } else {
        Ref::none()
    };
    this(x).loader.set(loader);
    let facts = Facts {
        name,
        origin: or_none(origin),
        state: or_none(state),
        locations,
        has_location: false,
    };
    fill(vm, x, facts)
}

/// The spec of a module that is imported natively: from a file, a package's folders, or neither.
pub fn new_spec(vm: &Vm, name: &str, file: Option<&str>, package: Option<&[String]>) -> PyResult {
    MODULE_SPEC.ready(vm);
    let spec = vm.alloc(PyModuleSpec {
        header: Header::new(&MODULE_SPEC),
        loader: Locked::new(Ref::NULL),
        dict: DictWord::new(),
    });
    let origin = match (file, package) {
        (Some(file), _) => vm.new_str(file),
        (None, Some(_)) => Ref::none(),
        (None, None) => vm.intern_str("built-in"),
    };
    let locations = match package {
        Some(folders) => vm.new_list(folders.iter().map(|f| vm.new_str(f)).collect()),
        None => Ref::none(),
    };
    let facts = Facts {
        name: vm.intern_str(name),
        origin,
        state: Ref::none(),
        locations,
        has_location: file.is_some(),
    };
    fill(vm, &spec, facts)?;
    Ok(spec)
}

fn attribute(vm: &Vm, x: &Ref, name: &str) -> PyResult {
    vm.get_attr_str(x, name)
}

/// The loader of a spec, made now if there was none yet.
pub fn spec_loader(vm: &Vm, x: &Ref) -> PyResult {
    let Some(spec) = x.downcast::<PyModuleSpec>() else {
        return attribute(vm, x, "loader");
    };
    let loader = spec.loader.get();
    if !loader.is_null() {
        return Ok(loader);
    }
    let made = bootstrap::make_loader(vm, x)?;
    spec.loader.set(made.clone());
    Ok(made)
}

fn spec_set_loader(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    this(x).loader.set(value.cloned().unwrap_or_else(Ref::none));
    Ok(())
}

fn spec_dict(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

fn spec_set_dict(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    crate::builtins::typeobject::attributes::instance_set_dict(vm, x, value)
}

fn spec_has_location(vm: &Vm, x: &Ref) -> PyResult {
    attribute(vm, x, "_set_fileattr")
}

fn spec_set_has_location(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = match value {
        Some(v) => vm.is_true(v)?,
        None => false,
    };
    vm.set_attr(x, &vm.intern_str("_set_fileattr"), &Ref::bool(value))
}

fn spec_cached(vm: &Vm, x: &Ref) -> PyResult {
    let known = attribute(vm, x, "_cached")?;
    if !known.is_none() || !vm.is_true(&spec_has_location(vm, x)?)? {
        return Ok(known);
    }
    let origin = attribute(vm, x, "origin")?;
    let text = vm.str_lossy(&origin);
    let (folder, file) = text.rsplit_once('/').map_or(("", &*text), |(a, b)| (a, b));
    let Some(stem) = file.strip_suffix(".py") else {
        return Ok(Ref::none());
    };
    let slash = if folder.is_empty() { "" } else { "/" };
    let tag = "minipy-314";
    Ok(vm.new_str(&format!("{folder}{slash}__pycache__/{stem}.{tag}.pyc")))
}

fn spec_set_cached(vm: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let value = value.cloned().unwrap_or_else(Ref::none);
    vm.set_attr(x, &vm.intern_str("_cached"), &value)
}

fn spec_parent(vm: &Vm, x: &Ref) -> PyResult {
    let name = attribute(vm, x, "name")?;
    if !attribute(vm, x, "submodule_search_locations")?.is_none() {
        return Ok(name);
    }
    let text = vm.str_lossy(&name);
    Ok(vm.new_str(text.rsplit_once('.').map_or("", |(parent, _)| parent)))
}

fn spec_repr(vm: &Vm, x: &Ref) -> PyResult {
    let mut parts = vec![
        format!("name={}", vm.repr_text(&attribute(vm, x, "name")?)?),
        format!("loader={}", vm.repr_text(&spec_loader(vm, x)?)?),
    ];
    for name in ["origin", "submodule_search_locations"] {
        let value = attribute(vm, x, name)?;
        if !value.is_none() {
            parts.push(format!("{name}={}", vm.repr_text(&value)?));
        }
    }
    let class = crate::stdlib::type_name(x.ty());
    Ok(vm.new_str(&format!("{class}({})", parts.join(", "))))
}

fn spec_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::NotEq => false,
        _ => return Ok(Ref::not_implemented()),
    };
    if y.downcast::<PyModuleSpec>().is_none() {
        return Ok(Ref::not_implemented());
    }
    for name in [
        "name",
        "loader",
        "origin",
        "submodule_search_locations",
        "cached",
        "has_location",
    ] {
        if !vm.equal(&attribute(vm, x, name)?, &attribute(vm, y, name)?)? {
            return Ok(Ref::bool(!wanted));
        }
    }
    Ok(Ref::bool(wanted))
}
