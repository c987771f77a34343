//! What the grammar's wide shapes let through and Python does not: targets, stars.
//!
//! Invariant: what passes here is a program that CPython's parser accepts. A rejection only
//! carries a place: `diagnose` then reads the tokens again and finds the words.
//! Deliberately absent: what CPython finds after parsing, such as `return` outside a function
//! (see the compiler).
//! Next file to read: `syntax/diagnose/mod.rs`.

use super::{
    ast::{Expr, ExprKind},
    errors::{Result, SyntaxError},
};
use crate::source::{SourceText, Span};

/// The rejection of the code under `span`.
pub fn rejected(source: &SourceText, span: Span) -> Box<SyntaxError> {
    SyntaxError::at(source, span, "invalid syntax")
}

/// Lets through what `=` may assign to: names, attributes, items, and lists of them.
pub fn assign_target(source: &SourceText, target: &Expr) -> Result<()> {
    match &target.kind {
        ExprKind::Starred(inner) if !matches!(inner.kind, ExprKind::Starred(_)) => {
            assign_target(source, inner)
        }
        ExprKind::List(elts) | ExprKind::Tuple { elts, .. } => {
            elts.iter().try_for_each(|elt| assign_target(source, elt))
        }
        _ => single_target(source, target),
    }
}

/// Lets through what an augmented assignment may change: one name, attribute or item.
pub fn single_target(source: &SourceText, target: &Expr) -> Result<()> {
    match target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(()),
        _ => Err(rejected(source, target.span)),
    }
}

/// Lets through what `del` may delete.
pub fn delete_target(source: &SourceText, target: &Expr) -> Result<()> {
    match &target.kind {
        ExprKind::List(elts) | ExprKind::Tuple { elts, .. } => {
            elts.iter().try_for_each(|elt| delete_target(source, elt))
        }
        _ => single_target(source, target),
    }
}

/// Lets through anything but `*x`.
pub fn not_starred(source: &SourceText, expr: &Expr) -> Result<()> {
    match expr.kind {
        ExprKind::Starred(_) => Err(rejected(source, expr.span)),
        _ => Ok(()),
    }
}
