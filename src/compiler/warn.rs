//! SyntaxWarnings: code that is legal and surely not meant.
//!
//! Invariant: texts are CPython's; a warning never changes what is compiled.
//! Next file to read: `compiler/flowgraph.rs`.

use super::Compiler;
use crate::{
    source::Span,
    syntax::ast::{CompareOp, Constant, Expr, ExprKind, Stmt, StmtKind},
};

/// The name of the type an expression certainly has.
fn type_name(e: &Expr) -> Option<&'static str> {
    Some(match &e.kind {
        ExprKind::Constant(value) => match value {
            Constant::None => "NoneType",
            Constant::True | Constant::False => "bool",
            Constant::Ellipsis => "ellipsis",
            Constant::Int(_) | Constant::BigInt(_) => "int",
            Constant::Float(_) => "float",
            Constant::Imaginary(_) => "complex",
            Constant::Str { .. } => "str",
            Constant::Bytes(_) => "bytes",
        },
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::List(_) | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict { .. } | ExprKind::DictComp { .. } => "dict",
        ExprKind::Set(_) | ExprKind::SetComp { .. } => "set",
        ExprKind::GeneratorExp { .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        ExprKind::JoinedStr(_) | ExprKind::FormattedValue(_) => "str",
        ExprKind::TemplateStr(_) => "string.templatelib.Template",
        ExprKind::Interpolation { .. } => "string.templatelib.Interpolation",
        _ => return None,
    })
}

/// Whether comparing with `e` by identity makes sense.
fn has_identity(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Constant(value) => matches!(
            value,
            Constant::None | Constant::True | Constant::False | Constant::Ellipsis
        ),
        ExprKind::Tuple { elts, .. } => elts.iter().any(|e| !is_constant(e)),
        _ => true,
    }
}

fn is_constant(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Tuple { elts, .. } => elts.iter().all(is_constant),
        _ => false,
    }
}

impl Compiler<'_> {
    pub(super) fn warn_about_identity(
        &mut self,
        e: &Expr,
        left: &Expr,
        ops: &[CompareOp],
        comparators: &[Expr],
    ) {
        let mut left = left;
        for (op, right) in ops.iter().zip(comparators) {
            let (text, better) = match op {
                CompareOp::Is => ("is", "=="),
                CompareOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            let literal = [left, right].into_iter().find(|e| !has_identity(e));
            if let Some(name) = literal.and_then(type_name) {
                self.warn(
                    format!("\"{text}\" with '{name}' literal. Did you mean \"{better}\"?"),
                    e.span,
                );
            }
            left = right;
        }
    }

    pub(super) fn warn_about_assertion(&mut self, test: &Expr, span: Span) {
        if matches!(&test.kind, ExprKind::Tuple { elts, .. } if !elts.is_empty()) {
            self.warn(
                "assertion is always true, perhaps remove parentheses?",
                span,
            );
        }
    }

    pub(super) fn warn_about_callee(&mut self, func: &Expr, span: Span) {
        if matches!(func.kind, ExprKind::Lambda { .. }) {
            return;
        }
        if let Some(name) = type_name(func) {
            self.warn(
                format!("'{name}' object is not callable; perhaps you missed a comma?"),
                span,
            );
        }
    }

    pub(super) fn warn_about_subscript(&mut self, value: &Expr, index: &Expr, span: Span) {
        let Some(name) = type_name(value) else {
            return;
        };
        match &value.kind {
            ExprKind::Constant(
                Constant::None
                | Constant::True
                | Constant::False
                | Constant::Ellipsis
                | Constant::Int(_)
                | Constant::BigInt(_)
                | Constant::Float(_)
                | Constant::Imaginary(_),
            )
            | ExprKind::Set(_)
            | ExprKind::SetComp { .. }
            | ExprKind::GeneratorExp { .. }
            | ExprKind::TemplateStr(_)
            | ExprKind::Interpolation { .. }
            | ExprKind::Lambda { .. } => self.warn(
                format!("'{name}' object is not subscriptable; perhaps you missed a comma?"),
                span,
            ),
            ExprKind::Constant(_)
            | ExprKind::Tuple { .. }
            | ExprKind::List(_)
            | ExprKind::ListComp { .. }
            | ExprKind::JoinedStr(_)
            | ExprKind::FormattedValue(_) => match type_name(index) {
                None | Some("int" | "bool") => {}
                Some(index_name) => self.warn(
                    format!(
                        "{name} indices must be integers or slices, not {index_name}; \
                         perhaps you missed a comma?"
                    ),
                    span,
                ),
            },
            _ => {}
        }
    }

    /// `return`, `break` and `continue` that leave a `finally` block swallow exceptions.
    pub(super) fn warn_about_finally(&mut self, body: &[Stmt]) {
        self.warn_about_leaving(body, false);
    }

    fn warn_about_leaving(&mut self, body: &[Stmt], in_loop: bool) {
        for s in body {
            let word = match &s.kind {
                // CPython 3.14 takes a loop for the end of the matter here too.
                StmtKind::Return(_) if !in_loop => "return",
                StmtKind::Break if !in_loop => "break",
                StmtKind::Continue if !in_loop => "continue",
                _ => {
                    self.warn_about_leaving_block(s, in_loop);
                    continue;
                }
            };
            self.warn(format!("'{word}' in a 'finally' block"), s.span);
        }
    }

    fn warn_about_leaving_block(&mut self, s: &Stmt, in_loop: bool) {
        match &s.kind {
            StmtKind::If { body, orelse, .. } => {
                self.warn_about_leaving(body, in_loop);
                self.warn_about_leaving(orelse, in_loop);
            }
            StmtKind::For { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
                self.warn_about_leaving(body, true);
                self.warn_about_leaving(orelse, in_loop);
            }
            StmtKind::With { body, .. } => self.warn_about_leaving(body, in_loop),
            StmtKind::Match { cases, .. } => {
                for case in cases {
                    self.warn_about_leaving(&case.body, in_loop);
                }
            }
            StmtKind::Try(node) => {
                self.warn_about_leaving(&node.body, in_loop);
                for handler in &node.handlers {
                    self.warn_about_leaving(&handler.body, in_loop);
                }
                self.warn_about_leaving(&node.orelse, in_loop);
                self.warn_about_leaving(&node.finalbody, in_loop);
            }
            _ => {}
        }
    }
}
