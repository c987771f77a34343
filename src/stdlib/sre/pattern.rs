//! `re.Pattern`: a compiled pattern as scripts see it.
//!
//! Invariant: `groupindex` is a dict of the module's own that nobody else can change; scripts see it
//! through a read-only view.
//! Next file to read: `cursor.rs`.

use super::cursor::Cursor;
use super::engine::Scratch;
use super::match_object::Found;
use super::program::Program;
use super::replace::{pattern_sub, pattern_subn};
use super::scanner::{pattern_finditer, pattern_scanner};
use crate::builtins::function_methods::read_only;
use crate::builtins::generic_alias::class_getitem_method;
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getset, getter, type_flags};
use crate::payload;
use crate::syntax::ast::CompareOp;

/// A compiled pattern.
#[repr(C)]
pub struct PyPattern {
    pub(crate) header: Header,
    /// What the engine runs.
    pub program: Program,
    /// The numbers it was made from; two patterns are equal if these are.
    pub codes: Vec<u32>,
    /// The source: `str`, bytes-like, or `None`.
    pub pattern: Ref,
    /// `re` flags.
    pub flags: i64,
    /// Numbers of named groups.
    pub groupindex: Ref,
    /// Names of groups by number, as a tuple.
    pub indexgroup: Ref,
    /// Whether it is for bytes; `None` for patterns made without a source.
    pub for_bytes: Option<bool>,
    /// What the last match needed, for the next one.
    pub scratch: Locked<Scratch>,
}

payload!(
    PyPattern,
    PATTERN,
    |this, visit| [&this.pattern, &this.groupindex, &this.indexgroup]
        .into_iter()
        .for_each(visit),
    |_this, _sink| {}
);

static PATTERN_DEF: TypeDef = TypeDef {
    module: "re",
    doc: "Compiled regular expression object.",
    flags: type_flags::NO_NEW | type_flags::WEAKREF,
    slots: Slots {
        repr: Some(pattern_repr),
        hash: Some(pattern_hash),
        compare: Some(pattern_compare),
        ..Slots::NONE
    },
    methods: PATTERN_METHODS,
    getset: PATTERN_GETSET,
    ..TypeDef::of::<PyPattern>("Pattern")
};
/// The type `re.Pattern`.
pub static PATTERN: Type = Type::builtin(&PATTERN_DEF);

const TEXT: &str = "self, /, string, pos=0, endpos=sys.maxsize";

const PATTERN_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        class_getitem_method,
        "cls, object, /",
        "Patterns are generic over the type of string they handle (str or bytes)",
    ),
    method("__copy__", returns_self, "self, /", ""),
    method("__deepcopy__", returns_self, "self, memo, /", ""),
    method(
        "findall",
        pattern_findall,
        TEXT,
        "Return a list of all non-overlapping matches of pattern in string.",
    ),
    method(
        "finditer",
        pattern_finditer,
        TEXT,
        "Return an iterator over all matches of the pattern in string.\n\nThe iterator returns a match object for each.",
    ),
    method(
        "fullmatch",
        pattern_fullmatch,
        TEXT,
        "Matches against all of the string.",
    ),
    method(
        "match",
        pattern_match,
        TEXT,
        "Matches zero or more characters at the beginning of the string.",
    ),
    method("scanner", pattern_scanner, TEXT, ""),
    method(
        "search",
        pattern_search,
        TEXT,
        "Look for the first match in string and return its match object.\n\nReturn None if there is none.",
    ),
    method(
        "split",
        pattern_split,
        "self, /, string, maxsplit=0",
        "Split string by the occurrences of pattern.",
    ),
    method(
        "sub",
        pattern_sub,
        "self, /, repl, string, count=0",
        "Return string with the leftmost matches of the pattern replaced by repl.",
    ),
    method(
        "subn",
        pattern_subn,
        "self, /, repl, string, count=0",
        "Return the tuple (what sub() returns, how many matches were replaced).",
    ),
];

const PATTERN_GETSET: &[GetSetDef] = &[
    getset(
        "flags",
        |vm, x| Ok(vm.int(this(x).flags)),
        read_only,
        "The regex matching flags.",
    ),
    getter(
        "groupindex",
        |vm, x| {
            let index = this(x).groupindex.clone();
            Ok(crate::builtins::mappingproxy::new_mapping_proxy(vm, index))
        },
        "A dictionary mapping group names to group numbers.",
    ),
    getset(
        "groups",
        |vm, x| Ok(vm.uint(this(x).program.groups as u64)),
        read_only,
        "The number of capturing groups in the pattern.",
    ),
    getset(
        "pattern",
        |_, x| Ok(this(x).pattern.clone()),
        read_only,
        "The pattern string from which the RE object was compiled.",
    ),
];

/// The pattern in `x`, a `self` of this type.
pub fn this(x: &Ref) -> &PyPattern {
    match x.downcast::<PyPattern>() {
        Some(p) => p,
        None => unreachable!("methods of Pattern get patterns"),
    }
}

/// `__copy__` and `__deepcopy__` of what never changes.
pub fn returns_self(_: &Vm, args: &[Ref]) -> PyResult {
    Ok(args[0].clone())
}

fn pattern_match(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut cursor = Cursor::from_arguments(vm, args)?;
    cursor.match_here(vm)?;
    cursor.match_object(vm)
}

fn pattern_fullmatch(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut cursor = Cursor::from_arguments(vm, args)?;
    cursor.whole();
    cursor.match_here(vm)?;
    cursor.match_object(vm)
}

