//! The tree as text, the way CPython's `ast.dump(tree, include_attributes=True)` writes it,
//! and the tokens, one a line.
//!
//! Invariant: equal text means an equal tree, places included.
//! Deliberately absent: reading such text back.
//! Next file to read: `tests/golden.rs`.

use super::{Tokens, ast::*, strings, token::Token};
use crate::source::{SourceText, Span};
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

    fn comprehension(&mut self, clause: &Comprehension) {
        self.node("comprehension", None, |n| {
            n.target("target", &clause.target);
            n.expr("iter", &clause.iter);
            n.list("ifs", &clause.ifs, Dumper::load);
            n.number("is_async", clause.is_async.into());
        });
    }

    fn load(&mut self, expr: &Expr) {
        self.expr(expr, "Load");
    }

    fn word(&mut self, text: &str) {
        let text = text_repr(text.chars().map(u32::from));
        self.out.push_str(&text);
    }

    fn expr(&mut self, expr: &Expr, ctx: &str) {
        let span = Some(expr.span);
        match &expr.kind {
            ExprKind::BoolOp { op, values } => self.node("BoolOp", span, |n| {
                n.tag("op", &format!("{op:?}"));
                n.list("values", values, Dumper::load);
            }),
            ExprKind::NamedExpr { target, value } => self.node("NamedExpr", span, |n| {
                n.target("target", target);
                n.expr("value", value);
            }),
            ExprKind::BinOp { left, op, right } => self.node("BinOp", span, |n| {
                n.expr("left", left);
                n.tag("op", &format!("{op:?}"));
                n.expr("right", right);
            }),
            ExprKind::UnaryOp { op, operand } => self.node("UnaryOp", span, |n| {
                n.tag("op", &format!("{op:?}"));
                n.expr("operand", operand);
            }),
            ExprKind::Lambda { args, body } => self.node("Lambda", span, |n| {
                n.field("args").arguments(args);
                n.expr("body", body);
            }),
            ExprKind::IfExp { test, body, orelse } => self.node("IfExp", span, |n| {
                n.expr("test", test);
                n.expr("body", body);
                n.expr("orelse", orelse);
            }),
            ExprKind::Await(value) => self.node("Await", span, |n| n.expr("value", value)),
            ExprKind::Yield(value) => {
                self.node("Yield", span, |n| n.optional_expr("value", value));
            }
            ExprKind::YieldFrom(value) => self.node("YieldFrom", span, |n| n.expr("value", value)),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.node("Compare", span, |n| {
                n.expr("left", left);
                n.list("ops", ops, |d, op| {
                    let _ = write!(d.out, "{op:?}()");
                });
                n.list("comparators", comparators, Dumper::load);
            }),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.node("Call", span, |n| {
                n.expr("func", func);
                n.list("args", args, Dumper::load);
                n.list("keywords", keywords, Dumper::keyword);
            }),
            ExprKind::Attribute { value, attr, .. } => self.node("Attribute", span, |n| {
                n.expr("value", value);
                n.word("attr", attr);
                n.tag("ctx", ctx);
            }),
            ExprKind::Subscript { value, slice } => self.node("Subscript", span, |n| {
                n.expr("value", value);
                n.expr("slice", slice);
                n.tag("ctx", ctx);
            }),
            ExprKind::Starred(value) => self.node("Starred", span, |n| {
                n.field("value").expr(value, ctx);
                n.tag("ctx", ctx);
            }),
            ExprKind::Name(name) => self.node("Name", span, |n| {
                n.word("id", name);
                n.tag("ctx", ctx);
            }),
            ExprKind::Slice { lower, upper, step } => self.node("Slice", span, |n| {
                n.optional_expr("lower", lower);
                n.optional_expr("upper", upper);
                n.optional_expr("step", step);
            }),
            ExprKind::Constant(value) => self.node("Constant", span, |n| {
                n.field("value").constant(value);
                if matches!(value, Constant::Str { u_prefix: true, .. }) {
                    n.word("kind", "u");
                }
            }),
            _ => self.display(expr, ctx),
        }
    }

    /// Displays, comprehensions and joined strings.
    fn display(&mut self, expr: &Expr, ctx: &str) {
        let span = Some(expr.span);
        match &expr.kind {
            ExprKind::Dict { keys, values } => self.node("Dict", span, |n| {
                n.list("keys", keys, |d, key| match key {
                    Some(key) => d.load(key),
                    None => d.out.push_str("None"),
                });
                n.list("values", values, Dumper::load);
            }),
            ExprKind::Set(elts) => {
                self.node("Set", span, |n| n.list("elts", elts, Dumper::load));
            }
            ExprKind::List(elts) => self.node("List", span, |n| {
                n.list("elts", elts, |d, e| d.expr(e, ctx));
                n.tag("ctx", ctx);
            }),
            ExprKind::Tuple { elts, .. } => self.node("Tuple", span, |n| {
                n.list("elts", elts, |d, e| d.expr(e, ctx));
                n.tag("ctx", ctx);
            }),
            ExprKind::ListComp { elt, generators } => {
                self.comprehensions("ListComp", span, elt, generators);
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehensions("SetComp", span, elt, generators);
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehensions("GeneratorExp", span, elt, generators);
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.node("DictComp", span, |n| {
                n.expr("key", key);
                n.expr("value", value);
                n.list("generators", generators, Dumper::comprehension);
            }),
            ExprKind::JoinedStr(values) => self.node("JoinedStr", span, |n| {
                n.list("values", values, Dumper::load);
            }),
            ExprKind::TemplateStr(values) => self.node("TemplateStr", span, |n| {
                n.list("values", values, Dumper::load);
            }),
            ExprKind::FormattedValue(value) => self.node("FormattedValue", span, |n| {
                n.expr("value", &value.value);
                n.number("conversion", conversion_code(value.conversion));
                n.optional("format_spec", value.format_spec.as_ref(), Dumper::load);
            }),
            ExprKind::Interpolation { value, source } => self.node("Interpolation", span, |n| {
                n.expr("value", &value.value);
                n.field("str").text(source);
                n.number("conversion", conversion_code(value.conversion));
                n.optional("format_spec", value.format_spec.as_ref(), Dumper::load);
            }),
            _ => {}
        }
    }

    fn comprehensions(
        &mut self,
        name: &str,
        span: Option<Span>,
        elt: &Expr,
        generators: &[Comprehension],
    ) {
        self.node(name, span, |n| {
            n.expr("elt", elt);
            n.list("generators", generators, Dumper::comprehension);
        });
    }

    fn text(&mut self, text: &Text) {
        let text = match text {
            Text::Utf8(text) => text_repr(text.chars().map(u32::from)),
            Text::CodePoints(points) => text_repr(points.iter().copied()),
        };
        self.out.push_str(&text);
    }

    fn constant(&mut self, value: &Constant) {
        let text = match value {
            Constant::None => "None".to_string(),
            Constant::True => "True".to_string(),
            Constant::False => "False".to_string(),
            Constant::Ellipsis => "Ellipsis".to_string(),
            Constant::Int(value) => value.to_string(),
            Constant::BigInt(value) => value.to_string(),
            Constant::Float(value) => float_repr(*value),
            Constant::Imaginary(value) => {
                let text = float_repr(*value);
                format!("{}j", text.strip_suffix(".0").unwrap_or(&text))
            }
            Constant::Str { value, .. } => return self.text(value),
            Constant::Bytes(bytes) => bytes_repr(bytes),
        };
        self.out.push_str(&text);
    }
}

