//! Decoding and encoding piece by piece, as files need it.
//!
//! Invariant: after an error the state is as before the call, and the piece is lost, as in CPython.
//! States are the numbers that `getstate` of CPython's incremental codecs gives, since `tell()` shows them.

use super::error::{DecodeError, DecodeErrors, EncodeErrors};
use super::registry::Codec;
use super::utf16::{ByteOrder, Decoded};
use super::{escape, single_byte, utf7, utf8, utf16, utf32};
use crate::builtins::str::storage::{StrBuf, StrView};

/// The state of an incremental decoder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncrementalDecoder {
    codec: Codec,
    /// Bytes of a character that was cut off.
    pending: Vec<u8>,
    /// Of the encodings with a mark at the start: whether it is still to come.
    at_start: bool,
    /// The byte order that a mark told.
    big: bool,
}

impl IncrementalDecoder {
    /// A decoder at its start.
    pub fn new(codec: Codec) -> IncrementalDecoder {
        IncrementalDecoder {
            codec,
            pending: Vec::new(),
            at_start: has_mark(codec),
            big: false,
        }
    }

    /// Back to the start.
    pub fn reset(&mut self) {
        *self = IncrementalDecoder::new(self.codec);
    }

    /// The bytes not used yet, and a number for the rest of the state.
    pub fn state(&self) -> (&[u8], u64) {
        let number = match (self.codec, self.at_start) {
            (Codec::Utf8Sig, at_start) => u64::from(at_start),
            (_, true) => 2,
            (_, false) => u64::from(self.big),
        };
        (&self.pending, number)
    }

    /// Takes up a state again.
    pub fn set_state(&mut self, pending: Vec<u8>, number: u64) {
        self.pending = pending;
        if has_mark(self.codec) {
            let sig = self.codec == Codec::Utf8Sig;
            self.at_start = if sig { number != 0 } else { number > 1 };
            self.big = !sig && number == 1;
        }
    }

    /// Decodes one piece; `last` says that no more will come.
    pub fn decode<H: DecodeErrors>(
        &mut self,
        piece: &[u8],
        last: bool,
        errors: &mut H,
    ) -> Result<StrBuf, H::Error> {
        if self.pending.is_empty() {
            let (text, used) = self.decode_input(piece, last, errors)?;
            self.pending
                .extend_from_slice(piece.get(used..).unwrap_or_default());
            return Ok(text);
        }
        let input = [&self.pending, piece].concat();
        let (text, used) = self.decode_input(&input, last, errors)?;
        self.pending.clear();
        self.pending
            .extend_from_slice(input.get(used..).unwrap_or_default());
        Ok(text)
    }

    /// Decodes what there is, and tells how many bytes were used.
    fn decode_input<H: DecodeErrors>(
        &mut self,
        input: &[u8],
        last: bool,
        errors: &mut H,
    ) -> Result<(StrBuf, usize), H::Error> {
        match self.codec {
            Codec::Ascii => Ok((single_byte::decode_ascii(input, errors)?, input.len())),
            Codec::Latin1 => Ok((single_byte::decode_latin1(input), input.len())),
            Codec::Utf7 => utf7::decode(input, last, errors),
            Codec::Utf8 => utf8::decode(input, last, errors),
            Codec::Utf8Sig => self.decode_sig(input, last, errors),
            Codec::Utf16(order) => {
                let decoded = utf16::decode(input, self.order(order), last, errors)?;
                self.settle_order(order, decoded, "utf-16", 2)
            }
            Codec::Utf32(order) => {
                let decoded = utf32::decode(input, self.order(order), last, errors)?;
                self.settle_order(order, decoded, "utf-32", 4)
            }
            Codec::UnicodeEscape => {
                escape::decode_unicode_escape(input, last, errors).map(|d| (d.text, d.consumed))
            }
            Codec::RawUnicodeEscape => {
                escape::decode_raw_unicode_escape(input, last, errors).map(|d| (d.text, d.consumed))
            }
        }
    }

    fn decode_sig<H: DecodeErrors>(
        &mut self,
        input: &[u8],
        last: bool,
        errors: &mut H,
    ) -> Result<(StrBuf, usize), H::Error> {
        if self.at_start && input.len() < 3 && utf8::SIGNATURE.starts_with(input) {
            return Ok((StrBuf::new(), 0));
        }
        let body = input
            .strip_prefix(&utf8::SIGNATURE)
            .filter(|_| self.at_start);
        // Even a piece that fails was the start.
        self.at_start = false;
        let skipped = if body.is_some() { 3 } else { 0 };
        let (text, used) = utf8::decode(body.unwrap_or(input), last, errors)?;
        Ok((text, used + skipped))
    }

    /// The order to decode with.
    fn order(&self, order: ByteOrder) -> ByteOrder {
        match order {
            ByteOrder::Marked if !self.at_start && self.big => ByteOrder::Big,
            ByteOrder::Marked if !self.at_start => ByteOrder::Little,
            _ => order,
        }
    }

