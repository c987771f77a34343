//! What happens to an entry: is it whole, compile it, run it, show what went wrong.
//!
//! An entry may hold several statements, as a pasted program does; the value of an expression is
//! shown if it is the last of them. Each entry has a name of its own, `<python-input-N>`, under
//! which tracebacks find its text.
//!
//! Invariant: only `SystemExit` leaves an entry; any other exception is shown and the session goes
//! on. What a `from __future__ import` switched on stays on.
//! Deliberately absent: `await` outside of functions, which `python -m asyncio` offers.
//! Next file to read: `editor.rs`.

use crate::builtins::code::PyCode;
use crate::builtins::exceptions as exc;
use crate::builtins::functions::site_builtins;
use crate::compiler::{self, symtable};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::source::SourceText;
use crate::syntax::{self, Mode, Parsed, ast};
use std::sync::Arc;

/// The session's state between entries.
pub struct Session<'a> {
    vm: &'a Vm,
    /// The namespace of `__main__`.
    names: Ref,
    /// `CO_FUTURE_` bits of the entries so far.
    future: u32,
    /// How many entries there were.
    count: usize,
}

/// `CO_FUTURE_` bits of a code object's flags.
const FUTURE_BITS: u32 = 0xff_0000 | 0x100_0000;

/// Words that, alone on a line, do what they would do with parentheses.
pub const COMMANDS: &[&str] = &[
    "exit",
    "quit",
    "copyright",
    "credits",
    "license",
    "help",
    "clear",
];

