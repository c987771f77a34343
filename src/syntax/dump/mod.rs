//! A walk over the tree that names every node and field as CPython does, for whoever writes the
//! tree down: as text (`text.rs`), or as the objects of the `ast` module. Also the tokens, one a line.
//!
//! Invariant: a [`Sink`] hears of the fields of a node in order, and not of optional fields without a
//! value and lists without items.
//! Deliberately absent: reading any of this back.
//! Next file to read: `syntax/dump/expressions.rs`.

mod expressions;
pub mod literals;
mod text;

use super::{Tokens, ast::*, token::Token};
use crate::source::{Location, SourceText, Span};
use literals::text_repr;
use std::fmt::Write;
use text::TextSink;

/// Hears of a tree, node by node.
pub trait Sink {
    /// A node of this kind begins.
    fn begin(&mut self, kind: &str);
    /// It ends; kinds that have a place say where they stand.
    fn end(&mut self, place: Option<Location>);
    /// The next value is this field's.
    fn field(&mut self, name: &str);
    /// A list begins.
    fn begin_list(&mut self);
    /// The next value is its next item.
    fn item(&mut self);
    /// It ends.
    fn end_list(&mut self);
    /// A value: nothing, where nothing has a meaning.
    fn none(&mut self);
    /// A value: an identifier, or the kind of a literal.
    fn word(&mut self, word: &str);
    /// A value: text.
    fn text(&mut self, text: &Text);
    /// A value: a number that is no literal.
    fn number(&mut self, value: i64);
    /// A value: a literal.
    fn constant(&mut self, value: &Constant);
    /// A value: an operator or context.
    fn tag(&mut self, name: &str);
}

/// The tree as `ast.dump` writes it; with the places of its nodes if `attributes`.
pub fn tree(source: &SourceText, module: &Module, attributes: bool) -> String {
    let mut sink = TextSink::new(attributes);
    walk(source, module, &mut sink);
    sink.out
}

/// Tells a sink of a tree.
pub fn walk(source: &SourceText, module: &Module, sink: &mut dyn Sink) {
    let mut dumper = Dumper { source, sink };
    match module {
        Module::Module(body) => {
            dumper.node("Module", None, |n| n.list("body", body, Dumper::stmt));
        }
        Module::Interactive(body) => {
            dumper.node("Interactive", None, |n| n.list("body", body, Dumper::stmt));
        }
        Module::Expression(body) => {
            dumper.node("Expression", None, |n| n.expr("body", body));
        }
    }
}

/// One statement as `ast.dump` writes it, with places.
pub fn statement(source: &SourceText, stmt: &Stmt) -> String {
    let mut sink = TextSink::new(true);
    let mut dumper = Dumper {
        source,
        sink: &mut sink,
    };
    dumper.stmt(stmt);
    sink.out
}

/// The tokens as `line,column-line,column: KIND 'text'`, one a line.
pub fn tokens(source: &SourceText, tokens: &Tokens) -> String {
    let mut out = String::new();
    for lexeme in &tokens.list {
        let Span { start, end } = lexeme.span;
        let span = match lexeme.token {
            Token::Newline => Span::new(end - u32::from(end > start), end),
            _ => lexeme.span,
        };
        let mut place = source.location(span);
        if lexeme.token == Token::Newline {
            (place.end_line, place.end_col) = (place.line, place.col + 1);
        }
        let text = match lexeme.token {
            Token::Dedent | Token::EndMarker => "",
            _ => source.slice(span),
        };
        let _ = writeln!(
            out,
            "{},{}-{},{}: {} {}",
            place.line,
            place.col,
            place.end_line,
            place.end_col,
            lexeme.token.kind_name(),
            text_repr(text.chars().map(u32::from)),
        );
    }
    if let Some(error) = &tokens.error {
        let _ = writeln!(out, "{},{}: {}", error.line, error.offset, error.message);
    }
    out
}

