//! Expressions and patterns from plain nodes.
//!
//! Invariant: as in `to_tree.rs`. Nodes say how they are used (`ctx`); our tree knows it from where
//! they stand, so it is checked here and then forgotten.
//! Next file to read: `mod.rs`.

use super::reader::{Literal, Node, Value};
use super::to_tree::{Context, Fields, TreeBuilder, plain};
use crate::objects::refcount::PyResult;
use crate::source::Span;
use crate::syntax::ast::*;

impl TreeBuilder<'_> {
    /// Names that are constants can't be assigned or looked up.
    pub(super) fn check_name(&self, name: &str) -> PyResult<()> {
        match name {
            "None" | "True" | "False" => Err(self.wrong(format!(
                "identifier field can't represent '{name}' constant"
            ))),
            _ => Ok(()),
        }
    }

    pub(super) fn expr(&self, node: Node, context: Context) -> PyResult<Expr> {
        self.vm.check_native_stack()?;
        let mut fields = self.open(node);
        let f = &mut fields;
        let span = f.span;
        let stored = ["Attribute", "Subscript", "Starred", "Name", "List", "Tuple"];
        if context != Context::Load && !stored.contains(&f.name) {
            return Err(self.wrong(format!(
                "expression which can't be assigned to in {context:?} context"
            )));
        }
        let kind = match f.name {
            "BoolOp" => {
                let op = match f.tag()? {
                    "And" => BoolOp::And,
                    _ => BoolOp::Or,
                };
                let values = f.exprs(Context::Load)?;
                if values.len() < 2 {
                    return Err(self.wrong("BoolOp with less than 2 values"));
                }
                ExprKind::BoolOp { op, values }
            }
            "NamedExpr" => {
                let target = f.target()?;
                if !matches!(target.kind, ExprKind::Name(_)) {
                    return Err(self.vm.type_error("NamedExpr target must be a Name"));
                }
                ExprKind::NamedExpr {
                    target,
                    value: f.expr()?,
                }
            }
            "BinOp" => ExprKind::BinOp {
                left: f.expr()?,
                op: f.binary_op()?,
                right: f.expr()?,
            },
            "UnaryOp" => ExprKind::UnaryOp {
                op: match f.tag()? {
                    "Invert" => UnaryOp::Invert,
                    "Not" => UnaryOp::Not,
                    "UAdd" => UnaryOp::UAdd,
                    _ => UnaryOp::USub,
                },
                operand: f.expr()?,
            },
            "Lambda" => ExprKind::Lambda {
                args: Box::new(self.arguments(f.node()?)?),
                body: f.expr()?,
            },
            "IfExp" => ExprKind::IfExp {
                test: f.expr()?,
                body: f.expr()?,
                orelse: f.expr()?,
            },
            "Dict" => {
                let (keys, values) = (f.optional_exprs()?, f.exprs(Context::Load)?);
                if keys.len() != values.len() {
                    return Err(self.wrong("Dict doesn't have the same number of keys as values"));
                }
                ExprKind::Dict { keys, values }
            }
            "Set" => ExprKind::Set(f.exprs(Context::Load)?),
            "ListComp" => ExprKind::ListComp {
                elt: f.expr()?,
                generators: f.generators()?,
            },
            "SetComp" => ExprKind::SetComp {
                elt: f.expr()?,
                generators: f.generators()?,
            },
            "DictComp" => ExprKind::DictComp {
                key: f.expr()?,
                value: f.expr()?,
                generators: f.generators()?,
            },
            "GeneratorExp" => ExprKind::GeneratorExp {
                elt: f.expr()?,
                generators: f.generators()?,
            },
            "Await" => ExprKind::Await(f.expr()?),
            "Yield" => ExprKind::Yield(f.optional_expr()?),
            "YieldFrom" => ExprKind::YieldFrom(f.expr()?),
            "Compare" => f.compare()?,
            "Call" => ExprKind::Call {
                func: f.expr()?,
                args: f.exprs(Context::Load)?,
                keywords: f.list(|b, n| b.keyword(n))?,
            },
            "Constant" => return self.constant(f, span),
            "JoinedStr" => ExprKind::JoinedStr(f.exprs(Context::Load)?),
            "TemplateStr" => ExprKind::TemplateStr(f.exprs(Context::Load)?),
            "FormattedValue" => ExprKind::FormattedValue(Box::new(FormattedValue {
                value: *f.expr()?,
                conversion: f.conversion()?,
                format_spec: f.optional_expr()?.map(|e| *e),
            })),
            "Interpolation" => f.interpolation()?,
            "Slice" => ExprKind::Slice {
                lower: f.optional_expr()?,
                upper: f.optional_expr()?,
                step: f.optional_expr()?,
            },
            _ => f.place(context)?,
        };
        Ok(Expr { span, kind })
    }

    fn constant(&self, f: &mut Fields, span: Span) -> PyResult<Expr> {
        let Value::Constant(literal) = f.next() else {
            return Err(self.wrong("Constant is not complete"));
        };
        let u_prefix = matches!(f.next(), Value::Text(_));
        Ok(match plain(literal) {
            Ok(Constant::Str { value, .. }) => Expr {
                span,
                kind: ExprKind::Constant(Constant::Str { value, u_prefix }),
            },
            Ok(constant) => Expr {
                span,
                kind: ExprKind::Constant(constant),
            },
            Err(literal) => self.literal(literal, span),
        })
    }

    /// An expression that folds to the literal.
    fn literal(&self, literal: Literal, span: Span) -> Expr {
        let constant = |c: Constant| Expr {
            span,
            kind: ExprKind::Constant(c),
        };
        let kind = match literal {
            Literal::Plain(c) => ExprKind::Constant(c),
            Literal::Complex(re, im) => ExprKind::BinOp {
                left: Box::new(constant(Constant::Float(re))),
                op: BinaryOp::Add,
                right: Box::new(constant(Constant::Imaginary(im))),
            },
            Literal::Tuple(items) => ExprKind::Tuple {
                elts: items.into_iter().map(|i| self.literal(i, span)).collect(),
                parenthesized: true,
            },
            Literal::FrozenSet(items) => {
                let elts = items.into_iter().map(|i| self.literal(i, span)).collect();
                ExprKind::Call {
                    func: Box::new(Expr {
                        span,
                        kind: ExprKind::Name("frozenset".into()),
                    }),
                    args: vec![Expr {
                        span,
                        kind: ExprKind::Tuple {
                            elts,
                            parenthesized: true,
                        },
                    }],
                    keywords: Vec::new(),
                }
            }
        };
        Expr { span, kind }
    }

    pub(super) fn pattern(&self, node: Node, star_ok: bool) -> PyResult<Pattern> {
        self.vm.check_native_stack()?;
        let mut fields = self.open(node);
        let f = &mut fields;
        let span = f.span;
        let kind = match f.name {
            "MatchValue" => PatternKind::Value(f.expr()?),
            "MatchSingleton" => match f.next() {
                Value::Constant(Literal::Plain(
                    c @ (Constant::None | Constant::True | Constant::False),
                )) => PatternKind::Singleton(c),
                _ => {
                    return Err(self.wrong("MatchSingleton can only contain True, False and None"));
                }
            },
            "MatchSequence" => PatternKind::Sequence(f.list(|b, n| b.pattern(n, true))?),
            "MatchMapping" => {
                let (keys, patterns) =
                    (f.exprs(Context::Load)?, f.list(|b, n| b.pattern(n, false))?);
                if keys.len() != patterns.len() {
                    return Err(
                        self.wrong("MatchMapping doesn't have the same number of keys as patterns")
                    );
                }
                PatternKind::Mapping {
                    keys,
                    patterns,
                    rest: f.optional_ident()?,
                }
            }
            "MatchClass" => f.class_pattern()?,
            "MatchStar" if !star_ok => return Err(self.wrong("can't use MatchStar here")),
            "MatchStar" => PatternKind::Star(f.optional_ident()?),
            "MatchAs" => {
                let pattern = match f.next() {
                    Value::Node(n) => Some(Box::new(self.pattern(*n, false)?)),
                    _ => None,
                };
                let name = f.optional_ident()?;
                if pattern.is_some() && name.is_none() {
                    return Err(
                        self.wrong("MatchAs must specify a target name if a pattern is given")
                    );
                }
                PatternKind::As { pattern, name }
            }
            _ => {
                let list = f.list(|b, n| b.pattern(n, false))?;
                if list.len() < 2 {
                    return Err(self.wrong("MatchOr requires at least 2 patterns"));
                }
                PatternKind::Or(list)
            }
        };
        Ok(Pattern { span, kind })
    }
}

