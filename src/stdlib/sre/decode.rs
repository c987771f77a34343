//! From the numbers of `re._compiler` to a [`Program`].
//!
//! The numbers may come from anywhere (`_sre.compile` is a function like any other), so nothing in
//! them is trusted: whatever is out of place is [`Invalid`], which scripts see as
//! `RuntimeError: invalid SRE code`.
//! Invariant: recursion is as deep as the pattern's nesting, and stops with an error at [`DEEPEST`].
//! Next file to read: `engine.rs`.

use super::class::{Category, Class, Fold, Item};
use super::program::{Alternative, At, Greed, Info, Op, Program, Repeat, UNSET, Unit};

/// The numbers make no sense.
#[derive(Debug, PartialEq, Eq)]
pub struct Invalid;

type Decoded<T = ()> = Result<T, Invalid>;

/// How deep groups may be nested; `re._parser` gives up long before.
const DEEPEST: usize = 4000;

/// `re._constants.MAXREPEAT`.
pub const MAX_REPEAT: u32 = u32::MAX;

/// The numbers of `re._constants.OPCODES`.
mod code {
    pub const FAILURE: u32 = 0;
    pub const SUCCESS: u32 = 1;
    pub const ANY: u32 = 2;
    pub const ANY_ALL: u32 = 3;
    pub const ASSERT: u32 = 4;
    pub const ASSERT_NOT: u32 = 5;
    pub const AT: u32 = 6;
    pub const BRANCH: u32 = 7;
    pub const CATEGORY: u32 = 8;
    pub const CHARSET: u32 = 9;
    pub const BIGCHARSET: u32 = 10;
    pub const GROUPREF: u32 = 11;
    pub const GROUPREF_EXISTS: u32 = 12;
    pub const IN: u32 = 13;
    pub const INFO: u32 = 14;
    pub const JUMP: u32 = 15;
    pub const LITERAL: u32 = 16;
    pub const MARK: u32 = 17;
    pub const MAX_UNTIL: u32 = 18;
    pub const MIN_UNTIL: u32 = 19;
    pub const NOT_LITERAL: u32 = 20;
    pub const NEGATE: u32 = 21;
    pub const RANGE: u32 = 22;
    pub const REPEAT: u32 = 23;
    pub const REPEAT_ONE: u32 = 24;
    pub const MIN_REPEAT_ONE: u32 = 26;
    pub const ATOMIC_GROUP: u32 = 27;
    pub const POSSESSIVE_REPEAT: u32 = 28;
    pub const POSSESSIVE_REPEAT_ONE: u32 = 29;
    pub const GROUPREF_IGNORE: u32 = 30;
    pub const IN_IGNORE: u32 = 31;
    pub const LITERAL_IGNORE: u32 = 32;
    pub const NOT_LITERAL_IGNORE: u32 = 33;
    pub const GROUPREF_LOC_IGNORE: u32 = 34;
    pub const IN_LOC_IGNORE: u32 = 35;
    pub const LITERAL_LOC_IGNORE: u32 = 36;
    pub const NOT_LITERAL_LOC_IGNORE: u32 = 37;
    pub const GROUPREF_UNI_IGNORE: u32 = 38;
    pub const IN_UNI_IGNORE: u32 = 39;
    pub const LITERAL_UNI_IGNORE: u32 = 40;
    pub const NOT_LITERAL_UNI_IGNORE: u32 = 41;
    pub const RANGE_UNI_IGNORE: u32 = 42;
}

const INFO_PREFIX: u32 = 1;
const INFO_LITERAL: u32 = 2;
const INFO_CHARSET: u32 = 4;

/// Decodes the numbers of a pattern with so many groups.
pub fn decode(codes: &[u32], groups: usize) -> Decoded<Program> {
    let mut decoder = Decoder {
        codes,
        program: Program {
            groups,
            registers: groups * 2 + 1,
            ..Program::default()
        },
        depth: 0,
        joins: false,
    };
    let mut start = 0;
    if codes.first() == Some(&code::INFO) {
        start = decoder.info()?;
    }
    let last = codes.len().checked_sub(1).ok_or(Invalid)?;
    if codes.get(last) != Some(&code::SUCCESS) || start > last {
        return Err(Invalid);
    }
    decoder.block(start, last)?;
    decoder.emit(Op::Match);
    let mut program = decoder.program;
    look_ahead(&mut program);
    Ok(program)
}

struct Decoder<'a> {
    codes: &'a [u32],
    program: Program,
    depth: usize,
    /// Whether nothing jumps to the instruction that is emitted next, so that a literal may be
    /// merged into the one before.
    joins: bool,
}

