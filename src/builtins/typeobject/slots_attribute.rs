//! `__slots__`: which names become words of the instance.
//!
//! Invariant: the names that come out are mangled, sorted, distinct from the class's own
//! attributes, and interned.
//! Next file to read: `slot_updates.rs`.

use crate::builtins::bytes::BYTES;
use crate::builtins::dict;
use crate::builtins::int::INT;
use crate::builtins::tuple::TUPLE;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::types::{Type, type_flags};

/// What `__slots__` (or its absence) asks for.
pub(super) struct SlotsRequest {
    /// Names that become words.
    pub names: Vec<Ref>,
    /// Whether instances get a `__dict__` word.
    pub add_dict: bool,
    /// Whether instances become weakly referable.
    pub add_weakref: bool,
}

/// Whether instances of a builtin type vary in size in CPython, which forbids slots behind them.
fn varies_in_size(base: &Type) -> bool {
    let native = base.native_base();
    [&INT, &TUPLE, &BYTES].iter().any(|t| native.is_subtype(t)) || native.has(type_flags::TYPE)
}

/// Reads `__slots__` from a new class's namespace.
pub(super) fn request(
    vm: &Vm,
    class_name: &Ref,
    namespace: &Ref,
    base: &Type,
    bases: &[Ref],
) -> PyResult<SlotsRequest> {
    let is_class = base.has(type_flags::TYPE);
    let may_add_dict = base.dict_offset() == 0 && !is_class;
    let may_add_weakref = !base.has(type_flags::WEAKREF) && !varies_in_size(base);
    let Some(slots) = dict::get_str(namespace, &vm.names().__slots__) else {
        return Ok(SlotsRequest {
            names: vec![],
            add_dict: may_add_dict,
            add_weakref: may_add_weakref,
        });
    };
    let items = if slots.as_str().is_some() {
        vec![slots.clone()]
    } else {
        vm.collect_items(&slots)?
    };
    if !items.is_empty() && varies_in_size(base) {
        return Err(vm.type_error(format!(
            "nonempty __slots__ not supported for subtype of '{}'",
            base.name()
        )));
    }
    let mut out = SlotsRequest {
        names: Vec::new(),
        add_dict: false,
        add_weakref: false,
    };
    for item in items {
        check_identifier(vm, &item)?;
        if item.str_is("__dict__") {
            if !may_add_dict || out.add_dict {
                return Err(vm.type_error("__dict__ slot disallowed: we already got one"));
            }
            out.add_dict = true;
        } else if item.str_is("__weakref__") {
            if !may_add_weakref || out.add_weakref {
                return Err(vm.type_error("__weakref__ slot disallowed: we already got one"));
            }
            out.add_weakref = true;
        } else {
            out.names.push(mangled(vm, class_name, &item));
        }
    }
    out.names.sort_by_key(|n| vm.str_lossy(n));
    for name in &out.names {
        let own = name.str_is("__qualname__")
            || name.str_is("__classcell__")
            || name.str_is("__classdictcell__");
        if !own && dict::get_str(namespace, name).is_some() {
            let shown = vm.repr_text(name)?;
            return Err(vm.value_error(format!(
                "{shown} in __slots__ conflicts with class variable"
            )));
        }
    }
    for other in bases
        .iter()
        .filter_map(Ref::as_type)
        .filter(|t| !std::ptr::eq(*t, base))
    {
        out.add_dict |= may_add_dict && other.dict_offset() != 0;
        out.add_weakref |= may_add_weakref && other.has(type_flags::WEAKREF);
    }
    Ok(out)
}

fn check_identifier(vm: &Vm, item: &Ref) -> PyResult<()> {
    let Some(text) = item.as_str() else {
        return Err(vm.type_error(format!(
            "__slots__ items must be strings, not '{}'",
            item.ty().name()
        )));
    };
    let text = text.view().to_utf8_lossy();
    let mut chars = text.chars();
    let starts = chars
        .next()
        .is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
    if starts && chars.all(unicode_ident::is_xid_continue) {
        return Ok(());
    }
    Err(vm.type_error("__slots__ must be identifiers"))
}

/// A private name as the compiler spells it inside the class.
fn mangled(vm: &Vm, class_name: &Ref, name: &Ref) -> Ref {
    let text = vm.str_lossy(name);
    let class = vm.str_lossy(class_name);
    let class = class.trim_start_matches('_');
    if !text.starts_with("__") || text.ends_with("__") || text.contains('.') || class.is_empty() {
        return vm.intern_str(&text);
    }
    vm.intern_str(&format!("_{class}{text}"))
}
