//! What the functions of `cmath` give where a part is infinite or not a number.
//!
//! Rows go by the real part, columns by the imaginary one, each in the order -inf, negative, -0.0,
//! 0.0, positive, inf, nan. Invariant: the values are those of C's Annex G, as CPython shows them.
//! Entries for two finite parts, and for those that the function treats by itself (domain errors,
//! an infinite part with a finite one whose sign matters), are never read: they hold `U`.
//! Next file to read: `../random/mt.rs`.

use std::f64::consts::{FRAC_PI_2 as P12, FRAC_PI_4 as P14, PI};

/// One function's values.
pub type Table = [[(f64, f64); 7]; 7];

const I: f64 = f64::INFINITY;
const N: f64 = f64::NAN;
const P34: f64 = 3.0 * P14;
const U: (f64, f64) = (N, N);

/// Special values of `acos`.
#[rustfmt::skip]
pub const ACOS: Table = [
    [(P34, I), (PI, I), (PI, I), (PI, -I), (PI, -I), (P34, -I), (N, I)],
    [(P12, I), U, U, U, U, (P12, -I), (N, N)],
    [(P12, I), U, U, U, U, (P12, -I), (P12, N)],
    [(P12, I), U, U, U, U, (P12, -I), (P12, N)],
    [(P12, I), U, U, U, U, (P12, -I), (N, N)],
    [(P14, I), (0.0, I), (0.0, I), (0.0, -I), (0.0, -I), (P14, -I), (N, I)],
    [(N, I), (N, N), (N, N), (N, N), (N, N), (N, -I), (N, N)],
];

/// Special values of `acosh`.
#[rustfmt::skip]
pub const ACOSH: Table = [
    [(I, -P34), (I, -PI), (I, -PI), (I, PI), (I, PI), (I, P34), (I, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, P12)],
    [(I, -P12), U, U, U, U, (I, P12), (N, P12)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P14), (I, -0.0), (I, -0.0), (I, 0.0), (I, 0.0), (I, P14), (I, N)],
    [(I, N), (N, N), (N, N), (N, N), (N, N), (I, N), (N, N)],
];

/// Special values of `asinh`.
#[rustfmt::skip]
pub const ASINH: Table = [
    [(-I, -P14), (-I, -0.0), (-I, -0.0), (-I, 0.0), (-I, 0.0), (-I, P14), (-I, N)],
    [(-I, -P12), U, U, U, U, (-I, P12), (N, N)],
    [(-I, -P12), U, U, U, U, (-I, P12), (N, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P14), (I, -0.0), (I, -0.0), (I, 0.0), (I, 0.0), (I, P14), (I, N)],
    [(I, N), (N, N), (N, -0.0), (N, 0.0), (N, N), (I, N), (N, N)],
];

/// Special values of `atanh`.
#[rustfmt::skip]
pub const ATANH: Table = [
    [(-0.0, -P12), (-0.0, -P12), (-0.0, -P12), (-0.0, P12), (-0.0, P12), (-0.0, P12), (-0.0, N)],
    [(-0.0, -P12), U, U, U, U, (-0.0, P12), (N, N)],
    [(-0.0, -P12), U, U, U, U, (-0.0, P12), (-0.0, N)],
    [(0.0, -P12), U, U, U, U, (0.0, P12), (0.0, N)],
    [(0.0, -P12), U, U, U, U, (0.0, P12), (N, N)],
    [(0.0, -P12), (0.0, -P12), (0.0, -P12), (0.0, P12), (0.0, P12), (0.0, P12), (0.0, N)],
    [(0.0, -P12), (N, N), (N, N), (N, N), (N, N), (0.0, P12), (N, N)],
];

/// Special values of `cosh`.
#[rustfmt::skip]
pub const COSH: Table = [
    [U, (-I, I), (I, 0.0), (I, -0.0), (-I, -I), U, (I, N)],
    [U, U, U, U, U, U, (N, N)],
    [U, U, U, U, U, U, (N, 0.0)],
    [U, U, U, U, U, U, (N, 0.0)],
    [U, U, U, U, U, U, (N, N)],
    [U, (-I, -I), (I, -0.0), (I, 0.0), (-I, I), U, (I, N)],
    [(N, N), (N, N), (N, 0.0), (N, 0.0), (N, N), (N, N), (N, N)],
];

