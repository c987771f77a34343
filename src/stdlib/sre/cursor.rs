//! One text being searched by one pattern, from match to match.
//!
//! Invariant: after an empty match the next one starts at the same place but must not be empty, so
//! every search gets on.
//! Next file to read: `match_object.rs`.

use super::engine::{Request, Scratch};
use super::match_object::{Found, new_match};
use super::pattern::{PyPattern, ssize, this};
use super::subject::Subject;
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// See the top of the file.
pub struct Cursor<'a> {
    pattern: &'a Ref,
    subject: Subject,
    request: Request,
    /// Where the search was told to begin, for `Match.pos`.
    from: usize,
    scratch: Scratch,
    found: bool,
}

/// `pos` and `endpos` of a method, cut to the text.
pub fn bounds(vm: &Vm, pos: &Ref, endpos: &Ref) -> PyResult<(i64, i64)> {
    let pos = pos.opt().map_or(Ok(0), |x| ssize(vm, x))?;
    let end = endpos.opt().map_or(Ok(i64::MAX), |x| ssize(vm, x))?;
    Ok((pos, end))
}

impl<'a> Cursor<'a> {
    /// At `pos` of a text that is taken to end at `endpos`.
    pub fn new(
        vm: &Vm,
        pattern: &'a Ref,
        text: &Ref,
        pos: i64,
        endpos: i64,
    ) -> PyResult<Cursor<'a>> {
        let p = this(pattern);
        let subject = Subject::new(vm, text, p.for_bytes)?;
        let cut = |at: i64| usize::try_from(at).unwrap_or(0).min(subject.len());
        let request = Request {
            pos: cut(pos),
            end: cut(endpos),
            whole: false,
            advance: false,
        };
        Ok(Cursor {
            pattern,
            from: request.pos,
            subject,
            request,
            scratch: p.scratch.take(),
            found: false,
        })
    }

    /// For a method called with a pattern, a text, `pos` and `endpos`.
    pub fn from_arguments(vm: &Vm, args: &'a [Ref]) -> PyResult<Cursor<'a>> {
        let (pos, end) = bounds(vm, &args[2], &args[3])?;
        Cursor::new(vm, &args[0], &args[1], pos, end)
    }

    /// Goes on where another cursor stopped.
    pub fn resume(&mut self, pos: usize, advance: bool) {
        self.request.pos = pos;
        self.request.advance = advance;
    }

    /// Where the next search starts, and whether an empty match there is out of question.
    pub fn position(&self) -> (usize, bool) {
        (self.request.pos, self.request.advance)
    }

    /// Only a match of all the text will do.
    pub fn whole(&mut self) {
        self.request.whole = true;
    }

    /// The text.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Where the text is taken to end.
    pub fn end(&self) -> usize {
        self.request.end
    }

    /// Matches at the present place only.
    pub fn match_here(&mut self, vm: &Vm) -> PyResult<bool> {
        self.run(vm, false)
    }

    /// Finds the next match.
    pub fn search(&mut self, vm: &Vm) -> PyResult<bool> {
        if self.request.pos > self.request.end {
            self.found = false;
            return Ok(false);
        }
        self.run(vm, true)
    }

    fn run(&mut self, vm: &Vm, search: bool) -> PyResult<bool> {
        let program = &this(self.pattern).program;
        self.found = false;
        self.found = self
            .subject
            .run(vm, program, &mut self.scratch, self.request, search)?;
        if self.found {
            let (start, end) = self.span();
            self.request.advance = start == end;
            self.request.pos = end;
        }
        Ok(self.found)
    }

    /// Where the last match lies.
    pub fn span(&self) -> (usize, usize) {
        (self.scratch.start, self.scratch.end)
    }

    fn pattern(&self) -> &PyPattern {
        this(self.pattern)
    }

    /// The text of a group; `None` if it has no part in the match.
    pub fn group(&self, vm: &Vm, group: usize) -> PyResult<Option<Ref>> {
        let span = match group {
            0 => Some(self.span()),
            _ => Found::group_span(&self.scratch, group),
        };
        match span {
            Some((start, end)) => self.subject.slice(vm, start, end).map(Some),
            None => Ok(None),
        }
    }

    /// The text of a group, empty if it has no part in the match.
    pub fn group_or_empty(&self, vm: &Vm, group: usize) -> PyResult {
        match self.group(vm, group)? {
            Some(text) => Ok(text),
            None => self.subject.slice(vm, 0, 0),
        }
    }

    /// The last match as an object; `None` if there was none.
    pub fn match_object(&self, vm: &Vm) -> PyResult {
        if !self.found {
            return Ok(Ref::none());
        }
        let found = self.pattern().found(&self.scratch);
        let text = self.subject.object().clone();
        Ok(new_match(
            vm,
            self.pattern.clone(),
            text,
            found,
            (self.from, self.request.end),
        ))
    }

    /// Says where the search began, for `Match.pos`, if not here.
    pub fn began(&mut self, from: usize) {
        self.from = from;
    }
}

impl Drop for Cursor<'_> {
    fn drop(&mut self) {
        let scratch = std::mem::take(&mut self.scratch);
        this(self.pattern).scratch.set(scratch);
    }
}
