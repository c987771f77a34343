//! Line ends: universal newlines when reading, where a line ends, and what to write for `\n`.
//!
//! Invariant: a `\r` at the end of a piece waits for the next piece, so that `\r\n` is never torn apart.
//! Next file to read: the text layer.

use crate::builtins::fault::{Fault, FaultKind};
use crate::builtins::str::search;
use crate::builtins::str::storage::{StrBuf, StrView};

const CR: u32 = 0x0D;
const LF: u32 = 0x0A;
const SEEN_CR: u8 = 1;
const SEEN_LF: u8 = 2;
const SEEN_CRLF: u8 = 4;

/// The line ends met so far, in the order of the `newlines` attribute, by the bits of [`NewlineDecoder::seen`].
static NEWLINES: [&[&str]; 8] = [
    &[],
    &["\r"],
    &["\n"],
    &["\r", "\n"],
    &["\r\n"],
    &["\r", "\r\n"],
    &["\n", "\r\n"],
    &["\r", "\n", "\r\n"],
];

/// The state of an `IncrementalNewlineDecoder`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NewlineDecoder {
    /// Whether `\r` and `\r\n` become `\n`.
    pub translate: bool,
    /// Whether a `\r` waits for the next piece.
    pub pending_cr: bool,
    /// One bit per kind of line end met.
    seen: u8,
}

impl NewlineDecoder {
    /// A decoder at its start.
    pub fn new(translate: bool) -> NewlineDecoder {
        NewlineDecoder {
            translate,
            ..NewlineDecoder::default()
        }
    }

    /// Forgets everything but how it was made.
    pub fn reset(&mut self) {
        *self = NewlineDecoder::new(self.translate);
    }

    /// The `newlines` attribute: nothing is None, one is a string, more are a tuple.
    pub fn newlines(&self) -> &'static [&'static str] {
        NEWLINES[usize::from(self.seen & 7)]
    }

    /// Decodes one piece of text; `last` says that no more will come.
    pub fn decode(&mut self, piece: StrView, last: bool) -> StrBuf {
        let mut text = StrBuf::with_capacity(piece.len() + 1);
        if self.pending_cr && (last || !piece.is_empty()) {
            text.push_code(CR);
            self.pending_cr = false;
        }
        let wait = !last && piece.last() == Some(CR);
        self.pending_cr |= wait;
        text.push_view(piece.slice(0, piece.len() - usize::from(wait)));
        let returns = search::contains(text.view(), StrView::Ascii(b"\r"));
        if !returns {
            if self.seen & SEEN_LF == 0 && search::contains(text.view(), StrView::Ascii(b"\n")) {
                self.seen |= SEEN_LF;
            }
            return text;
        }
        self.scan(text.view());
        if self.translate {
            translated(text.view())
        } else {
            text
        }
    }

    /// Notes the kinds of line ends in `text`.
    fn scan(&mut self, text: StrView) {
        let mut codes = text.iter().peekable();
        while let Some(code) = codes.next() {
            match code {
                LF => self.seen |= SEEN_LF,
                CR if codes.next_if_eq(&LF).is_some() => self.seen |= SEEN_CRLF,
                CR => self.seen |= SEEN_CR,
                _ => {}
            }
        }
    }
}

/// `text` with every line end as `\n`.
pub fn translated(text: StrView) -> StrBuf {
    let mut out = StrBuf::with_capacity(text.len());
    let mut codes = text.iter().peekable();
    while let Some(code) = codes.next() {
        if code == CR {
            codes.next_if_eq(&LF);
            out.push_code(LF);
        } else {
            out.push_code(code);
        }
    }
    out
}

/// The `newline` argument of `open()` and TextIOWrapper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// None: all kinds are read as `\n`, and `\n` is written as the system's line end.
    Default,
    /// `''`: all kinds end lines but stay as they are.
    Untranslated,
    /// `'\n'`.
    Lf,
    /// `'\r'`.
    Cr,
    /// `'\r\n'`.
    CrLf,
}

