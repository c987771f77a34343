//! Computing with constants: jumps on them, displays of them, operators between them.
//!
//! Invariant: the first constant stays where it is, since it may be the docstring.
//! Deliberately absent: the arithmetic (see `compiler/fold.rs`).
//! Next file to read: `compiler/flowgraph/swaps.rs`.

use super::{BlockId, Graph, Ins};
use crate::{
    bytecode::{
        code::Constant,
        opcode::{Op, binary_op, intrinsic_1},
    },
    compiler::{
        emit::{ConstPool, NO_LOCATION, Opcode},
        fold,
    },
    syntax::ast::{BinaryOp, UnaryOp},
};

/// Displays of more items than this are built piece by piece, to keep the stack small.
pub(in crate::compiler) const STACK_USE_GUIDELINE: usize = 30;

/// The constant an instruction loads.
fn loaded(i: &Ins, consts: &ConstPool) -> Option<Constant> {
    match i.op {
        Opcode::Real(Op::LOAD_CONST) => consts.items.get(i.arg as usize).cloned(),
        Opcode::Real(Op::LOAD_SMALL_INT) => Some(Constant::Int(i64::from(i.arg))),
        _ => None,
    }
}

fn loads_constant(i: &Ins) -> bool {
    i.is(Op::LOAD_CONST) || i.is(Op::LOAD_SMALL_INT)
}

/// Makes an instruction load `value`.
fn load(i: &mut Ins, value: Constant, consts: &mut ConstPool) {
    match value {
        Constant::Int(n @ 0..=255) => i.set(Op::LOAD_SMALL_INT, n as u32),
        value => {
            let index = consts.add(value);
            i.set(Op::LOAD_CONST, index);
        }
    }
}

fn truth(value: &Constant) -> bool {
    match value {
        Constant::None | Constant::False => false,
        Constant::Int(n) => *n != 0,
        Constant::Float(x) => *x != 0.0,
        Constant::Complex(x, y) => *x != 0.0 || *y != 0.0,
        Constant::Str(text) => !text.is_empty(),
        Constant::Bytes(bytes) => !bytes.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
        _ => true,
    }
}

fn bool_constant(b: bool) -> Constant {
    if b { Constant::True } else { Constant::False }
}

/// The indices of the `count` instructions before `end` that load constants, NOPs left out.
fn loads_before(ins: &[Ins], end: usize, count: usize) -> Option<Vec<usize>> {
    let mut found = Vec::with_capacity(count);
    let mut at = end;
    while found.len() < count {
        at = at.checked_sub(1)?;
        if loads_constant(&ins[at]) {
            found.push(at);
        } else if !ins[at].is(Op::NOP) {
            return None;
        }
    }
    found.reverse();
    Some(found)
}

fn erase(ins: &mut [Ins], at: &[usize]) {
    for &i in at {
        ins[i].make_nop();
        ins[i].loc = NO_LOCATION;
    }
}

fn values(ins: &[Ins], at: &[usize], consts: &ConstPool) -> Option<Vec<Constant>> {
    at.iter().map(|&i| loaded(&ins[i], consts)).collect()
}

impl Graph {
    /// Small ints become operands; tests of constants become jumps or nothing.
    pub(super) fn fold_loaded_constants(&mut self, consts: &mut ConstPool) {
        for block in &mut self.blocks {
            let ins = &mut block.ins;
            let mut constant: Option<Constant> = None;
            for i in 0..ins.len() {
                if ins[i].is(Op::LOAD_CONST)
                    && let Some(value @ Constant::Int(0..=255)) = loaded(&ins[i], consts)
                {
                    load(&mut ins[i], value, consts);
                }
                let copies = ins[i].is(Op::COPY) && ins[i].arg == 1 && constant.is_some();
                if !copies {
                    constant = loaded(&ins[i], consts);
                }
                if let Some(value) = &constant {
                    fold_test(ins, i, value, consts);
                }
            }
        }
    }

    /// Forgets the constants that no instruction loads any more, the first excepted.
    pub(super) fn drop_unused_constants(&mut self, consts: &mut ConstPool) {
        let mut used = vec![false; consts.len()];
        if let Some(first) = used.first_mut() {
            *first = true;
        }
        let loads = |i: &&mut Ins| i.is(Op::LOAD_CONST);
        for i in self
            .blocks
            .iter_mut()
            .flat_map(|b| &mut b.ins)
            .filter(loads)
        {
            if let Some(flag) = used.get_mut(i.arg as usize) {
                *flag = true;
            }
        }
        if used.iter().all(|&u| u) {
            return;
        }
        let mut kept = ConstPool::default();
        let mut moved = Vec::with_capacity(used.len());
        for (value, used) in consts.items.drain(..).zip(&used) {
            moved.push(if *used { kept.add(value) } else { 0 });
        }
        *consts = kept;
        for i in self
            .blocks
            .iter_mut()
            .flat_map(|b| &mut b.ins)
            .filter(loads)
        {
            if let Some(&new) = moved.get(i.arg as usize) {
                i.arg = new;
            }
        }
    }
}

