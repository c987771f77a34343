//! Which loads of locals may leave out the count, and how deep the stack gets.
//!
//! A load may borrow if the value is consumed within its block while the local still holds it and
//! is not stored into another local. Scripts see this decision in `sys.getrefcount`, so it is made
//! exactly as CPython 3.14 makes it, down to the effect of its fused instructions: a load fused
//! with a store before it never borrows, and two fused loads borrow both or neither.
//!
//! Invariant: only LOAD_FAST becomes LOAD_FAST_BORROW; handlers, which CPython does not look at,
//! keep their counted loads.
//! Next file to read: `compiler/assemble.rs`.

use super::{BlockId, ENTRY, Graph, Ins, NONE};
use crate::{
    bytecode::opcode::Op,
    compiler::emit::{Opcode, has_line},
};

/// A value on the simulated stack: which instruction of the block pushed it (or none), and which
/// local it is (or none).
#[derive(Clone, Copy)]
struct Ref {
    ins: u32,
    local: u32,
}

const UNKNOWN: Ref = Ref {
    ins: NONE,
    local: NONE,
};

/// How CPython would fuse an instruction with its neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fused {
    No,
    /// The first of two loads.
    WithNextLoad,
    /// The second of two loads.
    WithLoadBefore,
    /// A load after a store.
    WithStoreBefore,
}

struct Simulation<'a> {
    stack: Vec<Ref>,
    keep: &'a mut [bool],
}

impl Simulation<'_> {
    fn push(&mut self, ins: usize, local: u32) {
        let ins = ins as u32;
        self.stack.push(Ref { ins, local });
    }

    fn push_other(&mut self, ins: usize, count: u32) {
        for _ in 0..count {
            self.push(ins, NONE);
        }
    }

    fn pop(&mut self) -> Ref {
        self.stack.pop().unwrap_or(UNKNOWN)
    }

    fn pop_many(&mut self, count: u32) {
        for _ in 0..count {
            self.pop();
        }
    }

    fn must_count(&mut self, r: Ref) {
        if let Some(flag) = self.keep.get_mut(r.ins as usize) {
            *flag = true;
        }
    }

    /// The local changes while values loaded from it are still on the stack.
    fn kill(&mut self, local: u32) {
        for i in 0..self.stack.len() {
            if self.stack[i].local == local {
                self.must_count(self.stack[i]);
            }
        }
    }
}

impl Graph {
    /// Pairs up neighbours as CPython fuses them.
    pub(super) fn pair_locals(&mut self) {
        for block in &mut self.blocks {
            let mut i = 0;
            while let Some([here, next, ..]) = block.ins.get_mut(i..) {
                i += 1;
                if here.arg >= 16 || next.arg >= 16 {
                    continue;
                }
                let lines = has_line(here.loc) && has_line(next.loc);
                if lines && here.loc.line != next.loc.line {
                    continue;
                }
                if here.is(Op::LOAD_FAST) && next.is(Op::LOAD_FAST) {
                    here.fused = Fused::WithNextLoad;
                    next.fused = Fused::WithLoadBefore;
                    i += 1;
                } else if here.is(Op::STORE_FAST) && next.is(Op::LOAD_FAST) {
                    next.fused = Fused::WithStoreBefore;
                    i += 1;
                } else if here.is(Op::STORE_FAST) && next.is(Op::STORE_FAST) {
                    i += 1;
                }
            }
        }
    }

    /// Finds the depth of the stack at the start of every block, and the greatest depth.
    pub(super) fn measure_stack(&mut self) {
        let mut greatest = 0;
        let mut todo = vec![ENTRY];
        self.block_mut(ENTRY).start_depth = 0;
        while let Some(b) = todo.pop() {
            let mut depth = self.block(b).start_depth;
            for i in 0..self.block(b).ins.len() {
                let ins = self.block(b).ins[i];
                let jump_depth = match ins.op {
                    Opcode::SetupFinally | Opcode::SetupWith => depth + 1,
                    Opcode::SetupCleanup => depth + 2,
                    op => {
                        depth += net_effect(op, &ins);
                        depth
                    }
                };
                greatest = greatest.max(depth).max(jump_depth);
                if ins.op.has_target() {
                    self.enter_at(ins.arg, jump_depth, &mut todo);
                }
            }
            let next = self.block(b).next;
            if next != NONE && self.block(b).falls_through() {
                self.enter_at(next, depth, &mut todo);
            }
        }
        self.stack_size = greatest as u32;
    }

    fn enter_at(&mut self, b: BlockId, depth: i32, todo: &mut Vec<BlockId>) {
        let block = self.block_mut(b);
        debug_assert!(block.start_depth < 0 || block.start_depth == depth);
        if block.start_depth < 0 {
            block.start_depth = depth;
            todo.push(b);
        }
    }

    /// Turns loads that may borrow into LOAD_FAST_BORROW.
    pub(super) fn borrow_locals(&mut self) {
        self.clear_visited();
        let mut todo = vec![ENTRY];
        self.block_mut(ENTRY).visited = true;
        let mut keep = Vec::new();
        while let Some(b) = todo.pop() {
            self.borrow_in_block(b, &mut keep, &mut todo);
        }
        self.clear_visited();
    }

