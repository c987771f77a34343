//! Checks of complex numbers against values computed by CPython.

use super::{
    Complex,
    text::{parse_complex, repr},
};

#[test]
fn texts_round_trip() {
    let cases = [
        (0.0, 1.0, "1j"),
        (-0.0, 1.0, "(-0+1j)"),
        (1.5, -2.0, "(1.5-2j)"),
        (0.0, -0.0, "-0j"),
        (f64::NAN, f64::INFINITY, "(nan+infj)"),
        (1e16, 1e-5, "(1e+16+1e-05j)"),
    ];
    for (re, im, text) in cases {
        assert_eq!(repr(Complex::new(re, im)), text);
        let read = parse_complex(text.as_bytes()).map(repr);
        assert_eq!(read.as_deref(), Some(text));
    }
}

#[test]
fn reads_what_cpython_reads() {
    for (text, shown) in [
        ("j", "1j"),
        ("-J", "-1j"),
        ("1+j", "(1+1j)"),
        (" ( 1-2.5j ) ", "(1-2.5j)"),
        ("1e5", "(100000+0j)"),
        ("1_0+2_0j", "(10+20j)"),
        ("-.5j", "-0.5j"),
    ] {
        assert_eq!(
            parse_complex(text.as_bytes()).map(repr).as_deref(),
            Some(shown)
        );
    }
    for text in ["", "1+2", "1 + 2j", "1+2jj", "(1+2j", "1j+2", "+-j", "()"] {
        assert_eq!(parse_complex(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn multiplies_divides_and_raises() {
    let (a, b) = (Complex::new(1.0, 2.0), Complex::new(3.0, -4.0));
    assert_eq!(a.mul(b), Complex::new(11.0, 2.0));
    assert_eq!(a.div(b), Ok(Complex::new(-0.2, 0.4)));
    assert_eq!(a.pow(Complex::new(2.0, 0.0)), Ok(Complex::new(-3.0, 4.0)));
    assert_eq!(Complex::new(3.0, 4.0).abs(), Ok(5.0));
    assert_eq!(
        a.div(Complex::default()).unwrap_err().text,
        "division by zero"
    );
    let zero_power = Complex::default().pow(Complex::new(-1.0, 0.0));
    assert_eq!(
        zero_power.unwrap_err().text,
        "zero to a negative or complex power"
    );
    assert_eq!(Complex::new(3.0, 4.0).hash(0), 4000015);
}
