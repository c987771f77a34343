//! Bytes to text: byte order mark, coding cookie (PEP 263), line ends.
//!
//! Invariant: the text that leaves here ends its lines with `\n` alone and has no null character.
//! Deliberately absent: codecs for anything but source files; they belong to the runtime.
//! Next file to read: `syntax/lexer.rs`.

use super::errors::{ErrorKind, Result, SyntaxError};
use crate::source::{SourceText, Span};

/// The encodings a source may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
    Latin9,
    Cp1252,
}

/// Where ISO 8859-15 differs from Latin-1.
const LATIN9: [(u8, char); 8] = [
    (0xA4, '€'),
    (0xA6, 'Š'),
    (0xA8, 'š'),
    (0xB4, 'Ž'),
    (0xB8, 'ž'),
    (0xBC, 'Œ'),
    (0xBD, 'œ'),
    (0xBE, 'Ÿ'),
];

/// Windows-1252 from 0x80 to 0x9F; `\0` marks what it leaves undefined.
const CP1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Decodes a source file's bytes.
pub fn decode(name: &str, bytes: &[u8]) -> Result<SourceText> {
    let (bytes, marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let cookie = cookie(bytes);
    let encoding = match &cookie {
        None => Encoding::Utf8,
        Some(cookie) => match known_encoding(cookie) {
            Some(Encoding::Utf8) => Encoding::Utf8,
            _ if marked => {
                let cookie = standard_name(cookie);
                let mut error = unplaced(name, format!("encoding problem: {cookie} with BOM"));
                error.line = 1;
                error.text = bytes.split(|b| *b == b'\n').next().map(lossy);
                return Err(error);
            }
            Some(encoding) => encoding,
            None => return Err(unplaced(name, format!("unknown encoding: {cookie}"))),
        },
    };
    let text = match encoding {
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(bad) => return Err(not_utf8(name, bytes, &bad, cookie.is_some())),
        },
        _ => bytes
            .iter()
            .enumerate()
            .map(|(at, &byte)| {
                decode_byte(encoding, byte).ok_or_else(|| undecodable(name, encoding, byte, at))
            })
            .collect::<Result<String>>()?,
    };
    from_text(name, text)
}

/// A source whose text is already decoded, as `compile` gets it.
pub fn from_text(name: &str, text: String) -> Result<SourceText> {
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    let null = text.find('\0');
    let source = SourceText::new(name, text);
    match null {
        None => Ok(source),
        Some(at) => {
            let at = at as u32;
            let message = "source code cannot contain null bytes";
            let mut error = SyntaxError::at(&source, Span::new(at, at), message);
            error.offset = 0;
            error.end_offset = 0;
            error.text = error
                .text
                .map(|text| text.split('\0').next().unwrap_or_default().to_string());
            Err(error)
        }
    }
}

fn unplaced(name: &str, message: String) -> Box<SyntaxError> {
    let source = SourceText::new(name, String::new());
    SyntaxError::limit(&source, ErrorKind::Syntax, &message)
}

fn lossy(line: &[u8]) -> String {
    String::from_utf8_lossy(line).into_owned()
}

/// The encoding that a comment in the first two lines declares.
fn cookie(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split(|b| matches!(b, b'\n' | b'\r'));
    let first = lines.next()?;
    if let Some(found) = line_cookie(first) {
        return Some(found);
    }
    if !may_precede_cookie(bytes) {
        return None;
    }
    let mut second = lines.next()?;
    if second.is_empty() && bytes.get(first.len()..first.len() + 2) == Some(b"\r\n") {
        second = lines.next()?;
    }
    line_cookie(second)
}

/// Whether the first line is blank or a comment, so that the second may declare an encoding.
fn may_precede_cookie(bytes: &[u8]) -> bool {
    let first = bytes.split(|b| matches!(b, b'\n' | b'\r')).next();
    let trimmed = first.unwrap_or_default().trim_ascii_start();
    trimmed.is_empty() || trimmed.starts_with(b"#")
}

fn line_cookie(line: &[u8]) -> Option<String> {
    let comment = line.trim_ascii_start().strip_prefix(b"#")?;
    let mut rest = comment;
    loop {
        let at = memchr::memmem::find(rest, b"coding")?;
        rest = &rest[at + 6..];
        let Some(b':' | b'=') = rest.first() else {
            continue;
        };
        let value = rest[1..].trim_ascii_start();
        let name = value
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let name: String = name.map(|&b| b as char).collect();
        if !name.is_empty() {
            return Some(name);
        }
    }
}

fn normal(cookie: &str) -> String {
    cookie.to_ascii_lowercase().replace('_', "-")
}

fn standard_name(cookie: &str) -> String {
    match known_encoding(cookie) {
        Some(Encoding::Latin1) => "iso-8859-1".to_string(),
        _ => cookie.to_string(),
    }
}

