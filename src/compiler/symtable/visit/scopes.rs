//! The nodes that open a scope: functions, classes, lambdas, comprehensions, annotations, type
//! parameters and type aliases.
//!
//! Invariant: what is evaluated outside (defaults, decorators, bases, the first iterable of a
//! comprehension) is visited before its scope is entered.
//! Next file to read: `compiler/symtable/resolve.rs`.

use super::super::{ComprehensionKind, Role, ScopeId, ScopeKind, SymbolFlags, key};
use super::{Ctx, Visited, Visitor, error};
use crate::{
    source::Span,
    syntax::ast::{self, Constant, Expr, ExprKind, Name, StmtKind, TypeParamKind},
};
use std::collections::HashSet;

/// Whether a body begins with a docstring.
pub(super) fn has_docstring(body: &[ast::Stmt]) -> bool {
    let Some(StmtKind::Expr(first)) = body.first().map(|s| &s.kind) else {
        return false;
    };
    matches!(first.kind, ExprKind::Constant(Constant::Str { .. }))
}

impl Visitor {
    pub(super) fn function_def(&mut self, def: &ast::FunctionDef, span: Span) -> Visited {
        self.define(&def.name.name, SymbolFlags::LOCAL, span)?;
        self.defaults(&def.args)?;
        self.exprs(&def.decorators)?;
        let is_generic = !def.type_params.is_empty();
        if is_generic {
            self.enter_type_params(&def.name.name, &def.type_params, span)?;
            // CPython asks only whether there is a list of defaults, and there always is one.
            self.define(&".defaults".into(), SymbolFlags::PARAM, span)?;
            if def.args.kw_defaults.iter().any(Option::is_some) {
                self.define(&".kwdefaults".into(), SymbolFlags::PARAM, span)?;
            }
            self.type_params(&def.type_params)?;
        }
        let scope = self.new_scope(
            def.name.name.clone(),
            ScopeKind::Function,
            Some(key(def, Role::Function)),
            span,
        );
        self.table[scope].has_docstring = has_docstring(&def.body);
        self.table[scope].coroutine = def.is_async;
        self.function_annotations(def, span)?;
        self.enter_first(scope);
        self.arguments(&def.args)?;
        self.stmts(&def.body)?;
        self.exit();
        if is_generic {
            self.exit();
        }
        Ok(())
    }

