//! `math.log`, `log2` and `log10`, of floats and of ints of any size.
//!
//! Invariant: an int beyond the range of floats is split into a float and a power of two.
//! Deliberately absent: `log1p` (see `real.rs`).
//! Next file to read: `sums.rs`.

use crate::{
    builtins::{
        fault::Fault,
        int::{Int, round::compose},
    },
    stdlib::math::real::unexpected,
};

/// Which logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logarithm {
    /// `math.log` with one argument.
    Natural,
    /// `math.log2`.
    Binary,
    /// `math.log10`.
    Decimal,
}

impl Logarithm {
    fn apply(self, x: f64) -> f64 {
        match self {
            Logarithm::Natural => x.ln(),
            Logarithm::Binary => x.log2(),
            Logarithm::Decimal => x.log10(),
        }
    }

    /// The logarithm of a float.
    pub fn of_float(self, x: f64) -> Result<f64, Fault> {
        if x <= 0.0 {
            return Err(unexpected("expected a positive input", x));
        }
        Ok(self.apply(x))
    }

    /// The logarithm of an int.
    pub fn of_int(self, x: &Int) -> Result<f64, Fault> {
        if x.signum() <= 0 {
            return Err(Fault::value("expected a positive input"));
        }
        if let Ok(x) = x.to_f64() {
            return Ok(self.apply(x));
        }
        let exponent = x.bit_length();
        // 62 bits and a sticky one are enough to round to 53.
        let top = x.rshift(&Int::from_u64(exponent - 62))?;
        let exact = top.lshift(&Int::from_u64(exponent - 62))? == *x;
        let top = top.to_u64().unwrap_or(0);
        let mantissa = compose(top, -62, !exact).unwrap_or(0.5);
        Ok(self.apply(mantissa) + self.apply(2.0) * exponent as f64)
    }
}

/// `math.log(x, base)` from the two natural logarithms.
pub fn quotient(x: f64, base: f64) -> Result<f64, Fault> {
    if base == 0.0 {
        return Err(Fault::zero_division("division by zero"));
    }
    Ok(x / base)
}
