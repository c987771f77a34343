//! Actions for statements.
//!
//! Invariant: as in `actions`.
//! Deliberately absent: simple statements whose node is just their parts.
//! Next file to read: `syntax/validate.rs`.

use super::{Context, parameters::ArgItem, push};
use crate::{
    source::Span,
    syntax::{ast::*, errors::Result, validate},
};

/// `target = ... = value`
pub fn assign(cx: &mut Context, targets: Vec<Expr>, value: Expr) -> Result<StmtKind> {
    for target in &targets {
        validate::assign_target(cx.source, target)?;
    }
    let value = Box::new(value);
    Ok(StmtKind::Assign { targets, value })
}

/// `target op= value`
pub fn aug_assign(cx: &mut Context, target: Expr, op: BinaryOp, value: Expr) -> Result<StmtKind> {
    validate::single_target(cx.source, &target)?;
    let (target, value) = (Box::new(target), Box::new(value));
    Ok(StmtKind::AugAssign { target, op, value })
}

/// `target: annotation = value`; `start` is where the target's first token stands.
pub fn ann_assign(
    cx: &mut Context,
    start: u32,
    target: Expr,
    annotation: Expr,
    value: Option<Expr>,
) -> Result<StmtKind> {
    validate::single_target(cx.source, &target)?;
    let simple = matches!(target.kind, ExprKind::Name(_)) && target.span.start == start;
    Ok(StmtKind::AnnAssign {
        target: Box::new(target),
        annotation: Box::new(annotation),
        value: value.map(Box::new),
        simple,
    })
}

/// `del targets`
pub fn delete(cx: &mut Context, targets: Vec<Expr>) -> Result<StmtKind> {
    for target in &targets {
        validate::delete_target(cx.source, target)?;
    }
    Ok(StmtKind::Delete(targets))
}

/// The star of `from m import *`.
pub fn import_star(cx: &mut Context, span: Span) -> Vec<Alias> {
    vec![Alias {
        span,
        name: cx.intern("*"),
        asname: None,
    }]
}

/// One `elif` clause.
pub struct Elif {
    /// Where the keyword stands.
    pub start: u32,
    pub test: Expr,
    pub body: Vec<Stmt>,
}

/// `if` with its clauses: each `elif` is an `if` alone in the `else` before it.
pub fn if_chain(
    span: Span,
    test: Expr,
    body: Vec<Stmt>,
    elifs: Vec<Elif>,
    orelse: Option<Vec<Stmt>>,
) -> Stmt {
    let mut orelse = orelse.unwrap_or_default();
    for elif in elifs.into_iter().rev() {
        orelse = vec![Stmt {
            span: Span::new(elif.start, span.end),
            kind: StmtKind::If {
                test: Box::new(elif.test),
                body: elif.body,
                orelse,
            },
        }];
    }
    Stmt {
        span,
        kind: StmtKind::If {
            test: Box::new(test),
            body,
            orelse,
        },
    }
}

/// `for target in iter:`
pub fn for_loop(
    cx: &mut Context,
    span: Span,
    is_async: bool,
    target: Expr,
    iter: Expr,
    body: Vec<Stmt>,
    orelse: Option<Vec<Stmt>>,
) -> Result<Stmt> {
    validate::assign_target(cx.source, &target)?;
    Ok(Stmt {
        span,
        kind: StmtKind::For {
            target: Box::new(target),
            iter: Box::new(iter),
            body,
            orelse: orelse.unwrap_or_default(),
            is_async,
        },
    })
}

/// `context as vars`
pub fn with_item(cx: &mut Context, context: Expr, vars: Expr) -> Result<WithItem> {
    validate::assign_target(cx.source, &vars)?;
    let vars = Some(Box::new(vars));
    Ok(WithItem { context, vars })
}

/// An `except` clause and whether it is `except*`.
pub struct Handler {
    is_star: bool,
    handler: ExceptHandler,
}

/// `except typ as name:`
pub fn handler(
    cx: &mut Context,
    span: Span,
    is_star: bool,
    typ: Option<(Expr, Option<Ident>)>,
    body: Vec<Stmt>,
) -> Result<Handler> {
    if is_star && typ.is_none() {
        return Err(validate::rejected(cx.source, span));
    }
    let (typ, name) = match typ {
        Some((typ, name)) => (Some(Box::new(typ)), name),
        None => (None, None),
    };
    Ok(Handler {
        is_star,
        handler: ExceptHandler {
            span,
            typ,
            name,
            body,
        },
    })
}

/// `try` with `except` clauses: all plain or all starred.
pub fn try_except(
    cx: &mut Context,
    span: Span,
    body: Vec<Stmt>,
    handlers: Vec<Handler>,
    orelse: Option<Vec<Stmt>>,
    finalbody: Option<Vec<Stmt>>,
) -> Result<Stmt> {
    let is_star = handlers.iter().any(|h| h.is_star);
    if is_star && !handlers.iter().all(|h| h.is_star) {
        return Err(validate::rejected(cx.source, span));
    }
    let handlers = handlers.into_iter().map(|h| h.handler).collect();
    Ok(Stmt {
        span,
        kind: StmtKind::Try(Box::new(Try {
            body,
            handlers,
            orelse: orelse.unwrap_or_default(),
            finalbody: finalbody.unwrap_or_default(),
            is_star,
        })),
    })
}

/// `try` with `finally` alone.
pub fn try_finally(span: Span, body: Vec<Stmt>, finalbody: Vec<Stmt>) -> Stmt {
    Stmt {
        span,
        kind: StmtKind::Try(Box::new(Try {
            body,
            handlers: Vec::new(),
            orelse: Vec::new(),
            finalbody,
            is_star: false,
        })),
    }
}

/// `class name(arguments):`
pub fn class_def(
    cx: &mut Context,
    span: Span,
    decorators: Vec<Expr>,
    name: Ident,
    type_params: Option<Vec<TypeParam>>,
    arguments: Option<Vec<ArgItem>>,
    body: Vec<Stmt>,
) -> Result<Stmt> {
    let (mut bases, mut keywords) = (Vec::new(), Vec::new());
    let mut unpacked = false;
    for item in arguments.unwrap_or_default() {
        match item {
            ArgItem::Positional(base) => {
                super::parameters::positional_may_follow(cx, &base, &keywords, unpacked)?;
                bases = push(bases, base);
            }
            ArgItem::Keyword(keyword) => {
                unpacked |= keyword.name.is_none();
                keywords = push(keywords, keyword);
            }
            ArgItem::Generator(elt, _) => return Err(validate::rejected(cx.source, elt.span)),
        }
    }
    Ok(Stmt {
        span,
        kind: StmtKind::ClassDef(Box::new(ClassDef {
            name,
            type_params: type_params.unwrap_or_default(),
            bases,
            keywords,
            body,
            decorators,
        })),
    })
}
