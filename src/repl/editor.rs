//! Editing an entry on the terminal: what each key does.
//!
//! Keys that come in a heap, as when text is pasted into a terminal without bracketed paste, are
//! worked off before anything is drawn, and lines that come so are not indented by us.
//!
//! Invariant: the GIL is released only while waiting for keys, so completion may run Python code.
//! Next file to read: `keys.rs`, then `screen.rs`.

use super::buffer::Buffer;
use super::colour;
use super::complete::{self, Completions};
use super::history::History;
use super::keys::{Decoder, Key};
use super::layout::{self, RESET, char_width, layout};
use super::screen::Screen;
use super::session::{self, Session};
use crate::builtins::exceptions as exc;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult};
use crate::runtime::process;
use crate::runtime::terminal::{self, AbovePrompt, Input, PromptOutput, RawMode};
use crate::vm::traceback::theme::wants_colours;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long the rest of an escape sequence may take.
const SEQUENCE: Duration = Duration::from_millis(50);
/// How often the terminal is asked for its size while nothing is typed.
const SIZE_CHECK: Duration = Duration::from_millis(400);
/// Longer texts are not coloured: that would be done again for every key.
const LONGEST_COLOURED: usize = 200_000;
/// A terminal that knows brackets pasted text by these.
const PASTE_ON: &[u8] = b"\x1b[?2004h";
const PASTE_OFF: &[u8] = b"\x1b[?2004l";

/// Runs the prompt on a terminal.
pub fn run(vm: &Vm, session: &mut Session<'_>, file: Option<PathBuf>) -> PyResult<()> {
    let mut history = History::open(file);
    let mut decoder = Decoder::default();
    loop {
        session.flush();
        let entry = Editor::new(vm, session, &mut history, &mut decoder).read();
        match entry {
            Outcome::Entry(text) if session.is_command(&text) => session.command(text.trim())?,
            Outcome::Entry(text) => {
                history.add(&text);
                session.run_entry(&text)?;
            }
            Outcome::Interrupted => vm.write_stderr("\nKeyboardInterrupt\n"),
            Outcome::Raised(e) => session.settle(Err(e))?,
            Outcome::End => return Ok(()),
        }
    }
}

/// What came of editing.
enum Outcome {
    Entry(String),
    Interrupted,
    /// By a handler of a signal.
    Raised(Exc),
    End,
}

/// What a key led to.
enum Step {
    Go,
    Done(Outcome),
}

/// Searching the history for what is typed.
struct Search {
    text: String,
    /// Where the entry that is shown stands.
    found: usize,
    failed: bool,
    /// What was being edited before.
    saved: String,
}

struct Editor<'a, 'v> {
    vm: &'a Vm,
    session: &'a Session<'v>,
    history: &'a mut History,
    decoder: &'a mut Decoder,
    buffer: Buffer,
    screen: Arc<Screen>,
    first: String,
    more: String,
    coloured: bool,
    size: (usize, usize),
    /// Which entry of the history is edited; its length for a new one.
    place: usize,
    /// What was typed before the history was looked at.
    typed: String,
    search: Option<Search>,
    raw: Option<RawMode>,
}

impl<'a, 'v> Editor<'a, 'v> {
    fn new(
        vm: &'a Vm,
        session: &'a Session<'v>,
        history: &'a mut History,
        decoder: &'a mut Decoder,
    ) -> Self {
        let coloured = wants_colours(vm, "stdout");
        let prompt = |name: &str, usual: &str| {
            let text = session.prompt(name);
            if coloured && text == usual {
                format!("{}{text}{RESET}", colour::PROMPT)
            } else {
                text
            }
        };
        let place = history.len();
        Editor {
            vm,
            session,
            first: prompt("ps1", ">>> "),
            more: prompt("ps2", "... "),
            history,
            decoder,
            buffer: Buffer::default(),
            screen: Arc::new(Screen::default()),
            coloured,
            size: terminal::size(),
            place,
            typed: String::new(),
            search: None,
            raw: None,
        }
    }

    /// Edits one entry.
    fn read(mut self) -> Outcome {
        self.raw = RawMode::enter().ok();
        terminal::write(PASTE_ON);
        let output = self.vm.interp.state::<PromptOutput>();
        let outcome = {
            let prompt: Arc<dyn AbovePrompt> = self.screen.clone();
            output.set(Some(prompt));
            let outcome = self.edit();
            output.set(None);
            outcome
        };
        let last = self.frame_of(self.buffer.text(), self.buffer.text().len());
        terminal::write(PASTE_OFF);
        match outcome {
            // What is said about the interrupt begins a line of its own.
            Outcome::Interrupted => self.screen.leave(last),
            _ => self.screen.finish(last),
        }
        outcome
    }

