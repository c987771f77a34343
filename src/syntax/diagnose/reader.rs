//! The machinery of the diagnosis: reading tokens with backtracking, remembering results,
//! and raising errors at the places CPython would choose.
//!
//! CPython's parser tries the alternatives of a rule in order and reads the furthest token it
//! ever asked for as the place of an error nobody explains. So what is tried, and in which
//! order, shows in messages, and the rules here keep that order.
//! Invariant: `furthest` is the number of tokens ever looked at. A failed rule leaves the
//! position as it was only through [`Reader::attempt`].
//! Deliberately absent: the rules.
//! Next file to read: `syntax/diagnose/statements.rs`.

use super::node::{Kind, Node, NodeRef, TargetUse};
use crate::{
    source::{SourceText, Span},
    syntax::{
        errors::{ErrorKind, SyntaxError},
        layout::Tokens,
        token::{Lexeme, Token},
    },
};
use std::collections::HashMap;

/// Deepest nesting of rules; beyond it the first parser's verdict has to do.
const MAX_DEPTH: u32 = 6_000;

/// Why a rule has no result.
#[derive(Debug)]
pub enum Stop {
    /// It does not match: try the next alternative.
    Fail,
    /// An error was found.
    Raise(Box<SyntaxError>),
    /// The program nests too deeply to read again.
    TooDeep,
}

/// A rule's result.
pub type Parse<T = NodeRef> = Result<T, Stop>;

/// The rules whose results are remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    SimpleStmt,
    Block,
    Expression,
    StarExpression,
    InvalidNamed,
    Disjunction,
    Conjunction,
    Inversion,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Term,
    Factor,
    AwaitPrimary,
    Primary,
    Strings,
    Arguments,
    StarTarget,
    StarAtomTarget,
    TargetPrimary,
    DelTarget,
    ClosedPattern,
}

/// The first alternative that matches.
macro_rules! choose {
    ($reader:expr; $($alternative:expr),+ $(,)?) => {
        'found: {
            $(match $reader.attempt($alternative) {
                Ok(None) => {}
                Ok(Some(found)) => break 'found Ok(found),
                Err(stop) => break 'found Err(stop),
            })+
            Err($crate::syntax::diagnose::reader::Stop::Fail)
        }
    };
}
pub(super) use choose;

/// A position in the tokens, and what was found out so far.
pub struct Reader<'s> {
    pub source: &'s SourceText,
    pub tokens: &'s Tokens,
    /// Index of the next token.
    pub pos: usize,
    /// Number of tokens ever looked at.
    pub furthest: usize,
    /// Whether the rules that only find errors are on.
    pub explaining: bool,
    /// Line of the last whole statement with a block.
    pub last_block_line: u32,
    levels: Vec<u16>,
    memo: HashMap<(Rule, usize), Option<(NodeRef, usize)>>,
    depth: u32,
}

