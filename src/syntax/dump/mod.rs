//! The tree as text, the way CPython's `ast.dump(tree, include_attributes=True)` writes it,
//! and the tokens, one a line.
//!
//! Invariant: equal text means an equal tree, places included.
//! Deliberately absent: reading such text back.
//! Next file to read: `syntax/dump/expressions.rs`.

mod expressions;
mod literals;

use super::{Tokens, ast::*, token::Token};
use crate::source::{SourceText, Span};
use literals::text_repr;
use std::fmt::Write;

/// The tree as `ast.dump` writes it; with the places of its nodes if `attributes`.
pub fn tree(source: &SourceText, module: &Module, attributes: bool) -> String {
    let mut dumper = Dumper {
        source,
        attributes,
        out: String::new(),
    };
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
    dumper.out
}

/// One statement as `ast.dump` writes it, with places.
pub fn statement(source: &SourceText, stmt: &Stmt) -> String {
    let mut dumper = Dumper {
        source,
        attributes: true,
        out: String::new(),
    };
    dumper.stmt(stmt);
    dumper.out
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
    attributes: bool,
    out: String,
}

/// The fields of the node being written.
struct Fields<'d, 's> {
    dumper: &'d mut Dumper<'s>,
    any: bool,
}

impl<'s> Fields<'_, 's> {
    fn field(&mut self, name: &str) -> &mut Dumper<'s> {
        if self.any {
            self.dumper.out.push_str(", ");
        }
        self.any = true;
        self.dumper.out.push_str(name);
        self.dumper.out.push('=');
        self.dumper
    }

    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut Dumper<'s>, &T)) {
        if items.is_empty() {
            return;
        }
        let dumper = self.field(name);
        dumper.out.push('[');
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                dumper.out.push_str(", ");
            }
            write(dumper, item);
        }
        dumper.out.push(']');
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
        let text = text_repr(text.chars().map(u32::from));
        self.field(name).out.push_str(&text);
    }

    fn number(&mut self, name: &str, value: i64) {
        let _ = write!(self.field(name).out, "{value}");
    }

    fn tag(&mut self, name: &str, tag: &str) {
        let _ = write!(self.field(name).out, "{tag}()");
    }
}

impl<'s> Dumper<'s> {
    fn node(&mut self, name: &str, span: Option<Span>, fields: impl FnOnce(&mut Fields<'_, 's>)) {
        self.out.push_str(name);
        self.out.push('(');
        let attributes = span.filter(|_| self.attributes);
        let mut writer = Fields {
            dumper: self,
            any: false,
        };
        fields(&mut writer);
        if let Some(span) = attributes {
            let place = writer.dumper.source.location(span);
            writer.number("lineno", place.line.into());
            writer.number("col_offset", place.col.into());
            writer.number("end_lineno", place.end_line.into());
            writer.number("end_col_offset", place.end_col.into());
        }
        self.out.push(')');
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
                None => d.out.push_str("None"),
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
