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
mod fstring;
mod layout;
mod lexer;
mod limits;
mod names;
mod numbers;
mod parser;
mod strings;
#[cfg(test)]
mod tests;
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

/// Parses what was typed at a prompt so far; `None` asks for another line. Lines are joined by
/// `\n`: a statement with a block ends with an empty one.
pub fn parse_interactive(source: &SourceText) -> Result<Option<Parsed>> {
    let tokens = lex(source);
    let first = tokens.list.first().map(|l| l.token);
    if tokens.error.is_none() && first == Some(Token::EndMarker) {
        return Ok(Some(Parsed {
            module: ast::Module::Interactive(Vec::new()),
            warnings: Vec::new(),
        }));
    }
    match parse(source, Mode::Single) {
        Ok(parsed) => {
            let ast::Module::Interactive(body) = &parsed.module else {
                return Ok(Some(parsed));
            };
            let open = body.first().is_some_and(ast::Stmt::has_block);
            let ended = !open || source.text.ends_with('\n');
            Ok(ended.then_some(parsed))
        }
        Err(error) if error.incomplete => Ok(None),
        Err(error) => Err(error),
    }
}

/// Parses a source.
pub fn parse(source: &SourceText, mode: Mode) -> Result<Parsed> {
    let mut tokens = lex(source);
    limits::check(source, &tokens)?;
    let parsed = parser::parse(source, &tokens, mode);
    let (verdict, seen) = match (parsed, &tokens.error) {
        (Ok(mut parsed), None) => {
            parsed.warnings.append(&mut tokens.warnings);
            parsed.warnings.sort_by_key(|w| w.span.start);
            return Ok(parsed);
        }
        (Ok(_), Some(error)) => (error.clone(), tokens.list.len()),
        (Err((rejection, seen)), error) => (error.clone().unwrap_or(rejection), seen),
    };
    Err(diagnose::diagnose(source, &tokens, mode, seen, verdict))
}