impl<'s> Reader<'s> {
    /// A reader at token number `start`.
    pub fn new(source: &'s SourceText, tokens: &'s Tokens, start: usize) -> Reader<'s> {
        Reader {
            source,
            tokens,
            pos: start,
            furthest: start,
            explaining: false,
            last_block_line: 0,
            levels: bracket_levels(tokens),
            memo: HashMap::new(),
            depth: 0,
        }
    }

    /// Back to token number `start`, with the error rules on.
    pub fn restart(&mut self, start: usize) {
        self.pos = start;
        self.explaining = true;
        self.memo.clear();
        self.depth = 0;
    }

    /// Runs a rule; on failure goes back to where it began.
    pub fn attempt<T>(
        &mut self,
        rule: impl FnOnce(&mut Self) -> Parse<T>,
    ) -> Result<Option<T>, Stop> {
        let start = self.pos;
        match rule(self) {
            Ok(found) => Ok(Some(found)),
            Err(Stop::Fail) => {
                self.pos = start;
                Ok(None)
            }
            Err(stop) => Err(stop),
        }
    }

    /// Whether a rule would match here.
    pub fn ahead<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Result<bool, Stop> {
        let start = self.pos;
        let found = self.attempt(rule)?.is_some();
        self.pos = start;
        Ok(found)
    }

    /// Matches nothing, and fails if the rule would match.
    pub fn not<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<()> {
        self.require(|p| Ok(!p.ahead(rule)?))
    }

    /// Fails unless the condition holds.
    pub fn require(
        &mut self,
        condition: impl FnOnce(&mut Self) -> Result<bool, Stop>,
    ) -> Parse<()> {
        if condition(self)? {
            Ok(())
        } else {
            Err(Stop::Fail)
        }
    }

    /// Runs an error rule, if those are on: it fails or raises.
    pub fn explain(&mut self, rule: impl FnOnce(&mut Self) -> Parse<()>) -> Result<(), Stop> {
        if self.explaining {
            self.attempt(rule)?;
        }
        Ok(())
    }

    /// Runs a rule with the error rules off.
    pub fn plainly<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        let explaining = std::mem::replace(&mut self.explaining, false);
        let found = rule(self);
        self.explaining = explaining;
        found
    }

    /// Any number of matches.
    pub fn many<T>(&mut self, rule: impl Fn(&mut Self) -> Parse<T>) -> Result<Vec<T>, Stop> {
        let mut found = Vec::new();
        while let Some(item) = self.attempt(&rule)? {
            found.push(item);
        }
        Ok(found)
    }

    /// One or more matches.
    pub fn some<T>(&mut self, rule: impl Fn(&mut Self) -> Parse<T>) -> Parse<Vec<T>> {
        let found = self.many(rule)?;
        if found.is_empty() {
            return Err(Stop::Fail);
        }
        Ok(found)
    }

    /// One or more matches with commas between them.
    pub fn separated<T>(&mut self, rule: impl Fn(&mut Self) -> Parse<T>) -> Parse<Vec<T>> {
        let mut found = vec![rule(self)?];
        while let Some(item) = self.attempt(|p| {
            p.token(Token::Comma)?;
            rule(p)
        })? {
            found.push(item);
        }
        Ok(found)
    }

    /// Remembers a rule's result, as often the same rule is tried again at the same place.
    pub fn remember(&mut self, rule: Rule, compute: impl FnOnce(&mut Self) -> Parse) -> Parse {
        let start = self.pos;
        if let Some(known) = self.memo.get(&(rule, start)) {
            return match known {
                Some((node, end)) => {
                    self.pos = *end;
                    Ok(node.clone())
                }
                None => Err(Stop::Fail),
            };
        }
        if self.depth >= MAX_DEPTH {
            return Err(Stop::TooDeep);
        }
        self.depth += 1;
        let found = compute(self);
        self.depth -= 1;
        match &found {
            Ok(node) => {
                let known = Some((node.clone(), self.pos));
                self.memo.insert((rule, start), known);
            }
            Err(Stop::Fail) => {
                self.memo.insert((rule, start), None);
            }
            Err(_) => {}
        }
        found
    }

    /// The next token, without taking it. Past the last well-formed one is the lexer's error.
    pub fn peek(&mut self) -> Parse<Lexeme> {
        match self.tokens.list.get(self.pos) {
            Some(lexeme) => {
                self.furthest = self.furthest.max(self.pos + 1);
                Ok(Lexeme {
                    token: plain(lexeme.token),
                    span: lexeme.span,
                })
            }
            None => match &self.tokens.error {
                Some(error) => Err(Stop::Raise(error.clone())),
                None => Err(Stop::Fail),
            },
        }
    }

    /// Takes the next token if it is `wanted`.
    pub fn token(&mut self, wanted: Token) -> Parse<Lexeme> {
        let found = self.peek()?;
        if found.token != wanted {
            return Err(Stop::Fail);
        }
        self.pos += 1;
        Ok(found)
    }

    /// Takes the next token if it is one of `wanted`.
    pub fn any_token(&mut self, wanted: &[Token]) -> Parse<Lexeme> {
        let found = self.peek()?;
        if !wanted.contains(&found.token) {
            return Err(Stop::Fail);
        }
        self.pos += 1;
        Ok(found)
    }

    /// Whether the next token is one of `wanted`.
    pub fn at(&mut self, wanted: &[Token]) -> Result<bool, Stop> {
        Ok(wanted.contains(&self.peek()?.token))
    }

    /// Takes the next token, which nothing but `wanted` can be.
    pub fn forced(&mut self, wanted: Token, text: &str) -> Parse<Lexeme> {
        let found = self.peek()?;
        if found.token != wanted {
            return self.raise_next(format!("expected '{text}'"));
        }
        self.pos += 1;
        Ok(found)
    }

    /// Takes a name.
    pub fn name(&mut self) -> Parse {
        let found = self.token(Token::Name)?;
        Ok(self.leaf(Kind::Name, found.span))
    }

    /// Takes the name `word`.
    pub fn word(&mut self, word: &str) -> Parse<Lexeme> {
        let found = self.token(Token::Name)?;
        if self.source.slice(found.span) != word {
            return Err(Stop::Fail);
        }
        Ok(found)
    }

    /// Takes an optional comma.
    pub fn comma(&mut self) -> Result<bool, Stop> {
        Ok(self.attempt(|p| p.token(Token::Comma))?.is_some())
    }

    /// A node without parts.
    pub fn leaf(&self, kind: Kind, span: Span) -> NodeRef {
        NodeRef::new(Node {
            kind,
            span,
            parts: Vec::new(),
        })
    }

    /// A node from token number `from` up to the last one taken.
    pub fn node(&self, kind: Kind, from: usize, parts: Vec<NodeRef>) -> NodeRef {
        let start = self.tokens.list.get(from).map_or(0, |l| l.span.start);
        let end = self.last_taken().map_or(start, |l| l.span.end);
        NodeRef::new(Node {
            kind,
            span: Span::new(start, end.max(start)),
            parts,
        })
    }

    fn last_taken(&self) -> Option<&Lexeme> {
        self.tokens.list.get(self.pos.checked_sub(1)?)
    }

    /// How many brackets are open after the last token taken.
    pub fn bracket_level(&self) -> u16 {
        let level = self.pos.checked_sub(1).and_then(|i| self.levels.get(i));
        level.copied().unwrap_or(0)
    }

    /// Raises an error about a stretch of source.
    pub fn raise_at<T>(&self, span: Span, message: impl Into<String>) -> Parse<T> {
        Err(Stop::Raise(SyntaxError::at(self.source, span, message)))
    }

    /// Raises an error from `start` to the end of the last token looked at.
    pub fn raise_from<T>(&self, start: u32, message: impl Into<String>) -> Parse<T> {
        let mut end = start;
        if let Some(last) = self.tokens.list.get(self.furthest.saturating_sub(1)) {
            end = last.span.end.max(start);
        }
        let mut error = SyntaxError::at(self.source, Span::new(start, end), message);
        error.end_offset -= 1;
        Err(Stop::Raise(error))
    }

    /// Raises an error at the last token looked at.
    pub fn raise_last<T>(&self, kind: ErrorKind, message: impl Into<String>) -> Parse<T> {
        let last = self.furthest.saturating_sub(1);
        Err(Stop::Raise(self.error_at_token(last, kind, message.into())))
    }

    /// Raises a `SyntaxError` at the last token looked at.
    pub fn raise<T>(&self, message: impl Into<String>) -> Parse<T> {
        self.raise_last(ErrorKind::Syntax, message)
    }

    /// Raises an error at the next token.
    pub fn raise_next<T>(&mut self, message: impl Into<String>) -> Parse<T> {
        self.peek()?;
        let error = self.error_at_token(self.pos, ErrorKind::Syntax, message.into());
        Err(Stop::Raise(error))
    }

    /// Raises the error of a block that is missing after `header`, which began at `start`.
    pub fn raise_no_block<T>(&self, header: &str, start: u32) -> Parse<T> {
        let line = self.source.line_col(start).0;
        let message = format!("expected an indented block after {header} on line {line}");
        self.raise_last(ErrorKind::Indentation, message)
    }

    /// Raises the error of the first part of `target` that is none, if there is one.
    pub fn raise_invalid_target<T>(&self, target: &NodeRef, what_for: TargetUse) -> Parse<T> {
        let Some(invalid) = target.invalid_target(what_for) else {
            return Err(Stop::Fail);
        };
        let verb = match what_for {
            TargetUse::Delete => "delete",
            _ => "assign to",
        };
        self.raise_at(invalid.span, format!("cannot {verb} {}", invalid.name()))
    }

    /// An error at token number `index`.
    pub fn error_at_token(
        &self,
        index: usize,
        kind: ErrorKind,
        message: String,
    ) -> Box<SyntaxError> {
        let Some(lexeme) = self.tokens.list.get(index) else {
            return SyntaxError::limit(self.source, kind, &message);
        };
        let at = |span| SyntaxError::at(self.source, span, message.as_str());
        let Span { start, end } = lexeme.span;
        let error = match lexeme.token {
            Token::Indent | Token::Dedent | Token::EndMarker => {
                if end as usize == self.source.text.len() {
                    SyntaxError::at_end(self.source, message)
                } else {
                    SyntaxError::at_cursor(self.source, end, message).without_end()
                }
            }
            Token::Newline if !self.source.slice(lexeme.span).ends_with('\n') => {
                let mut error = at(lexeme.span);
                error.end_offset += 1;
                error
            }
            Token::LessGreater => at(Span::new(start, start + 1)),
            _ => at(lexeme.span),
        };
        error.with_kind(kind)
    }
}

/// A token without what the layout found out about it.
fn plain(token: Token) -> Token {
    match token {
        Token::Match | Token::Case | Token::Type => Token::Name,
        Token::WithLpar => Token::Lpar,
        other => other,
    }
}

/// How many brackets are open after each token.
fn bracket_levels(tokens: &Tokens) -> Vec<u16> {
    let mut level = 0u16;
    let step = |lexeme: &Lexeme| {
        match plain(lexeme.token) {
            Token::Lpar | Token::Lsqb | Token::Lbrace => level = level.saturating_add(1),
            Token::Rpar | Token::Rsqb | Token::Rbrace => level = level.saturating_sub(1),
            Token::Newline => level = 0,
            _ => {}
        }
        level
    };
    tokens.list.iter().map(step).collect()
}
