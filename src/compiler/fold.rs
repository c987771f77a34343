//! Constant folding: which expressions CPython 3.14 computes while it compiles, and their values.
//!
//! The AST stays as it is: the compiler asks about an expression when it is about to emit code
//! for it.
//!
//! Invariant: folding never changes what a program does. What would raise, warn or grow too large
//! (ints of more than 128 bits, strings of more than 4096 characters, tuples of more than 256
//! items) is left for run time.
//! Deliberately absent: comparisons, and jumps over code that can't run (see [`Folder::truth`]).
//! Next file to read: `compiler/fold/number.rs`.

mod format;
mod number;
mod sequence;
#[cfg(test)]
mod tests;

pub use format::{FormatPiece, percent_format};

use crate::{
    bytecode::code::Constant,
    syntax::ast::{self, BinaryOp, Expr, ExprKind, UnaryOp},
};
use std::sync::Arc;

/// Folds expressions of one compilation unit.
#[derive(Clone, Copy, Debug)]
pub struct Folder {
    /// The value of `__debug__`.
    pub debug: bool,
}

impl Folder {
    /// The value of `expr`, if it is a constant.
    pub fn constant(self, expr: &Expr) -> Option<Constant> {
        match &expr.kind {
            ExprKind::Constant(literal) => Some(literal_value(literal)),
            ExprKind::Name(name) if &**name == "__debug__" => Some(bool_value(self.debug)),
            ExprKind::Tuple { elts, .. } => self.tuple(elts),
            ExprKind::UnaryOp { op, operand } => {
                let value = self.constant(operand)?;
                match op {
                    UnaryOp::Not => Some(bool_value(!scalar_truth(&value)?)),
                    op => number::unary(*op, &value),
                }
            }
            // The right operand first: long chains grow to the left, and most end in a variable.
            ExprKind::BinOp { left, op, right } => {
                let right = self.constant(right)?;
                binary(&self.constant(left)?, *op, &right)
            }
            ExprKind::Subscript { value, slice } => {
                let index = self.constant(slice)?;
                sequence::subscript(&self.constant(value)?, &index)
            }
            ExprKind::Slice { lower, upper, step } => {
                // CPython takes literals only: `x[1:-1]` builds its slice at run time.
                let part = |e: &Option<Box<Expr>>| match e.as_deref().map(|e| &e.kind) {
                    None => Some(Constant::None),
                    Some(ExprKind::Constant(literal)) => Some(literal_value(literal)),
                    Some(_) => None,
                };
                let parts = [part(lower)?, part(upper)?, part(step)?];
                Some(Constant::Slice(Arc::new(parts)))
            }
            ExprKind::JoinedStr(values) => match values.as_slice() {
                [] => Some(Constant::Str("".into())),
                [only] => match &only.kind {
                    ExprKind::Constant(literal) => Some(literal_value(literal)),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a dict takes two constants for the same key.
    pub fn same_key(self, a: &Constant, b: &Constant) -> bool {
        number::same_key(a, b)
    }

    /// The tuple of `elts`, if each is a constant.
    pub fn tuple(self, elts: &[Expr]) -> Option<Constant> {
        self.items(elts).map(|items| Constant::Tuple(items.into()))
    }

    /// What to search instead of the list or set on the right of `in`, and to iterate over instead
    /// of the one in a `for`: nobody else can see it, so it may as well be constant.
    pub fn unseen_collection(self, expr: &Expr) -> Option<Constant> {
        match &expr.kind {
            ExprKind::List(elts) => self.tuple(elts),
            ExprKind::Set(elts) => self.frozenset(elts),
            _ => self.constant(expr),
        }
    }

    /// The constant to extend an empty list (a tuple) or set (a frozenset) with, for a display of
    /// at least three constants.
    pub fn display(self, expr: &Expr) -> Option<Constant> {
        match &expr.kind {
            ExprKind::List(elts) if elts.len() >= 3 => self.tuple(elts),
            ExprKind::Set(elts) if elts.len() >= 3 => self.frozenset(elts),
            _ => None,
        }
    }

    /// Whether the test `expr` always holds or never does; tests of tuples stay in the code.
    pub fn truth(self, expr: &Expr) -> Option<bool> {
        scalar_truth(&self.constant(expr)?)
    }

    fn frozenset(self, elts: &[Expr]) -> Option<Constant> {
        self.items(elts)
            .map(|items| Constant::FrozenSet(items.into()))
    }

    fn items(self, elts: &[Expr]) -> Option<Vec<Constant>> {
        elts.iter().map(|e| self.constant(e)).collect()
    }
}

/// The value of an operator applied to a constant, if that is settled before run time.
pub fn unary(op: UnaryOp, value: &Constant) -> Option<Constant> {
    number::unary(op, value)
}

/// The value of an operator between constants, if that is settled before run time.
pub fn binary(left: &Constant, op: BinaryOp, right: &Constant) -> Option<Constant> {
    number::binary(left, op, right).or_else(|| match op {
        BinaryOp::Add => sequence::concatenate(left, right),
        BinaryOp::Mult => sequence::repeat(left, right),
        _ => None,
    })
}

/// The value of a subscript of a constant, if that is settled before run time.
pub fn subscript(value: &Constant, index: &Constant) -> Option<Constant> {
    sequence::subscript(value, index)
}

/// A literal as the code object holds it.
pub fn literal_value(literal: &ast::Constant) -> Constant {
    match literal {
        ast::Constant::None => Constant::None,
        ast::Constant::True => Constant::True,
        ast::Constant::False => Constant::False,
        ast::Constant::Ellipsis => Constant::Ellipsis,
        ast::Constant::Int(n) => Constant::Int(*n),
        ast::Constant::BigInt(n) => Constant::BigInt(Arc::new((**n).clone())),
        ast::Constant::Float(x) => Constant::Float(*x),
        ast::Constant::Imaginary(x) => Constant::Complex(0.0, *x),
        ast::Constant::Str { value, .. } => text_value(value),
        ast::Constant::Bytes(bytes) => Constant::Bytes(bytes[..].into()),
    }
}

/// The text of a string literal as the code object holds it.
pub fn text_value(text: &ast::Text) -> Constant {
    match text {
        ast::Text::Utf8(text) => Constant::Str(text[..].into()),
        ast::Text::CodePoints(points) => Constant::CodePoints(points[..].into()),
    }
}

fn bool_value(b: bool) -> Constant {
    if b { Constant::True } else { Constant::False }
}

/// The truth of a constant that is no collection.
fn scalar_truth(value: &Constant) -> Option<bool> {
    Some(match value {
        Constant::None | Constant::False => false,
        Constant::True | Constant::Ellipsis | Constant::BigInt(_) | Constant::CodePoints(_) => true,
        Constant::Int(n) => *n != 0,
        Constant::Float(x) => *x != 0.0,
        Constant::Complex(re, im) => *re != 0.0 || *im != 0.0,
        Constant::Str(text) => !text.is_empty(),
        Constant::Bytes(bytes) => !bytes.is_empty(),
        Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Slice(_) | Constant::Code(_) => {
            return None;
        }
    })
}