impl Newline {
    /// Reads the argument.
    pub fn from_argument(argument: Option<&str>) -> Result<Newline, Fault> {
        match argument {
            None => Ok(Newline::Default),
            Some("") => Ok(Newline::Untranslated),
            Some("\n") => Ok(Newline::Lf),
            Some("\r") => Ok(Newline::Cr),
            Some("\r\n") => Ok(Newline::CrLf),
            Some(other) => {
                let text = format!("illegal newline value: {other}");
                Err(Fault::made(FaultKind::Value, text))
            }
        }
    }

    /// Whether reading goes through a [`NewlineDecoder`].
    pub fn is_universal(self) -> bool {
        matches!(self, Newline::Default | Newline::Untranslated)
    }

    /// What is written for `\n`; `None` when it stays.
    pub fn written(self) -> Option<&'static str> {
        match self {
            // The system's line end is `\n` wherever this runs.
            Newline::Default | Newline::Untranslated | Newline::Lf => None,
            Newline::Cr => Some("\r"),
            Newline::CrLf => Some("\r\n"),
        }
    }

    /// The index just past the first line end in `text` from `start` on.
    pub fn find_line_end(self, text: StrView, start: usize) -> Option<usize> {
        let start = start.min(text.len());
        let rest = text.slice(start, text.len());
        let find = |needle: &[u8]| search::find(rest, StrView::Ascii(needle), 0, i64::MAX);
        let end = match self {
            Newline::Default | Newline::Lf => find(b"\n")? + 1,
            Newline::Cr => find(b"\r")? + 1,
            Newline::CrLf => find(b"\r\n")? + 2,
            Newline::Untranslated => {
                let first = rest.iter().position(|code| code == LF || code == CR)?;
                let pair =
                    rest.get(first) == CR && first + 1 < rest.len() && rest.get(first + 1) == LF;
                first + 1 + usize::from(pair)
            }
        };
        Some(start + end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_never_torn_apart() {
        let mut decoder = NewlineDecoder::new(true);
        let mut feed = |text: &'static str, last| {
            let out = decoder.decode(StrView::Ascii(text.as_bytes()), last);
            (
                out.view().to_utf8_lossy(),
                decoder.newlines().join("|"),
                decoder.pending_cr,
            )
        };
        assert_eq!(feed("a\r", false), ("a".into(), "".into(), true));
        assert_eq!(feed("", false), ("".into(), "".into(), true));
        assert_eq!(feed("\nb\r", false), ("\nb".into(), "\r\n".into(), true));
        assert_eq!(
            feed("c\n\r\n", false),
            ("\nc\n\n".into(), "\r|\n|\r\n".into(), false)
        );
        assert_eq!(feed("x\r", false), ("x".into(), "\r|\n|\r\n".into(), true));
        assert_eq!(feed("", true), ("\n".into(), "\r|\n|\r\n".into(), false));
        let mut keeping = NewlineDecoder::new(false);
        assert_eq!(
            keeping.decode(StrView::Ascii(b"a\r\nb"), true),
            StrBuf::from_utf8("a\r\nb")
        );
    }

    #[test]
    fn line_ends() {
        let end = |newline: Newline, text: &'static str| {
            newline.find_line_end(StrView::Ascii(text.as_bytes()), 1)
        };
        assert_eq!(end(Newline::Default, "\na\r\n"), Some(4));
        assert_eq!(end(Newline::Untranslated, "\na\r\nb"), Some(4));
        assert_eq!(end(Newline::Untranslated, "aa\rb"), Some(3));
        assert_eq!(end(Newline::CrLf, "a\n\rb\r\n"), Some(6));
        assert_eq!(end(Newline::Cr, "abc"), None);
        let wrong = Newline::from_argument(Some("x")).map_err(|fault| fault.text);
        assert_eq!(wrong, Err("illegal newline value: x".into()));
    }
}
