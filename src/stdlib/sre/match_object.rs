//! `re.Match`: what was found.
//!
//! Invariant: spans lie within the text as it was when it was searched; group texts are cut from it
//! when asked for.
//! Next file to read: `replace.rs`.

use super::engine::Scratch;
use super::pattern::{PyPattern, group_number, returns_self, this as pattern_of};
use super::program::{Program, UNSET};
use super::replace::expand;
use super::subject::slice;
use crate::builtins::dict::PyDict;
use crate::builtins::function_methods::read_only;
use crate::builtins::generic_alias::class_getitem_method;
use crate::builtins::str::storage::StrBuf;
use crate::builtins::tuple;
use crate::objects::args::{MethodDef, classmethod, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, TypeDef, getset, getter, type_flags};
use crate::payload;

/// Spans of a match.
pub struct Found {
    /// Start and end by group, the whole match first; `UNSET` where a group has no part in it.
    spans: Box<[(usize, usize)]>,
    /// The group that ended last.
    last: Option<usize>,
}

impl Found {
    /// What the engine left in its registers.
    pub fn new(program: &Program, scratch: &Scratch) -> Found {
        let unset = (UNSET, UNSET);
        let groups = (1..=program.groups).map(|g| Found::group_span(scratch, g).unwrap_or(unset));
        let last = scratch.registers.get(program.last_group()).copied();
        Found {
            spans: std::iter::once((scratch.start, scratch.end))
                .chain(groups)
                .collect(),
            last: last.filter(|&g| g != UNSET),
        }
    }

    /// The span of a group that has part in the match.
    pub fn group_span(scratch: &Scratch, group: usize) -> Option<(usize, usize)> {
        let mark = |i: usize| scratch.registers.get(i).copied().filter(|&at| at != UNSET);
        let (start, end) = (mark(group * 2 - 2)?, mark(group * 2 - 1)?);
        (start <= end).then_some((start, end))
    }
}

/// A match.
#[repr(C)]
pub struct PyMatch {
    pub(crate) header: Header,
    pattern: Ref,
    string: Ref,
    found: Found,
    pos: usize,
    endpos: usize,
}

payload!(
    PyMatch,
    MATCH,
    |this, visit| [&this.pattern, &this.string].into_iter().for_each(visit),
    |_this, _sink| {}
);

static MATCH_DEF: TypeDef = TypeDef {
    module: "re",
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    flags: type_flags::NO_NEW,
    slots: Slots {
        repr: Some(match_repr),
        getitem: Some(match_getitem),
        ..Slots::NONE
    },
    methods: MATCH_METHODS,
    getset: MATCH_GETSET,
    ..TypeDef::of::<PyMatch>("Match")
};
/// The type `re.Match`.
pub static MATCH: Type = Type::builtin(&MATCH_DEF);

const MATCH_METHODS: &[MethodDef] = &[
    classmethod(
        "__class_getitem__",
        class_getitem_method,
        "cls, object, /",
        "Matches are generic over the type of string which was matched (str or bytes)",
    ),
    method("__copy__", returns_self, "self, /", ""),
    method("__deepcopy__", returns_self, "self, memo, /", ""),
    method(
        "end",
        match_end,
        "self, group=0, /",
        "Return where the text matched by group ends.",
    ),
    method(
        "expand",
        match_expand,
        "self, /, template",
        "Return the template with its backslash sequences replaced, as sub() does.",
    ),
    method(
        "group",
        match_group,
        "self, /, *groups",
        "group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or names.\n    For 0 returns the entire match.",
    ),
    method(
        "groupdict",
        match_groupdict,
        "self, /, default=None",
        "Return a dictionary of the named groups' texts by name.\n\n  default\n    Stands for groups that have no part in the match.",
    ),
    method(
        "groups",
        match_groups,
        "self, /, default=None",
        "Return a tuple of all groups' texts, from group 1 on.\n\n  default\n    Stands for groups that have no part in the match.",
    ),
    method(
        "span",
        match_span,
        "self, group=0, /",
        "For match object m, return the 2-tuple (m.start(group), m.end(group)).",
    ),
    method(
        "start",
        match_start,
        "self, group=0, /",
        "Return where the text matched by group starts.",
    ),
];

const MATCH_GETSET: &[GetSetDef] = &[
    getset(
        "endpos",
        |vm, x| Ok(vm.uint(this(x).endpos as u64)),
        read_only,
        "The index into the string beyond which the RE engine will not go.",
    ),
    getter(
        "lastgroup",
        match_lastgroup,
        "The name of the last matched capturing group.",
    ),
    getter(
        "lastindex",
        |vm, x| {
            Ok(this(x)
                .found
                .last
                .map_or_else(Ref::none, |g| vm.uint(g as u64)))
        },
        "The integer index of the last matched capturing group.",
    ),
    getset(
        "pos",
        |vm, x| Ok(vm.uint(this(x).pos as u64)),
        read_only,
        "The index into the string at which the RE engine started looking for a match.",
    ),
    getset(
        "re",
        |_, x| Ok(this(x).pattern.clone()),
        read_only,
        "The regular expression object.",
    ),
    getter("regs", match_regs, ""),
    getset(
        "string",
        |_, x| Ok(this(x).string.clone()),
        read_only,
        "The string passed to match() or search().",
    ),
];

fn this(x: &Ref) -> &PyMatch {
    match x.downcast::<PyMatch>() {
        Some(m) => m,
        None => unreachable!("methods of Match get matches"),
    }
}

