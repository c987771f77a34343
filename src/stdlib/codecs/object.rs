//! Codecs meet objects: `str.encode`, `bytes.decode`, and error handlers that scripts register.
//!
//! Invariant: encodings of `registry.rs` are handled here without importing anything; all others go
//! through `lookup.rs` to the `encodings` package. A handler of a built-in name is always the
//! native one.
//! Next file to read: `lookup.rs`.

use super::error::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use super::handlers::{DecodeFailure, Handler, WRONG_HANDLER};
use super::lookup;
use super::registry::Codec;
use crate::builtins::exceptions::unicode_error;
use crate::builtins::str::storage::{StrBuf, StrView};
use crate::builtins::tuple;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};

/// What `errors=` names: a native handler, or the name of a registered one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// One of the handlers every Python has.
    Native(Handler),
    /// The name of one that a script has registered, or of none.
    Named(String),
}

impl Policy {
    /// The policy of this name.
    pub fn from_name(name: &str) -> Policy {
        Handler::from_name(name).map_or_else(|| Policy::Named(name.to_owned()), Policy::Native)
    }
}

/// Why a conversion stopped.
pub enum Failure {
    /// Raise a UnicodeDecodeError.
    Decode(DecodeError),
    /// Raise a UnicodeEncodeError.
    Encode(EncodeError),
    /// The handler is for encoding only.
    WrongHandler,
    /// Raise this.
    Raised(Exc),
}

impl From<DecodeError> for Failure {
    fn from(e: DecodeError) -> Failure {
        Failure::Decode(e)
    }
}

impl From<EncodeError> for Failure {
    fn from(e: EncodeError) -> Failure {
        Failure::Encode(e)
    }
}

impl From<Exc> for Failure {
    fn from(e: Exc) -> Failure {
        Failure::Raised(e)
    }
}

/// Decides about decoding errors as `policy` says.
pub struct DecodePolicy<'a> {
    vm: &'a Vm,
    policy: &'a Policy,
}

impl<'a> DecodePolicy<'a> {
    /// For one conversion.
    pub fn new(vm: &'a Vm, policy: &'a Policy) -> DecodePolicy<'a> {
        DecodePolicy { vm, policy }
    }

    /// The exception for a failure of decoding `input`.
    #[cold]
    pub fn exception(&self, failure: Failure, input: &[u8]) -> Exc {
        let vm = self.vm;
        match failure {
            Failure::Raised(e) => e,
            Failure::WrongHandler => vm.type_error(WRONG_HANDLER),
            Failure::Decode(e) => decode_exception(vm, e, input),
            Failure::Encode(e) => vm.value_error(e.reason),
        }
    }
}

fn decode_exception(vm: &Vm, e: DecodeError, input: &[u8]) -> Exc {
    let object = vm.new_bytes(input.to_vec());
    vm.unicode_decode_error(e.encoding, &object, e.start, e.end, e.reason)
}

impl DecodeErrors for DecodePolicy<'_> {
    type Error = Failure;

    fn recover(
        &mut self,
        input: &[u8],
        error: DecodeError,
        out: &mut StrBuf,
    ) -> Result<usize, Failure> {
        let name = match self.policy {
            Policy::Native(handler) => {
                return DecodeErrors::recover(&mut { *handler }, input, error, out).map_err(
                    |failure| match failure {
                        DecodeFailure::Error(e) => Failure::Decode(e),
                        DecodeFailure::WrongHandler => Failure::WrongHandler,
                    },
                );
            }
            Policy::Named(name) => name,
        };
        let vm = self.vm;
        let handler = lookup::error_handler(vm, name)?;
        let exception = decode_exception(vm, error, input);
        let answer = vm.call_one(&handler, &exception.0)?;
        let wrong = "decoding error handler must return (str, int) tuple";
        let [text, place] = tuple::items(&answer) else {
            return Err(vm.type_error(wrong).into());
        };
        let (Some(text), Some(_)) = (text.as_str(), place.as_int()) else {
            return Err(vm.type_error(wrong).into());
        };
        let at = resume_place(vm, place, input.len())?;
        out.push_view(text.view());
        Ok(at)
    }
}

/// The index at which a handler wants to go on.
fn resume_place(vm: &Vm, place: &Ref, len: usize) -> PyResult<usize> {
    let asked = vm.index_isize(place)?;
    let at = if asked < 0 {
        asked + len as isize
    } else {
        asked
    };
    match usize::try_from(at).ok().filter(|&at| at <= len) {
        Some(at) => Ok(at),
        None => Err(vm.index_error(format!("position {at} from error handler out of bounds"))),
    }
}

