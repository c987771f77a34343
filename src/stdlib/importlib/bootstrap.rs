//! The finders of `sys.meta_path`, and loading CPython's import system in Python when it is needed.
//!
//! `sys.meta_path` starts with three types that stand for CPython's finders. When the import system in Python
//! is loaded, its own finders take their places in the list. `import` tells both apart from finders of scripts,
//! and does what the standard ones would do natively.
//! Invariant: while the import system itself is being loaded, all imports are native.
//! Next file to read: `imp.rs`.

use crate::builtins::list::PyList;
use crate::objects::args::{MethodDef, classmethod};
use crate::objects::context::Vm;
use crate::objects::payload::{Locked, PlainObject};
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, TypeDef, type_flags};
use crate::stdlib::packed;
use crate::vm::import::{self, Found, LIBRARY};

const METHODS: &[MethodDef] = &[
    classmethod(
        "find_spec",
        finder_find_spec,
        "type, fullname, path=None, target=None",
        "Find the spec of a module.",
    ),
    classmethod(
        "invalidate_caches",
        finder_invalidate_caches,
        "type",
        "Forget what folders hold.",
    ),
];

macro_rules! finder {
    ($ty:ident, $def:ident, $name:literal, $module:literal) => {
        static $def: TypeDef = TypeDef {
            module: $module,
            flags: type_flags::NO_NEW,
            methods: METHODS,
            ..TypeDef::of::<PlainObject>($name)
        };
        static $ty: Type = Type::builtin(&$def);
    };
}
finder!(BUILTIN, BUILTIN_DEF, "BuiltinImporter", "_frozen_importlib");
finder!(FROZEN, FROZEN_DEF, "FrozenImporter", "_frozen_importlib");
finder!(PATH, PATH_DEF, "PathFinder", "_frozen_importlib_external");

/// One of the finders every interpreter starts with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standard {
    /// Native modules.
    Builtin,
    /// Frozen modules, of which there are none.
    Frozen,
    /// `sys.path`.
    Path,
}

const STANDARD: [Standard; 3] = [Standard::Builtin, Standard::Frozen, Standard::Path];

/// What is known of the import system in Python.
#[derive(Default)]
struct Machinery(Locked<Option<Loaded>>);

#[derive(Clone)]
struct Loaded {
    /// Its finders, in the order of [`STANDARD`].
    finders: Vec<Ref>,
    /// The hooks it put in `sys.path_hooks`.
    hooks: Vec<Ref>,
    make_loader: Ref,
    bootstrap: Ref,
}

/// Whether this thread is loading the import system right now.
#[derive(Default)]
struct Loading(bool);

fn placeholders() -> [&'static Type; 3] {
    [&BUILTIN, &FROZEN, &PATH]
}

/// What `sys.meta_path` starts with.
pub fn initial_meta_path(vm: &Vm) -> Ref {
    let types = placeholders().map(|t| {
        t.ready(vm);
        t.to_ref()
    });
    vm.new_list(types.to_vec())
}

fn loaded(vm: &Vm) -> Option<Loaded> {
    vm.interp.state::<Machinery>().0.get()
}

fn standard(known: Option<&Loaded>, finder: &Ref) -> Option<Standard> {
    let native = placeholders().iter().position(|t| finder.is_type(t));
    let at = native.or_else(|| known?.finders.iter().position(|f| f.is(finder)))?;
    STANDARD.get(at).copied()
}

/// Who is to be asked for a module.
pub enum Plan {
    /// Only what every interpreter starts with.
    Native,
    /// These, one after the other.
    Walk(Vec<Finder>),
}

/// An entry of `sys.meta_path`.
pub enum Finder {
    /// Found natively.
    Standard(Standard),
    /// A finder in Python.
    Python(Ref),
}

/// What `sys.meta_path` and `sys.path_hooks` ask for.
pub fn plan(vm: &Vm) -> PyResult<Plan> {
    if vm.with_local::<Loading, _>(|l| l.0) {
        return Ok(Plan::Native);
    }
    let sys = &vm.known().sys;
    let items = |name: &str| {
        let list = vm.dict_get(sys, name)?;
        list.downcast::<PyList>().map(PyList::to_vec)
    };
    let Some(entries) = items("meta_path") else {
        return Ok(Plan::Native);
    };
    let known = loaded(vm);
    let hooks = items("path_hooks").unwrap_or_default();
    let own_hooks = hooks.iter().any(|h| {
        let known = known.as_ref().map_or(&[][..], |k| &k.hooks);
        !known.iter().any(|k| k.is(h))
    });
    let mut walk = Vec::with_capacity(entries.len());
    for entry in &entries {
        walk.push(match standard(known.as_ref(), entry) {
            Some(Standard::Path) if own_hooks => {
                bootstrap(vm)?;
                let finder = loaded(vm).and_then(|k| k.finders.get(2).cloned());
                Finder::Python(finder.unwrap_or_else(|| entry.clone()))
            }
            Some(s) => Finder::Standard(s),
            None => Finder::Python(entry.clone()),
        });
    }
    let usual = walk.len() == STANDARD.len()
        && walk
            .iter()
            .zip(STANDARD)
            .all(|(f, s)| matches!(f, Finder::Standard(found) if *found == s));
    Ok(if usual {
        Plan::Native
    } else {
        Plan::Walk(walk)
    })
}

