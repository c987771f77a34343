//! Call arguments.
//!
//! Invariant: as in `expressions`. An argument list's parts are its positional arguments.
//! Deliberately absent: parameters (see `parameters`).
//! Next file to read: `syntax/diagnose/parameters.rs`.

use super::{
    node::{Kind, NodeRef},
    reader::{Parse, Reader, Rule, Stop, choose},
};
use crate::syntax::token::Token;

/// One argument as the order rules see it.
enum Argument {
    Starred(NodeRef),
    Keyword,
    Mapping,
}

impl Reader<'_> {
    pub fn arguments(&mut self) -> Parse {
        self.remember(Rule::Arguments, |p| {
            choose!(p;
                |p: &mut Self| {
                    let found = p.args()?;
                    p.comma()?;
                    p.require(|p| p.at(&[Token::Rpar]))?;
                    Ok(found)
                },
                |p: &mut Self| {
                    p.explain(Self::invalid_arguments)?;
                    Err(Stop::Fail)
                },
            )
        })
    }

    fn args(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            |p: &mut Self| {
                let mut parts = p.separated(Self::positional_argument)?;
                let more = p.attempt(|p| {
                    p.token(Token::Comma)?;
                    p.kwargs()
                })?;
                let more = more.unwrap_or_default();
                Ok(p.argument_list(from, &mut parts, more))
            },
            |p: &mut Self| {
                let found = p.kwargs()?;
                Ok(p.argument_list(from, &mut Vec::new(), found))
            },
        )
    }

    fn argument_list(&self, from: usize, parts: &mut Vec<NodeRef>, more: Vec<Argument>) -> NodeRef {
        let unpacks = more.iter().any(|a| matches!(a, Argument::Mapping));
        parts.extend(more.into_iter().filter_map(|a| match a {
            Argument::Starred(node) => Some(node),
            _ => None,
        }));
        self.node(Kind::Arguments { unpacks }, from, std::mem::take(parts))
    }

    fn positional_argument(&mut self) -> Parse {
        choose!(self;
            Self::starred_expression,
            |p: &mut Self| {
                let found = p.positional()?;
                p.not(|p| p.token(Token::Equal))?;
                Ok(found)
            },
        )
    }

    /// `*x` and `name=value` first, then `**x` and `name=value`.
    fn kwargs(&mut self) -> Parse<Vec<Argument>> {
        choose!(self;
            |p: &mut Self| {
                let mut found = p.separated(Self::kwarg_or_starred)?;
                p.token(Token::Comma)?;
                found.extend(p.separated(Self::kwarg_or_double_starred)?);
                Ok(found)
            },
            |p: &mut Self| p.separated(Self::kwarg_or_starred),
            |p: &mut Self| p.separated(Self::kwarg_or_double_starred),
        )
    }

    fn keyword(&mut self) -> Parse<Argument> {
        self.token(Token::Name)?;
        self.token(Token::Equal)?;
        self.expression()?;
        Ok(Argument::Keyword)
    }

    fn kwarg_or_starred(&mut self) -> Parse<Argument> {
        self.explain(Self::invalid_kwarg)?;
        choose!(self;
            Self::keyword,
            |p: &mut Self| Ok(Argument::Starred(p.starred_expression()?)),
        )
    }

    fn kwarg_or_double_starred(&mut self) -> Parse<Argument> {
        self.explain(Self::invalid_kwarg)?;
        choose!(self;
            Self::keyword,
            |p: &mut Self| {
                p.token(Token::DoubleStar)?;
                p.expression()?;
                Ok(Argument::Mapping)
            },
        )
    }

    pub fn starred_expression(&mut self) -> Parse {
        self.explain(Self::invalid_starred_expression_unpacking)?;
        let from = self.pos;
        let found = self.attempt(|p| {
            p.token(Token::Star)?;
            let value = p.expression()?;
            Ok(p.node(Kind::Starred, from, vec![value]))
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        self.explain(|p| {
            p.token(Token::Star)?;
            p.raise("Invalid star expression")
        })?;
        Err(Stop::Fail)
    }

    pub fn invalid_starred_expression_unpacking(&mut self) -> Parse<()> {
        let star = self.token(Token::Star)?;
        self.expression()?;
        self.token(Token::Equal)?;
        let value = self.expression()?;
        self.raise_at(
            star.span.to(value.span),
            "cannot assign to iterable argument unpacking",
        )
    }

    fn invalid_arguments(&mut self) -> Parse<()> {
        let unparenthesized = "Generator expression must be parenthesized";
        self.attempt(Self::starred_after_mapping)?;
        self.attempt(|p| {
            let element = p.expression()?;
            let clauses = p.for_if_clauses()?;
            p.token(Token::Comma)?;
            p.attempt(|p| {
                choose!(p;
                    |p: &mut Self| p.args().map(|_| ()),
                    |p: &mut Self| {
                        p.expression()?;
                        p.for_if_clauses().map(|_| ())
                    },
                )
            })?;
            p.raise_at::<()>(element.span.to(clauses.span), unparenthesized)
        })?;
        self.attempt(Self::keyword_generator)?;
        self.attempt(|p| {
            p.attempt(|p| {
                p.args()?;
                p.token(Token::Comma)
            })?;
            let name = p.token(Token::Name)?;
            let equal = p.token(Token::Equal)?;
            p.require(|p| p.at(&[Token::Comma, Token::Rpar]))?;
            let span = name.span.to(equal.span);
            p.raise_at::<()>(span, "expected argument value expression")
        })?;
        self.attempt(|p| {
            let list = p.args()?;
            let clauses = p.for_if_clauses()?;
            match list.parts.as_slice() {
                [_, .., last] => p.raise_at(last.span.to(clauses.span), unparenthesized),
                _ => Err::<(), _>(Stop::Fail),
            }
        })?;
        self.attempt(|p| {
            p.args()?;
            p.token(Token::Comma)?;
            let element = p.expression()?;
            let clauses = p.for_if_clauses()?;
            p.raise_at::<()>(element.span.to(clauses.span), unparenthesized)
        })?;
        let list = self.args()?;
        self.token(Token::Comma)?;
        self.args()?;
        self.raise(match list.kind {
            Kind::Arguments { unpacks: true } => {
                "positional argument follows keyword argument unpacking"
            }
            _ => "positional argument follows keyword argument",
        })
    }

    fn starred_after_mapping(&mut self) -> Parse<()> {
        let leading = self.attempt(|p| {
            p.separated(Self::positional_argument)?;
            p.token(Token::Comma)?;
            p.kwargs()
        })?;
        if leading.is_none() {
            self.kwargs()?;
        }
        let comma = self.token(Token::Comma)?;
        self.separated(|p| {
            p.starred_expression()?;
            p.not(|p| p.token(Token::Equal))
        })?;
        self.raise_from(
            comma.span.start,
            "iterable argument unpacking follows keyword argument unpacking",
        )
    }

    /// `f(a=x for x in y)`
    fn keyword_generator(&mut self) -> Parse<()> {
        let name = self.token(Token::Name)?;
        let equal = self.token(Token::Equal)?;
        self.expression()?;
        self.for_if_clauses()?;
        self.raise_at(
            name.span.to(equal.span),
            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
        )
    }

    fn invalid_kwarg(&mut self) -> Parse<()> {
        self.attempt(|p| {
            let word = p.any_token(&[Token::True, Token::False, Token::None])?;
            let equal = p.token(Token::Equal)?;
            let text = p.source.slice(word.span);
            let message = format!("cannot assign to {text}");
            p.raise_at::<()>(word.span.to(equal.span), message)
        })?;
        self.attempt(Self::keyword_generator)?;
        self.attempt(|p| {
            p.not(|p| {
                p.token(Token::Name)?;
                p.token(Token::Equal)
            })?;
            let value = p.expression()?;
            let equal = p.token(Token::Equal)?;
            p.raise_at::<()>(
                value.span.to(equal.span),
                "expression cannot contain assignment, perhaps you meant \"==\"?",
            )
        })?;
        let stars = self.token(Token::DoubleStar)?;
        self.expression()?;
        self.token(Token::Equal)?;
        let value = self.expression()?;
        self.raise_at(
            stars.span.to(value.span),
            "cannot assign to keyword argument unpacking",
        )
    }
}
