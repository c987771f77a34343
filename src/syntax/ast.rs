//! The abstract syntax tree: CPython 3.14's `Python.asdl`, in Rust.
//!
//! Invariant: every node's span covers exactly the source CPython's `lineno`, `col_offset`,
//! `end_lineno` and `end_col_offset` would. Names and constants are plain data: no runtime object.
//! Deliberately absent: scopes (see `compiler/symtable.rs`) and `ctx` fields: a node's place in
//! its parent says whether it is loaded, stored or deleted.
//! Next file to read: `syntax/parser.rs`.

use crate::source::Span;
use dashu_int::IBig;
use std::rc::Rc;

/// An identifier, NFKC-normalised and not yet mangled.
pub type Name = Rc<str>;

/// What a compilation unit holds.
#[derive(Debug)]
pub enum Module {
    /// A file or `exec` input.
    Module(Vec<Stmt>),
    /// One interactive statement (`compile(..., "single")`).
    Interactive(Vec<Stmt>),
    /// An `eval` input.
    Expression(Box<Expr>),
}

/// A statement and where it stands.
#[derive(Debug)]
pub struct Stmt {
    pub span: Span,
    pub kind: StmtKind,
}

impl Stmt {
    /// Whether this is a statement with a block.
    pub fn has_block(&self) -> bool {
        matches!(
            self.kind,
            StmtKind::FunctionDef(_)
                | StmtKind::ClassDef(_)
                | StmtKind::For { .. }
                | StmtKind::While { .. }
                | StmtKind::If { .. }
                | StmtKind::With { .. }
                | StmtKind::Match { .. }
                | StmtKind::Try(_)
        )
    }
}

/// An expression and where it stands.
#[derive(Debug)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

/// An identifier that has a place of its own.
#[derive(Clone, Debug)]
pub struct Ident {
    pub span: Span,
    pub name: Name,
}

/// A function definition, `async` or not.
#[derive(Debug)]
pub struct FunctionDef {
    pub name: Ident,
    pub type_params: Vec<TypeParam>,
    pub args: Box<Arguments>,
    pub returns: Option<Box<Expr>>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
    pub is_async: bool,
}

/// A class definition.
#[derive(Debug)]
pub struct ClassDef {
    pub name: Ident,
    pub type_params: Vec<TypeParam>,
    pub bases: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
}

/// A `try` statement; `is_star` marks `except*`.
#[derive(Debug)]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<ExceptHandler>,
    pub orelse: Vec<Stmt>,
    pub finalbody: Vec<Stmt>,
    pub is_star: bool,
}

