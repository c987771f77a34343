//! What patterns are matched against: `str`, `bytes`, and anything else with a buffer.
//!
//! Invariant: the characters do not change while the engine looks at them. A `str` and `bytes`
//! never do; the bytes of any other object are copied first, since a signal handler that runs in
//! the middle of a match may write to them.
//! Next file to read: `pattern.rs`.

use super::engine::{Char, Machine, Request, Scratch, Stop};
use super::program::Program;
use crate::builtins::bytes::object::{BYTES, PyBytes};
use crate::builtins::str::storage::StrView;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

/// A text ready to be searched.
pub struct Subject {
    object: Ref,
    /// The bytes of an object that is neither `str` nor `bytes`.
    copy: Vec<u8>,
    len: usize,
}

/// Whether an object is text (false: has bytes).
pub fn is_text(vm: &Vm, object: &Ref) -> PyResult<bool> {
    if object.as_str().is_some() {
        return Ok(true);
    }
    if object.ty().slots().buffer.is_some() {
        return Ok(false);
    }
    Err(vm.type_error(format!(
        "expected string or bytes-like object, got '{}'",
        object.ty().name()
    )))
}

/// The characters from `start` to `end`, cut to what there is.
pub fn slice(vm: &Vm, object: &Ref, start: usize, end: usize) -> PyResult {
    if let Some(s) = object.as_str() {
        if start == 0 && end >= s.len() && object.is_exactly(&crate::builtins::str::STR) {
            return Ok(object.clone());
        }
        return Ok(vm.str_from_view(s.view().slice(start, end)));
    }
    if let Some(b) = object.downcast::<PyBytes>() {
        let bytes = b.as_slice();
        if start == 0 && end >= bytes.len() && object.is_exactly(&BYTES) {
            return Ok(object.clone());
        }
        let end = end.min(bytes.len());
        return Ok(vm.new_bytes(bytes[start.min(end)..end].to_vec()));
    }
    let buffer = vm.simple_buffer(object)?;
    let end = end.min(buffer.len);
    let start = start.min(end);
    let mut part = vec![0; end - start];
    buffer.read(start, &mut part);
    Ok(vm.new_bytes(part))
}

impl Subject {
    /// The text in `object`, which a pattern for `str` (or for `bytes`, or for either) is about to search.
    pub fn new(vm: &Vm, object: &Ref, for_bytes: Option<bool>) -> PyResult<Subject> {
        let text = is_text(vm, object)?;
        match for_bytes {
            Some(true) if text => {
                return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
            }
            Some(false) if !text => {
                return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
            }
            _ => {}
        }
        let (mut copy, mut len) = (Vec::new(), 0);
        if let Some(s) = object.as_str() {
            len = s.len();
        } else if let Some(b) = object.downcast::<PyBytes>() {
            len = b.as_slice().len();
        } else {
            copy = vm.bytes_of(object)?;
            len = len.max(copy.len());
        }
        Ok(Subject {
            object: object.clone(),
            copy,
            len,
        })
    }

    /// Length in characters or bytes.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The object searched.
    pub fn object(&self) -> &Ref {
        &self.object
    }

    /// The part from `start` to `end`.
    pub fn slice(&self, vm: &Vm, start: usize, end: usize) -> PyResult {
        slice(vm, &self.object, start, end)
    }

    /// Runs a program; what it found is in the scratch.
    pub fn run(
        &self,
        vm: &Vm,
        program: &Program,
        scratch: &mut Scratch,
        request: Request,
        search: bool,
    ) -> PyResult<bool> {
        let run = Run {
            vm,
            program,
            request,
            search,
        };
        match self.object.as_str().map(|s| s.view()) {
            Some(StrView::Ascii(text) | StrView::Latin1(text)) => run.over(text, scratch),
            Some(StrView::Ucs2(text)) => run.over(text, scratch),
            Some(StrView::Ucs4(text)) => run.over(text, scratch),
            None => match self.object.downcast::<PyBytes>() {
                Some(b) => run.over(b.as_slice(), scratch),
                None => run.over(&self.copy, scratch),
            },
        }
    }
}

struct Run<'a> {
    vm: &'a Vm,
    program: &'a Program,
    request: Request,
    search: bool,
}

impl Run<'_> {
    fn over<C: Char>(&self, text: &[C], scratch: &mut Scratch) -> PyResult<bool> {
        let mut raised: Option<Exc> = None;
        let mut tick = || match self.vm.check_signals() {
            Ok(()) => false,
            Err(e) => {
                raised = Some(e);
                true
            }
        };
        let mut machine = Machine {
            program: self.program,
            text: &text[..text.len().min(self.request.end)],
            request: self.request,
            tick: &mut tick,
            scratch,
        };
        let found = if self.search {
            machine.search()
        } else {
            machine.matches_at(self.request.pos)
        };
        match (found, raised) {
            (Ok(found), _) => Ok(found),
            (Err(Stop::Interrupted), Some(e)) => Err(e),
            (Err(_), _) => Err(self.vm.memory_error()),
        }
    }
}
