//! Checks of the `math` functions against values and errors of CPython.

use super::{
    gamma::{gamma, lgamma},
    logarithm::Logarithm,
    numbers::{fma, frexp, ldexp, modf, nextafter, ulp},
    real,
    sums::{ExactSum, ProductSum, dist, hypot},
};
use crate::builtins::{fault::Fault, int::Int};

fn text(result: Result<f64, Fault>) -> String {
    result.map_or_else(|fault| fault.text.into_owned(), |value| value.to_string())
}

#[test]
fn errors_are_cpythons() {
    let cases = [
        (real::sqrt(-1.0), "expected a nonnegative input, got -1.0"),
        (
            real::acos(2.0),
            "expected a number in range from -1 up to 1, got 2.0",
        ),
        (
            real::acosh(0.5),
            "expected argument value not less than 1, got 0.5",
        ),
        (
            real::atanh(1.0),
            "expected a number between -1 and 1, got 1.0",
        ),
        (real::log1p(-1.0), "expected argument value > -1, got -1.0"),
        (real::sin(f64::INFINITY), "expected a finite input, got inf"),
        (real::exp(1000.0), "math range error"),
        (real::pow(0.0, -1.0), "math domain error"),
        (real::pow(10.0, 400.0), "math range error"),
        (real::fmod(1.0, 0.0), "math domain error"),
        (
            gamma(-1.0),
            "expected a noninteger or positive integer, got -1.0",
        ),
        (gamma(200.0), "math range error"),
        (
            lgamma(0.0),
            "expected a noninteger or positive integer, got 0.0",
        ),
        (
            Logarithm::Natural.of_float(-1.5),
            "expected a positive input, got -1.5",
        ),
        (
            Logarithm::Natural.of_int(&Int::ZERO),
            "expected a positive input",
        ),
        (ldexp(1.0, &Int::Small(2000)), "math range error"),
        (fma(1e308, 10.0, 0.0), "overflow in fma"),
        (fma(f64::INFINITY, 0.0, 1.0), "invalid operation in fma"),
        (
            dist(&[1.0], &[1.0, 2.0]),
            "both points must have the same number of dimensions",
        ),
    ];
    for (result, expected) in cases {
        assert_eq!(text(result), expected);
    }
}

#[test]
fn own_algorithms_agree_to_the_bit() {
    assert_eq!(gamma(0.5), Ok(1.7724538509055159));
    assert_eq!(gamma(-1.5), Ok(2.3632718012073544));
    assert_eq!(gamma(170.5), Ok(5.56209241456e305));
    assert_eq!(gamma(23.0), Ok(1.1240007277776077e21));
    assert_eq!(lgamma(100.25), Ok(360.2845596377643));
    assert_eq!(lgamma(-0.75), Ok(1.5757045971498589));
    assert_eq!(real::remainder(5.5, 2.0), Ok(-0.5));
    assert_eq!(real::remainder(-3.0, 2.0), Ok(1.0));
    assert_eq!(hypot(&mut [1e308, 1e308]), 1.4142135623730951e308);
    assert_eq!(hypot(&mut [3.0, -4.0, 12.0]), 13.0);
    assert_eq!(hypot(&mut [f64::NAN, f64::NEG_INFINITY]), f64::INFINITY);
    assert_eq!(hypot(&mut []), 0.0);
}

#[test]
fn sums_are_exact() {
    let fsum = |values: &[f64]| {
        let mut sum = ExactSum::default();
        for &value in values {
            sum.add(value)?;
        }
        sum.finish()
    };
    assert_eq!(fsum(&[0.1; 10]), Ok(1.0));
    assert_eq!(fsum(&[1e100, 1.0, -1e100, 1e-100]), Ok(1.0));
    assert_eq!(text(fsum(&[1e308, 1e308])), "intermediate overflow in fsum");
    assert_eq!(
        text(fsum(&[f64::INFINITY, f64::NEG_INFINITY])),
        "-inf + inf in fsum"
    );
    let sum = ProductSum::default()
        .add_product(10.0, 0.1)
        .and_then(|sum| sum.add_product(-1e20, 1.0))
        .and_then(|sum| sum.add_product(1e20, 1.0))
        .and_then(|sum| sum.add_product(-1.0, 1.0));
    assert_eq!(sum.map(ProductSum::value), Some(5.551115123125783e-17));
}

#[test]
fn takes_floats_apart() {
    assert_eq!(frexp(5e-324), (0.5, -1073));
    assert_eq!(frexp(-8.0), (-0.5, 4));
    assert_eq!(ldexp(0.5, &Int::Small(-1073)), Ok(5e-324));
    assert_eq!(modf(-2.5), (-0.5, -2.0));
    assert_eq!(modf(f64::NEG_INFINITY), (-0.0, f64::NEG_INFINITY));
    assert_eq!(nextafter(0.0, 1.0, Some(&Int::Small(5))), Ok(2.5e-323));
    assert_eq!(nextafter(1.0, 0.0, None), Ok(0.9999999999999999));
    let back = nextafter(-5e-324, 1.0, None).map(f64::is_sign_negative);
    assert_eq!(back, Ok(true));
    assert_eq!(ulp(1.0), f64::EPSILON);
    assert_eq!(ulp(f64::MAX), 1.99584030953472e292);
}

#[test]
fn logarithms_of_huge_ints() {
    let huge = Int::Small(10)
        .pow_unsigned(&Int::Small(400), &crate::builtins::fault::never)
        .unwrap();
    assert_eq!(Logarithm::Natural.of_int(&huge), Ok(921.0340371976182));
    assert_eq!(Logarithm::Decimal.of_int(&huge), Ok(400.0));
    assert_eq!(Logarithm::Binary.of_int(&huge), Ok(1328.771237954945));
    let power = Int::ONE.lshift(&Int::Small(5000)).unwrap();
    assert_eq!(Logarithm::Binary.of_int(&power), Ok(5000.0));
}
