//! The `struct` module's formats: parsing, and packing and unpacking single values.
//!
//! Invariant: a parsed [`Format`] knows each field's place, so packing is a walk over
//! [`Format::fields`]; native formats align as the C compiler does on 64-bit Linux.
//! Deliberately absent: the values' conversion from objects (`__index__`, `__float__`, truth), and
//! the buffers' checks.
//! Next file to read: `time/calendar.rs`.

use crate::builtins::int::Int;

#[cfg(test)]
mod tests;

/// Why a format or value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// `struct.error` with this text.
    Struct(String),
    /// `OverflowError` with this text.
    Overflow(&'static str),
}

fn refuse<T>(text: &str) -> Result<T, PackError> {
    Err(PackError::Struct(text.to_owned()))
}

/// A run of equal fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    kind: u8,
    offset: usize,
    size: usize,
    count: usize,
}

/// One value's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The format character.
    pub kind: u8,
    /// Where its bytes start.
    pub offset: usize,
    /// How many there are.
    pub size: usize,
}

/// A parsed format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    runs: Vec<Run>,
    /// Bytes in all (`calcsize`).
    pub size: usize,
    /// How many values are packed.
    pub items: usize,
    /// Whether the most significant byte comes first.
    pub big_endian: bool,
}

/// Size and alignment of a format character; `None` if the mode doesn't have it.
fn measure(kind: u8, native: bool) -> Option<(usize, usize)> {
    let size = match kind {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' => {
            if native {
                8
            } else {
                4
            }
        }
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => 8,
        b'F' => return Some((8, if native { 4 } else { 1 })),
        b'D' => return Some((16, if native { 8 } else { 1 })),
        _ => return None,
    };
    Some((size, if native { size } else { 1 }))
}

impl Format {
    /// Parses the ASCII text of a format.
    pub fn parse(text: &[u8]) -> Result<Format, PackError> {
        let (native, big_endian, body) = match text {
            [b'<' | b'=', rest @ ..] => (false, false, rest),
            [b'>' | b'!', rest @ ..] => (false, true, rest),
            [b'@', rest @ ..] => (true, false, rest),
            _ => (true, false, text),
        };
        let mut format = Format {
            runs: Vec::new(),
            size: 0,
            items: 0,
            big_endian,
        };
        let mut rest = body;
        while let [byte, after @ ..] = rest {
            rest = after;
            if matches!(byte, 9..=13 | b' ') {
                continue;
            }
            let mut kind = *byte;
            let mut count = 1usize;
            if byte.is_ascii_digit() {
                count = usize::from(byte - b'0');
                loop {
                    let [next, after @ ..] = rest else {
                        return refuse("repeat count given without format specifier");
                    };
                    rest = after;
                    if !next.is_ascii_digit() {
                        kind = *next;
                        break;
                    }
                    let longer = count.checked_mul(10);
                    let longer = longer.and_then(|c| c.checked_add(usize::from(next - b'0')));
                    match longer {
                        Some(longer) => count = longer,
                        None => return refuse("total struct size too long"),
                    }
                }
            }
            format.push(kind, count, native)?;
        }
        Ok(format)
    }

    fn push(&mut self, kind: u8, count: usize, native: bool) -> Result<(), PackError> {
        let Some((size, alignment)) = measure(kind, native) else {
            return refuse("bad char in struct format");
        };
        let start = self.size.checked_next_multiple_of(alignment);
        let end = start.and_then(|start| start.checked_add(size.checked_mul(count)?));
        let (Some(offset), Some(end)) = (start, end.filter(|&end| end <= isize::MAX as usize))
        else {
            return refuse("total struct size too long");
        };
        self.size = end;
        let (size, count) = match kind {
            b's' | b'p' => (count, 1),
            b'x' => return Ok(()),
            _ => (size, count),
        };
        self.items += count;
        self.runs.push(Run {
            kind,
            offset,
            size,
            count,
        });
        Ok(())
    }

