//! Parameters of functions and lambdas, and type parameters.
//!
//! The two kinds of parameter list differ in what ends them and in annotations; everything
//! else is shared through [`Style`].
//! Invariant: as in `expressions`.
//! Deliberately absent: call arguments (see `arguments`).
//! Next file to read: `syntax/diagnose/targets.rs`.

use super::{
    node::{Kind, NodeRef},
    reader::{Parse, Reader, Stop, choose},
};
use crate::syntax::token::Token;

/// Which kind of parameter list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Def,
    Lambda,
}

impl Style {
    fn end(self) -> Token {
        match self {
            Style::Def => Token::Rpar,
            Style::Lambda => Token::Colon,
        }
    }
}

impl Reader<'_> {
    pub fn params(&mut self) -> Parse<()> {
        self.parameter_list(Style::Def)
    }

    pub fn lambda_params(&mut self) -> Parse<()> {
        self.parameter_list(Style::Lambda)
    }

    fn parameter_list(&mut self, style: Style) -> Parse<()> {
        self.explain(|p| p.invalid_parameters(style))?;
        choose!(self;
            |p: &mut Self| {
                p.slash_no_default(style)?;
                p.many(|p| p.param_no_default(style))?;
                p.many(|p| p.param_with_default(style))?;
                p.attempt(|p| p.star_etc(style))?;
                Ok(())
            },
            |p: &mut Self| {
                p.slash_with_default(style)?;
                p.many(|p| p.param_with_default(style))?;
                p.attempt(|p| p.star_etc(style))?;
                Ok(())
            },
            |p: &mut Self| {
                p.some(|p| p.param_no_default(style))?;
                p.many(|p| p.param_with_default(style))?;
                p.attempt(|p| p.star_etc(style))?;
                Ok(())
            },
            |p: &mut Self| {
                p.some(|p| p.param_with_default(style))?;
                p.attempt(|p| p.star_etc(style))?;
                Ok(())
            },
            |p: &mut Self| p.star_etc(style),
        )
    }

    /// A comma, or the end of the list ahead.
    fn param_end(&mut self, style: Style) -> Parse<()> {
        if self.comma()? {
            return Ok(());
        }
        self.require(|p| p.at(&[style.end()]))
    }

    fn slash_no_default(&mut self, style: Style) -> Parse<()> {
        self.some(|p| p.param_no_default(style))?;
        self.token(Token::Slash)?;
        self.param_end(style)
    }

    fn slash_with_default(&mut self, style: Style) -> Parse<()> {
        self.many(|p| p.param_no_default(style))?;
        self.some(|p| p.param_with_default(style))?;
        self.token(Token::Slash)?;
        self.param_end(style)
    }

    fn slash(&mut self, style: Style) -> Parse<()> {
        choose!(self;
            |p: &mut Self| p.slash_no_default(style),
            |p: &mut Self| p.slash_with_default(style),
        )
    }

    fn param(&mut self, style: Style) -> Parse {
        let from = self.pos;
        self.token(Token::Name)?;
        if style == Style::Def {
            self.attempt(|p| {
                p.token(Token::Colon)?;
                p.expression()
            })?;
        }
        Ok(self.node(Kind::Other, from, Vec::new()))
    }

    fn param_no_default(&mut self, style: Style) -> Parse {
        let found = self.param(style)?;
        self.param_end(style)?;
        Ok(found)
    }

    fn param_no_default_star_annotation(&mut self) -> Parse<()> {
        self.token(Token::Name)?;
        self.token(Token::Colon)?;
        self.star_expression()?;
        self.param_end(Style::Def)
    }

    fn default(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Equal)?;
                p.expression().map(|_| ())
            },
            |p: &mut Self| {
                p.explain(|p| {
                    let equal = p.token(Token::Equal)?;
                    p.require(|p| p.at(&[Token::Rpar, Token::Comma]))?;
                    p.raise_at(equal.span, "expected default value expression")
                })?;
                Err(Stop::Fail)
            },
        )
    }

    fn param_with_default(&mut self, style: Style) -> Parse<()> {
        self.param(style)?;
        self.default()?;
        self.param_end(style)
    }

    fn param_maybe_default(&mut self, style: Style) -> Parse<()> {
        self.param(style)?;
        self.attempt(Self::default)?;
        self.param_end(style)
    }

    fn star_etc(&mut self, style: Style) -> Parse<()> {
        self.explain(|p| p.invalid_star_etc(style))?;
        let rest = |p: &mut Self| {
            p.many(|p| p.param_maybe_default(style))?;
            p.attempt(|p| p.kwds(style))?;
            Ok(())
        };
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Star)?;
                p.param_no_default(style)?;
                rest(p)
            },
            |p: &mut Self| {
                p.require(|_| Ok(style == Style::Def))?;
                p.token(Token::Star)?;
                p.param_no_default_star_annotation()?;
                rest(p)
            },
            |p: &mut Self| {
                p.token(Token::Star)?;
                p.token(Token::Comma)?;
                p.some(|p| p.param_maybe_default(style))?;
                p.attempt(|p| p.kwds(style))?;
                Ok(())
            },
            |p: &mut Self| p.kwds(style),
        )
    }

    fn kwds(&mut self, style: Style) -> Parse<()> {
        self.explain(|p| p.invalid_kwds(style))?;
        self.token(Token::DoubleStar)?;
        self.param_no_default(style)?;
        Ok(())
    }

    fn invalid_parameters(&mut self, style: Style) -> Parse<()> {
        self.attempt(|p| {
            let slash = p.token(Token::Slash)?;
            p.token(Token::Comma)?;
            p.raise_at::<()>(slash.span, "at least one argument must precede /")
        })?;
        self.attempt(|p| {
            p.slash(style)?;
            p.many(|p| p.param_maybe_default(style))?;
            let slash = p.token(Token::Slash)?;
            p.raise_at::<()>(slash.span, "/ may appear only once")
        })?;
        self.attempt(|p| {
            p.attempt(|p| p.slash_no_default(style))?;
            p.many(|p| p.param_no_default(style))?;
            p.defaults_before(style)?;
            let late = p.param_no_default(style)?;
            p.raise_at::<()>(
                late.span,
                "parameter without a default follows parameter with a default",
            )
        })?;
        self.attempt(|p| p.parenthesized_parameters(style))?;
        self.attempt(|p| {
            p.attempt(|p| p.slash(style))?;
            p.many(|p| p.param_maybe_default(style))?;
            p.token(Token::Star)?;
            p.comma_or_param(style)?;
            p.many(|p| p.param_maybe_default(style))?;
            let slash = p.token(Token::Slash)?;
            p.raise_at::<()>(slash.span, "/ must be ahead of *")
        })?;
        self.some(|p| p.param_maybe_default(style))?;
        self.token(Token::Slash)?;
        let star = self.token(Token::Star)?;
        self.raise_at(star.span, "expected comma between / and *")
    }

    fn defaults_before(&mut self, style: Style) -> Parse<()> {
        choose!(self;
            |p: &mut Self| p.slash_with_default(style),
            |p: &mut Self| p.some(|p| p.param_with_default(style)).map(|_| ()),
        )
    }

    fn comma_or_param(&mut self, style: Style) -> Parse<()> {
        if self.comma()? {
            return Ok(());
        }
        self.param_no_default(style).map(|_| ())
    }

    fn parenthesized_parameters(&mut self, style: Style) -> Parse<()> {
        self.many(|p| p.param_no_default(style))?;
        let open = self.token(Token::Lpar)?;
        let who = match style {
            Style::Def => {
                self.some(|p| p.param_no_default(style))?;
                "Function"
            }
            Style::Lambda => {
                self.separated(|p| p.param(style))?;
                "Lambda expression"
            }
        };
        self.comma()?;
        let close = self.token(Token::Rpar)?;
        let span = open.span.to(close.span);
        self.raise_at(span, format!("{who} parameters cannot be parenthesized"))
    }

    fn invalid_star_etc(&mut self, style: Style) -> Parse<()> {
        self.attempt(|p| {
            let star = p.token(Token::Star)?;
            if p.comma()? {
                p.any_token(&[style.end(), Token::DoubleStar])?;
            } else {
                p.token(style.end())?;
            }
            let message = "named arguments must follow bare *";
            match style {
                Style::Def => p.raise_at::<()>(star.span, message),
                Style::Lambda => p.raise(message),
            }
        })?;
        self.attempt(|p| {
            p.token(Token::Star)?;
            p.param(style)?;
            let equal = p.token(Token::Equal)?;
            let message = "var-positional argument cannot have default value";
            p.raise_at::<()>(equal.span, message)
        })?;
        self.token(Token::Star)?;
        self.comma_or_param_first(style)?;
        self.many(|p| p.param_maybe_default(style))?;
        let star = self.token(Token::Star)?;
        self.comma_or_param_first(style)?;
        self.raise_at(star.span, "* argument may appear only once")
    }

    fn comma_or_param_first(&mut self, style: Style) -> Parse<()> {
        if self.attempt(|p| p.param_no_default(style))?.is_some() {
            return Ok(());
        }
        self.token(Token::Comma).map(|_| ())
    }

    fn invalid_kwds(&mut self, style: Style) -> Parse<()> {
        self.token(Token::DoubleStar)?;
        self.param(style)?;
        if let Some(equal) = self.attempt(|p| p.token(Token::Equal))? {
            let message = "var-keyword argument cannot have default value";
            return self.raise_at(equal.span, message);
        }
        self.token(Token::Comma)?;
        let message = "arguments cannot follow var-keyword argument";
        if let Some(param) = self.attempt(|p| p.param(style))? {
            return self.raise_at(param.span, message);
        }
        let mark = self.any_token(&[Token::Star, Token::DoubleStar, Token::Slash])?;
        self.raise_at(mark.span, message)
    }

    pub fn type_params(&mut self) -> Parse<()> {
        self.explain(|p| {
            p.token(Token::Lsqb)?;
            let close = p.token(Token::Rsqb)?;
            p.raise_from(close.span.start, "Type parameter list cannot be empty")
        })?;
        self.token(Token::Lsqb)?;
        self.separated(Self::type_param)?;
        self.comma()?;
        self.token(Token::Rsqb)?;
        Ok(())
    }

    fn type_param(&mut self) -> Parse<()> {
        let value = |p: &mut Self, mark: Token, rule: fn(&mut Self) -> Parse<NodeRef>| {
            p.attempt(|p| {
                p.token(mark)?;
                rule(p)
            })
        };
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Name)?;
                value(p, Token::Colon, Self::expression)?;
                value(p, Token::Equal, Self::expression)?;
                Ok(())
            },
            |p: &mut Self| {
                p.explain(Self::invalid_type_param)?;
                Err(Stop::Fail)
            },
            |p: &mut Self| {
                p.token(Token::Star)?;
                p.token(Token::Name)?;
                value(p, Token::Equal, Self::star_expression)?;
                Ok(())
            },
            |p: &mut Self| {
                p.token(Token::DoubleStar)?;
                p.token(Token::Name)?;
                value(p, Token::Equal, Self::expression)?;
                Ok(())
            },
        )
    }

    fn invalid_type_param(&mut self) -> Parse<()> {
        let star = self.any_token(&[Token::Star, Token::DoubleStar])?;
        self.token(Token::Name)?;
        let colon = self.token(Token::Colon)?;
        let bound = self.expression()?;
        let what = match bound.kind {
            Kind::Tuple => "constraints",
            _ => "bound",
        };
        let whom = match star.token {
            Token::Star => "TypeVarTuple",
            _ => "ParamSpec",
        };
        let message = format!("cannot use {what} with {whom}");
        self.raise_from(colon.span.start, message)
    }
}
