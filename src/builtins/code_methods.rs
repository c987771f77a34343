//! What scripts see of code objects and cells.
//!
//! Invariant: positions are told in CPython's unit: two bytes for each instruction word.
//! Next file to read: `../bytecode/code.rs`.

use super::code::{CELL, PyCell, PyCode};
use super::code_replace;
use crate::bytecode::code::LocalKind;
use crate::objects::args::{Args, MethodDef, method};
use crate::objects::context::Vm;
use crate::objects::header::Header;
use crate::objects::payload::Locked;
use crate::objects::refcount::{PyResult, Ref};
use crate::objects::slots::Slots;
use crate::objects::types::{GetSetDef, Type, getset, getter, member};
use crate::source::Location;
use crate::syntax::ast::CompareOp;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What code objects can do.
pub const CODE_SLOTS: Slots = Slots {
    repr: Some(code_repr),
    hash: Some(code_hash),
    compare: Some(code_compare),
    ..Slots::NONE
};
/// Their methods.
pub const CODE_METHODS: &[MethodDef] = &[
    method(
        "__replace__",
        code_replace::code_replace,
        "self, /, **changes",
        "The same as replace().",
    ),
    method(
        "__sizeof__",
        code_sizeof,
        "self, /",
        "Size of object in memory, in bytes.",
    ),
    method(
        "_varname_from_oparg",
        code_varname,
        "self, /, oparg",
        "(internal-only) Return the local variable name.",
    ),
    method("co_branches", code_branches, "self, /", ""),
    method("co_lines", code_lines, "self, /", ""),
    method("co_positions", code_positions, "self, /", ""),
    method(
        "replace",
        code_replace::code_replace,
        "self, /, **changes",
        "Return a copy of the code object with new values for the specified fields.",
    ),
];
/// Their attributes.
pub const CODE_GETSET: &[GetSetDef] = &[
    getter("_co_code_adaptive", code_code, ""),
    member("co_argcount", code_argcount, ""),
    getter("co_cellvars", code_cellvars, ""),
    getter("co_code", code_code, ""),
    member("co_consts", code_consts, ""),
    member("co_exceptiontable", code_exceptiontable, ""),
    member("co_filename", code_filename, ""),
    member("co_firstlineno", code_firstlineno, ""),
    member("co_flags", code_flags, ""),
    getter("co_freevars", code_freevars, ""),
    member("co_kwonlyargcount", code_kwonlyargcount, ""),
    member("co_linetable", code_linetable, ""),
    member("co_name", code_name, ""),
    member("co_names", code_names, ""),
    member("co_nlocals", code_nlocals, ""),
    member("co_posonlyargcount", code_posonlyargcount, ""),
    member("co_qualname", code_qualname, ""),
    member("co_stacksize", code_stacksize, ""),
    getter("co_varnames", code_varnames, ""),
];

fn this(x: &Ref) -> &PyCode {
    match x.downcast::<PyCode>() {
        Some(c) => c,
        None => unreachable!("attributes of code get code objects"),
    }
}

fn code_repr(vm: &Vm, x: &Ref) -> PyResult {
    let c = this(x);
    let (name, file) = (vm.str_lossy(&c.name), vm.str_lossy(&c.filename));
    let line = c.code.first_line;
    Ok(vm.new_str(&format!(
        "<code object {name} at {:#x}, file \"{file}\", line {line}>",
        x.id()
    )))
}

fn code_hash(_: &Vm, x: &Ref) -> PyResult<i64> {
    let c = &this(x).code;
    let mut h = DefaultHasher::new();
    (
        &c.name,
        &c.words,
        c.argcount,
        c.kwonlyargcount,
        c.flags,
        c.first_line,
    )
        .hash(&mut h);
    Ok(match h.finish() as i64 {
        -1 => -2,
        h => h,
    })
}

fn code_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyCode>(), y.downcast::<PyCode>()) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Ok(Ref::not_implemented());
    }
    Ok(Ref::bool(same_code(vm, a, b)? == (op == CompareOp::Eq)))
}

