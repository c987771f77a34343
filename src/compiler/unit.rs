//! The code object being compiled: its tables, its frame blocks, and how it is closed.
//!
//! Invariant: the units form a stack, the innermost last; instructions always go to the last.
//! Deliberately absent: names (`names.rs`), statements and expressions.
//! Next file to read: `compiler/names.rs`.

use super::{
    Compiler, Outcome,
    emit::{ConstPool, Label, NO_LOCATION, NamePool, Opcode, Row},
    flowgraph::{self, Graph, Variables},
    symtable::{
        ComprehensionKind, NameScope, Scope, ScopeId, ScopeKind, Symbol, SymbolFlags, SymbolTable,
    },
};
use crate::{
    bytecode::{
        code::{Code, Constant, Local, LocalKind, flags},
        opcode::Op,
    },
    source::{Location, Span},
    syntax::ast::{self, Name},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// What kind of code a unit becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Module,
    Class,
    Function,
    AsyncFunction,
    Lambda,
    Comprehension,
    /// Annotations, type parameters and what else is evaluated lazily.
    Annotations,
}

/// What surrounds the statement being compiled and must be undone when it is left.
#[derive(Clone, Copy, Debug)]
pub(super) enum Block<'a> {
    WhileLoop,
    ForLoop,
    TryExcept,
    /// The body of `try` with this `finally`.
    FinallyTry(&'a [ast::Stmt]),
    FinallyEnd,
    With,
    AsyncWith,
    /// The body of `except`, with the name it binds.
    HandlerCleanup(Option<&'a Name>),
    /// A value that waits on the stack.
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    AsyncComprehension,
    StopIteration,
}

/// A frame block in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrameBlock<'a> {
    pub kind: Block<'a>,
    /// Where `continue` goes.
    pub start: Label,
    /// Where `break` goes.
    pub exit: Label,
    pub loc: Location,
}

/// CPython's limit on nested frame blocks.
const MAX_BLOCKS: usize = 21;

/// A code object in the making.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub scope: ScopeId,
    pub kind: UnitKind,
    pub name: Name,
    pub qualname: Arc<str>,
    pub row: Row,
    /// Where a module makes its annotation function; swapped with `row` while that is written.
    pub annotation_row: Row,
    pub consts: ConstPool,
    pub names: NamePool,
    pub varnames: NamePool,
    pub cellvars: NamePool,
    pub freevars: NamePool,
    /// Names that inlined comprehensions bind outside functions, and whether that is so now.
    pub hidden: HashMap<Name, bool>,
    /// Symbols as an inlined comprehension being compiled sees them.
    pub overrides: HashMap<Name, Symbol>,
    pub inlined_depth: u32,
    pub blocks: Vec<FrameBlock<'a>>,
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    pub first_line: u32,
    /// Attributes of `self` assigned anywhere in a class.
    pub static_attributes: BTreeSet<Name>,
    /// Annotated names of a module or class, with the number of those that may not be reached.
    pub annotations: Vec<(&'a ast::Stmt, Option<u32>)>,
    pub conditional_annotations: u32,
    /// Inside `if`, `for`, `while`, `try`, `with` or `match`.
    pub in_conditional: bool,
}

impl<'a> Unit<'a> {
    /// A unit without anything in it.
    pub fn new(
        name: Name,
        qualname: Arc<str>,
        kind: UnitKind,
        scope: ScopeId,
        first_line: u32,
    ) -> Unit<'a> {
        Unit {
            scope,
            kind,
            name,
            qualname,
            row: Row::default(),
            annotation_row: Row::default(),
            consts: ConstPool::default(),
            names: NamePool::default(),
            varnames: NamePool::default(),
            cellvars: NamePool::default(),
            freevars: NamePool::default(),
            hidden: HashMap::new(),
            overrides: HashMap::new(),
            inlined_depth: 0,
            blocks: Vec::new(),
            argcount: 0,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            first_line,
            static_attributes: BTreeSet::new(),
            annotations: Vec::new(),
            conditional_annotations: 0,
            in_conditional: false,
        }
    }
}

