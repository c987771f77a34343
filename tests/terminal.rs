//! The prompt on a terminal: a program types, and the screen must show what it should.
//!
//! The program runs on a pseudo terminal (`terminal/pty.rs`); what it writes goes to a small model
//! of a screen (`terminal/screen.rs`).
//! Invariant: a test waits for what it expects to see, never for a time to pass.
//! Next file to read: `terminal/pty.rs`.

#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/screen.rs"]
mod screen;

use pty::Session;
use std::time::{Duration, Instant};

/// A session in which the prompt has come up.
fn prompt() -> Session {
    let mut s = Session::start(&["-q"], &[], 80, 24);
    s.expect(">>> ");
    s
}

#[test]
fn expressions_and_names() {
    let mut s = prompt();
    s.run("1 + 1", "2");
    s.run("_ * 10", "20");
    s.run("x = 'a'; x * 3", "'aaa'");
    s.line("None");
    s.run("_", "'aaa'");
    s.line("import sys");
    s.line("sys.ps1 = '?> '");
    s.expect("\n?> ");
    s.line("sys.ps1 = '>>> '");
    s.leave();
}

#[test]
fn the_banner_names_us() {
    let mut s = Session::start(&[], &[], 80, 24);
    s.expect(">>> ");
    let text = s.text();
    assert!(text.starts_with("minipy "), "{text}");
    assert!(
        text.contains("(Python 3.14 compatible) on linux\nType \"help\", "),
        "{text}"
    );
    s.leave();
}

#[test]
fn blocks_are_indented_and_recalled_as_a_whole() {
    let mut s = prompt();
    s.slowly(&["def f(n):", "if n:", "return n", "return 0", ""]);
    s.expect(">>> def f(n):\n...     if n:\n...         return n\n...     return 0\n... \n>>> ");
    s.run("f(5)", "5");
    // Up: the call, then the whole block; its last line is changed.
    s.type_text("\x1b[A\x1b[A");
    s.expect("5\n>>> def f(n):\n...     if n:\n...         return n\n...     return 0");
    s.settle();
    s.slowly(&["\x7f7", ""]);
    s.run("f(0)", "7");
    s.leave();
}

#[test]
fn the_cursor_moves_through_lines() {
    let mut s = prompt();
    s.slowly(&["for i in range(2):"]);
    s.type_text("print('a')");
    // Up into the first line, its 2 becomes a 3, and down again.
    s.type_text("\x1b[A\x1b[F\x1b[D\x1b[D\x7f3");
    s.expect(">>> for i in range(3):\n...     print('a')");
    s.type_text("\x1b[B\x1b[F");
    s.slowly(&["", ""]);
    s.expect("a\na\na\n>>> ");
    s.type_text("1 + 1\x01\x0b");
    s.expect_last(">>> ");
    s.type_text("\x19 \x1b[1;5D\x17");
    s.expect_last(">>> 1 1");
    s.type_text("\x03");
    s.leave();
}

#[test]
fn brackets_and_strings_go_on() {
    let mut s = prompt();
    s.slowly(&["f = (1,", "2)"]);
    s.expect(">>> f = (1,\n... 2)\n>>> ");
    s.type_text("'''a\rb'''\r");
    s.expect("'a\\nb'\n>>> ");
    s.leave();
}

#[test]
fn tab_completes() {
    let mut s = prompt();
    s.type_text("impo\tmat\t\r");
    s.expect(">>> import math\n>>> ");
    s.type_text("math.sq\t4)\r");
    s.expect(">>> math.sqrt(4)\n2.0\n>>> ");
    s.type_text("math.is\t");
    s.type_text("\t");
    s.expect("isclose(");
    s.expect("isqrt(");
    s.expect_last(">>> math.is");
    s.type_text("q\t10)\r");
    s.expect("3\n>>> ");
    s.type_text("from math import flo\t\r");
    s.run("floor(2.5)", "2");
    s.line("variable_of_mine = 1");
    s.type_text("vari\t\r");
    s.expect(">>> variable_of_mine\n1\n>>> ");
    s.slowly(&["if 1:", "\x15\t7", ""]);
    s.expect("...     7\n... \n7\n>>> ");
    s.leave();
}

