//! What code generation writes: a flat row of instructions with labels, and the tables they index.
//!
//! Invariant: the row is append-only; a label stands for the place where it was put down, and
//! becomes a basic block only if some jump uses it (see `flowgraph.rs`).
//! Deliberately absent: any optimisation.
//! Next file to read: `compiler/unit.rs`.

use crate::{
    bytecode::{code::Constant, opcode::Op},
    source::Location,
};
use std::{collections::HashMap, hash::Hash, rc::Rc};

/// An instruction's meaning while it is being compiled: a real opcode or one of those that only
/// live until assembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opcode {
    Real(Op),
    /// Becomes JUMP_FORWARD or JUMP_BACKWARD, whichever way its target lies.
    Jump,
    /// The same without a check point.
    JumpNoInterrupt,
    /// Jumps if the top is false, keeping it.
    JumpIfFalse,
    /// Jumps if the top is true, keeping it.
    JumpIfTrue,
    /// From here to POP_BLOCK, exceptions go to the target with the exception pushed.
    SetupFinally,
    /// The same with the place of the raise pushed below the exception.
    SetupCleanup,
    /// The same for `with`: the result of `__enter__` is dropped before.
    SetupWith,
    /// Ends the innermost Setup.
    PopBlock,
    /// Pushes a cell itself, for a closure.
    LoadClosure,
    /// STORE_FAST of a value that LOAD_FAST_AND_CLEAR pushed.
    StoreFastMaybeNull,
    /// Where a module's annotation function is made.
    AnnotationsPlaceholder,
}

impl Opcode {
    /// Whether exceptions are directed to the target from here on.
    pub fn is_block_push(self) -> bool {
        matches!(
            self,
            Opcode::SetupFinally | Opcode::SetupCleanup | Opcode::SetupWith
        )
    }

    /// Whether control may go to the target.
    pub fn is_jump(self) -> bool {
        match self {
            Opcode::Real(op) => op.is_jump(),
            Opcode::Jump | Opcode::JumpNoInterrupt | Opcode::JumpIfFalse | Opcode::JumpIfTrue => {
                true
            }
            _ => false,
        }
    }

    /// Whether the argument is a label.
    pub fn has_target(self) -> bool {
        self.is_jump() || self.is_block_push()
    }

    /// Whether control always goes to the target.
    pub fn is_unconditional(self) -> bool {
        matches!(
            self,
            Opcode::Jump
                | Opcode::JumpNoInterrupt
                | Opcode::Real(
                    Op::JUMP_FORWARD | Op::JUMP_BACKWARD | Op::JUMP_BACKWARD_NO_INTERRUPT
                )
        )
    }

    /// Whether control leaves the frame or goes to a handler.
    pub fn is_exit(self) -> bool {
        matches!(
            self,
            Opcode::Real(Op::RETURN_VALUE | Op::RAISE_VARARGS | Op::RERAISE | Op::INTERPRETER_EXIT)
        )
    }

    /// Whether a basic block ends after it.
    pub fn ends_block(self) -> bool {
        self.is_jump() || self.is_exit() || self == Opcode::Real(Op::END_ASYNC_FOR)
    }
}

impl From<Op> for Opcode {
    fn from(op: Op) -> Opcode {
        Opcode::Real(op)
    }
}

/// The place of an instruction that has none in the source; it takes that of a neighbour.
pub(super) const NO_LOCATION: Location = Location {
    line: u32::MAX,
    col: 0,
    end_line: 0,
    end_col: 0,
};

/// The place of an instruction that takes that of the one after it.
pub(super) const NEXT_LOCATION: Location = Location {
    line: u32::MAX - 1,
    col: 0,
    end_line: 0,
    end_col: 0,
};

/// Whether a place is a line of the source.
pub(super) fn has_line(loc: Location) -> bool {
    loc.line < NEXT_LOCATION.line
}

/// A place in the row that jumps go to, before its position is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Label(pub u32);

impl Label {
    /// No label at all.
    pub const NONE: Label = Label(u32::MAX);
}

/// One instruction: its operands as in the finished word, or a label as `arg`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instr {
    pub op: Opcode,
    pub a: u8,
    pub arg: u32,
    pub loc: Location,
}

/// The row of instructions of one code object.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub instrs: Vec<Instr>,
    /// For each label, the instruction it stands before.
    pub labels: Vec<u32>,
}

impl Row {
    pub fn push(&mut self, op: Opcode, a: u8, arg: u32, loc: Location) {
        self.instrs.push(Instr { op, a, arg, loc });
    }

    pub fn new_label(&mut self) -> Label {
        self.labels.push(u32::MAX);
        Label(self.labels.len() as u32 - 1)
    }

    /// Lets `label` stand for the place after what was pushed so far.
    pub fn place(&mut self, label: Label) {
        if let Some(slot) = self.labels.get_mut(label.0 as usize) {
            *slot = self.instrs.len() as u32;
        }
    }

    /// Replaces the placeholder by `other`, moving labels and jumps along.
    pub fn splice_placeholder(&mut self, other: Row) {
        let placeholder = Opcode::AnnotationsPlaceholder;
        let Some(at) = self.instrs.iter().position(|i| i.op == placeholder) else {
            return;
        };
        let first_label = self.labels.len() as u32;
        let inserted = other.instrs.len() as u32;
        for label in &mut self.labels {
            if *label != u32::MAX && *label as usize > at {
                *label = *label + inserted - 1;
            }
        }
        self.labels
            .extend(other.labels.iter().map(|l| l.wrapping_add(at as u32)));
        let moved = other.instrs.into_iter().map(|mut i| {
            if i.op.has_target() {
                i.arg += first_label;
            }
            i
        });
        self.instrs.splice(at..=at, moved);
    }
}

/// Things numbered in the order they are first asked for.
#[derive(Debug)]
pub(super) struct Pool<T> {
    pub items: Vec<T>,
    index: HashMap<T, u32>,
}

impl<T> Default for Pool<T> {
    fn default() -> Pool<T> {
        Pool {
            items: Vec::new(),
            index: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Pool<T> {
    /// The number of `item`, given to it now if it is new.
    pub fn add(&mut self, item: T) -> u32 {
        if let Some(&i) = self.index.get(&item) {
            return i;
        }
        let i = self.items.len() as u32;
        self.items.push(item.clone());
        self.index.insert(item, i);
        i
    }

    /// The number `item` has already.
    pub fn find(&self, item: &T) -> Option<u32> {
        self.index.get(item).copied()
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }
}

/// Names, numbered.
pub(super) type NamePool = Pool<Rc<str>>;
/// Constants, numbered.
pub(super) type ConstPool = Pool<Constant>;
