//! A selection of cases whose answers are CPython's.

use super::escape::{self, InvalidEscape, InvalidKind, OnBadHex};
use super::handlers::{DecodeFailure, Handler};
use super::registry::{Codec, normalize};
use super::{charmap, error, utf7, utf8, utf16};
use crate::builtins::str::escape::escape_non_ascii;
use crate::builtins::str::storage::{StrBuf, StrView};

/// The decoded text in ASCII, or `start-end: reason`.
fn decode(encoding: &str, handler: Handler, input: &[u8]) -> String {
    let mut handler = handler;
    let codec = Codec::from_name(encoding).expect("a native codec");
    match codec.decode(input, &mut handler) {
        Ok(text) => escape_non_ascii(text.view()).view().to_utf8_lossy(),
        Err(DecodeFailure::Error(e)) => {
            format!("{} {}-{}: {}", e.encoding, e.start, e.end, e.reason)
        }
        Err(DecodeFailure::WrongHandler) => super::handlers::WRONG_HANDLER.to_owned(),
    }
}

/// The bytes shown as Latin-1, or `start-end: reason`.
fn encode(encoding: &str, handler: Handler, codes: &[u32]) -> String {
    let mut handler = handler;
    let codec = Codec::from_name(encoding).expect("a native codec");
    match codec.encode(StrBuf::from_codes(codes).view(), &mut handler) {
        Ok(bytes) => bytes.into_iter().map(char::from).collect(),
        Err(e) => format!("{} {}-{}: {}", e.encoding, e.start, e.end, e.reason),
    }
}

#[test]
fn utf8_errors_cover_what_cpython_covers() {
    let strict = |input| decode("utf-8", Handler::Strict, input);
    assert_eq!(strict(b"a\x80"), "utf-8 1-2: invalid start byte");
    assert_eq!(strict(b"\xc0\x80"), "utf-8 0-1: invalid start byte");
    assert_eq!(strict(b"\xf5\x80\x80\x80"), "utf-8 0-1: invalid start byte");
    assert_eq!(
        strict(b"\xe0\x80\x80"),
        "utf-8 0-1: invalid continuation byte"
    );
    assert_eq!(
        strict(b"\xed\xa0\x80"),
        "utf-8 0-1: invalid continuation byte"
    );
    assert_eq!(
        strict(b"\xf4\x90\x80\x80"),
        "utf-8 0-1: invalid continuation byte"
    );
    assert_eq!(
        strict(b"\xf0\x9f\x98a"),
        "utf-8 0-3: invalid continuation byte"
    );
    assert_eq!(
        strict(b"xy\xf0\x9f\x98"),
        "utf-8 2-5: unexpected end of data"
    );
    assert_eq!(strict(b"\xf0\x9f\x98\x80\xc3\xa9"), "\\U0001f600\\xe9");
    let lenient = |handler| decode("utf-8", handler, b"a\xff\xe2\x82b\xed\xa0\x80");
    assert_eq!(lenient(Handler::Ignore), "ab");
    assert_eq!(
        lenient(Handler::Replace),
        "a\\ufffd\\ufffdb\\ufffd\\ufffd\\ufffd"
    );
    assert_eq!(
        lenient(Handler::BackslashReplace),
        "a\\xff\\xe2\\x82b\\xed\\xa0\\x80"
    );
    assert_eq!(
        lenient(Handler::SurrogateEscape),
        "a\\udcff\\udce2\\udc82b\\udced\\udca0\\udc80"
    );
    assert_eq!(
        lenient(Handler::NameReplace),
        super::handlers::WRONG_HANDLER
    );
    assert_eq!(
        decode("utf-8", Handler::SurrogatePass, b"\xed\xa0\x80"),
        "\\ud800"
    );
    assert_eq!(decode("utf_8_sig", Handler::Strict, b"\xef\xbb\xbfa"), "a");
}

#[test]
fn cut_off_input_waits_for_more() {
    let used =
        |input: &[u8]| utf8::decode(input, false, &mut Handler::Strict).map(|(_, used)| used);
    assert_eq!(used(b"a\xf0\x9f\x98"), Ok(1));
    assert_eq!(used(b"a\xed\xa0"), Ok(1));
    assert!(used(b"a\xed\xa0x").is_err());
    let used = |input: &[u8], order| {
        utf16::decode(input, order, false, &mut Handler::Strict).map(|d| (d.consumed, d.order))
    };
    use utf16::ByteOrder::{Big, Little, Marked};
    assert_eq!(used(b"\xff", Marked), Ok((0, Marked)));
    assert_eq!(used(b"\xfe\xff\0a\xd8\0\xdc", Marked), Ok((4, Big)));
    assert_eq!(used(b"a\0\0\xd8", Little), Ok((2, Little)));
    let escape = |input: &[u8]| escape::decode_unicode_escape(input, false, &mut Handler::Strict);
    assert_eq!(escape(b"a\\N{AB").map(|d| d.consumed), Ok(1));
    assert_eq!(
        utf7::decode(b"a+AOk", false, &mut Handler::Strict),
        Ok((StrBuf::from_utf8("a"), 1))
    );
}