    fn edit(&mut self) -> Outcome {
        let mut bytes = vec![0; 1 << 16];
        let mut end = false;
        loop {
            while let Some(key) = self.decoder.next(end) {
                if let Step::Done(outcome) = self.key(key) {
                    return outcome;
                }
            }
            if end {
                return Outcome::End;
            }
            let waiting = terminal::has_input();
            if !waiting {
                self.show();
            }
            let patience = if self.decoder.is_empty() {
                SIZE_CHECK
            } else {
                SEQUENCE
            };
            match terminal::read(self.vm.door(), &mut bytes, Some(patience)) {
                Input::Bytes(n) => self.decoder.feed(&bytes[..n]),
                Input::Nothing => {
                    if let Some(key) = self.decoder.next(true)
                        && let Step::Done(outcome) = self.key(key)
                    {
                        return outcome;
                    }
                }
                Input::End => end = true,
                Input::Interrupted => {}
            }
            if let Err(e) = self.vm.check_signals() {
                return if e.matches(&exc::KEYBOARD_INTERRUPT) {
                    Outcome::Interrupted
                } else {
                    Outcome::Raised(e)
                };
            }
        }
    }

    fn frame_of(&self, text: &str, cursor: usize) -> layout::Frame {
        let builtins = &self.vm.known().builtins;
        let spans = if self.coloured && text.len() <= LONGEST_COLOURED {
            colour::spans(text, |word| self.vm.dict_get(builtins, word).is_some())
        } else {
            Vec::new()
        };
        layout(text, cursor, &spans, &self.first, &self.more, self.size.0)
    }

    fn show(&mut self) {
        let size = terminal::size();
        if size != self.size {
            self.size = size;
            self.screen.resized();
        }
        let frame = match &self.search {
            None => self.frame_of(self.buffer.text(), self.buffer.cursor()),
            Some(s) => {
                let failed = if s.failed { "failed " } else { "" };
                let prompt = format!("({failed}reverse-i-search)`{}': ", s.text);
                let (text, at) = (self.buffer.text(), self.buffer.cursor());
                layout(text, at, &[], &prompt, &self.more, self.size.0)
            }
        };
        self.screen.show(frame, self.size.1);
    }

    fn key(&mut self, key: Key) -> Step {
        if self.search.is_some() && self.search_key(&key) {
            return Step::Go;
        }
        match key {
            Key::Text(text) => self.buffer.insert(&text),
            Key::Paste(text) => self.buffer.insert(&text),
            Key::Enter => return self.enter(),
            Key::Alt('\r') => self.buffer.insert("\n"),
            Key::Tab => self.tab(),
            Key::BackTab => self.buffer.dedent(),
            Key::Backspace => self.buffer.backspace(),
            Key::Delete => self.buffer.delete(),
            Key::Ctrl('d') if self.buffer.is_empty() => return Step::Done(Outcome::End),
            Key::Ctrl('d') => self.buffer.delete(),
            Key::Ctrl('c') => return Step::Done(Outcome::Interrupted),
            Key::Left | Key::Ctrl('b') => self.buffer.left(),
            Key::Right | Key::Ctrl('f') => self.buffer.right(),
            Key::Up => {
                if !self.buffer.up() {
                    self.recall(self.place.wrapping_sub(1));
                }
            }
            Key::Down => {
                if !self.buffer.down() {
                    self.recall(self.place + 1);
                }
            }
            Key::Ctrl('p') => self.recall(self.place.wrapping_sub(1)),
            Key::Ctrl('n') => self.recall(self.place + 1),
            Key::PageUp | Key::Alt('<') => self.recall(0),
            Key::PageDown | Key::Alt('>') => self.recall(self.history.len()),
            Key::Home | Key::Ctrl('a') => self.buffer.home(),
            Key::End | Key::Ctrl('e') => self.buffer.end(),
            Key::WordLeft | Key::Alt('b') => self.buffer.word_left(),
            Key::WordRight | Key::Alt('f') => self.buffer.word_right(),
            Key::Ctrl('k') => self.buffer.kill_to_end(),
            Key::Ctrl('u') => self.buffer.kill_to_start(),
            Key::Ctrl('w') => self.buffer.kill_blank_word(),
            Key::Alt('\x7f') => self.buffer.kill_word_left(),
            Key::Alt('d') => self.buffer.kill_word_right(),
            Key::Ctrl('y') => self.buffer.yank(),
            Key::Ctrl('t') => self.buffer.transpose(),
            Key::Ctrl('_') => self.buffer.undo(),
            Key::Ctrl('l') => self.screen.clear(),
            Key::Ctrl('r') => {
                self.search = Some(Search {
                    text: String::new(),
                    found: self.history.len(),
                    failed: false,
                    saved: self.buffer.text().to_string(),
                });
            }
            Key::Ctrl('z') => self.suspend(),
            Key::Ctrl(_) | Key::Alt(_) | Key::Escape | Key::Unknown => {}
        }
        Step::Go
    }

