//! The rules of the house, as far as a program can check them: who may import whom, file headers
//! and sizes, where `unsafe` may stand, names and words to avoid.
//!
//! Invariant: every exception is a row with its reason.
//! Next file to read: `tests/golden.rs`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The parts of `src/` and what each may import. `runtime` knows no Python value, the compiler no
/// object; the one declared cycle is `vm <-> builtins` with `stdlib` on the side of `builtins`.
const IMPORTS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("unicode", &[]),
    ("syntax", &["source", "unicode"]),
    ("bytecode", &["source"]),
    ("compiler", &["source", "syntax", "bytecode"]),
    ("runtime", &["source"]),
    // A value knows its type and every operation its thread: the declared cycle
    // `objects <-> builtins <-> vm`, kept narrow as docs/ARCHITECTURE.md says.
    (
        "objects",
        &[
            "source", "syntax", "bytecode", "runtime", "unicode", "builtins", "vm",
        ],
    ),
    (
        "builtins",
        &[
            "source", "syntax", "bytecode", "compiler", "runtime", "objects", "unicode", "vm",
            "stdlib",
        ],
    ),
    (
        "vm",
        &[
            "source", "syntax", "bytecode", "compiler", "runtime", "objects", "builtins", "stdlib",
            "unicode",
        ],
    ),
    (
        "stdlib",
        &[
            "source", "syntax", "bytecode", "compiler", "runtime", "objects", "builtins", "vm",
            "unicode",
        ],
    ),
];

/// Parts that start the program and may import everything.
const TOP: &[&str] = &["lib", "main", "cli", "repl"];

/// Files and folders that may contain `unsafe`, and why.
const UNSAFE: &[(&str, &str)] = &[
    ("src/objects/", "objects are reached through raw pointers"),
    (
        "src/vm/frame.rs",
        "frames lie in one region that never moves",
    ),
    (
        "src/vm/eval.rs",
        "the loop keeps ip, sp and fp in registers",
    ),
    (
        "src/vm/specialize.rs",
        "inline caches are overwritten in place",
    ),
    (
        "src/vm/ops/",
        "bodies of instructions work on the operand stack",
    ),
    (
        "src/vm/call.rs",
        "arguments are bound where they lie on the stack",
    ),
    (
        "src/vm/caller.rs",
        "looks at the locals of the running frame",
    ),
    ("src/vm/interpreter.rs", "makes the first objects immortal"),
    ("src/vm/unwind.rs", "empties the stacks of frames"),
    ("src/builtins/tuple/", "items lie behind the header"),
    (
        "src/builtins/exceptions/mod.rs",
        "one payload for all exceptions, known by a flag",
    ),
    (
        "src/builtins/iterators.rs",
        "steps through lists and tuples in place",
    ),
    ("src/builtins/str/object.rs", "text lies behind the header"),
    ("src/builtins/float/object.rs", "floats are words"),
    ("src/builtins/frame.rs", "looks at the words of live frames"),
    (
        "src/builtins/generator.rs",
        "keeps the words of a suspended frame",
    ),
    (
        "src/builtins/code.rs",
        "instruction words are rewritten in place",
    ),
    (
        "src/builtins/weakref.rs",
        "refers to objects without counting",
    ),
    ("src/builtins/dict/mod.rs", "compares keys as words"),
    ("src/runtime/memory.rs", "the global allocator"),
    ("src/runtime/fd.rs", "system calls on file descriptors"),
    ("src/runtime/signal.rs", "signal handlers"),
    ("src/runtime/process.rs", "system calls on processes"),
    ("src/runtime/clock.rs", "system calls on clocks"),
    ("src/runtime/path.rs", "system calls on paths"),
    ("src/runtime/socket.rs", "system calls on sockets"),
    ("src/runtime/resolve.rs", "calls of the system's resolver"),
    ("src/runtime/spawn.rs", "starts programs: fork and exec"),
    ("src/runtime/terminal.rs", "system calls on the terminal"),
];

/// Files of more than 800 lines, and why they are one piece.
const LONG: &[(&str, &str)] = &[("src/vm/eval.rs", "one loop, one arm for each instruction")];

const MAX_LINES: usize = 800;

const FORBIDDEN_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "misc"];

