//! Golden files of the front end: what `tests/golden/<kind>/<name>.py` becomes is kept beside
//! it in `<name>.txt`.
//!
//! `UPDATE_EXPECT=1 cargo test --test golden_syntax` rewrites them; `scripts/compare_errors` and
//! `scripts/compare_ast` check them against CPython. `GOLDEN_ERRORS=<file>` writes the errors
//! of another file of cases beside it.

use minipy::{
    source::SourceText,
    syntax::{self, ErrorKind, Mode, ast},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Stands between the programs of one file in `errors`.
const SEPARATOR: &str = "#%%\n";

#[test]
fn tokens() {
    check("tokens", |source| {
        syntax::dump::tokens(source, &syntax::lex(source))
    });
}

#[test]
fn trees() {
    check("ast", |source| match syntax::parse(source, Mode::File) {
        Err(error) => format!("{}: {}\n", error.line, error.message),
        Ok(parsed) => {
            let ast::Module::Module(body) = &parsed.module else {
                return "not a file".to_string();
            };
            let lines = body.iter();
            let lines = lines.map(|stmt| syntax::dump::statement(source, stmt) + "\n");
            lines.collect()
        }
    });
}

#[test]
fn errors() {
    check("errors", all_errors);
    if let Ok(path) = std::env::var("GOLDEN_ERRORS") {
        let path = PathBuf::from(path);
        fs::write(path.with_extension("txt"), all_errors(&read(&path))).expect("can be written");
    }
}

/// As an uncaught error is shown: line, width of the carets, and message.
#[test]
fn typos() {
    check("typos", |source| {
        let programs = source.text.split(SEPARATOR);
        let shown = programs.map(|program| {
            let source = SourceText::new("case.py", program.to_string());
            match syntax::parse(&source, Mode::File) {
                Ok(_) => "no error\n".to_string(),
                Err(error) => {
                    let error = syntax::explain_typo(&source, &error, true, &|_, _| true);
                    let width = error.end_offset.saturating_sub(error.offset).max(1);
                    format!("{} {width} SyntaxError: {}\n", error.line, error.message)
                }
            }
        });
        shown.collect()
    });
}

fn read(path: &Path) -> SourceText {
    let text = fs::read_to_string(path).expect("a golden file can be read");
    SourceText::new("case.py", text)
}

fn all_errors(source: &SourceText) -> String {
    let mut out = String::new();
    for program in source.text.split(SEPARATOR) {
        let decoded = syntax::from_text("case.py", program.to_string());
        let parsed = decoded.and_then(|source| syntax::parse(&source, Mode::File));
        out += &match parsed {
            Ok(_) => "no error\n".to_string(),
            Err(error) => error_line(&error),
        };
    }
    out
}

fn error_line(error: &syntax::SyntaxError) -> String {
    let kind = match error.kind {
        ErrorKind::Syntax => "SyntaxError",
        ErrorKind::Indentation => "IndentationError",
        ErrorKind::Tab => "TabError",
        ErrorKind::Memory => "MemoryError",
        ErrorKind::Recursion => "RecursionError",
    };
    let place = format!(
        "{}:{}-{}:{}",
        error.line, error.offset, error.end_line, error.end_offset
    );
    format!("{place} {kind}: {}\n", error.message)
}

fn check(kind: &str, render: impl Fn(&SourceText) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(kind);
    let entries = fs::read_dir(&folder).expect("the folder can be read");
    let mut different = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "py") {
            continue;
        }
        let found = render(&read(&path));
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, found).expect("can be written");
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            different.push(path);
        }
    }
    assert!(
        different.is_empty(),
        "{different:?} differ; UPDATE_EXPECT=1 rewrites them"
    );
}
