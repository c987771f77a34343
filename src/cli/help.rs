//! The help texts, and docs/command-line.md, made from the tables of `options.rs`.
//!
//! Invariant: rows without a text are not shown.
//! Next file to read: `options.rs`.

use super::options::{OPTIONS, Topic, VARIABLES, XOPTIONS};
use std::fmt::Write;

/// How wide a line of help may be.
const WIDTH: usize = 79;

/// The line that says how the command is used.
pub fn usage(name: &str) -> String {
    format!("usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n")
}

/// A help text, for a program of this name.
pub fn help(topic: Topic, name: &str) -> String {
    match topic {
        Topic::Options => options(name),
        Topic::Environment => environment(),
        Topic::XOptions => xoptions(),
        Topic::All => format!("{}\n{}\n{}", options(name), environment(), xoptions()),
    }
}

/// One row: a head, and a text broken into lines that start below it.
fn row(out: &mut String, head: &str, indent: usize, text: &str) {
    let mut line = format!("{head:indent$}: ", indent = indent - 2);
    if line.len() > indent {
        out.push_str(line.trim_end());
        out.push('\n');
        line = " ".repeat(indent);
    }
    let mut empty = true;
    for word in text.split(' ') {
        if !empty && line.len() + 1 + word.len() > WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            line = " ".repeat(indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}

fn with_variable(text: &str, variable: &str) -> String {
    if variable.is_empty() {
        text.to_string()
    } else {
        format!("{text}; also {variable}")
    }
}

fn head(name: &str, placeholder: &str) -> String {
    if placeholder.is_empty() {
        name.to_string()
    } else {
        format!("{name} {placeholder}")
    }
}

fn options(name: &str) -> String {
    let mut out = usage(name);
    out.push_str("Options, and environment variables that do the same:\n");
    for f in OPTIONS.iter().filter(|f| !f.help.is_empty()) {
        let text = with_variable(f.help, f.variable);
        row(&mut out, &head(f.name, f.placeholder), 9, &text);
    }
    out.push_str("\nWhat to run:\n");
    for (what, text) in PROGRAMS {
        row(&mut out, what, 9, text);
    }
    out
}

const PROGRAMS: &[(&str, &str)] = &[
    (
        "file",
        "a script, or a folder or zip file with a __main__.py in it",
    ),
    (
        "-",
        "standard input; also without any program, and the prompt on a terminal",
    ),
    ("arg ...", "arguments for the program, in sys.argv[1:]"),
];

fn environment() -> String {
    let mut out = String::from("Environment variables:\n");
    for v in VARIABLES.iter().filter(|v| !v.help.is_empty()) {
        row(&mut out, v.name, 19, v.help);
    }
    out.push_str("\nEnvironment variables that do what an option does:\n");
    for (name, option, help) in doubles() {
        row(&mut out, name, 19, &format!("{help} ({option})"));
    }
    out
}

/// The variables whose text stands in the row of an option, sorted by name.
fn doubles() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    VARIABLES.iter().filter_map(|v| {
        let by_flag = OPTIONS.iter().find(|f| f.name == v.option).map(|f| f.help);
        let by_setting = || {
            let name = v.option.strip_prefix("-X ")?;
            XOPTIONS.iter().find(|x| x.name == name).map(|x| x.help)
        };
        let help = by_flag.or_else(by_setting)?;
        (!help.is_empty()).then_some((v.name, v.option, help))
    })
}

fn xoptions() -> String {
    let mut out = String::from("Settings of the implementation:\n");
    for x in XOPTIONS.iter().filter(|x| !x.help.is_empty()) {
        let text = with_variable(x.help, x.variable);
        row(&mut out, &format!("-X {}{}", x.name, x.form), 9, &text);
    }
    out
}

/// The tables of docs/command-line.md.
pub fn markdown() -> String {
    let mut out = String::from(
        "# The command line\n\nThis page is made from the tables in `src/cli/options.rs`; a test keeps it current.\n\n```text\nminipy [option] ... [-c cmd | -m mod | file | -] [arg] ...\n```\n\n## Options\n\n| option | meaning | variable |\n|---|---|---|\n",
    );
    let cell = |text: &str| text.replace('|', "\\|");
    let code = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            format!("`{}`", text.replace('|', "\\|"))
        }
    };
    for f in OPTIONS.iter().filter(|f| !f.help.is_empty()) {
        let head = code(&head(f.name, f.placeholder));
        let _ = writeln!(out, "| {head} | {} | {} |", cell(f.help), code(f.variable));
    }
    out.push_str("\n## What to run\n\n| argument | meaning |\n|---|---|\n");
    for (what, text) in PROGRAMS {
        let _ = writeln!(out, "| `{what}` | {} |", cell(text));
    }
    out.push_str(
        "\n## Settings of the implementation\n\n| setting | meaning | variable |\n|---|---|---|\n",
    );
    for x in XOPTIONS.iter().filter(|x| !x.help.is_empty()) {
        let head = code(&format!("-X {}{}", x.name, x.form));
        let _ = writeln!(out, "| {head} | {} | {} |", cell(x.help), code(x.variable));
    }
    out.push_str("\n## Environment variables\n\n| variable | meaning |\n|---|---|\n");
    for v in VARIABLES.iter().filter(|v| !v.help.is_empty()) {
        let _ = writeln!(out, "| `{}` | {} |", v.name, cell(v.help));
    }
    out.push_str("\nA variable counts if it is set to something, unless `-E` or `-I` is given; an option wins over it.\n");
    out.push_str(EXIT_STATUS);
    out
}

const EXIT_STATUS: &str = "
## Exit status

| status | when |
|---|---|
| 0 | the program came to its end, or left with `sys.exit()` |
| n | it left with `sys.exit(n)` |
| 1 | an exception was not handled, or `sys.exit(\"text\")` was called |
| 2 | the command line is wrong, or the script can't be opened |
| 120 | what was printed could not be written at the end |
| 130 | Ctrl-C ended it; the process dies of SIGINT, as shells expect |
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_help_fit_the_terminal() {
        let text = help(Topic::All, "minipy");
        for line in text.lines() {
            assert!(line.len() <= WIDTH, "{line}");
            assert_eq!(line, line.trim_end());
        }
        assert!(text.contains("\n-c cmd : run the text"));
        assert!(text.contains("-X cpu_count=N:\n         make os.cpu_count()"));
    }

    /// `UPDATE_EXPECT=1` writes the page.
    #[test]
    fn the_page_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/command-line.md");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, markdown()).expect("docs is writable");
        }
        let page = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            page == markdown(),
            "UPDATE_EXPECT=1 cargo test --lib cli::help"
        );
    }
}
