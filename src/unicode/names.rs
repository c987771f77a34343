//! Names of characters, both ways: `\N{...}`, `unicodedata.name` and `unicodedata.lookup`.
//!
//! A name is a run of codes, one or two bytes per word, ended by a zero byte. All names lie end to end in the order
//! of their code points, so looking a name up is one search for its codes between two zero bytes.
//! Hangul syllables and ideographs are computed.
//! Invariant: matching ignores ASCII case but nothing else, as CPython's.
//! Only `unicodedata.lookup` knows named sequences, names for several code points.

use super::{u16_array, u32_array};

static DATA: &[u8] = include_bytes!("names.bin");

const COUNTS: [u32; 11] = u32_array(include_bytes!("names.bin"), 0);
const WORD_LEN: usize = COUNTS[0] as usize;
/// How many of the commonest words have a one-byte code.
const SHORT_LEN: usize = COUNTS[1] as usize;
const BLOCK_LEN: usize = COUNTS[2] as usize;
const TEXT_LEN: usize = COUNTS[3] as usize;
const RUN_LEN: usize = COUNTS[4] as usize;
const STREAM_LEN: usize = COUNTS[5] as usize;
const ALIAS_LEN: usize = COUNTS[6] as usize;
const ALIAS_STREAM_LEN: usize = COUNTS[7] as usize;
const RANGE_LEN: usize = COUNTS[8] as usize;
const SEQUENCE_LEN: usize = COUNTS[9] as usize;
const SEQUENCE_STREAM_LEN: usize = COUNTS[10] as usize;

const RANKS_AT: usize = 44;
const RANKED_AT: usize = RANKS_AT + 2 * WORD_LEN;
const BLOCKS_AT: usize = RANKED_AT + 2 * WORD_LEN;
const RUNS_AT: usize = BLOCKS_AT + 4 * BLOCK_LEN;
const ALIASES_AT: usize = RUNS_AT + 8 * RUN_LEN;
const RANGES_AT: usize = ALIASES_AT + 4 * ALIAS_LEN;
const SEQUENCES_AT: usize = RANGES_AT + 12 * RANGE_LEN;
const TEXT_AT: usize = SEQUENCES_AT + 2 * SEQUENCE_LEN;
const STREAM_AT: usize = TEXT_AT + TEXT_LEN;
const ALIAS_STREAM_AT: usize = STREAM_AT + STREAM_LEN;
const SEQUENCE_STREAM_AT: usize = ALIAS_STREAM_AT + ALIAS_STREAM_LEN;

/// The rank by frequency of each word, words in alphabetical order.
static RANKS: [u16; WORD_LEN] = u16_array(DATA, RANKS_AT);
/// The alphabetical place of each word, words in order of rank.
static RANKED: [u16; WORD_LEN] = u16_array(DATA, RANKED_AT);
/// Where each sixteenth word starts in the word text.
static BLOCKS: [u32; BLOCK_LEN] = u32_array(DATA, BLOCKS_AT);
/// Pairs: first code point of a run without gaps, place of its first name in the stream.
static RUNS: [u32; 2 * RUN_LEN] = u32_array(DATA, RUNS_AT);
/// The code points of the aliases, in the order of the alias stream.
static ALIASES: [u32; ALIAS_LEN] = u32_array(DATA, ALIASES_AT);
/// Triples: first and last code point of computed names, index into [`PREFIXES`].
static RANGES: [u32; 3 * RANGE_LEN] = u32_array(DATA, RANGES_AT);

/// The sequences as UTF-16, each ended by a zero, in the order of the sequence stream.
static SEQUENCES: [u16; SEQUENCE_LEN] = u16_array(DATA, SEQUENCES_AT);

/// What stands before the code point in a computed name.
static PREFIXES: [&str; 5] = [
    "CJK COMPATIBILITY IDEOGRAPH-",
    "CJK UNIFIED IDEOGRAPH-",
    "EGYPTIAN HIEROGLYPH-",
    "KHITAN SMALL SCRIPT CHARACTER-",
    "NUSHU CHARACTER-",
];

