//! `_tokenize`: the iterator under the `tokenize` module.
//!
//! Invariant: all lines are read before the first token is given out; a mistake in the text is raised
//! in its place among the tokens.
//! Deliberately absent: tokens without comments (`extra_tokens=False`) are those with them, comments
//! and blank lines left out and operators by their exact kind.
//! Next file to read: `scanner.rs`.

use crate::builtins::exceptions as exc;
use crate::objects::args::Args;
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{Exc, PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{Type, TypeDef};
use crate::payload;
use crate::stdlib::modules::ModuleDef;
use scanner::{Class, Mistake, Scanner, Token, kind};

pub mod scanner;
mod strings;

/// `_tokenize`.
pub static TOKENIZE: ModuleDef = ModuleDef {
    name: "_tokenize",
    doc: "",
    functions: &[],
    setup: Some(|vm, dict| crate::stdlib::add_type(vm, dict, &TOKENIZER_ITER)),
};

/// An iterator over tokens.
#[repr(C)]
pub struct PyTokenizerIter {
    pub(crate) header: Header,
    readline: Ref,
    encoding: Option<Ref>,
    extra: bool,
    state: Locked<State>,
}

#[derive(Default)]
struct State {
    started: bool,
    tokens: std::vec::IntoIter<Token>,
    mistake: Option<Box<Mistake>>,
}

payload!(
    PyTokenizerIter,
    TOKENIZER_ITER,
    |this, visit| {
        visit(&this.readline);
        this.encoding.iter().for_each(visit);
    },
    |_this, _sink| {}
);

static TOKENIZER_ITER_DEF: TypeDef = TypeDef {
    module: "_tokenize",
    flags: 0,
    slots: Slots {
        new: Some(tokenizer_new),
        iter: Some(|_, x| Ok(x.clone())),
        next: Some(tokenizer_next),
        ..Slots::NONE
    },
    ..TypeDef::of::<PyTokenizerIter>("TokenizerIter")
};
/// `_tokenize.TokenizerIter`
pub static TOKENIZER_ITER: Type = Type::builtin(&TOKENIZER_ITER_DEF);

fn tokenizer_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    let signature = "readline, /, *, encoding=None, extra_tokens";
    let [readline, encoding, extra] =
        crate::stdlib::bind_init(vm, "tokenizeriter", signature, args)?;
    Ok(vm.alloc(PyTokenizerIter {
        header: Header::new(&TOKENIZER_ITER),
        readline,
        encoding: encoding.opt().filter(|e| !e.is_none()).cloned(),
        extra: vm.is_true(&extra)?,
        state: Locked::new(State::default()),
    }))
}

/// All lines that `readline` has, as one text.
fn read_all(vm: &Vm, it: &PyTokenizerIter) -> PyResult<String> {
    let mut text = String::new();
    loop {
        let line = match vm.call(&it.readline, &[]) {
            Ok(line) => line,
            Err(e) if e.matches(&exc::STOP_ITERATION) => return Ok(text),
            Err(e) => return Err(e),
        };
        let line = match &it.encoding {
            Some(encoding) => {
                if !line.is_instance(&crate::builtins::bytes::BYTES) {
                    return Err(vm.type_error("readline() returned a non-bytes object"));
                }
                let how = [encoding.clone(), vm.new_str("replace")];
                vm.call_method_str(&line, "decode", &how)?
            }
            None => line,
        };
        match line.as_str() {
            Some(s) if s.is_empty() => return Ok(text),
            Some(s) => text.push_str(&s.view().to_utf8_lossy()),
            None => return Err(vm.type_error("readline() returned a non-string object")),
        }
    }
}

fn tokenizer_next(vm: &Vm, x: &Ref) -> PyResult<Option<Ref>> {
    let Some(it) = x.downcast_exact::<PyTokenizerIter>() else {
        return Ok(None);
    };
    if !it.state.with(|s| s.started) {
        let text = read_all(vm, it)?;
        let mut scanner = Scanner::new(&text);
        let mistake = scanner.run().err();
        let mut tokens = scanner.tokens;
        if !it.extra {
            tokens.retain(|t| t.kind != kind::COMMENT && t.kind != kind::NL);
            tokens.iter_mut().for_each(make_exact);
        }
        let state = State {
            started: true,
            tokens: tokens.into_iter(),
            mistake,
        };
        drop(it.state.replace(state));
    }
    match it.state.with(|s| s.tokens.next()) {
        Some(token) => Ok(Some(tuple_of(vm, &token))),
        None => match it.state.with(|s| s.mistake.take()) {
            Some(mistake) => Err(raise(vm, *mistake)),
            None => Ok(None),
        },
    }
}

fn tuple_of(vm: &Vm, token: &Token) -> Ref {
    let place = |(row, column): (usize, usize)| {
        vm.new_small_tuple([vm.uint(row as u64), vm.uint(column as u64)])
    };
    vm.new_tuple(vec![
        vm.int(token.kind),
        vm.new_str(&token.text),
        place(token.start),
        place(token.end),
        vm.new_str(&token.line),
    ])
}

fn raise(vm: &Vm, mistake: Mistake) -> Exc {
    let class = match mistake.class {
        Class::Syntax => &exc::SYNTAX_ERROR,
        Class::Indentation => &exc::INDENTATION_ERROR,
        Class::Tab => &exc::TAB_ERROR,
    };
    let line = mistake.line.map_or_else(Ref::none, |l| vm.new_str(&l));
    let place = vm.new_tuple(vec![
        vm.new_str("<string>"),
        vm.uint(mistake.row as u64),
        vm.uint(mistake.column as u64),
        line,
        vm.uint(mistake.row as u64),
        vm.uint(mistake.column as u64),
    ]);
    match vm.call(&class.to_ref(), &[vm.new_str(&mistake.message), place]) {
        Ok(error) => crate::vm::exceptions::raise(vm, &error, None),
        Err(e) => e,
    }
}

/// Operators in the order of their numbers in the `token` module, from `LPAR` on.
const EXACT: &[&str] = &[
    "(", ")", "[", "]", ":", ",", ";", "+", "-", "*", "/", "|", "&", "<", ">", "=", ".", "%", "{",
    "}", "==", "!=", "<=", ">=", "~", "^", "<<", ">>", "**", "+=", "-=", "*=", "/=", "%=", "&=",
    "|=", "^=", "<<=", ">>=", "**=", "//", "//=", "@", "@=", "->", "...", ":=", "!",
];
const FIRST_EXACT: i64 = 7;

fn make_exact(token: &mut Token) {
    if token.kind == kind::OP
        && let Some(i) = EXACT.iter().position(|op| *op == token.text)
    {
        token.kind = FIRST_EXACT + i as i64;
    }
    if token.kind == kind::NEWLINE {
        token.text.clear();
        token.end = token.start;
    }
}
