//! The walk over the AST that enters every scope and notes every name.
//!
//! Invariant: names are visited in CPython's order, so the first error is CPython's.
//! Next file to read: `compiler/symtable/resolve.rs`.

use super::{AnalyzeOptions, FutureFeatures, SymbolTable};
use crate::syntax::{ast, errors::SyntaxError};
use std::collections::HashMap;

/// Builds the unresolved table of `module`.
pub(super) fn visit_module(
    _module: &ast::Module,
    _options: AnalyzeOptions,
    future: FutureFeatures,
) -> Result<SymbolTable, Box<SyntaxError>> {
    Ok(SymbolTable {
        scopes: Vec::new(),
        by_node: HashMap::new(),
        future,
    })
}
