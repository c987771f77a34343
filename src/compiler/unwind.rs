//! Leaving blocks early: what `return`, `break` and `continue` must undo on their way out.
//!
//! Invariant: while the code that undoes a block is emitted, that block and those inside it are
//! taken off the stack of frame blocks, so a `return` in a `finally` unwinds only what is outside.
//! Next file to read: `compiler/try_except.rs`.

use super::{
    Compiler, Outcome,
    emit::{Label, NO_LOCATION, Opcode},
    names::Ctx,
    unit::{Block, FrameBlock},
};
use crate::{
    bytecode::opcode::Op,
    source::{Location, Span},
    syntax::ast::{self, Expr, ExprKind},
};

impl<'a> Compiler<'a> {
    /// Undoes one block, keeping the value on top of the stack if `keep_top`.
    fn unwind_block(
        &mut self,
        block: FrameBlock<'a>,
        keep_top: bool,
        loc: &mut Location,
    ) -> Outcome {
        match block.kind {
            Block::WhileLoop
            | Block::ExceptionHandler
            | Block::ExceptionGroupHandler
            | Block::AsyncComprehension
            | Block::StopIteration => {}
            Block::ForLoop => {
                self.swap_if(keep_top, *loc);
                self.op(Op::POP_TOP, 0, *loc);
            }
            Block::TryExcept => self.emit(Opcode::PopBlock, 0, 0, *loc),
            Block::FinallyTry(body) => {
                self.emit(Opcode::PopBlock, 0, 0, *loc);
                if keep_top {
                    let span = Span::default();
                    self.push_block(Block::PopValue, Label::NONE, Label::NONE, *loc, span)?;
                }
                self.statements(body)?;
                if keep_top {
                    self.pop_block();
                }
                // The jump out seems to happen after the `finally` block, wherever that is.
                *loc = NO_LOCATION;
            }
            Block::FinallyEnd => {
                self.swap_if(keep_top, *loc);
                self.op(Op::POP_TOP, 0, *loc);
                self.swap_if(keep_top, *loc);
                self.emit(Opcode::PopBlock, 0, 0, *loc);
                self.op(Op::POP_EXCEPT, 0, *loc);
            }
            Block::With | Block::AsyncWith => {
                *loc = block.loc;
                self.emit(Opcode::PopBlock, 0, 0, *loc);
                if keep_top {
                    self.op(Op::SWAP, 3, *loc);
                    self.op(Op::SWAP, 2, *loc);
                }
                self.call_exit_with_nones(*loc);
                if matches!(block.kind, Block::AsyncWith) {
                    self.await_with(2, *loc);
                }
                self.op(Op::POP_TOP, 0, *loc);
                *loc = NO_LOCATION;
            }
            Block::HandlerCleanup(name) => {
                if name.is_some() {
                    self.emit(Opcode::PopBlock, 0, 0, *loc);
                }
                self.swap_if(keep_top, *loc);
                self.emit(Opcode::PopBlock, 0, 0, *loc);
                self.op(Op::POP_EXCEPT, 0, *loc);
                if let Some(name) = name {
                    self.unbind(name, *loc);
                }
            }
            Block::PopValue => {
                self.swap_if(keep_top, *loc);
                self.op(Op::POP_TOP, 0, *loc);
            }
        }
        Ok(())
    }

    fn swap_if(&mut self, condition: bool, loc: Location) {
        if condition {
            self.op(Op::SWAP, 2, loc);
        }
    }

    /// `name = None; del name`
    pub fn unbind(&mut self, name: &ast::Name, loc: Location) {
        self.load_none(loc);
        self.name_op(name, Ctx::Store, loc);
        self.name_op(name, Ctx::Del, loc);
    }

    /// Undoes all blocks from the inside out; with `to_loop`, those inside the innermost loop, which
    /// is returned.
    fn unwind(
        &mut self,
        keep_top: bool,
        to_loop: bool,
        loc: &mut Location,
        span: Span,
    ) -> Outcome<Option<FrameBlock<'a>>> {
        let Some(&block) = self.unit.blocks.last() else {
            return Ok(None);
        };
        match block.kind {
            Block::ExceptionGroupHandler => {
                return self.error(
                    "'break', 'continue' and 'return' cannot appear in an except* block",
                    span,
                );
            }
            Block::WhileLoop | Block::ForLoop if to_loop => return Ok(Some(block)),
            _ => {}
        }
        self.unit.blocks.pop();
        self.unwind_block(block, keep_top, loc)?;
        let found = self.unwind(keep_top, to_loop, loc, span)?;
        self.unit.blocks.push(block);
        Ok(found)
    }

    pub(super) fn return_stmt(&mut self, value: Option<&'a Expr>, span: Span) -> Outcome {
        let scope = self.scope();
        if !scope.kind.is_function_like() {
            return self.error("'return' outside function", span);
        }
        if value.is_some() && scope.is_async_generator() {
            return self.error("'return' with value in async generator", span);
        }
        let mut loc = self.loc(span);
        let constant = value.and_then(|v| self.literal(v));
        let keep_top = value.is_some() && constant.is_none();
        if let Some(value) = value {
            if keep_top {
                self.expr(value)?;
            } else {
                loc = self.loc(value.span);
                self.op(Op::NOP, 0, loc);
            }
        }
        let line = self.line_of(span);
        let mut error_span = value.filter(|_| !keep_top).map_or(span, |v| v.span);
        if value.is_none_or(|v| self.line_of(v.span) != line) {
            error_span = span;
            loc = self.loc(span);
            self.op(Op::NOP, 0, loc);
        }
        self.unwind(keep_top, false, &mut loc, error_span)?;
        match (value, constant) {
            (None, _) => self.load_none(loc),
            (_, Some(constant)) => self.constant(constant, loc),
            _ => {}
        }
        self.op(Op::RETURN_VALUE, 0, loc);
        Ok(())
    }

    pub(super) fn break_stmt(&mut self, span: Span) -> Outcome {
        let mut loc = self.loc(span);
        self.op(Op::NOP, 0, loc);
        let Some(found) = self.unwind(false, true, &mut loc, span)? else {
            return self.error("'break' outside loop", span);
        };
        self.unwind_block(found, false, &mut loc)?;
        self.jump(Opcode::Jump, found.exit, loc);
        Ok(())
    }

    pub(super) fn continue_stmt(&mut self, span: Span) -> Outcome {
        let mut loc = self.loc(span);
        self.op(Op::NOP, 0, loc);
        let Some(found) = self.unwind(false, true, &mut loc, span)? else {
            return self.error("'continue' not properly in loop", span);
        };
        self.jump(Opcode::Jump, found.start, loc);
        Ok(())
    }

    /// The value of a literal; `__debug__` is one.
    pub(super) fn literal(&self, e: &Expr) -> Option<crate::bytecode::code::Constant> {
        use crate::bytecode::code::Constant;
        match &e.kind {
            ExprKind::Constant(value) => Some(super::fold::literal_value(value)),
            ExprKind::Name(name) if &**name == "__debug__" => Some(if self.options.optimize == 0 {
                Constant::True
            } else {
                Constant::False
            }),
            _ => None,
        }
    }
}
