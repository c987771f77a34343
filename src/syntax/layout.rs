//! Lines to blocks: INDENT, DEDENT and the end of logical lines; and the words and
//! parentheses whose meaning only the rest of their line tells.
//!
//! Invariant: every INDENT has its DEDENT, blank and comment lines leave no token, and a
//! complete list of tokens ends with NEWLINE (unless there is nothing) and `EndMarker`.
//! `match`, `case` and `type` become keywords only where no other reading is valid Python.
//! Deliberately absent: what the tokens mean together.
//! Next file to read: `grammar/python.lalrpop`.

use super::{
    errors::{ErrorKind, Result, SyntaxError, Warning},
    lexer::{Bracket, Lexer},
    token::{Lexeme, Token},
};
use crate::source::{SourceText, Span};

/// Deepest nesting of blocks.
const MAX_INDENT: usize = 100;
/// Columns between tab stops.
const TAB_SIZE: u32 = 8;

/// A source's tokens, up to its end or to the first that is malformed.
#[derive(Debug)]
pub struct Tokens {
    /// The tokens.
    pub list: Vec<Lexeme>,
    /// Why the list stops before the end.
    pub error: Option<Box<SyntaxError>>,
    /// Whether that explains a program better than any error before it.
    pub error_prevails: bool,
    /// The innermost bracket left open, if that is the reason.
    pub unclosed: Option<Bracket>,
    /// What the lexer warns about.
    pub warnings: Vec<Warning>,
}

/// Cuts a source into tokens.
pub fn tokenize(source: &SourceText) -> Tokens {
    let mut layout = Layout {
        source,
        lexer: Lexer::new(source),
        list: Vec::with_capacity(source.text.len() / 4),
        indents: vec![Indent {
            column: 0,
            alternate: 0,
            is_match: false,
        }],
        line_start: 0,
        match_pending: false,
        last_end: 0,
    };
    let error = layout.run().err();
    let unclosed = match &error {
        _ if layout.lexer.in_fstring() => None,
        Some(error) if error.incomplete => layout.lexer.brackets.last().copied(),
        _ => None,
    };
    let unclosed_or_layout = |e: &SyntaxError| {
        layout.lexer.in_fstring()
            || e.kind != ErrorKind::Syntax
            || unclosed.is_some()
            || e.message.starts_with("unexpected")
    };
    let error_prevails = error.as_ref().is_some_and(|e| !unclosed_or_layout(e));
    Tokens {
        error_prevails,
        list: layout.list,
        error,
        unclosed,
        warnings: layout.lexer.warnings,
    }
}

/// An open block.
#[derive(Clone, Copy)]
struct Indent {
    /// Its column with tab stops every 8.
    column: u32,
    /// Its column with tabs one wide: both must order lines alike.
    alternate: u32,
    /// Whether it holds a `match` statement's clauses.
    is_match: bool,
}

struct Layout<'s> {
    source: &'s SourceText,
    lexer: Lexer<'s>,
    list: Vec<Lexeme>,
    indents: Vec<Indent>,
    /// Index of the logical line's first token.
    line_start: usize,
    match_pending: bool,
    /// End of the last token that is not layout.
    last_end: u32,
}

