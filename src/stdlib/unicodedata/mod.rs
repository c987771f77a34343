//! `unicodedata`: Python's view of the character database.
//!
//! Invariant: functions of one character take its code point; the object layer has checked that there is one.
//! A `None` becomes the caller's default, or a ValueError with the text of the constant named beside it.
//! Deliberately absent: what Unicode 3.2 did not have, see `ucd.rs`.
//! Next file to read: `module.rs`.

pub mod module;
pub mod ucd;

use crate::builtins::fault::Fault;
use crate::builtins::str::storage::{StrBuf, StrView};
use crate::unicode::normalize::{self, Form};
use crate::unicode::properties::{BIDI_CLASSES, CATEGORIES, record};

use crate::unicode::names;

pub use crate::unicode::names::name;

/// `unicodedata.unidata_version`.
pub const UNIDATA_VERSION: &str = "16.0.0";

/// ValueError text of `numeric`.
pub const NOT_NUMERIC: &str = "not a numeric character";
/// ValueError text of `digit`.
pub const NOT_A_DIGIT: &str = "not a digit";
/// ValueError text of `decimal`.
pub const NOT_A_DECIMAL: &str = "not a decimal";
/// ValueError text of `name`.
pub const NO_SUCH_NAME: &str = "no such name";

/// `lookup`; `None` means a KeyError, "undefined character name 'x'".
pub fn lookup(name: &str) -> Option<StrBuf> {
    match names::lookup(name) {
        Some(code) => Some(StrBuf::from_code(code)),
        None => names::lookup_sequence(name).map(|codes| StrBuf::from_codes(&codes)),
    }
}

/// `category`.
pub fn category(code: u32) -> &'static str {
    CATEGORIES[usize::from(record(code).category)]
}

/// `bidirectional`.
pub fn bidirectional(code: u32) -> &'static str {
    BIDI_CLASSES[usize::from(record(code).bidi)]
}

/// `combining`.
pub fn combining(code: u32) -> u8 {
    record(code).combining
}

/// `east_asian_width`.
pub fn east_asian_width(code: u32) -> &'static str {
    record(code).width()
}

/// `mirrored`.
pub fn mirrored(code: u32) -> bool {
    record(code).mirrored()
}

/// `numeric`; `None` means [`NOT_NUMERIC`].
pub fn numeric(code: u32) -> Option<f64> {
    record(code).numeric()
}

/// `digit`; `None` means [`NOT_A_DIGIT`].
pub fn digit(code: u32) -> Option<u8> {
    record(code).digit()
}

/// `decimal`; `None` means [`NOT_A_DECIMAL`].
pub fn decimal(code: u32) -> Option<u8> {
    record(code).decimal()
}

/// `decomposition`: a tag, if any, and code points in hexadecimal; empty when there is none.
pub fn decomposition(code: u32) -> String {
    let Some((tag, parts)) = normalize::decomposition(code) else {
        return String::new();
    };
    let tag = (!tag.is_empty()).then(|| tag.to_owned());
    let parts = parts.iter().map(|part| format!("{part:04X}"));
    tag.into_iter().chain(parts).collect::<Vec<_>>().join(" ")
}

/// The form a script names.
pub fn form(name: StrView) -> Result<Form, Fault> {
    let found = name.as_ascii_str().and_then(Form::from_name);
    found.ok_or(Fault::value("invalid normalization form"))
}

/// `normalize`; `None` when the text is in that form already.
pub fn normalize(form: Form, text: StrView) -> Option<StrBuf> {
    if text.is_ascii() || normalize::is_plainly_normal(text.iter(), form) {
        return None;
    }
    let normal = normalize::normalize(text.iter(), form);
    (!text.iter().eq(normal.iter().copied())).then(|| StrBuf::from_codes(&normal))
}

/// `is_normalized`.
pub fn is_normalized(form: Form, text: StrView) -> bool {
    normalize(form, text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_that_of_python() {
        assert_eq!(decomposition(0xBD), "<fraction> 0031 2044 0032");
        assert_eq!(decomposition(0xAC01), "1100 1161 11A8");
        assert_eq!(
            (category(0x41), category(0x378), bidirectional(0x5D0)),
            ("Lu", "Cn", "R")
        );
        assert_eq!(
            (east_asian_width(0xFF21), numeric(0xBD), digit(0xB2)),
            ("F", Some(0.5), Some(2))
        );
        assert!(mirrored(0x28) && decimal(0xB2).is_none() && combining(0x301) == 230);
        let text = StrBuf::from_utf8("e\u{301}ﬁ");
        let normal = |form| normalize(form, text.view());
        assert_eq!(normal(Form::Nfc), Some(StrBuf::from_utf8("éﬁ")));
        assert_eq!(normal(Form::Nfkc), Some(StrBuf::from_utf8("éfi")));
        assert!(is_normalized(Form::Nfd, text.view()) && form(StrView::Ascii(b"nfc")).is_err());
    }
}
