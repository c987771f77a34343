//! Modules, lines and simple statements.
//!
//! Invariant: as in `expressions`.
//! Deliberately absent: statements with blocks (see `compound`).
//! Next file to read: `syntax/diagnose/compound.rs`.

use super::{
    node::{Kind, NodeRef, TargetUse},
    reader::{Parse, Reader, Rule, Stop, choose},
};
use crate::syntax::{Mode, token::Token};

const AUGMENTED: [Token; 13] = [
    Token::PlusEqual,
    Token::MinusEqual,
    Token::StarEqual,
    Token::AtEqual,
    Token::SlashEqual,
    Token::PercentEqual,
    Token::AmperEqual,
    Token::VbarEqual,
    Token::CircumflexEqual,
    Token::LeftShiftEqual,
    Token::RightShiftEqual,
    Token::DoubleStarEqual,
    Token::DoubleSlashEqual,
];

impl Reader<'_> {
    /// A whole source, or what is left of one.
    pub fn source(&mut self, mode: Mode) -> Parse<()> {
        match mode {
            Mode::File => {
                self.many(Self::statement)?;
                self.token(Token::EndMarker)?;
            }
            Mode::Eval => {
                self.expressions()?;
                self.many(|p| p.token(Token::Newline))?;
                self.token(Token::EndMarker)?;
            }
            Mode::Single => {
                choose!(self;
                    |p: &mut Self| {
                        p.compound_stmt()?;
                        p.require(|p| p.at(&[Token::Newline, Token::EndMarker]))
                    },
                    |p: &mut Self| p.simple_stmts(),
                )?;
                let rest = self.tokens.list.get(self.pos..).unwrap_or_default();
                if !rest.iter().all(|l| l.token.is_layout()) {
                    return self
                        .raise("multiple statements found while compiling a single statement");
                }
            }
        }
        Ok(())
    }

    pub fn statement(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                let from = p.pos;
                p.compound_stmt()?;
                p.note_block(from);
                Ok(())
            },
            Self::simple_stmts,
        )
    }

    /// Remembers where the statement with a block from token number `from` on begins,
    /// decorators aside.
    fn note_block(&mut self, mut from: usize) {
        let list = &self.tokens.list;
        while list.get(from).is_some_and(|l| l.token == Token::At) {
            let line = list[from..].iter().position(|l| l.token == Token::Newline);
            from += line.map_or(1, |length| length + 1);
        }
        if let Some(first) = list.get(from) {
            let line = self.source.line_col(first.span.start).0;
            self.last_block_line = self.last_block_line.max(line);
        }
    }

    pub fn simple_stmts(&mut self) -> Parse<()> {
        self.simple_stmt()?;
        self.many(|p| {
            p.token(Token::Semi)?;
            p.simple_stmt()
        })?;
        self.attempt(|p| p.token(Token::Semi))?;
        self.token(Token::Newline)?;
        Ok(())
    }

    pub fn simple_stmt(&mut self) -> Parse {
        self.remember(Rule::SimpleStmt, |p| {
            let from = p.pos;
            p.simple_kind()?;
            Ok(p.node(Kind::Other, from, Vec::new()))
        })
    }

    fn simple_kind(&mut self) -> Parse<()> {
        choose!(self;
            Self::assignment,
            Self::type_alias,
            |p: &mut Self| p.star_expressions().map(|_| ()),
            Self::simple_keyword,
        )
    }

    fn simple_keyword(&mut self) -> Parse<()> {
        let keyword = self.peek()?.token;
        match keyword {
            Token::Import | Token::From => self.import_stmt(),
            Token::Raise => self.raise_stmt(),
            Token::Del => self.del_stmt(),
            Token::Yield => self.yield_expr().map(|_| ()),
            Token::Assert => self.assert_stmt(),
            Token::Return => {
                self.pos += 1;
                self.attempt(Self::star_expressions).map(|_| ())
            }
            Token::Pass | Token::Break | Token::Continue => {
                self.pos += 1;
                Ok(())
            }
            Token::Global | Token::Nonlocal => {
                self.pos += 1;
                self.separated(Self::name).map(|_| ())
            }
            _ => Err(Stop::Fail),
        }
    }

    fn type_alias(&mut self) -> Parse<()> {
        self.word("type")?;
        self.token(Token::Name)?;
        self.attempt(Self::type_params)?;
        self.token(Token::Equal)?;
        self.expression()?;
        Ok(())
    }

    fn assignment(&mut self) -> Parse<()> {
        if self.attempt(Self::annotated_assignment)?.is_some()
            || self.attempt(Self::plain_assignment)?.is_some()
        {
            return Ok(());
        }
        let operator = self.attempt(|p| {
            p.single_target()?;
            p.any_token(&AUGMENTED)
        })?;
        if operator.is_some() {
            return self.annotated_rhs().map(|_| ());
        }
        self.explain(Self::invalid_assignment)?;
        Err(Stop::Fail)
    }

    fn annotated_assignment(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.name()?;
                p.annotation_and_value()
            },
            |p: &mut Self| {
                choose!(p;
                    |p: &mut Self| {
                        p.token(Token::Lpar)?;
                        let inner = p.single_target()?;
                        p.token(Token::Rpar)?;
                        Ok(inner)
                    },
                    Self::subscript_attribute_target,
                )
                .map(|_: NodeRef| ())?;
                p.annotation_and_value()
            },
        )
    }

    fn annotation_and_value(&mut self) -> Parse<()> {
        self.token(Token::Colon)?;
        self.expression()?;
        self.attempt(|p| {
            p.token(Token::Equal)?;
            p.annotated_rhs()
        })?;
        Ok(())
    }

    fn target_and_equal(&mut self) -> Parse<()> {
        self.star_targets()?;
        self.token(Token::Equal)?;
        Ok(())
    }

    fn plain_assignment(&mut self) -> Parse<()> {
        self.some(Self::target_and_equal)?;
        self.annotated_rhs()?;
        self.not(|p| p.token(Token::Equal))
    }

    fn invalid_assignment(&mut self) -> Parse<()> {
        self.attempt(Self::invalid_annotation)?;
        self.attempt(|p| {
            p.many(Self::target_and_equal)?;
            let target = p.star_expressions()?;
            p.token(Token::Equal)?;
            p.raise_invalid_target::<()>(&target, TargetUse::Assign)
        })?;
        self.attempt(|p| {
            p.many(Self::target_and_equal)?;
            let target = p.yield_expr()?;
            p.token(Token::Equal)?;
            p.raise_at::<()>(target.span, "assignment to yield expression not possible")
        })?;
        let target = self.star_expressions()?;
        self.any_token(&AUGMENTED)?;
        self.annotated_rhs()?;
        let name = target.name();
        self.raise_at(
            target.span,
            format!("'{name}' is an illegal expression for augmented assignment"),
        )
    }

    fn invalid_annotation(&mut self) -> Parse<()> {
        self.attempt(|p| {
            let target = p.annotated_sequence()?;
            p.token(Token::Colon)?;
            p.expression()?;
            let name = target.name();
            let message = format!("only single target (not {name}) can be annotated");
            p.raise_at::<()>(target.span, message)
        })?;
        self.attempt(|p| {
            let target = p.star_named_expression()?;
            p.token(Token::Comma)?;
            p.many(Self::star_named_expressions)?;
            p.token(Token::Colon)?;
            p.expression()?;
            let message = "only single target (not tuple) can be annotated";
            p.raise_at::<()>(target.span, message)
        })?;
        let target = self.expression()?;
        self.token(Token::Colon)?;
        self.expression()?;
        self.raise_at(target.span, "illegal target for annotation")
    }

    fn annotated_sequence(&mut self) -> Parse {
        choose!(self;
            Self::list,
            Self::tuple,
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                let inner = p.annotated_sequence()?;
                p.token(Token::Rpar)?;
                Ok(inner)
            },
        )
    }

    fn raise_stmt(&mut self) -> Parse<()> {
        self.token(Token::Raise)?;
        let exception = self.attempt(Self::expression)?;
        if exception.is_some() {
            self.attempt(|p| {
                p.token(Token::From)?;
                p.expression()
            })?;
        }
        Ok(())
    }

    fn del_stmt(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Del)?;
                p.del_targets()?;
                p.require(|p| p.at(&[Token::Semi, Token::Newline]))
            },
            |p: &mut Self| {
                p.explain(|p| {
                    p.token(Token::Del)?;
                    let targets = p.star_expressions()?;
                    p.raise_invalid_target(&targets, TargetUse::Delete)
                })?;
                Err(Stop::Fail)
            },
        )
    }

    fn assert_stmt(&mut self) -> Parse<()> {
        self.token(Token::Assert)?;
        self.expression()?;
        self.attempt(|p| {
            p.token(Token::Comma)?;
            p.expression()
        })?;
        Ok(())
    }

    fn import_stmt(&mut self) -> Parse<()> {
        self.explain(Self::invalid_import)?;
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Import)?;
                p.separated(Self::dotted_as_name).map(|_| ())
            },
            |p: &mut Self| {
                p.token(Token::From)?;
                p.many(|p| p.any_token(&[Token::Dot, Token::Ellipsis]))?;
                p.dotted_name()?;
                p.token(Token::Import)?;
                p.import_targets()
            },
            |p: &mut Self| {
                p.token(Token::From)?;
                p.some(|p| p.any_token(&[Token::Dot, Token::Ellipsis]))?;
                p.token(Token::Import)?;
                p.import_targets()
            },
        )
    }

    fn invalid_import(&mut self) -> Parse<()> {
        let import = self.token(Token::Import)?;
        let newline = self.attempt(|p| p.token(Token::Newline))?;
        if let Some(newline) = newline {
            let message = "Expected one or more names after 'import'";
            return self.raise_from(newline.span.start, message);
        }
        self.separated(Self::dotted_name)?;
        self.token(Token::From)?;
        self.dotted_name()?;
        self.raise_from(
            import.span.start,
            "Did you mean to use 'from ... import ...' instead?",
        )
    }

    fn dotted_name(&mut self) -> Parse<()> {
        self.name()?;
        self.many(|p| {
            p.token(Token::Dot)?;
            p.name()
        })?;
        Ok(())
    }

    fn dotted_as_name(&mut self) -> Parse<()> {
        self.explain(|p| {
            p.dotted_name()?;
            p.invalid_import_alias()
        })?;
        self.dotted_name()?;
        self.import_alias()
    }

    fn import_alias(&mut self) -> Parse<()> {
        self.attempt(|p| {
            p.token(Token::As)?;
            p.name()
        })?;
        Ok(())
    }

    fn invalid_import_alias(&mut self) -> Parse<()> {
        self.token(Token::As)?;
        self.not(|p| {
            p.name()?;
            p.any_token(&[Token::Comma, Token::Rpar, Token::Semi, Token::Newline])
        })?;
        let target = self.expression()?;
        let name = target.name();
        self.raise_at(target.span, format!("cannot use {name} as import target"))
    }

    fn import_targets(&mut self) -> Parse<()> {
        choose!(self;
            |p: &mut Self| {
                p.token(Token::Lpar)?;
                p.separated(Self::import_as_name)?;
                p.comma()?;
                p.token(Token::Rpar).map(|_| ())
            },
            |p: &mut Self| {
                p.separated(Self::import_as_name)?;
                p.not(|p| p.token(Token::Comma))
            },
            |p: &mut Self| p.token(Token::Star).map(|_| ()),
            |p: &mut Self| {
                p.explain(Self::invalid_import_targets)?;
                Err(Stop::Fail)
            },
        )
    }

    fn import_as_name(&mut self) -> Parse<()> {
        self.explain(|p| {
            p.name()?;
            p.invalid_import_alias()
        })?;
        self.name()?;
        self.import_alias()
    }

    fn invalid_import_targets(&mut self) -> Parse<()> {
        self.attempt(|p| {
            p.separated(Self::import_as_name)?;
            p.token(Token::Comma)?;
            p.token(Token::Newline)?;
            p.raise::<()>("trailing comma not allowed without surrounding parentheses")
        })?;
        let newline = self.token(Token::Newline)?;
        let message = "Expected one or more names after 'import'";
        self.raise_from(newline.span.start, message)
    }
}
