//! The table of command-line options, `-X` settings and environment variables, and how arguments
//! are read by it.
//!
//! Parsing, the help texts (`help.rs`) and docs/command-line.md all come from these rows.
//! Invariant: a row with a help text works; what is only accepted for compatibility has none, and
//! no help text or document lists it.
//! Next file to read: `settings.rs`.

use super::settings::{self, Fatal};
use crate::vm::config::Config;

/// How an option takes its argument.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// None.
    Nothing,
    /// One, and options go on after it.
    Value,
    /// One, and everything after it is the program's.
    Rest,
}

/// A row of the table of options.
pub(super) struct Flag {
    /// As it is typed: `-b` or `--help-env`.
    pub name: &'static str,
    pub takes: Takes,
    /// What the help text calls its argument.
    pub placeholder: &'static str,
    /// The environment variable that does the same; empty for none.
    pub variable: &'static str,
    /// Empty for what is accepted without any effect.
    pub help: &'static str,
    /// Notes the option.
    set: fn(&mut Parsed, &str),
}

const fn flag(
    name: &'static str,
    variable: &'static str,
    help: &'static str,
    set: fn(&mut Parsed, &str),
) -> Flag {
    Flag {
        name,
        takes: Takes::Nothing,
        placeholder: "",
        variable,
        help,
        set,
    }
}

const fn valued(
    name: &'static str,
    takes: Takes,
    placeholder: &'static str,
    variable: &'static str,
    help: &'static str,
    set: fn(&mut Parsed, &str),
) -> Flag {
    Flag {
        name,
        takes,
        placeholder,
        variable,
        help,
        set,
    }
}

const CHECK_PYCS: &str = "--check-hash-based-pycs";

/// Every option.
#[rustfmt::skip]
pub(super) const OPTIONS: &[Flag] = &[
    flag("-b", "", "warn when bytes are compared with str or int, or turned into str (-bb: raise)", |p, _| p.bytes_warning += 1),
    flag("-B", "PYTHONDONTWRITEBYTECODE", "set sys.dont_write_bytecode (minipy writes no .pyc files either way)", |p, _| p.dont_write_bytecode = true),
    valued("-c", Takes::Rest, "cmd", "", "run the text given as the next argument; ends the options", |p, v| p.what = What::Command(format!("{v}\n"))),
    flag("-d", "PYTHONDEBUG", "", |p, _| p.parser_debug += 1),
    flag("-E", "", "ignore all PYTHON* environment variables", |p, _| p.ignore_environment = true),
    flag("-h", "", "print this help and exit (also -? and --help)", |p, _| p.ask(What::Help(Topic::Options))),
    flag("-i", "PYTHONINSPECT", "open the prompt after the program, and even without a terminal", |p, _| { p.inspect = true; p.interactive = true; }),
    flag("-I", "", "isolate from the user's environment: -E, -P and -s at once", |p, _| p.isolate()),
    valued("-m", Takes::Rest, "mod", "", "run a module or package of the library or of sys.path; ends the options", |p, v| p.what = What::Module(v.to_string())),
    flag("-O", "PYTHONOPTIMIZE", "leave out assert statements and code under __debug__ (-OO: docstrings too)", |p, _| p.optimize = p.optimize.saturating_add(1)),
    flag("-P", "PYTHONSAFEPATH", "put neither the script's folder nor the current one on sys.path", |p, _| p.safe_path = true),
    flag("-q", "", "open the prompt without its banner", |p, _| p.quiet = true),
    flag("-R", "", "", |_, _| ()),
    flag("-s", "PYTHONNOUSERSITE", "leave the user's folder of packages out of sys.path", |p, _| p.no_user_site = true),
    flag("-S", "", "start without site: no exit, quit, help, copyright, credits, license, no user packages", |p, _| p.no_site = true),
    flag("-t", "", "", |_, _| ()),
    flag("-u", "PYTHONUNBUFFERED", "write stdout and stderr through at once", |p, _| p.unbuffered = true),
    flag("-v", "PYTHONVERBOSE", "tell on stderr where each module is imported from", |p, _| p.verbose = p.verbose.saturating_add(1)),
    flag("-V", "", "print the version and exit (also --version; -VV: with details)", |p, _| p.versions += 1),
    valued("-W", Takes::Value, "arg", "PYTHONWARNINGS", "filter warnings by action:message:category:module:line", |p, v| p.warnings.push(v.to_string())),
    flag("-x", "", "skip the first line of the source file", |p, _| p.skip_first_line = true),
    valued("-X", Takes::Value, "opt", "", "change a setting of the implementation, see --help-xoptions", |p, v| p.xoptions.push(match v.split_once('=') {
        Some((name, value)) => (name.to_string(), Some(value.to_string())),
        None => (v.to_string(), None),
    })),
    valued(CHECK_PYCS, Takes::Value, "mode", "", "", |_, _| ()),
    flag("--help", "", "", |p, _| p.ask(What::Help(Topic::Options))),
    flag("--help-all", "", "print everything that can be set and exit", |p, _| p.ask(What::Help(Topic::All))),
    flag("--help-env", "", "print the environment variables and exit", |p, _| p.ask(What::Help(Topic::Environment))),
    flag("--help-xoptions", "", "print the settings of -X and exit", |p, _| p.ask(What::Help(Topic::XOptions))),
    flag("--version", "", "", |p, _| p.versions += 1),
];

