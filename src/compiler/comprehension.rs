//! Comprehensions and generator expressions. List, set and dict comprehensions are part of the code
//! around them (PEP 709); a generator expression is a function that is called at once.
//!
//! Invariant: an inlined comprehension leaves the variables around it as they were, even when an
//! exception leaves it: their values wait on the stack meanwhile.
//! Next file to read: `compiler/function.rs`.

use super::{
    Compiler, Outcome,
    emit::{Label, NO_LOCATION, Opcode},
    symtable::{NameScope, Scope, ScopeKind, Symbol, SymbolFlags},
    unit::{Block, UnitKind},
};
use crate::{
    bytecode::opcode::Op,
    source::{Location, Span},
    syntax::ast::{Comprehension, Expr, ExprKind, Name},
};

/// What a comprehension makes of its items.
#[derive(Clone, Copy)]
enum Element<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
    Generator(&'a Expr),
}

/// The variables put aside for an inlined comprehension.
struct Inlined {
    pushed: Vec<Name>,
    cleanup: Label,
    /// The overrides of the comprehension around, or none.
    former_overrides: Vec<(Name, Option<Symbol>)>,
    newly_hidden: Vec<Name>,
}

impl<'a> Compiler<'a> {
    pub(super) fn comprehension(&mut self, e: &'a Expr) -> Outcome {
        let (generators, element, name) = match &e.kind {
            ExprKind::ListComp { elt, generators } => {
                (generators, Element::List(elt), "<listcomp>")
            }
            ExprKind::SetComp { elt, generators } => (generators, Element::Set(elt), "<setcomp>"),
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => (generators, Element::Dict(key, value), "<dictcomp>"),
            ExprKind::GeneratorExp { elt, generators } => {
                (generators, Element::Generator(elt), "<genexpr>")
            }
            _ => return Ok(()),
        };
        let Some(outermost) = generators.first() else {
            return Ok(());
        };
        let loc = self.loc(e.span);
        let id = self.scope_of(self.table.expr(e))?;
        let scope = &self.table[id];
        let start = match element {
            Element::List(_) => Some(Op::BUILD_LIST),
            Element::Set(_) => Some(Op::BUILD_SET),
            Element::Dict(..) => Some(Op::BUILD_MAP),
            Element::Generator(_) => None,
        };
        if scope.comp_inlined {
            self.iterator(outermost)?;
            let inlined = self.enter_inlined(scope, loc);
            if let Some(start) = start {
                self.op(start, 0, loc);
                self.op(Op::SWAP, 2, loc);
            }
            self.clause(generators, 0, 0, element, true, (loc, e.span))?;
            self.leave_inlined(inlined, loc);
            return Ok(());
        }
        let is_async = scope.coroutine && start.is_some();
        self.enter(name.into(), UnitKind::Comprehension, id, loc.line);
        self.unit.argcount = 1;
        if let Some(start) = start {
            self.op(start, 0, loc);
        }
        self.clause(generators, 0, 0, element, false, (loc, e.span))?;
        if start.is_some() {
            self.op(Op::RETURN_VALUE, 0, loc);
        } else {
            self.wrap_stop_iteration();
        }
        let code = self.finish(true);
        self.make_closure(code, 0, loc);
        self.iterator(outermost)?;
        self.op(Op::CALL, 0, loc);
        if is_async {
            self.await_with(0, loc);
        }
        Ok(())
    }

    fn iterator(&mut self, clause: &'a Comprehension) -> Outcome {
        self.expr(&clause.iter)?;
        let loc = self.loc(clause.iter.span);
        let op = if clause.is_async {
            Op::GET_AITER
        } else {
            Op::GET_ITER
        };
        self.op(op, 0, loc);
        Ok(())
    }

