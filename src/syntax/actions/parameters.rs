//! Actions for parameters, type parameters and call arguments: lists whose order has rules.
//!
//! Invariant: as in `actions`.
//! Deliberately absent: duplicate names, which the symbol table finds.
//! Next file to read: `syntax/validate.rs`.

use super::{Context, expr, push};
use crate::{
    source::Span,
    syntax::{ast::*, errors::Result, validate},
};

/// One entry of a parameter list.
pub enum ParamItem {
    /// `name: annotation = default`
    Plain(Arg, Option<Expr>),
    /// `/`
    Slash,
    /// `*` or `*name`
    Star(Option<Arg>),
    /// `**name`
    DoubleStar(Arg),
}

/// A parameter.
pub fn arg(name: Ident, annotation: Option<Expr>) -> Arg {
    let span = match &annotation {
        Some(annotation) => name.span.to(annotation.span),
        None => name.span,
    };
    Arg {
        span,
        name: name.name,
        annotation: annotation.map(Box::new),
    }
}

/// Sorts a parameter list into CPython's groups.
pub fn arguments(cx: &mut Context, items: Vec<ParamItem>) -> Result<Arguments> {
    let mut out = Arguments::default();
    let mut starred = false;
    let mut slashed = false;
    let bare_star = items
        .iter()
        .position(|i| matches!(i, ParamItem::Star(None)));
    let named = |item: Option<&ParamItem>| matches!(item, Some(ParamItem::Plain(..)));
    if bare_star.is_some_and(|at| !named(items.get(at + 1))) {
        return Err(validate::rejected(cx.source, Span::default()));
    }
    for item in items {
        if out.kwarg.is_some() {
            return Err(validate::rejected(cx.source, Span::default()));
        }
        match item {
            ParamItem::Plain(arg, default) if starred => {
                out.kwonlyargs.push(arg);
                out.kw_defaults.push(default);
            }
            ParamItem::Plain(arg, default) => {
                if default.is_none() && !out.defaults.is_empty() {
                    return Err(validate::rejected(cx.source, arg.span));
                }
                out.args.push(arg);
                out.defaults.extend(default);
            }
            ParamItem::Slash if slashed || starred || out.args.is_empty() => {
                return Err(validate::rejected(cx.source, Span::default()));
            }
            ParamItem::Slash => {
                slashed = true;
                out.posonlyargs = std::mem::take(&mut out.args);
            }
            ParamItem::Star(_) if starred => {
                return Err(validate::rejected(cx.source, Span::default()));
            }
            ParamItem::Star(arg) => {
                starred = true;
                out.vararg = arg;
            }
            ParamItem::DoubleStar(arg) => out.kwarg = Some(arg),
        }
    }
    Ok(out)
}

/// A type parameter.
pub fn type_param(
    span: Span,
    name: Ident,
    kind: TypeParamKind,
    default: Option<Expr>,
) -> TypeParam {
    TypeParam {
        span,
        name,
        kind,
        default: default.map(Box::new),
    }
}

/// One entry of an argument list.
pub enum ArgItem {
    /// `value` or `*value`
    Positional(Expr),
    /// `name=value` or `**value`
    Keyword(Keyword),
    /// `value for ...` without parentheses, alone in the list
    Generator(Expr, Vec<Comprehension>),
}

/// A positional argument may not follow `name=value`, nor `*value` follow `**value`.
pub fn positional_may_follow(
    cx: &Context,
    value: &Expr,
    keywords: &[Keyword],
    unpacked: bool,
) -> Result<()> {
    let barred = match value.kind {
        ExprKind::Starred(_) => unpacked,
        _ => !keywords.is_empty(),
    };
    if barred {
        return Err(validate::rejected(cx.source, value.span));
    }
    Ok(())
}

/// `func(items)`; `open` is where the parenthesis stands.
pub fn call(
    cx: &mut Context,
    span: Span,
    func: Expr,
    open: u32,
    items: Vec<ArgItem>,
) -> Result<Expr> {
    let (mut args, mut keywords) = (Vec::new(), Vec::new());
    let mut unpacked = false;
    for item in items {
        match item {
            ArgItem::Positional(value) => {
                positional_may_follow(cx, &value, &keywords, unpacked)?;
                args = push(args, value);
            }
            ArgItem::Keyword(keyword) => {
                unpacked |= keyword.name.is_none();
                keywords = push(keywords, keyword);
            }
            ArgItem::Generator(elt, generators) => {
                let elt = Box::new(elt);
                let kind = ExprKind::GeneratorExp { elt, generators };
                args = push(args, expr(open, span.end, kind));
            }
        }
    }
    Ok(Expr {
        span,
        kind: ExprKind::Call {
            func: Box::new(func),
            args,
            keywords,
        },
    })
}
