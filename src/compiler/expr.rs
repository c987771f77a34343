//! Expressions: operators, comparisons, attributes, subscripts, and tests that jump.
//!
//! Invariant: an expression leaves exactly one value on the stack.
//! Deliberately absent: calls, displays, strings, comprehensions and lambdas, each in its own file.
//! Next file to read: `compiler/call.rs`.

use super::{
    Compiler, Outcome,
    emit::{Label, NO_LOCATION, Opcode},
    names::Ctx,
    unit::UnitKind,
};
use crate::{
    bytecode::{
        code::Constant,
        opcode::{Op, binary_op, compare_op, intrinsic_1, resume},
    },
    source::{Location, Span},
    syntax::ast::{BinaryOp, BoolOp, CompareOp, Expr, ExprKind, UnaryOp},
};

impl<'a> Compiler<'a> {
    /// Pushes the value of `e`.
    pub(super) fn expr(&mut self, e: &'a Expr) -> Outcome {
        self.deeper()?;
        let outcome = self.expr_kind(e);
        self.depth -= 1;
        outcome
    }

    fn expr_kind(&mut self, e: &'a Expr) -> Outcome {
        let loc = self.loc(e.span);
        match &e.kind {
            ExprKind::Constant(_) => {
                if let Some(value) = self.literal(e) {
                    self.constant(value, loc);
                }
            }
            ExprKind::Name(name) => match self.literal(e) {
                Some(value) => self.constant(value, loc),
                None => self.name_op(name, Ctx::Load, loc),
            },
            ExprKind::Attribute { value, attr, .. } => {
                if self.super_attribute(e, 0)? {
                    return Ok(());
                }
                self.expr(value)?;
                let loc = self.attribute_loc(e, attr);
                self.named(Op::LOAD_ATTR, attr, loc);
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => return self.call(e, func, args, keywords),
            ExprKind::BinOp { left, op, right } => {
                if *op == BinaryOp::Mod && self.percent_format(left, right, loc)? {
                    return Ok(());
                }
                self.expr(left)?;
                self.expr(right)?;
                self.op_a(Op::BINARY_OP, operator_number(*op), loc);
            }
            ExprKind::Subscript { value, slice } => {
                self.warn_about_subscript(value, slice, e.span);
                self.expr(value)?;
                if is_two_part_slice(slice) {
                    self.slice_parts(slice)?;
                    self.op(Op::BINARY_SLICE, 0, loc);
                } else {
                    self.expr(slice)?;
                    self.op_a(Op::BINARY_OP, binary_op::SUBSCR, loc);
                }
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => return self.compare(e, left, ops, comparators),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, loc)?,
            ExprKind::UnaryOp { op, operand } => {
                self.expr(operand)?;
                match op {
                    UnaryOp::Not => {
                        self.op(Op::TO_BOOL, 0, loc);
                        self.op(Op::UNARY_NOT, 0, loc);
                    }
                    UnaryOp::UAdd => {
                        self.op(Op::CALL_INTRINSIC_1, intrinsic_1::UNARY_POSITIVE, loc)
                    }
                    UnaryOp::Invert => self.op(Op::UNARY_INVERT, 0, loc),
                    UnaryOp::USub => self.op(Op::UNARY_NEGATIVE, 0, loc),
                }
            }
            ExprKind::IfExp { test, body, orelse } => {
                let (end, next) = (self.new_label(), self.new_label());
                self.jump_if(test, next, false, loc)?;
                self.expr(body)?;
                self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
                self.place(next);
                self.expr(orelse)?;
                self.place(end);
            }
            ExprKind::NamedExpr { target, value } => {
                self.expr(value)?;
                self.op(Op::COPY, 1, loc);
                self.store(target)?;
            }
            ExprKind::Slice { .. } => self.slice(e, loc)?,
            ExprKind::Starred(_) => {
                return self.error("can't use starred expression here", e.span);
            }
            ExprKind::Tuple { .. } | ExprKind::List(_) | ExprKind::Set(_) => {
                self.sequence(e, loc)?
            }
            ExprKind::Dict { keys, values } => self.dict(keys, values, loc)?,
            ExprKind::JoinedStr(values) => self.joined_str(values, loc)?,
            ExprKind::FormattedValue(value) => self.formatted_value(value, loc)?,
            ExprKind::TemplateStr(values) => self.template_str(values, loc)?,
            ExprKind::Interpolation { value, source } => self.interpolation(value, source, loc)?,
            ExprKind::Lambda { args, body } => return self.lambda(e, args, body),
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::GeneratorExp { .. } => return self.comprehension(e),
            ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::YieldFrom(_) => {
                return self.suspension(e, loc);
            }
        }
        Ok(())
    }

    fn suspension(&mut self, e: &'a Expr, loc: Location) -> Outcome {
        let in_function = self.scope().kind.is_function_like();
        match &e.kind {
            ExprKind::Await(value) => {
                let allowed = self.options.top_level_await && self.unit.kind == UnitKind::Module;
                if !in_function && !allowed {
                    return self.error("'await' outside function", e.span);
                }
                self.expr(value)?;
                self.await_with(0, loc);
            }
            ExprKind::Yield(value) => {
                if !in_function {
                    return self.error("'yield' outside function", e.span);
                }
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_none(loc),
                }
                self.yield_value(loc);
            }
            ExprKind::YieldFrom(value) => {
                if !in_function {
                    return self.error("'yield from' outside function", e.span);
                }
                if self.unit.kind == UnitKind::AsyncFunction {
                    return self.error("'yield from' inside async function", e.span);
                }
                self.expr(value)?;
                self.op(Op::GET_YIELD_FROM_ITER, 0, loc);
                self.load_none(loc);
                self.delegate(false, loc);
            }
            _ => {}
        }
        Ok(())
    }

