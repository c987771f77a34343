//! The front end: text to tokens to a validated syntax tree.
//!
//! Invariant: a tree that leaves here is a program CPython's parser accepts, with CPython's
//! places. Deliberately absent: scopes, and whatever else CPython's compiler checks.
//! Next file to read: `syntax/ast.rs`, then `syntax/token.rs`.

pub mod ast;
pub mod dump;
pub mod token;

mod actions;
mod decode;
mod diagnose;
mod errors;
mod layout;
mod lexer;
mod limits;
mod names;
mod numbers;
mod parser;
mod strings;
mod typos;
mod validate;

pub use decode::{decode, from_text};
pub use errors::{ErrorKind, Result, SyntaxError, Warning};
pub use layout::{Tokens, tokenize as lex};
pub use typos::explain_typo;

use crate::source::SourceText;
use token::Token;

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A file, or `exec`.
    File,
    /// An expression, `eval`.
    Eval,
    /// One statement at the prompt, `single`.
    Single,
}

impl Mode {
    fn start_token(self) -> Token {
        match self {
            Mode::File => Token::StartFile,
            Mode::Eval => Token::StartEval,
            Mode::Single => Token::StartSingle,
        }
    }
}

/// A parsed source.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub module: ast::Module,
    /// What is doubtful, in order of place.
    pub warnings: Vec<Warning>,
}

/// Parses a source.
pub fn parse(source: &SourceText, mode: Mode) -> Result<Parsed> {
    let mut tokens = lex(source);
    let (verdict, seen) = match tokens.error.clone() {
        Some(error) => (error, tokens.list.len()),
        None if let Err(limit) = limits::check(source, &tokens) => return Err(limit),
        None => match parser::parse(source, &tokens, mode) {
            Ok(mut parsed) => {
                parsed.warnings.append(&mut tokens.warnings);
                parsed.warnings.sort_by_key(|w| w.span.start);
                return Ok(parsed);
            }
            Err(rejected) => rejected,
        },
    };
    Err(diagnose::diagnose(source, &tokens, mode, seen, verdict))
}