    fn borrow_in_block(&mut self, b: BlockId, keep: &mut Vec<bool>, todo: &mut Vec<BlockId>) {
        let block = self.block(b);
        keep.clear();
        keep.resize(block.ins.len(), false);
        let mut sim = Simulation {
            stack: vec![UNKNOWN; block.start_depth.max(0) as usize],
            keep,
        };
        let mut targets = Vec::new();
        for (i, ins) in block.ins.iter().enumerate() {
            simulate(&mut sim, i, ins);
            if ins.op.is_jump() {
                targets.push(ins.arg);
            }
        }
        for r in std::mem::take(&mut sim.stack) {
            sim.must_count(r);
        }
        if block.next != NONE && !block.ins.is_empty() && block.falls_through() {
            targets.push(block.next);
        }
        let counted = |i: usize| keep.get(i).copied().unwrap_or(true);
        for (i, ins) in self.block_mut(b).ins.iter_mut().enumerate() {
            if ins.is(Op::LOAD_FAST) {
                let counts = match ins.fused {
                    Fused::No => counted(i),
                    Fused::WithNextLoad => counted(i) || counted(i + 1),
                    Fused::WithLoadBefore => counted(i) || counted(i.wrapping_sub(1)),
                    Fused::WithStoreBefore => true,
                };
                if !counts {
                    ins.op = Op::LOAD_FAST_BORROW.into();
                }
            }
        }
        for target in targets {
            if !self.block(target).visited {
                self.block_mut(target).visited = true;
                todo.push(target);
            }
        }
    }
}

fn net_effect(op: Opcode, ins: &Ins) -> i32 {
    match op {
        Opcode::Real(op) => {
            let (pops, pushes) = op.stack_effect(ins.a, ins.arg);
            pushes as i32 - pops as i32
        }
        Opcode::LoadClosure => 1,
        Opcode::StoreFastMaybeNull => -1,
        _ => 0,
    }
}

fn simulate(sim: &mut Simulation, i: usize, ins: &Ins) {
    let Opcode::Real(op) = ins.op else {
        return;
    };
    let (pops, pushes) = op.stack_effect(ins.a, ins.arg);
    match op {
        Op::DELETE_FAST => sim.kill(ins.arg),
        Op::LOAD_FAST => sim.push(i, ins.arg),
        Op::LOAD_FAST_AND_CLEAR => {
            sim.kill(ins.arg);
            sim.push(i, ins.arg);
        }
        Op::STORE_FAST => {
            let stored = sim.pop();
            sim.kill(ins.arg);
            sim.must_count(stored);
        }
        Op::COPY => {
            let at = sim.stack.len().wrapping_sub(ins.arg as usize);
            let copied = sim.stack.get(at).copied().unwrap_or(UNKNOWN);
            sim.stack.push(copied);
        }
        Op::SWAP => {
            let len = sim.stack.len();
            let other = len.wrapping_sub(ins.arg as usize);
            if other < len {
                sim.stack.swap(other, len - 1);
            }
        }
        // The result may be the operand itself.
        Op::FORMAT_SIMPLE | Op::GET_YIELD_FROM_ITER => {}
        // These leave their inputs where they are. CPython takes what they push for the results of
        // the block's first instructions, so a local loaded there is counted.
        Op::GET_ANEXT
        | Op::GET_LEN
        | Op::IMPORT_FROM
        | Op::MATCH_KEYS
        | Op::MATCH_MAPPING
        | Op::MATCH_SEQUENCE
        | Op::WITH_EXCEPT_START => {
            for first in 0..(pushes - pops) as usize {
                sim.push(first, NONE);
            }
        }
        Op::FOR_ITER => sim.push(i, NONE),
        Op::DICT_MERGE
        | Op::DICT_UPDATE
        | Op::LIST_APPEND
        | Op::LIST_EXTEND
        | Op::MAP_ADD
        | Op::RERAISE
        | Op::SET_ADD
        | Op::SET_UPDATE => sim.pop_many(pops - pushes),
        Op::END_SEND | Op::SET_FUNCTION_ATTRIBUTE => {
            let top = sim.pop();
            sim.pop();
            sim.stack.push(top);
        }
        Op::CHECK_EXC_MATCH => {
            sim.pop();
            sim.push(i, NONE);
        }
        // A method call may find the owner itself below the arguments.
        Op::LOAD_ATTR | Op::LOAD_SUPER_ATTR => {
            let owner = sim.pop();
            sim.pop_many(pops - 1);
            sim.push(i, NONE);
            if ins.a & 1 != 0 {
                sim.stack.push(owner);
            }
        }
        Op::LOAD_SPECIAL | Op::PUSH_EXC_INFO => {
            let top = sim.pop();
            sim.push(i, NONE);
            sim.stack.push(top);
        }
        Op::SEND => {
            sim.pop();
            sim.push(i, NONE);
        }
        _ => {
            sim.pop_many(pops);
            sim.push_other(i, pushes);
        }
    }
}
