//! From options and environment to the interpreter's settings.
//!
//! The environment is applied first, so that options win; `-E` and `-I` leave it out.
//! Invariant: a wrong value of a setting ends the program before anything runs, with the words and
//! the status of CPython 3.14.
//! Next file to read: `run.rs`.

use super::options::{Parsed, VARIABLES, XOPTIONS};
use crate::vm::config::Config;

/// A setting that can't be: what to say and how far start-up had come.
#[derive(Debug)]
pub struct Fatal {
    message: String,
    state: &'static str,
}

impl Fatal {
    fn new(message: impl Into<String>) -> Fatal {
        Fatal {
            message: message.into(),
            state: "preinitialized",
        }
    }

    /// The lines for standard error.
    pub fn text(&self) -> String {
        let Fatal { message, state } = self;
        format!("Fatal Python error: {message}\nPython runtime state: {state}\n\n")
    }
}

type Outcome = Result<(), Fatal>;

/// Settings from options and, unless ignored, the environment.
pub fn configure(p: &Parsed, args: &[String]) -> Result<Config, Fatal> {
    let mut config = Config {
        argv: p.argv.clone(),
        orig_argv: args.to_vec(),
        ..Config::default()
    };
    if !p.ignore_environment {
        for v in VARIABLES {
            let value = std::env::var_os(v.name).filter(|value| !value.is_empty());
            if let Some(value) = value {
                (v.set)(&mut config, &value.to_string_lossy())?;
            }
        }
    }
    for (name, value) in &p.xoptions {
        if let Some(row) = XOPTIONS.iter().find(|row| row.name == name) {
            (row.set)(&mut config, value.as_deref())?;
        }
    }
    config.xoptions.clone_from(&p.xoptions);
    config.optimize = config.optimize.max(p.optimize).min(2);
    config.verbose = config.verbose.max(p.verbose);
    config.parser_debug = config.parser_debug.max(p.parser_debug);
    config.bytes_warning = p.bytes_warning;
    config.dont_write_bytecode |= p.dont_write_bytecode;
    config.inspect |= p.inspect;
    config.safe_path |= p.safe_path;
    config.no_user_site |= p.no_user_site;
    config.unbuffered |= p.unbuffered;
    config.interactive = p.interactive;
    config.isolated = p.isolated;
    config.ignore_environment = p.ignore_environment;
    config.no_site = p.no_site;
    config.quiet = p.quiet;
    config.skip_first_line = p.skip_first_line;
    config.warnings.extend(p.warnings.iter().cloned());
    if config.dev_mode {
        config.warnings.insert(0, "default".to_string());
        config.faulthandler = true;
    }
    match config.bytes_warning {
        0 => {}
        1 => config.warnings.push("default::BytesWarning".to_string()),
        _ => config.warnings.push("error::BytesWarning".to_string()),
    }
    Ok(config)
}

/// The value of a variable that stands for an option given so many times: a number from 1 on;
/// other texts count once.
pub(super) fn level(value: &str) -> u8 {
    value.parse::<u8>().map_or(1, |n| n.max(1))
}

pub(super) fn gil(_: &mut Config, value: Option<&str>) -> Outcome {
    match value {
        Some("1") => Ok(()),
        Some("0") => Err(Fatal::new(
            "config_read_gil: Disabling the GIL is not supported by minipy yet",
        )),
        _ => Err(Fatal::new(
            "config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"",
        )),
    }
}

pub(super) fn refcount(config: &mut Config, value: Option<&str>) -> Outcome {
    match value {
        Some("audit") => {
            config.audit = true;
            Ok(())
        }
        Some("plain" | "atomic") => Err(Fatal::new(
            "config: -X refcount chooses how threads count without the GIL, which is not supported by minipy yet",
        )),
        _ => Err(Fatal::new(
            "config: -X refcount must be \"plain\", \"atomic\" or \"audit\"",
        )),
    }
}

pub(super) fn cpu_count(config: &mut Config, value: Option<&str>) -> Outcome {
    config.cpu_count = match value {
        Some("default") => None,
        other => match other.and_then(|n| n.parse::<i32>().ok()) {
            Some(n) if n > 0 => Some(n),
            _ => {
                return Err(Fatal::new(
                    "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0",
                ));
            }
        },
    };
    Ok(())
}

pub(super) fn importtime(config: &mut Config, value: Option<&str>, what: &str) -> Outcome {
    config.import_time = match value {
        None | Some("1") => 1,
        Some("2") => 2,
        // The variable may also hold any text that is no number.
        Some(text) if what.starts_with("PYTHON") && text.parse::<i64>().is_err() => 1,
        Some(_) => {
            return Err(Fatal::new(format!(
                "config_init_import_time: {what} other than 1 and 2 are reserved for future use."
            )));
        }
    };
    Ok(())
}

pub(super) fn int_max_str_digits(config: &mut Config, value: Option<&str>, what: &str) -> Outcome {
    match value.and_then(|n| n.parse::<i32>().ok()) {
        Some(n) if n == 0 || n >= 640 => {
            config.int_max_str_digits = Some(n as usize);
            Ok(())
        }
        _ => Err(Fatal::new(format!(
            "config_init_int_max_str_digits: {what}: invalid limit; must be >= 640 or 0 for unlimited."
        ))),
    }
}

pub(super) fn utf8(config: &mut Config, value: &str, what: &str) -> Outcome {
    config.utf8_mode = match value {
        "0" => false,
        "1" => true,
        _ => {
            return Err(Fatal {
                message: format!("preconfig_init_utf8_mode: invalid {what} value"),
                state: "preinitializing",
            });
        }
    };
    Ok(())
}

pub(super) fn hash_seed(config: &mut Config, value: &str) -> Outcome {
    if value == "random" {
        return Ok(());
    }
    config.hash_seed = Some(value.parse().map_err(|_| {
        Fatal::new(
            "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]",
        )
    })?);
    Ok(())
}

fn zero_or_one(value: Option<&str>, function: &str, what: &str) -> Result<bool, Fatal> {
    match value {
        Some("0") => Ok(false),
        Some("1") => Ok(true),
        _ => Err(Fatal::new(format!(
            "{function}: {what}: n is missing or invalid"
        ))),
    }
}

pub(super) fn thread_inherit_context(c: &mut Config, value: Option<&str>, what: &str) -> Outcome {
    c.thread_inherit_context = zero_or_one(value, "config_init_thread_inherit_context", what)?;
    Ok(())
}

pub(super) fn context_aware_warnings(c: &mut Config, value: Option<&str>, what: &str) -> Outcome {
    c.context_aware_warnings = zero_or_one(value, "config_init_context_aware_warnings", what)?;
    Ok(())
}

pub(super) fn frozen_modules(_: &mut Config, value: Option<&str>) -> Outcome {
    match value {
        None | Some("on" | "off" | "") => Ok(()),
        Some(_) => Err(Fatal::new(
            "bad value for option -X frozen_modules (expected \"on\" or \"off\")",
        )),
    }
}

pub(super) fn tracemalloc(_: &mut Config, value: Option<&str>) -> Outcome {
    match value.map(str::parse::<u16>) {
        None | Some(Ok(_)) => Ok(()),
        Some(Err(_)) => Err(Fatal::new(
            "config_init_tracemalloc: -X tracemalloc=NFRAME: invalid number of frames",
        )),
    }
}
