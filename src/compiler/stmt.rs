//! Statements.
//!
//! Invariant: a statement leaves the stack as it found it.
//! Deliberately absent: definitions (`function.rs`, `class.rs`), `try`, `with` and `match`.
//! Next file to read: `compiler/expr.rs`.

use super::{
    Compiler, Outcome,
    emit::{NO_LOCATION, Opcode},
    names::Ctx,
    unit::{Block, UnitKind},
};
use crate::{
    bytecode::{
        code::Constant,
        opcode::{Op, intrinsic_1},
    },
    source::{Location, Span},
    syntax::ast::{Alias, BinaryOp, Expr, ExprKind, Stmt, StmtKind},
};

impl<'a> Compiler<'a> {
    pub(super) fn stmt(&mut self, s: &'a Stmt) -> Outcome {
        self.deeper()?;
        let outcome = self.stmt_kind(s);
        self.depth -= 1;
        outcome
    }

    fn stmt_kind(&mut self, s: &'a Stmt) -> Outcome {
        match &s.kind {
            StmtKind::FunctionDef(def) => self.function_def(def, s.span),
            StmtKind::ClassDef(def) => self.class_def(def, s.span),
            StmtKind::Return(value) => self.return_stmt(value.as_deref(), s.span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.delete(t)),
            StmtKind::Assign { targets, value } => self.assign(targets, value, s.span),
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => self.type_alias(name, type_params, value, s.span),
            StmtKind::AugAssign { target, op, value } => {
                self.aug_assign(target, *op, value, s.span)
            }
            StmtKind::AnnAssign { .. } => self.ann_assign(s),
            StmtKind::Raise { exc, cause } => {
                self.raise_stmt(exc.as_deref(), cause.as_deref(), s.span)
            }
            StmtKind::Assert { test, msg } => self.assert_stmt(test, msg.as_deref(), s.span),
            StmtKind::Import(names) => {
                let loc = self.loc(s.span);
                names.iter().for_each(|alias| self.import(alias, loc));
                Ok(())
            }
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => {
                self.import_from(module.as_deref(), names, *level, s.span);
                Ok(())
            }
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Expr(value) => self.expr_stmt(value, s.span),
            StmtKind::Pass => {
                let loc = self.loc(s.span);
                self.op(Op::NOP, 0, loc);
                Ok(())
            }
            StmtKind::Break => self.break_stmt(s.span),
            StmtKind::Continue => self.continue_stmt(s.span),
            StmtKind::If { .. }
            | StmtKind::For { .. }
            | StmtKind::While { .. }
            | StmtKind::With { .. }
            | StmtKind::Match { .. }
            | StmtKind::Try(_) => {
                let outer = std::mem::replace(&mut self.unit.in_conditional, true);
                let outcome = self.block_stmt(s);
                self.unit.in_conditional = outer;
                outcome
            }
        }
    }

