//! Properties of one code point: category, what the `is*` methods ask, numeric values, case mappings.
//!
//! Three small tables lead from a code point to a number, and the number to a [`Record`] that all code points
//! of the same nature share: `RECORDS[LEAVES[MIDDLES[TOP[c >> 8]][c >> 4 & 15]][c & 15]]`.
//! Invariant: `TOP` covers every code point; one above 0x10FFFF is answered like an unassigned one.
//! Next file to read: `case.rs`.

use super::{u16_array, u16_at, u32_array, u32_at};

static DATA: &[u8] = include_bytes!("properties.bin");

const COUNTS: [u32; 7] = u32_array(include_bytes!("properties.bin"), 0);
const TOP_LEN: usize = COUNTS[0] as usize;
const MIDDLE_LEN: usize = COUNTS[1] as usize;
const LEAF_LEN: usize = COUNTS[2] as usize;
const RECORD_LEN: usize = COUNTS[3] as usize;
const CASE_LEN: usize = COUNTS[4] as usize;
const EXTENDED_LEN: usize = COUNTS[5] as usize;
const NUMBER_LEN: usize = COUNTS[6] as usize;

const TOP_AT: usize = 28;
const MIDDLE_AT: usize = TOP_AT + 2 * TOP_LEN;
const LEAF_AT: usize = MIDDLE_AT + 2 * MIDDLE_LEN;
const RECORD_AT: usize = LEAF_AT + 2 * LEAF_LEN;
const CASE_AT: usize = RECORD_AT + 10 * RECORD_LEN;
const EXTENDED_AT: usize = CASE_AT + 16 * CASE_LEN;
const NUMBER_AT: usize = EXTENDED_AT + 4 * EXTENDED_LEN;

static TOP: [u16; TOP_LEN] = u16_array(DATA, TOP_AT);
static MIDDLES: [u16; MIDDLE_LEN] = u16_array(DATA, MIDDLE_AT);
static LEAVES: [u16; LEAF_LEN] = u16_array(DATA, LEAF_AT);
static RECORDS: [Record; RECORD_LEN] = read_records();
static CASES: [u32; 4 * CASE_LEN] = u32_array(DATA, CASE_AT);
static EXTENDED: [u32; EXTENDED_LEN] = u32_array(DATA, EXTENDED_AT);
static NUMBERS: [f64; NUMBER_LEN] = read_numbers();

/// In a case table entry: the mapping is several code points, kept in `EXTENDED`.
const EXTENDED_BIT: u32 = 0x4000_0000;
/// "No value" in the digit and number columns.
const NONE: u8 = 0xFF;

/// Yes-or-no properties, one bit each in [`Record::flags`].
pub mod flag {
    /// A letter: `str.isalpha`.
    pub const ALPHA: u16 = 1 << 0;
    /// A decimal digit: `str.isdecimal`.
    pub const DECIMAL: u16 = 1 << 1;
    /// Whitespace: `str.isspace`, `str.split`.
    pub const SPACE: u16 = 1 << 2;
    /// Shown as itself by `repr`: `str.isprintable`.
    pub const PRINTABLE: u16 = 1 << 3;
    /// May start an identifier (the underscore apart).
    pub const XID_START: u16 = 1 << 4;
    /// May continue an identifier.
    pub const XID_CONTINUE: u16 = 1 << 5;
    /// A lower case letter.
    pub const LOWER: u16 = 1 << 6;
    /// An upper case letter.
    pub const UPPER: u16 = 1 << 7;
    /// A title case letter.
    pub const TITLE: u16 = 1 << 8;
    /// Looked through when deciding whether a sigma is final.
    pub const CASE_IGNORABLE: u16 = 1 << 9;
    /// Any of the three cases.
    pub const CASED: u16 = LOWER | UPPER | TITLE;
    /// Text made of such code points alone is in form NFC.
    pub const NFC_INERT: u16 = 1 << 10;
    /// The same for NFD.
    pub const NFD_INERT: u16 = 1 << 11;
    /// The same for NFKC.
    pub const NFKC_INERT: u16 = 1 << 12;
    /// The same for NFKD.
    pub const NFKD_INERT: u16 = 1 << 13;
    /// Has an entry in the decomposition table.
    pub const DECOMPOSES: u16 = 1 << 14;
}

/// What code points of one nature have in common.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// Index into [`CATEGORIES`].
    pub category: u8,
    /// Index into [`BIDI_CLASSES`].
    pub bidi: u8,
    /// Canonical combining class.
    pub combining: u8,
    /// Index into [`WIDTHS`], and 0x80 when mirrored.
    width: u8,
    /// Bits of [`flag`].
    pub flags: u16,
    digit: u8,
    number: u8,
    case: u16,
}

