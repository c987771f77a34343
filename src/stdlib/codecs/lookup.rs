//! The registry scripts see: search functions for codecs, and error handlers by name.
//!
//! Invariant: the `encodings` package, which registers the search function for Python's own codecs,
//! is imported when a codec is looked up for the first time that is not native, and not before.
//! Next file to read: `module.rs`.

use super::handlers::Handler;
use super::registry::normalize;
use crate::builtins::exceptions as exc;
use crate::builtins::tuple;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use std::collections::HashMap;

/// What an interpreter knows about codecs.
#[derive(Default)]
struct Registry {
    search: Locked<Vec<Ref>>,
    /// Found codecs by normalized name.
    found: Locked<HashMap<String, Ref>>,
    handlers: Locked<HashMap<String, Ref>>,
    imported: Locked<bool>,
}

fn registry(vm: &Vm) -> &'static Registry {
    vm.interp.state::<Registry>()
}

/// `codecs.register`.
pub fn register(vm: &Vm, search: &Ref) -> PyResult<()> {
    if search.ty().slots().call.is_none() {
        return Err(vm.type_error("argument must be callable"));
    }
    registry(vm).search.with(|s| s.push(search.clone()));
    Ok(())
}

/// `codecs.unregister`.
pub fn unregister(vm: &Vm, search: &Ref) {
    let registry = registry(vm);
    let removed = registry.search.with(|s| {
        let at = s.iter().position(|f| f.is(search))?;
        Some(s.remove(at))
    });
    if removed.is_some() {
        drop(registry.found.take());
    }
}

/// `codecs.register_error`.
pub fn register_error(vm: &Vm, name: &str, handler: &Ref) -> PyResult<()> {
    if handler.ty().slots().call.is_none() {
        return Err(vm.type_error("handler must be callable"));
    }
    drop(
        registry(vm)
            .handlers
            .with(|h| h.insert(name.to_owned(), handler.clone())),
    );
    Ok(())
}

/// `codecs._unregister_error`.
pub fn unregister_error(vm: &Vm, name: &str) -> PyResult<bool> {
    if Handler::from_name(name).is_some() {
        return Err(vm.value_error(format!(
            "cannot un-register built-in error handler '{name}'"
        )));
    }
    let old = registry(vm).handlers.with(|h| h.remove(name));
    Ok(old.is_some())
}

/// `codecs.lookup_error`.
pub fn error_handler(vm: &Vm, name: &str) -> PyResult {
    if let Some(h) = registry(vm).handlers.with(|h| h.get(name).cloned()) {
        return Ok(h);
    }
    let row = Handler::from_name(name)
        .and_then(|h| HANDLERS.get(Handler::ALL.iter().position(|&other| other == h)?));
    let Some(row) = row else {
        return Err(vm.lookup_error(format!("unknown error handler name '{name}'")));
    };
    let made = vm.new_builtin(row, &vm.intern_str("_codecs"));
    registry(vm)
        .handlers
        .with(|h| h.insert(name.to_owned(), made.clone()));
    Ok(made)
}

macro_rules! handlers {
    ($($function:ident $name:literal $handler:ident $doc:literal;)*) => {
        /// The built-in handlers as functions, in the order of [`Handler::ALL`].
        static HANDLERS: &[MethodDef] = &[$(function($name, $function, "exception, /", $doc)),*];
        $(fn $function(vm: &Vm, args: &[Ref]) -> PyResult {
            super::object::handle_exception(vm, Handler::$handler, &args[0])
        })*
    };
}

handlers! {
    strict_errors "strict_errors" Strict "Raises the exception.";
    ignore_errors "ignore_errors" Ignore "Leaves the malformed data out.";
    replace_errors "replace_errors" Replace "Puts a replacement mark in place of malformed data.";
    xmlcharrefreplace_errors "xmlcharrefreplace_errors" XmlCharRefReplace "Puts XML character references in place of unencodable characters.";
    backslashreplace_errors "backslashreplace_errors" BackslashReplace "Puts escapes in place of malformed data.";
    namereplace_errors "namereplace_errors" NameReplace "Puts escapes with names in place of unencodable characters.";
    surrogatepass "surrogatepass" SurrogatePass "Encodes and decodes surrogates like other characters.";
    surrogateescape "surrogateescape" SurrogateEscape "Carries undecodable bytes as surrogates.";
}

