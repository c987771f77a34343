//! Syntax errors as data: what is wrong and where.
//!
//! Invariant: `message` is CPython 3.14's text to the letter.
//! Deliberately absent: drawing the source line and its caret (see `source.rs`).
//! Next file to read: `syntax/parser.rs`.

use crate::source::{SourceText, Span};

/// Which exception class the error becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    Syntax,
    Indentation,
    Tab,
}

/// A `SyntaxError` before it is an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub message: String,
    pub span: Span,
}

impl SyntaxError {
    /// An error about a stretch of source.
    pub fn at(_source: &SourceText, span: Span, message: impl Into<String>) -> Box<SyntaxError> {
        Box::new(SyntaxError {
            kind: SyntaxErrorKind::Syntax,
            message: message.into(),
            span,
        })
    }
}