/// General categories by [`Record::category`].
pub static CATEGORIES: [&str; 30] = [
    "Cn", "Cc", "Cf", "Co", "Cs", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No",
    "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs",
];

/// Bidirectional classes by [`Record::bidi`]; unassigned code points have none.
pub static BIDI_CLASSES: [&str; 24] = [
    "", "AL", "AN", "B", "BN", "CS", "EN", "ES", "ET", "FSI", "L", "LRE", "LRI", "LRO", "NSM",
    "ON", "PDF", "PDI", "R", "RLE", "RLI", "RLO", "S", "WS",
];

/// East Asian widths.
pub static WIDTHS: [&str; 6] = ["N", "A", "F", "H", "Na", "W"];

const fn read_records() -> [Record; RECORD_LEN] {
    let empty = Record {
        category: 0,
        bidi: 0,
        combining: 0,
        width: 0,
        flags: 0,
        digit: NONE,
        number: NONE,
        case: 0,
    };
    let mut out = [empty; RECORD_LEN];
    let mut i = 0;
    while i < RECORD_LEN {
        let at = RECORD_AT + 10 * i;
        out[i] = Record {
            category: DATA[at],
            bidi: DATA[at + 1],
            combining: DATA[at + 2],
            width: DATA[at + 3],
            flags: u16_at(DATA, at + 4),
            digit: DATA[at + 6],
            number: DATA[at + 7],
            case: u16_at(DATA, at + 8),
        };
        i += 1;
    }
    out
}

const fn read_numbers() -> [f64; NUMBER_LEN] {
    let mut out = [0.0; NUMBER_LEN];
    let mut i = 0;
    while i < NUMBER_LEN {
        let at = NUMBER_AT + 8 * i;
        let bits = u32_at(DATA, at) as u64 | (u32_at(DATA, at + 4) as u64) << 32;
        out[i] = f64::from_bits(bits);
        i += 1;
    }
    out
}

/// The record of a code point.
#[inline]
pub fn record(code: u32) -> &'static Record {
    let at = code as usize;
    let Some(&middle) = TOP.get(at >> 8) else {
        // Unassigned, as the last block of the planes that nobody uses.
        return record(0xE0FFF);
    };
    let leaf = MIDDLES[usize::from(middle) * 16 + (at >> 4 & 15)];
    &RECORDS[usize::from(LEAVES[usize::from(leaf) * 16 + (at & 15)])]
}

/// Whether the code point has any of the [`flag`] bits.
#[inline]
pub fn has(code: u32, flags: u16) -> bool {
    record(code).flags & flags != 0
}

impl Record {
    /// The value of a decimal digit.
    pub fn decimal(&self) -> Option<u8> {
        (self.flags & flag::DECIMAL != 0).then_some(self.digit)
    }

    /// The value of a digit, superscripts and the like included.
    pub fn digit(&self) -> Option<u8> {
        (self.digit != NONE).then_some(self.digit)
    }

    /// The value of a number, fractions included.
    pub fn numeric(&self) -> Option<f64> {
        NUMBERS.get(usize::from(self.number)).copied()
    }

    /// The East Asian width.
    pub fn width(&self) -> &'static str {
        WIDTHS[usize::from(self.width & 0x7F)]
    }

    /// Whether the character is mirrored in text that runs right to left.
    pub fn mirrored(&self) -> bool {
        self.width & 0x80 != 0
    }

    /// Whether the code point is unassigned.
    pub fn is_unassigned(&self) -> bool {
        self.category == 0
    }
}

/// Which case mapping: the order of the columns in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mapping {
    Upper,
    Lower,
    Title,
    Fold,
}

/// Calls `push` with what `code` maps to: one to three code points.
#[inline]
pub(super) fn map_case(code: u32, mapping: Mapping, mut push: impl FnMut(u32)) {
    let case = usize::from(record(code).case);
    if case == 0 {
        return push(code);
    }
    let entry = CASES[4 * case + mapping as usize];
    // The differences of plain mappings are small: the second highest bit tells them from references
    // unless they are negative.
    if entry & 0xC000_0000 == EXTENDED_BIT {
        let start = (entry & !EXTENDED_BIT) as usize >> 2;
        let length = entry as usize & 3;
        EXTENDED[start..start + length]
            .iter()
            .copied()
            .for_each(push);
    } else {
        push(code.wrapping_add(entry));
    }
}