impl Decoder<'_> {
    fn at(&self, index: usize) -> Decoded<u32> {
        self.codes.get(index).copied().ok_or(Invalid)
    }

    /// Where the distance at `index` leads, which must lie before `end` or be it.
    fn target(&self, index: usize, end: usize) -> Decoded<usize> {
        let to = index.checked_add(self.at(index)? as usize).ok_or(Invalid)?;
        if to > index && to <= end {
            Ok(to)
        } else {
            Err(Invalid)
        }
    }

    fn emit(&mut self, op: Op) -> usize {
        if let (Op::One(Unit::Literal(c)), Some(last)) = (&op, self.program.ops.last_mut())
            && self.joins
        {
            match last {
                Op::Text(text) => {
                    let mut longer = text.to_vec();
                    longer.push(*c);
                    *last = Op::Text(longer.into());
                    return self.program.ops.len() - 1;
                }
                Op::One(Unit::Literal(first)) => {
                    *last = Op::Text(Box::new([*first, *c]));
                    return self.program.ops.len() - 1;
                }
                _ => {}
            }
        }
        self.program.ops.push(op);
        self.program.ops.len() - 1
    }

    fn here(&self) -> usize {
        self.program.ops.len()
    }

    fn registers(&mut self, count: usize) -> usize {
        let first = self.program.registers;
        self.program.registers += count;
        first
    }

    fn patch(&mut self, at: usize, op: Op) {
        if let Some(slot) = self.program.ops.get_mut(at) {
            *slot = op;
        }
    }

    /// Decodes what stands between `at` and `end`; answers where it stopped, which is `end`, or a
    /// JUMP that belongs to what is around.
    fn block(&mut self, mut at: usize, end: usize) -> Decoded<usize> {
        if self.depth > DEEPEST {
            return Err(Invalid);
        }
        self.depth += 1;
        self.joins = false;
        while at < end {
            if self.at(at)? == code::JUMP {
                break;
            }
            at = self.op(at, end)?;
        }
        self.depth -= 1;
        self.joins = false;
        if at > end { Err(Invalid) } else { Ok(at) }
    }

    /// As `block` for one that must end exactly at `end`.
    fn body(&mut self, at: usize, end: usize) -> Decoded {
        if self.block(at, end)? == end {
            Ok(())
        } else {
            Err(Invalid)
        }
    }

    /// Decodes one instruction; answers where the next one starts.
    fn op(&mut self, at: usize, end: usize) -> Decoded<usize> {
        let op = self.at(at)?;
        if let Some((unit, next)) = self.unit(at, end)? {
            self.emit(Op::One(unit));
            self.joins = true;
            return Ok(next);
        }
        self.joins = false;
        match op {
            code::AT => {
                let place = place(self.at(at + 1)?)?;
                self.emit(Op::At(place));
                Ok(at + 2)
            }
            code::MARK => {
                let mark = self.at(at + 1)? as usize;
                if mark >= self.program.groups * 2 {
                    return Err(Invalid);
                }
                self.emit(Op::Mark(mark));
                Ok(at + 2)
            }
            code::GROUPREF
            | code::GROUPREF_IGNORE
            | code::GROUPREF_LOC_IGNORE
            | code::GROUPREF_UNI_IGNORE => {
                let group = self.group(at + 1)?;
                let fold = match op {
                    code::GROUPREF => Fold::None,
                    code::GROUPREF_IGNORE => Fold::Ascii,
                    code::GROUPREF_LOC_IGNORE => Fold::Locale,
                    _ => Fold::Unicode,
                };
                self.emit(Op::Group(group, fold));
                Ok(at + 2)
            }
            code::GROUPREF_EXISTS => self.conditional(at, end),
            code::BRANCH => self.branch(at, end),
            code::REPEAT_ONE | code::MIN_REPEAT_ONE | code::POSSESSIVE_REPEAT_ONE => {
                self.repeat_one(at, end)
            }
            code::REPEAT => self.repeat(at, end),
            code::POSSESSIVE_REPEAT => self.possessive(at, end),
            code::ATOMIC_GROUP => {
                let next = self.target(at + 1, end)?;
                let register = self.registers(1);
                self.emit(Op::Atomic(register));
                self.closed(at + 2, next)?;
                self.emit(Op::AtomicEnd(register));
                Ok(next)
            }
            code::ASSERT | code::ASSERT_NOT => self.assertion(at, end),
            _ => Err(Invalid),
        }
    }

    /// A body that is followed by SUCCESS, the last number before `end`.
    fn closed(&mut self, at: usize, end: usize) -> Decoded {
        let last = end.checked_sub(1).ok_or(Invalid)?;
        if at > last || self.at(last)? != code::SUCCESS {
            return Err(Invalid);
        }
        self.body(at, last)
    }

    fn group(&self, at: usize) -> Decoded<usize> {
        let group = self.at(at)? as usize;
        if group < self.program.groups {
            Ok(group)
        } else {
            Err(Invalid)
        }
    }

    fn conditional(&mut self, at: usize, end: usize) -> Decoded<usize> {
        let group = self.group(at + 1)?;
        // The distance is one more than the others': it is counted from the group's number.
        let otherwise = (at + 1)
            .checked_add(self.at(at + 2)? as usize)
            .ok_or(Invalid)?;
        if otherwise > end || otherwise < at + 3 {
            return Err(Invalid);
        }
        let test = self.emit(Op::Fail);
        let stopped = self.block(at + 3, otherwise)?;
        if stopped == otherwise {
            self.patch(test, Op::GroupExists(group, self.here()));
            return Ok(otherwise);
        }
        if stopped + 2 != otherwise {
            return Err(Invalid);
        }
        let after = self.target(stopped + 1, end)?;
        let jump = self.emit(Op::Fail);
        self.patch(test, Op::GroupExists(group, self.here()));
        self.body(otherwise, after)?;
        self.patch(jump, Op::Jump(self.here()));
        Ok(after)
    }

    fn branch(&mut self, at: usize, end: usize) -> Decoded<usize> {
        let branch = self.emit(Op::Fail);
        let (mut targets, mut jumps) = (Vec::new(), Vec::new());
        let (mut skip, mut after) = (at + 1, None);
        while self.at(skip)? != code::FAILURE {
            let next = self.target(skip, end)?;
            targets.push(self.here());
            let jump = next.checked_sub(2).ok_or(Invalid)?;
            if self.at(jump)? != code::JUMP || jump < skip + 1 {
                return Err(Invalid);
            }
            self.body(skip + 1, jump)?;
            let to = self.target(jump + 1, end)?;
            if *after.get_or_insert(to) != to {
                return Err(Invalid);
            }
            jumps.push(self.emit(Op::Fail));
            skip = next;
        }
        if after.is_some_and(|after| after != skip + 1) {
            return Err(Invalid);
        }
        let here = self.here();
        for jump in jumps {
            self.patch(jump, Op::Jump(here));
        }
        let alternatives = targets.into_iter().map(|target| Alternative {
            target,
            first: Unit::All,
        });
        self.patch(branch, Op::Branch(alternatives.collect()));
        Ok(skip + 1)
    }

    fn bounds(&self, at: usize) -> Decoded<(usize, usize)> {
        let (min, max) = (self.at(at)?, self.at(at + 1)?);
        if min > max {
            return Err(Invalid);
        }
        let max = if max == MAX_REPEAT {
            usize::MAX
        } else {
            max as usize
        };
        Ok((min as usize, max))
    }

    fn repeat_one(&mut self, at: usize, end: usize) -> Decoded<usize> {
        let next = self.target(at + 1, end)?;
        let (min, max) = self.bounds(at + 2)?;
        let greed = match self.at(at)? {
            code::REPEAT_ONE => Greed::Greedy,
            code::MIN_REPEAT_ONE => Greed::Lazy,
            _ => Greed::Possessive,
        };
        let (unit, after) = self.unit(at + 4, next)?.ok_or(Invalid)?;
        if after + 1 != next || self.at(after)? != code::SUCCESS {
            return Err(Invalid);
        }
        self.emit(Op::Repeat(Repeat {
            unit,
            min,
            max,
            greed,
            next: None,
        }));
        Ok(next)
    }

    fn repeat(&mut self, at: usize, end: usize) -> Decoded<usize> {
        let until_at = self.target(at + 1, end)?;
        let (min, max) = self.bounds(at + 2)?;
        let greed = match self.at(until_at)? {
            code::MAX_UNTIL => Greed::Greedy,
            code::MIN_UNTIL => Greed::Lazy,
            _ => return Err(Invalid),
        };
        let register = self.registers(2);
        self.rounds(at + 4, until_at, register, (min, max), greed)?;
        Ok(until_at + 1)
    }

    fn possessive(&mut self, at: usize, end: usize) -> Decoded<usize> {
        let until_at = self.target(at + 1, end)?;
        let bounds = self.bounds(at + 2)?;
        if self.at(until_at)? != code::SUCCESS {
            return Err(Invalid);
        }
        // The third register is the one of the atomic group round the loop.
        let register = self.registers(3);
        self.emit(Op::Atomic(register + 2));
        self.rounds(at + 4, until_at, register, bounds, Greed::Possessive)?;
        self.emit(Op::AtomicEnd(register + 2));
        Ok(until_at + 1)
    }

    fn rounds(
        &mut self,
        at: usize,
        end: usize,
        register: usize,
        (min, max): (usize, usize),
        greed: Greed,
    ) -> Decoded {
        let enter = self.emit(Op::Fail);
        let body = self.here();
        self.body(at, end)?;
        let until = self.emit(Op::Until {
            register,
            body,
            min,
            max,
            greed,
        });
        self.patch(enter, Op::Loop { register, until });
        Ok(())
    }

    fn assertion(&mut self, at: usize, end: usize) -> Decoded<usize> {
        let next = self.target(at + 1, end)?;
        let back = self.at(at + 2)? as usize;
        let register = self.registers(2);
        if self.at(at)? == code::ASSERT {
            self.emit(Op::Assert { register, back });
            self.closed(at + 3, next)?;
            self.emit(Op::AssertEnd(register));
        } else {
            let begin = self.emit(Op::Fail);
            self.closed(at + 3, next)?;
            self.emit(Op::AssertNotEnd(register));
            let op = Op::AssertNot {
                register,
                back,
                next: self.here(),
            };
            self.patch(begin, op);
        }
        Ok(next)
    }

    fn class(&mut self, items: Vec<Item>, fold: Fold) -> Unit {
        let class = Class::new(items, fold);
        let known = self.program.classes.iter().position(|c| *c == class);
        Unit::Class(known.unwrap_or_else(|| {
            self.program.classes.push(class);
            self.program.classes.len() - 1
        }))
    }

    /// What matches one character and stands at `at`, and where the next instruction starts; `None`
    /// if it is something else.
    fn unit(&mut self, at: usize, end: usize) -> Decoded<Option<(Unit, usize)>> {
        let folded = |op| match op {
            code::LITERAL_IGNORE | code::NOT_LITERAL_IGNORE | code::IN_IGNORE => Fold::Ascii,
            code::LITERAL_UNI_IGNORE | code::NOT_LITERAL_UNI_IGNORE | code::IN_UNI_IGNORE => {
                Fold::Unicode
            }
            code::IN => Fold::None,
            _ => Fold::Locale,
        };
        let op = self.at(at)?;
        Ok(Some(match op {
            code::FAILURE => (Unit::Never, at + 1),
            code::ANY => (Unit::Not(10), at + 1),
            code::ANY_ALL => (Unit::All, at + 1),
            code::LITERAL => (Unit::Literal(self.at(at + 1)?), at + 2),
            code::NOT_LITERAL => (Unit::Not(self.at(at + 1)?), at + 2),
            code::LITERAL_IGNORE | code::LITERAL_UNI_IGNORE | code::LITERAL_LOC_IGNORE => {
                let items = vec![Item::Literal(self.at(at + 1)?)];
                (self.class(items, folded(op)), at + 2)
            }
            code::NOT_LITERAL_IGNORE
            | code::NOT_LITERAL_UNI_IGNORE
            | code::NOT_LITERAL_LOC_IGNORE => {
                let items = vec![Item::Literal(self.at(at + 1)?)];
                let class = Class::new(items, folded(op));
                (self.complement(class), at + 2)
            }
            code::CATEGORY => {
                let category = Category::from_code(self.at(at + 1)?).ok_or(Invalid)?;
                (
                    self.class(vec![Item::Category(category)], Fold::None),
                    at + 2,
                )
            }
            code::IN | code::IN_IGNORE | code::IN_LOC_IGNORE | code::IN_UNI_IGNORE => {
                let next = self.target(at + 1, end)?;
                let items = self.set(at + 2, next)?;
                (self.class(items, folded(op)), next)
            }
            _ => return Ok(None),
        }))
    }

    /// The class of what another one leaves out: not a letter, whatever its case.
    fn complement(&mut self, class: Class) -> Unit {
        let class = class.negated();
        self.program.classes.push(class);
        Unit::Class(self.program.classes.len() - 1)
    }

    /// The items of a set, which ends with FAILURE right before `end`.
    fn set(&self, mut at: usize, end: usize) -> Decoded<Vec<Item>> {
        let mut items = Vec::new();
        loop {
            let op = self.at(at)?;
            at += 1;
            let item = match op {
                code::FAILURE if at == end => return Ok(items),
                code::NEGATE => Item::Negate,
                code::LITERAL => {
                    at += 1;
                    Item::Literal(self.at(at - 1)?)
                }
                code::RANGE | code::RANGE_UNI_IGNORE => {
                    let (low, high) = (self.at(at)?, self.at(at + 1)?);
                    at += 2;
                    match op {
                        code::RANGE => Item::Range(low, high),
                        _ => Item::RangeIgnore(low, high),
                    }
                }
                code::CATEGORY => {
                    at += 1;
                    Item::Category(Category::from_code(self.at(at - 1)?).ok_or(Invalid)?)
                }
                code::CHARSET => {
                    at += 8;
                    Item::Bitmap(self.bitmap(at - 8)?)
                }
                code::BIGCHARSET => {
                    let count = self.at(at)? as usize;
                    let mut indices = Box::new([0; 256]);
                    for (i, index) in indices.iter_mut().enumerate() {
                        *index = self.at(at + 1 + i / 4)?.to_ne_bytes()[i % 4];
                        if usize::from(*index) >= count {
                            return Err(Invalid);
                        }
                    }
                    at += 65;
                    let blocks: Decoded<Vec<[u32; 8]>> = (0..count.min(256))
                        .map(|i| self.bitmap(at + 8 * i))
                        .collect();
                    at = count
                        .checked_mul(8)
                        .and_then(|n| at.checked_add(n))
                        .ok_or(Invalid)?;
                    Item::Blocks(indices, blocks?.into())
                }
                _ => return Err(Invalid),
            };
            if at >= end {
                return Err(Invalid);
            }
            items.push(item);
        }
    }

    fn bitmap(&self, at: usize) -> Decoded<[u32; 8]> {
        let words = at.checked_add(8).and_then(|end| self.codes.get(at..end));
        words.and_then(|w| w.try_into().ok()).ok_or(Invalid)
    }

    /// Reads the INFO block at the start; answers where the pattern itself starts.
    fn info(&mut self) -> Decoded<usize> {
        let end = self.target(1, self.codes.len())?;
        let (flags, min) = (self.at(2)?, self.at(3)? as usize);
        let mut info = Info {
            min,
            ..Info::default()
        };
        if flags & INFO_PREFIX != 0 {
            let length = self.at(5)? as usize;
            let prefix = 7usize
                .checked_add(length)
                .and_then(|to| self.codes.get(7..to));
            info.prefix = prefix.ok_or(Invalid)?.to_vec();
            info.literal = flags & INFO_LITERAL != 0;
        } else if flags & INFO_CHARSET != 0 {
            let items = self.set(5, end)?;
            if let Unit::Class(class) = self.class(items, Fold::None) {
                info.first = Some(class);
            }
        }
        self.program.info = info;
        Ok(end)
    }
}