/// Makes a match object.
pub fn new_match(
    vm: &Vm,
    pattern: Ref,
    string: Ref,
    found: Found,
    (pos, endpos): (usize, usize),
) -> Ref {
    vm.alloc(PyMatch {
        header: Header::new(&MATCH),
        pattern,
        string,
        found,
        pos,
        endpos,
    })
}

/// The first `limit` characters of a text.
pub fn shortened(text: &Ref, limit: usize) -> StrBuf {
    match text.as_str() {
        Some(s) => StrBuf::from_view(s.view().slice(0, limit)),
        None => StrBuf::from_utf8(""),
    }
}

impl PyMatch {
    fn pattern(&self) -> &PyPattern {
        pattern_of(&self.pattern)
    }

    /// The text of a group that exists; `None` if it has no part in the match.
    pub fn text(&self, vm: &Vm, group: usize) -> PyResult<Option<Ref>> {
        match self.found.spans.get(group) {
            Some(&(start, end)) if start != UNSET => slice(vm, &self.string, start, end).map(Some),
            Some(_) => Ok(None),
            None => Err(vm.error(&crate::builtins::exceptions::INDEX_ERROR, "no such group")),
        }
    }

    fn number(&self, vm: &Vm, key: &Ref) -> PyResult<usize> {
        group_number(vm, self.pattern(), key)?
            .ok_or_else(|| vm.error(&crate::builtins::exceptions::INDEX_ERROR, "no such group"))
    }

    fn text_by(&self, vm: &Vm, key: &Ref) -> PyResult {
        let group = self.number(vm, key)?;
        Ok(self.text(vm, group)?.unwrap_or_else(Ref::none))
    }

    /// The span of the group an argument names, -1 for one without part in the match.
    fn span_of(&self, vm: &Vm, key: &Ref) -> PyResult<(Ref, Ref)> {
        let group = match key.opt() {
            Some(key) => self.number(vm, key)?,
            None => 0,
        };
        let int = |at: usize| {
            if at == UNSET {
                vm.int(-1)
            } else {
                vm.uint(at as u64)
            }
        };
        let (start, end) = self.found.spans[group];
        Ok((int(start), int(end)))
    }
}

fn match_repr(vm: &Vm, x: &Ref) -> PyResult {
    let m = this(x);
    let text = m.text(vm, 0)?.unwrap_or_else(Ref::none);
    let (start, end) = m.found.spans[0];
    let shown = shortened(&vm.repr(&text)?, 50);
    let mut out = StrBuf::from_utf8(&format!("<re.Match object; span=({start}, {end}), match="));
    out.push_view(shown.view());
    out.push_str(">");
    Ok(vm.str_from_buf(out))
}

fn match_getitem(vm: &Vm, x: &Ref, key: &Ref) -> PyResult {
    this(x).text_by(vm, key)
}

fn match_group(vm: &Vm, args: &[Ref]) -> PyResult {
    let m = this(&args[0]);
    match tuple::items(&args[1]) {
        [] => Ok(m.text(vm, 0)?.unwrap_or_else(Ref::none)),
        [key] => m.text_by(vm, key),
        keys => {
            let texts: PyResult<Vec<Ref>> = keys.iter().map(|k| m.text_by(vm, k)).collect();
            Ok(vm.new_tuple(texts?))
        }
    }
}

fn match_groups(vm: &Vm, args: &[Ref]) -> PyResult {
    let m = this(&args[0]);
    let default = args[1].opt().cloned().unwrap_or_else(Ref::none);
    let texts: PyResult<Vec<Ref>> = (1..m.found.spans.len())
        .map(|g| Ok(m.text(vm, g)?.unwrap_or_else(|| default.clone())))
        .collect();
    Ok(vm.new_tuple(texts?))
}

fn match_groupdict(vm: &Vm, args: &[Ref]) -> PyResult {
    let m = this(&args[0]);
    let default = args[1].opt().cloned().unwrap_or_else(Ref::none);
    let mut pairs = Vec::new();
    if let Some(index) = m.pattern().groupindex.downcast::<PyDict>() {
        for (name, number) in index.pairs() {
            let group = m.number(vm, &number)?;
            pairs.push((name, m.text(vm, group)?.unwrap_or_else(|| default.clone())));
        }
    }
    vm.dict_from_pairs(pairs)
}

fn match_start(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).span_of(vm, &args[1]).map(|(start, _)| start)
}

fn match_end(vm: &Vm, args: &[Ref]) -> PyResult {
    this(&args[0]).span_of(vm, &args[1]).map(|(_, end)| end)
}

fn match_span(vm: &Vm, args: &[Ref]) -> PyResult {
    let (start, end) = this(&args[0]).span_of(vm, &args[1])?;
    Ok(vm.new_small_tuple([start, end]))
}

fn match_expand(vm: &Vm, args: &[Ref]) -> PyResult {
    let m = this(&args[0]);
    let template = super::replace::template_of(vm, &m.pattern, &args[1])?;
    expand(vm, &template, m)
}

fn match_regs(vm: &Vm, x: &Ref) -> PyResult {
    let m = this(x);
    let spans: PyResult<Vec<Ref>> = (0..m.found.spans.len())
        .map(|g| {
            let (start, end) = m.span_of(vm, &vm.uint(g as u64))?;
            Ok(vm.new_small_tuple([start, end]))
        })
        .collect();
    Ok(vm.new_tuple(spans?))
}

fn match_lastgroup(_: &Vm, x: &Ref) -> PyResult {
    let m = this(x);
    let names = tuple::items(&m.pattern().indexgroup);
    let name = m.found.last.and_then(|g| names.get(g));
    Ok(name.cloned().unwrap_or_else(Ref::none))
}
