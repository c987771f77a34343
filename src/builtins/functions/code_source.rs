//! The `source` argument of `compile`, `eval` and `exec`, and turning it into a code object.
//!
//! Invariant: a `str` is taken as decoded (a coding line in it is a comment), bytes are decoded as
//! a file would be.
//! Deliberately absent: the optimised syntax tree.
//! Next file to read: `../../vm/interpreter.rs`.

use crate::builtins::bytes::PyBytes;
use crate::builtins::exceptions as exc;
use crate::bytecode::code::flags as co;
use crate::compiler;
use crate::objects::context::Vm;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::source::SourceText;
use crate::stdlib::ast_module;
use crate::syntax::{self, Mode};
use crate::vm::interpreter::CompileMode;
use std::sync::Arc;

/// The flags of `compile()` beside those of `__future__`.
pub(super) mod compile_flags {
    /// The caller promises UTF-8.
    pub const SOURCE_IS_UTF8: u32 = 0x100;
    /// A block is not ended by the end of the text.
    pub const DONT_IMPLY_DEDENT: u32 = 0x200;
    /// Answer a syntax tree.
    pub const ONLY_AST: u32 = 0x400;
    /// A coding line means nothing.
    pub const IGNORE_COOKIE: u32 = 0x800;
    /// Keep `# type:` comments in the tree.
    pub const TYPE_COMMENTS: u32 = 0x1000;
    /// `await` may stand outside of functions.
    pub const ALLOW_TOP_LEVEL_AWAIT: u32 = 0x2000;
    /// Text that ends too early is told apart from wrong text.
    pub const ALLOW_INCOMPLETE_INPUT: u32 = 0x4000;
    /// Answer an optimised syntax tree.
    pub const OPTIMIZED_AST: u32 = 0x8000 | ONLY_AST;
    /// All of them.
    pub const MASK: u32 = SOURCE_IS_UTF8
        | DONT_IMPLY_DEDENT
        | ONLY_AST
        | IGNORE_COOKIE
        | TYPE_COMMENTS
        | ALLOW_TOP_LEVEL_AWAIT
        | ALLOW_INCOMPLETE_INPUT
        | OPTIMIZED_AST;
}

/// What is to be compiled and how.
pub(super) struct Request<'a> {
    /// The `source` argument.
    pub source: &'a Ref,
    /// The name shown in tracebacks.
    pub filename: &'a str,
    /// What the source holds.
    pub mode: CompileMode,
    /// `CO_FUTURE_` bits and [`compile_flags`].
    pub flags: u32,
    /// The level of `-O`, or -1 for the interpreter's own.
    pub optimize: i64,
    /// The function's name, for errors.
    pub function: &'a str,
    /// What the function takes, for errors.
    pub takes: &'a str,
}

fn null_bytes(vm: &Vm) -> Exc {
    vm.error(
        &exc::SYNTAX_ERROR,
        "source code string cannot contain null bytes",
    )
}

/// The text of a `str` as UTF-8.
fn text_of(vm: &Vm, source: &Ref) -> PyResult<Option<String>> {
    let Some(s) = source.as_str() else {
        return Ok(None);
    };
    match s.view().to_utf8() {
        Ok(text) => Ok(Some(text)),
        Err(at) => {
            Err(vm.unicode_encode_error("utf-8", source, at, at + 1, "surrogates not allowed"))
        }
    }
}

/// The bytes of a bytes-like object; `None` for anything else.
fn bytes_of(vm: &Vm, source: &Ref) -> PyResult<Option<Vec<u8>>> {
    if let Some(b) = source.downcast::<PyBytes>() {
        return Ok(Some(b.as_slice().to_vec()));
    }
    let Some(get) = source.ty().slots().buffer else {
        return Ok(None);
    };
    Ok(Some(get(vm, source)?.to_vec()))
}

/// Without the blanks in front that `eval` forgives.
fn unindented(request: &Request, text: String) -> String {
    if request.function != "eval" {
        return text;
    }
    text.trim_start_matches([' ', '\t']).to_string()
}