/// Decides about encoding errors as `policy` says.
pub struct EncodePolicy<'a> {
    vm: &'a Vm,
    policy: &'a Policy,
    /// The text that is being encoded.
    text: &'a Ref,
}

impl<'a> EncodePolicy<'a> {
    /// For one conversion of `text`, a `str`.
    pub fn new(vm: &'a Vm, policy: &'a Policy, text: &'a Ref) -> EncodePolicy<'a> {
        EncodePolicy { vm, policy, text }
    }

    /// The exception for a failure.
    #[cold]
    pub fn exception(&self, failure: Failure) -> Exc {
        match failure {
            Failure::Raised(e) => e,
            Failure::Encode(e) => self.encode_exception(e),
            Failure::WrongHandler => self.vm.type_error(WRONG_HANDLER),
            Failure::Decode(e) => self.vm.value_error(e.reason),
        }
    }

    fn encode_exception(&self, e: EncodeError) -> Exc {
        self.vm
            .unicode_encode_error(e.encoding, self.text, e.start, e.end, e.reason)
    }
}

impl EncodeErrors for EncodePolicy<'_> {
    type Error = Failure;

    fn recover(
        &mut self,
        text: StrView,
        error: EncodeError,
    ) -> Result<(Replacement, usize), Failure> {
        let name = match self.policy {
            Policy::Native(handler) => {
                return EncodeErrors::recover(&mut { *handler }, text, error)
                    .map_err(Failure::Encode);
            }
            Policy::Named(name) => name,
        };
        let vm = self.vm;
        let handler = lookup::error_handler(vm, name)?;
        let exception = self.encode_exception(error);
        let answer = vm.call_one(&handler, &exception.0)?;
        let wrong = "encoding error handler must return (str/bytes, int) tuple";
        let [instead, place] = tuple::items(&answer) else {
            return Err(vm.type_error(wrong).into());
        };
        if place.as_int().is_none() {
            return Err(vm.type_error(wrong).into());
        }
        let replacement = match (
            instead.as_str(),
            instead.downcast::<crate::builtins::bytes::PyBytes>(),
        ) {
            (Some(s), _) => Replacement::Text(StrBuf::from_view(s.view())),
            (_, Some(b)) => Replacement::Bytes(b.as_slice().to_vec()),
            _ => return Err(vm.type_error(wrong).into()),
        };
        Ok((replacement, resume_place(vm, place, text.len())?))
    }
}

/// Decodes bytes that are all there is.
pub fn decode(vm: &Vm, codec: Codec, input: &[u8], errors: &str) -> PyResult {
    let policy = Policy::from_name(errors);
    let mut handler = DecodePolicy::new(vm, &policy);
    match codec.decode(input, &mut handler) {
        Ok(text) => Ok(vm.str_from_buf(text)),
        Err(failure) => Err(handler.exception(failure, input)),
    }
}

/// Encodes text that is all there is.
pub fn encode(vm: &Vm, codec: Codec, text: &Ref, errors: &str) -> PyResult<Vec<u8>> {
    let Some(s) = text.as_str() else {
        return Err(vm.type_error(format!("expected str instance, {} found", text.ty().name())));
    };
    let policy = Policy::from_name(errors);
    let mut handler = EncodePolicy::new(vm, &policy, text);
    codec
        .encode(s.view(), &mut handler)
        .map_err(|failure| handler.exception(failure))
}

/// `bytes(text, encoding, errors)`, a `bytes` object.
pub fn encode_str(vm: &Vm, text: &Ref, encoding: &str, errors: &str) -> PyResult {
    if let Some(codec) = Codec::from_name(encoding) {
        return encode(vm, codec, text, errors).map(|bytes| vm.new_bytes(bytes));
    }
    let made = lookup::encode_text(vm, text, encoding, errors)?;
    if made.is_instance(&crate::builtins::bytes::BYTES) {
        return Ok(made);
    }
    let got = made.ty().name();
    if made.is_instance(&crate::builtins::bytearray::BYTEARRAY) {
        let text = format!(
            "encoder {encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types"
        );
        vm.warn(&crate::builtins::exceptions::RUNTIME_WARNING, &text, 1)?;
        return vm.bytes_of(&made).map(|b| vm.new_bytes(b));
    }
    Err(vm.type_error(format!(
        "'{encoding}' encoder returned '{got}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
    )))
}