fn known_encoding(cookie: &str) -> Option<Encoding> {
    let name = normal(cookie);
    let is = |known: &str| {
        name.strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if is("utf-8")
        || matches!(
            name.as_str(),
            "utf8" | "u8" | "utf" | "cp65001" | "utf8-ucs2"
        )
    {
        return Some(Encoding::Utf8);
    }
    if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        return Some(Encoding::Latin1);
    }
    match name.as_str() {
        "latin1" | "iso8859-1" | "8859" | "cp819" | "l1" | "latin" => Some(Encoding::Latin1),
        "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" => Some(Encoding::Ascii),
        "iso-8859-15" | "iso8859-15" | "latin9" | "latin-9" | "l9" => Some(Encoding::Latin9),
        "cp1252" | "1252" | "windows-1252" => Some(Encoding::Cp1252),
        _ => None,
    }
}

fn decode_byte(encoding: Encoding, byte: u8) -> Option<char> {
    match encoding {
        _ if byte < 0x80 => Some(byte as char),
        Encoding::Utf8 | Encoding::Ascii => None,
        Encoding::Latin1 => Some(byte as char),
        Encoding::Latin9 => {
            let changed = LATIN9.iter().find(|(from, _)| *from == byte);
            Some(changed.map_or(byte as char, |(_, to)| *to))
        }
        Encoding::Cp1252 => match CP1252.get(usize::from(byte - 0x80)) {
            Some('\0') => None,
            Some(found) => Some(*found),
            None => Some(byte as char),
        },
    }
}

fn undecodable(name: &str, encoding: Encoding, byte: u8, at: usize) -> Box<SyntaxError> {
    let (codec, reason) = match encoding {
        Encoding::Ascii => ("ascii", "ordinal not in range(128)"),
        _ => ("charmap", "character maps to <undefined>"),
    };
    unplaced(
        name,
        format!("'{codec}' codec can't decode byte 0x{byte:02x} in position {at}: {reason}"),
    )
}

fn not_utf8(
    name: &str,
    bytes: &[u8],
    bad: &std::str::Utf8Error,
    declared: bool,
) -> Box<SyntaxError> {
    let at = bad.valid_up_to();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let line_start = bytes[..at]
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |n| n + 1);
    let mut line = 1 + bytes[..at].iter().filter(|b| **b == b'\n').count() as u32;
    let shown = bytes[line_start..].split(|b| *b == b'\n').next();
    let column = at - line_start;
    if line == 2 && !declared && !may_precede_cookie(bytes) {
        // CPython reads two lines before it counts, unless the second may have the cookie.
        line = 1;
    }
    let mut error = if declared {
        let reason = match (bad.error_len(), byte) {
            (None, _) => "unexpected end of data",
            (_, 0x80..=0xC1 | 0xF5..) => "invalid start byte",
            _ => "invalid continuation byte",
        };
        unplaced(
            name,
            format!(
                "(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} \
                 in position {column}: {reason}"
            ),
        )
    } else {
        let mut error = unplaced(
            name,
            format!(
                "Non-UTF-8 code starting with '\\x{byte:02x}' in file {name} on line {line}, \
                 but no encoding declared; see https://peps.python.org/pep-0263/ for details"
            ),
        );
        let before = lossy(&bytes[line_start..at]).chars().count() as u32;
        error.offset = before + 1;
        error.end_offset = before + 1;
        error
    };
    error.line = line;
    error.end_line = line;
    error.text = shown.map(lossy);
    error
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn text(bytes: &[u8]) -> String {
        match decode("x.py", bytes) {
            Ok(source) => source.text,
            Err(error) => error.message,
        }
    }

    #[test]
    fn cookies() {
        assert_eq!(
            text(b"# -*- coding: latin-1 -*-\n\xE9"),
            "# -*- coding: latin-1 -*-\né"
        );
        assert_eq!(
            text(b"#!x\r\n# vim: fileencoding=cp1252\n\x80"),
            "#!x\n# vim: fileencoding=cp1252\n€"
        );
        assert_eq!(
            text(b"# coding: iso-8859-15\n\xA4"),
            "# coding: iso-8859-15\n€"
        );
        assert_eq!(text(b"# coding: foobar\n"), "unknown encoding: foobar");
        assert_eq!(
            text(b"\xEF\xBB\xBF# coding: latin-1\n"),
            "encoding problem: iso-8859-1 with BOM"
        );
    }

    #[test]
    fn line_ends_and_mark() {
        assert_eq!(text(b"\xEF\xBB\xBFa\r\nb\rc"), "a\nb\nc");
        assert_eq!(text(b"a\0"), "source code cannot contain null bytes");
    }
}
