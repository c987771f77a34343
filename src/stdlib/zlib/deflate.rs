//! Compression.
//!
//! Next file to read: `inflate.rs`.

use super::{Check, Wrapping};
use miniz_oxide::deflate::core::{CompressorOxide, create_comp_flags_from_zip_params};
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::{MZFlush, MZStatus};

/// How much a call of the compressor may write.
const CHUNK: usize = 16 * 1024;

/// `Z_FINISH`
pub const FINISH: i64 = 4;

/// A stream being compressed.
pub struct Deflater {
    core: Box<CompressorOxide>,
    check: Check,
    header: Vec<u8>,
    finished: bool,
}

/// What the stream begins with.
fn header(wrapping: Wrapping, bits: u32, level: i64) -> Vec<u8> {
    let effort = match level {
        0 | 1 => 0,
        2..=5 => 1,
        7..=9 => 3,
        _ => 2u16,
    };
    match wrapping {
        Wrapping::Zlib => {
            // A window of 256 bytes is one of 512 to zlib.
            let method = ((bits.max(9) - 8) << 4 | 8) as u16;
            let head = method << 8 | effort << 6;
            (head + (31 - head % 31)).to_be_bytes().to_vec()
        }
        Wrapping::Gzip => {
            let speed = match level {
                9 => 2,
                0 | 1 => 4,
                _ => 0,
            };
            vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, speed, 3]
        }
        Wrapping::Raw | Wrapping::Detect => Vec::new(),
    }
}

impl Deflater {
    /// A new stream; `level` is -1 to 9.
    pub fn new(wrapping: Wrapping, bits: u32, level: i64, strategy: i64) -> Deflater {
        let flags = create_comp_flags_from_zip_params(level as i32, 0, strategy as i32);
        Deflater {
            core: Box::new(CompressorOxide::new(flags)),
            check: Check::of(wrapping),
            header: header(wrapping, bits, level),
            finished: false,
        }
    }

    /// Compresses more; `flush` is one of zlib's `Z_` numbers. `None` if the stream has ended.
    pub fn compress(&mut self, data: &[u8], flush: i64) -> Option<Vec<u8>> {
        if self.finished {
            return None;
        }
        let mode = match flush {
            0 => MZFlush::None,
            FINISH => MZFlush::Finish,
            3 => MZFlush::Full,
            1 | 2 | 5 => MZFlush::Sync,
            _ => return None,
        };
        let mut out = std::mem::take(&mut self.header);
        self.check.update(data);
        let mut rest = data;
        loop {
            let start = out.len();
            out.resize(start + CHUNK, 0);
            let step = deflate(&mut self.core, rest, &mut out[start..], mode);
            out.truncate(start + step.bytes_written);
            rest = &rest[step.bytes_consumed..];
            let full = step.bytes_written == CHUNK;
            match step.status {
                Ok(MZStatus::StreamEnd) | Err(_) => break,
                _ if rest.is_empty() && !full => break,
                _ => {}
            }
        }
        if flush == FINISH {
            self.finished = true;
            out.extend(self.check.trailer());
        }
        Some(out)
    }
}
