//! The symbol table: which scope every name of a program belongs to.
//!
//! Invariant: after [`analyze`] every scope of the AST has exactly one [`Scope`], found in O(1) by
//! the address of its node (the AST must not move between `analyze` and `compile`), and every
//! [`Symbol`] has its final [`NameScope`]; names are keyed mangled.
//! Deliberately absent: the AST walk (`symtable/visit.rs`), the resolution of free names
//! (`symtable/resolve.rs`), slots and indices (the compiler hands those out).
//! Next file to read: `compiler/symtable/visit.rs`.

mod dump;
mod future;
mod names;
mod resolve;
mod visit;

pub use future::FutureFeatures;
pub use names::mangle;

use crate::{
    source::{SourceText, Span},
    syntax::{
        SyntaxError,
        ast::{self, Name},
    },
};
use std::collections::{HashMap, HashSet};

/// What the caller of `compile()` asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct AnalyzeOptions {
    /// `ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`: the module's own code may be a coroutine.
    pub allow_top_level_await: bool,
    /// Future features inherited from the code that called `compile()`.
    pub future: FutureFeatures,
}

/// Works out the scope of every name of `module`, or the first error CPython would report.
pub fn analyze(
    module: &ast::Module,
    source: &SourceText,
    options: AnalyzeOptions,
) -> Result<SymbolTable, Box<SyntaxError>> {
    unplaced(module, options).map_err(|misuse| SyntaxError::at(source, misuse.span, misuse.message))
}

fn unplaced(module: &ast::Module, options: AnalyzeOptions) -> Visited<SymbolTable> {
    let (future, limit) = future::collect(module, options.future)?;
    let (mut table, directives) = visit::visit_module(module, options, future, limit)?;
    resolve::resolve(&mut table, &directives)?;
    Ok(table)
}

/// A misuse of a name, before the source is consulted for lines and columns.
#[derive(Debug)]
struct Misuse {
    message: String,
    span: Span,
}

type Visited<T = ()> = Result<T, Box<Misuse>>;

fn error<T>(message: impl Into<String>, span: Span) -> Visited<T> {
    let message = message.into();
    Err(Box::new(Misuse { message, span }))
}

/// The place of a [`Scope`] in its table; scopes are numbered in the order they are entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScopeId(pub u32);

/// What kind of block a scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    Module,
    Class,
    /// A `def`, a lambda or a comprehension.
    Function,
    /// The body of an `__annotate__` function.
    Annotation,
    /// The value of a `type` statement.
    TypeAlias,
    /// The bound or default of a type parameter.
    TypeVariable,
    /// The hidden function around something with type parameters.
    TypeParameters,
}

impl ScopeKind {
    /// Whether the scope becomes a function's code object: its locals are fast locals.
    pub fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }
}

/// Which comprehension a function scope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

/// Where a name lives, seen from one scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameScope {
    Local,
    /// Declared by a `global` statement.
    GlobalExplicit,
    /// Bound nowhere around: looked up in the globals, then the builtins.
    GlobalImplicit,
    /// A cell of an enclosing function.
    Free,
    /// A local that an inner scope captures.
    Cell,
}

/// What a scope does with a name: a set of the `SymbolFlags::` constants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SymbolFlags(pub u16);

impl SymbolFlags {
    /// Named in a `global` statement.
    pub const GLOBAL: SymbolFlags = SymbolFlags(1);
    /// Bound here (assignment, import, definition, ...).
    pub const LOCAL: SymbolFlags = SymbolFlags(1 << 1);
    /// A parameter.
    pub const PARAM: SymbolFlags = SymbolFlags(1 << 2);
    /// Named in a `nonlocal` statement.
    pub const NONLOCAL: SymbolFlags = SymbolFlags(1 << 3);
    /// Read here.
    pub const USE: SymbolFlags = SymbolFlags(1 << 4);
    /// Free in a class's inner scopes and at the same time bound in the class.
    pub const FREE_CLASS: SymbolFlags = SymbolFlags(1 << 6);
    /// Bound by an import.
    pub const IMPORT: SymbolFlags = SymbolFlags(1 << 7);
    /// Annotated as a simple name.
    pub const ANNOTATED: SymbolFlags = SymbolFlags(1 << 8);
    /// A comprehension's target.
    pub const COMP_ITER: SymbolFlags = SymbolFlags(1 << 9);
    /// A type parameter.
    pub const TYPE_PARAM: SymbolFlags = SymbolFlags(1 << 10);
    /// A cell only inside a comprehension that was inlined here.
    pub const COMP_CELL: SymbolFlags = SymbolFlags(1 << 11);
    /// Every flag that means "bound here".
    pub const BOUND: SymbolFlags =
        SymbolFlags(Self::LOCAL.0 | Self::PARAM.0 | Self::IMPORT.0 | Self::TYPE_PARAM.0);

