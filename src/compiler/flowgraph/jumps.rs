//! Passes over jumps: copying small exits, dropping what is unreachable or redundant, and turning
//! conditional jumps forward.
//!
//! Invariant: no pass here changes what a program computes or which lines it visits.
//! Next file to read: `compiler/flowgraph/lines.rs`.

use super::{Block, BlockId, ENTRY, Graph, Ins, NONE};
use crate::{
    bytecode::opcode::Op,
    compiler::emit::{Opcode, has_line},
};

/// Exits of at most so many instructions are copied to where they are jumped to from.
const MAX_COPY_SIZE: usize = 4;

impl Block {
    pub(super) fn has_no_line(&self) -> bool {
        self.ins.iter().all(|i| !has_line(i.loc))
    }
}

impl Graph {
    /// Copies small exit blocks, and blocks without a line, to the end of blocks that jump there.
    pub(super) fn inline_small_exits(&mut self) {
        loop {
            let mut changed = false;
            let mut b = ENTRY;
            while b != NONE {
                changed |= self.inline_exit(b);
                b = self.block(b).next;
            }
            if !changed {
                return;
            }
        }
    }

    fn inline_exit(&mut self, b: BlockId) -> bool {
        let Some(&last) = self.block(b).ins.last() else {
            return false;
        };
        if !last.op.is_unconditional() {
            return false;
        }
        let target = self.block(last.arg);
        let small_exit = target.exits() && target.ins.len() <= MAX_COPY_SIZE;
        let no_line = target.has_no_line() && !target.falls_through();
        if !small_exit && !no_line {
            return false;
        }
        let copied = target.ins.clone();
        self.block_mut(last.arg).predecessors = self.block(last.arg).predecessors.saturating_sub(1);
        let block = self.block_mut(b);
        if let Some(jump) = block.ins.last_mut() {
            jump.make_nop();
        }
        block.ins.extend(copied);
        // The check point of the removed jump must not get lost, or a loop could run forever.
        if let Some(end) = block.ins.last_mut()
            && no_line
            && end.op.is_unconditional()
            && last.op == Opcode::Jump
        {
            end.op = Opcode::Jump;
        }
        true
    }

    /// Empties the blocks that control never reaches, and counts the ways into the others.
    pub(super) fn remove_unreachable(&mut self) {
        for block in &mut self.blocks {
            block.predecessors = 0;
        }
        self.block_mut(ENTRY).predecessors = 1;
        self.block_mut(ENTRY).visited = true;
        let mut todo = vec![ENTRY];
        while let Some(b) = todo.pop() {
            let next = self.block(b).next;
            if next != NONE && self.block(b).falls_through() {
                self.reach(next, &mut todo);
            }
            for i in 0..self.block(b).ins.len() {
                let ins = self.block(b).ins[i];
                if ins.op.has_target() {
                    self.reach(ins.arg, &mut todo);
                }
            }
        }
        for block in &mut self.blocks {
            if !block.visited {
                block.ins.clear();
                block.is_handler = false;
            }
        }
        self.clear_visited();
    }

    fn reach(&mut self, b: BlockId, todo: &mut Vec<BlockId>) {
        let block = self.block_mut(b);
        block.predecessors += 1;
        if !block.visited {
            block.visited = true;
            todo.push(b);
        }
    }

    /// Removes instructions that do nothing and jumps to what follows anyway.
    pub(super) fn remove_redundant(&mut self) {
        loop {
            self.remove_nops();
            if !self.remove_redundant_jumps() {
                return;
            }
        }
    }

    pub(super) fn remove_nops(&mut self) {
        let mut b = ENTRY;
        while b != NONE {
            self.remove_nops_in(b);
            b = self.block(b).next;
        }
    }