/// A setting of `-X`.
pub(super) struct XOption {
    pub name: &'static str,
    /// How its value is written, as in `=N`; empty for none.
    pub form: &'static str,
    /// The environment variable that does the same; empty for none.
    pub variable: &'static str,
    pub help: &'static str,
    /// Applies it; `None` for no value.
    pub set: fn(&mut Config, Option<&str>) -> Result<(), Fatal>,
}

const fn xoption(
    name: &'static str,
    form: &'static str,
    variable: &'static str,
    help: &'static str,
    set: fn(&mut Config, Option<&str>) -> Result<(), Fatal>,
) -> XOption {
    XOption {
        name,
        form,
        variable,
        help,
        set,
    }
}

/// Every `-X` setting that means something; others are only entered in `sys._xoptions`.
#[rustfmt::skip]
pub(super) const XOPTIONS: &[XOption] = &[
    xoption("context_aware_warnings", "=0|1", "PYTHON_CONTEXT_AWARE_WARNINGS", "", |c, v| settings::context_aware_warnings(c, v, "-X context_aware_warnings=n")),
    xoption("cpu_count", "=N", "PYTHON_CPU_COUNT", "make os.cpu_count() answer N; `default` asks the system", settings::cpu_count),
    xoption("dev", "", "PYTHONDEVMODE", "development mode: show every warning once for each place", |c, _| { c.dev_mode = true; Ok(()) }),
    xoption("faulthandler", "", "PYTHONFAULTHANDLER", "", |c, _| { c.faulthandler = true; Ok(()) }),
    xoption("frozen_modules", "=on|off", "", "", settings::frozen_modules),
    xoption("gil", "=0|1", "PYTHON_GIL", "1 runs threads under the GIL, the only way that works so far", settings::gil),
    xoption("importtime", "[=2]", "PYTHONPROFILEIMPORTTIME", "show how long each import takes (2: those already imported, too)", |c, v| settings::importtime(c, v, "-X importtime: values")),
    xoption("int_max_str_digits", "=N", "PYTHONINTMAXSTRDIGITS", "limit on the digits of ints read and written; 0 for none", |c, v| settings::int_max_str_digits(c, v, "-X int_max_str_digits")),
    xoption("no_debug_ranges", "", "PYTHONNODEBUGRANGES", "", |_, _| Ok(())),
    xoption("refcount", "=audit", "", "compare all reference counts with the references found when the program ends; status 66 if they disagree", settings::refcount),
    xoption("thread_inherit_context", "=0|1", "PYTHON_THREAD_INHERIT_CONTEXT", "", |c, v| settings::thread_inherit_context(c, v, "-X thread_inherit_context=n")),
    xoption("tracemalloc", "[=N]", "", "", settings::tracemalloc),
    xoption("utf8", "[=0|1]", "PYTHONUTF8", "set sys.flags.utf8_mode (files and streams are UTF-8 either way)", |c, v| settings::utf8(c, v.unwrap_or("1"), "-X utf8 option")),
    xoption("warn_default_encoding", "", "PYTHONWARNDEFAULTENCODING", "", |c, _| { c.warn_default_encoding = true; Ok(()) }),
];