    /// Whether any flag of `other` is set.
    pub fn any(self, other: SymbolFlags) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub const fn with(self, other: SymbolFlags) -> SymbolFlags {
        SymbolFlags(self.0 | other.0)
    }
}

/// One name in one scope.
#[derive(Clone, Copy, Debug)]
pub struct Symbol {
    pub flags: SymbolFlags,
    /// Final once [`analyze`] returns.
    pub scope: NameScope,
}

/// The names of a scope, in the order they first occur.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    entries: Vec<(Name, Symbol)>,
    index: HashMap<Name, usize>,
}

impl Symbols {
    /// The symbol of an already mangled name.
    pub fn get(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|&i| &self.entries[i].1)
    }

    /// All names with their symbols, in the order they first occur.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, &Symbol)> {
        self.entries.iter().map(|(name, symbol)| (name, symbol))
    }

    /// The number of names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no name at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut Symbol> {
        let i = *self.index.get(name)?;
        self.entries.get_mut(i).map(|entry| &mut entry.1)
    }

    fn entry(&mut self, name: &Name) -> &mut Symbol {
        let i = *self.index.entry(name.clone()).or_insert_with(|| {
            let symbol = Symbol {
                flags: SymbolFlags::default(),
                scope: NameScope::GlobalImplicit,
            };
            self.entries.push((name.clone(), symbol));
            self.entries.len() - 1
        });
        &mut self.entries[i].1
    }
}

/// One block of the program: its names and what the compiler must know about it.
#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    /// `top`, the name of the function or class, `lambda`, `listcomp`, `__annotate__`, ...
    pub name: Name,
    /// The node that opened the scope.
    pub span: Span,
    pub parent: Option<ScopeId>,
    /// Inner scopes in source order; those of an inlined comprehension are moved up to its parent.
    pub children: Vec<ScopeId>,
    pub symbols: Symbols,
    /// Parameters, in `co_varnames` order.
    pub varnames: Vec<Name>,
    /// The class whose name mangles private names here.
    pub private: Option<Name>,
    /// Inside a function, however deep.
    pub nested: bool,
    /// Some comprehension, if it is one.
    pub comprehension: Option<ComprehensionKind>,
    /// A comprehension that becomes part of its parent's code (PEP 709).
    pub comp_inlined: bool,
    /// The comprehension or function has an `await`, `async for` or `async with` of its own.
    pub coroutine: bool,
    /// The function or comprehension yields.
    pub generator: bool,
    /// `def f(*args)`
    pub has_varargs: bool,
    /// `def f(**kwargs)`
    pub has_varkeywords: bool,
    /// The function has a docstring, which is its first constant.
    pub has_docstring: bool,
    /// A `return` with a value occurs.
    pub returns_value: bool,
    /// A class needs a `__class__` cell.
    pub needs_class_closure: bool,
    /// A class needs a `__classdict__` cell.
    pub needs_classdict: bool,
    /// A module or class needs `__conditional_annotations__`.
    pub has_conditional_annotations: bool,
    /// An annotation or type-parameter scope right inside a class: names go through `__classdict__`.
    pub can_see_class_scope: bool,
    /// A method: its parent is a class, or the type parameters of a method.
    pub is_method: bool,
    /// The names to mangle in the type parameters of a class; others stay as written.
    pub mangled_names: Option<HashSet<Name>>,
    /// A module or class: some variable has an annotation. A function's `__annotate__` scope: some
    /// parameter or the result has one.
    pub annotations_used: bool,
    /// The `__annotate__` scope of the variables annotated here (in a function they are never
    /// evaluated). In a class with `has_conditional_annotations` it also needs the class's cell
    /// `__conditional_annotations__`, which is not among its symbols.
    pub annotation_block: Option<ScopeId>,
}