    /// The places of the values, in order.
    pub fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.runs.iter().flat_map(|run| {
            (0..run.count).map(|index| Field {
                kind: run.kind,
                offset: run.offset + index * run.size,
                size: run.size,
            })
        })
    }

    fn store(&self, little_endian: &[u8], slot: &mut [u8]) {
        for (to, from) in slot.iter_mut().zip(little_endian) {
            *to = *from;
        }
        if self.big_endian {
            slot.reverse();
        }
    }

    /// The bytes of a field of up to eight, least significant first.
    fn load(&self, slot: &[u8]) -> [u8; 8] {
        let mut bytes = [0; 8];
        for (to, from) in bytes.iter_mut().zip(slot) {
            *to = *from;
        }
        if self.big_endian {
            let used = slot.len().min(8);
            bytes[..used].reverse();
        }
        bytes
    }

    /// Packs an int: the characters `bBhHiIlLqQnNP`.
    pub fn pack_int(&self, kind: u8, value: &Int, slot: &mut [u8]) -> Result<(), PackError> {
        let bits = slot.len() as u32 * 8;
        let value = value.to_i128().unwrap_or(i128::MAX);
        let signed = kind.is_ascii_lowercase();
        let (low, high) = match (kind, signed) {
            (b'P', _) => (-(1i128 << 63), (1i128 << 64) - 1),
            (_, true) => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
            _ => (0, (1i128 << bits) - 1),
        };
        if !(low..=high).contains(&value) {
            return refuse(&match kind {
                b'P' => "int too large to convert".to_owned(),
                _ => format!(
                    "'{}' format requires {low} <= number <= {high}",
                    char::from(kind)
                ),
            });
        }
        self.store(&(value as u64).to_le_bytes(), slot);
        Ok(())
    }

    /// Unpacks an int: the characters `bBhHiIlLqQnNP`.
    pub fn unpack_int(&self, kind: u8, slot: &[u8]) -> Int {
        let word = u64::from_le_bytes(self.load(slot));
        if kind.is_ascii_lowercase() {
            let unused = 64 - slot.len().clamp(1, 8) as u32 * 8;
            return Int::Small((word << unused) as i64 >> unused);
        }
        Int::from_u64(word)
    }

    /// Packs a float: the characters `e`, `f` and `d`.
    pub fn pack_float(&self, kind: u8, value: f64, slot: &mut [u8]) -> Result<(), PackError> {
        match kind {
            b'e' => self.store(&half_bits(value)?.to_le_bytes(), slot),
            b'f' => {
                let narrow = value as f32;
                if narrow.is_infinite() && value.is_finite() {
                    return Err(PackError::Overflow("float too large to pack with f format"));
                }
                self.store(&narrow.to_le_bytes(), slot);
            }
            _ => self.store(&value.to_le_bytes(), slot),
        }
        Ok(())
    }

    /// Unpacks a float: the characters `e`, `f` and `d`.
    pub fn unpack_float(&self, kind: u8, slot: &[u8]) -> f64 {
        let word = u64::from_le_bytes(self.load(slot));
        match kind {
            b'e' => half_value(word as u16),
            b'f' => f64::from(f32::from_bits(word as u32)),
            _ => f64::from_bits(word),
        }
    }

    /// Packs the two parts of a complex number: the characters `F` and `D`.
    pub fn pack_complex(
        &self,
        kind: u8,
        re: f64,
        im: f64,
        slot: &mut [u8],
    ) -> Result<(), PackError> {
        let part = if kind == b'F' { b'f' } else { b'd' };
        let (first, second) = slot.split_at_mut(slot.len() / 2);
        self.pack_float(part, re, first)?;
        self.pack_float(part, im, second)
    }

    /// Unpacks the two parts of a complex number: the characters `F` and `D`.
    pub fn unpack_complex(&self, kind: u8, slot: &[u8]) -> (f64, f64) {
        let part = if kind == b'F' { b'f' } else { b'd' };
        let (first, second) = slot.split_at(slot.len() / 2);
        (
            self.unpack_float(part, first),
            self.unpack_float(part, second),
        )
    }
}

/// Packs bytes: `s` cuts or fills with zeros, `p` puts the length in front.
pub fn pack_bytes(kind: u8, value: &[u8], slot: &mut [u8]) {
    let body = match (kind, slot) {
        (b'p', [length, body @ ..]) => {
            *length = value.len().min(body.len()).min(255) as u8;
            body
        }
        (_, slot) => slot,
    };
    let kept = value.len().min(body.len());
    body[..kept].copy_from_slice(&value[..kept]);
    body[kept..].fill(0);
}

/// Unpacks bytes: the characters `s` and `p`.
pub fn unpack_bytes(kind: u8, slot: &[u8]) -> &[u8] {
    match (kind, slot) {
        (b'p', [length, body @ ..]) => &body[..body.len().min(usize::from(*length))],
        _ => slot,
    }
}

/// The half-precision float nearest to `value`, ties to even.
fn half_bits(value: f64) -> Result<u16, PackError> {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let size = value.abs();
    if size.is_nan() {
        let payload = (value.to_bits() >> 42) as u16 & 0x1ff;
        return Ok(sign | 0x7e00 | payload);
    }
    if size.is_infinite() {
        return Ok(sign | 0x7c00);
    }
    // The unit of the last place: 2^-24 below the normal range.
    let exponent = ((size.to_bits() >> 52) as i32 - 1023).max(-14);
    let unit = f64::from_bits(((exponent - 10 + 1023) as u64) << 52);
    let units = (size / unit).round_ties_even() as u16;
    let bits = (exponent + 14) * 0x400 + i32::from(units);
    if bits >= 0x7c00 {
        return Err(PackError::Overflow("float too large to pack with e format"));
    }
    Ok(sign | bits as u16)
}

fn half_value(bits: u16) -> f64 {
    let (field, fraction) = (bits >> 10 & 0x1f, f64::from(bits & 0x3ff));
    let size = match field {
        0 => fraction / 16_777_216.0,
        0x1f if bits & 0x3ff == 0 => f64::INFINITY,
        0x1f => f64::from_bits(0x7ff8 << 48 | u64::from(bits & 0x3ff) << 42),
        _ => (1024.0 + fraction) / 16_777_216.0 * f64::from(1u32 << (field - 1)),
    };
    if bits >> 15 == 1 { -size } else { size }
}
