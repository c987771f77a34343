//! Bytecode as text, for `--dump=bytecode` and tests.
//!
//! Invariant: the text depends on the code alone, so it can be compared with a file.
//! Next file to read: `compiler/mod.rs`.

use super::{
    code::{Code, Constant, Instruction},
    opcode::{
        COMMON_CONSTANTS, Op, Operand, SPECIAL_METHODS, binary_op, compare_op, intrinsic_1,
        intrinsic_2,
    },
};
use crate::source::Location;
use std::{collections::BTreeMap, fmt::Write};

/// The text of `code` and all code objects among its constants.
pub fn dump(code: &Code) -> String {
    let mut out = String::new();
    dump_code(code, &mut out);
    out
}

fn dump_code(code: &Code, out: &mut String) {
    let _ = writeln!(
        out,
        "code {} (line {}, stack {})",
        code.qualname, code.first_line, code.stack_size
    );
    if !code.locals.is_empty() {
        let locals: Vec<&str> = code.locals.iter().map(|l| &*l.name).collect();
        let _ = writeln!(out, "  locals {}", locals.join(" "));
    }
    let labels = labels(code);
    let mut ranges = code.locations.ranges(code.first_line);
    let mut range = ranges.next();
    let mut line = None;
    for i in code.instructions() {
        while let Some(r) = range
            && r.end <= i.start
        {
            range = ranges.next();
        }
        let place = range.map_or(Location::default(), |r| r.location);
        let shown = if line == Some(place.line) {
            String::new()
        } else if place == Location::default() {
            "-".to_string()
        } else {
            place.line.to_string()
        };
        line = Some(place.line);
        let label = labels.get(&i.start).map_or(String::new(), |n| format!("L{n}:"));
        let text = format!("{:<28} {}", i.op.name(), operand(code, &i, &labels));
        let _ = writeln!(out, "{shown:>6} {label:>5} {}", text.trim_end());
    }
    for h in &code.handlers {
        let name = |pc| labels.get(&pc).map_or("end".to_string(), |n| format!("L{n}"));
        let lasti = if h.lasti { " lasti" } else { "" };
        let _ = writeln!(
            out,
            "  {} to {} -> {} [{}]{lasti}",
            name(h.start),
            name(h.end),
            name(h.target),
            h.depth
        );
    }
    for constant in &code.constants {
        if let Constant::Code(inner) = constant {
            out.push('\n');
            dump_code(inner, out);
        }
    }
}

/// Numbers the words that jumps and handlers refer to.
fn labels(code: &Code) -> BTreeMap<u32, usize> {
    let mut labels = BTreeMap::new();
    for i in code.instructions() {
        if let Some(target) = i.target() {
            labels.insert(target, 0);
        }
    }
    for h in &code.handlers {
        for pc in [h.start, h.end, h.target] {
            labels.insert(pc, 0);
        }
    }
    labels.remove(&(code.words.len() as u32));
    for (n, number) in labels.values_mut().enumerate() {
        *number = n + 1;
    }
    labels
}

fn operand(code: &Code, i: &Instruction, labels: &BTreeMap<u32, usize>) -> String {
    let b = i.b as usize;
    let name = || code.names.get(b).map_or("?", |n| n).to_string();
    let with = |flag: bool, text: &str| if flag { text.to_string() } else { String::new() };
    match i.op.operand() {
        Operand::None => String::new(),
        Operand::Local => code.locals.get(b).map_or("?", |l| &l.name).to_string(),
        Operand::Const => code.constants.get(b).map_or("?".to_string(), constant),
        Operand::Name => name(),
        Operand::NameNull => name() + &with(i.a & 1 != 0, " + NULL"),
        Operand::NameMethod => name() + &with(i.a & 1 != 0, " + NULL|self"),
        Operand::NameSuper => {
            name() + &with(i.a & 2 != 0, " (2)") + &with(i.a & 1 != 0, " + NULL|self")
        }
        Operand::Jump => {
            let target = i.target().and_then(|t| labels.get(&t));
            target.map_or("?".to_string(), |n| format!("to L{n}"))
        }
        Operand::Int => (i.b as i32).to_string(),
        Operand::BinaryOp => symbol(&binary_op::SYMBOLS, i.a as usize),
        Operand::CompareOp => {
            let op = symbol(&compare_op::SYMBOLS, i.a as usize);
            if i.b != 0 { format!("bool({op})") } else { op }
        }
        Operand::Invert => match (i.op, i.a) {
            (Op::IS_OP, 0) => "is".to_string(),
            (Op::IS_OP, _) => "is not".to_string(),
            (_, 0) => "in".to_string(),
            _ => "not in".to_string(),
        },
        Operand::Conversion => symbol(&["", "str", "repr", "ascii"], b),
        Operand::Interpolation => {
            symbol(&["", "str", "repr", "ascii"], i.a as usize) + &with(b != 0, " + format")
        }
        Operand::Intrinsic1 => symbol(&intrinsic_1::NAMES, b),
        Operand::Intrinsic2 => symbol(&intrinsic_2::NAMES, b),
        Operand::Special => symbol(&SPECIAL_METHODS, b),
        Operand::CommonConstant => symbol(&COMMON_CONSTANTS, b),
        Operand::UnpackEx => format!("{} + rest + {}", b & 0xff, b >> 8),
        Operand::FunctionAttribute => match b {
            1 => "defaults".to_string(),
            2 => "kwdefaults".to_string(),
            4 => "annotations".to_string(),
            8 => "closure".to_string(),
            _ => "annotate".to_string(),
        },
        Operand::Count | Operand::Resume => b.to_string(),
    }
}

fn symbol(names: &[&str], number: usize) -> String {
    names.get(number).copied().unwrap_or("?").to_string()
}

fn constant(value: &Constant) -> String {
    let list = |items: &[Constant]| items.iter().map(constant).collect::<Vec<_>>().join(", ");
    match value {
        Constant::None => "None".to_string(),
        Constant::True => "True".to_string(),
        Constant::False => "False".to_string(),
        Constant::Ellipsis => "...".to_string(),
        Constant::Int(n) => n.to_string(),
        Constant::BigInt(n) => n.to_string(),
        Constant::Float(x) => format!("{x:?}"),
        Constant::Complex(re, im) => format!("({re:?}+{im:?}j)"),
        Constant::Str(text) => format!("{text:?}"),
        Constant::CodePoints(points) => format!("str{points:x?}"),
        Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Constant::Tuple(items) if items.len() == 1 => format!("({},)", list(&items[..])),
        Constant::Tuple(items) => format!("({})", list(&items[..])),
        Constant::FrozenSet(items) => format!("frozenset({{{}}})", list(&items[..])),
        Constant::Slice(parts) => format!("slice({})", list(&parts[..])),
        Constant::Code(code) => format!("<code {}>", code.qualname),
    }
}
