//! The control-flow graph: basic blocks between the row of instructions and the finished code.
//!
//! The passes and their order are those of CPython 3.14, since what they decide shows: which
//! instructions carry a line, which loads borrow, which are checked.
//!
//! Invariant: blocks form one chain by `next`, in the order they will be laid out; a jump stands
//! at the end of its block only, and its `arg` is the block it goes to.
//! Deliberately absent: names and constants' meaning, but where constants are folded.
//! Next file to read: `compiler/flowgraph/build.rs`.

mod borrow;
mod build;
mod cold;
mod constants;
mod jumps;
mod lines;
mod locals;
mod peephole;
mod swaps;

use borrow::Fused;
pub(super) use constants::STACK_USE_GUIDELINE;
pub(super) use locals::variable_places;

use super::emit::{ConstPool, NamePool, Opcode, Row};
use crate::{bytecode::opcode::Op, source::Location};

/// Names a block.
pub(super) type BlockId = u32;
/// No block.
pub(super) const NONE: BlockId = u32::MAX;

/// An instruction inside a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ins {
    pub op: Opcode,
    pub a: u8,
    /// The operand, or the target block.
    pub arg: u32,
    pub loc: Location,
    /// The block that handles its exceptions.
    pub except: BlockId,
    fused: Fused,
}

impl Ins {
    pub fn new(op: impl Into<Opcode>, arg: u32, loc: Location) -> Ins {
        Ins {
            op: op.into(),
            a: 0,
            arg,
            loc,
            except: NONE,
            fused: Fused::No,
        }
    }

    fn is(&self, op: Op) -> bool {
        self.op == Opcode::Real(op)
    }

    fn make_nop(&mut self) {
        self.set(Op::NOP, 0);
    }

    fn set(&mut self, op: impl Into<Opcode>, arg: u32) {
        self.op = op.into();
        self.a = 0;
        self.arg = arg;
    }
}

/// A run of instructions entered at the top only and left at the end only.
#[derive(Debug)]
pub(super) struct Block {
    pub ins: Vec<Ins>,
    /// The block laid out after this one.
    pub next: BlockId,
    pub predecessors: u32,
    /// Values on the stack when it is entered; -1 before that is known.
    pub start_depth: i32,
    /// Starts an exception handler.
    pub is_handler: bool,
    /// A handler that is told the place of the raise.
    pub preserve_lasti: bool,
    /// Some jump or handler goes here, or did.
    labeled: bool,
    visited: bool,
    cold: bool,
    warm: bool,
    /// Bit i is set if local i may be unset when the block is entered.
    unset_locals: u64,
}

impl Block {
    fn new() -> Block {
        Block {
            ins: Vec::new(),
            next: NONE,
            predecessors: 0,
            start_depth: -1,
            is_handler: false,
            preserve_lasti: false,
            labeled: false,
            visited: false,
            cold: false,
            warm: false,
            unset_locals: 0,
        }
    }

    fn falls_through(&self) -> bool {
        self.ins
            .last()
            .is_none_or(|last| !last.op.is_unconditional() && !last.op.is_exit())
    }

    fn exits(&self) -> bool {
        self.ins.last().is_some_and(|last| last.op.is_exit())
    }
}

/// What the passes need to know about a code object's variables.
pub(super) struct Variables<'a> {
    pub varnames: &'a NamePool,
    pub cellvars: &'a NamePool,
    pub freevars: &'a NamePool,
    /// All parameters, starred ones included.
    pub params: usize,
    /// The code is a generator, coroutine or asynchronous generator.
    pub generator: bool,
    pub first_line: u32,
}

/// The graph of one code object.
#[derive(Debug)]
pub(super) struct Graph {
    pub blocks: Vec<Block>,
    /// How many values the stack holds at most.
    pub stack_size: u32,
}

/// The entry of every graph.
const ENTRY: BlockId = 0;

impl Graph {
    /// Turns a row of instructions into optimised blocks that are ready for assembly.
    pub fn optimize(row: &Row, consts: &mut ConstPool, vars: &Variables) -> Graph {
        let mut graph = build::build(row);
        graph.direct_exceptions();
        graph.inline_small_exits();
        graph.remove_unreachable();
        graph.resolve_lines();
        graph.fold_loaded_constants(consts);
        for b in 0..graph.blocks.len() {
            graph.optimize_block(b as BlockId, consts);
        }
        graph.remove_redundant_pairs();
        graph.remove_unreachable();
        graph.remove_redundant();
        graph.drop_unused_constants(consts);
        graph.check_unset_locals(vars.varnames.len(), vars.params);
        graph.pair_locals();
        graph.move_cold_blocks();
        graph.resolve_lines();
        graph.expand_conditional_jumps();
        graph.direct_jumps();
        graph.measure_stack();
        graph.place_variables(vars);
        graph.remove_setup();
        graph.borrow_locals();
        graph
    }

    /// The blocks in the order of layout.
    pub fn chain(&self) -> Chain<'_> {
        Chain {
            graph: self,
            at: ENTRY,
        }
    }

    fn block(&self, b: BlockId) -> &Block {
        &self.blocks[b as usize]
    }

    fn block_mut(&mut self, b: BlockId) -> &mut Block {
        &mut self.blocks[b as usize]
    }

    /// Adds a block to the chain behind `after`.
    fn insert_after(&mut self, after: BlockId, mut block: Block) -> BlockId {
        let id = self.blocks.len() as BlockId;
        block.next = self.block(after).next;
        self.block_mut(after).next = id;
        self.blocks.push(block);
        id
    }

    /// The first block from `b` on that holds an instruction.
    fn next_nonempty(&self, mut b: BlockId) -> BlockId {
        while b != NONE && self.block(b).ins.is_empty() {
            b = self.block(b).next;
        }
        b
    }

    fn clear_visited(&mut self) {
        for block in &mut self.blocks {
            block.visited = false;
        }
    }
}

/// Iterator over the blocks of a graph in the order of layout.
pub(super) struct Chain<'a> {
    graph: &'a Graph,
    at: BlockId,
}

impl Iterator for Chain<'_> {
    type Item = BlockId;

    fn next(&mut self) -> Option<BlockId> {
        let b = self.at;
        if b == NONE {
            return None;
        }
        self.at = self.graph.block(b).next;
        Some(b)
    }
}
