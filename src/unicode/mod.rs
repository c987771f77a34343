//! The Unicode 16.0 character database, as CPython 3.14 has it.
//!
//! Everything here takes and gives code points as `u32`, because Python strings may hold lone surrogates.
//! The tables are packed by `scripts/make_unicode_tables.py` into the `.bin` files beside this one and unpacked
//! by the compiler: nothing is computed at start-up.
//! Invariant: for every code point the answers equal CPython's; tests compare checksums over all of them.
//! Deliberately absent: strings of any kind, and Python's spelling of the properties (`stdlib/unicodedata`).
//! Next file to read: `properties.rs`.

pub mod case;
pub mod names;
pub mod normalize;
pub mod properties;
#[cfg(test)]
mod tests;

/// The little-endian `u16` at byte `at`.
const fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// The little-endian `u32` at byte `at`.
const fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u16_at(bytes, at) as u32 | (u16_at(bytes, at + 2) as u32) << 16
}

/// `N` numbers of two bytes from byte `at` on.
const fn u16_array<const N: usize>(bytes: &[u8], at: usize) -> [u16; N] {
    let mut out = [0; N];
    let mut i = 0;
    while i < N {
        out[i] = u16_at(bytes, at + 2 * i);
        i += 1;
    }
    out
}

/// `N` numbers of four bytes from byte `at` on.
const fn u32_array<const N: usize>(bytes: &[u8], at: usize) -> [u32; N] {
    let mut out = [0; N];
    let mut i = 0;
    while i < N {
        out[i] = u32_at(bytes, at + 4 * i);
        i += 1;
    }
    out
}