    /// Remembers the byte order a mark told. A stream without a mark is an error that no handler sees.
    fn settle_order<E: From<DecodeError>>(
        &mut self,
        order: ByteOrder,
        decoded: Decoded,
        encoding: &'static str,
        size: usize,
    ) -> Result<(StrBuf, usize), E> {
        if order == ByteOrder::Marked && self.at_start {
            match decoded.order {
                ByteOrder::Marked if decoded.consumed >= size => {
                    let reason = "Stream does not start with BOM";
                    return Err(DecodeError {
                        encoding,
                        start: 0,
                        end: size,
                        reason,
                    }
                    .into());
                }
                ByteOrder::Marked => {}
                found => {
                    self.at_start = false;
                    self.big = found == ByteOrder::Big;
                }
            }
        }
        Ok((decoded.text, decoded.consumed))
    }
}

/// Whether a mark stands at the start of a stream.
fn has_mark(codec: Codec) -> bool {
    matches!(
        codec,
        Codec::Utf8Sig | Codec::Utf16(ByteOrder::Marked) | Codec::Utf32(ByteOrder::Marked)
    )
}

/// The state of an incremental encoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncrementalEncoder {
    codec: Codec,
    /// Whether a mark is still to be written.
    at_start: bool,
}

impl IncrementalEncoder {
    /// An encoder at its start.
    pub fn new(codec: Codec) -> IncrementalEncoder {
        IncrementalEncoder {
            codec,
            at_start: has_mark(codec),
        }
    }

    /// Back to the start.
    pub fn reset(&mut self) {
        *self = IncrementalEncoder::new(self.codec);
    }

    /// The state as a number.
    pub fn state(&self) -> u64 {
        match (self.codec, self.at_start) {
            (_, false) => 0,
            (Codec::Utf8Sig, true) => 1,
            (_, true) => 2,
        }
    }

    /// Takes up a state again; 0 means that the mark was written, as it was when a file is appended to.
    pub fn set_state(&mut self, state: u64) {
        self.at_start = state != 0 && has_mark(self.codec);
    }

    /// Encodes one piece.
    pub fn encode<H: EncodeErrors>(
        &mut self,
        text: StrView,
        errors: &mut H,
    ) -> Result<Vec<u8>, H::Error> {
        let codec = match self.codec {
            codec if self.at_start => codec,
            Codec::Utf8Sig => Codec::Utf8,
            Codec::Utf16(ByteOrder::Marked) => Codec::Utf16(ByteOrder::Little),
            Codec::Utf32(ByteOrder::Marked) => Codec::Utf32(ByteOrder::Little),
            codec => codec,
        };
        let out = codec.encode(text, errors)?;
        self.at_start = false;
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::handlers::{DecodeFailure, Handler};
    use super::*;

    fn decoder(name: &str) -> IncrementalDecoder {
        IncrementalDecoder::new(Codec::from_name(name).expect("a native codec"))
    }

    #[test]
    fn pieces_may_be_cut_anywhere() {
        let text = StrBuf::from_utf8("aé€😀\r\n");
        for name in [
            "utf-8",
            "utf-8-sig",
            "utf-16",
            "utf-16-be",
            "utf-32",
            "utf-7",
            "unicode_escape",
        ] {
            let codec = Codec::from_name(name).expect("a native codec");
            let bytes = codec
                .encode(text.view(), &mut Handler::Strict)
                .unwrap_or_default();
            let mut decoder = decoder(name);
            let mut out = StrBuf::new();
            for byte in &bytes {
                let piece = decoder.decode(&[*byte], false, &mut Handler::Strict);
                out.push_view(piece.unwrap_or_default().view());
                // Saving and taking up the state changes nothing.
                let (pending, number) = (decoder.state().0.to_vec(), decoder.state().1);
                decoder.reset();
                decoder.set_state(pending, number);
            }
            let rest = decoder
                .decode(&[], true, &mut Handler::Strict)
                .unwrap_or_default();
            out.push_view(rest.view());
            assert_eq!(out, text, "{name}");
        }
    }

    #[test]
    fn marks() {
        let mut utf16 = decoder("utf-16");
        assert_eq!(utf16.state(), (&[][..], 2));
        assert_eq!(
            utf16.decode(b"\xfe\xff", false, &mut Handler::Strict),
            Ok(StrBuf::new())
        );
        assert_eq!(utf16.state(), (&[][..], 1));
        let reason = "Stream does not start with BOM";
        let error = DecodeError {
            encoding: "utf-16",
            start: 0,
            end: 2,
            reason,
        };
        let failure = decoder("utf-16").decode(b"a\0b\0", true, &mut Handler::Ignore);
        assert_eq!(failure, Err(DecodeFailure::Error(error)));
        let mut sig = decoder("utf-8-sig");
        assert_eq!(
            sig.decode(b"\xef", false, &mut Handler::Strict),
            Ok(StrBuf::new())
        );
        assert_eq!(sig.state(), (&b"\xef"[..], 1));
        assert_eq!(
            sig.decode(b"\xbb\xbfa", false, &mut Handler::Strict),
            Ok(StrBuf::from_utf8("a"))
        );
        let codec = Codec::from_name("utf-16").expect("a native codec");
        let mut encoder = IncrementalEncoder::new(codec);
        let mut encode = || encoder.encode(StrView::Ascii(b"a"), &mut Handler::Strict);
        assert_eq!(
            (encode(), encode()),
            (Ok(b"\xff\xfea\0".to_vec()), Ok(b"a\0".to_vec()))
        );
        assert_eq!(encoder.state(), 0);
    }
}
