//! minipy: a Python 3.14 with real reference counts, real threads and a real GIL.
//!
//! Text flows one way: `lex -> parse -> analyze -> compile -> link -> run`.
//! Next file to read: `source.rs`, then `syntax/mod.rs`.

pub mod builtins;
pub mod bytecode;
pub mod cli;
pub mod compiler;
pub mod objects;
pub mod repl;
pub mod runtime;
pub mod source;
pub mod stdlib;
pub mod syntax;
pub mod unicode;
pub mod vm;