impl<'a> Compiler<'a> {
    /// The scope of the innermost unit.
    pub fn scope(&self) -> &'a Scope {
        &self.table[self.unit.scope]
    }

    /// Opens a unit and emits the start of its code.
    pub fn enter(&mut self, name: Name, kind: UnitKind, scope: ScopeId, first_line: u32) {
        let entry = &self.table[scope];
        let qualname = self.qualname(&name, kind);
        let mut unit = Unit::new(name, qualname, kind, scope, first_line);
        for name in &entry.varnames {
            unit.varnames.add(name.clone());
        }
        let sorted = |wanted: &dyn Fn(&Symbol) -> bool| {
            let mut names: Vec<&Name> = entry
                .symbols
                .iter()
                .filter(|(_, symbol)| wanted(symbol))
                .map(|(name, _)| name)
                .collect();
            names.sort_unstable();
            names
        };
        let special: [(bool, &str); 3] = [
            (entry.needs_class_closure, "__class__"),
            (entry.needs_classdict, "__classdict__"),
            (
                entry.has_conditional_annotations,
                "__conditional_annotations__",
            ),
        ];
        for name in sorted(&|s| s.scope == NameScope::Cell || s.flags.any(SymbolFlags::COMP_CELL)) {
            unit.cellvars.add(name.clone());
        }
        for (needed, name) in special {
            if needed {
                unit.cellvars.add(name.into());
            }
        }
        let mut free =
            sorted(&|s| s.scope == NameScope::Free || s.flags.any(SymbolFlags::FREE_CLASS));
        let conditional: Name = "__conditional_annotations__".into();
        let class = entry.parent.map(|parent| &self.table[parent]);
        if class.is_some_and(|class| {
            class.kind == ScopeKind::Class
                && class.annotation_block == Some(scope)
                && class.has_conditional_annotations
        }) && !free.contains(&&conditional)
        {
            free.push(&conditional);
            free.sort_unstable();
        }
        for name in free {
            unit.freevars.add(name.clone());
        }
        let outer = std::mem::replace(&mut self.unit, unit);
        self.outer.push(outer);
        let mut loc = line_place(first_line);
        if kind == UnitKind::Module {
            loc.line = 0;
        }
        let suspends = match kind {
            UnitKind::Function | UnitKind::AsyncFunction => entry.generator || entry.coroutine,
            UnitKind::Comprehension => entry.comprehension == Some(ComprehensionKind::Generator),
            _ => false,
        };
        if suspends {
            let handler = self.new_label();
            self.jump(Opcode::SetupCleanup, handler, NO_LOCATION);
        }
        self.op(Op::RESUME, 0, loc);
        if kind == UnitKind::Module {
            self.emit(Opcode::AnnotationsPlaceholder, 0, 0, loc);
        }
    }

    fn qualname(&self, name: &Name, kind: UnitKind) -> Arc<str> {
        let plain = || Arc::from(&**name);
        let mut parent = &self.unit;
        if parent.kind == UnitKind::Annotations
            && let Some(outer) = self.outer.last()
        {
            parent = outer;
        }
        if kind == UnitKind::Module || parent.kind == UnitKind::Module {
            return plain();
        }
        if matches!(
            kind,
            UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Class
        ) {
            let scope = &self.table[parent.scope];
            if scope.name_scope(&scope.mangle(name)) == NameScope::GlobalExplicit {
                return plain();
            }
        }
        let within = match parent.kind {
            UnitKind::Function | UnitKind::AsyncFunction | UnitKind::Lambda => "<locals>.",
            _ => "",
        };
        format!("{}.{within}{name}", parent.qualname).into()
    }

    /// Closes the innermost unit and makes its code. `add_none` says whether code that falls off the
    /// end returns None.
    pub fn finish(&mut self, add_none: bool) -> Arc<Code> {
        self.finish_with(add_none, |_| {})
    }

    /// Like [`Compiler::finish`], with a last change to the locals.
    pub fn finish_with(
        &mut self,
        add_none: bool,
        change_locals: impl FnOnce(&mut [Local]),
    ) -> Arc<Code> {
        if add_none {
            self.constant(Constant::None, NO_LOCATION);
        }
        self.op(Op::RETURN_VALUE, 0, NO_LOCATION);
        let scope = self.scope();
        let outer = self.outer.pop().unwrap_or_else(empty_unit);
        let mut unit = std::mem::replace(&mut self.unit, outer);
        let annotations = std::mem::take(&mut unit.annotation_row);
        if !annotations.instrs.is_empty() {
            unit.row.splice_placeholder(annotations);
        }
        let flags = self.code_flags(&unit, scope);
        let params = unit.argcount + unit.kwonlyargcount;
        let starred =
            u32::from(flags & flags::VARARGS != 0) + u32::from(flags & flags::VARKEYWORDS != 0);
        let generators = flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR;
        let vars = Variables {
            varnames: &unit.varnames,
            cellvars: &unit.cellvars,
            freevars: &unit.freevars,
            params: (params + starred) as usize,
            generator: flags & generators != 0,
            first_line: unit.first_line,
        };
        let graph = Graph::optimize(&unit.row, &mut unit.consts, &vars);
        let mut locals = self.locals(&unit, &vars);
        change_locals(&mut locals);
        let assembled = super::assemble::assemble(&graph, unit.first_line, locals.len());
        let code = Code {
            words: assembled.words.into(),
            constants: unit.consts.items.into(),
            names: unit.names.items.iter().map(|n| self.intern(n)).collect(),
            locals,
            argcount: unit.argcount,
            posonlyargcount: unit.posonlyargcount,
            kwonlyargcount: unit.kwonlyargcount,
            flags,
            name: self.intern(&unit.name),
            qualname: unit.qualname,
            filename: self.source.name.clone(),
            first_line: unit.first_line,
            locations: assembled.locations,
            handlers: assembled.handlers.into(),
            stack_size: graph.stack_size.max(1),
            loop_headers: assembled.loop_headers.into(),
        };
        #[cfg(debug_assertions)]
        if let Err(error) = crate::bytecode::verify::verify(&code) {
            panic!("{error}\n{}", crate::bytecode::disasm::disassemble(&code));
        }
        Arc::new(code)
    }

    fn locals(&mut self, unit: &Unit, vars: &Variables) -> Box<[Local]> {
        let mut locals = Vec::new();
        for name in &unit.varnames.items {
            let mut kind = LocalKind::LOCAL;
            if unit.hidden.contains_key(name) {
                kind |= LocalKind::HIDDEN;
            }
            if unit.cellvars.find(name).is_some() {
                kind |= LocalKind::CELL;
            }
            locals.push((name, kind));
        }
        let places = flowgraph::variable_places(vars);
        let cells = unit.cellvars.items.iter().map(|n| (n, LocalKind::CELL));
        let frees = unit.freevars.items.iter().map(|n| (n, LocalKind::FREE));
        for (local, place) in cells.chain(frees).zip(places) {
            if place as usize >= locals.len() {
                locals.push(local);
            }
        }
        locals
            .into_iter()
            .map(|(name, kind)| Local {
                name: self.intern(name),
                kind: LocalKind(kind),
            })
            .collect()
    }

    fn code_flags(&self, unit: &Unit, scope: &Scope) -> u32 {
        let mut bits = self.options.flags & flags::FUTURE_MASK;
        if self.table.future.annotations {
            bits |= flags::FUTURE_ANNOTATIONS;
        }
        if self.table.future.barry_as_flufl {
            bits |= flags::FUTURE_BARRY_AS_BDFL;
        }
        let coroutine = scope.is_pure_coroutine();
        if scope.kind.is_function_like() {
            let mut set = |on: bool, bit: u32| bits |= if on { bit } else { 0 };
            set(true, flags::NEWLOCALS | flags::OPTIMIZED);
            set(scope.nested, flags::NESTED);
            set(scope.generator && !scope.coroutine, flags::GENERATOR);
            set(scope.is_async_generator(), flags::ASYNC_GENERATOR);
            set(coroutine, flags::COROUTINE);
            set(scope.has_varargs, flags::VARARGS);
            set(scope.has_varkeywords, flags::VARKEYWORDS);
            let docstring = scope.has_docstring && self.options.optimize < 2;
            set(docstring, flags::HAS_DOCSTRING);
            set(scope.is_method, flags::METHOD);
        }
        if unit.kind == UnitKind::Module && self.options.top_level_await && coroutine {
            bits |= flags::COROUTINE;
        }
        bits
    }

    /// Emits any instruction.
    pub fn emit(&mut self, op: Opcode, a: u8, arg: u32, loc: Location) {
        self.unit.row.push(op, a, arg, loc);
    }

    /// Emits an instruction with operand `arg`.
    pub fn op(&mut self, op: Op, arg: u32, loc: Location) {
        self.emit(op.into(), 0, arg, loc);
    }

    /// Emits an instruction with operand `a`.
    pub fn op_a(&mut self, op: Op, a: u8, loc: Location) {
        self.emit(op.into(), a, 0, loc);
    }

    /// Emits an instruction that goes to `label`.
    pub fn jump(&mut self, op: impl Into<Opcode>, label: Label, loc: Location) {
        self.emit(op.into(), 0, label.0, loc);
    }

    /// Loads a constant.
    pub fn constant(&mut self, value: Constant, loc: Location) {
        let index = self.unit.consts.add(value);
        self.op(Op::LOAD_CONST, index, loc);
    }

    /// Loads a string.
    pub fn string(&mut self, text: &str, loc: Location) {
        let text = self.intern_str(text);
        self.constant(Constant::Str(text), loc);
    }

    pub fn new_label(&mut self) -> Label {
        self.unit.row.new_label()
    }

    pub fn place(&mut self, label: Label) {
        self.unit.row.place(label);
    }

    /// Enters a frame block.
    pub fn push_block(
        &mut self,
        kind: Block<'a>,
        start: Label,
        exit: Label,
        loc: Location,
        span: Span,
    ) -> Outcome {
        if self.unit.blocks.len() >= MAX_BLOCKS {
            return self.error("too many statically nested blocks", span);
        }
        self.unit.blocks.push(FrameBlock {
            kind,
            start,
            exit,
            loc,
        });
        Ok(())
    }

    /// Leaves the innermost frame block.
    pub fn pop_block(&mut self) {
        self.unit.blocks.pop();
    }
}

/// What stands outside the module while that is not open.
pub(super) fn empty_unit<'a>() -> Unit<'a> {
    let module = UnitKind::Module;
    Unit::new("".into(), "".into(), module, SymbolTable::MODULE, 1)
}

/// The place of code that stands for a whole line.
pub(super) fn line_place(line: u32) -> Location {
    Location {
        line,
        col: 0,
        end_line: line,
        end_col: 0,
    }
}
