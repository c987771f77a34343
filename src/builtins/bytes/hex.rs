//! hex and fromhex, for bytes, bytearray, memoryview and the hash objects.

use crate::builtins::fault::{Fault, FaultKind};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// `hex(sep, bytes_per_sep)` as ASCII. Groups are counted from the right, or from the left when `group` is
/// negative; there are none without a separator or with a `group` of 0.
pub fn hex(bytes: &[u8], separator: Option<u8>, group: i64) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 3);
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    for (index, byte) in bytes.iter().enumerate() {
        let before = if group < 0 {
            index
        } else {
            bytes.len() - index
        };
        if let Some(separator) = separator
            && index > 0
            && size > 0
            && before.is_multiple_of(size)
        {
            out.push(separator);
        }
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
    out
}

/// Checks the `sep` argument of `hex`, given its code points.
pub fn check_separator(separator: &[u32]) -> Result<u8, Fault> {
    match separator {
        [code @ 0..0x80] => Ok(*code as u8),
        [_] => Err(Fault::value("sep must be ASCII.")),
        _ => Err(Fault::value("sep must be length 1.")),
    }
}

/// `fromhex`. `codes` are the characters of a string, or bytes; ASCII whitespace between pairs is skipped.
pub fn fromhex(codes: impl Iterator<Item = u32>) -> Result<Vec<u8>, Fault> {
    let digit = |code: u32| char::from_u32(code).and_then(|c| c.to_digit(16));
    let is_space = |code: u32| matches!(code, 0x20 | 0x09..=0x0D);
    let wrong = |place: usize| {
        let text = format!("non-hexadecimal number found in fromhex() arg at position {place}");
        Err(Fault::made(FaultKind::Value, text))
    };
    let mut out = Vec::with_capacity(codes.size_hint().0 / 2);
    let mut codes = codes.enumerate();
    while let Some((place, code)) = codes.next() {
        if is_space(code) {
            continue;
        }
        let Some(high) = digit(code) else {
            return wrong(place);
        };
        let Some((place, code)) = codes.next() else {
            let text = "fromhex() arg must contain an even number of hexadecimal digits";
            return Err(Fault::value(text));
        };
        let Some(low) = digit(code) else {
            return wrong(place);
        };
        out.push((high << 4 | low) as u8);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups() {
        let show = |sep, group| String::from_utf8(hex(b"abcdefg", sep, group)).unwrap_or_default();
        assert_eq!(show(None, 1), "61626364656667");
        assert_eq!(show(Some(b'-'), 3), "61-626364-656667");
        assert_eq!(show(Some(b'-'), -3), "616263-646566-67");
        assert_eq!(show(Some(b'-'), 0), "61626364656667");
        assert_eq!(show(Some(b'-'), i64::MIN), "61626364656667");
    }

    #[test]
    fn reading() {
        let read = |text: &str| {
            fromhex(text.chars().map(u32::from)).map_err(|fault| fault.text.into_owned())
        };
        assert_eq!(read(" 12\n3A "), Ok(vec![0x12, 0x3A]));
        let odd = "fromhex() arg must contain an even number of hexadecimal digits";
        assert_eq!(read("12 3"), Err(odd.to_owned()));
        let bad = |place| {
            Err(format!(
                "non-hexadecimal number found in fromhex() arg at position {place}"
            ))
        };
        assert_eq!(read("1 2"), bad(1));
        assert_eq!(read("12 z"), bad(3));
        assert_eq!(read("12é"), bad(2));
    }
}