struct Dumper<'s> {
    source: &'s SourceText,
    sink: &'s mut dyn Sink,
}

/// The fields of the node being written.
struct Fields<'d, 's> {
    dumper: &'d mut Dumper<'s>,
}

impl<'s> Fields<'_, 's> {
    fn field(&mut self, name: &str) -> &mut Dumper<'s> {
        self.dumper.sink.field(name);
        self.dumper
    }

    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut Dumper<'s>, &T)) {
        if items.is_empty() {
            return;
        }
        let dumper = self.field(name);
        dumper.sink.begin_list();
        for item in items {
            dumper.sink.item();
            write(dumper, item);
        }
        dumper.sink.end_list();
    }

    fn optional<T>(&mut self, name: &str, item: Option<&T>, write: impl Fn(&mut Dumper<'s>, &T)) {
        if let Some(item) = item {
            write(self.field(name), item);
        }
    }

    fn expr(&mut self, name: &str, expr: &Expr) {
        self.field(name).load(expr);
    }

    fn optional_expr(&mut self, name: &str, expr: &Option<Box<Expr>>) {
        self.optional(name, expr.as_deref(), Dumper::load);
    }

    fn target(&mut self, name: &str, expr: &Expr) {
        self.field(name).expr(expr, "Store");
    }

    fn word(&mut self, name: &str, text: &str) {
        self.field(name).sink.word(text);
    }

    fn number(&mut self, name: &str, value: i64) {
        self.field(name).sink.number(value);
    }

    fn tag(&mut self, name: &str, tag: &str) {
        self.field(name).sink.tag(tag);
    }
}

