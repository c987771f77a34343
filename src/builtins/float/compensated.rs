//! The compensated sum behind `sum()` of floats and complex numbers.
//!
//! Invariant: Neumaier's method: each addition's rounding error is kept apart and added at the end.
//! Deliberately absent: when `sum()` may use it (it starts with the first float and ends at the
//! first value that is no number of the machine's).
//! Next file to read: `hex.rs`.

/// A running sum.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CompensatedSum {
    high: f64,
    low: f64,
}

impl CompensatedSum {
    /// A sum that starts with a value.
    pub const fn new(start: f64) -> CompensatedSum {
        CompensatedSum {
            high: start,
            low: 0.0,
        }
    }

    /// Adds a float.
    pub fn add(&mut self, value: f64) {
        let sum = self.high + value;
        self.low += if self.high.abs() >= value.abs() {
            (self.high - sum) + value
        } else {
            (value - sum) + self.high
        };
        self.high = sum;
    }

    /// The sum, rounded.
    pub fn value(self) -> f64 {
        if self.low != 0.0 && self.low.is_finite() {
            self.high + self.low
        } else {
            self.high
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(values: &[f64]) -> f64 {
        let mut sum = CompensatedSum::new(0.0);
        for &value in values {
            sum.add(value);
        }
        sum.value()
    }

    #[test]
    fn keeps_small_parts() {
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[1e16, 1.0, -1e16]), 1.0);
        assert_eq!(sum(&[f64::INFINITY, 1.0]), f64::INFINITY);
        assert_eq!(sum(&[1.0, 1e308, 1e308, -1e308]), f64::INFINITY);
    }
}
