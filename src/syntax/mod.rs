//! The front end: text to tokens to a validated AST.

pub mod ast;
mod errors;

pub use errors::SyntaxError;