#[test]
fn history_is_searched_and_kept() {
    let file = std::env::temp_dir().join(format!("minipy-terminal-{}", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let name = file.to_string_lossy().into_owned();
    let variables = [("PYTHON_HISTORY", name.as_str())];
    let mut s = Session::start(&["-q"], &variables, 80, 24);
    s.expect(">>> ");
    s.run("alpha = 41", ">>> ");
    s.slowly(&["if 1:", "beta = 2", ""]);
    s.leave();
    let mut s = Session::start(&["-q"], &variables, 80, 24);
    s.expect(">>> ");
    s.type_text("\x12alp");
    s.expect_last("(reverse-i-search)`alp': alpha = 41");
    s.type_text("\r");
    s.run("alpha + 1", "42");
    s.type_text("\x1b[A\x1b[A\x1b[A");
    s.expect(">>> if 1:\n...     beta = 2");
    s.type_text("\x03");
    s.leave();
    let kept = std::fs::read_to_string(&file).expect("a history");
    let _ = std::fs::remove_file(&file);
    assert_eq!(
        kept,
        "alpha = 41\nif 1:\r\n    beta = 2\nalpha = 41\nalpha + 1\n"
    );
}

#[test]
fn errors_show_what_was_typed() {
    let mut s = prompt();
    s.line("def f(x): return 1 / x");
    s.type_text("\r");
    s.expect("\n>>> ");
    s.type_text("f(0)\r");
    s.expect(
        ">>> f(0)\nTraceback (most recent call last):\n  File \"<python-input-1>\", line 1, in <module>\n    f(0)\n    ~^^^\n  File \"<python-input-0>\", line 1, in f\n    def f(x): return 1 / x\n                     ~~^~~\nZeroDivisionError: division by zero\n>>> ",
    );
    s.type_text("1 +\r");
    s.expect(
        "  File \"<python-input-2>\", line 1\n    1 +\n       ^\nSyntaxError: invalid syntax\n>>> ",
    );
    s.type_text("pritn\r");
    s.expect("NameError: name 'pritn' is not defined. Did you mean: 'print'?\n>>> ");
    s.type_text("import sys\r");
    s.run("sys.last_exc", "NameError(\"name 'pritn' is not defined\")");
    s.leave();
}

#[test]
fn ctrl_c_and_ctrl_d() {
    let mut s = prompt();
    s.type_text("abc\x03");
    s.expect(">>> abc\nKeyboardInterrupt\n>>> ");
    s.slowly(&["while 1: pass", ""]);
    s.settle();
    s.type_text("\x03");
    s.expect("KeyboardInterrupt\n>>> ");
    s.type_text("import time; time.sleep(30)\r");
    s.settle();
    s.type_text("\x03");
    s.expect("~~~~~~~~~~^^^^\nKeyboardInterrupt\n>>> ");
    s.interrupt();
    s.expect("\nKeyboardInterrupt\n>>> ");
    s.type_text("x\x04\x01\x04");
    s.expect_last(">>> ");
    s.type_text("\x04");
    assert_eq!(s.status(), 0);
}

#[test]
fn words_without_parentheses() {
    let mut s = prompt();
    s.run("copyright", "minipy's own code: see its LICENSE file.");
    s.run("license", "Type license() to see the full license text");
    s.type_text("clear\r");
    s.settle();
    s.expect_screen(">>> ");
    s.line("exit = 5");
    s.run("exit", "5");
    s.line("del exit");
    s.type_text("exit\r");
    assert_eq!(s.status(), 0);
    let mut s = prompt();
    s.type_text("exit(3)\r");
    assert_eq!(s.status(), 3);
}

#[test]
fn help_and_consoles() {
    let mut s = Session::start(&["-q"], &[("PAGER", "cat")], 80, 24);
    s.expect(">>> ");
    s.type_text("help(len)\r");
    s.expect("    Return the number of items in a container.\n");
    s.settle();
    s.type_text("help\r");
    s.expect("\nhelp> ");
    s.type_text("q\r");
    s.expect("\n>>> ");
    s.type_text("import code; code.interact(banner='inner', exitmsg='left')\r");
    s.expect("inner\n>>> ");
    s.type_text("6 * 7\r");
    s.expect("6 * 7\n42\n>>> ");
    s.type_text("\x04");
    s.expect("left\n>>> ");
    s.leave();
}

#[test]
fn pasted_programs() {
    let mut s = prompt();
    s.type_text("\x1b[200~def f():\r    x = 1\r\r    return x\r\rprint(f())\rf() + 1\r\x1b[201~");
    s.expect("...     return x\n... \n... print(f())\n... f() + 1\n... ");
    s.type_text("\r");
    s.expect("1\n2\n>>> ");
    // The same without brackets: lines come in a heap, with their own indentation.
    s.type_text("def g():\r    x = 1\r\r    return x\r\rprint(g() + 5)\r");
    s.expect("6\n>>> ");
    s.leave();
}

#[test]
fn two_thousand_lines_in_a_second() {
    let mut s = prompt();
    let mut program = String::from("def big():\r    n = 0\r");
    for i in 0..2000 {
        program.push_str(&format!("    n += {i}  # a line of the program\r"));
    }
    program.push_str("    return n\r");
    let start = Instant::now();
    s.type_text(&format!("\x1b[200~{program}\x1b[201~\r"));
    s.type_text("big()\r");
    s.expect("\n1999000\n>>> ");
    let bracketed = start.elapsed();
    let start = Instant::now();
    s.type_text(&format!("{program}\rbig() + 1\r"));
    s.expect("\n1999001\n>>> ");
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 });
    let typed = start.elapsed();
    assert!(
        bracketed < limit && typed < limit,
        "{bracketed:?} {typed:?}"
    );
    s.leave();
}

