//! Decompression.
//!
//! The output grows behind the last 32 KB given out before, which back references may point into;
//! a preset dictionary simply stands there from the start.
//! Invariant: no byte behind the stream's end is consumed, and never more output made than asked for.
//! Next file to read: `objects.rs`.

use super::{Check, Wrapping, adler32};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// How far back references reach.
const WINDOW: usize = 32 * 1024;
const FLAGS: u32 = TINFL_FLAG_HAS_MORE_INPUT | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;

/// What is wrong with a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InflateError {
    /// `Z_DATA_ERROR`, with zlib's words.
    Data(&'static str),
    /// `Z_NEED_DICT`
    NeedDictionary,
    /// The dictionary is another one.
    WrongDictionary,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Header,
    Body,
    Trailer,
    Done,
}

/// A stream being decompressed.
#[derive(Clone)]
pub struct Inflater {
    core: Box<DecompressorOxide>,
    wrapping: Wrapping,
    bits: u32,
    phase: Phase,
    /// Bytes of a header or trailer that is not complete yet.
    held: Vec<u8>,
    window: Vec<u8>,
    dictionary: Option<Vec<u8>>,
    check: Check,
    /// Whether the body has begun.
    begun: bool,
}

/// The length of the gzip header at the start of `bytes`, once it is all there.
fn gzip_header(bytes: &[u8]) -> Result<Option<usize>, InflateError> {
    let given = |at: usize, value: u8| bytes.get(at).is_some_and(|b| *b != value);
    if given(0, 0x1f) || given(1, 0x8b) {
        return Err(InflateError::Data("incorrect header check"));
    }
    if given(2, 8) {
        return Err(InflateError::Data("unknown compression method"));
    }
    let Some(flags) = bytes.get(3) else {
        return Ok(None);
    };
    if flags & 0xe0 != 0 {
        return Err(InflateError::Data("unknown header flags set"));
    }
    let mut at = 10;
    if flags & 4 != 0 {
        let (Some(low), Some(high)) = (bytes.get(at), bytes.get(at + 1)) else {
            return Ok(None);
        };
        at += 2 + usize::from(*low) + 256 * usize::from(*high);
    }
    for text in [8, 16] {
        if flags & text != 0 {
            let rest = bytes.get(at..).unwrap_or(&[]);
            match memchr::memchr(0, rest) {
                Some(end) => at += end + 1,
                None => return Ok(None),
            }
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    Ok((bytes.len() >= at).then_some(at))
}

impl Inflater {
    /// A new stream; `bits` bounds the window it may ask for, 0 for any.
    pub fn new(wrapping: Wrapping, bits: u32, dictionary: Option<Vec<u8>>) -> Inflater {
        let raw = wrapping == Wrapping::Raw;
        let window = match &dictionary {
            Some(d) if raw => d.clone(),
            _ => Vec::new(),
        };
        Inflater {
            core: Box::default(),
            wrapping,
            bits,
            phase: if raw { Phase::Body } else { Phase::Header },
            held: Vec::new(),
            window,
            dictionary,
            check: Check::of(wrapping),
            begun: false,
        }
    }

    /// Whether the end of the stream has been read.
    pub fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }

    /// Decompresses `input` into at most `limit` bytes. Gives them, and how much input was used.
    pub fn decompress(
        &mut self,
        input: &[u8],
        limit: usize,
    ) -> Result<(Vec<u8>, usize), InflateError> {
        let mut used = 0;
        let mut out = Vec::new();
        loop {
            let rest = &input[used..];
            match self.phase {
                Phase::Header => match self.header(rest)? {
                    Some(count) => used += count,
                    None => return Ok((out, input.len())),
                },
                Phase::Body => {
                    let (bytes, count) = self.body(rest, limit)?;
                    used += count;
                    out = bytes;
                    if self.phase == Phase::Body {
                        return Ok((out, used));
                    }
                }
                Phase::Trailer => match self.trailer(rest)? {
                    Some(count) => used += count,
                    None => return Ok((out, input.len())),
                },
                Phase::Done => return Ok((out, used)),
            }
        }
    }

    /// Reads the header. Answers how much of `rest` belongs to it, `None` if it needs more.
    fn header(&mut self, rest: &[u8]) -> Result<Option<usize>, InflateError> {
        let before = self.held.len();
        self.held.extend_from_slice(rest);
        if self.wrapping == Wrapping::Detect {
            match self.held.as_slice() {
                [] => return Ok(None),
                [0x1f] => return Ok(None),
                [0x1f, 0x8b, ..] => self.wrapping = Wrapping::Gzip,
                _ => self.wrapping = Wrapping::Zlib,
            }
            self.check = Check::of(self.wrapping);
        }
        let length = match self.wrapping {
            Wrapping::Gzip => gzip_header(&self.held)?,
            _ => self.zlib_header()?,
        };
        let Some(length) = length else {
            return Ok(None);
        };
        self.held.clear();
        self.phase = Phase::Body;
        Ok(Some(length.saturating_sub(before)))
    }

    fn zlib_header(&mut self) -> Result<Option<usize>, InflateError> {
        let [method, flags, rest @ ..] = self.held.as_slice() else {
            return Ok(None);
        };
        if (u32::from(*method) * 256 + u32::from(*flags)) % 31 != 0 {
            return Err(InflateError::Data("incorrect header check"));
        }
        if method & 15 != 8 {
            return Err(InflateError::Data("unknown compression method"));
        }
        let bits = u32::from(method >> 4) + 8;
        if bits > 15 || self.bits != 0 && bits > self.bits {
            return Err(InflateError::Data("invalid window size"));
        }
        if flags & 0x20 == 0 {
            return Ok(Some(2));
        }
        let [a, b, c, d, ..] = rest else {
            return Ok(None);
        };
        let Some(dictionary) = &self.dictionary else {
            return Err(InflateError::NeedDictionary);
        };
        if adler32(1, dictionary) != u32::from_be_bytes([*a, *b, *c, *d]) {
            return Err(InflateError::WrongDictionary);
        }
        self.window = dictionary.clone();
        Ok(Some(6))
    }

    fn body(&mut self, input: &[u8], limit: usize) -> Result<(Vec<u8>, usize), InflateError> {
        let mut out = std::mem::take(&mut self.window);
        let history = out.len();
        let (mut at, mut used) = (history, 0);
        let guess = input
            .len()
            .saturating_mul(4)
            .clamp(1024, 1 << 20)
            .min(limit);
        out.resize(history + guess, 0);
        let status = loop {
            let (status, read, written) =
                decompress(&mut self.core, &input[used..], &mut out, at, FLAGS);
            if !self.begun && read > 0 {
                self.begun = true;
            }
            at += written;
            used += read;
            let room = limit - (at - history);
            if status != TINFLStatus::HasMoreOutput || room == 0 {
                break status;
            }
            let more = (at - history).max(1024).min(room);
            out.resize(at + more, 0);
        };
        out.truncate(at);
        match status {
            TINFLStatus::Done => self.phase = Phase::Trailer,
            TINFLStatus::NeedsMoreInput | TINFLStatus::HasMoreOutput => {}
            _ => return Err(InflateError::Data(first_block_error(input, history == at))),
        }
        self.check.update(&out[history..]);
        let result = out[history..].to_vec();
        out.drain(..out.len().saturating_sub(WINDOW));
        self.window = out;
        Ok((result, used))
    }

    fn trailer(&mut self, rest: &[u8]) -> Result<Option<usize>, InflateError> {
        let wanted = self.check.trailer();
        let missing = wanted.len() - self.held.len();
        let count = missing.min(rest.len());
        self.held.extend_from_slice(&rest[..count]);
        if count < missing {
            return Ok(None);
        }
        if self.held.get(..4) != wanted.get(..4) {
            return Err(InflateError::Data("incorrect data check"));
        }
        if self.held != wanted {
            return Err(InflateError::Data("incorrect length check"));
        }
        self.phase = Phase::Done;
        Ok(Some(count))
    }
}

/// zlib's words for a bad stream. The decompressor does not tell what it found, but in a first block that
/// gave nothing, the block's type does.
fn first_block_error(input: &[u8], nothing_made: bool) -> &'static str {
    match input.first().map(|byte| byte >> 1 & 3) {
        Some(0) if nothing_made => "invalid stored block lengths",
        Some(2) if nothing_made => "invalid code lengths set",
        Some(3) if nothing_made => "invalid block type",
        _ => "invalid distance too far back",
    }
}
