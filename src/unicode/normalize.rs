//! Decomposition and the four normalization forms.
//!
//! Invariant: a decomposition in the table is one step, as the database has it; [`normalize`] repeats steps.
//! Hangul syllables follow arithmetic instead of the table.
//! Next file to read: `names.rs`.

use super::properties::{flag, has, record};
use super::{u16_array, u32_array};

static DATA: &[u8] = include_bytes!("decompositions.bin");

const COUNTS: [u32; 3] = u32_array(include_bytes!("decompositions.bin"), 0);
const ENTRY_LEN: usize = COUNTS[0] as usize;
const TEXT_LEN: usize = COUNTS[1] as usize;
const PAIR_LEN: usize = COUNTS[2] as usize;

const CODES_AT: usize = 12;
const STARTS_AT: usize = CODES_AT + 4 * ENTRY_LEN;
const TEXT_AT: usize = STARTS_AT + 2 * ENTRY_LEN;
const PAIRS_AT: usize = TEXT_AT + 2 * TEXT_LEN;

/// Code point, and the index of its tag in the top byte; sorted by code point.
static CODES: [u32; ENTRY_LEN] = u32_array(DATA, CODES_AT);
static STARTS: [u16; ENTRY_LEN] = u16_array(DATA, STARTS_AT);
/// The decompositions end to end, as UTF-16.
static TEXT: [u16; TEXT_LEN] = u16_array(DATA, TEXT_AT);
/// First, second, composed; sorted.
static PAIRS: [u32; 3 * PAIR_LEN] = u32_array(DATA, PAIRS_AT);

/// The tags of compatibility decompositions; a canonical one has none.
static TAGS: [&str; 17] = [
    "",
    "<noBreak>",
    "<compat>",
    "<super>",
    "<fraction>",
    "<sub>",
    "<font>",
    "<circle>",
    "<wide>",
    "<vertical>",
    "<square>",
    "<isolated>",
    "<final>",
    "<initial>",
    "<medial>",
    "<small>",
    "<narrow>",
];

const SYLLABLES: std::ops::Range<u32> = 0xAC00..0xD7A4;
const LEADS: std::ops::Range<u32> = 0x1100..0x1113;
const VOWELS: std::ops::Range<u32> = 0x1161..0x1176;
/// Starts one below the first trailing consonant: index 0 means "none".
const TAILS: std::ops::Range<u32> = 0x11A7..0x11C3;
const VOWEL_COUNT: u32 = 21;
const TAIL_COUNT: u32 = 28;

/// A normalization form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Canonical decomposition, then composition.
    Nfc,
    /// Canonical decomposition.
    Nfd,
    /// Compatibility decomposition, then composition.
    Nfkc,
    /// Compatibility decomposition.
    Nfkd,
}

impl Form {
    /// The form of this name, spelt as `unicodedata.normalize` wants it.
    pub fn from_name(name: &str) -> Option<Form> {
        match name {
            "NFC" => Some(Form::Nfc),
            "NFD" => Some(Form::Nfd),
            "NFKC" => Some(Form::Nfkc),
            "NFKD" => Some(Form::Nfkd),
            _ => None,
        }
    }

    fn inert(self) -> u16 {
        match self {
            Form::Nfc => flag::NFC_INERT,
            Form::Nfd => flag::NFD_INERT,
            Form::Nfkc => flag::NFKC_INERT,
            Form::Nfkd => flag::NFKD_INERT,
        }
    }

    fn compatibility(self) -> bool {
        matches!(self, Form::Nfkc | Form::Nfkd)
    }

    fn composes(self) -> bool {
        matches!(self, Form::Nfc | Form::Nfkc)
    }
}

/// Splits a Hangul syllable into its two or three parts; the third is `None` where there is no tail.
fn hangul_parts(code: u32) -> (u32, u32, Option<u32>) {
    let index = code - SYLLABLES.start;
    let tail = index % TAIL_COUNT;
    let vowel = VOWELS.start + index / TAIL_COUNT % VOWEL_COUNT;
    let lead = LEADS.start + index / TAIL_COUNT / VOWEL_COUNT;
    (lead, vowel, (tail != 0).then_some(TAILS.start + tail))
}

