//! Targets: what assignments, `for`, `with` and `del` write to.
//!
//! Invariant: storing consumes the value on top of the stack.
//! Next file to read: `compiler/call.rs`.

use super::{Compiler, Outcome, expr::is_two_part_slice, names::Ctx, unit::UnitKind};
use crate::{
    bytecode::opcode::Op,
    source::{Location, Span},
    syntax::ast::{Expr, ExprKind, Name},
};

impl<'a> Compiler<'a> {
    /// Stores the top of the stack into a target.
    pub(super) fn store(&mut self, target: &'a Expr) -> Outcome {
        let loc = self.loc(target.span);
        match &target.kind {
            ExprKind::Name(name) => self.name_op(name, Ctx::Store, loc),
            ExprKind::Attribute { value, attr, .. } => {
                self.note_static_attribute(value, attr);
                self.expr(value)?;
                let loc = self.attribute_loc(target, attr);
                self.named(Op::STORE_ATTR, attr, loc);
            }
            ExprKind::Subscript { value, slice } => {
                self.expr(value)?;
                if is_two_part_slice(slice) {
                    self.slice_parts(slice)?;
                    self.op(Op::STORE_SLICE, 0, loc);
                } else {
                    self.expr(slice)?;
                    self.op(Op::STORE_SUBSCR, 0, loc);
                }
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List(elts) => {
                self.unpack(elts, loc, target.span)?;
                for elt in elts {
                    match &elt.kind {
                        ExprKind::Starred(inner) => self.store(inner)?,
                        _ => self.store(elt)?,
                    }
                }
            }
            ExprKind::Starred(_) => {
                return self.error(
                    "starred assignment target must be in a list or tuple",
                    target.span,
                );
            }
            _ => return self.error("cannot assign to expression", target.span),
        }
        Ok(())
    }

    fn unpack(&mut self, elts: &[Expr], loc: Location, span: Span) -> Outcome {
        let is_star = |e: &Expr| matches!(e.kind, ExprKind::Starred(_));
        let Some(before) = elts.iter().position(is_star) else {
            self.op(Op::UNPACK_SEQUENCE, elts.len() as u32, loc);
            return Ok(());
        };
        let after = elts.len() - before - 1;
        if before >= 1 << 8 || after >= 1 << 23 {
            return self.error("too many expressions in star-unpacking assignment", span);
        }
        self.op(Op::UNPACK_EX, (before + (after << 8)) as u32, loc);
        if elts.iter().skip(before + 1).any(is_star) {
            return self.error("multiple starred expressions in assignment", span);
        }
        Ok(())
    }

    /// Deletes a target.
    pub(super) fn delete(&mut self, target: &'a Expr) -> Outcome {
        let loc = self.loc(target.span);
        match &target.kind {
            ExprKind::Name(name) => self.name_op(name, Ctx::Del, loc),
            ExprKind::Attribute { value, attr, .. } => {
                self.expr(value)?;
                let loc = self.attribute_loc(target, attr);
                self.named(Op::DELETE_ATTR, attr, loc);
            }
            ExprKind::Subscript { value, slice } => {
                self.expr(value)?;
                self.expr(slice)?;
                self.op(Op::DELETE_SUBSCR, 0, loc);
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List(elts) => {
                return elts.iter().try_for_each(|e| self.delete(e));
            }
            _ => return self.error("cannot delete expression", target.span),
        }
        Ok(())
    }

    /// Remembers `self.attr = ...` for the class around.
    fn note_static_attribute(&mut self, owner: &Expr, attr: &Name) {
        if !matches!(&owner.kind, ExprKind::Name(name) if &**name == "self") {
            return;
        }
        let units = std::iter::once(&mut self.unit).chain(self.outer.iter_mut().rev());
        if let Some(class) = units.into_iter().find(|unit| unit.kind == UnitKind::Class) {
            class.static_attributes.insert(attr.clone());
        }
    }
}
