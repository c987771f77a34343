//! Colours of source text as it is typed, by the lexer's tokens.
//!
//! Invariant: spans are in order and do not overlap; text that is no Python keeps its colours up to
//! where the lexer gives up.
//! Next file to read: `layout.rs`.

use super::layout::Span;
use crate::source::SourceText;
use crate::syntax::lex;
use crate::syntax::token::Token;

const KEYWORD: &str = "\x1b[1;34m";
const BUILTIN: &str = "\x1b[36m";
const COMMENT: &str = "\x1b[31m";
const STRING: &str = "\x1b[32m";
const NUMBER: &str = "\x1b[33m";
const DEFINITION: &str = "\x1b[1m";
/// The prompt's own colour.
pub const PROMPT: &str = "\x1b[1;35m";

/// The coloured parts of a text.
pub fn spans(text: &str, is_builtin: impl Fn(&str) -> bool) -> Vec<Span> {
    if text.len() > u32::MAX as usize / 2 {
        return Vec::new();
    }
    let source = SourceText::new("<prompt>", text.to_string());
    let tokens = lex(&source);
    let mut out: Vec<Span> = Vec::new();
    let mut end = 0;
    let mut before = Token::Newline;
    for lexeme in &tokens.list {
        let (from, to) = (lexeme.span.start as usize, lexeme.span.end as usize);
        // The end of a line may cover the comment in front of it.
        let is_layout = matches!(
            lexeme.token,
            Token::Newline | Token::Indent | Token::Dedent | Token::EndMarker
        );
        if is_layout || from < end || to <= from || to > text.len() {
            before = lexeme.token;
            continue;
        }
        comments(text, end, from, &mut out);
        let word = text.get(from..to).unwrap_or("");
        if let Some(colour) = colour(lexeme.token, word, before, &is_builtin) {
            out.push((from, to, colour));
        }
        before = lexeme.token;
        end = to;
    }
    let rest = text.get(end..).unwrap_or("");
    match rest.find(['"', '\'', '#']) {
        // A string that is not closed yet.
        Some(i) if tokens.error.is_some() && !rest[i..].starts_with('#') => {
            let start = end
                + rest[..i]
                    .trim_end_matches(|c: char| c.is_ascii_alphabetic())
                    .len();
            out.push((start, text.len(), STRING));
        }
        _ => comments(text, end, text.len(), &mut out),
    }
    out
}

/// Comments leave no tokens: they stand between them.
fn comments(text: &str, from: usize, to: usize, out: &mut Vec<Span>) {
    let mut at = from;
    while let Some(i) = text.get(at..to).and_then(|gap| gap.find('#')) {
        let start = at + i;
        let end = text[start..to].find('\n').map_or(to, |n| start + n);
        out.push((start, end, COMMENT));
        at = end;
    }
}

fn colour(
    token: Token,
    word: &str,
    before: Token,
    is_builtin: &impl Fn(&str) -> bool,
) -> Option<&'static str> {
    match token {
        Token::Number => Some(NUMBER),
        Token::String
        | Token::FStringStart
        | Token::TStringStart
        | Token::FStringMiddle
        | Token::FStringEnd => Some(STRING),
        Token::Name if matches!(before, Token::Def | Token::Class) => Some(DEFINITION),
        Token::Name if before != Token::Dot && is_builtin(word) => Some(BUILTIN),
        Token::Name => None,
        // Every other token that reads like a word is a keyword, soft ones included.
        _ if word.starts_with(|c: char| c.is_ascii_alphabetic()) => Some(KEYWORD),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = String::new();
        for (from, to, colour) in spans(text, |w| w == "print") {
            let kind = match colour {
                KEYWORD => 'k',
                BUILTIN => 'b',
                COMMENT => 'c',
                STRING => 's',
                NUMBER => 'n',
                _ => 'd',
            };
            out.push_str(&format!("{kind}:{} ", &text[from..to]));
        }
        out
    }

    #[test]
    fn each_kind_has_its_colour() {
        assert_eq!(
            shown("def f(x): # go\n    return print(1, 'a', x.print)"),
            "k:def d:f c:# go k:return b:print n:1 s:'a' "
        );
        assert_eq!(
            shown("match x:\n  case None: pass"),
            "k:match k:case k:None k:pass "
        );
        assert_eq!(shown("x = 'abc"), "s:'abc ");
        assert_eq!(shown("x = rb'''abc\nd"), "s:rb'''abc\nd ");
        assert_eq!(shown("f(1, # a"), "n:1 c:# a ");
        assert_eq!(shown("$ ? \u{e9}"), "");
    }

    #[test]
    fn spans_are_in_order_whatever_is_typed() {
        let text = "class A(B): # x\n  'é' + f'{x!r:>{w}} #' \"\"\" # \n\\ 0x1 $ ) ] def";
        for (cut, _) in text.char_indices() {
            let mut last = 0;
            for (from, to, _) in spans(&text[..cut], |_| true) {
                assert!(last <= from && from < to && to <= cut, "{cut}");
                last = to;
            }
        }
    }
}
