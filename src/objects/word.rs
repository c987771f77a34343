//! A word inside an object that may change: the one kind of cell a payload may have besides [`Locked`].
//!
//! A [`Word`] is read and written whole, by one atomic load or store without ordering, which costs
//! what a plain one costs. Under the GIL that is all there is to it. Without the GIL two threads
//! that use one iterator may both see the same index: both get an answer, and neither reads
//! memory that is not there, because whoever uses an index checks it against the container.
//!
//! Invariant: `from_bits(to_bits(t)) == t`. What needs two words to agree belongs in a `Locked`.
//!
//! [`Locked`]: super::payload::Locked
//! Next file to read: `payload.rs`.

use super::refcount::is_parallel;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// What fits a [`Word`].
pub trait Bits: Copy {
    /// The value as a number.
    fn to_bits(self) -> u64;
    /// The value with that number; only ever asked for numbers `to_bits` made.
    fn from_bits(bits: u64) -> Self;
}

/// A value that is changed as a whole. See the top of the file.
#[repr(transparent)]
pub struct Word<T: Bits>(AtomicU64, PhantomData<fn() -> T>);

impl<T: Bits> Word<T> {
    /// A word holding `value`.
    #[inline(always)]
    pub fn new(value: T) -> Word<T> {
        Word(AtomicU64::new(value.to_bits()), PhantomData)
    }

    /// What it holds.
    #[inline(always)]
    pub fn get(&self) -> T {
        T::from_bits(self.0.load(Relaxed))
    }

    /// Puts `value` in.
    #[inline(always)]
    pub fn set(&self, value: T) {
        self.0.store(value.to_bits(), Relaxed);
    }

    /// Puts `value` in and returns what was there; two threads never get the same old value.
    #[inline]
    pub fn replace(&self, value: T) -> T {
        if is_parallel() {
            return T::from_bits(self.0.swap(value.to_bits(), Relaxed));
        }
        // One atomic step costs more than all else that resuming a generator does.
        let old = self.get();
        self.set(value);
        old
    }

    /// Puts `new` in if the word holds `old`; whether it did. Orders what came before.
    #[inline]
    pub fn claim(&self, old: T, new: T) -> bool {
        let (old, new) = (old.to_bits(), new.to_bits());
        let ordering = std::sync::atomic::Ordering::AcqRel;
        self.0.compare_exchange(old, new, ordering, Relaxed).is_ok()
    }
}

impl<T: Bits> Clone for Word<T> {
    fn clone(&self) -> Self {
        Word::new(self.get())
    }
}

impl<T: Bits + Default> Default for Word<T> {
    fn default() -> Self {
        Word::new(T::default())
    }
}

macro_rules! number {
    ($($t:ty),*) => {$(
        impl Bits for $t {
            #[inline(always)]
            fn to_bits(self) -> u64 {
                self as u64
            }
            #[inline(always)]
            fn from_bits(bits: u64) -> $t {
                bits as $t
            }
        }
    )*};
}

number!(usize, isize, u64, i64, u32, i32, u8);

impl Bits for bool {
    #[inline(always)]
    fn to_bits(self) -> u64 {
        self as u64
    }
    #[inline(always)]
    fn from_bits(bits: u64) -> bool {
        bits != 0
    }
}

impl<T> Bits for *mut T {
    #[inline(always)]
    fn to_bits(self) -> u64 {
        self as u64
    }
    #[inline(always)]
    fn from_bits(bits: u64) -> *mut T {
        bits as *mut T
    }
}

impl<T> Bits for *const T {
    #[inline(always)]
    fn to_bits(self) -> u64 {
        self as u64
    }
    #[inline(always)]
    fn from_bits(bits: u64) -> *const T {
        bits as *const T
    }
}

impl Bits for super::value::Value {
    #[inline(always)]
    fn to_bits(self) -> u64 {
        self.bits()
    }
    #[inline(always)]
    fn from_bits(bits: u64) -> super::value::Value {
        super::value::Value::from_bits(bits)
    }
}

impl Bits for Option<bool> {
    fn to_bits(self) -> u64 {
        self.map_or(2, u64::from)
    }
    fn from_bits(bits: u64) -> Option<bool> {
        (bits < 2).then_some(bits == 1)
    }
}

/// Declares that a field-less `#[repr(u8)]` enum fits a word: lists its variants in order from 0.
#[macro_export]
macro_rules! word_enum {
    ($name:ty: $($variant:ident),+ $(,)?) => {
        impl $crate::objects::word::Bits for $name {
            #[inline(always)]
            fn to_bits(self) -> u64 {
                self as u64
            }
            #[inline(always)]
            fn from_bits(bits: u64) -> $name {
                const ALL: &[$name] = &[$(<$name>::$variant),+];
                ALL[bits as usize % ALL.len()]
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        assert_eq!(Word::new(-5i64).get(), -5);
        assert_eq!(Word::new(-5i32).get(), -5);
        for v in [None, Some(false), Some(true)] {
            assert_eq!(Word::new(v).get(), v);
        }
        let word = Word::new(usize::MAX);
        assert_eq!(word.replace(3), usize::MAX);
        assert!(word.claim(3, 4) && !word.claim(3, 5) && word.get() == 4);
    }
}
