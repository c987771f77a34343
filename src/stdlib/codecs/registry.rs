//! Which names mean which native codec.
//!
//! Invariant: only the codecs of this folder are known here; the caller asks the `encodings` package for others.
//! Next file to read: `error.rs`.

use super::error::{DecodeErrors, EncodeErrors};
use super::utf16::ByteOrder;
use super::{escape, single_byte, utf7, utf8, utf16, utf32};
use crate::builtins::str::storage::{StrBuf, StrView};

/// A codec that is native.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// ASCII.
    Ascii,
    /// ISO 8859-1.
    Latin1,
    /// UTF-7.
    Utf7,
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Sig,
    /// UTF-16.
    Utf16(ByteOrder),
    /// UTF-32.
    Utf32(ByteOrder),
    /// Escapes as in string literals.
    UnicodeEscape,
    /// Escapes for wide characters only.
    RawUnicodeEscape,
}

/// Aliases, in the spelling [`normalize`] gives, sorted.
static ALIASES: [(&str, Codec); 55] = [
    ("646", Codec::Ascii),
    ("8859", Codec::Latin1),
    ("ansi_x3.4_1968", Codec::Ascii),
    ("ansi_x3.4_1986", Codec::Ascii),
    ("ansi_x3_4_1968", Codec::Ascii),
    ("ascii", Codec::Ascii),
    ("cp367", Codec::Ascii),
    ("cp65001", Codec::Utf8),
    ("cp819", Codec::Latin1),
    ("csascii", Codec::Ascii),
    ("csisolatin1", Codec::Latin1),
    ("ibm367", Codec::Ascii),
    ("ibm819", Codec::Latin1),
    ("iso646_us", Codec::Ascii),
    ("iso8859", Codec::Latin1),
    ("iso8859_1", Codec::Latin1),
    ("iso_646.irv_1991", Codec::Ascii),
    ("iso_8859_1", Codec::Latin1),
    ("iso_8859_1_1987", Codec::Latin1),
    ("iso_ir_100", Codec::Latin1),
    ("iso_ir_6", Codec::Ascii),
    ("l1", Codec::Latin1),
    ("latin", Codec::Latin1),
    ("latin1", Codec::Latin1),
    ("latin_1", Codec::Latin1),
    ("raw_unicode_escape", Codec::RawUnicodeEscape),
    ("u16", Codec::Utf16(ByteOrder::Marked)),
    ("u32", Codec::Utf32(ByteOrder::Marked)),
    ("u7", Codec::Utf7),
    ("u8", Codec::Utf8),
    ("unicode_1_1_utf_7", Codec::Utf7),
    ("unicode_escape", Codec::UnicodeEscape),
    ("unicodebigunmarked", Codec::Utf16(ByteOrder::Big)),
    ("unicodelittleunmarked", Codec::Utf16(ByteOrder::Little)),
    ("us", Codec::Ascii),
    ("us_ascii", Codec::Ascii),
    ("utf", Codec::Utf8),
    ("utf16", Codec::Utf16(ByteOrder::Marked)),
    ("utf32", Codec::Utf32(ByteOrder::Marked)),
    ("utf7", Codec::Utf7),
    ("utf8", Codec::Utf8),
    ("utf8_ucs2", Codec::Utf8),
    ("utf8_ucs4", Codec::Utf8),
    ("utf_16", Codec::Utf16(ByteOrder::Marked)),
    ("utf_16_be", Codec::Utf16(ByteOrder::Big)),
    ("utf_16_le", Codec::Utf16(ByteOrder::Little)),
    ("utf_16be", Codec::Utf16(ByteOrder::Big)),
    ("utf_16le", Codec::Utf16(ByteOrder::Little)),
    ("utf_32", Codec::Utf32(ByteOrder::Marked)),
    ("utf_32_be", Codec::Utf32(ByteOrder::Big)),
    ("utf_32_le", Codec::Utf32(ByteOrder::Little)),
    ("utf_32be", Codec::Utf32(ByteOrder::Big)),
    ("utf_32le", Codec::Utf32(ByteOrder::Little)),
    ("utf_7", Codec::Utf7),
    ("utf_8", Codec::Utf8),
];

