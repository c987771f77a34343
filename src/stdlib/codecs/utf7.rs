//! UTF-7: ASCII with shifted runs of base64-coded UTF-16.
//!
//! Invariant: encoding never fails (surrogates are units like any other); when input ends inside a shifted run
//! and more may come, the whole run is left unused.

use super::error::{DecodeError, DecodeErrors};
use crate::builtins::str::storage::{StrBuf, StrView};

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64_value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

/// A shifted run being decoded.
#[derive(Clone, Copy, Default)]
struct Shift {
    bits: u32,
    bit_count: u32,
    /// The first half of a pair, waiting for the second.
    high: Option<u32>,
}

impl Shift {
    fn push(&mut self, value: u32, out: &mut StrBuf) {
        self.bits = self.bits << 6 | value;
        self.bit_count += 6;
        if self.bit_count < 16 {
            return;
        }
        self.bit_count -= 16;
        let unit = self.bits >> self.bit_count;
        self.bits &= (1 << self.bit_count) - 1;
        match (self.high.take(), unit) {
            (Some(high), 0xDC00..0xE000) => {
                return out.push_code(0x1_0000 + ((high - 0xD800) << 10 | (unit - 0xDC00)));
            }
            (Some(high), _) => out.push_code(high),
            (None, _) => {}
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            out.push_code(unit);
        }
    }

    /// What is wrong with leaving the run here.
    fn fault(&self) -> Option<&'static str> {
        if self.bit_count >= 6 {
            Some("partial character in shift sequence")
        } else if self.bits != 0 {
            Some("non-zero padding bits in shift sequence")
        } else {
            None
        }
    }
}

/// Decodes `input` and tells how many bytes were used.
pub fn decode<H: DecodeErrors>(
    input: &[u8],
    last: bool,
    errors: &mut H,
) -> Result<(StrBuf, usize), H::Error> {
    let mut out = StrBuf::with_capacity(input.len());
    let mut at = 0;
    // Where the run began, how long the output was then, and the run itself.
    let mut run: Option<(usize, usize, Shift)> = None;
    let mut start = 0;
    loop {
        let Some(&byte) = input.get(at) else {
            let Some((begin, kept, shift)) = run.take() else {
                break;
            };
            if !last {
                return Ok((StrBuf::from_view(out.view().slice(0, kept)), begin));
            }
            if shift.high.is_some() || shift.fault().is_some() {
                let reason = "unterminated shift sequence";
                let error = DecodeError {
                    encoding: "utf7",
                    start: begin,
                    end: input.len(),
                    reason,
                };
                at = errors.recover(input, error, &mut out)?;
            }
            continue;
        };
        let fault = if let Some((begin, _, shift)) = &mut run {
            start = *begin;
            if let Some(value) = base64_value(byte) {
                shift.push(value, &mut out);
                at += 1;
                continue;
            }
            let shift = *shift;
            run = None;
            match shift.fault() {
                Some(reason) => {
                    at += 1;
                    Some(reason)
                }
                None => {
                    // A lone half is kept where plain text follows.
                    shift
                        .high
                        .filter(|_| byte < 0x80)
                        .into_iter()
                        .for_each(|high| out.push_code(high));
                    at += usize::from(byte == b'-');
                    None
                }
            }
        } else if byte == b'+' {
            start = at;
            at += 1;
            match input.get(at) {
                Some(b'-') => {
                    at += 1;
                    out.push_char('+');
                    None
                }
                Some(&next) if base64_value(next).is_none() => {
                    at += 1;
                    Some("ill-formed sequence")
                }
                _ => {
                    run = Some((start, out.len(), Shift::default()));
                    None
                }
            }
        } else if byte < 0x80 {
            out.push_code(u32::from(byte));
            at += 1;
            None
        } else {
            start = at;
            at += 1;
            Some("unexpected special character")
        };
        if let Some(reason) = fault {
            let error = DecodeError {
                encoding: "utf7",
                start,
                end: at,
                reason,
            };
            at = errors.recover(input, error, &mut out)?;
        }
    }
    Ok((out, at.min(input.len())))
}

/// Whether a character stands for itself outside a shifted run (the plus sign apart).
fn is_direct(code: u32) -> bool {
    let excluded = [b'+', b'\\', b'~'].map(u32::from);
    matches!(code, 0x09 | 0x0A | 0x0D | 0x20..=0x7E) && !excluded.contains(&code)
}

/// Encodes `text`.
pub fn encode(text: StrView) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut shift: Option<(u32, u32)> = None;
    let digit = |bits: u32| BASE64[(bits & 0x3F) as usize];
    for code in text.iter() {
        if is_direct(code) {
            if let Some((bits, bit_count)) = shift.take() {
                if bit_count > 0 {
                    out.push(digit(bits << (6 - bit_count)));
                }
                if code == u32::from(b'-') || base64_value(code as u8).is_some() {
                    out.push(b'-');
                }
            }
            out.push(code as u8);
            continue;
        }
        if shift.is_none() && code == u32::from(b'+') {
            out.extend(b"+-");
            continue;
        }
        let (mut bits, mut bit_count) = shift.unwrap_or_else(|| {
            out.push(b'+');
            (0, 0)
        });
        let pair = code
            .checked_sub(0x1_0000)
            .map(|above| [0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF)]);
        let units = pair
            .as_ref()
            .map_or(std::slice::from_ref(&code), |pair| &pair[..]);
        for unit in units {
            bits = bits << 16 | unit;
            bit_count += 16;
            while bit_count >= 6 {
                bit_count -= 6;
                out.push(digit(bits >> bit_count));
            }
            bits &= (1 << bit_count) - 1;
        }
        shift = Some((bits, bit_count));
    }
    if let Some((bits, bit_count)) = shift {
        if bit_count > 0 {
            out.push(digit(bits << (6 - bit_count)));
        }
        out.push(b'-');
    }
    out
}
