//! Case methods: lower, upper, title, capitalize, swapcase, casefold.
//!
//! Invariant: Unicode's full mappings, so a result may be longer than its source; a capital sigma becomes the
//! final form where a cased letter precedes it and none follows, case-ignorable characters not counting.
//! Next file to read: `escape.rs`.

use super::storage::{StrBuf, StrView};
use crate::unicode::case;
use crate::unicode::properties::{flag, has};

const CAPITAL_SIGMA: u32 = 0x3A3;
const SMALL_SIGMA: u32 = 0x3C3;
const FINAL_SIGMA: u32 = 0x3C2;

/// Whether the sigma at `index` ends a word.
fn is_final_sigma(text: StrView, index: usize) -> bool {
    let matters = |code: &u32| !has(*code, flag::CASE_IGNORABLE);
    let cased = |code: Option<u32>| code.is_some_and(|code| has(code, flag::CASED));
    let before = text.slice(0, index).iter().rev().find(matters);
    let after = text.slice(index + 1, text.len()).iter().find(matters);
    cased(before) && !cased(after)
}

/// Appends the lower case form of the code point at `index`.
#[inline]
fn push_lower(text: StrView, index: usize, code: u32, out: &mut StrBuf) {
    if code == CAPITAL_SIGMA {
        let last = is_final_sigma(text, index);
        out.push_code(if last { FINAL_SIGMA } else { SMALL_SIGMA });
    } else {
        case::lower(code, |c| out.push_code(c));
    }
}

/// `str.lower`.
pub fn lower(text: StrView) -> StrBuf {
    if let StrView::Ascii(s) = text {
        return StrBuf::Ascii(s.to_ascii_lowercase());
    }
    let mut out = StrBuf::with_capacity(text.len());
    for (index, code) in text.iter().enumerate() {
        push_lower(text, index, code, &mut out);
    }
    out
}

/// `str.upper`.
pub fn upper(text: StrView) -> StrBuf {
    if let StrView::Ascii(s) = text {
        return StrBuf::Ascii(s.to_ascii_uppercase());
    }
    let mut out = StrBuf::with_capacity(text.len());
    for code in text.iter() {
        case::upper(code, |c| out.push_code(c));
    }
    out
}

/// `str.casefold`.
pub fn casefold(text: StrView) -> StrBuf {
    if let StrView::Ascii(s) = text {
        return StrBuf::Ascii(s.to_ascii_lowercase());
    }
    let mut out = StrBuf::with_capacity(text.len());
    for code in text.iter() {
        case::fold(code, |c| out.push_code(c));
    }
    out
}

/// `str.capitalize`.
pub fn capitalize(text: StrView) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len());
    for (index, code) in text.iter().enumerate() {
        if index == 0 {
            case::title(code, |c| out.push_code(c));
        } else {
            push_lower(text, index, code, &mut out);
        }
    }
    out
}

/// `str.title`.
pub fn title(text: StrView) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len());
    let mut after_cased = false;
    for (index, code) in text.iter().enumerate() {
        if after_cased {
            push_lower(text, index, code, &mut out);
        } else {
            case::title(code, |c| out.push_code(c));
        }
        after_cased = has(code, flag::CASED);
    }
    out
}

/// `str.swapcase`.
pub fn swapcase(text: StrView) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len());
    for (index, code) in text.iter().enumerate() {
        if has(code, flag::UPPER) {
            push_lower(text, index, code, &mut out);
        } else if has(code, flag::LOWER) {
            case::upper(code, |c| out.push_code(c));
        } else {
            out.push_code(code);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_mappings_and_the_final_sigma() {
        let run = |method: fn(StrView) -> StrBuf, text: &str| {
            method(StrBuf::from_utf8(text).view())
                .view()
                .to_utf8_lossy()
        };
        assert_eq!(
            run(lower, "ΑΣ ΣΑ Α\u{301}Σ\u{301}. Σ"),
            "ας σα α\u{301}ς\u{301}. σ"
        );
        assert_eq!(run(lower, "İ"), "i\u{307}");
        assert_eq!(run(upper, "ßŉΐ"), "SSʼNΙ\u{308}\u{301}");
        assert_eq!(run(title, "ǆ they're ﬁrst ΑΣ"), "ǅ They'Re First Ας");
        assert_eq!(run(capitalize, "ǆABΣ"), "ǅabς");
        assert_eq!(run(swapcase, "aBßΑΣ1"), "AbSSας1");
        assert_eq!(run(casefold, "ßΣİ"), "ssσi\u{307}");
        assert_eq!(run(capitalize, ""), "");
    }
}
