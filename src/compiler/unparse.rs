//! Expressions as text, for annotations that are kept as text (PEP 563).
//!
//! Invariant: the text parses back to the same expression; parentheses and spaces are CPython's.
//! Deliberately absent: statements.
//! Next file to read: `compiler/annotations.rs`.

use crate::syntax::ast::{
    Arg, Arguments, BinaryOp, BoolOp, CompareOp, Comprehension, Constant, Conversion, Expr,
    ExprKind, FormattedValue, Keyword, Text, UnaryOp,
};

/// How tightly the context binds: an expression that binds less is put in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arith,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    /// The next tighter level.
    fn tighter(self) -> Level {
        use Level::*;
        match self {
            Tuple => Test,
            Test => Or,
            Or => And,
            And => Not,
            Not => Compare,
            Compare => BitOr,
            BitOr => BitXor,
            BitXor => BitAnd,
            BitAnd => Shift,
            Shift => Arith,
            Arith => Term,
            Term => Factor,
            Factor => Power,
            Power => Await,
            Await | Atom => Atom,
        }
    }
}

/// The text of `e`.
pub(super) fn unparse(e: &Expr) -> String {
    let mut writer = Writer { out: String::new() };
    writer.expr(e, Level::Test);
    writer.out
}

struct Writer {
    out: String,
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes what `inner` writes, in parentheses if the context binds tighter than `own`.
    fn enclosed(&mut self, context: Level, own: Level, inner: impl FnOnce(&mut Writer)) {
        let parens = context > own;
        if parens {
            self.text("(");
        }
        inner(self);
        if parens {
            self.text(")");
        }
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Writer, &T)) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.text(", ");
            }
            write(self, item);
        }
    }

    fn expr(&mut self, e: &Expr, context: Level) {
        match &e.kind {
            ExprKind::BoolOp { op, values } => {
                let (word, own) = match op {
                    BoolOp::And => (" and ", Level::And),
                    BoolOp::Or => (" or ", Level::Or),
                };
                self.enclosed(context, own, |w| {
                    for (i, value) in values.iter().enumerate() {
                        if i > 0 {
                            w.text(word);
                        }
                        w.expr(value, own.tighter());
                    }
                });
            }
            ExprKind::NamedExpr { target, value } => self.enclosed(context, Level::Tuple, |w| {
                w.expr(target, Level::Atom);
                w.text(" := ");
                w.expr(value, Level::Atom);
            }),
            ExprKind::BinOp { left, op, right } => {
                let (word, own) = binary(*op);
                let right_assoc = *op == BinaryOp::Pow;
                self.enclosed(context, own, |w| {
                    w.expr(left, if right_assoc { own.tighter() } else { own });
                    w.text(word);
                    w.expr(right, if right_assoc { own } else { own.tighter() });
                });
            }
            ExprKind::UnaryOp { op, operand } => {
                let (word, own) = match op {
                    UnaryOp::Invert => ("~", Level::Factor),
                    UnaryOp::Not => ("not ", Level::Not),
                    UnaryOp::UAdd => ("+", Level::Factor),
                    UnaryOp::USub => ("-", Level::Factor),
                };
                self.enclosed(context, own, |w| {
                    w.text(word);
                    w.expr(operand, own);
                });
            }
            ExprKind::Lambda { args, body } => self.enclosed(context, Level::Test, |w| {
                w.text("lambda");
                let before = w.out.len();
                w.text(" ");
                w.arguments(args);
                if w.out.len() == before + 1 {
                    w.out.truncate(before);
                }
                w.text(": ");
                w.expr(body, Level::Test);
            }),
            ExprKind::IfExp { test, body, orelse } => self.enclosed(context, Level::Test, |w| {
                w.expr(body, Level::Or);
                w.text(" if ");
                w.expr(test, Level::Or);
                w.text(" else ");
                w.expr(orelse, Level::Test);
            }),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => self.enclosed(context, Level::Compare, |w| {
                w.expr(left, Level::BitOr);
                for (op, right) in ops.iter().zip(comparators) {
                    w.text(comparison(*op));
                    w.expr(right, Level::BitOr);
                }
            }),
            ExprKind::Await(value) => self.enclosed(context, Level::Await, |w| {
                w.text("await ");
                w.expr(value, Level::Atom);
            }),
            ExprKind::Yield(value) => {
                self.text("(yield");
                if let Some(value) = value {
                    self.text(" ");
                    self.expr(value, Level::Tuple);
                }
                self.text(")");
            }
            ExprKind::YieldFrom(value) => {
                self.text("(yield from ");
                self.expr(value, Level::Test);
                self.text(")");
            }
            ExprKind::Tuple { elts, .. } => self.tuple(elts, context),
            _ => self.atom(e),
        }
    }

    fn tuple(&mut self, elts: &[Expr], context: Level) {
        if elts.is_empty() {
            self.text("()");
            return;
        }
        self.enclosed(context, Level::Tuple, |w| {
            w.list(elts, |w, e| w.expr(e, Level::Test));
            if elts.len() == 1 {
                w.text(",");
            }
        });
    }

    fn atom(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Name(name) => self.text(name),
            ExprKind::Constant(value) => self.constant(value),
            ExprKind::Attribute { value, attr, .. } => {
                self.expr(value, Level::Atom);
                if matches!(
                    value.kind,
                    ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_))
                ) {
                    self.text(" ");
                }
                self.text(".");
                self.text(attr);
            }
            ExprKind::Subscript { value, slice } => {
                self.expr(value, Level::Atom);
                self.text("[");
                self.expr(slice, Level::Tuple);
                self.text("]");
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expr(func, Level::Atom);
                self.call(args, keywords);
            }
            ExprKind::Starred(value) => {
                self.text("*");
                self.expr(value, Level::BitOr);
            }
            ExprKind::List(elts) => {
                self.text("[");
                self.list(elts, |w, e| w.expr(e, Level::Test));
                self.text("]");
            }
            ExprKind::Set(elts) => {
                self.text("{");
                self.list(elts, |w, e| w.expr(e, Level::Test));
                self.text("}");
            }
            ExprKind::Dict { keys, values } => self.dict(keys, values),
            ExprKind::Slice { lower, upper, step } => {
                let mut part = |prefix: &str, e: &Option<Box<Expr>>| {
                    self.text(prefix);
                    if let Some(e) = e {
                        self.expr(e, Level::Test);
                    }
                };
                part("", lower);
                part(":", upper);
                if step.is_some() {
                    part(":", step);
                }
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension("[", elt, None, generators, "]")
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension("{", elt, None, generators, "}")
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension("(", elt, None, generators, ")")
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.comprehension("{", key, Some(value), generators, "}"),
            ExprKind::JoinedStr(values) => self.formatted("f", values),
            ExprKind::TemplateStr(values) => self.formatted("t", values),
            ExprKind::FormattedValue(value) => {
                let mut body = String::new();
                replacement_field(&mut body, value);
                self.text("f");
                self.quoted(&body);
            }
            _ => {}
        }
    }

    fn dict(&mut self, keys: &[Option<Expr>], values: &[Expr]) {
        self.text("{");
        for (i, (key, value)) in keys.iter().zip(values).enumerate() {
            if i > 0 {
                self.text(", ");
            }
            match key {
                Some(key) => {
                    self.expr(key, Level::Test);
                    self.text(": ");
                    self.expr(value, Level::Test);
                }
                None => {
                    self.text("**");
                    self.expr(value, Level::BitOr);
                }
            }
        }
        self.text("}");
    }

    fn call(&mut self, args: &[Expr], keywords: &[Keyword]) {
        if let (
            [
                only @ Expr {
                    kind: ExprKind::GeneratorExp { .. },
                    ..
                },
            ],
            [],
        ) = (args, keywords)
        {
            self.expr(only, Level::Atom);
            return;
        }
        self.text("(");
        self.list(args, |w, e| w.expr(e, Level::Test));
        for (i, keyword) in keywords.iter().enumerate() {
            if i > 0 || !args.is_empty() {
                self.text(", ");
            }
            match &keyword.name {
                Some(name) => {
                    self.text(&name.name);
                    self.text("=");
                }
                None => self.text("**"),
            }
            self.expr(&keyword.value, Level::Test);
        }
        self.text(")");
    }

    fn comprehension(
        &mut self,
        open: &str,
        elt: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
        close: &str,
    ) {
        self.text(open);
        self.expr(elt, Level::Test);
        if let Some(value) = value {
            self.text(": ");
            self.expr(value, Level::Test);
        }
        for generator in generators {
            let word = if generator.is_async {
                " async for "
            } else {
                " for "
            };
            self.text(word);
            self.expr(&generator.target, Level::Tuple);
            self.text(" in ");
            self.expr(&generator.iter, Level::Or);
            for test in &generator.ifs {
                self.text(" if ");
                self.expr(test, Level::Or);
            }
        }
        self.text(close);
    }

    fn arguments(&mut self, args: &Arguments) {
        let mut first = true;
        let mut comma = |w: &mut Writer| {
            if !std::mem::take(&mut first) {
                w.text(", ");
            }
        };
        let positional = args.posonlyargs.len() + args.args.len();
        let required = positional.saturating_sub(args.defaults.len());
        let all = args.posonlyargs.iter().chain(&args.args);
        for (i, arg) in all.enumerate() {
            comma(self);
            let default = i.checked_sub(required).and_then(|i| args.defaults.get(i));
            self.argument(arg, default);
            if i + 1 == args.posonlyargs.len() {
                self.text(", /");
            }
        }
        if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
            comma(self);
            self.text("*");
            if let Some(arg) = &args.vararg {
                self.argument(arg, None);
            }
        }
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            comma(self);
            self.argument(arg, default.as_ref());
        }
        if let Some(arg) = &args.kwarg {
            comma(self);
            self.text("**");
            self.argument(arg, None);
        }
    }

    fn argument(&mut self, arg: &Arg, default: Option<&Expr>) {
        self.text(&arg.name);
        if let Some(default) = default {
            self.text("=");
            self.expr(default, Level::Test);
        }
    }

    fn constant(&mut self, value: &Constant) {
        match value {
            Constant::None => self.text("None"),
            Constant::True => self.text("True"),
            Constant::False => self.text("False"),
            Constant::Ellipsis => self.text("..."),
            Constant::Int(n) => self.text(&n.to_string()),
            Constant::BigInt(n) => self.text(&n.to_string()),
            Constant::Float(x) => self.float(*x),
            Constant::Imaginary(x) => {
                self.float(*x);
                if self.out.ends_with(".0") {
                    self.out.truncate(self.out.len() - 2);
                }
                self.text("j");
            }
            Constant::Str {
                value: Text::Utf8(text),
                ..
            } => self.quoted(text),
            Constant::Str {
                value: Text::CodePoints(points),
                ..
            } => {
                self.text("'");
                for &point in points.iter() {
                    match char::from_u32(point) {
                        Some(c) => self.escaped(c, '\''),
                        None => self.text(&format!("\\u{point:04x}")),
                    }
                }
                self.text("'");
            }
            Constant::Bytes(bytes) => {
                self.text("b");
                let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
                self.out.push(quote);
                for &b in bytes.iter() {
                    if b.is_ascii() {
                        self.escaped(b as char, quote);
                    } else {
                        self.text(&format!("\\x{b:02x}"));
                    }
                }
                self.out.push(quote);
            }
        }
    }

    /// Infinity can only be written as a number that overflows.
    fn float(&mut self, x: f64) {
        if x.is_infinite() {
            self.text("1e309");
            return;
        }
        let exponent = format!("{x:e}");
        let (digits, power) = exponent.split_once('e').unwrap_or((&exponent, "0"));
        let power: i32 = power.parse().unwrap_or(0);
        if (-4..16).contains(&power) {
            self.text(&format!("{x:?}"));
        } else {
            let sign = if power < 0 { '-' } else { '+' };
            self.text(&format!("{digits}e{sign}{:02}", power.abs()));
        }
    }

    fn quoted(&mut self, text: &str) {
        let quote = quote_for(text.contains('\''), text.contains('"'));
        self.out.push(quote);
        for c in text.chars() {
            self.escaped(c, quote);
        }
        self.out.push(quote);
    }

    fn escaped(&mut self, c: char, quote: char) {
        match c {
            '\n' => self.text("\\n"),
            '\r' => self.text("\\r"),
            '\t' => self.text("\\t"),
            '\\' => self.text("\\\\"),
            c if c == quote => {
                self.text("\\");
                self.out.push(c);
            }
            c if (c as u32) < 0x20 || c as u32 == 0x7f => {
                self.text(&format!("\\x{:02x}", c as u32));
            }
            c => self.out.push(c),
        }
    }

    fn formatted(&mut self, prefix: &str, values: &[Expr]) {
        let mut body = String::new();
        pieces(&mut body, values);
        self.text(prefix);
        self.quoted(&body);
    }
}

fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

fn pieces(body: &mut String, values: &[Expr]) {
    for value in values {
        match &value.kind {
            ExprKind::Constant(Constant::Str {
                value: Text::Utf8(text),
                ..
            }) => body.push_str(&text.replace('{', "{{").replace('}', "}}")),
            ExprKind::FormattedValue(field) => replacement_field(body, field),
            ExprKind::Interpolation { value, .. } => replacement_field(body, value),
            ExprKind::JoinedStr(values) => pieces(body, values),
            _ => {}
        }
    }
}

fn replacement_field(body: &mut String, field: &FormattedValue) {
    let mut writer = Writer { out: String::new() };
    writer.expr(&field.value, Level::Test.tighter());
    let text = writer.out;
    body.push('{');
    if text.starts_with('{') {
        body.push(' ');
    }
    body.push_str(&text);
    body.push_str(match field.conversion {
        Conversion::None => "",
        Conversion::Str => "!s",
        Conversion::Repr => "!r",
        Conversion::Ascii => "!a",
    });
    if let Some(spec) = &field.format_spec {
        body.push(':');
        pieces(body, std::slice::from_ref(spec));
    }
    body.push('}');
}

fn binary(op: BinaryOp) -> (&'static str, Level) {
    match op {
        BinaryOp::Add => (" + ", Level::Arith),
        BinaryOp::Sub => (" - ", Level::Arith),
        BinaryOp::Mult => (" * ", Level::Term),
        BinaryOp::MatMult => (" @ ", Level::Term),
        BinaryOp::Div => (" / ", Level::Term),
        BinaryOp::Mod => (" % ", Level::Term),
        BinaryOp::FloorDiv => (" // ", Level::Term),
        BinaryOp::LShift => (" << ", Level::Shift),
        BinaryOp::RShift => (" >> ", Level::Shift),
        BinaryOp::BitOr => (" | ", Level::BitOr),
        BinaryOp::BitXor => (" ^ ", Level::BitXor),
        BinaryOp::BitAnd => (" & ", Level::BitAnd),
        BinaryOp::Pow => (" ** ", Level::Power),
    }
}

fn comparison(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => " == ",
        CompareOp::NotEq => " != ",
        CompareOp::Lt => " < ",
        CompareOp::LtE => " <= ",
        CompareOp::Gt => " > ",
        CompareOp::GtE => " >= ",
        CompareOp::Is => " is ",
        CompareOp::IsNot => " is not ",
        CompareOp::In => " in ",
        CompareOp::NotIn => " not in ",
    }
}
