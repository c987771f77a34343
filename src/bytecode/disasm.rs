//! Bytecode as text, in the manner of CPython's `dis`: for `--dump=bytecode` and for the goldens.
//!
//! A line shows the source line (where it changes), the label of a jump target or handler, the
//! opcode, its operand, and what the operand means:
//!
//! ```text
//!   3  L1  LOAD_FAST               0 (total)
//! ```
//!
//! Invariant: instructions that the virtual machine has specialised are shown as the base
//! instruction, so the text does not depend on what has run.
//! Deliberately absent: offsets and distances, which change with every cache word added.
//! Next file to read: `vm/eval.rs`.

use super::{
    code::{Code, Constant, Instruction, Local},
    opcode::{self, Op, Operand, binary_op, compare_op, function_attribute},
};
use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

/// The whole code object, then the code objects among its constants.
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    // Writing to a String can't fail.
    write_code(code, &mut out).unwrap_or_default();
    out
}

/// What an instruction's operand means: `(total)` without the parentheses; empty if the number
/// says it all. Jumps need labels and are left empty too.
pub fn operand_meaning(code: &Code, instruction: &Instruction) -> String {
    let Instruction { op, a, b, .. } = *instruction;
    let at = b as usize;
    let name = || code.names.get(at).map_or("?", |name| name).to_owned();
    let flagged = |flag: &str| match a & 1 {
        0 => name(),
        _ => format!("{} + {flag}", name()),
    };
    let one_of = |list: &[&str], i: usize| list.get(i).copied().unwrap_or("?").to_owned();
    match op.operand() {
        Operand::None
        | Operand::Jump
        | Operand::Count
        | Operand::Int
        | Operand::UnpackEx
        | Operand::Resume => String::new(),
        Operand::Local => local_name(code.locals.get(at)).to_owned(),
        Operand::Const => code
            .constants
            .get(at)
            .map_or_else(|| "?".to_owned(), constant_repr),
        Operand::Name => name(),
        Operand::NameNull => flagged("NULL"),
        Operand::NameMethod | Operand::NameSuper => flagged("NULL|self"),
        Operand::BinaryOp => one_of(&binary_op::SYMBOLS, a as usize),
        Operand::CompareOp => {
            let symbol = one_of(&compare_op::SYMBOLS, a as usize);
            match b {
                0 => symbol,
                _ => format!("bool({symbol})"),
            }
        }
        Operand::Invert => match (op.base(), a) {
            (Op::IS_OP, 0) => "is",
            (Op::IS_OP, _) => "is not",
            (_, 0) => "in",
            _ => "not in",
        }
        .to_owned(),
        Operand::Conversion => conversion_name(b).to_owned(),
        Operand::Interpolation => match b {
            0 => conversion_name(u32::from(a)).to_owned(),
            _ => format!("{} + format", conversion_name(u32::from(a))),
        },
        Operand::Intrinsic1 => one_of(&opcode::intrinsic_1::NAMES, at),
        Operand::Intrinsic2 => one_of(&opcode::intrinsic_2::NAMES, at),
        Operand::Special => one_of(&opcode::SPECIAL_METHODS, at),
        Operand::CommonConstant => one_of(&opcode::COMMON_CONSTANTS, at),
        Operand::FunctionAttribute => match b {
            function_attribute::DEFAULTS => "defaults",
            function_attribute::KWDEFAULTS => "kwdefaults",
            function_attribute::ANNOTATIONS => "annotations",
            function_attribute::CLOSURE => "closure",
            function_attribute::ANNOTATE => "annotate",
            _ => "?",
        }
        .to_owned(),
    }
}

