//! The second pass: what is local, global, free or a cell.
//!
//! Invariant: a scope is resolved after everything it contains.
//! Next file to read: `compiler/fold.rs`.

use super::SymbolTable;
use crate::syntax::errors::SyntaxError;

/// Gives every symbol its scope.
pub(super) fn resolve(_table: &mut SymbolTable) -> Result<(), Box<SyntaxError>> {
    Ok(())
}
