//! The expressions of a dump.
//!
//! Invariant: as in `dump`. The context of an expression comes from its place in its parent.
//! Deliberately absent: statements and patterns.
//! Next file to read: `syntax/dump/literals.rs`.

use super::{Dumper, literals::conversion_code};
use crate::{source::Span, syntax::ast::*};

impl<'s> Dumper<'s> {
    pub(super) fn comprehension(&mut self, clause: &Comprehension) {
        self.node("comprehension", None, |n| {
            n.target("target", &clause.target);
            n.expr("iter", &clause.iter);
            n.list("ifs", &clause.ifs, Dumper::load);
            n.number("is_async", clause.is_async.into());
        });
    }

    pub(super) fn load(&mut self, expr: &Expr) {
        self.expr(expr, "Load");
    }

    pub(super) fn word(&mut self, text: &str) {
        self.sink.word(text);
    }

    pub(super) fn expr(&mut self, expr: &Expr, ctx: &str) {
        let span = Some(expr.span);
        match &expr.kind {
            ExprKind::BoolOp { op, values } => self.node("BoolOp", span, |n| {
                n.tag("op", &format!("{op:?}"));
                n.list("values", values, Dumper::load);
            }),
            ExprKind::NamedExpr { target, value } => self.node("NamedExpr", span, |n| {
                n.target("target", target);
                n.expr("value", value);
            }),
            ExprKind::BinOp { left, op, right } => self.node("BinOp", span, |n| {
                n.expr("left", left);
                n.tag("op", &format!("{op:?}"));
                n.expr("right", right);
            }),
            ExprKind::UnaryOp { op, operand } => self.node("UnaryOp", span, |n| {
                n.tag("op", &format!("{op:?}"));
                n.expr("operand", operand);
            }),
            ExprKind::Lambda { args, body } => self.node("Lambda", span, |n| {
                n.field("args").arguments(args);
                n.expr("body", body);
            }),
            ExprKind::IfExp { test, body, orelse } => self.node("IfExp", span, |n| {
                n.expr("test", test);
                n.expr("body", body);
                n.expr("orelse", orelse);
            }),
            ExprKind::Await(value) => self.node("Await", span, |n| n.expr("value", value)),
            ExprKind::Yield(value) => {
                self.node("Yield", span, |n| n.optional_expr("value", value));
            }
            ExprKind::YieldFrom(value) => self.node("YieldFrom", span, |n| n.expr("value", value)),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.node("Compare", span, |n| {
                n.expr("left", left);
                n.list("ops", ops, |d, op| {
                    d.sink.tag(&format!("{op:?}"));
                });
                n.list("comparators", comparators, Dumper::load);
            }),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.node("Call", span, |n| {
                n.expr("func", func);
                n.list("args", args, Dumper::load);
                n.list("keywords", keywords, Dumper::keyword);
            }),
            ExprKind::Attribute { value, attr, .. } => self.node("Attribute", span, |n| {
                n.expr("value", value);
                n.word("attr", attr);
                n.tag("ctx", ctx);
            }),
            ExprKind::Subscript { value, slice } => self.node("Subscript", span, |n| {
                n.expr("value", value);
                n.expr("slice", slice);
                n.tag("ctx", ctx);
            }),
            ExprKind::Starred(value) => self.node("Starred", span, |n| {
                n.field("value").expr(value, ctx);
                n.tag("ctx", ctx);
            }),
            ExprKind::Name(name) => self.node("Name", span, |n| {
                n.word("id", name);
                n.tag("ctx", ctx);
            }),
            ExprKind::Slice { lower, upper, step } => self.node("Slice", span, |n| {
                n.optional_expr("lower", lower);
                n.optional_expr("upper", upper);
                n.optional_expr("step", step);
            }),
            ExprKind::Constant(value) => self.node("Constant", span, |n| {
                n.field("value").constant(value);
                if matches!(value, Constant::Str { u_prefix: true, .. }) {
                    n.word("kind", "u");
                }
            }),
            _ => self.display(expr, ctx),
        }
    }

    /// Displays, comprehensions and joined strings.
    fn display(&mut self, expr: &Expr, ctx: &str) {
        let span = Some(expr.span);
        match &expr.kind {
            ExprKind::Dict { keys, values } => self.node("Dict", span, |n| {
                n.list("keys", keys, |d, key| match key {
                    Some(key) => d.load(key),
                    None => d.sink.none(),
                });
                n.list("values", values, Dumper::load);
            }),
            ExprKind::Set(elts) => {
                self.node("Set", span, |n| n.list("elts", elts, Dumper::load));
            }
            ExprKind::List(elts) => self.node("List", span, |n| {
                n.list("elts", elts, |d, e| d.expr(e, ctx));
                n.tag("ctx", ctx);
            }),
            ExprKind::Tuple { elts, .. } => self.node("Tuple", span, |n| {
                n.list("elts", elts, |d, e| d.expr(e, ctx));
                n.tag("ctx", ctx);
            }),
            ExprKind::ListComp { elt, generators } => {
                self.comprehensions("ListComp", span, elt, generators);
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehensions("SetComp", span, elt, generators);
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehensions("GeneratorExp", span, elt, generators);
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.node("DictComp", span, |n| {
                n.expr("key", key);
                n.expr("value", value);
                n.list("generators", generators, Dumper::comprehension);
            }),
            ExprKind::JoinedStr(values) => self.node("JoinedStr", span, |n| {
                n.list("values", values, Dumper::load);
            }),
            ExprKind::TemplateStr(values) => self.node("TemplateStr", span, |n| {
                n.list("values", values, Dumper::load);
            }),
            ExprKind::FormattedValue(value) => self.node("FormattedValue", span, |n| {
                n.expr("value", &value.value);
                n.number("conversion", conversion_code(value.conversion));
                n.optional("format_spec", value.format_spec.as_ref(), Dumper::load);
            }),
            ExprKind::Interpolation { value, source } => self.node("Interpolation", span, |n| {
                n.expr("value", &value.value);
                n.field("str").sink.text(source);
                n.number("conversion", conversion_code(value.conversion));
                n.optional("format_spec", value.format_spec.as_ref(), Dumper::load);
            }),
            _ => {}
        }
    }

    fn comprehensions(
        &mut self,
        name: &str,
        span: Option<Span>,
        elt: &Expr,
        generators: &[Comprehension],
    ) {
        self.node(name, span, |n| {
            n.expr("elt", elt);
            n.list("generators", generators, Dumper::comprehension);
        });
    }

    pub(super) fn constant(&mut self, value: &Constant) {
        self.sink.constant(value);
    }
}
