//! A code object as plain data: what the compiler hands to the linker.
//!
//! Invariant: nothing here refers to a runtime object, so a [`Code`] may be built, dumped, stored
//! and sent between threads without an interpreter. All positions count 32-bit words.
//! Deliberately absent: how words are run (`vm/eval.rs`) and the checks on them (`verify.rs`).
//! Next file to read: `verify.rs`.

use super::opcode::Op;
use crate::source::Location;
use dashu_int::IBig;
use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

/// A constant: plain data that the linker turns into an object.
#[derive(Clone, Debug)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    BigInt(Arc<IBig>),
    Float(f64),
    Complex(f64, f64),
    /// A string without surrogates.
    Str(Arc<str>),
    /// A string with at least one surrogate, by code points.
    CodePoints(Arc<[u32]>),
    Bytes(Arc<[u8]>),
    Tuple(Arc<[Constant]>),
    FrozenSet(Arc<[Constant]>),
    /// start, stop, step
    Slice(Arc<[Constant; 3]>),
    Code(Arc<Code>),
}

/// Two constants are equal when one object can stand for both: `1`, `1.0` and `True` all differ,
/// and so do `0.0` and `-0.0`.
impl PartialEq for Constant {
    fn eq(&self, other: &Constant) -> bool {
        use Constant::*;
        match (self, other) {
            (Int(a), Int(b)) => a == b,
            (BigInt(a), BigInt(b)) => a == b,
            (Float(a), Float(b)) => a.to_bits() == b.to_bits(),
            (Complex(a, b), Complex(c, d)) => {
                a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits()
            }
            (Str(a), Str(b)) => a == b,
            (CodePoints(a), CodePoints(b)) => a == b,
            (Bytes(a), Bytes(b)) => a == b,
            (Tuple(a), Tuple(b)) => a == b,
            (FrozenSet(a), FrozenSet(b)) => {
                a.len() == b.len()
                    && a.iter().all(|item| b.contains(item))
                    && b.iter().all(|item| a.contains(item))
            }
            (Slice(a), Slice(b)) => a == b,
            (Code(a), Code(b)) => Arc::ptr_eq(a, b) || a == b,
            (None | True | False | Ellipsis, _) => {
                std::mem::discriminant(self) == std::mem::discriminant(other)
            }
            _ => false,
        }
    }
}

impl Eq for Constant {}

impl Hash for Constant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        use Constant::*;
        std::mem::discriminant(self).hash(state);
        match self {
            None | True | False | Ellipsis => {}
            Int(n) => n.hash(state),
            BigInt(n) => n.hash(state),
            Float(x) => x.to_bits().hash(state),
            Complex(x, y) => (x.to_bits(), y.to_bits()).hash(state),
            Str(text) => text.hash(state),
            CodePoints(points) => points.hash(state),
            Bytes(bytes) => bytes.hash(state),
            Tuple(items) => items.hash(state),
            FrozenSet(items) => items.len().hash(state),
            Slice(parts) => parts.hash(state),
            Code(code) => (&code.name, code.first_line, code.words.len()).hash(state),
        }
    }
}

/// What a place among the frame's locals holds; CPython's `CO_FAST_` bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalKind(pub u8);

impl LocalKind {
    /// A local of a comprehension that was inlined: not visible in `locals()`.
    pub const HIDDEN: u8 = 0x10;
    /// A local variable or argument.
    pub const LOCAL: u8 = 0x20;
    /// A cell: the variable is used by a function inside. Together with `LOCAL` for an argument.
    pub const CELL: u8 = 0x40;
    /// A free variable: the cell comes from a function outside.
    pub const FREE: u8 = 0x80;

    /// Whether any of `bits` is set.
    pub const fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }
}

/// One of the frame's locals: arguments first, then other locals, cells, and free variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// The variable's name, mangled.
    pub name: Arc<str>,
    /// What the place holds.
    pub kind: LocalKind,
}

