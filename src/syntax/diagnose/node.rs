//! What the diagnosis remembers of an expression: its kind and place, and of a few kinds the parts.
//!
//! Invariant: `parts` is filled for tuples, lists, starred expressions and comparisons (the left
//! operand), whose parts messages may point at, and for argument lists.
//! Deliberately absent: values, names, operators.
//! Next file to read: `syntax/diagnose/reader.rs`.

use crate::source::Span;
use std::rc::Rc;

/// A shared node: backtracking hands them round freely.
pub type NodeRef = Rc<Node>;

/// An expression, or another piece of syntax that has a place.
#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    pub span: Span,
    pub parts: Vec<NodeRef>,
}

/// What messages tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Attribute,
    Subscript,
    Starred,
    Name,
    List,
    Tuple,
    Lambda,
    Call,
    Operation,
    Generator,
    Yield,
    Await,
    ListComp,
    SetComp,
    DictComp,
    Dict,
    Set,
    FString,
    TString,
    None,
    True,
    False,
    Ellipsis,
    Literal,
    /// `is_in`: its first operator is `in`.
    Compare {
        is_in: bool,
    },
    IfExp,
    NamedExpr,
    /// An argument list; `unpacks`: it has a `**mapping`.
    Arguments {
        unpacks: bool,
    },
    /// Anything that is not an expression.
    Other,
}

/// What a target is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetUse {
    Assign,
    Delete,
    For,
}

impl Node {
    /// What messages call it.
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Attribute => "attribute",
            Kind::Subscript => "subscript",
            Kind::Starred => "starred",
            Kind::Name => "name",
            Kind::List => "list",
            Kind::Tuple => "tuple",
            Kind::Lambda => "lambda",
            Kind::Call => "function call",
            Kind::Operation => "expression",
            Kind::Generator => "generator expression",
            Kind::Yield => "yield expression",
            Kind::Await => "await expression",
            Kind::ListComp => "list comprehension",
            Kind::SetComp => "set comprehension",
            Kind::DictComp => "dict comprehension",
            Kind::Dict => "dict literal",
            Kind::Set => "set display",
            Kind::FString => "f-string expression",
            Kind::TString => "t-string expression",
            Kind::None => "None",
            Kind::True => "True",
            Kind::False => "False",
            Kind::Ellipsis => "ellipsis",
            Kind::Literal => "literal",
            Kind::Compare { .. } => "comparison",
            Kind::IfExp => "conditional expression",
            Kind::NamedExpr => "named expression",
            Kind::Arguments { .. } | Kind::Other => "expression",
        }
    }

    /// The first part that may not be a target.
    pub fn invalid_target(self: &Rc<Self>, what_for: TargetUse) -> Option<NodeRef> {
        match self.kind {
            Kind::List | Kind::Tuple => self.parts.iter().find_map(|p| p.invalid_target(what_for)),
            Kind::Starred if what_for != TargetUse::Delete => {
                self.parts.first()?.invalid_target(what_for)
            }
            Kind::Compare { is_in } if what_for == TargetUse::For => {
                is_in.then(|| self.parts.first()?.invalid_target(what_for))?
            }
            Kind::Name | Kind::Subscript | Kind::Attribute => None,
            _ => Some(self.clone()),
        }
    }
}
