//! How a `SyntaxError` is displayed: its source line with marks under the mistake.
//!
//! Invariant: attributes are whatever a script put there; those of a wrong type are left out.
//! Next file to read: `suggest.rs`.

use super::print::{display_text, qualified_name};
use super::source_cache::SourceCache;
use super::theme::Theme;
use crate::builtins::exceptions::{PyException, syntax_error as place};
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::Ref;
use crate::source::SourceText;
use crate::syntax::{ErrorKind, SyntaxError};
use std::sync::Arc;

/// Where a syntax error is, in characters; offsets count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mistake {
    /// The text.
    pub message: String,
    /// The source's name.
    pub file: Option<String>,
    /// First line.
    pub line: Option<i64>,
    /// Last line.
    pub end_line: Option<i64>,
    /// First character.
    pub offset: Option<i64>,
    /// Just past the last character.
    pub end_offset: Option<i64>,
    /// The source line.
    pub text: Option<String>,
}

fn read(vm: &Vm, e: &PyException) -> Mistake {
    let text = |i: usize| {
        e.field(i)
            .filter(|v| v.as_str().is_some())
            .map(|v| display_text(&v))
    };
    let number = |i: usize| e.field(i).and_then(|v| v.as_i64());
    let message = match e.field(place::MSG) {
        Some(m) if !m.is_none() => vm.str(&m).map(|s| display_text(&s)).unwrap_or_default(),
        _ => String::new(),
    };
    Mistake {
        message,
        file: text(place::FILENAME),
        line: number(place::LINENO),
        end_line: number(place::END_LINENO),
        offset: number(place::OFFSET),
        end_offset: number(place::END_OFFSET),
        text: text(place::TEXT),
    }
}

/// All lines of a syntax error.
pub(super) fn format(vm: &Vm, sources: &mut SourceCache, x: &Ref, theme: Theme) -> String {
    let Some(e) = x.downcast::<PyException>() else {
        return String::new();
    };
    let mut mistake = read(vm, e);
    let file = mistake.file.clone();
    let mut out = String::new();
    let mut suffix = String::new();
    if let Some(line) = mistake.line {
        let name = file
            .as_deref()
            .filter(|f| !f.is_empty())
            .unwrap_or("<string>");
        out.push_str(&theme.place_line(name, &line.to_string(), None));
    } else if let Some(name) = &file {
        suffix = format!(" ({name})");
    }
    if mistake.text.is_some() {
        mend_keyword(vm, sources, &mut mistake, e.field(place::METADATA));
        out.push_str(&source_line(&mistake, theme));
    }
    let message = if mistake.message.is_empty() {
        "<no detail available>"
    } else {
        &mistake.message
    };
    out.push_str(&theme.last_line(&qualified_name(vm, x), message, &suffix));
    out
}

/// Points at a misspelt keyword instead, if that is what the mistake is. `metadata` says where the
/// statement begins and, for a source that is in no file, what its text is.
fn mend_keyword(vm: &Vm, sources: &mut SourceCache, m: &mut Mistake, metadata: Option<Ref>) {
    let metadata = metadata.unwrap_or_else(Ref::none);
    let [first, _, text] = tuple::items(&metadata) else {
        return;
    };
    let (Some(line), Some(first)) = (m.line, first.as_i64()) else {
        return;
    };
    let (Ok(line), Ok(first)) = (u32::try_from(line), u32::try_from(first)) else {
        return;
    };
    let name = m.file.clone().unwrap_or_default();
    let source = match text.as_str() {
        Some(_) => Some(Arc::new(SourceText::new(name.as_str(), display_text(text)))),
        None => sources.file(vm, &name),
    };
    let Some(source) = source else { return };
    let error = SyntaxError {
        kind: ErrorKind::Syntax,
        message: m.message.clone(),
        file: name.into(),
        line,
        offset: 0,
        end_line: line,
        end_offset: 0,
        text: m.text.clone(),
        incomplete: false,
        last_block_line: first,
    };
    let better = crate::syntax::explain_typo(&source, &error, text.is_none(), &|_, _| true);
    if better.message != error.message {
        m.message = better.message;
        m.text = better.text;
        m.end_line = m.line;
        m.offset = Some(better.offset.into());
        m.end_offset = Some(better.end_offset.into());
    }
}

fn source_line(m: &Mistake, theme: Theme) -> String {
    let text = m.text.as_deref().unwrap_or_default();
    let right: Vec<char> = text.trim_end_matches('\n').chars().collect();
    let blanks = right
        .iter()
        .take_while(|c| matches!(c, ' ' | '\n' | '\x0c'))
        .count();
    let left = &right[blanks..];
    let line: String = left.iter().collect();
    let Some(mut offset) = m.offset else {
        return format!("    {line}\n");
    };
    let length = text.chars().count() as i64;
    let mut end = if m.end_line == m.line {
        m.end_offset.filter(|&e| e != 0).unwrap_or(offset)
    } else {
        right.len() as i64 + 1
    };
    if length > 0 && offset > length {
        offset = right.len() as i64 + 1;
    }
    if length > 0 && end > length {
        end = right.len() as i64 + 1;
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let start = offset - 1 - blanks as i64;
    let stop = end - 1 - blanks as i64;
    if start < 0 {
        return format!("    {line}\n");
    }
    // Tabs and the like stay, so that the mark stands below what it marks.
    let lead: String = left
        .iter()
        .take(start as usize)
        .map(|c| if c.is_whitespace() { *c } else { ' ' })
        .collect();
    let (from, to) = (
        (start as usize).min(left.len()),
        (stop as usize).min(left.len()),
    );
    let part = |range: &[char]| range.iter().collect::<String>();
    let marked = theme.paint(theme.highlight, &part(&left[from..to]));
    let marks = theme.paint(theme.highlight, &"^".repeat((stop - start) as usize));
    format!(
        "    {}{marked}{}\n    {lead}{marks}\n",
        part(&left[..from]),
        part(&left[to..])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, offset: i64, end_offset: i64) -> String {
        source_line(
            &Mistake {
                line: Some(1),
                end_line: Some(1),
                offset: Some(offset),
                end_offset: Some(end_offset),
                text: Some(text.to_string()),
                ..Mistake::default()
            },
            super::super::theme::PLAIN,
        )
    }

    #[test]
    fn mistakes_are_marked_below_the_stripped_line() {
        assert_eq!(
            drawn("print 'hello'\n", 1, 14),
            "    print 'hello'\n    ^^^^^^^^^^^^^\n"
        );
        assert_eq!(drawn("    x +\n", 8, 8), "    x +\n       ^\n");
        assert_eq!(drawn("  x=1\n", 1, 1), "    x=1\n");
    }
}