/// CPython's `CO_` flags.
pub mod flags {
    /// Locals live in the frame, not in a mapping.
    pub const OPTIMIZED: u32 = 0x1;
    /// A call makes a new mapping of names.
    pub const NEWLOCALS: u32 = 0x2;
    /// Takes `*args`.
    pub const VARARGS: u32 = 0x4;
    /// Takes `**kwargs`.
    pub const VARKEYWORDS: u32 = 0x8;
    /// Stands inside a function.
    pub const NESTED: u32 = 0x10;
    /// A generator function.
    pub const GENERATOR: u32 = 0x20;
    /// An `async def` function.
    pub const COROUTINE: u32 = 0x80;
    /// A generator marked by `types.coroutine`.
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    /// An asynchronous generator.
    pub const ASYNC_GENERATOR: u32 = 0x200;
    /// `from __future__ import division`, and so on.
    pub const FUTURE_DIVISION: u32 = 0x20000;
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    pub const FUTURE_WITH_STATEMENT: u32 = 0x80000;
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x100000;
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x200000;
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x400000;
    pub const FUTURE_GENERATOR_STOP: u32 = 0x800000;
    pub const FUTURE_ANNOTATIONS: u32 = 0x1000000;
    /// The first constant is the docstring.
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    /// Defined in a class body.
    pub const METHOD: u32 = 0x8000000;
    /// Every `from __future__` flag.
    pub const FUTURE_MASK: u32 = 0x1fe0000;
}

/// A stretch of code whose exceptions go to one handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First word covered.
    pub start: u32,
    /// Just past the last word covered.
    pub end: u32,
    /// Where the handler starts.
    pub target: u32,
    /// How deep the stack is cut before lasti (if asked for) and the exception are pushed.
    pub depth: u32,
    /// Whether the place of the raise is pushed below the exception.
    pub lasti: bool,
}

/// A compiled module, function, class body or expression.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The instructions and their cache words.
    pub words: Box<[u32]>,
    /// What LOAD_CONST refers to.
    pub constants: Box<[Constant]>,
    /// What instructions with a name operand refer to.
    pub names: Box<[Arc<str>]>,
    /// The frame's locals in order.
    pub locals: Box<[Local]>,
    /// Positional parameters, positional-only ones included.
    pub argcount: u32,
    /// Positional-only parameters.
    pub posonlyargcount: u32,
    /// Keyword-only parameters.
    pub kwonlyargcount: u32,
    /// `CO_` bits, see [`flags`].
    pub flags: u32,
    /// The function's or class's name, or `<module>` and its like.
    pub name: Arc<str>,
    /// The dotted name from the module on.
    pub qualname: Arc<str>,
    /// As shown in tracebacks.
    pub filename: Arc<str>,
    /// Line of the definition (of its first decorator).
    pub first_line: u32,
    /// Place in the source of every instruction.
    pub locations: LocationTable,
    /// Exception handlers, sorted, never overlapping.
    pub handlers: Box<[Handler]>,
    /// How many values the operand stack holds at most.
    pub stack_size: u32,
    /// Words that a JUMP_BACKWARD goes to, sorted: where hot loops may be entered.
    pub loop_headers: Box<[u32]>,
}

impl Code {
    /// How many of the locals are free variables; they are the last ones.
    pub fn free_count(&self) -> usize {
        self.count(LocalKind::FREE)
    }

    /// How many of the locals are cells, arguments among them.
    pub fn cell_count(&self) -> usize {
        self.count(LocalKind::CELL)
    }

    fn count(&self, bits: u8) -> usize {
        self.locals.iter().filter(|l| l.kind.has(bits)).count()
    }

    /// The handler that covers word `pc`.
    pub fn handler_at(&self, pc: u32) -> Option<&Handler> {
        let after = self.handlers.partition_point(|h| h.start <= pc);
        let found = self.handlers.get(after.checked_sub(1)?)?;
        (pc < found.end).then_some(found)
    }

    /// The instructions in order, EXTENDED_ARG words folded into what they extend.
    pub fn instructions(&self) -> Instructions<'_> {
        Instructions {
            words: &self.words,
            pc: 0,
        }
    }
}

/// One decoded instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// First word, which is the EXTENDED_ARG if there is one.
    pub start: u32,
    /// The word that holds the opcode.
    pub pc: u32,
    /// Just past the cache words.
    pub end: u32,
    pub op: Op,
    pub a: u8,
    /// The operand with its extension. Jump distances are already sign-extended.
    pub b: u32,
}

impl Instruction {
    /// Where a jump goes to.
    pub fn target(&self) -> Option<u32> {
        self.op
            .is_jump()
            .then(|| self.end.wrapping_add_signed(self.b as i32))
    }
}

/// Iterator over a code's instructions. Stops early at a byte that is no opcode.
pub struct Instructions<'a> {
    words: &'a [u32],
    pc: u32,
}

