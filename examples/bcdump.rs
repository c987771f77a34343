use minipy::{
    bytecode::{code::*, opcode::*},
    compiler::{self, symtable},
    source::*,
    syntax,
};
fn cst(c: &Constant) -> String {
    let l = |v: &[Constant]| v.iter().map(cst).collect::<Vec<_>>().join(",");
    match c {
        Constant::None => "None".into(),
        Constant::True => "True".into(),
        Constant::False => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(n) => n.to_string(),
        Constant::BigInt(n) => n.to_string(),
        Constant::Float(x) => format!("f{:016x}", x.to_bits()),
        Constant::Complex(a, b) => format!("c{:016x},{:016x}", a.to_bits(), b.to_bits()),
        Constant::Str(s) => format!(
            "s{}",
            s.chars()
                .map(|c| format!("{:x}", c as u32))
                .collect::<Vec<_>>()
                .join(".")
        ),
        Constant::CodePoints(s) => format!(
            "s{}",
            s.iter()
                .map(|c| format!("{:x}", c))
                .collect::<Vec<_>>()
                .join(".")
        ),
        Constant::Bytes(b) => format!(
            "b{}",
            b.iter().map(|c| format!("{:02x}", c)).collect::<String>()
        ),
        Constant::Tuple(v) => format!("({})", l(v)),
        Constant::FrozenSet(v) => {
            let mut x: Vec<_> = v.iter().map(cst).collect();
            x.sort();
            format!("fs({})", x.join(","))
        }
        Constant::Slice(v) => format!("sl({})", l(&v[..])),
        Constant::Code(c) => format!("<code {} {}>", c.qualname, c.first_line),
    }
}
fn dump(c: &Code, out: &mut String) {
    if let Err(e) = minipy::bytecode::verify::verify(c) {
        eprintln!("VERIFY {e}");
    }
    use std::fmt::Write;
    writeln!(
        out,
        "CODE {} line={} args={},{},{} flags={:x} stack={} locals={} name={}",
        c.qualname,
        c.first_line,
        c.argcount,
        c.posonlyargcount,
        c.kwonlyargcount,
        c.flags,
        c.stack_size,
        c.locals
            .iter()
            .map(|l| format!("{}:{:x}", l.name, l.kind.0))
            .collect::<Vec<_>>()
            .join(","),
        c.name
    )
    .unwrap();
    let ins: Vec<_> = c.instructions().collect();
    let idx = |pc: u32| {
        ins.iter()
            .position(|i| i.start == pc)
            .map_or(-1, |x| x as i64)
    };
    let mut starts = std::collections::HashMap::new();
    for (n, i) in ins.iter().enumerate() {
        starts.insert(i.start, n as i64);
    }
    starts.insert(c.words.len() as u32, ins.len() as i64);
    let _ = idx;
    let mut ranges = c.locations.ranges(c.first_line);
    let mut r = ranges.next();
    for i in &ins {
        while r.is_some_and(|x| x.end <= i.start) {
            r = ranges.next();
        }
        let l = r.map_or(Location::default(), |x| x.location);
        let arg = match i.op.operand() {
            Operand::Jump => format!(
                "->{}",
                i.target()
                    .map_or(-1, |t| starts.get(&t).copied().unwrap_or(-2))
            ),
            Operand::Const => cst(&c.constants[i.b as usize]),
            Operand::Name => c.names[i.b as usize].to_string(),
            Operand::NameNull | Operand::NameMethod | Operand::NameSuper => {
                format!("{}+{}", c.names[i.b as usize], i.a)
            }
            Operand::Local => c.locals[i.b as usize].name.to_string(),
            Operand::None => String::new(),
            Operand::BinaryOp | Operand::Invert => format!("{}", i.a),
            Operand::CompareOp => format!("{} {}", i.a, i.b),
            Operand::Interpolation => format!("{} {}", i.a, i.b),
            _ => format!("{}", i.b),
        };
        let col = |c: u32| {
            if c == u32::MAX {
                "?".to_string()
            } else {
                c.to_string()
            }
        };
        let loc = if l == Location::default() {
            "-".to_string()
        } else {
            format!(
                "{}:{}-{}:{}",
                l.line,
                col(l.col),
                l.end_line,
                col(l.end_col)
            )
        };
        writeln!(out, "  {} {} @{}", i.op.name(), arg, loc).unwrap();
    }
    for h in c.handlers.iter() {
        writeln!(
            out,
            "  H {}-{} -> {} {} {}",
            starts[&h.start], starts[&h.end], starts[&h.target], h.depth, h.lasti
        )
        .unwrap();
    }
    for k in c.constants.iter() {
        if let Constant::Code(k) = k {
            dump(k, out);
        }
    }
}
fn run() {
    let mut total = 0;
    let mut fail = 0;
    let mut t = [0u128; 3];
    let files: Vec<String> = std::env::args().skip(1).collect();
    let quiet = files[0] == "-q";
    for f in files.iter().filter(|f| *f != "-q") {
        let bytes = std::fs::read(f).unwrap();
        let Ok(source) = syntax::decode(f.as_str(), &bytes) else {
            eprintln!("decode {f}");
            continue;
        };
        let t0 = std::time::Instant::now();
        let parsed = match syntax::parse(&source, syntax::Mode::File) {
            Ok(p) => p,
            Err(e) => {
                eprintln!("{f}: parse {} line {}", e.message, e.line);
                fail += 1;
                continue;
            }
        };
        let t1 = std::time::Instant::now();
        let table = match symtable::analyze(&parsed.module, &source, Default::default()) {
            Ok(p) => p,
            Err(e) => {
                eprintln!("{f}: sym {} line {}", e.message, e.line);
                fail += 1;
                continue;
            }
        };
        let t2 = std::time::Instant::now();
        match compiler::compile(&parsed.module, &table, &source, Default::default()) {
            Ok(c) => {
                total += 1;
                let t3 = std::time::Instant::now();
                t[0] += (t1 - t0).as_micros();
                t[1] += (t2 - t1).as_micros();
                t[2] += (t3 - t2).as_micros();
                if !quiet {
                    let mut s = String::new();
                    s.push_str(&format!("FILE {f}\n"));
                    for w in &c.warnings {
                        s.push_str(&format!("WARN {} {}\n", w.line, w.message));
                    }
                    dump(&c.code, &mut s);
                    print!("{s}");
                }
            }
            Err(e) => {
                eprintln!("{f}: compile {} line {}", e.message, e.line);
                fail += 1;
            }
        }
    }
    eprintln!(
        "ok {total} fail {fail} parse {} sym {} comp {} ms",
        t[0] / 1000,
        t[1] / 1000,
        t[2] / 1000
    );
}
fn main() {
    std::thread::Builder::new()
        .stack_size(1 << 30)
        .spawn(run)
        .unwrap()
        .join()
        .unwrap();
}
