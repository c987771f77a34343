//! Expressions, from lists of them down to unary operators.
//!
//! Invariant: alternatives are tried in CPython's order.
//! Deliberately absent: primaries (see `atoms`).
//! Next file to read: `syntax/diagnose/atoms.rs`.

use super::{
    node::{Kind, NodeRef},
    reader::{Parse, Reader, Rule, Stop, choose},
};
use crate::syntax::token::Token;

const SOFT_KEYWORDS: [&str; 4] = ["_", "case", "match", "type"];

/// Where an unparenthesised `not` cannot stand: after these.
const ARITHMETIC: [Token; 7] = [
    Token::Plus,
    Token::Minus,
    Token::Star,
    Token::Slash,
    Token::Percent,
    Token::DoubleSlash,
    Token::At,
];

impl Reader<'_> {
    /// `item, item, ...`: a tuple if there is a comma.
    fn tuple_of(&mut self, item: impl Fn(&mut Self) -> Parse + Copy) -> Parse {
        let from = self.pos;
        let first = item(self)?;
        let mut parts = vec![first.clone()];
        while let Some(part) = self.attempt(|p| {
            p.token(Token::Comma)?;
            item(p)
        })? {
            parts.push(part);
        }
        if self.comma()? || parts.len() > 1 {
            return Ok(self.node(Kind::Tuple, from, parts));
        }
        Ok(first)
    }

    pub fn expressions(&mut self) -> Parse {
        self.tuple_of(Self::expression)
    }

    pub fn star_expressions(&mut self) -> Parse {
        self.tuple_of(Self::star_expression)
    }

    pub fn star_expression(&mut self) -> Parse {
        self.remember(
            Rule::StarExpression,
            |p| choose!(p; Self::starred_bit_or, Self::expression),
        )
    }

    /// `*operand` where the operand is no comparison.
    pub fn starred_bit_or(&mut self) -> Parse {
        let from = self.pos;
        self.token(Token::Star)?;
        let value = self.bitwise_or()?;
        Ok(self.node(Kind::Starred, from, vec![value]))
    }

    pub fn star_named_expression(&mut self) -> Parse {
        choose!(self; Self::starred_bit_or, Self::named_expression)
    }

    /// `a, *b, c` without making a tuple of it.
    pub fn star_named_expressions(&mut self) -> Parse<Vec<NodeRef>> {
        let found = self.separated(Self::star_named_expression)?;
        self.comma()?;
        Ok(found)
    }

    pub fn assignment_expression(&mut self) -> Parse {
        let from = self.pos;
        let target = self.name()?;
        self.token(Token::ColonEqual)?;
        self.expression()?;
        Ok(self.node(Kind::NamedExpr, from, vec![target]))
    }

    pub fn named_expression(&mut self) -> Parse {
        if let Some(found) = self.attempt(Self::assignment_expression)? {
            return Ok(found);
        }
        self.explain(Self::invalid_named_expression)?;
        let found = self.expression()?;
        self.not(|p| p.token(Token::ColonEqual))?;
        Ok(found)
    }

    fn invalid_named_expression(&mut self) -> Parse<()> {
        self.remember(Rule::InvalidNamed, |p| {
            p.attempt(|p| {
                let target = p.expression()?;
                p.token(Token::ColonEqual)?;
                p.expression()?;
                let name = target.name();
                p.raise_at::<()>(
                    target.span,
                    format!("cannot use assignment expressions with {name}"),
                )
            })?;
            p.attempt(|p| {
                let target = p.name()?;
                p.token(Token::Equal)?;
                let value = p.bitwise_or()?;
                p.not(|p| p.any_token(&[Token::Equal, Token::ColonEqual]))?;
                p.raise_at::<()>(
                    target.span.to(value.span),
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
                )
            })?;
            p.not(|p| {
                choose!(p;
                    Self::list,
                    Self::tuple,
                    Self::genexp,
                    |p: &mut Self| p.singleton(),
                )
            })?;
            let target = p.bitwise_or()?;
            p.token(Token::Equal)?;
            p.bitwise_or()?;
            p.not(|p| p.any_token(&[Token::Equal, Token::ColonEqual]))?;
            let name = target.name();
            p.raise_at(
                target.span,
                format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?"),
            )
        })?;
        Err(Stop::Fail)
    }

    pub fn expression(&mut self) -> Parse {
        self.remember(Rule::Expression, |p| {
            p.explain(Self::invalid_expression)?;
            p.explain(Self::invalid_legacy_expression)?;
            p.expression_without_invalid_rules_first()
        })
    }

    fn expression_without_invalid_rules_first(&mut self) -> Parse {
        choose!(self; Self::if_expression, Self::disjunction, Self::lambda)
    }

    pub fn if_expression(&mut self) -> Parse {
        let from = self.pos;
        self.disjunction()?;
        self.token(Token::If)?;
        self.disjunction()?;
        self.token(Token::Else)?;
        self.expression()?;
        Ok(self.node(Kind::IfExp, from, Vec::new()))
    }

    fn expression_without_invalid(&mut self) -> Parse {
        self.plainly(Self::expression_without_invalid_rules_first)
    }

    fn invalid_expression(&mut self) -> Parse<()> {
        self.attempt(Self::text_between_strings)?;
        self.attempt(Self::missing_comma)?;
        self.attempt(|p| {
            let body = p.disjunction()?;
            p.token(Token::If)?;
            let test = p.disjunction()?;
            p.not(|p| p.any_token(&[Token::Else, Token::Colon]))?;
            let span = body.span.to(test.span);
            p.raise_at::<()>(span, "expected 'else' after 'if' expression")
        })?;
        self.attempt(|p| {
            p.disjunction()?;
            p.token(Token::If)?;
            p.disjunction()?;
            p.token(Token::Else)?;
            p.not(Self::expression)?;
            p.raise_next::<()>("expected expression after 'else', but statement is given")
        })?;
        self.attempt(|p| {
            let statement = p.any_token(&[Token::Pass, Token::Break, Token::Continue])?;
            p.token(Token::If)?;
            p.disjunction()?;
            p.token(Token::Else)?;
            p.simple_stmt()?;
            p.raise_at::<()>(
                statement.span,
                "expected expression before 'if', but statement is given",
            )
        })?;
        let lambda = self.token(Token::Lambda)?;
        self.attempt(Self::lambda_params)?;
        let colon = self.token(Token::Colon)?;
        self.require(|p| p.at(&[Token::FStringMiddle]))?;
        let letter = self.enclosing_letter();
        self.raise_at(
            lambda.span.to(colon.span),
            format!("{letter}-string: lambda expressions are not allowed without parentheses"),
        )
    }

    /// `"a" b "c"`: someone forgot to escape the inner quotes.
    fn text_between_strings(&mut self) -> Parse<()> {
        self.token(Token::String)?;
        let inner = self.some(|p| {
            p.not(|p| p.token(Token::String))?;
            p.expression_without_invalid()
        })?;
        self.token(Token::String)?;
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else {
            return Err(Stop::Fail);
        };
        self.raise_at(
            first.span.to(last.span),
            "invalid syntax. Is this intended to be part of the string?",
        )
    }

    /// Two expressions in a row within brackets.
    fn missing_comma(&mut self) -> Parse<()> {
        self.not(|p| {
            choose!(p;
                |p: &mut Self| {
                    p.token(Token::Name)?;
                    p.token(Token::String)
                },
                |p: &mut Self| {
                    let name = p.token(Token::Name)?;
                    let text = p.source.slice(name.span);
                    p.require(|_| Ok(SOFT_KEYWORDS.contains(&text)))?;
                    Ok(name)
                },
            )
        })?;
        let first = self.disjunction()?;
        let second = self.expression_without_invalid()?;
        if self.is_legacy_statement(&first) || self.bracket_level() == 0 {
            return Err(Stop::Fail);
        }
        self.raise_at(
            first.span.to(second.span),
            "invalid syntax. Perhaps you forgot a comma?",
        )
    }

    fn is_legacy_statement(&self, node: &NodeRef) -> bool {
        node.kind == Kind::Name && matches!(self.source.slice(node.span), "print" | "exec")
    }

    fn invalid_legacy_expression(&mut self) -> Parse<()> {
        let name = self.name()?;
        self.not(|p| p.token(Token::Lpar))?;
        let rest = self.star_expressions()?;
        if !self.is_legacy_statement(&name) {
            return Err(Stop::Fail);
        }
        let text = self.source.slice(name.span);
        self.raise_at(
            name.span.to(rest.span),
            format!("Missing parentheses in call to '{text}'. Did you mean {text}(...)?"),
        )
    }

    pub fn yield_expr(&mut self) -> Parse {
        let from = self.pos;
        self.token(Token::Yield)?;
        let delegated = self.attempt(|p| {
            p.token(Token::From)?;
            p.expression()
        })?;
        if delegated.is_none() {
            self.attempt(Self::star_expressions)?;
        }
        Ok(self.node(Kind::Yield, from, Vec::new()))
    }

    /// What may stand right of `=`.
    pub fn annotated_rhs(&mut self) -> Parse {
        choose!(self; Self::yield_expr, Self::star_expressions)
    }

    fn lambda(&mut self) -> Parse {
        let from = self.pos;
        self.token(Token::Lambda)?;
        self.attempt(Self::lambda_params)?;
        self.token(Token::Colon)?;
        self.expression()?;
        Ok(self.node(Kind::Lambda, from, Vec::new()))
    }

    /// Operands with one of `operators` between them.
    fn operands(
        &mut self,
        operators: &[Token],
        operand: impl Fn(&mut Self) -> Parse + Copy,
    ) -> Parse {
        let from = self.pos;
        let first = operand(self)?;
        let more = self.many(|p| {
            p.any_token(operators)?;
            operand(p)
        })?;
        if more.is_empty() {
            return Ok(first);
        }
        Ok(self.node(Kind::Operation, from, Vec::new()))
    }

    pub fn disjunction(&mut self) -> Parse {
        self.remember(Rule::Disjunction, |p| {
            p.operands(&[Token::Or], Self::conjunction)
        })
    }

    fn conjunction(&mut self) -> Parse {
        self.remember(Rule::Conjunction, |p| {
            p.operands(&[Token::And], Self::inversion)
        })
    }

    fn inversion(&mut self) -> Parse {
        self.remember(Rule::Inversion, |p| {
            choose!(p;
                |p: &mut Self| {
                    let from = p.pos;
                    p.token(Token::Not)?;
                    p.inversion()?;
                    Ok(p.node(Kind::Operation, from, Vec::new()))
                },
                Self::comparison,
            )
        })
    }

    fn comparison(&mut self) -> Parse {
        let from = self.pos;
        let left = self.bitwise_or()?;
        let rest = self.many(|p| {
            let operator = p.compare_op()?;
            p.bitwise_or()?;
            Ok(operator)
        })?;
        let Some(operator) = rest.first() else {
            return Ok(left);
        };
        let is_in = *operator == Token::In;
        Ok(self.node(Kind::Compare { is_in }, from, vec![left]))
    }

    /// A comparison operator; `not in` and `is not` count by their first word.
    fn compare_op(&mut self) -> Parse<Token> {
        let found = self.peek()?.token;
        if found == Token::LessGreater {
            let span = self.peek()?.span;
            return self.raise_at(
                span,
                "invalid syntax.  Maybe you meant '!=' instead of '<>'?",
            );
        }
        self.any_token(&[
            Token::EqEqual,
            Token::NotEqual,
            Token::LessEqual,
            Token::Less,
            Token::GreaterEqual,
            Token::Greater,
            Token::Not,
            Token::In,
            Token::Is,
        ])?;
        match found {
            Token::Not => {
                self.token(Token::In)?;
            }
            Token::Is => {
                self.attempt(|p| p.token(Token::Not))?;
            }
            _ => {}
        }
        Ok(found)
    }

    pub fn bitwise_or(&mut self) -> Parse {
        self.remember(Rule::BitOr, |p| {
            p.operands(&[Token::Vbar], Self::bitwise_xor)
        })
    }

    fn bitwise_xor(&mut self) -> Parse {
        self.remember(Rule::BitXor, |p| {
            p.operands(&[Token::Circumflex], Self::bitwise_and)
        })
    }

    fn bitwise_and(&mut self) -> Parse {
        self.remember(Rule::BitAnd, |p| p.operands(&[Token::Amper], Self::shift))
    }

    fn shift(&mut self) -> Parse {
        self.remember(Rule::Shift, |p| {
            p.explain(Self::invalid_arithmetic)?;
            p.operands(&[Token::LeftShift, Token::RightShift], Self::sum)
        })
    }

    fn invalid_arithmetic(&mut self) -> Parse<()> {
        self.sum()?;
        self.any_token(&ARITHMETIC)?;
        let not = self.token(Token::Not)?;
        let operand = self.inversion()?;
        self.raise_at(
            not.span.to(operand.span),
            "'not' after an operator must be parenthesized",
        )
    }

    fn sum(&mut self) -> Parse {
        self.remember(Rule::Sum, |p| {
            p.operands(&[Token::Plus, Token::Minus], Self::term)
        })
    }

    fn term(&mut self) -> Parse {
        self.remember(Rule::Term, |p| {
            p.explain(Self::invalid_factor)?;
            let operators = [
                Token::Star,
                Token::Slash,
                Token::DoubleSlash,
                Token::Percent,
                Token::At,
            ];
            p.operands(&operators, Self::factor)
        })
    }

    fn invalid_factor(&mut self) -> Parse<()> {
        self.any_token(&[Token::Plus, Token::Minus, Token::Tilde])?;
        let not = self.token(Token::Not)?;
        let operand = self.factor()?;
        self.raise_at(
            not.span.to(operand.span),
            "'not' after an operator must be parenthesized",
        )
    }

    fn factor(&mut self) -> Parse {
        self.remember(Rule::Factor, |p| {
            choose!(p;
                |p: &mut Self| {
                    let from = p.pos;
                    p.any_token(&[Token::Plus, Token::Minus, Token::Tilde])?;
                    p.factor()?;
                    Ok(p.node(Kind::Operation, from, Vec::new()))
                },
                Self::power,
            )
        })
    }

    fn power(&mut self) -> Parse {
        let from = self.pos;
        let base = self.await_primary()?;
        let exponent = self.attempt(|p| {
            p.token(Token::DoubleStar)?;
            p.factor()
        })?;
        match exponent {
            Some(_) => Ok(self.node(Kind::Operation, from, Vec::new())),
            None => Ok(base),
        }
    }

    fn await_primary(&mut self) -> Parse {
        self.remember(Rule::AwaitPrimary, |p| {
            choose!(p;
                |p: &mut Self| {
                    let from = p.pos;
                    p.token(Token::Await)?;
                    p.primary()?;
                    Ok(p.node(Kind::Await, from, Vec::new()))
                },
                Self::primary,
            )
        })
    }
}
