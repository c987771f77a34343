//! Tuples, lists, sets and dicts written out.
//!
//! Invariant: a display that is long, or has a starred item, is built piece by piece, so the stack
//! stays small.
//! Next file to read: `compiler/string.rs`.

use super::{Compiler, Outcome, flowgraph::STACK_USE_GUIDELINE, names::Ctx};
use crate::{
    bytecode::opcode::{Op, intrinsic_1},
    source::Location,
    syntax::ast::{Expr, ExprKind, Name},
};

/// The instructions that build one kind of sequence.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    /// Builds it from values on the stack.
    build: Op,
    /// Starts it when it is built piece by piece.
    start: Op,
    add: Op,
    extend: Op,
}

/// Builds a tuple, by way of a list.
pub(super) const TUPLE: Builder = Builder {
    build: Op::BUILD_TUPLE,
    start: Op::BUILD_LIST,
    add: Op::LIST_APPEND,
    extend: Op::LIST_EXTEND,
};

const LIST: Builder = Builder {
    build: Op::BUILD_LIST,
    ..TUPLE
};

const SET: Builder = Builder {
    build: Op::BUILD_SET,
    start: Op::BUILD_SET,
    add: Op::SET_ADD,
    extend: Op::SET_UPDATE,
};

impl<'a> Compiler<'a> {
    /// A tuple, list or set.
    pub(super) fn sequence(&mut self, e: &'a Expr, loc: Location) -> Outcome {
        let (elts, builder) = match &e.kind {
            ExprKind::Tuple { elts, .. } => (elts, TUPLE),
            ExprKind::List(elts) => (elts, LIST),
            ExprKind::Set(elts) => (elts, SET),
            _ => return Ok(()),
        };
        self.star_unpack(loc, elts, None, 0, builder)
    }

    /// Builds a sequence of `pushed` values on the stack, then `elts`, then the value of the name
    /// `injected`.
    pub(super) fn star_unpack(
        &mut self,
        loc: Location,
        elts: &'a [Expr],
        injected: Option<&Name>,
        pushed: usize,
        builder: Builder,
    ) -> Outcome {
        let total = pushed + elts.len() + usize::from(injected.is_some());
        let big = total > STACK_USE_GUIDELINE;
        let starred = |e: &Expr| matches!(e.kind, ExprKind::Starred(_));
        if !big && !elts.iter().any(starred) {
            elts.iter().try_for_each(|elt| self.expr(elt))?;
            if let Some(name) = injected {
                self.name_op(name, Ctx::Load, loc);
            }
            self.op(builder.build, total as u32, loc);
            return Ok(());
        }
        let mut built = big;
        if big {
            self.op(builder.start, pushed as u32, loc);
        }
        for (i, elt) in elts.iter().enumerate() {
            if let ExprKind::Starred(value) = &elt.kind {
                if !built {
                    self.op(builder.start, (i + pushed) as u32, loc);
                    built = true;
                }
                self.expr(value)?;
                self.op(builder.extend, 1, loc);
            } else {
                self.expr(elt)?;
                if built {
                    self.op(builder.add, 1, loc);
                }
            }
        }
        if let Some(name) = injected {
            self.name_op(name, Ctx::Load, loc);
            self.op(builder.add, 1, loc);
        }
        if builder.build == Op::BUILD_TUPLE {
            self.op(Op::CALL_INTRINSIC_1, intrinsic_1::LIST_TO_TUPLE, loc);
        }
        Ok(())
    }

    pub(super) fn dict(
        &mut self,
        keys: &'a [Option<Expr>],
        values: &'a [Expr],
        loc: Location,
    ) -> Outcome {
        let mut have_dict = false;
        let mut elements = 0;
        let items = || keys.iter().zip(values);
        for (i, (key, value)) in items().enumerate() {
            let full = elements * 2 > STACK_USE_GUIDELINE;
            if key.is_some() && !full {
                elements += 1;
                continue;
            }
            let end = if key.is_some() { i + 1 } else { i };
            if elements > 0 {
                self.part_of_dict(&keys[i - elements..end], &values[i - elements..end], loc)?;
                self.merge_if(have_dict, loc);
                have_dict = true;
                elements = 0;
            }
            if key.is_none() {
                if !have_dict {
                    self.op(Op::BUILD_MAP, 0, loc);
                    have_dict = true;
                }
                self.expr(value)?;
                self.op(Op::DICT_UPDATE, 1, loc);
            }
        }
        if elements > 0 {
            let start = values.len() - elements;
            self.part_of_dict(&keys[start..], &values[start..], loc)?;
            self.merge_if(have_dict, loc);
            have_dict = true;
        }
        if !have_dict {
            self.op(Op::BUILD_MAP, 0, loc);
        }
        Ok(())
    }

    fn merge_if(&mut self, have_dict: bool, loc: Location) {
        if have_dict {
            self.op(Op::DICT_UPDATE, 1, loc);
        }
    }

    fn part_of_dict(
        &mut self,
        keys: &'a [Option<Expr>],
        values: &'a [Expr],
        loc: Location,
    ) -> Outcome {
        let big = values.len() * 2 > STACK_USE_GUIDELINE;
        if big {
            self.op(Op::BUILD_MAP, 0, loc);
        }
        for (key, value) in keys.iter().zip(values) {
            if let Some(key) = key {
                self.expr(key)?;
            }
            self.expr(value)?;
            if big {
                self.op(Op::MAP_ADD, 1, loc);
            }
        }
        if !big {
            self.op(Op::BUILD_MAP, values.len() as u32, loc);
        }
        Ok(())
    }
}