fn conversion_code(conversion: Conversion) -> i64 {
    match conversion {
        Conversion::None => -1,
        Conversion::Str => b's'.into(),
        Conversion::Repr => b'r'.into(),
        Conversion::Ascii => b'a'.into(),
    }
}

fn float_repr(value: f64) -> String {
    if value.is_infinite() {
        return "inf".to_string();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return format!("{value:?}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = format!("b{quote}");
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            _ if byte as char == quote => out.extend(['\\', quote]),
            0x20..=0x7E => out.push(byte as char),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}

fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

fn text_repr(points: impl Iterator<Item = u32> + Clone) -> String {
    let has = |wanted: char| points.clone().any(|p| p == u32::from(wanted));
    let quote = quote_for(has('\''), has('"'));
    let mut out = String::from(quote);
    for point in points {
        match char::from_u32(point) {
            Some('\\') => out.push_str("\\\\"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some(c) if c == quote => out.extend(['\\', quote]),
            Some(c) if strings::is_printable(c) => out.push(c),
            _ => {
                let _ = match point {
                    0..=0xFF => write!(out, "\\x{point:02x}"),
                    0x100..=0xFFFF => write!(out, "\\u{point:04x}"),
                    _ => write!(out, "\\U{point:08x}"),
                };
            }
        }
    }
    out.push(quote);
    out
}