impl<'a> Session<'a> {
    /// A session in `__main__`.
    pub fn new(vm: &'a Vm) -> PyResult<Session<'a>> {
        Ok(Session {
            vm,
            names: vm.main_namespace()?,
            future: 0,
            count: 0,
        })
    }

    /// The names entries see.
    pub fn names(&self) -> &Ref {
        &self.names
    }

    /// Runs an entry of any number of statements.
    pub fn run_entry(&mut self, text: &str) -> PyResult<()> {
        let name = format!("<python-input-{}>", self.count);
        self.count += 1;
        let result = self.run_statements(&name, text);
        self.settle(result)
    }

    /// Runs one statement typed without a terminal.
    pub fn run_single(&mut self, source: &Arc<SourceText>, parsed: Parsed) -> PyResult<()> {
        let result = self.run_module(source, &parsed.module);
        self.settle(result)
    }

    /// Shows an exception, unless it ends the session.
    pub fn settle(&self, result: PyResult<()>) -> PyResult<()> {
        let Err(e) = result else { return Ok(()) };
        if e.matches(&exc::SYSTEM_EXIT) {
            return Err(e);
        }
        match self.vm.show_uncaught(&e) {
            Some(status) => Err(self.vm.system_exit(self.vm.int(status.into()))),
            None => Ok(()),
        }
    }

    fn run_statements(&mut self, name: &str, text: &str) -> PyResult<()> {
        let vm = self.vm;
        let source =
            syntax::from_text(name, text.to_string()).map_err(|e| vm.syntax_error_from(&e))?;
        let source = Arc::new(source);
        let parsed =
            syntax::parse(&source, Mode::File).map_err(|e| vm.syntax_error_in(&e, &source))?;
        for w in &parsed.warnings {
            vm.warn_syntax(w, &source)?;
        }
        let ast::Module::Module(mut body) = parsed.module else {
            return Ok(());
        };
        let Some(last) = body.pop() else {
            return Ok(());
        };
        for statement in body {
            self.run_module(&source, &ast::Module::Module(vec![statement]))?;
        }
        self.run_module(&source, &ast::Module::Interactive(vec![last]))
    }

    fn run_module(&mut self, source: &Arc<SourceText>, module: &ast::Module) -> PyResult<()> {
        let vm = self.vm;
        let table = symtable::analyze(module, source, Default::default())
            .map_err(|e| vm.syntax_error_in(&e, source))?;
        let options = compiler::Options {
            optimize: vm.interp.config.optimize,
            flags: self.future,
            ..Default::default()
        };
        let compiled = compiler::compile(module, &table, source, options)
            .map_err(|e| vm.syntax_error_in(&e, source))?;
        for w in &compiled.warnings {
            vm.warn_syntax(w, source)?;
        }
        let code = vm.link(&compiled.code)?;
        if let Some(c) = code.downcast::<PyCode>() {
            self.future |= c.code.flags & FUTURE_BITS;
            vm.register_source(&c.code, source);
        }
        vm.exec_module(&code, &self.names).map(drop)
    }

    /// Whether an entry is one of the words that need no parentheses, and no variable.
    pub fn is_command(&self, text: &str) -> bool {
        let word = text.trim();
        COMMANDS.contains(&word) && self.vm.dict_get(&self.names, word).is_none()
    }

    /// Does what such a word says.
    pub fn command(&self, word: &str) -> PyResult<()> {
        let result = site_builtins::run_command(self.vm, word);
        self.settle(result)
    }

    /// Flushes what entries wrote.
    pub fn flush(&self) {
        for name in ["stderr", "stdout"] {
            if let Some(file) = self.vm.dict_get(&self.vm.known().sys, name)
                && !file.is_none()
            {
                drop(self.vm.call_method_str(&file, "flush", &[]));
            }
        }
    }

    /// `sys.ps1` or `sys.ps2` as text; empty where it has none.
    pub fn prompt(&self, name: &str) -> String {
        let value = self.vm.dict_get(&self.vm.known().sys, name);
        value
            .and_then(|v| self.vm.str_text(&v).ok())
            .unwrap_or_default()
    }
}

/// Whether an entry goes on in another line, as far as can be told when its last line ends.
pub fn needs_more(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or("");
    let blank = last.trim().is_empty();
    let many = text.contains('\n');
    if many && !blank && last.starts_with([' ', '\t']) && opens_block(text) {
        return true;
    }
    let source = SourceText::new("<prompt>", text.trim_end().to_string() + "\n");
    match syntax::parse(&source, Mode::File) {
        Err(e) if e.incomplete => true,
        Err(_) => many && !blank,
        Ok(parsed) => {
            let ast::Module::Module(body) = &parsed.module else {
                return false;
            };
            !blank && body.last().is_some_and(ast::Stmt::has_block)
        }
    }
}

/// Whether the last line that is not indented begins a block, in which an indented line stands.
fn opens_block(text: &str) -> bool {
    const OPENERS: &[&str] = &[
        "def", "class", "if", "for", "while", "with", "try", "async", "match", "elif", "else",
        "except", "finally",
    ];
    let outer = text
        .rsplit('\n')
        .find(|line| line.starts_with(|c: char| !c.is_whitespace()));
    outer.is_some_and(|line| {
        let word = line.split(|c: char| !c.is_alphanumeric()).next();
        line.trim_end().ends_with(':') && word.is_some_and(|w| OPENERS.contains(&w))
    })
}

/// The blanks a new line begins with, after this text.
pub fn indentation(text: &str) -> String {
    let line = text.rsplit('\n').next().unwrap_or("");
    let blanks: String = line
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect();
    let code = line.split(" #").next().unwrap_or("").trim();
    let first = code.split(|c: char| !c.is_alphanumeric()).next();
    if code.ends_with([':', '(', '[', '{']) {
        return blanks + "    ";
    }
    if matches!(
        first,
        Some("return" | "raise" | "pass" | "break" | "continue")
    ) {
        return blanks[..blanks.len().saturating_sub(4)].to_string();
    }
    blanks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_end_where_they_may() {
        for whole in [
            "",
            "x = 1",
            "x = (1,\n  2)",
            "x = = 1",
            "'''a\nb'''",
            "a = 1\nb = 2",
            "if x:\n    y\n",
            "def f():\n    return 1\n\nf()",
            "def f(:\n  x\n",
            "x = 1; y = 2",
            "\n",
            "  ",
        ] {
            assert!(!needs_more(whole), "{whole:?}");
        }
        for open in [
            "x = (1,",
            "'''a",
            "if x:",
            "if x: y",
            "@d",
            "def f():\n    return 1",
            "for x in y:\n    if x:\n        z",
            "x = 1 + \\",
            "class A:\n    x = 1\n\n    y = 2",
            "try:\n    x\nexcept E:\n    y",
            "x = 1\nif x:",
        ] {
            assert!(needs_more(open), "{open:?}");
        }
    }

    #[test]
    fn lines_are_indented_as_the_last_one_asks() {
        assert_eq!(indentation("if x:"), "    ");
        assert_eq!(indentation("if x:  # why"), "    ");
        assert_eq!(indentation("if x:\n    y = f("), "        ");
        assert_eq!(indentation("if x:\n    y"), "    ");
        assert_eq!(indentation("def f():\n    return 1"), "");
        assert_eq!(indentation("x"), "");
    }
}
