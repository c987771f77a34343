//! The table of command-line options, and how arguments are read by it.
//!
//! Invariant: an option that stands here works; `help` lists nothing else.
//! Next file to read: `../vm/interpreter.rs`.

/// How an option takes its argument.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// None.
    Nothing,
    /// One, and options go on after it.
    Value,
    /// One, and everything after it is the program's.
    Rest,
}

/// A row of the table.
struct Flag {
    letter: char,
    takes: Takes,
    placeholder: &'static str,
    help: &'static str,
}

const fn flag(letter: char, takes: Takes, placeholder: &'static str, help: &'static str) -> Flag {
    Flag {
        letter,
        takes,
        placeholder,
        help,
    }
}

/// Every one-letter option.
const OPTIONS: &[Flag] = &[
    flag(
        'b',
        Takes::Nothing,
        "",
        "issue warnings about bytes compared with str (-bb: errors)",
    ),
    flag(
        'B',
        Takes::Nothing,
        "",
        "accepted; minipy never writes .pyc files",
    ),
    flag(
        'c',
        Takes::Rest,
        "cmd",
        "program passed in as a string; ends the options",
    ),
    flag(
        'E',
        Takes::Nothing,
        "",
        "ignore PYTHON* environment variables",
    ),
    flag(
        'h',
        Takes::Nothing,
        "",
        "print this help and exit (also -? or --help)",
    ),
    flag(
        'i',
        Takes::Nothing,
        "",
        "accepted; the prompt after a script is not built yet",
    ),
    flag(
        'I',
        Takes::Nothing,
        "",
        "isolate from the user's environment (implies -E, -P and -s)",
    ),
    flag(
        'm',
        Takes::Rest,
        "mod",
        "run a library module as a script; ends the options",
    ),
    flag(
        'O',
        Takes::Nothing,
        "",
        "remove assert statements (-OO: docstrings too)",
    ),
    flag(
        'P',
        Takes::Nothing,
        "",
        "don't put the script's folder first on sys.path",
    ),
    flag(
        'q',
        Takes::Nothing,
        "",
        "don't print the version at the prompt",
    ),
    flag(
        's',
        Takes::Nothing,
        "",
        "don't add the user's site folder to sys.path",
    ),
    flag('S', Takes::Nothing, "", "don't import site"),
    flag(
        'u',
        Takes::Nothing,
        "",
        "write stdout and stderr through at once",
    ),
    flag('v', Takes::Nothing, "", "accepted; imports are not traced"),
    flag(
        'V',
        Takes::Nothing,
        "",
        "print the version and exit (also --version; -VV: more)",
    ),
    flag(
        'W',
        Takes::Value,
        "arg",
        "warning control: action:message:category:module:lineno",
    ),
    flag('x', Takes::Nothing, "", "skip the first line of the source"),
    flag(
        'X',
        Takes::Value,
        "opt",
        "settings of the implementation (gil, int_max_str_digits, ...)",
    ),
];

/// What to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// `-c`
    Command(String),
    /// `-m`
    Module(String),
    /// A script, or a folder with `__main__.py`.
    File(String),
    /// `-`, or nothing.
    Stdin,
    /// `-h`
    Help,
    /// `-V`; true for `-VV`.
    Version(bool),
}

/// The arguments, read.
#[derive(Clone, Debug)]
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
    /// `-q`
    pub quiet: bool,
    /// `-x`
    pub skip_first_line: bool,
    /// `-W` arguments.
    pub warnings: Vec<String>,
    /// `-X` arguments: name and value.
    pub xoptions: Vec<(String, Option<String>)>,
}

