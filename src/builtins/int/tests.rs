//! Checks of int arithmetic against identities and against values computed by CPython.

use super::{Int, parse::parse_int, power::Power};
use crate::builtins::fault::{Fault, FaultKind, never};

fn int(text: &str) -> Int {
    parse_int(text.as_bytes(), 0, 0, &never).unwrap_or_else(|_| panic!("bad int {text}"))
}

/// Numbers around every change of form.
fn edges() -> Vec<Int> {
    let mut all = vec![];
    for power in [
        0u32, 1, 31, 53, 62, 63, 64, 65, 126, 127, 128, 129, 191, 192, 200, 320,
    ] {
        let base = Int::ONE.lshift(&Int::Small(power.into())).unwrap();
        for delta in [-1, 0, 1] {
            let value = base.add(&Int::Small(delta));
            all.push(value.neg());
            all.push(value);
        }
    }
    all
}

#[test]
fn forms_are_the_smallest() {
    for a in edges() {
        let rebuilt = Int::from_big(a.as_big().into_owned());
        assert_eq!(rebuilt, a);
        assert_eq!(int(&a.to_decimal(0, &never).unwrap()), a);
        assert_eq!(a.neg().neg(), a);
        assert_eq!(a.invert().invert(), a);
    }
}

#[test]
fn identities_hold_around_the_edges() {
    for a in edges() {
        for b in edges() {
            let sum = a.add(&b);
            assert_eq!(sum.sub(&b), a, "{a:?} + {b:?}");
            assert_eq!(a.cmp(&b), a.sub(&b).cmp(&Int::ZERO));
            let product = a.mul(&b, &never).unwrap();
            let big = Int::from_big(&*a.as_big() * &*b.as_big());
            assert_eq!(product, big, "{a:?} * {b:?}");
            // x + y == (x ^ y) + 2 * (x & y), and x | y == (x ^ y) + (x & y).
            let (and, xor) = (a.and(&b), a.xor(&b));
            assert_eq!(xor.add(&and).add(&and), sum);
            assert_eq!(xor.add(&and), a.or(&b));
            if b.is_zero() {
                assert!(a.divmod(&b, &never).is_err());
                continue;
            }
            let (quotient, rest) = a.divmod(&b, &never).unwrap();
            assert_eq!(quotient.mul(&b, &never).unwrap().add(&rest), a);
            assert!(rest.is_zero() || rest.is_negative() == b.is_negative());
            assert!(rest.abs() < b.abs());
            assert_eq!(a.floordiv(&b, &never).unwrap(), quotient);
            assert_eq!(a.modulo(&b, &never).unwrap(), rest);
        }
    }
}

#[test]
fn shifts_and_bytes_round_trip() {
    for a in edges() {
        for count in [0, 1, 7, 63, 64, 65, 127, 128, 300] {
            let shifted = a.lshift(&Int::Small(count)).unwrap();
            assert_eq!(shifted.rshift(&Int::Small(count)).unwrap(), a);
            let floor = a.rshift(&Int::Small(count)).unwrap();
            let divisor = Int::ONE.lshift(&Int::Small(count)).unwrap();
            assert_eq!(floor, a.floordiv(&divisor, &never).unwrap());
        }
        for little in [true, false] {
            let bytes = a.to_bytes(48, little, true).unwrap();
            assert_eq!(Int::from_bytes(&bytes, little, true), a);
        }
    }
    assert_eq!(Int::Small(-128).to_bytes(1, true, true), Ok(vec![0x80]));
    let too_big = Int::Small(128).to_bytes(1, true, true).unwrap_err();
    assert_eq!(too_big.text, "int too big to convert");
}

#[test]
fn texts_follow_the_grammar() {
    let good = [
        ("0x_f", 0, 15),
        (" -0b11\n", 0, -3),
        ("0b1", 16, 177),
        ("1_000", 10, 1000),
        ("00", 0, 0),
        ("0_7", 8, 7),
        ("z", 36, 35),
    ];
    for (text, base, value) in good {
        assert_eq!(
            parse_int(text.as_bytes(), base, 0, &never),
            Ok(Int::Small(value))
        );
    }
    for (text, base) in [
        ("01", 0),
        ("1__0", 10),
        ("_1", 10),
        ("1_", 10),
        ("0x", 16),
        ("", 10),
        ("- 1", 10),
        ("2", 2),
    ] {
        assert!(
            parse_int(text.as_bytes(), base, 0, &never).is_err(),
            "{text}"
        );
    }
    let long = "1".repeat(5000);
    let error = format!("{:?}", parse_int(long.as_bytes(), 10, 4300, &never));
    assert!(error.contains("value has 5000 digits"), "{error}");
    let value = parse_int(long.as_bytes(), 10, 0, &never).unwrap();
    assert!(value.to_decimal(4300, &never).is_err());
    assert_eq!(value.to_decimal(0, &never).unwrap(), long);
}

