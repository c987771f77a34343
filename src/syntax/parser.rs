//! Tokens to the syntax tree. The only file that knows which parser generator made the parser.
//!
//! Invariant: a program is accepted exactly if CPython's parser accepts it, and every error
//! that leaves here carries CPython's words: whatever the generated parser rejects is read
//! again by `diagnose`.
//! Deliberately absent: error recovery.
//! Next file to read: `compiler/symtable.rs`.

use super::{
    Mode, Parsed,
    actions::Context,
    errors::SyntaxError,
    layout::Tokens,
    token::{Lexeme, Token},
};
use crate::source::SourceText;

#[allow(clippy::all, missing_docs, unused)]
mod python {
    include!(concat!(env!("OUT_DIR"), "/python.rs"));
}

/// Builds the tree of complete `tokens`, or says what is wrong and how many tokens were read.
pub fn parse(
    source: &SourceText,
    tokens: &Tokens,
    mode: Mode,
) -> Result<Parsed, (Box<SyntaxError>, usize)> {
    let mut context = Context::new(source);
    let parser = python::TopParser::new();
    let start = std::iter::once(Ok((0, mode.start_token(), 0)));
    let mut rest = Stream::new(&tokens.list, mode);
    let stream = start.chain(rest.by_ref().map(Ok::<_, Box<SyntaxError>>));
    match parser.parse(&mut context, stream) {
        Ok(module) => Ok(Parsed {
            module,
            warnings: context.warnings,
        }),
        Err(error) => {
            let seen = tokens.list.len() - rest.rest.len();
            Err((rejection(source, error), seen))
        }
    }
}

type ParseError = lalrpop_util::ParseError<u32, Token, Box<SyntaxError>>;

fn rejection(source: &SourceText, error: ParseError) -> Box<SyntaxError> {
    use lalrpop_util::ParseError::*;
    let (start, end) = match error {
        User { error } => return error,
        UnrecognizedToken { token, .. } | ExtraToken { token } => (token.0, token.2),
        UnrecognizedEof { location, .. } | InvalidToken { location } => (location, location),
    };
    SyntaxError::at(
        source,
        crate::source::Span::new(start, end),
        "invalid syntax",
    )
}

/// The tokens as the generated parser reads them: layout has no extent of its own, so that a
/// block ends where its last statement ends.
struct Stream<'t> {
    rest: std::slice::Iter<'t, Lexeme>,
    last_end: u32,
    /// An interactive statement is followed by one more NEWLINE.
    extra_newline: bool,
}

impl<'t> Stream<'t> {
    fn new(list: &'t [Lexeme], mode: Mode) -> Stream<'t> {
        Stream {
            rest: list.iter(),
            last_end: 0,
            extra_newline: mode == Mode::Single,
        }
    }
}

impl Iterator for Stream<'_> {
    type Item = (u32, Token, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let lexeme = self.rest.next()?;
        if lexeme.token == Token::EndMarker {
            let end = self.last_end;
            let extra = std::mem::take(&mut self.extra_newline);
            return extra.then_some((end, Token::Newline, end));
        }
        if lexeme.token.is_layout() {
            return Some((self.last_end, lexeme.token, self.last_end));
        }
        self.last_end = lexeme.span.end;
        Some((lexeme.span.start, lexeme.token, lexeme.span.end))
    }
}