impl Fields<'_, '_> {
    pub fn expr(&mut self) -> PyResult<Box<Expr>> {
        let node = self.node()?;
        self.builder.expr(node, Context::Load).map(Box::new)
    }

    pub fn target(&mut self) -> PyResult<Box<Expr>> {
        let node = self.node()?;
        self.builder.expr(node, Context::Store).map(Box::new)
    }

    fn optional(&mut self, context: Context) -> PyResult<Option<Box<Expr>>> {
        match self.next() {
            Value::Node(node) => self.builder.expr(*node, context).map(|e| Some(Box::new(e))),
            _ => Ok(None),
        }
    }

    pub fn optional_expr(&mut self) -> PyResult<Option<Box<Expr>>> {
        self.optional(Context::Load)
    }

    pub fn optional_target(&mut self) -> PyResult<Option<Box<Expr>>> {
        self.optional(Context::Store)
    }

    pub fn exprs(&mut self, context: Context) -> PyResult<Vec<Expr>> {
        self.list(|b, n| b.expr(n, context))
    }

    /// A list in which `None` has a meaning.
    pub fn optional_exprs(&mut self) -> PyResult<Vec<Option<Expr>>> {
        let Value::List(items) = self.next() else {
            return Ok(Vec::new());
        };
        items
            .into_iter()
            .map(|item| match item {
                Value::Node(n) => self.builder.expr(*n, Context::Load).map(Some),
                _ => Ok(None),
            })
            .collect()
    }

