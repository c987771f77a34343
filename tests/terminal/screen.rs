//! A model of a terminal's screen: enough to see what a reader would see.
//!
//! Invariant: lines that scroll off the top are kept; what is asked for is all text since the start.
//! Next file to read: `pty.rs`.

/// The screen and what has scrolled off it.
pub struct Screen {
    columns: usize,
    rows: usize,
    /// Every line so far; the last `rows` of them are on the screen.
    lines: Vec<Vec<String>>,
    /// The first line of the screen.
    top: usize,
    row: usize,
    column: usize,
    /// Bytes of a sequence or character that has not come whole.
    pending: Vec<u8>,
}

fn width(c: char) -> usize {
    match c as u32 {
        0x300..=0x36f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xff00..=0xff60 => 2,
        _ => 1,
    }
}

impl Screen {
    pub fn new(columns: usize, rows: usize) -> Screen {
        Screen {
            columns,
            rows,
            lines: vec![Vec::new()],
            top: 0,
            row: 0,
            column: 0,
            pending: Vec::new(),
        }
    }

    pub fn resize(&mut self, columns: usize, rows: usize) {
        self.columns = columns;
        self.rows = rows;
        let here = self.top + self.row;
        self.top = here.saturating_sub(rows - 1).max(self.top);
        self.row = here - self.top;
    }

    /// All text since the start, blanks at the ends of lines removed, but for the cursor's line.
    pub fn text(&self) -> String {
        let here = self.top + self.row;
        let shown = |(i, line): (usize, &Vec<String>)| {
            let text = line.concat();
            let end = text.trim_end().len();
            if i == here {
                let before = line[..self.column.min(line.len())].concat();
                return text[..end.max(before.len())].to_string();
            }
            text[..end].to_string()
        };
        let lines: Vec<String> = self.lines.iter().enumerate().map(shown).collect();
        let end = lines
            .iter()
            .rposition(|l| !l.is_empty())
            .map_or(0, |i| i + 1);
        lines[..end.max(here + 1).min(lines.len())].join("\n")
    }

    /// What is on the screen alone.
    pub fn visible(&self) -> String {
        let all = self.text();
        let lines: Vec<&str> = all.split('\n').skip(self.top).collect();
        lines.join("\n")
    }

    pub fn feed(&mut self, bytes: &[u8]) {
        let mut all = std::mem::take(&mut self.pending);
        all.extend_from_slice(bytes);
        let mut at = 0;
        while at < all.len() {
            match self.step(&all[at..]) {
                Some(n) => at += n,
                None => break,
            }
        }
        self.pending = all.split_off(at);
    }

    fn step(&mut self, bytes: &[u8]) -> Option<usize> {
        match bytes[0] {
            b'\r' => self.column = 0,
            b'\n' => self.line_feed(),
            0x08 => self.column = self.column.saturating_sub(1),
            0x1b => return self.sequence(bytes),
            0..0x20 => {}
            _ => {
                let length = match bytes[0] {
                    0..0x80 => 1,
                    0x80..0xe0 => 2,
                    0xe0..0xf0 => 3,
                    _ => 4,
                };
                let text = String::from_utf8_lossy(bytes.get(..length)?).into_owned();
                for c in text.chars() {
                    self.put(c);
                }
                return Some(length);
            }
        }
        Some(1)
    }

    fn sequence(&mut self, bytes: &[u8]) -> Option<usize> {
        assert_eq!(*bytes.get(1)?, b'[', "a sequence the model knows");
        let end = bytes
            .iter()
            .skip(2)
            .position(|b| (0x40..=0x7e).contains(b))?
            + 2;
        let parameters = String::from_utf8_lossy(&bytes[2..end]).into_owned();
        let n = parameters.parse::<usize>().unwrap_or(1).max(1);
        match bytes[end] {
            b'A' => self.row = self.row.saturating_sub(n),
            b'B' => self.row = (self.row + n).min(self.rows - 1),
            b'C' => self.column = (self.column.min(self.columns - 1) + n).min(self.columns - 1),
            b'D' => self.column = self.column.saturating_sub(n),
            b'K' => self.erase_line(),
            b'H' => (self.row, self.column) = (0, 0),
            b'J' if parameters == "2" || parameters == "3" => self.lines.truncate(self.top),
            b'J' => {
                self.erase_line();
                let next = self.top + self.row + 1;
                self.lines.truncate(next);
            }
            b'm' | b'h' | b'l' => {}
            other => panic!("a sequence the model does not know: {}", other as char),
        }
        Some(end + 1)
    }

    /// Erases from the cursor to the end of its line.
    fn erase_line(&mut self) {
        let column = self.column;
        self.line().truncate(column);
    }

    fn line(&mut self) -> &mut Vec<String> {
        let at = self.top + self.row;
        if self.lines.len() <= at {
            self.lines.resize(at + 1, Vec::new());
        }
        &mut self.lines[at]
    }

    fn line_feed(&mut self) {
        self.line();
        if self.row + 1 < self.rows {
            self.row += 1;
        } else {
            self.top += 1;
        }
        self.line();
    }

    fn put(&mut self, c: char) {
        let width = width(c);
        if width > 0 && self.column + width > self.columns {
            self.column = 0;
            self.line_feed();
        }
        let column = self.column;
        let line = self.line();
        while line.len() < column + width {
            line.push(" ".to_string());
        }
        if width == 0 {
            line[column - 1].push(c);
            return;
        }
        line[column] = c.to_string();
        if width == 2 {
            line[column + 1].clear();
        }
        self.column += width;
    }
}
