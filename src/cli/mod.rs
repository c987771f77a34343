//! The command line: options and environment, then one of the ways to run.
//!
//! Invariant: every option the program understands is a row of [`options::OPTIONS`]; parsing and
//! `--help` read the same rows. Messages and exit statuses are CPython 3.14's.
//! Next file to read: `options.rs`.

pub mod options;

use crate::vm::interpreter::{Config, Job, run_main};
use options::{Parsed, What};
use std::io::Read;
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
            eprintln!("{message}");
            eprintln!("usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...");
            eprintln!("Try `{name} -h' for more information.");
            return 2;
        }
    };
    match parsed.what {
        What::Help => {
            print!("{}", options::help(&name));
            return 0;
        }
        What::Version(detailed) => {
            println!(
                "Python {}",
                if detailed {
                    long_version()
                } else {
                    PYTHON_VERSION.to_string()
                }
            );
            return 0;
        }
        _ => {}
    }
    let mut config = match configure(&parsed, &args) {
        Ok(c) => c,
        Err(fatal) => {
            eprintln!("Fatal Python error: {fatal}\nPython runtime state: preinitialized\n");
            return 1;
        }
    };
    config.program = program.clone();
    let job = match job(&parsed, &mut config, &name, &program) {
        Ok(j) => j,
        Err((message, status)) => {
            eprintln!("{message}");
            return status;
        }
    };
    run_main(config, job)
}

/// What `-VV` and `sys.version` say.
pub fn long_version() -> String {
    format!(
        "{PYTHON_VERSION} (minipy {}) [Rust]",
        env!("CARGO_PKG_VERSION")
    )
}

/// Settings from options and, unless ignored, the environment.
fn configure(p: &Parsed, args: &[String]) -> Result<Config, String> {
    let env = |name: &str| {
        if p.ignore_environment {
            None
        } else {
            std::env::var(name).ok().filter(|v| !v.is_empty())
        }
    };
    let level = |name: &str| env(name).map_or(0, |v| v.parse::<u8>().unwrap_or(1).max(1));
    let mut config = Config {
        argv: p.argv.clone(),
        orig_argv: args.to_vec(),
        optimize: p.optimize.max(level("PYTHONOPTIMIZE")).min(2),
        isolated: p.isolated,
        ignore_environment: p.ignore_environment,
        safe_path: p.safe_path || env("PYTHONSAFEPATH").is_some(),
        unbuffered: p.unbuffered || env("PYTHONUNBUFFERED").is_some(),
        inspect: p.inspect || env("PYTHONINSPECT").is_some(),
        verbose: p.verbose,
        quiet: p.quiet,
        bytes_warning: p.bytes_warning,
        no_user_site: p.no_user_site,
        no_site: p.no_site,
        xoptions: p.xoptions.clone(),
        ..Config::default()
    };
    if let Some(w) = env("PYTHONWARNINGS") {
        config.warnings.extend(w.split(',').map(str::to_string));
    }
    config.warnings.extend(p.warnings.iter().cloned());
    if let Some(seed) = env("PYTHONHASHSEED").filter(|s| s != "random") {
        config.hash_seed = Some(seed.parse().map_err(|_| {
            "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]".to_string()
        })?);
    }
    let gil = p
        .xoptions
        .iter()
        .rev()
        .find(|(n, _)| n == "gil")
        .map(|(_, v)| v.clone().unwrap_or_default());
    match gil.or_else(|| env("PYTHON_GIL")).as_deref() {
        None | Some("1") => {}
        Some("0") => {
            return Err(
                "config_read_gil: Disabling the GIL is not supported by minipy yet".to_string(),
            );
        }
        Some(_) => {
            return Err("config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"".to_string());
        }
    }
    if let Some(path) = env("PYTHONPATH") {
        config.python_path = path.split(':').map(str::to_string).collect();
    }
    Ok(config)
}

/// What to run, with `sys.argv` and the first entry of `sys.path` settled.
fn job(p: &Parsed, config: &mut Config, name: &str, program: &str) -> Result<Job, (String, i32)> {
    let with_path = |folder: String| if config.safe_path { None } else { Some(folder) };
    match &p.what {
        What::Command(text) => {
            config.script_folder = with_path(String::new());
            Ok(Job::Command(text.clone()))
        }
        What::Module(module) => {
            config.script_folder = with_path(current_folder());
            Ok(Job::Module {
                name: module.clone(),
                program: program.to_string(),
            })
        }
        What::Stdin => {
            config.script_folder = with_path(String::new());
            let mut bytes = Vec::new();
            if let Err(e) = std::io::stdin().read_to_end(&mut bytes) {
                return Err((format!("{name}: can't read standard input: {e}"), 1));
            }
            Ok(Job::File {
                bytes,
                name: "<stdin>".to_string(),
            })
        }
        What::File(file) => {
            let path = Path::new(file);
            if path.is_dir() {
                let main = path.join("__main__.py");
                if !main.is_file() {
                    let shown = absolute(path);
                    return Err((
                        format!("{program}: can't find '__main__' module in '{shown}'"),
                        1,
                    ));
                }
                config.script_folder = Some(file.clone());
                return read_script(&main, name).map(|bytes| Job::File {
                    bytes,
                    name: main.to_string_lossy().into_owned(),
                });
            }
            let bytes = read_script(path, name)?;
            let folder = std::fs::canonicalize(path)
                .ok()
                .and_then(|p| p.parent().map(|f| f.to_string_lossy().into_owned()));
            config.script_folder = with_path(folder.unwrap_or_default());
            Ok(Job::File {
                bytes,
                name: absolute(path),
            })
        }
        What::Help | What::Version(_) => Ok(Job::Command(String::new())),
    }
}

fn current_folder() -> String {
    std::env::current_dir()
        .map(|d| d.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn absolute(path: &Path) -> String {
    let p = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let s = p.to_string_lossy().into_owned();
    s.trim_end_matches("/.").to_string()
}

fn read_script(path: &Path, name: &str) -> Result<Vec<u8>, (String, i32)> {
    std::fs::read(path).map_err(|e| {
        let errno = e.raw_os_error().unwrap_or(0);
        let text = crate::runtime::errno::Errno(errno).text();
        (
            format!(
                "{name}: can't open file '{}': [Errno {errno}] {text}",
                absolute(path)
            ),
            2,
        )
    })
}
