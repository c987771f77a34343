//! `OrderedDict`: its slots; methods stand in `ordered_methods.rs`, views and iterators in
//! `ordered_iterator.rs`.
//!
//! The table of every dict keeps its keys in order, so nothing is kept beside it: moving a key to
//! an end is an operation of the table.
//! Invariant: the payload starts as that of `dict`.
//! Next file to read: `ordered_methods.rs`.

use super::ordered_iterator::{keys_view, new_iterator};
use super::ordered_methods::{self, update_from};
use crate::builtins::arguments::between;
use crate::builtins::dict::{DICT, KEYS, PyDict};
use crate::builtins::typeobject::attributes::instance_set_dict;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::dict::DictTable;
use crate::objects::header::Header;
use crate::objects::instance::DictWord;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getset, type_flags};
use crate::payload;
use crate::stdlib::type_name;
use crate::syntax::ast::CompareOp;
use std::mem::offset_of;

/// An `OrderedDict` object.
#[repr(C)]
pub struct PyOrderedDict {
    pub(crate) header: Header,
    table: Locked<DictTable>,
    dict: DictWord,
}

const _: () = assert!(offset_of!(PyOrderedDict, table) == offset_of!(PyDict, table));

payload!(
    PyOrderedDict,
    ORDERED_DICT,
    |this, visit| {
        this.dict.visit(visit);
        this.table.with(|t| t.visit(visit));
    },
    |this, sink| {
        sink.push(this.dict.replace(Ref::NULL));
        this.table.take().drain_into(sink);
    }
);

static ORDERED_DICT_DEF: TypeDef = TypeDef {
    module: "collections",
    base: Some(&DICT),
    doc: "Dictionary that remembers insertion order",
    flags: type_flags::BASE | type_flags::WEAKREF,
    dict_offset: offset_of!(PyOrderedDict, dict),
    slots: Slots {
        new: Some(ordered_new),
        init: Some(ordered_init),
        repr: Some(ordered_repr),
        compare: Some(ordered_compare),
        iter: Some(ordered_iter),
        or: Some(ordered_or),
        ior: Some(ordered_ior),
        ..Slots::NONE
    },
    methods: ordered_methods::METHODS,
    getset: &[getset(
        "__dict__",
        ordered_attributes,
        instance_set_dict,
        "",
    )],
    ..TypeDef::of::<PyOrderedDict>("OrderedDict")
};
/// The type `collections.OrderedDict`.
pub static ORDERED_DICT: Type = Type::builtin(&ORDERED_DICT_DEF);

/// The dict behind a value that is known to be an `OrderedDict`.
pub(super) fn table_of(x: &Ref) -> &PyDict {
    match x.downcast::<PyDict>() {
        Some(d) => d,
        None => unreachable!("methods of OrderedDict get dicts"),
    }
}

fn ordered_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    new_with(vm, ty, DictTable::new())
}

/// An ordered dict of this class with this table.
pub(super) fn new_with(vm: &Vm, ty: &Type, table: DictTable) -> PyResult {
    let payload = PyOrderedDict {
        header: Header::new(ty),
        table: Locked::new(table),
        dict: DictWord::new(),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn ordered_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let given = args.positional_count();
    if given > 1 {
        let text = format!("expected at most 1 argument, got {given}");
        return Err(vm.type_error(text));
    }
    if let [other] = between(vm, "OrderedDict", args, 0, 1)? {
        update_from(vm, x, other)?;
    }
    for (name, value) in args.keywords() {
        vm.set_item(x, name, value)?;
    }
    Ok(())
}

fn ordered_repr(vm: &Vm, x: &Ref) -> PyResult {
    let name = type_name(x.ty());
    if table_of(x).is_empty() {
        return Ok(vm.new_str(&format!("{name}()")));
    }
    let shown = vm.repr_guard(x, || {
        let plain = if x.is_exactly(&ORDERED_DICT) {
            vm.dict_from_pairs(table_of(x).pairs())?
        } else {
            let items = vm.call_method_str(x, "items", &[])?;
            vm.call_one(&DICT.to_ref(), &items)?
        };
        let inner = vm.repr_text(&plain)?;
        Ok(vm.new_str(&format!("{name}({inner})")))
    })?;
    Ok(shown.unwrap_or_else(|| vm.new_str("...")))
}

fn ordered_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyDict>(), y.downcast::<PyDict>()) else {
        return Ok(Ref::not_implemented());
    };
    let negated = match op {
        CompareOp::Eq => false,
        CompareOp::NotEq => true,
        _ => return Ok(Ref::not_implemented()),
    };
    let mut same = match DICT.slots().compare {
        Some(f) => vm.is_true(&f(vm, x, y, CompareOp::Eq)?)?,
        None => false,
    };
    if same && x.is_instance(&ORDERED_DICT) && y.is_instance(&ORDERED_DICT) {
        let (mut i, mut j) = (0, 0);
        while let (Some((next_i, p, _)), Some((next_j, q, _))) = (a.next_pair(i), b.next_pair(j)) {
            if !vm.equal(&p, &q)? {
                same = false;
                break;
            }
            (i, j) = (next_i, next_j);
        }
    }
    Ok(Ref::bool(same != negated))
}

fn ordered_iter(vm: &Vm, x: &Ref) -> PyResult {
    Ok(new_iterator(vm, x.clone(), KEYS, false))
}

fn ordered_or(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    let (own, other) = if x.is_instance(&ORDERED_DICT) {
        (x, y)
    } else {
        (y, x)
    };
    if !other.is_instance(&DICT) {
        return Ok(Ref::not_implemented());
    }
    let both = vm.call_one(&own.ty().to_ref(), x)?;
    update_from(vm, &both, y)?;
    Ok(both)
}

fn ordered_ior(vm: &Vm, x: &Ref, y: &Ref) -> PyResult {
    update_from(vm, x, y)?;
    Ok(x.clone())
}

fn ordered_attributes(vm: &Vm, x: &Ref) -> PyResult {
    vm.instance_dict(x)
}

/// `x.keys()`, for `keys` methods of whatever class.
pub(super) fn keys_of(vm: &Vm, x: &Ref) -> Ref {
    keys_view(vm, x.clone())
}
