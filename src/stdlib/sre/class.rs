//! Sets of characters, as `[...]`, `\w`, `.` and letters without regard to case compile to.
//!
//! Invariant: [`Class::low`] answers for every code point below 256 what [`Class::slow`] would, so that
//! text of one byte per character never walks the items.
//! Deliberately absent: locales; bytes are matched as in the `C` locale.
//! Next file to read: `program.rs`.

use crate::unicode::case;
use crate::unicode::properties::{flag, has};

/// How a character is changed before it is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Not at all.
    None,
    /// ASCII letters to lower case.
    Ascii,
    /// Simple lower case.
    Unicode,
    /// Both cases are tried, as the locale has them.
    Locale,
}

impl Fold {
    /// The folded character.
    #[inline]
    pub fn apply(self, c: u32) -> u32 {
        match self {
            Fold::None => c,
            Fold::Ascii | Fold::Locale => lower_ascii(c),
            Fold::Unicode => lower_unicode(c),
        }
    }
}

/// Lower case of an ASCII letter; anything else stays.
pub fn lower_ascii(c: u32) -> u32 {
    u8::try_from(c).map_or(c, |b| u32::from(b.to_ascii_lowercase()))
}

fn upper_ascii(c: u32) -> u32 {
    u8::try_from(c).map_or(c, |b| u32::from(b.to_ascii_uppercase()))
}

fn first_of(map: impl FnOnce(&mut dyn FnMut(u32))) -> Option<u32> {
    let mut first = None;
    map(&mut |c| first = first.or(Some(c)));
    first
}

/// The lower case of one character, one to one.
pub fn lower_unicode(c: u32) -> u32 {
    if c < 0x80 {
        return lower_ascii(c);
    }
    first_of(|push| case::lower(c, push)).unwrap_or(c)
}

/// The upper case of one character, one to one.
pub fn upper_unicode(c: u32) -> u32 {
    if c < 0x80 {
        return upper_ascii(c);
    }
    first_of(|push| case::upper(c, push)).unwrap_or(c)
}

/// Whether a character is part of a word for `\w` and `\b` of Unicode patterns.
#[inline]
pub fn is_word(c: u32) -> bool {
    if c < 0x80 {
        return is_ascii_word(c);
    }
    let record = crate::unicode::properties::record(c);
    record.flags & (flag::ALPHA | flag::DECIMAL) != 0
        || record.digit().is_some()
        || record.numeric().is_some()
}

/// The same for ASCII patterns and bytes.
#[inline]
pub fn is_ascii_word(c: u32) -> bool {
    u8::try_from(c).is_ok_and(|b| b == b'_' || b.is_ascii_alphanumeric())
}

fn is_ascii_space(c: u32) -> bool {
    matches!(c, 9..=13 | 32)
}

fn is_ascii_digit(c: u32) -> bool {
    matches!(c, 48..=57)
}

fn is_linebreak(c: u32) -> bool {
    matches!(c, 0x0A..=0x0D | 0x1C..=0x1E | 0x85 | 0x2028 | 0x2029)
}

/// The categories of `re._constants.CHCODES`, by their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category(u8);

impl Category {
    /// The category of this number, if there is one.
    pub fn from_code(code: u32) -> Option<Category> {
        u8::try_from(code).ok().filter(|&c| c < 18).map(Category)
    }

    /// Whether `c` is in it. Odd numbers are the complement of the number before.
    pub fn contains(self, c: u32) -> bool {
        let inside = match self.0 / 2 {
            0 => is_ascii_digit(c),
            1 => is_ascii_space(c),
            2 | 4 => is_ascii_word(c),
            3 => c == 10,
            5 => has(c, flag::DECIMAL),
            6 => has(c, flag::SPACE),
            7 => is_word(c),
            _ => is_linebreak(c),
        };
        inside != (self.0 % 2 == 1)
    }
}

/// One item of a set, in the order of the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Whatever follows excludes instead of including, and the other way round.
    Negate,
    /// One character.
    Literal(u32),
    /// From the first to the second, both included.
    Range(u32, u32),
    /// The same for the character or its upper case.
    RangeIgnore(u32, u32),
    /// A category.
    Category(Category),
    /// One bit for each character below 256.
    Bitmap([u32; 8]),
    /// Blocks of 256 characters below 0x10000: which block stands where, and the blocks.
    Blocks(Box<[u8; 256]>, Box<[[u32; 8]]>),
}

fn bit(bitmap: &[u32; 8], c: u32) -> bool {
    bitmap[(c >> 5 & 7) as usize] >> (c & 31) & 1 == 1
}

impl Item {
    fn contains(&self, c: u32) -> bool {
        match self {
            Item::Negate => false,
            Item::Literal(x) => c == *x,
            Item::Range(low, high) => (*low..=*high).contains(&c),
            Item::RangeIgnore(low, high) => {
                let range = *low..=*high;
                range.contains(&c) || range.contains(&upper_unicode(c))
            }
            Item::Category(category) => category.contains(c),
            Item::Bitmap(bitmap) => c < 256 && bit(bitmap, c),
            Item::Blocks(indices, blocks) => {
                c < 0x10000
                    && blocks
                        .get(usize::from(indices[(c >> 8) as usize]))
                        .is_some_and(|block| bit(block, c & 255))
            }
        }
    }
}

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    low: [u32; 8],
    items: Box<[Item]>,
    fold: Fold,
    outside: bool,
}

impl Class {
    /// The set of these items, characters being folded first.
    pub fn new(items: Vec<Item>, fold: Fold) -> Class {
        let mut class = Class {
            low: [0; 8],
            items: items.into(),
            fold,
            outside: false,
        };
        for c in 0..256 {
            if class.slow(c) {
                class.low[(c >> 5) as usize] |= 1 << (c & 31);
            }
        }
        class
    }

    /// Whether `c` is in it.
    #[inline(always)]
    pub fn contains(&self, c: u32) -> bool {
        if c < 256 {
            bit(&self.low, c)
        } else {
            self.slow(c)
        }
    }

    /// The set of what this one leaves out.
    pub fn negated(self) -> Class {
        Class {
            low: self.low.map(|word| !word),
            outside: !self.outside,
            ..self
        }
    }

    fn slow(&self, c: u32) -> bool {
        let inside = match self.fold {
            Fold::Locale => {
                let (lower, upper) = (lower_ascii(c), upper_ascii(c));
                self.walk(c) || self.walk(lower) || (upper != lower && self.walk(upper))
            }
            fold => self.walk(fold.apply(c)),
        };
        inside != self.outside
    }

    fn walk(&self, c: u32) -> bool {
        let mut inside = true;
        for item in &self.items {
            if *item == Item::Negate {
                inside = !inside;
            } else if item.contains(c) {
                return inside;
            }
        }
        !inside
    }
}