/// The statement kinds. A function or class with decorators spans from `def`/`class`, as in CPython.
#[derive(Debug)]
pub enum StmtKind {
    FunctionDef(Box<FunctionDef>),
    ClassDef(Box<ClassDef>),
    Return(Option<Box<Expr>>),
    Delete(Vec<Expr>),
    /// `targets[0] = targets[1] = ... = value`
    Assign {
        targets: Vec<Expr>,
        value: Box<Expr>,
    },
    TypeAlias {
        name: Box<Expr>,
        type_params: Vec<TypeParam>,
        value: Box<Expr>,
    },
    AugAssign {
        target: Box<Expr>,
        op: BinaryOp,
        value: Box<Expr>,
    },
    /// `simple` is true for a bare name without parentheses.
    AnnAssign {
        target: Box<Expr>,
        annotation: Box<Expr>,
        value: Option<Box<Expr>>,
        simple: bool,
    },
    For {
        target: Box<Expr>,
        iter: Box<Expr>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
        is_async: bool,
    },
    While {
        test: Box<Expr>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `elif` is an `If` alone in `orelse`.
    If {
        test: Box<Expr>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    Match {
        subject: Box<Expr>,
        cases: Vec<MatchCase>,
    },
    Raise {
        exc: Option<Box<Expr>>,
        cause: Option<Box<Expr>>,
    },
    Try(Box<Try>),
    Assert {
        test: Box<Expr>,
        msg: Option<Box<Expr>>,
    },
    Import(Vec<Alias>),
    /// `level` counts the leading dots; `module` is `None` in `from . import x`.
    ImportFrom {
        module: Option<Name>,
        names: Vec<Alias>,
        level: u32,
    },
    Global(Vec<Ident>),
    Nonlocal(Vec<Ident>),
    Expr(Box<Expr>),
    Pass,
    Break,
    Continue,
}

/// The expression kinds.
#[derive(Debug)]
pub enum ExprKind {
    /// Two or more operands of one `and` or `or`.
    BoolOp {
        op: BoolOp,
        values: Vec<Expr>,
    },
    NamedExpr {
        target: Box<Expr>,
        value: Box<Expr>,
    },
    BinOp {
        left: Box<Expr>,
        op: BinaryOp,
        right: Box<Expr>,
    },
    UnaryOp {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Lambda {
        args: Box<Arguments>,
        body: Box<Expr>,
    },
    IfExp {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// `keys[i]` is `None` for `**values[i]`.
    Dict {
        keys: Vec<Option<Expr>>,
        values: Vec<Expr>,
    },
    Set(Vec<Expr>),
    ListComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    SetComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    GeneratorExp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    Await(Box<Expr>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    /// `left ops[0] comparators[0] ops[1] comparators[1] ...`
    Compare {
        left: Box<Expr>,
        ops: Vec<CompareOp>,
        comparators: Vec<Expr>,
    },
    Call {
        func: Box<Expr>,
        args: Vec<Expr>,
        keywords: Vec<Keyword>,
    },
    /// An f-string: `Constant` strings and `FormattedValue`s in turn.
    JoinedStr(Vec<Expr>),
    FormattedValue(Box<FormattedValue>),
    /// A t-string (PEP 750): `Constant` strings and `Interpolation`s in turn.
    TemplateStr(Vec<Expr>),
    /// A t-string's interpolation; `source` is its expression's text.
    Interpolation {
        value: Box<FormattedValue>,
        source: Text,
    },
    Constant(Constant),
    /// `attr_span` covers the attribute's name alone.
    Attribute {
        value: Box<Expr>,
        attr: Name,
        attr_span: Span,
    },
    Subscript {
        value: Box<Expr>,
        slice: Box<Expr>,
    },
    Starred(Box<Expr>),
    Name(Name),
    List(Vec<Expr>),
    /// `parenthesized` serves messages only.
    Tuple {
        elts: Vec<Expr>,
        parenthesized: bool,
    },
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
}

/// The `{...}` part of an f-string; `format_spec` is a `JoinedStr`.
#[derive(Debug)]
pub struct FormattedValue {
    pub value: Expr,
    pub conversion: Conversion,
    pub format_spec: Option<Expr>,
}

/// `!s`, `!r` or `!a` in an f-string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

/// The text of a string literal: UTF-8, unless it has lone surrogates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// No surrogates.
    Utf8(Rc<str>),
    /// Code points, at least one of them a surrogate.
    CodePoints(Rc<[u32]>),
}

/// A literal.
#[derive(Clone, Debug)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    BigInt(Rc<IBig>),
    Float(f64),
    /// The imaginary part of `1j`.
    Imaginary(f64),
    /// `u_prefix` remembers `u"..."` for `ast.dump`'s `kind`.
    Str {
        value: Text,
        u_prefix: bool,
    },
    Bytes(Rc<[u8]>),
}

/// One `for ... in ... if ...` clause of a comprehension.
#[derive(Debug)]
pub struct Comprehension {
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
    pub is_async: bool,
}

/// An `except` clause.
#[derive(Debug)]
pub struct ExceptHandler {
    pub span: Span,
    pub typ: Option<Box<Expr>>,
    pub name: Option<Ident>,
    pub body: Vec<Stmt>,
}

/// A function's parameters, grouped as in CPython.
#[derive(Debug, Default)]
pub struct Arguments {
    pub posonlyargs: Vec<Arg>,
    pub args: Vec<Arg>,
    pub vararg: Option<Arg>,
    pub kwonlyargs: Vec<Arg>,
    /// One for each of `kwonlyargs`.
    pub kw_defaults: Vec<Option<Expr>>,
    pub kwarg: Option<Arg>,
    /// The last `defaults.len()` of `posonlyargs + args` have these.
    pub defaults: Vec<Expr>,
}

/// A parameter.
#[derive(Debug)]
pub struct Arg {
    pub span: Span,
    pub name: Name,
    pub annotation: Option<Box<Expr>>,
}

/// `name=value` in a call or class definition; `**value` when `name` is `None`.
#[derive(Debug)]
pub struct Keyword {
    pub span: Span,
    pub name: Option<Ident>,
    pub value: Expr,
}

/// `name as asname` in an import; `name` may be dotted, or `*`.
#[derive(Debug)]
pub struct Alias {
    pub span: Span,
    pub name: Name,
    pub asname: Option<Ident>,
}

/// `context_expr as vars`.
#[derive(Debug)]
pub struct WithItem {
    pub context: Expr,
    pub vars: Option<Box<Expr>>,
}

/// One `case` of a `match`.
#[derive(Debug)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Box<Expr>>,
    pub body: Vec<Stmt>,
}

/// A pattern and where it stands.
#[derive(Debug)]
pub struct Pattern {
    pub span: Span,
    pub kind: PatternKind,
}

/// The pattern kinds.
#[derive(Debug)]
pub enum PatternKind {
    /// Compared with `==`.
    Value(Box<Expr>),
    /// `None`, `True` or `False`, compared with `is`.
    Singleton(Constant),
    Sequence(Vec<Pattern>),
    Mapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Ident>,
    },
    Class {
        cls: Box<Expr>,
        patterns: Vec<Pattern>,
        kwd_attrs: Vec<Ident>,
        kwd_patterns: Vec<Pattern>,
    },
    /// `*name`, or `*_` when `None`.
    Star(Option<Ident>),
    /// `pattern as name`; a capture when `pattern` is `None`, the wildcard when both are.
    As {
        pattern: Option<Box<Pattern>>,
        name: Option<Ident>,
    },
    Or(Vec<Pattern>),
}

/// A type parameter (PEP 695, defaults by PEP 696).
#[derive(Debug)]
pub struct TypeParam {
    pub span: Span,
    pub name: Ident,
    pub kind: TypeParamKind,
    pub default: Option<Box<Expr>>,
}

/// `T`, `*Ts` or `**P`.
#[derive(Debug)]
pub enum TypeParamKind {
    TypeVar { bound: Option<Box<Expr>> },
    TypeVarTuple,
    ParamSpec,
}

/// `and` or `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoolOp {
    And,
    Or,
}

/// A binary arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}
