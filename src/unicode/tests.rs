//! The database against CPython's, over all code points. The expected sums are what
//! `scripts/make_unicode_tables.py` prints.

use super::properties::{BIDI_CLASSES, CATEGORIES, flag, record};
use super::{case, names, normalize};

const CODES: std::ops::Range<u32> = 0..0x11_0000;

/// The same arithmetic as in the script.
#[derive(Default)]
struct Checksum(u64);

impl Checksum {
    fn number(&mut self, number: u64) {
        self.0 = self.0.wrapping_mul(31).wrapping_add(number);
    }

    fn text(&mut self, codes: impl IntoIterator<Item = u32>) {
        codes
            .into_iter()
            .for_each(|code| self.number(u64::from(code)));
        self.number(0);
    }

    fn str(&mut self, text: &str) {
        self.text(text.chars().map(u32::from));
    }
}

#[test]
fn properties_equal_those_of_cpython() {
    let mut sum = Checksum::default();
    for code in CODES {
        let record = record(code);
        sum.str(CATEGORIES[usize::from(record.category)]);
        sum.str(BIDI_CLASSES[usize::from(record.bidi)]);
        sum.str(record.width());
        let decomposition = normalize::decomposition(code).map(|(tag, parts)| {
            let parts = parts.iter().map(|part| format!("{part:04X}"));
            let tag = (!tag.is_empty()).then(|| tag.to_owned());
            tag.into_iter().chain(parts).collect::<Vec<_>>().join(" ")
        });
        sum.str(&decomposition.unwrap_or_default());
        let has = |flags| record.flags & flags != 0;
        let numeric = record.numeric().is_some();
        let bits = [
            has(flag::ALPHA),
            has(flag::DECIMAL),
            record.digit().is_some(),
            numeric,
            has(flag::SPACE),
            has(flag::PRINTABLE),
            has(flag::XID_START) || code == u32::from('_'),
            has(flag::LOWER),
            has(flag::UPPER),
            has(flag::TITLE | flag::UPPER),
            has(flag::ALPHA) || numeric,
            has(flag::XID_CONTINUE),
            record.mirrored(),
        ];
        let joined = (0..).zip(bits).map(|(at, bit)| u64::from(bit) << at).sum();
        sum.number(joined);
        sum.number(u64::from(record.combining));
        sum.number(record.decimal().map_or(0, |value| u64::from(value) + 1));
        sum.number(record.digit().map_or(0, |value| u64::from(value) + 1));
        sum.number(record.numeric().unwrap_or(-1.0).to_bits());
    }
    assert_eq!(sum.0, 0x138e_5cc6_85bc_f8bb);
}

#[test]
fn case_mappings_equal_those_of_cpython() {
    let mut sum = Checksum::default();
    for code in CODES {
        let mut out = Vec::new();
        case::upper(code, |c| out.push(c));
        out.push(0);
        case::lower(code, |c| out.push(c));
        out.push(0);
        case::title(code, |c| out.push(c));
        out.push(0);
        case::fold(code, |c| out.push(c));
        sum.text(out);
    }
    assert_eq!(sum.0, 0x30be_5392_72ab_e3c3);
}

#[test]
fn normal_forms_equal_those_of_cpython() {
    use normalize::Form;
    let expected = [
        (Form::Nfc, 0x8c7b_3dd1_d6fb_d634),
        (Form::Nfd, 0x2af6_ea52_a262_f507),
        (Form::Nfkc, 0xb3b1_3017_0b12_177c),
        (Form::Nfkd, 0xac1a_537e_263e_0bb0),
    ];
    for (form, expected) in expected {
        let mut sum = Checksum::default();
        for code in CODES {
            sum.text(normalize::normalize(std::iter::once(code), form));
        }
        assert_eq!(sum.0, expected, "{form:?}");
    }
}

#[test]
fn marks_are_ordered_and_blocked() {
    let normal = |codes: &[u32]| normalize::normalize(codes.iter().copied(), normalize::Form::Nfc);
    assert_eq!(normal(&[0x61, 0x0323, 0x0302]), [0x1EAD]);
    assert_eq!(normal(&[0x61, 0x0302, 0x0323]), [0x1EAD]);
    assert_eq!(normal(&[0x61, 0x0305, 0x0301]), [0x61, 0x0305, 0x0301]);
    assert_eq!(normal(&[0x1100, 0x1161, 0x11A8, 0x11A8]), [0xAC01, 0x11A8]);
    assert_eq!(normal(&[0xD800, 0x0301]), [0xD800, 0x0301]);
}

#[test]
fn names_equal_those_of_cpython() {
    let mut sum = Checksum::default();
    for code in CODES {
        let name = names::name(code);
        sum.str(name.as_deref().unwrap_or(""));
        // Every name leads back, but a full sweep is slow in a debug build.
        if let Some(name) = name.filter(|_| code.is_multiple_of(97)) {
            assert_eq!(names::lookup(&name.to_lowercase()), Some(code), "{name}");
        }
    }
    assert_eq!(sum.0, 0x4932_6b00_45d6_ee75);
}

#[test]
fn aliases_and_near_misses() {
    assert_eq!(names::lookup("line feed"), Some(0x0A));
    assert_eq!(names::lookup("BOM"), Some(0xFEFF));
    assert_eq!(names::lookup("bell"), Some(0x1F514));
    let keycap = names::lookup_sequence("Keycap Digit One");
    assert_eq!(keycap, Some(vec![0x31, 0xFE0F, 0x20E3]));
    let last = names::lookup_sequence("MODIFIER LETTER EXTRA-LOW EXTRA-HIGH CONTOUR TONE BAR");
    assert_eq!(last, Some(vec![0x2E9, 0x2E5]));
    assert_eq!(names::lookup_sequence("BELL"), None);
    let wrong = [
        "LATIN  SMALL LETTER A",
        "LATIN SMALL LETTER",
        "CJK UNIFIED IDEOGRAPH-04E00",
        "CJK UNIFIED IDEOGRAPH-E000",
        "HANGUL SYLLABLE ",
        "",
        " ",
    ];
    for name in wrong {
        assert_eq!(names::lookup(name), None, "{name}");
    }
}
