//! `try` in all its forms.
//!
//! Invariant: in a handler the stack holds the former exception below the one being handled, until
//! POP_EXCEPT.
//! Next file to read: `compiler/with.rs`.

use super::{
    Compiler, Outcome,
    emit::{Label, NO_LOCATION, Opcode},
    names::Ctx,
    unit::Block,
};
use crate::{
    bytecode::opcode::{Op, intrinsic_2},
    source::{Location, Span},
    syntax::ast::{ExceptHandler, Try},
};

impl<'a> Compiler<'a> {
    pub(super) fn try_stmt(&mut self, node: &'a Try, span: Span) -> Outcome {
        if !node.finalbody.is_empty() {
            self.try_finally(node, span)
        } else if node.is_star {
            self.try_star(node, span)
        } else {
            self.try_except(node, span)
        }
    }

    fn try_finally(&mut self, node: &'a Try, span: Span) -> Outcome {
        let loc = self.loc(span);
        let (body, end) = (self.new_label(), self.new_label());
        let (exit, cleanup) = (self.new_label(), self.new_label());
        self.jump(Opcode::SetupFinally, end, loc);
        self.place(body);
        let finally = Block::FinallyTry(&node.finalbody);
        self.push_block(finally, body, end, loc, span)?;
        if node.handlers.is_empty() {
            self.statements(&node.body)?;
        } else if node.is_star {
            self.try_star(node, span)?;
        } else {
            self.try_except(node, span)?;
        }
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.pop_block();
        self.statements(&node.finalbody)?;
        self.jump(Opcode::JumpNoInterrupt, exit, NO_LOCATION);

        self.place(end);
        self.push_block(Block::FinallyEnd, end, Label::NONE, NO_LOCATION, span)?;
        self.jump(Opcode::SetupCleanup, cleanup, NO_LOCATION);
        self.op(Op::PUSH_EXC_INFO, 0, NO_LOCATION);
        self.statements(&node.finalbody)?;
        self.pop_block();
        self.op(Op::RERAISE, 0, NO_LOCATION);
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(exit);
        Ok(())
    }

    /// The end of a handler's handler: the former exception is restored on the way out.
    pub fn pop_except_and_reraise(&mut self, loc: Location) {
        self.op(Op::COPY, 3, loc);
        self.op(Op::POP_EXCEPT, 0, loc);
        self.op(Op::RERAISE, 1, loc);
    }

    fn try_except(&mut self, node: &'a Try, span: Span) -> Outcome {
        let loc = self.loc(span);
        let (body, mut except) = (self.new_label(), self.new_label());
        let (end, cleanup) = (self.new_label(), self.new_label());
        self.jump(Opcode::SetupFinally, except, loc);
        self.place(body);
        self.push_block(Block::TryExcept, body, Label::NONE, loc, span)?;
        self.statements(&node.body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.statements(&node.orelse)?;
        self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);

        self.place(except);
        self.jump(Opcode::SetupCleanup, cleanup, NO_LOCATION);
        self.op(Op::PUSH_EXC_INFO, 0, NO_LOCATION);
        self.push_block(Block::ExceptionHandler, Label::NONE, Label::NONE, loc, span)?;
        for (i, handler) in node.handlers.iter().enumerate() {
            if handler.typ.is_none() && i + 1 < node.handlers.len() {
                return self.error("default 'except:' must be last", handler.span);
            }
            let loc = self.loc(handler.span);
            except = self.new_label();
            if let Some(typ) = &handler.typ {
                self.expr(typ)?;
                self.op(Op::CHECK_EXC_MATCH, 0, loc);
                self.jump(Op::POP_JUMP_IF_FALSE, except, loc);
            }
            self.handler(handler, loc, end)?;
            self.place(except);
        }
        self.pop_block();
        self.op(Op::RERAISE, 0, NO_LOCATION);
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(end);
        Ok(())
    }