    /// The name of an operator or context.
    pub fn tag(&mut self) -> PyResult<&'static str> {
        let node = self.node()?;
        Ok(self.builder.schema.kinds[node.kind].name)
    }

    pub fn binary_op(&mut self) -> PyResult<BinaryOp> {
        use BinaryOp::*;
        const ALL: [BinaryOp; 13] = [
            Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv,
        ];
        let tag = self.tag()?;
        Ok(ALL
            .into_iter()
            .find(|op| format!("{op:?}") == tag)
            .unwrap_or(Add))
    }

    fn generators(&mut self) -> PyResult<Vec<Comprehension>> {
        let generators = self.list(|b, n| b.comprehension(n))?;
        if generators.is_empty() {
            return Err(self.builder.wrong("comprehension with no generators"));
        }
        Ok(generators)
    }

    fn compare(&mut self) -> PyResult<ExprKind> {
        use CompareOp::*;
        const ALL: [CompareOp; 10] = [Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn];
        let left = self.expr()?;
        let ops = self.list(|b, n| {
            let tag = b.schema.kinds[n.kind].name;
            Ok(ALL
                .into_iter()
                .find(|op| format!("{op:?}") == tag)
                .unwrap_or(Eq))
        })?;
        let comparators = self.exprs(Context::Load)?;
        if comparators.is_empty() {
            return Err(self.builder.wrong("Compare with no comparators"));
        }
        if comparators.len() != ops.len() {
            return Err(self
                .builder
                .wrong("Compare has a different number of comparators and operands"));
        }
        Ok(ExprKind::Compare {
            left,
            ops,
            comparators,
        })
    }

    fn conversion(&mut self) -> PyResult<Conversion> {
        match self.int() {
            -1 => Ok(Conversion::None),
            115 => Ok(Conversion::Str),
            114 => Ok(Conversion::Repr),
            97 => Ok(Conversion::Ascii),
            other => Err(self
                .builder
                .vm
                .system_error(format!("Unrecognized conversion character {other}"))),
        }
    }

    fn interpolation(&mut self) -> PyResult<ExprKind> {
        let value = *self.expr()?;
        let source = match self.next() {
            Value::Constant(Literal::Plain(Constant::Str { value, .. })) => value,
            _ => Text::Utf8("".into()),
        };
        Ok(ExprKind::Interpolation {
            value: Box::new(FormattedValue {
                value,
                conversion: self.conversion()?,
                format_spec: self.optional_expr()?.map(|e| *e),
            }),
            source,
        })
    }

    fn class_pattern(&mut self) -> PyResult<PatternKind> {
        let cls = self.expr()?;
        let patterns = self.list(|b, n| b.pattern(n, false))?;
        let kwd_attrs = self.idents()?;
        let kwd_patterns = self.list(|b, n| b.pattern(n, false))?;
        if kwd_attrs.len() != kwd_patterns.len() {
            return Err(self.builder.wrong(
                "MatchClass doesn't have the same number of keyword attributes as patterns",
            ));
        }
        Ok(PatternKind::Class {
            cls,
            patterns,
            kwd_attrs,
            kwd_patterns,
        })
    }

    /// What can be loaded, stored and deleted; its own word for that must agree.
    fn place(&mut self, context: Context) -> PyResult<ExprKind> {
        let kind = match self.name {
            "Attribute" => {
                let (value, attr) = (self.expr()?, self.name_field()?);
                let span = self.span;
                let start = span.end.saturating_sub(attr.len() as u32).max(span.start);
                ExprKind::Attribute {
                    value,
                    attr,
                    attr_span: Span { start, ..span },
                }
            }
            "Subscript" => ExprKind::Subscript {
                value: self.expr()?,
                slice: self.expr()?,
            },
            "Starred" => {
                let node = self.node()?;
                ExprKind::Starred(Box::new(self.builder.expr(node, context)?))
            }
            "Name" => {
                let name = self.name_field()?;
                self.builder.check_name(&name)?;
                ExprKind::Name(name)
            }
            "List" => ExprKind::List(self.exprs(context)?),
            _ => ExprKind::Tuple {
                elts: self.exprs(context)?,
                parenthesized: true,
            },
        };
        let said = self.tag()?;
        if said != format!("{context:?}") {
            return Err(self.builder.wrong(format!(
                "expression must have {context:?} context but has {said} instead"
            )));
        }
        Ok(kind)
    }
}