    /// Emits one `for` clause and all inside it. `depth` counts the iterators below it.
    fn clause(
        &mut self,
        generators: &'a [Comprehension],
        index: usize,
        mut depth: u32,
        element: Element<'a>,
        on_stack: bool,
        (loc, span): (Location, Span),
    ) -> Outcome {
        self.deeper()?;
        let clause = &generators[index];
        let (start, if_cleanup) = (self.new_label(), self.new_label());
        let anchor = self.new_label();
        let mut loops = true;
        if index == 0 {
            if !on_stack {
                self.op(Op::LOAD_FAST, 0, loc);
            }
        } else if let Some(only) = single_item(clause) {
            // `for y in [f(x)]` is an assignment.
            self.expr(only)?;
            loops = false;
        } else {
            self.iterator(clause)?;
        }
        if loops {
            depth += 1;
            self.place(start);
            if clause.is_async {
                let block = Block::AsyncComprehension;
                self.push_block(block, start, Label::NONE, loc, span)?;
                self.await_next(anchor, loc);
            } else {
                let iter_loc = self.loc(clause.iter.span);
                self.jump(Op::FOR_ITER, anchor, iter_loc);
            }
        }
        self.store(&clause.target)?;
        for test in &clause.ifs {
            self.jump_if(test, if_cleanup, false, loc)?;
        }
        let innermost = index + 1 == generators.len();
        let element_loc = self.element_loc(element, innermost);
        if innermost {
            self.add_element(element, depth + 1, element_loc)?;
        } else {
            self.clause(generators, index + 1, depth, element, false, (loc, span))?;
        }
        self.place(if_cleanup);
        if loops {
            self.jump(Opcode::Jump, start, element_loc);
            if clause.is_async {
                self.pop_block();
            }
            self.place(anchor);
            if clause.is_async {
                self.op(Op::END_ASYNC_FOR, 0, loc);
            } else {
                self.op(Op::END_FOR, 0, NO_LOCATION);
                self.op(Op::POP_ITER, 0, NO_LOCATION);
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// The place of what is added; for the outer clauses of a dict comprehension, that of the key.
    fn element_loc(&mut self, element: Element, innermost: bool) -> Location {
        match element {
            Element::Dict(key, value) if innermost => self.loc(key.span.to(value.span)),
            Element::List(e) | Element::Set(e) | Element::Generator(e) | Element::Dict(e, _) => {
                self.loc(e.span)
            }
        }
    }

    fn add_element(&mut self, element: Element<'a>, depth: u32, loc: Location) -> Outcome {
        match element {
            Element::List(e) => {
                self.expr(e)?;
                self.op(Op::LIST_APPEND, depth, loc);
            }
            Element::Set(e) => {
                self.expr(e)?;
                self.op(Op::SET_ADD, depth, loc);
            }
            Element::Dict(key, value) => {
                self.expr(key)?;
                self.expr(value)?;
                self.op(Op::MAP_ADD, depth, loc);
            }
            Element::Generator(e) => {
                self.expr(e)?;
                self.yield_value(loc);
                self.op(Op::POP_TOP, 0, loc);
            }
        }
        Ok(())
    }

    /// Lets the names of comprehension `inner` mean what they mean inside it, and puts the variables
    /// of the same names aside.
    fn enter_inlined(&mut self, inner: &'a Scope, loc: Location) -> Inlined {
        let outer = self.scope();
        let in_class = outer.kind == ScopeKind::Class && self.unit.inlined_depth == 0;
        self.unit.inlined_depth += 1;
        let mut state = Inlined {
            pushed: Vec::new(),
            cleanup: Label::NONE,
            former_overrides: Vec::new(),
            newly_hidden: Vec::new(),
        };
        for (name, symbol) in inner.symbols.iter() {
            let bound =
                symbol.flags.any(SymbolFlags::LOCAL) && !symbol.flags.any(SymbolFlags::NONLOCAL);
            let outside = self
                .symbol(name)
                .map_or(NameScope::GlobalImplicit, |s| s.scope);
            let differs = symbol.scope != outside
                && symbol.scope != NameScope::Free
                && !(symbol.scope == NameScope::Cell && outside == NameScope::Free);
            if differs || in_class {
                let former = self.unit.overrides.insert(name.clone(), *symbol);
                state.former_overrides.push((name.clone(), former));
            }
            if !bound {
                continue;
            }
            if !outer.kind.is_function_like() && self.unit.hidden.get(name) != Some(&true) {
                self.unit.hidden.insert(name.clone(), true);
                state.newly_hidden.push(name.clone());
            }
            self.put_aside(name, symbol.scope, loc);
            state.pushed.push(name.clone());
        }
        if !state.pushed.is_empty() {
            self.op(Op::SWAP, state.pushed.len() as u32 + 1, loc);
            state.cleanup = self.new_label();
            self.jump(Opcode::SetupFinally, state.cleanup, loc);
        }
        state
    }

    /// Pushes a variable and unsets it. Of a cell variable the cell itself is pushed, and the
    /// comprehension gets a new one.
    fn put_aside(&mut self, name: &Name, scope: NameScope, loc: Location) {
        let local = self.unit.varnames.add(name.clone());
        self.op(Op::LOAD_FAST_AND_CLEAR, local, loc);
        if scope == NameScope::Cell {
            let cell = self.deref_index(name);
            self.op(Op::MAKE_CELL, cell, loc);
        }
    }

    fn leave_inlined(&mut self, state: Inlined, loc: Location) {
        self.unit.inlined_depth -= 1;
        for (name, former) in state.former_overrides {
            match former {
                Some(symbol) => self.unit.overrides.insert(name, symbol),
                None => self.unit.overrides.remove(&name),
            };
        }
        for name in state.newly_hidden {
            self.unit.hidden.insert(name, false);
        }
        if state.pushed.is_empty() {
            return;
        }
        self.emit(Opcode::PopBlock, 0, 0, NO_LOCATION);
        let end = self.new_label();
        self.jump(Opcode::JumpNoInterrupt, end, NO_LOCATION);
        self.place(state.cleanup);
        // Below the exception lies the unfinished result.
        self.op(Op::SWAP, 2, NO_LOCATION);
        self.op(Op::POP_TOP, 0, NO_LOCATION);
        self.restore(&state.pushed, loc);
        self.op(Op::RERAISE, 0, NO_LOCATION);
        self.place(end);
        self.restore(&state.pushed, loc);
    }

    fn restore(&mut self, names: &[Name], loc: Location) {
        self.op(Op::SWAP, names.len() as u32 + 1, loc);
        for name in names.iter().rev() {
            let local = self.unit.varnames.add(name.clone());
            self.emit(Opcode::StoreFastMaybeNull, 0, local, loc);
        }
    }
}

/// The only item of a clause over a display of one item.
fn single_item(clause: &Comprehension) -> Option<&Expr> {
    if clause.is_async {
        return None;
    }
    match &clause.iter.kind {
        ExprKind::List(elts) | ExprKind::Tuple { elts, .. } => match &elts[..] {
            [only] if !matches!(only.kind, ExprKind::Starred(_)) => Some(only),
            _ => None,
        },
        _ => None,
    }
}