    fn function_annotations(&mut self, def: &ast::FunctionDef, span: Span) -> Visited {
        let in_class = self.cur().can_see_class_scope || self.cur().kind == ScopeKind::Class;
        self.enter(
            "__annotate__".into(),
            ScopeKind::Annotation,
            Some(key(def, Role::FunctionAnnotations)),
            span,
        );
        if in_class {
            self.see_class_scope(span)?;
        }
        let args = &def.args;
        let parameters = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.vararg)
            .chain(&args.kwarg)
            .chain(&args.kwonlyargs)
            .filter_map(|arg| arg.annotation.as_deref());
        for annotation in parameters.chain(def.returns.as_deref()) {
            self.cur().annotations_used = true;
            self.expr(annotation)?;
        }
        self.exit();
        Ok(())
    }

    pub(super) fn class_def(&mut self, def: &ast::ClassDef, span: Span) -> Visited {
        let name = &def.name.name;
        self.define(name, SymbolFlags::LOCAL, span)?;
        self.exprs(&def.decorators)?;
        let outer_private = self.private.clone();
        let is_generic = !def.type_params.is_empty();
        if is_generic {
            let scope = self.enter_type_params(name, &def.type_params, span)?;
            for hidden in [".type_params", ".generic_base"] {
                let flags = SymbolFlags::LOCAL.with(SymbolFlags::USE);
                self.define(&hidden.into(), flags, span)?;
            }
            self.private = Some(name.clone());
            self.table[scope].private = self.private.clone();
            self.table[scope].mangled_names = Some(HashSet::new());
            self.type_params(&def.type_params)?;
        }
        self.exprs(&def.bases)?;
        self.keywords(&def.keywords)?;
        self.private = Some(name.clone());
        self.enter(
            name.clone(),
            ScopeKind::Class,
            Some(key(def, Role::Class)),
            span,
        );
        if is_generic {
            self.define(&"__type_params__".into(), SymbolFlags::LOCAL, span)?;
            self.define(&".type_params".into(), SymbolFlags::USE, span)?;
        }
        self.stmts(&def.body)?;
        self.exit();
        if is_generic {
            self.exit();
        }
        self.private = outer_private;
        Ok(())
    }

    pub(super) fn type_alias(
        &mut self,
        target: &Expr,
        params: &[ast::TypeParam],
        value: &Expr,
        span: Span,
    ) -> Visited {
        self.target(target, Ctx::Store)?;
        let name: Name = match &target.kind {
            ExprKind::Name(name) => name.clone(),
            _ => "".into(),
        };
        let in_class = self.cur().kind == ScopeKind::Class;
        if !params.is_empty() {
            self.enter_type_params(&name, params, span)?;
            self.type_params(params)?;
        }
        self.enter(
            name,
            ScopeKind::TypeAlias,
            Some(key(value, Role::TypeAlias)),
            span,
        );
        if in_class {
            self.see_class_scope(value.span)?;
        }
        self.expr(value)?;
        self.exit();
        if !params.is_empty() {
            self.exit();
        }
        Ok(())
    }

    fn enter_type_params(
        &mut self,
        name: &Name,
        params: &[ast::TypeParam],
        span: Span,
    ) -> Visited<ScopeId> {
        let in_class = self.cur().kind == ScopeKind::Class;
        let scope_key = params.first().map(|first| key(first, Role::TypeParams));
        let scope = self.enter(name.clone(), ScopeKind::TypeParameters, scope_key, span);
        if in_class {
            self.see_class_scope(span)?;
        }
        Ok(scope)
    }

    fn type_params(&mut self, params: &[ast::TypeParam]) -> Visited {
        let flags = SymbolFlags::TYPE_PARAM.with(SymbolFlags::LOCAL);
        for param in params {
            let name = &param.name.name;
            self.define(name, flags, param.span)?;
            if &**name == "__classdict__" {
                return error(
                    format!("reserved name '{name}' cannot be used for type parameter"),
                    param.span,
                );
            }
            let default = match &param.kind {
                TypeParamKind::TypeVar { bound } => {
                    if let Some(bound) = bound {
                        let info = match bound.kind {
                            ExprKind::Tuple { .. } => "a TypeVar constraint",
                            _ => "a TypeVar bound",
                        };
                        self.type_variable(bound, param, Role::Bound, info)?;
                    }
                    "a TypeVar default"
                }
                TypeParamKind::TypeVarTuple => "a TypeVarTuple default",
                TypeParamKind::ParamSpec => "a ParamSpec default",
            };
            if let Some(value) = &param.default {
                self.type_variable(value, param, Role::Default, default)?;
            }
        }
        Ok(())
    }

    /// The scope of a bound or default.
    fn type_variable(
        &mut self,
        value: &Expr,
        param: &ast::TypeParam,
        role: Role,
        info: &'static str,
    ) -> Visited {
        let in_class = self.cur().can_see_class_scope;
        self.enter(
            param.name.name.clone(),
            ScopeKind::TypeVariable,
            Some(key(param, role)),
            value.span,
        );
        if in_class {
            self.see_class_scope(value.span)?;
        }
        self.state().scope_info = info;
        self.expr(value)?;
        self.exit();
        Ok(())
    }

    /// Names of the current scope are looked up in the class around it first.
    fn see_class_scope(&mut self, span: Span) -> Visited {
        self.cur().can_see_class_scope = true;
        self.define(&"__classdict__".into(), SymbolFlags::USE, span)
    }

    pub(super) fn lambda(&mut self, e: &Expr, args: &ast::Arguments, body: &Expr) -> Visited {
        self.defaults(args)?;
        self.enter(
            "lambda".into(),
            ScopeKind::Function,
            Some(key(e, Role::Expr)),
            e.span,
        );
        self.arguments(args)?;
        self.expr(body)?;
        self.exit();
        Ok(())
    }

    fn defaults(&mut self, args: &ast::Arguments) -> Visited {
        self.exprs(&args.defaults)?;
        self.exprs(args.kw_defaults.iter().flatten())
    }

    /// Parameters in `co_varnames` order: `*args` and `**kwargs` come last.
    fn arguments(&mut self, args: &ast::Arguments) -> Visited {
        self.cur().has_varargs = args.vararg.is_some();
        self.cur().has_varkeywords = args.kwarg.is_some();
        let all = args
            .posonlyargs
            .iter()
            .chain(&args.args)
            .chain(&args.kwonlyargs)
            .chain(&args.vararg)
            .chain(&args.kwarg);
        for arg in all {
            self.define(&arg.name, SymbolFlags::PARAM, arg.span)?;
        }
        Ok(())
    }

    pub(super) fn comprehension(
        &mut self,
        e: &Expr,
        kind: ComprehensionKind,
        elt: &Expr,
        value: Option<&Expr>,
        generators: &[ast::Comprehension],
    ) -> Visited {
        let Some((outermost, inner)) = generators.split_first() else {
            return Ok(());
        };
        self.iterable(&outermost.iter)?;
        let name = match kind {
            ComprehensionKind::List => "listcomp",
            ComprehensionKind::Set => "setcomp",
            ComprehensionKind::Dict => "dictcomp",
            ComprehensionKind::Generator => "genexpr",
        };
        let scope_key = Some(key(e, Role::Expr));
        self.enter(name.into(), ScopeKind::Function, scope_key, e.span);
        self.cur().comprehension = Some(kind);
        self.cur().coroutine = outermost.is_async;
        self.define(&".0".into(), SymbolFlags::PARAM, e.span)?;
        self.comp_target(&outermost.target)?;
        self.exprs(&outermost.ifs)?;
        for generator in inner {
            self.comp_target(&generator.target)?;
            self.iterable(&generator.iter)?;
            self.exprs(&generator.ifs)?;
            if generator.is_async {
                self.cur().coroutine = true;
            }
        }
        self.opt_expr(value)?;
        self.expr(elt)?;
        let is_generator = kind == ComprehensionKind::Generator;
        self.cur().generator = is_generator;
        let is_async = self.cur().coroutine && !is_generator;
        self.exit();
        if is_async {
            let allowed = self.allows_top_level_await();
            let around = self.cur();
            let in_coroutine = around.kind == ScopeKind::Function && around.coroutine;
            if !allowed && !in_coroutine && around.comprehension.is_none() {
                return error(
                    "asynchronous comprehension outside of an asynchronous function",
                    e.span,
                );
            }
            around.coroutine = true;
        }
        Ok(())
    }

    fn comp_target(&mut self, target: &Expr) -> Visited {
        self.state().in_comp_target = true;
        self.target(target, Ctx::Store)?;
        self.state().in_comp_target = false;
        Ok(())
    }

    fn iterable(&mut self, iter: &Expr) -> Visited {
        self.state().comp_iter_depth += 1;
        self.expr(iter)?;
        self.state().comp_iter_depth -= 1;
        Ok(())
    }

    /// The annotation of a variable, in the one `__annotate__` scope of its module, class or
    /// function.
    pub(super) fn annotation(&mut self, annotation: &Expr) -> Visited {
        let owner = self.cur_id();
        let unevaluated = self.cur().kind == ScopeKind::Function;
        // A module may stop half-way, so all its annotations are conditional.
        let conditional = match self.cur().kind {
            ScopeKind::Module => true,
            ScopeKind::Class => self.state().in_conditional,
            _ => false,
        };
        if conditional && !self.cur().has_conditional_annotations {
            self.cur().has_conditional_annotations = true;
            let name = "__conditional_annotations__".into();
            self.define(&name, SymbolFlags::USE, annotation.span)?;
        }
        match self.cur().annotation_block {
            Some(block) => self.stack.push(block),
            None => {
                let in_class = self.cur().kind == ScopeKind::Class;
                let block = self.enter(
                    "__annotate__".into(),
                    ScopeKind::Annotation,
                    None,
                    annotation.span,
                );
                self.table[owner].annotation_block = Some(block);
                if in_class && !self.table.future.annotations {
                    self.see_class_scope(annotation.span)?;
                }
            }
        }
        self.state().unevaluated = unevaluated;
        self.expr(annotation)?;
        self.state().unevaluated = false;
        self.exit();
        Ok(())
    }
}
