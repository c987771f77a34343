//! The prompt: reading what is typed, running it, showing what comes of it.
//!
//! On a terminal an entry is edited as a whole, with colours, history and completion (`editor.rs`);
//! anywhere else lines are read one by one (`plain.rs`). Other threads run while the prompt waits,
//! and what they print appears above it.
//!
//! The editor is our own: line editing crates edit one line after one prompt. What is needed here
//! they can't do: `... ` in front of each further line of a block that is edited as a whole, blocks
//! higher than the screen, megabytes pasted without bracketing in less than quadratic time.
//!
//! Invariant: the terminal is in raw mode only while the prompt waits; entries run in the mode it
//! was found in.
//! Next file to read: `session.rs`, then `editor.rs`.

mod buffer;
mod colour;
mod complete;
mod editor;
mod history;
mod keys;
mod layout;
mod plain;
mod screen;
mod session;

use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};
use crate::runtime::fd;
use session::Session;
use std::path::PathBuf;

/// How the prompt begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With a banner.
    Fresh,
    /// Behind a program whose names are there.
    AfterProgram,
}

/// Runs the prompt until its input ends. The error is `SystemExit`.
pub fn run(vm: &Vm, start: Start) -> PyResult<()> {
    let config = &vm.interp.config;
    if start == Start::Fresh && !config.quiet {
        vm.write_stderr(&banner(config.no_site));
    }
    let sys = &vm.known().sys;
    for (name, text) in [("ps1", ">>> "), ("ps2", "... ")] {
        if vm.dict_get(sys, name).is_none() {
            vm.dict_set(sys, name, vm.new_str(text))?;
        }
    }
    let mut session = Session::new(vm)?;
    if start == Start::Fresh
        && let Some(file) = &config.startup
    {
        let result = run_startup(vm, file, session.names());
        session.settle(result)?;
    }
    if let Some(hook) = vm
        .dict_get(sys, "__interactivehook__")
        .filter(|h| !h.is_none())
    {
        let result = vm.call(&hook, &[]).map(drop);
        session.settle(result)?;
    }
    if has_terminal() && !config.basic_repl {
        editor::run(vm, &mut session, history_file(vm))
    } else {
        plain::run(vm, &mut session)
    }
}

/// Says what this is, and that there is help.
fn banner(no_site: bool) -> String {
    let hint = if no_site {
        ""
    } else {
        "Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n"
    };
    format!(
        "minipy {} (Python 3.14 compatible) on {}\n{hint}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS
    )
}

/// Whether there is a terminal whose cursor can be moved.
fn has_terminal() -> bool {
    let named = std::env::var("TERM").is_ok_and(|t| !t.is_empty() && t != "dumb");
    named && fd::isatty(0) && fd::isatty(1)
}

fn run_startup(vm: &Vm, file: &str, names: &Ref) -> PyResult<()> {
    match std::fs::read(file) {
        Ok(bytes) => crate::cli::run_source(vm, &bytes, file, names),
        Err(e) => {
            vm.write_stderr("Could not open PYTHONSTARTUP\n");
            let errno = crate::runtime::errno::Errno(e.raw_os_error().unwrap_or(0));
            Err(vm.os_error(errno, Some(&vm.new_str(file))))
        }
    }
}

/// The file that keeps what was typed.
fn history_file(vm: &Vm) -> Option<PathBuf> {
    let config = &vm.interp.config;
    match &config.history {
        Some(file) => Some(PathBuf::from(file)),
        None if config.isolated => None,
        None => Some(PathBuf::from(std::env::var_os("HOME")?).join(".python_history")),
    }
}
