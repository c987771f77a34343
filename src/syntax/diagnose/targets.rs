//! What may be assigned to and deleted.
//!
//! Invariant: as in `expressions`.
//! Deliberately absent: messages about anything else (see `statements`).
//! Next file to read: `syntax/diagnose/patterns.rs`.

use super::{
    node::{Kind, NodeRef},
    reader::{Parse, Reader, Rule, choose},
};
use crate::syntax::token::Token;

const LOOKAHEAD: [Token; 3] = [Token::Lpar, Token::Lsqb, Token::Dot];

impl Reader<'_> {
    pub fn star_targets(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            |p: &mut Self| {
                let found = p.star_target()?;
                p.not(|p| p.token(Token::Comma))?;
                Ok(found)
            },
            |p: &mut Self| {
                let parts = p.separated(Self::star_target)?;
                p.comma()?;
                Ok(p.node(Kind::Tuple, from, parts))
            },
        )
    }

    pub fn star_target(&mut self) -> Parse {
        self.remember(Rule::StarTarget, |p| {
            choose!(p;
                |p: &mut Self| {
                    let from = p.pos;
                    p.token(Token::Star)?;
                    p.not(|p| p.token(Token::Star))?;
                    let inner = p.star_target()?;
                    Ok(p.node(Kind::Starred, from, vec![inner]))
                },
                Self::target_with_star_atom,
            )
        })
    }

    fn target_with_star_atom(&mut self) -> Parse {
        self.remember(
            Rule::StarAtomTarget,
            |p| choose!(p; Self::subscript_attribute_target, Self::star_atom),
        )
    }

    fn star_atom(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            Self::name,
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                let inner = p.target_with_star_atom()?;
                p.token(Token::Rpar)?;
                Ok(inner)
            },
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                let parts = p.attempt(|p| {
                    let first = p.star_target()?;
                    p.token(Token::Comma)?;
                    let mut parts = vec![first];
                    parts.extend(p.attempt(Self::star_target_list)?.unwrap_or_default());
                    Ok(parts)
                })?;
                p.token(Token::Rpar)?;
                Ok(p.node(Kind::Tuple, from, parts.unwrap_or_default()))
            },
            |p: &mut Self| {
                p.token(Token::Lsqb)?;
                let parts = p.attempt(Self::star_target_list)?;
                p.token(Token::Rsqb)?;
                Ok(p.node(Kind::List, from, parts.unwrap_or_default()))
            },
        )
    }

    fn star_target_list(&mut self) -> Parse<Vec<NodeRef>> {
        let parts = self.separated(Self::star_target)?;
        self.comma()?;
        Ok(parts)
    }

    pub fn single_target(&mut self) -> Parse {
        choose!(self;
            Self::subscript_attribute_target,
            Self::name,
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                let inner = p.single_target()?;
                p.token(Token::Rpar)?;
                Ok(inner)
            },
        )
    }

    /// `a.b` or `a[b]`, not followed by more of the like.
    pub fn subscript_attribute_target(&mut self) -> Parse {
        let from = self.pos;
        self.target_primary()?;
        let found = self.last_trailer(from)?;
        self.not(|p| p.any_token(&LOOKAHEAD))?;
        Ok(found)
    }

    fn last_trailer(&mut self, from: usize) -> Parse {
        self.require(|p| p.at(&[Token::Dot, Token::Lsqb]))?;
        self.trailer(from)
    }

    /// A primary that a trailer follows.
    fn target_primary(&mut self) -> Parse {
        self.remember(Rule::TargetPrimary, |p| {
            let from = p.pos;
            let mut found = p.atom()?;
            p.require(|p| p.at(&LOOKAHEAD))?;
            while let Some(longer) = p.attempt(|p| {
                let longer = p.trailer(from)?;
                p.require(|p| p.at(&LOOKAHEAD))?;
                Ok(longer)
            })? {
                found = longer;
            }
            Ok(found)
        })
    }

    pub fn del_targets(&mut self) -> Parse<Vec<NodeRef>> {
        let parts = self.separated(Self::del_target)?;
        self.comma()?;
        Ok(parts)
    }

    fn del_target(&mut self) -> Parse {
        self.remember(
            Rule::DelTarget,
            |p| choose!(p; Self::subscript_attribute_target, Self::del_atom),
        )
    }

    fn del_atom(&mut self) -> Parse {
        let from = self.pos;
        choose!(self;
            Self::name,
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                let inner = p.del_target()?;
                p.token(Token::Rpar)?;
                Ok(inner)
            },
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                let parts = p.attempt(Self::del_targets)?;
                p.token(Token::Rpar)?;
                Ok(p.node(Kind::Tuple, from, parts.unwrap_or_default()))
            },
            |p: &mut Self| {
                p.token(Token::Lsqb)?;
                let parts = p.attempt(Self::del_targets)?;
                p.token(Token::Rsqb)?;
                Ok(p.node(Kind::List, from, parts.unwrap_or_default()))
            },
        )
    }
}