/// The tag ("" when canonical) and the code points of a one-step decomposition.
fn table_entry(code: u32) -> Option<(&'static str, &'static [u16])> {
    if !has(code, flag::DECOMPOSES) {
        return None;
    }
    let at = CODES
        .binary_search_by_key(&code, |entry| entry & 0xFF_FFFF)
        .ok()?;
    let start = usize::from(STARTS[at]);
    let end = STARTS.get(at + 1).map_or(TEXT_LEN, |&end| usize::from(end));
    Some((TAGS[(CODES[at] >> 24) as usize], &TEXT[start..end]))
}

/// The tag and the code points a code point decomposes to in one step (Hangul syllables: fully).
pub fn decomposition(code: u32) -> Option<(&'static str, Vec<u32>)> {
    if SYLLABLES.contains(&code) {
        let (lead, vowel, tail) = hangul_parts(code);
        return Some(("", [lead, vowel].into_iter().chain(tail).collect()));
    }
    let (tag, text) = table_entry(code)?;
    Some((tag, wide(text).collect()))
}

/// The code points of table text, which never holds lone surrogates.
fn wide(text: &[u16]) -> impl Iterator<Item = u32> {
    char::decode_utf16(text.iter().copied()).map(|c| c.map_or(0xFFFD, u32::from))
}

/// Appends the full decomposition of a code point.
fn decompose(code: u32, compatibility: bool, out: &mut Vec<u32>) {
    if SYLLABLES.contains(&code) {
        let (lead, vowel, tail) = hangul_parts(code);
        out.extend([lead, vowel]);
        out.extend(tail);
        return;
    }
    match table_entry(code) {
        Some((tag, text)) if compatibility || tag.is_empty() => {
            wide(text).for_each(|part| decompose(part, compatibility, out));
        }
        _ => out.push(code),
    }
}

/// What two code points compose to.
fn compose_pair(first: u32, second: u32) -> Option<u32> {
    if LEADS.contains(&first) && VOWELS.contains(&second) {
        let index = (first - LEADS.start) * VOWEL_COUNT + (second - VOWELS.start);
        return Some(SYLLABLES.start + index * TAIL_COUNT);
    }
    let open = SYLLABLES.contains(&first) && (first - SYLLABLES.start).is_multiple_of(TAIL_COUNT);
    if open && TAILS.contains(&second) && second != TAILS.start {
        return Some(first + (second - TAILS.start));
    }
    let (mut low, mut high) = (0, PAIR_LEN);
    while low < high {
        let middle = (low + high) / 2;
        let key = (PAIRS[3 * middle], PAIRS[3 * middle + 1]);
        match key.cmp(&(first, second)) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(PAIRS[3 * middle + 2]),
        }
    }
    None
}

/// Composes decomposed, ordered text in place.
fn compose(codes: &mut Vec<u32>) {
    let mut kept = 0;
    let mut starter: Option<usize> = None;
    let mut last_class = 0;
    for at in 0..codes.len() {
        let code = codes[at];
        let class = record(code).combining;
        // A mark is blocked from its starter by another mark of the same or a higher class in between.
        let reachable = starter.filter(|&s| s + 1 == kept || last_class < class);
        if let Some(s) = reachable
            && let Some(composed) = compose_pair(codes[s], code)
        {
            codes[s] = composed;
            continue;
        }
        if class == 0 {
            starter = Some(kept);
        }
        last_class = class;
        codes[kept] = code;
        kept += 1;
    }
    codes.truncate(kept);
}

/// Whether every code point alone already proves the text to be in this form. `false` proves nothing.
pub fn is_plainly_normal(codes: impl Iterator<Item = u32>, form: Form) -> bool {
    let mut codes = codes;
    codes.all(|code| has(code, form.inert()))
}

/// The text in a normalization form.
pub fn normalize(codes: impl Iterator<Item = u32>, form: Form) -> Vec<u32> {
    let mut out = Vec::with_capacity(codes.size_hint().0);
    for code in codes {
        if has(code, form.inert()) {
            out.push(code);
        } else {
            decompose(code, form.compatibility(), &mut out);
        }
    }
    let is_mark = |&code: &u32| record(code).combining != 0;
    let mut start = 0;
    while let Some(found) = out[start..].iter().position(is_mark) {
        start += found;
        let length = out[start..].iter().take_while(|code| is_mark(code)).count();
        // Stable: marks of one class keep their order.
        out[start..start + length].sort_by_key(|&code| record(code).combining);
        start += length;
    }
    if form.composes() {
        compose(&mut out);
    }
    out
}
