//! What a compiled pattern is to the engine: instructions with resolved jumps and ready-made sets.
//!
//! `decode.rs` makes a program from the numbers that `re._compiler` emits. Whatever those numbers are,
//! a program is sound: every jump, class, group and register it names exists.
//! Invariant: the body of a loop, group or assertion ends in the instruction that closes it, and
//! control leaves it there or by failing.
//! Next file to read: `decode.rs`.

use super::class::{Class, Fold};

/// "Not set": an unset group mark, or no position.
pub const UNSET: usize = usize::MAX;

/// What one character is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Any character.
    All,
    /// No character.
    Never,
    /// This one.
    Literal(u32),
    /// Any but this one.
    Not(u32),
    /// One of a class of the program.
    Class(usize),
}

/// A place to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The start of the text.
    Beginning,
    /// The start of a line.
    BeginningLine,
    /// The end of the text, or before a newline that ends it.
    End,
    /// The end of a line.
    EndLine,
    /// The very end.
    EndString,
    /// Between a word and something else, as ASCII has words.
    Boundary,
    /// Not there.
    NonBoundary,
    /// The same with Unicode's words.
    UniBoundary,
    /// Not there.
    UniNonBoundary,
}

/// Whether a repeat wants more or less first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greed {
    /// As many as possible, giving back one by one.
    Greedy,
    /// As few as possible.
    Lazy,
    /// As many as possible, giving back nothing.
    Possessive,
}

/// A repeat of one unit.
#[derive(Clone, Copy, Debug)]
pub struct Repeat {
    /// What is repeated.
    pub unit: Unit,
    /// At least so often.
    pub min: usize,
    /// At most so often.
    pub max: usize,
    /// In which order.
    pub greed: Greed,
    /// The character that must follow, when that is known.
    pub next: Option<u32>,
}

/// One alternative of a branch.
#[derive(Clone, Copy, Debug)]
pub struct Alternative {
    /// Where it starts.
    pub target: usize,
    /// What its first character must be; `All` when nothing is known, not even that there is one.
    pub first: Unit,
}

/// One instruction.
#[derive(Clone, Debug)]
pub enum Op {
    /// No match this way.
    Fail,
    /// The pattern is through.
    Match,
    /// One character.
    One(Unit),
    /// Several characters, one after the other.
    Text(Box<[u32]>),
    /// Go on only here.
    At(At),
    /// Try one alternative after the other.
    Branch(Box<[Alternative]>),
    /// Go on there.
    Jump(usize),
    /// Note the position in a register: the start or end of a group.
    Mark(usize),
    /// The text of a group once more.
    Group(usize, Fold),
    /// Go on there unless the group has matched.
    GroupExists(usize, usize),
    /// Repeat one unit.
    Repeat(Repeat),
    /// Begin a loop: `register` counts rounds, the next one remembers where the last one began.
    Loop { register: usize, until: usize },
    /// End of a round.
    Until {
        register: usize,
        body: usize,
        min: usize,
        max: usize,
        greed: Greed,
    },
    /// Begin what is not gone back into: `register` remembers how many choices were open.
    Atomic(usize),
    /// It has matched.
    AtomicEnd(usize),
    /// Begin an assertion so many characters back; the second register remembers the position.
    Assert { register: usize, back: usize },
    /// It holds.
    AssertEnd(usize),
    /// Begin an assertion that must not hold; when it does not, go on at `next`.
    AssertNot {
        register: usize,
        back: usize,
        next: usize,
    },
    /// It holds, so no match this way.
    AssertNotEnd(usize),
}

/// What is known of every match, for searching.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// The least length.
    pub min: usize,
    /// Every match starts with these characters.
    pub prefix: Vec<u32>,
    /// The prefix is the whole pattern.
    pub literal: bool,
    /// Every match starts with a character of this class.
    pub first: Option<usize>,
}

/// A compiled pattern.
#[derive(Debug, Default)]
pub struct Program {
    /// Instructions; the first one to run is number 0.
    pub ops: Vec<Op>,
    /// Sets of characters.
    pub classes: Vec<Class>,
    /// Two marks for each group come first.
    pub groups: usize,
    /// How many registers there are.
    pub registers: usize,
    /// For searching.
    pub info: Info,
}

impl Program {
    /// The register that holds the number of the group that ended last.
    pub fn last_group(&self) -> usize {
        self.groups * 2
    }

    /// Whether a unit matches a character.
    #[inline(always)]
    pub fn matches(&self, unit: Unit, c: u32) -> bool {
        match unit {
            Unit::All => true,
            Unit::Never => false,
            Unit::Literal(x) => c == x,
            Unit::Not(x) => c != x,
            Unit::Class(i) => self.classes[i].contains(c),
        }
    }
}