    /// Yields the top of the stack; what is sent takes its place.
    pub(super) fn yield_value(&mut self, loc: Location) {
        if self.scope().is_async_generator() {
            self.op(Op::CALL_INTRINSIC_1, intrinsic_1::ASYNC_GEN_WRAP, loc);
        }
        self.op(Op::YIELD_VALUE, 0, loc);
        self.op(Op::RESUME, resume::AFTER_YIELD, loc);
    }

    fn bool_op(&mut self, op: BoolOp, values: &'a [Expr], loc: Location) -> Outcome {
        let Some((last, first)) = values.split_last() else {
            return Ok(());
        };
        let end = self.new_label();
        let jump = match op {
            BoolOp::And => Opcode::JumpIfFalse,
            BoolOp::Or => Opcode::JumpIfTrue,
        };
        for value in first {
            self.expr(value)?;
            self.jump(jump, end, loc);
            self.op(Op::POP_TOP, 0, loc);
        }
        self.expr(last)?;
        self.place(end);
        Ok(())
    }

    fn compare(
        &mut self,
        e: &'a Expr,
        left: &'a Expr,
        ops: &'a [CompareOp],
        comparators: &'a [Expr],
    ) -> Outcome {
        self.warn_about_identity(e, left, ops, comparators);
        let loc = self.loc(e.span);
        self.expr(left)?;
        let (Some((last, first)), Some((last_op, _))) =
            (comparators.split_last(), ops.split_last())
        else {
            return Ok(());
        };
        if first.is_empty() {
            self.expr(last)?;
            self.comparison(*last_op, loc);
            return Ok(());
        }
        let (cleanup, end) = (self.new_label(), self.new_label());
        for (op, value) in ops.iter().zip(first) {
            self.expr(value)?;
            self.op(Op::SWAP, 2, loc);
            self.op(Op::COPY, 2, loc);
            self.comparison(*op, loc);
            self.jump(Opcode::JumpIfFalse, cleanup, loc);
            self.op(Op::POP_TOP, 0, loc);
        }
        self.expr(last)?;
        self.comparison(*last_op, loc);
        self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
        self.place(cleanup);
        self.op(Op::SWAP, 2, loc);
        self.op(Op::POP_TOP, 0, loc);
        self.place(end);
        Ok(())
    }

