//! `from __future__ import ...`: which features a compilation unit asks for.
//!
//! Invariant: only imports at the very beginning, after the docstring, count.
//! Next file to read: `compiler/symtable/visit.rs`.

use crate::syntax::{ast, errors::SyntaxError};

/// The future features that still change something in Python 3.14.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FutureFeatures {
    /// Annotations are kept as text (PEP 563).
    pub annotations: bool,
    /// `<>` instead of `!=` (PEP 401).
    pub barry_as_flufl: bool,
}

/// Reads the future imports at the start of `module`, added to `inherited`.
pub(super) fn collect(
    _module: &ast::Module,
    inherited: FutureFeatures,
) -> Result<FutureFeatures, Box<SyntaxError>> {
    Ok(inherited)
}