/// Reads the arguments; the error is the line to print.
pub fn parse(args: &[String]) -> Result<Parsed, String> {
    let mut p = Parsed {
        what: What::Stdin,
        argv: vec![String::new()],
        optimize: 0,
        bytes_warning: 0,
        verbose: 0,
        ignore_environment: false,
        isolated: false,
        safe_path: false,
        no_user_site: false,
        no_site: false,
        unbuffered: false,
        inspect: false,
        quiet: false,
        skip_first_line: false,
        warnings: Vec::new(),
        xoptions: Vec::new(),
    };
    let mut versions = 0;
    let mut i = 1;
    while i < args.len() {
        let arg = &args[i];
        if arg == "-" || !arg.starts_with('-') {
            break;
        }
        i += 1;
        match arg.as_str() {
            "--" => break,
            "--help" => {
                p.what = What::Help;
                return Ok(p);
            }
            "--version" => {
                versions += 1;
                continue;
            }
            _ => {}
        }
        if arg.starts_with("--") {
            return Err(format!("Unknown option: {arg}"));
        }
        for (at, letter) in arg[1..].char_indices() {
            let letter = if letter == '?' { 'h' } else { letter };
            let Some(row) = OPTIONS.iter().find(|f| f.letter == letter) else {
                return Err(format!("Unknown option: -{letter}"));
            };
            if row.takes == Takes::Nothing {
                match letter {
                    'b' => p.bytes_warning += 1,
                    'E' => p.ignore_environment = true,
                    'h' => {
                        p.what = What::Help;
                        return Ok(p);
                    }
                    'i' => p.inspect = true,
                    'I' => {
                        p.isolated = true;
                        p.ignore_environment = true;
                        p.safe_path = true;
                        p.no_user_site = true;
                    }
                    'O' => p.optimize += 1,
                    'P' => p.safe_path = true,
                    'q' => p.quiet = true,
                    's' => p.no_user_site = true,
                    'S' => p.no_site = true,
                    'u' => p.unbuffered = true,
                    'v' => p.verbose += 1,
                    'V' => versions += 1,
                    'x' => p.skip_first_line = true,
                    _ => {}
                }
                continue;
            }
            let attached = &arg[1 + at + letter.len_utf8()..];
            let value = if !attached.is_empty() {
                attached.to_string()
            } else if let Some(v) = args.get(i) {
                i += 1;
                v.clone()
            } else {
                return Err(format!("Argument expected for the -{letter} option"));
            };
            match letter {
                'W' => p.warnings.push(value),
                'X' => p.xoptions.push(match value.split_once('=') {
                    Some((n, v)) => (n.to_string(), Some(v.to_string())),
                    None => (value, None),
                }),
                'c' => p.what = What::Command(value + "\n"),
                _ => p.what = What::Module(value),
            }
            if row.takes == Takes::Rest {
                p.argv = vec![format!("-{letter}")];
                p.argv.extend_from_slice(&args[i..]);
                if versions > 0 {
                    p.what = What::Version(versions > 1);
                }
                return Ok(p);
            }
            break;
        }
    }
    if versions > 0 {
        p.what = What::Version(versions > 1);
        return Ok(p);
    }
    if let Some(first) = args.get(i) {
        p.argv = args[i..].to_vec();
        if first != "-" {
            p.what = What::File(first.clone());
        }
    }
    Ok(p)
}

/// The text of `-h`.
pub fn help(name: &str) -> String {
    let mut out =
        format!("usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nOptions:\n");
    for f in OPTIONS {
        let head = if f.placeholder.is_empty() {
            format!("-{}", f.letter)
        } else {
            format!("-{} {}", f.letter, f.placeholder)
        };
        out.push_str(&format!("{head:7}: {}\n", f.help));
    }
    out.push_str("file   : program read from a script file, or a folder with __main__.py\n-      : program read from standard input\narg ...: arguments for the program, in sys.argv[1:]\n");
    out
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
        assert_eq!(
            (p.what, p.argv),
            (
                What::Command("x\n".to_string()),
                vec!["-c".to_string(), "-u".to_string()]
            )
        );
        assert_eq!(read(&["-"]).expect("valid").argv, ["-"]);
        assert_eq!(read(&["-VV"]).expect("valid").what, What::Version(true));
    }

    #[test]
    fn unknown_options_are_named() {
        assert_eq!(read(&["-Z"]).err().as_deref(), Some("Unknown option: -Z"));
        assert_eq!(
            read(&["--nope"]).err().as_deref(),
            Some("Unknown option: --nope")
        );
        assert_eq!(
            read(&["-c"]).err().as_deref(),
            Some("Argument expected for the -c option")
        );
    }
}
