//! From the row to blocks: jumps get blocks as targets, and every instruction learns which block
//! handles its exceptions.
//!
//! Invariant: afterwards no PopBlock is left; Setup instructions stay until the stack has been
//! measured.
//! Next file to read: `compiler/flowgraph/peephole.rs`.

use super::{Block, BlockId, ENTRY, Graph, Ins, NONE, Row};
use crate::{
    bytecode::opcode::{Op, resume},
    compiler::emit::Opcode,
};

/// Cuts the row at used labels and after jumps.
pub(super) fn build(row: &Row) -> Graph {
    let mut used = vec![false; row.instrs.len() + 1];
    for i in row.instrs.iter().filter(|i| i.op.has_target()) {
        if let Some(&at) = row.labels.get(i.arg as usize)
            && let Some(flag) = used.get_mut(at as usize)
        {
            *flag = true;
        }
    }
    let mut block_at = vec![NONE; row.instrs.len() + 1];
    let mut blocks = vec![Block::new()];
    let mut ended = false;
    for (at, i) in row.instrs.iter().enumerate() {
        if used[at] || ended {
            let fresh = blocks.last().is_some_and(|b: &Block| b.ins.is_empty());
            if !fresh {
                let id = blocks.len() as BlockId;
                if let Some(last) = blocks.last_mut() {
                    last.next = id;
                }
                blocks.push(Block::new());
            }
            block_at[at] = blocks.len() as BlockId - 1;
            if let Some(last) = blocks.last_mut() {
                last.labeled |= used[at];
            }
        }
        ended = i.op.ends_block();
        if let Some(last) = blocks.last_mut() {
            let mut ins = Ins::new(i.op, i.arg, i.loc);
            ins.a = i.a;
            last.ins.push(ins);
        }
    }
    block_at[0] = ENTRY;
    let target_of = |label: u32| {
        let at = row.labels.get(label as usize).copied().unwrap_or(0);
        block_at.get(at as usize).copied().unwrap_or(ENTRY)
    };
    for block in &mut blocks {
        for i in &mut block.ins {
            if i.op.has_target() {
                i.arg = target_of(i.arg);
            }
        }
    }
    Graph {
        blocks,
        stack_size: 0,
    }
}

impl Graph {
    /// Gives every instruction the handler that covers it, following the Setup instructions along
    /// all paths.
    pub(super) fn direct_exceptions(&mut self) {
        for b in 0..self.blocks.len() {
            for i in 0..self.blocks[b].ins.len() {
                let ins = self.blocks[b].ins[i];
                if ins.op.is_block_push() {
                    let target = self.block_mut(ins.arg);
                    target.is_handler = true;
                    target.preserve_lasti |= ins.op != Opcode::SetupFinally;
                }
            }
        }
        let mut todo: Vec<(BlockId, Vec<BlockId>)> = vec![(ENTRY, Vec::new())];
        self.block_mut(ENTRY).visited = true;
        while let Some((b, stack)) = todo.pop() {
            self.direct_block(b, stack, &mut todo);
        }
        self.clear_visited();
    }

    fn direct_block(
        &mut self,
        b: BlockId,
        mut stack: Vec<BlockId>,
        todo: &mut Vec<(BlockId, Vec<BlockId>)>,
    ) {
        let mut yield_depth = 0;
        for i in 0..self.block(b).ins.len() {
            let handler = stack.last().copied().unwrap_or(NONE);
            let ins = self.block(b).ins[i];
            if ins.op.has_target() && !self.block(ins.arg).visited {
                self.block_mut(ins.arg).visited = true;
                todo.push((ins.arg, stack.clone()));
            }
            let ins = &mut self.block_mut(b).ins[i];
            match ins.op {
                Opcode::PopBlock => {
                    stack.pop();
                    ins.make_nop();
                    continue;
                }
                op if op.is_block_push() => {
                    stack.push(ins.arg);
                    continue;
                }
                Opcode::Real(Op::RETURN_GENERATOR) => continue,
                Opcode::Real(Op::YIELD_VALUE) => yield_depth = stack.len(),
                Opcode::Real(Op::RESUME)
                    if ins.arg != resume::AT_FUNC_START && yield_depth == 1 =>
                {
                    ins.arg |= resume::DEPTH1_FLAG;
                }
                _ => {}
            }
            ins.except = handler;
        }
        let next = self.block(b).next;
        if next != NONE && self.block(b).falls_through() && !self.block(next).visited {
            self.block_mut(next).visited = true;
            todo.push((next, stack));
        }
    }
}
