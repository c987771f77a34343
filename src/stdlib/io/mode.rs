//! The mode strings of `open()` and `FileIO()`.
//!
//! Invariant: `open()` rejects what it does not know and leaves the rest to FileIO; the two word their complaints
//! differently, and so do we.
//! Next file to read: `newline.rs`.

use crate::builtins::fault::{Fault, FaultKind};
use crate::objects::word::Bits;

/// How a raw file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileMode {
    /// Reading is allowed.
    pub readable: bool,
    /// Writing is allowed.
    pub writable: bool,
    /// `x`: the file must not exist yet.
    pub created: bool,
    /// `a`: every write goes to the end.
    pub appending: bool,
    /// `w`: what was there is lost.
    pub truncate: bool,
}

impl Bits for FileMode {
    fn to_bits(self) -> u64 {
        let bits = [
            self.readable,
            self.writable,
            self.created,
            self.appending,
            self.truncate,
        ];
        bits.iter().rev().fold(0, |n, &b| n << 1 | u64::from(b))
    }

    fn from_bits(bits: u64) -> FileMode {
        let bit = |i: u32| bits >> i & 1 != 0;
        FileMode {
            readable: bit(0),
            writable: bit(1),
            created: bit(2),
            appending: bit(3),
            truncate: bit(4),
        }
    }
}

impl FileMode {
    /// Reads the mode of `FileIO`.
    pub fn parse(mode: &str) -> Result<FileMode, Fault> {
        let wrong = Fault::value(
            "Must have exactly one of create/read/write/append mode and at most one plus",
        );
        let mut out = FileMode::default();
        let (mut main, mut plus) = (false, false);
        for c in mode.chars() {
            match c {
                'x' | 'r' | 'w' | 'a' => {
                    if main {
                        return Err(wrong);
                    }
                    main = true;
                    out.readable |= c == 'r';
                    out.writable |= c != 'r';
                    out.created = c == 'x';
                    out.appending = c == 'a';
                    out.truncate = c == 'w';
                }
                'b' => {}
                '+' => {
                    if plus {
                        return Err(wrong);
                    }
                    plus = true;
                    out.readable = true;
                    out.writable = true;
                }
                _ => {
                    return Err(Fault::made(
                        FaultKind::Value,
                        format!("invalid mode: {mode}"),
                    ));
                }
            }
        }
        if main { Ok(out) } else { Err(wrong) }
    }

    /// The `mode` attribute of a FileIO.
    pub fn name(self) -> &'static str {
        match (self.created, self.appending, self.readable, self.writable) {
            (true, _, true, _) => "xb+",
            (true, _, false, _) => "xb",
            (_, true, true, _) => "ab+",
            (_, true, false, _) => "ab",
            (_, _, true, true) => "rb+",
            (_, _, true, false) => "rb",
            _ => "wb",
        }
    }
}

/// What the mode of `open()` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMode {
    /// The mode to open the raw file with, for [`FileMode::parse`].
    pub raw: String,
    /// `b` was given.
    pub binary: bool,
    /// `+` was given.
    pub updating: bool,
    /// `r` was given.
    pub reading: bool,
    /// `w` was given.
    pub writing: bool,
    /// `a` was given.
    pub appending: bool,
    /// `x` was given.
    pub creating: bool,
}

/// The other arguments of `open()` that binary mode forbids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextArguments {
    /// An encoding was given.
    pub encoding: bool,
    /// An error handler was given.
    pub errors: bool,
    /// A newline was given.
    pub newline: bool,
}

impl OpenMode {
    /// Reads the mode of `open()` and checks it against the other arguments.
    pub fn parse(mode: &str, text: TextArguments) -> Result<OpenMode, Fault> {
        let mut seen = String::new();
        for c in mode.chars() {
            if !"xrwa+tb".contains(c) || seen.contains(c) {
                return Err(Fault::made(
                    FaultKind::Value,
                    format!("invalid mode: '{mode}'"),
                ));
            }
            seen.push(c);
        }
        let has = |c| seen.contains(c);
        let binary = has('b');
        let kinds = ['x', 'r', 'w', 'a'].into_iter().filter(|&c| has(c));
        let complaint = if has('t') && binary {
            Some("can't have text and binary mode at once")
        } else if kinds.count() > 1 {
            Some("must have exactly one of create/read/write/append mode")
        } else if binary && text.encoding {
            Some("binary mode doesn't take an encoding argument")
        } else if binary && text.errors {
            Some("binary mode doesn't take an errors argument")
        } else if binary && text.newline {
            Some("binary mode doesn't take a newline argument")
        } else {
            None
        };
        match complaint {
            Some(complaint) => Err(Fault::value(complaint)),
            None => Ok(OpenMode {
                raw: ['x', 'r', 'w', 'a', '+']
                    .into_iter()
                    .filter(|&c| has(c))
                    .collect(),
                binary,
                updating: has('+'),
                reading: has('r'),
                writing: has('w'),
                appending: has('a'),
                creating: has('x'),
            }),
        }
    }
}

/// ValueError text for text that would not be buffered.
pub const UNBUFFERED_TEXT: &str = "can't have unbuffered text I/O";
/// RuntimeWarning text for `buffering=1` in binary mode.
pub const BINARY_LINE_BUFFERING: &str = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint<T>(result: Result<T, Fault>) -> String {
        result
            .err()
            .map_or(String::new(), |fault| fault.text.into_owned())
    }

    #[test]
    fn complaints() {
        let open = |mode| complaint(OpenMode::parse(mode, TextArguments::default()));
        for mode in ["rr", "U", "rU", "z", "r+b+", "rwq", "é"] {
            assert_eq!(open(mode), format!("invalid mode: '{mode}'"));
        }
        assert_eq!(open("rbt"), "can't have text and binary mode at once");
        assert_eq!(
            open("a+x"),
            "must have exactly one of create/read/write/append mode"
        );
        let newline = TextArguments {
            newline: true,
            ..TextArguments::default()
        };
        let text = complaint(OpenMode::parse("rb", newline));
        assert_eq!(text, "binary mode doesn't take a newline argument");
        let file = |mode| complaint(FileMode::parse(mode));
        let one = "Must have exactly one of create/read/write/append mode and at most one plus";
        for mode in ["", "b", "+", "rw", "r++"] {
            assert_eq!(file(mode), one);
        }
        assert_eq!(file("rt"), "invalid mode: rt");
    }

    #[test]
    fn meanings() {
        let open = |mode| OpenMode::parse(mode, TextArguments::default()).map(|m| m.raw);
        assert_eq!(open("+tw"), Ok("w+".to_owned()));
        assert_eq!(open(""), Ok(String::new()));
        let name = |mode| FileMode::parse(mode).map(FileMode::name);
        assert_eq!(
            (name("w+"), name("a+"), name("r")),
            (Ok("rb+"), Ok("ab+"), Ok("rb"))
        );
    }
}
