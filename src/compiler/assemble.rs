//! From optimised blocks to words: layout, jump distances, tables.
//!
//! Invariant: an operand that does not fit 16 signed bits gets an EXTENDED_ARG, and the layout is repeated
//! until no distance grows any more.
//! Next file to read: `bytecode/code.rs`.

use super::{
    emit::{NEXT_LOCATION, NO_LOCATION, Opcode},
    flowgraph::{BlockId, Graph, Ins, NONE},
};
use crate::{
    bytecode::{
        code::{Handler, LocationTable},
        opcode::{Op, Operand, pack},
    },
    source::Location,
};

/// The parts of a code object that come from its instructions.
pub(super) struct Assembled {
    pub words: Vec<u32>,
    pub locations: LocationTable,
    pub handlers: Vec<Handler>,
    pub loop_headers: Vec<u32>,
}

/// An instruction in its final place.
struct Placed {
    ins: Ins,
    op: Op,
    start: u32,
    end: u32,
    extended: bool,
}

/// Lays out the blocks of `graph`, whose frame has `locals` places, in the order of their chain.
pub(super) fn assemble(graph: &Graph, first_line: u32, locals: usize) -> Assembled {
    let mut rank = vec![0u32; graph.blocks.len()];
    let mut first = vec![0usize; graph.blocks.len()];
    let mut placed = Vec::new();
    for (n, b) in graph.chain().enumerate() {
        rank[b as usize] = n as u32;
        first[b as usize] = placed.len();
        let ins = graph.blocks[b as usize].ins.iter();
        placed.extend(ins.map(|&ins| Placed {
            ins,
            op: Op::NOP,
            start: n as u32,
            end: 0,
            extended: false,
        }));
    }
    for p in &mut placed {
        let backward = p.ins.op.is_jump() && rank[p.ins.arg as usize] <= p.start;
        p.op = match p.ins.op {
            Opcode::Real(op) => op,
            Opcode::Jump if backward => Op::JUMP_BACKWARD,
            Opcode::JumpNoInterrupt if backward => Op::JUMP_BACKWARD_NO_INTERRUPT,
            Opcode::Jump | Opcode::JumpNoInterrupt => Op::JUMP_FORWARD,
            _ => Op::NOP,
        };
    }
    let total = lay_out(&mut placed, &first, locals);
    let offset = |b: BlockId| start_of(&placed, first[b as usize], total);
    let mut words = Vec::with_capacity(total as usize);
    let mut loop_headers = Vec::new();
    for p in &placed {
        let mut arg = p.ins.arg;
        if p.op.is_jump() {
            let target = offset(arg);
            arg = target.wrapping_sub(p.end);
            if p.op == Op::JUMP_BACKWARD {
                loop_headers.push(target);
            }
        }
        if p.extended {
            words.push(pack(Op::EXTENDED_ARG, 0, (arg >> 16) as u16));
        }
        words.push(pack(p.op, p.ins.a, arg as u16));
        words.resize(p.end as usize, 0);
    }
    loop_headers.sort_unstable();
    loop_headers.dedup();
    Assembled {
        locations: LocationTable::pack(location_runs(&placed), first_line),
        handlers: handler_table(graph, &placed, offset),
        words,
        loop_headers,
    }
}

fn start_of(placed: &[Placed], index: usize, total: u32) -> u32 {
    placed.get(index).map_or(total, |p| p.start)
}

/// Sets the places of all instructions; gives the number of words.
fn lay_out(placed: &mut [Placed], first: &[usize], locals: usize) -> u32 {
    for p in placed.iter_mut() {
        // A local's number becomes its distance from the last one, which may need more bits.
        let is_local = p.op.operand() == Operand::Local;
        p.extended = !p.op.is_jump() && (p.ins.arg > 0x7fff || is_local && locals > 0x7fff);
    }
    loop {
        let mut at = 0;
        for p in placed.iter_mut() {
            p.start = at;
            at += 1 + u32::from(p.extended) + p.op.caches() as u32;
            p.end = at;
        }
        let mut grown = Vec::new();
        // Most code is too short for any distance to overflow.
        if at > i16::MAX as u32 {
            for (i, p) in placed.iter().enumerate() {
                if p.op.is_jump() && !p.extended {
                    let target = start_of(placed, first[p.ins.arg as usize], at);
                    if i16::try_from(i64::from(target) - i64::from(p.end)).is_err() {
                        grown.push(i);
                    }
                }
            }
        }
        if grown.is_empty() {
            return at;
        }
        for i in grown {
            placed[i].extended = true;
        }
    }
}

fn location_runs(placed: &[Placed]) -> Vec<(u32, Location)> {
    let mut runs: Vec<(u32, Location)> = Vec::new();
    let mut following = NO_LOCATION;
    for p in placed.iter().rev() {
        let mut loc = p.ins.loc;
        if loc == NEXT_LOCATION {
            let jumps = p.ins.op.ends_block();
            loc = if jumps { NO_LOCATION } else { following };
        }
        following = loc;
        if loc == NO_LOCATION {
            loc = Location::default();
        }
        let words = p.end - p.start;
        match runs.last_mut() {
            Some(run) if run.1 == loc => run.0 += words,
            _ => runs.push((words, loc)),
        }
    }
    runs.reverse();
    runs
}

fn handler_table(
    graph: &Graph,
    placed: &[Placed],
    offset: impl Fn(BlockId) -> u32,
) -> Vec<Handler> {
    let mut table: Vec<Handler> = Vec::new();
    let mut current = NONE;
    for p in placed {
        let b = p.ins.except;
        if b == NONE {
            current = NONE;
            continue;
        }
        if b == current
            && let Some(last) = table.last_mut()
        {
            last.end = p.end;
            continue;
        }
        current = b;
        let block = &graph.blocks[b as usize];
        let pushed = 1 + i32::from(block.preserve_lasti);
        table.push(Handler {
            start: p.start,
            end: p.end,
            target: offset(b),
            depth: (block.start_depth - pushed).max(0) as u32,
            lasti: block.preserve_lasti,
        });
    }
    table
}