#[test]
fn wide_encodings() {
    let strict = |encoding, input| decode(encoding, Handler::Strict, input);
    assert_eq!(
        strict("utf-16", b"\0\xd8"),
        "utf-16-le 0-2: unexpected end of data"
    );
    assert_eq!(
        strict("utf-16", b"\0\xd8a\0"),
        "utf-16-le 0-2: illegal UTF-16 surrogate"
    );
    assert_eq!(
        strict("utf-16-le", b"\0\xdca\0"),
        "utf-16-le 0-2: illegal encoding"
    );
    assert_eq!(
        strict("utf-16-be", b"a\0b"),
        "utf-16-be 2-3: truncated data"
    );
    assert_eq!(strict("utf-16", b"\xfe\xff\xd8\x3d\xde\0"), "\\U0001f600");
    assert_eq!(
        strict("utf-32", b"\0\0\x11\0"),
        "utf-32-le 0-4: code point not in range(0x110000)"
    );
    let surrogate = "utf-32-le 0-4: code point in surrogate code point range(0xd800, 0xe000)";
    assert_eq!(strict("utf-32", b"\0\xd8\0\0"), surrogate);
    assert_eq!(
        encode("utf-16", Handler::Strict, &[0x61, 0x1F600]),
        "ÿþa\0=Ø\0Þ"
    );
    assert_eq!(
        encode("utf-16-be", Handler::SurrogatePass, &[0xD800]),
        "Ø\0"
    );
    assert_eq!(
        encode("utf-16-be", Handler::Replace, &[0xD800, 0xD801]),
        "\0?\0?"
    );
    let refused = "utf-16-le 0-1: surrogates not allowed";
    assert_eq!(
        encode("utf-16-le", Handler::SurrogateEscape, &[0xDC80]),
        refused
    );
}

#[test]
fn encoding_handlers() {
    let codes = [0x61, 0xE9, 0x1F600, 0xDC80];
    let run = |handler| encode("ascii", handler, &codes);
    assert_eq!(run(Handler::Strict), "ascii 1-4: ordinal not in range(128)");
    assert_eq!(run(Handler::Ignore), "a");
    assert_eq!(run(Handler::Replace), "a???");
    assert_eq!(run(Handler::BackslashReplace), "a\\xe9\\U0001f600\\udc80");
    assert_eq!(run(Handler::XmlCharRefReplace), "a&#233;&#128512;&#56448;");
    let named = "a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{GRINNING FACE}\\udc80";
    assert_eq!(run(Handler::NameReplace), named);
    assert_eq!(
        run(Handler::SurrogateEscape),
        "ascii 1-4: ordinal not in range(128)"
    );
    let partly = encode("utf-8", Handler::SurrogateEscape, &[0x61, 0xDC80, 0xD801]);
    assert_eq!(partly, "utf-8 2-3: surrogates not allowed");
    assert_eq!(
        encode("utf-8", Handler::SurrogatePass, &[0xD800]),
        "í\u{a0}\u{80}"
    );
    assert_eq!(
        encode("latin-1", Handler::SurrogateEscape, &[0xE9, 0xDCFF]),
        "éÿ"
    );
}

