//! Case methods: lower, upper, title, capitalize, swapcase, casefold.
//!
//! Invariant: Unicode's full mappings, so a result may be longer than its source; a capital sigma becomes the
//! final form where a cased letter precedes it and none follows, case-ignorable characters not counting.
//! Next file to read: `escape.rs`.

use super::storage::{StrBuf, StrView};
use crate::builtins::bytes::case as ascii;
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
fn push_lower(text: StrView, index: usize, code: u32, out: &mut Vec<u32>) {
    if code == CAPITAL_SIGMA {
        let last = is_final_sigma(text, index);
        out.push(if last { FINAL_SIGMA } else { SMALL_SIGMA });
    } else {
        case::lower(code, |c| out.push(c));
    }
}

/// Maps text that is not ASCII. The widest units first, and the smallest kind at the end: faster than
/// asking at every code point whether it still fits.
fn map(text: StrView, mut push: impl FnMut(usize, u32, &mut Vec<u32>)) -> StrBuf {
    let mut out = Vec::with_capacity(text.len());
    for (index, code) in text.iter().enumerate() {
        push(index, code, &mut out);
    }
    StrBuf::from_codes(&out)
}

/// `str.lower`.
pub fn lower(text: StrView) -> StrBuf {
    match text {
        StrView::Ascii(s) => StrBuf::Ascii(ascii::lower(s)),
        StrView::Latin1(s) => {
            let capital = |b| matches!(b, b'A'..=b'Z' | 0xC0..=0xD6 | 0xD8..=0xDE);
            let lower = s.iter().map(|&b| if capital(b) { b + 0x20 } else { b });
            StrBuf::from_latin1(lower.collect())
        }
        _ => map(text, |index, code, out| push_lower(text, index, code, out)),
    }
}

/// `str.upper`.
pub fn upper(text: StrView) -> StrBuf {
    match text {
        StrView::Ascii(s) => StrBuf::Ascii(ascii::upper(s)),
        // Three characters leave Latin-1: the micro sign, sharp s and y with diaeresis.
        StrView::Latin1(s) if memchr::memchr3(0xB5, 0xDF, 0xFF, s).is_none() => {
            let small = |b| matches!(b, b'a'..=b'z' | 0xE0..=0xF6 | 0xF8..=0xFE);
            let upper = s.iter().map(|&b| if small(b) { b - 0x20 } else { b });
            StrBuf::from_latin1(upper.collect())
        }
        _ => map(text, |_, code, out| case::upper(code, |c| out.push(c))),
    }
}

/// `str.casefold`.
pub fn casefold(text: StrView) -> StrBuf {
    match text {
        StrView::Ascii(s) => StrBuf::Ascii(ascii::lower(s)),
        _ => map(text, |_, code, out| case::fold(code, |c| out.push(c))),
    }
}

/// `str.capitalize`.
pub fn capitalize(text: StrView) -> StrBuf {
    match text {
        StrView::Ascii(s) => StrBuf::Ascii(ascii::capitalize(s)),
        _ => map(text, |index, code, out| match index {
            0 => case::title(code, |c| out.push(c)),
            _ => push_lower(text, index, code, out),
        }),
    }
}

/// `str.title`.
pub fn title(text: StrView) -> StrBuf {
    if let StrView::Ascii(s) = text {
        return StrBuf::Ascii(ascii::title(s));
    }
    let mut after_cased = false;
    map(text, |index, code, out| {
        if after_cased {
            push_lower(text, index, code, out);
        } else {
            case::title(code, |c| out.push(c));
        }
        after_cased = has(code, flag::CASED);
    })
}

/// `str.swapcase`.
pub fn swapcase(text: StrView) -> StrBuf {
    match text {
        StrView::Ascii(s) => StrBuf::Ascii(ascii::swapcase(s)),
        _ => map(text, |index, code, out| {
            if has(code, flag::UPPER) {
                push_lower(text, index, code, out);
            } else if has(code, flag::LOWER) {
                case::upper(code, |c| out.push(c));
            } else {
                out.push(code);
            }
        }),
    }
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