fn decoded(vm: &Vm, request: &Request) -> PyResult<SourceText> {
    let name = request.filename;
    if let Some(text) = text_of(vm, request.source)? {
        if text.contains('\0') {
            return Err(null_bytes(vm));
        }
        return syntax::from_text(name, unindented(request, text))
            .map_err(|e| vm.syntax_error_from(&e));
    }
    let Some(bytes) = bytes_of(vm, request.source)? else {
        let (function, takes) = (request.function, request.takes);
        return Err(vm.type_error(format!("{function}() arg 1 must be a {takes} object")));
    };
    if bytes.contains(&0) {
        return Err(null_bytes(vm));
    }
    let blanks = bytes
        .iter()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .count();
    let start = if request.function == "eval" {
        blanks
    } else {
        0
    };
    syntax::decode(name, &bytes[start..]).map_err(|mut e| {
        // Sources that are no files have no place to name.
        e.message = e
            .message
            .replacen(&format!(" in file {name} on line"), " on line", 1);
        vm.syntax_error_from(&e)
    })
}

/// Compiles a source to a code object, or parses it to a syntax tree if that is all that is asked for.
pub(super) fn compile(vm: &Vm, request: &Request) -> PyResult {
    let only_tree = request.flags & compile_flags::ONLY_AST != 0;
    if request.function == "compile" && ast_module::is_node(request.source) {
        if only_tree {
            return Ok(request.source.clone());
        }
        return compile_node(vm, request);
    }
    let source = Arc::new(decoded(vm, request)?);
    if request.flags & compile_flags::ALLOW_INCOMPLETE_INPUT != 0 {
        check_complete(vm, &source, request.mode)?;
    }
    if only_tree {
        let parsed = syntax::parse(&source, parser_mode(request.mode))
            .map_err(|e| vm.syntax_error_in(&e, &source))?;
        for warning in &parsed.warnings {
            vm.warn_syntax(warning, &source)?;
        }
        return ast_module::objects(vm, &source, &parsed.module);
    }
    vm.compile_source(&source, request.mode, options(vm, request))
}

fn options(vm: &Vm, request: &Request) -> compiler::Options {
    compiler::Options {
        optimize: u8::try_from(request.optimize).unwrap_or(vm.interp.config.optimize),
        flags: request.flags & co::FUTURE_MASK,
        top_level_await: request.flags & compile_flags::ALLOW_TOP_LEVEL_AWAIT != 0,
    }
}

/// Compiles a syntax tree that a script hands in.
fn compile_node(vm: &Vm, request: &Request) -> PyResult {
    let (module, source) = ast_module::tree(vm, request.source, request.mode, request.filename)?;
    let parsed = syntax::Parsed {
        module,
        warnings: Vec::new(),
    };
    let code = vm.compile_tree(&parsed, &Arc::new(source), options(vm, request))?;
    vm.link(&code)
}

fn parser_mode(mode: CompileMode) -> Mode {
    match mode {
        CompileMode::Exec => Mode::File,
        CompileMode::Eval => Mode::Eval,
        CompileMode::Single => Mode::Single,
    }
}

/// The error that tells a prompt to ask for another line.
fn check_complete(vm: &Vm, source: &SourceText, mode: CompileMode) -> PyResult<()> {
    match syntax::parse(source, parser_mode(mode)) {
        Err(e) if e.incomplete => Err(vm.error(&exc::INCOMPLETE_INPUT_ERROR, "incomplete input")),
        _ => Ok(()),
    }
}

/// The `filename` argument: text, bytes or a path object.
pub(super) fn filename_text(vm: &Vm, x: &Ref) -> PyResult<String> {
    let path = if x.as_str().is_some() || x.downcast::<PyBytes>().is_some() {
        x.clone()
    } else {
        vm.call_special(x, &vm.names().__fspath__, &[])?
            .unwrap_or_else(|| x.clone())
    };
    if path.as_str().is_some() {
        return Ok(vm.str_lossy(&path));
    }
    match path.downcast::<PyBytes>() {
        Some(b) => Ok(String::from_utf8_lossy(b.as_slice()).into_owned()),
        None => {
            let got = x.ty().name();
            Err(vm.type_error(format!(
                "expected str, bytes or os.PathLike object, not {got}"
            )))
        }
    }
}