    /// Removes NOPs, except where one is all there is of its line.
    pub(super) fn remove_nops_in(&mut self, b: BlockId) {
        if !self.block(b).ins.iter().any(|i| i.is(Op::NOP)) {
            return;
        }
        let following = self.line_after(b);
        let ins = &mut self.block_mut(b).ins;
        let mut kept: usize = 0;
        let mut previous_line = None;
        for i in 0..ins.len() {
            let line = ins[i].loc.line;
            if ins[i].is(Op::NOP) {
                if !has_line(ins[i].loc) || previous_line == Some(line) {
                    continue;
                }
                if i + 1 < ins.len() {
                    if ins[i + 1].loc.line == line {
                        continue;
                    }
                    if ins[i + 1].loc == crate::compiler::emit::NO_LOCATION {
                        ins[i + 1].loc = ins[i].loc;
                        continue;
                    }
                } else if following == Some(line) {
                    continue;
                }
            }
            ins[kept] = ins[i];
            kept += 1;
            previous_line = Some(line);
        }
        ins.truncate(kept);
    }

    /// The line of what follows block `b` in the layout.
    fn line_after(&self, b: BlockId) -> Option<u32> {
        let next = self.next_nonempty(self.block(b).next);
        if next == NONE {
            return None;
        }
        let mut ins = self.block(next).ins.iter();
        ins.find(|i| !i.is(Op::NOP) || has_line(i.loc))
            .map(|i| i.loc.line)
    }

    fn remove_redundant_jumps(&mut self) -> bool {
        let mut changed = false;
        let mut b = ENTRY;
        while b != NONE {
            let next = self.block(b).next;
            if let Some(&last) = self.block(b).ins.last()
                && last.op.is_unconditional()
            {
                let target = self.next_nonempty(last.arg);
                if target != NONE && target == self.next_nonempty(next) {
                    if let Some(last) = self.block_mut(b).ins.last_mut() {
                        last.make_nop();
                    }
                    changed = true;
                }
            }
            b = next;
        }
        changed
    }

    /// Spells out the conditional jumps that keep their value.
    pub(super) fn expand_conditional_jumps(&mut self) {
        for block in &mut self.blocks {
            let Some(&last) = block.ins.last() else {
                continue;
            };
            let jump = match last.op {
                Opcode::JumpIfFalse => Op::POP_JUMP_IF_FALSE,
                Opcode::JumpIfTrue => Op::POP_JUMP_IF_TRUE,
                _ => continue,
            };
            block.ins.pop();
            for (op, arg) in [(Op::COPY, 1), (Op::TO_BOOL, 0), (jump, last.arg)] {
                let op = op.into();
                block.ins.push(Ins { op, arg, ..last });
            }
        }
    }

    /// Makes all conditional jumps go forward: one that would go back skips a jump instead.
    pub(super) fn direct_jumps(&mut self) {
        let mut b = ENTRY;
        while b != NONE {
            self.block_mut(b).visited = true;
            let next = self.block(b).next;
            if let Some(&last) = self.block(b).ins.last()
                && let Some(reversed) = reversed(last.op)
                && self.block(last.arg).visited
            {
                let mut back = Block::new();
                back.cold = self.block(b).cold;
                back.visited = true;
                back.predecessors = 1;
                back.ins.push(Ins {
                    op: Opcode::Jump,
                    ..last
                });
                self.insert_after(b, back);
                if let Some(last) = self.block_mut(b).ins.last_mut() {
                    last.op = reversed.into();
                    last.arg = next;
                }
            }
            b = next;
        }
        self.clear_visited();
    }
}

fn reversed(op: Opcode) -> Option<Op> {
    Some(match op {
        Opcode::Real(Op::POP_JUMP_IF_FALSE) => Op::POP_JUMP_IF_TRUE,
        Opcode::Real(Op::POP_JUMP_IF_TRUE) => Op::POP_JUMP_IF_FALSE,
        Opcode::Real(Op::POP_JUMP_IF_NONE) => Op::POP_JUMP_IF_NOT_NONE,
        Opcode::Real(Op::POP_JUMP_IF_NOT_NONE) => Op::POP_JUMP_IF_NONE,
        _ => return None,
    })
}
