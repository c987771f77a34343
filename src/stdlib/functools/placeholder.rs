//! `Placeholder`: it keeps a place among the arguments of a `partial`.
//!
//! Invariant: each interpreter has one instance, made on first use.
//! Next file to read: `partial.rs`.

use crate::objects::args::{Args, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::payload;

/// The `Placeholder` object.
#[repr(C)]
pub struct PyPlaceholder {
    pub(crate) header: Header,
}

payload!(PyPlaceholder, PLACEHOLDER);

static PLACEHOLDER_DEF: TypeDef = TypeDef {
    module: "functools",
    doc: "The type of the Placeholder singleton.\n\nIt keeps a place among partial arguments.",
    flags: 0,
    slots: Slots {
        new: Some(placeholder_new),
        repr: Some(placeholder_repr),
        ..Slots::NONE
    },
    methods: &[method("__reduce__", placeholder_reduce, "self, /", "")],
    ..TypeDef::of::<PyPlaceholder>("_PlaceholderType")
};
/// The type of `functools.Placeholder`.
pub static PLACEHOLDER: Type = Type::builtin(&PLACEHOLDER_DEF);

#[derive(Default)]
struct Single(Locked<Option<Ref>>);

/// The one placeholder.
pub fn singleton(vm: &Vm) -> Ref {
    let single = vm.interp.state::<Single>();
    if let Some(made) = single.0.get() {
        return made;
    }
    let made = vm.alloc(PyPlaceholder {
        header: Header::new(&PLACEHOLDER),
    });
    single.0.set(Some(made.clone()));
    made
}

/// Whether this is the placeholder.
pub fn is_placeholder(x: &Ref) -> bool {
    x.is_exactly(&PLACEHOLDER)
}

fn placeholder_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    if !args.values.is_empty() {
        return Err(vm.type_error("PlaceholderType takes no arguments"));
    }
    Ok(singleton(vm))
}

fn placeholder_repr(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_str("Placeholder"))
}

fn placeholder_reduce(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.new_str("Placeholder"))
}
