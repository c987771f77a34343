//! From the AST to a code object: scopes, constant folding, code generation.

pub mod fold;
pub mod symtable;
