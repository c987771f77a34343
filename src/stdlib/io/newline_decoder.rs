//! `IncrementalNewlineDecoder`: a decoder that also makes all line ends `\n`.
//!
//! Invariant: the text the inner decoder makes goes through [`NewlineDecoder`] piece by piece.
//! Next file to read: `newline.rs`.

use super::newline::NewlineDecoder;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef, getter, type_flags};
use crate::payload;

/// The decoder object.
#[repr(C)]
pub struct PyNewlineDecoder {
    pub(crate) header: Header,
    /// `None` where text comes in.
    decoder: Locked<Ref>,
    state: Locked<NewlineDecoder>,
}

payload!(
    PyNewlineDecoder,
    NEWLINE_DECODER,
    |this, visit| this.decoder.with(|d| visit(d)),
    |this, sink| sink.push(this.decoder.replace(Ref::none()))
);

static NEWLINE_DECODER_DEF: TypeDef = TypeDef {
    module: "_io",
    flags: type_flags::BASE,
    doc: "Codec used when reading a file in universal newlines mode.\n\n\
It wraps another incremental decoder, translating \\r\\n and \\r into \\n.\n\
It also records the types of newlines encountered.  When used with\n\
translate=False, it ensures that the newline sequence is returned in\n\
one piece. When used with decoder=None, it expects unicode strings as\n\
decode input and translates newlines without first invoking an external\n\
decoder.",
    slots: Slots {
        new: Some(decoder_new),
        init: Some(decoder_init),
        ..Slots::NONE
    },
    methods: METHODS,
    getset: &[getter("newlines", decoder_newlines, "")],
    ..TypeDef::of::<PyNewlineDecoder>("IncrementalNewlineDecoder")
};
/// `_io.IncrementalNewlineDecoder`
pub static NEWLINE_DECODER: Type = Type::builtin(&NEWLINE_DECODER_DEF);

#[rustfmt::skip]
const METHODS: &[MethodDef] = &[
    method("decode", decoder_decode, "self, input, final=False", "Decode a piece."),
    method("getstate", decoder_getstate, "self, /", "The state, as a tuple."),
    method("reset", decoder_reset, "self, /", "Go back to the initial state."),
    method("setstate", decoder_setstate, "self, state, /", "Take a state over."),
];

fn me(x: &Ref) -> &PyNewlineDecoder {
    match x.downcast::<PyNewlineDecoder>() {
        Some(d) => d,
        None => unreachable!("methods of IncrementalNewlineDecoder get such decoders"),
    }
}

fn decoder_new(vm: &Vm, ty: &Type, _: Args) -> PyResult {
    let payload = PyNewlineDecoder {
        header: Header::new(ty),
        decoder: Locked::new(Ref::none()),
        state: Locked::new(NewlineDecoder::default()),
    };
    vm.alloc_instance(ty, payload, 0)
        .ok_or_else(|| vm.memory_error())
}

fn decoder_init(vm: &Vm, x: &Ref, args: Args) -> PyResult<()> {
    let signature = "decoder, translate, errors='strict'";
    let name = "IncrementalNewlineDecoder";
    let [decoder, translate, _errors] = crate::stdlib::bind_new(vm, name, signature, 2..=3, args)?;
    let translate = vm.is_true(&translate)?;
    me(x).decoder.set(decoder);
    me(x).state.with(|s| *s = NewlineDecoder::new(translate));
    Ok(())
}

fn decoder_decode(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = me(&args[0]);
    let last = args[2].opt().map_or(Ok(false), |f| vm.is_true(f))?;
    let inner = this.decoder.get();
    let piece = if inner.is_none() {
        args[1].clone()
    } else {
        vm.call_method_str(&inner, "decode", &[args[1].clone(), Ref::bool(last)])?
    };
    let Some(text) = piece.as_str() else {
        return Err(vm.type_error(format!(
            "decoder should return a string result, not '{}'",
            piece.ty().name()
        )));
    };
    Ok(vm.str_from_buf(this.state.with(|s| s.decode(text.view(), last))))
}

fn decoder_getstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = me(&args[0]);
    let inner = this.decoder.get();
    let (buffered, flag) = if inner.is_none() {
        (vm.new_bytes(Vec::new()), 0)
    } else {
        let state = vm.call_method_str(&inner, "getstate", &[])?;
        match crate::builtins::tuple::items(&state) {
            [buffered, flag] => (buffered.clone(), vm.index_i64(flag)?),
            _ => return Err(vm.type_error("illegal decoder state")),
        }
    };
    let pending = this.state.with(|s| s.pending_cr) as i64;
    Ok(vm.new_small_tuple([buffered, vm.int(flag << 1 | pending)]))
}

fn decoder_setstate(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = me(&args[0]);
    if !args[1].is_instance(&crate::builtins::tuple::TUPLE) {
        return Err(vm.type_error("state argument must be a tuple"));
    }
    let [buffered, flag] = crate::builtins::tuple::items(&args[1]) else {
        return Err(vm.type_error("setstate(): illegal state argument"));
    };
    let flag = vm.index_i64(flag)?;
    this.state.with(|s| s.pending_cr = flag & 1 != 0);
    let inner = this.decoder.get();
    if inner.is_none() {
        return Ok(Ref::none());
    }
    let state = vm.new_small_tuple([buffered.clone(), vm.int(flag >> 1)]);
    vm.call_method_str(&inner, "setstate", &[state])
}

fn decoder_reset(vm: &Vm, args: &[Ref]) -> PyResult {
    let this = me(&args[0]);
    this.state.with(NewlineDecoder::reset);
    let inner = this.decoder.get();
    if inner.is_none() {
        return Ok(Ref::none());
    }
    vm.call_method_str(&inner, "reset", &[])
}

fn decoder_newlines(vm: &Vm, x: &Ref) -> PyResult {
    let met = me(x).state.with(|s| s.newlines());
    Ok(match met {
        [] => Ref::none(),
        [one] => vm.new_str(one),
        more => vm.new_tuple(more.iter().map(|n| vm.new_str(n)).collect()),
    })
}