#[test]
fn threads_print_above_the_prompt() {
    let mut s = prompt();
    s.type_text("import threading, time\rgo = threading.Event()\r");
    s.type_text("def talk():\r    go.wait()\r    print('first'); print('second', end=''); time.sleep(0.2); print(' end')\r\r");
    s.type_text("t = threading.Thread(target=talk); t.start()\r");
    s.type_text("threading.Timer(0.3, go.set).start()\r");
    s.type_text("x = 'half typed");
    s.expect("\nfirst\nsecond end\n>>> x = 'half typed");
    s.type_text("'\r");
    s.run("len(x)", "10");
    s.type_text("def fail(): 1/0\r\rthreading.Thread(target=fail).start()\r");
    s.expect("ZeroDivisionError: division by zero\n");
    s.leave();
}

#[test]
fn colours_come_and_go() {
    let mut s = Session::start(&["-q"], &[("PYTHON_COLORS", "1")], 80, 24);
    s.expect(">>> ");
    s.type_text("def f(): return 'a' # b\r\r1/0\r");
    s.expect("by zero\n>>> ");
    let raw = s.raw();
    for part in [
        "\x1b[1;35m>>> \x1b[0m",
        "\x1b[1;34mdef\x1b[0m \x1b[1mf\x1b[0m(): \x1b[1;34mreturn\x1b[0m \x1b[32m'a'\x1b[0m \x1b[31m# b\x1b[0m",
        "\x1b[1;35mZeroDivisionError\x1b[0m: \x1b[35mdivision by zero\x1b[0m",
    ] {
        assert!(raw.contains(part), "{part:?} in {raw:?}");
    }
    s.leave();
    let mut s = Session::start(&["-q"], &[("NO_COLOR", "1")], 80, 24);
    s.expect(">>> ");
    s.type_text("def f(): return 'a'\r\r");
    s.leave();
    assert!(!s.raw().contains("\x1b[1;"), "{:?}", s.raw());
}

#[test]
fn after_a_program() {
    let mut s = Session::start(&["-i", "-c", "a = 5; 1/0"], &[], 80, 24);
    s.expect("ZeroDivisionError: division by zero\n>>> ");
    s.run("a", "5");
    s.leave();
    let mut s = Session::start(&["-i", "-c", "import sys; sys.exit(3)"], &[], 80, 24);
    s.expect("SystemExit: 3\n>>> ");
    s.leave();
}

#[test]
fn the_startup_file() {
    let file = std::env::temp_dir().join(format!("minipy-startup-{}.py", std::process::id()));
    std::fs::write(&file, "started = 'yes'\n").expect("a file");
    let name = file.to_string_lossy().into_owned();
    let mut s = Session::start(&["-q"], &[("PYTHONSTARTUP", &name)], 80, 24);
    s.expect(">>> ");
    s.run("started", "'yes'");
    s.leave();
    let _ = std::fs::remove_file(&file);
    let mut s = Session::start(&["-q"], &[("PYTHONSTARTUP", &name)], 80, 24);
    s.expect(
        "Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno 2] No such file or directory: ",
    );
    s.expect(">>> ");
    s.leave();
}

