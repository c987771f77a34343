//! `math.erf` and `math.erfc`, correctly rounded as in current C libraries.
//!
//! Invariant: computed with twice the precision and rounded once. The power series serves up to
//! where its terms cancel too much, a continued fraction beyond.
//! Deliberately absent: results so small that they are subnormal or nearly so, for which the `libm`
//! crate's version is as good.
//! Next file to read: `double_double.rs`.

use crate::stdlib::math::double_double::Double;

/// 2 / sqrt(pi).
const TWO_OVER_ROOT_PI: Double = Double {
    hi: std::f64::consts::FRAC_2_SQRT_PI,
    lo: 1.533545961316588e-17,
};

/// From here on `erf` is 1 to all digits, nearly.
const ERF_FLAT: f64 = 5.5;
/// From here on the continued fraction serves for `erfc`.
const FRACTION_FROM: f64 = 3.0;
/// From here on `erfc` is below 1e-300.
const ERFC_TINY: f64 = 26.0;

/// The error function.
pub fn erf(x: f64) -> f64 {
    let size = x.abs();
    if (1e-250..ERF_FLAT).contains(&size) {
        return series(size).hi.copysign(x);
    }
    libm::erf(x)
}

/// The complementary error function.
pub fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if !(1e-250..ERFC_TINY).contains(&size) || x <= -ERF_FLAT {
        return libm::erfc(x);
    }
    let value = if x < 0.0 {
        Double::ONE + series(size)
    } else if x < FRACTION_FROM {
        Double::ONE - series(x)
    } else {
        fraction(x)
    };
    value.hi
}

/// erf(x) by its Taylor series, for a positive x.
fn series(x: f64) -> Double {
    let square = Double::square_of(x);
    let mut power = Double::new(x);
    let mut sum = power;
    for n in 1..400 {
        power = -(power * square) / Double::new(n.into());
        let term = power / Double::new((2 * n + 1).into());
        sum = sum + term;
        if f64::from(n) > square.hi && term.hi.abs() < sum.hi.abs() * 1e-34 {
            break;
        }
    }
    sum * TWO_OVER_ROOT_PI
}

/// erfc(x) as exp(-x^2) / sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))).
fn fraction(x: f64) -> Double {
    const DEPTH: i32 = 160;
    let x = Double::new(x);
    let mut value = x;
    for n in (1..=DEPTH).rev() {
        value = x + Double::new(f64::from(n) / 2.0) / value;
    }
    (-(x * x)).exp() * TWO_OVER_ROOT_PI.scaled(-1) / value
}
