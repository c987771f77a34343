//! The marks under a source line: `~~~^^^` for the part of a frame's code that ran.
//!
//! A span is underlined unless it is all there is on its lines. Binary operations, subscripts and
//! calls are marked in two kinds: `~` under the operands, `^` under the operator or the brackets.
//!
//! Invariant: positions in here count characters; only the parser's and the compiler's count bytes.
//! Deliberately absent: reading files (`source_cache.rs`) and the `File ...` line (`print.rs`).
//! Next file to read: `print.rs`.

use super::theme::Theme;
use crate::source::{Location, SourceText};
use crate::syntax::ast::{ExprKind, Module, StmtKind};
use crate::syntax::{Mode, Parsed};
use std::collections::BTreeSet;

/// A place in a piece of source: line and character, both from 0.
type Place = (usize, usize);

/// Where the `^` part of a marked span starts and ends.
#[derive(Debug, PartialEq, Eq)]
struct Anchors {
    left: Place,
    right: Place,
}

fn chars(line: &str) -> Vec<char> {
    line.chars().collect()
}

/// How many characters the first `bytes` bytes of a line hold.
fn char_offset(line: &str, bytes: usize) -> usize {
    match line.get(..bytes) {
        Some(start) => start.chars().count(),
        None => line.chars().count().min(bytes),
    }
}

/// How many columns the first `count` characters of a line take on a terminal.
fn display_width(line: &[char], count: usize) -> usize {
    let wide = |c: &char| {
        matches!(
            crate::unicode::properties::record(*c as u32).width(),
            "W" | "F"
        )
    };
    let extra = line
        .iter()
        .take(count)
        .filter(|c| !c.is_ascii() && wide(c))
        .count();
    count.min(line.len()) + extra + count.saturating_sub(line.len())
}

/// Removes the indentation that all lines share; lines of blanks become empty.
pub fn dedent(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let solid = || lines.iter().filter(|l| !l.trim().is_empty());
    let (Some(least), Some(most)) = (solid().min(), solid().max()) else {
        return vec![""; lines.len()].join("\n");
    };
    let margin = least
        .bytes()
        .zip(most.bytes())
        .take_while(|(a, b)| a == b && matches!(a, b' ' | b'\t'))
        .count();
    let cut = |l: &&str| {
        if l.trim().is_empty() {
            ""
        } else {
            l.get(margin..).unwrap_or("")
        }
        .to_string()
    };
    lines.iter().map(cut).collect::<Vec<_>>().join("\n")
}

fn parse(text: String) -> Option<Parsed> {
    let source = SourceText::new("<traceback>", text);
    crate::syntax::parse(&source, Mode::File).ok()
}

/// Walks over characters that are not part of any operand.
struct Walker<'a> {
    lines: &'a [Vec<char>],
    at: Place,
}

impl Walker<'_> {
    /// Moves to the next line while the place is behind the end of its line.
    fn settle(&mut self) -> Option<()> {
        while self.at.1 >= self.lines.get(self.at.0)?.len() {
            self.at = (self.at.0 + 1, 0);
        }
        Some(())
    }

    /// Moves on, past comments and line ends, to a character that `stop` accepts.
    fn find(mut self, stop: impl Fn(char) -> bool) -> Option<Place> {
        self.settle()?;
        loop {
            let c = *self.lines.get(self.at.0)?.get(self.at.1)?;
            if c == '\\' || c == '#' {
                self.at = (self.at.0 + 1, 0);
            } else if stop(c) {
                return Some(self.at);
            } else {
                self.at.1 += 1;
            }
            self.settle()?;
        }
    }
}

