//! CPython's hash functions, on plain data: numbers, bytes, pointers, tuples and frozensets.
//!
//! Invariant: every function gives the very number CPython 3.14 gives on a 64-bit machine, so that
//! the order of sets and the output of `hash()` agree; none ever returns -1, which is CPython's
//! error mark.
//! Deliberately absent: the `__hash__` protocol and the caching of string hashes.
//! Next file to read: `dict.rs`.

use siphasher::sip::SipHasher13;
use std::hash::Hasher;

/// The prime 2^61 - 1: numbers that compare equal hash to the same residue of it.
pub const MODULUS: u64 = (1 << 61) - 1;
/// `sys.hash_info.inf`.
pub const HASH_INF: i64 = 314_159;
/// `sys.hash_info.imag`: the weight of a complex number's imaginary part.
pub const HASH_IMAG: u64 = 1_000_003;

/// The two SipHash key words of an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashKey {
    k0: u64,
    k1: u64,
}

impl HashKey {
    /// The key that `PYTHONHASHSEED=seed` gives: 0 turns randomisation off, any other seed fills
    /// the key from a linear congruential generator.
    pub fn from_seed(seed: u32) -> HashKey {
        if seed == 0 {
            return HashKey { k0: 0, k1: 0 };
        }
        let mut state = seed;
        let mut next = || {
            let mut word = [0u8; 8];
            for byte in &mut word {
                state = state.wrapping_mul(214_013).wrapping_add(2_531_011);
                *byte = (state >> 16) as u8;
            }
            u64::from_le_bytes(word)
        };
        let k0 = next();
        HashKey { k0, k1: next() }
    }

    /// A key that differs from process to process.
    pub fn random() -> HashKey {
        use std::hash::{BuildHasher, RandomState};
        HashKey {
            k0: RandomState::new().hash_one(1u8),
            k1: RandomState::new().hash_one(2u8),
        }
    }
}

/// Hash of the raw bytes of a `str` buffer (1, 2 or 4 bytes per code point) or of a `bytes`.
pub fn hash_bytes(key: &HashKey, bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hasher = SipHasher13::new_with_keys(key.k0, key.k1);
    hasher.write(bytes);
    avoid_error_mark(hasher.finish() as i64)
}

/// Hash of an object by its address.
pub fn hash_pointer(address: usize) -> i64 {
    avoid_error_mark((address as u64).rotate_right(4) as i64)
}

/// Hash of an int that fits in a machine word.
#[inline]
pub fn hash_i64(value: i64) -> i64 {
    let magnitude = value.unsigned_abs();
    let residue = if magnitude < MODULUS {
        magnitude as i64
    } else {
        (magnitude % MODULUS) as i64
    };
    avoid_error_mark(if value < 0 { -residue } else { residue })
}

/// Hash of an int of up to 128 bits.
pub fn hash_i128(value: i128) -> i64 {
    let magnitude = value.unsigned_abs();
    hash_magnitude(value < 0, &[magnitude as u64, (magnitude >> 64) as u64])
}

/// Hash of an int given by its sign and the little-endian words of its absolute value.
pub fn hash_magnitude(negative: bool, words: &[u64]) -> i64 {
    let mut residue = 0u64;
    for &word in words.iter().rev() {
        // 2^64 is 8 modulo 2^61 - 1, and 2^61 is 1.
        let sum = u128::from(residue) * 8 + u128::from(word);
        let folded = (sum as u64 & MODULUS) + (sum >> 61) as u64;
        residue = if folded >= MODULUS {
            folded - MODULUS
        } else {
            folded
        };
    }
    let residue = residue as i64;
    avoid_error_mark(if negative { -residue } else { residue })
}

/// Hash of a float. `None` for a NaN, which hashes by the identity of its object
/// (see [`hash_pointer`]).
pub fn hash_f64(value: f64) -> Option<i64> {
    if value.is_nan() {
        return None;
    }
    if value.is_infinite() {
        return Some(if value > 0.0 { HASH_INF } else { -HASH_INF });
    }
    if value == 0.0 {
        return Some(0);
    }
    let bits = value.to_bits();
    let field = ((bits >> 52) & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match field {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, field - 1075),
    };
    // Multiplying by 2^e modulo 2^61 - 1 is a rotation of 61 bits by e.
    let turn = exponent.rem_euclid(61) as u32;
    let residue = match turn {
        0 => mantissa,
        _ => ((mantissa << turn) & MODULUS) | (mantissa >> (61 - turn)),
    };
    let residue = (residue % MODULUS) as i64;
    Some(avoid_error_mark(if value < 0.0 {
        -residue
    } else {
        residue
    }))
}