/// Asks a finder in Python for a module; loads what it found.
pub fn ask(vm: &Vm, finder: &Ref, name: &str, path: Option<&Ref>) -> PyResult<Option<Ref>> {
    let Some(find_spec) = vm.get_attr_opt(finder, &vm.intern_str("find_spec"))? else {
        return Ok(None);
    };
    let path = path.cloned().unwrap_or_else(Ref::none);
    let spec = vm.call(&find_spec, &[vm.new_str(name), path, Ref::none()])?;
    if spec.is_none() {
        return Ok(None);
    }
    bootstrap(vm)?;
    let Some(known) = loaded(vm) else {
        return Ok(None);
    };
    vm.call_method_str(&known.bootstrap, "_load_unlocked", &[spec])
        .map(Some)
}

/// The loader of a module that was imported natively.
pub fn make_loader(vm: &Vm, spec: &Ref) -> PyResult {
    bootstrap(vm)?;
    match loaded(vm) {
        Some(known) => vm.call(&known.make_loader, std::slice::from_ref(spec)),
        None => Ok(Ref::none()),
    }
}

/// Loads the import system in Python, unless it is there already.
pub fn bootstrap(vm: &Vm) -> PyResult<()> {
    if loaded(vm).is_some() || vm.with_local::<Loading, _>(|l| l.0) {
        return Ok(());
    }
    vm.with_local::<Loading, _>(|l| l.0 = true);
    let result = load(vm);
    vm.with_local::<Loading, _>(|l| l.0 = false);
    result
}

fn library_module(vm: &Vm, name: &str, place: &str) -> PyResult {
    if let Some(module) = vm.dict_get(&vm.known().modules, name) {
        return Ok(module);
    }
    let Some(file) = packed::find(place) else {
        return Err(vm.runtime_error(format!("the library has no {place}")));
    };
    let found = Found::Source {
        source: file.source().into_owned(),
        file: format!("{LIBRARY}/{}", file.file),
        package: None,
    };
    import::load(vm, name, found)
}

fn load(vm: &Vm) -> PyResult<()> {
    let bootstrap = library_module(vm, "_frozen_importlib", "importlib._bootstrap")?;
    let external = library_module(
        vm,
        "_frozen_importlib_external",
        "importlib._bootstrap_external",
    )?;
    let glue = import::import_module(vm, "_minipy_importlib")?;
    let modules = &vm.known().modules;
    drop(crate::builtins::dict::remove_str(
        modules,
        &vm.intern_str("_minipy_importlib"),
    ));
    super::spec::MODULE_SPEC.ready(vm);
    let set_up = vm.get_attr_str(&glue, "set_up")?;
    let class = super::spec::MODULE_SPEC.to_ref();
    let made = vm.call(&set_up, &[bootstrap.clone(), external, class])?;
    let [finders, hooks, make_loader] = crate::builtins::tuple::items(&made) else {
        return Err(vm.runtime_error("the import system was not set up"));
    };
    let known = Loaded {
        finders: vm.collect_items(finders)?,
        hooks: vm.collect_items(hooks)?,
        make_loader: make_loader.clone(),
        bootstrap,
    };
    if let Some(list) = vm.dict_get(&vm.known().sys, "meta_path")
        && let Some(list) = list.downcast::<PyList>()
    {
        for (at, entry) in list.to_vec().into_iter().enumerate() {
            let place = placeholders().iter().position(|t| entry.is_type(t));
            if let Some(real) = place.and_then(|p| known.finders.get(p)) {
                let old = list.items.with(|items| {
                    let item = items.get_mut(at)?;
                    Some(std::mem::replace(item, real.clone()))
                });
                drop(old);
            }
        }
    }
    drop(vm.interp.state::<Machinery>().0.replace(Some(known)));
    Ok(())
}

/// The finder in Python that a type of ours stands for.
fn real(vm: &Vm, class: &Ref) -> PyResult {
    bootstrap(vm)?;
    let known = loaded(vm);
    let at = placeholders().iter().position(|t| class.is_type(t));
    let found = known.zip(at).and_then(|(k, at)| k.finders.get(at).cloned());
    found.ok_or_else(|| vm.type_error("not a standard finder"))
}

fn finder_find_spec(vm: &Vm, args: &[Ref]) -> PyResult {
    let finder = real(vm, &args[0])?;
    let given: Vec<Ref> = args[1..].iter().filter(|a| !a.is_null()).cloned().collect();
    vm.call_method_str(&finder, "find_spec", &given)
}

fn finder_invalidate_caches(vm: &Vm, args: &[Ref]) -> PyResult {
    let finder = real(vm, &args[0])?;
    vm.call_method_str(&finder, "invalidate_caches", &[])
}