/// An environment variable.
pub(super) struct Variable {
    pub name: &'static str,
    /// The option that does the same; empty for none.
    pub option: &'static str,
    /// Empty when the option's text says it, or when it has no effect.
    pub help: &'static str,
    /// Applies its value, which is not empty.
    pub set: fn(&mut Config, &str) -> Result<(), Fatal>,
}

const fn variable(
    name: &'static str,
    option: &'static str,
    help: &'static str,
    set: fn(&mut Config, &str) -> Result<(), Fatal>,
) -> Variable {
    Variable {
        name,
        option,
        help,
        set,
    }
}

/// Every environment variable, but for those only the library in Python reads.
#[rustfmt::skip]
pub(super) const VARIABLES: &[Variable] = &[
    variable("FORCE_COLOR", "", "if set, colours are used even without a terminal", |_, _| Ok(())),
    variable("NO_COLOR", "", "if set, no colours are used", |_, _| Ok(())),
    variable("PYTHONBREAKPOINT", "", "the function breakpoint() calls; 0 makes it do nothing", |_, _| Ok(())),
    variable("PYTHONDEBUG", "-d", "", |c, v| { c.parser_debug = settings::level(v); Ok(()) }),
    variable("PYTHONDEVMODE", "-X dev", "", |c, _| { c.dev_mode = true; Ok(()) }),
    variable("PYTHONDONTWRITEBYTECODE", "-B", "", |c, _| { c.dont_write_bytecode = true; Ok(()) }),
    variable("PYTHONFAULTHANDLER", "-X faulthandler", "", |c, _| { c.faulthandler = true; Ok(()) }),
    variable("PYTHONHASHSEED", "", "the seed of str and bytes hashes: `random`, or a number up to 4294967295", settings::hash_seed),
    variable("PYTHONINSPECT", "-i", "", |c, _| { c.inspect = true; Ok(()) }),
    variable("PYTHONINTMAXSTRDIGITS", "-X int_max_str_digits", "", |c, v| settings::int_max_str_digits(c, Some(v), "PYTHONINTMAXSTRDIGITS")),
    variable("PYTHONIOENCODING", "", "encoding[:errors] of stdin, stdout and stderr", |c, v| { c.stdio_encoding = Some(v.to_string()); Ok(()) }),
    variable("PYTHONNOUSERSITE", "-s", "", |c, _| { c.no_user_site = true; Ok(()) }),
    variable("PYTHONOPTIMIZE", "-O", "", |c, v| { c.optimize = settings::level(v); Ok(()) }),
    variable("PYTHONPATH", "", "folders put before the library on sys.path, with `:` between them", |c, v| { c.python_path = v.split(':').map(str::to_string).collect(); Ok(()) }),
    variable("PYTHONPROFILEIMPORTTIME", "-X importtime", "", |c, v| settings::importtime(c, Some(v), "PYTHONPROFILEIMPORTTIME: numeric values")),
    variable("PYTHONSAFEPATH", "-P", "", |c, _| { c.safe_path = true; Ok(()) }),
    variable("PYTHONSTARTUP", "", "a file run before the prompt opens", |c, v| { c.startup = Some(v.to_string()); Ok(()) }),
    variable("PYTHONUNBUFFERED", "-u", "", |c, _| { c.unbuffered = true; Ok(()) }),
    variable("PYTHONUSERBASE", "", "the folder under which the user's packages are", |c, v| { c.user_base = Some(v.to_string()); Ok(()) }),
    variable("PYTHONUTF8", "-X utf8", "", |c, v| settings::utf8(c, v, "PYTHONUTF8 environment variable")),
    variable("PYTHONVERBOSE", "-v", "", |c, v| { c.verbose = settings::level(v); Ok(()) }),
    variable("PYTHONWARNDEFAULTENCODING", "-X warn_default_encoding", "", |c, _| { c.warn_default_encoding = true; Ok(()) }),
    variable("PYTHONWARNINGS", "-W", "", |c, v| { c.warnings.extend(v.split(',').map(str::to_string)); Ok(()) }),
    variable("PYTHON_BASIC_REPL", "", "if set, the prompt is plain: no line editing, no colours", |c, _| { c.basic_repl = true; Ok(()) }),
    variable("PYTHON_COLORS", "", "1 for colours, 0 for none, whatever the other variables say", |_, _| Ok(())),
    variable("PYTHON_CONTEXT_AWARE_WARNINGS", "-X context_aware_warnings", "", |c, v| settings::context_aware_warnings(c, Some(v), "PYTHON_CONTEXT_AWARE_WARNINGS=N")),
    variable("PYTHON_CPU_COUNT", "-X cpu_count", "", |c, v| settings::cpu_count(c, Some(v))),
    variable("PYTHON_GIL", "-X gil", "", |c, v| settings::gil(c, Some(v))),
    variable("PYTHON_HISTORY", "", "the file that keeps what was typed at the prompt", |c, v| { c.history = Some(v.to_string()); Ok(()) }),
    variable("PYTHON_THREAD_INHERIT_CONTEXT", "-X thread_inherit_context", "", |c, v| settings::thread_inherit_context(c, Some(v), "PYTHON_THREAD_INHERIT_CONTEXT=N")),
];

