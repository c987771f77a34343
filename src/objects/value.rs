//! The word every Python value travels in.
//!
//! | low bits | meaning |
//! |---|---|
//! | `..1` | int of 63 bits |
//! | `.10` | float, rotated so that its two low bits are free |
//! | `000` | pointer to an object; whoever holds the word may own one count of it |
//! | `100` | pointer that is not counted: an immortal object, a word borrowed from a local, or NULL |
//!
//! Invariant: a [`Value`] is never zero, so `Option<Value>` is one word too. A `Value` says nothing
//! about ownership or lifetime: it is for the VM's stack and the insides of containers. Library
//! code holds [`Ref`](super::refcount::Ref) instead.
//!
//! Why this is sound (cited by the `SAFETY` notes below):
//! 1. A pointer word is only made from a live object's header address, which is 8-byte aligned.
//! 2. The methods that read through the pointer are `unsafe`: their callers hold a count, or the
//!    word came from a slot that does.
//!
//! Next file to read: `header.rs`, then `refcount.rs`.

use super::header::Header;
use super::types::Type;
use std::num::NonZeroU64;

/// One tagged word. See the table at the top of the file.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Value(pub(crate) NonZeroU64);

/// Offset that moves the exponents around 1.0 to the all-zero or all-one top bits before the rotation.
const FLOAT_BIAS: u64 = 0x3800 << 48;

/// Smallest and largest immediate int.
pub const MIN_SMALL: i64 = -(1 << 62);
/// Largest immediate int.
pub const MAX_SMALL: i64 = (1 << 62) - 1;

impl Value {
    /// "No value": an unset local, a missing argument, the absent `self` of a call.
    pub const NULL: Value = Value::from_bits(4);

    /// The word with these bits.
    #[inline(always)]
    pub const fn from_bits(bits: u64) -> Value {
        match NonZeroU64::new(bits) {
            Some(b) => Value(b),
            None => Value(NonZeroU64::new(4).unwrap()),
        }
    }

    /// The word's bits.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// An immediate int; `i` must lie in `MIN_SMALL..=MAX_SMALL`.
    #[inline(always)]
    pub const fn small_int(i: i64) -> Value {
        Value::from_bits(((i as u64) << 1) | 1)
    }

    /// An immediate int if `i` fits.
    #[inline(always)]
    pub const fn try_int(i: i64) -> Option<Value> {
        if (i << 1) >> 1 == i {
            Some(Value::small_int(i))
        } else {
            None
        }
    }

    /// Whether this is an immediate int.
    #[inline(always)]
    pub const fn is_small_int(self) -> bool {
        self.bits() & 1 != 0
    }

    /// The int of an immediate int word.
    #[inline(always)]
    pub const fn as_small_int(self) -> i64 {
        (self.bits() as i64) >> 1
    }

    /// An immediate float if the bits allow: exponents near 1.0, and not NaN.
    #[inline(always)]
    pub const fn try_float(f: f64) -> Option<Value> {
        let r = f.to_bits().wrapping_sub(FLOAT_BIAS).rotate_left(4);
        // A NaN is never immediate, because its identity shows.
        if r & 3 == 0 && !f.is_nan() {
            Some(Value::from_bits(r | 2))
        } else {
            None
        }
    }

    /// Whether this is an immediate float.
    #[inline(always)]
    pub const fn is_imm_float(self) -> bool {
        self.bits() & 3 == 2
    }

    /// The float of an immediate float word.
    #[inline(always)]
    pub const fn as_imm_float(self) -> f64 {
        f64::from_bits((self.bits() ^ 2).rotate_right(4).wrapping_add(FLOAT_BIAS))
    }

    /// Whether this word is a pointer (NULL included).
    #[inline(always)]
    pub const fn is_ptr(self) -> bool {
        self.bits() & 3 == 0
    }

    /// Whether holding this word may mean owning a count.
    #[inline(always)]
    pub const fn is_counted(self) -> bool {
        self.bits() & 7 == 0
    }

    /// Whether this is [`Value::NULL`].
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.bits() == 4
    }

    /// The header a pointer word points to; null for NULL, meaningless for immediates.
    #[inline(always)]
    pub const fn ptr(self) -> *mut Header {
        (self.bits() & !7) as *mut Header
    }

    /// The counted word for an object.
    #[inline(always)]
    pub fn from_ptr(p: *const Header) -> Value {
        debug_assert!(!p.is_null() && p as u64 & 7 == 0);
        Value::from_bits(p as u64)
    }

    /// The uncounted word for an object.
    #[inline(always)]
    pub fn uncounted(p: *const Header) -> Value {
        Value::from_bits(p as u64 | 4)
    }

    /// The same value, not counted: what loading a local by borrowing pushes.
    #[inline(always)]
    pub const fn borrowed(self) -> Value {
        Value::from_bits(self.bits() | (((self.bits() & 3 == 0) as u64) << 2))
    }

    /// Python's `is`: the same object, whether or not the words are counted.
    #[inline(always)]
    pub const fn is(self, other: Value) -> bool {
        let x = self.bits() ^ other.bits();
        x == 0 || (x == 4 && self.bits() & 3 == 0)
    }

    /// The type of the value.
    ///
    /// # Safety
    /// The word is not NULL, and the object is alive as long as the result is used.
    #[inline(always)]
    pub unsafe fn ty<'a>(self) -> &'a Type {
        if self.is_ptr() {
            // SAFETY: (2), the caller vouches for the object.
            unsafe { &*(*self.ptr()).ty() }
        } else if self.is_small_int() {
            &crate::builtins::int::INT
        } else {
            &crate::builtins::float::FLOAT
        }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_small_int() {
            write!(f, "{}", self.as_small_int())
        } else if self.is_imm_float() {
            write!(f, "{:?}", self.as_imm_float())
        } else {
            write!(f, "<{:#x}>", self.bits())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_round_trip_or_are_refused() {
        for f in [0.5, 1.0, -1.0, 0.1, 1e-30, 3.4e38, -2.5, 123456.789] {
            let v = Value::try_float(f).expect("near 1.0 is immediate");
            assert!(v.is_imm_float() && !v.is_small_int() && !v.is_ptr());
            assert_eq!(v.as_imm_float().to_bits(), f.to_bits());
        }
        for f in [f64::NAN, -f64::NAN, f64::INFINITY, 1e300, 5e-324] {
            assert!(Value::try_float(f).is_none_or(|v| v.as_imm_float().to_bits() == f.to_bits()));
        }
        assert!(Value::try_float(f64::NAN).is_none());
    }

    #[test]
    fn ints_have_63_bits() {
        for i in [0, 1, -1, MAX_SMALL, MIN_SMALL] {
            assert_eq!(Value::try_int(i).map(Value::as_small_int), Some(i));
        }
        assert!(Value::try_int(MAX_SMALL + 1).is_none());
        assert!(Value::try_int(MIN_SMALL - 1).is_none());
    }

    #[test]
    fn identity_ignores_the_borrow_bit_of_pointers_only() {
        let p = Value::from_bits(0x1000);
        assert!(p.is(p.borrowed()) && p.borrowed().is(p));
        assert!(!Value::small_int(0).is(Value::from_bits(Value::small_int(0).bits() ^ 4)));
        assert!(!p.borrowed().is_counted());
        assert_eq!(std::mem::size_of::<Option<Value>>(), 8);
    }
}
