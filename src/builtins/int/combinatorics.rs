//! Whole-number functions that the `math` module offers: gcd, lcm, isqrt, comb, perm, factorial.
//!
//! Invariant: exact at any size; products are built as balanced trees so that fast multiplication
//! pays, and ask `stop` between pieces.
//! Deliberately absent: argument checks that name a Python function's parameters beyond those texts.
//! Next file to read: `parse.rs`.

use dashu_int::ops::{Gcd, SquareRoot};

use crate::builtins::{
    fault::{Fault, FaultKind, Stop, check},
    int::number::Int,
};

impl Int {
    /// `math.gcd` of two numbers; never negative.
    pub fn gcd(&self, other: &Int) -> Int {
        if let (Int::Small(a), Int::Small(b)) = (self, other) {
            return Int::from_u64(gcd_u64(a.unsigned_abs(), b.unsigned_abs()));
        }
        if self.is_zero() || other.is_zero() {
            return self.abs().add(&other.abs());
        }
        let (a, b) = (self.to_parts().1, other.to_parts().1);
        Int::from_ubig((&a).gcd(&b))
    }

    /// `math.lcm` of two numbers; never negative.
    pub fn lcm(&self, other: &Int, stop: Stop) -> Result<Int, Fault> {
        if self.is_zero() || other.is_zero() {
            return Ok(Int::ZERO);
        }
        let share = self.floordiv(&self.gcd(other), stop)?;
        Ok(share.mul(other, stop)?.abs())
    }

    /// `math.isqrt`.
    pub fn isqrt(&self) -> Result<Int, Fault> {
        if self.is_negative() {
            return Err(Fault::value("isqrt() argument must be nonnegative"));
        }
        Ok(match self {
            Int::Small(value) => Int::Small(value.isqrt()),
            Int::Wide(value) => Int::from_i128(value.isqrt()),
            Int::Big(_) => Int::from_ubig(self.to_parts().1.sqrt()),
        })
    }

    /// `math.factorial`.
    pub fn factorial(&self, stop: Stop) -> Result<Int, Fault> {
        if self.is_negative() {
            return Err(Fault::value("factorial() not defined for negative values"));
        }
        let Some(n) = self.to_i64() else {
            return Err(Fault::made(
                FaultKind::Overflow,
                format!("factorial() argument should not exceed {}", i64::MAX),
            ));
        };
        // Beyond this the result has more than MAX_BITS bits.
        if n > 1 << 30 {
            return Err(Fault::memory());
        }
        product_of_range(1, n as u64, stop)
    }

    /// `math.perm(self, k)`.
    pub fn perm(&self, k: &Int, stop: Stop) -> Result<Int, Fault> {
        if self.is_negative() {
            return Err(Fault::value("n must be a non-negative integer"));
        }
        if k.is_negative() {
            return Err(Fault::value("k must be a non-negative integer"));
        }
        if self < k {
            return Ok(Int::ZERO);
        }
        let Some(count) = k.to_i64() else {
            return Err(Fault::made(
                FaultKind::Overflow,
                format!("k must not exceed {}", i64::MAX),
            ));
        };
        falling_product(self, count as u64, stop)
    }

    /// `math.comb(self, k)`.
    pub fn comb(&self, k: &Int, stop: Stop) -> Result<Int, Fault> {
        if self.is_negative() {
            return Err(Fault::value("n must be a non-negative integer"));
        }
        if k.is_negative() {
            return Err(Fault::value("k must be a non-negative integer"));
        }
        if self < k {
            return Ok(Int::ZERO);
        }
        let rest = self.sub(k);
        let k = if rest < *k { &rest } else { k };
        let Some(count) = k.to_i64() else {
            return Err(Fault::made(
                FaultKind::Overflow,
                format!("min(n - k, k) must not exceed {}", i64::MAX),
            ));
        };
        choose(self, count as u64, stop)
    }
}

fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        b -= a;
    }
    a << shift
}

/// The product of `low..=high`; 1 when empty.
fn product_of_range(low: u64, high: u64, stop: Stop) -> Result<Int, Fault> {
    if low > high {
        return Ok(Int::ONE);
    }
    if high - low < 16 {
        let mut product = Int::ONE;
        for factor in low..=high {
            product = product.mul(&Int::from_u64(factor), stop)?;
        }
        return Ok(product);
    }
    check(stop)?;
    let middle = low + (high - low) / 2;
    let left = product_of_range(low, middle, stop)?;
    left.mul(&product_of_range(middle + 1, high, stop)?, stop)
}

/// `n * (n - 1) * ...`, `count` factors.
fn falling_product(n: &Int, count: u64, stop: Stop) -> Result<Int, Fault> {
    if count < 16 {
        let mut product = Int::ONE;
        for below in 0..count {
            product = product.mul(&n.sub(&Int::from_u64(below)), stop)?;
        }
        return Ok(product);
    }
    check(stop)?;
    let half = count / 2;
    let left = falling_product(n, half, stop)?;
    let rest = n.sub(&Int::from_u64(half));
    left.mul(&falling_product(&rest, count - half, stop)?, stop)
}

/// `comb(n, k)` by halving `k`: comb(n, k) is comb(n, j) * comb(n - j, k - j) / comb(k, j).
fn choose(n: &Int, k: u64, stop: Stop) -> Result<Int, Fault> {
    if k < 16 {
        let mut result = Int::ONE;
        for taken in 0..k {
            let factor = n.sub(&Int::from_u64(taken));
            result = result
                .mul(&factor, stop)?
                .floordiv(&Int::from_u64(taken + 1), stop)?;
        }
        return Ok(result);
    }
    check(stop)?;
    if k > 256 {
        // One division of two balanced products beats many small ones.
        let product = falling_product(n, k, stop)?;
        return product.floordiv(&product_of_range(1, k, stop)?, stop);
    }
    let half = k / 2;
    let left = choose(n, half, stop)?;
    let right = choose(&n.sub(&Int::from_u64(half)), k - half, stop)?;
    let shared = choose(&Int::from_u64(k), half, stop)?;
    left.mul(&right, stop)?.floordiv(&shared, stop)
}
