//! From plain nodes to our tree: the second half of compiling a tree that a script hands in.
//!
//! Our nodes stand in a source text. There is none here, so [`Lines`] makes up one of spaces that has a
//! place for every line and column of the nodes.
//! Invariant: the tree is one the parser could have made, contexts and counts checked, or there
//! is an error in CPython's words.
//! Deliberately absent: checks that the compiler makes again.
//! Next file to read: `to_tree_expressions.rs`.

use super::reader::{Literal, Node, Place, Value};
use super::schema::Schema;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult};
use crate::source::{SourceText, Span};
use crate::syntax::ast::*;

/// A source text of spaces.
pub struct Lines {
    starts: Vec<u32>,
    widths: Vec<u32>,
}

const MOST_LINES: i64 = 1 << 20;
const MOST_COLUMNS: i64 = 1 << 12;

impl Lines {
    /// The text that has room for a node and all below it.
    pub fn of(root: &Node) -> Lines {
        let mut lines = Lines {
            starts: Vec::new(),
            widths: vec![0],
        };
        lines.measure(root);
        let mut start = 0;
        for width in &lines.widths {
            lines.starts.push(start);
            start += width + 1;
        }
        lines
    }

    fn measure(&mut self, node: &Node) {
        let at = node.place;
        for (line, col) in [(at.line, at.col), (at.end_line, at.end_col)] {
            let (line, col) = (Lines::index(line), col.clamp(0, MOST_COLUMNS) as u32);
            if self.widths.len() <= line {
                self.widths.resize(line + 1, 0);
            }
            self.widths[line] = self.widths[line].max(col);
        }
        node.fields
            .iter()
            .for_each(|value| self.measure_value(value));
    }

    fn measure_value(&mut self, value: &Value) {
        match value {
            Value::Node(node) => self.measure(node),
            Value::List(items) => items.iter().for_each(|item| self.measure_value(item)),
            _ => {}
        }
    }

    fn index(line: i64) -> usize {
        (line.clamp(1, MOST_LINES) - 1) as usize
    }

    fn offset(&self, line: i64, col: i64) -> u32 {
        let line = Lines::index(line);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let width = self.widths.get(line).copied().unwrap_or(0);
        start + (col.clamp(0, MOST_COLUMNS) as u32).min(width)
    }

    fn span(&self, at: Place) -> Span {
        let start = self.offset(at.line, at.col);
        Span {
            start,
            end: self.offset(at.end_line, at.end_col).max(start),
        }
    }

    /// The text.
    pub fn source(&self, name: &str) -> SourceText {
        let mut text = String::new();
        for width in &self.widths {
            text.extend(std::iter::repeat_n(' ', *width as usize));
            text.push('\n');
        }
        SourceText::new(name, text)
    }
}

/// What may be done to an expression where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Load,
    Store,
    Del,
}

/// Makes our tree.
pub struct TreeBuilder<'a> {
    pub(super) vm: &'a Vm,
    pub(super) schema: &'a Schema,
    lines: &'a Lines,
}

/// The fields of one node, taken in order.
pub(super) struct Fields<'b, 'a> {
    pub builder: &'b TreeBuilder<'a>,
    pub name: &'static str,
    pub span: Span,
    values: std::vec::IntoIter<Value>,
}

impl<'a> TreeBuilder<'a> {
    /// A builder whose spans lie in the text of `lines`.
    pub fn new(vm: &'a Vm, schema: &'a Schema, lines: &'a Lines) -> TreeBuilder<'a> {
        TreeBuilder { vm, schema, lines }
    }

    pub(super) fn open<'b>(&'b self, node: Node) -> Fields<'b, 'a> {
        Fields {
            builder: self,
            name: self.schema.kinds[node.kind].name,
            span: self.lines.span(node.place),
            values: node.fields.into_iter(),
        }
    }

    pub(super) fn wrong(&self, text: impl Into<String>) -> Exc {
        self.vm.value_error(text.into())
    }

    /// The tree of a `Module`, `Interactive` or `Expression`.
    pub fn module(&self, node: Node) -> PyResult<Module> {
        let mut f = self.open(node);
        Ok(match f.name {
            "Module" => Module::Module(f.stmts()?),
            "Interactive" => Module::Interactive(f.stmts()?),
            _ => Module::Expression(f.expr()?),
        })
    }