/// Words that announce unfinished work, or that mean nothing to a reader of this repository.
const FORBIDDEN_WORDS: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` file below `folder`, by its path from the root of the repository.
fn rust_files(folder: &str) -> BTreeMap<String, String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries {
            let path = entry.expect("a directory entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).expect("inside the root");
            let text = fs::read_to_string(&path).expect("source is UTF-8");
            (name.display().to_string(), text)
        })
        .collect()
}

/// Every file the rules are about.
fn all_files() -> BTreeMap<String, String> {
    let mut files = rust_files("src");
    files.extend(rust_files("tests"));
    files.extend(rust_files("grammar"));
    files
}

fn report(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The part of `src/` that a file belongs to.
fn part(path: &str) -> &str {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The places where `word` stands alone in `text`.
fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |&at| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !before.is_some_and(is_word_char) && !after.is_some_and(is_word_char)
        })
}

/// The top-level modules that a file names after `crate::`, in a path or a `use` group.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for at in words(text, "crate") {
        let Some(rest) = text[at + "crate".len()..].strip_prefix("::") else {
            continue;
        };
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(group_heads(group));
        } else {
            found.push(rest.chars().take_while(|c| is_word_char(*c)).collect());
        }
    }
    found
}

/// The first segments in a `use` group, given what follows its opening brace.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut head = String::new();
    let mut in_head = true;
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(std::mem::take(&mut head));
                in_head = true;
            }
            c if depth == 0 && in_head && is_word_char(c) => head.push(c),
            c if c.is_whitespace() => {}
            _ => in_head = false,
        }
    }
    heads.push(head);
    heads.retain(|head| !head.is_empty());
    heads
}

#[test]
fn parts_import_only_what_they_may() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let part = part(&path);
        if TOP.contains(&part) {
            continue;
        }
        let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| *name == part) else {
            wrong.push(format!("{path}: the part {part} has no row in IMPORTS"));
            continue;
        };
        for import in imports(&text) {
            let is_part = IMPORTS.iter().any(|(name, _)| *name == import);
            if is_part && import != part && !allowed.contains(&&*import) {
                wrong.push(format!("{path}: {part} may not import {import}"));
            }
        }
    }
    report(wrong);
}

#[test]
fn files_open_with_a_header() {
    report(
        all_files()
            .into_iter()
            .filter(|(_, text)| !text.starts_with("//!"))
            .map(|(path, _)| format!("{path}: does not open with `//!`"))
            .collect(),
    );
}

#[test]
fn files_are_short() {
    let mut wrong = Vec::new();
    for (path, text) in all_files() {
        let lines = text.lines().count();
        let excused = LONG.iter().any(|(long, _)| *long == path);
        match (lines > MAX_LINES, excused) {
            (true, false) => wrong.push(format!("{path}: {lines} lines; split it by meaning")),
            (false, true) => wrong.push(format!("{path}: short enough, drop it from LONG")),
            _ => {}
        }
    }
    report(wrong);
}

#[test]
fn unsafe_stands_only_where_it_is_argued_for() {
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        if UNSAFE.iter().any(|(place, _)| path.starts_with(place)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            if words(code, "unsafe").next().is_some() {
                wrong.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    report(wrong);
}

/// The lines a file opens with.
fn header(text: &str) -> String {
    text.lines()
        .take_while(|line| line.starts_with("//!"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn unsafe_files_say_why_they_are_sound() {
    let files = rust_files("src");
    let mut wrong = Vec::new();
    for (path, text) in &files {
        let code = |line: &str| line.split("//").next().unwrap_or(line).to_owned();
        if !text
            .lines()
            .any(|line| words(&code(line), "unsafe").next().is_some())
        {
            continue;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let room = files.get(&format!("{folder}/mod.rs"));
        let argued = [Some(text), room.filter(|_| folder == "src/vm/ops")];
        if !argued
            .into_iter()
            .flatten()
            .any(|t| header(t).contains(" sound"))
        {
            wrong.push(format!(
                "{path}: has `unsafe` but does not say why it is sound"
            ));
        }
    }
    report(wrong);
}

#[test]
fn names_say_something() {
    let mut wrong = Vec::new();
    for path in all_files().into_keys() {
        for piece in path.split('/') {
            let name = piece.strip_suffix(".rs").unwrap_or(piece);
            if FORBIDDEN_NAMES.contains(&name) || name.ends_with("_inner") {
                wrong.push(format!("{path}: `{name}` says nothing"));
            }
        }
    }
    report(wrong);
}

#[test]
fn no_words_of_unfinished_work() {
    let mut wrong = Vec::new();
    for (path, text) in all_files() {
        if path == "tests/tidy.rs" {
            continue;
        }
        for word in FORBIDDEN_WORDS {
            for at in words(&text, word) {
                let line = text[..at].matches('\n').count() + 1;
                wrong.push(format!("{path}:{line}: {word}"));
            }
        }
    }
    report(wrong);
}

#[test]
fn use_groups_are_read_right() {
    let text = "use crate::{\n    a::{b, c::d},\n    e,\n};\nfn f() { crate::g::h() }";
    assert_eq!(imports(text), ["a", "e", "g"]);
}

#[test]
fn dependencies_have_reasons() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let mut wrong = Vec::new();
    let mut in_dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies]");
        } else if in_dependencies && line.contains(" = ") && !line.contains(" # ") {
            wrong.push(format!("Cargo.toml: no reason: {line}"));
        }
    }
    report(wrong);
}