/// What follows the constant that instruction `i` pushes may be decided now.
fn fold_test(ins: &mut [Ins], i: usize, value: &Constant, consts: &mut ConstPool) {
    let Some(next) = ins.get(i + 1).map(|n| n.op) else {
        return;
    };
    match next {
        Opcode::Real(Op::POP_JUMP_IF_FALSE | Op::POP_JUMP_IF_TRUE)
        | Opcode::JumpIfFalse
        | Opcode::JumpIfTrue => {
            if matches!(next, Opcode::Real(_)) {
                ins[i].make_nop();
            }
            let if_true = matches!(
                next,
                Opcode::Real(Op::POP_JUMP_IF_TRUE) | Opcode::JumpIfTrue
            );
            if truth(value) == if_true {
                ins[i + 1].op = Opcode::Jump;
            } else {
                ins[i + 1].make_nop();
            }
        }
        Opcode::Real(Op::IS_OP) if matches!(value, Constant::None) => {
            let mut jump = i + 2;
            if ins.get(jump).is_some_and(|n| n.is(Op::TO_BOOL)) {
                ins[jump].make_nop();
                jump += 1;
            }
            let Some(op) = ins.get(jump).map(|n| n.op) else {
                return;
            };
            let negated = ins[i + 1].a != 0;
            let if_not_none = match op {
                Opcode::Real(Op::POP_JUMP_IF_FALSE) => !negated,
                Opcode::Real(Op::POP_JUMP_IF_TRUE) => negated,
                _ => return,
            };
            ins[i].make_nop();
            ins[i + 1].make_nop();
            ins[jump].op = Opcode::Real(if if_not_none {
                Op::POP_JUMP_IF_NOT_NONE
            } else {
                Op::POP_JUMP_IF_NONE
            });
        }
        Opcode::Real(Op::TO_BOOL) => {
            let value = bool_constant(truth(value));
            ins[i].make_nop();
            load(&mut ins[i + 1], value, consts);
        }
        _ => {}
    }
}

impl Graph {
    /// A tuple of constants is a constant.
    pub(super) fn fold_tuple(&mut self, b: BlockId, i: usize, consts: &mut ConstPool) {
        let ins = &mut self.block_mut(b).ins;
        let count = ins[i].arg as usize;
        if count > STACK_USE_GUIDELINE {
            return;
        }
        if let Some(at) = loads_before(ins, i, count)
            && let Some(items) = values(ins, &at, consts)
        {
            erase(ins, &at);
            load(&mut ins[i], Constant::Tuple(items.into()), consts);
        }
    }

    /// A list or set of constants that is only iterated over or searched becomes a constant; any
    /// other is filled from one.
    pub(super) fn fold_display(&mut self, b: BlockId, i: usize, consts: &mut ConstPool) {
        let ins = &mut self.block_mut(b).ins;
        let unseen = ins
            .get(i + 1)
            .is_some_and(|n| n.is(Op::GET_ITER) || n.is(Op::CONTAINS_OP));
        let count = ins[i].arg as usize;
        if count > STACK_USE_GUIDELINE || (count < 3 && !unseen) {
            return;
        }
        let is_list = ins[i].is(Op::BUILD_LIST);
        let Some(at) = loads_before(ins, i, count) else {
            if unseen && is_list {
                ins[i].op = Op::BUILD_TUPLE.into();
            }
            return;
        };
        let Some(items) = values(ins, &at, consts) else {
            return;
        };
        let constant = if is_list {
            Constant::Tuple(items.into())
        } else {
            Constant::FrozenSet(distinct(items).into())
        };
        erase(ins, &at);
        if unseen {
            load(&mut ins[i], constant, consts);
            return;
        }
        let loc = ins[i].loc;
        ins[i - 2].set(
            if is_list {
                Op::BUILD_LIST
            } else {
                Op::BUILD_SET
            },
            0,
        );
        ins[i - 2].loc = loc;
        ins[i - 1].loc = loc;
        load(&mut ins[i - 1], constant, consts);
        let fill = if is_list {
            Op::LIST_EXTEND
        } else {
            Op::SET_UPDATE
        };
        ins[i].set(fill, 1);
    }

