//! ASCII and Latin-1: one byte per character, and nothing above a limit.
//!
//! Next file to read: `charmap.rs`.

use super::error::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use crate::builtins::str::storage::{StrBuf, StrView};

/// Decodes Latin-1, which never fails.
pub fn decode_latin1(input: &[u8]) -> StrBuf {
    StrBuf::from_latin1(input.to_vec())
}

/// Decodes ASCII.
pub fn decode_ascii<H: DecodeErrors>(input: &[u8], errors: &mut H) -> Result<StrBuf, H::Error> {
    let mut out = StrBuf::with_capacity(input.len());
    let mut at = 0;
    while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
        let run = if rest.is_ascii() {
            rest.len()
        } else {
            rest.iter().take_while(|byte| byte.is_ascii()).count()
        };
        out.push_ascii(&rest[..run]);
        at += run;
        if at < input.len() {
            let reason = "ordinal not in range(128)";
            let error = DecodeError {
                encoding: "ascii",
                start: at,
                end: at + 1,
                reason,
            };
            at = errors.recover(input, error, &mut out)?;
        }
    }
    Ok(out)
}

/// Encodes to ASCII.
pub fn encode_ascii<H: EncodeErrors>(text: StrView, errors: &mut H) -> Result<Vec<u8>, H::Error> {
    encode(text, 0x80, "ascii", "ordinal not in range(128)", errors)
}

/// Encodes to Latin-1.
pub fn encode_latin1<H: EncodeErrors>(text: StrView, errors: &mut H) -> Result<Vec<u8>, H::Error> {
    encode(text, 0x100, "latin-1", "ordinal not in range(256)", errors)
}

fn encode<H: EncodeErrors>(
    text: StrView,
    limit: u32,
    encoding: &'static str,
    reason: &'static str,
    errors: &mut H,
) -> Result<Vec<u8>, H::Error> {
    match text {
        StrView::Ascii(s) => return Ok(s.to_vec()),
        StrView::Latin1(s) if limit == 0x100 => return Ok(s.to_vec()),
        _ => {}
    }
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let code = text.get(at);
        if code < limit {
            out.push(code as u8);
            at += 1;
            continue;
        }
        let run = text
            .slice(at, text.len())
            .iter()
            .take_while(|&code| code >= limit)
            .count();
        let error = EncodeError {
            encoding,
            start: at,
            end: at + run,
            reason,
        };
        let (replacement, next) = errors.recover(text, error)?;
        match &replacement {
            Replacement::Bytes(bytes) => out.extend_from_slice(bytes),
            Replacement::Text(text) if text.view().iter().all(|code| code < limit) => {
                out.extend(text.view().iter().map(|code| code as u8));
            }
            Replacement::Text(_) => return Err(error.into()),
        }
        at = next;
    }
    Ok(out)
}
