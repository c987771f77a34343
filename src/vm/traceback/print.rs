//! The text of a traceback, to the letter what CPython 3.14 prints for an uncaught exception.
//!
//! Invariant: formatting never raises: what goes wrong in a script's `__str__` or `__notes__`
//! shows up as a text such as `<exception str() failed>`.
//! Deliberately absent: writing it anywhere (`mod.rs`).
//! Next file to read: `syntax.rs`.

use super::source_cache::SourceCache;
use super::theme::Theme;
use super::{carets, suggest, syntax};
use crate::builtins::code::PyCode;
use crate::builtins::exceptions::{self as exc, PyException, group};
use crate::builtins::traceback::PyTraceback;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::source::Location;
use std::collections::HashSet;

/// How many exceptions of a group are shown.
const MAX_GROUP_WIDTH: usize = 15;
/// How deep nested groups are shown.
const MAX_GROUP_DEPTH: usize = 10;
/// How often the same line is shown in a row.
const REPEATS_SHOWN: usize = 3;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Text for messages: lone surrogates, which no terminal takes, become escapes.
pub fn display_text(s: &Ref) -> String {
    let Some(s) = s.as_str() else {
        return String::new();
    };
    if let Some(ascii) = s.as_ascii() {
        return ascii.to_string();
    }
    let mut out = String::new();
    for c in s.view().iter() {
        match char::from_u32(c) {
            Some(c) => out.push(c),
            None => out.push_str(&format!("\\u{c:04x}")),
        }
    }
    out
}

/// What `str` or `repr` answered, or a text that says it failed.
fn safe_text(result: PyResult, what: &str, function: &str) -> String {
    match result {
        Ok(s) => display_text(&s),
        Err(_) => format!("<{what} {function}() failed>"),
    }
}

/// The name of an exception's class as tracebacks show it: with its module, unless that is a plain one.
pub fn qualified_name(vm: &Vm, x: &Ref) -> String {
    let ty = x.ty().to_ref();
    let text = |name: &Ref| {
        vm.get_attr(&ty, name)
            .ok()
            .filter(|v| v.as_str().is_some())
            .map(|v| display_text(&v))
    };
    let name = text(&vm.names().__qualname__).unwrap_or_else(|| x.ty().name().to_string());
    match text(&vm.names().__module__) {
        Some(m) if m == "__main__" || m == "builtins" => name,
        Some(m) => format!("{m}.{name}"),
        None => format!("<unknown>.{name}"),
    }
}

/// The traceback of an exception from the first frame that is shown: `sys.tracebacklimit` may leave
/// out the outer ones, or all.
pub(super) fn shown_traceback(vm: &Vm, x: &Ref) -> Option<Ref> {
    let all = x
        .downcast::<PyException>()
        .and_then(PyException::traceback)?;
    let limit = vm
        .interp
        .known
        .get()
        .and_then(|k| vm.dict_get(&k.sys, "tracebacklimit"));
    let Some(limit) = limit.and_then(|l| l.as_i64()) else {
        return Some(all);
    };
    let next = |tb: &Ref| tb.downcast::<PyTraceback>().and_then(PyTraceback::next);
    let count = std::iter::successors(Some(all.clone()), next).count() as i64;
    let skipped = (count - limit.max(0)).max(0) as usize;
    std::iter::successors(Some(all), next).nth(skipped)
}

/// Formats one exception with all it is chained to.
pub struct Printer<'a> {
    vm: &'a Vm,
    out: String,
    /// How many boxes of exception groups surround what is being printed.
    depth: usize,
    /// Whether the innermost box still needs its lower edge.
    need_close: bool,
    seen: HashSet<u64>,
    sources: SourceCache,
    theme: Theme,
}

