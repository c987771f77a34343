//! Colours of tracebacks on a terminal.
//!
//! Invariant: the plain theme adds nothing, so that text without colours is the same text.
//! Next file to read: `print.rs`.

use crate::objects::context::Vm;

/// The escape sequences put before each kind of text.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// The exception's class.
    pub class: &'static str,
    /// Its text.
    pub message: &'static str,
    /// File name, line number and function.
    pub place: &'static str,
    /// What `^` marks.
    pub highlight: &'static str,
    /// What `~` marks.
    pub range: &'static str,
    /// Put after each of them.
    pub reset: &'static str,
}

/// No colours.
pub const PLAIN: Theme = Theme {
    class: "",
    message: "",
    place: "",
    highlight: "",
    range: "",
    reset: "",
};

/// CPython 3.14's colours.
pub const COLOURED: Theme = Theme {
    class: "\x1b[1;35m",
    message: "\x1b[35m",
    place: "\x1b[35m",
    highlight: "\x1b[1;31m",
    range: "\x1b[31m",
    reset: "\x1b[0m",
};

impl Theme {
    /// Text in a colour.
    pub fn paint(&self, colour: &str, text: &str) -> String {
        format!("{colour}{text}{}", self.reset)
    }

    /// `File "...", line ..., in ...`, without the last part for syntax errors.
    pub fn place_line(&self, file: &str, line: &str, function: Option<&str>) -> String {
        let file = self.paint(self.place, &format!("\"{file}\""));
        let mut out = format!("  File {file}, line {}", self.paint(self.place, line));
        if let Some(f) = function {
            out.push_str(", in ");
            out.push_str(&self.paint(self.place, f));
        }
        out.push('\n');
        out
    }

    /// `class: text`, without the text if there is none.
    pub fn last_line(&self, class: &str, text: &str, suffix: &str) -> String {
        let class = self.paint(self.class, class);
        if text.is_empty() {
            return format!("{class}{suffix}\n");
        }
        format!("{class}: {}{suffix}\n", self.paint(self.message, text))
    }

    /// A line and the marks below it, equal marks and what they mark in one colour. A mark stands
    /// for one column; `widths` are the columns of the line's characters.
    pub fn paint_marked(&self, line: &[char], widths: &[usize], marks: &str, out: &mut String) {
        if self.reset.is_empty() {
            out.extend(line);
            out.push('\n');
            out.push_str(marks);
            out.push('\n');
            return;
        }
        let marks: Vec<char> = marks.chars().collect();
        let colour = |mark: Option<&char>| match mark {
            Some('^') => self.highlight,
            Some('~') => self.range,
            _ => "",
        };
        let mut below = String::new();
        let (mut i, mut col) = (0, 0);
        while i < line.len() {
            let here = colour(marks.get(col));
            let (first, first_col) = (i, col);
            while i < line.len() && colour(marks.get(col)) == here {
                col += widths[i];
                i += 1;
            }
            let text: String = line[first..i].iter().collect();
            let part: String = marks.iter().take(col).skip(first_col).collect();
            if here.is_empty() {
                out.push_str(&text);
                below.push_str(&part);
            } else {
                out.push_str(&self.paint(here, &text));
                below.push_str(&self.paint(here, &part));
            }
        }
        out.push('\n');
        out.push_str(&below);
        out.push('\n');
    }
}

/// The theme for what is written to `sys.stderr` now: colours on a terminal, unless the
/// environment says otherwise.
pub fn stderr_theme(vm: &Vm) -> Theme {
    if wants_colours(vm, "stderr") {
        COLOURED
    } else {
        PLAIN
    }
}

/// Whether what is written to this stream of `sys` is to be coloured.
pub fn wants_colours(vm: &Vm, stream: &str) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    if !vm.interp.config.ignore_environment {
        match std::env::var("PYTHON_COLORS").as_deref() {
            Ok("0") => return false,
            Ok("1") => return true,
            _ => {}
        }
    }
    if set("NO_COLOR") {
        return false;
    }
    if set("FORCE_COLOR") {
        return true;
    }
    if std::env::var("TERM").is_ok_and(|t| t == "dumb") {
        return false;
    }
    let Some(known) = vm.interp.known.get() else {
        return false;
    };
    let Some(stream) = vm.dict_get(&known.sys, stream).filter(|f| !f.is_none()) else {
        return false;
    };
    vm.call_method_str(&stream, "isatty", &[])
        .and_then(|r| vm.is_true(&r))
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_what_they_mark_share_a_colour() {
        let line: Vec<char> = "k()".chars().collect();
        let mut out = String::new();
        COLOURED.paint_marked(&line, &[1, 1, 1], "~^^", &mut out);
        assert_eq!(
            out,
            "\x1b[31mk\x1b[0m\x1b[1;31m()\x1b[0m\n\x1b[31m~\x1b[0m\x1b[1;31m^^\x1b[0m\n"
        );
    }
}
