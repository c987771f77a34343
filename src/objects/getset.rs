//! Computed attributes of builtin types: the rows of their tables, and what makes rows.
//!
//! Invariant: a row without `set` is read-only.
//! Next file to read: `types.rs`, whose `TypeDef` holds the tables.

use super::context::Vm;
use super::refcount::{PyResult, Ref};

/// Reads an attribute of an instance.
pub type GetterFn = fn(&Vm, &Ref) -> PyResult;
/// Sets (or with `None` deletes) an attribute of an instance.
pub type SetterFn = fn(&Vm, &Ref, Option<&Ref>) -> PyResult<()>;

/// A row of a type's attribute table.
pub struct GetSetDef {
    /// The name scripts use.
    pub name: &'static str,
    /// Reads it.
    pub get: GetterFn,
    /// Sets it; `None` makes it read-only.
    pub set: Option<SetterFn>,
    /// One line for `help()`.
    pub doc: &'static str,
    /// Whether scripts see a `member_descriptor`, as for what is a field of a struct in CPython.
    pub member: bool,
}

/// A read-only attribute.
pub const fn getter(name: &'static str, get: GetterFn, doc: &'static str) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc,
        member: false,
    }
}

/// A read-only attribute that scripts see as a `member_descriptor`.
pub const fn member(name: &'static str, get: GetterFn, doc: &'static str) -> GetSetDef {
    GetSetDef {
        member: true,
        ..getter(name, get, doc)
    }
}

/// An attribute that can be set.
pub const fn getset(
    name: &'static str,
    get: GetterFn,
    set: SetterFn,
    doc: &'static str,
) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: Some(set),
        doc,
        member: false,
    }
}

/// An attribute that can be set and that scripts see as a `member_descriptor`.
pub const fn member_set(
    name: &'static str,
    get: GetterFn,
    set: SetterFn,
    doc: &'static str,
) -> GetSetDef {
    GetSetDef {
        member: true,
        ..getset(name, get, set, doc)
    }
}
