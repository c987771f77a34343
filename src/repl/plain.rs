//! The prompt without a terminal, or on one that can't move its cursor: line by line.
//!
//! Lines are read through `sys.stdin`, so that a program's own `input()` reads on where the prompt
//! stopped. Prompts go to standard error.
//!
//! Invariant: nothing but text and line ends is written.
//! Next file to read: `session.rs`.

use super::session::Session;
use crate::builtins::exceptions as exc;
use crate::objects::context::Vm;
use crate::objects::refcount::PyResult;
use crate::source::SourceText;
use crate::syntax;
use std::sync::Arc;

/// Reads and runs statements until the input ends.
pub fn run(vm: &Vm, session: &mut Session<'_>) -> PyResult<()> {
    let mut text = String::new();
    loop {
        session.flush();
        let prompt = session.prompt(if text.is_empty() { "ps1" } else { "ps2" });
        vm.write_stderr(&prompt);
        let ended = match read_line(vm) {
            Ok(Some(line)) => {
                text.push_str(&line);
                !line.ends_with('\n')
            }
            Ok(None) if text.is_empty() => {
                vm.write_stderr("\n");
                return Ok(());
            }
            Ok(None) => true,
            Err(e) if e.matches(&exc::KEYBOARD_INTERRUPT) => {
                vm.write_stderr("\nKeyboardInterrupt\n");
                text.clear();
                continue;
            }
            Err(e) => return Err(e),
        };
        step(vm, session, &mut text, ended)?;
    }
}

/// Runs the statement typed so far, if it is one; `ended` says that no more lines come.
fn step(vm: &Vm, session: &mut Session<'_>, text: &mut String, ended: bool) -> PyResult<()> {
    let source = match syntax::from_text("<stdin>", text.clone()) {
        Ok(source) => Arc::new(source),
        Err(e) => {
            text.clear();
            return session.settle(Err(vm.syntax_error_from(&e)));
        }
    };
    // A line feed after an empty line is what ends a block.
    let typed = SourceText::new("<stdin>", without_last_line_end(text));
    let parsed = match syntax::parse_interactive(&typed) {
        Ok(None) if !ended => return Ok(()),
        Ok(Some(parsed)) => Ok(parsed),
        Ok(None) => syntax::parse(&source, syntax::Mode::Single),
        Err(e) => Err(e),
    };
    text.clear();
    match parsed {
        Ok(parsed) => session.run_single(&source, parsed),
        Err(e) => session.settle(Err(vm.syntax_error_in(&e, &source))),
    }
}

fn without_last_line_end(text: &str) -> String {
    text.strip_suffix('\n').unwrap_or(text).to_string()
}

/// A line of `sys.stdin`; `None` at its end, or when there is none.
fn read_line(vm: &Vm) -> PyResult<Option<String>> {
    let Some(stdin) = vm.dict_get(&vm.known().sys, "stdin") else {
        return Ok(None);
    };
    if stdin.is_none() {
        return Ok(None);
    }
    let line = match vm.call_method(&stdin, &vm.names().readline, &[]) {
        Ok(line) => vm.str_lossy(&line),
        // Closed, or not text: there is nothing more to read.
        Err(e) if e.matches(&exc::VALUE_ERROR) || e.matches(&exc::OS_ERROR) => return Ok(None),
        Err(e) => return Err(e),
    };
    Ok((!line.is_empty()).then_some(line))
}