#[test]
fn escapes() {
    let strict = |input| decode("unicode_escape", Handler::Strict, input);
    assert_eq!(
        strict(b"\\x41\\u00e9\\U0001f600\\101\\\n\\n\\N{bell}"),
        "A\\xe9\\U0001f600A\n\\U0001f514"
    );
    assert_eq!(strict(b"a\\"), "unicodeescape 1-2: \\ at end of string");
    assert_eq!(strict(b"\\xg"), "unicodeescape 0-2: truncated \\xXX escape");
    assert_eq!(
        strict(b"\\u12"),
        "unicodeescape 0-4: truncated \\uXXXX escape"
    );
    assert_eq!(
        strict(b"\\U00110000"),
        "unicodeescape 0-10: illegal Unicode character"
    );
    assert_eq!(
        strict(b"\\N{}"),
        "unicodeescape 0-3: malformed \\N character escape"
    );
    assert_eq!(
        strict(b"\\N{foo}"),
        "unicodeescape 0-7: unknown Unicode character name"
    );
    let raw = |input| decode("raw_unicode_escape", Handler::Strict, input);
    assert_eq!(raw(b"\\\\u0041\\u0041\\n\\"), "\\\\u0041A\\n\\");
    let codes = [9, 0x5C, 0x7F, 0xE9, 0x1234, 0x27];
    assert_eq!(
        encode("unicode_escape", Handler::Strict, &codes),
        "\\t\\\\\\x7f\\xe9\\u1234'"
    );
    assert_eq!(
        encode("raw_unicode_escape", Handler::Strict, &codes),
        "\t\\\x7fé\\u1234'"
    );
    let bytes = |input| escape::decode_bytes_escape(input, OnBadHex::Strict);
    let octal = InvalidEscape {
        at: 1,
        kind: InvalidKind::Octal(0o777),
    };
    assert_eq!(bytes(b"\\777"), Ok((vec![0xFF], Some(octal))));
    assert_eq!(
        bytes(b"a\\x1"),
        Err("invalid \\x escape at position 1".to_owned())
    );
    assert_eq!(bytes(b"\\"), Err("Trailing \\ in string".to_owned()));
}

#[test]
fn utf7_both_ways() {
    let codes = [
        0x61, 0x7E, 0xE9, 0x2B, 0x62, 0x2D, 0xE9, 0x2D, 0xE9, 0x7A, 0x1F600, 0xD800,
    ];
    let coded = "a+AH4A6QAr-b-+AOk--+AOk-z+2D3eANgA-";
    assert_eq!(encode("utf-7", Handler::Strict, &codes), coded);
    let back = "a~\\xe9+b-\\xe9-\\xe9z\\U0001f600\\ud800";
    let decoded = decode("utf-7", Handler::Strict, coded.as_bytes());
    assert_eq!(decoded, back);
}

#[test]
fn charmaps() {
    let table = StrBuf::from_utf8("ab\u{fffe}é");
    let map = charmap::EncodingMap::from_table(table.view());
    let text = StrBuf::from_utf8("aéx");
    assert_eq!(
        map.encode(StrView::Ascii(b"ba"), &mut Handler::Strict),
        Ok(vec![1, 0])
    );
    assert_eq!(
        map.encode(text.view(), &mut Handler::Ignore),
        Ok(vec![0, 3])
    );
    let error = map
        .encode(text.view(), &mut Handler::Replace)
        .map_err(|e| (e.start, e.end));
    assert_eq!(error, Err((2, 3)));
    let decoded = charmap::decode_with_table(&[0, 2, 3, 9], table.view(), &mut Handler::Replace);
    assert_eq!(decoded, Ok(StrBuf::from_utf8("a\u{fffd}é\u{fffd}")));
}

#[test]
fn names_of_encodings() {
    for (name, canonical) in [
        ("U8", "utf-8"),
        ("UTF-8", "utf-8"),
        ("utf  8", "utf-8"),
        ("ISO_8859-1:1987", "iso8859-1"),
        ("L1", "iso8859-1"),
        ("US-ASCII", "ascii"),
        ("iso_646.irv:1991", "ascii"),
        ("UTF-16LE", "utf-16-le"),
        ("utf-8-sig", "utf-8-sig"),
    ] {
        assert_eq!(
            Codec::from_name(name).map(Codec::name),
            Some(canonical),
            "{name}"
        );
    }
    assert_eq!(Codec::from_name("cp1252"), None);
    assert_eq!(normalize("--Utf-8!!"), "utf_8");
}

#[test]
fn error_texts() {
    let name = StrView::Ascii(b"utf-8");
    let reason = StrView::Ascii(b"why");
    let text = |start, end| {
        error::decode_error_text(name, b"ab\xff", start, end, reason)
            .view()
            .to_utf8_lossy()
    };
    assert_eq!(
        text(2, 3),
        "'utf-8' codec can't decode byte 0xff in position 2: why"
    );
    assert_eq!(
        text(0, 3),
        "'utf-8' codec can't decode bytes in position 0-2: why"
    );
    let wide = StrBuf::from_utf8("aé");
    let text = |start, end| {
        error::encode_error_text(name, wide.view(), start, end, reason)
            .view()
            .to_utf8_lossy()
    };
    assert_eq!(
        text(1, 2),
        "'utf-8' codec can't encode character '\\xe9' in position 1: why"
    );
    assert_eq!(
        text(0, 2),
        "'utf-8' codec can't encode characters in position 0-1: why"
    );
    let text = error::translate_error_text(wide.view(), 1, 2, reason)
        .view()
        .to_utf8_lossy();
    assert_eq!(text, "can't translate character '\\xe9' in position 1: why");
}
