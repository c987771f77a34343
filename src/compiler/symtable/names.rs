//! Private names: `__x` inside a class becomes `_Class__x`.
//!
//! Invariant: what ends in two underscores or has a dot is never changed.
//! Next file to read: `compiler/symtable/visit.rs`.

use crate::syntax::ast::Name;
use std::collections::HashSet;

/// `name` as the class `private` knows it.
pub fn mangle(private: Option<&str>, name: &Name) -> Name {
    let Some(private) = private else {
        return name.clone();
    };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    let class = private.trim_start_matches('_');
    if class.is_empty() {
        return name.clone();
    }
    Name::from(format!("_{class}{name}"))
}

/// Like [`mangle`], but in a class's type parameters only the names in `only` are changed.
pub(super) fn maybe_mangle(
    private: Option<&str>,
    only: Option<&HashSet<Name>>,
    name: &Name,
) -> Name {
    if only.is_some_and(|names| !names.contains(name)) {
        return name.clone();
    }
    mangle(private, name)
}
