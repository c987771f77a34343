//! The `is*` methods, and what whitespace and line ends are.
//!
//! Invariant: an empty string answers no, but for `isascii` and `isprintable`.
//! Next file to read: `case.rs`.

use super::storage::StrView;
use crate::unicode::properties::{flag, has, record};

/// Whether a code point is whitespace to `str.split`, `str.strip` and `str.isspace`.
#[inline]
pub fn is_space(code: u32) -> bool {
    if code < 0x80 {
        matches!(code, 0x20 | 0x09..=0x0D | 0x1C..=0x1F)
    } else {
        has(code, flag::SPACE)
    }
}

/// Whether a code point ends a line to `str.splitlines`.
#[inline]
pub fn is_line_end(code: u32) -> bool {
    // Nearly all characters leave at the first test.
    !(0x1F..0x85).contains(&code)
        && matches!(code, 0x0A..=0x0D | 0x1C..=0x1E | 0x85 | 0x2028 | 0x2029)
}

/// Whether `repr` shows a code point as itself.
#[inline]
pub fn is_printable_code(code: u32) -> bool {
    if code < 0x80 {
        (0x20..0x7F).contains(&code)
    } else {
        has(code, flag::PRINTABLE)
    }
}

/// Whether there is text and all of it passes.
fn all(text: StrView, pass: impl Fn(u32) -> bool) -> bool {
    !text.is_empty() && text.iter().all(pass)
}

/// `str.isalpha`.
pub fn is_alpha(text: StrView) -> bool {
    match text {
        StrView::Ascii(s) => !s.is_empty() && s.iter().all(u8::is_ascii_alphabetic),
        _ => all(text, |c| has(c, flag::ALPHA)),
    }
}

/// `str.isdecimal`.
pub fn is_decimal(text: StrView) -> bool {
    match text {
        StrView::Ascii(s) => !s.is_empty() && s.iter().all(u8::is_ascii_digit),
        _ => all(text, |c| has(c, flag::DECIMAL)),
    }
}

/// `str.isdigit`.
pub fn is_digit(text: StrView) -> bool {
    match text {
        StrView::Ascii(_) => is_decimal(text),
        _ => all(text, |c| record(c).digit().is_some()),
    }
}

/// `str.isnumeric`.
pub fn is_numeric(text: StrView) -> bool {
    match text {
        StrView::Ascii(_) => is_decimal(text),
        _ => all(text, |c| record(c).numeric().is_some()),
    }
}

/// `str.isalnum`.
pub fn is_alnum(text: StrView) -> bool {
    match text {
        StrView::Ascii(s) => !s.is_empty() && s.iter().all(u8::is_ascii_alphanumeric),
        _ => all(text, |c| {
            has(c, flag::ALPHA) || record(c).numeric().is_some()
        }),
    }
}

/// `str.isspace`.
pub fn is_space_text(text: StrView) -> bool {
    all(text, is_space)
}

/// `str.isprintable`.
pub fn is_printable(text: StrView) -> bool {
    text.iter().all(is_printable_code)
}

/// `str.isascii`.
pub fn is_ascii(text: StrView) -> bool {
    text.is_ascii()
}

/// Whether a code point may start an identifier.
pub fn is_identifier_start(code: u32) -> bool {
    code == u32::from(b'_') || has(code, flag::XID_START)
}

/// `str.isidentifier`.
pub fn is_identifier(text: StrView) -> bool {
    let mut codes = text.iter();
    codes.next().is_some_and(is_identifier_start) && codes.all(|c| has(c, flag::XID_CONTINUE))
}

/// `str.islower`: at least one cased character, and no upper or title case one.
pub fn is_lower(text: StrView) -> bool {
    text.iter().all(|c| !has(c, flag::UPPER | flag::TITLE))
        && text.iter().any(|c| has(c, flag::LOWER))
}

/// `str.isupper`: at least one cased character, and no lower or title case one.
pub fn is_upper(text: StrView) -> bool {
    text.iter().all(|c| !has(c, flag::LOWER | flag::TITLE))
        && text.iter().any(|c| has(c, flag::UPPER))
}

/// `str.istitle`: capitals only after uncased characters, small letters only after cased ones.
pub fn is_title(text: StrView) -> bool {
    let (mut any, mut after_cased) = (false, false);
    for code in text.iter() {
        let capital = has(code, flag::UPPER | flag::TITLE);
        let cased = capital || has(code, flag::LOWER);
        if cased && capital == after_cased {
            return false;
        }
        after_cased = cased;
        any |= cased;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::super::storage::StrBuf;
    use super::*;

    #[test]
    fn strings_of_several_characters() {
        let ask = |test: fn(StrView) -> bool, text: &str| test(StrBuf::from_utf8(text).view());
        assert!(ask(is_title, "Hello World1A ǅa"));
        assert!(!ask(is_title, "HeLlo") && !ask(is_title, "hello") && !ask(is_title, "1"));
        assert!(ask(is_lower, "a1ß") && !ask(is_lower, "aǅ") && !ask(is_lower, "1"));
        assert!(ask(is_upper, "A1Ⅷ") && !ask(is_upper, "Aa"));
        assert!(ask(is_identifier, "_é1") && !ask(is_identifier, "1a") && !ask(is_identifier, ""));
        assert!(ask(is_digit, "1²") && !ask(is_decimal, "1²") && ask(is_numeric, "1½"));
        assert!(ask(is_alnum, "aé½") && !ask(is_alpha, "a1"));
        assert!(ask(is_printable, "") && !ask(is_printable, "\u{a0}") && ask(is_ascii, ""));
        assert!(ask(is_space_text, " \u{1f}\u{3000}") && !ask(is_space_text, ""));
    }
}
