//! The text being edited: one entry at the prompt, of any number of lines.
//!
//! Invariant: the cursor stands between characters, never inside one, and not before a mark that
//! combines with the character in front of it.
//! Deliberately absent: how it looks (`layout.rs`).
//! Next file to read: `layout.rs`.

use super::layout::char_width;

/// How many states can be gone back to.
const UNDO_STEPS: usize = 200;
/// Longer texts are not kept for undoing.
const UNDO_LENGTH: usize = 1 << 16;

/// The text, the cursor, and what was killed and changed.
#[derive(Default)]
pub struct Buffer {
    text: String,
    cursor: usize,
    killed: String,
    /// Whether the last change was a kill, to which the next one is added.
    killing: bool,
    undo: Vec<(String, usize)>,
    /// Whether the last change was typing, which is undone at once.
    typing: bool,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

impl Buffer {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cursor, in bytes from the start.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces all of the text; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        self.remember();
        self.text = text.to_string();
        self.cursor = self.text.len();
    }

    fn remember(&mut self) {
        self.killing = false;
        self.typing = false;
        if self.text.len() > UNDO_LENGTH {
            return;
        }
        if self.undo.len() >= UNDO_STEPS {
            self.undo.remove(0);
        }
        self.undo.push((self.text.clone(), self.cursor));
    }

    /// Goes back to before the last change.
    pub fn undo(&mut self) {
        if let Some((text, cursor)) = self.undo.pop() {
            self.text = text;
            self.cursor = cursor;
        }
        self.killing = false;
        self.typing = false;
    }

    /// Inserts text at the cursor.
    pub fn insert(&mut self, text: &str) {
        if !self.typing {
            self.remember();
        }
        self.typing = !text.ends_with([' ', '\n']);
        self.killing = false;
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
    }

    /// The text before the cursor.
    pub fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// The text after the cursor.
    pub fn after(&self) -> &str {
        &self.text[self.cursor..]
    }

