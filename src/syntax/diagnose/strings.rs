//! String literals and replacement fields.
//!
//! Invariant: a literal that this reads as well-formed has a value.
//! Deliberately absent: building the values.
//! Next file to read: `syntax/diagnose/arguments.rs`.

use super::{
    node::{Kind, NodeRef},
    reader::{Parse, Reader, Rule, Stop, choose},
};
use crate::{
    source::Span,
    syntax::{
        strings::{self, Decoder, TextBuilder},
        token::{Lexeme, Token},
    },
};

const FIELD_ENDS: [Token; 4] = [
    Token::Equal,
    Token::Exclamation,
    Token::Colon,
    Token::Rbrace,
];

impl Reader<'_> {
    pub fn strings(&mut self) -> Parse {
        self.remember(Rule::Strings, |p| {
            p.explain(Self::invalid_concatenation)?;
            let from = p.pos;
            choose!(p;
                |p: &mut Self| {
                    let parts = p.some(Self::string_or_fstring)?;
                    p.check_bytes(&parts)?;
                    let formatted = parts.iter().any(|part| part.kind == Kind::FString);
                    let kind = if formatted { Kind::FString } else { Kind::Literal };
                    Ok(p.node(kind, from, Vec::new()))
                },
                |p: &mut Self| {
                    p.some(Self::tstring)?;
                    Ok(p.node(Kind::TString, from, Vec::new()))
                },
            )
        })
    }

    fn string_or_fstring(&mut self) -> Parse {
        choose!(self; Self::fstring, Self::string)
    }

    fn invalid_concatenation(&mut self) -> Parse<()> {
        let message = "cannot mix t-string literals with string or bytes literals";
        self.attempt(|p| {
            let plain = p.some(Self::string_or_fstring)?;
            let template = p.tstring()?;
            let start = plain.last().map_or(template.span, |last| last.span);
            p.raise_at::<()>(start.to(template.span), message)
        })?;
        let templates = self.some(Self::tstring)?;
        let plain = self.string_or_fstring()?;
        let start = templates.last().map_or(plain.span, |last| last.span);
        self.raise_at(start.to(plain.span), message)
    }

    fn check_bytes(&mut self, parts: &[NodeRef]) -> Parse<()> {
        let is_bytes = |part: &&NodeRef| {
            part.kind == Kind::Literal && strings::literal(self.source, part.span).bytes
        };
        let count = parts.iter().filter(is_bytes).count();
        if count != 0 && count != parts.len() {
            return self.raise("cannot mix bytes and nonbytes literals");
        }
        Ok(())
    }

    fn string(&mut self) -> Parse {
        let found = self.token(Token::String)?;
        let literal = strings::literal(self.source, found.span);
        let mut warnings = Vec::new();
        let mut decoder = Decoder {
            source: self.source,
            token: found.span,
            warnings: &mut warnings,
        };
        let decoded = if literal.bytes {
            decoder.bytes(literal.body, literal.raw, &mut Vec::new())
        } else {
            decoder.text(literal.body, literal.raw, &mut TextBuilder::default())
        };
        decoded.map_err(Stop::Raise)?;
        Ok(self.leaf(Kind::Literal, found.span))
    }

    fn fstring(&mut self) -> Parse {
        self.formatted(Token::FStringStart, Kind::FString)
    }

    fn tstring(&mut self) -> Parse {
        self.formatted(Token::TStringStart, Kind::TString)
    }

    fn formatted(&mut self, start: Token, kind: Kind) -> Parse {
        let from = self.pos;
        let opening = self.token(start)?;
        let raw = self.source.slice(opening.span).contains(['r', 'R']);
        self.many(|p| {
            choose!(p;
                Self::replacement_field,
                |p: &mut Self| p.middle(raw),
            )
        })?;
        self.token(Token::FStringEnd)?;
        Ok(self.node(kind, from, Vec::new()))
    }

    fn middle(&mut self, raw: bool) -> Parse<()> {
        let found = self.token(Token::FStringMiddle)?;
        let mut warnings = Vec::new();
        let mut decoder = Decoder {
            source: self.source,
            token: found.span,
            warnings: &mut warnings,
        };
        let body = strings::middle_body(self.source, found.span);
        let decoded = decoder.text(body, raw, &mut TextBuilder::default());
        decoded.map_err(Stop::Raise)
    }

    /// `f` or `t`: what string the current field belongs to.
    pub fn enclosing_letter(&self) -> char {
        let before = self.tokens.list[..self.pos.min(self.tokens.list.len())].iter();
        let mut closed = 0;
        for lexeme in before.rev() {
            match lexeme.token {
                Token::FStringEnd => closed += 1,
                Token::FStringStart | Token::TStringStart if closed > 0 => closed -= 1,
                Token::FStringStart => return 'f',
                Token::TStringStart => return 't',
                _ => {}
            }
        }
        'f'
    }

    fn replacement_field(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Lbrace)?;
                p.annotated_rhs()?;
                p.attempt(|p| p.token(Token::Equal))?;
                p.attempt(Self::conversion)?;
                p.attempt(|p| {
                    p.token(Token::Colon)?;
                    p.many(Self::format_spec)
                })?;
                p.token(Token::Rbrace)?;
                Ok(())
            },
            |p: &mut Self| {
                p.explain(Self::invalid_replacement_field)?;
                Err(Stop::Fail)
            },
        )
    }

    fn format_spec(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| p.middle(false),
            Self::replacement_field,
        )
    }

    fn conversion(&mut self) -> Parse<()> {
        let mark = self.token(Token::Exclamation)?;
        let name = self.token(Token::Name)?;
        self.check_conversion(mark, name)
    }

    fn check_conversion(&mut self, mark: Lexeme, name: Lexeme) -> Parse<()> {
        let letter = self.enclosing_letter();
        if mark.span.end != name.span.start {
            return self.raise_at(
                mark.span.to(name.span),
                format!(
                    "{letter}-string: conversion type must come right after the exclamation mark"
                ),
            );
        }
        let text = self.source.slice(name.span);
        if !matches!(text, "s" | "r" | "a") {
            return self.raise_at(
                name.span,
                format!(
                    "{letter}-string: invalid conversion character '{text}': \
                     expected 's', 'r', or 'a'"
                ),
            );
        }
        Ok(())
    }

    fn invalid_replacement_field(&mut self) -> Parse<()> {
        let letter = self.enclosing_letter();
        self.token(Token::Lbrace)?;
        if self.at(&FIELD_ENDS)? {
            let next = self.peek()?;
            let text = self
                .source
                .slice(Span::new(next.span.start, next.span.start + 1));
            return self.raise_at(
                next.span,
                format!("{letter}-string: valid expression required before '{text}'"),
            );
        }
        if self.attempt(Self::annotated_rhs)?.is_none() {
            let message = format!("{letter}-string: expecting a valid expression after '{{'");
            return self.raise_next(message);
        }
        if !self.at(&FIELD_ENDS)? {
            return self.expecting(letter, "'=', or '!', or ':', or '}'");
        }
        if self.attempt(|p| p.token(Token::Equal))?.is_some() && !self.at(&FIELD_ENDS[1..])? {
            return self.expecting(letter, "'!', or ':', or '}'");
        }
        self.attempt(|p| p.invalid_conversion(letter))?;
        self.attempt(|p| {
            p.token(Token::Exclamation)?;
            p.token(Token::Name)
        })?;
        if !self.at(&[Token::Colon, Token::Rbrace])? {
            return self.expecting(letter, "':' or '}'");
        }
        if self.attempt(|p| p.token(Token::Colon))?.is_some() {
            self.many(Self::format_spec)?;
            if !self.at(&[Token::Rbrace])? {
                return self.expecting(letter, "'}', or format specs");
            }
        }
        if !self.at(&[Token::Rbrace])? {
            return self.expecting(letter, "'}'");
        }
        Err(Stop::Fail)
    }

    fn invalid_conversion(&mut self, letter: char) -> Parse<()> {
        self.token(Token::Exclamation)?;
        if self.at(&[Token::Colon, Token::Rbrace])? {
            let message = format!("{letter}-string: missing conversion character");
            return self.raise_next(message);
        }
        if !self.at(&[Token::Name])? {
            let message = format!("{letter}-string: invalid conversion character");
            return self.raise_next(message);
        }
        Err(Stop::Fail)
    }

    fn expecting(&mut self, letter: char, what: &str) -> Parse<()> {
        self.raise_next(format!("{letter}-string: expecting {what}"))
    }
}
