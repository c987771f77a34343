//! Checks of the `cmath` functions against values and errors of CPython.

use super::*;
use crate::builtins::complex::text::repr;

fn text(result: Result<Complex, Fault>) -> String {
    result.map_or_else(|fault| fault.text.into_owned(), repr)
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

#[test]
fn branch_cuts_keep_their_signs() {
    assert_eq!(repr(sqrt(complex(-1.0, 0.0))), "1j");
    assert_eq!(repr(sqrt(complex(-1.0, -0.0))), "-1j");
    assert_eq!(repr(acos(complex(2.0, 0.0))), "-1.3169578969248166j");
    assert_eq!(text(log(complex(-1.0, -0.0))), "-3.141592653589793j");
    assert_eq!(polar(complex(-1.0, 0.0)), Ok((1.0, std::f64::consts::PI)));
}

#[test]
fn errors_and_special_values() {
    assert_eq!(text(log(complex(0.0, 0.0))), "math domain error");
    assert_eq!(text(exp(complex(1000.0, 0.0))), "math range error");
    assert_eq!(text(atanh(complex(1.0, 0.0))), "math domain error");
    assert_eq!(text(cos(complex(1.0, INF))), "(inf-infj)");
    assert_eq!(text(cos(complex(INF, 1.0))), "math domain error");
    assert_eq!(text(rect(1e308, INF)), "math domain error");
    assert_eq!(text(rect(INF, 1.0)), "(inf+infj)");
    assert_eq!(text(tan(complex(0.0, INF))), "1j");
    assert_eq!(text(sinh(complex(NAN, 0.0))), "(nan+0j)");
    assert_eq!(text(exp(complex(-INF, 2.0))), "(-0+0j)");
    assert_eq!(
        text(log_base(complex(2.0, 0.0), complex(0.0, 0.0))),
        "math domain error"
    );
    assert_eq!(
        isclose(complex(1.0, 1.0), complex(1.0, 1.0 + 1e-10), 1e-9, 0.0),
        Ok(true)
    );
}
