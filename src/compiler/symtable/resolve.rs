//! The second pass: what is local, global, free or a cell.
//!
//! Names bound around a scope flow down as sets; names left free flow up and turn the locals they
//! meet into cells. On the way up a list, set or dict comprehension is inlined: its names move
//! into the scope around it (PEP 709).
//!
//! Invariant: a scope is final after everything it contains.
//! Deliberately absent: the AST; all that is needed is in the flags of the first pass.
//! Next file to read: `compiler/fold.rs`.

use super::visit::Directives;
use super::{
    ComprehensionKind, NameScope, ScopeId, ScopeKind, SymbolFlags, SymbolTable, Visited, error,
};
use crate::syntax::ast::Name;
use std::collections::{BTreeSet, HashSet};

/// The cells that a class makes for the scopes in it.
const CLASS_CELLS: [&str; 3] = ["__class__", "__classdict__", "__conditional_annotations__"];

/// Gives every symbol its scope.
pub(super) fn resolve(table: &mut SymbolTable, directives: &Directives) -> Visited {
    let mut resolver = Resolver { table, directives };
    resolver.block(SymbolTable::MODULE, Around::default())?;
    Ok(())
}

/// What a scope knows of the scopes around it.
#[derive(Clone, Default)]
struct Around {
    /// Names bound by enclosing functions; `None` at module level.
    bound: Option<HashSet<Name>>,
    /// Names that enclosing scopes declared global.
    global: HashSet<Name>,
    /// Those of `bound` that are type parameters.
    type_params: HashSet<Name>,
    /// The class whose namespace is looked at first.
    class: Option<ScopeId>,
}

struct Resolver<'a> {
    table: &'a mut SymbolTable,
    directives: &'a Directives,
}

