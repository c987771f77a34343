//! What was typed before, in this session and in earlier ones.
//!
//! The file is the one CPython's prompt keeps, in its format: an entry of several lines ends each
//! line but the last in `\r`.
//! Invariant: a file that can't be read or written is no error: the session goes on without it.
//! Next file to read: `editor.rs`.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

/// How many entries of the file are remembered.
const KEPT: usize = 10_000;
/// Longer entries are not written to the file.
const LONGEST: usize = 1 << 20;

/// The entries, the oldest first.
#[derive(Default)]
pub struct History {
    entries: Vec<String>,
    file: Option<PathBuf>,
}

impl History {
    /// Reads the file, if there is one.
    pub fn open(file: Option<PathBuf>) -> History {
        let bytes = file.as_ref().and_then(|f| read_file(f));
        let mut entries = parse(&String::from_utf8_lossy(&bytes.unwrap_or_default()));
        entries.drain(..entries.len().saturating_sub(KEPT));
        History { entries, file }
    }

    /// Adds an entry, unless it is empty or the same as the last one.
    pub fn add(&mut self, entry: &str) {
        if entry.trim().is_empty() || self.entries.last().is_some_and(|e| e == entry) {
            return;
        }
        self.entries.push(entry.to_string());
        if entry.len() <= LONGEST
            && let Some(path) = &self.file
            && let Ok(mut file) = open_for_append(path)
        {
            let line = entry.replace('\n', "\r\n") + "\n";
            let _ = file.write_all(line.as_bytes());
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// An entry; those from [`History::len`] on are empty.
    pub fn get(&self, index: usize) -> &str {
        self.entries.get(index).map_or("", String::as_str)
    }

    /// The last entry before `end` that contains `text`, and where.
    pub fn search(&self, text: &str, end: usize) -> Option<(usize, usize)> {
        let end = end.min(self.entries.len());
        let mut found = self.entries[..end].iter().enumerate().rev();
        found.find_map(|(i, e)| e.find(text).map(|at| (i, at)))
    }
}

/// A regular file's bytes: a device might never end.
fn read_file(path: &PathBuf) -> Option<Vec<u8>> {
    let is_file = std::fs::metadata(path).ok()?.is_file();
    is_file.then(|| std::fs::read(path).ok()).flatten()
}

/// Only its owner may read what was typed.
fn open_for_append(path: &PathBuf) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)
}

fn parse(text: &str) -> Vec<String> {
    let mut entries = Vec::new();
    let mut open = String::new();
    for line in text.split('\n') {
        match line.strip_suffix('\r') {
            Some(part) => {
                open.push_str(part);
                open.push('\n');
            }
            None => {
                open.push_str(line);
                // The first line of a file that libedit has written is its mark.
                if !open.trim().is_empty() && open != "_HiStOrY_V2_" {
                    entries.push(std::mem::take(&mut open));
                }
                open.clear();
            }
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_several_lines_come_back() {
        let path = std::env::temp_dir().join(format!("minipy-history-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut h = History::open(Some(path.clone()));
        for entry in [
            "a = 1",
            "def f():\n    pass",
            "def f():\n    pass",
            " ",
            "f()",
        ] {
            h.add(entry);
        }
        let h = History::open(Some(path.clone()));
        let _ = std::fs::remove_file(&path);
        assert_eq!(h.entries, ["a = 1", "def f():\n    pass", "f()"]);
        assert_eq!(h.search("f", 2), Some((1, 2)));
        assert_eq!(h.search("nothing", 3), None);
    }

    #[test]
    fn a_full_disk_is_no_error() {
        let mut h = History::open(Some("/dev/full".into()));
        h.add("x");
        assert_eq!(h.get(0), "x");
        assert_eq!(History::open(Some("/no/such/folder/file".into())).len(), 0);
    }
}
