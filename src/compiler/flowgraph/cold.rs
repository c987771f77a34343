//! Layout: code that only runs after an exception goes to the end.
//!
//! Invariant: the order of the warm blocks among themselves stays, and so does that of the cold.
//! Next file to read: `compiler/flowgraph/borrow.rs`.

use super::{Block, BlockId, ENTRY, Graph, Ins, NONE};
use crate::compiler::emit::{NO_LOCATION, Opcode};

impl Graph {
    /// Moves handlers and what only they reach behind everything else.
    pub(super) fn move_cold_blocks(&mut self) {
        if self.block(ENTRY).next == NONE {
            return;
        }
        self.mark_warm();
        self.mark_cold();
        let mut b = ENTRY;
        while b != NONE {
            let next = self.block(b).next;
            if next != NONE
                && self.block(b).cold
                && self.block(b).falls_through()
                && self.block(next).warm
            {
                let mut bridge = Block::new();
                bridge
                    .ins
                    .push(Ins::new(Opcode::JumpNoInterrupt, next, NO_LOCATION));
                bridge.cold = true;
                bridge.predecessors = 1;
                self.insert_after(b, bridge);
            }
            b = next;
        }
        let order: Vec<BlockId> = self.chain().collect();
        let (cold, warm): (Vec<_>, Vec<_>) = order.iter().partition(|&&b| self.block(b).cold);
        if cold.is_empty() {
            return;
        }
        let mut after = NONE;
        for &b in warm.iter().chain(&cold).rev() {
            self.block_mut(b).next = after;
            after = b;
        }
        self.remove_redundant();
    }

    fn mark_warm(&mut self) {
        let mut todo = vec![ENTRY];
        self.block_mut(ENTRY).warm = true;
        while let Some(b) = todo.pop() {
            for target in self.ways_out(b) {
                if !self.block(target).warm {
                    self.block_mut(target).warm = true;
                    todo.push(target);
                }
            }
        }
    }

    fn mark_cold(&mut self) {
        let handlers = self.chain().filter(|&b| self.block(b).is_handler);
        let mut todo: Vec<BlockId> = handlers.collect();
        while let Some(b) = todo.pop() {
            if self.block(b).cold || self.block(b).warm {
                continue;
            }
            self.block_mut(b).cold = true;
            todo.extend(self.ways_out(b));
        }
    }

    /// The blocks control may go to from `b`, handlers left out.
    fn ways_out(&self, b: BlockId) -> Vec<BlockId> {
        let block = self.block(b);
        let mut ways: Vec<BlockId> = block
            .ins
            .iter()
            .filter(|i| i.op.is_jump())
            .map(|i| i.arg)
            .collect();
        if block.next != NONE && block.falls_through() {
            ways.push(block.next);
        }
        ways
    }
}
