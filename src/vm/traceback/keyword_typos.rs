//! "Did you mean 'import'?": mends a syntax error by replacing a name with a keyword.
//!
//! A name near the mistake is replaced by each keyword it resembles; the first one that makes the
//! statement parse is suggested.
//!
//! Invariant: only errors with no message of their own are looked at, and only a few names.
//! Next file to read: `suggest.rs`.

use super::carets::dedent;
use super::source_cache::SourceCache;
use super::suggest::nearest;
use super::syntax::Mistake;
use crate::objects::context::Vm;
use crate::source::SourceText;
use crate::syntax::Mode;

/// The keywords in alphabetical order.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];
/// Names looked at.
const MAX_NAMES: usize = 10;
/// Keywords tried for each.
const MAX_KEYWORDS: usize = 3;
/// Longer statements are not looked at.
const MAX_TEXT: usize = 1024;
/// What errors say when more lines could mend them.
const UNFINISHED: [&str; 4] = [
    "expected an indented block",
    "was never closed",
    "unterminated triple-quoted",
    "expected 'except' or 'finally' block",
];
/// How much alike two words must be.
const CUTOFF: f64 = 0.5;

/// The mistake as one about a misspelt keyword, if it is that.
pub(super) fn mend(vm: &Vm, sources: &mut SourceCache, m: &Mistake) -> Option<Mistake> {
    if m.message != "invalid syntax" && !m.message.contains("Perhaps you forgot a comma") {
        return None;
    }
    let last = m
        .line
        .and_then(|l| usize::try_from(l).ok())
        .filter(|&l| l > 0)?;
    let (lines, first) = statement_lines(vm, sources, m, last)?;
    let code = dedent(&lines.join("\n"));
    if code.len() > MAX_TEXT {
        return None;
    }
    let code_lines: Vec<&str> = code.split('\n').collect();
    let wanted = last - first;
    let mut tried = 0;
    for (start, end, name) in names(code_lines.get(wanted)?) {
        if KEYWORDS.contains(&name.as_str()) {
            continue;
        }
        tried += 1;
        if tried > MAX_NAMES {
            break;
        }
        for keyword in candidates(&name) {
            let line: Vec<char> = code_lines[wanted].chars().collect();
            let mut mended: String = line[..start].iter().collect();
            mended.push_str(keyword);
            mended.extend(&line[end..]);
            let mut all: Vec<&str> = code_lines.clone();
            all[wanted] = &mended;
            if parses(&all.join("\n")) {
                return Some(Mistake {
                    message: format!("invalid syntax. Did you mean '{keyword}'?"),
                    file: m.file.clone(),
                    line: Some(wanted as i64 + 1),
                    end_line: Some(wanted as i64 + 1),
                    offset: Some(start as i64 + 1),
                    end_offset: Some(end as i64 + 1),
                    text: Some(format!("{}\n", code_lines[wanted])),
                });
            }
        }
    }
    None
}

/// The lines from the start of the statement that holds the mistake up to the mistake's, and the
/// number of the first.
fn statement_lines(
    vm: &Vm,
    sources: &mut SourceCache,
    m: &Mistake,
    last: usize,
) -> Option<(Vec<String>, usize)> {
    let text = m.text.as_ref()?.trim_end_matches('\n').to_string();
    let file = m
        .file
        .as_deref()
        .filter(|f| !f.starts_with('<'))
        .and_then(|f| sources.file(vm, f));
    let Some(file) = file else {
        return Some((vec![text], last));
    };
    // A statement starts at the last line that stands outside brackets and is a sentence's start;
    // a line whose predecessor ends a statement is one.
    let line = |n: usize| file.line(n as u32).unwrap_or_default().to_string();
    let mut first = last;
    while first > 1 && continues(&line(first - 1)) {
        first -= 1;
    }
    Some(((first..=last).map(line).collect(), first))
}

/// Whether the next line belongs to the same statement.
fn continues(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with(['\\', ',', '(', '[', '{'])
}

/// Names in a line with their first and last character's positions.
fn names(line: &str) -> Vec<(usize, usize, String)> {
    let chars: Vec<char> = line.chars().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        if c == '#' {
            break;
        }
        if c == '"' || c == '\'' {
            i += 1;
            while i < chars.len() && chars[i] != c {
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if c.is_alphabetic() || c == '_' {
            let start = i;
            while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '_') {
                i += 1;
            }
            found.push((start, i, chars[start..i].iter().collect()));
        } else if c.is_ascii_digit() {
            while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '_') {
                i += 1;
            }
        } else {
            i += 1;
        }
    }
    found
}

/// Keywords that a name may have been meant to be, the likeliest first.
fn candidates(name: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    found.extend(nearest(KEYWORDS, name));
    let mut alike: Vec<(f64, &'static str)> = KEYWORDS
        .iter()
        .map(|k| (likeness(k, name), *k))
        .filter(|(r, _)| *r >= CUTOFF)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    found.extend(alike.into_iter().take(MAX_KEYWORDS).map(|(_, k)| k));
    found.truncate(MAX_KEYWORDS);
    found.retain(|k| *k != name);
    found
}

/// Twice the matching characters over all characters, matching by longest common runs.
fn likeness(a: &str, b: &str) -> f64 {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    2.0 * matching(&x, &y) as f64 / (x.len() + y.len()) as f64
}

fn matching(a: &[char], b: &[char]) -> usize {
    let mut best = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let run = a[i..]
                .iter()
                .zip(&b[j..])
                .take_while(|(x, y)| x == y)
                .count();
            if run > best.2 {
                best = (i, j, run);
            }
        }
    }
    let (i, j, run) = best;
    if run == 0 {
        0
    } else {
        run + matching(&a[..i], &b[..j]) + matching(&a[i + run..], &b[j + run..])
    }
}

/// Whether a text is a program, or the beginning of one.
fn parses(text: &str) -> bool {
    let source = SourceText::new("<mended>", format!("{text}\n"));
    match crate::syntax::parse(&source, Mode::File) {
        Ok(_) => true,
        Err(e) => UNFINISHED.iter().any(|u| e.message.contains(u)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_keywords_have_candidates() {
        assert_eq!(candidates("whille").first(), Some(&"while"));
        assert_eq!(candidates("imoprt").first(), Some(&"import"));
        assert_eq!(candidates("forr").first(), Some(&"for"));
        assert!(candidates("zzz").is_empty());
    }

    #[test]
    fn names_stand_outside_strings_and_comments() {
        let found: Vec<String> = names("foo 'bar' 12ab baz # qux")
            .into_iter()
            .map(|n| n.2)
            .collect();
        assert_eq!(found, ["foo", "baz"]);
    }
}
