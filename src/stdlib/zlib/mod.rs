//! The `zlib` module: DEFLATE streams in zlib, gzip or no wrapping.
//!
//! miniz_oxide does the compression proper; headers and checksums are done here, so that every
//! `wbits` CPython takes means the same.
//! Invariant: what is compressed here decompresses everywhere; its bytes need not be those of C's zlib.
//! Deliberately absent: preset dictionaries make output no smaller (the compressor can't take
//! one, and writes a stream that needs none), and a compressor can't be copied.
//! Next file to read: `deflate.rs`.

mod deflate;
mod inflate;
mod module;
mod objects;

#[cfg(test)]
mod tests;

pub use module::{ZLIB, checksum_argument, zlib_crc32 as crc32};

/// What a stream is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// Two bytes before, an Adler-32 after.
    Zlib,
    /// Ten bytes before, a CRC-32 and the size after.
    Gzip,
    /// Nothing.
    Raw,
    /// Zlib or gzip, as the first bytes tell; for decompression only.
    Detect,
}

/// A `wbits` argument: the wrapping, and the binary logarithm of the window.
pub fn wrapping(wbits: i64) -> Option<(Wrapping, u32)> {
    let (wrapping, bits) = match wbits {
        -15..=-8 => (Wrapping::Raw, -wbits),
        8..=15 => (Wrapping::Zlib, wbits),
        24..=31 => (Wrapping::Gzip, wbits - 16),
        _ => return None,
    };
    Some((wrapping, bits as u32))
}

/// The running checksum of a stream.
#[derive(Clone)]
pub enum Check {
    /// Of zlib streams.
    Adler(u32),
    /// Of gzip streams: the CRC and the size so far.
    Crc(crc32fast::Hasher, u32),
    /// Of raw streams.
    None,
}

impl Check {
    /// The one of a wrapping.
    pub fn of(wrapping: Wrapping) -> Check {
        match wrapping {
            Wrapping::Zlib => Check::Adler(1),
            Wrapping::Gzip => Check::Crc(crc32fast::Hasher::new(), 0),
            Wrapping::Raw | Wrapping::Detect => Check::None,
        }
    }

    /// Takes in uncompressed bytes.
    pub fn update(&mut self, data: &[u8]) {
        match self {
            Check::Adler(sum) => *sum = adler32(*sum, data),
            Check::Crc(crc, size) => {
                crc.update(data);
                *size = size.wrapping_add(data.len() as u32);
            }
            Check::None => {}
        }
    }

    /// What stands behind the stream.
    pub fn trailer(&self) -> Vec<u8> {
        match self {
            Check::Adler(sum) => sum.to_be_bytes().to_vec(),
            Check::Crc(crc, size) => {
                let mut out = crc.clone().finalize().to_le_bytes().to_vec();
                out.extend(size.to_le_bytes());
                out
            }
            Check::None => Vec::new(),
        }
    }
}

/// The Adler-32 of `data` after bytes whose sum is `start`.
pub fn adler32(start: u32, data: &[u8]) -> u32 {
    miniz_oxide::mz_adler32_oxide(start, data)
}