/// Special values of `exp`.
#[rustfmt::skip]
pub const EXP: Table = [
    [(0.0, 0.0), (-0.0, -0.0), (0.0, -0.0), (0.0, 0.0), (-0.0, 0.0), (0.0, 0.0), (0.0, 0.0)],
    [U, U, U, U, U, U, (N, N)],
    [U, U, U, U, U, U, (N, N)],
    [U, U, U, U, U, U, (N, N)],
    [U, U, U, U, U, U, (N, N)],
    [U, (-I, -I), (I, -0.0), (I, 0.0), (-I, I), U, (I, N)],
    [(N, N), (N, N), (N, -0.0), (N, 0.0), (N, N), (N, N), (N, N)],
];

/// Special values of `log`.
#[rustfmt::skip]
pub const LOG: Table = [
    [(I, -P34), (I, -PI), (I, -PI), (I, PI), (I, PI), (I, P34), (I, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P12), U, U, U, U, (I, P12), (N, N)],
    [(I, -P14), (I, -0.0), (I, -0.0), (I, 0.0), (I, 0.0), (I, P14), (I, N)],
    [(I, N), (N, N), (N, N), (N, N), (N, N), (I, N), (N, N)],
];

/// Special values of `sinh`.
#[rustfmt::skip]
pub const SINH: Table = [
    [U, (I, -I), (-I, -0.0), (-I, 0.0), (I, I), U, (I, N)],
    [U, U, U, U, U, U, (N, N)],
    [U, U, U, U, U, U, (0.0, N)],
    [U, U, U, U, U, U, (0.0, N)],
    [U, U, U, U, U, U, (N, N)],
    [U, (-I, -I), (I, -0.0), (I, 0.0), (-I, I), U, (I, N)],
    [(N, N), (N, N), (N, -0.0), (N, 0.0), (N, N), (N, N), (N, N)],
];

/// Special values of `sqrt`.
#[rustfmt::skip]
pub const SQRT: Table = [
    [(I, -I), (0.0, -I), (0.0, -I), (0.0, I), (0.0, I), (I, I), (N, I)],
    [(I, -I), U, U, U, U, (I, I), (N, N)],
    [(I, -I), U, U, U, U, (I, I), (N, N)],
    [(I, -I), U, U, U, U, (I, I), (N, N)],
    [(I, -I), U, U, U, U, (I, I), (N, N)],
    [(I, -I), (I, -0.0), (I, -0.0), (I, 0.0), (I, 0.0), (I, I), (I, N)],
    [(I, -I), (N, N), (N, N), (N, N), (N, N), (I, I), (N, N)],
];

/// Special values of `tanh`.
#[rustfmt::skip]
pub const TANH: Table = [
    [(-1.0, 0.0), (-1.0, 0.0), (-1.0, -0.0), (-1.0, 0.0), (-1.0, -0.0), (-1.0, 0.0), (-1.0, 0.0)],
    [U, U, U, U, U, U, (N, N)],
    [U, U, U, U, U, U, (-0.0, N)],
    [U, U, U, U, U, U, (0.0, N)],
    [U, U, U, U, U, U, (N, N)],
    [(1.0, 0.0), (1.0, 0.0), (1.0, -0.0), (1.0, 0.0), (1.0, -0.0), (1.0, 0.0), (1.0, 0.0)],
    [(N, N), (N, N), (N, -0.0), (N, 0.0), (N, N), (N, N), (N, N)],
];

/// Special values of `rect`.
#[rustfmt::skip]
pub const RECT: Table = [
    [U, (I, I), (-I, 0.0), (-I, -0.0), (I, -I), U, (I, N)],
    [U, U, U, U, U, U, (N, N)],
    [(0.0, 0.0), U, U, U, U, (0.0, 0.0), (0.0, 0.0)],
    [(0.0, 0.0), U, U, U, U, (0.0, 0.0), (0.0, 0.0)],
    [U, U, U, U, U, U, (N, N)],
    [U, (-I, -I), (I, -0.0), (I, 0.0), (-I, I), U, (I, N)],
    [(N, N), (N, N), (N, 0.0), (N, 0.0), (N, N), (N, N), (N, N)],
];
