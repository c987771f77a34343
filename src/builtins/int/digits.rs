//! Digits and spaces beyond ASCII: what lets `int("٣")` and `float("\u{a0}1")` work.
//!
//! Invariant: decimal digits come in runs of ten that start at a zero; the table lists the zeros
//! of Unicode 16 (CPython 3.14's), in order.
//! Deliberately absent: digits that are not decimal, such as superscripts.
//! Next file to read: `text.rs`.

/// Every code point above ASCII that is a decimal zero.
const ZEROS: [u32; 75] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// The value of a decimal digit of any script (`unicodedata.decimal`).
pub fn decimal_value(code_point: u32) -> Option<u32> {
    if code_point < 0x80 {
        return char::from_u32(code_point)?.to_digit(10);
    }
    let after = ZEROS.partition_point(|&zero| zero <= code_point);
    let zero = ZEROS.get(after.checked_sub(1)?)?;
    Some(code_point - zero).filter(|&value| value < 10)
}

/// Whether `str.isspace` holds for the code point.
pub fn is_space(code_point: u32) -> bool {
    matches!(
        code_point,
        0x09..=0x0d | 0x1c..=0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029
            | 0x202f | 0x205f | 0x3000
    )
}

/// Text for the number parsers: digits of any script become ASCII digits, spaces beyond ASCII
/// become blanks, and any other code point beyond ASCII becomes a `?`, which no number contains.
pub fn to_ascii(text: impl IntoIterator<Item = u32>) -> Vec<u8> {
    let one = |code_point: u32| match code_point {
        0..0x7f => code_point as u8,
        _ if is_space(code_point) => b' ',
        _ => decimal_value(code_point).map_or(b'?', |value| b'0' + value as u8),
    };
    text.into_iter().map(one).collect()
}

/// Cuts off the ASCII blanks at both ends, as C's `isspace` sees them.
pub fn strip(text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| matches!(byte, 9..=13 | b' ');
    let Some(start) = text.iter().position(|b| !blank(b)) else {
        return &[];
    };
    let end = text
        .iter()
        .rposition(|b| !blank(b))
        .map_or(start, |i| i + 1);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_digits_of_other_scripts() {
        assert_eq!(
            to_ascii("\u{a0}٣٤x\u{1d7da}é".chars().map(u32::from)),
            b" 34x2?"
        );
        assert_eq!(decimal_value(0xb2), None);
        assert!(ZEROS.is_sorted());
    }

    #[test]
    fn strips_blanks() {
        assert_eq!(strip(b" \t12 \n"), b"12");
        assert_eq!(strip(b"  "), b"");
        assert_eq!(strip(b"\x1c1"), b"\x1c1");
    }
}
