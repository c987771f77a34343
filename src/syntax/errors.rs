//! What is wrong with a program: the data of `SyntaxError`, `IndentationError` and `TabError`.
//!
//! Invariant: lines and offsets count from 1 and offsets count characters, as the attributes
//! of Python's exceptions do; an offset of 0 means that there is none.
//! Deliberately absent: exception objects, and deciding which message a program deserves.
//! Next file to read: `syntax/parser.rs`.

use crate::source::{SourceText, Span};
use std::sync::Arc;

/// Which exception reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// `MemoryError`: the parser's own limit.
    Memory,
    /// `RecursionError`: nested deeper than the compiler can follow.
    Recursion,
}

/// An error that the front end found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Which exception reports it.
    pub kind: ErrorKind,
    /// The message, without place.
    pub message: String,
    /// The source's name.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Character in the line, from 1; 0 for none.
    pub offset: u32,
    /// Last line.
    pub end_line: u32,
    /// Character just past the end, from 1; 0 for none.
    pub end_offset: u32,
    /// The line's text with its newline, if it is known.
    pub text: Option<String>,
    /// Whether more input could mend it: a prompt then asks for another line.
    pub incomplete: bool,
    /// The line where the last whole statement with a block begins, or 0: where a search for
    /// misspelt keywords begins.
    pub last_block_line: u32,
}

/// What the front end's functions return.
pub type Result<T> = std::result::Result<T, Box<SyntaxError>>;

impl SyntaxError {
    /// An error about a stretch of source.
    pub fn at(source: &SourceText, span: Span, message: impl Into<String>) -> Box<SyntaxError> {
        let (line, offset) = char_place(source, span.start);
        let (end_line, end_offset) = end_place(source, span);
        Box::new(SyntaxError {
            kind: ErrorKind::Syntax,
            message: message.into(),
            file: source.name.clone(),
            line,
            offset,
            end_line,
            end_offset,
            text: line_text(source, line),
            incomplete: false,
            last_block_line: 0,
        })
    }

    /// An error of the lexer, whose place is the last character read, `end` being just past it.
    pub fn at_cursor(
        source: &SourceText,
        end: u32,
        message: impl Into<String>,
    ) -> Box<SyntaxError> {
        let mut error = SyntaxError::at(source, Span::new(end, end), message);
        error.offset = error.offset.saturating_sub(1);
        error.end_offset = error.end_offset.saturating_sub(1);
        error
    }

    /// An error at the end of the source: just past the last line's text.
    pub fn at_end(source: &SourceText, message: impl Into<String>) -> Box<SyntaxError> {
        if source.text.is_empty() {
            return SyntaxError::limit(source, ErrorKind::Syntax, &message.into());
        }
        let breaks = source.text.ends_with('\n');
        let at = source.text.len() as u32 - u32::from(breaks);
        SyntaxError::at(source, Span::new(at, at), message).without_end()
    }

    /// The same as another exception.
    pub fn with_kind(mut self: Box<Self>, kind: ErrorKind) -> Box<SyntaxError> {
        self.kind = kind;
        self
    }

    /// The same, with the end of its place set to none.
    pub fn without_end(mut self: Box<Self>) -> Box<SyntaxError> {
        self.end_offset = 0;
        self
    }

    /// An error that has no place in the text: the source nests deeper than the limits allow.
    pub fn limit(source: &SourceText, kind: ErrorKind, message: &str) -> Box<SyntaxError> {
        Box::new(SyntaxError {
            kind,
            message: message.to_string(),
            file: source.name.clone(),
            line: 0,
            offset: 0,
            end_line: 0,
            end_offset: 0,
            text: None,
            incomplete: false,
            last_block_line: 0,
        })
    }
}

/// A warning that the front end found: a `SyntaxWarning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The message.
    pub message: String,
    /// Line, from 1.
    pub line: u32,
    /// Where in the source; shown when the warning is turned into an error.
    pub span: Span,
}

fn char_place(source: &SourceText, offset: u32) -> (u32, u32) {
    let (line, col) = source.line_col(offset);
    let text = source.text.get(..offset as usize).unwrap_or(&source.text);
    let line_start = text.len() - (col as usize).min(text.len());
    (line, text[line_start..].chars().count() as u32 + 1)
}

/// Where a span ends; a line break at its end still belongs to its line. If that is another
/// line than the first, CPython nevertheless counts in the first, and no further than its end.
fn end_place(source: &SourceText, span: Span) -> (u32, u32) {
    let breaks = span.end > span.start && source.slice(span).ends_with('\n');
    let (line, offset) = char_place(source, span.end - u32::from(breaks));
    let (first, _) = source.line_col(span.start);
    if line == first {
        return (line, offset + u32::from(breaks));
    }
    let column = source.line_col(span.end).1 as usize + 1;
    let text = source.line(first).unwrap_or_default().as_bytes();
    let shown = String::from_utf8_lossy(&text[..column.min(text.len())]);
    let past = u32::from(column > text.len());
    (line, shown.chars().count() as u32 + past)
}

fn line_text(source: &SourceText, line: u32) -> Option<String> {
    source.line(line).map(|text| format!("{text}\n"))
}
