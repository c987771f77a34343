//! Improvements within a block: jumps to jumps, tests of tests, constants, pairs that cancel out.
//!
//! Invariant: the effect of a block on the stack stays the same.
//! Next file to read: `compiler/flowgraph/jumps.rs`.

use super::{BlockId, ENTRY, Graph, Ins, NONE, swaps};
use crate::{
    bytecode::opcode::{Op, intrinsic_1},
    compiler::emit::{ConstPool, Opcode},
};

impl Graph {
    /// Improves block `b`.
    pub(super) fn optimize_block(&mut self, b: BlockId, consts: &mut ConstPool) {
        let mut i = 0;
        while i < self.block(b).ins.len() {
            match self.block(b).ins[i].op {
                op if op.is_jump() => self.thread_jump(b, i),
                Opcode::Real(op) => self.improve(b, i, op, consts),
                _ => {}
            }
            i += 1;
        }
        let ins = &mut self.block_mut(b).ins;
        let mut i = 0;
        while i < ins.len() {
            if ins[i].is(Op::SWAP) {
                i = swaps::shorten_swaps(ins, i);
                swaps::apply_swaps(ins, i);
            }
            i += 1;
        }
    }

    /// A jump to a jump goes where that one goes. The NOP left behind keeps the line visible.
    fn thread_jump(&mut self, b: BlockId, i: usize) {
        loop {
            let jump = self.block(b).ins[i];
            let Some(&target) = self.block(jump.arg).ins.first() else {
                return;
            };
            let new_op = match (jump.op, target.op) {
                (
                    Opcode::Real(
                        Op::POP_JUMP_IF_FALSE
                        | Op::POP_JUMP_IF_TRUE
                        | Op::POP_JUMP_IF_NONE
                        | Op::POP_JUMP_IF_NOT_NONE,
                    )
                    | Opcode::JumpIfFalse
                    | Opcode::JumpIfTrue,
                    Opcode::Jump,
                )
                | (Opcode::JumpIfFalse, Opcode::JumpIfFalse)
                | (Opcode::JumpIfTrue, Opcode::JumpIfTrue)
                | (Opcode::Jump | Opcode::JumpNoInterrupt, Opcode::JumpNoInterrupt) => jump.op,
                (Opcode::Jump | Opcode::JumpNoInterrupt, Opcode::Jump) => Opcode::Jump,
                (Opcode::JumpIfFalse, Opcode::JumpIfTrue)
                | (Opcode::JumpIfTrue, Opcode::JumpIfFalse) => {
                    let past = self.block(jump.arg).next;
                    self.block_mut(b).ins[i].arg = past;
                    continue;
                }
                _ => return,
            };
            if jump.arg != target.arg {
                let ins = &mut self.block_mut(b).ins;
                ins[i].make_nop();
                ins.push(Ins {
                    op: new_op,
                    ..target
                });
            }
            return;
        }
    }