const HANGUL: &str = "HANGUL SYLLABLE ";
static LEADS: [&str; 19] = [
    "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P",
    "H",
];
static VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE",
    "WI", "YU", "EU", "YI", "I",
];
static TAILS: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M",
    "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
];

/// The longest name there is, with room to spare: longer queries are refused unread.
const LONGEST: usize = 256;

/// The words of the dictionary from the sixteenth-word block `block` on; the last letter of each has its top bit set.
fn words_from(block: usize) -> impl Iterator<Item = &'static [u8]> {
    let start = BLOCKS.get(block).map_or(TEXT_LEN, |&start| start as usize);
    DATA[TEXT_AT + start..STREAM_AT].split_inclusive(|byte| byte & 0x80 != 0)
}

/// Appends the word at an alphabetical place.
fn push_word(place: usize, out: &mut String) {
    if let Some(word) = words_from(place / 16).nth(place % 16) {
        out.extend(word.iter().map(|byte| char::from(byte & 0x7F)));
    }
}

/// The alphabetical place of an upper case word.
fn find_word(word: &[u8]) -> Option<usize> {
    let order = |stored: &[u8]| stored.iter().map(|b| b & 0x7F).cmp(word.iter().copied());
    let (mut low, mut high) = (0, BLOCK_LEN);
    while high - low > 1 {
        let middle = (low + high) / 2;
        match words_from(middle).next().map(order) {
            Some(std::cmp::Ordering::Greater) | None => high = middle,
            _ => low = middle,
        }
    }
    let within = words_from(low)
        .take(16)
        .position(|stored| order(stored).is_eq())?;
    Some(low * 16 + within)
}

/// The codes of an upper case name between two zero bytes; `None` when a word is unknown.
fn encode(name: &str) -> Option<Vec<u8>> {
    let mut out = vec![0];
    for word in name.split(' ') {
        let rank = usize::from(RANKS[find_word(word.as_bytes())?]);
        if rank < SHORT_LEN {
            out.push((rank + 1) as u8);
        } else {
            let rank = rank - SHORT_LEN;
            out.extend([(SHORT_LEN + 1 + rank / 255) as u8, (rank % 255 + 1) as u8]);
        }
    }
    out.push(0);
    Some(out)
}

/// The name whose codes start at `at` in the stream.
fn decode(at: usize) -> String {
    let mut out = String::new();
    let mut codes = DATA[STREAM_AT + at..ALIAS_STREAM_AT].iter();
    while let Some(&code) = codes.next() {
        let first = usize::from(code);
        let rank = match first {
            0 => break,
            1..=SHORT_LEN => first - 1,
            _ => {
                let second = codes.next().map_or(1, |&code| usize::from(code));
                (first - SHORT_LEN - 1) * 255 + second.saturating_sub(1) + SHORT_LEN
            }
        };
        if !out.is_empty() {
            out.push(' ');
        }
        push_word(usize::from(RANKED[rank.min(WORD_LEN - 1)]), &mut out);
    }
    out
}

/// The name of a code point.
pub fn name(code: u32) -> Option<String> {
    if (0xAC00..0xD7A4).contains(&code) {
        let index = code as usize - 0xAC00;
        let (lead, vowel, tail) = (index / 588, index / 28 % 21, index % 28);
        return Some([HANGUL, LEADS[lead], VOWELS[vowel], TAILS[tail]].concat());
    }
    if let Some(prefix) = computed_prefix(code) {
        return Some(format!("{prefix}{code:04X}"));
    }
    let runs = RUNS.as_chunks::<2>().0;
    let run = runs.partition_point(|run| run[0] <= code).checked_sub(1)?;
    let [first, start] = runs[run];
    let end = runs
        .get(run + 1)
        .map_or(STREAM_LEN, |next| next[1] as usize);
    let mut at = start as usize;
    for _ in first..code {
        let names = &DATA[STREAM_AT + at..STREAM_AT + end];
        at += memchr::memchr(0, names)? + 1;
    }
    (at < end).then(|| decode(at))
}

