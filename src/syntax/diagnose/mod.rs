//! Why a program is not Python: CPython's messages and places.
//!
//! The generated parser only says that a program is wrong. This is a second, backtracking
//! reader of the same tokens in the manner of CPython's own parser, because its messages
//! depend on that manner: a first pass finds how far any reading gets, a second tries the
//! rules that only exist to explain errors, and if none applies the furthest token is
//! `invalid syntax`.
//! Invariant: only called for programs the generated parser rejected; a program that this
//! reader accepts keeps the first verdict.
//! Deliberately absent: a tree, recovery.
//! Next file to read: `syntax/diagnose/node.rs`.

mod arguments;
mod atoms;
mod compound;
mod expressions;
mod node;
mod parameters;
mod patterns;
mod reader;
mod statements;
mod strings;
mod targets;

use super::{
    Mode,
    errors::{ErrorKind, SyntaxError},
    layout::Tokens,
    token::Token,
};
use crate::source::SourceText;
use reader::{Reader, Stop};

/// Finds the words for a program that was rejected with `verdict` when `seen` tokens were read.
pub fn diagnose(
    source: &SourceText,
    tokens: &Tokens,
    mode: Mode,
    seen: usize,
    verdict: Box<SyntaxError>,
) -> Box<SyntaxError> {
    let start = match mode {
        Mode::File => statement_before(tokens, seen),
        _ => 0,
    };
    let mut reader = Reader::new(source, tokens, start);
    reader.last_block_line = last_block_before(source, tokens, start);
    match two_passes(&mut reader, mode, start) {
        Some(mut error) => {
            error.last_block_line = reader.last_block_line;
            error
        }
        None => verdict,
    }
}

/// Both passes; `None` when the program seems right or is too deep to tell.
fn two_passes(reader: &mut Reader, mode: Mode, start: usize) -> Option<Box<SyntaxError>> {
    match reader.source(mode) {
        Ok(()) | Err(Stop::TooDeep) => return None,
        Err(Stop::Raise(error)) => {
            let incomplete = error.incomplete;
            let mut error = unless_explained_later(reader, error);
            error.incomplete = incomplete;
            return Some(error);
        }
        Err(Stop::Fail) => {}
    }
    let last = reader.tokens.list.get(reader.furthest.saturating_sub(1));
    let incomplete = last.is_some_and(|last| {
        let at_end = last.span.end as usize == reader.source.text.len();
        at_end && matches!(last.token, Token::Dedent | Token::EndMarker)
    });
    let mut error = second_pass(reader, mode, start)?;
    error.incomplete = incomplete;
    Some(error)
}

/// The pass with the rules that explain.
fn second_pass(reader: &mut Reader, mode: Mode, start: usize) -> Option<Box<SyntaxError>> {
    let furthest = reader.furthest;
    reader.restart(start);
    match reader.source(mode) {
        Ok(()) | Err(Stop::TooDeep) => return None,
        Err(Stop::Raise(error)) => return Some(unless_explained_later(reader, error)),
        Err(Stop::Fail) => {}
    }
    let last = furthest.saturating_sub(1);
    let unexpected = match reader.tokens.list.get(last).map(|l| l.token) {
        Some(Token::Indent) => Some("unexpected indent"),
        Some(Token::Dedent) => Some("unexpected unindent"),
        _ => None,
    };
    if let Some(message) = unexpected {
        let message = message.to_string();
        return Some(reader.error_at_token(last, ErrorKind::Indentation, message));
    }
    let message = "invalid syntax".to_string();
    let mut error = reader.error_at_token(last, ErrorKind::Syntax, message);
    if reader.tokens.list.get(last).map(|l| l.token) == Some(Token::EndMarker) {
        error.offset = 0;
    }
    Some(unless_explained_later(reader, error))
}

/// What is wrong further on may be the better explanation of any error: a malformed token, or
/// a bracket that was opened on an earlier line and never closed.
fn unless_explained_later(reader: &Reader, error: Box<SyntaxError>) -> Box<SyntaxError> {
    let Some(later) = &reader.tokens.error else {
        return error;
    };
    let last = reader.tokens.list.get(reader.furthest.saturating_sub(1));
    let line = |offset: u32| reader.source.line_col(offset).0;
    let earlier = |open: u32| last.is_some_and(|last| line(open) < line(last.span.start));
    match reader.tokens.unclosed {
        Some(bracket) if earlier(bracket.at) => later.clone(),
        None if reader.tokens.error_prevails => later.clone(),
        _ => error,
    }
}

/// The last token at or before `seen` that begins a statement of the outermost level, but one
/// that the statement before it cannot go on to: a reading from there meets the error.
fn statement_before(tokens: &Tokens, seen: usize) -> usize {
    let mut depth = 0;
    let mut starts = [0, 0];
    let mut fresh = true;
    for (index, lexeme) in tokens.list.iter().enumerate().take(seen) {
        match lexeme.token {
            Token::Indent => depth += 1,
            Token::Dedent => {
                depth -= 1;
                fresh = depth == 0;
            }
            Token::Newline => fresh = depth == 0,
            Token::Elif | Token::Else | Token::Except | Token::Finally => fresh = false,
            _ => {
                if std::mem::take(&mut fresh) && depth == 0 {
                    starts = [starts[1], index];
                }
            }
        }
    }
    starts[0]
}

/// The line of the last statement with a block that begins before token number `start`.
fn last_block_before(source: &SourceText, tokens: &Tokens, start: usize) -> u32 {
    let begins_block = |token| {
        matches!(
            token,
            Token::If
                | Token::While
                | Token::For
                | Token::Try
                | Token::With
                | Token::Def
                | Token::Class
                | Token::Async
                | Token::Match
        )
    };
    let before = &tokens.list[..start.min(tokens.list.len())];
    for (index, lexeme) in before.iter().enumerate().rev() {
        let first = index
            .checked_sub(1)
            .is_none_or(|i| before[i].token.is_layout());
        if first && begins_block(lexeme.token) {
            return source.line_col(lexeme.span.start).0;
        }
    }
    0
}