/// Which help text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// `-h`
    Options,
    /// `--help-env`
    Environment,
    /// `--help-xoptions`
    XOptions,
    /// `--help-all`
    All,
}

/// What to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum What {
    /// `-c`
    Command(String),
    /// `-m`
    Module(String),
    /// A script, or a folder or zip file with `__main__.py`.
    File(String),
    /// `-`, or nothing.
    #[default]
    Stdin,
    /// `-h` and its like.
    Help(Topic),
    /// `-V`; true for `-VV`.
    Version(bool),
}

/// The arguments, read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// What to run.
    pub what: What,
    /// `sys.argv`.
    pub argv: Vec<String>,
    /// `-O` count.
    pub optimize: u8,
    /// `-b` count.
    pub bytes_warning: u8,
    /// `-v` count.
    pub verbose: u8,
    /// `-d` count.
    pub parser_debug: u8,
    /// `-V` count.
    versions: u8,
    /// `-B`
    pub dont_write_bytecode: bool,
    /// `-E`
    pub ignore_environment: bool,
    /// `-I`
    pub isolated: bool,
    /// `-P`
    pub safe_path: bool,
    /// `-s`
    pub no_user_site: bool,
    /// `-S`
    pub no_site: bool,
    /// `-u`
    pub unbuffered: bool,
    /// `-i`
    pub inspect: bool,
    /// `-i`, which unlike PYTHONINSPECT wants a prompt without a terminal.
    pub interactive: bool,
    /// `-q`
    pub quiet: bool,
    /// `-x`
    pub skip_first_line: bool,
    /// `-W` arguments.
    pub warnings: Vec<String>,
    /// `-X` arguments: name and value.
    pub xoptions: Vec<(String, Option<String>)>,
}

impl Parsed {
    fn isolate(&mut self) {
        self.isolated = true;
        self.ignore_environment = true;
        self.safe_path = true;
        self.no_user_site = true;
    }

    fn ask(&mut self, help: What) {
        self.what = help;
    }

    fn is_settled(&self) -> bool {
        matches!(self.what, What::Help(_))
    }
}

fn find(name: &str) -> Option<&'static Flag> {
    OPTIONS.iter().find(|f| f.name == name)
}

/// Reads the arguments; the error is the line to print.
pub fn parse(args: &[String]) -> Result<Parsed, String> {
    let mut p = Parsed {
        argv: vec![String::new()],
        ..Parsed::default()
    };
    let mut i = 1;
    while let Some(arg) = args.get(i) {
        if arg == "-" || !arg.starts_with('-') {
            break;
        }
        i += 1;
        if arg == "--" {
            break;
        }
        if arg.starts_with("--") {
            let row = find(arg).ok_or_else(|| format!("Unknown option: {arg}"))?;
            let value = match row.takes {
                Takes::Nothing => "",
                _ => {
                    i += 1;
                    check_pycs_mode(args.get(i - 1))?
                }
            };
            (row.set)(&mut p, value);
        } else if letters(&mut p, args, arg, &mut i)? {
            return Ok(finish(p));
        }
        if p.is_settled() {
            return Ok(p);
        }
    }
    if let Some(first) = args.get(i) {
        p.argv = args[i..].to_vec();
        if first != "-" {
            p.what = What::File(first.clone());
        }
    }
    Ok(finish(p))
}