impl Layout<'_> {
    fn run(&mut self) -> Result<()> {
        loop {
            if !self.begin_line()? {
                break;
            }
            self.line_start = self.list.len();
            if !self.logical_line()? {
                break;
            }
        }
        self.finish();
        Ok(())
    }

    /// Reads a line's indentation, skipping lines without tokens; false at the end.
    fn begin_line(&mut self) -> Result<bool> {
        let bytes = self.source.text.as_bytes();
        loop {
            let start = self.lexer.position() as usize;
            let mut at = start;
            let (mut column, mut alternate) = (0, 0);
            let mut joined = None;
            loop {
                match bytes.get(at) {
                    Some(b' ') => {
                        column += 1;
                        alternate += 1;
                    }
                    Some(b'\t') => {
                        column = (column / TAB_SIZE + 1) * TAB_SIZE;
                        alternate += 1;
                    }
                    Some(b'\x0c') => {
                        column = 0;
                        alternate = 0;
                    }
                    Some(b'\\') if bytes.get(at + 1) == Some(&b'\n') && at + 2 < bytes.len() => {
                        joined = joined.or(Some((column, alternate)));
                        at += 1;
                    }
                    _ => break,
                }
                at += 1;
            }
            if let Some(first) = joined.filter(|first| first.0 > 0) {
                (column, alternate) = first;
            }
            self.lexer.advance(at - start);
            match bytes.get(at) {
                None => return Ok(false),
                Some(b'\n') => self.lexer.advance(1),
                Some(b'#') => {
                    let rest = &bytes[at..];
                    let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |n| n + 1);
                    self.lexer.advance(length);
                }
                Some(_) => {
                    self.indentation(column, alternate, at as u32)?;
                    return Ok(true);
                }
            }
        }
    }

    fn indentation(&mut self, column: u32, alternate: u32, at: u32) -> Result<()> {
        let is_match = std::mem::take(&mut self.match_pending);
        let Some(&top) = self.indents.last() else {
            return Ok(());
        };
        if column == top.column {
            return self.check_tabs(alternate == top.alternate);
        }
        if column > top.column {
            if self.indents.len() >= MAX_INDENT {
                return Err(
                    self.at_line_end(ErrorKind::Indentation, "too many levels of indentation")
                );
            }
            self.check_tabs(alternate > top.alternate)?;
            self.indents.push(Indent {
                column,
                alternate,
                is_match,
            });
            let (line, col) = self.source.line_col(at);
            debug_assert!(line > 0);
            self.push(Token::Indent, Span::new(at - col, at));
            return Ok(());
        }
        if !self.indents.iter().any(|i| i.column == column) {
            return Err(self.at_line_end(
                ErrorKind::Indentation,
                "unindent does not match any outer indentation level",
            ));
        }
        while let Some(top) = self.indents.last()
            && column < top.column
        {
            self.indents.pop();
            self.push(Token::Dedent, Span::new(at, at));
        }
        let Some(&top) = self.indents.last() else {
            return Ok(());
        };
        self.check_tabs(alternate == top.alternate)
    }

    fn check_tabs(&self, consistent: bool) -> Result<()> {
        if consistent {
            return Ok(());
        }
        Err(self.at_line_end(
            ErrorKind::Tab,
            "inconsistent use of tabs and spaces in indentation",
        ))
    }

    fn at_line_end(&self, kind: ErrorKind, message: &str) -> Box<SyntaxError> {
        let rest = &self.source.text.as_bytes()[self.lexer.position() as usize..];
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let end = self.lexer.position() + length as u32;
        let mut error = SyntaxError::at(self.source, Span::new(end, end), message).with_kind(kind);
        if kind == ErrorKind::Tab {
            error.offset = 1;
        }
        error.without_end()
    }

    fn push(&mut self, token: Token, span: Span) {
        self.list.push(Lexeme { token, span });
    }

    /// Reads tokens up to the end of the logical line; false at the end of the text.
    fn logical_line(&mut self) -> Result<bool> {
        loop {
            let lexeme = self.lexer.next()?;
            match lexeme.token {
                Token::Newline => {
                    self.end_line(lexeme.span);
                    return Ok(true);
                }
                Token::EndMarker => {
                    if let Some(error) = self.lexer.never_closed() {
                        return Err(error);
                    }
                    self.end_line(lexeme.span);
                    return Ok(false);
                }
                _ => {
                    self.last_end = lexeme.span.end;
                    self.list.push(lexeme);
                }
            }
        }
    }

    fn end_line(&mut self, span: Span) {
        self.promote();
        self.push(Token::Newline, span);
    }

    fn finish(&mut self) {
        let end = self.source.text.len() as u32;
        for _ in 1..self.indents.len() {
            self.push(Token::Dedent, Span::new(end, end));
        }
        self.push(Token::EndMarker, Span::new(end, end));
    }

    fn is_name(&self, index: usize, name: &str) -> bool {
        self.list
            .get(index)
            .is_some_and(|l| l.token == Token::Name && self.source.slice(l.span) == name)
    }

    fn token(&self, index: usize) -> Option<Token> {
        self.list.get(index).map(|l| l.token)
    }

    /// Settles soft keywords and grouping parentheses of the line just read.
    fn promote(&mut self) {
        let first = self.line_start;
        let in_match = self.indents.last().is_some_and(|i| i.is_match);
        if in_match && self.is_name(first, "case") {
            self.set(first, Token::Case);
        } else if self.is_name(first, "match")
            && self.list.len() > first + 2
            && self.token(self.list.len() - 1) == Some(Token::Colon)
        {
            self.set(first, Token::Match);
            self.match_pending = true;
        }
        let mut statement_start = true;
        for index in first..self.list.len() {
            match self.list[index].token {
                Token::Semi | Token::Colon => statement_start = true,
                Token::With if self.token(index + 1) == Some(Token::Lpar) => {
                    if self.groups_with_items(index + 1) {
                        self.set(index + 1, Token::WithLpar);
                    }
                    statement_start = false;
                }
                Token::Name if statement_start => {
                    statement_start = false;
                    if self.token(index + 1) == Some(Token::Name)
                        && matches!(self.token(index + 2), Some(Token::Equal | Token::Lsqb))
                        && self.is_name(index, "type")
                    {
                        self.set(index, Token::Type);
                    }
                }
                _ => statement_start = false,
            }
        }
    }

    fn set(&mut self, index: usize, token: Token) {
        if let Some(lexeme) = self.list.get_mut(index) {
            lexeme.token = token;
        }
    }

    /// Whether the parenthesis at `open`, right after `with`, groups items: the colon follows
    /// its partner, and nothing inside could only stand in a parenthesised expression.
    fn groups_with_items(&self, open: usize) -> bool {
        let mut depth = 0usize;
        let mut lambdas = 0usize;
        let mut previous = Token::With;
        for index in open..self.list.len() {
            let token = self.list[index].token;
            match token {
                Token::Lpar | Token::Lsqb | Token::Lbrace => depth += 1,
                Token::Rpar | Token::Rsqb | Token::Rbrace => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return index > open + 1 && self.token(index + 1) == Some(Token::Colon);
                    }
                }
                Token::Lambda if depth == 1 => lambdas += 1,
                Token::Colon if depth == 1 && lambdas > 0 => lambdas -= 1,
                Token::For | Token::ColonEqual | Token::Yield if depth == 1 => return false,
                Token::Star
                    if depth == 1
                        && lambdas == 0
                        && matches!(previous, Token::Lpar | Token::Comma) =>
                {
                    return false;
                }
                _ => {}
            }
            previous = token;
        }
        false
    }
}
