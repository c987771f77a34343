//! `from __future__ import ...`: which features a compilation unit asks for.
//!
//! Invariant: only imports at the very beginning, after the docstring, count; any later one is an
//! error, wherever it stands.
//! Deliberately absent: the names of features that changed nothing since Python 3.0 are known,
//! but not kept.
//! Next file to read: `compiler/symtable/visit.rs`.

use super::{Visited, error};
use crate::syntax::ast::{Alias, Constant, ExprKind, Module, Stmt, StmtKind};

/// The future features that still change something in Python 3.14.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FutureFeatures {
    /// Annotations are kept as text (PEP 563).
    pub annotations: bool,
    /// `<>` instead of `!=` (PEP 401).
    pub barry_as_flufl: bool,
}

/// Features that are always on.
const MANDATORY: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
];

/// Reads the future imports at the start of `module`, added to `inherited`. The second value is the
/// offset up to which a future import may stand.
pub(super) fn collect(
    module: &Module,
    inherited: FutureFeatures,
) -> Visited<(FutureFeatures, u32)> {
    let mut features = inherited;
    let mut limit = 0;
    let (Module::Module(body) | Module::Interactive(body)) = module else {
        return Ok((features, limit));
    };
    for (i, s) in body.iter().enumerate() {
        if let Some(names) = future_import(s) {
            limit = s.span.end;
            for alias in names {
                enable(&mut features, alias)?;
            }
        } else if i > 0 || !is_docstring(s) {
            break;
        }
    }
    Ok((features, limit))
}

/// Refuses a future import that is not at the beginning, given what [`collect`] found.
pub(super) fn check_place(s: &Stmt, limit: u32) -> Visited {
    if future_import(s).is_some() && s.span.start >= limit {
        return error(
            "from __future__ imports must occur at the beginning of the file",
            s.span,
        );
    }
    Ok(())
}

fn future_import(s: &Stmt) -> Option<&[Alias]> {
    match &s.kind {
        StmtKind::ImportFrom {
            module: Some(module),
            names,
            level: 0,
        } if &**module == "__future__" => Some(names),
        _ => None,
    }
}

fn is_docstring(s: &Stmt) -> bool {
    matches!(&s.kind, StmtKind::Expr(e)
        if matches!(e.kind, ExprKind::Constant(Constant::Str { .. })))
}

fn enable(features: &mut FutureFeatures, alias: &Alias) -> Visited {
    match &*alias.name {
        "annotations" => features.annotations = true,
        "barry_as_FLUFL" => features.barry_as_flufl = true,
        "braces" => return error("not a chance", alias.span),
        name if MANDATORY.contains(&name) => {}
        name => return error(format!("future feature {name} is not defined"), alias.span),
    }
    Ok(())
}
