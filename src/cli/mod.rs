//! The command line: options and environment, then one of the ways to run.
//!
//! Invariant: every option, setting and variable the program understands is a row of a table in
//! [`options`]; parsing, the help texts and docs/command-line.md read the same rows. Messages and
//! exit statuses are CPython 3.14's.
//! Next file to read: `options.rs`.

pub mod help;
mod module;
pub mod options;
mod run;
pub use run::run_source;
mod settings;

use options::What;
use std::io::Write;
use std::path::Path;

/// The version of Python whose language and library this is.
pub const PYTHON_VERSION: &str = "3.14.0";

/// Runs the program for these arguments (the program's name first); answers the exit status.
pub fn main(args: Vec<String>) -> i32 {
    let program = args
        .first()
        .cloned()
        .unwrap_or_else(|| "minipy".to_string());
    let name = Path::new(&program)
        .file_name()
        .map_or(program.clone(), |n| n.to_string_lossy().into_owned());
    let parsed = match options::parse(&args) {
        Ok(p) => p,
        Err(message) => {
            complain(&format!(
                "{message}\n{}Try `{name} -h' for more information.\n",
                help::usage(&name)
            ));
            return 2;
        }
    };
    match parsed.what {
        What::Help(topic) => return say(&help::help(topic, &name)),
        What::Version(true) => return say(&format!("Python {}\n", long_version())),
        What::Version(false) => return say(&format!("Python {PYTHON_VERSION}\n")),
        _ => {}
    }
    let mut config = match settings::configure(&parsed, &args) {
        Ok(c) => c,
        Err(fatal) => {
            complain(&fatal.text());
            return 1;
        }
    };
    config.program = program;
    match run::prepare(parsed.what, &mut config, &name) {
        Ok(program) => run::run(config, program),
        Err((message, status)) => {
            complain(&format!("{message}\n"));
            status
        }
    }
}

/// What `-VV` and `sys.version` say.
pub fn long_version() -> String {
    format!(
        "{PYTHON_VERSION} (minipy {}) [Rust]",
        env!("CARGO_PKG_VERSION")
    )
}

/// Writes to standard output; a reader that has gone away is no error.
fn say(text: &str) -> i32 {
    let _ = std::io::stdout().write_all(text.as_bytes());
    let _ = std::io::stdout().flush();
    0
}

/// Writes to standard error, which may be closed.
fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The path of this program, which some messages begin with.
fn executable() -> String {
    std::env::current_exe().map_or("minipy".to_string(), |p| p.to_string_lossy().into_owned())
}
