//! Runs the code blocks of README.md and docs/*.md, so that the documentation stays true.
//!
//! A ```` ```python ```` block runs as a program; if a ```` ```text ```` block follows, that is what it must
//! print. A name behind `python` only saves the block as that file. In a ```` ```console ```` block, lines that start
//! with `$ ` run in a shell that knows `minipy`; the lines below a command, or a following `text` block, are
//! its output. A line `...` stands for any number of lines.
//!
//! Invariant: the blocks of one document share one folder, a fresh one.
//! Next file to read: `tests/scripts.rs`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

struct Block {
    language: String,
    /// What stands behind the language.
    name: Option<String>,
    text: String,
    line: usize,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in document.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                open = Some(Block {
                    language: words.next().unwrap_or_default(),
                    name: words.next(),
                    text: String::new(),
                    line: number + 1,
                });
            }
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

/// Whether `found` is `expected`, in which a line `...` stands for any lines.
fn matches(expected: &[&str], found: &[&str]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((&"...", rest)) => (0..=found.len()).any(|skip| matches(rest, &found[skip..])),
        Some((first, rest)) => found
            .split_first()
            .is_some_and(|(f, found)| f == first && matches(rest, found)),
    }
}

fn printed(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    text
}

struct Document<'a> {
    name: String,
    folder: &'a Path,
    wrong: Vec<String>,
}

impl Document<'_> {
    fn check(&mut self, line: usize, expected: Option<&str>, output: &Output, may_fail: bool) {
        let found = printed(output);
        let name = &self.name;
        if let Some(expected) = expected {
            let expected: Vec<&str> = expected.lines().collect();
            if !matches(&expected, &found.lines().collect::<Vec<_>>()) {
                self.wrong.push(format!("{name}:{line} prints\n{found}"));
            }
        } else if !output.status.success() && !may_fail {
            self.wrong.push(format!("{name}:{line} fails\n{found}"));
        }
    }

    fn python(&mut self, block: &Block, expected: Option<&str>) {
        let file = self
            .folder
            .join(block.name.as_deref().unwrap_or("block.py"));
        fs::write(&file, &block.text).expect("a writable folder");
        if block.name.is_none() {
            let output = Command::new(env!("CARGO_BIN_EXE_minipy"))
                .arg("block.py")
                .current_dir(self.folder)
                .output()
                .expect("minipy starts");
            self.check(block.line, expected, &output, false);
        }
    }

    fn console(&mut self, block: &Block, after: Option<&str>) {
        let mut commands: Vec<(String, String)> = Vec::new();
        for line in block.text.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command.to_owned(), String::new())),
                None => {
                    if let Some((_, output)) = commands.last_mut() {
                        output.push_str(line);
                        output.push('\n');
                    }
                }
            }
        }
        let bin = Path::new(env!("CARGO_BIN_EXE_minipy"))
            .parent()
            .expect("a folder");
        let path = format!(
            "{}:{}",
            bin.display(),
            std::env::var("PATH").unwrap_or_default()
        );
        for (command, below) in commands {
            // Building and installing is not for a test to do.
            if command.starts_with("cargo ") || command.starts_with("git ") {
                continue;
            }
            let output = Command::new("sh")
                .args(["-c", &command])
                .current_dir(self.folder)
                .env("PATH", &path)
                .output()
                .expect("a shell");
            let expected = if below.is_empty() {
                after
            } else {
                Some(below.as_str())
            };
            self.check(block.line, expected, &output, expected.is_some());
        }
    }
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("README.md")];
    if let Ok(entries) = fs::read_dir(root.join("docs")) {
        paths.extend(entries.flatten().map(|entry| entry.path()));
    }
    paths.retain(|path| path.extension().is_some_and(|e| e == "md") && path.exists());
    paths.sort();
    paths
}

#[test]
fn code_blocks_run() {
    let mut wrong = Vec::new();
    for path in documents() {
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("docs-{stem}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a writable folder");
        let mut document = Document {
            name: path.display().to_string(),
            folder: &folder,
            wrong: Vec::new(),
        };
        let blocks = blocks(&fs::read_to_string(&path).expect("a readable document"));
        for (i, block) in blocks.iter().enumerate() {
            let expected = blocks
                .get(i + 1)
                .filter(|next| next.language == "text")
                .map(|next| next.text.as_str());
            match block.language.as_str() {
                "python" => document.python(block, expected),
                "console" => document.console(block, expected),
                _ => {}
            }
        }
        wrong.append(&mut document.wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn dots_stand_for_any_lines() {
    assert!(matches(&["a", "...", "d"], &["a", "b", "c", "d"]));
    assert!(matches(&["...", "d"], &["d"]));
    assert!(!matches(&["a", "..."], &["b"]));
    assert!(!matches(&["a"], &["a", "b"]));
}
