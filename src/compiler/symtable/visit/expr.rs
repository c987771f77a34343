//! Expressions.
//!
//! Invariant: a name is stored or deleted only through [`Visitor::target`].
//! Next file to read: `compiler/symtable/visit/scopes.rs`.

use super::super::{ComprehensionKind, ScopeKind, SymbolFlags, SymbolTable};
use super::{Ctx, Visited, Visitor, check_name, error};
use crate::syntax::ast::{self, Expr, ExprKind, Name};

impl Visitor {
    pub(super) fn exprs<'a>(&mut self, list: impl IntoIterator<Item = &'a Expr>) -> Visited {
        list.into_iter().try_for_each(|e| self.expr(e))
    }

    pub(super) fn opt_expr(&mut self, e: Option<&Expr>) -> Visited {
        e.map_or(Ok(()), |e| self.expr(e))
    }

    /// Visits an assignment or `del` target.
    pub(super) fn target(&mut self, e: &Expr, ctx: Ctx) -> Visited {
        match &e.kind {
            ExprKind::Name(name) => self.define_ctx(name, SymbolFlags::LOCAL, e.span, ctx),
            ExprKind::Tuple { elts, .. } | ExprKind::List(elts) => {
                elts.iter().try_for_each(|t| self.target(t, ctx))
            }
            ExprKind::Starred(value) => self.target(value, ctx),
            ExprKind::Attribute { value, attr, .. } => {
                check_name(attr, e.span, ctx)?;
                self.expr(value)
            }
            _ => self.expr(e),
        }
    }

    pub(super) fn expr(&mut self, e: &Expr) -> Visited {
        match &e.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name) => self.load_name(name, e),
            ExprKind::NamedExpr { target, value } => self.named_expr(e, target, value),
            ExprKind::BoolOp { values, .. } => self.exprs(values),
            ExprKind::BinOp { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::UnaryOp { operand, .. } => self.expr(operand),
            ExprKind::Lambda { args, body } => self.lambda(e, args, body),
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Dict { keys, values } => {
                self.exprs(keys.iter().flatten())?;
                self.exprs(values)
            }
            ExprKind::Set(elts) | ExprKind::List(elts) | ExprKind::Tuple { elts, .. } => {
                self.exprs(elts)
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(e, ComprehensionKind::List, elt, None, generators)
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(e, ComprehensionKind::Set, elt, None, generators)
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.comprehension(e, ComprehensionKind::Dict, key, Some(value), generators),
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(e, ComprehensionKind::Generator, elt, None, generators)
            }
            ExprKind::Await(value) => self.await_expr(e, value),
            ExprKind::Yield(value) => self.yield_expr(e, value.as_deref()),
            ExprKind::YieldFrom(value) => self.yield_expr(e, Some(value)),
            ExprKind::Compare {
                left, comparators, ..
            } => {
                self.expr(left)?;
                self.exprs(comparators)
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expr(func)?;
                self.exprs(args)?;
                self.keywords(keywords)
            }
            ExprKind::JoinedStr(values) | ExprKind::TemplateStr(values) => self.exprs(values),
            ExprKind::FormattedValue(f) | ExprKind::Interpolation { value: f, .. } => {
                self.expr(&f.value)?;
                self.opt_expr(f.format_spec.as_ref())
            }
            ExprKind::Attribute { value, .. } => self.expr(value),
            ExprKind::Subscript { value, slice } => {
                self.expr(value)?;
                self.expr(slice)
            }
            ExprKind::Starred(value) => self.expr(value),
            ExprKind::Slice { lower, upper, step } => {
                self.opt_expr(lower.as_deref())?;
                self.opt_expr(upper.as_deref())?;
                self.opt_expr(step.as_deref())
            }
        }
    }

    pub(super) fn keywords(&mut self, keywords: &[ast::Keyword]) -> Visited {
        for keyword in keywords {
            if let Some(name) = &keyword.name {
                check_name(&name.name, keyword.span, Ctx::Store)?;
            }
        }
        self.exprs(keywords.iter().map(|k| &k.value))
    }

    fn load_name(&mut self, name: &Name, e: &Expr) -> Visited {
        if self.state().unevaluated {
            return Ok(());
        }
        self.define_ctx(name, SymbolFlags::USE, e.span, Ctx::Load)?;
        // `super()` without arguments reads the cell.
        if &**name == "super" && self.cur().kind.is_function_like() {
            self.define(&"__class__".into(), SymbolFlags::USE, e.span)?;
        }
        Ok(())
    }

    fn yield_expr(&mut self, e: &Expr, value: Option<&Expr>) -> Visited {
        self.allowed_in_annotation("yield expression", e)?;
        self.opt_expr(value)?;
        self.cur().generator = true;
        let place = match self.cur().comprehension {
            None => return Ok(()),
            Some(ComprehensionKind::List) => "list comprehension",
            Some(ComprehensionKind::Set) => "set comprehension",
            Some(ComprehensionKind::Dict) => "dict comprehension",
            Some(ComprehensionKind::Generator) => "generator expression",
        };
        error(format!("'yield' inside {place}"), e.span)
    }

    fn await_expr(&mut self, e: &Expr, value: &Expr) -> Visited {
        self.allowed_in_annotation("await expression", e)?;
        if !self.allows_top_level_await() {
            let scope = self.cur();
            if !scope.kind.is_function_like() {
                return error("'await' outside function", e.span);
            }
            let in_async_def = scope.kind == ScopeKind::Function && scope.coroutine;
            if !in_async_def && scope.comprehension.is_none() {
                return error("'await' outside async function", e.span);
            }
        }
        self.expr(value)?;
        self.cur().coroutine = true;
        Ok(())
    }

    fn named_expr(&mut self, e: &Expr, target: &Expr, value: &Expr) -> Visited {
        self.allowed_in_annotation("named expression", e)?;
        if self.state().comp_iter_depth > 0 {
            return error(
                "assignment expression cannot be used in a comprehension iterable expression",
                e.span,
            );
        }
        if self.cur().comprehension.is_some()
            && let ExprKind::Name(name) = &target.kind
        {
            self.bind_outside_comprehension(name, target)?;
        }
        self.expr(value)?;
        self.target(target, Ctx::Store)
    }

    /// A named expression in a comprehension binds its target in the scope around all
    /// comprehensions.
    fn bind_outside_comprehension(&mut self, name: &Name, target: &Expr) -> Visited {
        for i in (0..self.stack.len()).rev() {
            let id = self.stack[i];
            let flags = self.flags_in(id, name);
            if self.table[id].comprehension.is_some() {
                let bound = SymbolFlags::LOCAL.with(SymbolFlags::GLOBAL);
                if flags.any(SymbolFlags::COMP_ITER) && flags.any(bound) {
                    return error(
                        format!(
                            "assignment expression cannot rebind comprehension iteration variable '{name}'"
                        ),
                        target.span,
                    );
                }
                continue;
            }
            let place = match self.table[id].kind {
                ScopeKind::Function => {
                    let flag = if flags.any(SymbolFlags::GLOBAL) {
                        SymbolFlags::GLOBAL
                    } else {
                        SymbolFlags::NONLOCAL
                    };
                    self.define(name, flag, target.span)?;
                    self.record_directive(name, target.span);
                    return self.define_in(id, name, SymbolFlags::LOCAL, target.span);
                }
                ScopeKind::Module => {
                    self.define(name, SymbolFlags::GLOBAL, target.span)?;
                    self.record_directive(name, target.span);
                    return self.define_in(
                        SymbolTable::MODULE,
                        name,
                        SymbolFlags::GLOBAL,
                        target.span,
                    );
                }
                ScopeKind::Annotation => continue,
                ScopeKind::Class => "in a class body",
                ScopeKind::TypeVariable => "in a TypeVar bound",
                ScopeKind::TypeAlias => "in a type alias",
                ScopeKind::TypeParameters => "within the definition of a generic",
            };
            return error(
                format!("assignment expression within a comprehension cannot be used {place}"),
                target.span,
            );
        }
        Ok(())
    }

    /// `yield`, `await` and `:=` make no sense where the code runs later or never.
    fn allowed_in_annotation(&mut self, what: &str, e: &Expr) -> Visited {
        let place = match self.cur().kind {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeVariable => self.state().scope_info,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParameters => "the definition of a generic",
            ScopeKind::Module | ScopeKind::Class | ScopeKind::Function => return Ok(()),
        };
        error(format!("{what} cannot be used within {place}"), e.span)
    }
}
