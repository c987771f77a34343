//! Algorithms that str, bytes and bytearray share, generic over the code unit.
//!
//! Invariant: no function here knows what a unit means; whitespace and line ends come in as predicates.
//! Results are indices, never copies, so that each type can make its own pieces.
//! Deliberately absent: mixed unit types (`str` converts the shorter operand first) and Python objects.
//! Next file to read: `search.rs`.

pub mod search;
pub mod split;
mod two_way;

/// One element of a text: a byte, or a two- or four-byte code unit.
pub trait Unit: Copy + Ord {
    /// The unit as a code point.
    fn code(self) -> u32;
    /// The unit for a code point, when it is in range.
    fn from_code(code: u32) -> Option<Self>;
    /// Index of the first `unit` in `text`.
    fn find_unit(text: &[Self], unit: Self) -> Option<usize>;
    /// Index of the last `unit` in `text`.
    fn rfind_unit(text: &[Self], unit: Self) -> Option<usize>;
    /// How often `unit` occurs in `text`.
    fn count_unit(text: &[Self], unit: Self) -> usize {
        text.iter().filter(|&&c| c == unit).count()
    }
    /// Index of the first `needle`, which has at least two units, in `text`.
    fn find_run(text: &[Self], needle: &[Self]) -> Option<usize>;
    /// Index of the last `needle`, which has at least two units, in `text`.
    fn rfind_run(text: &[Self], needle: &[Self]) -> Option<usize>;

    /// Calls `visit` with the index of each of the first `limit` non-overlapping `needle`s, which is not empty.
    fn each_match(text: &[Self], needle: &[Self], limit: usize, mut visit: impl FnMut(usize)) {
        let mut start = 0;
        for _ in 0..limit {
            let Some(found) = search::find(&text[start..], needle) else {
                return;
            };
            visit(start + found);
            start += found + needle.len();
        }
    }
}

impl Unit for u8 {
    fn code(self) -> u32 {
        u32::from(self)
    }

    fn from_code(code: u32) -> Option<u8> {
        u8::try_from(code).ok()
    }

    fn find_unit(text: &[u8], unit: u8) -> Option<usize> {
        memchr::memchr(unit, text)
    }

    fn rfind_unit(text: &[u8], unit: u8) -> Option<usize> {
        memchr::memrchr(unit, text)
    }

    fn count_unit(text: &[u8], unit: u8) -> usize {
        memchr::memchr_iter(unit, text).count()
    }

    fn find_run(text: &[u8], needle: &[u8]) -> Option<usize> {
        memchr::memmem::find(text, needle)
    }

    fn each_match(text: &[u8], needle: &[u8], limit: usize, visit: impl FnMut(usize)) {
        // One searcher for all matches: setting one up costs more than most searches.
        match needle {
            [unit] => memchr::memchr_iter(*unit, text).take(limit).for_each(visit),
            _ => memchr::memmem::find_iter(text, needle)
                .take(limit)
                .for_each(visit),
        }
    }

    fn rfind_run(text: &[u8], needle: &[u8]) -> Option<usize> {
        memchr::memmem::rfind(text, needle)
    }
}

/// Both wider units search alike.
macro_rules! wide_unit {
    ($unit:ty) => {
        impl Unit for $unit {
            fn code(self) -> u32 {
                u32::from(self)
            }

            fn from_code(code: u32) -> Option<$unit> {
                <$unit>::try_from(code).ok()
            }

            fn find_unit(text: &[$unit], unit: $unit) -> Option<usize> {
                // Testing sixteen units at once without leaving early is what the compiler can vectorise.
                let mut start = 0;
                for block in text.chunks_exact(16) {
                    if block.iter().fold(false, |hit, &c| hit | (c == unit)) {
                        break;
                    }
                    start += 16;
                }
                let found = text[start..].iter().position(|&c| c == unit)?;
                Some(start + found)
            }

            fn rfind_unit(text: &[$unit], unit: $unit) -> Option<usize> {
                text.iter().rposition(|&c| c == unit)
            }

            fn find_run(text: &[$unit], needle: &[$unit]) -> Option<usize> {
                two_way::find::<$unit, false>(text, needle)
            }

            fn rfind_run(text: &[$unit], needle: &[$unit]) -> Option<usize> {
                two_way::find::<$unit, true>(text, needle)
            }
        }
    };
}

wide_unit!(u16);
wide_unit!(u32);
