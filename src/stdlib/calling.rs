//! Small services for native modules: constructors' arguments, calls with `*args` and `**kwargs`.
//!
//! Invariant: nothing here knows a module.
//! Next file to read: `modules.rs`.

use crate::builtins::dict::PyDict;
use crate::objects::args::{Args, Callee, Signature, bind};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::Type;

/// Binds the arguments of a constructor to `N` parameters; those not given are NULL.
pub fn bind_init<const N: usize>(
    vm: &Vm,
    class: &str,
    signature: &'static str,
    args: Args,
) -> PyResult<[Ref; N]> {
    let parsed = Signature::parse(signature);
    let mut slots = [const { Ref::NULL }; N];
    let qualname = format!("{class}.__init__");
    let callee = Callee {
        name: &qualname,
        qualname: &qualname,
        has_self: false,
    };
    bind(vm, &parsed, callee, args, &mut slots)?;
    Ok(slots)
}

/// `f(*args, **kwargs)`, where `args` is any iterable and `kwargs` a dict, `None` or NULL.
pub fn call_with(vm: &Vm, f: &Ref, args: &Ref, kwargs: &Ref) -> PyResult {
    let mut values = match args.opt() {
        Some(a) => vm.collect_items(a)?,
        None => Vec::new(),
    };
    let mut kwnames = Vec::new();
    if let Some(d) = kwargs.opt().filter(|d| !d.is_none()) {
        let pairs = match d.downcast::<PyDict>() {
            Some(d) => d.pairs(),
            None => mapping_pairs(vm, d)?,
        };
        for (name, value) in pairs {
            if name.as_str().is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
            kwnames.push(name);
            values.push(value);
        }
    }
    vm.call_args(
        f,
        Args {
            values: &values,
            kwnames: &kwnames,
        },
    )
}

fn mapping_pairs(vm: &Vm, mapping: &Ref) -> PyResult<Vec<(Ref, Ref)>> {
    let keys = vm.call_method_str(mapping, "keys", &[])?;
    let keys = vm.collect_items(&keys)?;
    keys.into_iter()
        .map(|k| vm.get_item(mapping, &k).map(|v| (k, v)))
        .collect()
}

/// `ty.__name__`, without a module.
pub fn type_name(ty: &Type) -> &str {
    ty.def().map_or_else(|| ty.name(), |d| d.name)
}

/// The class of `x` with its module, as default reprs show it.
pub fn qualified_type_name(vm: &Vm, x: &Ref) -> String {
    let ty = x.ty();
    if let Some(def) = ty.def() {
        return format!("{}.{}", def.module, def.name);
    }
    let class = ty.to_ref();
    let part = |name: &str| {
        vm.get_attr_str(&class, name)
            .map(|v| vm.str_lossy(&v))
            .unwrap_or_default()
    };
    format!("{}.{}", part("__module__"), part("__qualname__"))
}

/// The class of `x` as newer errors name it: with its module, unless everybody knows that.
pub fn full_type_name(vm: &Vm, x: &Ref) -> String {
    let name = qualified_type_name(vm, x);
    let bare = ["builtins.", "__main__."]
        .iter()
        .find_map(|module| name.strip_prefix(module).map(String::from));
    bare.unwrap_or(name)
}
