//! Making the nearest float from an integer and a power of two: the one place that rounds.
//!
//! Invariant: rounding is half to even, once, with subnormals and overflow treated exactly.
//! Deliberately absent: decimal digits (std's parser and formatter are exact already).
//! Next file to read: `divide.rs`.

/// The float nearest to `mantissa * 2^exponent`, ties to even; `None` when it overflows.
/// `sticky` says that the true value lies a little above (by less than one unit of `mantissa`);
/// then `mantissa` must have at least 55 bits, unless the result is below the normal range.
pub fn compose(mantissa: u64, exponent: i64, sticky: bool) -> Option<f64> {
    if mantissa == 0 {
        return Some(0.0);
    }
    let bits = i64::from(64 - mantissa.leading_zeros());
    // The power of two of the last bit the result can hold.
    let last = (exponent + bits - 53).max(-1074);
    let drop = last - exponent;
    let kept = if drop <= 0 {
        mantissa << -drop
    } else if drop > 64 {
        0
    } else {
        let wide = u128::from(mantissa);
        let (kept, lost) = (wide >> drop, wide & ((1u128 << drop) - 1));
        let half = 1u128 << (drop - 1);
        let up = lost > half || lost == half && (sticky || kept & 1 == 1);
        kept as u64 + u64::from(up)
    };
    // A kept value of 2^53 carries into the exponent field by itself.
    let biased = last + 1074;
    if biased > 2046 {
        return None;
    }
    let value = f64::from_bits(((biased as u64) << 52).wrapping_add(kept));
    if value.is_finite() { Some(value) } else { None }
}

/// `value * 2^exponent` with one rounding, as C's `ldexp`; infinite on overflow.
pub fn scale(value: f64, exponent: i64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (mantissa, own) = decompose(value);
    let result = if exponent > 4000 {
        f64::INFINITY
    } else if exponent < -4000 {
        0.0
    } else {
        compose(mantissa, own + exponent, false).unwrap_or(f64::INFINITY)
    };
    result.copysign(value)
}

/// Mantissa and exponent of a finite float: `abs(value) == mantissa * 2^exponent`.
pub fn decompose(value: f64) -> (u64, i64) {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52) & 0x7ff {
        0 => (fraction, -1074),
        field => (fraction | 1 << 52, field as i64 - 1075),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_what_it_decomposes() {
        for value in [
            1.0,
            0.1,
            5e-324,
            2.2250738585072014e-308,
            1.7976931348623157e308,
            3.5e-310,
        ] {
            let (mantissa, exponent) = decompose(value);
            assert_eq!(compose(mantissa, exponent, false), Some(value));
        }
    }

    #[test]
    fn rounds_half_to_even_and_overflows() {
        assert_eq!(compose((1 << 53) + 1, 0, false), Some(9007199254740992.0));
        assert_eq!(compose((1 << 54) + 2, 0, true), Some(18014398509481988.0));
        assert_eq!(compose(u64::MAX, 960, false), None);
        assert_eq!(compose(1, -1075, false), Some(0.0));
        assert_eq!(compose(3, -1075, false), Some(1e-323));
        assert_eq!(scale(1.5, -1074), 1e-323);
        assert_eq!(scale(-1.0, 1024), f64::NEG_INFINITY);
    }
}
