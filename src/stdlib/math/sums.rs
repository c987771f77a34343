//! Sums that lose nothing: `fsum`, `sumprod`, `hypot` and `dist`.
//!
//! Invariant: `fsum` is the exact sum rounded once; the others carry their rounding errors along as
//! further floats, by the error-free transformations of Dekker, Knuth and Shewchuk.
//! Deliberately absent: sums of ints and other numbers, which are ordinary addition.
//! Next file to read: `gamma.rs`.

use crate::builtins::fault::Fault;

/// The state of `math.fsum`: floats that do not overlap, smallest first, whose sum is exact.
#[derive(Clone, Debug, Default)]
pub struct ExactSum {
    partials: Vec<f64>,
    special: f64,
    infinities: f64,
}

impl ExactSum {
    /// Adds a number.
    pub fn add(&mut self, value: f64) -> Result<(), Fault> {
        let mut x = value;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let (sum, error) = two_sum_ordered(x, self.partials[index]);
            if error != 0.0 {
                self.partials[kept] = error;
                kept += 1;
            }
            x = sum;
        }
        self.partials.truncate(kept);
        if x == 0.0 {
            return Ok(());
        }
        if x.is_finite() {
            self.partials.push(x);
            return Ok(());
        }
        if value.is_finite() {
            return Err(Fault::overflow("intermediate overflow in fsum"));
        }
        if value.is_infinite() {
            self.infinities += value;
        }
        self.special += value;
        self.partials.clear();
        Ok(())
    }

    /// The sum.
    pub fn finish(mut self) -> Result<f64, Fault> {
        if self.special != 0.0 {
            if self.infinities.is_nan() {
                return Err(Fault::value("-inf + inf in fsum"));
            }
            return Ok(self.special);
        }
        let Some(mut high) = self.partials.pop() else {
            return Ok(0.0);
        };
        let mut low = 0.0;
        while let Some(next) = self.partials.pop() {
            let sum = high + next;
            low = next - (sum - high);
            high = sum;
            if low != 0.0 {
                break;
            }
        }
        // If what is left is exactly half a unit, the parts below it decide where to round.
        if let Some(&below) = self.partials.last()
            && (low < 0.0 && below < 0.0 || low > 0.0 && below > 0.0)
        {
            let twice = low * 2.0;
            let sum = high + twice;
            if twice == sum - high {
                high = sum;
            }
        }
        Ok(high)
    }
}

fn two_sum_ordered(a: f64, b: f64) -> (f64, f64) {
    let (a, b) = if a.abs() < b.abs() { (b, a) } else { (a, b) };
    fast_two_sum(a, b)
}

/// Sum and error of two floats, the first being the larger.
pub(super) fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// Sum and error of any two floats.
pub(super) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// Product and error of two floats.
pub(super) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// The float part of `math.sumprod`: a sum of products in three floats. The caller sums ints
/// exactly by itself, and adds everything up at the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProductSum {
    high: f64,
    low: f64,
    tiny: f64,
}

impl ProductSum {
    /// Adds `a * b`; `None` when the sum is no longer finite, and the caller has to finish with
    /// ordinary arithmetic from the sum before.
    #[must_use]
    pub fn add_product(self, a: f64, b: f64) -> Option<ProductSum> {
        let (product, product_error) = two_product(a, b);
        let (high, high_error) = two_sum(self.high, product);
        let (low, low_error) = two_sum(self.low, product_error);
        let (low, last_error) = two_sum(low, high_error);
        high.is_finite().then_some(ProductSum {
            high,
            low,
            tiny: self.tiny + low_error + last_error,
        })
    }

    /// The sum, rounded.
    pub fn value(self) -> f64 {
        let (sum, error) = two_sum(self.high, self.low);
        sum + (error + self.tiny)
    }
}

/// `math.hypot(*coordinates)`.
pub fn hypot(coordinates: &mut [f64]) -> f64 {
    let mut largest = 0.0f64;
    let mut has_nan = false;
    for part in coordinates.iter_mut() {
        *part = part.abs();
        has_nan |= part.is_nan();
        largest = largest.max(*part);
    }
    vector_norm(coordinates, largest, has_nan)
}

/// `math.dist(p, q)` for points of any dimension.
pub fn dist(p: &[f64], q: &[f64]) -> Result<f64, Fault> {
    if p.len() != q.len() {
        return Err(Fault::value(
            "both points must have the same number of dimensions",
        ));
    }
    let mut differences: Vec<f64> = p.iter().zip(q).map(|(a, b)| a - b).collect();
    Ok(hypot(&mut differences))
}

/// The length of a vector of absolute values. Scaled by a power of two so that the largest part is
/// near 1; sums start at 1 so that each addition's error is had cheaply; one Newton step at the end.
fn vector_norm(parts: &[f64], largest: f64, has_nan: bool) -> f64 {
    if largest.is_infinite() {
        return largest;
    }
    if has_nan {
        return f64::NAN;
    }
    if largest == 0.0 || parts.len() <= 1 {
        return largest;
    }
    let exponent = super::numbers::frexp(largest).1;
    if exponent < -1023 {
        let tiny = f64::MIN_POSITIVE;
        let scaled: Vec<f64> = parts.iter().map(|part| part / tiny).collect();
        return tiny * vector_norm(&scaled, largest / tiny, has_nan);
    }
    let scale = crate::builtins::int::round::scale(1.0, i64::from(-exponent));
    let mut sum = 1.0;
    let (mut product_errors, mut sum_errors) = (0.0, 0.0);
    let mut add = |(product, product_error): (f64, f64)| {
        let (next, error) = fast_two_sum(sum, product);
        sum = next;
        product_errors += product_error;
        sum_errors += error;
        sum - 1.0 + (product_errors + sum_errors)
    };
    let mut total = 0.0;
    for part in parts {
        let part = part * scale;
        total = add(two_product(part, part));
    }
    let root = total.sqrt();
    let rest = add(two_product(-root, root));
    (root + rest / (2.0 * root)) / scale
}