/// `codecs.lookup`: the CodecInfo of an encoding.
pub fn lookup(vm: &Vm, encoding: &str) -> PyResult {
    let registry = registry(vm);
    let name = normalize(encoding);
    if let Some(found) = registry.found.with(|f| f.get(&name).cloned()) {
        return Ok(found);
    }
    if !registry.imported.replace(true) {
        match crate::vm::import::import_module(vm, "encodings") {
            Err(e) if e.matches(&exc::MODULE_NOT_FOUND_ERROR) => {}
            Err(e) => {
                registry.imported.set(false);
                return Err(e);
            }
            Ok(_) => {}
        }
    }
    let argument = vm.new_str(&name);
    for search in registry.search.get() {
        let answer = vm.call_one(&search, &argument)?;
        if answer.is_none() {
            continue;
        }
        if tuple::items(&answer).len() != 4 {
            return Err(vm.type_error("codec search functions must return 4-tuples"));
        }
        drop(registry.found.with(|f| f.insert(name, answer.clone())));
        return Ok(answer);
    }
    Err(vm.lookup_error(format!("unknown encoding: {encoding}")))
}

/// Which of the two functions of a codec.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Encode,
    Decode,
}

impl Direction {
    const fn word(self) -> &'static str {
        match self {
            Direction::Encode => "encod",
            Direction::Decode => "decod",
        }
    }
}

fn call_codec(
    vm: &Vm,
    codec: &Ref,
    object: &Ref,
    encoding: &str,
    errors: &str,
    direction: Direction,
) -> PyResult {
    let index = usize::from(direction == Direction::Decode);
    let Some(f) = tuple::items(codec).get(index).cloned() else {
        return Err(vm.type_error("codec search functions must return 4-tuples"));
    };
    let word = direction.word();
    let answer = vm
        .call(&f, &[object.clone(), vm.new_str(errors)])
        .inspect_err(|e| {
            let note = vm.new_str(&format!("{word}ing with '{encoding}' codec failed"));
            // A note that can't be added is not worth another error.
            let _ = vm.call_method(&e.0, &vm.names().add_note, &[note]);
        })?;
    match tuple::items(&answer) {
        [made, _] => Ok(made.clone()),
        _ => {
            let comma = if direction == Direction::Encode {
                ", "
            } else {
                ","
            };
            Err(vm.type_error(format!(
                "{word}er must return a tuple (object{comma}integer)"
            )))
        }
    }
}

/// `codecs.encode` for codecs that are not native.
pub fn encode_any(vm: &Vm, object: &Ref, encoding: &str, errors: &str) -> PyResult {
    let codec = lookup(vm, encoding)?;
    call_codec(vm, &codec, object, encoding, errors, Direction::Encode)
}

/// `codecs.decode` for codecs that are not native.
pub fn decode_any(vm: &Vm, object: &Ref, encoding: &str, errors: &str) -> PyResult {
    let codec = lookup(vm, encoding)?;
    call_codec(vm, &codec, object, encoding, errors, Direction::Decode)
}

/// A codec that turns text into bytes or back.
pub fn lookup_text(vm: &Vm, encoding: &str, alternative: &str) -> PyResult {
    let codec = lookup(vm, encoding)?;
    if !codec.is_exactly(&tuple::TUPLE)
        && let Some(is_text) = vm.get_attr_opt(&codec, &vm.intern_str("_is_text_encoding"))?
        && !vm.is_true(&is_text)?
    {
        return Err(not_text(vm, encoding, alternative));
    }
    Ok(codec)
}

#[cold]
fn not_text(vm: &Vm, encoding: &str, alternative: &str) -> Exc {
    vm.lookup_error(format!(
        "'{encoding}' is not a text encoding; use {alternative} to handle arbitrary codecs"
    ))
}

/// `str.encode` for codecs that are not native.
pub fn encode_text(vm: &Vm, text: &Ref, encoding: &str, errors: &str) -> PyResult {
    let codec = lookup_text(vm, encoding, "codecs.encode()")?;
    call_codec(vm, &codec, text, encoding, errors, Direction::Encode)
}

/// `bytes.decode` for codecs that are not native.
pub fn decode_text(vm: &Vm, object: &Ref, encoding: &str, errors: &str) -> PyResult {
    let codec = lookup_text(vm, encoding, "codecs.decode()")?;
    call_codec(vm, &codec, object, encoding, errors, Direction::Decode)
}