impl Iterator for Instructions<'_> {
    type Item = Instruction;

    fn next(&mut self) -> Option<Instruction> {
        let start = self.pc;
        let mut pc = start;
        let mut word = *self.words.get(pc as usize)?;
        let mut high = None;
        if word as u8 == Op::EXTENDED_ARG as u8 {
            high = Some(word >> 16);
            pc += 1;
            word = *self.words.get(pc as usize)?;
        }
        let op = Op::from_byte(word as u8)?;
        let low = word >> 16;
        let b = match high {
            Some(high) => high << 16 | low,
            None if op.is_jump() || op == Op::LOAD_SMALL_INT => low as u16 as i16 as i32 as u32,
            None => low,
        };
        let end = pc + 1 + op.caches() as u32;
        self.pc = end;
        Some(Instruction {
            start,
            pc,
            end,
            op,
            a: (word >> 8) as u8,
            b,
        })
    }
}

/// Places in the source, in a compact form that is read from the front.
///
/// Each entry covers a number of words. It is a row of variable-length numbers (seven bits per
/// byte, lowest first, high bit set on all but the last): the number of words times two, plus one
/// if they have a place; then, if so, the zigzag difference of the line to the previous entry's,
/// the number of further lines, the column and the end column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocationTable {
    bytes: Vec<u8>,
}

/// A stretch of words with one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocationRange {
    /// First word covered.
    pub start: u32,
    /// Just past the last word covered.
    pub end: u32,
    /// Its place; the default when it has none.
    pub location: Location,
}

impl LocationTable {
    /// Packs places given as (number of words, place).
    pub fn pack(runs: impl IntoIterator<Item = (u32, Location)>, first_line: u32) -> LocationTable {
        let mut table = LocationTable::default();
        let mut line = first_line;
        for (words, place) in runs {
            let known = place != Location::default();
            table.number(words << 1 | u32::from(known));
            if known {
                let delta = place.line as i32 - line as i32;
                table.number((delta << 1 ^ delta >> 31) as u32);
                table.number(place.end_line.saturating_sub(place.line));
                table.number(place.col.wrapping_add(1));
                table.number(place.end_col.wrapping_add(1));
                line = place.line;
            }
        }
        table.bytes.shrink_to_fit();
        table
    }

    fn number(&mut self, mut n: u32) {
        while n >= 0x80 {
            self.bytes.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.bytes.push(n as u8);
    }

    /// All stretches in order. `first_line` is the code's.
    pub fn ranges(&self, first_line: u32) -> LocationRanges<'_> {
        LocationRanges {
            bytes: &self.bytes,
            word: 0,
            line: first_line,
        }
    }

    /// The place of word `pc`; the default when it has none.
    pub fn find(&self, pc: u32, first_line: u32) -> Location {
        self.ranges(first_line)
            .find(|range| pc < range.end)
            .map_or(Location::default(), |range| range.location)
    }
}

/// Iterator over the stretches of a [`LocationTable`].
pub struct LocationRanges<'a> {
    bytes: &'a [u8],
    word: u32,
    line: u32,
}

impl LocationRanges<'_> {
    fn number(&mut self) -> Option<u32> {
        let mut n = 0;
        let mut shift = 0;
        loop {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            n |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
            shift += 7;
        }
    }
}

impl Iterator for LocationRanges<'_> {
    type Item = LocationRange;

    fn next(&mut self) -> Option<LocationRange> {
        let head = self.number()?;
        let start = self.word;
        self.word += head >> 1;
        let mut location = Location::default();
        if head & 1 != 0 {
            let delta = self.number()?;
            self.line = self
                .line
                .wrapping_add_signed((delta >> 1) as i32 ^ -((delta & 1) as i32));
            location.line = self.line;
            location.end_line = self.line + self.number()?;
            location.col = self.number()?.wrapping_sub(1);
            location.end_col = self.number()?.wrapping_sub(1);
        }
        Some(LocationRange {
            start,
            end: self.word,
            location,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_survive_packing() {
        let place = |line, col, end_line, end_col| Location {
            line,
            col,
            end_line,
            end_col,
        };
        let runs = [
            (3, place(10, 0, 10, 5)),
            (1, Location::default()),
            (2, place(7, 300, 1200, 2)),
        ];
        let table = LocationTable::pack(runs, 12);
        assert_eq!(table.find(0, 12), runs[0].1);
        assert_eq!(table.find(2, 12), runs[0].1);
        assert_eq!(table.find(3, 12), Location::default());
        assert_eq!(table.find(5, 12), runs[2].1);
        assert_eq!(table.find(6, 12), Location::default());
        assert_eq!(table.ranges(12).count(), 3);
    }
}