/// The prefix of a computed name.
fn computed_prefix(code: u32) -> Option<&'static str> {
    let ranges = RANGES.as_chunks::<3>().0;
    let range = ranges
        .iter()
        .find(|range| (range[0]..=range[1]).contains(&code))?;
    Some(PREFIXES[range[2] as usize])
}

/// The code point of this name or alias.
pub fn lookup(name: &str) -> Option<u32> {
    if name.is_empty() || name.len() > LONGEST || !name.is_ascii() {
        return None;
    }
    let name = name.to_ascii_uppercase();
    if let Some(syllable) = name.strip_prefix(HANGUL) {
        return lookup_syllable(syllable);
    }
    if let Some(code) = lookup_computed(&name) {
        return Some(code);
    }
    let codes = encode(&name)?;
    let stream = &DATA[STREAM_AT..ALIAS_STREAM_AT];
    if let Some(found) = memchr::memmem::find(stream, &codes) {
        let start = found + 1;
        let runs = RUNS.as_chunks::<2>().0;
        let run = runs
            .partition_point(|run| run[1] as usize <= start)
            .checked_sub(1)?;
        let [first, run_start] = runs[run];
        let before = memchr::memchr_iter(0, &stream[run_start as usize..start]).count();
        return Some(first + before as u32);
    }
    let number = number_in(&DATA[ALIAS_STREAM_AT..SEQUENCE_STREAM_AT], &codes)?;
    ALIASES.get(number).copied()
}

/// Which name of a stream has these codes.
fn number_in(stream: &[u8], codes: &[u8]) -> Option<usize> {
    let found = memchr::memmem::find(stream, codes)?;
    Some(memchr::memchr_iter(0, &stream[..found]).count())
}

/// The code points of a named sequence.
pub fn lookup_sequence(name: &str) -> Option<Vec<u32>> {
    if name.is_empty() || name.len() > LONGEST || !name.is_ascii() {
        return None;
    }
    let codes = encode(&name.to_ascii_uppercase())?;
    let stream = &DATA[SEQUENCE_STREAM_AT..SEQUENCE_STREAM_AT + SEQUENCE_STREAM_LEN];
    let number = number_in(stream, &codes)?;
    let units = SEQUENCES.split(|&unit| unit == 0).nth(number)?;
    Some(units.iter().map(|&unit| u32::from(unit)).collect())
}

/// The code point in a name such as `CJK UNIFIED IDEOGRAPH-4E00`.
fn lookup_computed(name: &str) -> Option<u32> {
    let (prefix, digits) = name.split_at(name.rfind('-')? + 1);
    let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    if !hex || !(4..=5).contains(&digits.len()) || digits.len() == 5 && digits.starts_with('0') {
        return None;
    }
    let code = u32::from_str_radix(digits, 16).ok()?;
    (computed_prefix(code)? == prefix).then_some(code)
}

/// The code point of a Hangul syllable from the letters of its parts.
fn lookup_syllable(letters: &str) -> Option<u32> {
    // The longest lead wins, then the longest vowel: no other cut can give a syllable.
    let longest = |parts: &[&str], text: &str| {
        let fits = |&i: &usize| text.starts_with(parts[i]);
        (0..parts.len())
            .filter(fits)
            .max_by_key(|&i| parts[i].len())
    };
    let lead = longest(&LEADS, letters)?;
    let letters = &letters[LEADS[lead].len()..];
    let vowel = longest(&VOWELS, letters)?;
    let letters = &letters[VOWELS[vowel].len()..];
    let tail = TAILS.iter().position(|tail| *tail == letters)?;
    Some(0xAC00 + ((lead * 21 + vowel) * 28 + tail) as u32)
}