fn same_code(vm: &Vm, a: &PyCode, b: &PyCode) -> PyResult<bool> {
    let (ca, cb) = (&a.code, &b.code);
    if std::sync::Arc::ptr_eq(ca, cb) {
        return Ok(true);
    }
    let same_locals = ca.locals.len() == cb.locals.len()
        && ca
            .locals
            .iter()
            .zip(&cb.locals)
            .all(|(x, y)| x.name == y.name && x.kind == y.kind);
    let same = ca.name == cb.name
        && ca.words == cb.words
        && ca.names == cb.names
        && (ca.argcount, ca.posonlyargcount, ca.kwonlyargcount)
            == (cb.argcount, cb.posonlyargcount, cb.kwonlyargcount)
        && (ca.flags, ca.first_line) == (cb.flags, cb.first_line)
        && ca.handlers == cb.handlers
        && same_locals
        && ca
            .locations
            .ranges(ca.first_line)
            .eq(cb.locations.ranges(cb.first_line))
        && a.constants.len() == b.constants.len();
    if !same {
        return Ok(false);
    }
    for (x, y) in a.constants.iter().zip(&b.constants) {
        if !std::ptr::eq(x.ty(), y.ty()) || !vm.equal(x, y)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn code_sizeof(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = this(&args[0]);
    Ok(vm.uint((size_of::<PyCode>() + 4 * c.code.words.len()) as u64))
}

fn code_varname(vm: &Vm, args: &[Ref]) -> PyResult {
    let i = vm.index_isize(&args[1])?;
    let name = usize::try_from(i)
        .ok()
        .and_then(|i| this(&args[0]).local_names.get(i).cloned());
    name.ok_or_else(|| vm.index_error("tuple index out of range"))
}

fn code_branches(vm: &Vm, _: &[Ref]) -> PyResult {
    vm.iter(&vm.known().empty_tuple)
}

/// Number or `None`.
fn number(vm: &Vm, n: u32, known: bool) -> Ref {
    if known { vm.int(n.into()) } else { Ref::none() }
}

fn code_lines(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = &this(&args[0]).code;
    let mut rows: Vec<(u32, u32, Option<u32>)> = Vec::new();
    for r in c.locations.ranges(c.first_line) {
        let line = (r.location != Location::default()).then_some(r.location.line);
        match rows.last_mut() {
            Some(last) if last.2 == line => last.1 = r.end,
            _ => rows.push((r.start, r.end, line)),
        }
    }
    let rows = rows
        .into_iter()
        .map(|(start, end, line)| {
            vm.new_tuple(vec![
                vm.int(i64::from(start) * 2),
                vm.int(i64::from(end) * 2),
                line.map_or_else(Ref::none, |n| vm.int(n.into())),
            ])
        })
        .collect();
    vm.iter(&vm.new_list(rows))
}

fn code_positions(vm: &Vm, args: &[Ref]) -> PyResult {
    let c = &this(&args[0]).code;
    let mut rows = Vec::with_capacity(c.words.len());
    for r in c.locations.ranges(c.first_line) {
        let at = r.location;
        // The line of a module's first instruction is 0.
        let known = at != Location::default();
        let places = [at.line, at.end_line, at.col, at.end_col];
        // A place without columns, as of a function's first instructions.
        let number = |&n: &u32| number(vm, n, known && n != u32::MAX);
        for _ in r.start..r.end {
            rows.push(vm.new_tuple(places.iter().map(number).collect()));
        }
    }
    vm.iter(&vm.new_list(rows))
}

macro_rules! numbers {
    ($($name:ident: $field:ident,)*) => {
        $(fn $name(vm: &Vm, x: &Ref) -> PyResult {
            Ok(vm.int(this(x).code.$field.into()))
        })*
    };
}

numbers! {
    code_argcount: argcount,
    code_posonlyargcount: posonlyargcount,
    code_kwonlyargcount: kwonlyargcount,
    code_flags: flags,
    code_firstlineno: first_line,
    code_stacksize: stack_size,
}

fn code_nlocals(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.uint(names_of(this(x), LocalKind::LOCAL).len() as u64))
}

fn code_name(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).name.clone())
}

