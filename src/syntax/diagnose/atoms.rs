//! Primaries and atoms: calls, items, displays, comprehensions.
//!
//! Invariant: as in `expressions`. A parenthesised expression keeps its own span.
//! Deliberately absent: the text of strings (see `strings`).
//! Next file to read: `syntax/diagnose/strings.rs`.

use super::{
    node::{Kind, NodeRef, TargetUse},
    reader::{Parse, Reader, Rule, Stop, choose},
};
use crate::{
    source::Span,
    syntax::{errors::SyntaxError, numbers, token::Token},
};

impl Reader<'_> {
    pub fn primary(&mut self) -> Parse {
        self.remember(Rule::Primary, |p| {
            let from = p.pos;
            let mut found = p.atom()?;
            while let Some(longer) = p.attempt(|p| p.trailer(from))? {
                found = longer;
            }
            Ok(found)
        })
    }

    /// `.name`, `(...)` or `[...]` after a primary that began at token number `from`.
    pub fn trailer(&mut self, from: usize) -> Parse {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Dot)?;
                p.token(Token::Name)?;
                Ok(p.node(Kind::Attribute, from, Vec::new()))
            },
            |p: &mut Self| {
                p.genexp()?;
                Ok(p.node(Kind::Call, from, Vec::new()))
            },
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                p.attempt(Self::arguments)?;
                p.token(Token::Rpar)?;
                Ok(p.node(Kind::Call, from, Vec::new()))
            },
            |p: &mut Self| {
                p.token(Token::Lsqb)?;
                p.slices()?;
                p.token(Token::Rsqb)?;
                Ok(p.node(Kind::Subscript, from, Vec::new()))
            },
        )
    }

    fn slices(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.slice()?;
                p.not(|p| p.token(Token::Comma))
            },
            |p: &mut Self| {
                p.separated(|p| choose!(p;
                    Self::slice,
                    |p: &mut Self| p.starred_expression().map(|_| ()),
                ))?;
                p.comma()?;
                Ok(())
            },
        )
    }

    fn slice(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.attempt(Self::expression)?;
                p.token(Token::Colon)?;
                p.attempt(Self::expression)?;
                p.attempt(|p| {
                    p.token(Token::Colon)?;
                    p.attempt(Self::expression)
                })?;
                Ok(())
            },
            |p: &mut Self| p.named_expression().map(|_| ()),
        )
    }

    /// `True`, `False` or `None`.
    pub fn singleton(&mut self) -> Parse {
        let found = self.any_token(&[Token::True, Token::False, Token::None])?;
        let kind = match found.token {
            Token::True => Kind::True,
            Token::False => Kind::False,
            _ => Kind::None,
        };
        Ok(self.leaf(kind, found.span))
    }

    pub fn number(&mut self) -> Parse {
        let found = self.token(Token::Number)?;
        if let Err(mut error) = numbers::value(self.source, found.span) {
            error.offset = 0;
            error.end_offset = 0;
            return Err(Stop::Raise(error));
        }
        Ok(self.leaf(Kind::Literal, found.span))
    }

    pub fn atom(&mut self) -> Parse {
        let next = self.peek()?;
        match next.token {
            Token::Name => self.name(),
            Token::True | Token::False | Token::None => self.singleton(),
            Token::String | Token::FStringStart | Token::TStringStart => self.strings(),
            Token::Number => self.number(),
            Token::Lpar => choose!(self; Self::genexp, Self::tuple, Self::group),
            Token::Lsqb => choose!(self; Self::listcomp, Self::list),
            Token::Lbrace => {
                choose!(self; Self::dictcomp, Self::setcomp, Self::dict, Self::set)
            }
            Token::Ellipsis => {
                self.pos += 1;
                Ok(self.leaf(Kind::Ellipsis, next.span))
            }
            _ => Err(Stop::Fail),
        }
    }

    fn group(&mut self) -> Parse {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                let inner = choose_group(p)?;
                p.token(Token::Rpar)?;
                Ok(inner)
            },
            |p: &mut Self| {
                p.explain(Self::invalid_group)?;
                Err(Stop::Fail)
            },
        )
    }

    fn invalid_group(&mut self) -> Parse<()> {
        self.attempt(|p| {
            p.token(Token::Lpar)?;
            let starred = p.starred_expression()?;
            p.token(Token::Rpar)?;
            p.raise_at::<()>(starred.span, "cannot use starred expression here")
        })?;
        self.token(Token::Lpar)?;
        let stars = self.token(Token::DoubleStar)?;
        self.expression()?;
        self.token(Token::Rpar)?;
        self.raise_at(stars.span, "cannot use double starred expression here")
    }

    /// Parts in brackets: what `open`, `item` and `close` say.
    fn display(
        &mut self,
        kind: Kind,
        open: Token,
        close: Token,
        parts: impl Fn(&mut Self) -> Parse<Vec<NodeRef>>,
    ) -> Parse {
        let from = self.pos;
        self.token(open)?;
        let parts = parts(self)?;
        self.token(close)?;
        Ok(self.node(kind, from, parts))
    }

    pub fn list(&mut self) -> Parse {
        self.display(Kind::List, Token::Lsqb, Token::Rsqb, |p| {
            Ok(p.attempt(Self::star_named_expressions)?.unwrap_or_default())
        })
    }

    pub fn tuple(&mut self) -> Parse {
        self.display(Kind::Tuple, Token::Lpar, Token::Rpar, |p| {
            let parts = p.attempt(|p| {
                let first = p.star_named_expression()?;
                p.token(Token::Comma)?;
                let mut parts = vec![first];
                parts.extend(p.attempt(Self::star_named_expressions)?.unwrap_or_default());
                Ok(parts)
            })?;
            Ok(parts.unwrap_or_default())
        })
    }

    fn set(&mut self) -> Parse {
        self.display(
            Kind::Set,
            Token::Lbrace,
            Token::Rbrace,
            Self::star_named_expressions,
        )
    }

    fn dict(&mut self) -> Parse {
        choose!(self;
            |p: &mut Self| {
                p.display(Kind::Dict, Token::Lbrace, Token::Rbrace, |p| {
                    p.attempt(|p| {
                        p.double_starred_pairs()?;
                        p.comma()
                    })?;
                    Ok(Vec::new())
                })
            },
            |p: &mut Self| {
                p.token(Token::Lbrace)?;
                p.explain(Self::invalid_double_starred_pairs)?;
                Err(Stop::Fail)
            },
        )
    }

    fn double_starred_pairs(&mut self) -> Parse<()> {
        self.double_starred_pair()?;
        while self
            .attempt(|p| {
                p.token(Token::Comma)?;
                p.explain(Self::key_without_colon)?;
                p.double_starred_pair()
            })?
            .is_some()
        {}
        Ok(())
    }

    fn double_starred_pair(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::DoubleStar)?;
                p.bitwise_or().map(|_| ())
            },
            Self::pair,
        )
    }

    fn pair(&mut self) -> Parse<()> {
        self.expression()?;
        self.token(Token::Colon)?;
        self.expression().map(|_| ())
    }

    fn invalid_double_starred_pairs(&mut self) -> Parse<()> {
        self.attempt(|p| {
            p.double_starred_pairs()?;
            p.token(Token::Comma)?;
            p.invalid_pair()
        })?;
        self.attempt(Self::starred_dict_value)?;
        self.missing_dict_value()
    }

    fn starred_dict_value(&mut self) -> Parse<()> {
        self.expression()?;
        self.token(Token::Colon)?;
        let star = self.token(Token::Star)?;
        self.bitwise_or()?;
        self.raise_from(
            star.span.start,
            "cannot use a starred expression in a dictionary value",
        )
    }

    fn missing_dict_value(&mut self) -> Parse<()> {
        self.expression()?;
        let colon = self.token(Token::Colon)?;
        self.require(|p| p.at(&[Token::Rbrace, Token::Comma]))?;
        self.raise_at(
            colon.span,
            "expression expected after dictionary key and ':'",
        )
    }

    fn invalid_pair(&mut self) -> Parse<()> {
        self.attempt(Self::key_without_colon)?;
        self.attempt(Self::starred_dict_value)?;
        self.missing_dict_value()
    }

    /// In a dictionary that has an entry already, a key is read before anything is explained
    /// about it.
    fn key_without_colon(&mut self) -> Parse<()> {
        let key = self.plainly(Self::expression)?;
        self.not(|p| p.token(Token::Colon))?;
        let last = key.span.end.saturating_sub(1);
        let error = SyntaxError::at(
            self.source,
            Span::new(last, last),
            "':' expected after dictionary key",
        );
        Err(Stop::Raise(error.without_end()))
    }

    /// One or more `for` clauses; the node ends where the last condition or iterable ends.
    pub fn for_if_clauses(&mut self) -> Parse {
        let from = self.pos;
        self.some(Self::for_if_clause)?;
        Ok(self.node(Kind::Other, from, Vec::new()))
    }

    fn for_if_clause(&mut self) -> Parse<()> {
        let start = self.pos;
        self.attempt(|p| p.token(Token::Async))?;
        let header = self.attempt(|p| {
            p.token(Token::For)?;
            p.star_targets()?;
            p.token(Token::In)
        })?;
        if header.is_some() {
            self.disjunction()?;
            self.many(|p| {
                p.token(Token::If)?;
                p.disjunction()
            })?;
            return Ok(());
        }
        self.pos = start;
        self.explain(Self::invalid_for_if_clause)?;
        self.explain(Self::invalid_for_target)?;
        Err(Stop::Fail)
    }

    fn invalid_for_if_clause(&mut self) -> Parse<()> {
        self.attempt(|p| p.token(Token::Async))?;
        self.token(Token::For)?;
        self.separated(Self::bitwise_or)?;
        self.comma()?;
        self.not(|p| p.token(Token::In))?;
        self.raise("'in' expected after for-loop variables")
    }

    pub fn invalid_for_target(&mut self) -> Parse<()> {
        self.attempt(|p| p.token(Token::Async))?;
        self.token(Token::For)?;
        let target = self.star_expressions()?;
        self.raise_invalid_target(&target, TargetUse::For)
    }

    fn comprehension(
        &mut self,
        kind: Kind,
        open: Token,
        close: Token,
        element: impl Fn(&mut Self) -> Parse,
    ) -> Parse {
        let from = self.pos;
        let found = self.attempt(|p| {
            p.token(open)?;
            element(p)?;
            p.for_if_clauses()?;
            p.token(close)?;
            Ok(p.node(kind, from, Vec::new()))
        })?;
        match found {
            Some(found) => Ok(found),
            None => {
                self.explain(Self::invalid_comprehension)?;
                Err(Stop::Fail)
            }
        }
    }

    fn listcomp(&mut self) -> Parse {
        let (open, close) = (Token::Lsqb, Token::Rsqb);
        self.comprehension(Kind::ListComp, open, close, Self::named_expression)
    }

    fn setcomp(&mut self) -> Parse {
        let (open, close) = (Token::Lbrace, Token::Rbrace);
        self.comprehension(Kind::SetComp, open, close, Self::named_expression)
    }

    pub fn genexp(&mut self) -> Parse {
        let (open, close) = (Token::Lpar, Token::Rpar);
        self.comprehension(Kind::Generator, open, close, Self::positional)
    }

    /// `name := value`, or an expression that no `:=` follows.
    pub fn positional(&mut self) -> Parse {
        choose!(self;
            Self::assignment_expression,
            |p: &mut Self| {
                let found = p.expression()?;
                p.not(|p| p.token(Token::ColonEqual))?;
                Ok(found)
            },
        )
    }

    fn dictcomp(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Lbrace)?;
                p.pair()?;
                p.for_if_clauses()?;
                p.token(Token::Rbrace)?;
                Ok(p.node(Kind::DictComp, from, Vec::new()))
            },
            |p: &mut Self| {
                p.explain(Self::invalid_dict_comprehension)?;
                Err(Stop::Fail)
            },
        )
    }

    fn invalid_dict_comprehension(&mut self) -> Parse<()> {
        self.token(Token::Lbrace)?;
        let stars = self.token(Token::DoubleStar)?;
        self.bitwise_or()?;
        self.for_if_clauses()?;
        self.token(Token::Rbrace)?;
        self.raise_at(
            stars.span,
            "dict unpacking cannot be used in dict comprehension",
        )
    }

    fn invalid_comprehension(&mut self) -> Parse<()> {
        self.attempt(|p| {
            p.any_token(&[Token::Lsqb, Token::Lpar, Token::Lbrace])?;
            let starred = p.starred_expression()?;
            p.for_if_clauses()?;
            p.raise_at::<()>(
                starred.span,
                "iterable unpacking cannot be used in comprehension",
            )
        })?;
        let message = "did you forget parentheses around the comprehension target?";
        self.attempt(|p| {
            p.any_token(&[Token::Lsqb, Token::Lbrace])?;
            let first = p.star_named_expression()?;
            p.token(Token::Comma)?;
            let rest = p.star_named_expressions()?;
            p.for_if_clauses()?;
            let last = rest.last().map_or(first.span, |last| last.span);
            p.raise_at::<()>(first.span.to(last), message)
        })?;
        self.any_token(&[Token::Lsqb, Token::Lbrace])?;
        let first = self.star_named_expression()?;
        let comma = self.token(Token::Comma)?;
        self.for_if_clauses()?;
        self.raise_at(first.span.to(comma.span), message)
    }
}

fn choose_group(p: &mut Reader) -> Parse {
    choose!(p; Reader::yield_expr, Reader::named_expression)
}