fn place(code: u32) -> Decoded<At> {
    Ok(match code {
        0 | 2 => At::Beginning,
        1 => At::BeginningLine,
        3 | 8 => At::Boundary,
        4 | 9 => At::NonBoundary,
        5 => At::End,
        6 => At::EndLine,
        7 => At::EndString,
        10 => At::UniBoundary,
        11 => At::UniNonBoundary,
        _ => return Err(Invalid),
    })
}

/// The unit that the text at instruction `pc` must start with, if that is known.
fn first_unit(program: &Program, mut pc: usize) -> Option<Unit> {
    // Jumps only lead forward, so this ends.
    loop {
        match program.ops.get(pc)? {
            Op::Mark(_) => pc += 1,
            Op::Jump(to) => pc = *to,
            Op::One(unit) => return Some(*unit),
            Op::Text(text) => return text.first().map(|&c| Unit::Literal(c)),
            Op::Repeat(r) if r.min > 0 => return Some(r.unit),
            _ => return None,
        }
    }
}

/// Notes what must follow repeats and start alternatives.
fn look_ahead(program: &mut Program) {
    for pc in 0..program.ops.len() {
        let op = match program.ops.get(pc) {
            Some(Op::Repeat(r)) => {
                let mut r = *r;
                if let Some(Unit::Literal(c)) = first_unit(program, pc + 1) {
                    r.next = Some(c);
                    // What must follow is nothing that is repeated: giving back is of no use.
                    if r.greed == Greed::Greedy && !program.matches(r.unit, c) {
                        r.greed = Greed::Possessive;
                    }
                }
                Op::Repeat(r)
            }
            Some(Op::Branch(alternatives)) => {
                let known = alternatives.iter().map(|a| Alternative {
                    first: first_unit(program, a.target).unwrap_or(Unit::All),
                    ..*a
                });
                Op::Branch(known.collect())
            }
            _ => continue,
        };
        if let Some(slot) = program.ops.get_mut(pc) {
            *slot = op;
        }
    }
    debug_assert!(program.registers < UNSET);
}
