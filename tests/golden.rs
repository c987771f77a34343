//! What each stage of the front end makes of a program, compared with texts in `tests/golden`.
//!
//! Symbols and scope errors are CPython's own (`scripts/golden_symbols` writes them). Bytecode is
//! minipy's: run with `UPDATE_EXPECT=1` to rewrite it, and read the difference.
//!
//! Invariant: expectations about Python itself come from CPython, never from minipy.
//! Next file to read: `tests/scripts.rs`.

use minipy::{
    bytecode::{disasm, verify},
    compiler::{
        self, Options,
        symtable::{self, AnalyzeOptions, SymbolTable},
    },
    source::SourceText,
    syntax::{self, Mode},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The symbol table of a program, with its source.
fn analyze(name: &str, text: &str) -> (SourceText, syntax::Result<SymbolTable>) {
    let source = SourceText::new(name, text.to_owned());
    let table = syntax::parse(&source, Mode::File)
        .and_then(|parsed| symtable::analyze(&parsed.module, &source, AnalyzeOptions::default()));
    (source, table)
}

/// The first line where two texts differ, for a short message.
fn first_difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (mut expected, mut found) = (expected.lines(), found.lines());
    for line in 1.. {
        let (e, f) = (expected.next(), found.next());
        if e != f || (e, f) == (None, None) {
            return Some(format!("line {line}:\n  expected {e:?}\n  found    {f:?}"));
        }
    }
    None
}

/// Compares every program in a folder with the text beside it.
fn check_folder(folder: &str, dump: impl Fn(&str, &str) -> String) {
    let mut wrong = Vec::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(golden(folder))
        .expect("the folder of goldens")
        .map(|entry| entry.expect("a directory entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().expect("a file").to_string_lossy();
        let found = dump(&name, &read(&path));
        let text = path.with_extension("txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() && folder != "symbols" {
            fs::write(&text, &found).expect("a writable folder");
        }
        if let Some(difference) = first_difference(&read(&text), &found) {
            wrong.push(format!("{folder}/{name}: {difference}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn symbols() {
    check_folder("symbols", |name, text| match analyze(name, text) {
        (source, Ok(table)) => table.dump(&source),
        (_, Err(error)) => format!("{} at line {}\n", error.message, error.line),
    });
}

#[test]
fn bytecode() {
    check_folder("bytecode", |name, text| {
        let source = SourceText::new(name, text.to_owned());
        let code = syntax::parse(&source, Mode::File).and_then(|parsed| {
            let table = symtable::analyze(&parsed.module, &source, AnalyzeOptions::default())?;
            compiler::compile(&parsed.module, &table, &source, Options::default())
        });
        match code {
            Ok(compiled) => {
                verify::verify(&compiled.code).expect("sound bytecode");
                disasm::disassemble(&compiled.code)
            }
            Err(error) => format!("{} at line {}\n", error.message, error.line),
        }
    });
}

#[test]
fn scope_errors() {
    let mut wrong = Vec::new();
    let mut program = String::new();
    for line in read(&golden("scope_errors.txt")).lines() {
        let Some(expected) = line.strip_prefix("=> ") else {
            program.push_str(line);
            program.push('\n');
            continue;
        };
        let found = match analyze("case", &program).1 {
            Ok(_) => "compiles".to_owned(),
            Err(e) => format!(
                "{} ({}, {}, {}, {})",
                e.message, e.line, e.offset, e.end_line, e.end_offset
            ),
        };
        if found != expected {
            wrong.push(format!("{program}expected {expected}\nfound    {found}\n"));
        }
        program.clear();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
