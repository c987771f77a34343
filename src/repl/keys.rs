//! Bytes from the terminal to keys.
//!
//! A run of plain characters comes as one [`Key::Text`], however long, and a bracketed paste as one
//! [`Key::Paste`]: what arrives at once is worked on at once.
//!
//! Invariant: every byte belongs to exactly one key; bytes that are no UTF-8 become U+FFFD.
//! Next file to read: `editor.rs`.

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Characters to insert.
    Text(String),
    /// A text the terminal says was pasted.
    Paste(String),
    Enter,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    WordLeft,
    WordRight,
    /// With the control key; the letter is lower case.
    Ctrl(char),
    /// With the alt key, or after Escape.
    Alt(char),
    Escape,
    /// A sequence that means nothing here.
    Unknown,
}

const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// The bytes that have not become keys yet.
#[derive(Default)]
pub struct Decoder {
    bytes: Vec<u8>,
    at: usize,
    /// Where to go on looking for the end of a paste.
    searched: usize,
}

impl Decoder {
    /// Adds what was read.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.at > 0 && self.at == self.bytes.len() {
            self.bytes.clear();
            self.at = 0;
        } else if self.at > 1 << 16 {
            self.bytes.drain(..self.at);
            self.searched = self.searched.saturating_sub(self.at);
            self.at = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether bytes are left.
    pub fn is_empty(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// The next byte, if one is there.
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next key. A sequence that has only begun waits for more bytes, unless `complete` says
    /// that none will come soon.
    pub fn next(&mut self, complete: bool) -> Option<Key> {
        let rest = &self.bytes[self.at..];
        let first = *rest.first()?;
        let (key, length) = match first {
            0x1b => self.escape(complete)?,
            b'\r' | b'\n' => (Key::Enter, 1),
            b'\t' => (Key::Tab, 1),
            0x7f | 0x08 => (Key::Backspace, 1),
            0x00 => (Key::Unknown, 1),
            0x01..=0x1a => (Key::Ctrl((first + b'a' - 1).into()), 1),
            0x1c..=0x1f => (Key::Ctrl((first + 0x40).into()), 1),
            _ => text(rest, complete)?,
        };
        self.at += length;
        Some(key)
    }

    fn escape(&mut self, complete: bool) -> Option<(Key, usize)> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(PASTE_START) {
            return self.paste(complete);
        }
        let or_wait = |key: Option<(Key, usize)>, alone: (Key, usize)| match key {
            None if complete => Some(alone),
            other => other,
        };
        match rest.get(1) {
            None => or_wait(None, (Key::Escape, 1)),
            Some(b'[') => or_wait(control_sequence(rest), (Key::Unknown, rest.len())),
            Some(b'O') => or_wait(
                rest.get(2).map(|b| (letter_key(*b, 1), 3)),
                (Key::Alt('O'), 2),
            ),
            Some(0x1b) => Some((Key::Escape, 1)),
            Some(b'\r') => Some((Key::Alt('\r'), 2)),
            Some(0x7f | 0x08) => Some((Key::Alt('\x7f'), 2)),
            Some(b) if b.is_ascii() => Some((Key::Alt((*b).into()), 2)),
            Some(_) => Some((Key::Escape, 1)),
        }
    }

    fn paste(&mut self, complete: bool) -> Option<(Key, usize)> {
        let start = self.at + PASTE_START.len();
        let from = self.searched.max(start).min(self.bytes.len());
        let found = memchr::memmem::find(&self.bytes[from..], PASTE_END);
        let (end, skip) = match found {
            Some(i) => (from + i, PASTE_END.len()),
            // The end may be cut in two; a paste that never ends is taken as it is.
            None if complete && self.bytes.len() > start => (self.bytes.len(), 0),
            None => {
                self.searched = self.bytes.len().saturating_sub(PASTE_END.len());
                return None;
            }
        };
        self.searched = 0;
        let text = String::from_utf8_lossy(&self.bytes[start..end]);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Some((Key::Paste(text), end + skip - self.at))
    }
}