/// `str(object, encoding, errors)` for a bytes-like object.
pub fn decode_object(vm: &Vm, object: &Ref, encoding: &str, errors: &str) -> PyResult {
    if let Some(codec) = Codec::from_name(encoding) {
        if let Some(b) = object.downcast::<crate::builtins::bytes::PyBytes>() {
            return decode(vm, codec, b.as_slice(), errors);
        }
        return decode(vm, codec, &vm.bytes_of(object)?, errors);
    }
    let made = lookup::decode_text(vm, object, encoding, errors)?;
    if made.as_str().is_some() {
        return Ok(made);
    }
    let got = made.ty().name();
    Err(vm.type_error(format!(
        "'{encoding}' decoder returned '{got}' instead of 'str'; use codecs.decode() to decode to arbitrary types"
    )))
}

/// A built-in handler applied to an exception object, as `codecs.strict_errors` and its siblings are
/// called. Answers `(replacement, place)`.
pub fn handle_exception(vm: &Vm, handler: Handler, e: &Ref) -> PyResult {
    use crate::builtins::exceptions as exc;
    let wrong = || {
        let class = e.ty().name();
        Err(vm.type_error(format!(
            "don't know how to handle {class} in error callback"
        )))
    };
    let Some(payload) = e.downcast::<exc::PyException>() else {
        if handler == Handler::Strict {
            return Err(vm.type_error("codec must pass exception instance"));
        }
        return wrong();
    };
    let given_up = || Err(Exc(e.clone()));
    if handler == Handler::Strict {
        return given_up();
    }
    let number = |field: usize| {
        payload
            .field(field)
            .and_then(|v| v.as_i64())
            .unwrap_or(0)
            .max(0) as usize
    };
    let object = payload
        .field(unicode_error::OBJECT)
        .unwrap_or_else(Ref::none);
    let encoding = payload
        .field(unicode_error::ENCODING)
        .map_or_else(String::new, |v| vm.str_lossy(&v));
    let encoding = Codec::from_name(&encoding).map_or("", Codec::name);
    let answer = |text: Ref, at: usize| Ok(vm.new_tuple(vec![text, vm.uint(at as u64)]));
    if e.is_instance(&exc::UNICODE_DECODE_ERROR) {
        let bytes = vm.bytes_of(&object)?;
        let end = number(unicode_error::END).min(bytes.len());
        let start = number(unicode_error::START).min(end);
        let mut out = StrBuf::new();
        let error = DecodeError {
            encoding,
            start,
            end,
            reason: "",
        };
        return match DecodeErrors::recover(&mut { handler }, &bytes, error, &mut out) {
            Ok(at) => answer(vm.str_from_buf(out), at),
            Err(DecodeFailure::Error(_)) => given_up(),
            Err(DecodeFailure::WrongHandler) => wrong(),
        };
    }
    let translating = e.is_instance(&exc::UNICODE_TRANSLATE_ERROR);
    if !translating && !e.is_instance(&exc::UNICODE_ENCODE_ERROR) {
        return wrong();
    }
    let Some(text) = object.as_str() else {
        return wrong();
    };
    let end = number(unicode_error::END).min(text.len());
    let start = number(unicode_error::START).min(end);
    if translating && handler == Handler::Replace {
        let mut out = StrBuf::new();
        out.push_fill(crate::builtins::str::storage::REPLACEMENT, end - start);
        return answer(vm.str_from_buf(out), end);
    }
    if translating && !matches!(handler, Handler::Ignore | Handler::BackslashReplace) {
        return wrong();
    }
    let error = EncodeError {
        encoding,
        start,
        end,
        reason: "",
    };
    match EncodeErrors::recover(&mut { handler }, text.view(), error) {
        Ok((Replacement::Text(text), at)) => answer(vm.str_from_buf(text), at),
        Ok((Replacement::Bytes(bytes), at)) => answer(vm.new_bytes(bytes), at),
        Err(_) => given_up(),
    }
}

/// Decodes one more piece of a stream; `last` says that no more will come.
pub fn decode_piece(
    vm: &Vm,
    decoder: &mut crate::stdlib::codecs::incremental::IncrementalDecoder,
    piece: &[u8],
    last: bool,
    errors: &str,
) -> PyResult<StrBuf> {
    let policy = Policy::from_name(errors);
    let mut handler = DecodePolicy::new(vm, &policy);
    decoder
        .decode(piece, last, &mut handler)
        .map_err(|failure| handler.exception(failure, piece))
}
