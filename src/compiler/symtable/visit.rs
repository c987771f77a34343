//! The walk over the AST that enters every scope and notes every name.
//!
//! Invariant: names are visited in CPython's order, so the first error found is CPython's; the top
//! of `stack` is the scope of the node being visited.
//! Deliberately absent: statements, expressions and scope-opening nodes, each in a file of
//! `symtable/visit/`; what a name finally refers to.
//! Next file to read: `compiler/symtable/visit/scopes.rs`.

mod expr;
mod scopes;
mod stmt;

use super::{
    AnalyzeOptions, FutureFeatures, NodeKey, Scope, ScopeId, ScopeKind, SymbolFlags, SymbolTable,
    Symbols, Visited, error, names,
};
use crate::{
    source::Span,
    syntax::ast::{self, Name},
};
use std::collections::HashMap;

/// The places of `global` and `nonlocal` names, for the errors of the second pass.
pub(super) type Directives = Vec<Vec<(Name, Span)>>;

/// Builds the unresolved table of `module`.
pub(super) fn visit_module(
    module: &ast::Module,
    options: AnalyzeOptions,
    future: FutureFeatures,
    future_limit: u32,
) -> Visited<(SymbolTable, Directives)> {
    let mut visitor = Visitor {
        table: SymbolTable {
            scopes: Vec::new(),
            by_node: HashMap::new(),
            future,
        },
        states: Vec::new(),
        stack: Vec::new(),
        private: None,
        options,
        future_limit,
    };
    let (start, end) = match module {
        ast::Module::Module(body) | ast::Module::Interactive(body) => (
            body.first().map_or(0, |s| s.span.start),
            body.last().map_or(0, |s| s.span.end),
        ),
        ast::Module::Expression(body) => (body.span.start, body.span.end),
    };
    visitor.enter("top".into(), ScopeKind::Module, None, Span::new(start, end));
    match module {
        ast::Module::Module(body) => {
            visitor.cur().has_docstring = scopes::has_docstring(body);
            visitor.stmts(body)?;
        }
        ast::Module::Interactive(body) => visitor.stmts(body)?,
        ast::Module::Expression(body) => visitor.expr(body)?,
    }
    visitor.exit();
    let directives = visitor.states.into_iter().map(|s| s.directives).collect();
    Ok((visitor.table, directives))
}

/// What happens to the name being visited.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ctx {
    Load,
    Store,
    Del,
}

/// What only the walk needs to know about a scope.
#[derive(Default)]
struct State {
    /// The target of a comprehension's `for` is being visited.
    in_comp_target: bool,
    /// How many iterables of comprehensions surround the node.
    comp_iter_depth: u32,
    /// Inside `if`, `for`, `while`, `try`, `with` or `match`.
    in_conditional: bool,
    /// An annotation of a function's local variable: never evaluated, so its names don't count.
    unevaluated: bool,
    /// What a type variable's scope is, in the words of an error.
    scope_info: &'static str,
    directives: Vec<(Name, Span)>,
}

struct Visitor {
    table: SymbolTable,
    /// One for each of `table.scopes`.
    states: Vec<State>,
    stack: Vec<ScopeId>,
    /// The innermost class whose private names are mangled here.
    private: Option<Name>,
    options: AnalyzeOptions,
    /// No `from __future__ import` may start from this offset on.
    future_limit: u32,
}

impl Visitor {
    fn cur_id(&self) -> ScopeId {
        self.stack.last().copied().unwrap_or(SymbolTable::MODULE)
    }

    fn cur(&mut self) -> &mut Scope {
        let id = self.cur_id();
        &mut self.table[id]
    }

    fn state(&mut self) -> &mut State {
        let id = self.cur_id();
        &mut self.states[id.0 as usize]
    }

    /// Makes a scope inside the current one without entering it.
    fn new_scope(
        &mut self,
        name: Name,
        kind: ScopeKind,
        key: Option<NodeKey>,
        span: Span,
    ) -> ScopeId {
        let id = ScopeId(self.table.scopes.len() as u32);
        let parent = self.stack.last().copied();
        let (nested, is_method) = match parent.map(|p| &self.table[p]) {
            Some(p) => (
                p.nested || p.kind.is_function_like(),
                p.kind == ScopeKind::Class && kind == ScopeKind::Function,
            ),
            None => (false, false),
        };
        self.table.scopes.push(Scope {
            kind,
            name,
            span,
            parent,
            children: Vec::new(),
            symbols: Symbols::default(),
            varnames: Vec::new(),
            private: self.private.clone(),
            nested,
            comprehension: None,
            comp_inlined: false,
            coroutine: false,
            generator: false,
            has_varargs: false,
            has_varkeywords: false,
            has_docstring: false,
            returns_value: false,
            needs_class_closure: false,
            needs_classdict: false,
            has_conditional_annotations: false,
            can_see_class_scope: false,
            is_method,
            mangled_names: None,
            annotations_used: false,
            annotation_block: None,
        });
        self.states.push(State::default());
        if let Some(key) = key {
            self.table.by_node.insert(key, id);
        }
        id
    }