    /// The body of an `except` clause whose class matched.
    fn handler(&mut self, handler: &'a ExceptHandler, loc: Location, end: Label) -> Outcome {
        let body = self.new_label();
        let Some(name) = &handler.name else {
            self.op(Op::POP_TOP, 0, loc);
            self.place(body);
            let block = Block::HandlerCleanup(None);
            self.push_block(block, body, Label::NONE, loc, handler.span)?;
            self.statements(&handler.body)?;
            self.pop_block();
            self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
            self.op(Op::POP_EXCEPT, 0, NO_LOCATION);
            self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
            return Ok(());
        };
        let name = &name.name;
        let cleanup_end = self.new_label();
        self.name_op(name, Ctx::Store, loc);
        self.jump(Opcode::SetupCleanup, cleanup_end, loc);
        self.place(body);
        let block = Block::HandlerCleanup(Some(name));
        self.push_block(block, body, Label::NONE, loc, handler.span)?;
        self.statements(&handler.body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.op(Op::POP_EXCEPT, 0, NO_LOCATION);
        self.unbind(name, NO_LOCATION);
        self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
        self.place(cleanup_end);
        self.unbind(name, NO_LOCATION);
        self.op(Op::RERAISE, 1, NO_LOCATION);
        Ok(())
    }

    /// `except*`: every clause takes its share of the group; what the clauses raise is gathered in
    /// a list, and put together with the unhandled rest at the end.
    fn try_star(&mut self, node: &'a Try, span: Span) -> Outcome {
        let loc = self.loc(span);
        let (body, except) = (self.new_label(), self.new_label());
        let (orelse, end) = (self.new_label(), self.new_label());
        let (cleanup, reraise_star) = (self.new_label(), self.new_label());
        let reraise = self.new_label();
        self.jump(Opcode::SetupFinally, except, loc);
        self.place(body);
        self.push_block(Block::TryExcept, body, Label::NONE, loc, span)?;
        self.statements(&node.body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.jump(Opcode::JumpNoInterrupt, orelse, NO_LOCATION);

        self.place(except);
        self.jump(Opcode::SetupCleanup, cleanup, NO_LOCATION);
        self.op(Op::PUSH_EXC_INFO, 0, NO_LOCATION);
        let block = Block::ExceptionGroupHandler;
        self.push_block(block, Label::NONE, Label::NONE, loc, span)?;
        for (i, handler) in node.handlers.iter().enumerate() {
            let last = i + 1 == node.handlers.len();
            if i == 0 {
                let loc = self.loc(handler.span);
                self.op(Op::BUILD_LIST, 0, loc);
                self.op(Op::COPY, 2, loc);
            }
            self.star_handler(handler, last.then_some(reraise_star))?;
        }
        self.pop_block();
        self.place(reraise_star);
        let prepare = intrinsic_2::PREP_RERAISE_STAR;
        self.op(Op::CALL_INTRINSIC_2, prepare, NO_LOCATION);
        self.op(Op::COPY, 1, NO_LOCATION);
        self.jump(Op::POP_JUMP_IF_NOT_NONE, reraise, NO_LOCATION);
        self.op(Op::POP_TOP, 0, NO_LOCATION);
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.op(Op::POP_EXCEPT, 0, NO_LOCATION);
        self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
        self.place(reraise);
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.op(Op::SWAP, 2, NO_LOCATION);
        self.op(Op::POP_EXCEPT, 0, NO_LOCATION);
        self.op(Op::RERAISE, 0, NO_LOCATION);
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(orelse);
        self.statements(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    /// One `except*` clause; the last one ends by jumping to `finish`.
    fn star_handler(&mut self, handler: &'a ExceptHandler, finish: Option<Label>) -> Outcome {
        let loc = self.loc(handler.span);
        let (next, next_with_error) = (self.new_label(), self.new_label());
        let no_match = self.new_label();
        let (cleanup_end, cleanup_body) = (self.new_label(), self.new_label());
        if let Some(typ) = &handler.typ {
            self.expr(typ)?;
            self.op(Op::CHECK_EG_MATCH, 0, loc);
            self.op(Op::COPY, 1, loc);
            self.jump(Op::POP_JUMP_IF_NONE, no_match, loc);
        }
        let name = handler.name.as_ref().map(|n| &n.name);
        match name {
            Some(name) => self.name_op(name, Ctx::Store, loc),
            None => self.op(Op::POP_TOP, 0, loc),
        }
        self.jump(Opcode::SetupCleanup, cleanup_end, loc);
        self.place(cleanup_body);
        let block = Block::HandlerCleanup(name);
        self.push_block(block, cleanup_body, Label::NONE, loc, handler.span)?;
        self.statements(&handler.body)?;
        self.pop_block();
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        if let Some(name) = name {
            self.unbind(name, NO_LOCATION);
        }
        self.jump(Opcode::JumpNoInterrupt, next, NO_LOCATION);
        self.place(cleanup_end);
        if let Some(name) = name {
            self.unbind(name, NO_LOCATION);
        }
        self.op(Op::LIST_APPEND, 3, NO_LOCATION);
        self.op(Op::POP_TOP, 0, NO_LOCATION);
        self.jump(Opcode::JumpNoInterrupt, next_with_error, NO_LOCATION);
        self.place(next);
        self.op(Op::NOP, 0, NO_LOCATION);
        self.jump(Opcode::JumpNoInterrupt, next_with_error, NO_LOCATION);
        self.place(no_match);
        self.op(Op::POP_TOP, 0, loc);
        self.place(next_with_error);
        if let Some(finish) = finish {
            self.op(Op::LIST_APPEND, 1, NO_LOCATION);
            self.jump(Opcode::JumpNoInterrupt, finish, NO_LOCATION);
        }
        Ok(())
    }
}