impl Resolver<'_> {
    /// Resolves `id` and everything in it; returns the names left free.
    fn block(&mut self, id: ScopeId, mut around: Around) -> Visited<BTreeSet<Name>> {
        let kind = self.table[id].kind;
        // What a class binds or declares is not visible in the scopes in it.
        let mut inner = (kind == ScopeKind::Class).then(|| Around {
            bound: Some(around.bound.clone().unwrap_or_default()),
            global: around.global.clone(),
            ..Around::default()
        });
        let mut own_free = BTreeSet::new();
        let mut free = BTreeSet::new();
        let mut local = HashSet::new();
        for i in 0..self.table[id].symbols.len() {
            self.name(id, i, &mut around, &mut local, &mut own_free)?;
        }
        let inner = match &mut inner {
            Some(inner) => {
                let bound = inner.bound.get_or_insert_default();
                bound.extend(CLASS_CELLS.iter().map(|&name| Name::from(name)));
                inner.type_params = around.type_params.clone();
                &*inner
            }
            None => {
                inner = Some(around.clone());
                let inner = inner.get_or_insert_default();
                if kind.is_function_like() {
                    inner.bound.get_or_insert_default().extend(local);
                } else {
                    inner.bound.get_or_insert_default();
                }
                &*inner
            }
        };
        let mut inlined_cells = HashSet::new();
        let mut children = Vec::new();
        for child in self.table[id].children.clone() {
            let mut child_free = self.child(id, child, inner, around.class)?;
            let scope = &self.table[child];
            let inline = !matches!(
                scope.comprehension,
                None | Some(ComprehensionKind::Generator)
            ) && !self.table[id].can_see_class_scope;
            if inline {
                self.inline(id, child, &mut child_free, &mut inlined_cells);
                for grandchild in self.table[child].children.clone() {
                    self.table[grandchild].parent = Some(id);
                    children.push(grandchild);
                }
            } else {
                children.push(child);
            }
            free.append(&mut child_free);
        }
        self.table[id].children = children;
        if kind.is_function_like() {
            self.cells(id, &mut free, &inlined_cells);
        } else if kind == ScopeKind::Class {
            let scope = &mut self.table[id];
            scope.needs_class_closure |= free.remove("__class__");
            scope.needs_classdict |= free.remove("__classdict__");
            scope.has_conditional_annotations |= free.remove("__conditional_annotations__");
        }
        self.update(id, around.bound.as_ref(), &free, &inlined_cells);
        free.append(&mut own_free);
        Ok(free)
    }

    fn child(
        &mut self,
        id: ScopeId,
        child: ScopeId,
        inner: &Around,
        class: Option<ScopeId>,
    ) -> Visited<BTreeSet<Name>> {
        let sees_class = self.table[child].can_see_class_scope;
        let class = match self.table[id].kind {
            _ if !sees_class => None,
            ScopeKind::Class => Some(id),
            _ => class,
        };
        self.block(
            child,
            Around {
                class,
                ..inner.clone()
            },
        )
    }

    /// Decides on the `i`th name of scope `id` from its flags and the names around.
    fn name(
        &mut self,
        id: ScopeId,
        i: usize,
        around: &mut Around,
        local: &mut HashSet<Name>,
        free: &mut BTreeSet<Name>,
    ) -> Visited {
        let Some((name, symbol)) = self.table[id].symbols.entries.get(i).cloned() else {
            return Ok(());
        };
        let flags = symbol.flags;
        let scope = if flags.any(SymbolFlags::GLOBAL) {
            if flags.any(SymbolFlags::NONLOCAL) {
                let message = format!("name '{name}' is nonlocal and global");
                return self.error_at_directive(id, &name, message);
            }
            around.global.insert(name.clone());
            if let Some(bound) = &mut around.bound {
                bound.remove(&name);
            }
            NameScope::GlobalExplicit
        } else if flags.any(SymbolFlags::NONLOCAL) {
            let message = match &around.bound {
                None => "nonlocal declaration not allowed at module level".to_owned(),
                Some(bound) if !bound.contains(&name) => {
                    format!("no binding for nonlocal '{name}' found")
                }
                Some(_) if around.type_params.contains(&name) => {
                    format!("nonlocal binding not allowed for type parameter '{name}'")
                }
                Some(_) => {
                    free.insert(name.clone());
                    self.set_scope(id, i, NameScope::Free);
                    return Ok(());
                }
            };
            return self.error_at_directive(id, &name, message);
        } else if flags.any(SymbolFlags::BOUND) {
            local.insert(name.clone());
            around.global.remove(&name);
            if flags.any(SymbolFlags::TYPE_PARAM) {
                around.type_params.insert(name);
            } else {
                around.type_params.remove(&name);
            }
            NameScope::Local
        } else if let Some(scope) = self.class_name_scope(around.class, &name) {
            scope
        } else if around.bound.as_ref().is_some_and(|b| b.contains(&name)) {
            free.insert(name);
            NameScope::Free
        } else {
            NameScope::GlobalImplicit
        };
        self.set_scope(id, i, scope);
        Ok(())
    }

    /// A name that the class around binds may at run time be found there; if it is not, only the
    /// globals are looked at, never an enclosing function.
    fn class_name_scope(&self, class: Option<ScopeId>, name: &str) -> Option<NameScope> {
        let flags = self.table[class?].symbols.get(name)?.flags;
        if flags.any(SymbolFlags::GLOBAL) {
            Some(NameScope::GlobalExplicit)
        } else if flags.any(SymbolFlags::BOUND) && !flags.any(SymbolFlags::NONLOCAL) {
            Some(NameScope::GlobalImplicit)
        } else {
            None
        }
    }

    fn set_scope(&mut self, id: ScopeId, i: usize, scope: NameScope) {
        if let Some((_, symbol)) = self.table[id].symbols.entries.get_mut(i) {
            symbol.scope = scope;
        }
    }

    fn error_at_directive(&self, id: ScopeId, name: &Name, message: String) -> Visited {
        let span = self
            .directives
            .get(id.0 as usize)
            .and_then(|list| list.iter().find(|(n, _)| n == name))
            .map_or(self.table[id].span, |(_, span)| *span);
        error(message, span)
    }

    /// Moves the names of a comprehension into the scope around it.
    fn inline(
        &mut self,
        id: ScopeId,
        comp: ScopeId,
        comp_free: &mut BTreeSet<Name>,
        inlined_cells: &mut HashSet<Name>,
    ) {
        self.table[comp].comp_inlined = true;
        let in_class = self.table[id].kind == ScopeKind::Class;
        for (name, symbol) in self.table[comp].symbols.entries.clone() {
            if symbol.flags.any(SymbolFlags::PARAM) {
                continue;
            }
            if symbol.scope == NameScope::Cell || symbol.flags.any(SymbolFlags::COMP_CELL) {
                inlined_cells.insert(name.clone());
            }
            let free_in_child = self.is_free_in_child(comp, &name);
            if let Some(existing) = self.table[id].symbols.get_mut(&name) {
                // What was free in the comprehension is a plain local now, but for a class's names.
                if existing.flags.any(SymbolFlags::BOUND) && !in_class {
                    if symbol.scope == NameScope::Free && symbol.flags.any(SymbolFlags::USE) {
                        existing.flags = existing.flags.with(SymbolFlags::USE);
                    }
                    if !free_in_child {
                        comp_free.remove(&name);
                    }
                }
                continue;
            }
            let mut scope = symbol.scope;
            if scope == NameScope::Free && in_class && CLASS_CELLS.contains(&&*name) {
                // A class's own code has no such cell to look at: the name is a global there.
                scope = NameScope::GlobalImplicit;
                if !free_in_child {
                    comp_free.remove(&name);
                }
            }
            let symbols = &mut self.table[id].symbols;
            *symbols.entry(&name) = super::Symbol {
                flags: symbol.flags,
                scope,
            };
        }
    }

    fn is_free_in_child(&self, comp: ScopeId, name: &str) -> bool {
        self.table[comp]
            .children
            .iter()
            .filter_map(|&child| self.table[child].symbols.get(name))
            .any(|symbol| symbol.scope == NameScope::Free)
    }

    /// Locals that inner scopes want become cells.
    fn cells(&mut self, id: ScopeId, free: &mut BTreeSet<Name>, inlined_cells: &HashSet<Name>) {
        for (name, symbol) in &mut self.table[id].symbols.entries {
            if symbol.scope != NameScope::Local {
                continue;
            }
            let wanted = free.remove(name);
            if wanted || inlined_cells.contains(name) {
                symbol.scope = NameScope::Cell;
            }
        }
    }

    /// Notes the names that inner scopes want from scopes further out.
    fn update(
        &mut self,
        id: ScopeId,
        bound: Option<&HashSet<Name>>,
        free: &BTreeSet<Name>,
        inlined_cells: &HashSet<Name>,
    ) {
        let scope = &mut self.table[id];
        for (name, symbol) in &mut scope.symbols.entries {
            if inlined_cells.contains(name) {
                symbol.flags = symbol.flags.with(SymbolFlags::COMP_CELL);
            }
        }
        let class_like = scope.kind == ScopeKind::Class || scope.can_see_class_scope;
        for name in free {
            if let Some(symbol) = scope.symbols.get_mut(name) {
                if class_like {
                    symbol.flags = symbol.flags.with(SymbolFlags::FREE_CLASS);
                }
            } else if bound.is_none_or(|bound| bound.contains(name)) {
                scope.symbols.entry(name).scope = NameScope::Free;
            }
        }
    }
}
