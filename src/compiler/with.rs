//! `with` and `async with`, and the delegation behind `await` and `yield from`.
//!
//! Invariant: `__exit__` and its self lie below everything a body pushes, for both ways out.
//! Next file to read: `compiler/pattern.rs`.

use super::{
    Compiler, Outcome,
    emit::{NO_LOCATION, Opcode},
    unit::Block,
};
use crate::{
    bytecode::opcode::{Op, resume},
    source::{Location, Span},
    syntax::ast::{Stmt, WithItem},
};

impl<'a> Compiler<'a> {
    pub(super) fn with_stmt(
        &mut self,
        items: &'a [WithItem],
        body: &'a [Stmt],
        is_async: bool,
        span: Span,
    ) -> Outcome {
        let Some((item, rest)) = items.split_first() else {
            return self.statements(body);
        };
        let (block, handler) = (self.new_label(), self.new_label());
        let (exit, cleanup) = (self.new_label(), self.new_label());
        self.expr(&item.context)?;
        let loc = self.loc(item.context.span);
        self.enter_context(is_async, loc);
        self.jump(Opcode::SetupWith, handler, loc);
        self.place(block);
        let kind = if is_async {
            Block::AsyncWith
        } else {
            Block::With
        };
        self.push_block(kind, block, handler, loc, span)?;
        match &item.vars {
            Some(target) => self.store(target)?,
            None => self.op(Op::POP_TOP, 0, loc),
        }
        self.with_stmt(rest, body, is_async, span)?;
        self.pop_block();
        let end_loc = if is_async { loc } else { NO_LOCATION };
        self.emit(Opcode::PopBlock, 0, 0, end_loc);

        self.call_exit_with_nones(loc);
        if is_async {
            self.await_with(2, loc);
        }
        self.op(Op::POP_TOP, 0, loc);
        self.jump(Opcode::Jump, exit, loc);

        self.place(handler);
        self.jump(Opcode::SetupCleanup, cleanup, loc);
        self.op(Op::PUSH_EXC_INFO, 0, loc);
        self.op(Op::WITH_EXCEPT_START, 0, loc);
        if is_async {
            self.await_with(2, loc);
        }
        self.finish_with_handler(cleanup);
        self.place(exit);
        Ok(())
    }

    fn enter_context(&mut self, is_async: bool, loc: Location) {
        let (enter, exit) = if is_async { (2, 3) } else { (0, 1) };
        self.op(Op::COPY, 1, loc);
        self.op(Op::LOAD_SPECIAL, exit, loc);
        self.op(Op::SWAP, 2, loc);
        self.op(Op::SWAP, 3, loc);
        self.op(Op::LOAD_SPECIAL, enter, loc);
        self.op(Op::CALL, 0, loc);
        if is_async {
            self.await_with(1, loc);
        }
    }

    /// Decides by the result of `__exit__` whether the exception goes on.
    fn finish_with_handler(&mut self, cleanup: super::emit::Label) {
        let (suppress, exit) = (self.new_label(), self.new_label());
        self.op(Op::TO_BOOL, 0, NO_LOCATION);
        self.jump(Op::POP_JUMP_IF_TRUE, suppress, NO_LOCATION);
        self.op(Op::RERAISE, 2, NO_LOCATION);
        self.place(suppress);
        self.op(Op::POP_TOP, 0, NO_LOCATION);
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        self.op(Op::POP_EXCEPT, 0, NO_LOCATION);
        for _ in 0..3 {
            self.op(Op::POP_TOP, 0, NO_LOCATION);
        }
        self.jump(Opcode::JumpNoInterrupt, exit, NO_LOCATION);
        self.place(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.place(exit);
    }

    /// `__exit__(None, None, None)`
    pub fn call_exit_with_nones(&mut self, loc: Location) {
        for _ in 0..3 {
            self.load_none(loc);
        }
        self.op(Op::CALL, 3, loc);
    }

    /// Awaits what is on the stack; `kind` is GET_AWAITABLE's operand.
    pub fn await_with(&mut self, kind: u32, loc: Location) {
        self.op(Op::GET_AWAITABLE, kind, loc);
        self.load_none(loc);
        self.delegate(true, loc);
    }

    /// Hands everything sent to the frame on to the iterator below the top, until it returns.
    pub fn delegate(&mut self, is_await: bool, loc: Location) {
        let (send, fail) = (self.new_label(), self.new_label());
        let exit = self.new_label();
        self.place(send);
        self.jump(Op::SEND, exit, loc);
        // A StopIteration raised by close() or throw() at the YIELD_VALUE ends the delegation.
        self.jump(Opcode::SetupFinally, fail, loc);
        self.op(Op::YIELD_VALUE, 1, loc);
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        let place = if is_await {
            resume::AFTER_AWAIT
        } else {
            resume::AFTER_YIELD_FROM
        };
        self.op(Op::RESUME, place, loc);
        self.jump(Opcode::JumpNoInterrupt, send, loc);
        self.place(fail);
        self.op(Op::CLEANUP_THROW, 0, loc);
        self.place(exit);
        self.op(Op::END_SEND, 0, loc);
    }
}
