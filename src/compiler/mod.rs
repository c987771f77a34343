//! From the AST to a code object: scopes, constant folding, code generation.
//!
//! Code generation walks the tree once and writes a flat row of instructions per code object
//! (`unit.rs`, `emit.rs`); the row becomes a graph of blocks, is improved (`flowgraph.rs`) and laid
//! out in words (`assemble.rs`). What is emitted, and for which place in the source, is what
//! CPython 3.14 emits: tracebacks, `dis` and `sys.getrefcount` show it.
//!
//! Invariant: nothing here sees an object, a thread or the GIL; the result is plain data.
//! Deliberately absent: checks of the grammar and of names, made before.
//! Next file to read: `compiler/symtable.rs`, then `compiler/unit.rs`.

pub mod fold;
pub mod symtable;

mod emit;
mod names;
mod unit;

mod annotations;
mod call;
mod class;
mod comprehension;
mod display;
mod expr;
mod function;
mod pattern;
mod stmt;
mod string;
mod target;
mod try_except;
mod typeparams;
mod unparse;
mod unwind;
mod warn;
mod with;

mod assemble;
mod flowgraph;

use crate::{
    bytecode::code::{Code, Constant},
    source::{Location, SourceText, Span},
    syntax::{ErrorKind, SyntaxError, Warning, ast, ast::Name},
};
use emit::NO_LOCATION;
use std::{collections::HashMap, sync::Arc};
use symtable::SymbolTable;
use unit::{Unit, UnitKind};

/// What the caller of `compile()` asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// 0; 1 leaves out assertions; 2 leaves out docstrings as well.
    pub optimize: u8,
    /// `CO_FUTURE_` bits inherited from the code that called `compile()`.
    pub flags: u32,
    /// `ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`.
    pub top_level_await: bool,
}

/// A compiled module and the doubts about it.
#[derive(Debug)]
pub struct Compiled {
    pub code: Arc<Code>,
    /// `SyntaxWarning`s, in the order CPython issues them.
    pub warnings: Vec<Warning>,
}

/// What code generation returns.
type Outcome<T = ()> = Result<T, Box<SyntaxError>>;

/// How deep expressions and statements may nest.
const MAX_DEPTH: u32 = 6000;

/// Makes the code object of a module.
pub fn compile(
    module: &ast::Module,
    table: &SymbolTable,
    source: &SourceText,
    options: Options,
) -> Outcome<Compiled> {
    let mut compiler = Compiler {
        source,
        table,
        options,
        unit: unit::empty_unit(),
        outer: Vec::new(),
        interactive: matches!(module, ast::Module::Interactive(_)),
        depth: 0,
        warnings: Vec::new(),
        interned: HashMap::new(),
        line: CachedLine::default(),
    };
    compiler.enter("<module>".into(), UnitKind::Module, SymbolTable::MODULE, 1);
    let add_none = match module {
        ast::Module::Module(body) => {
            compiler.body(body, true)?;
            true
        }
        ast::Module::Interactive(body) => {
            compiler.body(body, false)?;
            true
        }
        ast::Module::Expression(value) => {
            compiler.expr(value)?;
            false
        }
    };
    let code = compiler.finish(add_none);
    Ok(Compiled {
        code,
        warnings: compiler.warnings,
    })
}

/// The state of code generation.
struct Compiler<'a> {
    source: &'a SourceText,
    table: &'a SymbolTable,
    options: Options,
    /// The innermost code object being compiled.
    unit: Unit<'a>,
    /// Those around it, outermost first; below the module stands an empty one.
    outer: Vec<Unit<'a>>,
    interactive: bool,
    depth: u32,
    warnings: Vec<Warning>,
    /// Each name once, shared by all code objects.
    interned: HashMap<Name, Arc<str>>,
    line: CachedLine,
}

/// The line that was asked for last: most questions are about the same one.
#[derive(Default)]
struct CachedLine {
    number: u32,
    start: u32,
    end: u32,
}

impl<'a> Compiler<'a> {
    /// A span as lines and columns.
    fn loc(&mut self, span: Span) -> Location {
        let (line, col) = self.line_col(span.start);
        let (end_line, end_col) = self.line_col(span.end);
        Location {
            line,
            col,
            end_line,
            end_col,
        }
    }

    fn line_col(&mut self, offset: u32) -> (u32, u32) {
        let cached = &mut self.line;
        if offset < cached.start || offset > cached.end || cached.number == 0 {
            let (number, col) = self.source.line_col(offset);
            let rest =
                &self.source.text.as_bytes()[(offset as usize).min(self.source.text.len())..];
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            *cached = CachedLine {
                number,
                start: offset - col,
                end: offset + length as u32,
            };
        }
        (cached.number, offset - cached.start)
    }

    /// The line a span starts in.
    fn line_of(&mut self, span: Span) -> u32 {
        self.line_col(span.start).0
    }

    fn error<T>(&self, message: impl Into<String>, span: Span) -> Outcome<T> {
        Err(SyntaxError::at(self.source, span, message))
    }

    /// Notes a SyntaxWarning, once per place: the body of `finally` is compiled twice.
    fn warn(&mut self, message: impl Into<String>, span: Span) {
        let message = message.into();
        let line = self.line_of(span);
        let warning = Warning {
            message,
            line,
            span,
        };
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// Goes one level deeper into the tree; RecursionError when that is too deep.
    fn deeper(&mut self) -> Outcome {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError::limit(
                self.source,
                ErrorKind::Recursion,
                "maximum recursion depth exceeded during compilation",
            ));
        }
        Ok(())
    }

    fn intern(&mut self, name: &Name) -> Arc<str> {
        if let Some(found) = self.interned.get(name) {
            return found.clone();
        }
        let shared: Arc<str> = Arc::from(&**name);
        self.interned.insert(name.clone(), shared.clone());
        shared
    }

    fn intern_str(&mut self, text: &str) -> Arc<str> {
        match self.interned.get(text) {
            Some(found) => found.clone(),
            None => self.intern(&text.into()),
        }
    }

    /// Emits the statements of a module, class or interactive input, its docstring first.
    fn body(&mut self, statements: &'a [ast::Stmt], docstring: bool) -> Outcome {
        let loc = match (self.unit.kind, statements.first()) {
            (UnitKind::Module, Some(first)) => self.loc(first.span),
            (UnitKind::Module, None) => Location {
                line: 1,
                end_line: 1,
                ..Location::default()
            },
            _ => unit::line_place(self.unit.first_line),
        };
        self.annotations_prelude(loc);
        let mut rest = statements;
        if docstring && let Some((text, span)) = function::docstring(statements) {
            rest = &statements[1..];
            if self.options.optimize < 2 {
                let cleaned = function::clean_docstring(text);
                let loc = self.loc(span);
                self.constant(cleaned, loc);
                self.name_op(&"__doc__".into(), names::Ctx::Store, NO_LOCATION);
            }
        }
        self.statements(rest)?;
        self.deferred_annotations(loc)
    }

    fn statements(&mut self, statements: &'a [ast::Stmt]) -> Outcome {
        statements.iter().try_for_each(|s| self.stmt(s))
    }

    fn load_none(&mut self, loc: Location) {
        self.constant(Constant::None, loc);
    }
}
