//! Values against CPython 3.14's.

use super::{Folder, FormatPiece, percent_format};
use crate::{
    bytecode::code::Constant,
    source::Span,
    syntax::ast::{self, BinaryOp, Expr, ExprKind, Text, UnaryOp},
};

fn expr(kind: ExprKind) -> Expr {
    Expr {
        span: Span::default(),
        kind,
    }
}

fn lit(constant: ast::Constant) -> Expr {
    expr(ExprKind::Constant(constant))
}

fn int(n: i64) -> Expr {
    lit(ast::Constant::Int(n))
}

fn float(x: f64) -> Expr {
    lit(ast::Constant::Float(x))
}

fn text(s: &str) -> Expr {
    lit(ast::Constant::Str {
        value: Text::Utf8(s.into()),
        u_prefix: false,
    })
}

fn tuple(elts: Vec<Expr>) -> Expr {
    expr(ExprKind::Tuple {
        elts,
        parenthesized: true,
    })
}

fn bin(left: Expr, op: BinaryOp, right: Expr) -> Expr {
    expr(ExprKind::BinOp {
        left: Box::new(left),
        op,
        right: Box::new(right),
    })
}

fn unary(op: UnaryOp, operand: Expr) -> Expr {
    expr(ExprKind::UnaryOp {
        op,
        operand: Box::new(operand),
    })
}

fn fold(e: Expr) -> String {
    match (Folder { debug: true }).constant(&e) {
        None => "-".to_owned(),
        Some(Constant::Int(n)) => n.to_string(),
        Some(Constant::BigInt(n)) => format!("big {n}"),
        Some(Constant::Float(x)) => format!("{x:?}"),
        Some(Constant::Complex(re, im)) => format!("{re:?} {im:?}j"),
        Some(Constant::Str(s)) => format!("{s:?}"),
        Some(Constant::Tuple(items)) => format!("{} items", items.len()),
        Some(other) => format!("{other:?}"),
    }
}

#[test]
fn ints_round_down() {
    for (a, b, quotient, remainder) in [
        (7, 2, "3", "1"),
        (7, -2, "-4", "-1"),
        (-7, 2, "-4", "1"),
        (-7, -2, "3", "-1"),
        (6, -3, "-2", "0"),
        (1, 0, "-", "-"),
    ] {
        assert_eq!(fold(bin(int(a), BinaryOp::FloorDiv, int(b))), quotient);
        assert_eq!(fold(bin(int(a), BinaryOp::Mod, int(b))), remainder);
    }
    assert_eq!(fold(bin(int(-5), BinaryOp::RShift, int(1))), "-3");
    assert_eq!(fold(bin(int(-5), BinaryOp::RShift, int(1000))), "-1");
    assert_eq!(fold(bin(int(5), BinaryOp::RShift, int(-1))), "-");
    assert_eq!(fold(unary(UnaryOp::Invert, int(5))), "-6");
}

#[test]
fn ints_stay_within_128_bits() {
    let two = || int(2);
    assert_eq!(
        fold(bin(int(1), BinaryOp::LShift, int(127))),
        "big 170141183460469231731687303715884105728"
    );
    assert_eq!(fold(bin(int(1), BinaryOp::LShift, int(128))), "-");
    assert_eq!(fold(bin(int(0), BinaryOp::LShift, int(1000))), "0");
    assert_eq!(
        fold(bin(two(), BinaryOp::Pow, int(64))),
        "big 18446744073709551616"
    );
    assert_eq!(fold(bin(two(), BinaryOp::Pow, int(65))), "-");
    assert_eq!(fold(bin(two(), BinaryOp::Pow, int(-1))), "0.5");
    assert_eq!(fold(bin(int(0), BinaryOp::Pow, int(-1))), "-");
    assert_eq!(fold(bin(int(0), BinaryOp::Pow, int(0))), "1");
    let big = || bin(int(10), BinaryOp::Pow, int(19));
    assert_eq!(
        fold(bin(big(), BinaryOp::Mult, big())),
        "big 100000000000000000000000000000000000000"
    );
    let bigger = bin(big(), BinaryOp::Mult, int(10));
    assert_eq!(fold(bin(bigger, BinaryOp::Mult, big())), "-");
}

#[test]
fn floats_follow_python() {
    assert_eq!(fold(bin(float(7.5), BinaryOp::FloorDiv, int(-2))), "-4.0");
    assert_eq!(fold(bin(float(-0.0), BinaryOp::FloorDiv, int(2))), "-0.0");
    assert_eq!(fold(bin(float(5.5), BinaryOp::Mod, int(-2))), "-0.5");
    assert_eq!(fold(bin(float(4.0), BinaryOp::Mod, int(-2))), "-0.0");
    assert_eq!(fold(bin(float(1e308), BinaryOp::Mult, int(10))), "inf");
    assert_eq!(fold(bin(float(2.0), BinaryOp::Pow, int(1024))), "-");
    assert_eq!(fold(bin(int(-8), BinaryOp::Pow, float(0.5))), "-");
    assert_eq!(
        fold(bin(int(1), BinaryOp::Div, int(3))),
        "0.3333333333333333"
    );
    assert_eq!(fold(bin(float(1.0), BinaryOp::Div, int(0))), "-");
}