/// Finds the operator or the brackets in a piece of source that is one operation.
fn anchors(segment: &str) -> Option<Anchors> {
    // Between parentheses an expression may go over several lines.
    let text = format!("(\n{segment}\n)");
    let source = SourceText::new("<traceback>", text.clone());
    let parsed = crate::syntax::parse(&source, Mode::File).ok()?;
    let Module::Module(body) = &parsed.module else {
        return None;
    };
    let [statement] = &body[..] else { return None };
    let StmtKind::Expr(expr) = &statement.kind else {
        return None;
    };
    let texts: Vec<&str> = segment.split('\n').collect();
    let lines: Vec<Vec<char>> = texts.iter().map(|l| chars(l)).collect();
    let place = |offset: u32| -> Option<Place> {
        let (line, col) = source.line_col(offset);
        let line = (line as usize).checked_sub(2)?;
        Some((line, char_offset(texts.get(line)?, col as usize)))
    };
    let walk = |offset: u32| place(offset).map(|at| Walker { lines: &lines, at });
    match &expr.kind {
        ExprKind::BinOp { left, right, .. } => {
            let from = walk(left.span.end)?.find(|c| !c.is_whitespace() && c != ')')?;
            let right_start = place(right.span.start)?;
            let mut end = from.1 + 1;
            let second = lines.get(from.0)?.get(end);
            let before_operand = right_start.0 > from.0 || end < right_start.1;
            if before_operand
                && second.is_some_and(|c| !c.is_whitespace() && !matches!(c, '\\' | '#'))
            {
                end += 1;
            }
            Some(Anchors {
                left: from,
                right: (from.0, end),
            })
        }
        ExprKind::Subscript { value, .. } => {
            let from = walk(value.span.end)?.find(|c| c == '[')?;
            Some(Anchors {
                left: from,
                right: place(expr.span.end)?,
            })
        }
        ExprKind::Call { func, .. } => {
            let from = walk(func.span.end)?.find(|c| c == '(')?;
            Some(Anchors {
                left: from,
                right: place(expr.span.end)?,
            })
        }
        _ => None,
    }
}

/// Whether a span is worth marking: not when the lines hold nothing else, or nothing else but the
/// `return` or the assignment of a call.
fn worth_marking(lines: &[&str], start: usize, end: usize, has_anchors: bool) -> bool {
    let text = lines.join("\n");
    if let Some(parsed) = parse(text.clone())
        && let Module::Module(body) = &parsed.module
    {
        let Some(first) = body.first() else {
            return false;
        };
        let call = match &first.kind {
            StmtKind::Return(Some(e)) => match &e.kind {
                ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name(_)) => Some(e),
                _ => None,
            },
            StmtKind::Assign { value, .. } if matches!(value.kind, ExprKind::Call { .. }) => {
                Some(value)
            }
            _ => None,
        };
        if let Some(call) = call {
            let place = SourceText::new("<traceback>", text).location(call.span);
            let whole = place.line == 1
                && place.end_line as usize == lines.len()
                && place.col as usize == start
                && place.end_col as usize == end;
            if whole {
                return false;
            }
        }
    }
    if has_anchors {
        return true;
    }
    let before: String = lines
        .first()
        .map_or(String::new(), |l| l.chars().take(start).collect());
    let after: String = lines
        .last()
        .map_or(String::new(), |l| l.chars().skip(end).collect());
    !before.trim().is_empty() || !after.trim().is_empty()
}

/// The source lines of a place with marks under them, each ending in a newline and indented by
/// four blanks. `lines` are the lines from `place.line` to `place.end_line`.
pub fn draw(lines: &[String], place: Location, theme: Theme) -> String {
    let original = lines.join("\n");
    let dedented = dedent(&original);
    if dedented.trim().is_empty() {
        return String::new();
    }
    let count = (place.end_line.saturating_sub(place.line) + 1) as usize;
    let all: Vec<&str> = dedented.split('\n').take(count).collect();
    let (Some(first), Some(last)) = (lines.first(), lines.get(all.len() - 1)) else {
        return String::new();
    };
    let cut = first.chars().count() - all[0].chars().count();
    let start = char_offset(first, place.col as usize).saturating_sub(cut);
    let end = char_offset(last, place.end_col as usize).saturating_sub(cut);
    let units: Vec<Vec<char>> = all.iter().map(|l| chars(l)).collect();
    let last_len = units.last().map_or(0, Vec::len);
    let segment: String = {
        let joined = chars(&all.join("\n"));
        let stop = joined.len() - last_len.saturating_sub(end).min(joined.len());
        joined
            .get(start.min(stop)..stop)
            .unwrap_or(&[])
            .iter()
            .collect()
    };
    let anchors = anchors(&segment);
    let marked = worth_marking(&all, start, end, anchors.is_some());
    let body = Drawing {
        lines: &units,
        start,
        end,
        anchors,
        marked,
        theme,
    }
    .finish();
    let mut out = String::new();
    for line in dedent(&body).split_inclusive('\n') {
        out.push_str("    ");
        out.push_str(line);
    }
    out
}

struct Drawing<'a> {
    lines: &'a [Vec<char>],
    start: usize,
    end: usize,
    anchors: Option<Anchors>,
    marked: bool,
    theme: Theme,
}

