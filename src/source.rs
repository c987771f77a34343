//! Source text and places in it: byte spans, lines and columns.
//!
//! Invariant: a [`Span`] counts bytes of the UTF-8 text after decoding and newline
//! translation; lines count from 1 and columns from 0, as in CPython's AST.
//! Deliberately absent: anything about tokens or Python syntax.
//! Next file to read: `syntax/token.rs`.

use std::sync::Arc;

/// A half-open range of byte offsets in a [`SourceText`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to but not including `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A place as CPython reports it: 1-based lines, 0-based byte columns. A line of 0 means "no place".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Location {
    /// First line, from 1.
    pub line: u32,
    /// Byte column in the first line, from 0.
    pub col: u32,
    /// Last line.
    pub end_line: u32,
    /// Byte column just past the end, in the last line.
    pub end_col: u32,
}

/// A decoded source file: its name as shown in errors, its text, and where its lines start.
#[derive(Debug)]
pub struct SourceText {
    /// The name shown in tracebacks (`co_filename`).
    pub name: Arc<str>,
    /// The decoded text, newlines translated to `\n`.
    pub text: String,
    line_starts: Vec<u32>,
}

impl SourceText {
    /// Indexes `text`, which must already be decoded and have its newlines translated.
    pub fn new(name: impl Into<Arc<str>>, text: String) -> SourceText {
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i as u32 + 1));
        SourceText {
            name: name.into(),
            text,
            line_starts,
        }
    }

    /// 1-based line and 0-based byte column of a byte offset.
    pub fn line_col(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&s| s <= offset);
        (line as u32, offset - self.line_starts[line - 1])
    }

    /// The start and end of a span as lines and columns.
    pub fn location(&self, span: Span) -> Location {
        let (line, col) = self.line_col(span.start);
        let (end_line, end_col) = self.line_col(span.end);
        Location {
            line,
            col,
            end_line,
            end_col,
        }
    }

    /// The text of 1-based line `line` without its newline, or `None` past the end.
    pub fn line(&self, line: u32) -> Option<&str> {
        let start = *self.line_starts.get((line as usize).checked_sub(1)?)? as usize;
        let end = self
            .line_starts
            .get(line as usize)
            .map_or(self.text.len(), |&e| e as usize - 1);
        Some(self.text[start..end.max(start)].trim_end_matches('\n'))
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }
}
