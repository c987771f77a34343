//! Checks of the format mini-language against texts and errors of CPython.

use super::{format_complex, format_float, format_int, format_str};
use crate::builtins::{
    complex::Complex,
    fault::{Fault, never},
    int::Int,
    str::storage::StrBuf,
};

fn finish(result: Result<(), Fault>, out: StrBuf) -> String {
    match result {
        Ok(()) => out.view().to_utf8_lossy(),
        Err(fault) => format!("!{}", fault.text),
    }
}

fn int(value: i64, spec: &str) -> String {
    let (spec, mut out) = (StrBuf::from_utf8(spec), StrBuf::with_capacity(0));
    let result = format_int(&Int::Small(value), spec.view(), "int", 0, &never, &mut out);
    finish(result, out)
}

fn float(value: f64, spec: &str) -> String {
    let (spec, mut out) = (StrBuf::from_utf8(spec), StrBuf::with_capacity(0));
    finish(format_float(value, spec.view(), "float", &mut out), out)
}

fn text(value: &str, spec: &str) -> String {
    let (value, spec) = (StrBuf::from_utf8(value), StrBuf::from_utf8(spec));
    let mut out = StrBuf::with_capacity(0);
    finish(format_str(value.view(), spec.view(), "str", &mut out), out)
}

#[test]
fn ints() {
    for (value, spec, shown) in [
        (1234, "010,d", "00,001,234"),
        (1234, "08,d", "0,001,234"),
        (-1234, "+012_x", "-0_0000_04d2"),
        (255, "#012_b", "0b0_1111_1111"),
        (255, "#X", "0XFF"),
        (65, "^5c", "  A  "),
        (0x1f600, "c", "😀"),
        (5, "é>4", "ééé5"),
        (42, "+", "+42"),
        (-42, "=6", "-   42"),
        (1234, ".2f", "1234.00"),
        (
            5,
            ".2d",
            "!Precision not allowed in integer format specifier",
        ),
        (5, "s", "!Unknown format code 's' for object of type 'int'"),
        (5, ",x", "!Cannot specify ',' with 'x'."),
        (5, ",_", "!Cannot specify both ',' and '_'."),
        (
            5,
            "xx",
            "!Invalid format specifier 'xx' for object of type 'int'",
        ),
        (-1, "c", "!%c arg not in range(0x110000)"),
        (
            5,
            "99999999999999999999",
            "!Too many decimal digits in format string",
        ),
        (5, "9223372036854775807d", "!"),
    ] {
        assert_eq!(int(value, spec), shown, "{spec}");
    }
}

#[test]
fn floats() {
    for (value, spec, shown) in [
        (1234567.891, "020,.3f", "0,000,001,234,567.891"),
        (f64::INFINITY, "010,", "0000000inf"),
        (1234.56789, "015_.7_f", "1_234.567_890_0"),
        (1e10, ".8_e", "1.000_000_00e+10"),
        (1.5, ".,%", "150.000,000%"),
        (-0.001, "z.1f", "0.0"),
        (1.0, "", "1.0"),
        (1.0, "n", "1"),
        (1.0, ".0", "1e+00"),
        (
            1.5,
            "d",
            "!Unknown format code 'd' for object of type 'float'",
        ),
        (1.5, ".", "!Format specifier missing precision"),
        (1.5, ".2147483648f", "!precision too big"),
        (1.5, ".,n", "!Cannot specify ',' with 'n'."),
    ] {
        assert_eq!(float(value, spec), shown, "{spec}");
    }
}

#[test]
fn complex_numbers() {
    let show = |re, im, spec: &str| {
        let (spec, mut out) = (StrBuf::from_utf8(spec), StrBuf::with_capacity(0));
        let value = Complex::new(re, im);
        finish(format_complex(value, spec.view(), "complex", &mut out), out)
    };
    assert_eq!(show(1.0, 2.0, ".3"), "(1+2j)");
    assert_eq!(show(0.0, 2.0, "+"), "+2j");
    assert_eq!(show(0.0, 2.0, " .2f"), " 0.00+2.00j");
    assert_eq!(show(1.0, 2.0, ">9"), "   (1+2j)");
    assert_eq!(
        show(1.0, 2.0, "09"),
        "!Zero padding is not allowed in complex format specifier"
    );
}

#[test]
fn strings() {
    assert_eq!(text("abc", ".2"), "ab");
    assert_eq!(text("abc", "05"), "abc00");
    assert_eq!(text("abc", "x^09"), "xxxabcxxx");
    assert_eq!(text("añb", ">5.2"), "   añ");
    assert_eq!(
        text("abc", "+"),
        "!Sign not allowed in string format specifier"
    );
    assert_eq!(text("abc", ","), "!Cannot specify ',' with 's'.");
    assert_eq!(
        text("abc", "d"),
        "!Unknown format code 'd' for object of type 'str'"
    );
}
