//! `_disassembly`: the facts about instructions and code objects behind our `dis` (`py/dis.py`).
//!
//! Places in code are given as in `co_lines`: two for each instruction word.
//! Invariant: nothing here changes a code object.
//! Next file to read: `py/dis.py`.

use crate::builtins::code::PyCode;
use crate::bytecode::disasm::operand_meaning;
use crate::bytecode::opcode::{Op, Operand};
use crate::objects::args::function;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;

/// The module `_disassembly`.
pub static DISASSEMBLY: ModuleDef = ModuleDef {
    name: "_disassembly",
    doc: "What instructions are and what stands in code objects, for the module dis.",
    functions: &[
        function(
            "handlers",
            handlers,
            "code, /",
            "The exception table: start, end, target, depth, and whether the place is pushed.",
        ),
        function(
            "instructions",
            instructions,
            "code, /",
            "The instructions: start, place, end, name, number, argument, text, target, name now.",
        ),
        function(
            "opcodes",
            opcodes,
            "",
            "All opcodes: name, number, name of the base, kind of operand, cache words.",
        ),
        function(
            "stack_effect",
            stack_effect,
            "opcode, oparg, /",
            "How much an instruction makes the stack longer.",
        ),
    ],
    setup: None,
};

fn code_of<'a>(vm: &Vm, x: &'a Ref) -> PyResult<&'a PyCode> {
    x.downcast::<PyCode>()
        .ok_or_else(|| vm.type_error(format!("expected a code object, not {}", x.ty().name())))
}

fn place(vm: &Vm, word: u32) -> Ref {
    vm.int(i64::from(word) * 2)
}

fn instructions(vm: &Vm, args: &[Ref]) -> PyResult {
    let code = code_of(vm, &args[0])?;
    let rows = code.code.instructions().map(|i| {
        let now = code.words.get(i.pc as usize);
        let now = now
            .and_then(|word| Op::from_byte(word as u8))
            .unwrap_or(i.op);
        let argument = match i.op.operand() {
            Operand::None => Ref::none(),
            Operand::BinaryOp | Operand::CompareOp | Operand::Invert => vm.int(i.a.into()),
            Operand::Int | Operand::Jump => vm.int((i.b as i32).into()),
            _ => vm.int(i.b.into()),
        };
        let row = vec![
            place(vm, i.start),
            place(vm, i.pc),
            place(vm, i.end),
            vm.intern_str(i.op.name()),
            vm.int(i.op as i64),
            argument,
            vm.new_str(&operand_meaning(&code.code, &i)),
            i.target().map_or_else(Ref::none, |t| place(vm, t)),
            vm.intern_str(now.name()),
        ];
        vm.new_tuple(row)
    });
    Ok(vm.new_list(rows.collect()))
}

fn handlers(vm: &Vm, args: &[Ref]) -> PyResult {
    let code = code_of(vm, &args[0])?;
    let rows = code.code.handlers.iter().map(|h| {
        vm.new_tuple(vec![
            place(vm, h.start),
            place(vm, h.end),
            place(vm, h.target),
            vm.int(h.depth.into()),
            Ref::bool(h.lasti),
        ])
    });
    Ok(vm.new_list(rows.collect()))
}

fn opcodes(vm: &Vm, _: &[Ref]) -> PyResult {
    let rows = Op::ALL.iter().map(|op| {
        vm.new_tuple(vec![
            vm.intern_str(op.name()),
            vm.int(*op as i64),
            vm.intern_str(op.base().name()),
            vm.new_str(&format!("{:?}", op.operand())),
            vm.int(op.caches() as i64),
        ])
    });
    Ok(vm.new_list(rows.collect()))
}

fn stack_effect(vm: &Vm, args: &[Ref]) -> PyResult {
    let op = u8::try_from(vm.index_i64(&args[0])?)
        .ok()
        .and_then(Op::from_byte);
    let Some(op) = op else {
        return Err(vm.value_error("invalid opcode or oparg"));
    };
    let argument = match args[1].opt().filter(|a| !a.is_none()) {
        Some(a) => vm.index_i64(a)? as u32,
        None => 0,
    };
    let (pops, pushes) = op.stack_effect(argument as u8, argument);
    Ok(vm.int(i64::from(pushes) - i64::from(pops)))
}