    fn improve(&mut self, b: BlockId, i: usize, op: Op, consts: &mut ConstPool) {
        let ins = &mut self.block_mut(b).ins;
        let (here, next) = match &mut ins[i..] {
            [here, next, ..] => (here, Some(next)),
            [here] => (here, None),
            [] => return,
        };
        let next_is = |op: Op| next.as_ref().is_some_and(|n| n.is(op));
        match op {
            Op::BUILD_TUPLE => {
                let count = here.arg;
                if next_is(Op::UNPACK_SEQUENCE)
                    && next.as_ref().is_some_and(|n| n.arg == count)
                    && (1..=3).contains(&count)
                {
                    here.make_nop();
                    if let Some(next) = next {
                        match count {
                            1 => next.make_nop(),
                            _ => next.set(Op::SWAP, count),
                        }
                    }
                    return;
                }
                self.fold_tuple(b, i, consts);
            }
            Op::BUILD_LIST | Op::BUILD_SET => self.fold_display(b, i, consts),
            Op::LIST_APPEND | Op::SET_ADD
                if here.arg == 1 && (next_is(Op::GET_ITER) || next_is(Op::CONTAINS_OP)) =>
            {
                self.fold_filling(b, i, i + 1, consts)
            }
            Op::COMPARE_OP | Op::CONTAINS_OP | Op::IS_OP if next_is(Op::TO_BOOL) => {
                let (a, mut arg) = (here.a, here.arg);
                if op == Op::COMPARE_OP {
                    arg = 1;
                }
                here.make_nop();
                if let Some(next) = next {
                    next.set(op, arg);
                    next.a = a;
                }
            }
            Op::CONTAINS_OP | Op::IS_OP if next_is(Op::UNARY_NOT) => {
                let a = here.a;
                here.make_nop();
                if let Some(next) = next {
                    next.set(op, 0);
                    next.a = a ^ 1;
                }
            }
            Op::TO_BOOL if next_is(Op::TO_BOOL) => here.make_nop(),
            Op::UNARY_NOT if next_is(Op::TO_BOOL) => {
                here.make_nop();
                if let Some(next) = next {
                    next.set(Op::UNARY_NOT, 0);
                }
            }
            Op::UNARY_NOT if next_is(Op::UNARY_NOT) => {
                here.make_nop();
                if let Some(next) = next {
                    next.make_nop();
                }
            }
            Op::UNARY_NOT | Op::UNARY_INVERT | Op::UNARY_NEGATIVE => self.fold_unary(b, i, consts),
            Op::CALL_INTRINSIC_1 if here.arg == intrinsic_1::LIST_TO_TUPLE => {
                let iterated = next_is(Op::GET_ITER);
                self.fold_filling(b, i, i, consts);
                let here = &mut self.block_mut(b).ins[i];
                if iterated && here.is(Op::CALL_INTRINSIC_1) {
                    here.make_nop();
                }
            }
            Op::CALL_INTRINSIC_1 if here.arg == intrinsic_1::UNARY_POSITIVE => {
                self.fold_unary(b, i, consts)
            }
            Op::BINARY_OP => self.fold_binary(b, i, consts),
            Op::STORE_FAST => {
                // The second store alone counts.
                if let Some(next) = next
                    && next.is(Op::STORE_FAST)
                    && next.arg == here.arg
                    && next.loc.line == here.loc.line
                {
                    here.set(Op::POP_TOP, 0);
                }
            }
            Op::SWAP if here.arg == 1 => here.make_nop(),
            Op::LOAD_GLOBAL if here.a == 0 && next_is(Op::PUSH_NULL) => {
                here.a = 1;
                if let Some(next) = next {
                    next.make_nop();
                }
            }
            _ => {}
        }
    }

    /// Removes NOPs, and values that are pushed only to be dropped.
    pub(super) fn remove_redundant_pairs(&mut self) {
        let mut changed = true;
        while changed {
            changed = false;
            // The instruction before, if control comes from there only.
            let mut before: Option<(BlockId, usize)> = None;
            let mut b = ENTRY;
            while b != NONE {
                self.remove_nops_in(b);
                if self.block(b).labeled {
                    before = None;
                }
                for i in 0..self.block(b).ins.len() {
                    if self.block(b).ins[i].is(Op::POP_TOP)
                        && let Some((block, at)) = before
                        && pushes_only(&self.block(block).ins[at])
                    {
                        self.block_mut(block).ins[at].make_nop();
                        self.block_mut(b).ins[i].make_nop();
                        changed = true;
                    }
                    before = Some((b, i));
                }
                let block = self.block(b);
                if block.ins.last().is_some_and(|last| last.op.is_jump()) || !block.falls_through()
                {
                    before = None;
                }
                b = block.next;
            }
        }
    }
}

/// Whether an instruction pushes a value and does nothing else.
fn pushes_only(i: &Ins) -> bool {
    i.is(Op::LOAD_CONST) || i.is(Op::LOAD_SMALL_INT) || (i.is(Op::COPY) && i.arg == 1)
}