    /// Compares the two values on top.
    pub(super) fn comparison(&mut self, op: CompareOp, loc: Location) {
        let (op, a) = match op {
            CompareOp::Eq => (Op::COMPARE_OP, compare_op::EQ),
            CompareOp::NotEq => (Op::COMPARE_OP, compare_op::NE),
            CompareOp::Lt => (Op::COMPARE_OP, compare_op::LT),
            CompareOp::LtE => (Op::COMPARE_OP, compare_op::LE),
            CompareOp::Gt => (Op::COMPARE_OP, compare_op::GT),
            CompareOp::GtE => (Op::COMPARE_OP, compare_op::GE),
            CompareOp::Is => (Op::IS_OP, 0),
            CompareOp::IsNot => (Op::IS_OP, 1),
            CompareOp::In => (Op::CONTAINS_OP, 0),
            CompareOp::NotIn => (Op::CONTAINS_OP, 1),
        };
        self.op_a(op, a, loc);
    }

    /// Jumps to `target` if the truth of `e` is `condition`. `loc` is the place of the statement.
    pub(super) fn jump_if(
        &mut self,
        e: &'a Expr,
        target: Label,
        condition: bool,
        loc: Location,
    ) -> Outcome {
        self.deeper()?;
        let outcome = self.jump_if_kind(e, target, condition, loc);
        self.depth -= 1;
        outcome
    }

    fn jump_if_kind(
        &mut self,
        e: &'a Expr,
        target: Label,
        condition: bool,
        loc: Location,
    ) -> Outcome {
        match &e.kind {
            ExprKind::UnaryOp {
                op: UnaryOp::Not,
                operand,
            } => return self.jump_if(operand, target, !condition, loc),
            ExprKind::BoolOp { op, values } => {
                let early = *op == BoolOp::Or;
                let early_target = if early == condition {
                    target
                } else {
                    self.new_label()
                };
                let Some((last, first)) = values.split_last() else {
                    return Ok(());
                };
                for value in first {
                    self.jump_if(value, early_target, early, loc)?;
                }
                self.jump_if(last, target, condition, loc)?;
                if early_target != target {
                    self.place(early_target);
                }
                return Ok(());
            }
            ExprKind::IfExp { test, body, orelse } => {
                let (end, next) = (self.new_label(), self.new_label());
                self.jump_if(test, next, false, loc)?;
                self.jump_if(body, target, condition, loc)?;
                self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
                self.place(next);
                self.jump_if(orelse, target, condition, loc)?;
                self.place(end);
                return Ok(());
            }
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } if ops.len() > 1 => {
                self.warn_about_identity(e, left, ops, comparators);
                return self.jump_if_chain(e, left, (ops, comparators), target, condition);
            }
            _ => {}
        }
        self.expr(e)?;
        let loc = self.loc(e.span);
        self.op(Op::TO_BOOL, 0, loc);
        self.jump(pop_jump(condition), target, loc);
        Ok(())
    }

    fn jump_if_chain(
        &mut self,
        e: &'a Expr,
        left: &'a Expr,
        (ops, comparators): (&'a [CompareOp], &'a [Expr]),
        target: Label,
        condition: bool,
    ) -> Outcome {
        let loc = self.loc(e.span);
        let (cleanup, end) = (self.new_label(), self.new_label());
        self.expr(left)?;
        let count = comparators.len();
        for (i, (op, value)) in ops.iter().zip(comparators).enumerate() {
            self.expr(value)?;
            if i + 1 < count {
                self.op(Op::SWAP, 2, loc);
                self.op(Op::COPY, 2, loc);
            }
            self.comparison(*op, loc);
            self.op(Op::TO_BOOL, 0, loc);
            if i + 1 < count {
                self.jump(Op::POP_JUMP_IF_FALSE, cleanup, loc);
            }
        }
        self.jump(pop_jump(condition), target, loc);
        self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
        self.place(cleanup);
        self.op(Op::POP_TOP, 0, loc);
        if !condition {
            self.jump(Opcode::JumpNoInterrupt, target, NO_LOCATION);
        }
        self.place(end);
        Ok(())
    }

    /// The place of an attribute access: that of the name when the expression spans several lines.
    pub(super) fn attribute_loc(&mut self, attribute: &Expr, attr: &str) -> Location {
        let loc = self.loc(attribute.span);
        self.attribute_loc_in(loc, attribute.span, attr)
    }

    /// `loc` narrowed to the name of an attribute that ends in a later line than `loc` starts in.
    pub(super) fn attribute_loc_in(
        &mut self,
        mut loc: Location,
        attribute: Span,
        attr: &str,
    ) -> Location {
        let place = self.loc(attribute);
        if loc.line != place.end_line {
            loc.line = place.end_line;
            let length = attr.chars().count() as u32;
            if length <= place.end_col {
                loc.col = place.end_col - length;
                if loc.end_line <= loc.line {
                    loc.end_col = loc.end_col.max(loc.col);
                }
            } else {
                loc.col = u32::MAX;
                loc.end_col = u32::MAX;
            }
            loc.end_line = loc.end_line.max(loc.line);
        }
        loc
    }

    /// Pushes the start and stop of a slice.
    pub(super) fn slice_parts(&mut self, slice: &'a Expr) -> Outcome {
        let ExprKind::Slice { lower, upper, .. } = &slice.kind else {
            return Ok(());
        };
        let loc = self.loc(slice.span);
        for part in [lower, upper] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_none(loc),
            }
        }
        Ok(())
    }

    fn slice(&mut self, e: &'a Expr, loc: Location) -> Outcome {
        let ExprKind::Slice { lower, upper, step } = &e.kind else {
            return Ok(());
        };
        if is_constant_slice(e) {
            let value = |part: &'a Option<Box<Expr>>| {
                let value = part.as_deref().and_then(|p| self.literal(p));
                value.unwrap_or(Constant::None)
            };
            let parts = [value(lower), value(upper), value(step)];
            self.constant(Constant::Slice(parts.into()), loc);
            return Ok(());
        }
        self.slice_parts(e)?;
        let mut count = 2;
        if let Some(step) = step {
            self.expr(step)?;
            count += 1;
        }
        self.op(Op::BUILD_SLICE, count, loc);
        Ok(())
    }
}

