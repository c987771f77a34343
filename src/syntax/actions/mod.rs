//! The functions the grammar calls: they turn the parts of a production into a node.
//!
//! Invariant: every span is what the grammar measured or the join of two parts' spans.
//! An `Err` from here only says that the shape is not Python; `diagnose` finds the words.
//! Deliberately absent: structure and precedence, which are the grammar's.
//! Next file to read: `syntax/parser.rs`.

pub mod parameters;
pub mod patterns;
pub mod statements;
pub mod strings;

use super::{
    ast::*,
    errors::{Result, Warning},
    names::Names,
    numbers, validate,
};
use crate::source::{SourceText, Span};

/// What the actions share during one parse.
pub struct Context<'s> {
    /// The text the spans refer to.
    pub source: &'s SourceText,
    /// What is doubtful so far.
    pub warnings: Vec<Warning>,
    names: Names,
}

impl<'s> Context<'s> {
    /// A context for parsing `source`.
    pub fn new(source: &'s SourceText) -> Context<'s> {
        Context {
            source,
            warnings: Vec::new(),
            names: Names::default(),
        }
    }

    /// The identifier under `span`.
    pub fn ident(&mut self, span: Span) -> Ident {
        let name = self.names.intern(self.source.slice(span));
        Ident { span, name }
    }

    /// The dotted name under `span`; white space round the dots does not belong to it.
    pub fn dotted_name(&mut self, span: Span) -> Name {
        let text = self.source.slice(span);
        let tight = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'.';
        if text.bytes().all(tight) {
            return self.names.intern(text);
        }
        let lines = text.replace("\\\n", " ");
        let parts: Vec<Name> = lines
            .split('.')
            .map(|part| self.names.intern(part.trim()))
            .collect();
        self.names.intern(&parts.join("."))
    }

    /// The name that is spelled `text`.
    pub fn intern(&mut self, text: &str) -> Name {
        self.names.intern(text)
    }
}

/// `list` with `item` at its end.
pub fn push<T>(mut list: Vec<T>, item: T) -> Vec<T> {
    list.push(item);
    list
}

/// `list` with `items` at its end.
pub fn append<T>(mut list: Vec<T>, mut items: Vec<T>) -> Vec<T> {
    if list.is_empty() {
        return items;
    }
    list.append(&mut items);
    list
}

/// An expression that stands from `l` to `r`.
pub fn expr(l: u32, r: u32, kind: ExprKind) -> Expr {
    Expr {
        span: Span::new(l, r),
        kind,
    }
}

/// A literal.
pub fn constant(l: u32, r: u32, value: Constant) -> Expr {
    expr(l, r, ExprKind::Constant(value))
}

/// A number literal.
pub fn number(cx: &mut Context, span: Span) -> Result<Expr> {
    let value = numbers::value(cx.source, span)?;
    Ok(constant(span.start, span.end, value))
}

/// A name as an expression.
pub fn name(ident: Ident) -> Expr {
    Expr {
        span: ident.span,
        kind: ExprKind::Name(ident.name),
    }
}

/// A tuple.
pub fn tuple(elts: Vec<Expr>, span: Span, parenthesized: bool) -> Expr {
    Expr {
        span,
        kind: ExprKind::Tuple {
            elts,
            parenthesized,
        },
    }
}

/// `x[*a]`: a tuple of one.
pub fn one_tuple(item: Expr) -> Expr {
    let span = item.span;
    tuple(vec![item], span, false)
}

/// `*value`
pub fn starred(value: Expr, span: Span) -> Expr {
    Expr {
        span,
        kind: ExprKind::Starred(Box::new(value)),
    }
}

/// `op operand`
pub fn unary(op: UnaryOp, operand: Expr, span: Span) -> Expr {
    Expr {
        span,
        kind: ExprKind::UnaryOp {
            op,
            operand: Box::new(operand),
        },
    }
}

/// `left op right`
pub fn binary(left: Expr, op: BinaryOp, right: Expr, span: Span) -> Expr {
    Expr {
        span,
        kind: ExprKind::BinOp {
            left: Box::new(left),
            op,
            right: Box::new(right),
        },
    }
}

/// `a and b and ...`
pub fn bool_op(op: BoolOp, values: Vec<Expr>, last: Expr, span: Span) -> Expr {
    Expr {
        span,
        kind: ExprKind::BoolOp {
            op,
            values: push(values, last),
        },
    }
}

/// `left < b < ...`
pub fn compare(left: Expr, rest: Vec<(CompareOp, Expr)>, span: Span) -> Expr {
    let (ops, comparators) = rest.into_iter().unzip();
    Expr {
        span,
        kind: ExprKind::Compare {
            left: Box::new(left),
            ops,
            comparators,
        },
    }
}

/// `value.attr`, `value` not being in parentheses.
pub fn attribute(value: Expr, attr: Ident) -> Expr {
    attribute_from(value.span.start, value, attr)
}

/// `value.attr`, starting at `l`.
pub fn attribute_from(l: u32, value: Expr, attr: Ident) -> Expr {
    expr(
        l,
        attr.span.end,
        ExprKind::Attribute {
            value: Box::new(value),
            attr: attr.name,
            attr_span: attr.span,
        },
    )
}

/// `(inner)`: the parentheses leave no trace.
pub fn group(cx: &mut Context, inner: Expr) -> Result<Expr> {
    validate::not_starred(cx.source, &inner)?;
    Ok(inner)
}

/// One `for ... in ...` clause.
pub fn comprehension(
    cx: &mut Context,
    is_async: bool,
    target: Expr,
    iter: Expr,
    ifs: Vec<Expr>,
) -> Result<Comprehension> {
    validate::assign_target(cx.source, &target)?;
    Ok(Comprehension {
        target,
        iter,
        ifs,
        is_async,
    })
}

/// `(elt for ...)`
pub fn generator(
    cx: &mut Context,
    elt: Expr,
    generators: Vec<Comprehension>,
    span: Span,
) -> Result<Expr> {
    validate::not_starred(cx.source, &elt)?;
    let elt = Box::new(elt);
    let kind = ExprKind::GeneratorExp { elt, generators };
    Ok(Expr { span, kind })
}

/// `[elt for ...]`
pub fn list_comp(
    cx: &mut Context,
    elt: Expr,
    generators: Vec<Comprehension>,
    span: Span,
) -> Result<Expr> {
    validate::not_starred(cx.source, &elt)?;
    let elt = Box::new(elt);
    let kind = ExprKind::ListComp { elt, generators };
    Ok(Expr { span, kind })
}

/// `{elt for ...}`
pub fn set_comp(
    cx: &mut Context,
    elt: Expr,
    generators: Vec<Comprehension>,
    span: Span,
) -> Result<Expr> {
    validate::not_starred(cx.source, &elt)?;
    let elt = Box::new(elt);
    let kind = ExprKind::SetComp { elt, generators };
    Ok(Expr { span, kind })
}

/// `{key: value, **value, ...}`
pub fn dict(items: Vec<(Option<Expr>, Expr)>, span: Span) -> Expr {
    let (keys, values) = items.into_iter().unzip();
    Expr {
        span,
        kind: ExprKind::Dict { keys, values },
    }
}

/// `{key: value for ...}`
pub fn dict_comp(
    cx: &mut Context,
    item: (Option<Expr>, Expr),
    generators: Vec<Comprehension>,
    span: Span,
) -> Result<Expr> {
    let (Some(key), value) = item else {
        return Err(validate::rejected(cx.source, span));
    };
    let (key, value) = (Box::new(key), Box::new(value));
    let kind = ExprKind::DictComp {
        key,
        value,
        generators,
    };
    Ok(Expr { span, kind })
}
