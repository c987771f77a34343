//! `_sre`: the engine under the `re` package.
//!
//! `re` itself parses and compiles patterns, in Python, to a list of numbers; `decode.rs` makes a
//! checked program of them, `engine.rs` runs it. The engine is our own: the crate made for these
//! numbers only reads UTF-8 (a copy of every other text, every time), can't be interrupted by
//! Ctrl-C, and reads past the end of its text.
//! Deliberately absent: locales other than `C`.
//! Next file to read: `class.rs`.

use crate::builtins::list::PyList;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::stdlib::modules::ModuleDef;
use class::{lower_ascii, lower_unicode, upper_unicode};
use decode::{MAX_REPEAT, decode};
use engine::Scratch;
use pattern::{PATTERN, PyPattern};

pub mod class;
pub mod cursor;
pub mod decode;
pub mod engine;
pub mod match_object;
pub mod pattern;
pub mod program;
pub mod replace;
pub mod scanner;
pub mod search;
pub mod subject;
#[cfg(test)]
mod tests;

/// `_sre`.
pub static SRE: ModuleDef = ModuleDef {
    name: "_sre",
    doc: "",
    functions: FUNCTIONS,
    setup: Some(setup),
};

/// `re._constants.MAGIC` of the library this engine runs under.
const MAGIC: i64 = 20_230_612;
const CODE_SIZE: i64 = 4;
const MAX_GROUPS: i64 = (MAX_REPEAT / 4) as i64;

const FUNCTIONS: &[MethodDef] = &[
    function("ascii_iscased", ascii_iscased, "character, /", ""),
    function("ascii_tolower", ascii_tolower, "character, /", ""),
    function(
        "compile",
        compile,
        "pattern, flags, code, groups, groupindex, indexgroup",
        "",
    ),
    function("getcodesize", getcodesize, "", ""),
    function(
        "template",
        replace::template,
        "pattern, template, /",
        "Make a replacement template of literals and group numbers that take turns.",
    ),
    function("unicode_iscased", unicode_iscased, "character, /", ""),
    function("unicode_tolower", unicode_tolower, "character, /", ""),
];

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    PATTERN.ready(vm);
    match_object::MATCH.ready(vm);
    scanner::SCANNER.ready(vm);
    replace::TEMPLATE.ready(vm);
    crate::stdlib::add_ints(
        vm,
        dict,
        &[
            ("MAGIC", MAGIC),
            ("CODESIZE", CODE_SIZE),
            ("MAXREPEAT", i64::from(MAX_REPEAT)),
            ("MAXGROUPS", MAX_GROUPS),
        ],
    )
}

fn getcodesize(vm: &Vm, _: &[Ref]) -> PyResult {
    Ok(vm.int(CODE_SIZE))
}

/// A code point given as C `int`; negative ones are nobody's letter.
fn character(vm: &Vm, x: &Ref) -> PyResult<u32> {
    Ok(vm.index_i64(x)? as i32 as u32)
}

fn ascii_iscased(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = character(vm, &args[0])?;
    Ok(Ref::bool(
        u8::try_from(c).is_ok_and(|b| b.is_ascii_alphabetic()),
    ))
}

fn unicode_iscased(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = character(vm, &args[0])?;
    Ok(Ref::bool(lower_unicode(c) != c || upper_unicode(c) != c))
}

fn ascii_tolower(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(i64::from(lower_ascii(character(vm, &args[0])?))))
}

fn unicode_tolower(vm: &Vm, args: &[Ref]) -> PyResult {
    Ok(vm.int(i64::from(lower_unicode(character(vm, &args[0])?))))
}

fn compile(vm: &Vm, args: &[Ref]) -> PyResult {
    let [pattern, flags, code, groups, groupindex, indexgroup] = args else {
        return Err(vm.type_error("compile() takes exactly 6 arguments"));
    };
    let wrong = |name: &str, kind: &str, x: &Ref| {
        let got = x.ty().name();
        vm.type_error(format!(
            "compile() argument '{name}' must be {kind}, not {got}"
        ))
    };
    let Some(list) = code.downcast::<PyList>() else {
        return Err(wrong("code", "list", code));
    };
    if !groupindex.ty().has(crate::objects::types::type_flags::DICT) {
        return Err(wrong("groupindex", "dict", groupindex));
    }
    if !indexgroup
        .ty()
        .has(crate::objects::types::type_flags::TUPLE)
    {
        return Err(wrong("indexgroup", "tuple", indexgroup));
    }
    let flags = vm.index_i64(flags)?;
    let groups = pattern::ssize(vm, groups)?;
    let codes: PyResult<Vec<u32>> = list
        .to_vec()
        .iter()
        .map(|n| {
            let n = vm.index_i64(n)?;
            u32::try_from(n)
                .map_err(|_| vm.overflow_error("regular expression code size limit exceeded"))
        })
        .collect();
    let codes = codes?;
    let invalid = || vm.runtime_error("invalid SRE code");
    let groups = usize::try_from(groups)
        .ok()
        .filter(|&n| n as i64 <= MAX_GROUPS && n <= codes.len())
        .ok_or_else(invalid)?;
    let program = decode(&codes, groups).map_err(|_| invalid())?;
    let for_bytes = if pattern.is_none() {
        None
    } else {
        Some(!subject::is_text(vm, pattern)?)
    };
    Ok(vm.alloc(PyPattern {
        header: Header::new(&PATTERN),
        program,
        codes,
        pattern: pattern.clone(),
        flags,
        groupindex: vm.call_method_str(groupindex, "copy", &[])?,
        indexgroup: indexgroup.clone(),
        for_bytes,
        scratch: Locked::new(Scratch::default()),
    }))
}