    /// Makes a scope inside the current one and enters it for the first time.
    fn enter(&mut self, name: Name, kind: ScopeKind, key: Option<NodeKey>, span: Span) -> ScopeId {
        let id = self.new_scope(name, kind, key, span);
        self.enter_first(id);
        if matches!(
            kind,
            ScopeKind::Annotation | ScopeKind::TypeAlias | ScopeKind::TypeVariable
        ) {
            self.define_in(id, &".format".into(), SymbolFlags::PARAM, span)
                .and_then(|()| self.define_in(id, &".format".into(), SymbolFlags::USE, span))
                .unwrap_or_default();
        }
        id
    }

    /// Enters a scope made by [`Visitor::new_scope`] and hangs it below the current one. Under
    /// `from __future__ import annotations` nothing outside an annotation may see its scope.
    fn enter_first(&mut self, id: ScopeId) {
        let detached =
            self.table[id].kind == ScopeKind::Annotation && self.table.future.annotations;
        if let Some(&parent) = self.stack.last() {
            // No named expression may hide in a lambda in an iterable.
            let depth = self.states[parent.0 as usize].comp_iter_depth;
            self.states[id.0 as usize].comp_iter_depth = depth;
            // In a class's body all names are mangled, so it needs no list of them.
            if self.table[id].kind != ScopeKind::Class {
                self.table[id].mangled_names = self.table[parent].mangled_names.clone();
            }
            if !detached {
                self.table[parent].children.push(id);
            }
        }
        self.stack.push(id);
    }

    fn exit(&mut self) {
        self.stack.pop();
    }

    /// Notes in the current scope that `name` is bound, used or declared.
    fn define(&mut self, name: &Name, flags: SymbolFlags, span: Span) -> Visited {
        self.define_ctx(name, flags, span, Ctx::Store)
    }

    fn define_ctx(&mut self, name: &Name, flags: SymbolFlags, span: Span, ctx: Ctx) -> Visited {
        let written = SymbolFlags::PARAM
            .with(SymbolFlags::LOCAL)
            .with(SymbolFlags::IMPORT);
        if flags.any(written) {
            check_name(name, span, ctx)?;
        }
        if flags.any(SymbolFlags::TYPE_PARAM)
            && let Some(names) = &mut self.cur().mangled_names
        {
            names.insert(name.clone());
        }
        let id = self.cur_id();
        self.define_in(id, name, flags, span)
    }

    /// Like [`Visitor::define`], in the scope `id` around the current one.
    fn define_in(&mut self, id: ScopeId, name: &Name, flags: SymbolFlags, span: Span) -> Visited {
        let mangled = self.mangle(name);
        let in_target = self.states[id.0 as usize].in_comp_target;
        let scope = &mut self.table[id];
        let symbol = scope.symbols.entry(&mangled);
        if flags.any(SymbolFlags::PARAM) && symbol.flags.any(SymbolFlags::PARAM) {
            return error(
                format!("duplicate argument '{name}' in function definition"),
                span,
            );
        }
        if flags.any(SymbolFlags::TYPE_PARAM) && symbol.flags.any(SymbolFlags::TYPE_PARAM) {
            return error(format!("duplicate type parameter '{name}'"), span);
        }
        symbol.flags = symbol.flags.with(flags);
        if in_target {
            if symbol
                .flags
                .any(SymbolFlags::GLOBAL.with(SymbolFlags::NONLOCAL))
            {
                return error(
                    format!(
                        "comprehension inner loop cannot rebind assignment expression target '{name}'"
                    ),
                    span,
                );
            }
            symbol.flags = symbol.flags.with(SymbolFlags::COMP_ITER);
        }
        if flags.any(SymbolFlags::PARAM) {
            scope.varnames.push(mangled);
        } else if flags.any(SymbolFlags::GLOBAL) {
            let global = self.table[SymbolTable::MODULE].symbols.entry(&mangled);
            global.flags = global.flags.with(flags);
        }
        Ok(())
    }

    /// `name` as the current scope knows it.
    fn mangle(&self, name: &Name) -> Name {
        let only = self.table[self.cur_id()].mangled_names.as_ref();
        names::maybe_mangle(self.private.as_deref(), only, name)
    }

    /// The flags of `name` in the scope `id`.
    fn flags_in(&self, id: ScopeId, name: &Name) -> SymbolFlags {
        match self.table[id].symbols.get(&self.mangle(name)) {
            Some(symbol) => symbol.flags,
            None => SymbolFlags::default(),
        }
    }

    /// Remembers where a `global` or `nonlocal` name stands.
    fn record_directive(&mut self, name: &Name, span: Span) {
        let mangled = self.mangle(name);
        self.state().directives.push((mangled, span));
    }

    fn allows_top_level_await(&mut self) -> bool {
        self.options.allow_top_level_await && self.cur().kind == ScopeKind::Module
    }
}

/// `__debug__` is the one name that the grammar lets through and that can't be bound.
fn check_name(name: &str, span: Span, ctx: Ctx) -> Visited {
    match ctx {
        Ctx::Store if name == "__debug__" => error("cannot assign to __debug__", span),
        Ctx::Del if name == "__debug__" => error("cannot delete __debug__", span),
        _ => Ok(()),
    }
}
