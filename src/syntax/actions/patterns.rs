//! Actions for the patterns of `match`.
//!
//! Invariant: as in `actions`. The name `_` captures nothing.
//! Deliberately absent: names bound twice and unreachable cases, which the compiler finds.
//! Next file to read: `syntax/validate.rs`.

use super::{Context, binary};
use crate::{
    source::Span,
    syntax::{ast::*, errors::Result, validate},
};

/// One entry of a mapping pattern.
pub enum MappingItem {
    /// `key: pattern`
    Pair(Expr, Pattern),
    /// `**name`
    Rest(Ident),
}

/// A pattern that stands from `l` to `r`.
pub fn pattern(l: u32, r: u32, kind: PatternKind) -> Pattern {
    Pattern {
        span: Span::new(l, r),
        kind,
    }
}

fn unless_wildcard(name: Ident) -> Option<Ident> {
    (&*name.name != "_").then_some(name)
}

/// `*name`
pub fn star(_: &mut Context, span: Span, name: Ident) -> Pattern {
    let kind = PatternKind::Star(unless_wildcard(name));
    Pattern { span, kind }
}

/// `(*name)` is no pattern.
pub fn lone_star(cx: &mut Context, span: Span) -> Result<Pattern> {
    Err(validate::rejected(cx.source, span))
}

/// `inner as name`
pub fn as_pattern(cx: &mut Context, span: Span, inner: Pattern, name: Ident) -> Result<Pattern> {
    if &*name.name == "_" {
        return Err(validate::rejected(cx.source, name.span));
    }
    let pattern = Some(Box::new(inner));
    let name = Some(name);
    let kind = PatternKind::As { pattern, name };
    Ok(Pattern { span, kind })
}

/// `name`
pub fn capture(_: &mut Context, name: Ident) -> Pattern {
    let span = name.span;
    let (pattern, name) = (None, unless_wildcard(name));
    let kind = PatternKind::As { pattern, name };
    Pattern { span, kind }
}

/// A literal: `None`, `True` and `False` by identity, others by equality.
pub fn value(span: Span, value: Expr) -> Pattern {
    let kind = match value.kind {
        ExprKind::Constant(c @ (Constant::None | Constant::True | Constant::False)) => {
            PatternKind::Singleton(c)
        }
        _ => PatternKind::Value(Box::new(value)),
    };
    Pattern { span, kind }
}

/// `real + imaginary`
pub fn complex(cx: &mut Context, left: Expr, op: BinaryOp, right: Expr) -> Result<Expr> {
    let real = match &left.kind {
        ExprKind::UnaryOp { operand, .. } => &operand.kind,
        kind => kind,
    };
    let imaginary = matches!(right.kind, ExprKind::Constant(Constant::Imaginary(_)));
    if !imaginary || matches!(real, ExprKind::Constant(Constant::Imaginary(_))) {
        return Err(validate::rejected(cx.source, left.span.to(right.span)));
    }
    let span = left.span.to(right.span);
    Ok(binary(left, op, right, span))
}

/// `{}`
pub fn empty_mapping() -> PatternKind {
    PatternKind::Mapping {
        keys: Vec::new(),
        patterns: Vec::new(),
        rest: None,
    }
}

/// `{key: pattern, **rest}`; only the last entry may be the rest.
pub fn mapping(cx: &mut Context, span: Span, items: Vec<MappingItem>) -> Result<Pattern> {
    let (mut keys, mut patterns) = (Vec::new(), Vec::new());
    let mut rest = None;
    for item in items {
        match item {
            _ if rest.is_some() => return Err(validate::rejected(cx.source, span)),
            MappingItem::Pair(key, pattern) => {
                keys.push(key);
                patterns.push(pattern);
            }
            MappingItem::Rest(name) if &*name.name == "_" => {
                return Err(validate::rejected(cx.source, name.span));
            }
            MappingItem::Rest(name) => rest = Some(name),
        }
    }
    let kind = PatternKind::Mapping {
        keys,
        patterns,
        rest,
    };
    Ok(Pattern { span, kind })
}

/// `cls(patterns, name=pattern)`
pub fn class(
    cx: &mut Context,
    span: Span,
    cls: Expr,
    args: Vec<(Option<Ident>, Pattern)>,
) -> Result<Pattern> {
    let (mut patterns, mut kwd_attrs, mut kwd_patterns) = (Vec::new(), Vec::new(), Vec::new());
    for (name, pattern) in args {
        match name {
            Some(name) => {
                kwd_attrs.push(name);
                kwd_patterns.push(pattern);
            }
            None if kwd_attrs.is_empty() => patterns.push(pattern),
            None => return Err(validate::rejected(cx.source, pattern.span)),
        }
    }
    let kind = PatternKind::Class {
        cls: Box::new(cls),
        patterns,
        kwd_attrs,
        kwd_patterns,
    };
    Ok(Pattern { span, kind })
}