    pub(super) fn stmt(&self, node: Node) -> PyResult<Stmt> {
        let mut f = self.open(node);
        let f = &mut f;
        let span = f.span;
        let kind = match f.name {
            "FunctionDef" | "AsyncFunctionDef" => f.function()?,
            "ClassDef" => StmtKind::ClassDef(Box::new(f.class()?)),
            "Return" => StmtKind::Return(f.optional_expr()?),
            "Delete" => StmtKind::Delete(f.some("targets", |f| f.exprs(Context::Del))?),
            "Assign" => StmtKind::Assign {
                targets: f.some("targets", |f| f.exprs(Context::Store))?,
                value: f.expr()?,
            },
            "TypeAlias" => StmtKind::TypeAlias {
                name: f.type_alias_name()?,
                type_params: f.type_params()?,
                value: f.expr()?,
            },
            "AugAssign" => StmtKind::AugAssign {
                target: f.target()?,
                op: f.binary_op()?,
                value: f.expr()?,
            },
            "AnnAssign" => f.annotated()?,
            "For" | "AsyncFor" => StmtKind::For {
                target: f.target()?,
                iter: f.expr()?,
                body: f.body()?,
                orelse: f.stmts()?,
                is_async: f.name == "AsyncFor",
            },
            "While" => StmtKind::While {
                test: f.expr()?,
                body: f.body()?,
                orelse: f.stmts()?,
            },
            "If" => StmtKind::If {
                test: f.expr()?,
                body: f.body()?,
                orelse: f.stmts()?,
            },
            "With" | "AsyncWith" => StmtKind::With {
                items: f.some("items", |f| f.list(|b, n| b.with_item(n)))?,
                body: f.body()?,
                is_async: f.name == "AsyncWith",
            },
            "Match" => StmtKind::Match {
                subject: f.expr()?,
                cases: f.some("cases", |f| f.list(|b, n| b.match_case(n)))?,
            },
            "Raise" => {
                let (exc, cause) = (f.optional_expr()?, f.optional_expr()?);
                if exc.is_none() && cause.is_some() {
                    return Err(self.wrong("Raise with cause but no exception"));
                }
                StmtKind::Raise { exc, cause }
            }
            "Try" | "TryStar" => StmtKind::Try(Box::new(f.try_stmt()?)),
            "Assert" => StmtKind::Assert {
                test: f.expr()?,
                msg: f.optional_expr()?,
            },
            "Import" => StmtKind::Import(f.some("names", |f| f.list(|b, n| b.alias(n)))?),
            "ImportFrom" => f.import_from()?,
            "Global" => StmtKind::Global(f.some("names", |f| f.idents())?),
            "Nonlocal" => StmtKind::Nonlocal(f.some("names", |f| f.idents())?),
            "Expr" => StmtKind::Expr(f.expr()?),
            "Pass" => StmtKind::Pass,
            "Break" => StmtKind::Break,
            _ => StmtKind::Continue,
        };
        Ok(Stmt { span, kind })
    }

    fn with_item(&self, node: Node) -> PyResult<WithItem> {
        let mut f = self.open(node);
        Ok(WithItem {
            context: *f.expr()?,
            vars: f.optional_target()?,
        })
    }

    fn match_case(&self, node: Node) -> PyResult<MatchCase> {
        let mut f = self.open(node);
        Ok(MatchCase {
            pattern: self.pattern(f.node()?, false)?,
            guard: f.optional_expr()?,
            body: f.body()?,
        })
    }

    fn alias(&self, node: Node) -> PyResult<Alias> {
        let mut f = self.open(node);
        Ok(Alias {
            span: f.span,
            name: f.name_field()?,
            asname: f.optional_ident()?,
        })
    }

    fn handler(&self, node: Node) -> PyResult<ExceptHandler> {
        let mut f = self.open(node);
        Ok(ExceptHandler {
            span: f.span,
            typ: f.optional_expr()?,
            name: f.optional_ident()?,
            body: f.body()?,
        })
    }

