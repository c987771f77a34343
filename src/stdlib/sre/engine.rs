//! The backtracking matcher: runs a [`Program`] over text of one, two or four bytes per character.
//!
//! Nothing here recurses: what is still to be tried stands in `choices`, and what registers held
//! before in `log`, so that depth costs memory only, and a failed push of it is
//! [`Stop::NoMemory`]. Every few thousand steps the caller's `tick` is asked whether to go on: that
//! is how Ctrl-C ends a pattern that tries exponentially many ways.
//! Invariant: dropping to a choice restores every register to what it was when the choice was made.
//! Deliberately absent: memoization; such patterns take as long as in CPython.
//! Next file to read: `search.rs`.

use super::class::{Fold, is_ascii_word, is_word};
use super::program::{At, Greed, Op, Program, Repeat, UNSET, Unit};

/// A character as text stores it.
pub trait Char: Copy + Eq {
    /// Its code point.
    fn code(self) -> u32;
    /// The first place of a code point.
    fn find(text: &[Self], code: u32) -> Option<usize>;
    /// The last place of a code point.
    fn rfind(text: &[Self], code: u32) -> Option<usize>;
}

impl Char for u8 {
    #[inline(always)]
    fn code(self) -> u32 {
        u32::from(self)
    }

    #[inline]
    fn find(text: &[u8], code: u32) -> Option<usize> {
        memchr::memchr(u8::try_from(code).ok()?, text)
    }

    #[inline]
    fn rfind(text: &[u8], code: u32) -> Option<usize> {
        memchr::memrchr(u8::try_from(code).ok()?, text)
    }
}

macro_rules! wide_char {
    ($($unit:ty),*) => {
        $(impl Char for $unit {
            #[inline(always)]
            fn code(self) -> u32 {
                self.into()
            }

            #[inline]
            fn find(text: &[$unit], code: u32) -> Option<usize> {
                let code = <$unit>::try_from(code).ok()?;
                text.iter().position(|&c| c == code)
            }

            #[inline]
            fn rfind(text: &[$unit], code: u32) -> Option<usize> {
                let code = <$unit>::try_from(code).ok()?;
                text.iter().rposition(|&c| c == code)
            }
        })*
    };
}

wide_char!(u16, u32);

/// Why matching ended without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// `tick` wanted it to.
    Interrupted,
    /// There is no memory left for choices.
    NoMemory,
}

/// What is to be matched where.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Where to start.
    pub pos: usize,
    /// Where the text is taken to end.
    pub end: usize,
    /// The match must reach the end.
    pub whole: bool,
    /// The match must not be empty if it starts at `pos`.
    pub advance: bool,
}

/// One way that has not been tried yet.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// Go on there.
    Plain,
    /// The branch has alternatives from this one on.
    Alternative(usize),
    /// A greedy repeat may give back down to this position.
    GiveBack(usize),
    /// A lazy repeat may take up to this position.
    TakeMore(usize),
    /// A lazy loop may do one more round.
    AnotherRound,
}

#[derive(Clone, Copy, Debug)]
struct Choice {
    way: Way,
    pc: usize,
    pos: usize,
    log: usize,
}

/// How many steps back are made between two ticks.
const TICK: u32 = 4096;

/// Choices and registers, kept from one match to the next to save allocations.
#[derive(Debug, Default)]
pub struct Scratch {
    choices: Vec<Choice>,
    log: Vec<(usize, usize)>,
    /// Group marks, the group that ended last, then what loops and assertions remember.
    pub registers: Vec<usize>,
    /// Where the last match started.
    pub start: usize,
    /// Where it ended.
    pub end: usize,
    steps: u32,
}

/// A program about to run over a text.
pub struct Machine<'a, C> {
    /// The program.
    pub program: &'a Program,
    /// The text, cut at `Request::end`.
    pub text: &'a [C],
    /// What is asked.
    pub request: Request,
    /// Whether to stop.
    pub tick: &'a mut dyn FnMut() -> bool,
    /// Where results go.
    pub scratch: &'a mut Scratch,
}

