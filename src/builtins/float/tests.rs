//! Checks of float text and arithmetic against values computed by CPython.

use super::{
    arith::{self, Power},
    format::{Layout, Style, format_float},
    hex::{from_hex, hex},
    parse::parse_float,
    repr::repr,
};
use crate::builtins::{fault::FaultKind, int::Int};

#[test]
fn shows_the_shortest_digits() {
    let cases = [
        (0.1, "0.1"),
        (-0.0, "-0.0"),
        (1e16, "1e+16"),
        (1e15, "1000000000000000.0"),
        (123456789012345680.0, "1.2345678901234568e+17"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (f64::NAN, "nan"),
        (f64::NEG_INFINITY, "-inf"),
        (9999999999999998.0, "9999999999999998.0"),
        (100.0, "100.0"),
        (633390228684739.25, "633390228684739.2"),
        (1612866432707358.75, "1612866432707358.8"),
        (17868557024788.3125, "17868557024788.312"),
        (5.960464477539063e-8, "5.960464477539063e-08"),
    ];
    for (value, text) in cases {
        assert_eq!(repr(value), text);
    }
}

#[test]
fn lays_out_with_precision() {
    let show = |value, style, precision| format_float(value, Layout::new(style, precision));
    assert_eq!(show(2.5, Style::Fixed, 0), "2");
    assert_eq!(show(0.125, Style::Fixed, 2), "0.12");
    assert_eq!(show(-1234.5678, Style::Exponent, 3), "-1.235e+03");
    assert_eq!(show(0.0001234, Style::General, 3), "0.000123");
    assert_eq!(show(1234567.0, Style::General, 6), "1.23457e+06");
    assert_eq!(show(100000.0, Style::General, 6), "100000");
    assert_eq!(show(0.0, Style::General, 6), "0");
    assert_eq!(show(0.1, Style::Fixed, 1200).len(), 1202);
    let alternate = Layout {
        alternate: true,
        upper: true,
        ..Layout::new(Style::General, 4)
    };
    assert_eq!(format_float(1.5, alternate), "1.500");
    assert_eq!(format_float(1e10, alternate), "1.000E+10");
    assert_eq!(format_float(1234.0, alternate), "1234.");
    assert_eq!(format_float(f64::INFINITY, alternate), "INF");
}

#[test]
fn reads_literals() {
    let good = [
        (" 1_000.5_0e1_0 ", 10005000000000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e400", f64::INFINITY),
        ("-Infinity", f64::NEG_INFINITY),
        ("0e99999999999999999999", 0.0),
    ];
    for (text, value) in good {
        assert_eq!(parse_float(text.as_bytes()), Some(value), "{text}");
    }
    assert!(parse_float(b"-nan").is_some_and(f64::is_nan));
    for text in [
        "", ".", "1_.5", "1._5", "1e_5", "1e", "1e+", "0x10", "nan(1)", "1 2", "_1", "1_", "infin",
    ] {
        assert_eq!(parse_float(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn divides_towards_minus_infinity() {
    assert_eq!(arith::divmod(-7.5, 2.0), Ok((-4.0, 0.5)));
    assert_eq!(arith::modulo(5.0, -3.0), Ok(-1.0));
    assert_eq!(arith::modulo(-1.0, f64::INFINITY), Ok(f64::INFINITY));
    assert_eq!(arith::floordiv(1.0, 0.1), Ok(9.0));
    let zero = arith::modulo(-6.0, 3.0).unwrap();
    assert!(zero == 0.0 && zero.is_sign_positive());
    assert_eq!(
        arith::floordiv(1.0, 0.0).unwrap_err().text,
        "division by zero"
    );
}

#[test]
fn raises_to_powers() {
    assert_eq!(arith::pow(-8.0, 3.0), Ok(Power::Real(-512.0)));
    assert_eq!(arith::pow(-8.0, 0.5), Ok(Power::Complex));
    assert_eq!(arith::pow(f64::NAN, 0.0), Ok(Power::Real(1.0)));
    assert_eq!(
        arith::pow(10.0, 400.0).unwrap_err().kind,
        FaultKind::OverflowErrno
    );
    assert_eq!(
        arith::pow(0.0, -1.0).unwrap_err().text,
        "zero to a negative power"
    );
    assert_eq!(arith::pow(f64::NEG_INFINITY, -3.0), Ok(Power::Real(-0.0)));
}

#[test]
fn rounds_the_exact_value() {
    let cases = [
        (2.675, 2, 2.67),
        (0.5, 0, 0.0),
        (1.5, 0, 2.0),
        (2.5, 0, 2.0),
        (1234567.0, -3, 1235000.0),
        (-1500.0, -3, -2000.0),
        (500.0, -3, 0.0),
        (501.0, -3, 1000.0),
        (49.0, -3, 0.0),
        (1e22, -22, 1e22),
        (0.1, 400, 0.1),
        (5.5, -400, 0.0),
    ];
    for (value, digits, rounded) in cases {
        assert_eq!(
            arith::round_to_digits(value, digits),
            Ok(rounded),
            "{value} {digits}"
        );
    }
    let error = arith::round_to_digits(1.7976931348623157e308, -308).unwrap_err();
    assert_eq!(error.text, "rounded value too large to represent");
    assert_eq!(arith::round_to_int(2.5), Ok(Int::Small(2)));
}

#[test]
fn converts_to_ratios_and_hex() {
    assert_eq!(
        arith::as_integer_ratio(0.75),
        Ok((Int::Small(3), Int::Small(4)))
    );
    assert_eq!(
        arith::as_integer_ratio(-6.0),
        Ok((Int::Small(-6), Int::ONE))
    );
    for (value, text) in [
        (1.5, "0x1.8000000000000p+0"),
        (-0.1, "-0x1.999999999999ap-4"),
        (5e-324, "0x0.0000000000001p-1022"),
        (0.0, "0x0.0p+0"),
        (f64::INFINITY, "inf"),
    ] {
        assert_eq!(hex(value), text);
        assert_eq!(from_hex(text.as_bytes()), Ok(value));
    }
    assert_eq!(from_hex(b" -0X.8p3 "), Ok(-4.0));
    assert_eq!(from_hex(b"1.00000000000008p0"), Ok(1.0));
    assert_eq!(
        from_hex(b"1.000000000000080000001p0"),
        Ok(1.0000000000000002)
    );
    assert_eq!(from_hex(b"0x1p2000").unwrap_err().kind, FaultKind::Overflow);
    assert_eq!(from_hex(b"0x").unwrap_err().kind, FaultKind::Value);
}