fn pattern_search(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut cursor = Cursor::from_arguments(vm, args)?;
    cursor.search(vm)?;
    cursor.match_object(vm)
}

fn pattern_findall(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut cursor = Cursor::from_arguments(vm, args)?;
    let groups = this(&args[0]).program.groups;
    let mut found = Vec::new();
    while cursor.search(vm)? {
        let item = match groups {
            0 | 1 => cursor.group_or_empty(vm, groups)?,
            _ => {
                let parts: PyResult<Vec<Ref>> =
                    (1..=groups).map(|g| cursor.group_or_empty(vm, g)).collect();
                vm.new_tuple(parts?)
            }
        };
        found.push(item);
    }
    Ok(vm.new_list(found))
}

fn pattern_split(vm: &Vm, args: &[Ref]) -> PyResult {
    let limit = match args[2].opt() {
        Some(x) => ssize(vm, x)?,
        None => 0,
    };
    let mut cursor = Cursor::new(vm, &args[0], &args[1], 0, i64::MAX)?;
    let (mut parts, mut last, mut splits) = (Vec::new(), 0, 0);
    let groups = this(&args[0]).program.groups;
    while (limit == 0 || splits < limit) && cursor.search(vm)? {
        let (start, end) = cursor.span();
        parts.push(cursor.subject().slice(vm, last, start)?);
        for group in 1..=groups {
            parts.push(cursor.group(vm, group)?.unwrap_or_else(Ref::none));
        }
        last = end;
        splits += 1;
    }
    let end = cursor.subject().len();
    parts.push(cursor.subject().slice(vm, last, end)?);
    Ok(vm.new_list(parts))
}

/// An argument of C type `Py_ssize_t`.
pub fn ssize(vm: &Vm, x: &Ref) -> PyResult<i64> {
    vm.index(x)?
        .as_i64()
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C ssize_t"))
}

/// Names of flags, as `repr` shows them.
const FLAG_NAMES: &[(&str, i64)] = &[
    ("re.IGNORECASE", 2),
    ("re.LOCALE", 4),
    ("re.MULTILINE", 8),
    ("re.DOTALL", 16),
    ("re.UNICODE", 32),
    ("re.VERBOSE", 64),
    ("re.DEBUG", 128),
    ("re.ASCII", 256),
];

const UNICODE: i64 = 32;
const NOT_SHOWN_WITH_UNICODE: i64 = 2 | 4 | 8 | 16 | 64 | 128 | 256;

fn pattern_repr(vm: &Vm, x: &Ref) -> PyResult {
    let p = this(x);
    let mut flags = p.flags;
    // A pattern for text is a Unicode one unless something says otherwise.
    if p.for_bytes == Some(false) && flags & (4 | UNICODE | 256) == UNICODE {
        flags &= !UNICODE;
    }
    let mut names: Vec<String> = Vec::new();
    for (name, bit) in FLAG_NAMES {
        if flags & bit != 0 {
            names.push((*name).to_owned());
            flags &= !bit;
        }
    }
    debug_assert!(flags & NOT_SHOWN_WITH_UNICODE == 0);
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    let source = vm.repr(&p.pattern)?;
    let source = super::match_object::shortened(&source, 200);
    let flags = if names.is_empty() {
        String::new()
    } else {
        format!(", {}", names.join("|"))
    };
    let mut text = crate::builtins::str::storage::StrBuf::from_utf8("re.compile(");
    text.push_view(source.view());
    text.push_str(&flags);
    text.push_str(")");
    Ok(vm.str_from_buf(text))
}

fn pattern_hash(vm: &Vm, x: &Ref) -> PyResult<i64> {
    let p = this(x);
    let mut hash = vm.hash(&p.pattern)?;
    for code in &p.codes {
        hash = hash.wrapping_mul(1_000_003) ^ i64::from(*code);
    }
    hash ^= p.flags ^ p.program.groups as i64;
    Ok(if hash == -1 { -2 } else { hash })
}

fn pattern_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (CompareOp::Eq | CompareOp::NotEq, Some(a), Some(b)) =
        (op, x.downcast::<PyPattern>(), y.downcast::<PyPattern>())
    else {
        return Ok(Ref::not_implemented());
    };
    let equal = x.is(y)
        || a.flags == b.flags
            && a.for_bytes == b.for_bytes
            && a.program.groups == b.program.groups
            && a.codes == b.codes
            && vm.equal(&a.pattern, &b.pattern)?;
    Ok(Ref::bool(equal == (op == CompareOp::Eq)))
}

/// The number of a group given by number or name; `None` if there is no such group.
pub fn group_number(vm: &Vm, pattern: &PyPattern, key: &Ref) -> PyResult<Option<usize>> {
    let number = if key.ty().slots().index.is_some() || key.as_int().is_some() {
        vm.index(key)?.as_i64()
    } else {
        match pattern
            .groupindex
            .downcast::<crate::builtins::dict::PyDict>()
        {
            Some(d) => {
                let found = d.get(vm, key);
                let found = found.map_err(|e| {
                    crate::builtins::dict::reword_unhashable(vm, e, key, "dict key")
                })?;
                found.and_then(|n| n.as_i64())
            }
            None => None,
        }
    };
    Ok(number
        .and_then(|n| usize::try_from(n).ok())
        .filter(|&n| n <= pattern.program.groups))
}

impl PyPattern {
    /// What the last match left in the scratch.
    pub fn found(&self, scratch: &Scratch) -> Found {
        Found::new(&self.program, scratch)
    }
}