#[test]
fn divides_to_the_nearest_float() {
    let ten = |n: i64| Int::Small(10).pow_unsigned(&Int::Small(n), &never).unwrap();
    assert_eq!(ten(400).truediv(&ten(399)), Ok(10.0));
    assert_eq!(Int::ONE.truediv(&ten(320)), Ok(1e-320));
    assert_eq!(Int::ONE.truediv(&ten(400)), Ok(0.0));
    assert_eq!(ten(30).truediv(&Int::Small(-3)), Ok(-3.333333333333333e29));
    assert_eq!(
        ten(400).truediv(&Int::Small(3)).unwrap_err().text,
        "integer division result too large for a float"
    );
    assert_eq!(int("9007199254740993").to_f64(), Ok(9007199254740992.0));
    assert_eq!(ten(309).to_f64().unwrap_err().kind, FaultKind::Overflow);
}

#[test]
fn powers_and_their_limits() {
    let pow = |a: i64, b: i64| Int::Small(a).pow(&Int::Small(b), &never);
    assert_eq!(pow(2, -1), Ok(Power::Float(0.5)));
    assert_eq!(pow(-3, 3), Ok(Power::Int(Int::Small(-27))));
    assert_eq!(pow(10, 1 << 60), Err(Fault::memory()));
    assert_eq!(pow(0, -1).unwrap_err().text, "zero to a negative power");
    let modpow =
        |a: i64, b: i64, m: i64| Int::Small(a).modpow(&Int::Small(b), &Int::Small(m), &never);
    assert_eq!(modpow(3, -1, 7), Ok(Int::Small(5)));
    assert_eq!(modpow(3, 4, -7), Ok(Int::Small(-3)));
    assert_eq!(modpow(3, 4, 1), Ok(Int::Small(0)));
    assert_eq!(
        modpow(2, -1, 4).unwrap_err().text,
        "base is not invertible for the given modulus"
    );
    let big = int("0x1ffffffffffffffffffffffffffffffffffffffffff");
    let power = Int::Small(7)
        .modpow(&big, &big.add(&Int::Small(6)), &never)
        .unwrap();
    let seven = Int::Small(7)
        .pow_unsigned(&Int::Small(5000), &never)
        .unwrap();
    assert_eq!(
        seven.modulo(&big, &never),
        Int::Small(7).modpow(&Int::Small(5000), &big, &never)
    );
    assert!(power < big.add(&Int::Small(6)));
    assert_eq!(
        Int::Small(7).pow(&Int::Small(40_000_000), &|| true),
        Err(Fault::interrupted())
    );
}

#[test]
fn counts_combinations() {
    let comb = |n: i64, k: i64| Int::Small(n).comb(&Int::Small(k), &never).unwrap();
    assert_eq!(comb(5, 2), Int::Small(10));
    assert_eq!(comb(2, 5), Int::ZERO);
    assert_eq!(comb(100, 50), int("100891344545564193334812497256"));
    let factorial = Int::Small(30).factorial(&never).unwrap();
    assert_eq!(factorial, int("265252859812191058636308480000000"));
    assert_eq!(Int::Small(30).perm(&Int::Small(30), &never), Ok(factorial));
    assert_eq!(Int::Small(48).gcd(&Int::Small(-18)), Int::Small(6));
    assert_eq!(
        Int::Small(4).lcm(&Int::Small(-6), &never),
        Ok(Int::Small(12))
    );
    let square = int("123456789012345678901234567890")
        .pow_unsigned(&Int::Small(2), &never)
        .unwrap();
    assert_eq!(
        square.isqrt().unwrap(),
        int("123456789012345678901234567890")
    );
}

#[test]
fn compares_with_floats_exactly() {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let big = int("9007199254740993");
    assert_eq!(big.partial_cmp_f64(9007199254740992.0), Some(Greater));
    assert_eq!(Int::Small(1).partial_cmp_f64(1.5), Some(Less));
    assert_eq!(
        int("100000000000000000000").partial_cmp_f64(1e20),
        Some(Equal)
    );
    assert_eq!(big.partial_cmp_f64(f64::NAN), None);
    assert_eq!(big.partial_cmp_f64(f64::NEG_INFINITY), Some(Greater));
    assert_eq!(Int::from_f64(-1e20), Ok(int("-100000000000000000000")));
}

#[test]
fn hashes_like_cpython() {
    assert_eq!(int("2305843009213693951").hash(), 0);
    assert_eq!(int("-2305843009213693952").hash(), -2);
    assert_eq!(int("18446744073709551621").hash(), 13);
    assert_eq!(int("-170141183460469231731687303715884105728").hash(), -32);
    assert_eq!(
        int("100000000000000000000000000000000000000000000000000").hash(),
        619332571178673746
    );
}

#[test]
fn rounds_to_powers_of_ten() {
    for (value, digits, rounded) in [
        (12345, -1, 12340),
        (12355, -1, 12360),
        (-25, -1, -20),
        (5, -1, 0),
        (15, -1, 20),
        (-51, -2, -100),
        (5, -1_000_000_000, 0),
        (5, 3, 5),
        (99, -2, 100),
        (7, -1, 10),
    ] {
        let result = Int::Small(value).round_to_digits(&Int::Small(digits), &never);
        assert_eq!(result, Ok(Int::Small(rounded)), "{value} {digits}");
    }
}