/// What `Traceback (most recent call last):` and all that follows is for an exception.
pub fn format_exception(vm: &Vm, x: &Ref, theme: Theme) -> String {
    let mut p = Printer {
        vm,
        out: String::new(),
        depth: 0,
        need_close: false,
        seen: HashSet::new(),
        sources: SourceCache::default(),
        theme,
    };
    p.chain(x);
    p.out
}

impl Printer<'_> {
    fn margin(&self, mark: char) -> String {
        let blanks = " ".repeat(2 * self.depth);
        if self.depth > 0 {
            format!("{blanks}{mark} ")
        } else {
            blanks
        }
    }

    /// Adds text, each line behind the margin of the surrounding box.
    fn emit(&mut self, text: &str) {
        self.emit_marked(text, '|');
    }

    fn emit_marked(&mut self, text: &str, mark: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let margin = self.margin(mark);
        for line in text.split_inclusive('\n') {
            self.out.push_str(&margin);
            self.out.push_str(line);
        }
    }

    /// An exception after those that led to it, the first one first.
    fn chain(&mut self, x: &Ref) {
        let mut links: Vec<(Ref, &str)> = vec![(x.clone(), "")];
        self.seen.insert(x.id());
        let mut here = x.clone();
        while let Some(e) = here.downcast::<PyException>() {
            let cause = e.cause().filter(|c| !self.seen.contains(&c.id()));
            let (next, link) = if let Some(c) = cause {
                (c, CAUSE)
            } else if e.cause().is_none() && !e.suppress_context() {
                match e.context().filter(|c| !self.seen.contains(&c.id())) {
                    Some(c) => (c, CONTEXT),
                    None => break,
                }
            } else {
                break;
            };
            self.seen.insert(next.id());
            links.push((next.clone(), link));
            here = next;
        }
        // The link's words stand between the older exception and the one it led to.
        for (x, link) in links.iter().rev() {
            self.one(x);
            if !link.is_empty() {
                self.emit(link);
            }
        }
    }

    fn one(&mut self, x: &Ref) {
        if x.is_instance(&exc::BASE_EXCEPTION_GROUP) {
            self.group(x);
            return;
        }
        if let Some(tb) = shown_traceback(self.vm, x) {
            self.emit("Traceback (most recent call last):\n");
            let frames = self.frames(&tb);
            self.emit(&frames);
        }
        let last = self.last_lines(x);
        self.emit(&last);
    }

    fn group(&mut self, x: &Ref) {
        if self.depth > MAX_GROUP_DEPTH {
            self.emit(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"));
            return;
        }
        let top = self.depth == 0;
        if top {
            self.depth = 1;
        }
        if let Some(tb) = shown_traceback(self.vm, x) {
            self.emit_marked(
                "Exception Group Traceback (most recent call last):\n",
                if top { '+' } else { '|' },
            );
            let frames = self.frames(&tb);
            self.emit(&frames);
        }
        let last = self.last_lines(x);
        self.emit(&last);
        let members = group::members(x);
        let rows = members.len().min(MAX_GROUP_WIDTH + 1);
        self.need_close = false;
        for i in 0..rows {
            let is_last = i + 1 == rows;
            if is_last {
                // An inner group's lower edge may serve as this one's.
                self.need_close = true;
            }
            let cut = i >= MAX_GROUP_WIDTH;
            let title = if cut {
                "...".to_string()
            } else {
                (i + 1).to_string()
            };
            let corner = if i == 0 { "+-" } else { "  " };
            let blanks = " ".repeat(2 * self.depth);
            self.out.push_str(&format!(
                "{blanks}{corner}+---------------- {title} ----------------\n"
            ));
            self.depth += 1;
            if cut {
                let more = members.len() - MAX_GROUP_WIDTH;
                let s = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{s}\n"));
            } else {
                self.chain(&members[i]);
            }
            if is_last && self.need_close {
                let blanks = " ".repeat(2 * self.depth);
                self.out
                    .push_str(&format!("{blanks}+------------------------------------\n"));
                self.need_close = false;
            }
            self.depth -= 1;
        }
        if top {
            self.depth = 0;
        }
    }

    /// The lines of a traceback's frames; a line that repeats is folded.
    pub fn frames(&mut self, tb: &Ref) -> String {
        let mut out = String::new();
        let mut last: Option<(u64, Option<u32>, u64)> = None;
        let mut count = 0;
        let mut here = Some(tb.clone());
        while let Some(t) = here.as_ref().and_then(|h| h.downcast::<PyTraceback>()) {
            if let Some(code) = t.code() {
                let line = t.line();
                let key = (code.filename.id(), line, code.name.id());
                if last != Some(key) {
                    folded(&mut out, count);
                    last = Some(key);
                    count = 0;
                }
                count += 1;
                if count <= REPEATS_SHOWN {
                    self.frame(code, line, t.location(), &mut out);
                }
            }
            here = t.next();
        }
        folded(&mut out, count);
        out
    }

    fn frame(&mut self, code: &PyCode, line: Option<u32>, mut place: Location, out: &mut String) {
        let file = display_text(&code.filename);
        let file = if file.starts_with("<stdin-") {
            "<stdin>".to_string()
        } else {
            file
        };
        let shown = line.map_or("None".to_string(), |l| l.to_string());
        out.push_str(
            &self
                .theme
                .place_line(&file, &shown, Some(&display_text(&code.name))),
        );
        let Some(line) = line else { return };
        let known = place.line == line && place.end_line >= place.line;
        if !known {
            place = Location {
                line,
                end_line: line,
                ..Location::default()
            };
        }
        let lines: Vec<String> = (place.line..=place.end_line)
            .map(|l| self.sources.line(self.vm, code, l))
            .collect();
        if known {
            out.push_str(&carets::draw(&lines, place, self.theme));
        } else if !lines[0].trim().is_empty() {
            out.push_str(&format!("    {}\n", lines[0].trim_start()));
        }
    }

    /// What follows the frames: class and text, for syntax errors the source line, and the notes.
    fn last_lines(&mut self, x: &Ref) -> String {
        let Some(e) = x.downcast::<PyException>() else {
            return String::new();
        };
        let mut out = if x.is_instance(&exc::SYNTAX_ERROR) {
            syntax::format(self.vm, &mut self.sources, x, self.theme)
        } else {
            let mut text = safe_text(self.vm.str(x), "exception", "str");
            if let Some(hint) = suggest::hint(self.vm, e, x) {
                text.push_str(&hint);
            }
            let name = qualified_name(self.vm, x);
            self.theme.last_line(&name, &text, "")
        };
        self.notes(x, &mut out);
        out
    }

    fn notes(&self, x: &Ref, out: &mut String) {
        let vm = self.vm;
        let notes = match vm.get_attr_opt(x, &vm.names().__notes__) {
            Ok(None) => return,
            Ok(Some(n)) if n.is_none() => return,
            Ok(Some(n)) => n,
            Err(e) => {
                let why = safe_text(vm.repr(&e.0), "__notes__", "repr");
                out.push_str(&format!("Ignored error getting __notes__: {why}\n"));
                return;
            }
        };
        match suggest::sequence_items(vm, &notes) {
            Some(items) => {
                for note in items {
                    let text = safe_text(vm.str(&note), "note", "str");
                    for line in text.split('\n') {
                        out.push_str(line);
                        out.push('\n');
                    }
                }
            }
            None => {
                let text = safe_text(vm.repr(&notes), "__notes__", "repr");
                out.push_str(&format!("{text}\n"));
            }
        }
    }
}

fn folded(out: &mut String, count: usize) {
    if count > REPEATS_SHOWN {
        let more = count - REPEATS_SHOWN;
        let s = if more > 1 { "s" } else { "" };
        out.push_str(&format!("  [Previous line repeated {more} more time{s}]\n"));
    }
}