#[test]
fn complex_numbers_keep_signs_of_zero() {
    let j = |x| lit(ast::Constant::Imaginary(x));
    assert_eq!(fold(unary(UnaryOp::USub, j(1.0))), "-0.0 -1.0j");
    assert_eq!(fold(bin(int(1), BinaryOp::Sub, j(2.0))), "1.0 -2.0j");
    let minus_zero = unary(UnaryOp::USub, float(0.0));
    assert_eq!(fold(bin(minus_zero, BinaryOp::Sub, j(2.0))), "-0.0 -2.0j");
    assert_eq!(fold(bin(j(1.0), BinaryOp::Mult, j(1.0))), "-1.0 0.0j");
}

#[test]
fn bools_are_ints_but_for_bit_operators() {
    let yes = || lit(ast::Constant::True);
    assert_eq!(fold(bin(yes(), BinaryOp::Add, yes())), "2");
    assert_eq!(fold(bin(yes(), BinaryOp::BitXor, yes())), "False");
    assert_eq!(fold(unary(UnaryOp::USub, yes())), "-1");
    assert_eq!(fold(unary(UnaryOp::Invert, yes())), "-");
    assert_eq!(fold(unary(UnaryOp::Not, int(0))), "True");
    assert_eq!(fold(unary(UnaryOp::Not, tuple(vec![]))), "-");
}

#[test]
fn sequences_have_limits() {
    assert_eq!(fold(bin(text("a"), BinaryOp::Add, text("b"))), "\"ab\"");
    assert_eq!(fold(bin(text("ab"), BinaryOp::Mult, int(2))), "\"abab\"");
    assert_eq!(fold(bin(text("ab"), BinaryOp::Mult, int(-2))), "-");
    assert_eq!(fold(bin(text("a"), BinaryOp::Mult, int(4097))), "-");
    let one = || tuple(vec![int(1)]);
    assert_eq!(fold(bin(one(), BinaryOp::Mult, int(256))), "256 items");
    assert_eq!(fold(bin(int(257), BinaryOp::Mult, one())), "-");
    let nested = || tuple(vec![bin(one(), BinaryOp::Mult, int(100))]);
    assert_eq!(fold(bin(nested(), BinaryOp::Mult, int(10))), "10 items");
    assert_eq!(fold(bin(nested(), BinaryOp::Mult, int(20))), "-");
}

#[test]
fn subscripts_of_constants() {
    let at = |value: Expr, slice: Expr| {
        fold(expr(ExprKind::Subscript {
            value: Box::new(value),
            slice: Box::new(slice),
        }))
    };
    let slice = |lower: i64, upper: Option<i64>, step: Option<i64>| {
        expr(ExprKind::Slice {
            lower: Some(Box::new(int(lower))),
            upper: upper.map(|n| Box::new(int(n))),
            step: step.map(|n| Box::new(int(n))),
        })
    };
    assert_eq!(at(text("aé"), int(1)), "\"é\"");
    assert_eq!(at(text("aé"), int(2)), "-");
    assert_eq!(at(text("abc"), unary(UnaryOp::USub, int(1))), "\"c\"");
    assert_eq!(at(text("abc"), unary(UnaryOp::USub, int(4))), "-");
    assert_eq!(at(text("abcdef"), slice(1, Some(100), Some(2))), "\"bdf\"");
    assert_eq!(at(text("abc"), slice(2, Some(1), None)), "\"\"");
    assert_eq!(
        at(tuple(vec![int(5), int(6)]), slice(1, None, None)),
        "1 items"
    );
    let bytes = lit(ast::Constant::Bytes((*b"ab").into()));
    assert_eq!(at(bytes, int(1)), "98");
}

#[test]
fn percent_formats_become_pieces() {
    let name = || expr(ExprKind::Name("a".into()));
    let pieces = |format: &str, count: usize| {
        let right = tuple((0..count).map(|_| name()).collect());
        percent_format(&text(format), &right).map(|pieces| {
            let show = |piece: &FormatPiece| match piece {
                FormatPiece::Text(text) => text.clone(),
                FormatPiece::Value {
                    conversion, spec, ..
                } => format!("{{{conversion:?}:{spec}}}"),
            };
            pieces.iter().map(show).collect::<String>()
        })
    };
    assert_eq!(pieces("%s %r", 2).as_deref(), Some("{Str:} {Repr:}"));
    assert_eq!(pieces("%-5.3s|%%", 1).as_deref(), Some("{Str:5.3}|%"));
    assert_eq!(pieces("%05a", 1).as_deref(), Some("{Ascii:>5}"));
    assert_eq!(pieces("%.s", 1).as_deref(), Some("{Str:.0}"));
    assert_eq!(pieces("%d", 1), None);
    assert_eq!(pieces("%s", 2), None);
    assert_eq!(pieces("%s", 0), None);
    assert_eq!(pieces("%", 0), None);
}
