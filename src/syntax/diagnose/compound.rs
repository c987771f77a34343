//! Statements with blocks.
//!
//! Invariant: as in `expressions`. Every header has a rule of its own for a missing colon and
//! for a missing block, tried before the statement itself.
//! Deliberately absent: patterns (see `patterns`).
//! Next file to read: `syntax/diagnose/expressions.rs`.

use super::{
    node::{Kind, NodeRef, TargetUse},
    reader::{Parse, Reader, Rule, Stop, choose},
};
use crate::{
    source::Span,
    syntax::{errors::ErrorKind, token::Token},
};

impl Reader<'_> {
    pub fn compound_stmt(&mut self) -> Parse<()> {
        match self.peek()?.token {
            Token::Def => self.function_def(),
            Token::At => choose!(self; Self::function_def, Self::class_def),
            Token::Async => {
                choose!(self; Self::function_def, Self::with_stmt, Self::for_stmt)
            }
            Token::If => self.if_stmt(),
            Token::Class => self.class_def(),
            Token::With => self.with_stmt(),
            Token::For => self.for_stmt(),
            Token::Try => self.try_stmt(),
            Token::While => self.while_stmt(),
            _ => self.match_stmt(),
        }
    }

    fn block(&mut self) -> Parse {
        self.remember(Rule::Block, |p| {
            let from = p.pos;
            choose!(p;
                |p: &mut Self| {
                    p.token(Token::Newline)?;
                    p.token(Token::Indent)?;
                    p.some(Self::statement)?;
                    p.token(Token::Dedent).map(|_| ())
                },
                Self::simple_stmts,
                |p: &mut Self| {
                    p.explain(|p| {
                        p.no_indent()?;
                        p.raise_last(ErrorKind::Indentation, "expected an indented block")
                    })?;
                    Err(Stop::Fail)
                },
            )?;
            Ok(p.node(Kind::Other, from, Vec::new()))
        })
    }

    /// A line that ends, and no deeper one after it.
    fn no_indent(&mut self) -> Parse<()> {
        self.token(Token::Newline)?;
        self.not(|p| p.token(Token::Indent))
    }

    /// Raises if the colon is there and the block is not.
    fn colon_without_block(&mut self, header: &str, start: Span) -> Parse<()> {
        self.token(Token::Colon)?;
        self.no_indent()?;
        self.raise_no_block(header, start.start)
    }

    fn expected_colon(&mut self) -> Parse<()> {
        self.token(Token::Newline)?;
        self.raise("expected ':'")
    }

    /// `keyword test` that lacks its colon or its block.
    fn invalid_test(&mut self, keyword: Token, header: &str) -> Parse<()> {
        let start = self.token(keyword)?.span;
        self.named_expression()?;
        self.attempt(Self::expected_colon)?;
        self.colon_without_block(header, start)
    }

    fn if_stmt(&mut self) -> Parse<()> {
        self.explain(|p| p.invalid_test(Token::If, "'if' statement"))?;
        self.if_rest(Token::If)
    }

    fn elif_stmt(&mut self) -> Parse<()> {
        self.explain(|p| p.invalid_test(Token::Elif, "'elif' statement"))?;
        self.if_rest(Token::Elif)
    }

    fn if_rest(&mut self, keyword: Token) -> Parse<()> {
        self.token(keyword)?;
        self.named_expression()?;
        self.token(Token::Colon)?;
        self.block()?;
        if self.attempt(Self::elif_stmt)?.is_none() {
            self.attempt(Self::else_block)?;
        }
        Ok(())
    }

    fn else_block(&mut self) -> Parse<()> {
        self.explain(|p| {
            let start = p.token(Token::Else)?.span;
            p.attempt(|p| p.colon_without_block("'else' statement", start))?;
            p.token(Token::Colon)?;
            p.block()?;
            p.token(Token::Elif)?;
            p.raise("'elif' block follows an 'else' block")
        })?;
        self.token(Token::Else)?;
        self.forced(Token::Colon, ":")?;
        self.block().map(|_| ())
    }

    fn while_stmt(&mut self) -> Parse<()> {
        self.explain(|p| p.invalid_test(Token::While, "'while' statement"))?;
        self.token(Token::While)?;
        self.named_expression()?;
        self.token(Token::Colon)?;
        self.block()?;
        self.attempt(Self::else_block)?;
        Ok(())
    }

    fn for_stmt(&mut self) -> Parse<()> {
        self.explain(|p| {
            p.attempt(|p| p.token(Token::Async))?;
            let start = p.token(Token::For)?.span;
            p.star_targets()?;
            p.token(Token::In)?;
            p.star_expressions()?;
            p.attempt(Self::expected_colon)?;
            p.colon_without_block("'for' statement", start)
        })?;
        let header = self.attempt(|p| {
            p.attempt(|p| p.token(Token::Async))?;
            p.token(Token::For)?;
            p.star_targets()?;
            p.token(Token::In)
        })?;
        if header.is_none() {
            self.explain(Self::invalid_for_target)?;
            return Err(Stop::Fail);
        }
        self.star_expressions()?;
        self.token(Token::Colon)?;
        self.block()?;
        self.attempt(Self::else_block)?;
        Ok(())
    }

    fn with_stmt(&mut self) -> Parse<()> {
        self.explain(Self::invalid_with_indent)?;
        choose!(self;
            |p: &mut Self| {
                p.attempt(|p| p.token(Token::Async))?;
                p.token(Token::With)?;
                p.token(Token::Lpar)?;
                p.separated(Self::with_item)?;
                p.comma()?;
                p.token(Token::Rpar)?;
                p.token(Token::Colon)?;
                p.block().map(|_| ())
            },
            |p: &mut Self| {
                p.attempt(|p| p.token(Token::Async))?;
                p.token(Token::With)?;
                p.separated(Self::with_item)?;
                p.token(Token::Colon)?;
                p.block().map(|_| ())
            },
            |p: &mut Self| {
                p.explain(Self::invalid_with)?;
                Err(Stop::Fail)
            },
        )
    }

    fn with_item(&mut self) -> Parse<()> {
        let ends = [Token::Comma, Token::Rpar, Token::Colon];
        let found = self.attempt(|p| {
            p.expression()?;
            p.token(Token::As)?;
            p.star_target()?;
            p.require(|p| p.at(&ends))
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.explain(|p| {
            p.expression()?;
            p.token(Token::As)?;
            let target = p.expression()?;
            p.require(|p| p.at(&ends))?;
            p.raise_invalid_target(&target, TargetUse::Assign)
        })?;
        self.expression().map(|_| ())
    }

    /// `with item, item`: the items, and the keyword's place.
    fn with_header(&mut self) -> Parse<Span> {
        self.attempt(|p| p.token(Token::Async))?;
        let start = self.token(Token::With)?.span;
        self.separated(|p| p.loose_with_item(Self::expression))?;
        Ok(start)
    }

    /// `with (item, item)`
    fn with_group_header(&mut self) -> Parse<Span> {
        self.attempt(|p| p.token(Token::Async))?;
        let start = self.token(Token::With)?.span;
        self.token(Token::Lpar)?;
        self.separated(|p| p.loose_with_item(Self::expressions))?;
        self.comma()?;
        self.token(Token::Rpar)?;
        Ok(start)
    }

    fn loose_with_item(&mut self, context: fn(&mut Self) -> Parse) -> Parse<()> {
        context(self)?;
        self.attempt(|p| {
            p.token(Token::As)?;
            p.star_target()
        })?;
        Ok(())
    }

    fn invalid_with_indent(&mut self) -> Parse<()> {
        self.attempt(|p| {
            let start = p.with_header()?;
            p.colon_without_block("'with' statement", start)
        })?;
        let start = self.with_group_header()?;
        self.colon_without_block("'with' statement", start)
    }

    fn invalid_with(&mut self) -> Parse<()> {
        self.attempt(|p| {
            p.with_header()?;
            p.expected_colon()
        })?;
        self.with_group_header()?;
        self.expected_colon()
    }

    fn try_stmt(&mut self) -> Parse<()> {
        self.explain(Self::invalid_try)?;
        self.token(Token::Try)?;
        self.forced(Token::Colon, ":")?;
        self.block()?;
        choose!(self;
            Self::finally_block,
            |p: &mut Self| {
                p.some(Self::except_block)?;
                p.attempt(Self::else_block)?;
                p.attempt(Self::finally_block)?;
                Ok(())
            },
            |p: &mut Self| {
                p.some(Self::except_star_block)?;
                p.attempt(Self::else_block)?;
                p.attempt(Self::finally_block)?;
                Ok(())
            },
        )
    }

    fn invalid_try(&mut self) -> Parse<()> {
        let mixed = "cannot have both 'except' and 'except*' on the same 'try'";
        let start = self.token(Token::Try)?.span;
        self.attempt(|p| p.colon_without_block("'try' statement", start))?;
        self.token(Token::Colon)?;
        self.attempt(|p| {
            p.block()?;
            p.not(|p| p.any_token(&[Token::Except, Token::Finally]))?;
            p.raise::<()>("expected 'except' or 'finally' block")
        })?;
        self.many(Self::block)?;
        self.attempt(|p| {
            p.some(Self::except_block)?;
            let except = p.token(Token::Except)?;
            let star = p.token(Token::Star)?;
            p.expression()?;
            p.optional_except_name()?;
            p.token(Token::Colon)?;
            p.raise_at::<()>(except.span.to(star.span), mixed)
        })?;
        self.some(Self::except_star_block)?;
        let except = self.token(Token::Except)?;
        self.attempt(|p| {
            p.expression()?;
            p.optional_except_name()
        })?;
        self.token(Token::Colon)?;
        self.raise_at(except.span, mixed)
    }

    fn optional_except_name(&mut self) -> Parse<()> {
        self.attempt(|p| {
            p.token(Token::As)?;
            p.name()
        })?;
        Ok(())
    }

    fn except_block(&mut self) -> Parse<()> {
        self.explain(|p| {
            let start = p.token(Token::Except)?.span;
            p.attempt(|p| {
                p.expression()?;
                p.optional_except_name()?;
                p.colon_without_block("'except' statement", start)
            })?;
            p.colon_without_block("'except' statement", start)
        })?;
        let found = self.attempt(|p| {
            p.token(Token::Except)?;
            p.except_types(true)
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.explain(|p| p.invalid_except(false))?;
        Err(Stop::Fail)
    }

    /// What follows `except` or `except*`, with the block.
    fn except_types(&mut self, may_be_bare: bool) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.expression()?;
                p.token(Token::Colon)?;
                p.block().map(|_| ())
            },
            |p: &mut Self| {
                p.expression()?;
                p.token(Token::As)?;
                p.name()?;
                p.token(Token::Colon)?;
                p.block().map(|_| ())
            },
            |p: &mut Self| {
                p.expressions()?;
                p.token(Token::Colon)?;
                p.block().map(|_| ())
            },
            |p: &mut Self| {
                p.require(|_| Ok(may_be_bare))?;
                p.token(Token::Colon)?;
                p.block().map(|_| ())
            },
        )
    }

    fn except_star_block(&mut self) -> Parse<()> {
        self.explain(|p| {
            let start = p.token(Token::Except)?.span;
            p.token(Token::Star)?;
            p.expression()?;
            p.optional_except_name()?;
            p.colon_without_block("'except*' statement", start)
        })?;
        let found = self.attempt(|p| {
            p.token(Token::Except)?;
            p.token(Token::Star)?;
            p.except_types(false)
        })?;
        if found.is_some() {
            return Ok(());
        }
        self.explain(|p| p.invalid_except(true))?;
        Err(Stop::Fail)
    }

    fn invalid_except(&mut self, star: bool) -> Parse<()> {
        self.token(Token::Except)?;
        if star {
            self.token(Token::Star)?;
        }
        self.attempt(|p| {
            let first = p.expression()?;
            p.token(Token::Comma)?;
            p.expressions()?;
            p.token(Token::As)?;
            p.name()?;
            p.token(Token::Colon)?;
            p.raise_from::<()>(
                first.span.start,
                "multiple exception types must be parenthesized when using 'as'",
            )
        })?;
        self.attempt(|p| {
            p.expression()?;
            p.optional_except_name()?;
            p.expected_colon()
        })?;
        self.attempt(|p| {
            if star {
                p.any_token(&[Token::Newline, Token::Colon])?;
                return p.raise("expected one or more exception types");
            }
            p.expected_colon()
        })?;
        self.expression()?;
        self.token(Token::As)?;
        let target = self.expression()?;
        self.token(Token::Colon)?;
        self.block()?;
        let name = target.name();
        let keyword = if star { "except*" } else { "except" };
        let message = format!("cannot use {keyword} statement with {name}");
        self.raise_at(target.span, message)
    }

    fn finally_block(&mut self) -> Parse<()> {
        self.explain(|p| {
            let start = p.token(Token::Finally)?.span;
            p.colon_without_block("'finally' statement", start)
        })?;
        self.token(Token::Finally)?;
        self.forced(Token::Colon, ":")?;
        self.block().map(|_| ())
    }

    fn decorators(&mut self) -> Parse<()> {
        self.many(|p| {
            p.token(Token::At)?;
            p.named_expression()?;
            p.token(Token::Newline)
        })?;
        Ok(())
    }

    fn class_def(&mut self) -> Parse<()> {
        self.decorators()?;
        self.explain(|p| {
            let start = p.class_header()?;
            p.attempt(Self::expected_colon)?;
            p.colon_without_block("class definition", start)
        })?;
        self.class_header()?;
        self.token(Token::Colon)?;
        self.block().map(|_| ())
    }

    fn class_header(&mut self) -> Parse<Span> {
        let start = self.token(Token::Class)?.span;
        self.name()?;
        self.attempt(Self::type_params)?;
        self.attempt(|p| {
            p.token(Token::Lpar)?;
            p.attempt(Self::arguments)?;
            p.token(Token::Rpar)
        })?;
        Ok(start)
    }

    fn function_def(&mut self) -> Parse<()> {
        self.decorators()?;
        self.explain(|p| {
            p.attempt(|p| {
                let start = p.def_name()?;
                p.token(Token::Lpar)?;
                p.function_signature()?;
                p.colon_without_block("function definition", start)
            })?;
            p.def_name()?;
            p.forced(Token::Lpar, "(")?;
            p.function_signature()?;
            p.forced(Token::Colon, ":")?;
            Err(Stop::Fail)
        })?;
        self.def_name()?;
        self.token(Token::Lpar)?;
        self.function_signature()?;
        self.token(Token::Colon)?;
        self.block().map(|_| ())
    }

    /// `async def name[T]`: the place of `def`.
    fn def_name(&mut self) -> Parse<Span> {
        self.attempt(|p| p.token(Token::Async))?;
        let start = self.token(Token::Def)?.span;
        self.name()?;
        self.attempt(Self::type_params)?;
        Ok(start)
    }

    /// Parameters, the closing parenthesis and the return annotation.
    fn function_signature(&mut self) -> Parse<()> {
        self.attempt(Self::params)?;
        self.token(Token::Rpar)?;
        self.attempt(|p| {
            p.token(Token::Rarrow)?;
            p.expression()
        })?;
        Ok(())
    }

    fn match_stmt(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.word("match")?;
                p.subject()?;
                p.token(Token::Colon)?;
                p.token(Token::Newline)?;
                p.token(Token::Indent)?;
                p.some(Self::case_block)?;
                p.token(Token::Dedent).map(|_| ())
            },
            |p: &mut Self| {
                p.explain(Self::invalid_match)?;
                Err(Stop::Fail)
            },
        )
    }

    fn subject(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.star_named_expression()?;
                p.token(Token::Comma)?;
                p.attempt(Self::star_named_expressions)?;
                Ok(())
            },
            |p: &mut Self| p.named_expression().map(|_: NodeRef| ()),
        )
    }

    fn invalid_match(&mut self) -> Parse<()> {
        let start = self.word("match")?.span;
        self.subject()?;
        self.attempt(Self::expected_colon)?;
        self.colon_without_block("'match' statement", start)
    }

    fn case_header(&mut self) -> Parse<Span> {
        let start = self.word("case")?.span;
        self.patterns()?;
        self.attempt(|p| {
            p.token(Token::If)?;
            p.named_expression()
        })?;
        Ok(start)
    }

    fn case_block(&mut self) -> Parse<()> {
        self.explain(|p| {
            let start = p.case_header()?;
            p.attempt(Self::expected_colon)?;
            p.colon_without_block("'case' statement", start)
        })?;
        self.case_header()?;
        self.token(Token::Colon)?;
        self.block().map(|_| ())
    }
}