    /// A list filled with constants one by one, up to instruction `end`, then turned into a tuple
    /// by instruction `i`, is a constant. So is one that is only iterated over or searched, and a
    /// set; then `i` is the last filling itself.
    pub(super) fn fold_filling(
        &mut self,
        b: BlockId,
        i: usize,
        end: usize,
        consts: &mut ConstPool,
    ) {
        let ins = &mut self.block_mut(b).ins;
        let mut items = Vec::new();
        let mut added = false;
        for at in (0..end).rev() {
            let here = ins[at];
            let is_set = here.is(Op::BUILD_SET);
            if here.is(Op::NOP) {
                continue;
            }
            if (is_set || here.is(Op::BUILD_LIST)) && here.arg == 0 && !added {
                items.reverse();
                let constant = if is_set {
                    Constant::FrozenSet(distinct(items).into())
                } else {
                    Constant::Tuple(items.into())
                };
                erase(ins, &(at..end).collect::<Vec<_>>());
                load(&mut ins[i], constant, consts);
                return;
            }
            let adds = here.is(Op::LIST_APPEND) || here.is(Op::SET_ADD);
            if !added && adds && here.arg == 1 {
                added = true;
            } else if added && let Some(value) = loaded(&here, consts) {
                items.push(value);
                added = false;
            } else {
                return;
            }
        }
    }

    /// Applies an operator of one operand to a constant.
    pub(super) fn fold_unary(&mut self, b: BlockId, i: usize, consts: &mut ConstPool) {
        let ins = &mut self.block_mut(b).ins;
        let Some(at) = loads_before(ins, i, 1) else {
            return;
        };
        let Some(value) = at.first().and_then(|&at| loaded(&ins[at], consts)) else {
            return;
        };
        let result = match ins[i].op {
            Opcode::Real(Op::UNARY_NEGATIVE) => fold::unary(UnaryOp::USub, &value),
            Opcode::Real(Op::UNARY_INVERT) => fold::unary(UnaryOp::Invert, &value),
            Opcode::Real(Op::UNARY_NOT) => Some(bool_constant(!truth(&value))),
            Opcode::Real(Op::CALL_INTRINSIC_1) if ins[i].arg == intrinsic_1::UNARY_POSITIVE => {
                fold::unary(UnaryOp::UAdd, &value)
            }
            _ => None,
        };
        if let Some(result) = result {
            erase(ins, &at);
            load(&mut ins[i], result, consts);
        }
    }

    /// Applies an operator to two constants.
    pub(super) fn fold_binary(&mut self, b: BlockId, i: usize, consts: &mut ConstPool) {
        let ins = &mut self.block_mut(b).ins;
        let Some(at) = loads_before(ins, i, 2) else {
            return;
        };
        let Some(operands) = values(ins, &at, consts) else {
            return;
        };
        let [left, right] = &operands[..] else {
            return;
        };
        let result = match binary_operator(ins[i].a) {
            Some(op) => fold::binary(left, op, right),
            None if ins[i].a == binary_op::SUBSCR => fold::subscript(left, right),
            None => None,
        };
        if let Some(result) = result {
            erase(ins, &at);
            load(&mut ins[i], result, consts);
        }
    }
}

/// Drops repeated items, the first of each kept; what is left equal, like `1` and `True`, the linker sorts out.
fn distinct(items: Vec<Constant>) -> Vec<Constant> {
    let mut kept: Vec<Constant> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn binary_operator(number: u8) -> Option<BinaryOp> {
    Some(match number {
        binary_op::ADD => BinaryOp::Add,
        binary_op::AND => BinaryOp::BitAnd,
        binary_op::FLOOR_DIVIDE => BinaryOp::FloorDiv,
        binary_op::LSHIFT => BinaryOp::LShift,
        binary_op::MATRIX_MULTIPLY => BinaryOp::MatMult,
        binary_op::MULTIPLY => BinaryOp::Mult,
        binary_op::REMAINDER => BinaryOp::Mod,
        binary_op::OR => BinaryOp::BitOr,
        binary_op::POWER => BinaryOp::Pow,
        binary_op::RSHIFT => BinaryOp::RShift,
        binary_op::SUBTRACT => BinaryOp::Sub,
        binary_op::TRUE_DIVIDE => BinaryOp::Div,
        binary_op::XOR => BinaryOp::BitXor,
        _ => return None,
    })
}
