//! The front end: text to tokens to a validated AST.

pub mod ast;
pub mod errors;
