//! Names: where they live, and how they are loaded, stored and deleted.
//!
//! Invariant: names are mangled before they are looked up; an inlined comprehension's view of a
//! name goes before that of the code around it.
//! Deliberately absent: how the symbol table decided (see `compiler/symtable.rs`).
//! Next file to read: `compiler/stmt.rs`.

use super::{
    Compiler,
    symtable::{NameScope, ScopeKind, Symbol},
};
use crate::{bytecode::opcode::Op, source::Location, syntax::ast::Name};

/// How a name is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Fast,
    Global,
    /// The index among cells and free variables.
    Deref(u32),
    Name,
}

/// What is done with a name or another target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ctx {
    Load,
    Store,
    Del,
}

impl Compiler<'_> {
    /// The symbol of a mangled name as the code being compiled sees it.
    pub fn symbol(&self, mangled: &Name) -> Option<Symbol> {
        self.unit
            .overrides
            .get(mangled)
            .or_else(|| self.scope().symbols.get(mangled))
            .copied()
    }

    fn access(&mut self, mangled: &Name) -> (Access, NameScope) {
        let scope = self
            .symbol(mangled)
            .map_or(NameScope::GlobalImplicit, |s| s.scope);
        let in_function = self.scope().kind.is_function_like();
        let access = match scope {
            NameScope::Cell | NameScope::Free => Access::Deref(self.deref_index(mangled)),
            NameScope::Local if in_function => Access::Fast,
            NameScope::Local if self.unit.hidden.get(mangled) == Some(&true) => Access::Fast,
            NameScope::GlobalImplicit if in_function => Access::Global,
            NameScope::GlobalExplicit => Access::Global,
            _ => Access::Name,
        };
        (access, scope)
    }

    /// The index of a cell or free variable among both.
    pub fn deref_index(&mut self, name: &Name) -> u32 {
        let unit = &self.unit;
        let cells = unit.cellvars.len() as u32;
        match unit.cellvars.find(name) {
            Some(i) => i,
            None => unit.freevars.find(name).map_or(0, |i| cells + i),
        }
    }

    /// Loads, stores or deletes a name.
    pub fn name_op(&mut self, name: &Name, ctx: Ctx, loc: Location) {
        let mangled = self.scope().mangle(name);
        let (access, scope) = self.access(&mangled);
        let kind = self.scope().kind;
        let in_class = kind == ScopeKind::Class;
        let sees_class = self.scope().can_see_class_scope;
        let inlined = self.unit.inlined_depth > 0;
        match access {
            Access::Deref(index) => {
                let op = match ctx {
                    Ctx::Load if in_class && !inlined => {
                        self.op(Op::LOAD_LOCALS, 0, loc);
                        Op::LOAD_FROM_DICT_OR_DEREF
                    }
                    Ctx::Load if sees_class => {
                        self.load_classdict(loc);
                        Op::LOAD_FROM_DICT_OR_DEREF
                    }
                    Ctx::Load => Op::LOAD_DEREF,
                    Ctx::Store => Op::STORE_DEREF,
                    Ctx::Del => Op::DELETE_DEREF,
                };
                self.op(op, index, loc);
            }
            Access::Fast => {
                let op = match ctx {
                    Ctx::Load => Op::LOAD_FAST,
                    Ctx::Store => Op::STORE_FAST,
                    Ctx::Del => Op::DELETE_FAST,
                };
                let index = self.unit.varnames.add(mangled);
                self.op(op, index, loc);
            }
            Access::Global => {
                let op = match ctx {
                    Ctx::Load if sees_class && scope == NameScope::GlobalImplicit => {
                        self.load_classdict(loc);
                        Op::LOAD_FROM_DICT_OR_GLOBALS
                    }
                    Ctx::Load => Op::LOAD_GLOBAL,
                    Ctx::Store => Op::STORE_GLOBAL,
                    Ctx::Del => Op::DELETE_GLOBAL,
                };
                self.named_mangled(op, mangled, loc);
            }
            Access::Name => {
                let op = match ctx {
                    Ctx::Load if in_class && inlined => Op::LOAD_GLOBAL,
                    Ctx::Load => Op::LOAD_NAME,
                    Ctx::Store => Op::STORE_NAME,
                    Ctx::Del => Op::DELETE_NAME,
                };
                self.named_mangled(op, mangled, loc);
            }
        }
    }

    fn load_classdict(&mut self, loc: Location) {
        let index = self.deref_index(&"__classdict__".into());
        self.op(Op::LOAD_DEREF, index, loc);
    }

    /// Emits an instruction whose operand is a name, mangled here.
    pub fn named(&mut self, op: Op, name: &Name, loc: Location) {
        let mangled = self.scope().mangle(name);
        self.named_mangled(op, mangled, loc);
    }

    /// Emits an instruction whose operand is a name, taken as it is.
    pub fn named_mangled(&mut self, op: Op, name: Name, loc: Location) {
        let index = self.unit.names.add(name);
        self.op(op, index, loc);
    }

    /// Like [`Compiler::named`], with flags in `a`.
    pub fn named_with(&mut self, op: Op, a: u8, name: &Name, loc: Location) {
        let mangled = self.scope().mangle(name);
        let index = self.unit.names.add(mangled);
        self.emit(op.into(), a, index, loc);
    }
}