    /// The line the cursor is in, up to the cursor.
    pub fn line_before(&self) -> &str {
        &self.text[self.line_start(self.cursor)..self.cursor]
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |i| at + i)
    }

    /// The place before the character in front of `at`, with all that combines with it.
    fn previous(&self, at: usize) -> usize {
        let mut place = at;
        for (i, c) in self.text[..at].char_indices().rev() {
            place = i;
            if char_width(c) > 0 || c.is_control() {
                break;
            }
        }
        place
    }

    /// The place behind the character at `at`, with all that combines with it.
    fn next(&self, at: usize) -> usize {
        let mut chars = self.text[at..].char_indices().skip(1);
        chars
            .find(|(_, c)| char_width(*c) > 0 || c.is_control())
            .map_or(self.text.len(), |(i, _)| at + i)
    }

    fn move_to(&mut self, place: usize) {
        self.killing = false;
        self.typing = false;
        self.cursor = place;
    }

    /// One character back.
    pub fn left(&mut self) {
        self.move_to(self.previous(self.cursor));
    }

    /// One character on.
    pub fn right(&mut self) {
        self.move_to(self.next(self.cursor));
    }

    /// To the start of the line; from there, over the indentation and back.
    pub fn home(&mut self) {
        let start = self.line_start(self.cursor);
        let line = &self.text[start..self.line_end(start)];
        let indented = start + line.len() - line.trim_start_matches([' ', '\t']).len();
        let target = if self.cursor == start {
            indented
        } else {
            start
        };
        self.move_to(target);
    }

    /// To the end of the line.
    pub fn end(&mut self) {
        self.move_to(self.line_end(self.cursor));
    }

    /// To the end of the text.
    pub fn end_of_text(&mut self) {
        self.move_to(self.text.len());
    }

    /// One line up; false on the first one.
    pub fn up(&mut self) -> bool {
        let start = self.line_start(self.cursor);
        if start == 0 {
            return false;
        }
        let column = self.text[start..self.cursor].chars().count();
        self.move_to(self.at_column(self.line_start(start - 1), column));
        true
    }

    /// One line down; false on the last one.
    pub fn down(&mut self) -> bool {
        let start = self.line_start(self.cursor);
        let end = self.line_end(self.cursor);
        if end == self.text.len() {
            return false;
        }
        let column = self.text[start..self.cursor].chars().count();
        self.move_to(self.at_column(end + 1, column));
        true
    }

    fn at_column(&self, start: usize, column: usize) -> usize {
        let line = &self.text[start..self.line_end(start)];
        let place = line.char_indices().nth(column);
        start + place.map_or(line.len(), |(i, _)| i)
    }

    fn word_left_place(&self) -> usize {
        let before = self.before().trim_end_matches(|c| !is_word(c));
        before.trim_end_matches(is_word).len()
    }

    fn word_right_place(&self) -> usize {
        let after = self.after().trim_start_matches(|c| !is_word(c));
        self.text.len() - after.trim_start_matches(is_word).len()
    }

    /// To the start of the word in front of the cursor.
    pub fn word_left(&mut self) {
        self.move_to(self.word_left_place());
    }

    /// To the end of the word behind the cursor.
    pub fn word_right(&mut self) {
        self.move_to(self.word_right_place());
    }

    fn remove(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        self.remember();
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    /// Removes the character in front of the cursor; in the indentation, a whole step of it.
    pub fn backspace(&mut self) {
        let line = self.line_before();
        let blanks = !line.is_empty() && line.bytes().all(|b| b == b' ');
        let from = if blanks {
            self.cursor - (line.len() - 1) % 4 - 1
        } else {
            self.previous(self.cursor)
        };
        self.remove(from, self.cursor);
    }

    /// Removes the character behind the cursor.
    pub fn delete(&mut self) {
        let end = self.next(self.cursor).min(self.text.len());
        self.remove(self.cursor, end);
    }

    /// Removes text that can be put back by [`Buffer::yank`]; kills in a row are put back together.
    fn kill(&mut self, from: usize, to: usize) {
        let more = self.killing;
        let text = self.text[from..to].to_string();
        let forward = from == self.cursor;
        self.remove(from, to);
        if !more {
            self.killed.clear();
        }
        if forward {
            self.killed.push_str(&text);
        } else {
            self.killed.insert_str(0, &text);
        }
        self.killing = true;
    }

    /// Kills the rest of the line, or the line's end when nothing else is left of it.
    pub fn kill_to_end(&mut self) {
        let end = self.line_end(self.cursor);
        let end = if end == self.cursor {
            self.next(end)
        } else {
            end
        };
        self.kill(self.cursor, end.min(self.text.len()));
    }

    /// Kills the line up to the cursor.
    pub fn kill_to_start(&mut self) {
        self.kill(self.line_start(self.cursor), self.cursor);
    }

    /// Kills back to the last blank.
    pub fn kill_blank_word(&mut self) {
        let before = self.before().trim_end();
        let from = before.rfind(char::is_whitespace).map_or(0, |i| {
            i + before[i..].chars().next().map_or(1, char::len_utf8)
        });
        self.kill(from, self.cursor);
    }

    /// Kills back to the start of the word.
    pub fn kill_word_left(&mut self) {
        self.kill(self.word_left_place(), self.cursor);
    }

    /// Kills to the end of the word.
    pub fn kill_word_right(&mut self) {
        self.kill(self.cursor, self.word_right_place());
    }

    /// Puts back what was killed last.
    pub fn yank(&mut self) {
        let text = self.killed.clone();
        self.remember();
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Swaps the characters around the cursor.
    pub fn transpose(&mut self) {
        let at_end = self.cursor == self.line_end(self.cursor);
        let middle = if at_end {
            self.previous(self.cursor)
        } else {
            self.cursor
        };
        let (from, to) = (self.previous(middle), self.next(middle));
        if from < middle && middle < to && !self.text[from..to].contains('\n') {
            self.remember();
            let swapped = format!("{}{}", &self.text[middle..to], &self.text[from..middle]);
            self.text.replace_range(from..to, &swapped);
            self.cursor = to;
        }
    }

    /// Takes a step of indentation off the line.
    pub fn dedent(&mut self) {
        let start = self.line_start(self.cursor);
        let blanks = self.text[start..]
            .bytes()
            .take_while(|b| *b == b' ')
            .count();
        let step = blanks.min((blanks + 3) % 4 + 1);
        if step > 0 {
            self.remember();
            self.text.replace_range(start..start + step, "");
            self.cursor = self.cursor.saturating_sub(step).max(start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer(text: &str) -> Buffer {
        let mut b = Buffer::default();
        b.insert(text);
        b
    }

    #[test]
    fn lines_and_columns() {
        let mut b = buffer("abc\nd\nefgh");
        assert!(b.up() && b.cursor() == 5);
        assert!(b.up() && b.cursor() == 1);
        assert!(!b.up());
        b.end();
        assert!(b.down() && b.cursor() == 5);
        assert!(b.down() && b.cursor() == 7);
        assert!(!b.down());
        b.home();
        assert_eq!(b.line_before(), "");
    }

    #[test]
    fn marks_stay_with_their_letter() {
        let mut b = buffer("xe\u{301}");
        b.left();
        assert_eq!(b.cursor(), 1);
        b.right();
        b.backspace();
        assert_eq!(b.text(), "x");
    }

    #[test]
    fn words_are_killed_and_put_back() {
        let mut b = buffer("one two.three");
        b.kill_word_left();
        b.kill_word_left();
        assert_eq!(b.text(), "one ");
        b.yank();
        assert_eq!(b.text(), "one two.three");
        b.kill_to_start();
        assert_eq!(b.text(), "");
        b.undo();
        assert_eq!(b.text(), "one two.three");
        b.kill_blank_word();
        assert_eq!(b.text(), "one ");
        b.transpose();
        assert_eq!(b.text(), "on e");
    }

    #[test]
    fn indentation_goes_in_steps() {
        let mut b = buffer("if x:\n      ");
        b.backspace();
        assert_eq!(b.line_before(), "    ");
        b.backspace();
        assert_eq!(b.line_before(), "");
        b.insert("      y");
        b.dedent();
        assert_eq!(b.line_before(), "    y");
    }

    #[test]
    fn no_edit_breaks_a_character() {
        let edits: [fn(&mut Buffer); 14] = [
            Buffer::left,
            Buffer::right,
            |b| assert!(b.up() || !b.before().contains('\n')),
            |b| assert!(b.down() || !b.after().contains('\n')),
            Buffer::home,
            Buffer::end,
            Buffer::word_left,
            Buffer::word_right,
            Buffer::transpose,
            Buffer::kill_blank_word,
            Buffer::yank,
            Buffer::undo,
            Buffer::dedent,
            |b| b.insert("é\n\u{1d11e}e\u{301} "),
        ];
        let mut b = Buffer::default();
        let mut state = 7u32;
        for _ in 0..20_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            edits[(state >> 16) as usize % edits.len()](&mut b);
            assert!(b.text().is_char_boundary(b.cursor()));
            if b.text().len() > 4000 {
                b = Buffer::default();
            }
        }
    }
}
