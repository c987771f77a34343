//! Passes over local variables: which loads must be checked, and where every variable lives.
//!
//! Invariant: a LOAD_FAST is left unchecked only where the local is set on every path, exceptions
//! included.
//! Next file to read: `compiler/flowgraph/cold.rs`.

use super::{BlockId, ENTRY, Graph, Ins, NONE, Variables};
use crate::{
    bytecode::opcode::Op,
    compiler::emit::{NO_LOCATION, Opcode},
    source::Location,
};

/// Locals from this one on are followed within blocks only, to keep the analysis linear.
const FOLLOWED: u32 = 64;

impl Graph {
    /// Turns loads of locals that may be unset into LOAD_FAST_CHECK.
    pub(super) fn check_unset_locals(&mut self, locals: usize, params: usize) {
        if locals == 0 {
            return;
        }
        if locals > FOLLOWED as usize {
            self.check_many_locals(locals);
        }
        for block in &mut self.blocks {
            block.unset_locals = 0;
        }
        let all = |n: usize| 1u64.checked_shl(n as u32).map_or(u64::MAX, |bit| bit - 1);
        let mut todo = Vec::new();
        self.may_be_unset(ENTRY, all(locals) & !all(params), &mut todo);
        let order: Vec<BlockId> = self.chain().collect();
        for b in order {
            self.scan_block(b, &mut todo);
        }
        while let Some(b) = todo.pop() {
            self.block_mut(b).visited = false;
            self.scan_block(b, &mut todo);
        }
        self.clear_visited();
    }

    fn may_be_unset(&mut self, b: BlockId, mask: u64, todo: &mut Vec<BlockId>) {
        let block = self.block_mut(b);
        if block.unset_locals | mask != block.unset_locals {
            block.unset_locals |= mask;
            if !block.visited {
                block.visited = true;
                todo.push(b);
            }
        }
    }

    fn scan_block(&mut self, b: BlockId, todo: &mut Vec<BlockId>) {
        let mut mask = self.block(b).unset_locals;
        for i in 0..self.block(b).ins.len() {
            let ins = self.block(b).ins[i];
            if ins.except != NONE {
                self.may_be_unset(ins.except, mask, todo);
            }
            if ins.arg >= FOLLOWED {
                continue;
            }
            let bit = 1u64 << ins.arg;
            match ins.op {
                Opcode::Real(Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR)
                | Opcode::StoreFastMaybeNull => mask |= bit,
                Opcode::Real(Op::STORE_FAST | Op::LOAD_FAST_CHECK) => mask &= !bit,
                Opcode::Real(Op::LOAD_FAST) => {
                    if mask & bit != 0 {
                        self.block_mut(b).ins[i].op = Op::LOAD_FAST_CHECK.into();
                    }
                    mask &= !bit;
                }
                _ => {}
            }
        }
        let block = self.block(b);
        let next = block.next;
        let jump = block.ins.last().filter(|last| last.op.is_jump());
        let jump = jump.map(|last| last.arg);
        if next != NONE && block.falls_through() {
            self.may_be_unset(next, mask, todo);
        }
        if let Some(target) = jump {
            self.may_be_unset(target, mask, todo);
        }
    }

    fn check_many_locals(&mut self, locals: usize) {
        // The block in which each local was last known to be set.
        let mut set_in = vec![NONE; locals];
        for b in 0..self.blocks.len() as BlockId {
            for i in &mut self.block_mut(b).ins {
                if i.arg < FOLLOWED {
                    continue;
                }
                let Some(set_in) = set_in.get_mut(i.arg as usize) else {
                    continue;
                };
                match i.op {
                    Opcode::Real(Op::DELETE_FAST | Op::LOAD_FAST_AND_CLEAR)
                    | Opcode::StoreFastMaybeNull => *set_in = NONE,
                    Opcode::Real(Op::STORE_FAST) => *set_in = b,
                    Opcode::Real(Op::LOAD_FAST) => {
                        if *set_in != b {
                            i.op = Op::LOAD_FAST_CHECK.into();
                        }
                        *set_in = b;
                    }
                    _ => {}
                }
            }
        }
    }

    /// Puts the instructions that make cells at the start, and gives cells and free variables their
    /// places behind the locals. A cell that is also a parameter keeps the parameter's place.
    pub(super) fn place_variables(&mut self, vars: &Variables) {
        let places = variable_places(vars);
        let mut prefix = Vec::new();
        if vars.freevars.len() > 0 {
            let count = vars.freevars.len() as u32;
            prefix.push(Ins::new(Op::COPY_FREE_VARS, count, NO_LOCATION));
        }
        let mut cells = places[..vars.cellvars.len()].to_vec();
        cells.sort_unstable();
        for place in cells {
            prefix.push(Ins::new(Op::MAKE_CELL, place, NO_LOCATION));
        }
        if vars.generator {
            let loc = Location {
                line: vars.first_line,
                col: u32::MAX,
                end_line: vars.first_line,
                end_col: u32::MAX,
            };
            prefix.push(Ins::new(Op::RETURN_GENERATOR, 0, loc));
            prefix.push(Ins::new(Op::POP_TOP, 0, loc));
        }
        for i in self.blocks.iter_mut().flat_map(|b| &mut b.ins) {
            if let Opcode::LoadClosure
            | Opcode::Real(
                Op::MAKE_CELL
                | Op::LOAD_DEREF
                | Op::STORE_DEREF
                | Op::DELETE_DEREF
                | Op::LOAD_FROM_DICT_OR_DEREF,
            ) = i.op
                && let Some(&place) = places.get(i.arg as usize)
            {
                i.arg = place;
            }
        }
        self.block_mut(ENTRY).ins.splice(0..0, prefix);
    }

    /// Replaces what only guided the passes so far.
    pub(super) fn remove_setup(&mut self) {
        for i in self.blocks.iter_mut().flat_map(|b| &mut b.ins) {
            match i.op {
                op if op.is_block_push() => i.make_nop(),
                Opcode::AnnotationsPlaceholder | Opcode::PopBlock => i.make_nop(),
                Opcode::LoadClosure => i.op = Op::LOAD_FAST.into(),
                Opcode::StoreFastMaybeNull => i.op = Op::STORE_FAST.into(),
                _ => {}
            }
        }
        self.remove_nops();
    }
}

/// The place among the frame's locals of every cell, then of every free variable.
pub(in crate::compiler) fn variable_places(vars: &Variables) -> Vec<u32> {
    let mut next = vars.varnames.len() as u32;
    let mut take = || {
        next += 1;
        next - 1
    };
    let cells = vars.cellvars.items.iter();
    let mut places: Vec<u32> = cells
        .map(|name| vars.varnames.find(name).unwrap_or_else(&mut take))
        .collect();
    places.extend(vars.freevars.items.iter().map(|_| take()));
    places
}
