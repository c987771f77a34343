//! Modes other than a file, and what a prompt needs to know. The rest is in `tests/golden`.

use super::{Mode, parse, parse_interactive};
use crate::source::SourceText;

fn source(text: &str) -> SourceText {
    SourceText::new("x.py", text.to_string())
}

fn verdict(text: &str, mode: Mode) -> String {
    match parse(&source(text), mode) {
        Ok(_) => "fine".to_string(),
        Err(e) => format!(
            "{}:{}-{}:{} {}",
            e.line, e.offset, e.end_line, e.end_offset, e.message
        ),
    }
}

#[test]
fn single_statements() {
    let fine = [
        "x=1",
        "x=1\n",
        "x=1;y=2\n",
        "if 1:\n  pass\n",
        "if 1:\n  pass",
        "if 1: pass\n",
        "x=1 # c\n\n\n",
        "x=1\n\n# c\n",
        "if 1: pass\nelse: pass\n",
    ];
    for text in fine {
        assert_eq!(verdict(text, Mode::Single), "fine", "{text:?}");
    }
    let multiple = "1:4-1:5 multiple statements found while compiling a single statement";
    assert_eq!(verdict("x=1\ny=2", Mode::Single), multiple);
    assert_eq!(verdict("x=1\n y=2\n", Mode::Single), multiple);
    let after_block = verdict("if 1: pass\nx", Mode::Single);
    assert_eq!(after_block, "2:1-2:2 invalid syntax");
    assert_eq!(verdict("", Mode::Single), "0:0-0:0 invalid syntax");
    assert_eq!(verdict("# c\n", Mode::Single), "1:0-1:0 invalid syntax");
    assert_eq!(verdict("  x\n", Mode::Single), "1:2-1:0 unexpected indent");
}

#[test]
fn expressions() {
    for text in ["1", "1\n\n", "lambda: (yield)", "a,b\n# c"] {
        assert_eq!(verdict(text, Mode::Eval), "fine", "{text:?}");
    }
    assert_eq!(verdict("x=1", Mode::Eval), "1:2-1:3 invalid syntax");
    assert_eq!(verdict("1\n2", Mode::Eval), "2:1-2:2 invalid syntax");
    assert_eq!(verdict("", Mode::Eval), "0:0-0:0 invalid syntax");
    assert_eq!(verdict("*a,", Mode::Eval), "1:1-1:2 invalid syntax");
    assert_eq!(verdict("a:=1", Mode::Eval), "1:2-1:4 invalid syntax");
    assert_eq!(verdict("yield", Mode::Eval), "1:1-1:6 invalid syntax");
    assert_eq!(verdict(" 1", Mode::Eval), "1:1-1:0 unexpected indent");
    assert_eq!(verdict("f(", Mode::Eval), "1:2-1:0 '(' was never closed");
}

#[test]
fn a_prompt_knows_when_to_go_on() {
    let incomplete = [
        "x = (",
        "if 1:",
        "if 1:\n  pass",
        "\"\"\"abc",
        "x = \\",
        "def f(",
        "@x",
        "@x\n",
        "try:\n  pass\n",
        "if 1:\n  pass\nelse:",
        "x = [1,\n2",
        "f'''{a",
        "f'{a",
        "if 1: pass",
        "a = \"\"\"\n",
        "match x:\n",
        "match x:\n case 1:\n  pass",
        "try: pass",
        "try: pass\n",
        "(1 +",
    ];
    for text in incomplete {
        let found = parse_interactive(&source(text));
        assert!(matches!(found, Ok(None)), "{text:?}: {found:?}");
    }
    let complete = [
        "if 1:\n  pass\n",
        "x = 1",
        "class A:\n  x=1\n",
        "if 1: pass\n",
        "# c",
        "",
        "\n",
    ];
    for text in complete {
        let found = parse_interactive(&source(text));
        assert!(matches!(found, Ok(Some(_))), "{text:?}: {found:?}");
    }
    for text in ["x = =", "'abc", "f(a b", "for x in y", "1 +", "print x"] {
        let found = parse_interactive(&source(text));
        assert!(found.is_err(), "{text:?}: {found:?}");
    }
}
