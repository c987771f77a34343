//! A text with its prompts as rows of the screen.
//!
//! Invariant: no row is wider than the screen, and each carries the colours it needs, so rows can be
//! drawn one by one and in any order. The cursor is always on a row that is there.
//! Next file to read: `screen.rs`.

use crate::unicode::properties;
use unicode_general_category::{GeneralCategory, get_general_category};

/// Ends a colour.
pub const RESET: &str = "\x1b[0m";
/// Columns between tab stops.
const TAB: usize = 8;

/// How many columns a character takes.
pub fn char_width(c: char) -> usize {
    if c.is_ascii() {
        return usize::from(!c.is_ascii_control());
    }
    match get_general_category(c) {
        GeneralCategory::NonspacingMark
        | GeneralCategory::EnclosingMark
        | GeneralCategory::Format
        | GeneralCategory::Control => 0,
        _ if matches!(properties::record(c as u32).width(), "W" | "F") => 2,
        _ => 1,
    }
}

/// A part of the text in one colour: first byte, end, escape sequence.
pub type Span = (usize, usize, &'static str);

/// What to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The rows, with colours.
    pub rows: Vec<String>,
    /// Row and column of the cursor.
    pub cursor: (usize, usize),
}

struct Rows {
    done: Vec<String>,
    row: String,
    column: usize,
    columns: usize,
    colour: &'static str,
}

impl Rows {
    fn colour(&mut self, colour: &'static str) {
        if self.colour != colour {
            if !self.colour.is_empty() {
                self.row.push_str(RESET);
            }
            self.row.push_str(colour);
            self.colour = colour;
        }
    }

    fn end_row(&mut self) {
        if !self.colour.is_empty() {
            self.row.push_str(RESET);
        }
        self.done.push(std::mem::take(&mut self.row));
        self.row.push_str(self.colour);
        self.column = 0;
    }

    fn put(&mut self, c: char, width: usize) {
        if self.column + width > self.columns {
            self.end_row();
        }
        self.row.push(c);
        self.column += width;
    }

    fn push(&mut self, c: char) {
        match c {
            '\t' => {
                for _ in 0..TAB - self.column % TAB {
                    self.put(' ', 1);
                }
            }
            c if c.is_control() => {
                self.put('^', 1);
                self.put(char::from_u32(u32::from(c) ^ 0x40).unwrap_or('?'), 1);
            }
            c => self.put(c, char_width(c)),
        }
    }

    /// A prompt, which may hold escape sequences and line ends of its own.
    fn prompt(&mut self, prompt: &str) {
        let mut escape = false;
        for c in prompt.chars() {
            if escape || c == '\x1b' {
                self.row.push(c);
                escape = c == '\x1b' || c == '[' || !('@'..='~').contains(&c);
            } else if c == '\n' {
                self.end_row();
            } else if !matches!(c, '\x01' | '\x02') {
                self.push(c);
            }
        }
    }

    fn place(&mut self) -> (usize, usize) {
        if self.column >= self.columns {
            self.end_row();
        }
        (self.done.len(), self.column)
    }
}

/// Lays out a text: `first` in front of its first line, `more` in front of the others.
pub fn layout(
    text: &str,
    cursor: usize,
    spans: &[Span],
    first: &str,
    more: &str,
    columns: usize,
) -> Frame {
    let mut rows = Rows {
        done: Vec::new(),
        row: String::new(),
        column: 0,
        columns: columns.max(2),
        colour: "",
    };
    rows.prompt(first);
    let mut spans = spans.iter().peekable();
    let mut place = None;
    for (i, c) in text.char_indices() {
        if i == cursor {
            place = Some(rows.place());
        }
        while spans.next_if(|s| s.1 <= i).is_some() {}
        let colour = spans.peek().filter(|s| s.0 <= i).map_or("", |s| s.2);
        if c == '\n' {
            rows.colour("");
            rows.end_row();
            rows.prompt(more);
        } else {
            rows.colour(colour);
            rows.push(c);
        }
    }
    rows.colour("");
    let cursor = place.unwrap_or_else(|| rows.place());
    rows.end_row();
    Frame {
        rows: rows.done,
        cursor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_wrap_and_carry_colours() {
        let f = layout("abcd\nx", 6, &[(2, 4, "C")], "> ", ". ", 5);
        assert_eq!(f.rows, ["> abCc\u{1b}[0m", "Cd\u{1b}[0m", ". x"]);
        assert_eq!(f.cursor, (2, 3));
    }

    #[test]
    fn the_cursor_never_stands_outside() {
        let f = layout("abc", 3, &[], "> ", "", 5);
        assert_eq!((f.rows.len(), f.cursor), (2, (1, 0)));
        let f = layout("a\u{4e00}\u{4e00}b", 4, &[], "", "", 4);
        assert_eq!(f.rows, ["a\u{4e00}", "\u{4e00}b"]);
        assert_eq!(f.cursor, (0, 3));
        let f = layout("\t|\x01", 1, &[], "", "", 20);
        assert_eq!(f.rows, ["        |^A"]);
        assert_eq!(f.cursor, (0, 8));
    }

    #[test]
    fn prompts_may_be_coloured() {
        let f = layout("x", 1, &[], "\x1b[1;35m>>> \x1b[0m", "", 80);
        assert_eq!(f.cursor, (0, 5));
        assert_eq!(f.rows, ["\x1b[1;35m>>> \x1b[0mx"]);
    }
}