fn write_code(code: &Code, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "Disassembly of {}, file \"{}\", line {}:",
        code.qualname, code.filename, code.first_line
    )?;
    let labels = labels(code);
    let label = |pc: u32| {
        labels
            .get(&pc)
            .map_or_else(String::new, |n| format!("L{n}"))
    };
    let mut last_line = 0;
    let mut ranges = code.locations.ranges(code.first_line);
    let mut range = ranges.next();
    for instruction in code.instructions() {
        while range.is_some_and(|r| r.end <= instruction.pc) {
            range = ranges.next();
        }
        let line = range.map_or(0, |r| r.location.line);
        let shown = if line != last_line && line != 0 {
            line.to_string()
        } else {
            String::new()
        };
        if line != 0 {
            last_line = line;
        }
        let text = instruction_text(code, &instruction, &label);
        let label = label(instruction.start);
        writeln!(
            out,
            "{}",
            format!("{shown:>4}  {label:<4} {text}").trim_end()
        )?;
    }
    if !code.handlers.is_empty() {
        writeln!(out, "Handlers:")?;
    }
    for handler in &code.handlers {
        writeln!(
            out,
            "  {} to {} -> {} [{}]{}",
            label(handler.start),
            label(handler.end),
            label(handler.target),
            handler.depth,
            if handler.lasti { " lasti" } else { "" }
        )?;
    }
    for constant in &code.constants {
        if let Constant::Code(inner) = constant {
            writeln!(out)?;
            write_code(inner, out)?;
        }
    }
    Ok(())
}

fn instruction_text(
    code: &Code,
    instruction: &Instruction,
    label: &dyn Fn(u32) -> String,
) -> String {
    let op = instruction.op.base();
    let mut text = op.name().to_owned();
    let operand = match op.operand() {
        Operand::None => return text,
        Operand::BinaryOp | Operand::CompareOp | Operand::Invert => u32::from(instruction.a) as i32,
        _ => instruction.b as i32,
    };
    if let Some(target) = instruction.target() {
        return format!("{text:<27}     to {}", label(target));
    }
    let meaning = operand_meaning(code, instruction);
    text = format!("{text:<27} {operand:>3}");
    if !meaning.is_empty() {
        text.push_str(&format!(" ({meaning})"));
    }
    text
}

/// Numbers the places that jumps and handlers refer to, in order.
fn labels(code: &Code) -> BTreeMap<u32, usize> {
    let handlers = code
        .handlers
        .iter()
        .flat_map(|h| [h.start, h.end, h.target]);
    let mut labels: BTreeMap<u32, usize> = code
        .instructions()
        .filter_map(|i| i.target())
        .chain(handlers)
        .map(|pc| (pc, 0))
        .collect();
    for (i, number) in labels.values_mut().enumerate() {
        *number = i + 1;
    }
    labels
}

fn local_name(local: Option<&Local>) -> &str {
    local.map_or("?", |local| &local.name)
}

fn conversion_name(conversion: u32) -> &'static str {
    match conversion {
        1 => "str",
        2 => "repr",
        3 => "ascii",
        _ => "",
    }
}

/// A constant much as Python's `repr` writes it.
pub fn constant_repr(constant: &Constant) -> String {
    match constant {
        Constant::None => "None".to_owned(),
        Constant::True => "True".to_owned(),
        Constant::False => "False".to_owned(),
        Constant::Ellipsis => "Ellipsis".to_owned(),
        Constant::Int(n) => n.to_string(),
        Constant::BigInt(n) => n.to_string(),
        Constant::Float(x) => format!("{x:?}"),
        Constant::Complex(re, im) if *re == 0.0 && re.is_sign_positive() => format!("{im}j"),
        Constant::Complex(re, im) => format!("({re}{im:+}j)"),
        Constant::Str(text) => quote("", text.chars().map(Ok)),
        Constant::CodePoints(points) => {
            quote("", points.iter().map(|&p| char::from_u32(p).ok_or(p)))
        }
        Constant::Bytes(bytes) => quote(
            "b",
            bytes.iter().map(|&byte| match byte {
                0..0x80 => Ok(char::from(byte)),
                _ => Err(u32::from(byte)),
            }),
        ),
        Constant::Tuple(items) => match &items[..] {
            [only] => format!("({},)", constant_repr(only)),
            items => format!("({})", joined(items)),
        },
        Constant::FrozenSet(items) => format!("frozenset({{{}}})", joined(items)),
        Constant::Slice(parts) => format!("slice({})", joined(&parts[..])),
        Constant::Code(code) => format!("<code object {}, line {}>", code.name, code.first_line),
    }
}