fn pop_jump(condition: bool) -> Op {
    if condition {
        Op::POP_JUMP_IF_TRUE
    } else {
        Op::POP_JUMP_IF_FALSE
    }
}

fn is_constant_slice(e: &Expr) -> bool {
    let ExprKind::Slice { lower, upper, step } = &e.kind else {
        return false;
    };
    let constant = |part: &Option<Box<Expr>>| {
        part.as_ref()
            .is_none_or(|p| matches!(p.kind, ExprKind::Constant(_)))
    };
    constant(lower) && constant(upper) && constant(step)
}

/// Whether a subscript is `start:stop` and not a constant: it needs no slice object.
pub(super) fn is_two_part_slice(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Slice { step: None, .. }) && !is_constant_slice(e)
}

/// BINARY_OP's number for an operator.
pub(super) fn operator_number(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Add => binary_op::ADD,
        BinaryOp::Sub => binary_op::SUBTRACT,
        BinaryOp::Mult => binary_op::MULTIPLY,
        BinaryOp::MatMult => binary_op::MATRIX_MULTIPLY,
        BinaryOp::Div => binary_op::TRUE_DIVIDE,
        BinaryOp::Mod => binary_op::REMAINDER,
        BinaryOp::Pow => binary_op::POWER,
        BinaryOp::LShift => binary_op::LSHIFT,
        BinaryOp::RShift => binary_op::RSHIFT,
        BinaryOp::BitOr => binary_op::OR,
        BinaryOp::BitXor => binary_op::XOR,
        BinaryOp::BitAnd => binary_op::AND,
        BinaryOp::FloorDiv => binary_op::FLOOR_DIVIDE,
    }
}