    fn enter(&mut self) -> Step {
        let next = self.decoder.peek();
        let heaped = next.is_some();
        let at_end = self.buffer.after().trim().is_empty();
        let text = self.buffer.text();
        let many = text.contains('\n');
        let last = text.rsplit('\n').next().unwrap_or("");
        // A blank line in the midst of a block that comes in a heap does not end it.
        let inside = many && last.trim().is_empty() && matches!(next, Some(b' ' | b'\t'));
        if (at_end || !many) && !inside && !session::needs_more(text) {
            let whole = self.buffer.text().trim_end_matches([' ', '\t', '\n']);
            return Step::Done(Outcome::Entry(whole.to_string()));
        }
        if at_end {
            self.buffer.end_of_text();
        }
        let indentation = if heaped {
            String::new()
        } else {
            session::indentation(self.buffer.before())
        };
        self.buffer.insert(&format!("\n{indentation}"));
        Step::Go
    }

    /// Shows another entry of the history.
    fn recall(&mut self, place: usize) {
        if place > self.history.len() || place == self.place {
            return;
        }
        if self.place == self.history.len() {
            self.typed = self.buffer.text().to_string();
        }
        self.place = place;
        let text = if place == self.history.len() {
            self.typed.clone()
        } else {
            self.history.get(place).to_string()
        };
        self.buffer.set(&text);
    }

    /// A key while searching; false ends the search and leaves the key to its usual meaning.
    fn search_key(&mut self, key: &Key) -> bool {
        let Some(s) = &mut self.search else {
            return false;
        };
        match key {
            Key::Text(text) => s.text.push_str(text),
            Key::Backspace => drop(s.text.pop()),
            Key::Ctrl('r') => {}
            Key::Ctrl('g') | Key::Ctrl('c') | Key::Escape => {
                let saved = std::mem::take(&mut s.saved);
                self.search = None;
                self.buffer.set(&saved);
                return true;
            }
            _ => {
                self.search = None;
                return false;
            }
        }
        let from = match key {
            Key::Ctrl('r') => s.found,
            Key::Backspace => self.history.len(),
            _ => s.found + 1,
        };
        match self.history.search(&s.text, from) {
            Some((found, _)) if !s.text.is_empty() => {
                s.found = found;
                s.failed = false;
                self.place = found;
                let entry = self.history.get(found).to_string();
                self.buffer.set(&entry);
            }
            _ => s.failed = !s.text.is_empty(),
        }
        true
    }

    /// Indents at the start of a line; elsewhere completes the word.
    fn tab(&mut self) {
        let line = self.buffer.line_before();
        if line.trim().is_empty() {
            let blanks = 4 - line.chars().count() % 4;
            self.buffer.insert(&" ".repeat(blanks));
            return;
        }
        let found = complete::complete(self.session, self.vm, self.buffer.before());
        let common = found.common();
        if let Some(rest) = common.get(found.replaced..).filter(|r| !r.is_empty()) {
            let rest = rest.to_string();
            self.buffer.insert(&rest);
        } else if found.words.len() > 1 {
            self.list(&found);
        }
    }

    /// Shows the candidates above the prompt, in columns.
    fn list(&self, found: &Completions) {
        const MOST: usize = 200;
        let width = |w: &String| w.chars().map(char_width).sum::<usize>();
        let words = &found.words[..found.words.len().min(MOST)];
        let widest = words.iter().map(width).max().unwrap_or(0) + 2;
        let columns = (self.size.0 / widest).max(1);
        let rows = words.len().div_ceil(columns);
        let mut out = String::new();
        for row in 0..rows {
            let mut line = String::new();
            for word in words.iter().skip(row).step_by(rows) {
                line.push_str(word);
                line.push_str(&" ".repeat(widest - width(word)));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        if found.words.len() > MOST {
            let more = found.words.len() - MOST;
            out.push_str(&format!("... and {more} more\n"));
        }
        self.screen.print(out.as_bytes());
    }

    /// Ctrl-Z: back to the shell, and on from there.
    fn suspend(&mut self) {
        self.screen.finish(self.frame_of(self.buffer.text(), 0));
        self.raw = None;
        let _ = process::kill(0, libc::SIGTSTP);
        self.raw = RawMode::enter().ok();
    }
}