impl Drawing<'_> {
    /// Lines that are shown: the first, the last, and those around the anchors.
    fn shown(&self) -> Vec<usize> {
        let last = self.lines.len() - 1;
        let mut shown = BTreeSet::from([0, last]);
        if let Some(a) = &self.anchors {
            for line in [a.left.0, a.right.0] {
                shown.extend(line.saturating_sub(1)..=(line + 1).min(last));
            }
        }
        shown.into_iter().collect()
    }

    fn finish(&self) -> String {
        let mut out = String::new();
        let mut previous = None;
        for line in self.shown() {
            match previous.map(|p: usize| line - p) {
                Some(2) => self.line(line - 1, &mut out),
                Some(n) if n > 2 => out.push_str(&format!("...<{} lines>...\n", n - 1)),
                _ => {}
            }
            self.line(line, &mut out);
            previous = Some(line);
        }
        out
    }

    fn line(&self, index: usize, out: &mut String) {
        let line = &self.lines[index];
        if !self.marked {
            out.extend(line.iter());
            out.push('\n');
            return;
        }
        let width = |at: Place| display_width(&self.lines[at.0.min(self.lines.len() - 1)], at.1);
        let blanks = line.iter().take_while(|c| c.is_whitespace()).count();
        let from = width((0, self.start));
        let is_last = index + 1 == self.lines.len();
        let total = display_width(line, if is_last { self.end } else { line.len() });
        let shifted = |at: Place| {
            if at.0 == 0 {
                (0, at.1 + self.start)
            } else {
                at
            }
        };
        let range = self.anchors.as_ref().map(|a| {
            let (l, r) = (shifted(a.left), shifted(a.right));
            ((l.0, width(l)), (r.0, width(r)))
        });
        let mut marks = String::new();
        for col in 0..total {
            let here = (index, col);
            marks.push(if col < blanks || (index == 0 && col < from) {
                ' '
            } else {
                match range {
                    None => '^',
                    Some((left, right)) if here >= left && here < right => '^',
                    Some(_) => '~',
                }
            });
        }
        let widths: Vec<usize> = line.iter().map(|c| display_width(&[*c], 1)).collect();
        self.theme.paint_marked(line, &widths, &marks, out);
    }
}

#[cfg(test)]
mod tests {
    use super::super::theme::PLAIN;
    use super::*;

    fn draw_one(line: &str, col: u32, end_col: u32) -> String {
        draw(
            &[line.to_string()],
            Location {
                line: 1,
                col,
                end_line: 1,
                end_col,
            },
            PLAIN,
        )
    }

    #[test]
    fn operations_are_marked_in_two_kinds() {
        assert_eq!(
            draw_one("x = a + b", 4, 9),
            "    x = a + b\n        ~~^~~\n"
        );
        assert_eq!(
            draw_one("d['k']['l']", 0, 6),
            "    d['k']['l']\n    ~^^^^^\n"
        );
        assert_eq!(draw_one("f(1)", 0, 4), "    f(1)\n    ~^^^\n");
        assert_eq!(draw_one("a ** b", 0, 6), "    a ** b\n    ~~^^~~\n");
    }

    #[test]
    fn whole_lines_are_not_marked() {
        assert_eq!(draw_one("    None.foo", 4, 12), "    None.foo\n");
        assert_eq!(draw_one("return f(x)", 7, 11), "    return f(x)\n");
        assert_eq!(
            draw_one("return m.f(x)", 7, 13),
            "    return m.f(x)\n           ~~~^^^\n"
        );
        assert_eq!(draw_one("x = m.f(x)", 4, 10), "    x = m.f(x)\n");
        assert_eq!(draw_one("", 0, 0), "");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(
            draw_one("'日本' + 1", 0, 12),
            "    '日本' + 1\n    ~~~~~~~^~~\n"
        );
    }

    #[test]
    fn long_spans_are_abbreviated() {
        let lines: Vec<String> = ["f(", "  1,", "  2,", "  3,", "  4,", ")"]
            .map(str::to_string)
            .to_vec();
        let place = Location {
            line: 1,
            col: 0,
            end_line: 6,
            end_col: 1,
        };
        assert_eq!(
            draw(&lines, place, PLAIN),
            "    f(\n    ~^\n      1,\n      ^^\n    ...<2 lines>...\n      4,\n      ^^\n    )\n    ^\n"
        );
    }
}
