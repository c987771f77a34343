//! The rows of the terminal that the prompt takes up, and writing above them.
//!
//! Only rows that changed are written again. A text that is higher than the screen is shown
//! through a window round the cursor; when it is done, all of it is written once.
//!
//! Invariant: `rows` is what stands on the terminal now and `cursor_row` where its cursor is;
//! whoever writes to the terminal while the prompt is up does it here, under one lock.
//! Next file to read: `editor.rs`.

use super::layout::Frame;
use crate::runtime::terminal::{self, AbovePrompt};
use parking_lot::Mutex;
use std::fmt::Write;

#[derive(Default)]
struct State {
    /// The whole of what is edited.
    frame: Frame,
    /// What stands on the terminal.
    rows: Vec<String>,
    cursor_row: usize,
    column: usize,
    /// The end of what threads wrote, as long as no line end came.
    partial: String,
    /// First row of the frame that is shown.
    top: usize,
    height: usize,
}

/// The prompt on the terminal.
#[derive(Default)]
pub struct Screen(Mutex<State>);

impl Screen {
    /// Shows a frame on a screen of this height.
    pub fn show(&self, frame: Frame, height: usize) {
        let mut s = self.0.lock();
        let mut out = String::new();
        if s.height != height {
            s.erase(&mut out);
            s.height = height;
        }
        s.frame = frame;
        s.draw(&mut out);
        terminal::write(out.as_bytes());
    }

    /// Writes the last frame as a whole and goes to the next line.
    pub fn finish(&self, frame: Frame) {
        let mut s = self.0.lock();
        let mut out = String::new();
        s.frame = frame;
        s.top = 0;
        if s.rows.len() < s.height && s.frame.rows.len() <= s.height {
            s.height = usize::MAX;
            let last = s.frame.rows.len().saturating_sub(1);
            s.frame.cursor = (last, 0);
            s.draw(&mut out);
        } else {
            s.erase(&mut out);
            if !s.partial.is_empty() {
                let _ = write!(out, "{}\r\n", s.partial);
            }
            out.push_str(&s.frame.rows.join("\r\n"));
        }
        out.push_str("\r\n");
        *s = State::default();
        terminal::write(out.as_bytes());
    }

    /// Leaves the frame as it stands and puts the cursor at its end.
    pub fn leave(&self, frame: Frame) {
        let mut s = self.0.lock();
        let mut out = String::new();
        s.frame = frame;
        s.draw(&mut out);
        *s = State::default();
        terminal::write(out.as_bytes());
    }

    /// Takes the prompt off a terminal whose size has changed.
    pub fn resized(&self) {
        let mut s = self.0.lock();
        let mut out = String::new();
        s.erase(&mut out);
        terminal::write(out.as_bytes());
    }

    /// Forgets what stands there; the terminal is cleared.
    pub fn clear(&self) {
        let mut s = self.0.lock();
        s.rows.clear();
        s.cursor_row = 0;
        terminal::write(b"\x1b[H\x1b[2J");
    }
}

impl AbovePrompt for Screen {
    fn print(&self, bytes: &[u8]) {
        let mut s = self.0.lock();
        let mut out = String::new();
        s.erase(&mut out);
        let text = std::mem::take(&mut s.partial) + &String::from_utf8_lossy(bytes);
        let (whole, rest) = match text.rfind('\n') {
            Some(end) => text.split_at(end + 1),
            None => ("", text.as_str()),
        };
        out.push_str(whole);
        s.partial = rest.to_string();
        s.draw(&mut out);
        terminal::write(out.as_bytes());
    }
}

impl State {
    /// Takes the prompt off the terminal; the cursor stays where its first row was.
    fn erase(&mut self, out: &mut String) {
        up(out, self.cursor_row);
        if !self.rows.is_empty() {
            out.push_str("\r\x1b[J");
        }
        self.rows.clear();
        self.cursor_row = 0;
    }

    /// The rows to show, and the cursor among them.
    fn window(&mut self) -> (Vec<String>, (usize, usize)) {
        let reserved = usize::from(!self.partial.is_empty());
        let height = self.height.saturating_sub(reserved).max(1);
        let (row, column) = self.frame.cursor;
        let count = self.frame.rows.len();
        self.top = self.top.min(count.saturating_sub(height)).min(row);
        if row >= self.top + height.min(count) {
            self.top = row + 1 - height;
        }
        let end = count.min(self.top.saturating_add(height));
        let mut rows = self.frame.rows[self.top..end].to_vec();
        if reserved > 0 {
            rows.insert(0, self.partial.clone());
        }
        (rows, (row - self.top + reserved, column))
    }

    fn draw(&mut self, out: &mut String) {
        let (rows, (cursor_row, column)) = self.window();
        if rows == self.rows && (cursor_row, column) == (self.cursor_row, self.column) {
            return;
        }
        let mut here = self.cursor_row;
        for (i, row) in rows.iter().enumerate() {
            if self.rows.get(i) == Some(row) {
                continue;
            }
            if i < self.rows.len() || i == 0 {
                go(out, here, i);
                out.push_str("\r\x1b[K");
            } else {
                go(out, here, i - 1);
                out.push_str("\r\n");
            }
            out.push_str(row);
            here = i;
        }
        if rows.len() < self.rows.len() {
            go(out, here, rows.len());
            out.push_str("\r\x1b[J");
            here = rows.len();
        }
        go(out, here, cursor_row);
        out.push('\r');
        if column > 0 {
            let _ = write!(out, "\x1b[{column}C");
        }
        self.rows = rows;
        self.cursor_row = cursor_row;
        self.column = column;
    }
}

fn up(out: &mut String, rows: usize) {
    if rows > 0 {
        let _ = write!(out, "\x1b[{rows}A");
    }
}

/// Moves the cursor between rows that are there.
fn go(out: &mut String, from: usize, to: usize) {
    up(out, from.saturating_sub(to));
    if to > from {
        let _ = write!(out, "\x1b[{}B", to - from);
    }
}
