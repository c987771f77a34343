//! Fewer SWAPs: runs of them are rewritten to the shortest run, and those before simple stores are
//! replaced by reordering the stores.
//!
//! Invariant: the values end where they would have; only stores to distinct locals are reordered.
//! Next file to read: `compiler/flowgraph/locals.rs`.

use super::Ins;
use crate::{
    bytecode::opcode::Op,
    compiler::emit::{Opcode, has_line},
};

/// Shortens the run of SWAPs that starts at `start`; gives the index of its last instruction.
pub(super) fn shorten_swaps(ins: &mut [Ins], start: usize) -> usize {
    let rest = &ins[start..];
    let len = rest
        .iter()
        .position(|i| !i.is(Op::SWAP) && !i.is(Op::NOP))
        .unwrap_or(rest.len());
    let run = &mut ins[start..start + len];
    if run.iter().filter(|i| i.is(Op::SWAP)).count() < 2 {
        return start;
    }
    let depth = run.iter().map(|i| i.arg as usize).max().unwrap_or(0);
    let mut stack: Vec<usize> = (0..depth).collect();
    for i in run.iter().filter(|i| i.is(Op::SWAP)) {
        stack.swap(0, i.arg as usize - 1);
    }
    // Every cycle of the permutation is undone from the back by swaps with the top.
    const DONE: usize = usize::MAX;
    let mut current = len;
    for i in 0..depth {
        if stack[i] == DONE || stack[i] == i {
            continue;
        }
        let mut j = i;
        loop {
            if j != 0 {
                current -= 1;
                run[current].set(Op::SWAP, j as u32 + 1);
            }
            if stack[j] == DONE {
                break;
            }
            j = std::mem::replace(&mut stack[j], DONE);
        }
    }
    for i in &mut run[..current] {
        i.make_nop();
    }
    start + len - 1
}

fn is_swappable(i: &Ins) -> bool {
    i.is(Op::STORE_FAST) || i.is(Op::POP_TOP) || i.op == Opcode::StoreFastMaybeNull
}

fn stores_to(i: &Ins) -> Option<u32> {
    (i.is(Op::STORE_FAST) || i.op == Opcode::StoreFastMaybeNull).then_some(i.arg)
}

fn next_swappable(ins: &[Ins], after: usize, line: Option<u32>) -> Option<usize> {
    for (i, candidate) in ins.iter().enumerate().skip(after + 1) {
        if line.is_some_and(|line| candidate.loc.line != line) {
            return None;
        }
        if is_swappable(candidate) {
            return Some(i);
        }
        if !candidate.is(Op::NOP) {
            return None;
        }
    }
    None
}

/// Removes the SWAPs up to index `last` that can be had by reordering the stores behind them.
pub(super) fn apply_swaps(ins: &mut [Ins], last: usize) {
    for i in (0..=last).rev() {
        if !ins[i].is(Op::SWAP) {
            if ins[i].is(Op::NOP) || is_swappable(&ins[i]) {
                continue;
            }
            return;
        }
        let Some(first) = next_swappable(ins, i, None) else {
            return;
        };
        let line = has_line(ins[first].loc).then_some(ins[first].loc.line);
        let mut second = first;
        for _ in 1..ins[i].arg {
            match next_swappable(ins, second, line) {
                Some(next) => second = next,
                None => return,
            }
        }
        let (a, b) = (stores_to(&ins[first]), stores_to(&ins[second]));
        if a.is_some() || b.is_some() {
            let clash = |i: &Ins| stores_to(i).is_some_and(|s| Some(s) == a || Some(s) == b);
            if a == b || ins[first + 1..second].iter().any(clash) {
                return;
            }
        }
        ins[i].make_nop();
        ins.swap(first, second);
    }
}
