//! A misspelt keyword as the reason for a plain `invalid syntax`.
//!
//! What shows an uncaught `SyntaxError` asks here, as CPython's `traceback` module looks for
//! typos only when it prints: each name on the offending line is replaced by the keywords most
//! like it, and the first replacement that makes the code whole is suggested.
//! Invariant: at most ten names are tried with at most three keywords each, on at most 1024
//! characters.
//! Deliberately absent: suggestions for misspelt variables, which are the runtime's.
//! Next file to read: `syntax/errors.rs`.

use super::{Mode, Parsed, SyntaxError, from_text, lex, parse, token::Token};
use crate::source::SourceText;

/// The reserved words in the order in which ties between them are decided.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];
const MAX_NAMES: usize = 10;
const MAX_MATCHES: usize = 3;
const MAX_CODE: usize = 1024;
/// Least likeness of a keyword that is worth trying.
const CUTOFF: f64 = 0.5;

/// The error to show instead of `error`: itself, or one that names the keyword meant.
///
/// `from_file` restricts the search to the offending line, as CPython does for files.
/// `compiles` says whether a tree passes the compiler's checks.
pub fn explain_typo(
    source: &SourceText,
    error: &SyntaxError,
    from_file: bool,
    compiles: &dyn Fn(&SourceText, &Parsed) -> bool,
) -> SyntaxError {
    find_typo(source, error, from_file, compiles).unwrap_or_else(|| error.clone())
}

fn find_typo(
    source: &SourceText,
    error: &SyntaxError,
    from_file: bool,
    compiles: &dyn Fn(&SourceText, &Parsed) -> bool,
) -> Option<SyntaxError> {
    let plain = error.message == "invalid syntax";
    if !plain && !error.message.contains("Perhaps you forgot a comma") {
        return None;
    }
    let first = error.last_block_line.max(1);
    let lines = (first..=error.line).map(|n| source.line(n).unwrap_or_default());
    let lines = dedent(&lines.collect::<Vec<_>>());
    let code = lines.join("\n");
    if code.chars().count() > MAX_CODE {
        return None;
    }
    let excerpt = from_text("<string>", code).ok()?;
    let tokens = lex(&excerpt);
    let names = tokens.list.iter().filter(|l| {
        let row = excerpt.line_col(l.span.start).0;
        let soft = matches!(l.token, Token::Match | Token::Case | Token::Type);
        (l.token == Token::Name || soft) && (!from_file || row + first == error.line + 1)
    });
    for name in names.take(MAX_NAMES) {
        let wrong = excerpt.slice(name.span);
        for keyword in candidates(wrong) {
            let mut mended = excerpt.text.clone();
            mended.replace_range(name.span.start as usize..name.span.end as usize, keyword);
            if !is_whole(mended, compiles) {
                continue;
            }
            let mut better = SyntaxError::at(
                &excerpt,
                name.span,
                format!("invalid syntax. Did you mean '{keyword}'?"),
            );
            better.file = error.file.clone();
            better.line = error.line;
            better.end_line = error.line;
            return Some(*better);
        }
    }
    None
}

/// The lines without the white space that all of them begin with.
fn dedent(lines: &[&str]) -> Vec<String> {
    let margin = |line: &&&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let common = filled.min_by_key(margin).map_or("", |line| {
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    });
    let strip = |line: &&str| line.strip_prefix(common).unwrap_or(line).to_string();
    lines.iter().map(strip).collect()
}

/// Whether code is Python, or the beginning of some.
fn is_whole(code: String, compiles: &dyn Fn(&SourceText, &Parsed) -> bool) -> bool {
    let Ok(source) = from_text("<string>", code) else {
        return false;
    };
    match parse(&source, Mode::File) {
        Ok(parsed) => compiles(&source, &parsed),
        Err(error) => error.incomplete,
    }
}

/// The keywords most like `name`, best first; the closest by edit distance comes before all.
fn candidates(name: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = closest(name).into_iter().collect();
    let mut alike: Vec<(f64, &str)> = KEYWORDS
        .iter()
        .map(|keyword| (likeness(keyword, name), *keyword))
        .filter(|(ratio, _)| *ratio >= CUTOFF)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(a.1)));
    found.extend(
        alike
            .into_iter()
            .take(MAX_MATCHES)
            .map(|(_, keyword)| keyword),
    );
    found.truncate(MAX_MATCHES);
    found.retain(|keyword| *keyword != name);
    found
}

/// What changing a character costs; changing its case alone costs half.
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

/// The keyword with the least edit distance, if that is small for the lengths.
fn closest(name: &str) -> Option<&'static str> {
    let mut best = None;
    for keyword in KEYWORDS {
        let limit = (name.len() + keyword.len() + 3) * MOVE_COST / 6;
        let limit = match best {
            Some((least, _)) => limit.min(least - 1),
            None => limit,
        };
        let distance = edit_distance(name.as_bytes(), keyword.as_bytes());
        if distance <= limit && distance > 0 {
            best = Some((distance, keyword));
        }
    }
    best.map(|(_, keyword)| keyword)
}

fn edit_distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).map(|i| i * MOVE_COST).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i * MOVE_COST;
        row[0] = (i + 1) * MOVE_COST;
        for (j, y) in b.iter().enumerate() {
            let substitution = if x == y {
                0
            } else if x.eq_ignore_ascii_case(y) {
                CASE_COST
            } else {
                MOVE_COST
            };
            let moved = row[j].min(row[j + 1]) + MOVE_COST;
            let changed = diagonal + substitution;
            diagonal = row[j + 1];
            row[j + 1] = changed.min(moved);
        }
    }
    row[b.len()]
}

/// Twice the characters that matching blocks share, over the sum of the lengths
/// (Ratcliff and Obershelp).
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let total = a.len() + b.len();
    if total == 0 {
        return 1.0;
    }
    2.0 * matching(&a, &b) as f64 / total as f64
}

/// Characters in the longest common block and, on either side of it, likewise.
fn matching(a: &[char], b: &[char]) -> usize {
    let (mut best, mut at_a, mut at_b) = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let pairs = a[i..].iter().zip(&b[j..]);
            let length = pairs.take_while(|(x, y)| x == y).count();
            if length > best {
                (best, at_a, at_b) = (length, i, j);
            }
        }
    }
    if best == 0 {
        return 0;
    }
    best + matching(&a[..at_a], &b[..at_b]) + matching(&a[at_a + best..], &b[at_b + best..])
}

#[cfg(test)]
mod tests {
    use super::explain_typo;
    use crate::{
        source::SourceText,
        syntax::{Mode, parse},
    };

    fn shown(text: &str) -> String {
        let source = SourceText::new("x.py", text.to_string());
        let error = parse(&source, Mode::File).unwrap_err();
        let error = explain_typo(&source, &error, true, &|_, _| true);
        format!("{}:{} {}", error.line, error.offset, error.message)
    }

    #[test]
    fn misspelt_keywords() {
        let typo = |keyword| format!("invalid syntax. Did you mean '{keyword}'?");
        assert_eq!(
            shown("whille True:\n  pass\n"),
            "1:1 ".to_string() + &typo("while")
        );
        assert_eq!(
            shown("forr x in y:\n  pass\n"),
            "1:1 ".to_string() + &typo("for")
        );
        assert_eq!(shown("imoprt os\n"), "1:1 ".to_string() + &typo("import"));
        assert_eq!(
            shown("def f():\n    pass\nx = 1\nfor y im x:\n    pass\n"),
            "4:7 ".to_string() + &typo("in")
        );
        assert_eq!(shown("a b\n"), "1:3 invalid syntax");
    }
}
