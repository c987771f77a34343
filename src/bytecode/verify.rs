//! Checks that finished code keeps the promises the virtual machine relies on.
//!
//! Invariant checked: every operand is in range, every jump lands on an instruction, control never
//! runs off the end, and the stack depth is a function of the place, never below 0 or above
//! `stack_size`.
//! Deliberately absent: the kinds of values on the stack.
//! Next file to read: `disasm.rs`.

use super::{
    code::{Code, Instruction},
    opcode::{Op, Operand},
};

/// Checks `code`, but not the code objects among its constants. The error names the word.
pub fn verify(code: &Code) -> Result<(), String> {
    let instructions: Vec<Instruction> = code.instructions().collect();
    if instructions.last().map_or(0, |i| i.end) as usize != code.words.len() {
        return Err(format!("{}: words are no instructions", code.qualname));
    }
    let mut checker = Checker {
        code,
        index_at: vec![None; code.words.len() + 1],
        depths: vec![None; instructions.len()],
        todo: Vec::new(),
        instructions,
    };
    for (n, i) in checker.instructions.iter().enumerate() {
        checker.index_at[i.start as usize] = Some(n);
    }
    checker
        .check()
        .map_err(|error| format!("{}: {error}", code.qualname))
}

struct Checker<'a> {
    code: &'a Code,
    instructions: Vec<Instruction>,
    /// Which instruction starts at a word.
    index_at: Vec<Option<usize>>,
    /// The depth before each instruction that is reached.
    depths: Vec<Option<u32>>,
    todo: Vec<usize>,
}

impl Checker<'_> {
    fn check(&mut self) -> Result<(), String> {
        for i in &self.instructions {
            self.check_operand(i)?;
        }
        self.enter(0, 0)?;
        while let Some(n) = self.todo.pop() {
            self.step(n)?;
        }
        Ok(())
    }

    fn check_operand(&self, i: &Instruction) -> Result<(), String> {
        let limit = match i.op.operand() {
            Operand::Local => self.code.locals.len(),
            Operand::Const => self.code.constants.len(),
            Operand::Name | Operand::NameNull | Operand::NameMethod | Operand::NameSuper => {
                self.code.names.len()
            }
            _ => return Ok(()),
        };
        if i.b as usize >= limit {
            return Err(format!("{} at {}: operand {}", i.op.name(), i.pc, i.b));
        }
        Ok(())
    }

    /// Notes that the instruction at word `pc` is reached with `depth` values on the stack.
    fn enter(&mut self, pc: u32, depth: u32) -> Result<(), String> {
        let Some(n) = self.index_at.get(pc as usize).copied().flatten() else {
            return Err(format!("control goes to word {pc}"));
        };
        if depth > self.code.stack_size {
            return Err(format!("depth {depth} at {pc}"));
        }
        match self.depths[n] {
            None => {
                self.depths[n] = Some(depth);
                self.todo.push(n);
                Ok(())
            }
            Some(known) if known == depth => Ok(()),
            Some(known) => Err(format!("depths {known} and {depth} at {pc}")),
        }
    }

    fn step(&mut self, n: usize) -> Result<(), String> {
        let i = self.instructions[n];
        let before = self.depths[n].unwrap_or(0);
        let (pops, pushes) = i.op.stack_effect(i.a, i.b);
        let Some(rest) = before.checked_sub(pops) else {
            return Err(format!("{} at {}: depth {before}", i.op.name(), i.pc));
        };
        if let Some(&handler) = self.code.handler_at(i.start) {
            let depth = handler.depth + u32::from(handler.lasti) + 1;
            self.enter(handler.target, depth)?;
        }
        let after = rest + pushes;
        if let Some(target) = i.target() {
            self.enter(target, after)?;
        }
        if i.op == Op::RETURN_VALUE && rest != 0 {
            return Err(format!("RETURN_VALUE at {}: {rest} values left", i.pc));
        }
        if !i.op.ends_flow() {
            self.enter(i.end, after)?;
        }
        Ok(())
    }
}