impl<'s> Dumper<'s> {
    fn node(&mut self, name: &str, span: Option<Span>, fields: impl FnOnce(&mut Fields<'_, 's>)) {
        self.sink.begin(name);
        fields(&mut Fields { dumper: self });
        let place = span.map(|span| self.source.location(span));
        self.sink.end(place);
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let span = Some(stmt.span);
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(def, stmt.span),
            StmtKind::ClassDef(def) => self.node("ClassDef", span, |n| {
                n.word("name", &def.name.name);
                n.list("bases", &def.bases, Dumper::load);
                n.list("keywords", &def.keywords, Dumper::keyword);
                n.list("body", &def.body, Dumper::stmt);
                n.list("decorator_list", &def.decorators, Dumper::load);
                n.list("type_params", &def.type_params, Dumper::type_param);
            }),
            StmtKind::Return(value) => {
                self.node("Return", span, |n| n.optional_expr("value", value));
            }
            StmtKind::Delete(targets) => self.node("Delete", span, |n| {
                n.list("targets", targets, |d, e| d.expr(e, "Del"));
            }),
            StmtKind::Assign { targets, value } => self.node("Assign", span, |n| {
                n.list("targets", targets, |d, e| d.expr(e, "Store"));
                n.expr("value", value);
            }),
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => self.node("TypeAlias", span, |n| {
                n.target("name", name);
                n.list("type_params", type_params, Dumper::type_param);
                n.expr("value", value);
            }),
            StmtKind::AugAssign { target, op, value } => self.node("AugAssign", span, |n| {
                n.target("target", target);
                n.tag("op", &format!("{op:?}"));
                n.expr("value", value);
            }),
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.node("AnnAssign", span, |n| {
                n.target("target", target);
                n.expr("annotation", annotation);
                n.optional_expr("value", value);
                n.number("simple", (*simple).into());
            }),
            StmtKind::Raise { exc, cause } => self.node("Raise", span, |n| {
                n.optional_expr("exc", exc);
                n.optional_expr("cause", cause);
            }),
            StmtKind::Assert { test, msg } => self.node("Assert", span, |n| {
                n.expr("test", test);
                n.optional_expr("msg", msg);
            }),
            StmtKind::Import(names) => {
                self.node("Import", span, |n| n.list("names", names, Dumper::alias));
            }
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => self.node("ImportFrom", span, |n| {
                if let Some(module) = module {
                    n.word("module", module);
                }
                n.list("names", names, Dumper::alias);
                n.number("level", (*level).into());
            }),
            StmtKind::Global(names) => self.node("Global", span, |n| {
                n.list("names", names, |d, name| d.word(&name.name));
            }),
            StmtKind::Nonlocal(names) => self.node("Nonlocal", span, |n| {
                n.list("names", names, |d, name| d.word(&name.name));
            }),
            StmtKind::Expr(value) => self.node("Expr", span, |n| n.expr("value", value)),
            StmtKind::Pass => self.node("Pass", span, |_| {}),
            StmtKind::Break => self.node("Break", span, |_| {}),
            StmtKind::Continue => self.node("Continue", span, |_| {}),
            _ => self.block_stmt(stmt),
        }
    }

    fn block_stmt(&mut self, stmt: &Stmt) {
        let span = Some(stmt.span);
        match &stmt.kind {
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
                is_async,
            } => {
                let name = if *is_async { "AsyncFor" } else { "For" };
                self.node(name, span, |n| {
                    n.target("target", target);
                    n.expr("iter", iter);
                    n.list("body", body, Dumper::stmt);
                    n.list("orelse", orelse, Dumper::stmt);
                });
            }
            StmtKind::While { test, body, orelse } => self.node("While", span, |n| {
                n.expr("test", test);
                n.list("body", body, Dumper::stmt);
                n.list("orelse", orelse, Dumper::stmt);
            }),
            StmtKind::If { test, body, orelse } => self.node("If", span, |n| {
                n.expr("test", test);
                n.list("body", body, Dumper::stmt);
                n.list("orelse", orelse, Dumper::stmt);
            }),
            StmtKind::With {
                items,
                body,
                is_async,
            } => {
                let name = if *is_async { "AsyncWith" } else { "With" };
                self.node(name, span, |n| {
                    n.list("items", items, Dumper::with_item);
                    n.list("body", body, Dumper::stmt);
                });
            }
            StmtKind::Match { subject, cases } => self.node("Match", span, |n| {
                n.expr("subject", subject);
                n.list("cases", cases, Dumper::match_case);
            }),
            StmtKind::Try(stmt) => {
                let name = if stmt.is_star { "TryStar" } else { "Try" };
                self.node(name, span, |n| {
                    n.list("body", &stmt.body, Dumper::stmt);
                    n.list("handlers", &stmt.handlers, Dumper::handler);
                    n.list("orelse", &stmt.orelse, Dumper::stmt);
                    n.list("finalbody", &stmt.finalbody, Dumper::stmt);
                });
            }
            _ => {}
        }
    }

    fn function(&mut self, def: &FunctionDef, span: Span) {
        let name = if def.is_async {
            "AsyncFunctionDef"
        } else {
            "FunctionDef"
        };
        self.node(name, Some(span), |n| {
            n.word("name", &def.name.name);
            n.field("args").arguments(&def.args);
            n.list("body", &def.body, Dumper::stmt);
            n.list("decorator_list", &def.decorators, Dumper::load);
            n.optional_expr("returns", &def.returns);
            n.list("type_params", &def.type_params, Dumper::type_param);
        });
    }

    fn arguments(&mut self, args: &Arguments) {
        self.node("arguments", None, |n| {
            n.list("posonlyargs", &args.posonlyargs, Dumper::arg);
            n.list("args", &args.args, Dumper::arg);
            n.optional("vararg", args.vararg.as_ref(), Dumper::arg);
            n.list("kwonlyargs", &args.kwonlyargs, Dumper::arg);
            n.list("kw_defaults", &args.kw_defaults, |d, e| match e {
                Some(e) => d.load(e),
                None => d.sink.none(),
            });
            n.optional("kwarg", args.kwarg.as_ref(), Dumper::arg);
            n.list("defaults", &args.defaults, Dumper::load);
        });
    }

    fn arg(&mut self, arg: &Arg) {
        self.node("arg", Some(arg.span), |n| {
            n.word("arg", &arg.name);
            n.optional_expr("annotation", &arg.annotation);
        });
    }

    fn keyword(&mut self, keyword: &Keyword) {
        self.node("keyword", Some(keyword.span), |n| {
            if let Some(name) = &keyword.name {
                n.word("arg", &name.name);
            }
            n.expr("value", &keyword.value);
        });
    }

    fn alias(&mut self, alias: &Alias) {
        self.node("alias", Some(alias.span), |n| {
            n.word("name", &alias.name);
            if let Some(asname) = &alias.asname {
                n.word("asname", &asname.name);
            }
        });
    }

    fn with_item(&mut self, item: &WithItem) {
        self.node("withitem", None, |n| {
            n.expr("context_expr", &item.context);
            if let Some(vars) = &item.vars {
                n.target("optional_vars", vars);
            }
        });
    }

    fn handler(&mut self, handler: &ExceptHandler) {
        self.node("ExceptHandler", Some(handler.span), |n| {
            n.optional_expr("type", &handler.typ);
            if let Some(name) = &handler.name {
                n.word("name", &name.name);
            }
            n.list("body", &handler.body, Dumper::stmt);
        });
    }

    fn type_param(&mut self, param: &TypeParam) {
        let (name, bound) = match &param.kind {
            TypeParamKind::TypeVar { bound } => ("TypeVar", bound),
            TypeParamKind::TypeVarTuple => ("TypeVarTuple", &None),
            TypeParamKind::ParamSpec => ("ParamSpec", &None),
        };
        self.node(name, Some(param.span), |n| {
            n.word("name", &param.name.name);
            n.optional_expr("bound", bound);
            n.optional_expr("default_value", &param.default);
        });
    }

    fn match_case(&mut self, case: &MatchCase) {
        self.node("match_case", None, |n| {
            n.field("pattern").pattern(&case.pattern);
            n.optional_expr("guard", &case.guard);
            n.list("body", &case.body, Dumper::stmt);
        });
    }

    fn pattern(&mut self, pattern: &Pattern) {
        let span = Some(pattern.span);
        match &pattern.kind {
            PatternKind::Value(value) => self.node("MatchValue", span, |n| n.expr("value", value)),
            PatternKind::Singleton(value) => self.node("MatchSingleton", span, |n| {
                n.field("value").constant(value);
            }),
            PatternKind::Sequence(list) => self.node("MatchSequence", span, |n| {
                n.list("patterns", list, Dumper::pattern);
            }),
            PatternKind::Mapping {
                keys,
                patterns,
                rest,
            } => self.node("MatchMapping", span, |n| {
                n.list("keys", keys, Dumper::load);
                n.list("patterns", patterns, Dumper::pattern);
                if let Some(rest) = rest {
                    n.word("rest", &rest.name);
                }
            }),
            PatternKind::Class {
                cls,
                patterns,
                kwd_attrs,
                kwd_patterns,
            } => self.node("MatchClass", span, |n| {
                n.expr("cls", cls);
                n.list("patterns", patterns, Dumper::pattern);
                n.list("kwd_attrs", kwd_attrs, |d, name| d.word(&name.name));
                n.list("kwd_patterns", kwd_patterns, Dumper::pattern);
            }),
            PatternKind::Star(name) => self.node("MatchStar", span, |n| {
                if let Some(name) = name {
                    n.word("name", &name.name);
                }
            }),
            PatternKind::As { pattern, name } => self.node("MatchAs", span, |n| {
                n.optional("pattern", pattern.as_deref(), Dumper::pattern);
                if let Some(name) = name {
                    n.word("name", &name.name);
                }
            }),
            PatternKind::Or(list) => self.node("MatchOr", span, |n| {
                n.list("patterns", list, Dumper::pattern);
            }),
        }
    }
}
