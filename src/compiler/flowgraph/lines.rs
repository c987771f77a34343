//! Lines for instructions that have none: exits get that of where they are reached from.
//!
//! Invariant: a block that several jumps share keeps one place; exits without a place are copied
//! first, so that a traceback or a tracer sees the line control came from.
//! Next file to read: `compiler/flowgraph/constants.rs`.

use super::{BlockId, ENTRY, Graph, NONE};
use crate::{
    bytecode::opcode::Op,
    compiler::emit::{NO_LOCATION, Opcode},
};

impl Graph {
    /// Gives places to instructions without one, as far as it is clear which.
    pub(super) fn resolve_lines(&mut self) {
        self.copy_exits_without_line();
        self.spread_lines();
    }

    /// An exit, or a block with a check point, that is nowhere in the source.
    fn is_lineless_exit(&self, b: BlockId) -> bool {
        let block = self.block(b);
        let checks = |op: Opcode| {
            matches!(
                op,
                Opcode::Jump
                    | Opcode::Real(
                        Op::CALL
                            | Op::CALL_KW
                            | Op::CALL_FUNCTION_EX
                            | Op::RESUME
                            | Op::JUMP_BACKWARD
                    )
            )
        };
        (block.exits() || block.ins.iter().any(|i| checks(i.op))) && block.has_no_line()
    }

    fn copy_exits_without_line(&mut self) {
        let mut b = ENTRY;
        while b != NONE {
            let Some(&last) = self.block(b).ins.last() else {
                b = self.block(b).next;
                continue;
            };
            if last.op.is_jump() {
                let target = self.next_nonempty(last.arg);
                if target != NONE
                    && self.block(target).predecessors > 1
                    && self.is_lineless_exit(target)
                {
                    self.copy_exit(b, target);
                }
            }
            b = self.block(b).next;
        }
        let mut b = ENTRY;
        while b != NONE {
            let next = self.block(b).next;
            if next != NONE
                && self.block(b).falls_through()
                && let Some(&last) = self.block(b).ins.last()
                && self.is_lineless_exit(next)
                && let Some(first) = self.block_mut(next).ins.first_mut()
            {
                first.loc = last.loc;
            }
            b = next;
        }
    }

    fn copy_exit(&mut self, b: BlockId, target: BlockId) {
        let mut copy = super::Block::new();
        copy.ins = self.block(target).ins.clone();
        copy.predecessors = 1;
        let id = self.insert_after(target, copy);
        self.block_mut(target).predecessors -= 1;
        if let Some(last) = self.block_mut(b).ins.last_mut() {
            last.arg = id;
            let loc = last.loc;
            if let Some(first) = self.block_mut(id).ins.first_mut() {
                first.loc = loc;
            }
        }
    }

    /// Carries places forward within blocks and into blocks with one way in.
    fn spread_lines(&mut self) {
        let mut b = ENTRY;
        while b != NONE {
            let block = self.block_mut(b);
            let next = block.next;
            let mut place = NO_LOCATION;
            for i in &mut block.ins {
                if i.loc == NO_LOCATION {
                    i.loc = place;
                } else {
                    place = i.loc;
                }
            }
            if let Some(&last) = block.ins.last() {
                if next != NONE && self.block(b).falls_through() {
                    self.hand_over(next, place);
                }
                if last.op.is_jump() {
                    self.hand_over(last.arg, place);
                }
            }
            b = next;
        }
    }

    fn hand_over(&mut self, b: BlockId, place: crate::source::Location) {
        let block = self.block_mut(b);
        if block.predecessors == 1
            && let Some(first) = block.ins.first_mut()
            && first.loc == NO_LOCATION
        {
            first.loc = place;
        }
    }
}