fn joined(items: &[Constant]) -> String {
    let reprs: Vec<String> = items.iter().map(constant_repr).collect();
    reprs.join(", ")
}

/// A string literal: `Err` is a unit that is not printable text.
fn quote(prefix: &str, units: impl Iterator<Item = Result<char, u32>> + Clone) -> String {
    let has = |c| units.clone().any(|unit| unit == Ok(c));
    let delimiter = if has('\'') && !has('"') { '"' } else { '\'' };
    let mut out = format!("{prefix}{delimiter}");
    for unit in units {
        match unit {
            Ok('\n') => out.push_str("\\n"),
            Ok('\t') => out.push_str("\\t"),
            Ok('\r') => out.push_str("\\r"),
            Ok(c) if c == '\\' || c == delimiter => out.extend(['\\', c]),
            Ok(c) if c.is_control() => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            Ok(c) => out.push(c),
            Err(unit) if unit < 0x100 => out.push_str(&format!("\\x{unit:02x}")),
            Err(unit) => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
    out.push(delimiter);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bytecode::{
            code::{Handler, LocalKind, LocationTable},
            opcode::pack,
        },
        source::Location,
    };

    #[test]
    fn shows_lines_labels_and_meanings() {
        let place = |line| Location {
            line,
            ..Location::default()
        };
        let code = Code {
            words: [
                pack(Op::RESUME, 0, 0),
                pack(Op::LOAD_FAST, 0, 0),
                pack(Op::POP_JUMP_IF_FALSE, 0, 2),
                pack(Op::LOAD_CONST, 0, 0),
                pack(Op::RETURN_VALUE, 0, 0),
                pack(Op::LOAD_CONST, 0, 1),
                pack(Op::RETURN_VALUE, 0, 0),
            ]
            .into(),
            constants: [Constant::Str("it's\n".into()), Constant::None].into(),
            names: [].into(),
            locals: [Local {
                name: "x".into(),
                kind: LocalKind(LocalKind::LOCAL),
            }]
            .into(),
            argcount: 1,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            flags: 0,
            name: "f".into(),
            qualname: "f".into(),
            filename: "x.py".into(),
            first_line: 1,
            locations: LocationTable::pack([(1, place(1)), (4, place(2)), (2, place(3))], 1),
            handlers: [Handler {
                start: 3,
                end: 5,
                target: 5,
                depth: 0,
                lasti: true,
            }]
            .into(),
            stack_size: 1,
            loop_headers: [].into(),
        };
        let expected = "\
Disassembly of f, file \"x.py\", line 1:
   1       RESUME                        0
   2       LOAD_FAST                     0 (x)
           POP_JUMP_IF_FALSE               to L2
      L1   LOAD_CONST                    0 (\"it's\\n\")
           RETURN_VALUE
   3  L2   LOAD_CONST                    1 (None)
           RETURN_VALUE
Handlers:
  L1 to L2 -> L2 [0] lasti
";
        assert_eq!(disassemble(&code), expected);
    }

    #[test]
    fn constants_read_like_python() {
        let repr = |constant| constant_repr(&constant);
        assert_eq!(repr(Constant::Float(1.0)), "1.0");
        assert_eq!(repr(Constant::Complex(0.0, 2.0)), "2j");
        assert_eq!(repr(Constant::Complex(1.0, -2.0)), "(1-2j)");
        assert_eq!(
            repr(Constant::Bytes((*b"a'\x00\xff").into())),
            "b\"a'\\x00\\xff\""
        );
        let one = Constant::Tuple([Constant::Int(1)].into());
        assert_eq!(repr(one), "(1,)");
    }
}
