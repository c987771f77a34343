//! Linking: compiled plain data becomes a code object with runtime constants and names.
//!
//! Local operands are rewritten from an index to the distance below the frame header, which is
//! what the run loop wants.
//! Invariant: names and local names are interned.
//! Next file to read: `frame.rs`.

use crate::builtins::code::{CODE, PyCode, Words};
use crate::builtins::int::Int;
use crate::builtins::str::storage::StrBuf;
use crate::bytecode::code::{Code, Constant, LocalKind, flags};
use crate::bytecode::opcode::{Op, Operand};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::word::Word;
use std::sync::Arc;

impl Vm {
    /// The code object for compiled data.
    pub fn link(&self, code: &Arc<Code>) -> PyResult {
        let constants = code
            .constants
            .iter()
            .map(|c| self.link_constant(c))
            .collect::<PyResult<Box<[Ref]>>>()?;
        let local_count = code.locals.len() as u32;
        let star = (code.flags & flags::VARARGS != 0) as u32
            + (code.flags & flags::VARKEYWORDS != 0) as u32;
        let words =
            fresh_words(code).ok_or_else(|| self.system_error("too many locals".to_string()))?;
        let payload = PyCode {
            header: Header::new(&CODE),
            words: Words::new(&words),
            constants,
            names: code.names.iter().map(|n| self.intern_str(n)).collect(),
            local_names: code
                .locals
                .iter()
                .map(|l| self.intern_str(&l.name))
                .collect(),
            local_count,
            stack_size: code.stack_size,
            arg_count: code.argcount,
            kwonly_count: code.kwonlyargcount,
            flags: code.flags,
            param_count: code.argcount + code.kwonlyargcount + star,
            simple_args: code.kwonlyargcount == 0 && star == 0,
            entries: Word::new(0),
            code: code.clone(),
            name: self.intern_str(&code.name),
            qualname: self.intern_str(&code.qualname),
            filename: self.intern_str(&code.filename),
        };
        Ok(self.alloc(payload))
    }

    /// The object for a constant.
    pub fn link_constant(&self, c: &Constant) -> PyResult {
        Ok(match c {
            Constant::None => Ref::none(),
            Constant::True => Ref::bool(true),
            Constant::False => Ref::bool(false),
            Constant::Ellipsis => Ref::ellipsis(),
            Constant::Int(i) => self.int(*i),
            Constant::BigInt(b) => self.int_from(Int::from_big((**b).clone())),
            Constant::Float(f) => self.float(*f),
            Constant::Complex(re, im) => self.complex(*re, *im),
            Constant::Str(s) => {
                let r = self.new_str(s);
                if looks_like_name(s) {
                    self.intern(r)
                } else {
                    r
                }
            }
            Constant::CodePoints(c) => self.str_from_buf(StrBuf::from_codes(c)),
            Constant::Bytes(b) => self.new_bytes(b.to_vec()),
            Constant::Tuple(t) => self.new_tuple(
                t.iter()
                    .map(|c| self.link_constant(c))
                    .collect::<PyResult<_>>()?,
            ),
            Constant::FrozenSet(t) => {
                let items = t
                    .iter()
                    .map(|c| self.link_constant(c))
                    .collect::<PyResult<Vec<_>>>()?;
                self.new_frozenset(items)?
            }
            Constant::Slice(s) => {
                let part = |i: usize| self.link_constant(&s[i]);
                self.new_slice(part(0)?, part(1)?, part(2)?)
            }
            Constant::Code(c) => self.link(c)?,
        })
    }
}

/// CPython interns constants that could be names; `is` shows it.
fn looks_like_name(s: &str) -> bool {
    s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The words as the run loop wants them, nothing specialised yet. `None` if a local's distance does
/// not fit its instruction.
pub(crate) fn fresh_words(code: &Code) -> Option<Vec<u32>> {
    let mut words = relocate(code)?;
    let instructions: Vec<_> = code.instructions().collect();
    super::specialize::fuse(&mut words, &instructions);
    Some(words)
}

/// Copies the words, local operands turned into distances below the frame header. `None` if one
/// does not fit its instruction any more.
fn relocate(code: &Code) -> Option<Vec<u32>> {
    let mut words = code.words.to_vec();
    let count = code.locals.len() as u32;
    for ins in code.instructions() {
        if ins.op.operand() == Operand::Local && ins.op != Op::EXTENDED_ARG {
            let distance = count - ins.b;
            if distance > 0x7fff && ins.start == ins.pc {
                return None;
            }
            words[ins.pc as usize] = (words[ins.pc as usize] & 0xffff) | (distance << 16);
            if ins.start != ins.pc {
                words[ins.start as usize] =
                    (words[ins.start as usize] & 0xffff) | (distance & 0xffff_0000);
            }
        }
    }
    Some(words)
}

/// How many locals of a code object are cells that the function's own code fills.
pub fn has_cells(code: &Code) -> bool {
    code.locals
        .iter()
        .any(|l| l.kind.has(LocalKind::CELL | LocalKind::FREE))
}