/// A run of plain characters.
fn text(rest: &[u8], complete: bool) -> Option<(Key, usize)> {
    let length = rest
        .iter()
        .position(|b| *b < 0x20 || *b == 0x7f)
        .unwrap_or(rest.len());
    let run = &rest[..length];
    let cut = match std::str::from_utf8(run) {
        // The last character has not come whole.
        Err(e) if e.error_len().is_none() && length == rest.len() && !complete => e.valid_up_to(),
        _ => length,
    };
    (cut > 0).then(|| {
        let text = String::from_utf8_lossy(&run[..cut]).into_owned();
        (Key::Text(text), cut)
    })
}

/// `ESC [ parameters final`.
fn control_sequence(rest: &[u8]) -> Option<(Key, usize)> {
    // The Linux console's function keys have a second bracket.
    if rest.get(2) == Some(&b'[') {
        return rest.get(3).map(|_| (Key::Unknown, 4));
    }
    let end = 2 + rest
        .get(2..)?
        .iter()
        .position(|b| (0x40..=0x7e).contains(b))?;
    let parameters = std::str::from_utf8(&rest[2..end]).unwrap_or("");
    let mut numbers = parameters.split(';').map(|n| n.parse::<u32>().unwrap_or(0));
    let first = numbers.next().unwrap_or(0);
    let modifier = numbers.next().unwrap_or(1);
    let key = match rest[end] {
        b'~' => match (first, modifier) {
            (1 | 7, _) => Key::Home,
            (4 | 8, _) => Key::End,
            (3, _) => Key::Delete,
            (5, _) => Key::PageUp,
            (6, _) => Key::PageDown,
            _ => Key::Unknown,
        },
        letter => letter_key(letter, modifier),
    };
    Some((key, end + 1))
}

fn letter_key(letter: u8, modifier: u32) -> Key {
    match (letter, modifier) {
        (b'A', _) => Key::Up,
        (b'B', _) => Key::Down,
        (b'C', 1 | 2) => Key::Right,
        (b'D', 1 | 2) => Key::Left,
        (b'C', _) => Key::WordRight,
        (b'D', _) => Key::WordLeft,
        (b'H', _) => Key::Home,
        (b'F', _) => Key::End,
        (b'Z', _) => Key::BackTab,
        (b'M', _) => Key::Enter,
        _ => Key::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut d = Decoder::default();
        d.feed(bytes);
        std::iter::from_fn(|| d.next(true)).collect()
    }

    #[test]
    fn sequences_become_keys() {
        let text = |s: &str| Key::Text(s.to_string());
        assert_eq!(keys(b"ab\r"), [text("ab"), Key::Enter]);
        assert_eq!(
            keys(b"\x1b[A\x1bOB\x1b[1;5C"),
            [Key::Up, Key::Down, Key::WordRight]
        );
        assert_eq!(
            keys(b"\x1b[3~\x1b[H\x1bb"),
            [Key::Delete, Key::Home, Key::Alt('b')]
        );
        assert_eq!(keys(b"\x03\x1b"), [Key::Ctrl('c'), Key::Escape]);
        assert_eq!(
            keys(b"\x1b[200~a\r\nb\x1b[201~c"),
            [Key::Paste("a\nb".into()), text("c")]
        );
        assert_eq!(keys(b"x\xffy\xc3"), [text("x\u{fffd}y\u{fffd}")]);
    }

    #[test]
    fn any_cut_gives_the_same_keys() {
        let bytes = "é\x1b[200~p\r1\x1b[201~\x1b[1;5D\u{1d11e}z\x1bOH\x1bd".as_bytes();
        for cut in 0..bytes.len() {
            let mut d = Decoder::default();
            let mut found = Vec::new();
            for part in [&bytes[..cut], &bytes[cut..]] {
                d.feed(part);
                found.extend(std::iter::from_fn(|| d.next(false)));
            }
            found.dedup_by(|b, a| match (a, b) {
                (Key::Text(a), Key::Text(b)) => {
                    a.push_str(b);
                    true
                }
                _ => false,
            });
            assert_eq!(found, keys(bytes), "cut at {cut}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic_or_hang() {
        let mut state = 1u32;
        for _ in 0..2000 {
            let mut bytes = Vec::new();
            for _ in 0..20 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let pool = b"\x1b[O~;120ABC\xff\xc3\xa9\r\t\x7f\x00z";
                bytes.push(pool[(state >> 16) as usize % pool.len()]);
            }
            assert!(keys(&bytes).len() <= bytes.len());
        }
    }
}
