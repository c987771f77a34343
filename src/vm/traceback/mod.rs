//! Showing exceptions: uncaught ones, those of threads, and those nobody can be told about.
//!
//! `print.rs` makes the text, `carets.rs` the marks, `suggest.rs` the "Did you mean". No Python
//! code of the standard library takes part, so an error shows up even when importing fails.
//!
//! Invariant: nothing here raises; an error while showing an error is dropped.
//! Next file to read: `print.rs`.

pub mod carets;
pub mod print;
pub mod source_cache;
pub mod suggest;
mod syntax;
pub mod theme;
mod unraisable;

pub use carets::dedent;
pub use suggest::nearest;
pub use unraisable::default_unraisable;

use crate::builtins::exceptions::{self as exc, PyException, fields};
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

/// The exit status of a program that an exception ended.
const FAILURE: i32 = 1;

impl Vm {
    /// The text of a traceback as `python script.py` prints it, with a newline at the end.
    pub fn format_exception(&self, x: &Ref) -> String {
        print::format_exception(self, x, theme::PLAIN)
    }

    /// Writes text to `sys.stderr`, or to the process's standard error when there is none yet.
    pub fn write_stderr(&self, text: &str) {
        let stderr = match self.interp.known.get() {
            Some(k) => self.dict_get(&k.sys, "stderr"),
            None => None,
        };
        match stderr {
            Some(f) if f.is_none() => {}
            Some(f) => {
                let written = self.call_method_str(&f, "write", &[self.new_str(text)]);
                if written.is_ok() {
                    drop(self.call_method_str(&f, "flush", &[]));
                }
            }
            None => {
                use std::io::Write;
                drop(std::io::stderr().write_all(text.as_bytes()));
            }
        }
    }

    /// `sys.excepthook` as it is at first: writes the traceback to `sys.stderr`.
    pub fn print_exception(&self, x: &Ref) {
        let text = print::format_exception(self, x, theme::stderr_theme(self));
        self.write_stderr(&text);
    }

    /// Ends a program on an exception: calls `sys.excepthook` and answers the exit status.
    /// `SystemExit` only yields its status.
    pub fn report_uncaught(&self, e: &Exc) -> i32 {
        if e.matches(&exc::SYSTEM_EXIT) {
            return self.exit_status(e);
        }
        self.show_uncaught(e).unwrap_or(FAILURE)
    }

    /// Calls `sys.excepthook` for an exception nobody handled, `SystemExit` like any other. The hook
    /// may ask for an exit status itself.
    pub fn show_uncaught(&self, e: &Exc) -> Option<i32> {
        let sys = &self.known().sys;
        let (value, tb) = (&e.0, e.payload().traceback().unwrap_or_else(Ref::none));
        let class = value.ty().to_ref();
        for (name, v) in [
            ("last_exc", value.clone()),
            ("last_type", class.clone()),
            ("last_value", value.clone()),
            ("last_traceback", tb.clone()),
        ] {
            drop(self.dict_set(sys, name, v));
        }
        match self.dict_get(sys, "excepthook") {
            None => {
                self.write_stderr("sys.excepthook is missing\n");
                self.print_exception(value);
            }
            Some(hook) => {
                if let Err(inner) = self.call(&hook, &[class, value.clone(), tb]) {
                    if inner.matches(&exc::SYSTEM_EXIT) {
                        return Some(self.exit_status(&inner));
                    }
                    self.write_stderr("Error in sys.excepthook:\n");
                    self.print_exception(&inner.0);
                    self.write_stderr("\nOriginal exception was:\n");
                    self.print_exception(value);
                }
            }
        }
        None
    }

    /// The exit status a `SystemExit` asks for; a code that is no int is written to `sys.stderr`.
    pub fn exit_status(&self, e: &Exc) -> i32 {
        let code = e
            .payload()
            .field(fields::SYSTEM_EXIT_CODE)
            .unwrap_or_else(Ref::none);
        if code.is_none() {
            return 0;
        }
        if let Some(i) = code.as_int() {
            return i.to_i64().map_or(-1, |i| i as i32);
        }
        let text = self
            .str(&code)
            .map(|s| print::display_text(&s))
            .unwrap_or_default();
        self.write_stderr(&format!("{text}\n"));
        FAILURE
    }

    /// What `threading.excepthook` does at first, for a thread of this name. `SystemExit` is silent.
    pub fn print_thread_exception(&self, name: &str, x: &Ref) {
        if x.is_instance(&exc::SYSTEM_EXIT) {
            return;
        }
        let text = print::format_exception(self, x, theme::stderr_theme(self));
        self.write_stderr(&format!("Exception in thread {name}:\n{text}"));
    }
}

/// `sys.excepthook(type, value, traceback)`.
pub fn sys_excepthook(vm: &Vm, args: &[Ref]) -> PyResult {
    let value = &args[1];
    match value.downcast::<PyException>() {
        Some(e) => {
            if args[2].is_exactly(&crate::builtins::traceback::TRACEBACK) {
                e.set_traceback(args[2].clone());
            }
            vm.print_exception(value);
        }
        None => {
            let text = format!(
                "TypeError: print_exception(): Exception expected for value, {} found\n",
                value.ty().name()
            );
            vm.write_stderr(&text);
        }
    }
    Ok(Ref::none())
}
