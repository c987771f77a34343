//! Exceptions nobody can be told about: in `__del__`, in callbacks, while a generator is closed.
//!
//! They are handed to `sys.unraisablehook`; what it does at first is here.
//!
//! Invariant: source lines are shown without marks, as CPython's native printing does.
//! Next file to read: `mod.rs`.

use super::print::{display_text, qualified_name, shown_traceback};
use super::source_cache::SourceCache;
use crate::builtins::frame::PyFrame;
use crate::builtins::function::PyBuiltinFunction;
use crate::builtins::traceback::PyTraceback;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

impl Vm {
    /// Reports an exception that can't be raised. `what` says what was going on ("Exception ignored
    /// while calling deallocator"), `object` is named behind it. An empty `what` means the words
    /// for an object alone.
    #[cold]
    pub fn unraisable(&self, e: Exc, what: &str, object: Option<&Ref>) {
        self.note_current_frame(&e);
        let (message, object) = match object {
            Some(o) if !what.is_empty() => {
                let shown = self.repr(o).map(|r| display_text(&r));
                (
                    format!(
                        "{what} {}",
                        shown.unwrap_or_else(|_| "<object repr() failed>".to_string())
                    ),
                    None,
                )
            }
            other => (what.to_string(), other),
        };
        let Some(known) = self.interp.known.get() else {
            return default_unraisable(self, &e.0, Some(&message), object);
        };
        let hook = self.dict_get(&known.sys, "unraisablehook");
        let is_default = |h: &Ref| {
            h.downcast::<PyBuiltinFunction>()
                .is_some_and(|f| f.def.name == "unraisablehook")
        };
        match hook.filter(|h| !h.is_none() && !is_default(h)) {
            None => default_unraisable(self, &e.0, Some(&message), object),
            Some(hook) => {
                if let Err(inner) = self.call_hook(&hook, &e, &message, object) {
                    default_unraisable(
                        self,
                        &inner.0,
                        Some("Exception ignored in sys.unraisablehook"),
                        None,
                    );
                }
            }
        }
    }

    /// An exception made by native code is said to come from the Python code that runs.
    fn note_current_frame(&self, e: &Exc) {
        if e.payload().traceback().is_none()
            && let Ok(frame) = crate::stdlib::sys::frames::current(self)
            && let Some(f) = frame.downcast::<PyFrame>()
        {
            self.add_traceback(e, frame.clone(), f.pc());
        }
    }

    fn call_hook(&self, hook: &Ref, e: &Exc, message: &str, object: Option<&Ref>) -> PyResult<()> {
        let text = if message.is_empty() {
            Ref::none()
        } else {
            self.new_str(message)
        };
        let values = vec![
            e.0.ty().to_ref(),
            e.0.clone(),
            e.payload().traceback().unwrap_or_else(Ref::none),
            text,
            object.cloned().unwrap_or_else(Ref::none),
        ];
        let args = crate::stdlib::sys::hooks::new_unraisable_hook_args(self, values)?;
        self.call(hook, &[args]).map(drop)
    }
}

/// Writes an unraisable exception to `sys.stderr`.
pub fn default_unraisable(vm: &Vm, x: &Ref, message: Option<&str>, object: Option<&Ref>) {
    let message = message.filter(|m| !m.is_empty());
    let mut out = match (object, message) {
        (Some(o), m) => {
            let shown = vm.repr(o).map(|r| display_text(&r));
            let shown = shown.unwrap_or_else(|_| "<object repr() failed>".to_string());
            format!("{}: {shown}\n", m.unwrap_or("Exception ignored in"))
        }
        (None, Some(m)) => format!("{m}:\n"),
        (None, None) => String::new(),
    };
    if let Some(tb) = shown_traceback(vm, x) {
        out.push_str("Traceback (most recent call last):\n");
        plain_frames(vm, &tb, &mut out);
    }
    out.push_str(&qualified_name(vm, x));
    match vm.str(x).map(|s| display_text(&s)) {
        Ok(s) => out.push_str(&format!(": {s}")),
        Err(_) => out.push_str(": <exception str() failed>"),
    }
    out.push('\n');
    vm.write_stderr(&out);
}

fn plain_frames(vm: &Vm, tb: &Ref, out: &mut String) {
    let mut sources = SourceCache::default();
    let mut here = Some(tb.clone());
    let mut last = None;
    let mut count = 0;
    while let Some(t) = here.as_ref().and_then(|h| h.downcast::<PyTraceback>()) {
        if let Some(code) = t.code() {
            let line = t.line().unwrap_or(0);
            let key = (code.filename.id(), line, code.name.id());
            if last != Some(key) {
                repeated(out, count);
                last = Some(key);
                count = 0;
            }
            count += 1;
            if count <= 3 {
                let (file, name) = (display_text(&code.filename), display_text(&code.name));
                out.push_str(&format!("  File \"{file}\", line {line}, in {name}\n"));
                let text = if file.starts_with('<') {
                    String::new()
                } else {
                    sources.file_line(vm, &file, line)
                };
                if !text.trim().is_empty() {
                    out.push_str(&format!("    {}\n", text.trim()));
                }
            }
        }
        here = t.next();
    }
    repeated(out, count);
}

fn repeated(out: &mut String, count: usize) {
    if count > 3 {
        let more = count - 3;
        let s = if more > 1 { "s" } else { "" };
        out.push_str(&format!("  [Previous line repeated {more} more time{s}]\n"));
    }
}
