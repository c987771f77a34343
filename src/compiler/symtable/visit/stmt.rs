//! Statements and patterns.
//!
//! Invariant: the order of visits is CPython's.
//! Next file to read: `compiler/symtable/visit/expr.rs`.

use super::super::{ScopeKind, SymbolFlags, SymbolTable, future};
use super::{Ctx, Visited, Visitor, check_name, error};
use crate::{
    source::Span,
    syntax::ast::{self, Ident, PatternKind, Stmt, StmtKind},
};

impl Visitor {
    pub(super) fn stmts(&mut self, body: &[Stmt]) -> Visited {
        body.iter().try_for_each(|s| self.stmt(s))
    }

    pub(super) fn stmt(&mut self, s: &Stmt) -> Visited {
        match &s.kind {
            StmtKind::FunctionDef(def) => self.function_def(def, s.span),
            StmtKind::ClassDef(def) => self.class_def(def, s.span),
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => self.type_alias(name, type_params, value, s.span),
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.expr(value)?;
                    self.cur().returns_value = true;
                }
                Ok(())
            }
            StmtKind::Delete(targets) => targets.iter().try_for_each(|t| self.target(t, Ctx::Del)),
            StmtKind::Assign { targets, value } => {
                targets
                    .iter()
                    .try_for_each(|t| self.target(t, Ctx::Store))?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target, Ctx::Store)?;
                self.expr(value)
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.ann_assign(target, annotation, value.as_deref(), *simple, s.span),
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async,
            } => {
                if *is_async {
                    self.needs_coroutine("'async for' outside async function", s.span)?;
                }
                self.target(target, Ctx::Store)?;
                self.expr(iter)?;
                self.conditional(|v| {
                    v.stmts(body)?;
                    v.stmts(orelse)
                })
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.conditional(|v| {
                    v.stmts(body)?;
                    v.stmts(orelse)
                })
            }
            StmtKind::With {
                items,
                body,
                is_async,
            } => {
                if *is_async {
                    self.needs_coroutine("'async with' outside async function", s.span)?;
                }
                self.conditional(|v| {
                    for item in items {
                        v.expr(&item.context)?;
                        if let Some(vars) = &item.vars {
                            v.target(vars, Ctx::Store)?;
                        }
                    }
                    v.stmts(body)
                })
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                self.conditional(|v| cases.iter().try_for_each(|case| v.match_case(case)))
            }
            StmtKind::Raise { exc, cause } => {
                self.opt_expr(exc.as_deref())?;
                self.opt_expr(cause.as_deref())
            }
            StmtKind::Try(t) => self.conditional(|v| v.try_stmt(t)),
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.opt_expr(msg.as_deref())
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                future::check_place(s, self.future_limit)?;
                names.iter().try_for_each(|a| self.alias(a))
            }
            StmtKind::Global(names) => self.directive(names, true, s.span),
            StmtKind::Nonlocal(names) => self.directive(names, false, s.span),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    /// Visits what may not run at all: annotations in there are conditional.
    fn conditional(&mut self, visit: impl FnOnce(&mut Visitor) -> Visited) -> Visited {
        let before = std::mem::replace(&mut self.state().in_conditional, true);
        visit(self)?;
        self.state().in_conditional = before;
        Ok(())
    }

    fn try_stmt(&mut self, t: &ast::Try) -> Visited {
        self.stmts(&t.body)?;
        for handler in &t.handlers {
            self.opt_expr(handler.typ.as_deref())?;
            if let Some(name) = &handler.name {
                self.define(&name.name, SymbolFlags::LOCAL, handler.span)?;
            }
            self.stmts(&handler.body)?;
        }
        self.stmts(&t.orelse)?;
        self.stmts(&t.finalbody)
    }

    fn needs_coroutine(&mut self, message: &str, span: Span) -> Visited {
        if self.allows_top_level_await() {
            self.cur().coroutine = true;
        }
        if self.cur().coroutine {
            Ok(())
        } else {
            error(message, span)
        }
    }

    fn ann_assign(
        &mut self,
        target: &ast::Expr,
        annotation: &ast::Expr,
        value: Option<&ast::Expr>,
        simple: bool,
        span: Span,
    ) -> Visited {
        self.cur().annotations_used = true;
        if let ast::ExprKind::Name(name) = &target.kind {
            let id = self.cur_id();
            let flags = self.flags_in(id, name);
            let declared = SymbolFlags::GLOBAL.with(SymbolFlags::NONLOCAL);
            if flags.any(declared) && id != SymbolTable::MODULE && simple {
                let kind = declaration(flags.any(SymbolFlags::GLOBAL));
                return error(format!("annotated name '{name}' can't be {kind}"), span);
            }
            if simple {
                let flags = SymbolFlags::ANNOTATED.with(SymbolFlags::LOCAL);
                self.define(name, flags, target.span)?;
            } else if value.is_some() {
                self.define(name, SymbolFlags::LOCAL, target.span)?;
            }
        } else {
            self.target(target, Ctx::Store)?;
        }
        self.annotation(annotation)?;
        self.opt_expr(value)
    }

    fn directive(&mut self, names: &[Ident], is_global: bool, span: Span) -> Visited {
        let kind = declaration(is_global);
        for Ident { name, .. } in names {
            let flags = self.flags_in(self.cur_id(), name);
            let message = if flags.any(SymbolFlags::PARAM) {
                format!("name '{name}' is parameter and {kind}")
            } else if flags.any(SymbolFlags::USE) {
                format!("name '{name}' is used prior to {kind} declaration")
            } else if flags.any(SymbolFlags::ANNOTATED) {
                format!("annotated name '{name}' can't be {kind}")
            } else if flags.any(SymbolFlags::LOCAL) {
                format!("name '{name}' is assigned to before {kind} declaration")
            } else {
                let flag = if is_global {
                    SymbolFlags::GLOBAL
                } else {
                    SymbolFlags::NONLOCAL
                };
                self.define(name, flag, span)?;
                self.record_directive(name, span);
                continue;
            };
            return error(message, span);
        }
        Ok(())
    }

    fn alias(&mut self, alias: &ast::Alias) -> Visited {
        match &alias.asname {
            Some(asname) => self.define(&asname.name, SymbolFlags::IMPORT, alias.span),
            None if &*alias.name == "*" => {
                if self.cur().kind == ScopeKind::Module {
                    return Ok(());
                }
                error("import * only allowed at module level", alias.span)
            }
            None => {
                let name = match alias.name.split_once('.') {
                    Some((package, _)) => package.into(),
                    None => alias.name.clone(),
                };
                self.define(&name, SymbolFlags::IMPORT, alias.span)
            }
        }
    }

    fn match_case(&mut self, case: &ast::MatchCase) -> Visited {
        self.pattern(&case.pattern)?;
        self.opt_expr(case.guard.as_deref())?;
        self.stmts(&case.body)
    }

    fn pattern(&mut self, p: &ast::Pattern) -> Visited {
        match &p.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().try_for_each(|p| self.pattern(p))
            }
            PatternKind::Star(name) => self.capture(name.as_ref(), p.span),
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => {
                keys.iter().try_for_each(|k| self.expr(k))?;
                patterns.iter().try_for_each(|p| self.pattern(p))?;
                self.capture(rest.as_ref(), p.span)
            }
            PatternKind::Class {
                cls,
                patterns,
                kwd_attrs,
                kwd_patterns,
            } => {
                self.expr(cls)?;
                patterns.iter().try_for_each(|p| self.pattern(p))?;
                for (attr, p) in kwd_attrs.iter().zip(kwd_patterns) {
                    check_name(&attr.name, p.span, Ctx::Store)?;
                }
                kwd_patterns.iter().try_for_each(|p| self.pattern(p))
            }
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                self.capture(name.as_ref(), p.span)
            }
        }
    }

    fn capture(&mut self, name: Option<&Ident>, span: Span) -> Visited {
        match name {
            Some(name) => self.define(&name.name, SymbolFlags::LOCAL, span),
            None => Ok(()),
        }
    }
}

fn declaration(is_global: bool) -> &'static str {
    if is_global { "global" } else { "nonlocal" }
}