    fn type_param(&self, node: Node) -> PyResult<TypeParam> {
        let mut f = self.open(node);
        let name = f.ident()?;
        let kind = match f.name {
            "TypeVar" => TypeParamKind::TypeVar {
                bound: f.optional_expr()?,
            },
            "ParamSpec" => TypeParamKind::ParamSpec,
            _ => TypeParamKind::TypeVarTuple,
        };
        Ok(TypeParam {
            span: f.span,
            name,
            kind,
            default: f.optional_expr()?,
        })
    }

    fn arg(&self, node: Node) -> PyResult<Arg> {
        let mut f = self.open(node);
        Ok(Arg {
            span: f.span,
            name: f.name_field()?,
            annotation: f.optional_expr()?,
        })
    }

    pub(super) fn keyword(&self, node: Node) -> PyResult<Keyword> {
        let mut f = self.open(node);
        Ok(Keyword {
            span: f.span,
            name: f.optional_ident()?,
            value: *f.expr()?,
        })
    }

    pub(super) fn arguments(&self, node: Node) -> PyResult<Arguments> {
        let mut f = self.open(node);
        let optional_arg = |value: Value| match value {
            Value::Node(n) => self.arg(*n).map(Some),
            _ => Ok(None),
        };
        let args = Arguments {
            posonlyargs: f.list(|b, n| b.arg(n))?,
            args: f.list(|b, n| b.arg(n))?,
            vararg: optional_arg(f.next())?,
            kwonlyargs: f.list(|b, n| b.arg(n))?,
            kw_defaults: f.optional_exprs()?,
            kwarg: optional_arg(f.next())?,
            defaults: f.exprs(Context::Load)?,
        };
        if args.defaults.len() > args.posonlyargs.len() + args.args.len() {
            return Err(self.wrong("more positional defaults than args on arguments"));
        }
        if args.kw_defaults.len() != args.kwonlyargs.len() {
            return Err(
                self.wrong("length of kwonlyargs is not the same as kw_defaults on arguments")
            );
        }
        Ok(args)
    }

    pub(super) fn comprehension(&self, node: Node) -> PyResult<Comprehension> {
        let mut f = self.open(node);
        Ok(Comprehension {
            target: *f.target()?,
            iter: *f.expr()?,
            ifs: f.exprs(Context::Load)?,
            is_async: f.int() != 0,
        })
    }
}

impl Fields<'_, '_> {
    /// The next value.
    pub fn next(&mut self) -> Value {
        self.values.next().unwrap_or(Value::None)
    }

    pub fn node(&mut self) -> PyResult<Node> {
        match self.next() {
            Value::Node(node) => Ok(*node),
            _ => Err(self.builder.wrong(format!("{} is not complete", self.name))),
        }
    }

    pub fn int(&mut self) -> i64 {
        match self.next() {
            Value::Int(i) => i,
            _ => 0,
        }
    }

    /// A list of nodes.
    pub fn list<T>(
        &mut self,
        make: impl Fn(&TreeBuilder, Node) -> PyResult<T>,
    ) -> PyResult<Vec<T>> {
        let Value::List(items) = self.next() else {
            return Ok(Vec::new());
        };
        items
            .into_iter()
            .map(|item| match item {
                Value::Node(node) => make(self.builder, *node),
                _ => Err(self.builder.wrong("None disallowed in expression list")),
            })
            .collect()
    }

    /// A list that must have items.
    pub fn some<T>(
        &mut self,
        field: &str,
        make: impl FnOnce(&mut Self) -> PyResult<Vec<T>>,
    ) -> PyResult<Vec<T>> {
        let items = make(self)?;
        if items.is_empty() {
            let name = self.name;
            return Err(self.builder.wrong(format!("empty {field} on {name}")));
        }
        Ok(items)
    }

    pub fn stmts(&mut self) -> PyResult<Vec<Stmt>> {
        self.list(|b, n| b.stmt(n))
    }

    pub fn body(&mut self) -> PyResult<Vec<Stmt>> {
        self.some("body", Self::stmts)
    }

    pub fn type_params(&mut self) -> PyResult<Vec<TypeParam>> {
        self.list(|b, n| b.type_param(n))
    }