fn code_qualname(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).qualname.clone())
}

fn code_filename(_: &Vm, x: &Ref) -> PyResult {
    Ok(this(x).filename.clone())
}

fn code_consts(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.tuple_from_slice(&this(x).constants))
}

fn code_names(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.tuple_from_slice(&this(x).names))
}

fn names_of(c: &PyCode, bits: u8) -> Vec<Ref> {
    let kinds = c.code.locals.iter().zip(&c.local_names);
    kinds
        .filter(|(l, _)| l.kind.has(bits))
        .map(|(_, n)| n.clone())
        .collect()
}

fn code_varnames(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_tuple(names_of(this(x), LocalKind::LOCAL)))
}

fn code_cellvars(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_tuple(names_of(this(x), LocalKind::CELL)))
}

fn code_freevars(vm: &Vm, x: &Ref) -> PyResult {
    Ok(vm.new_tuple(names_of(this(x), LocalKind::FREE)))
}

fn code_code(vm: &Vm, x: &Ref) -> PyResult {
    let bytes: Vec<u8> = this(x)
        .code
        .words
        .iter()
        .flat_map(|w| w.to_le_bytes())
        .collect();
    Ok(vm.new_bytes(bytes))
}

fn code_linetable(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.known().empty_bytes.clone())
}

fn code_exceptiontable(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.known().empty_bytes.clone())
}

/// What cells can do.
pub const CELL_SLOTS: Slots = Slots {
    new: Some(cell_new),
    repr: Some(cell_repr),
    compare: Some(cell_compare),
    ..Slots::NONE
};
/// Their attributes.
pub const CELL_GETSET: &[GetSetDef] = &[getset(
    "cell_contents",
    cell_contents,
    cell_set_contents,
    "",
)];

fn cell(x: &Ref) -> &PyCell {
    match x.downcast::<PyCell>() {
        Some(c) => c,
        None => unreachable!("slots of cell get cells"),
    }
}

fn cell_new(vm: &Vm, _: &Type, args: Args) -> PyResult {
    if !args.kwnames.is_empty() {
        return Err(vm.type_error("cell() takes no keyword arguments"));
    }
    let value = match args.values {
        [] => Ref::NULL,
        [value] => value.clone(),
        more => {
            let given = more.len();
            return Err(vm.type_error(format!("cell expected at most 1 argument, got {given}")));
        }
    };
    Ok(vm.alloc(PyCell {
        header: Header::new(&CELL),
        value: Locked::new(value),
    }))
}

fn cell_repr(vm: &Vm, x: &Ref) -> PyResult {
    let content = cell(x).value.get();
    let id = x.id();
    Ok(vm.new_str(&match content.opt() {
        None => format!("<cell at {id:#x}: empty>"),
        Some(c) => format!(
            "<cell at {id:#x}: {} object at {:#x}>",
            c.ty().name(),
            c.id()
        ),
    }))
}

fn cell_compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (x.downcast::<PyCell>(), y.downcast::<PyCell>()) else {
        return Ok(Ref::not_implemented());
    };
    let (a, b) = (a.value.get(), b.value.get());
    if let (Some(a), Some(b)) = (a.opt(), b.opt()) {
        return vm.compare(a, b, op);
    }
    let (a, b) = (!a.is_null(), !b.is_null());
    Ok(Ref::bool(match op {
        CompareOp::Eq => a == b,
        CompareOp::NotEq => a != b,
        CompareOp::Lt => !a && b,
        CompareOp::LtE => a <= b,
        CompareOp::Gt => a && !b,
        _ => a >= b,
    }))
}

fn cell_contents(vm: &Vm, x: &Ref) -> PyResult {
    let content = cell(x).value.get();
    if content.is_null() {
        Err(vm.value_error("Cell is empty"))
    } else {
        Ok(content)
    }
}

fn cell_set_contents(_: &Vm, x: &Ref, value: Option<&Ref>) -> PyResult<()> {
    cell(x).value.set(value.cloned().unwrap_or(Ref::NULL));
    Ok(())
}
