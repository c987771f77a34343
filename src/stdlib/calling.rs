//! Small services for native modules: constructors' arguments, calls with `*args` and `**kwargs`.
//!
//! Invariant: nothing here knows a module.
//! Next file to read: `modules.rs`.

use crate::builtins::dict::PyDict;
use crate::objects::args::{Args, Callee, Signature, bind};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::SlotId;
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

/// Binds the arguments of a type's `__new__` to `N` parameters; those not given are NULL. Calls by position
/// alone, from `required` up to all `positional` ones, do without parsing the signature.
pub fn bind_new<const N: usize>(
    vm: &Vm,
    name: &str,
    signature: &'static str,
    positional: std::ops::RangeInclusive<usize>,
    args: Args,
) -> PyResult<[Ref; N]> {
    let mut slots = [const { Ref::NULL }; N];
    if args.kwnames.is_empty() && positional.contains(&args.values.len()) {
        for (slot, value) in slots.iter_mut().zip(args.values) {
            *slot = value.clone();
        }
        return Ok(slots);
    }
    let callee = Callee {
        name,
        qualname: name,
        has_self: false,
    };
    bind(vm, &Signature::parse(signature), callee, args, &mut slots)?;
    Ok(slots)
}

/// The arguments of a type's `__new__` that takes no keywords, their number checked. A class derived from
/// `base` may have an `__init__` that takes some.
pub fn only_positional<'a>(
    vm: &Vm,
    ty: &Type,
    base: &Type,
    count: std::ops::RangeInclusive<usize>,
    args: Args<'a>,
) -> PyResult<&'a [Ref]> {
    let name = type_name(base);
    if !args.kwnames.is_empty() && ty.shares_slot(base, SlotId::init) {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let given = args.pos().len();
    if count.contains(&given) {
        return Ok(args.pos());
    }
    let (least, most) = (*count.start(), *count.end());
    let (word, bound) = if least == most {
        ("", least)
    } else if given < least {
        ("at least ", least)
    } else {
        ("at most ", most)
    };
    let plural = if bound == 1 { "" } else { "s" };
    Err(vm.type_error(format!(
        "{name} expected {word}{bound} argument{plural}, got {given}"
    )))
}

/// Defines a function that views a receiver as its payload, for the methods and slots of a type: they are only
/// ever called with instances of it.
#[macro_export]
macro_rules! receiver {
    ($name:ident, $payload:ty) => {
        #[inline(always)]
        fn $name(x: &$crate::objects::refcount::Ref) -> &$payload {
            match x.downcast::<$payload>() {
                Some(payload) => payload,
                None => unreachable!("methods of a type get its instances"),
            }
        }
    };
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