impl<C: Char> Machine<'_, C> {
    /// One step towards the next tick.
    #[inline(always)]
    pub fn step(&mut self) -> Result<(), Stop> {
        self.scratch.steps += 1;
        if self.scratch.steps < TICK {
            return Ok(());
        }
        self.scratch.steps = 0;
        if (self.tick)() {
            Err(Stop::Interrupted)
        } else {
            Ok(())
        }
    }

    #[inline(always)]
    fn at(&self, pos: usize) -> Option<u32> {
        self.text.get(pos).map(|c| c.code())
    }

    fn register(&self, index: usize) -> usize {
        self.scratch.registers[index]
    }

    #[inline(always)]
    fn set(&mut self, index: usize, value: usize) {
        if !self.scratch.choices.is_empty() {
            let old = self.scratch.registers[index];
            self.scratch.log.push((index, old));
        }
        self.scratch.registers[index] = value;
    }

    #[inline(always)]
    fn choose(&mut self, way: Way, pc: usize, pos: usize) -> Result<(), Stop> {
        let choices = &mut self.scratch.choices;
        if choices.len() == choices.capacity() {
            let log = &mut self.scratch.log;
            let room = choices.try_reserve(choices.len().max(16));
            if room.is_err() || log.try_reserve(log.len().max(16)).is_err() {
                return Err(Stop::NoMemory);
            }
        }
        choices.push(Choice {
            way,
            pc,
            pos,
            log: self.scratch.log.len(),
        });
        Ok(())
    }

    /// Takes the last choice, registers being as they were when it was made.
    #[inline(always)]
    fn last_choice(&mut self) -> Option<Choice> {
        let choice = self.scratch.choices.pop()?;
        while self.scratch.log.len() > choice.log {
            if let Some((index, old)) = self.scratch.log.pop() {
                self.scratch.registers[index] = old;
            }
        }
        Some(choice)
    }

    /// Whether the program matches at `start`; results are in the scratch.
    pub fn matches_at(&mut self, start: usize) -> Result<bool, Stop> {
        let scratch = &mut *self.scratch;
        scratch.choices.clear();
        scratch.log.clear();
        scratch.registers.clear();
        scratch.registers.resize(self.program.registers, UNSET);
        let (mut pc, mut pos) = (0, start);
        loop {
            if self.forward(&mut pc, &mut pos, start)? {
                self.scratch.start = start;
                self.scratch.end = pos;
                return Ok(true);
            }
            if !self.backward(&mut pc, &mut pos)? {
                return Ok(false);
            }
        }
    }

    /// Takes up the last way that has not been tried; false if there is none.
    #[inline(always)]
    fn backward(&mut self, pc: &mut usize, pos: &mut usize) -> Result<bool, Stop> {
        let program = self.program;
        loop {
            self.step()?;
            let Some(choice) = self.last_choice() else {
                return Ok(false);
            };
            (*pc, *pos) = (choice.pc, choice.pos);
            let found = match (choice.way, &program.ops[choice.pc]) {
                (Way::Alternative(from), Op::Branch(_)) => self.alternative(pc, *pos, from)?,
                (Way::GiveBack(least), Op::Repeat(r)) => self.give_back(r, pc, pos, least)?,
                (Way::TakeMore(most), Op::Repeat(r)) => self.take_more(r, pc, pos, most)?,
                (
                    Way::AnotherRound,
                    Op::Until {
                        register,
                        body,
                        max,
                        ..
                    },
                ) => {
                    let count = self.register(*register).wrapping_add(1);
                    if count < *max && *pos != self.register(*register + 1) {
                        self.set(*register, count);
                        self.set(*register + 1, *pos);
                        *pc = *body;
                        true
                    } else {
                        false
                    }
                }
                _ => true,
            };
            if found {
                return Ok(true);
            }
        }
    }

    /// Runs until the pattern is through (true) or this way fails.
    #[inline(always)]
    fn forward(&mut self, pc: &mut usize, pos: &mut usize, start: usize) -> Result<bool, Stop> {
        const FAILED: Result<bool, Stop> = Ok(false);
        let program = self.program;
        loop {
            match &program.ops[*pc] {
                Op::Fail => return FAILED,
                Op::Match => {
                    let cut = self.request.whole && *pos != self.request.end;
                    if cut || self.request.advance && *pos == start && start == self.request.pos {
                        return FAILED;
                    }
                    return Ok(true);
                }
                Op::One(unit) => match self.at(*pos) {
                    Some(c) if program.matches(*unit, c) => *pos += 1,
                    _ => return FAILED,
                },
                Op::Text(text) => {
                    let Some(here) = self.text.get(*pos..).and_then(|t| t.get(..text.len())) else {
                        return FAILED;
                    };
                    if !here.iter().zip(text).all(|(a, b)| a.code() == *b) {
                        return FAILED;
                    }
                    *pos += text.len();
                }
                Op::At(at) => {
                    if !self.is_at(*at, *pos) {
                        return FAILED;
                    }
                }
                Op::Branch(_) => {
                    if !self.alternative(pc, *pos, 0)? {
                        return FAILED;
                    }
                    continue;
                }
                Op::Jump(to) => {
                    *pc = *to;
                    continue;
                }
                Op::Mark(mark) => {
                    if mark & 1 == 1 {
                        self.set(program.last_group(), mark / 2 + 1);
                    }
                    self.set(*mark, *pos);
                }
                Op::Group(group, fold) => match self.same_again(*group, *fold, *pos) {
                    Some(end) => *pos = end,
                    None => return FAILED,
                },
                Op::GroupExists(group, otherwise) => {
                    let marks = (self.register(group * 2), self.register(group * 2 + 1));
                    if marks.0 == UNSET || marks.1 == UNSET || marks.0 > marks.1 {
                        *pc = *otherwise;
                        continue;
                    }
                }
                Op::Repeat(r) => {
                    if !self.repeat(r, *pc, pos)? {
                        return FAILED;
                    }
                }
                Op::Loop { register, until } => {
                    self.set(*register, UNSET);
                    self.set(*register + 1, UNSET);
                    *pc = *until;
                    continue;
                }
                Op::Until { .. } => {
                    self.step()?;
                    self.until(pc, *pos)?;
                    continue;
                }
                Op::Atomic(register) => self.set(*register, self.scratch.choices.len()),
                Op::AtomicEnd(register) => {
                    let open = self.register(*register);
                    self.scratch.choices.truncate(open);
                }
                Op::Assert { register, back } => {
                    if *pos < *back {
                        return FAILED;
                    }
                    self.set(*register, self.scratch.choices.len());
                    self.set(*register + 1, *pos);
                    *pos -= back;
                }
                Op::AssertEnd(register) => {
                    let open = self.register(*register);
                    *pos = self.register(*register + 1);
                    self.scratch.choices.truncate(open);
                }
                Op::AssertNot {
                    register,
                    back,
                    next,
                } => {
                    if *pos < *back {
                        *pc = *next;
                        continue;
                    }
                    self.set(*register, self.scratch.choices.len());
                    self.choose(Way::Plain, *next, *pos)?;
                    *pos -= back;
                }
                Op::AssertNotEnd(register) => {
                    // The choice to go on behind the assertion is given up too, but what it would
                    // restore has to be restored.
                    let open = self.register(*register);
                    if let Some(choice) = self.scratch.choices.get(open).copied() {
                        self.scratch.choices.truncate(open + 1);
                        self.last_choice();
                        debug_assert!(matches!(choice.way, Way::Plain));
                    }
                    return FAILED;
                }
            }
            *pc += 1;
        }
    }

    /// Goes to the first alternative, from number `from` on, that may match here.
    #[inline(always)]
    fn alternative(&mut self, pc: &mut usize, pos: usize, from: usize) -> Result<bool, Stop> {
        let program = self.program;
        let Op::Branch(alternatives) = &program.ops[*pc] else {
            return Ok(false);
        };
        let here = self.at(pos);
        let may = |unit: Unit| unit == Unit::All || here.is_some_and(|c| program.matches(unit, c));
        let mut rest = alternatives.iter().enumerate().skip(from);
        let Some((_, chosen)) = rest.find(|(_, a)| may(a.first)) else {
            return Ok(false);
        };
        if let Some((other, _)) = rest.find(|(_, a)| may(a.first)) {
            self.choose(Way::Alternative(other), *pc, pos)?;
        }
        *pc = chosen.target;
        Ok(true)
    }

    /// How far a unit matches from `pos` on, at most `max` times.
    #[inline(always)]
    fn count(&self, unit: Unit, pos: usize, max: usize) -> usize {
        let Some(rest) = self.text.get(pos..) else {
            return 0;
        };
        let rest = &rest[..rest.len().min(max)];
        let end = match unit {
            Unit::All => None,
            Unit::Never => Some(0),
            Unit::Literal(x) => rest.iter().position(|c| c.code() != x),
            Unit::Not(x) => C::find(rest, x),
            Unit::Class(i) => {
                let class = &self.program.classes[i];
                rest.iter().position(|c| !class.contains(c.code()))
            }
        };
        end.unwrap_or(rest.len())
    }

    #[inline(always)]
    fn repeat(&mut self, r: &Repeat, pc: usize, pos: &mut usize) -> Result<bool, Stop> {
        let start = *pos;
        if r.greed == Greed::Lazy {
            if self.count(r.unit, start, r.min) < r.min {
                return Ok(false);
            }
            let most = start.saturating_add(r.max);
            let mut at = pc;
            *pos = start + r.min;
            let found = self.lazily(r, &mut at, pos, most)?;
            return Ok(found);
        }
        let count = self.count(r.unit, start, r.max);
        if count < r.min {
            return Ok(false);
        }
        *pos = start + count;
        if r.greed == Greed::Possessive || count == r.min {
            return Ok(true);
        }
        let mut at = pc;
        self.greedily(r, &mut at, pos, start + r.min)
    }

    /// Goes on with the repeat ending at `pos` or, where that is of no use, further left.
    #[inline(always)]
    fn greedily(
        &mut self,
        r: &Repeat,
        pc: &mut usize,
        pos: &mut usize,
        least: usize,
    ) -> Result<bool, Stop> {
        if let Some(next) = r.next {
            let reach = (*pos + 1).min(self.text.len());
            match self.text.get(least..reach).and_then(|t| C::rfind(t, next)) {
                Some(back) => *pos = least + back,
                None => return Ok(false),
            }
        }
        if *pos > least {
            self.choose(Way::GiveBack(least), *pc, *pos)?;
        }
        Ok(true)
    }

    fn give_back(
        &mut self,
        r: &Repeat,
        pc: &mut usize,
        pos: &mut usize,
        least: usize,
    ) -> Result<bool, Stop> {
        *pos -= 1;
        let found = self.greedily(r, pc, pos, least)?;
        *pc += 1;
        Ok(found)
    }

    /// Goes on with the repeat ending at `pos` or, where that is of no use, further right.
    #[inline(always)]
    fn lazily(
        &mut self,
        r: &Repeat,
        pc: &mut usize,
        pos: &mut usize,
        most: usize,
    ) -> Result<bool, Stop> {
        if let Some(next) = r.next {
            let Some(rest) = self.text.get(*pos..) else {
                return Ok(false);
            };
            let Some(ahead) = C::find(
                &rest[..rest.len().min((most - *pos).saturating_add(1))],
                next,
            ) else {
                return Ok(false);
            };
            if self.count(r.unit, *pos, ahead) < ahead {
                return Ok(false);
            }
            *pos += ahead;
        }
        if *pos < most {
            self.choose(Way::TakeMore(most), *pc, *pos)?;
        }
        Ok(true)
    }

    fn take_more(
        &mut self,
        r: &Repeat,
        pc: &mut usize,
        pos: &mut usize,
        most: usize,
    ) -> Result<bool, Stop> {
        if self.count(r.unit, *pos, 1) == 0 {
            return Ok(false);
        }
        *pos += 1;
        let found = self.lazily(r, pc, pos, most)?;
        *pc += 1;
        Ok(found)
    }

    /// At the end of a round (or before the first): into the body again, or on.
    #[inline(always)]
    fn until(&mut self, pc: &mut usize, pos: usize) -> Result<(), Stop> {
        let program = self.program;
        let Op::Until {
            register,
            body,
            min,
            max,
            greed,
        } = &program.ops[*pc]
        else {
            return Ok(());
        };
        let count = self.register(*register).wrapping_add(1);
        if *greed == Greed::Possessive && count > 0 {
            // A round that is through is not gone back into. The atomic group's register stands
            // behind the loop's two.
            let open = self.register(*register + 2);
            self.scratch.choices.truncate(open);
        }
        if count < *min {
            self.set(*register, count);
            *pc = *body;
            return Ok(());
        }
        if *greed == Greed::Lazy {
            self.choose(Way::AnotherRound, *pc, pos)?;
            *pc += 1;
            return Ok(());
        }
        if count < *max && pos != self.register(*register + 1) {
            self.choose(Way::Plain, *pc + 1, pos)?;
            self.set(*register, count);
            self.set(*register + 1, pos);
            *pc = *body;
        } else {
            *pc += 1;
        }
        Ok(())
    }

    /// Where the text of a group, found again at `pos`, ends.
    fn same_again(&self, group: usize, fold: Fold, pos: usize) -> Option<usize> {
        let (from, to) = (self.register(group * 2), self.register(group * 2 + 1));
        if from == UNSET || to == UNSET {
            return None;
        }
        let group = self.text.get(from..to)?;
        let here = self.text.get(pos..)?.get(..group.len())?;
        let same = |(a, b): (&C, &C)| a == b || fold.apply(a.code()) == fold.apply(b.code());
        group.iter().zip(here).all(same).then(|| pos + group.len())
    }

    fn is_at(&self, at: At, pos: usize) -> bool {
        let before = || pos.checked_sub(1).and_then(|p| self.at(p));
        let boundary =
            |word: fn(u32) -> bool| before().is_some_and(word) != self.at(pos).is_some_and(word);
        match at {
            At::Beginning => pos == 0,
            At::BeginningLine => pos == 0 || before() == Some(10),
            At::End => {
                pos >= self.text.len() || pos + 1 == self.text.len() && self.at(pos) == Some(10)
            }
            At::EndLine => pos >= self.text.len() || self.at(pos) == Some(10),
            At::EndString => pos >= self.text.len(),
            At::Boundary => boundary(is_ascii_word),
            At::NonBoundary => !boundary(is_ascii_word),
            At::UniBoundary => boundary(is_word),
            At::UniNonBoundary => !boundary(is_word),
        }
    }
}