    fn block_stmt(&mut self, s: &'a Stmt) -> Outcome {
        match &s.kind {
            StmtKind::If { test, body, orelse } => self.if_stmt(test, body, orelse, s.span),
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async: false,
            } => self.for_stmt(target, iter, (body, orelse), s.span),
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async: true,
            } => self.async_for_stmt(target, iter, (body, orelse), s.span),
            StmtKind::While { test, body, orelse } => self.while_stmt(test, body, orelse, s.span),
            StmtKind::With {
                items,
                body,
                is_async,
            } => self.with_stmt(items, body, *is_async, s.span),
            StmtKind::Match { subject, cases } => self.match_stmt(subject, cases),
            StmtKind::Try(node) => {
                self.warn_about_finally(&node.finalbody);
                self.try_stmt(node, s.span)
            }
            _ => Ok(()),
        }
    }

    fn if_stmt(
        &mut self,
        test: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Outcome {
        let loc = self.loc(span);
        let end = self.new_label();
        let next = if orelse.is_empty() {
            end
        } else {
            self.new_label()
        };
        self.jump_if(test, next, false, loc)?;
        self.statements(body)?;
        if !orelse.is_empty() {
            self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
            self.place(next);
            self.statements(orelse)?;
        }
        self.place(end);
        Ok(())
    }

    fn while_stmt(
        &mut self,
        test: &'a Expr,
        body: &'a [Stmt],
        orelse: &'a [Stmt],
        span: Span,
    ) -> Outcome {
        let loc = self.loc(span);
        let (start, end) = (self.new_label(), self.new_label());
        let anchor = self.new_label();
        self.place(start);
        self.push_block(Block::WhileLoop, start, end, loc, span)?;
        self.jump_if(test, anchor, false, loc)?;
        self.statements(body)?;
        self.jump(Opcode::Jump, start, NO_LOCATION);
        self.pop_block();
        self.place(anchor);
        self.statements(orelse)?;
        self.place(end);
        Ok(())
    }

    fn for_stmt(
        &mut self,
        target: &'a Expr,
        iter: &'a Expr,
        (body, orelse): (&'a [Stmt], &'a [Stmt]),
        span: Span,
    ) -> Outcome {
        let loc = self.loc(span);
        let (start, cleanup) = (self.new_label(), self.new_label());
        let end = self.new_label();
        self.push_block(Block::ForLoop, start, end, loc, span)?;
        self.expr(iter)?;
        let iter_loc = self.loc(iter.span);
        self.op(Op::GET_ITER, 0, iter_loc);
        self.place(start);
        self.jump(Op::FOR_ITER, cleanup, iter_loc);
        // Keeps the line of the target visible when it is not that of the iterable.
        let target_loc = self.loc(target.span);
        self.op(Op::NOP, 0, target_loc);
        self.store(target)?;
        self.statements(body)?;
        self.jump(Opcode::Jump, start, NO_LOCATION);
        self.place(cleanup);
        self.op(Op::END_FOR, 0, NO_LOCATION);
        self.op(Op::POP_ITER, 0, NO_LOCATION);
        self.pop_block();
        self.statements(orelse)?;
        self.place(end);
        Ok(())
    }

    fn async_for_stmt(
        &mut self,
        target: &'a Expr,
        iter: &'a Expr,
        (body, orelse): (&'a [Stmt], &'a [Stmt]),
        span: Span,
    ) -> Outcome {
        let loc = self.loc(span);
        let (start, except) = (self.new_label(), self.new_label());
        let end = self.new_label();
        self.expr(iter)?;
        let iter_loc = self.loc(iter.span);
        self.op(Op::GET_AITER, 0, iter_loc);
        self.place(start);
        self.push_block(Block::ForLoop, start, end, loc, span)?;
        self.await_next(except, loc);
        self.store(target)?;
        self.statements(body)?;
        self.jump(Opcode::Jump, start, NO_LOCATION);
        self.pop_block();
        self.place(except);
        self.op(Op::END_ASYNC_FOR, 0, iter_loc);
        self.statements(orelse)?;
        self.place(end);
        Ok(())
    }

    /// Awaits the next item of an asynchronous iterator; exceptions go to `except`.
    pub(super) fn await_next(&mut self, except: super::emit::Label, loc: Location) {
        self.jump(Opcode::SetupFinally, except, loc);
        self.op(Op::GET_ANEXT, 0, loc);
        self.load_none(loc);
        self.delegate(true, loc);
        self.emit(Opcode::PopBlock, 0, 0, loc);
    }

    fn expr_stmt(&mut self, value: &'a Expr, span: Span) -> Outcome {
        let loc = self.loc(span);
        if self.interactive && self.outer.len() <= 1 {
            self.expr(value)?;
            self.op(Op::CALL_INTRINSIC_1, intrinsic_1::PRINT, loc);
            self.op(Op::POP_TOP, 0, NO_LOCATION);
            return Ok(());
        }
        if self.literal(value).is_some() {
            self.op(Op::NOP, 0, loc);
            return Ok(());
        }
        self.expr(value)?;
        self.op(Op::POP_TOP, 0, NO_LOCATION);
        Ok(())
    }

    fn assign(&mut self, targets: &'a [Expr], value: &'a Expr, span: Span) -> Outcome {
        self.expr(value)?;
        let loc = self.loc(span);
        for (i, target) in targets.iter().enumerate() {
            if i + 1 < targets.len() {
                self.op(Op::COPY, 1, loc);
            }
            self.store(target)?;
        }
        Ok(())
    }

    fn aug_assign(
        &mut self,
        target: &'a Expr,
        op: BinaryOp,
        value: &'a Expr,
        span: Span,
    ) -> Outcome {
        let loc = self.loc(target.span);
        let operator =
            super::expr::operator_number(op) + crate::bytecode::opcode::binary_op::INPLACE;
        let stmt_loc = self.loc(span);
        match &target.kind {
            ExprKind::Attribute {
                value: owner, attr, ..
            } => {
                self.expr(owner)?;
                self.op(Op::COPY, 1, loc);
                let attr_loc = self.attribute_loc(target, attr);
                self.named(Op::LOAD_ATTR, attr, attr_loc);
                self.expr(value)?;
                self.op_a(Op::BINARY_OP, operator, stmt_loc);
                self.op(Op::SWAP, 2, attr_loc);
                self.named(Op::STORE_ATTR, attr, attr_loc);
            }
            ExprKind::Subscript {
                value: container,
                slice,
            } => {
                self.expr(container)?;
                let two_parts = super::expr::is_two_part_slice(slice);
                if two_parts {
                    self.slice_parts(slice)?;
                    (0..3).for_each(|_| self.op(Op::COPY, 3, loc));
                    self.op(Op::BINARY_SLICE, 0, loc);
                } else {
                    self.expr(slice)?;
                    (0..2).for_each(|_| self.op(Op::COPY, 2, loc));
                    self.op_a(
                        Op::BINARY_OP,
                        crate::bytecode::opcode::binary_op::SUBSCR,
                        loc,
                    );
                }
                self.expr(value)?;
                self.op_a(Op::BINARY_OP, operator, stmt_loc);
                if two_parts {
                    self.op(Op::SWAP, 4, loc);
                }
                self.op(Op::SWAP, 3, loc);
                self.op(Op::SWAP, 2, loc);
                let store = if two_parts {
                    Op::STORE_SLICE
                } else {
                    Op::STORE_SUBSCR
                };
                self.op(store, 0, loc);
            }
            ExprKind::Name(name) => {
                self.name_op(name, Ctx::Load, loc);
                self.expr(value)?;
                self.op_a(Op::BINARY_OP, operator, stmt_loc);
                self.name_op(name, Ctx::Store, loc);
            }
            _ => return self.error("illegal target for augmented assignment", target.span),
        }
        Ok(())
    }

    fn raise_stmt(
        &mut self,
        exc: Option<&'a Expr>,
        cause: Option<&'a Expr>,
        span: Span,
    ) -> Outcome {
        let mut count = 0;
        for e in exc.into_iter().chain(cause) {
            self.expr(e)?;
            count += 1;
        }
        let loc = self.loc(span);
        self.op(Op::RAISE_VARARGS, count, loc);
        Ok(())
    }

    fn assert_stmt(&mut self, test: &'a Expr, msg: Option<&'a Expr>, span: Span) -> Outcome {
        self.warn_about_assertion(test, span);
        if self.options.optimize > 0 {
            return Ok(());
        }
        let loc = self.loc(span);
        let end = self.new_label();
        self.jump_if(test, end, true, loc)?;
        self.op(Op::LOAD_COMMON_CONSTANT, 0, loc);
        if let Some(msg) = msg {
            self.expr(msg)?;
            self.op(Op::CALL, 0, loc);
        }
        let test_loc = self.loc(test.span);
        self.op(Op::RAISE_VARARGS, 1, test_loc);
        self.place(end);
        Ok(())
    }

    fn import(&mut self, alias: &'a Alias, loc: Location) {
        self.constant(Constant::Int(0), loc);
        self.load_none(loc);
        self.named(Op::IMPORT_NAME, &alias.name, loc);
        let mut parts = alias.name.split('.');
        let Some(asname) = &alias.asname else {
            let base = parts.next().unwrap_or_default();
            self.name_op(&base.into(), Ctx::Store, loc);
            return;
        };
        let attributes: Vec<&str> = parts.skip(1).collect();
        for (i, attribute) in attributes.iter().enumerate() {
            if i > 0 {
                self.op(Op::SWAP, 2, loc);
                self.op(Op::POP_TOP, 0, loc);
            }
            self.named_mangled(Op::IMPORT_FROM, (*attribute).into(), loc);
        }
        self.name_op(&asname.name, Ctx::Store, loc);
        if !attributes.is_empty() {
            self.op(Op::POP_TOP, 0, loc);
        }
    }

    fn import_from(&mut self, module: Option<&str>, names: &'a [Alias], level: u32, span: Span) {
        let loc = self.loc(span);
        self.constant(Constant::Int(i64::from(level)), loc);
        let wanted: Vec<Constant> = names
            .iter()
            .map(|alias| Constant::Str(self.intern(&alias.name)))
            .collect();
        self.constant(Constant::Tuple(wanted.into()), loc);
        self.named(Op::IMPORT_NAME, &module.unwrap_or_default().into(), loc);
        for alias in names {
            if &*alias.name == "*" {
                self.op(Op::CALL_INTRINSIC_1, intrinsic_1::IMPORT_STAR, loc);
                self.op(Op::POP_TOP, 0, NO_LOCATION);
                return;
            }
            self.named(Op::IMPORT_FROM, &alias.name, loc);
            let bound = alias.asname.as_ref().map_or(&alias.name, |a| &a.name);
            self.name_op(bound, Ctx::Store, loc);
        }
        self.op(Op::POP_TOP, 0, loc);
    }

    /// Whether names assigned here become attributes of a module or class.
    pub(super) fn in_module_or_class(&self) -> bool {
        matches!(self.unit.kind, UnitKind::Module | UnitKind::Class)
    }
}