/// Lower case, with every run of other characters than letters, digits and dots as one underscore
/// (none at the ends). What is not ASCII counts as nothing.
pub fn normalize(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if !(c.is_alphanumeric() || c == '.') {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push('_');
        }
        gap = false;
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

impl Codec {
    /// The native codec of this name, in any of its spellings.
    pub fn from_name(name: &str) -> Option<Codec> {
        // By far the most frequent spellings go without a copy.
        match name {
            "utf-8" | "utf8" | "UTF-8" => return Some(Codec::Utf8),
            "ascii" => return Some(Codec::Ascii),
            "latin-1" => return Some(Codec::Latin1),
            _ if !name.is_ascii() => return None,
            _ => {}
        }
        let name = normalize(name);
        if name == "utf_8_sig" {
            return Some(Codec::Utf8Sig);
        }
        let find = |name: &str| {
            let place = ALIASES
                .binary_search_by_key(&name, |&(alias, _)| alias)
                .ok()?;
            Some(ALIASES[place].1)
        };
        find(&name).or_else(|| find(&name.replace('.', "_")))
    }

    /// The `name` of the CodecInfo.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Ascii => "ascii",
            Codec::Latin1 => "iso8859-1",
            Codec::Utf7 => "utf-7",
            Codec::Utf8 => "utf-8",
            Codec::Utf8Sig => "utf-8-sig",
            Codec::Utf16(ByteOrder::Marked) => "utf-16",
            Codec::Utf16(ByteOrder::Little) => "utf-16-le",
            Codec::Utf16(ByteOrder::Big) => "utf-16-be",
            Codec::Utf32(ByteOrder::Marked) => "utf-32",
            Codec::Utf32(ByteOrder::Little) => "utf-32-le",
            Codec::Utf32(ByteOrder::Big) => "utf-32-be",
            Codec::UnicodeEscape => "unicode-escape",
            Codec::RawUnicodeEscape => "raw-unicode-escape",
        }
    }

    /// Decodes `input`, which is all there is: `bytes.decode`.
    pub fn decode<H: DecodeErrors>(self, input: &[u8], errors: &mut H) -> Result<StrBuf, H::Error> {
        Ok(match self {
            Codec::Ascii => single_byte::decode_ascii(input, errors)?,
            Codec::Latin1 => single_byte::decode_latin1(input),
            Codec::Utf7 => utf7::decode(input, true, errors)?.0,
            Codec::Utf8 => utf8::decode(input, true, errors)?.0,
            Codec::Utf8Sig => utf8::decode_sig(input, errors)?.0,
            Codec::Utf16(order) => utf16::decode(input, order, true, errors)?.text,
            Codec::Utf32(order) => utf32::decode(input, order, true, errors)?.text,
            Codec::UnicodeEscape => escape::decode_unicode_escape(input, true, errors)?.text,
            Codec::RawUnicodeEscape => escape::decode_raw_unicode_escape(input, true, errors)?.text,
        })
    }

    /// Encodes `text`: `str.encode`.
    pub fn encode<H: EncodeErrors>(
        self,
        text: StrView,
        errors: &mut H,
    ) -> Result<Vec<u8>, H::Error> {
        match self {
            Codec::Ascii => single_byte::encode_ascii(text, errors),
            Codec::Latin1 => single_byte::encode_latin1(text, errors),
            Codec::Utf7 => Ok(utf7::encode(text)),
            Codec::Utf8 => utf8::encode(text, errors),
            Codec::Utf8Sig => Ok([&utf8::SIGNATURE[..], &utf8::encode(text, errors)?].concat()),
            Codec::Utf16(order) => utf16::encode(text, order, errors),
            Codec::Utf32(order) => utf32::encode(text, order, errors),
            Codec::UnicodeEscape => Ok(escape::encode_unicode_escape(text)),
            Codec::RawUnicodeEscape => Ok(escape::encode_raw_unicode_escape(text)),
        }
    }
}
