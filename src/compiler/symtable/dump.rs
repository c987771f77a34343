//! The text of `--dump=symbols`: one line per scope, below it its names, then its inner scopes.
//!
//! Invariant: everything shown can be had from CPython's `_symtable` too, so that the expectations
//! in `tests/golden/symbols` come from there.
//! Next file to read: `compiler/symtable/resolve.rs`.

use super::{NameScope, ScopeId, ScopeKind, SymbolFlags, SymbolTable};
use crate::source::SourceText;
use std::fmt::{Error, Write};

const FLAG_NAMES: &[(SymbolFlags, &str)] = &[
    (SymbolFlags::GLOBAL, "declared-global"),
    (SymbolFlags::LOCAL, "assigned"),
    (SymbolFlags::PARAM, "parameter"),
    (SymbolFlags::NONLOCAL, "declared-nonlocal"),
    (SymbolFlags::USE, "used"),
    (SymbolFlags::FREE_CLASS, "free-in-class"),
    (SymbolFlags::IMPORT, "imported"),
    (SymbolFlags::ANNOTATED, "annotated"),
    (SymbolFlags::COMP_ITER, "comprehension-target"),
    (SymbolFlags::TYPE_PARAM, "type-parameter"),
    (SymbolFlags::COMP_CELL, "comprehension-cell"),
];

/// The whole table as text.
pub(super) fn dump(table: &SymbolTable, source: &SourceText) -> String {
    let mut out = String::new();
    // Writing to a String can't fail.
    scope(table, source, SymbolTable::MODULE, 0, &mut out).unwrap_or_default();
    out
}

fn scope(
    table: &SymbolTable,
    source: &SourceText,
    id: ScopeId,
    depth: usize,
    out: &mut String,
) -> Result<(), Error> {
    let scope = &table[id];
    let indent = "    ".repeat(depth);
    let kind = match scope.kind {
        ScopeKind::Module => "module",
        ScopeKind::Class => "class",
        ScopeKind::Function => "function",
        ScopeKind::Annotation => "annotation",
        ScopeKind::TypeAlias => "type-alias",
        ScopeKind::TypeVariable => "type-variable",
        ScopeKind::TypeParameters => "type-parameters",
    };
    write!(out, "{indent}{kind} {}", scope.name)?;
    if scope.kind != ScopeKind::Module {
        write!(out, " line {}", source.line_col(scope.span.start).0)?;
    }
    if !scope.varnames.is_empty() {
        write!(out, " ({})", scope.varnames.join(", "))?;
    }
    if scope.nested {
        write!(out, " nested")?;
    }
    writeln!(out)?;
    let mut names: Vec<_> = scope.symbols.iter().collect();
    names.sort_by_key(|(name, _)| *name);
    for (name, symbol) in names {
        let place = match symbol.scope {
            NameScope::Local => "local",
            NameScope::GlobalExplicit => "global-explicit",
            NameScope::GlobalImplicit => "global-implicit",
            NameScope::Free => "free",
            NameScope::Cell => "cell",
        };
        write!(out, "{indent}  {name}: {place}")?;
        for (flag, text) in FLAG_NAMES {
            if symbol.flags.any(*flag) {
                write!(out, " {text}")?;
            }
        }
        writeln!(out)?;
    }
    for &child in &scope.children {
        self::scope(table, source, child, depth + 1, out)?;
    }
    Ok(())
}
