//! Properties of compiled programs that no golden text shows: modes, levels, limits, warnings.
//!
//! Invariant: every code object passes the verifier.
//! Deliberately absent: whole listings (see `tests/golden/bytecode`).
//! Next file to read: `tests/scripts.rs`.

use minipy::{
    bytecode::{
        code::{Code, Constant},
        disasm::disassemble,
        verify::verify,
    },
    compiler::{
        self, Compiled, Options,
        symtable::{self, AnalyzeOptions},
    },
    source::SourceText,
    syntax::{self, ErrorKind, Mode},
};
fn compile(text: &str, mode: Mode, options: Options) -> syntax::Result<Compiled> {
    let source = SourceText::new("<test>", text.to_owned());
    let parsed = syntax::parse(&source, mode)?;
    let table = symtable::analyze(&parsed.module, &source, AnalyzeOptions::default())?;
    compiler::compile(&parsed.module, &table, &source, options)
}

fn listing(text: &str, mode: Mode, options: Options) -> String {
    match compile(text, mode, options) {
        Ok(compiled) => {
            verify_all(&compiled.code);
            disassemble(&compiled.code)
        }
        Err(error) => format!("{} at line {}\n", error.message, error.line),
    }
}

fn verify_all(code: &Code) {
    verify(code).unwrap_or_else(|e| panic!("{e}\n{}", disassemble(code)));
    for constant in &code.constants {
        if let Constant::Code(inner) = constant {
            verify_all(inner);
        }
    }
}

#[test]
fn modes_and_levels() {
    let shown = listing("x\n", Mode::Single, Options::default());
    assert!(shown.contains("INTRINSIC_PRINT"), "{shown}");
    let value = listing("x + 1", Mode::Eval, Options::default());
    assert!(!value.contains("None"), "{value}");
    let bare = Options {
        optimize: 2,
        ..Options::default()
    };
    let stripped = listing("'doc'\nassert x\ny = __debug__\n", Mode::File, bare);
    assert!(!stripped.contains("doc"), "{stripped}");
    assert!(!stripped.contains("AssertionError"), "{stripped}");
    assert!(stripped.contains("False"), "{stripped}");
}

#[test]
fn far_jumps_and_many_constants() {
    let mut text = String::from("def f(x):\n    while x:\n");
    for i in 0..70_000 {
        text.push_str(&format!("        x = {}\n", i + 1000));
    }
    let code = listing(&text, Mode::File, Options::default());
    assert!(code.contains("70999"));
}

#[test]
fn nesting_too_deep_is_an_error() {
    let work = || {
        let text = format!("x = {}1\n", "-".repeat(100_000));
        let error = compile(&text, Mode::File, Options::default()).map(|_| ());
        let kind = error.map_err(|e| e.kind);
        assert!(
            matches!(kind, Err(ErrorKind::Recursion | ErrorKind::Memory)),
            "{kind:?}"
        );
    };
    let thread = std::thread::Builder::new().stack_size(1 << 30).spawn(work);
    thread.expect("a thread").join().expect("no overflow");
}

#[test]
fn warnings_come_once() {
    let text = "def f():\n    try:\n        pass\n    finally:\n        x is 1\n";
    let compiled = compile(text, Mode::File, Options::default()).expect("legal code");
    let messages: Vec<&str> = compiled
        .warnings
        .iter()
        .map(|w| w.message.as_str())
        .collect();
    assert_eq!(messages, [r#""is" with 'int' literal. Did you mean "=="?"#]);
}