/// Hash of a complex number from the hashes of its parts.
pub fn hash_complex(real: i64, imag: i64) -> i64 {
    let sum = (real as u64).wrapping_add(HASH_IMAG.wrapping_mul(imag as u64));
    avoid_error_mark(sum as i64)
}

/// The running state of a tuple's hash, fed with the hashes of its items in order.
#[derive(Clone, Copy, Debug)]
pub struct TupleHasher {
    acc: u64,
}

const XXPRIME_1: u64 = 11_400_714_785_074_694_791;
const XXPRIME_2: u64 = 14_029_467_366_897_019_727;
const XXPRIME_5: u64 = 2_870_177_450_012_600_261;

impl TupleHasher {
    /// The state before the first item.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> TupleHasher {
        TupleHasher { acc: XXPRIME_5 }
    }

    /// Adds the hash of the next item.
    pub fn add(&mut self, item: i64) {
        self.acc = self
            .acc
            .wrapping_add((item as u64).wrapping_mul(XXPRIME_2))
            .rotate_left(31)
            .wrapping_mul(XXPRIME_1);
    }

    /// The hash of a slice, whose parts are always three.
    pub fn finish_unsized(self) -> i64 {
        if self.acc == u64::MAX {
            return 1_546_275_796;
        }
        self.acc as i64
    }

    /// The hash of a tuple of `len` items.
    pub fn finish(self, len: usize) -> i64 {
        let acc = self.acc.wrapping_add(len as u64 ^ (XXPRIME_5 ^ 3_527_539));
        if acc == u64::MAX {
            return 1_546_275_796;
        }
        acc as i64
    }
}

/// Hash of a tuple from the hashes of its items.
pub fn hash_tuple(items: &[i64]) -> i64 {
    let mut hasher = TupleHasher::new();
    for &item in items {
        hasher.add(item);
    }
    hasher.finish(items.len())
}

/// Hash of a frozenset from the hashes of its items, in any order.
pub fn hash_frozenset(items: impl IntoIterator<Item = i64>) -> i64 {
    let mut acc = 0u64;
    let mut len = 0u64;
    for item in items {
        let item = item as u64;
        acc ^= ((item ^ 89_869_747) ^ (item << 16)).wrapping_mul(3_644_798_167);
        len += 1;
    }
    acc ^= len.wrapping_add(1).wrapping_mul(1_927_868_237);
    acc ^= (acc >> 11) ^ (acc >> 25);
    acc = acc.wrapping_mul(69_069).wrapping_add(907_133_923);
    if acc == u64::MAX {
        return 590_923_713;
    }
    acc as i64
}

#[inline]
fn avoid_error_mark(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_hash_like_cpython_under_a_seed() {
        let key = HashKey::from_seed(42);
        assert_eq!(hash_bytes(&key, b"a"), -123207753977932514);
        assert_eq!(hash_bytes(&key, b"abc"), 3869580338025362921);
        assert_eq!(hash_bytes(&key, &[0xe9]), 5653850369683463245);
        let utf16: Vec<u8> = [0x61u16, 0x100, 0x62]
            .iter()
            .flat_map(|u| u.to_ne_bytes())
            .collect();
        assert_eq!(hash_bytes(&key, &utf16), -7692087755992052017);
        assert_eq!(
            hash_bytes(&HashKey::from_seed(0), b"abc"),
            -4594863902769663758
        );
        assert_eq!(hash_bytes(&key, b""), 0);
    }

    #[test]
    fn containers_hash_like_cpython() {
        assert_eq!(hash_tuple(&[]), 5740354900026072187);
        assert_eq!(hash_tuple(&[1]), -6644214454873602895);
        assert_eq!(hash_tuple(&[1, 2, 3]), 529344067295497451);
        assert_eq!(hash_frozenset([]), 133146708735736);
        assert_eq!(hash_frozenset([1]), -558064481276695278);
        assert_eq!(hash_frozenset([3, 1, 2]), -272375401224217160);
        assert_eq!(hash_frozenset(0..50), -1309786936372247613);
    }

    #[test]
    fn equal_numbers_hash_equal() {
        let floats = [1.5, -2.25, 1e300, 5e-324, 0.1, 1e-5, -1.0];
        let expected = [
            1152921504606846977,
            -576460752303423490,
            1224995262755759164,
            16777216,
            230584300921369408,
            2170758078822671208,
            -2,
        ];
        for (value, hash) in floats.into_iter().zip(expected) {
            assert_eq!(hash_f64(value), Some(hash), "{value}");
        }
        assert_eq!(hash_f64(1e18), Some(hash_i64(1_000_000_000_000_000_000)));
        assert_eq!(hash_i64(-1), -2);
        assert_eq!(hash_i64(i64::MIN), hash_i128(i64::MIN.into()));
        assert_eq!(hash_complex(0, 1), 1000003);
    }
}