    pub fn name_field(&mut self) -> PyResult<Name> {
        match self.next() {
            Value::Name(name) => Ok(name),
            _ => Err(self.builder.wrong(format!("{} is not complete", self.name))),
        }
    }

    pub fn ident(&mut self) -> PyResult<Ident> {
        let span = self.span;
        self.name_field().map(|name| Ident { span, name })
    }

    pub fn optional_ident(&mut self) -> PyResult<Option<Ident>> {
        Ok(match self.next() {
            Value::Name(name) => {
                self.builder.check_name(&name)?;
                Some(Ident {
                    span: self.span,
                    name,
                })
            }
            _ => None,
        })
    }

    pub fn idents(&mut self) -> PyResult<Vec<Ident>> {
        let span = self.span;
        let Value::List(items) = self.next() else {
            return Ok(Vec::new());
        };
        Ok(items
            .into_iter()
            .filter_map(|item| match item {
                Value::Name(name) => Some(Ident { span, name }),
                _ => None,
            })
            .collect())
    }

    fn function(&mut self) -> PyResult<StmtKind> {
        let name = self.ident()?;
        let args = Box::new(self.builder.arguments(self.node()?)?);
        let body = self.body()?;
        let decorators = self.exprs(Context::Load)?;
        let returns = self.optional_expr()?;
        self.next();
        Ok(StmtKind::FunctionDef(Box::new(FunctionDef {
            name,
            type_params: self.type_params()?,
            args,
            returns,
            body,
            decorators,
            is_async: self.name == "AsyncFunctionDef",
        })))
    }

    fn class(&mut self) -> PyResult<ClassDef> {
        Ok(ClassDef {
            name: self.ident()?,
            bases: self.exprs(Context::Load)?,
            keywords: self.list(|b, n| b.keyword(n))?,
            body: self.body()?,
            decorators: self.exprs(Context::Load)?,
            type_params: self.type_params()?,
        })
    }

    fn type_alias_name(&mut self) -> PyResult<Box<Expr>> {
        let name = self.target()?;
        match name.kind {
            ExprKind::Name(_) => Ok(name),
            _ => Err(self.builder.vm.type_error("TypeAlias with non-Name name")),
        }
    }

    fn annotated(&mut self) -> PyResult<StmtKind> {
        let kind = StmtKind::AnnAssign {
            target: self.target()?,
            annotation: self.expr()?,
            value: self.optional_expr()?,
            simple: self.int() != 0,
        };
        match &kind {
            StmtKind::AnnAssign { target, simple, .. }
                if *simple && !matches!(target.kind, ExprKind::Name(_)) =>
            {
                Err(self
                    .builder
                    .vm
                    .type_error("AnnAssign with simple non-Name target"))
            }
            _ => Ok(kind),
        }
    }

    fn try_stmt(&mut self) -> PyResult<Try> {
        let made = Try {
            body: self.body()?,
            handlers: self.list(|b, n| b.handler(n))?,
            orelse: self.stmts()?,
            finalbody: self.stmts()?,
            is_star: self.name == "TryStar",
        };
        let name = self.name;
        if made.handlers.is_empty() && made.finalbody.is_empty() {
            let text = format!("{name} has neither handlers nor finalbody");
            return Err(self.builder.wrong(text));
        }
        if made.handlers.is_empty() && !made.orelse.is_empty() {
            let text = format!("{name} has orelse but no except handlers");
            return Err(self.builder.wrong(text));
        }
        Ok(made)
    }

    fn import_from(&mut self) -> PyResult<StmtKind> {
        let module = match self.next() {
            Value::Name(name) => Some(name),
            _ => None,
        };
        let names = self.some("names", |f| f.list(|b, n| b.alias(n)))?;
        let level = u32::try_from(self.int())
            .map_err(|_| self.builder.wrong("Negative ImportFrom level"))?;
        Ok(StmtKind::ImportFrom {
            module,
            names,
            level,
        })
    }
}

/// Whether a constant can stand in a pattern or expression of ours as it is.
pub(super) fn plain(literal: Literal) -> Result<Constant, Literal> {
    match literal {
        Literal::Plain(constant) => Ok(constant),
        other => Err(other),
    }
}