impl Scope {
    /// The name under which this scope knows `name`: with the class's prefix if it is private.
    pub fn mangle(&self, name: &Name) -> Name {
        names::maybe_mangle(self.private.as_deref(), self.mangled_names.as_ref(), name)
    }

    /// Where an already mangled name lives; a name never seen is an implicit global.
    pub fn name_scope(&self, mangled: &str) -> NameScope {
        match self.symbols.get(mangled) {
            Some(symbol) => symbol.scope,
            None => NameScope::GlobalImplicit,
        }
    }

    /// Whether the code is a coroutine function's: `async def` without `yield`.
    pub fn is_pure_coroutine(&self) -> bool {
        self.coroutine && !self.generator
    }

    /// Whether the code is an asynchronous generator's.
    pub fn is_async_generator(&self) -> bool {
        self.coroutine && self.generator
    }
}

/// Which scope of a node is meant, for nodes that have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    Function,
    FunctionAnnotations,
    Class,
    TypeParams,
    Expr,
    TypeAlias,
    Bound,
    Default,
}

type NodeKey = (usize, Role);

fn key<T>(node: &T, role: Role) -> NodeKey {
    (std::ptr::from_ref(node) as usize, role)
}

/// All scopes of one compilation unit.
#[derive(Debug)]
pub struct SymbolTable {
    scopes: Vec<Scope>,
    by_node: HashMap<NodeKey, ScopeId>,
    /// The `from __future__` features in force.
    pub future: FutureFeatures,
}

impl std::ops::Index<ScopeId> for SymbolTable {
    type Output = Scope;

    fn index(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }
}

impl std::ops::IndexMut<ScopeId> for SymbolTable {
    fn index_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }
}

impl SymbolTable {
    /// The module's scope.
    pub const MODULE: ScopeId = ScopeId(0);

    /// The scope of a function's body.
    pub fn function(&self, def: &ast::FunctionDef) -> Option<ScopeId> {
        self.lookup(key(def, Role::Function))
    }

    /// The `__annotate__` scope of a function's parameters and return type; there is one for every
    /// function, and it is of use only if its `annotations_used` is set.
    pub fn function_annotations(&self, def: &ast::FunctionDef) -> Option<ScopeId> {
        self.lookup(key(def, Role::FunctionAnnotations))
    }

    /// The scope of a class's body.
    pub fn class(&self, def: &ast::ClassDef) -> Option<ScopeId> {
        self.lookup(key(def, Role::Class))
    }

    /// The type-parameter scope around a function, class or type alias: pass its `type_params`.
    pub fn type_params(&self, params: &[ast::TypeParam]) -> Option<ScopeId> {
        self.lookup(key(params.first()?, Role::TypeParams))
    }

    /// The scope of a lambda or a comprehension.
    pub fn expr(&self, expr: &ast::Expr) -> Option<ScopeId> {
        self.lookup(key(expr, Role::Expr))
    }

    /// The scope of a `type` statement's value: pass the value.
    pub fn type_alias(&self, value: &ast::Expr) -> Option<ScopeId> {
        self.lookup(key(value, Role::TypeAlias))
    }

    /// The scope of a type parameter's bound or constraints.
    pub fn type_param_bound(&self, param: &ast::TypeParam) -> Option<ScopeId> {
        self.lookup(key(param, Role::Bound))
    }

    /// The scope of a type parameter's default.
    pub fn type_param_default(&self, param: &ast::TypeParam) -> Option<ScopeId> {
        self.lookup(key(param, Role::Default))
    }

    /// Every scope with its id, in the order they were entered.
    pub fn iter(&self) -> impl Iterator<Item = (ScopeId, &Scope)> {
        (0..).map(ScopeId).zip(&self.scopes)
    }

    /// The text of `--dump=symbols`.
    pub fn dump(&self, source: &SourceText) -> String {
        dump::dump(self, source)
    }

    fn lookup(&self, key: NodeKey) -> Option<ScopeId> {
        self.by_node.get(&key).copied()
    }
}