/// Reads one group of letters; true when what follows is the program's.
fn letters(p: &mut Parsed, args: &[String], arg: &str, i: &mut usize) -> Result<bool, String> {
    for (at, letter) in arg.char_indices().skip(1) {
        let name = if letter == '?' {
            "-h".to_string()
        } else {
            format!("-{letter}")
        };
        let row = find(&name).ok_or_else(|| format!("Unknown option: -{letter}"))?;
        if row.takes == Takes::Nothing {
            (row.set)(p, "");
            if p.is_settled() {
                return Ok(true);
            }
            continue;
        }
        let attached = &arg[at + letter.len_utf8()..];
        let value = if attached.is_empty() {
            *i += 1;
            args.get(*i - 1)
                .ok_or_else(|| format!("Argument expected for the -{letter} option"))?
        } else {
            attached
        };
        (row.set)(p, value);
        if row.takes == Takes::Rest {
            p.argv = vec![name];
            p.argv.extend(args.iter().skip(*i).cloned());
            return Ok(true);
        }
        break;
    }
    Ok(false)
}

fn check_pycs_mode(value: Option<&String>) -> Result<&str, String> {
    match value.map(String::as_str) {
        Some(mode @ ("default" | "always" | "never")) => Ok(mode),
        Some(_) => Err(format!(
            "{CHECK_PYCS} must be one of 'default', 'always', or 'never'"
        )),
        None => Err(format!("Argument expected for the {CHECK_PYCS} options")),
    }
}

fn finish(mut p: Parsed) -> Parsed {
    if p.versions > 0 && !p.is_settled() {
        p.what = What::Version(p.versions > 1);
    }
    p
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Parsed, String> {
        let all: Vec<String> = std::iter::once("minipy")
            .chain(args.iter().copied())
            .map(str::to_string)
            .collect();
        parse(&all)
    }

    #[test]
    fn options_end_at_the_program() {
        let p = read(&["-O", "-Wignore", "-X", "gil=1", "f.py", "-O", "a"]).expect("valid");
        assert_eq!(p.what, What::File("f.py".to_string()));
        assert_eq!(p.argv, ["f.py", "-O", "a"]);
        assert_eq!((p.optimize, p.warnings.len(), p.xoptions.len()), (1, 1, 1));
        let p = read(&["-uc", "x", "-u"]).expect("valid");
        assert!(p.unbuffered);
        assert_eq!(p.what, What::Command("x\n".to_string()));
        assert_eq!(p.argv, ["-c", "-u"]);
        assert_eq!(read(&["-"]).expect("valid").argv, ["-"]);
        assert_eq!(read(&["-VV"]).expect("valid").what, What::Version(true));
        assert_eq!(
            read(&["-hV", "f"]).expect("valid").what,
            What::Help(Topic::Options)
        );
    }

    #[test]
    fn unknown_options_are_named() {
        let error = |args: &[&str]| read(args).err().unwrap_or_default();
        assert_eq!(error(&["-Z"]), "Unknown option: -Z");
        assert_eq!(error(&["--nope"]), "Unknown option: --nope");
        assert_eq!(error(&["-c"]), "Argument expected for the -c option");
        assert_eq!(
            error(&[CHECK_PYCS, "bad"]),
            "--check-hash-based-pycs must be one of 'default', 'always', or 'never'"
        );
    }

    #[test]
    fn rows_stand_in_order_and_name_each_other() {
        let key = |name: &str| {
            name.trim_start_matches('-').to_lowercase() + if name.len() > 2 { "~" } else { "" }
        };
        let short: Vec<_> = OPTIONS.iter().filter(|f| f.name.len() == 2).collect();
        assert!(short.is_sorted_by_key(|f| key(f.name)));
        assert!(XOPTIONS.is_sorted_by_key(|x| x.name));
        assert!(VARIABLES.is_sorted_by_key(|v| v.name));
        for (option, name) in OPTIONS
            .iter()
            .map(|f| (f.name.to_string(), f.variable))
            .chain(
                XOPTIONS
                    .iter()
                    .map(|x| (format!("-X {}", x.name), x.variable)),
            )
            .filter(|(_, name)| !name.is_empty())
        {
            let found = VARIABLES
                .iter()
                .any(|v| v.name == name && v.option == option);
            let accepted_only = name == "PYTHONNODEBUGRANGES";
            assert!(found || accepted_only, "{option} and {name}");
        }
    }
}