#[test]
fn plain_terminals() {
    for variables in [("TERM", "dumb"), ("PYTHON_BASIC_REPL", "1")] {
        let mut s = Session::start(&["-q"], &[variables], 80, 24);
        s.expect(">>> ");
        s.slowly(&["1 + 1"]);
        s.expect(">>> 1 + 1\n2\n>>> ");
        s.slowly(&["if 1:", "  5", ""]);
        s.expect(">>> if 1:\n...   5\n... \n5\n>>> ");
        s.type_text("\x03");
        s.expect("KeyboardInterrupt\n>>> ");
        s.type_text("1/0\n");
        s.expect("  File \"<stdin>\", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError");
        s.type_text("\x04");
        assert_eq!(s.status(), 0);
        assert!(!s.raw().contains('\x1b'), "{:?}", s.raw());
    }
}

#[test]
fn narrow_and_low_screens() {
    let mut s = Session::start(&["-q"], &[], 20, 5);
    s.expect(">>> ");
    s.type_text("x = 'abcdefghijklmnopqrstuvwxyz'");
    s.expect_last(">>> x = 'abcdefghijk\nlmnopqrstuvwxyz'");
    s.type_text("\x01\x1b[C\x1b[C\x1b[C\x1b[C0\x05\r");
    s.expect(">>> x = 0'abcdefghij\nklmnopqrstuvwxyz'\n");
    s.expect("SyntaxError");
    s.slowly(&["if 1:", "1", "2", "3", "4", "5", "6", ""]);
    s.expect("\n1\n2\n3\n4\n5\n6\n>>> ");
    s.resize(40, 10);
    s.run("7 * 6", "42");
    s.leave();
}

#[test]
fn strange_input() {
    let mut s = prompt();
    s.type_bytes(b"'\xff\xfe'\r");
    s.expect(">>> '\u{fffd}\u{fffd}'\n");
    s.type_text("\x1b[99;99X\x1bOq\x1b[[A\x1b\x1b");
    s.settle();
    s.type_text("\x00\x1c\x1d1\r");
    s.expect("\n1\n>>> ");
    s.type_text("'\u{1d11e}\u{4e00}e\u{301}'\x1b[D\x1b[D\x7f\r");
    s.expect("'\u{1d11e}e\u{301}'\n>>> ");
    let million = "a".repeat(1 << 20);
    s.type_text(&format!("len('{million}')\r"));
    s.expect("\n1048576\n>>> ");
    s.leave();
}

#[test]
fn broken_surroundings() {
    let mut s = Session::start(&["-q"], &[("PYTHON_HISTORY", "/dev/full")], 80, 24);
    s.expect(">>> ");
    s.run("1 + 1", "2");
    s.leave();
    let mut s = prompt();
    s.line("import posix; posix.close(0)");
    assert_eq!(s.status(), 0);
    let mut s = prompt();
    s.line("import sys; sys.stdout = None");
    s.line("5");
    s.line("sys.stdout = sys.__stdout__");
    s.run("6", "6");
    s.leave();
}

/// Everything the page about the prompt shows, typed as it is shown there.
#[test]
fn the_page_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/terminal.md");
    let page = std::fs::read_to_string(path).unwrap_or_default();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut out = String::new();
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once("```session\n") {
        let (shown, after) = after.split_once("```").expect("the block is closed");
        let mut s = prompt();
        let lines = shown.lines().filter_map(|l| {
            l.strip_prefix(">>> ")
                .or_else(|| l.strip_prefix("... ").or((l == "...").then_some("")))
        });
        for line in lines {
            s.type_text(&format!("\x15{line}\r"));
            s.settle();
        }
        let text = s.text();
        s.leave();
        let found = text.trim_end().trim_end_matches(">>>").trim_end();
        out.push_str(&format!("{before}```session\n{found}\n```"));
        rest = after;
    }
    out.push_str(rest);
    if update {
        std::fs::write(path, &out).expect("docs is writable");
    }
    assert!(
        update || out == page,
        "UPDATE_EXPECT=1 cargo test --test terminal the_page\n{out}"
    );
}
