//! The patterns of `match`.
//!
//! Invariant: as in `expressions`.
//! Deliberately absent: the statement itself (see `compound`).
//! Next file to read: `syntax/validate.rs`.

use super::{
    node::{Kind, NodeRef},
    reader::{Parse, Reader, Rule, Stop, choose},
};
use crate::syntax::{ast::Constant, numbers, token::Token};

impl Reader<'_> {
    pub fn patterns(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            |p: &mut Self| {
                p.open_sequence()?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
            Self::pattern,
        )
    }

    fn pattern(&mut self) -> Parse {
        choose!(self; Self::as_pattern, Self::or_pattern)
    }

    fn as_pattern(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            |p: &mut Self| {
                p.or_pattern()?;
                p.token(Token::As)?;
                p.capture_target()?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
            |p: &mut Self| {
                p.explain(Self::invalid_as_pattern)?;
                Err(Stop::Fail)
            },
        )
    }

    fn invalid_as_pattern(&mut self) -> Parse<()> {
        self.or_pattern()?;
        self.token(Token::As)?;
        if let Some(name) = self.attempt(|p| p.word("_"))? {
            return self.raise_at(name.span, "cannot use '_' as a target");
        }
        let target = self.expression()?;
        let name = target.name();
        self.raise_at(target.span, format!("cannot use {name} as pattern target"))
    }

    fn or_pattern(&mut self) -> Parse {
        let from = self.pos;
        self.closed_pattern()?;
        self.many(|p| {
            p.token(Token::Vbar)?;
            p.closed_pattern()
        })?;
        Ok(self.node(Kind::Other, from, Vec::new()))
    }

    fn closed_pattern(&mut self) -> Parse {
        self.remember(Rule::ClosedPattern, |p| {
            choose!(p;
                Self::literal_pattern,
                Self::capture_target,
                |p: &mut Self| {
                    let name = p.word("_")?;
                    Ok(p.leaf(Kind::Other, name.span))
                },
                |p: &mut Self| {
                    let found = p.dotted()?;
                    p.not_a_longer_name()?;
                    Ok(found)
                },
                |p: &mut Self| {
                    p.token(Token::Lpar)?;
                    let inner = p.pattern()?;
                    p.token(Token::Rpar)?;
                    Ok(inner)
                },
                Self::sequence_pattern,
                Self::mapping_pattern,
                Self::class_pattern,
            )
        })
    }

    /// A literal, as a pattern or a mapping's key.
    fn literal_pattern(&mut self) -> Parse {
        choose!(self;
            |p: &mut Self| {
                let found = p.signed_number()?;
                p.not(|p| p.any_token(&[Token::Plus, Token::Minus]))?;
                Ok(found)
            },
            Self::complex_number,
            Self::strings,
            Self::singleton,
        )
    }

    fn signed_number(&mut self) -> Parse {
        let from = self.pos;
        self.attempt(|p| p.token(Token::Minus))?;
        self.number()?;
        Ok(self.node(Kind::Literal, from, Vec::new()))
    }

    fn complex_number(&mut self) -> Parse {
        let from = self.pos;
        self.attempt(|p| p.token(Token::Minus))?;
        let real = self.number()?;
        if self.is_imaginary(&real) {
            return self.raise_at(real.span, "real number required in complex literal");
        }
        self.any_token(&[Token::Plus, Token::Minus])?;
        let imaginary = self.number()?;
        if !self.is_imaginary(&imaginary) {
            let message = "imaginary number required in complex literal";
            return self.raise_at(imaginary.span, message);
        }
        Ok(self.node(Kind::Operation, from, Vec::new()))
    }

    fn is_imaginary(&self, number: &NodeRef) -> bool {
        matches!(
            numbers::value(self.source, number.span),
            Ok(Constant::Imaginary(_))
        )
    }

    fn not_a_longer_name(&mut self) -> Parse<()> {
        self.not(|p| p.any_token(&[Token::Dot, Token::Lpar, Token::Equal]))
    }

    fn capture_target(&mut self) -> Parse {
        self.not(|p| p.word("_"))?;
        let found = self.name()?;
        self.not_a_longer_name()?;
        Ok(found)
    }

    /// `a.b`, at least one dot.
    fn dotted(&mut self) -> Parse {
        let from = self.pos;
        self.name()?;
        self.some(|p| {
            p.token(Token::Dot)?;
            p.name()
        })?;
        Ok(self.node(Kind::Attribute, from, Vec::new()))
    }

    fn name_or_attr(&mut self) -> Parse {
        choose!(self; Self::dotted, Self::name)
    }

    fn sequence_pattern(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Lsqb)?;
                p.attempt(Self::maybe_sequence)?;
                p.token(Token::Rsqb)?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                p.attempt(Self::open_sequence)?;
                p.token(Token::Rpar)?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
        )
    }

    fn open_sequence(&mut self) -> Parse<()> {
        self.maybe_star()?;
        self.token(Token::Comma)?;
        self.attempt(Self::maybe_sequence)?;
        Ok(())
    }

    fn maybe_sequence(&mut self) -> Parse<()> {
        self.separated(Self::maybe_star)?;
        self.comma()?;
        Ok(())
    }

    fn maybe_star(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Star)?;
                choose!(p;
                    |p: &mut Self| p.capture_target().map(|_| ()),
                    |p: &mut Self| p.word("_").map(|_| ()),
                )
            },
            |p: &mut Self| p.pattern().map(|_| ()),
        )
    }

    fn mapping_pattern(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Lbrace)?;
                p.token(Token::Rbrace)?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
            |p: &mut Self| {
                p.token(Token::Lbrace)?;
                p.double_star()?;
                p.comma()?;
                p.token(Token::Rbrace)?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
            |p: &mut Self| {
                p.token(Token::Lbrace)?;
                p.separated(Self::key_value)?;
                p.token(Token::Comma)?;
                p.double_star()?;
                p.comma()?;
                p.token(Token::Rbrace)?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
            |p: &mut Self| {
                p.token(Token::Lbrace)?;
                p.separated(Self::key_value)?;
                p.comma()?;
                p.token(Token::Rbrace)?;
                Ok(p.node(Kind::Other, from, Vec::new()))
            },
        )
    }

    fn key_value(&mut self) -> Parse<()> {
        choose!(self; Self::literal_pattern, Self::dotted).map(|_: NodeRef| ())?;
        self.token(Token::Colon)?;
        self.pattern()?;
        Ok(())
    }

    fn double_star(&mut self) -> Parse {
        self.token(Token::DoubleStar)?;
        self.capture_target()
    }

    fn class_pattern(&mut self) -> Parse {
        let from = self.pos;
        let found = self.attempt(|p| {
            p.name_or_attr()?;
            p.token(Token::Lpar)?;
            p.attempt(Self::class_arguments)?;
            p.token(Token::Rpar)?;
            Ok(p.node(Kind::Other, from, Vec::new()))
        })?;
        match found {
            Some(found) => Ok(found),
            None => {
                self.explain(Self::invalid_class_pattern)?;
                Err(Stop::Fail)
            }
        }
    }

    fn class_arguments(&mut self) -> Parse<()> {
        let keywords = |p: &mut Self| p.separated(Self::keyword_pattern).map(|_| ());
        choose!(self;
            |p: &mut Self| {
                p.separated(Self::pattern)?;
                p.token(Token::Comma)?;
                keywords(p)?;
                p.comma().map(|_| ())
            },
            |p: &mut Self| {
                p.separated(Self::pattern)?;
                p.comma().map(|_| ())
            },
            |p: &mut Self| {
                keywords(p)?;
                p.comma().map(|_| ())
            },
        )
    }

    fn keyword_pattern(&mut self) -> Parse<()> {
        self.token(Token::Name)?;
        self.token(Token::Equal)?;
        self.pattern()?;
        Ok(())
    }

    fn invalid_class_pattern(&mut self) -> Parse<()> {
        self.name_or_attr()?;
        self.token(Token::Lpar)?;
        self.attempt(|p| {
            p.separated(Self::pattern)?;
            p.token(Token::Comma)
        })?;
        self.separated(Self::keyword_pattern)?;
        self.token(Token::Comma)?;
        let late = self.separated(Self::pattern)?;
        let (Some(first), Some(last)) = (late.first(), late.last()) else {
            return Err(Stop::Fail);
        };
        let span = first.span.to(last.span);
        self.raise_at(span, "positional patterns follow keyword patterns")
    }
}
